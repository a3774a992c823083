"""Time and memory against T, the steps that backpropagation goes through at once: a small drawing.

Above, what it holds for its activations: a line through 0 (a curve where maps of T by T are kept), with the T of the
form on it and every run that there is.
Below, what a step of each of these runs took.
"""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gatescope.gui.kit.canvas import LEFT, Canvas
from gatescope.gui.kit.small_plot import AXIS, NAMES, Line, Range, paint_axes, paint_level, paint_lines, paint_step
from gatescope.gui.kit.view import MARK, Mark, View
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.painting import painting
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.views.cost.scene import CostScene, RunCost
from gatescope.gui.words.entries import Topic

PLOT, GAP = 78, 14  # px
DOT = 3.5
CURVED = 33  # places of a line that is not straight
WRAPPED = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
UNITS = ("bytes", "KB", "MB", "GB", "TB")


def unit_of(size: float) -> tuple[str, float]:
    """The unit that a size is told in, and its bytes."""
    at = next((at for at in range(len(UNITS)) if size < 1000 ** (at + 1)), len(UNITS) - 1)
    return UNITS[at], 1000.0**at


class CostView(View[CostScene]):
    """As high as what there is to draw."""

    marks_itself = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene: CostScene = CostScene()
        spoken(self, self._say)
        self._fit()

    def _say(self) -> None:
        self.setAccessibleName(self.tr("Memory and time against T"))
        tip = self.tr(
            "Above: what backpropagation holds for its activations against T, the steps it goes through at once, as "
            "the settings are now; the upright line is their T, the dots are the runs. Below: how long a step of each "
            "run took."
        )
        lines = [self._line(run) for run in self.scene.runs]
        self.setToolTip(plain_tip("\n".join([tip, *lines])))
        self.setAccessibleDescription("; ".join(lines))
        self.update()

    def _line(self, run: RunCost) -> str:
        text = f"{run.name}: T = {numbers.count(run.steps)}, {numbers.size(run.held)}"
        return f"{text}, {numbers.duration(run.seconds)}" if run.seconds > 0 else text

    def draw(self, scene: CostScene | None) -> None:
        scene = scene or CostScene()
        another = repr(scene) != repr(self.scene)  # NaN is not equal to itself
        super().draw(scene)
        if another:
            self._fit()
            self._say()

    def marks(self) -> tuple[Mark, ...]:
        return (Mark(Topic.COST, self.width() - MARK, 0),)

    def _fit(self) -> None:
        self.setFixedHeight(PLOT + (PLOT + GAP if self.scene.timed else 0))

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        canvas, until = Canvas(painter, theme.current()), (0.0, self.scene.until)
        if not self.scene.until:
            how = self.tr("Open data: then memory and time stand here against T.")
            canvas.write(self.rect().adjusted(0, 0, -MARK, 0), how, canvas.look.muted, WRAPPED, canvas.small)
            return
        box = QRectF(NAMES, 14, self.width() - NAMES - 2, PLOT - 14 - AXIS)
        self._paint_memory(canvas, box, until)
        if self.scene.timed:
            self._paint_time(canvas, box.translated(0, PLOT + GAP), until)

    def _paint_memory(self, canvas: Canvas, box: QRectF, until: Range) -> None:
        scene = self.scene
        ends = np.linspace(*until, CURVED if scene.square else 2)
        held = scene.held_at(ends)
        most = max([float(held[-1]), *(1.1 * run.held for run in scene.runs)]) or 1.0
        unit, size = unit_of(most)
        values = 0.0, most / size
        _title(canvas, box, self.tr("memory of activations, {unit}").format(unit=unit))
        paint_axes(canvas, box, until, values, log=False)
        if scene.free:
            paint_level(canvas, box, scene.free / size, values, self.tr("free"))
        if scene.steps:
            line = Line(ends, held / size, canvas.pen(canvas.look.accent))
            paint_lines(canvas, box, [line], until, values)
            paint_step(canvas, box, scene.steps, until)
        for run in scene.runs:
            _dot(canvas, box, run, run.held / size, until, values)

    def _paint_time(self, canvas: Canvas, box: QRectF, until: Range) -> None:
        most = max(run.seconds for run in self.scene.timed)
        unit, size = ("ms", 1e-3) if most < 1 else ("s", 1.0)
        values = 0.0, 1.2 * most / size
        _title(canvas, box, self.tr("time of a step, {unit}").format(unit=unit))
        paint_axes(canvas, box, until, values, log=False)
        if self.scene.steps:
            paint_step(canvas, box, self.scene.steps, until)
        for run in self.scene.timed:
            _dot(canvas, box, run, run.seconds / size, until, values)


def _title(canvas: Canvas, box: QRectF, text: str) -> None:
    canvas.write(QRectF(box.left(), box.top() - 15, box.width(), 14), text, canvas.look.muted, LEFT, canvas.small)


def _dot(canvas: Canvas, box: QRectF, run: RunCost, value: float, until: Range, values: Range) -> None:
    x = box.left() + run.steps / until[1] * (box.width() - 1)
    y = box.bottom() - 1 - (value - values[0]) / (values[1] - values[0]) * (box.height() - 1)
    painter = canvas.painter
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(canvas.pen(canvas.look.panel))
    painter.setBrush(canvas.colour(theme.run_colour(run.colour)))
    painter.drawEllipse(QPointF(x, y), DOT, DOT)
    painter.restore()
