"""The loss plot's axes: round numbers written out, never two that touch."""

import math
from collections.abc import Sequence
from typing import Any

import pyqtgraph

from gatescope.gui.kit.live_numbers import level, power
from gatescope.gui.look import theme
from gatescope.gui.look.readable_numbers import count

APART = 20.0  # px between two names on the vertical axis
LETTER, CLEAR = 7.0, 3.0  # px: about the width of a figure, and what is kept free beside a name


class LossAxis(pyqtgraph.AxisItem):
    """The vertical axis. With ``log`` its values are exponents of ten, written as 0.01, 0.1, 1, 10."""

    log = False

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        if not self.log:
            return list(super().tickValues(low, high, size)[:1])
        decade = size / max(high - low, 1e-9)
        apart = APART * theme.letters()
        stride = max(1, math.ceil(apart / max(decade, 1e-9)))
        whole = [float(e) for e in range(math.ceil(low), math.floor(high) + 1) if e % stride == 0]
        if len(whole) >= 2 and 0.3 * decade < apart:
            return [(float(stride), whole)]
        few = _between(low, high, (1, 2, 5))
        return [(0.3, _apart(few if len(few) > 2 else _between(low, high, tuple(range(1, 10))), decade, apart))]

    def tickStrings(self, values: list[float], scale: float, _spacing: float) -> list[str]:
        if not self.log:
            return [level(round(v * scale, 10)) for v in values]
        return [power(v) if v == int(v) else level(float(f"{10**v:.1g}")) for v in values]


class StepAxis(pyqtgraph.AxisItem):
    """The horizontal axis: whole steps, or seconds, with thousands apart."""

    seconds = False
    _covered: frozenset[float] = frozenset()  # values whose names would lie below something

    def keep_clear(self, spans: Sequence[tuple[float, float]], low: float, high: float, size: float) -> None:
        """Leaves out the names that would lie, even in part, below one of the ``spans``, px from the left end of the
        axis, which shows ``low`` to ``high`` on ``size`` px."""
        covered = set()
        for value in self.tickValues(low, high, size)[0][1]:
            middle, half = (
                (value - low) / (high - low) * size,
                LETTER / 2 * theme.letters() * len(self._written(value)) + CLEAR,
            )
            if any(left < middle + half and middle - half < right for left, right in spans):
                covered.add(value)
        if covered != self._covered:
            self._covered, self.picture = frozenset(covered), None
            self.update()

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        widest = 10 + LETTER * theme.letters() * len(self._written(high))
        fit = max(int(size / (widest + 24)), 1)
        step = next(s for s in _rounds() if (high - low) / s <= fit)
        return [(float(step), [float(v) for v in range(0, int(high) + 1, step) if v >= low])]

    def tickStrings(self, values: list[float], _scale: float, _spacing: float) -> list[str]:
        return ["" if v in self._covered else self._written(v) for v in values]

    def _written(self, value: float) -> str:
        return f"{count(int(value))} s" if self.seconds else count(int(value))


def _rounds() -> Any:
    size = 1
    while True:
        yield from (size, 2 * size, 5 * size)
        size *= 10


def _apart(values: list[float], decade: float, apart: float) -> list[float]:
    """Those of the values that leave so many px to the one before."""
    kept: list[float] = []
    for value in values:
        if not kept or (value - kept[-1]) * decade >= apart:
            kept.append(value)
    return kept


def _between(low: float, high: float, digits: tuple[int, ...]) -> list[float]:
    """Exponents of 1, 2, 5 times powers of ten within the range."""
    exponents = range(math.floor(low), math.ceil(high) + 1)
    found = [round(e + math.log10(d), 12) for e in exponents for d in digits]
    return [v for v in found if low - 1e-9 <= v <= high + 1e-9]
