"""The gradient through time over training: steps of the sequence to the right, on the stack's own columns, steps of
training downwards, so that one sees it grow backwards as the network learns to remember."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from gatescope.engine.protocol.frame import Array
from gatescope.gui.kit.canvas import LEFT as FLUSH_LEFT
from gatescope.gui.kit.canvas import RIGHT as FLUSH_RIGHT
from gatescope.gui.kit.canvas import Canvas
from gatescope.gui.kit.heatmap import HeatMap
from gatescope.gui.kit.live_numbers import decade
from gatescope.gui.kit.view import MARK, Mark, View, paint_empty
from gatescope.gui.kit.ways_on import WaysOn
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.painting import painting
from gatescope.gui.look.readable_numbers import count, three
from gatescope.gui.look.scales import ColourScale, Scale
from gatescope.gui.views.stack.layout import LEFT, RIGHT, Readout
from gatescope.gui.views.stack.readout import paint_readout
from gatescope.gui.views.waterfall.scene import WaterfallScene
from gatescope.gui.words.entries import Topic
from gatescope.gui.words.nets import layer_name

HEAD, FOOT = 30, 8
NAMES = 88
APART = 14  # px between two names of steps
BAR, THICK = 64, 8


class WaterfallView(View[WaterfallScene]):
    """Shows a ``WaterfallScene``. A click, or Up and Down, goes to the keyframe of that row."""

    marks_itself = True
    step_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heat = HeatMap()
        self._filled: tuple[object, Array] | None = None
        self._left, self._width = LEFT, 0  # of the stack's columns; 0: the view's own
        self._mouse: QPointF | None = None
        self._ways_on = WaysOn(self)
        self._name_right = NAMES  # where what stands at the head ends
        self.setMinimumHeight(110)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        spoken(self, lambda: self.setAccessibleName(self.tr("Gradient through time over training")))
        spoken(self, lambda: self.setAccessibleDescription(self.tr("Up and Down go to the keyframe before and after.")))

    def align(self, left: int, width: int) -> None:
        """Takes the place of the stack's columns, so that a step stands below itself."""
        if (left, width) != (self._left, self._width):
            self._left, self._width = left, width
            self.update()

    def leave_room(self, width: int) -> None:
        """What stands at the head, ``width`` px from the left, is not this view's."""
        self._name_right = width

    def take_ways_on(self, *buttons: QAbstractButton) -> None:
        """What can be done in the past, offered at the playhead there."""
        self._ways_on.take(*buttons)

    def present(self, scene: WaterfallScene | None) -> None:
        super().present(scene)
        self._stand_by(scene)

    def _stand_by(self, scene: WaterfallScene | None) -> None:
        """The ways on stand below or above the line that is looked at, at the right end of the map."""
        if scene is None or not scene.rows or scene.live:
            self._ways_on.hide()
            return
        area = self.area()
        self._ways_on.stand(scene.run, area.right() + 1, area, round(self._playhead_at(scene, area)))

    def marks(self) -> tuple[Mark, ...]:
        return (Mark(Topic.WATERFALL, self._name_right + 6, (HEAD - MARK) // 2),)

    def area(self) -> QRect:
        """Where the map lies."""
        room = max(self.width() - self._left - RIGHT, 1)
        return QRect(self._left, HEAD, min(self._width or room, room), max(self.height() - HEAD - FOOT, 1))

    def row_at(self, y: float) -> int:
        """The row of the map at height y, the nearest one outside."""
        area, rows = self.area(), len(self.scene.steps) if self.scene else 0
        return min(max(int((y - area.top()) * rows / area.height()), 0), rows - 1)

    def values(self, scene: WaterfallScene) -> Array:
        """(T, K) exponents of all keyframes: one that is not known yet looks like the one before it that is."""
        key = (scene.rows, scene.layer, scene.steps)
        if self._filled is None or self._filled[0] != key:
            known = {row.step: row.exponents[scene.at] for row in scene.rows}
            last, columns = scene.rows[0].exponents[scene.at], []
            for step in scene.steps:
                last = known.get(step, last)
                columns.append(last)
            values = np.stack(columns, axis=1)
            self._filled = key, np.nan_to_num(values, nan=400.0, posinf=400.0, neginf=-400.0)
        return self._filled[1]

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand_by(self.scene)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        scene = self.scene
        if scene is None or not scene.rows:
            title = self.tr("The gradient through time of every keyframe appears here.")
            how = self.tr("Press Play; each keyframe adds a line while the network learns.")
            paint_empty(self, painter, title, how)
            return
        canvas = Canvas(painter, theme.current())
        painter.fillRect(self.rect(), canvas.colour(canvas.look.window))
        area, ratio = self.area(), self.devicePixelRatioF()
        wide, tall = round(area.width() * ratio), round(area.height() * ratio)
        table = canvas.look.table(Scale.SHARE)
        picture = self._heat.image(self.values(scene), ColourScale(scene.low, scene.high), table, tall, wide)
        painter.drawImage(area, picture)
        self._paint_steps(canvas, scene, area)
        self._paint_legend(canvas, scene)
        if scene.tau >= 0 and not scene.both:  # what comes later has no part in it
            x = round(area.left() + (scene.tau + 1) * area.width() / scene.length)
            canvas.bar(x, area.top(), area.right() + 1 - x, area.height(), canvas.look.window)
        if scene.tau >= 0:
            x = int(area.left() + (scene.tau + 0.5) * area.width() / scene.length)
            canvas.bar(x, area.top(), 1, area.height(), canvas.look.warn)
        self._paint_playhead(canvas, scene, area)
        if self._mouse is not None and area.contains(self._mouse.toPoint()):
            readout = self._read(scene, area, self._mouse)
            paint_readout(canvas, readout, self._mouse.x(), self._mouse.y(), self.width(), self.height())

    def _paint_steps(self, canvas: Canvas, scene: WaterfallScene, area: QRect) -> None:
        """The training steps of the rows, as many as have room; the first and the last always."""
        rows = len(scene.steps)
        stride = max(1, -(-APART * rows // area.height()))
        named = [row for row in range(0, rows - 1, stride) if (rows - 1 - row) * area.height() / rows >= APART]
        for row in (*named, rows - 1):
            y = area.top() + (row + 0.5) * area.height() / rows
            box = QRectF(12, y - 8, LEFT - 20, 16)
            canvas.write(box, count(scene.steps[row]), canvas.look.muted, FLUSH_RIGHT, canvas.small)

    def _paint_legend(self, canvas: Canvas, scene: WaterfallScene) -> None:
        """What the colours mean, flush right in the head; and how much is still to come."""
        look, small, right = canvas.look, canvas.small, self.width() - RIGHT
        high, low = decade(scene.high), decade(scene.low)
        wide = canvas.width(high, small) + 5
        canvas.write(QRectF(right - wide, 0, wide + 1, HEAD), high, look.muted, FLUSH_RIGHT, small)
        box = QRect(int(right - wide - BAR), (HEAD - THICK) // 2, BAR, THICK)
        strip = np.ascontiguousarray(look.table(Scale.SHARE)[None, :, :])
        canvas.painter.drawImage(box, QImage(strip.data, 256, 1, 1024, QImage.Format.Format_RGBA8888))
        words = self.tr("‖∂/∂h‖ of layer {layer}, training step downwards")
        words = words.format(layer=layer_name(scene.layer))
        if len(scene.rows) < len(scene.steps):
            words = self.tr("{n} of {all} keyframes").format(n=len(scene.rows), all=len(scene.steps)) + " · " + words
        left = box.left() - 5 - canvas.width(low, small)
        canvas.write(QRectF(left, 0, box.left() - left, HEAD), low, look.muted, FLUSH_LEFT, small)
        canvas.write(QRectF(LEFT, 0, left - LEFT - 12, HEAD), words, look.muted, FLUSH_RIGHT, small)

    def _paint_playhead(self, canvas: Canvas, scene: WaterfallScene, area: QRect) -> None:
        y = self._playhead_at(scene, area)
        colour = canvas.look.accent if scene.live else canvas.look.warn
        canvas.bar(area.left() - 4, int(y), 4, 1, colour)
        end = (
            area.right() + 1
            if scene.tau < 0 or scene.both
            else area.left() + (scene.tau + 1) * area.width() // scene.length
        )
        canvas.bar(end, int(y) - 1, 8, 2, colour)

    def _playhead_at(self, scene: WaterfallScene, area: QRect) -> float:
        before = [row for row, step in enumerate(scene.steps) if step <= scene.playhead]
        return area.top() + ((before[-1] if before else 0) + 0.5) * area.height() / len(scene.steps)

    def _read(self, scene: WaterfallScene, area: QRect, at: QPointF) -> Readout:
        step = scene.steps[self.row_at(at.y())]
        t = min(int((at.x() - area.left()) * scene.length / area.width()), scene.length - 1)
        row = next((row for row in scene.rows if row.step == step), None)
        value = three(10.0 ** float(row.exponents[scene.at, t])) if row else "…"
        title = self.tr("training step {step}").format(step=count(step))
        return Readout(title, ((self.tr("‖∂/∂h‖ at step {t}").format(t=t + 1), value),))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        inside = self.area().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside and self.scene is not None and self.scene.steps:
            self.step_chosen.emit(self.scene.steps[self.row_at(event.position().y())])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse = event.position()
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        self._mouse = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        scene = self.scene
        if scene is None or event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
            return
        earlier = [step for step in scene.steps if step < scene.playhead]
        later = [step for step in scene.steps if step > scene.playhead]
        if event.key() == Qt.Key.Key_Up and earlier:
            self.step_chosen.emit(earlier[-1])
        elif event.key() == Qt.Key.Key_Down and later:
            self.step_chosen.emit(later[0])
