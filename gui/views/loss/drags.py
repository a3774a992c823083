"""What the mouse does on the plot: a press or drag moves the playhead, with Shift it marks what to look at nearer, the
middle button shifts that, the wheel with Ctrl goes nearer and farther. The plain wheel is not the plot's."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QRubberBand

from gatescope.gui.views.loss.zooming import ALL, FACTOR, about, chosen, moved

if TYPE_CHECKING:
    from gatescope.gui.views.loss.plot import LossPlot

NOTCH = 120  # of a wheel, in eighths of a degree
LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton


class Drags:
    """Turns events of the plot into its signals."""

    def __init__(self, plot: "LossPlot") -> None:
        self._plot = plot
        self._from: float | None = None  # px where a stretch begins that is marked
        self._held: float | None = None  # the place that is shifted with the mouse
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, plot)

    def press(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if event.button() == MIDDLE and self._is_part:
            self._held = self._plot.place_at(x)
        elif event.button() == LEFT and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._from = x
        elif event.button() == LEFT:
            group = self._plot.mark_at(event.position())
            if group is not None:
                self._plot.mark_clicked.emit(group.marks[0].step)
            else:
                self._plot.pointed.emit(self._plot.place_at(x))

    def move(self, event: QMouseEvent) -> None:
        x, plot = event.position().x(), self._plot
        if self._held is not None:
            plot.zoomed.emit(moved(plot.shown(), plot.full, self._held - plot.place_at(x)))
        elif self._from is not None:
            self._show_band(self._from, x)
        elif event.buttons() & LEFT:
            plot.pointed.emit(plot.place_at(x))
        elif not event.buttons():
            plot.mark_at(event.position())
            plot.hovered.emit(plot.place_at(x) if plot.area().contains(event.position()) else None)

    def release(self, event: QMouseEvent) -> None:
        start, self._from, self._held = self._from, None, None
        self._band.hide()
        if start is not None:
            plot = self._plot
            part = chosen(plot.place_at(start), plot.place_at(event.position().x()), plot.full)
            if part != ALL:
                plot.zoomed.emit(part)

    def double_click(self, event: QMouseEvent) -> None:
        if event.button() == LEFT and self._is_part:
            self._plot.zoomed.emit(ALL)

    def wheel(self, event: QWheelEvent) -> bool:
        """Whether it was meant for the plot."""
        plot, turned = self._plot, event.angleDelta()
        notches = (turned.y() or turned.x()) / NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            at = plot.place_at(event.position().x())
            plot.zoomed.emit(about(plot.shown(), plot.full, at, FACTOR**notches))
            return True
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._is_part:
            low, high = plot.shown()
            plot.zoomed.emit(moved((low, high), plot.full, -0.1 * notches * (high - low)))
            return True
        return False

    @property
    def _is_part(self) -> bool:
        return self._plot.shown() != self._plot.full

    def _show_band(self, start: float, x: float) -> None:
        area = self._plot.area().toRect()
        left, right = sorted((round(start), round(x)))
        size = QSize(right - left, area.height())
        self._band.setGeometry(QRect(QPoint(left, area.top()), size).intersected(area))
        self._band.show()
