"""The unrolled network: the same cell copied over the steps around the cursor, or folded back into its loop.

The line forwards is as thick as the state is large, the line backwards as the gradient of the output at the cursor.
"""

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gatescope.gui.kit.canvas import CENTRE, Canvas
from gatescope.gui.kit.view import View, paint_empty
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.painting import painting
from gatescope.gui.look.readable_numbers import three
from gatescope.gui.views.cell.paint import arrow_head, short
from gatescope.gui.views.stack.text_rows import shown
from gatescope.gui.views.unrolled.scene import UnrolledScene

MARGIN, HEAD = 14, 34
DRAWING, KEY = 198, 140  # px of height: the copies, and in words what their lines are
WIDE = 560  # px from which on these words stand in two columns
THICKEST = 9.0
DECADES = 6.0  # a gradient this many powers of ten below the largest is a hairline
FOLD_MS = 240


def activity_width(activity: float) -> float:
    """px: the root mean square of a state between −1 and 1; beyond, as thick as it gets."""
    return 1 + (THICKEST - 1) * min(max(activity, 0.0), 1.0) if math.isfinite(activity) else 1.0


def gradient_width(gradient: float, largest: float) -> float:
    """px, by the power of ten below the largest; 0 where nothing flows."""
    ratio = gradient / largest if gradient > 0 and largest > 0 else 0.0
    if not 0 < ratio < math.inf:
        return 0.0
    return max(THICKEST * (1 + math.log10(ratio) / DECADES), 0.6)


def columns(width: float, count: int, folded: float) -> list[float]:
    """The middles of the copies; ``folded`` 0 … 1 brings them together in the middle of the panel."""
    step = (width - 2 * MARGIN) / max(count, 1)
    apart = [MARGIN + (k + 0.5) * step for k in range(count)]
    return [x + (width / 2 - x) * folded for x in apart]


