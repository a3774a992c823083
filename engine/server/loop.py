"""The trainer's thread: it trains, and between steps it does what must not happen beside a step.

Everything that touches a run or writes the session (new run, play, pause, save as) is done here, in the order it was
asked for, so that no step, no row and no keyframe ever races with another.
"""

import math
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import torch

from gatescope.engine.config.run import RunConfig
from gatescope.engine.errors import EngineError, RunError, SessionError
from gatescope.engine.machine.device import apply_threads
from gatescope.engine.probing.framing import make_frame, make_stages
from gatescope.engine.protocol.frame import Frame, FrameRequest
from gatescope.engine.protocol.messages import Failed, Metrics, MetricsRequest, RunChanged, RunState, StagesTold
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.runs.recording import COMMIT_SECONDS
from gatescope.engine.runs.run import TURN_SECONDS, Run
from gatescope.engine.server.outbox import Outbox

YOUNG_SECONDS = 0.05
SLOWEST = 1e-3  # steps per second


@dataclass(frozen=True)
class Copy:
    """The weights of ``run`` as they were after ``step``."""

    run: int
    step: int
    weights: dict[str, torch.Tensor]
    made: float

    @property
    def young(self) -> bool:
        return time.perf_counter() - self.made < YOUNG_SECONDS


class TrainingLoop:
    """Trains one run at a time, each in turns of about 20 ms."""

    def __init__(self, laboratory: Laboratory, outbox: Outbox, broken: Callable[[BaseException], None]) -> None:
        self.laboratory = laboratory
        self.copy: Copy | None = None
        self.on_news: Callable[[], None] = lambda: None
        self._outbox = outbox
        self._broken = broken
        self._spare: Copy | None = None
        self._wanted = False
        self._commands: list[tuple[str, Callable[[], None]]] = []
        self._changed = threading.Condition()
        self._between_steps = threading.Lock()
        self._left = threading.Lock()
        self._attention = False
        self._leaving = False
        self._chosen = True
        self._playing: Run | None = None
        self._until = math.inf
        self._pause_per_step = 0.0
        self._next_step_at = 0.0
        self._told: dict[int, tuple[RunState, int]] = {}
        self._told_keyframes: dict[int, tuple[int, ...]] = {}
        self._thread = threading.Thread(target=self._work, name="trainer", daemon=True)

    # -- called from other threads ---------------------------------------------------------------------------------

    def start(self) -> None:
        self._thread.start()

    def do(self, about: str, command: Callable[[], None]) -> None:
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

    def is_me(self) -> bool:
        """Whether the caller runs in the trainer's thread."""
        return threading.current_thread() is self._thread

    def is_training(self, number: int) -> bool:
        playing = self._playing
        return playing is not None and playing.number == number

    def step_of(self, number: int) -> int:
        run = self.laboratory.runs.get(number)
        return run.step if run else 0

    def step_at_rest(self, number: int) -> int:
        """The step that a frame of the present shows of a run that rests: a run that ended without a keyframe at its
        last step is seen at the one before. −2 for a run there is not."""
        run, copy = self.laboratory.runs.get(number), self.copy
        if run is None:
            return -2
        if not run.keyframes or (copy is not None and (copy.run, copy.step) == (number, run.step)):
            return run.step
        return max((at for at in run.keyframes if at <= run.step), default=run.step)

    def want_copy(self) -> None:
        """Asks for the weights as they are after the step under way; ``on_news`` tells when they are here."""
        self._wanted = self._attention = True

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
        copy = self.copy
        at_hand = at is None and copy is not None and copy.run == run.number
        if at_hand and copy is not None and (copy.step == run.step or self._playing is run):
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
        status = run.status(observation)
        told, self._told[request.run] = self._told.get(request.run), (status.state, status.committed)
        histograms = run.watch(request.since_histograms)
        if histograms is None and not len(loss) and not len(steps) and told == self._told[request.run]:
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
        )

    def _new_keyframes(self, run: Run) -> tuple[int, ...] | None:
        """None while they are those told before: of a long run there are thousands."""
        known, self._told_keyframes[run.number] = self._told_keyframes.get(run.number), run.keyframes
        return None if known is run.keyframes else run.keyframes

    # -- commands: only in the trainer's thread --------------------------------------------------------------------

    def play(self, number: int, steps: int = 0) -> None:
        run = self.laboratory.run(number)
        if self._playing is run:
            self._until = run.step + steps if steps else run.last_step
            return
        if run.step >= run.last_step and not steps:
            self._tell(run)
            return
        self.laboratory.wake(run)  # what cannot be trained pauses no other
        self.rest()
        self.laboratory.begin(run)
        self._until = run.step + steps if steps else run.last_step
        self._playing = run
        self._next_step_at = 0.0
        if self.copy is None or (self.copy.run, self.copy.step) != (number, run.step):
            self._make_copy(run, fresh=True)  # there is something to look at while the first step takes its time
        self._tell(run)

    def rest(self) -> None:
        """Ends the training of whichever run trains, with a keyframe at its step."""
        run = self._playing
        if run is None:
            return
        if run.state is RunState.TRAINING:
            run.state = RunState.FINISHED if run.step >= run.last_step else RunState.PAUSED
        with self.telling("session"):
            self.laboratory.put_to_rest(run)
        self._stop(run)

    def _stop(self, run: Run) -> None:
        self._playing = None
        run.pace.rest()
        if run.state is RunState.TRAINING:
            run.state = RunState.PAUSED
        self._make_copy(run, fresh=True)
        self._tell(run)

    def pause(self, number: int) -> None:
        if self.is_training(number):
            self.rest()

    def new_run(self, config: RunConfig, name: str) -> None:
        self._tell(self.laboratory.new_run(config, name))

    def fork(self, number: int, step: int) -> None:
        if self.is_training(number):
            self.settle()
        self._tell(self.laboratory.fork(number, step))

    def set_live(self, number: int, name: str, value: float) -> None:
        run = self.laboratory.run(number)
        self.laboratory.set_live(run, name, value)
        run.history.append_live(run.step, name, value)
        self._tell(run)

    def settle(self) -> None:
        """Brings the recording of the run that trains up to its step, without pausing it."""
        if self._playing is not None:
            self._playing.settle()
            self.laboratory.commit()

    def forget(self) -> None:
        """Another data set or session takes the place of this one."""
        self.rest()
        self.copy = self._spare = None

    def forget_told(self) -> None:
        """Whoever asks from here on has heard nothing yet. The asker answers nothing meanwhile."""
        self._told.clear()
        self._told_keyframes.clear()

    def limit_speed(self, steps_per_second: float) -> None:
        self._pause_per_step = 1 / max(steps_per_second, SLOWEST) if steps_per_second > 0 else 0.0
        self._next_step_at = 0.0

    # -- the thread ------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        apply_threads()  # OpenMP counts per calling thread
        try:
            with self._between_steps:
                while not self._leaving:
                    self._commands_due()
                    if self._playing is None or self._leaving:
                        self._wait(None)
                    elif not self._wait_for_step():
                        self._turn(self._playing)
                self.rest()
                with self.telling("session"):
                    self.laboratory.close(chosen=self._chosen)
        except BaseException as error:
            self._broken(error)

    def _commands_due(self) -> None:
        with self._changed:
            commands, self._commands = self._commands, []
            self._attention = self._leaving
        for about, command in commands:
            with self.telling(about):
                command()
            self.on_news()
        if self._wanted and self._playing is None:
            self._wanted = False

    def _wait(self, seconds: float | None, commit: bool = True) -> None:
        if commit:
            with self.telling("session"):
                self.laboratory.commit()
        with self._changed:
            if not self._attention:
                self._changed.wait(seconds)

    def _wait_for_step(self) -> bool:
        """Under a speed limit: waits until the next step is due, or somebody calls. False when it is due now."""
        if not self._pause_per_step:
            return False
        now = time.perf_counter()
        if now >= self._next_step_at:
            self._next_step_at = max(now, self._next_step_at) + self._pause_per_step
            return False
        self._wait(self._next_step_at - now, commit=self._next_step_at - now > COMMIT_SECONDS / 2)
        return True

    def _turn(self, run: Run) -> None:
        seconds = 0.0 if self._pause_per_step else TURN_SECONDS
        try:
            run.turn(self._until, self._interrupted, seconds, self._between_steps)
        except RunError as error:
            run.fail(error)
            self._outbox.put(Failed(about="run", fault=error.fault, facts=dict(run.facts)))
        except SessionError as error:
            self._outbox.put(Failed(about="session", fault=error.fault, facts=error.facts))
            self._stop(run)  # nothing is trained that cannot be kept; what was measured goes with the next commit
            return
        if self._wanted:
            self._make_copy(run)
        self.on_news()
        if run.state is RunState.FAILED or run.step >= self._until:
            self.rest()

    @contextmanager
    def telling(self, about: str) -> Iterator[None]:
        """What cannot be done inside is told to the window, and this thread goes on."""
        try:
            yield
        except EngineError as error:
            self._outbox.put(Failed(about=about, fault=error.fault, facts=error.facts))

    def _interrupted(self) -> bool:
        return self._attention

    def _make_copy(self, run: Run, fresh: bool = False) -> None:
        """``fresh`` memory when the asker may be reading the spare: only a copy that it asked for itself finds it
        waiting."""
        if run.trainer is None:
            return
        self._wanted = False
        spare = self._spare
        reused = spare.weights if spare is not None and spare.run == run.number and not fresh else None
        self._spare = self.copy
        self.copy = Copy(run.number, run.step, run.trainer.snapshot(reused), time.perf_counter())

    def _tell(self, run: Run) -> None:
        self._outbox.put(RunChanged(info=run.info(), session=self.laboratory.path), f"run {run.number}")
        self.on_news()
