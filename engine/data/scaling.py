"""Columns brought to mean 0 and standard deviation 1, as the training part has them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_NOISE = 1e-12  # of the mean: a smaller deviation is rounding, not variation


@dataclass(frozen=True, eq=False)
class Scaling:
    """``mean`` and ``deviation`` (C,) float64. A column that does not vary is only shifted: its deviation is 1."""

    mean: Floats
    deviation: Floats

    @classmethod
    def of(cls, values: Floats) -> "Scaling":
        """From ``values`` (n, C), the rows learnt from. No sum overflows, however large they are."""
        mean = (values / len(values)).sum(axis=0)
        largest = np.abs(values - mean).max(axis=0)
        constant = largest <= _NOISE * np.abs(mean)
        mean = np.where(constant, values[0], mean)
        safe = np.where(constant, 1.0, largest)
        deviation = safe * np.sqrt(np.square((values - mean) / safe).mean(axis=0))
        return cls(mean, np.where(constant, 1.0, deviation))

    def apply(self, values: Floats) -> Floats:
        return (values - self.mean) / self.deviation

    def undo(self, scaled: NDArray[Any]) -> Floats:
        with np.errstate(over="ignore", invalid="ignore"):  # a network that diverges predicts infinity
            return scaled.astype(np.float64) * self.deviation + self.mean
