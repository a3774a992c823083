"""What speaks of numbers in the data's own units again: every transform and scaling undone."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.data.scaling.scaling import Scaling
from gatescope.engine.data.scaling.transforms import Steps

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Units:
    """The columns' true values, how they were transformed and scaled. ``targets`` (N, D), ``inputs`` (N, F) float64,
    NaN where nothing is known. D is 0 when the targets are classes, F when the inputs are symbols. ``usual`` (D,) is
    the training part's mean target."""

    input_columns: tuple[str, ...]
    target_columns: tuple[str, ...]
    inputs: Floats
    targets: Floats
    input_steps: Steps
    steps: Steps  # of the targets
    input_scaling: Scaling
    scaling: Scaling  # of the targets
    usual: Floats

    def of_targets(self, scaled: NDArray[Any], rows: Ints) -> Floats:
        """``scaled`` (n, D), such as predictions of ``rows`` (n,), in own units, float64."""
        return self.steps.undo(self.scaling.undo(scaled), self.steps.before(self.targets, rows))


def following(values: NDArray[Any], first: int, count: int, end: int, nothing: float) -> NDArray[Any]:
    """Rows ``first … first+count-1`` of ``values``, ``nothing`` from row ``end`` on, where the sequence ends."""
    rows = values[first : min(first + count, end)]
    if len(rows) == count:
        return rows
    return np.concatenate([rows, np.full((count - len(rows), *values.shape[1:]), nothing, values.dtype)])


def earlier(values: Floats, first: int, count: int, lag: int, begin: int) -> Floats:
    """What is ``lag`` before rows ``first … first+count-1`` of ``values``; NaN before row ``begin``, where the sequence
    begins, beyond the data, and without a lag."""
    rows = np.arange(first, first + count) - lag
    known = (rows >= begin) & (rows < len(values)) & (lag > 0)
    return np.where(known[:, None], values[rows.clip(0, len(values) - 1)], np.nan)
