"""What one gets without a network: repeat the last value or season, how often symbols come, the bigram table."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Ids = NDArray[np.integer[Any]]
Rows = Ints | range

LIDSTONE = 0.1
_TABLE_MOST = 1 << 24  # cells of a whole bigram table; beyond it only the pairs asked for are counted
_PIECE = 1 << 18  # counted at once: what is made of them stays in the processor's cache
_SEASON_MOST = 1000
_SEASON_ROWS = 1 << 16  # the last ones tell it as well as all
_SEASON_CLEAR = 0.3  # autocorrelation below this is no season


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


def season(values: Floats, longest: int = 0) -> int:
    """After how many steps ``values`` (N,) repeat themselves, by the autocorrelation of their differences, which have
    no trend; 0 when they do not clearly. Lags up to ``longest`` are tried, by default a third of the length.

    A season shows at twice its length too. Of several peaks the shortest within a tenth of the highest is taken: twelve
    months, not twenty-four.
    """
    values = values[-_SEASON_ROWS:]
    steps = np.diff(values)
    longest = min(longest or len(values) // 3, _SEASON_MOST, len(steps) - 2)
    correlation = autocorrelation(steps, 2 * longest)
    if longest < 2 or len(correlation) <= 2 * longest:
        return 0
    lags = np.arange(2, longest + 1)
    here = correlation[lags]
    clear = max(_SEASON_CLEAR, 4.0 / np.sqrt(len(steps)))
    peak = (here >= correlation[lags - 1]) & (here >= correlation[lags + 1])
    lags = lags[peak & (here >= clear) & (correlation[2 * lags] >= clear / 2)]
    return int(lags[correlation[lags] >= correlation[lags].max() - 0.1][0]) if len(lags) else 0


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
