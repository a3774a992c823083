"""Sizes: how long gradient, weights and update of each parameter are, how fast each learns, how often it is clipped;
and histograms of their values."""

from enum import StrEnum

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gatescope.engine.protocol.frame import Array
from gatescope.gui.kit import small_plot
from gatescope.gui.kit.canvas import LEFT, RIGHT, Canvas
from gatescope.gui.kit.fields import Choice
from gatescope.gui.kit.view import View, paint_empty
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.painting import painting
from gatescope.gui.look.readable_numbers import count, three
from gatescope.gui.views.sizes.histograms import WIDE, Counted, HistogramChoice, paint_histograms
from gatescope.gui.views.sizes.scene import SizesChoice, SizesScene
from gatescope.gui.words.nets import layer_name

MARGIN = 14
HEAD, CLIP, CHOICE, ROW = 36, 34, 24, 18
PLOT_LEAST, PLOT_MOST = 80, 320
BESIDE, LIST = 560, 220  # px from which on the names stand beside the plot, and what they have there
RECENT = 0.25  # of the samples, at least RECENT_LEAST: what the axis is fitted to
RECENT_LEAST = 12
GOOD_RATIO = -3.0  # exponent of ten


class Quantity(StrEnum):
    RATIO = "ratio"
    GRADIENT = "gradient"
    WEIGHTS = "weights"
    UPDATE = "update"
    HISTOGRAM = "histogram"  # of values, not their norm over the steps


def values_of(scene: SizesScene, quantity: Quantity) -> Array:
    """(n, P) of what is shown."""
    return {
        Quantity.RATIO: lambda: scene.ratio,
        Quantity.GRADIENT: lambda: scene.gradient,
        Quantity.WEIGHTS: lambda: scene.weights,
        Quantity.UPDATE: lambda: scene.update,
    }[quantity]()


def shown_range(values: Array, all_time: bool) -> small_plot.Range:
    """Exponents around the recent values (n, P), or around all of them; given as exponents."""
    recent = max(RECENT_LEAST, int(len(values) * RECENT))
    return small_plot.log_range([values if all_time else values[-recent:]])


def of_layer(names: tuple[str, ...], number: int) -> list[int]:
    """The parameters that are shown strongly: the layer's own, and those that belong to no layer."""
    return [i for i, name in enumerate(names) if not name.startswith("layers.") or name.split(".")[1] == str(number)]


