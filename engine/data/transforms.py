"""What is done to a series before it is scaled, and how it is undone for every number that a person reads.

A transform is an optional logarithm, then an optional difference to the row ``lag`` before. One step ahead the row
``lag`` before is always known, so undoing needs no forecast but the one asked for.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.config import Transform
from engine.data import baselines

Floats = NDArray[np.float64]

_LOGS = (Transform.LOG, Transform.LOG_DIFFERENCE, Transform.LOG_SEASONAL_DIFFERENCE)
_SEASONAL = (Transform.SEASONAL_DIFFERENCE, Transform.LOG_SEASONAL_DIFFERENCE)
_DIFFERENCES = (Transform.DIFFERENCE, Transform.LOG_DIFFERENCE)
_OUTSIDE = 0.1  # share of the validation part outside the training part's range that makes a trend
_GROWTH = 2.0  # largest over smallest value from which a trend is taken to grow by factors


def needs_season(transform: Transform) -> bool:
    return transform in _SEASONAL


def needs_positive(transform: Transform) -> bool:
    return transform in _LOGS


@dataclass(frozen=True)
class Step:
    """A transform made concrete. The first ``lag`` rows have no transformed value."""

    log: bool
    lag: int

    def apply(self, values: Floats) -> Floats:
        """``values`` (N, C) transformed; the first ``lag`` rows are NaN."""
        return self.express(values, values)

    def express(self, predicted: Floats, values: Floats) -> Floats:
        """What ``predicted`` (N, C), in the series' own units, is in transformed ones when ``values`` came before."""
        level = self._level(predicted)
        return level - baselines.repeat_last(self._level(values), self.lag) if self.lag else level

    def undo(self, transformed: Floats, before: Floats) -> Floats:
        """Own units again. ``before`` are the true values ``lag`` rows before each row (not used without a lag)."""
        with np.errstate(over="ignore", invalid="ignore"):  # a network that diverges predicts infinity
            level = transformed + self._level(before) if self.lag else transformed
            return np.exp(level) if self.log else level

    def _level(self, values: Floats) -> Floats:
        return np.log(values) if self.log else values


def step(transform: Transform, season: int) -> Step:
    lag = season if transform in _SEASONAL else 1 if transform in _DIFFERENCES else 0
    return Step(transform in _LOGS, lag)


@dataclass(frozen=True)
class Suggestion:
    """A transform, the season it needs (0: none), and why: ``outside`` is the share of the values after the training
    part that lie beyond anything it has shown. ``reason`` is ``trend`` or '' when nothing is to be done."""

    transform: Transform = Transform.NONE
    season: int = 0
    reason: str = ""
    outside: float = 0.0


def suggest_transform(values: Floats, training: int, positive: bool = True) -> Suggestion:
    """What makes ``values`` (N,), of which the first ``training`` are learnt from, learnable.

    A series that leaves the range of its training part is differenced, to its last season when it has one, and its
    logarithm is taken first when it grows by factors. ``positive`` False rules the logarithm out.
    """
    known, later = values[:training], values[training:]
    outside = float(((later < known.min()) | (later > known.max())).mean()) if len(later) and len(known) else 0.0
    if outside <= _OUTSIDE:
        return Suggestion(outside=outside)
    log = positive and known.min() > 0 and values.min() > 0 and known.max() >= _GROWTH * known.min()
    season = baselines.season(np.log(known) if log else known)
    if season:
        transform = Transform.LOG_SEASONAL_DIFFERENCE if log else Transform.SEASONAL_DIFFERENCE
    else:
        transform = Transform.LOG_DIFFERENCE if log else Transform.DIFFERENCE
    return Suggestion(transform, season, "trend", outside)
