"""Paints the small pictures of the samples with strokes, so that they are crisp on every screen."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gatescope.engine.protocol.frame import Array
from gatescope.gui.look import theme
from gatescope.gui.panels.start.sketches import Depth, Lines, Sketch, SketchCurve

PAD = 10.0
LINE = 15.0  # px: the least from one line of text to the next


def paint_sketch(painter: QPainter, box: QRectF, sketch: Sketch) -> None:
    """Draws ``sketch`` in the theme's colours, cut at ``box``."""
    painter.save()
    painter.setClipRect(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = box.adjusted(PAD, PAD, -PAD, -PAD)
    match sketch:
        case SketchCurve():
            _curve(painter, inner, sketch)
        case Lines():
            _lines(painter, inner, sketch)
        case Depth():
            _depth(painter, inner, sketch)
    painter.restore()


def _points(box: QRectF, values: Array, low: float, high: float) -> list[QPointF]:
    xs = box.left() + (np.arange(len(values)) + 0.5) * box.width() / max(len(values), 1)
    ys = box.bottom() - (values - low) / ((high - low) or 1.0) * box.height()
    return [QPointF(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]


def _pen(colour: str, width: float = 1.5, alpha: float = 1.0) -> QPen:
    made = QColor(colour)
    made.setAlphaF(alpha)
    return QPen(made, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _curve(painter: QPainter, box: QRectF, curve: SketchCurve) -> None:
    look = theme.current()
    everything = [curve.values] if curve.stems is None else [curve.values, curve.stems, np.zeros(1)]
    low, high = float(min(map(np.min, everything))), float(max(map(np.max, everything)))
    if curve.stems is not None:
        _stems(painter, box, curve, low, high)
    points = _points(box, curve.values, low, high)
    if curve.stems is None:
        _filled(painter, box, points)
        for at in curve.marks:
            painter.setPen(_pen(look.warn, 1.5))
            painter.drawLine(QPointF(points[at].x(), box.top()), QPointF(points[at].x(), box.bottom()))
    painter.setPen(_pen(look.accent))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))


def _filled(painter: QPainter, box: QRectF, points: list[QPointF]) -> None:
    shade = QColor(theme.current().accent)
    shade.setAlphaF(0.10)
    floor = box.bottom() + PAD
    under = [*points, QPointF(points[-1].x(), floor), QPointF(points[0].x(), floor)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    painter.drawPolygon(QPolygonF(under))


def _stems(painter: QPainter, box: QRectF, curve: SketchCurve, low: float, high: float) -> None:
    """Each value upright from zero; the marked ones stand out."""
    assert curve.stems is not None
    look = theme.current()
    tops, feet = _points(box, curve.stems, low, high), _points(box, np.zeros(len(curve.stems)), low, high)
    for at in range(len(curve.stems)):
        marked = at in curve.marks
        painter.setPen(_pen(look.warn if marked else look.faint, 2.0 if marked else 1.0))
        painter.drawLine(feet[at], tops[at])
        if marked:
            painter.setBrush(QColor(look.warn))
            painter.drawEllipse(tops[at], 2.5, 2.5)


def _lines(painter: QPainter, box: QRectF, text: Lines) -> None:
    """Memory lines letter by letter on a grid; prose as it runs, fading downwards."""
    look = theme.current()
    shown = text.lines[: max(int((box.height() + 4) / LINE), 1)]
    step = min(box.height() / len(shown), 22.0) if shown else 0.0
    painter.setFont(theme.font(theme.SMALL, bold=bool(text.strong), on_scaled=True))
    for row, line in enumerate(shown):
        top = box.top() + row * step
        if not text.strong:
            painter.setPen(_pen(look.ink, alpha=1.0 - 0.7 * row / max(len(shown) - 1, 1)))
            line = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(QRectF(box.left(), top, box.width(), step), _middle(), line)
            continue
        wide = box.width() / max(len(each) for each in text.lines)
        for at, letter in enumerate(line):
            colour = look.accent if (row, at) in text.strong else look.faint
            painter.setPen(_pen(colour))
            cell = QRectF(box.left() + at * wide - 4, top, wide + 8, step)
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, letter)


def _middle() -> int:
    return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


def _depth(painter: QPainter, box: QRectF, brackets: Depth) -> None:
    """The brackets below, the count of open ones above them as stairs."""
    look = theme.current()
    stairs = QRectF(box.left(), box.top(), box.width(), box.height() - 18)
    wide = box.width() / len(brackets.text)
    highest = max(int(brackets.depth.max()), 1)
    points = []
    for at, depth in enumerate(brackets.depth):
        y = stairs.bottom() - float(depth) / highest * stairs.height()
        points += [QPointF(box.left() + at * wide, y), QPointF(box.left() + (at + 1) * wide, y)]
    _filled(painter, QRectF(stairs.left(), stairs.top(), stairs.width(), stairs.height() - PAD), points)
    painter.setPen(_pen(look.accent))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))
    painter.setFont(theme.font(theme.SMALL, on_scaled=True))
    for at, letter in enumerate(brackets.text):
        painter.setPen(_pen(look.ink if letter == "(" else look.muted))
        cell = QRectF(box.left() + at * wide - 4, box.bottom() - 14, wide + 8, 14)
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, letter)