class UnrolledView(View[UnrolledScene]):
    """Shows an ``UnrolledScene``. A click on a copy moves the cursor there."""

    t_moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(180)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        spoken(self, lambda: self.setAccessibleName(self.tr("The network, unrolled over time")))
        spoken(
            self,
            lambda: self.setAccessibleDescription(
                self.tr("Copies of the cell around the cursor: activity forwards, gradient back.")
            ),
        )
        self._folded = 0.0
        self._strip = QWidget(self)
        self._fold = QPushButton()
        spoken(self._fold, lambda: self._fold.setText(self.tr("Fold into the loop")))
        self._fold.setCheckable(True)
        self._fold.setProperty("kind", "segment")
        self._fold.toggled.connect(self._turn)
        row = QHBoxLayout(self._strip)
        row.setContentsMargins(MARGIN - 4, 4, MARGIN, 2)
        row.addWidget(self._fold)
        row.addStretch(1)
        self._motion = QVariantAnimation(self)
        self._motion.setDuration(FOLD_MS)
        self._motion.valueChanged.connect(self._move)

    @property
    def folded(self) -> bool:
        return self._fold.isChecked()

    def _turn(self, on: bool) -> None:
        self._motion.stop()
        self._motion.setStartValue(self._folded)
        self._motion.setEndValue(1.0 if on else 0.0)
        if self.isVisible():
            self._motion.start()
        else:
            self._move(1.0 if on else 0.0)

    def _move(self, folded: float) -> None:
        self._folded = float(folded)
        self.update()

    def least_height(self) -> int:
        key = KEY // 2 if self.inside[0] >= WIDE else KEY  # in two columns
        return HEAD + DRAWING + key if self.scene is not None else 0

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(232, 480)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._strip.setGeometry(0, 0, self.width(), round(HEAD * theme.letters()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        scene = self.scene
        self._strip.setVisible(scene is not None)
        if scene is None:
            title = self.tr("The cell copied over the steps appears here.")
            paint_empty(self, painter, title, self.tr("Click a heat map to choose a time."), panel=True)
            return
        painter.fillRect(self.rect(), theme.current().panel)
        canvas, (width, height) = self.scaled(painter), self.inside
        drawing = _Drawing(canvas, scene, width, height, self._folded)
        drawing.paint()
        _key(canvas, scene, width, drawing.bottom + 10)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.scene is None or self.folded or event.button() != Qt.MouseButton.LeftButton:
            return
        xs = columns(self.inside[0], len(self.scene.labels), 0.0)
        nearest = int(np.argmin(np.abs(np.array(xs) - self.within(event.position()).x())))
        self.t_moved.emit(self.scene.first + nearest)


class _Drawing:
    """One painting of the copies."""

    def __init__(self, canvas: Canvas, scene: UnrolledScene, width: int, height: float, folded: float) -> None:
        self.canvas, self.scene, self.folded = canvas, scene, folded
        self.xs = columns(width, len(scene.labels), folded)
        self.half = min(max((self.xs[1] - self.xs[0]) * 0.26 if len(self.xs) > 1 else 14.0, 8.0), 26.0)
        if folded:
            self.half += (24.0 - self.half) * folded
        # where there is room below, in the middle of what the words leave
        self.middle = max(HEAD + 96.0, HEAD + (height - HEAD - KEY) / 2)
        self.bottom = self.middle + self.half + 66

    def paint(self) -> None:
        painter = self.canvas.painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.folded < 1:
            painter.setOpacity(1 - self.folded)
            for k in range(len(self.xs) - 1):
                self._between(k)
            for k in range(len(self.xs)):
                self._io(k)
            painter.setOpacity(1)
        if self.folded > 0.5:
            self._loop()
        for k in range(len(self.xs)):
            self._cell(k)

    def _between(self, k: int) -> None:
        """The state between the copies k and k + 1, the way it is read, and the gradient back."""
        ends = self.xs[k] + self.half + 1, self.xs[k + 1] - self.half - 1
        giver, taker = (k + 1, k) if self.scene.backwards else (k, k + 1)
        start, end = reversed(ends) if self.scene.backwards else ends
        look, gradient = self.canvas.look, self.scene.gradient
        self._line(start, end, self.middle - 6, activity_width(float(self.scene.activity[giver])), look.accent)
        if gradient[taker] > 0:  # else nothing comes back: the output at the cursor owes to none that reads later
            back = gradient_width(float(gradient[giver]), self.scene.largest)
            self._line(end, start, self.middle + 6, back, look.runs[1])

    def _line(self, start: float, end: float, y: float, width: float, colour: str) -> None:
        if width <= 0:
            return
        painter, sign = self.canvas.painter, math.copysign(1.0, end - start)
        painter.setPen(QPen(self.canvas.colour(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(start, y), QPointF(end - 3 * sign, y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.canvas.colour(colour))
        painter.drawPolygon(arrow_head(QPointF(start, y), QPointF(end, y)))

    def _io(self, k: int) -> None:
        """What goes in below and out above, and the numbers."""
        x, look, canvas = self.xs[k], self.canvas.look, self.canvas
        canvas.painter.setPen(canvas.pen(look.faint))
        canvas.painter.drawLine(QPointF(x, self.middle + self.half + 18), QPointF(x, self.middle + self.half + 3))
        here = self.scene.first + k == self.scene.t
        if self.scene.first + k == (self.scene.t if self.scene.said_at < 0 else self.scene.said_at):
            canvas.painter.drawLine(QPointF(x, self.middle - self.half - 3), QPointF(x, self.middle - self.half - 16))
            text = QCoreApplication.translate("UnrolledView", "output")
            canvas.write(QRectF(x - 30, self.middle - self.half - 33, 60, 16), text, look.accent, CENTRE, canvas.small)
        label = shown(self.scene.labels[k]) or str(self.scene.first + k + 1)
        ink = look.accent if here else look.muted
        column = (self.xs[1] - self.xs[0]) if len(self.xs) > 1 else 80.0
        if canvas.width(label, canvas.small) > column - 2:
            offset = self.scene.first + k - self.scene.t
            label = "t" if not offset else f"t{offset:+d}".replace("-", "−")
        top = self.middle + self.half + 18
        canvas.write(QRectF(x - 40, top, 80, 16), label, ink, CENTRE, canvas.small)
        if self.scene.unit >= 0:
            number = short(float(self.scene.hidden[k]), gate=False)
            canvas.write(QRectF(x - 40, top + 15, 80, 16), number, look.ink, CENTRE, canvas.small)

    def _cell(self, k: int) -> None:
        x, look, canvas = self.xs[k], self.canvas.look, self.canvas
        here = self.scene.first + k == self.scene.t
        box = QRectF(x - self.half, self.middle - self.half, 2 * self.half, 2 * self.half)
        canvas.painter.setPen(QPen(canvas.colour(look.accent if here else look.muted), 2 if here else 1))
        canvas.painter.setBrush(canvas.colour(look.window))
        canvas.painter.drawRoundedRect(box, 5, 5)
        canvas.write(box, "A", look.ink if here else look.muted, CENTRE, canvas.bold if here else canvas.small)

    def _loop(self) -> None:
        """The one cell with its way round: what a recurrent network is."""
        painter, look, x = self.canvas.painter, self.canvas.look, self.xs[-1]
        painter.setOpacity(2 * self.folded - 1)
        path = QPainterPath(QPointF(x + self.half, self.middle - 6))
        out, top = x + self.half + 34, self.middle - self.half - 26
        path.cubicTo(QPointF(out, self.middle - 6), QPointF(out, top), QPointF(x, top))
        path.cubicTo(
            QPointF(2 * x - out, top),
            QPointF(2 * x - out, self.middle - 6),
            QPointF(x - self.half - 2, self.middle - 6),
        )
        here = self.scene.t - self.scene.first
        painter.setPen(QPen(self.canvas.colour(look.accent), activity_width(float(self.scene.activity[here]))))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.setPen(self.canvas.pen(look.muted))
        low = self.middle + self.half
        painter.drawLine(QPointF(x, low + 18), QPointF(x, low + 3))
        name = QRectF(x - 40, low + 18, 80, 16)
        self.canvas.write(name, "x", look.muted, CENTRE, self.canvas.small)
        painter.setOpacity(1)


def _lines(backwards: bool) -> tuple[str, str, str]:
    """What the state's line is, what the gradient's, and how much of that comes far."""
    translate = QCoreApplication.translate
    if backwards:
        return (
            translate("UnrolledView", "to the left: the state, ‖h‖ ÷ √H"),
            translate("UnrolledView", "to the right: ‖∂ output ÷ ∂h‖, by powers of ten"),
            translate("UnrolledView", "at t+{steps} {value} of that at t"),
        )
    return (
        translate("UnrolledView", "forwards: the state, ‖h‖ ÷ √H"),
        translate("UnrolledView", "backwards: ‖∂ output ÷ ∂h‖, by powers of ten"),
        translate("UnrolledView", "at t−{steps} {value} of that at t"),
    )


def _key(canvas: Canvas, scene: UnrolledScene, width: int, top: float) -> None:
    """What the lines are, with the numbers at the cursor: the state, and beside it where there is room the gradient."""
    rows, half = _told(canvas, scene), width // 2
    if width < WIDE:
        _write(canvas, rows, MARGIN, width - 2 * MARGIN, top)
        return
    _write(canvas, (*rows[:2], rows[4]), MARGIN, half - 2 * MARGIN, top)
    _write(canvas, rows[2:4], half, width - half - MARGIN, top)


def _told(canvas: Canvas, scene: UnrolledScene) -> tuple[tuple[str, str], ...]:
    """Colour of the line, '' for words without one, and words."""
    translate, look = QCoreApplication.translate, canvas.look
    here, far = scene.t - scene.first, len(scene.gradient) - 1 if scene.backwards else 0
    kept = float(scene.gradient[far] / scene.gradient[here]) if scene.gradient[here] > 0 else 0.0
    state, gradient, far_off = _lines(scene.backwards)
    return (
        (look.accent, state),
        ("", translate("UnrolledView", "at the cursor {value}").format(value=three(float(scene.activity[here])))),
        (look.runs[1], gradient),
        ("", far_off.format(steps=abs(far - here), value=three(kept))),
        ("", translate("UnrolledView", "Every copy A has the same weights.")),
    )


def _write(canvas: Canvas, rows: Sequence[tuple[str, str]], left: int, inner: int, top: float) -> None:
    look = canvas.look
    for colour, text in rows:
        if colour:
            canvas.bar(left, top + 6, 12, 4, colour)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        area = QRectF(left + 18, top, inner - 18, 60)
        canvas.painter.setFont(canvas.small)
        taken = canvas.painter.boundingRect(area, int(flags), text)
        canvas.write(area, text, look.ink if colour else look.muted, flags, canvas.small)
        top = taken.bottom() + 4
