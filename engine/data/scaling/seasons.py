"""What comes again in a series: the last value, the season, and which periods a rhythm of rows suggests."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.data.columns.magnitude import tamed

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_SEASON_MOST = 1000
_SEASON_ROWS = 1 << 16  # the last ones tell it as well as all
_SEASON_CLEAR = 0.3  # autocorrelation below this is no season
_AS_GOOD = 0.1  # by which the autocorrelation at one lag may stay below another's
_DIP = 0.5  # of the autocorrelation at a period, what those before it sum to below 0, at least
_HOURS, _MINUTES = 24, 1440  # of a day
_PERIODS = {  # of what people do and what the sun does, in rows of each rhythm, the shortest first
    "daily": (7, 5, 365),
    "weekly": (52,),
    "monthly": (12,),
    "quarterly": (4,),
    "half-yearly": (2,),
    "half-hourly": (48, 336),
    "hourly": (_HOURS, 7 * _HOURS),
    "minutely": (60, _MINUTES, 7 * _MINUTES),
}


def repeat_last(values: Floats, lag: int = 1, places: Ints | None = None) -> Floats:
    """For each row of ``values`` (N, D) the row ``lag`` before it; NaN where there is none. With the horizon as ``lag``
    it is persistence, with whole seasons the seasonal naive forecast. ``places`` (N,) are the rows' positions in their
    sequences, None when they are one: nothing is known from before a sequence."""
    result = np.full_like(values, np.nan)
    if lag < len(values):
        result[lag:] = values[: len(values) - lag]
    if places is not None:
        result[places < lag] = np.nan
    return result


def periods(rhythm: str) -> tuple[int, ...]:
    """The seasons, in rows, that are likely where rows come as a word such as ``half-hourly`` or ``15-minutely`` says:
    a day and a week, a year."""
    count, _, unit = rhythm.partition("-")
    of_day = {"hourly": _HOURS, "minutely": _MINUTES}.get(unit, 0)
    if rhythm in _PERIODS or not (of_day and count.isdecimal() and int(count) and of_day % int(count) == 0):
        return _PERIODS.get(rhythm, ())
    day = of_day // int(count)
    return tuple(each for each in (day, 7 * day) if each > 1)


def season(values: Floats, longest: int = 0, rhythm: str = "") -> int:
    """After how many steps ``values`` (N,) repeat themselves; 0 when they do not clearly. The ``periods`` of the
    ``rhythm`` that rows come in are asked first, then all lags up to ``longest``, by default a third of the length."""
    values = tamed(values[-_SEASON_ROWS:])
    longest = longest or len(values) // 3
    return _likely(values, [each for each in periods(rhythm) if each <= longest]) or _any(values, longest)


def _likely(values: Floats, lags: Sequence[int]) -> int:
    """The shortest of ``lags`` at which ``values`` (N,) repeat themselves about as well as they do at any of them. What
    is slower than a period is taken away first, the mean over a period around each row."""
    found: dict[int, float] = {}
    size = float(np.abs(values).max(initial=0.0)) or 1.0
    level = values / size - values[:1] / size
    sums = np.cumsum(np.concatenate(([0.0], level)))
    for lag in lags:
        slow = (sums[lag:] - sums[:-lag]) / lag
        rest = level[lag // 2 : lag // 2 + len(slow)] - slow
        correlation = autocorrelation(rest, 2 * lag)
        clear = _clear(correlation, np.array([lag]), len(rest), _AS_GOOD)
        found |= {int(each): float(correlation[each]) for each in clear}
    return next((lag for lag, here in found.items() if here >= max(found.values()) - _AS_GOOD), 0)


def _any(values: Floats, longest: int) -> int:
    """By the autocorrelation of the differences of ``values`` (N,), which have no trend. A season shows at twice its
    length too. Of several peaks the shortest within a tenth of the highest is taken: twelve months, not twenty-four."""
    steps = np.diff(values)
    longest = min(longest, _SEASON_MOST, len(steps) - 2)
    correlation = autocorrelation(steps, 2 * longest)
    lags = _clear(correlation, np.arange(2, longest + 1), len(steps))
    return int(lags[correlation[lags] >= correlation[lags].max() - _AS_GOOD][0]) if len(lags) else 0


def _clear(correlation: Floats, lags: Ints, count: int, near: float = 0.0) -> Ints:
    """Those of ``lags`` at which the autocorrelation of ``count`` values has a clear peak, or is as ``near`` to one as
    that.

    What repeats itself and has the mean 0 has autocorrelations that sum to 0 over a period: those between two peaks to
    −1. So a peak behind a sum that is not below 0 is none: what is merely smooth is much the same after 2 steps, too.
    """
    if not len(lags) or len(correlation) <= 2 * int(lags[-1]):
        return np.zeros(0, np.int64)
    here = correlation[lags]
    clear = max(_SEASON_CLEAR, 4.0 / np.sqrt(count))
    peak = (here >= correlation[lags - 1] - near) & (here >= correlation[lags + 1] - near)
    between = np.cumsum(correlation[1:])[lags - 2] <= -_DIP * here
    found: Ints = lags[peak & between & (here >= clear) & (correlation[2 * lags] >= clear / 2)]
    return found


def autocorrelation(values: Floats, longest: int) -> Floats:
    """Of ``values`` (N,) at lags 0 … ``longest``+1, each lag's sum divided by the number of its terms; empty when they
    do not vary."""
    count = len(values)
    size = float(np.abs(values).max(initial=0.0))
    if longest < 1 or not size:
        return np.zeros(0)
    centred = values / size
    centred = centred - centred.mean()
    spectrum = np.fft.rfft(centred, 1 << (2 * count - 1).bit_length())
    sums = np.fft.irfft(np.abs(spectrum) ** 2)[: min(longest + 2, count)]
    means = sums / (count - np.arange(len(sums)))
    return means / means[0] if means[0] > 1e-12 else np.zeros(0)
