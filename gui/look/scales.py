"""How values become colours: between what ends, along what course, and which sets of colours there are. Free of Qt.

A colour is a pure function of the value, its ``ColourScale`` and a table of 256 colours: that at ``place`` of the way
through the table, the colour for what lies beyond where the value does not lie between the ends.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gatescope.engine.config.traces import Array
from gatescope.engine.config.traces import Spread as Scale  # signed: diverging around 0; shares: sequential

__all__ = ["SHARES", "SHARE_MAPS", "SIGNED_MAPS", "ColourScale", "Course", "Scale"]

# Sets of colours that gui/look/colours.py makes, all safe for the colour-blind.
SIGNED_MAPS = ("blue-orange", "blue-red", "purple-green")
SHARE_MAPS = ("viridis", "cividis", "grey")

STEEP = 12.0  # k of asinh: a hundredth of the range already has 4 % of the colours on its side of 0


class Course(StrEnum):
    """How colours run from the middle x = 0 to an end x = ±1: f(x) = −f(−x); or from the lower end up."""

    LINEAR = "linear"  # x
    ROOT = "sqrt"  # ±√|x|
    RISING = "sqrt-from-low"  # of shares most of which are small: √((1 + x) / 2), as x is from −1 up
    ASINH = "asinh"  # asinh(k x) / asinh(k), k = STEEP

    def bent(self, x: Array) -> Array:
        """f(x), of the same shape."""
        match self:
            case Course.ROOT:
                return np.asarray(np.copysign(np.sqrt(np.abs(x)), x))
            case Course.RISING:
                return np.asarray(2 * np.sqrt(np.maximum(1 + x, 0) / 2) - 1)
            case Course.ASINH:
                return np.asarray(np.arcsinh(STEEP * x) / np.arcsinh(STEEP))
        return x


@dataclass(frozen=True)
class ColourScale:
    """Colours from ``low`` to ``high``; the middle of the table is the middle between them."""

    low: float
    high: float
    course: Course = Course.LINEAR

    def place(self, values: Array) -> Array:
        """The share of the way through the table: 0 … 1 between the ends, what lies beyond them less or more."""
        x = (2 * np.asarray(values, np.float64) - self.low - self.high) / (self.high - self.low)
        return (1 + self.course.bent(x)) / 2

    def beyond(self, values: Array) -> Array:
        """Which of the values have no place: outside the ends, or no number."""
        return ~((np.asarray(values) >= self.low) & (np.asarray(values) <= self.high))


SHARES = ColourScale(0.0, 1.0)  # of probabilities and gates
