"""Copies of the weights of runs that are looked at, on their way from the trainer to the asker.

The asker wants one; the trainer makes it between two steps and tells that there is news; the asker reads it while
training goes on. A copy is published by one assignment and never written to while somebody may read it, so that no lock
is needed: memory is used again only for the copy after next, which the asker asks for when it has done with this one.
"""

import time
from collections.abc import Collection
from dataclasses import dataclass

import torch

from gatescope.engine.runs.turns import Training

YOUNG_SECONDS = 0.05


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


class Copies:
    """The newest copy by run. Any thread may want and read; only the trainer's makes and forgets."""

    def __init__(self) -> None:
        self._newest: dict[int, Copy] = {}
        self._spare: dict[int, Copy] = {}
        self._wanted: set[int] = set()

    def of(self, run: int) -> Copy | None:
        return self._newest.get(run)

    def at(self, run: int, step: int) -> Copy | None:
        """That of exactly this step."""
        copy = self._newest.get(run)
        return copy if copy is not None and copy.step == step else None

    def want(self, run: int) -> None:
        """Asks for the weights as they are after the step under way."""
        self._wanted.add(run)

    def wanted(self, run: int) -> bool:
        return run in self._wanted

    def make(self, training: Training, fresh: bool = False) -> None:
        """``fresh`` memory when the asker may be reading the spare: only a copy that it asked for itself finds it
        waiting."""
        run = training.run
        self._wanted.discard(run.number)
        spare = None if fresh else self._spare.get(run.number)
        before = self._newest.get(run.number)
        weights = training.trainer.snapshot(None if spare is None else spare.weights)
        self._newest[run.number] = Copy(run.number, run.step, weights, time.perf_counter())
        self._spare.pop(run.number, None)
        if before is not None:
            self._spare[run.number] = before

    def keep(self, runs: Collection[int]) -> None:
        """Forgets those of all other runs: they rest, and their keyframes say the same."""
        for kept in (self._newest, self._spare):
            for run in [run for run in kept if run not in runs]:
                del kept[run]
        self._wanted.intersection_update(runs)