class SizesView(View[SizesScene]):
    """Shows a ``SizesScene``. A click on a parameter's row lets its curve stand out, another click none."""

    quantity_changed = Signal(Quantity)
    histograms_wanted = Signal(bool, bool)  # of the weights, and of what a step does to them

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(180)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        spoken(self, lambda: self.setAccessibleName(self.tr("Sizes of gradient, weights and update")))
        spoken(
            self, lambda: self.setAccessibleDescription(self.tr("Norms of every parameter over the training steps."))
        )
        self.chosen = ""
        self._rows: list[tuple[QRectF, str]] = []
        self._head = QWidget(self)
        self._which, self._all = Choice([]), QPushButton()
        self._of = HistogramChoice(self)
        self._wanted = (False, False)
        self._build()
        spoken(self, self._name)

    def _name(self) -> None:
        names = {
            Quantity.RATIO: self.tr("update ÷ weights"),
            Quantity.GRADIENT: self.tr("gradient"),
            Quantity.WEIGHTS: self.tr("weights"),
            Quantity.UPDATE: self.tr("update"),
            Quantity.HISTOGRAM: self.tr("histograms"),
        }
        for at, name in enumerate(names.values()):
            self._which.setItemText(at, name)
        self._all.setText(self.tr("All time"))

    def _build(self) -> None:
        for quantity in Quantity:
            self._which.addItem("", quantity)
        spoken(self._which, lambda: self._which.setAccessibleName(self.tr("Which size")))
        self._which.currentIndexChanged.connect(self._choose)
        self._all.setCheckable(True)
        self._all.setProperty("kind", "segment")
        spoken(
            self._all,
            lambda: self._all.setToolTip(self.tr("Fit the axis to the whole run, not only to its recent part")),
        )
        self._all.clicked.connect(self.update)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(MARGIN, 6, 4, 2)
        row.setSpacing(4)
        row.addWidget(self._which, 1)
        row.addWidget(self._all)
        self._of.hide()
        self._of.chosen.connect(self._want)

    @property
    def counted(self) -> tuple[Counted, ...]:
        """Whose histograms are shown: the chosen, or all where there is room; none while norms are."""
        if self.quantity is not Quantity.HISTOGRAM:
            return ()
        return tuple(Counted) if self.width() >= WIDE else (self._of.counted,)

    @property
    def quantity(self) -> Quantity:
        return Quantity(self._which.currentData())

    @property
    def all_time(self) -> bool:
        return self._all.isChecked()

    def _choose(self) -> None:
        self.quantity_changed.emit(self.quantity)
        self._all.setEnabled(self.quantity is not Quantity.HISTOGRAM)
        self._want()

    def show_choice(self, choice: SizesChoice) -> None:
        """Histograms that were asked for before this view was made."""
        wanted = choice.weights, choice.changes
        if wanted != self._wanted and any(wanted):
            self._of.choose(Counted.WEIGHTS if choice.weights else Counted.GRADIENT)
            self._which.setCurrentIndex(self._which.findData(Quantity.HISTOGRAM))

    def _want(self) -> None:
        """Asks for the histograms that are shown."""
        counted = self.counted
        wanted = Counted.WEIGHTS in counted, Counted.GRADIENT in counted or Counted.UPDATE in counted
        if wanted != self._wanted:
            self._wanted = wanted
            self.histograms_wanted.emit(*wanted)
        self._of.setVisible(len(counted) == 1)
        self.update()

    def least_height(self) -> int:
        if self.scene is None or not len(self.scene.steps):
            return 0
        strong = of_layer(self.scene.names, self.scene.parts.index(self.scene.layer))
        names = 8 if self.inside[0] >= BESIDE and not self.counted else len(strong) * ROW + 40
        return HEAD + CLIP + PLOT_LEAST + small_plot.AXIS + names

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(232, 480)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = theme.letters()
        self._head.setGeometry(0, 0, self.width(), round(HEAD * scale))
        self._of.setGeometry(0, round((HEAD + CLIP) * scale), self.width(), round(CHOICE * scale))
        self._want()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        scene = self.scene
        self._rows = []
        self._head.setVisible(scene is not None)
        self._of.setVisible(scene is not None and len(self.counted) == 1)
        if scene is None or not len(scene.steps):
            title = self.tr("How long gradient, weights and update are appears here.")
            paint_empty(
                self, painter, title, self.tr("Press Play: it is measured now and then while it trains."), panel=True
            )
            return
        painter.fillRect(self.rect(), theme.current().panel)
        canvas, (width, _) = self.scaled(painter), self.inside
        strong = of_layer(scene.names, scene.parts.index(scene.layer))
        _clipping(canvas, scene, width)
        box, names = self._boxes(len(strong))
        if self.counted:
            chooser = CHOICE if len(self.counted) == 1 else 0
            below = box.adjusted(-34, chooser, 0, small_plot.AXIS - 4)
            paint_histograms(canvas, below, scene, strong, self.counted)
        else:
            self._plot(canvas, box, scene, strong)
        self._list(canvas, scene, strong, names)

    def _boxes(self, count: int) -> tuple[QRectF, QRectF]:
        """The plot, and where the names of so many parameters stand: below it, beside it where there is room."""
        width, height = self.inside
        top, wide = HEAD + CLIP + 6, width >= BESIDE and not self.counted  # histograms need the width
        room = height - top - small_plot.AXIS - (8 if wide else count * ROW + 34)
        right = LIST if wide else 0
        box = QRectF(MARGIN + 34, top, width - 2 * MARGIN - 34 - right, min(max(room, PLOT_LEAST), PLOT_MOST))
        if wide:
            return box, QRectF(box.right() + MARGIN, top, LIST - MARGIN, height - top)
        below = box.bottom() + small_plot.AXIS + 8
        return box, QRectF(MARGIN, below, width - 2 * MARGIN, height - below)

    def _plot(self, canvas: Canvas, box: QRectF, scene: SizesScene, strong: list[int]) -> None:
        values = small_plot.exponents(values_of(scene, self.quantity))
        span = shown_range(values[:, strong], self.all_time)
        steps = (0.0, float(max(scene.steps[-1], 1)))
        small_plot.paint_axes(canvas, box, steps, span, log=True)
        lines = []
        for i in [i for i in range(len(scene.names)) if i not in strong] + strong:
            colour = colour_of(canvas.look, strong.index(i)) if i in strong else canvas.look.faint
            faint = i not in strong or (self.chosen in scene.names and scene.names[i] != self.chosen)
            lines.append(small_plot.Line(scene.steps, values[:, i], canvas.pen(colour, alpha=0.3 if faint else 1.0)))
        small_plot.paint_lines(canvas, box, lines, steps, span)
        if self.quantity is Quantity.RATIO:
            small_plot.paint_level(canvas, box, GOOD_RATIO, span, self.tr("usual"))

    def _list(self, canvas: Canvas, scene: SizesScene, strong: list[int], box: QRectF) -> None:
        """Every parameter's name, and its newest value where values are shown over the steps."""
        values = None if self.counted else values_of(scene, self.quantity)[-1]
        look, y = canvas.look, box.top()
        for k, i in enumerate(strong):
            row = QRectF(box.left(), y, box.width(), ROW)
            if row.bottom() > box.bottom():
                break
            canvas.bar(row.left(), row.center().y() - 1, 10, 2, colour_of(look, k))
            name = scene.names[i].removeprefix("layers.").removesuffix("_l0")
            ink = look.accent if scene.names[i] == self.chosen else look.ink
            canvas.write(row.adjusted(16, 0, -56, 0), shown_name(name, scene.parts), ink, LEFT, canvas.small)
            if values is not None:
                canvas.write(row, three(float(values[i])), look.muted, RIGHT, canvas.small)
            self._rows.append((row, scene.names[i]))
            y += ROW

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.name_at(self.within(event.position()))
        self.chosen = "" if found == self.chosen else found
        self.update()

    def name_at(self, at: QPointF) -> str:
        """The parameter whose row is there; '' elsewhere."""
        return next((name for row, name in self._rows if row.contains(at)), "")


