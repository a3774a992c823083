"""The panel of one unit: every trace over time, its value at the cursor, and the cell's equation with those numbers."""

import math
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gatescope.engine.protocol.frame import Trace
from gatescope.gui.kit.canvas import LEFT, RIGHT, Canvas
from gatescope.gui.kit.live_numbers import level, share, signed
from gatescope.gui.kit.view import View, paint_empty, trace_name
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.painting import painting
from gatescope.gui.state.store import step_up
from gatescope.gui.views.stack.layout import GUTTER, beside
from gatescope.gui.views.stack.text_rows import written_out
from gatescope.gui.views.unit.equations import equations
from gatescope.gui.views.unit.scene import UnitLine, UnitScene

PEAK_LEAST = 0.01  # a unit that hardly moves stays a line
CALM = 1.5  # a level is given up when this many times the largest value fit a smaller one


class HeldLevels:
    """A level for each signed trace: it grows at once and shrinks late. Another unit has its own."""

    def __init__(self) -> None:
        self._whose: object = None
        self._held: dict[str, float] = {}

    def of(self, scene: UnitScene, line: UnitLine) -> UnitLine:
        """The line between levels that fit it. Gates keep 0 to 1: how far open they are is what they say."""
        whose = (scene.cell, scene.layer, scene.unit, scene.pinned)
        if whose != self._whose:
            self._whose, self._held = whose, {}
        if line.trace.gate:
            return line
        values = np.concatenate([line.values, *line.others])
        finite = np.abs(values[np.isfinite(values)])
        peak = max(float(finite.max(initial=0.0)), PEAK_LEAST)
        held = self._held.get(line.trace, 0.0)
        if step_up(peak) > held or step_up(peak * CALM) < held:
            self._held[line.trace] = held = step_up(peak)
        return replace(line, low=-held, high=held)


MARGIN = 14
HEAD = 32
LINE = 18
LEAST, MOST = 24, 64  # height of one curve: two lines of words stand beside it
GAP, NARROW = 10, 6  # below it; the second where there is little room
COMFORT = 30  # a curve lower than this has its name at its left, not above it
NAMES = 76  # width of those names
WIDE, VALUE = 560, 56  # px from which on it stands on the columns of the stack, and of a value in the gutter then


@dataclass(frozen=True)
class Slot:
    """Where one trace stands: its name and value above its curve, or one below the other at its left."""

    name: QRectF
    value: QRectF
    curve: QRectF
    beyond: bool = False  # its bound stands at the right of the curve


def slots(width: int, height: int, count: int, below: float, head: int = HEAD) -> tuple[Slot, ...]:
    """Shares the height above the equation among the traces, evenly and in whole pixels; in a wide view on the time
    axis of the stack, which it stands above then."""
    room = int((height - head - below) / max(count, 1))
    if width >= WIDE:
        return tuple(_on_the_stack(width, head + i * room, min(max(room - GAP, LEAST), MOST)) for i in range(count))
    inner, tall = width - 2 * MARGIN, min(room - LINE - GAP, MOST)
    if tall >= COMFORT:
        tops = [head + i * (LINE + tall + GAP) for i in range(count)]
        names = [QRectF(MARGIN, y, inner, LINE) for y in tops]
        return tuple(Slot(name, name, QRectF(MARGIN, name.bottom() + 1, inner, tall)) for name in names)
    tall = max(room - NARROW, LEAST)
    tops = [head + i * (tall + NARROW) for i in range(count)]
    line = min(LINE, tall / 2)
    return tuple(
        Slot(
            QRectF(MARGIN, y, NAMES, line),
            QRectF(MARGIN, y + line, NAMES, line),
            QRectF(MARGIN + NAMES, y, inner - NAMES, tall),
        )
        for y in tops
    )


def _on_the_stack(width: int, y: float, tall: int) -> Slot:
    """A line on the columns of the stack, its name and value in the gutter."""
    line, middle = min(LINE, tall), y + tall / 2
    name = QRectF(MARGIN, middle - line / 2, GUTTER - MARGIN - VALUE, line)
    value = QRectF(GUTTER - VALUE, middle - line / 2, VALUE - 6, line)
    return Slot(name, value, QRectF(GUTTER, y, width - GUTTER - beside(width), tall), beyond=True)


