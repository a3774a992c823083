"""Columns brought to the size that networks learn from, by the training part's statistics."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.run import Scale

Floats = NDArray[np.float64]
_NOISE = 1e-12  # of the mean: a smaller deviation is rounding, not variation


@dataclass(frozen=True, eq=False)
class Scaling:
    """``centre`` and ``size`` (C,) float64: the mean and standard deviation, or the smallest value and the range, or 0
    and 1. A column that does not vary is only shifted: its size is 1."""

    centre: Floats
    size: Floats

    @classmethod
    def of(cls, values: Floats, scales: tuple[Scale, ...] = ()) -> "Scaling":
        """From ``values`` (n, C), the rows learnt from, of which NaN are left out; ``scales`` says how for each column,
        () is STANDARD for all. No sum overflows, however large they are."""
        columns = values.shape[1]
        chosen = scales or (Scale.STANDARD,) * columns
        if all(scale is Scale.STANDARD for scale in chosen) and np.isfinite(values).all() and len(values):
            return cls(*_standard(values))
        found = [_of_column(values[:, at], chosen[at]) for at in range(columns)]
        return cls(np.array([each[0] for each in found]), np.array([each[1] for each in found]))

    def apply(self, values: Floats) -> Floats:
        return (values - self.centre) / self.size

    def undo(self, scaled: NDArray[Any]) -> Floats:
        with np.errstate(over="ignore", invalid="ignore"):  # a network that diverges predicts infinity
            return scaled.astype(np.float64) * self.size + self.centre


def _standard(values: Floats) -> tuple[Floats, Floats]:
    mean = (values / len(values)).sum(axis=0)
    largest = np.abs(values - mean).max(axis=0)
    constant = largest <= _NOISE * np.abs(mean)
    mean = np.where(constant, values[0], mean)
    safe = np.where(constant, 1.0, largest)
    deviation = safe * np.sqrt(np.square((values - mean) / safe).mean(axis=0))
    return mean, np.where(constant, 1.0, deviation)


def _of_column(values: Floats, scale: Scale) -> tuple[float, float]:
    known = values[np.isfinite(values)]
    if scale is Scale.NONE or not len(known):
        return 0.0, 1.0
    if scale is Scale.STANDARD:
        mean, deviation = _standard(known[:, None])
        return float(mean[0]), float(deviation[0])
    low, high = float(known.min()), float(known.max())
    return low, high - low or 1.0
