"""The recurrent weights: eigenvalues of each gate's matrix beside the unit circle, how far they stretch a state, over
training too; the matrices themselves as heat maps on demand."""

import math

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from gatescope.engine.protocol.frame import Trace
from gatescope.gui.kit import small_plot
from gatescope.gui.kit.canvas import LEFT, RIGHT, Canvas
from gatescope.gui.kit.heatmap import HeatMap
from gatescope.gui.kit.live_numbers import level
from gatescope.gui.kit.view import View, paint_empty, trace_name
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.painting import painting
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.look.readable_numbers import three
from gatescope.gui.look.scales import ColourScale, Scale
from gatescope.gui.views.weights.scene import GateWeights, WeightPicture, WeightsChoice, WeightsScene

MARGIN, GAP = 14, 12
HEAD, LOW, ACROSS = 34, 320, 96
FAR = 1e6  # px: beyond it nobody sees a point, and Qt has no place for it
TITLE, FOOT = 18, 18
PAST, PAST_MOST = 92, 200
SIDE_LEAST = 60  # px of a square
REACHES = (1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 8.0)


def reach(radius: float) -> float:
    """How far the axes go: a little beyond the unit circle, or the next round number beyond the eigenvalues."""
    if not math.isfinite(radius):
        return REACHES[0]
    size = 10.0 ** max(math.floor(math.log10(max(radius, 1.0) / 8.0)) + 1, 0)
    return next((r * size for r in REACHES if radius * 1.03 <= r * size), 10 * size)


