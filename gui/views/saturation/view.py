"""Saturation: which gates stand shut or open nearly always, which units are stuck or dead. Every mark is a unit."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from gatescope.engine.findings.saturated import ALWAYS
from gatescope.engine.protocol.frame import Array
from gatescope.gui.kit.canvas import CENTRE, LEFT, RIGHT, Canvas
from gatescope.gui.kit.live_numbers import share
from gatescope.gui.kit.view import View, paint_empty, trace_name
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.painting import painting
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.views.saturation.scene import GatePoints, LayerUnits, SaturationScene
from gatescope.gui.words.nets import layer_name

MARGIN, GAP = 14, 12
TITLE, HISTOGRAM, FOOT = 18, 36, 14
BESIDE = 200  # px for a gate, from which on its histogram stands beside its square
LEGEND = 20
STRIP, STRIP_MOST = 44, 72
SIDE_LEAST = 72  # px of a square: its name stands above it
SATURATED = 0.1  # of the scale at either end: there the derivative of σ is below 0.09
REACH = 9.0  # px from a point within which it is meant


@dataclass(frozen=True)
class Places:
    """Where everything is: a square per gate with the histogram of its values, and a strip of units per layer below."""

    squares: tuple[QRectF, ...]
    strips: tuple[QRectF, ...]
    histograms: tuple[QRectF, ...] = ()


def arrange(width: int, height: int, gates: int, layers: int) -> Places:
    """Two squares side by side in a narrow panel, all of them in a wide one, where each has its histogram beside it
    instead of below; what is below gets the rest."""
    inner = width - 2 * MARGIN
    squares: list[QRectF] = []
    histograms: list[QRectF] = []
    y = float(LEGEND + 8)
    if gates:
        columns = gates if inner >= 150 * gates else min(2, gates)
        rows = -(-gates // columns)
        across = (inner - GAP * (columns - 1)) / columns
        wide = across >= BESIDE
        around = TITLE + (0 if wide else HISTOGRAM) + FOOT + GAP
        room = (height - y - layers * (STRIP + 18)) / rows - around
        side = int(max(min(across / 2 if wide else across, room), SIDE_LEAST))
        for i in range(gates):
            row, column = divmod(i, columns)
            left, top = MARGIN + column * (across if wide else side) + column * GAP, y + row * (side + around) + TITLE
            squares.append(QRectF(left, top, side, side))
            beside = QRectF(left + side + GAP, top, across - side - 2 * GAP, side)
            histograms.append(beside if wide else QRectF(left, top + side + 3, side, HISTOGRAM))
        y += rows * (side + around)
    tall = min(max((height - y) / max(layers, 1) - 26, 14), STRIP_MOST)
    strips = [QRectF(MARGIN, y + i * (tall + 26) + 18, inner, tall) for i in range(layers)]
    return Places(tuple(squares), tuple(strips), tuple(histograms))


def least(gates: int, layers: int, width: int = 0) -> int:
    """px of height for two squares side by side, all of them where they have that width, and the strips."""
    wide = width - 2 * MARGIN >= (BESIDE + GAP) * gates
    rows, histogram = (1, 0) if wide else (-(-gates // 2), HISTOGRAM)
    return LEGEND + 8 + rows * (SIDE_LEAST + TITLE + histogram + FOOT + GAP) + layers * (STRIP + 26)


class SaturationView(View[SaturationScene]):
    """Shows a ``SaturationScene``. A click on a point chooses its unit."""

    unit_chosen = Signal(str, int)  # layer, unit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(180)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        spoken(self, lambda: self.setAccessibleName(self.tr("Saturation of gates and units")))
        spoken(
            self,
            lambda: self.setAccessibleDescription(
                self.tr("Each unit's share of time at which its gates stand shut or open.")
            ),
        )

    def places(self) -> Places:
        scene = self.scene
        strips = len(scene.units) if scene else 0
        return arrange(*self.inside, len(scene.gates) if scene else 0, strips)

    def unit_at(self, at: QPointF) -> tuple[str, int] | None:
        """(layer, unit) of the mark under the mouse."""
        scene = self.scene
        if scene is None:
            return None
        places = self.places()
        for square, gate in zip(places.squares, scene.gates, strict=True):
            if square.adjusted(-REACH, -REACH, REACH, REACH).contains(at):
                xs, ys = positions(square, gate)
                distance = np.hypot(xs - at.x(), ys - at.y())
                distance[gate.layers == scene.layers.index(scene.layer)] -= (
                    0.5  # of points on one another the chosen layer's is meant
                )
                nearest = int(distance.argmin())
                if distance[nearest] <= REACH:
                    return scene.layers[int(gate.layers[nearest])], int(gate.units[nearest])
        for strip, units in zip(places.strips, scene.units, strict=True):
            values = heights(units)
            if values is not None and strip.contains(at):
                unit = int((at.x() - strip.left()) / strip.width() * len(values))
                return units.layer, min(max(unit, 0), len(values) - 1)
        return None

    def least_height(self) -> int:
        return least(len(self.scene.gates), len(self.scene.units), self.inside[0]) if self.scene is not None else 0

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(232, 480)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        scene = self.scene
        if scene is None:
            title = self.tr("How often each gate stands shut or open appears here.")
            paint_empty(self, painter, title, self.tr("Press Play, or open a session."), panel=True)
            return
        painter.fillRect(self.rect(), theme.current().panel)
        canvas = self.scaled(painter)
        _legend(canvas, scene, self.inside[0])
        places = self.places()
        for i, (square, beside, gate) in enumerate(zip(places.squares, places.histograms, scene.gates, strict=True)):
            _gate(canvas, square, gate, scene, first=i == 0)
            _histogram(canvas, beside, gate, first=i == 0)
        for strip, units in zip(places.strips, scene.units, strict=True):
            _units(canvas, strip, units, scene)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.unit_at(self.within(event.position()))
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self.unit_chosen.emit(*found)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            found = self.unit_at(self.within(QPointF(event.pos())))
            if found is None:
                QToolTip.hideText()
            else:
                text = self.tr("layer {layer}, unit {unit}").format(layer=layer_name(found[0]), unit=found[1])
                QToolTip.showText(event.globalPos(), plain_tip(text), self)
            return True
        return super().event(event)


def layer_colour(look: theme.Theme, at: int) -> str:
    return look.runs[(0, 1, 3, 4, 2, 5, 6, 7)[at % 8] % len(look.runs)]


def positions(square: QRectF, gate: GatePoints) -> tuple[Array, Array]:
    """Pixels of the points: to the right the share of time it is shut, upwards the share it is open."""
    inner = square.adjusted(4, 4, -4, -4)
    return inner.left() + _shares(gate.shut) * inner.width(), inner.bottom() - _shares(gate.open) * inner.height()


def _shares(told: Array) -> Array:
    """Within 0 and 1, whatever the network has come to."""
    return np.asarray(np.clip(np.nan_to_num(told), 0.0, 1.0))


def heights(units: LayerUnits) -> Array | None:
    """(H,): shares."""
    if units.stuck is not None:
        return _shares(units.stuck)
    return None if units.dead is None else units.dead.astype(np.float32)


def _legend(canvas: Canvas, scene: SaturationScene, width: int) -> None:
    translate, x = QCoreApplication.translate, float(MARGIN)
    if len(scene.layers) == 1:
        text = translate("SaturationView", "one point per unit, over the probe")
        canvas.write(QRectF(MARGIN, 8, width - 2 * MARGIN, 16), text, canvas.look.muted, LEFT, canvas.small)
        return
    for at, layer in enumerate(scene.layers):
        text = layer_name(layer)
        text = text if at else translate("SaturationView", "layer {layer}").format(layer=text)
        canvas.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        canvas.painter.setPen(Qt.PenStyle.NoPen)
        canvas.painter.setBrush(canvas.colour(layer_colour(canvas.look, at)))
        canvas.painter.drawEllipse(QPointF(x + 4, 16), 3.5, 3.5)
        wide = canvas.width(text, canvas.small)
        ink = canvas.look.ink if layer == scene.layer else canvas.look.muted
        canvas.write(QRectF(x + 12, 8, wide + 2, 16), text, ink, LEFT, canvas.small)
        x += wide + 24


def _gate(canvas: Canvas, square: QRectF, gate: GatePoints, scene: SaturationScene, *, first: bool) -> None:
    look, painter = canvas.look, canvas.painter
    title = QRectF(square.left(), square.top() - TITLE, square.width(), TITLE)
    canvas.write(title, trace_name(gate.gate), look.ink, LEFT)
    painter.fillRect(square, canvas.colour(look.window))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    canvas.frame(square.left(), square.top(), square.width() - 1, square.height(), look.border)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(canvas.pen(look.border))
    painter.drawLine(square.topLeft(), square.bottomRight())  # no unit can lie beyond: its shares add up to 1 at most
    if first:
        translate = QCoreApplication.translate
        inside = square.adjusted(6, 3, -5, -3)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        canvas.write(inside, translate("SaturationView", "↑ open"), look.muted, flags, canvas.small)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        canvas.write(inside, translate("SaturationView", "shut →"), look.muted, flags, canvas.small)
    _points(canvas, square, gate, scene)


def _points(canvas: Canvas, square: QRectF, gate: GatePoints, scene: SaturationScene) -> None:
    painter = canvas.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    xs, ys = positions(square, gate)
    for at in range(len(scene.layers)):
        mine = gate.layers == at
        pen = QPen(canvas.colour(layer_colour(canvas.look, at), 0.7), 5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPoints(QPolygonF([QPointF(x, y) for x, y in zip(xs[mine], ys[mine], strict=True)]))
    chosen = np.flatnonzero((gate.layers == scene.layers.index(scene.layer)) & (gate.units == scene.unit))
    for i in chosen:
        painter.setPen(QPen(canvas.colour(canvas.look.ink), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(xs[i], ys[i]), 5, 5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _histogram(canvas: Canvas, box: QRectF, gate: GatePoints, *, first: bool) -> None:
    """How often each value occurs, of all units and steps of the layer; square roots, so that rare ones are seen. What
    is shut and what is open lies on another ground, with its share in words."""
    most = float(gate.histogram.max(initial=0))
    _ends(canvas, box, gate)
    if most > 0:
        tall = np.sqrt(gate.histogram / most) * box.height()
        edges = box.left() + np.arange(len(tall) + 1) * box.width() / len(tall)
        colour = canvas.look.muted
        for i, height in enumerate(tall):
            left = round(edges[i])
            canvas.bar(left, round(box.bottom() - height), round(edges[i + 1]) - left, round(height), colour, 0.8)
    below = QRectF(box.left(), box.bottom(), box.width(), FOOT)
    canvas.bar(box.left(), box.bottom(), box.width(), 1, canvas.look.faint)
    canvas.write(below, "0", canvas.look.muted, LEFT, canvas.small)
    canvas.write(below, "1", canvas.look.muted, RIGHT, canvas.small)
    if first:
        text = QCoreApplication.translate("SaturationView", "value")
        canvas.write(below, text, canvas.look.muted, CENTRE, canvas.small)


def _ends(canvas: Canvas, box: QRectF, gate: GatePoints) -> None:
    """The two ends of the scale where a gate is saturated, and how much of its time lies there."""
    counted, end = gate.histogram, round(SATURATED * len(gate.histogram))
    wide, every = box.width() * SATURATED, max(float(counted.sum()), 1.0)
    for left, inside, flags in (
        (box.left(), counted[:end], Qt.AlignmentFlag.AlignLeft),
        (box.right() - wide, counted[-end:], Qt.AlignmentFlag.AlignRight),
    ):
        canvas.bar(left, box.top(), wide, box.height(), canvas.look.warn, 0.14)
        words = f"{100 * float(inside.sum()) / every:.0f} %"
        text = canvas.width(words, canvas.small) + 2
        ground = box.left() if flags is Qt.AlignmentFlag.AlignLeft else box.right() - text
        canvas.bar(ground, box.top(), text, 14, canvas.look.panel, 0.8)
        canvas.write(box, words, canvas.look.muted, flags | Qt.AlignmentFlag.AlignTop, canvas.small)


def _units(canvas: Canvas, strip: QRectF, units: LayerUnits, scene: SaturationScene) -> None:
    """A bar per unit: the share of time it is stuck, or whether it is dead."""
    values = heights(units)
    if values is None:
        return
    look, title = canvas.look, QRectF(strip.left(), strip.top() - 18, strip.width(), 16)
    canvas.write(title, _told(units, scene), look.ink, LEFT, canvas.small)
    if units.stuck is not None:
        worst = QCoreApplication.translate("SaturationView", "most {share}")
        text = worst.format(share=share(float(values.max(initial=0))))
        if canvas.width(_told(units, scene) + text, canvas.small) + 12 <= strip.width():
            canvas.write(title, text, look.muted, RIGHT, canvas.small)
    canvas.painter.fillRect(strip, canvas.colour(look.window))
    width = strip.width() / max(len(values), 1)
    for unit, value in enumerate(values):
        left, right = round(strip.left() + unit * width), round(strip.left() + (unit + 1) * width)
        tall = round(float(value) * strip.height())
        colour = look.warn if value >= ALWAYS else layer_colour(look, scene.layers.index(units.layer))
        canvas.bar(left, strip.bottom() - tall, max(right - left - (width > 4), 1), tall, colour)
        if unit == scene.unit and units.layer == scene.layer:
            canvas.bar(left, strip.bottom() + 1, max(right - left, 3), 3, look.accent)
    canvas.bar(strip.left(), strip.bottom(), strip.width(), 1, look.faint)


def _told(units: LayerUnits, scene: SaturationScene) -> str:
    translate = QCoreApplication.translate
    if units.stuck is not None:
        count = int((units.stuck >= ALWAYS).sum())
        text = translate("SaturationView", "stuck at ±1: {count} of {units} units")
        text = text.format(count=count, units=len(units.stuck))
    else:
        assert units.dead is not None
        text = translate("SaturationView", "always 0: {count} of {units} ReLU units")
        text = text.format(count=int(units.dead.sum()), units=len(units.dead))
    return text if len(scene.layers) == 1 else f"{layer_name(units.layer)}: {text}"
