"""The trainer's thread: it trains, and between steps it does what must not happen beside a step.

Everything that touches a run or writes the session (new run, play, pause, save as) is done here, in the order it was
asked for, so that no step, no row and no keyframe ever races with another. In turn: the commands that wait, one turn of
the run that is due (``Scheduler``), the copy of its weights that somebody wants, the news of it; a run that has nothing
left to do is put to rest. With no run that trains the thread blocks. A run that was begun has its first turn before the
next command, so that of two that are played one after another neither goes without a step.

Two locks. ``_changed`` protects the commands and the wish to leave, and is what the thread waits on. ``_between_steps``
is held by this thread but for the inside of a step: who must leave and does not get the thread to end in time takes it
and closes the session, and then the thread never comes back to it. ``_left`` lets the first who leaves decide how.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import torch

from gatescope.engine.data.preparing.outline import check_drawn
from gatescope.engine.errors import EngineError, RunError, SessionError
from gatescope.engine.machine.device import apply_threads
from gatescope.engine.probing.framing import make_frame, make_stages
from gatescope.engine.protocol.frame import Frame, FrameRequest
from gatescope.engine.protocol.messages import (
    About,
    DeleteRun,
    Failed,
    Fork,
    KeepSeen,
    MarkRun,
    Metrics,
    MetricsRequest,
    NewRun,
    Pause,
    Play,
    RunChanged,
    RunDeleted,
    RunState,
    SetLive,
    SetSpeed,
    SetSteps,
    Slot,
    StagesTold,
    Status,
)
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.runs.recording import COMMIT_SECONDS
from gatescope.engine.runs.run import Run
from gatescope.engine.runs.scheduler import Playing, Scheduler
from gatescope.engine.runs.turns import Training
from gatescope.engine.server.copies import Copies
from gatescope.engine.server.keeping import RETRY_SECONDS, Keeping
from gatescope.engine.server.outbox import Outbox
from gatescope.engine.server.takers import takes_between_steps

Command = tuple[About, Callable[[], None]]


class TrainingLoop:
    """Trains runs in turns of about 20 ms, and answers for them."""

    def __init__(self, laboratory: Laboratory, outbox: Outbox, broken: Callable[[BaseException], None]) -> None:
        self.laboratory = laboratory
        self.copies = Copies()
        self.keeping = Keeping(laboratory, outbox)
        self.on_news: Callable[[], None] = lambda: None
        self._outbox = outbox
        self._broken = broken
        self._scheduler = Scheduler()
        self._commands: list[Command] = []
        self._changed = threading.Condition()  # protects the commands and the wish to leave
        self._between_steps = threading.Lock()  # held by this thread but for the inside of a step
        self._left = threading.Lock()  # the first who leaves decides how
        self._attention = False  # somebody waits for the end of this turn; read without the lock, at every step
        self._leaving = False
        self._chosen = True
        self._told: dict[int, tuple[RunState, int]] = {}
        self._told_keyframes: dict[int, tuple[int, ...]] = {}
        self._thread = threading.Thread(target=self._work, name="trainer", daemon=True)

    # -- called from other threads ---------------------------------------------------------------------------------

    def start(self) -> None:
        self._thread.start()

    def do(self, about: About, command: Callable[[], None]) -> None:
        """Runs ``command`` in the trainer's thread after the step under way. An ``EngineError`` it raises becomes a
        ``Failed`` message about ``about``."""
        with self._changed:
            self._commands.append((about, command))
            self._attention = True
            self._changed.notify()

    def leave(self, seconds: float, *, chosen: bool) -> None:
        """Commits and ends within ``seconds``. A step under way is not waited for longer: what was measured before it
        is committed beside it. An end that nobody has ``chosen`` leaves a session that is offered back. Whoever
        calls first decides."""
        with self._left:  # the reader and the writer may both find out; the second waits for the first
            if not self._leaving:
                with self._changed:
                    self._chosen = chosen
                    self._leaving = self._attention = True
                    self._changed.notify()
                self._thread.join(seconds)
                # else the trainer is inside a step, and stays out of the session from here on
                if self._thread.is_alive() and self._between_steps.acquire(timeout=0.1):
                    self.laboratory.close(chosen=chosen)

    @property
    def leaving(self) -> bool:
        """Whether somebody has asked to leave. Any thread may ask."""
        return self._leaving

    def is_me(self) -> bool:
        """Whether the caller runs in the trainer's thread."""
        return threading.current_thread() is self._thread

    def is_training(self, number: int) -> bool:
        return number in self._scheduler

    def step_of(self, number: int) -> int:
        run = self.laboratory.runs.get(number)
        return run.step if run else 0

    def step_at_rest(self, number: int) -> int:
        """The step that a frame of the present shows of a run that rests: a run that ended without a keyframe at its
        last step is seen at the one before. −2 for a run there is not."""
        run = self.laboratory.runs.get(number)
        if run is None:
            return -2
        if not run.keyframes or self.copies.at(number, run.step) is not None:
            return run.step
        return max((at for at in run.keyframes if at <= run.step), default=run.step)

    def frame(self, request: FrameRequest) -> Frame:
        """Computes a frame in the calling thread. Raises ``EngineError`` for a run, step or probe there is not."""
        run = self.laboratory.run(request.run)
        step, weights = self._weights(run, request.at)
        return make_frame(request, run.config.net, run.prepared, weights, step)

    def stages(self, number: int) -> StagesTold:
        """What happens to a run's text, in the calling thread. Raises ``EngineError`` where there is none."""
        run = self.laboratory.run(number)
        return StagesTold(run=number, stages=make_stages(run.config.data, run.prepared, self._weights(run, None)[1]))

    def _weights(self, run: Run, at: int | None) -> tuple[int, Mapping[str, torch.Tensor]]:
        copy = None if at is not None else self.copies.of(run.number)
        if copy is not None and (copy.step == run.step or self.is_training(run.number)):
            return copy.step, copy.weights
        return self.laboratory.weights(run, run.step if at is None else at)

    def metrics(self, request: MetricsRequest, observation: float) -> Metrics | None:
        """The rows that ``request`` asks for; None when there is nothing new to tell. From here on ``run`` is watched
        as the request says."""
        run = self.laboratory.runs.get(request.run)
        if run is None:
            return None
        loss, norm, seconds = run.history.rows(request.since)
        steps, validation = run.history.validation(request.since_validation)
        status = self.laboratory.status(run, observation)
        histograms, told = run.watch(request.since_histograms), self._has_told(request.run, status)
        if histograms is None and not len(loss) and not len(steps) and told:
            return None
        size_steps, sizes = run.history.sizes(request.since_sizes)
        return Metrics(
            run=request.run,
            since=request.since,
            train_loss=loss,
            gradient_norm=norm,
            seconds=seconds,
            since_validation=request.since_validation,
            validation_steps=steps,
            validation_loss=validation,
            keyframes=self._new_keyframes(run),
            status=status,
            since_sizes=request.since_sizes,
            size_names=run.history.size_names,
            size_steps=size_steps,
            sizes=sizes,
            live=run.history.live,
            histograms=histograms,
            validation_accuracy=run.accuracy(request.since_validation),
            validation_errors=run.errors(request.since_validation),
        )

    def _has_told(self, run: int, status: Status) -> bool:
        """Whether these state and commits of a run are what was told last; from here on they are."""
        told, self._told[run] = self._told.get(run), (status.state, status.committed)
        return told == self._told[run]

    def _new_keyframes(self, run: Run) -> tuple[int, ...] | None:
        """None while they are those told before: of a long run there are thousands."""
        known, self._told_keyframes[run.number] = self._told_keyframes.get(run.number), run.keyframes
        # by identity: a run gets another tuple with every keyframe, and there may be thousands to compare
        return None if known is run.keyframes else run.keyframes

    # -- commands: only in the trainer's thread --------------------------------------------------------------------

    @takes_between_steps(About.RUN)
    def play(self, asked: Play) -> None:
        """Trains a run. One that has nothing left to do is told as it is, and nothing else changes."""
        number = asked.run
        training = self.laboratory.wake(self.laboratory.run(number))  # what cannot be trained pauses no other
        if not training.run.left():
            self._put_to_rest(training)
            return
        if not asked.beside:
            self.rest(but=number)
        if not self.is_training(number):
            self._begin(training)
        self._scheduler.play(training, asked.steps)

    def _begin(self, training: Training) -> None:
        run = training.run
        self.laboratory.begin(run)
        if self.copies.at(run.number, run.step) is None:
            self.copies.make(training, fresh=True)  # there is something to look at while the first step takes its time
        self._tell(run)

    def rest(self, but: int = 0) -> None:
        """Ends the training of all runs (``but`` one), with a keyframe at the step of each."""
        for training in self._scheduler.trainings:
            if training.run.number != but:
                self._put_to_rest(training)

    def _put_to_rest(self, training: Training) -> None:
        number = training.run.number
        self._scheduler.drop(number)
        training.rest()
        try:
            self.laboratory.put_to_rest(training)
        except SessionError as error:  # what was measured goes with a later commit
            if training.recorder.trouble is None:
                self._outbox.put(Failed(about=About.SESSION, fault=error.fault, facts=error.facts))
        self.keeping.look(training, again=True)
        self.copies.make(training, fresh=True)
        self.copies.keep({number, *(other.run.number for other in self._scheduler.trainings)})
        self._tell(training.run)

    @takes_between_steps(About.RUN)
    def pause(self, asked: Pause) -> None:
        for training in self._scheduler.trainings:
            if training.run.number == asked.run:
                self._put_to_rest(training)

    @takes_between_steps(About.RUN)
    def new_run(self, asked: NewRun) -> None:
        laboratory, config = self.laboratory, asked.config
        check_drawn(config.data)
        if asked.as_many_as:
            config = laboratory.sized(config, laboratory.run(asked.as_many_as).parameters)
        self._made(laboratory.new_run(config, asked.name), asked.steps)

    @takes_between_steps(About.RUN)
    def fork(self, asked: Fork) -> None:
        if self.is_training(asked.run):
            self.settle()
        self._made(self.laboratory.fork(asked.run, asked.step), asked.steps)

    def _made(self, run: Run, steps: int | None) -> None:
        self._tell(run)
        if steps is not None:
            self.play(Play(run=run.number, steps=steps))

    @takes_between_steps(About.RUN)
    def set_live(self, asked: SetLive) -> None:
        run = self.laboratory.run(asked.run)
        self.laboratory.set_live(run, asked.name, asked.value)
        run.history.append_live(run.step, asked.name, asked.value)
        self._tell(run)

    @takes_between_steps(About.RUN)
    def set_steps(self, asked: SetSteps) -> None:
        run = self.laboratory.run(asked.run)
        self.laboratory.set_steps(run, asked.steps)
        self._tell(run)

    @takes_between_steps(About.RUN)
    def mark_run(self, asked: MarkRun) -> None:
        run = self.laboratory.run(asked.run)
        self.laboratory.mark(run, asked.marks)
        self._tell(run)

    @takes_between_steps(About.RUN)
    def keep_seen(self, asked: KeepSeen) -> None:
        self.laboratory.keep_seen(self.laboratory.run(asked.run), asked.seen)

    @takes_between_steps(About.RUN)
    def delete_run(self, asked: DeleteRun) -> None:
        """A run that trains rests first: nothing is written of what is gone."""
        self.pause(Pause(run=asked.run))
        forks = self.laboratory.delete(self.laboratory.run(asked.run))
        self._outbox.put(RunDeleted(run=asked.run))
        for fork in forks:
            self._tell(fork)

    def settle(self) -> None:
        """Brings the recordings of the runs that train up to their steps, without pausing them."""
        for training in self._scheduler.trainings:
            training.settle()
        self.laboratory.commit()

    def forget(self) -> None:
        """Another data set or session takes the place of this one."""
        self.rest()
        self.copies.keep(())
        self.keeping.forget()

    def forget_told(self) -> None:
        """Whoever asks from here on has heard nothing yet. The asker answers nothing meanwhile."""
        self._told.clear()
        self._told_keyframes.clear()

    @takes_between_steps(About.RUN)
    def limit_speed(self, asked: SetSpeed) -> None:
        self._scheduler.limit(asked.steps_per_second, asked.first, asked.last)

    # -- the thread ------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        apply_threads()  # OpenMP counts per calling thread
        try:
            with self._between_steps:
                while not self._leaving:
                    if not self.advance() and not self._leaving:
                        self._wait(self._scheduler.wait() if len(self._scheduler) else None)
                if self._chosen:  # what was asked for before it was left is done
                    self._all_commands()
                self.rest()
                with self.telling(About.SESSION):
                    self.laboratory.close(chosen=self._chosen)
        except BaseException as error:
            self._broken(error)

    def advance(self) -> bool:
        """Does what is due: the commands, and one turn of whoever trains. False where no turn is."""
        self._commands_due()
        if self._leaving or not len(self._scheduler) or self._scheduler.wait() > 0:
            return False
        self._turn(self._scheduler.next())
        return True

    def _commands_due(self) -> None:
        while not self._scheduler.owes_a_turn and (command := self._next_command()) is not None:
            self._command(command)

    def _all_commands(self) -> None:
        while (command := self._next_command()) is not None:
            self._command(command)

    def _command(self, command: Command) -> None:
        about, do = command
        with self.telling(about):
            do()
        self.on_news()

    def _next_command(self) -> Command | None:
        with self._changed:
            command = self._commands.pop(0) if self._commands else None
            self._attention = self._leaving or bool(self._commands)
        return command

    def _wait(self, seconds: float | None) -> None:
        """Until the next step is due (None: without an end), or somebody calls."""
        # nothing happens for a while: what was measured is put on disk now, not at the next step
        if seconds is None or seconds > COMMIT_SECONDS / 2:
            self.keeping.commit()
        if self.keeping.troubled:
            seconds = RETRY_SECONDS if seconds is None else min(seconds, RETRY_SECONDS)
        with self._changed:
            # looked at again with the lock held: a command that came since would else be slept over
            if not self._attention:
                self._changed.wait(seconds)

    def _turn(self, playing: Playing) -> None:
        training, run = playing.training, playing.run
        try:
            seconds = self._scheduler.turn_seconds(playing)
            training.turn(playing.until, lambda: self._called(run.number), seconds, self._between_steps)
        except RunError as error:
            run.fail(error)
            self._outbox.put(Failed(about=About.RUN, fault=error.fault, facts=dict(run.facts)))
        self.keeping.look(training)
        # between turns, in this thread: no step writes to the weights while they are copied
        if self.copies.wanted(run.number):
            self.copies.make(training)
        self.on_news()
        if playing.done:
            self._put_to_rest(training)

    @contextmanager
    def telling(self, about: About) -> Iterator[None]:
        """What cannot be done inside is told to the window, and this thread goes on."""
        try:
            yield
        except EngineError as error:
            self._outbox.put(Failed(about=about, fault=error.fault, facts=error.facts))

    def _called(self, number: int) -> bool:
        return self._attention or self.copies.wanted(number)

    def _tell(self, run: Run) -> None:
        self._outbox.put(RunChanged(info=run.info(), session=self.laboratory.path), Slot("run", run.number))
        self.on_news()
