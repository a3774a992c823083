"""Whether columns side by side may be the steps of one series: they are alike and change little to the next."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.data.columns.magnitude import tamed

Floats = NDArray[np.float64]
ROWS = 2000  # that are looked at
_SCALES = 5.0  # of neighbouring columns' spreads, at most
_LOOSE = 0.45  # of the steps between any two records; those of one class may stand together
_SHARE = 0.9  # of the neighbours


@dataclass(frozen=True)
class Likeness:
    """``alike``: neighbouring columns have much the same mean and spread. ``ratio`` of the steps from column to column
    to those from record to record: small where values follow one another along the records.
    ``loose``: records that follow one another are hardly closer than any two, as where each is a series of its own."""

    alike: bool
    ratio: float
    loose: bool = False


def of(grid: Floats) -> Likeness:
    """What the cells (R, C) of neighbouring columns, NaN where missing, say; its first records are enough."""
    grid = tamed(grid[:ROWS])
    known = np.isfinite(grid)
    grid = grid[:, known.sum(axis=0) > 1][known.any(axis=1)]
    if len(grid) < 3 or grid.shape[1] < 2:
        return Likeness(False, np.inf)
    means, spreads = np.nanmean(grid, axis=0), np.nanstd(grid, axis=0)
    whole = float(np.nanstd(grid))
    if not np.isfinite(whole) or not whole > 0:
        return Likeness(False, np.inf)
    least = np.maximum(spreads, 1e-3 * whole)
    scales = np.maximum(least[1:], least[:-1]) / np.minimum(least[1:], least[:-1])
    shifts = np.abs(np.diff(means)) / np.maximum(np.maximum(least[1:], least[:-1]), 0.1 * whole)
    alike = bool(((scales <= _SCALES) & (shifts <= 1.5)).mean() >= _SHARE)
    along, down = _steps(np.diff(grid, axis=1)), _steps(np.diff(grid, axis=0))
    mixed = grid[np.random.default_rng(0).permutation(len(grid))]
    loose = down >= _LOOSE * _steps(np.diff(mixed, axis=0))
    return Likeness(alike, along / down if down > 0 else np.inf, loose)


def _steps(steps: Floats) -> float:
    known = steps[np.isfinite(steps)]
    return float(np.abs(known).mean()) if len(known) else np.inf
