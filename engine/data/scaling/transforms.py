"""What is done to a series before it is scaled, and how it is undone for every number that a person reads.

A transform is an optional logarithm, then an optional difference to the row ``lag`` before. That row is always known
when the forecast is made (``step``), so undoing needs no forecast but the one asked for.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.run import Transform
from gatescope.engine.data.scaling import seasons as baselines

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

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
    """A transform made concrete. The first ``lag`` rows of a sequence have no transformed value."""

    log: bool = False
    lag: int = 0


def step(transform: Transform, season: int, horizon: int = 1) -> Step:
    """The transform for a forecast ``horizon`` rows ahead; 0: nothing is forecast, the rows before are known.

    A difference must be to a row that is known when the forecast is made, or it could not be undone. With a horizon h
    it is therefore the h-step difference, and the seasonal one reaches back as many whole seasons as h takes.
    """
    ahead = max(horizon, 1)
    if transform in _SEASONAL:
        return Step(transform in _LOGS, season * -(-ahead // season))
    return Step(transform in _LOGS, ahead if transform in _DIFFERENCES else 0)


@dataclass(frozen=True)
class Steps:
    """What is done to each of C columns. ``places`` (N,) are the rows' positions in their sequences, None when the
    rows are one sequence: no difference reaches from one into another."""

    columns: tuple[Step, ...]

    @property
    def lag(self) -> int:
        """How many first rows of a sequence are lost."""
        return max((each.lag for each in self.columns), default=0)

    def apply(self, values: Floats, places: Ints | None = None) -> Floats:
        """``values`` (N, C) transformed; NaN in the first ``lag`` rows of each sequence."""
        return self.express(values, values, places)

    def express(self, predicted: Floats, values: Floats, places: Ints | None = None) -> Floats:
        """What ``predicted`` (N, C), in the series' own units, is in transformed ones when ``values`` came before;
        itself, no copy, where nothing is done to it."""
        if not any(each.log or each.lag for each in self.columns):
            return predicted
        result = self._levels(predicted)
        for at, each in enumerate(self.columns):
            if each.lag:
                known = self._levels(values[:, at : at + 1], at)
                result[:, at] -= baselines.repeat_last(known, each.lag, places)[:, 0]
        return result

    def before(self, values: Floats, rows: Ints) -> Floats:
        """(len(rows), C): the row of ``values`` that each of ``rows`` is a difference to (any row without a lag)."""
        back = np.array([max(each.lag, 1) for each in self.columns], np.int64)
        at = np.maximum(rows[:, None] - back, 0)
        return np.take_along_axis(values, np.minimum(at, len(values) - 1), axis=0)

    def undo(self, transformed: Floats, before: Floats) -> Floats:
        """Own units again. ``before`` are the true values ``lag`` rows before each row (not used without a lag)."""
        with np.errstate(over="ignore", invalid="ignore"):  # a network that diverges predicts infinity
            level = np.array(transformed, np.float64)
            for at, each in enumerate(self.columns):
                if each.lag:
                    level[:, at] += self._levels(before[:, at : at + 1], at)[:, 0]
                if each.log:
                    level[:, at] = np.exp(level[:, at])
        return level

    def _levels(self, values: Floats, first: int = 0) -> Floats:
        """Logarithms of the columns from ``first`` on where their steps take them; always a copy."""
        result = np.array(values, np.float64)
        for at in range(values.shape[1]):
            if self.columns[first + at].log:
                result[:, at] = np.log(values[:, at])
        return result


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
