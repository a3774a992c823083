"""The plot of the loss view: kept items that take new data, and a playhead that follows the mouse."""

import numpy as np
import pyqtgraph
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QWidget

from gatescope.gui.look import theme
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.look.readable_numbers import count
from gatescope.gui.views.loss import bands
from gatescope.gui.views.loss.axes import LossAxis, StepAxis
from gatescope.gui.views.loss.baseline_lines import BaselineAxis, BaselineLines, named
from gatescope.gui.views.loss.drags import Drags
from gatescope.gui.views.loss.mark_words import tip
from gatescope.gui.views.loss.marked import MarkLines, Untrained
from gatescope.gui.views.loss.pills import STRIP, MarkStrip, Pill, said
from gatescope.gui.views.loss.ranges import Range, joined, loss_range, step_range
from gatescope.gui.views.loss.run_items import BandItems, RunItems, pen, scaled
from gatescope.gui.views.loss.scene import LossScene
from gatescope.gui.views.loss.spikes import APART, SpikeMarks, spikes
from gatescope.gui.views.loss.timeline import MarkGroup, grouped
from gatescope.gui.views.loss.zooming import is_part, within
from gatescope.gui.views.stack.layout import LEFT

AXIS = 24  # px of the axis of steps, which pills lie over


class LossPlot(pyqtgraph.PlotWidget):
    """Draws a ``LossScene``. Axes stand still until something no longer fits."""

    pointed = Signal(float)  # the place under the mouse, pressed or dragged; may lie beyond the newest step
    hovered = Signal(object)  # the same without a button; None: the mouse is elsewhere
    zoomed = Signal(object)  # another part of the axis is to be shown
    mark_clicked = Signal(int)  # the step of a mark
    moved = Signal()  # the playhead has another place in the plot

    def __init__(self, parent: QWidget | None = None) -> None:
        self._axis, self._names, self._below = LossAxis("left"), BaselineAxis(), StepAxis("bottom")
        axes = {"left": self._axis, "bottom": self._below, "right": self._names}
        super().__init__(parent, axisItems=axes, enableMenu=False)
        self._set_up()
        self._runs: dict[int, RunItems] = {}
        self.pen_scale = 0.0  # 0: the screen's
        self._look: theme.Theme | None = None
        self._letters = 1.0
        self._seen: tuple[object, ...] | None = None
        self._scene: LossScene | None = None
        self._live = True
        self._steps: Range = (0.0, 100.0)
        self._losses: Range = (0.0, 1.0)
        self._full, self._all_losses = self._steps, self._losses
        self._naive: dict[float, pyqtgraph.InfiniteLine] = {}
        item = self.getPlotItem()
        self._ticks = pyqtgraph.PlotCurveItem(connect="pairs")
        self._clips = pyqtgraph.PlotCurveItem(connect="pairs")
        self._playhead = pyqtgraph.InfiniteLine(angle=90)
        self._untrained = Untrained(item)
        self._tag, self._present, self.strip = Pill(item), Pill(item), MarkStrip(item)
        self._lines, self._bands = MarkLines(item), BandItems(item)
        self.drags = Drags(self)
        self._layer()
        self.viewport().setMouseTracking(True)
        self.getViewBox().sigResized.connect(lambda _box: self._resized())

    def _set_up(self) -> None:
        """What of pyqtgraph's own is there, and what is not."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        item = self.getPlotItem()
        item.hideButtons()
        item.layout.setContentsMargins(0, STRIP, 0, 0)
        item.showAxis("right")
        item.setMouseEnabled(False, False)
        item.disableAutoRange()
        item.ctrlMenu.setParent(self, item.ctrlMenu.windowFlags())  # made even with menus off, and owned by nobody
        self._axis.setWidth(LEFT)
        self._below.setStyle(hideOverlappingLabels=False)  # the first and the last step have their names

    def _layer(self) -> None:
        """What lies over the curves, from the lowest up."""
        self.others, self.spikes = BaselineLines(self.getPlotItem()), SpikeMarks(self.getPlotItem())
        for pill in (self._present, self._tag, self.strip):
            pill.setZValue(80)
        placed = ((39, self._clips), (40, self._ticks), (70, self._playhead))
        for z, extra in placed:
            extra.setZValue(z)
            self.getPlotItem().addItem(extra, ignoreBounds=True)

    def draw(self, scene: LossScene, look: theme.Theme) -> None:
        self._scene = scene
        self._recolour(look)
        self._fit(scene)
        for run in self._runs.keys() - {curve.run for curve in scene.curves}:
            self._runs.pop(run).remove()
        for curve in scene.curves:
            if curve.run not in self._runs:
                self._runs[curve.run] = RunItems(self.getPlotItem())
            self._runs[curve.run].draw(curve, scene.log, look, self._width())
        self._bands.draw(scene, look, self._width())
        self._draw_keyframes(scene, look)
        self._draw_clips(scene, look)
        self._draw_spikes(scene, look)
        self._draw_naive(scene, look)
        self.others.draw(scene, look, self._width())
        self._names.show_names(named(scene), look)
        self._untrained.draw(scene, self._steps, look)
        self._lines.draw(scene, look, self._width())
        self._place_marks()
        self.put_playhead(scene.playhead, scene.live)

    def shown(self) -> Range:
        """The part of the axis of steps (or seconds) that is seen."""
        return self._steps

    @property
    def full(self) -> Range:
        """All of that axis."""
        return self._full

    @property
    def playhead(self) -> tuple[float, bool]:
        """Its place on the axis, and whether that is the present."""
        return float(self._playhead.value()), self._live

    def area(self) -> QRectF:
        """Where the curves lie, in the plot's own pixels."""
        box = self.getViewBox()
        return QRectF(self.mapFromScene(box.mapRectToScene(box.boundingRect())).boundingRect())

    def x_of(self, place: float) -> float:
        """Where a place on the axis of steps lies, in the same pixels."""
        area, (low, high) = self.area(), self._steps
        return area.left() + (place - low) / (high - low) * area.width()

    def place_at(self, x: float) -> float:
        area, (low, high) = self.area(), self._steps
        return low + (x - area.left()) / max(area.width(), 1.0) * (high - low)

    def put_playhead(self, step: int, live: bool) -> None:
        """Moves the playhead and its pill; from the past the present has a pill of its own."""
        look, scene = theme.current(), self._scene
        at = scene.place(step) if scene is not None else float(step)
        self._live = live
        self._playhead.setValue(at)
        self._playhead.setPen(pen(look.accent if live else look.warn, width=2 * self._width()))
        if scene is None:
            return
        present = said(scene.state, count(scene.newest))
        if live:
            self._tag.say(present, look.accent, look.on_accent)
        else:
            past = QCoreApplication.translate("LossView", "Step {step}").format(step=count(step))
            self._tag.say(past, look.warn, look.window)
            self._present.say(present, look.border, look.ink)
        self._place_pills(at, None if live else scene.place(scene.newest))
        self.moved.emit()

    def _place_pills(self, at: float, newest: float | None) -> None:
        box, (low, high) = self.getViewBox(), self._steps
        rect = box.mapRectToParent(box.boundingRect())
        for pill, place in ((self._tag, at), (self._present, newest)):
            pill.setVisible(place is not None and low <= place <= high)
            if place is not None:
                x = rect.left() + (place - low) / (high - low) * rect.width()
                pill.put(x, rect.bottom(), rect.left(), rect.right())
        if self._present.isVisible() and self._tag.isVisible() and self._present.covers(self._tag):
            self._present.setVisible(False)
        seen = [pill.mapRectToParent(pill.boundingRect()) for pill in (self._tag, self._present) if pill.isVisible()]
        spans = [(pill.left() - rect.left(), pill.right() - rect.left()) for pill in seen]
        self._below.keep_clear(spans, low, high, max(rect.width(), 1.0))

    def _place_marks(self) -> None:
        scene, box, (low, high) = self._scene, self.getViewBox(), self._steps
        if scene is None:
            return
        rect = box.mapRectToParent(box.boundingRect())
        seen = [mark for mark in scene.marks if low <= scene.place(mark.step) <= high]
        scale = rect.width() / (high - low)
        groups = grouped(seen, lambda step: (scene.place(step) - low) * scale)
        self.strip.setPos(rect.left(), 0)
        self.strip.show_groups(groups, rect.width(), theme.current())

    def _resized(self) -> None:
        self._names.place()
        if self._scene is not None:
            self._place_marks()
            self.put_playhead(self._scene.playhead, self._scene.live)

    def mark_focus(self, on: bool) -> None:
        """A frame around the plot while the keyboard belongs to it."""
        self.getViewBox().setBorder(pen(theme.current().accent) if on else None)

    def _width(self) -> float:
        """One pixel at 100 %, two at 200 % and on a picture of twice the pixels."""
        return self.pen_scale or max(float(round(self.devicePixelRatioF())), 1.0)

    def _recolour(self, look: theme.Theme) -> None:
        """Only when it changed: every one of these makes an axis measure and draw all its names again."""
        if (look, theme.letters()) == (self._look, self._letters):
            return
        self._look, self._letters = look, theme.letters()
        self.setBackground(look.window)
        self._below.setHeight(round(AXIS * self._letters))
        for name in ("left", "bottom"):
            axis = self.getAxis(name)
            axis.setPen(pen(look.border))
            axis.setTextPen(pen(look.muted))
            axis.setStyle(tickFont=theme.font(theme.SMALL), tickLength=-4, tickTextOffset=6)
            axis.setTickPen(pen(look.faint))

    def _fit(self, scene: LossScene) -> None:
        """Ranges only grow while the same runs are shown the same way, and follow what is looked at nearer."""
        ends = [c.steps[-1] for c in scene.curves if len(c.steps)] + [each.band.steps[-1] for each in scene.bands]
        newest = max(scene.place(scene.newest), *map(float, ends), 0.0)
        by_time = scene.clock is not None
        planned = 0 if by_time else scene.planned
        full = step_range(newest, 5 if by_time else 50, planned)
        losses = loss_range(scene.curves, scene.log, scene.bands)
        runs = frozenset((*(curve.run for curve in scene.curves), *(run for each in scene.bands for run in each.runs)))
        shown = (runs, scene.log, by_time, planned)
        if self._below.seconds != by_time:
            self._below.seconds, self._below.picture = by_time, None
        if shown == self._seen:
            full, losses = joined(full, self._full), joined(losses, self._all_losses)
        self._seen, self._full, self._all_losses = shown, full, losses
        steps = full
        if is_part(scene.zoom, full):
            steps = scene.zoom
            inside = [bands.within(banded, *steps) for banded in scene.bands]
            losses = loss_range([within(curve, steps) for curve in scene.curves], scene.log, inside)
        self._axis.log = scene.log
        if (steps, losses) != (self._steps, self._losses):
            self._steps, self._losses = steps, losses
            self._axis.picture = None
            self.setRange(xRange=steps, yRange=losses, padding=0)

    def _draw_keyframes(self, scene: LossScene, look: theme.Theme) -> None:
        low, high = self._losses
        xs = np.repeat(scene.places(scene.keyframes), 2)
        ys = np.tile([low, low + 0.05 * (high - low)], len(scene.keyframes))
        self._ticks.setData(xs, ys, pen=pen(look.faint))

    def _draw_clips(self, scene: LossScene, look: theme.Theme) -> None:
        """A stroke at the foot for each step whose gradient was clipped, above those of the keyframes."""
        low, high = self._losses
        steps = np.empty(0) if scene.clipped is None else scene.places(scene.clipped)
        ys = np.tile([low + 0.06 * (high - low), low + 0.12 * (high - low)], len(steps))
        self._clips.setData(np.repeat(steps, 2), ys, pen=pen(look.warn, alpha=0.6))

    def _draw_spikes(self, scene: LossScene, look: theme.Theme) -> None:
        """What lies above the plot, as arrows at its edge with their numbers."""
        (low, high), wide = self._losses, max(self.getViewBox().width(), 1.0)
        edge = 10.0**high if scene.log else high
        apart = APART * (self._steps[1] - self._steps[0]) / wide
        self.spikes.draw(spikes(scene.curves, edge, apart), high, low, look)

    def _draw_naive(self, scene: LossScene, look: theme.Theme) -> None:
        """One dotted line per baseline; runs on the same data share it."""
        wanted = {float(scaled(np.array([c.naive]), scene.log)[0]): c.selected for c in scene.curves}
        wanted = {height: selected for height, selected in wanted.items() if np.isfinite(height)}
        for height in self._naive.keys() - wanted.keys():
            self.getPlotItem().removeItem(self._naive.pop(height))
        for height in wanted:
            if height not in self._naive:
                self._naive[height] = pyqtgraph.InfiniteLine(height, angle=0)
                self._naive[height].setZValue(50)  # below the tag's background
                self.getPlotItem().addItem(self._naive[height], ignoreBounds=True)
            self._naive[height].setPen(pen(look.ink, Qt.PenStyle.DotLine, 0.8, self._width()))

    # Qt's own. Pressing anywhere moves the playhead; what is dragged and turned otherwise is decided in ``drags``.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.drags.press(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.drags.move(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.drags.release(event)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.drags.double_click(event)
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.setAccepted(self.drags.wheel(event))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(None)

    def mark_at(self, at: QPointF) -> MarkGroup | None:
        """The marks at a point of the strip above the curves, which says more of them there."""
        area = self.area()
        group = self.strip.at(at.x() - area.left()) if at.y() < area.top() else None
        self.strip.setToolTip(plain_tip(tip(group.marks)) if group is not None else "")
        return group
