"""What is done to a series before it is scaled, and how it is undone for every number that a person reads.

A transform is an optional logarithm, then an optional difference to the row ``lag`` before. That row is always known
when the forecast is made (``step``), so undoing needs no forecast but the one asked for.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.run import Transform
from gatescope.engine.data.columns.magnitude import tamed
from gatescope.engine.data.scaling import seasons

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_LOGS = (Transform.LOG, Transform.LOG_DIFFERENCE, Transform.LOG_SEASONAL_DIFFERENCE)
_SEASONAL = (Transform.SEASONAL_DIFFERENCE, Transform.LOG_SEASONAL_DIFFERENCE)
_DIFFERENCES = (Transform.DIFFERENCE, Transform.LOG_DIFFERENCE)
_HELD = 0.3  # of the training part, its end, is held out to try transforms on
_OUTSIDE = 0.1  # share of the end that is outside the range of what comes before it, that makes a trend
_WINS = 0.9  # of the squared error without a transform, at most, is left with one that wins
_GOES_ON = 0.3  # of the squared error far ahead, at most, is left when a trend is taken to go on; of 200 walks 1 in 20
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
                result[:, at] -= seasons.repeat_last(known, each.lag, places)[:, 0]
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
    """A transform, the ``season`` of the series (0: none), and why: ``outside`` is the share of the values at the end
    of the training part that lie beyond anything seen before. ``reason`` is ``trend`` or '' when nothing is to be
    done."""

    transform: Transform = Transform.NONE
    season: int = 0
    reason: str = ""
    outside: float = 0.0


def suggest_transform(values: Floats, training: int, positive: bool = True, rhythm: str = "") -> Suggestion:
    """What makes ``values`` (N,), of which the first ``training`` are learnt from, learnable.

    The end of the training part is held out; what is validated on is not looked at. A series that leaves there the
    range of what came before is differenced, if that forecasts the end better: to its last season or to the row before,
    the values or, where they grow by factors, their logarithms, whatever is best. It must go on as it went: a random
    walk leaves its range, too, but nothing could be learnt from its differences. ``positive`` False rules the logarithm
    out: it must exist for every value. ``rhythm`` says in which rows come (see ``seasons.periods``).
    """
    values = tamed(values)
    known = values[:training]
    held = len(known) - round(_HELD * len(known))
    before, end = known[:held], known[held:]
    if len(before) < 2 or not len(end):
        return Suggestion()
    grows = positive and known.min() > 0 and known.max() >= _GROWTH * known.min()
    season = seasons.season(np.log(known) if grows else known, rhythm=rhythm)
    outside = float(((end < before.min()) | (end > before.max())).mean())
    if outside <= _OUTSIDE:
        return Suggestion(season=season, outside=outside)
    logs = (True, False) if grows and values.min() > 0 else (False,)
    tried = [Step(log, lag) for lag in (season, 1) for log in logs if 0 < lag < held]
    errors = [_error(known, held, each) for each in tried]
    best = min(range(len(tried)), key=errors.__getitem__)
    if not errors[best] <= _WINS * _error(known, held, Step()) or not _goes_on(known, held, tried[best].lag):
        return Suggestion(season=season, outside=outside)
    chosen = {
        (True, True): Transform.LOG_SEASONAL_DIFFERENCE,
        (True, False): Transform.SEASONAL_DIFFERENCE,
        (False, True): Transform.LOG_DIFFERENCE,
        (False, False): Transform.DIFFERENCE,
    }[tried[best].lag == season, tried[best].log]
    return Suggestion(chosen, season, "trend", outside)


def _goes_on(known: Floats, held: int, lag: int) -> bool:
    """Whether the rows from ``held`` on, none of them seen, are where the mean step of those before leads to, be it an
    amount or a factor: far nearer than to the last season (the last row), repeated."""
    levels = [known / (float(np.abs(known).max()) or 1.0)]
    levels += [np.log(known)] if known.min() > 0 else []
    return any(_far(level, held, lag) <= _GOES_ON for level in levels)


def _far(level: Floats, held: int, lag: int) -> float:
    """The squared error of going on by the mean step, as a share of that of repeating."""
    mean = (level[lag:held] - level[: held - lag]).mean()
    ahead = np.arange(len(level) - held)
    repeated = level[held - lag + ahead % lag]
    going = repeated + (ahead // lag + 1) * mean
    errors = [float(np.square(level[held:] - each).mean()) for each in (going, repeated)]
    return errors[0] / errors[1] if errors[1] else 1.0


def _error(known: Floats, held: int, step: Step) -> float:
    """The mean squared error, from the row ``held`` on, of the simplest forecast that a transform makes possible: the
    value ``lag`` before and the mean step of what came before ``held``. Without a lag it is the last value, but none
    that was never seen: there a network that learns the values themselves is at its limits."""
    known = known / (float(np.abs(known).max()) or 1.0)
    if not step.lag:
        before = known[:held]
        return float(np.square(known[held:] - np.clip(known[held - 1 : -1], before.min(), before.max())).mean())
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # of what is not told from 0 beside the largest
        level = np.log(known) if step.log else known
        ahead = (level[step.lag : held] - level[: held - step.lag]).mean()
        forecast = level[held - step.lag : len(level) - step.lag] + ahead
        return float(np.square(known[held:] - (np.exp(forecast) if step.log else forecast)).mean())
