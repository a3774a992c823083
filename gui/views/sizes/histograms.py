"""Histograms of each parameter's weights, gradient and update: the chosen one, or side by side where there is room."""

from enum import StrEnum

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from gatescope.engine.protocol.analysis import WeightHistogram
from gatescope.gui.kit.canvas import LEFT, RIGHT, Canvas
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.look.readable_numbers import count, three
from gatescope.gui.views.sizes.scene import SizesScene

WIDE = 580  # px from which all three have room beside each other
GAP = 16
LINE = 15  # of the caption
CAPTION = 2 * LINE + 4
AIR = 6  # px between a histogram and the values at its ends
NAMED_FROM = 15  # px of height from which these are written


class Counted(StrEnum):
    """Whose values are counted."""

    WEIGHTS = "weights"
    GRADIENT = "gradient"
    UPDATE = "update"


def name_of(counted: Counted) -> str:
    translate = QCoreApplication.translate
    return {
        Counted.WEIGHTS: translate("SizesView", "weights"),
        Counted.GRADIENT: translate("SizesView", "gradient"),
        Counted.UPDATE: translate("SizesView", "update"),
    }[counted]


def unit_of(counted: Counted) -> str:
    """What stands along the horizontal axis."""
    translate = QCoreApplication.translate
    return {
        Counted.WEIGHTS: translate("SizesView", "value of each weight"),
        Counted.GRADIENT: translate("SizesView", "∂loss/∂weight before clipping"),
        Counted.UPDATE: translate("SizesView", "change by one step"),
    }[counted]


class HistogramChoice(QWidget):
    """Three buttons, one of them pressed."""

    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._group, row = QButtonGroup(self), QHBoxLayout(self)
        row.setContentsMargins(10, 0, 4, 0)
        row.setSpacing(2)
        self.buttons = {counted: QPushButton() for counted in Counted}
        for button in self.buttons.values():
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self.buttons[Counted.WEIGHTS].setChecked(True)
        self._group.buttonClicked.connect(lambda _button: self.chosen.emit())
        spoken(self, self._name)

    @property
    def counted(self) -> Counted:
        return next(counted for counted, button in self.buttons.items() if button.isChecked())

    def choose(self, counted: Counted) -> None:
        """Presses a button without saying so."""
        self.buttons[counted].setChecked(True)

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Histograms of"))
        for counted, button in self.buttons.items():
            button.setText(name_of(counted))
            button.setToolTip(plain_tip(unit_of(counted)))


def paint_histograms(
    canvas: Canvas, box: QRectF, scene: SizesScene, strong: list[int], of: tuple[Counted, ...]
) -> None:
    """A column for each of ``of``, and in it a row for each parameter that is shown strongly. Where there are several,
    the first line of a column names it."""
    wide = (box.width() - GAP * (len(of) - 1)) / len(of)
    for k, counted in enumerate(of):
        column = QRectF(box.left() + k * (wide + GAP), box.top(), wide, box.height())
        if len(of) > 1:
            canvas.write(QRectF(column.left(), column.top(), wide, LINE), name_of(counted), canvas.look.ink, LEFT)
            column.setTop(column.top() + LINE + 4)
        _column(canvas, column, scene, strong, counted)


def _column(canvas: Canvas, box: QRectF, scene: SizesScene, strong: list[int], counted: Counted) -> None:
    translate, look = QCoreApplication.translate, canvas.look
    found, step = _found(scene, counted)
    line = QRectF(box.left(), box.top(), box.width(), LINE)
    canvas.write(line, unit_of(counted), look.ink, LEFT, canvas.small)
    if not found and counted is not Counted.WEIGHTS:
        _say_why(canvas, box.adjusted(0, CAPTION, 0, 0), scene)
        return
    if found:
        told = translate("SizesView", "step {step} · height: √ of the count").format(step=count(step))
        canvas.write(line.translated(0, LINE), told, look.muted, LEFT, canvas.small)
    by_name = {one.name: one for one in found}
    ends = max((canvas.width(text, canvas.small) for one in found for text in ends_of(one)), default=0.0) + AIR
    top, tall = box.top() + CAPTION, (box.height() - CAPTION) / max(len(strong), 1)
    for k, i in enumerate(strong):
        row = QRectF(box.left(), top + k * tall, box.width(), tall - 4)
        canvas.bar(row.left(), row.bottom(), row.width(), 1, look.border)
        one = by_name.get(scene.names[i])
        if one is not None and one.counts.max(initial=0):
            _histogram(canvas, row, ends, one, look.runs[k % len(look.runs)])


def _found(scene: SizesScene, counted: Counted) -> tuple[tuple[WeightHistogram, ...], int]:
    """The histograms, and the step they are of."""
    if counted is Counted.WEIGHTS:
        return scene.histograms, scene.histograms_step
    changes = scene.changes
    if changes is None:
        return (), 0
    return (changes.gradient if counted is Counted.GRADIENT else changes.update), changes.step


def _say_why(canvas: Canvas, box: QRectF, scene: SizesScene) -> None:
    """There is nothing to see: it has not come yet, or it cannot be."""
    translate = QCoreApplication.translate
    if scene.live:
        told = translate("SizesView", "Counted now and then while it trains.")
    else:
        told = translate(
            "SizesView", "The past has the histograms of the weights alone. Gradient and update are counted live."
        )
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    canvas.write(box, told, canvas.look.muted, flags, canvas.small)


def ends_of(one: WeightHistogram) -> tuple[str, str]:
    """The values at the left and at the right."""
    return (three(-one.bound), three(one.bound)) if one.bound > 0 else ("0", "0")


def _histogram(canvas: Canvas, row: QRectF, ends: float, one: WeightHistogram, colour: str) -> None:
    """From minus the largest value to the largest, which stand at the sides, ``ends`` px wide."""
    look = canvas.look
    heights = np.sqrt(one.counts / one.counts.max()) * (row.height() - 2)
    inner = row.adjusted(ends, 0, -ends, 0)
    edges = np.rint(inner.left() + np.arange(len(heights) + 1) * inner.width() / len(heights))
    for left, right, height in zip(edges[:-1], edges[1:], heights, strict=True):
        canvas.bar(left, round(row.bottom() - height), max(right - left - 1, 1), round(height), colour)
    if row.height() >= NAMED_FROM:
        low, high = ends_of(one)
        canvas.write(row, low, look.muted, LEFT, canvas.small)
        canvas.write(row, high, look.muted, RIGHT, canvas.small)
