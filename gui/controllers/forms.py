"""What the forms say and the runs are: the panels on one side, the conductor on the other."""

import math

import msgspec
from PySide6.QtCore import QObject, Signal

from gatescope.engine.config.run import RunConfig
from gatescope.engine.errors import ConfigError
from gatescope.engine.protocol.frame import Part, Probe
from gatescope.engine.protocol.messages import About, Failed, RunState
from gatescope.engine.protocol.shape import of_run
from gatescope.gui.controllers.cost_estimates import CostEstimates
from gatescope.gui.controllers.form_panels import FormPanels
from gatescope.gui.controllers.runs.comparing import Comparing
from gatescope.gui.controllers.runs.marking import RunMarking
from gatescope.gui.controllers.runs.repeating import Repeating
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look.language import spoken
from gatescope.gui.panels.runs.list_rows import BaselineRows, RunRows, measure_of
from gatescope.gui.panels.runs.order import RunsChoice, SortBy
from gatescope.gui.scenes.asking import probe_of
from gatescope.gui.state.baselines import Verdict, levels, verdict
from gatescope.gui.state.store import RunRecord
from gatescope.gui.views.schedule import ScheduleView
from gatescope.gui.words import baselines as baseline_words
from gatescope.gui.words import notices, run_differences
from gatescope.gui.words.run_differences import differing


