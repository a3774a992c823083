"""A run: one network learning one part of a data set, with its status, its history and its recording."""

import math
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from gatescope.engine.config.run import RunConfig
from gatescope.engine.data.preparing.prepare import Prepared
from gatescope.engine.errors import Fact, RunError
from gatescope.engine.models.network import activation_bytes, steps_held
from gatescope.engine.protocol.analysis import StepHistograms
from gatescope.engine.protocol.frame import Array
from gatescope.engine.protocol.messages import RunInfo, RunState, Status
from gatescope.engine.runs.recording import Recorder
from gatescope.engine.session.history import History
from gatescope.engine.training.trainer import Trainer

TURN_SECONDS = 0.02  # how long a turn lasts at most, unless one step takes longer


@dataclass
class Run:
    """The noun that the user compares. ``trainer`` and ``recorder`` are None while it only lies in the session.
    ``watched`` says whether steps are made histograms of; the newest are kept here and never recorded."""

    number: int
    name: str
    config: RunConfig
    prepared: Prepared
    history: History
    parameters: int
    state: RunState = RunState.READY
    trainer: Trainer | None = None
    recorder: Recorder | None = None
    keyframes: tuple[int, ...] = ()
    keyframes_full: bool = False
    fault: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    parent: int = 0
    fork_step: int = 0
    device: str = "cpu"
    watched: bool = False
    histograms: StepHistograms | None = None
    pace: "Speed" = field(default_factory=lambda: Speed())

    @property
    def step(self) -> int:
        """The steps done so far."""
        return self.trainer.steps_done if self.trainer else len(self.history)

    @property
    def last_step(self) -> float:
        """Beyond which it is not trained: where its steps end, or where it stopped early."""
        if self.trainer is not None and self.trainer.rate.enough:
            return self.step
        return self.config.train.steps or math.inf

    def turn(
        self, until: float, interrupted: Callable[[], bool], seconds: float = TURN_SECONDS, lock: "Lock | None" = None
    ) -> None:
        """Trains for about ``seconds``, at least one step, not beyond step ``until``, not after ``interrupted()``.
        ``lock``, held by the caller, is let go during each step.

        Raises ``RunError`` when the run broke; the rows up to that step are in the history then.
        """
        assert self.trainer is not None
        began = time.perf_counter()
        self.trainer.watch(self.watched)
        try:
            with self.trainer:
                while self.step < min(until, self.last_step):
                    self._one_step(lock)
                    if interrupted() or time.perf_counter() - began >= seconds:
                        break
        finally:
            self.settle()
        self.pace.add(self.step)
        if self.trainer.fault is not None:
            raise self.trainer.fault

    def _one_step(self, lock: "Lock | None") -> None:
        assert self.trainer is not None
        assert self.recorder is not None
        loss = None
        with _let_go(lock):
            self.trainer.step()
            step = self.trainer.steps_done
            if step % self.config.train.validate_every == 0:
                loss = self.trainer.validate()
        if loss is not None:
            self._take_validation(loss, self.trainer.accuracy)
        if self.recorder.keyframe_due(step):
            self.settle()
            self.keep()

    def settle(self) -> None:
        """Moves what the trainer measured into the history and the recording."""
        assert self.trainer is not None
        assert self.recorder is not None
        with suppress(RunError):  # it broke, and all its rows are here already
            rows = self.trainer.drain()
            self.history.append(rows.train_loss, rows.gradient_norm, rows.seconds)
            self.recorder.add_rows(rows.train_loss, rows.gradient_norm, rows.seconds)
        self._settle_sizes()
        self.recorder.commit_if_due()

    def _settle_sizes(self) -> None:
        assert self.trainer is not None
        assert self.recorder is not None
        sizes, names = self.trainer.drain_sizes(), tuple(self.trainer.weights)
        self.history.append_sizes(names, sizes.steps, sizes.norms)
        self.recorder.add_sizes(names, sizes.steps, sizes.norms)
        self.histograms = self.trainer.drain_histograms() or self.histograms

    def watch(self, since: int | None) -> StepHistograms | None:
        """Somebody looks at histograms (None: nobody): the newest, if they are of a step later than ``since``."""
        self.watched = since is not None
        newest = self.histograms
        return newest if since is not None and newest is not None and newest.step > since else None

    def keep(self) -> None:
        """Takes a keyframe of this step."""
        assert self.recorder is not None
        self.recorder.keyframe(self.step)
        self.keyframes, self.keyframes_full = self.recorder.keyframe_steps, self.recorder.keyframes_full

    def validate(self) -> None:
        assert self.trainer is not None
        self._take_validation(self.trainer.validate(), self.trainer.accuracy)

    def _take_validation(self, loss: float, accuracy: float) -> None:
        assert self.recorder is not None
        self.history.append_validation(self.step, loss, accuracy)
        self.recorder.add_validation(self.step, loss, accuracy)

    def fail(self, error: RunError) -> None:
        self.state = RunState.FAILED
        self.fault = error.fault
        self.facts = {**error.facts, "run": self.number}

    def info(self) -> RunInfo:
        held = steps_held(self.config.train, self.prepared.training.longest)
        return RunInfo(
            run=self.number,
            name=self.name,
            config=self.config,
            state=self.state,
            step=self.step,
            parameters=self.parameters,
            train_loss=self.history.last_train_loss,
            validation_loss=self.history.last_validation_loss,
            accuracy=self.history.last_accuracy,
            seconds=self.history.seconds,
            keyframes=self.keyframes,
            keyframes_full=self.keyframes_full,
            fault=self.fault,
            facts=dict(self.facts),
            parent=self.parent,
            fork_step=self.fork_step,
            device=self.device,
            activation_bytes=activation_bytes(self.config.net, self.prepared.shape, self.config.train.batch, held),
            activation_steps=held,
            **_task_of(self.prepared),
        )

    def accuracy(self, since: int) -> Array | None:
        """Of the validation rows from ``since`` on; None unless targets are classes."""
        return self.history.accuracy(since) if self.prepared.class_names else None

    def validate_if_stale(self) -> None:
        """Validates at the present step unless that was done."""
        if self.trainer is not None and self.trainer.fault is None and self.history.last_validation_step != self.step:
            self.validate()

    def status(self, observation: float) -> Status:
        speed = self.pace.steps_per_second if self.state is RunState.TRAINING else 0.0
        left = (self.config.train.steps - self.step) / speed if self.config.train.steps and speed else -1.0
        return Status(
            state=self.state,
            step=self.step,
            committed=self.recorder.committed if self.recorder else len(self.history),
            steps_per_second=speed,
            observation=observation,
            seconds_left=left,
        )


def _task_of(prepared: Prepared) -> dict[str, Any]:
    """What ``RunInfo`` tells of the data."""
    return {
        "naive_loss": prepared.naive_loss,
        "seasonal_naive_loss": prepared.seasonal_naive_loss,
        "season": prepared.season,
        "unigram_loss": prepared.unigram_loss,
        "baselines": prepared.rivals.losses,
        "training_rows": prepared.training_rows,
        "validation_rows": prepared.validation_rows,
        "validation_probe": prepared.probe_default(),
        "input": prepared.input_medium,
        "output": prepared.output_medium,
        "shift": prepared.shift,
        "sequences": prepared.sequences,
        "classes": prepared.classes,
    }


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
