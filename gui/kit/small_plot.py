"""A plot for a narrow panel: a few lines over the training's steps, painted by hand."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPen

from gatescope.engine.protocol.frame import Array
from gatescope.gui.kit.canvas import CENTRE, LARGEST, LEFT, RIGHT, Canvas, share
from gatescope.gui.kit.live_numbers import level, power
from gatescope.gui.look.readable_numbers import MINUS, count

Range = tuple[float, float]
AXIS = 18  # px below the box for the steps
NAMES = 38  # px left of it for the values


@dataclass(frozen=True)
class Line:
    """``values`` (n,) at ``steps`` (n,), drawn with ``pen``; on a log axis as exponents of ten."""

    steps: Array
    values: Array
    pen: QPen


def exponents(values: Array) -> Array:
    """log10, NaN where there is none."""
    values = np.asarray(values, np.float64)
    usable = np.isfinite(values) & (values > 0)
    return np.asarray(np.log10(values, where=usable, out=np.full(values.shape, np.nan)))


def log_range(values: Iterable[Array], least: float = 1.0) -> Range:
    """Whole exponents around all of the values (which are exponents), at least ``least`` decades."""
    kept = [finite for v in values if len(finite := v[np.isfinite(v)])]
    if not kept:
        return -1.0, 0.0
    low = math.floor(min(float(v.min()) for v in kept) + 1e-9)
    high = math.ceil(max(float(v.max()) for v in kept) - 1e-9)
    return float(low), float(max(high, low + least))


def paint_axes(canvas: Canvas, box: QRectF, steps: Range, values: Range, log: bool) -> None:
    """The values' names at round places left of the box, the first and the last step below it."""
    look = canvas.look
    for at in ticks(values, log, box.height()):
        y = int(box.bottom() - 1 - share(at, *values) * (box.height() - 1))
        canvas.bar(box.left(), y, box.width(), 1, look.border)
        name = (power(at) if -2 <= at <= 3 else f"1e{at:.0f}".replace("-", MINUS)) if log else level(at)
        canvas.write(QRectF(box.left() - NAMES, y - 8, NAMES - 5, 16), name, look.muted, RIGHT, canvas.small)
    canvas.bar(box.left(), box.bottom() - 1, box.width(), 1, look.faint)
    below = QRectF(box.left(), box.bottom() + 2, box.width(), 14)
    canvas.write(below, count(int(steps[0])), look.muted, LEFT, canvas.small)
    canvas.write(below, count(int(steps[1])), look.muted, RIGHT, canvas.small)


def paint_lines(canvas: Canvas, box: QRectF, lines: Sequence[Line], steps: Range, values: Range) -> None:
    span = (steps[1] - steps[0]) or 1.0
    canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
    for line in lines:
        if len(line.steps):
            xs = box.left() + 0.5 + (line.steps - steps[0]) / span * (box.width() - 1)
            canvas.curve(box, xs, line.values, *values, line.pen)


def paint_level(canvas: Canvas, box: QRectF, at: float, values: Range, name: str) -> None:
    """A dotted line across, named at its right end, when it lies within the box."""
    if not values[0] <= at <= values[1]:
        return
    y = int(box.bottom() - 1 - share(at, *values) * (box.height() - 1))
    canvas.dots(box.left(), y, box.width(), 1, canvas.look.ink)
    wide = canvas.width(name, canvas.small) + 4
    above = y - 15 if y - 15 >= box.top() else y + 1
    back = QRectF(box.right() - wide, above, wide, 14)
    canvas.painter.fillRect(back, canvas.colour(canvas.look.panel, 0.8))
    canvas.write(back, name, canvas.look.muted, CENTRE, canvas.small)


def paint_step(canvas: Canvas, box: QRectF, step: float, steps: Range) -> None:
    """The step that is looked at."""
    if steps[0] <= step <= steps[1]:
        x = int(box.left() + share(step, *steps) * (box.width() - 1))
        canvas.bar(x, box.top(), 1, box.height(), canvas.look.accent)


def dashed(canvas: Canvas, colour: str, alpha: float = 1.0) -> QPen:
    return canvas.pen(colour, Qt.PenStyle.DashLine, alpha)


def ticks(values: Range, log: bool, height: float) -> list[float]:
    """Whole exponents, or multiples of 1, 2, 5 …, at least 16 px apart."""
    low, high = values
    most = max(int(height // 18), 1)
    raw = min(max(high / most - low / most, 1e-300), LARGEST)
    size = 10.0 ** math.floor(math.log10(raw))
    step = min(next(m * size for m in (1, 2, 5, 10) if m * size >= raw * (1 - 1e-9)), LARGEST)
    step = max(step, 1.0) if log else step
    first = math.ceil(low / step - 1e-9)
    return [round(k * step, 12) for k in range(first, math.floor(high / step + 1e-9) + 1)]
