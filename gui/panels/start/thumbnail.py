"""How the runs of a session went, as large as a thumb: their validation losses, in the colours of the runs."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gatescope.engine.protocol.messages import KeptSession
from gatescope.gui.look import theme

PAD = 4.0
DECADES = 4.0  # that are shown: an explosion does not flatten what was learnt before it


def paint_thumbnail(painter: QPainter, box: QRectF, session: KeptSession) -> None:
    """Draws the curves of the last runs in ``box``; a line of dots where there is nothing to draw."""
    look = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(look.border), 1))
    painter.setBrush(QColor(look.panel))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    inner = box.adjusted(PAD, PAD, -PAD, -PAD)
    painter.setClipRect(inner.adjusted(-1, -1, 1, 1))
    if not session.curves:
        painter.setPen(QPen(QColor(look.faint), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(inner.left(), inner.center().y()), QPointF(inner.right(), inner.center().y()))
    heights = scaled(session.curves)
    first = session.runs - len(session.curves)
    for at, curve in enumerate(heights):
        painter.setPen(QPen(QColor(look.run_colour(max(0, first) + at)), 1.5))
        painter.drawPolyline(QPolygonF(_points(inner, curve)))
    painter.restore()


def scaled(curves: tuple[tuple[float, ...], ...]) -> list[list[float]]:
    """Heights from 0 to 1, all on one scale: that of the logarithm, where every loss has one."""
    every = [value for curve in curves for value in curve]
    logarithmic = all(value > 0 for value in every)
    drawn = [[math.log10(value) if logarithmic else value for value in curve] for curve in curves]
    low, high = (end((value for curve in drawn for value in curve), default=0.0) for end in (min, max))
    high = min(high, low + DECADES) if logarithmic else high
    return [[(min(value, high) - low) / ((high - low) or 1.0) for value in curve] for curve in drawn]


def _points(box: QRectF, heights: list[float]) -> list[QPointF]:
    step = box.width() / max(len(heights) - 1, 1)
    return [QPointF(box.left() + at * step, box.bottom() - height * box.height()) for at, height in enumerate(heights)]
