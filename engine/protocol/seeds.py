"""Runs that differ in their seed alone: which belong together, and what they come to."""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from gatescope.engine.config.run import RunConfig, Schedule, TrainConfig
from gatescope.engine.config.setting import setting_of

BESIDE = ("seed", "device")  # settings of the training that leave it the same experiment


@dataclass(frozen=True)
class SeedSpread:
    """Of ``count`` figures: their mean, the standard deviation of a sample (NaN of one), the lowest and the highest."""

    count: int
    mean: float
    deviation: float
    low: float
    high: float


def spread(figures: Iterable[float]) -> SeedSpread | None:
    """That of those that are finite; None where none is."""
    known = np.array([each for each in figures if math.isfinite(each)], float)
    if not len(known):
        return None
    deviation = float(known.std(ddof=1)) if len(known) > 1 else math.nan
    return SeedSpread(len(known), float(known.mean()), deviation, float(known.min()), float(known.max()))


def experiment(config: RunConfig) -> tuple[object, ...]:
    """What is the same of all runs that can be counted together: all but the seed, where it is computed, and how long
    it goes on, unless the learning rate hangs on that."""
    train = config.train
    apart = (*BESIDE, "steps") if train.schedule is not Schedule.COSINE else BESIDE
    return (config.data, config.net, *(getattr(train, name) for name in train.__struct_fields__ if name not in apart))


def further_seeds(taken: Collection[int], count: int) -> tuple[int, ...]:
    """So many that are not ``taken``: those that follow the first of these, and after the largest there is the
    least."""
    low, high = map(int, setting_of(TrainConfig, "seed").bounds)
    at, found = next(iter(taken), low - 1), list[int]()
    while len(found) < count:
        at = at + 1 if at < high else low
        if at not in taken:
            found.append(at)
    return tuple(found)
