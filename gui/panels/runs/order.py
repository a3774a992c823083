"""The order of the list of runs: as they were made, or by a column; groups, forks and seeds stay together."""

import math
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from gatescope.gui.panels.runs.lines import GroupRow, Measure, RunRow, SeedsRow
from gatescope.gui.state.intent import ViewChoice

Key = tuple[bool, float | str]
Told = RunRow | SeedsRow | GroupRow  # what the runs fill
UNKNOWN: Key = (True, 0.0)  # comes last, whichever way


class SortBy(StrEnum):
    """Of a heading; the first is that of no heading."""

    MADE = "made"
    NAME = "name"
    SKILL = "skill"
    ERROR = "error"  # in the data's units; without one the loss
    STEP = "step"
    LOSS = "loss"
    MAE = "mae"
    BEST = "best"  # the step of the lowest validation loss
    TIME = "time"


HEADS = (SortBy.NAME, SortBy.SKILL, SortBy.ERROR, SortBy.STEP)


@dataclass(frozen=True)
class RunsChoice(ViewChoice):
    """By what the list of runs is sorted, and whether the largest comes first."""

    name = "runs"
    by: SortBy = SortBy.MADE
    falling: bool = False

    def clicked(self, head: SortBy, measure: Measure) -> "RunsChoice":
        """A click on a heading sorts by it, the best first; a second one the other way round, a third as made."""
        best = head in (SortBy.SKILL, SortBy.STEP) or (head is SortBy.ERROR and measure.share)
        if head is not self.by:
            return RunsChoice(head, best)
        return RunsChoice(head, not best) if self.falling is best else RunsChoice()


@dataclass(frozen=True)
class Branch:
    """A line of the list and the lines that belong below it."""

    row: RunRow | SeedsRow
    below: "tuple[Branch, ...]" = ()

    @property
    def place(self) -> tuple[bool, int]:
        """What tells it from all others."""
        return isinstance(self.row, SeedsRow), self.row.key if isinstance(self.row, SeedsRow) else self.row.run


def folded(rows: Iterable[Told], keys: Collection[int], selected: int) -> tuple[Told, ...]:
    """The lines without those of the runs whose seeds are folded, by the ``key`` of what they come to. The run that is
    ``selected`` keeps its own."""
    found: list[Told] = []
    above = -1  # how deep what is folded stands; below zero: nothing is
    for row in rows:
        if isinstance(row, GroupRow) or row.depth <= above:
            above = -1
        if isinstance(row, SeedsRow) and row.key in keys:
            above = row.depth
            row = replace(row, folded=True)
        elif above >= 0 and not (isinstance(row, RunRow) and row.run == selected):
            continue
        found.append(row)
    return tuple(found)


class Sorter:
    """Puts branches in order. What lies under the pointer must not move: while it is ``held`` each keeps the place that
    it was given last."""

    def __init__(self) -> None:
        self._keys: dict[tuple[bool, int], Key] = {}
        self._choice = RunsChoice()

    def sort(self, branches: Iterable[Branch], choice: RunsChoice, measure: Measure, held: bool) -> tuple[Branch, ...]:
        """All of them at every depth; of equals the one that was made first."""
        if choice != self._choice or not held:
            self._choice, self._keys = choice, {}
        if choice.by is SortBy.MADE:
            return tuple(branches)
        return self._sorted(branches, measure)

    def _sorted(self, branches: Iterable[Branch], measure: Measure) -> tuple[Branch, ...]:
        each = [replace(branch, below=self._sorted(branch.below, measure)) for branch in branches]
        known = [branch for branch in each if not self._key(branch, measure)[0]]
        known.sort(key=lambda branch: self._key(branch, measure)[1], reverse=self._choice.falling)
        unknown = (branch for branch in each if self._key(branch, measure)[0])
        return (*known, *unknown)

    def _key(self, branch: Branch, measure: Measure) -> Key:
        if branch.place not in self._keys:
            self._keys[branch.place] = _KEYS[self._choice.by](branch.row, measure)
        return self._keys[branch.place]


def _number(value: float) -> Key:
    return UNKNOWN if math.isnan(value) else (False, value)


_KEYS: dict[SortBy, Callable[[RunRow | SeedsRow, Measure], Key]] = {
    SortBy.NAME: lambda row, _: (False, (row.name if isinstance(row, RunRow) else row.text).casefold()),
    SortBy.SKILL: lambda row, _: _number(row.skill),
    SortBy.ERROR: lambda row, measure: _number(row.error if measure.name else row.loss),
    SortBy.STEP: lambda row, _: (False, float(row.step)),
    SortBy.LOSS: lambda row, _: _number(row.loss),
    SortBy.MAE: lambda row, _: _number(row.mae),
    SortBy.BEST: lambda row, _: UNKNOWN if row.best < 0 else (False, float(row.best)),
    SortBy.TIME: lambda row, _: (False, float(row.seconds)),
}
