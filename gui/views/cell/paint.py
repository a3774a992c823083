"""Paints a cell's diagram: what belongs to the step that is told stands out, and gates are filled by their value."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gatescope.engine.protocol.frame import Trace
from gatescope.gui.kit.canvas import CENTRE, LEFT, RIGHT, Canvas
from gatescope.gui.look.colours import colour_of
from gatescope.gui.look.scales import SHARES, ColourScale, Scale
from gatescope.gui.views.cell.diagrams import HIGH, WIDE, Diagram, Node, NodeShape, Point, Tag, Time, Wire
from gatescope.gui.views.cell.scene import CellScene
from gatescope.gui.views.stack.scene import course_of
from gatescope.gui.views.stack.text_rows import shown
from gatescope.gui.words.equations import turned

ARROW = 5.0


def place(width: float, height: float, most: float = 560.0) -> QRectF:
    """The drawing's rectangle within so much room: its proportions kept, not wider than is easy to read."""
    wide = min(width, height * WIDE / HIGH, most)
    return QRectF((width - wide) / 2, 0, wide, wide * HIGH / WIDE)


class CellPainter:
    """Paints one diagram into one rectangle."""

    def __init__(self, canvas: Canvas, box: QRectF, scene: CellScene, step: int) -> None:
        self.canvas, self.box, self.scene, self.step = canvas, box, scene, step
        self.unit = box.width() / WIDE

    def paint(self, diagram: Diagram) -> None:
        painter, look = self.canvas.painter, self.canvas.look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self._at((11, 3)), self._at((93, 69.5))).normalized()
        painter.setPen(self.canvas.pen(look.border))
        painter.setBrush(self.canvas.colour(look.window))
        painter.drawRoundedRect(body, 8, 8)
        for wire in sorted(diagram.wires, key=lambda wire: self._lit(wire.steps)):
            self._wire(wire)
        for node in diagram.nodes:
            self._node(node)
        painter.restore()
        for tag in diagram.tags:
            self._tag(tag)

    def _at(self, point: Point) -> QPointF:
        """Drawn from right to left where time is read so."""
        x = WIDE - point[0] if self.scene.backwards else point[0]
        return QPointF(self.box.left() + x * self.unit, self.box.top() + point[1] * self.unit)

    def _lit(self, steps: frozenset[int]) -> bool:
        return self.step in steps

    def _ink(self, steps: frozenset[int]) -> str:
        look = self.canvas.look
        return look.muted if self.step == 0 else look.accent if self._lit(steps) else look.faint

    def _wire(self, wire: Wire) -> None:
        colour = self.canvas.colour(self._ink(wire.steps))
        painter, points = self.canvas.painter, [self._at(point) for point in wire.points]
        painter.setPen(QPen(colour, 2 if self._lit(wire.steps) else 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        if wire.arrow:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawPolygon(arrow_head(points[-2], points[-1]))

    def _node(self, node: Node) -> None:
        painter, look = self.canvas.painter, self.canvas.look
        lit, centre = self._lit(node.steps), self._at(node.at)
        ink, back = self._ink(node.steps), look.raised
        text = look.ink if self.step == 0 or lit else look.muted
        if node.trace is not None and node.trace in self.scene.now:
            filled = self._value_colour(node.trace)
            back, text = filled.name(), "#000000" if filled.lightnessF() > 0.45 else "#ffffff"
        painter.setPen(QPen(self.canvas.colour(ink), 2 if lit else 1.2))
        painter.setBrush(self.canvas.colour(back))
        half = max(4.0 * self.unit, 8.0)
        if node.shape is NodeShape.GATE:
            box = QRectF(centre.x() - max(5 * self.unit, 10), centre.y() - half, 2 * max(5 * self.unit, 10), 2 * half)
            painter.drawRoundedRect(box, 3, 3)
        elif node.shape is NodeShape.OPERATION:
            radius = max(2.6 * self.unit, 6.5)
            box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
            painter.drawEllipse(box)
        else:
            wide = self.canvas.width(node.text, self.canvas.small) / 2 + 6
            box = QRectF(centre.x() - wide, centre.y() - 8, 2 * wide, 16)
            painter.drawEllipse(box)
        font = self.canvas.bold if node.shape is NodeShape.GATE else self.canvas.small
        self.canvas.write(box, node.text, text, CENTRE, font)

    def _value_colour(self, trace: Trace) -> QColor:
        """The colour that the value has in the heat maps."""
        look, gate = self.canvas.look, trace.spread is Scale.SHARE
        scale = SHARES if gate else ColourScale(-1.0, 1.0, course_of(trace, bounded=True))
        return QColor(colour_of(self.scene.now[trace], scale, look.table(trace.spread), look.beyond))

    def _tag(self, tag: Tag) -> None:
        text = self._text(tag)
        wide = self.canvas.width(text, self.canvas.small) + 2
        at = self._at(tag.at)
        align = -tag.align if self.scene.backwards else tag.align
        left = at.x() if align > 0 else at.x() - wide if align < 0 else at.x() - wide / 2
        box = QRectF(left, at.y() - 8, wide, 16)
        ink = self.canvas.look.ink if self.step == 0 or self._lit(tag.steps) else self.canvas.look.faint
        flags = LEFT if align > 0 else RIGHT if align < 0 else CENTRE
        self.canvas.write(box, text, ink, flags, self.canvas.small)

    def _text(self, tag: Tag) -> str:
        if tag.trace is None:
            return f"{tag.letter} = {shown(self.scene.x)}" if self.scene.x else tag.letter
        values = self.scene.now if tag.time is Time.NOW else self.scene.before
        value = values.get(tag.trace, math.nan)
        number = short(value, tag.trace.gate)
        return f"{turned(tag.letter, self.scene.backwards)} {number}".strip()


def short(value: float, gate: bool) -> str:
    """Two decimals: a drawing has little room, and the equation below has the third."""
    if not math.isfinite(value):
        return "–"
    text = f"{value:.2f}" if gate else f"{value:+.2f}" if abs(value) < 100 else f"{value:+.0f}"
    return text.replace("-", "−")


def arrow_head(start: QPointF, end: QPointF) -> QPolygonF:
    """A triangle whose tip is ``end``."""
    x, y = end.x() - start.x(), end.y() - start.y()
    length = math.hypot(x, y) or 1.0
    x, y = x / length * ARROW, y / length * ARROW
    back = QPointF(end.x() - x, end.y() - y)
    return QPolygonF([end, QPointF(back.x() - y / 2, back.y() + x / 2), QPointF(back.x() + y / 2, back.y() - x / 2)])
