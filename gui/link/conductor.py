"""The conversation with the engine: what the user's acts mean, in which order. No widget in here.

``Conductor`` holds the intent (``state``) and what the engine has said (``store``), sends, and tells the window what
became another. The window draws.

In order: an act of the user sends a message, and changes the intent where it is about looking; what is heard goes into
the store; then a signal tells which part became another. On the display's clock ``ask`` asks for what the visible views
lack; a run or a frame that is asked for already is not asked for twice. All of it in the window's thread.
"""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import count
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal

from gatescope.engine.config.run import DataConfig, ReadConfig, RunConfig
from gatescope.engine.protocol import messages
from gatescope.engine.protocol.exports import StepNamed
from gatescope.engine.protocol.frame import Frame, FrameRequest
from gatescope.engine.protocol.messages import About, RunState
from gatescope.engine.protocol.runs import SESSION_SUFFIX
from gatescope.gui.link.bridge import EngineBridge, EngineExit
from gatescope.gui.link.hearers import hearers, hears
from gatescope.gui.link.pausing import Pausing
from gatescope.gui.link.shelf import SessionShelf
from gatescope.gui.scenes.asking import COST, STAGES, Request, exported, metrics_of
from gatescope.gui.state.intent import ViewChoice, ViewState
from gatescope.gui.state.sightings import Sighting, kept
from gatescope.gui.state.slowing import FULL_SPEED, Slowing
from gatescope.gui.state.store import RunRecord, Store, keyframe_before
from gatescope.gui.words.nets import run_name
from gatescope.gui.words.run_differences import names_of

AS_FOUND = ReadConfig()
MOVED = (messages.Notice.SESSION_GONE, messages.Notice.SESSION_REPLACED, messages.Notice.SESSION_TAKEN)
"""The session is kept elsewhere from now on."""


def is_session(path: str) -> bool:
    return Path(path).suffix.lower() == SESSION_SUFFIX


