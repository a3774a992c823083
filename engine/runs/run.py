"""A run at rest: what it was asked to be, what it has measured, and how far it is.

It is made with its network and from then on lies in its session. To train, it is woken (``Laboratory.wake``) as a
``Training``, which moves it on step by step and puts it to rest again. ``Run.left`` is the one place that says whether
there is anything left to do: whoever plays, trains a turn or ends a playing asks it.

The thread that trains writes these fields; the asker reads them beside it, and may see a step before its rows.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gatescope.engine.config.run import RunConfig
from gatescope.engine.data.preparing.prepare import Prepared, PreparedPairs
from gatescope.engine.errors import Fact, RunError
from gatescope.engine.models.checks import counts, steps_held
from gatescope.engine.protocol.analysis import StepHistograms
from gatescope.engine.protocol.frame import Array
from gatescope.engine.protocol.messages import RunInfo, RunMarks, RunState, Seen, Status
from gatescope.engine.session.history import History
from gatescope.engine.training.answered import UNANSWERED, Answered

UNMARKED = RunMarks()
ENDED = (RunState.FAILED, RunState.CLOSED)  # going on is a fork


@dataclass
class Run:
    """The noun that the user compares. ``step`` are the steps done so far; ``enough`` says that it stopped early: its
    best validation is as old as it was allowed to be. ``watched`` says whether steps are made histograms of; the newest
    are kept here and never recorded, and so is how right the ``answers`` were at the last validation of pairs."""

    number: int
    name: str
    config: RunConfig
    prepared: Prepared
    history: History
    parameters: int
    state: RunState = RunState.READY
    step: int = 0
    enough: bool = False
    keyframes: tuple[int, ...] = ()
    keyframes_full: bool = False
    fault: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    parent: int = 0
    fork_step: int = 0
    device: str = "cpu"
    watched: bool = False
    histograms: StepHistograms | None = None
    marks: RunMarks = UNMARKED
    seen: tuple[Seen, ...] = ()
    answers: Answered = UNANSWERED

    def left(self, until: float = math.inf) -> float:
        """How many steps are left to do, up to step ``until`` at most: 0 when its steps are done, when it stopped early
        and when it broke."""
        if self.enough or self.state in ENDED:
            return 0
        return max(0, min(until, self.config.steps or math.inf) - self.step)

    def rest(self) -> None:
        """It trains no more: what it is from here on. A run that broke stays so."""
        if self.state not in ENDED:
            self.state = RunState.PAUSED if self.left() else RunState.FINISHED

    @property
    def best_step(self) -> int:
        """Where it validated best, of its own steps if it goes on from another run; −1 while nothing is known."""
        best = self.history.best(self.fork_step)
        return -1 if best is None else best[0]

    @property
    def best_kept(self) -> int | None:
        """The keyframe of the lowest validation loss: where that step has none (in a session of before, or until the
        next commit) the lowest of those that have one. None where none was validated."""
        steps, losses = self.history.validation()
        kept = np.isfinite(losses) & np.isin(steps, self.keyframes)
        return int(steps[kept][np.argmin(losses[kept])]) if kept.any() else None

    def watch(self, since: int | None) -> StepHistograms | None:
        """Somebody looks at histograms (None: nobody): the newest, if they are of a step later than ``since``."""
        self.watched = since is not None
        newest = self.histograms
        return newest if since is not None and newest is not None and newest.step > since else None

    def fail(self, error: RunError) -> None:
        self.state = RunState.FAILED
        self.fault = error.fault
        self.facts = {**error.facts, "run": self.number}

    def info(self) -> RunInfo:
        held = steps_held(self.config.train, self.prepared.training.longest)
        pairs, (rmse, mae) = isinstance(self.prepared, PreparedPairs), self._errors()
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
            rmse=() if pairs else rmse,
            mae=() if pairs else mae,
            slips=(*rmse, *mae) if pairs else (),
            marks=self.marks,
            seen=self.seen,
            seconds=self.history.seconds,
            keyframes=self.keyframes,
            keyframes_full=self.keyframes_full,
            fault=self.fault,
            facts=dict(self.facts),
            parent=self.parent,
            fork_step=self.fork_step,
            device=self.device,
            activation_bytes=counts(self.config.net, self.prepared.shape, self.config.train, held).activation_bytes,
            activation_steps=held,
            **_task_of(self.prepared),
        )

    def _errors(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """The newest RMSE and MAE of each column, as ``RunInfo`` has them."""
        measured = self.errors(max(0, self.history.validations - 1))
        if measured is None or not len(measured):
            return (), ()
        rmse, mae = measured[-1].tolist()
        return tuple(rmse), tuple(mae)

    def errors(self, since: int) -> Array | None:
        """Of the validation rows from ``since`` on, (m, 2, D) in the data's units, or (m, 2, 1) of answers; None unless
        targets are numbers or answers."""
        if isinstance(self.prepared, PreparedPairs):
            return self.history.errors(1, since)
        numbers = self.prepared.contest.numbers
        return self.history.errors(len(numbers.names), since) if numbers is not None else None

    def accuracy(self, since: int) -> Array | None:
        """Of the validation rows from ``since`` on; None unless targets are classes or whole answers."""
        return self.history.accuracy(since) if self.prepared.judged else None

    def status(self, observation: float, committed: int | None = None, speed: float = 0.0) -> Status:
        """``committed`` rows are on disk (None: all), and ``speed`` steps are done per second."""
        steps = self.config.steps
        return Status(
            state=self.state,
            step=self.step,
            committed=len(self.history) if committed is None else committed,
            steps_per_second=speed,
            observation=observation,
            seconds_left=(steps - self.step) / speed if steps and speed else -1.0,
        )


def _task_of(prepared: Prepared) -> dict[str, Any]:
    """What ``RunInfo`` tells of the data."""
    return {
        "baselines": prepared.baselines,
        "season": prepared.season,
        "training_rows": prepared.training_rows,
        "validation_rows": prepared.validation_rows,
        "validation_probe": prepared.probe_default(),
        "input": prepared.input_medium,
        "output": prepared.output_medium,
        "shift": prepared.shift,
        "sequences": prepared.sequences,
        "classes": prepared.classes,
        "input_sizes": prepared.input_sizes,
    }