def squares(width: int, height: int, gates: int) -> tuple[tuple[QRectF, ...], float]:
    """A square per gate, so that a circle is one, and where they end; the plot over training has what is below."""
    inner = width - 2 * MARGIN
    columns = _columns(inner, gates, 140 if height >= LOW else ACROSS)  # a low view has no room for two rows of them
    rows = -(-gates // max(columns, 1))
    around = TITLE + FOOT + GAP / 2
    room = (height - HEAD - PAST - 34) / max(rows, 1) - around
    across = (inner - GAP * (columns - 1)) // max(columns, 1)
    side = int(max(min(across, room), SIDE_LEAST))
    places = []
    for i in range(gates):
        row, column = divmod(i, columns)
        places.append(QRectF(MARGIN + column * (across + GAP), HEAD + row * (side + around) + TITLE, side, side))
    return tuple(places), HEAD + rows * (side + around)


def _columns(inner: int, gates: int, across: int) -> int:
    return 1 if gates == 1 else gates if inner >= across * gates else 2


def least(gates: int, width: int = 0) -> int:
    """px of height for the squares as they stand side by side in that width, and the plot over training."""
    rows = -(-gates // _columns(width - 2 * MARGIN, gates, ACROSS))
    return HEAD + rows * (SIDE_LEAST + TITLE + FOOT + GAP // 2) + PAST + 34


def labelled(squares: tuple[QRectF, ...], width: int) -> float:
    """How wide what is written at each square may be: squares are narrower where there is little height."""
    beside = [square.left() for square in squares[1:] if square.top() == squares[0].top()]
    return (beside[0] if beside else width) - squares[0].left() - GAP if squares else 0.0


class WeightsView(View[WeightsScene]):
    """Shows a ``WeightsScene``; the buttons ask for another picture of the weights."""

    picture_chosen = Signal(WeightPicture)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(180)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        spoken(self, lambda: self.setAccessibleName(self.tr("Recurrent weights")))
        spoken(
            self,
            lambda: self.setAccessibleDescription(
                self.tr("Eigenvalues of each gate's recurrent matrix and how far it stretches.")
            ),
        )
        self._maps: dict[Trace, HeatMap] = {}
        self._reach = (("", ""), 0.0)
        self._choice = QWidget(self)
        self._buttons = self._make_buttons()
        spoken(self, self._name_buttons)

    def _make_buttons(self) -> dict[WeightPicture, QPushButton]:
        group, row = QButtonGroup(self), QHBoxLayout(self._choice)
        row.setContentsMargins(MARGIN - 4, 4, MARGIN - 4, 2)
        row.setSpacing(2)
        made = {picture: QPushButton() for picture in WeightPicture}
        for picture, button in made.items():
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            button.clicked.connect(lambda _checked=False, picture=picture: self.picture_chosen.emit(picture))
            group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        made[WeightPicture.EIGENVALUES].setChecked(True)
        return made

    def _name_buttons(self) -> None:
        names = {
            WeightPicture.EIGENVALUES: (
                self.tr("Eigenvalues"),
                self.tr("Eigenvalues of the recurrent weights, beside the unit circle"),
            ),
            WeightPicture.RECURRENT: ("W_hh", self.tr("The recurrent weights: from the state before to each unit")),
            WeightPicture.INPUTS: ("W_ih", self.tr("The input weights: from what the layer reads to each unit")),
        }
        for picture, (name, tip) in names.items():
            self._buttons[picture].setText(name)
            self._buttons[picture].setToolTip(plain_tip(tip))

    def show_choice(self, choice: WeightsChoice) -> None:
        self._buttons[choice.picture].setChecked(True)

    def _reach_of(self, scene: WeightsScene) -> float:
        """Grows while the same weights are looked at, and does not shrink under the eye."""
        key, found = (scene.cell, scene.layer), reach(max((gate.radius for gate in scene.gates), default=1.0))
        if self._reach[0] == key:
            found = max(found, self._reach[1])
        self._reach = (key, found)
        return found

    def least_height(self) -> int:
        return least(len(self.scene.gates), self.inside[0]) if self.scene is not None else 0

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(232, 480)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choice.setGeometry(0, 0, self.width(), round(HEAD * theme.letters()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        scene = self.scene
        self._choice.setVisible(scene is not None)
        if scene is None:
            title = self.tr("The eigenvalues of the recurrent weights appear here.")
            paint_empty(self, painter, title, self.tr("Press Play, or open a session."), panel=True)
            return
        painter.fillRect(self.rect(), theme.current().panel)
        canvas, (width, height) = self.scaled(painter), self.inside
        places, below = squares(width, height, len(scene.gates))
        far, wide = self._reach_of(scene), labelled(places, width)
        for i, (square, gate) in enumerate(zip(places, scene.gates, strict=True)):
            colour = gate_colour(canvas.look, i)
            _title(canvas, square, wide, gate, colour if len(scene.gates) > 1 else "")
            if gate.matrix is None or scene.picture is WeightPicture.EIGENVALUES:
                _eigenvalues(canvas, square, gate, far, colour)
                _radii(canvas, square, wide, gate)
            else:
                self._matrix(canvas, square, gate, scene.bound)
        if scene.picture is WeightPicture.EIGENVALUES:
            _over_training(canvas, scene, width, height, below)
        else:
            _key(canvas, scene, width, below)

    def _matrix(self, canvas: Canvas, square: QRectF, gate: GateWeights, bound: float) -> None:
        assert gate.matrix is not None
        table = canvas.look.table(Scale.SIGNED)
        pixels = round(square.width() * self.devicePixelRatioF() * theme.letters())
        drawn = self._maps.setdefault(gate.gate, HeatMap())
        scale = ColourScale(-bound, bound)
        picture = drawn.image(gate.matrix.T, scale, table, pixels, pixels, beyond=canvas.look.beyond)
        canvas.painter.drawImage(square.toRect(), picture)


def gate_colour(look: theme.Theme, i: int) -> str:
    return look.runs[(0, 1, 3, 4)[i % 4]]


def _title(canvas: Canvas, square: QRectF, wide: float, gate: GateWeights, colour: str) -> None:
    box = QRectF(square.left(), square.top() - TITLE, wide, TITLE - 2)
    if colour:
        canvas.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        canvas.painter.setPen(Qt.PenStyle.NoPen)
        canvas.painter.setBrush(canvas.colour(colour))
        canvas.painter.drawEllipse(QPointF(box.left() + 4, box.center().y() + 0.5), 3.5, 3.5)
        canvas.painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        box = box.adjusted(12, 0, 0, 0)
    canvas.write(box, trace_name(gate.gate), canvas.look.ink, LEFT)


def _eigenvalues(canvas: Canvas, square: QRectF, gate: GateWeights, far: float, colour: str) -> None:
    look, painter = canvas.look, canvas.painter
    painter.fillRect(square, canvas.colour(look.window))
    canvas.bar(square.left(), int(square.center().y()), square.width(), 1, look.border)
    canvas.bar(int(square.center().x()), square.top(), 1, square.height(), look.border)
    scale = square.width() / 2 / far
    painter.save()
    painter.setClipRect(square)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(canvas.pen(look.muted))
    painter.drawEllipse(square.center(), scale, scale)
    with np.errstate(over="ignore", invalid="ignore"):  # of a network that diverges
        xs, ys = square.center().x() + gate.real * scale, square.center().y() - gate.imaginary * scale
    pen = QPen(canvas.colour(colour, 0.8), 4.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    kept = (np.abs(xs) < FAR) & (np.abs(ys) < FAR)
    painter.drawPoints(QPolygonF([QPointF(x, y) for x, y in zip(xs[kept], ys[kept], strict=True)]))
    painter.restore()
    one = QRectF(square.center().x() + scale + 2, square.center().y() + 1, 12, 14)
    if one.right() <= square.right() + 4:
        canvas.write(one, "1", look.muted, LEFT, canvas.small)


def _radii(canvas: Canvas, square: QRectF, wide: float, gate: GateWeights) -> None:
    look = canvas.look
    below = QRectF(square.left(), square.bottom() + 1, wide, 16)
    canvas.write(below, f"ρ {three(gate.radius)}", look.ink, LEFT, canvas.small)
    canvas.write(below, f"σ₁ {three(gate.stretch)}", look.muted, RIGHT, canvas.small)


def _over_training(canvas: Canvas, scene: WeightsScene, width: int, height: int, top: float) -> None:
    """Radius and largest singular value of every gate at the steps that were looked at."""
    translate, look = QCoreApplication.translate, canvas.look
    title = QRectF(MARGIN, top, width - 2 * MARGIN, 16)
    text = translate("WeightsView", "─ spectral radius ρ   ┄ largest singular value σ₁")
    if canvas.width(text, canvas.small) > title.width():
        text = translate("WeightsView", "─ radius ρ   ┄ largest singular value σ₁")
    canvas.write(title, text, look.muted, LEFT, canvas.small)
    tall = min(max(height - top - 16 - small_plot.AXIS - 10, 40), PAST_MOST)
    box = QRectF(MARGIN + 30, top + 20, width - 2 * MARGIN - 30, tall)
    if not len(scene.steps):
        return
    steps = (float(scene.steps[0]), float(max(scene.steps[-1], scene.steps[0] + 1)))
    most = float(np.nanmax(scene.past, initial=1.0))
    values = (0.0, reach(most))
    small_plot.paint_axes(canvas, box, steps, values, log=False)
    lines = []
    for i in range(scene.past.shape[1]):
        colour = gate_colour(look, i)
        lines.append(small_plot.Line(scene.steps, scene.past[:, i, 1], small_plot.dashed(canvas, colour, 0.7)))
        lines.append(small_plot.Line(scene.steps, scene.past[:, i, 0], canvas.pen(colour)))
    small_plot.paint_lines(canvas, box, lines, steps, values)
    small_plot.paint_step(canvas, box, scene.step, steps)


def _key(canvas: Canvas, scene: WeightsScene, width: int, top: float) -> None:
    """The colour bar, and what rows and columns are."""
    translate, look = QCoreApplication.translate, canvas.look
    right = canvas.swatch(width - MARGIN, top + 8) - 5
    bar = QRect(MARGIN + 34, int(top) + 4, int(right) - MARGIN - 68, 8)
    ramp = np.ascontiguousarray(look.table(Scale.SIGNED)[None, :, :])
    canvas.painter.drawImage(bar, QImage(ramp.data, 256, 1, 1024, QImage.Format.Format_RGBA8888))
    ends = QRectF(MARGIN, top, right - MARGIN, 16)
    canvas.write(ends, level(-scene.bound), look.muted, LEFT, canvas.small)
    canvas.write(ends, level(scene.bound), look.muted, RIGHT, canvas.small)
    if scene.picture is WeightPicture.RECURRENT:
        text = translate("WeightsView", "Row: the unit that takes. Column: the unit that gives, one step before.")
    else:
        text = translate("WeightsView", "Row: the unit that takes. Column: what the layer reads.")
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    canvas.write(QRectF(MARGIN, top + 22, width - 2 * MARGIN, 48), text, look.muted, flags, canvas.small)
