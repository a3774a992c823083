"""Runs that were repeated with other seeds: which belong together, what they come to, and between what their losses
lie. Free of Qt."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gatescope.engine.config.run import LIVE
from gatescope.engine.protocol.frame import Array
from gatescope.engine.protocol.messages import RunState
from gatescope.engine.protocol.seeds import SeedSpread, experiment, spread
from gatescope.gui.state.store import RunRecord

BROKEN = (RunState.FAILED, RunState.CLOSED)


@dataclass(frozen=True, eq=False)
class Repeats:
    """Runs of one experiment, one a seed, in the order in which they were made. A run that the user has hidden is one
    of them, and does not count."""

    members: tuple[RunRecord, ...]

    @property
    def runs(self) -> tuple[int, ...]:
        return tuple(record.info.run for record in self.members)

    @property
    def first(self) -> RunRecord:
        return self.members[0]

    @cached_property
    def counted(self) -> tuple[RunRecord, ...]:
        """Those that have made all their steps, or as many as one of the others was to make."""
        planned = [record.info.config.steps for record in self.members if record.info.config.steps]
        return tuple(each for each in self.members if not each.hidden and _is_done(each, min(planned, default=0)))

    @property
    def failed(self) -> int:
        return sum(record.state is RunState.FAILED and not record.hidden for record in self.members)

    @property
    def steps(self) -> tuple[int, int]:
        """The fewest and the most steps of those that count; (0, 0) where none does."""
        made = [record.step for record in self.counted]
        return (min(made), max(made)) if made else (0, 0)

    @property
    def loss(self) -> SeedSpread | None:
        """Of the newest validation losses."""
        return spread(record.validation for record in self.counted)

    @property
    def skill(self) -> SeedSpread | None:
        return spread(record.skill for record in self.counted)

    @property
    def accuracy(self) -> SeedSpread | None:
        return spread(record.accuracy for record in self.counted)

    @property
    def rmse(self) -> tuple[SeedSpread, ...]:
        """Of each target column, in the data's units; () without numbers."""
        return _by_column([record.errors[0] for record in self.counted])

    @property
    def mae(self) -> tuple[SeedSpread, ...]:
        return _by_column([record.errors[1] for record in self.counted])


def _is_done(record: RunRecord, planned: int) -> bool:
    if record.state is RunState.FAILED:
        return False
    if record.state is RunState.FINISHED or (planned and record.step >= planned):
        return True
    return not planned and record.state is RunState.PAUSED and record.step > 0


def _by_column(errors: list[tuple[float, ...]]) -> tuple[SeedSpread, ...]:
    made = [spread(column) for column in zip(*errors, strict=True)] if all(errors) else []
    return tuple(each for each in made if each is not None)


def same_experiment(records: Iterable[RunRecord]) -> dict[tuple[object, ...], list[RunRecord]]:
    """Runs by their experiment. What was changed while it trained is in none."""
    found: dict[tuple[object, ...], list[RunRecord]] = {}
    for record in records:
        if not is_altered(record):
            found.setdefault(experiment(record.info.config), []).append(record)
    return found


def is_altered(record: RunRecord) -> bool:
    """Whether its learning rate or clipping was changed while it trained."""
    train = record.info.config.train
    return any(name in LIVE and value != getattr(train, name) for _, name, value in record.live)


def repeated(records: Iterable[RunRecord]) -> tuple[Repeats, ...]:
    """The experiments that were made with several seeds."""
    found = (Repeats(by_seed(runs)) for runs in same_experiment(records).values())
    return tuple(each for each in found if len(each.members) > 1)


def alike(records: Iterable[RunRecord], repeats: Repeats) -> list[RunRecord]:
    """All runs of the experiment, also those that do the same as another one."""
    same = experiment(repeats.first.info.config)
    return [each for each in records if not is_altered(each) and experiment(each.info.config) == same]


def by_seed(runs: Iterable[RunRecord]) -> tuple[RunRecord, ...]:
    """One run of each seed: of several, which do the same, the one that came furthest and can go on."""
    found: dict[int, RunRecord] = {}
    for record in runs:
        seed = record.info.config.train.seed
        known = found.get(seed)
        if known is None or _reach(record) > _reach(known):
            found[seed] = record
    return tuple(found.values())


def _reach(record: RunRecord) -> tuple[bool, int]:
    return record.state not in BROKEN, record.step


# ---- between what their losses lie -----------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class LossBand:
    """The validation losses of several runs: ``steps`` (m,) at which at least two of them were validated, and there
    the ``low``est, the ``mean`` and the ``high``est (m,)."""

    steps: Array
    low: Array
    mean: Array
    high: Array


def band(records: Iterable[RunRecord], most: int = 1 << 62) -> LossBand | None:
    """That of these runs in no more than about ``most`` places; None where no two were validated at one step. What is
    no number is left out, and with it the step of that run."""
    told = [(each.validation_steps.values, each.validation_loss.values) for each in records]
    if len(told) < 2:
        return None
    steps, losses = (np.concatenate(parts) for parts in zip(*told, strict=True))
    known = np.isfinite(losses)
    steps, place = np.unique(steps[known], return_inverse=True)
    count = np.bincount(place, minlength=len(steps))
    several = count > 1
    if not several.any():
        return None
    by_step = losses[known][np.argsort(place, kind="stable")]
    begins = np.cumsum(count) - count
    low, high = (which.reduceat(by_step, begins)[several] for which in (np.minimum, np.maximum))
    mean = (np.add.reduceat(by_step, begins) / count)[several]
    return _thinned(LossBand(steps[several], low, mean, high), most)


def _thinned(full: LossBand, most: int) -> LossBand:
    """Of neighbours the lowest and the highest, and the mean at the last of them."""
    stride = -(-len(full.steps) // max(most, 1))
    if stride <= 1:
        return full
    begins = np.arange(0, len(full.steps), stride)
    last = np.append(begins[1:], len(full.steps)) - 1
    low, high = np.minimum.reduceat(full.low, begins), np.maximum.reduceat(full.high, begins)
    return LossBand(full.steps[last], low, full.mean[last], high)