class Conductor(QObject):
    """Acts of the user in, messages to the engine out, and the other way round."""

    state_changed = Signal()
    data_changed = Signal()  # another data set or session
    runs_changed = Signal()  # a run was made, or its state or keyframes changed
    metrics_grew = Signal(int)
    frame_taken = Signal(str)  # the name of the slot
    bounds_grew = Signal(int, tuple)  # the run, and the traces
    opening = Signal(str)
    progressed = Signal(messages.Progress)
    previewed = Signal(messages.Previewed)
    preview_failed = Signal(messages.Failed)
    noticed = Signal(messages.Noticed)
    recovered = Signal(messages.Recovered)
    saved = Signal(str)
    exported = Signal(messages.Exported)
    failed = Signal(messages.Failed)
    engine_ready = Signal(messages.Ready, bool)  # and whether a session is being gone on with
    engine_lost = Signal(EngineExit, int)  # and the step last heard of

    def __init__(self, bridge: EngineBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.store = Store()
        self.state = ViewState()
        self.slowing = FULL_SPEED
        self._going_on = self._restarting = False
        self._budget = messages.SetBudget()  # 0: the engine's own
        self._opened: messages.OpenFile | None = None  # the file asked for last
        self._previews = count(1)
        self.shelf = SessionShelf(bridge.send, self)
        self._hearers = hearers(self) | {  # and what panels hear, and nobody else
            messages.Progress: self.progressed.emit,
            messages.Previewed: self.previewed.emit,
            messages.Exported: self.exported.emit,
            messages.Recovered: self.recovered.emit,
            messages.SessionsListed: self.shelf.take,
        }
        self.pausing = Pausing(lambda: self.training, self)
        self._wire()

    def _wire(self) -> None:
        bridge = self.bridge
        for signal in (self.runs_changed, self.state_changed, self.data_changed):
            signal.connect(self.pausing.look)
        bridge.ready.connect(self._take_ready)
        bridge.arrived.connect(self._hear)
        bridge.frame_arrived.connect(self._take_frame)
        bridge.failed.connect(self._take_failure)
        bridge.engine_stopped.connect(self._lose_engine)

    def _hear(self, message: messages.FromEngine) -> None:
        self._hearers[type(message)](message)

    # ---- acts --------------------------------------------------------------------------------------------------

    @property
    def selected(self) -> RunRecord | None:
        return self.store.runs.get(self.state.run)

    @property
    def training(self) -> bool:
        return self.selected is not None and self.selected.state is RunState.TRAINING

    def change(self, **changes: object) -> None:
        """Makes another state of the user's intent; says so only when it is another."""
        state = self.state.with_(**changes)
        if state != self.state:
            self.state = state
            self.store.smooth_with(state.smoothing)
            self.state_changed.emit()

    def choose(self, choice: ViewChoice) -> None:
        """What a single view is to show."""
        self.change(choices=self.state.choose(choice).choices)

    def open(self, path: str, read: ReadConfig = AS_FOUND, data: DataConfig | None = None) -> None:
        """Opens a session by its suffix, anything else as data, read and used as said (by default as found out)."""
        self._opened = None if is_session(path) else messages.OpenFile(path=path, read=read, data=data)
        self.delete_for_good()
        self.restart()
        if self.bridge.send(self._opened or messages.OpenSession(path=path)):
            self.opening.emit(path)

    def preview(self, path: str, read: ReadConfig, data: DataConfig | None) -> int:
        """Asks what the beginning of a file would be, read and used so; the number of the answer."""
        number = next(self._previews)
        self.restart()
        self.bridge.send(messages.PreviewRequest(number=number, path=path, read=read, data=data))
        return number

    def restart(self) -> None:
        """Sees to it that there is an engine."""
        if not self.bridge.running:
            self.bridge.start()

    def cancel_open(self) -> None:
        self.bridge.send(messages.CancelOpen())

    def save_as(self, path: str, replace: messages.Replace = messages.Replace.SESSION) -> None:
        """``replace``: what the user has agreed to lose there."""
        self.bridge.send(messages.SaveAs(path=path, replace=replace))

    def export(self, what: str, path: str, step: StepNamed | None = None) -> None:
        """Has the engine write a part of the selected run, as it is looked at or at the step that is named."""
        self.bridge.send(exported(self.state, what, path, step))

    def discard(self, path: str) -> None:
        self.bridge.send(messages.Discard(path=path))

    def new_run(self, config: RunConfig, steps: int | None = None, note: str = "", as_many_as: int = 0) -> None:
        """Makes a run; with ``steps`` it trains at once (0: to its end). ``note`` follows the name, as what is unusual
        about the run. ``as_many_as``: of as many parameters as that run."""
        name = run_name(config.net, (run.info.config.net for run in self.store.runs.values()))
        name = f"{name}, {note}" if note else name
        self.bridge.send(messages.NewRun(config=config, name=name, steps=steps, as_many_as=as_many_as))

    def play(self, config: RunConfig | None, steps: int = 0) -> None:
        """Trains the selected run; makes one first when there is none; forks one that cannot be trained on."""
        record = self.selected
        if record is None:
            if config is not None:
                self.new_run(config, steps)
        elif record.state in (RunState.FAILED, RunState.CLOSED):
            self.fork(record, record.step, steps)
        else:
            self.change(at=None)
            self.bridge.send(messages.Play(run=record.info.run, steps=steps))

    def pause(self) -> None:
        self.bridge.send(messages.Pause(run=self.state.run))
        self.pausing.ask()

    def fork(self, record: RunRecord, step: int, steps: int | None = None) -> None:
        """Makes a run that goes on from the keyframe at or before ``step``; from the start where there is none. With
        ``steps`` it trains at once."""
        keyframe = keyframe_before(record.keyframes, step)
        if keyframe is None:
            self.new_run(record.info.config, steps)
        else:
            self.bridge.send(messages.Fork(run=record.info.run, step=keyframe, steps=steps))

    def set_live(self, name: str, value: float) -> None:
        if self.selected is not None:
            self.bridge.send(messages.SetLive(run=self.state.run, name=name, value=value))

    def set_steps(self, steps: int) -> None:
        """Plans another number of steps for the selected run."""
        if self.selected is not None:
            self.bridge.send(messages.SetSteps(run=self.state.run, steps=steps))

    def mark(self, run: int, **changes: object) -> None:
        """Keeps what the user says of a run: fields of ``RunMarks``."""
        record = self.store.runs.get(run)
        if record is not None:
            marks = msgspec.structs.replace(record.info.marks, **changes)
            self.bridge.send(messages.MarkRun(run=run, marks=marks))

    def keep_seen(self, record: RunRecord, sighting: Sighting) -> None:
        """Has it kept with the run, where that can be."""
        seen = kept(sighting)
        if seen is not None and not self.store.read_only:
            self.bridge.send(messages.KeepSeen(run=record.info.run, seen=seen))

    def delete(self, run: int) -> None:
        """Takes a run out of sight; ``take_back`` undoes it until ``delete_for_good``."""
        if run not in self.store.runs:
            return
        if self.store.runs[run].state is RunState.TRAINING:
            self.bridge.send(messages.Pause(run=run))
        self.store.delete(run)
        if run == self.state.run:
            self.change(run=max(self.store.runs, default=0), at=None, interventions=())
        self._runs_are_others()

    def take_back(self, run: int) -> None:
        if run in self.store.deleted:
            self.store.take_back(run)
            self._runs_are_others()
            self.select(run)

    def delete_for_good(self) -> None:
        """The session has the runs no more that were deleted."""
        for run in self.store.deleted:
            self.bridge.send(messages.DeleteRun(run=run))

    def name_runs(self) -> None:
        """Says anew what each run is called; also in another language."""
        names = names_of(self.store.runs.values())
        for run, record in self.store.runs.items():
            record.name = names[run]

    def _runs_are_others(self) -> None:
        self.name_runs()
        self.runs_changed.emit()

    def limit_speed(self, slowing: Slowing) -> None:
        self.slowing = slowing  # told to every engine that is started
        self.bridge.send(slowing.message)

    def set_budget(self, observation: float, keyframe_bytes: int = 0) -> None:
        """The share of training time that looking may cost, and what a run's keyframes may take (0: as before); told
        to every engine that is started."""
        most = keyframe_bytes or self._budget.keyframe_bytes
        self._budget = messages.SetBudget(observation=observation, keyframe_bytes=most)
        self.bridge.send(self._budget)

    def select(self, run: int) -> None:
        record = self.store.runs.get(run)
        if record is None or run == self.state.run:
            return
        hidden = record.info.config.net.units
        self.change(run=run, at=None, **self._as_in(record.info), unit=min(self.state.unit, hidden - 1))
        self.runs_changed.emit()

    def _as_in(self, info: messages.RunInfo) -> dict[str, object]:
        """What comes nearest, in another run's network, to what is looked at and altered: where there are
        other directions, what is altered there is another part."""
        there = info.config.net
        net = self.selected.info.config.net if self.selected is not None else there
        altered = self.state.interventions if there.directions == net.directions else ()
        return {"layer": there.nearest(self.state.layer), "interventions": altered}

    def travel(self, step: int) -> None:
        """Looks at the keyframe at or before ``step``."""
        if self.selected is not None:
            at = keyframe_before(self.selected.keyframes, step)
            if at is not None:
                self.change(at=at)

    def travel_by(self, keyframes: int) -> None:
        """Goes that many keyframes later (earlier when negative); past the last one is the present."""
        if self.selected is None or not self.selected.keyframes:
            return
        known = sorted(self.selected.keyframes)
        here = len(known) if self.state.at is None else bisect_right(known, self.state.at) - 1
        there = max(0, here + keyframes)
        self.change(at=known[there] if there < len(known) else None)

    def go_to_best(self) -> None:
        """Looks at the step with the lowest validation loss."""
        if self.selected is not None and self.selected.best is not None:
            self.travel(self.selected.best[0])

    def go_live(self) -> None:
        self.change(at=None)

    def go_on(self) -> None:
        """After the engine died: another one, the same session, and training from the last keyframe."""
        self._going_on = True
        self.bridge.start()

    def restart_engine(self) -> None:
        """Ends an engine that does not answer, and goes on as after one that died."""
        self._restarting = True
        self.bridge.kill()

    @property
    def awaiting(self) -> bool:
        """Whether the engine has something to say soon: an answer, or the next step."""
        return self.bridge.running and (self.bridge.awaited or self.training)

    # ---- the display's clock -----------------------------------------------------------------------------------

    @property
    def listening(self) -> bool:
        """Whether there is an engine that knows these runs; one that has just come up does not yet."""
        return self.store.ready is not None and not self._going_on

    def ask(self, requests: Iterable[Request]) -> None:
        """Asks for these, and for the new rows of every run. Says nothing when everything is asked for already."""
        asked = tuple(requests)
        watched = {each.run: each for each in asked if isinstance(each, messages.MetricsRequest)}
        # of every run, seen or not: rows are a few floats a step, and the list of runs shows the newest losses
        for run, record in self.store.runs.items() if self.listening else ():
            self.bridge.ask_metrics(watched.get(run) or metrics_of(record))
        for request in asked if self.listening else ():
            if isinstance(request, FrameRequest):
                self.bridge.ask_frame(request)
            elif isinstance(request, messages.StagesRequest) and self.bridge.ask_stages(request):
                self.store.ask_stages(request.run)
            elif isinstance(request, messages.CostRequest) and self.bridge.ask_cost(request):
                self.store.ask_cost(request.config)

    # ---- what the engine says ----------------------------------------------------------------------------------

    def _take_ready(self, ready: messages.Ready) -> None:
        self.store.ready = ready
        if self._budget != messages.SetBudget():
            self.bridge.send(self._budget)
        if self.slowing != FULL_SPEED:
            self.bridge.send(self.slowing.message)
        self.engine_ready.emit(ready, self._going_on)
        if self._going_on:
            self._reopen(ready)

    def _reopen(self, ready: messages.Ready) -> None:
        newest = max(ready.recoverable, key=lambda left: left.modified, default=None)
        path = self.store.session_path or (newest.path if newest else "")
        if path:
            self.bridge.send(messages.OpenSession(path=path))
        elif self.store.dataset is not None:
            self._going_on = False
            path = self.store.dataset.path
            again = self._opened if self._opened and self._opened.path == path else messages.OpenFile(path=path)
            self.bridge.send(again)

    @hears
    def _take_data(self, message: messages.DataOpened) -> None:
        self.store.take_data(message.info)
        self._fresh(self.state.afresh())

    @hears
    def _take_session(self, message: messages.SessionOpened) -> None:
        before = self.state
        self.store.take_session(message.info)
        runs = tuple(self.store.runs)
        going_on, self._going_on = self._going_on, False
        run = before.run if going_on and before.run in runs else (runs[-1] if runs else 0)
        fresh = before.afresh()
        self._fresh(before.with_(run=run, at=None) if going_on else fresh.with_(run=run))
        if going_on and self.selected is not None:
            self.play(None)

    def _fresh(self, state: ViewState) -> None:
        record = self.store.runs.get(state.run)
        self.state = state.with_(layer=record.info.config.net.nearest(state.layer)) if record else state
        self.name_runs()
        self.data_changed.emit()
        self.state_changed.emit()
        self.runs_changed.emit()

    @hears
    def _take_saved(self, message: messages.Saved) -> None:
        self.store.take_saved(message.path)
        self.saved.emit(message.path)

    @hears
    def _take_notice(self, message: messages.Noticed) -> None:
        if message.notice in MOVED:
            self.store.take_moved(str(message.facts["to"]))
        self.noticed.emit(message)

    @hears
    def _take_run(self, message: messages.RunChanged) -> None:
        run = message.info.run
        self.store.session_path = message.session or self.store.session_path
        new = self.store.take_run(message.info)
        self.name_runs()
        if new:
            self.change(run=run, at=None, **self._as_in(message.info))
        self.runs_changed.emit()

    @hears
    def _take_deleted(self, message: messages.RunDeleted) -> None:
        self.store.forget_run(message.run)
        self._runs_are_others()

    @hears
    def _take_metrics(self, metrics: messages.Metrics) -> None:
        record = self.store.runs.get(metrics.run)
        before = record.state if record else None
        if self.store.take_metrics(metrics) and record is not None:
            self.metrics_grew.emit(metrics.run)
            if record.state is not before:
                self.runs_changed.emit()

    def _take_frame(self, frame: Frame, request: FrameRequest) -> None:
        grown = self.store.take_frame(frame, request)
        if self.state.t < 0 and frame.traces:  # put the cursor somewhere, so that the unit's panel has something to say
            self.change(t=frame.traces[0].steps * 3 // 4, unit=frame.traces[0].size // 2)
        self.frame_taken.emit(frame.slot.name)
        if grown:
            self.bounds_grew.emit(frame.run, grown)

    @hears
    def _take_stages(self, told: messages.StagesTold) -> None:
        self.store.take_stages(told)
        self.frame_taken.emit(STAGES)

    @hears
    def _take_cost(self, told: messages.CostTold) -> None:
        self.store.take_cost(told)
        self.frame_taken.emit(COST)

    def _take_failure(self, failure: messages.Failed) -> None:
        if failure.about is About.PREVIEW:  # nothing on the table is concerned
            self.preview_failed.emit(failure)
            return
        if failure.about in (About.OPEN, About.SESSION):
            self._going_on = False
        self.failed.emit(failure)

    def _lose_engine(self, facts: EngineExit) -> None:
        step = self.selected.step if self.selected else 0
        self.store.engine_gone()
        self._going_on = False
        again, self._restarting = self._restarting, False
        self.runs_changed.emit()
        if again:
            self.go_on()
        else:
            self.engine_lost.emit(facts, step)