class UnitView(View[UnitScene]):
    """Shows a ``UnitScene``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(180)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._levels = HeldLevels()
        spoken(self, lambda: self.setAccessibleName(self.tr("One unit over time")))
        spoken(
            self,
            lambda: self.setAccessibleDescription(
                self.tr("The traces of the highlighted unit and the cell's equation in numbers.")
            ),
        )

    def least_height(self) -> int:
        if self.scene is None:
            return 0
        told, rows = told_height(equations(self.scene), self.inside[0]), len(self.scene.lines)
        return self._head(self.scene) + rows * (LEAST + NARROW) + math.ceil(told)

    def _head(self, scene: UnitScene) -> int:
        return HEAD + (LINE if scene.pinned else 0)

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(232, 480)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        scene = self.scene
        if scene is None:
            title = self.tr("One unit's states and gates appear here.")
            paint_empty(self, painter, title, self.tr("Click a heat map to choose a unit and a time."), panel=True)
            return
        painter.fillRect(self.rect(), theme.current().panel)
        canvas, (width, height) = self.scaled(painter), self.inside
        time = written_out(scene.label) or scene.t + 1
        heading = self.tr("UNIT {unit} · {time}").format(unit=scene.unit, time=time)
        canvas.write(QRectF(MARGIN, 8, width - 2 * MARGIN, 20), heading, canvas.look.muted, LEFT, canvas.bold)
        told = equations(scene)
        below = told_height(told, width)
        placed = slots(width, height, len(scene.lines), below, self._head(scene))
        for slot, line in zip(placed, scene.lines, strict=True):
            _trace(canvas, slot, self._levels.of(scene, line), scene.t)
        if scene.pinned:
            _name_pinned(canvas, scene, QRectF(MARGIN, HEAD - 6, width - 2 * MARGIN, LINE))
        bottom = placed[-1].curve.bottom() + 12 if placed else HEAD
        _tell(canvas, told, width, bottom)


def _name_pinned(canvas: Canvas, scene: UnitScene, box: QRectF) -> None:
    """The units that are compared, each with a stroke in its colour."""
    named = [(scene.unit, canvas.look.accent)]
    named += [(unit, canvas.look.pin_colour(at)) for at, unit in enumerate(scene.pinned) if unit != scene.unit]
    x = box.left()
    for unit, colour in named:
        wide = canvas.width(str(unit), canvas.small)
        if x + 13 + wide > box.right():
            return
        canvas.bar(x, box.center().y() - 1, 9, 2, colour)
        canvas.write(QRectF(x + 13, box.top(), wide + 2, box.height()), str(unit), canvas.look.ink, LEFT, canvas.small)
        x += 13 + wide + 9


def _trace(canvas: Canvas, slot: Slot, line: UnitLine, t: int) -> None:
    look = canvas.look
    apart = slot.name != slot.value
    name, number = trace_name(line.trace), share if line.trace.gate else signed
    canvas.write(slot.name, name, look.ink)
    if apart:
        canvas.write(slot.value, number(line.at_cursor), look.muted, RIGHT if slot.beyond else LEFT, canvas.small)
    else:
        canvas.write(slot.value, number(line.at_cursor), look.ink, RIGHT)
    if line.low < 0:
        bound = "±" + level(line.high)
        left = 0.0 if apart else canvas.width(name) + 8
        box = slot.value.adjusted(left, 0, -4 if apart else 0, 0)
        if slot.beyond:
            box = QRectF(slot.curve.right() + 6, slot.value.top(), 60, slot.value.height())
        canvas.write(box, bound, look.muted, RIGHT if apart and not slot.beyond else LEFT, canvas.small)
    count = len(line.values)
    xs = slot.curve.left() + (np.arange(count) + 0.5) * slot.curve.width() / max(count, 1)
    if line.low < 0 < line.high:
        zero = slot.curve.bottom() - slot.curve.height() * -line.low / (line.high - line.low)
        canvas.bar(slot.curve.left(), int(zero), slot.curve.width(), 1, look.border)
    for at, values in enumerate(line.others):  # the pinned ones, below the line of the cursor's
        canvas.curve(slot.curve, xs, values, line.low, line.high, canvas.pen(look.pin_colour(at)))
    plain = {Trace.HIDDEN: look.accent, Trace.CELL: look.runs[1]}.get(line.trace, look.ink)
    colour = look.accent if line.others else plain
    canvas.curve(slot.curve, xs, line.values, line.low, line.high, canvas.pen(colour))
    if 0 <= t < count:
        canvas.bar(int(xs[t]), slot.curve.top(), 1, slot.curve.height(), look.accent)


def told_height(told: tuple[tuple[str, str], ...], width: int) -> float:
    """px that the equations and their numbers take, with the room above them."""
    return sum(LINE + 16 * len(_wrap(numbers, width)) + 6 for _, numbers in told) + 12


def _tell(canvas: Canvas, told: tuple[tuple[str, str], ...], width: int, y: float) -> None:
    """Each equation, and below it the same with the numbers at the cursor."""
    inner = width - 2 * MARGIN
    for equation, numbers in told:
        canvas.write(QRectF(MARGIN, y, inner, LINE), equation, canvas.look.ink, LEFT)
        y += LINE
        for text in _wrap(numbers, width):
            canvas.write(QRectF(MARGIN, y, inner, 16), text, canvas.look.muted, LEFT, canvas.small)
            y += 16
        y += 6


def _wrap(numbers: str, width: int) -> list[str]:
    """Broken before the last sum where one line does not hold it."""
    wide = QFontMetricsF(theme.font(theme.SMALL)).horizontalAdvance(numbers)
    if wide <= width - 2 * MARGIN or " + " not in numbers:
        return [numbers]
    first, _, second = numbers.rpartition(" + ")
    return [first, "   + " + second]
