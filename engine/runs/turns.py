"""A run that is awake: it trains in turns.

A turn installs the run's own random numbers, does some steps, and leaves; its rows then go into the history and the
recording, and the keyframes that are due are taken on the way. So a run is trained the same, bit for bit, whether
others train between its turns or not.

A file that cannot be written stops nothing: rows wait in memory and are tried again with every commit, keyframes that
could not be written are left out, and ``Recorder.trouble`` says why.

``Training`` belongs to the thread that trains. ``lock`` says that nobody else touches history and recording; it is let
go during the step itself, which may take seconds, so that an engine that must leave can commit beside it.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Lock

from gatescope.engine.data.preparing.prepare import PreparedAnswers
from gatescope.engine.errors import RunError, SessionError
from gatescope.engine.protocol.messages import RunState, Status
from gatescope.engine.runs.recording import Recorder
from gatescope.engine.runs.run import Run
from gatescope.engine.training.trainer import Trainer

TURN_SECONDS = 0.02  # how long a turn lasts at most, unless one step takes longer


@dataclass
class Training:
    """``run`` with the network that learns and the recorder that writes."""

    run: Run
    trainer: Trainer
    recorder: Recorder
    speed: "Speed" = field(default_factory=lambda: Speed())

    def __post_init__(self) -> None:
        self.recorder.best = self.run.best_step
        self._follow()

    def turn(
        self, until: float, interrupted: Callable[[], bool], seconds: float = TURN_SECONDS, lock: "Lock | None" = None
    ) -> None:
        """Trains for about ``seconds``, at least one step, not beyond step ``until``, not after ``interrupted()``;
        nothing when nothing is left to do. ``lock``, held by the caller, is let go during each step.

        Raises ``RunError`` when the run broke; the rows up to that step are in the history then.
        """
        began = time.perf_counter()
        self.trainer.watch(self.run.watched)
        try:
            with self.trainer:
                while self.run.left(until):
                    self._one_step(lock)
                    if interrupted() or time.perf_counter() - began >= seconds:
                        break
        finally:
            self.settle()
        self.speed.add(self.run.step)
        if self.trainer.fault is not None:
            raise self.trainer.fault

    def _one_step(self, lock: "Lock | None") -> None:
        loss = None
        with _let_go(lock):
            self.trainer.step()
            step = self.run.step = self.trainer.steps_done
            solved = step == self.run.config.net.steps_most  # nothing will come that could be waited for
            if solved or step % self.run.config.train.validate_every == 0:
                loss = self.trainer.validate()
        if loss is not None:
            self._take_validation(loss)
        # the rows first: a keyframe is committed with every row before it
        if self.recorder.keyframe_due(step):
            self.settle()
            with suppress(SessionError):
                self.keep()

    def settle(self) -> None:
        """Moves what the trainer measured into the history and the recording."""
        with suppress(RunError):  # it broke, and all its rows are here already
            rows = self.trainer.drain()
            self.run.history.append(rows.train_loss, rows.gradient_norm, rows.seconds)
            self.recorder.add_rows(rows.train_loss, rows.gradient_norm, rows.seconds)
        self._follow()
        self._settle_sizes()
        with suppress(SessionError):
            self.recorder.commit_if_due()
        self.run.keyframes = self.recorder.keyframe_steps  # one may have been the best

    def _follow(self) -> None:
        """On CUDA a step that broke the run is found when its rows are fetched: the steps after it do not count."""
        self.run.step, self.run.enough = self.trainer.steps_done, self.trainer.rate.enough

    def _settle_sizes(self) -> None:
        sizes, names = self.trainer.drain_sizes(), tuple(self.trainer.weights)
        self.run.history.append_sizes(names, sizes.steps, sizes.norms)
        self.recorder.add_sizes(names, sizes.steps, sizes.norms)
        self.run.histograms = self.trainer.drain_histograms() or self.run.histograms

    def keep(self) -> None:
        """Takes a keyframe of this step."""
        self.recorder.keyframe(self.run.step)
        self.run.keyframes, self.run.keyframes_full = self.recorder.keyframe_steps, self.recorder.keyframes_full

    def validate(self) -> None:
        self._take_validation(self.trainer.validate())

    def answer(self, width: int) -> None:
        """Has pairs answered at the present step by a beam of a ``width``, beside what validations tell."""
        if isinstance(self.run.prepared, PreparedAnswers):
            self.run.answers = self.trainer.answer(self.run.prepared, width)

    def validate_if_stale(self) -> None:
        """Validates at the present step unless that was done."""
        if self.trainer.fault is None and self.run.history.last_validation_step != self.run.step:
            self.validate()

    def _take_validation(self, loss: float) -> None:
        self.run.enough, self.run.answers = self.trainer.rate.enough, self.trainer.answers
        measured = self.run.step, loss, self.trainer.accuracy, self.trainer.errors
        self.run.history.append_validation(*measured)
        self.recorder.add_validation(*measured)
        if self.run.best_step == self.run.step != self.recorder.best:
            self.recorder.found_best(self.run.step)

    def rest(self) -> None:
        """It trains no more, for now or for good."""
        self.speed.rest()
        self.run.rest()

    def status(self, observation: float) -> Status:
        speed = self.speed.steps_per_second if self.run.state is RunState.TRAINING else 0.0
        return self.run.status(observation, self.recorder.committed, speed)


@contextmanager
def _let_go(lock: "Lock | None") -> Iterator[None]:
    """While something long is done that touches neither history nor recording."""
    if lock is None:
        yield
        return
    lock.release()
    try:
        yield
    finally:
        lock.acquire()


class Speed:
    """Steps per second over about the last second of training."""

    def __init__(self) -> None:
        self.steps_per_second = 0.0
        self._step = self._marked = -1
        self._began = 0.0

    def add(self, step: int) -> None:
        now = time.perf_counter()
        if self._marked < 0:
            self._marked, self._began = step, now
        elif now - self._began >= 0.5:
            self.steps_per_second = (step - self._marked) / (now - self._began)
            self._marked, self._began = step, now
        elif not self.steps_per_second and step > self._marked:
            self.steps_per_second = (step - self._marked) / max(now - self._began, 1e-3)

    def rest(self) -> None:
        """Training pauses: what follows is measured anew."""
        self._marked = -1