def colour_of(look: theme.Theme, i: int) -> str:
    return look.runs[i % len(look.runs)]


def shown_name(name: str, parts: tuple[str, ...]) -> str:
    """``0.weight_hh`` as ``1 · weight_hh``, as the first of ``parts`` is called on screen."""
    layer, _, rest = name.partition(".")
    return f"{layer_name(parts[int(layer)])} · {rest}" if layer.isdigit() else name.replace(".", " · ")


def _clipping(canvas: Canvas, scene: SizesScene, width: int) -> None:
    """In words: how often the gradient was longer than the limit."""
    translate, look = QCoreApplication.translate, canvas.look
    box = QRectF(MARGIN, HEAD, width - 2 * MARGIN, 16)
    if scene.clip <= 0:
        canvas.write(box, translate("SizesView", "No clipping"), look.muted, LEFT, canvas.small)
        return
    if np.isnan(scene.clipped):
        return
    text = translate("SizesView", "Clipped on {share} % of the last {count} steps")
    colour = look.warn if scene.clipped > 0.9 else look.ink
    told = text.format(share=round(100 * scene.clipped), count=count(scene.window))
    canvas.write(box, told, colour, LEFT, canvas.small)
    limit = translate("SizesView", "limit {clip} on the whole gradient").format(clip=three(scene.clip))
    canvas.write(box.translated(0, 15), limit, look.muted, LEFT, canvas.small)
