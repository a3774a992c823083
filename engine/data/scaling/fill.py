"""What stands where a value is missing. Nothing crosses the end of a sequence, and nothing of the validation part is
carried into the training part, neither by interpolating nor by looking for the next value."""

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.run import Fill
from gatescope.engine.data.rows.spans import Layout

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def filled(values: Floats, how: Fill, layout: Layout) -> Floats:
    """``values`` (N,) with what can be said of those that are missing (NaN): INTERPOLATE linearly between the values
    around them, the nearest at the ends of a sequence or of its training part; FORWARD the last value, before the first
    one that. MASK and DROP say nothing, and neither is there something to say where a part of a sequence has no value.
    """
    missing = np.isnan(values)
    if how in (Fill.MASK, Fill.DROP) or not missing.any():
        return values
    rows = np.flatnonzero(missing)
    before, after = _before(missing, rows, layout), _after(missing, rows, layout)
    result = values.copy()
    if how is Fill.FORWARD:
        source = np.where(before >= 0, before, after)
        result[rows] = np.where(source >= 0, values[source], np.nan)
        return result
    nearest = np.where(before >= 0, before, after)
    between = (before >= 0) & (after >= 0)
    result[rows] = np.where(nearest >= 0, values[nearest], np.nan)
    low, high, at = before[between], after[between], rows[between]
    share = (at - low) / (high - low)
    result[at] = values[low] * (1 - share) + values[high] * share  # no difference that could overflow
    return result


def forward(values: Floats, layout: Layout) -> Floats:
    """``values`` (N, C) with the last known one of its sequence where one is missing; NaN before the first."""
    result = values.copy()
    for at in range(values.shape[1]):
        missing = np.isnan(values[:, at])
        rows = np.flatnonzero(missing)
        before = _before(missing, rows, layout)
        result[rows, at] = np.where(before >= 0, values[before, at], np.nan)
    return result


def _before(missing: NDArray[np.bool_], rows: Ints, layout: Layout) -> Ints:
    """The last row of the same sequence before each of ``rows`` that is not missing, −1 without one."""
    every = np.arange(len(missing))
    last = np.maximum.accumulate(np.where(missing, -1, every))[rows]
    return np.where(last >= rows - layout.places[rows], last, -1)


def _after(missing: NDArray[np.bool_], rows: Ints, layout: Layout) -> Ints:
    """The next row of the same sequence, and of the same part where that is the training part; −1 without one."""
    every = np.arange(len(missing))
    following = np.minimum.accumulate(np.where(missing, len(missing), every)[::-1])[::-1][rows]
    of = np.searchsorted(layout.edges, rows, side="right") - 1
    ends = np.where(rows < layout.borders[of], layout.borders[of], layout.edges[of + 1])
    return np.where(following < ends, following, -1)
