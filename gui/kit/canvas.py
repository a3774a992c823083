"""A painter with the theme's colours and fonts: the few strokes that the hand-painted views are made of."""

import sys
from typing import TypeVar

import numpy as np
import pyqtgraph
from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from gatescope.engine.protocol.frame import Array
from gatescope.gui.look import theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
SWATCH = 8  # px
LARGEST = sys.float_info.max
Value = TypeVar("Value", float, Array)
Flags = Qt.AlignmentFlag | Qt.TextFlag


class Canvas:
    """One painting of one view. Lines are one pixel wide: wider ones with antialiasing are many times slower.
    ``on_scaled``: the painter is scaled as the letters are."""

    def __init__(self, painter: QPainter, look: theme.Theme, *, on_scaled: bool = False) -> None:
        self.painter = painter
        self.look = look
        self.font = theme.font(on_scaled=on_scaled)
        self.small = theme.font(theme.SMALL, on_scaled=on_scaled)
        self.bold = theme.font(bold=True, on_scaled=on_scaled)
        self._metrics: dict[int, QFontMetricsF] = {}

    def colour(self, name: str, alpha: float = 1.0) -> QColor:
        made = QColor(name)
        made.setAlphaF(alpha)
        return made

    def width(self, text: str, font: QFont | None = None) -> float:
        """How many pixels the text takes."""
        font = font or self.font
        metrics = self._metrics.get(id(font))
        if metrics is None:
            metrics = self._metrics[id(font)] = QFontMetricsF(font)
        return metrics.horizontalAdvance(text)

    def write(
        self, rect: QRect | QRectF, text: str, colour: str, flags: Flags = LEFT, font: QFont | None = None
    ) -> None:
        self.painter.setFont(font or self.font)
        self.painter.setPen(self.colour(colour))
        self.painter.drawText(QRectF(rect), int(flags), text)

    def bar(self, x: float, y: float, width: float, height: float, colour: str, alpha: float = 1.0) -> None:
        """A filled rectangle; one pixel wide or high it is a line, many times faster than a pen's."""
        self.painter.fillRect(QRectF(x, y, width, height), self.colour(colour, alpha))

    def swatch(self, right: float, middle: float) -> float:
        """The colour of what a map's colours do not reach, beside its colour bar; returns where it begins."""
        self.bar(int(right - SWATCH), int(middle - SWATCH / 2), SWATCH, SWATCH, self.look.beyond)
        return right - SWATCH

    def dots(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """The same with every second pixel left out: a dotted line."""
        brush = QBrush(self.colour(colour), Qt.BrushStyle.Dense4Pattern)
        self.painter.fillRect(QRectF(x, y, width, height), brush)

    def frame(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """An outline around whole pixels."""
        self.painter.setPen(self.pen(colour))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRect(QRectF(int(x) + 0.5, y + 0.5, round(width), height - 1))

    def rule(self, x1: float, y1: float, x2: float, y2: float, pen: QPen) -> None:
        """A straight line through the middles of pixels."""
        self.painter.setPen(pen)
        self.painter.drawLine(QLineF(x1 + 0.5, y1 + 0.5, x2 + 0.5, y2 + 0.5))

    def pen(self, colour: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine, alpha: float = 1.0) -> QPen:
        return QPen(self.colour(colour, alpha), 1, style)

    def columns(self, lefts: Array, tops: Array, widths: Array, bottom: float, colour: str, alpha: float = 1.0) -> None:
        """Bars that stand on ``bottom`` and reach up to ``tops``, each as wide as said; NaN leaves one out."""
        rects = [
            QRectF(x, y, wide, bottom - y)
            for x, y, wide in zip(lefts.tolist(), tops.tolist(), widths.tolist(), strict=True)
            if y < bottom  # a NaN fails this too
        ]
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.colour(colour, alpha))
        self.painter.drawRects(rects)

    def pill(self, box: QRectF, text: str, back: str, ink: str) -> None:
        """A word on a coloured ground."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.colour(back))
        self.painter.drawRoundedRect(box, 4, 4)
        self.write(box, text, ink, CENTRE, self.small)

    def polyline(self, xs: Array, ys: Array, pen: QPen) -> None:
        """Lines through (T, n) heights ``ys``, all with one pen: many at once, hence without smooth edges."""
        steps, lines = ys.shape
        breaks = np.ones((lines, steps), np.int32)
        breaks[:, -1] = 0  # no line leads from the end of one to the beginning of the next
        flat = np.ascontiguousarray(ys.T).reshape(-1).astype(np.float64)
        connect = breaks.reshape(-1) * np.isfinite(flat) * np.isfinite(np.append(flat[1:], 0))
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        path = pyqtgraph.arrayToQPath(np.tile(xs, lines), np.nan_to_num(flat), connect=connect.astype(np.int32))
        self.painter.drawPath(path)

    def curve(self, box: QRectF, xs: Array, values: Array, low: float, high: float, pen: QPen) -> None:
        """Values between ``low`` (bottom of the box) and ``high`` (top) at the pixels ``xs``, cut at the box."""
        if not np.isfinite(values).any():
            return
        xs, values = _peaks(xs, values, int(box.width()))
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):  # what is far beyond the box is cut
            ys = box.bottom() - 0.5 - share(values.astype(np.float64), low, high) * (box.height() - 1)
        painter = self.painter
        painter.save()
        painter.setClipRect(box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if len(values) == 1:
            painter.setBrush(pen.color())
            painter.drawEllipse(QPointF(xs[0], ys[0]), 1.5, 1.5)
        else:
            painter.drawPath(pyqtgraph.arrayToQPath(xs, np.clip(ys, -1e5, 1e5), connect="finite"))
        painter.restore()


def _peaks(xs: Array, values: Array, pixels: int) -> tuple[Array, Array]:
    """Long curves as the least and the greatest of each pixel column, so that no peak is lost."""
    group = len(values) // max(2 * pixels, 1)
    if group < 2:
        return xs, values
    whole = len(values) // group * group
    blocks = values[:whole].reshape(-1, group)
    pairs = np.stack([blocks.min(axis=1), blocks.max(axis=1)], axis=1).reshape(-1)
    return np.repeat(xs[:whole:group], 2), pairs


def limits(*series: Array, pad: float = 0.08) -> tuple[float, float]:
    """The least and greatest finite value with a little air; (−1, 1) around nothing or a constant."""
    finite = [s[np.isfinite(s)] for s in series]
    values = np.concatenate(finite) if finite else np.empty(0)
    if not len(values):
        return -1.0, 1.0
    low, high = float(values.min()), float(values.max())
    air = (high * pad - low * pad) or max(abs(high) * 0.1, 1.0)
    return max(low - air, -LARGEST), min(high + air, LARGEST)


def share(at: Value, low: float, high: float) -> Value:
    """How far from ``low`` to ``high`` something stands, also where their distance is beyond all numbers."""
    return (at / 2 - low / 2) / ((high / 2 - low / 2) or 1.0)