class FormDesk(QObject):
    """Keeps the panels true to the conductor's state, and the conductor told of what is chosen in them."""

    refused = Signal(Failed)  # what the forms say cannot work
    taken_back = Signal(RunConfig, RunConfig)  # what the form said, and what it says again

    def __init__(self, conductor: Conductor, panels: FormPanels) -> None:
        super().__init__(panels.window)
        self._conductor = conductor
        self._panels = panels
        self._shown_run, self._planned = -1, -1
        self._in_no_order = False  # as chosen when the file was opened
        self.comparing = Comparing(conductor, panels)
        self.marking = RunMarking(conductor, panels.runs)
        self.costs = CostEstimates(conductor, panels, lambda: self.config)
        self.repeating = Repeating(conductor, panels)
        self._baselines, self._rows = BaselineRows(), RunRows()
        self._wire()
        spoken(panels.window, self._say)

    def _say(self) -> None:
        """Everything that was said with numbers in it, in the language of this moment."""
        self._show_device()
        self._show_welcome()
        self.show_all()

    def _wire(self) -> None:
        conductor, panels = self._conductor, self._panels
        conductor.data_changed.connect(self._show_data)
        conductor.runs_changed.connect(self.show_all)
        conductor.state_changed.connect(self._show_probe)
        conductor.frame_taken.connect(lambda _slot: self._show_span())
        conductor.engine_ready.connect(lambda *_: self._show_device())
        panels.data.config_edited.connect(self._show_waiting)
        panels.model.config_edited.connect(self._show_waiting)
        panels.model.config_edited.connect(self._show_welcome)
        panels.model.shown.connect(self._show_welcome)
        panels.new_run.clicked.connect(panels.actions["new_run"].act)
        for card, undo in (
            (panels.data.card, self._undo_data),
            (panels.model.network, self._undo_network),
            (panels.model.method, self._undo_method),
        ):
            card.undo_clicked.connect(undo)
        panels.model.shuffled_clicked.connect(self.new_shuffled_run)
        panels.actions["new_run"].changed.connect(self._show_shuffled)
        schedule = ScheduleView()
        panels.model.training.schedule_changed.connect(schedule.draw)
        panels.model.training.place(schedule)
        panels.runs.run_chosen.connect(conductor.select)
        panels.runs.sort_wanted.connect(self._sort)
        panels.probe.probe_chosen.connect(self._choose_probe)
        panels.probe.layer_chosen.connect(lambda layer: conductor.change(layer=layer))
        panels.model.live_changed.connect(conductor.set_live)
        panels.model.steps_changed.connect(self._plan)
        panels.transport.speed_changed.connect(conductor.limit_speed)

    # ---- what is chosen ----------------------------------------------------------------------------------------

    @property
    def config(self) -> RunConfig | None:
        """The run that the forms describe. Raises ``ConfigError``; None while no data is open."""
        panels = self._panels
        data = panels.data.config
        if data is None:
            return None
        share = panels.model.validation_share
        data = msgspec.structs.replace(data, validation_share=share, shuffled=self._in_no_order)
        return RunConfig(data=data, net=panels.model.net, train=panels.model.train)

    def _checked(self) -> RunConfig | None:
        try:
            return self.config
        except ConfigError as error:
            self.refused.emit(Failed(about=About.RUN, fault=error.fault, facts=error.facts))
            return None

    def new_run(self) -> None:
        """Makes the run that the forms describe, which begins at once."""
        config = self._checked()
        if config is not None:
            self._conductor.new_run(config, 0)

    def new_shuffled_run(self) -> None:
        """The same with the order of the rows destroyed, to show what the order is worth."""
        config = self._checked()
        if config is not None:
            data = msgspec.structs.replace(config.data, shuffled=True)
            config = msgspec.structs.replace(config, data=data)
            self._conductor.new_run(config, self._then, self.tr("no order"))

    @property
    def _then(self) -> int | None:
        """The steps of a run that takes the place of the selected one: it trains when that one did."""
        return 0 if self._conductor.training else None

    def play_or_pause(self) -> None:
        if self._conductor.training:
            self._conductor.pause()
        else:
            if more := self.more:
                self._conductor.set_steps(self._conductor.store.runs[self._conductor.state.run].step + more)
            self._conductor.play(self._checked())

    @property
    def more(self) -> int:
        """How many steps a run that has made all of its own would go on for: half of those done; 0 of another run."""
        record = self._conductor.selected
        if record is None or record.state is not RunState.FINISHED or record.info.config.net.steps_most:
            return 0
        return two_digits(max(1, record.step // 2))

    def _plan(self, steps: int) -> None:
        """Another number of steps acts on the run that is looked at, unless it has made more already."""
        record = self._conductor.selected
        if record is not None and _can_plan(record, steps):
            self._conductor.set_steps(steps)

    def step(self) -> None:
        self._conductor.play(self._checked(), steps=1)

    def steps(self) -> None:
        """As many as stand in the transport."""
        self._conductor.play(self._checked(), steps=self._panels.transport.steps.value())

    def reset(self) -> None:
        """The same settings from the first step on, as a new run; it trains when the old one did."""
        record = self._conductor.selected
        if record is not None:
            note = self.tr("no order") if record.info.config.data.shuffled else ""
            self._conductor.new_run(record.info.config, self._then, note)

    def fork(self) -> None:
        record, at = self._conductor.selected, self._conductor.state.at
        if record is not None and at is not None:
            self._conductor.fork(record, at, steps=0)

    def _choose_probe(self, probe: Probe) -> None:
        length = len(probe.text) if probe.part is Part.TYPED else probe.length
        t = self._conductor.state.t
        self._conductor.change(probe=probe, t=min(t, length - 1))

    # ---- what is shown -----------------------------------------------------------------------------------------

    def show_all(self) -> None:
        record = self._conductor.selected
        if record is not None and record.info.run != self._shown_run:
            self._shown_run = record.info.run
            self._panels.data.show_config(record.info.config.data)
            self._panels.model.show_config(record.info.config)
            train = record.info.config.train  # what it began with: what was changed since stands in the fields
            self._panels.model.show_live(train.learning_rate, train.clip)
        if record is not None:
            self._panels.data.show_run(record.info)
            self._show_planned(record.info.config.train.steps)
        self._show_memory(record)
        self._show_probe()
        self._show_waiting()
        self.show_numbers()

    def show_numbers(self) -> None:
        """What changes while a run trains: the list's figures and the status line."""
        store, record = self._conductor.store, self._conductor.selected
        runs, choice = self._panels.runs, self._conductor.state.choice(RunsChoice)
        measure = measure_of(record, store.dataset)
        rows = self._rows.of(store.runs.values(), choice, measure, runs.held)
        runs.show_runs(rows, self._conductor.state.run, self._baselines.of(record), measure, choice)
        self._show_verdict(record)
        if record is None:
            self._panels.status.show_run(None, 0, 0, None)
        else:
            total = record.info.config.steps
            self._panels.status.show_run(record.state, record.step, total, record.status, _met(record))
        finished = record is not None and record.state is RunState.FINISHED
        step, planned = (record.step, record.info.config.steps) if record is not None else (-1, 0)
        self._panels.transport.show_progress(step, planned, finished)

    def _sort(self, head: SortBy) -> None:
        measure = measure_of(self._conductor.selected, self._conductor.store.dataset)
        self._conductor.choose(self._conductor.state.choice(RunsChoice).clicked(head, measure))
        self.show_numbers()

    def _show_planned(self, steps: int) -> None:
        """When it has become another; what is typed and waits for a new run stays."""
        if steps != self._planned:
            self._planned = steps
            self._panels.model.show_steps(steps)

    def _show_memory(self, record: RunRecord | None) -> None:
        """What a step of the run holds, and of one that rests how long it takes."""
        steps, held = (record.info.activation_steps, record.info.activation_bytes) if record else (0, 0)
        seconds = record.seconds_per_step if record and not self._conductor.training else math.nan
        self._panels.status.show_memory(steps, held, seconds)

    def _show_verdict(self, record: RunRecord | None) -> None:
        if record is None or math.isnan(record.validation):
            self._panels.runs.show_words("", "")
            return
        said = verdict(record.validation, levels(record.info)) if record.step > 0 else Verdict.UNKNOWN
        words = baseline_words.sentence(said, of_run(record.info))
        self._panels.runs.show_words(baseline_words.of_loss(record), words)

    def _show_data(self) -> None:
        info = self._conductor.store.dataset
        self._shown_run = -1
        self._panels.data.show_data(info)
        self._in_no_order = info is not None and info.suggested.data.shuffled
        if info is not None:
            self._panels.model.clear()
            self._panels.model.show_config(info.suggested)
            self._panels.model.show_live(info.suggested.train.learning_rate, info.suggested.train.clip)
        self._show_welcome()
        self.show_all()

    def _show_welcome(self) -> None:
        info = self._conductor.store.dataset
        if info is not None:
            self._panels.welcome.show_data(info.name, self._panels.model.net)

    def _show_device(self) -> None:
        ready = self._conductor.store.ready
        if ready is not None:
            self._panels.status.show_device(notices.device_sentence(ready.device))
            self._panels.model.show_devices(ready.devices)

    def _show_probe(self) -> None:
        record, state = self._conductor.selected, self._conductor.state
        probe = probe_of(state, self._conductor.store)
        self._panels.probe.show_run(record.info if record else None, probe, state.layer)
        self._show_span()

    def _show_span(self) -> None:
        probe = probe_of(self._conductor.state, self._conductor.store)
        if probe is not None:
            self._panels.probe.show_span(self._conductor.store.probe_labels.get(probe), probe)

    def _show_shuffled(self) -> None:
        """It can be made where any other run can."""
        self._panels.model.shuffled.setEnabled(self._panels.actions["new_run"].isEnabled())

    def _show_waiting(self) -> None:
        """Says what of the forms differs from the selected run in what only a new run can take."""
        record, config = self._conductor.selected, self._described()
        if record is None or config is None:
            changed, name = frozenset[str](), ""
        else:
            live = _can_plan(record, config.train.steps)
            made, waiting = _fixed(record.info.config, live), _fixed(config, live)
            changed = frozenset(each.path for each in differing((made, waiting)))
            name = run_differences.differing_name(made, waiting)
        self._panels.data.mark(changed)
        self._panels.model.mark(changed)
        self._panels.new_run.setVisible(record is not None)
        self._panels.new_run.show_waiting(name, record.name if record is not None else "")

    def _described(self) -> RunConfig | None:
        try:
            return self.config
        except ConfigError:
            return None

    # ---- what is taken back ------------------------------------------------------------------------------------

    def _undo_data(self) -> None:
        record = self._conductor.selected
        if record is not None:
            self._panels.data.show_config(record.info.config.data)
            self._show_waiting()

    def _undo_network(self) -> None:
        """The window is of the network's card, though of the training's settings."""
        record, now = self._conductor.selected, self._described()
        if record is not None and now is not None:
            made = record.info.config
            train = msgspec.structs.replace(now.train, window=made.train.window)
            self._take_back(now, msgspec.structs.replace(now, net=made.net, train=train))

    def _undo_method(self) -> None:
        record, now = self._conductor.selected, self._described()
        if record is not None and now is not None:
            made = record.info.config
            train = msgspec.structs.replace(made.train, window=now.train.window)
            data = msgspec.structs.replace(now.data, validation_share=made.data.validation_share)
            self._take_back(now, msgspec.structs.replace(now, data=data, train=train))

    def _take_back(self, now: RunConfig, config: RunConfig) -> None:
        self.taken_back.emit(now, config)
        self._panels.model.show_config(config)
        self._show_waiting()


def _can_plan(record: RunRecord, steps: int) -> bool:
    """Whether the run itself can go on to so many steps, 0: until it is stopped."""
    alive = record.state not in (RunState.FAILED, RunState.CLOSED) and not record.info.config.net.steps_most
    return alive and (not steps or steps >= max(record.step, 1))


def _met(record: RunRecord) -> str:
    """How much of what is validated on is right, where something says so."""
    return "" if math.isnan(record.accuracy) else baseline_words.met(record.accuracy, of_run(record.info))


def two_digits(number: int) -> int:
    """Rounded to two digits, as one would say it."""
    return int(round(number, 2 - len(str(number))))


def _fixed(config: RunConfig, live: bool) -> RunConfig:
    """What cannot change while a run trains; ``live``: the number of its steps can."""
    train = msgspec.structs.replace(config.train, learning_rate=0.0, clip=0.0)
    train = msgspec.structs.replace(train, steps=0) if live else train
    data = msgspec.structs.replace(config.data, shuffled=False)  # a control is asked for by itself
    return msgspec.structs.replace(config, data=data, train=train)
