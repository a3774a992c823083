"""How many files of each kind were read right: a kind is a value on an axis."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.engine.combined.axes import AXES, Plan, is_open
from tests.engine.combined.files import made
from tests.engine.combined.judging import Outcome, judge

WRONG_MOST = 0.02  # of the files of a kind


@dataclass(frozen=True)
class Trial:
    """What came of the file with a seed; ``words`` say what was read otherwise."""

    seed: int
    plan: Plan
    outcome: Outcome
    words: str

    @property
    def as_meant(self) -> bool:
        """Whether it was read right, or left open what nothing in it tells."""
        return self.outcome is Outcome.RIGHT or (self.outcome is Outcome.TOLD and is_open(self.plan))

    @property
    def line(self) -> str:
        return f"{self.seed:>6} {self.outcome}: {', '.join(getattr(self.plan, axis) for axis in AXES)}: {self.words}"


def trial(seed: int) -> Trial:
    file = made(seed)
    verdict = judge(file)
    return Trial(seed, file.truth.plan, verdict.outcome, verdict.words)


@dataclass
class Tally:
    """The outcomes of some trials, by axis and value; ``meant`` counts those that were as they should be."""

    kinds: dict[tuple[str, str], Counter[Outcome]] = field(default_factory=lambda: defaultdict(Counter))
    meant: Counter[tuple[str, str]] = field(default_factory=Counter)
    all: Counter[Outcome] = field(default_factory=Counter)
    others: list[Trial] = field(default_factory=list)

    def add(self, trials: Iterable[Trial]) -> None:
        for each in trials:
            self.all[each.outcome] += 1
            if each.outcome is not Outcome.RIGHT:
                self.others.append(each)
            for kind in ((axis, getattr(each.plan, axis)) for axis in AXES):
                self.kinds[kind][each.outcome] += 1
                self.meant[kind] += each.as_meant

    def short(self) -> list[tuple[str, str]]:
        """The kinds of which too few were read as they are meant; of a few files one may be read otherwise."""
        return [
            kind
            for kind, found in self.kinds.items()
            if found.total() - self.meant[kind] > math.ceil(WRONG_MOST * found.total())
        ]

    def table(self) -> Iterator[str]:
        yield f"{'':<44} {'files':>7} {'right':>7} {'share':>7} {'told':>6} {'refused':>8} {'silent':>7}"
        for (axis, value), found in sorted(self.kinds.items()):
            yield _line(f"{axis}: {value}", found)
        yield _line("all", self.all)


def _line(name: str, found: Counter[Outcome]) -> str:
    count = found.total()
    share = f"{100 * found[Outcome.RIGHT] / max(1, count):.1f} %"
    told, refused, silent = (found[each] for each in (Outcome.TOLD, Outcome.REFUSED, Outcome.SILENT))
    return f"{name:<44} {count:>7,} {found[Outcome.RIGHT]:>7,} {share:>7} {told:>6,} {refused:>8,} {silent:>7,}"
