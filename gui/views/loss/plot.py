"""The plot of the loss view: kept items that take new data, and a playhead that follows the mouse."""

import numpy as np
import pyqtgraph
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from gatescope.engine.protocol.frame import Array
from gatescope.gui.look import theme
from gatescope.gui.look.readable_numbers import count
from gatescope.gui.views.loss.axes import LossAxis, StepAxis
from gatescope.gui.views.loss.baseline_lines import BaselineAxis, BaselineLines, named
from gatescope.gui.views.loss.ranges import Range, joined, loss_range, step_range
from gatescope.gui.views.loss.scene import LossCurve, LossScene
from gatescope.gui.views.loss.spikes import APART, SpikeMarks, spikes
from gatescope.gui.views.stack.layout import LEFT


def pen(colour: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine, alpha: float = 1.0, width: float = 1) -> QPen:
    """``width`` counts device pixels. Long noisy curves keep 1: wider antialiased pens are 30 times slower."""
    made = QColor(colour)
    made.setAlphaF(alpha)
    return pyqtgraph.mkPen(made, width=width, style=style)  # type: ignore[no-any-return]


class RunItems:
    """The curves of one run: raw faint behind, smoothed, validation dashed, and a cross where it failed."""

    def __init__(self, plot: pyqtgraph.PlotItem) -> None:
        self._plot = plot
        self.raw, self.validation, self.smooth = (plot.plot(antialias=True, connect="finite") for _ in range(3))
        for item in (self.raw, self.validation, self.smooth):
            item.setDownsampling(auto=True, method="peak")
            item.setClipToView(True)
        self.failed = pyqtgraph.ScatterPlotItem(symbol="x", size=9, useCache=False)
        plot.addItem(self.failed)
        self._drawn: tuple[object, ...] = ()

    def draw(self, curve: LossCurve, log: bool, look: theme.Theme, width: float) -> None:
        """A run at rest is drawn once: of many in the list only the one that trains costs anything at a tick."""
        told = (*_told(curve), log, look, width)
        if told != self._drawn:
            self._drawn = told
            self._draw(curve, log, look, width)

    def _draw(self, curve: LossCurve, log: bool, look: theme.Theme, width: float) -> None:
        colour, strong = look.run_colour(curve.colour), 1.0 if curve.selected else 0.55
        self.raw.setPen(pen(colour, alpha=0.3 * strong))
        self.smooth.setPen(pen(colour, alpha=strong, width=width))
        self.validation.setPen(pen(colour, Qt.PenStyle.DashLine, strong, width))
        self.raw.setData(curve.steps, scaled(curve.raw, log))
        self.smooth.setData(curve.steps, scaled(curve.smooth, log))
        self.validation.setData(curve.validation_steps, scaled(curve.validation, log))
        for z, item in enumerate((self.raw, self.validation, self.smooth)):
            item.setZValue(z + 10 * curve.selected)
        self._mark(curve, log, look)

    def _mark(self, curve: LossCurve, log: bool, look: theme.Theme) -> None:
        heights = scaled(curve.smooth, log)
        finite = heights[np.isfinite(heights)]
        if curve.failed_at < 0 or not len(finite):
            self.failed.setData([], [])
            return
        self.failed.setData([curve.failed_at], [finite[-1]], pen=pyqtgraph.mkPen(look.bad, width=2))
        self.failed.setZValue(30)

    def remove(self) -> None:
        for item in (self.raw, self.validation, self.smooth, self.failed):
            self._plot.removeItem(item)


def _told(curve: LossCurve) -> tuple[object, ...]:
    """What tells one picture of a run from another: its columns only grow, and smoothing moves every value of one."""
    ends = [
        (len(values), *values[[0, len(values) // 2, -1]].tolist()) if len(values) else (0,)
        for values in (curve.steps, curve.smooth, curve.validation_steps, curve.validation)
    ]
    return (curve.run, curve.colour, curve.selected, curve.failed_at, *map(repr, ends))


def scaled(values: Array, log: bool) -> Array:
    """What is plotted: the values, or their exponents of ten with gaps where there is none."""
    values = np.asarray(values, dtype=float)
    if not log:
        return np.where(np.isfinite(values), values, np.nan)
    usable = np.isfinite(values) & (values > 0)
    return np.asarray(np.log10(values, where=usable, out=np.full(values.shape, np.nan)))


class LossPlot(pyqtgraph.PlotWidget):
    """Draws a ``LossScene``. Axes stand still until something no longer fits."""

    pointed = Signal(float)  # the place under the mouse, pressed or dragged; may lie beyond the newest step

    def __init__(self, parent: QWidget | None = None) -> None:
        self._axis, self._names, self._below = LossAxis("left"), BaselineAxis(), StepAxis("bottom")
        axes = {"left": self._axis, "bottom": self._below, "right": self._names}
        super().__init__(parent, axisItems=axes, enableMenu=False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        item = self.getPlotItem()
        item.hideButtons()
        item.layout.setContentsMargins(0, 6, 0, 0)
        item.showAxis("right")
        item.setMouseEnabled(False, False)
        item.disableAutoRange()
        item.ctrlMenu.setParent(self, item.ctrlMenu.windowFlags())  # made even with menus off, and owned by nobody
        self._axis.setWidth(LEFT)
        self._runs: dict[int, RunItems] = {}
        self.pen_scale = 0.0  # 0: the screen's
        self._look: theme.Theme | None = None
        self._told: tuple[object, ...] = ()
        self._seen: tuple[frozenset[int], bool, bool] | None = None
        self._scene: LossScene | None = None
        self._steps: Range = (0.0, 100.0)
        self._losses: Range = (0.0, 1.0)
        self._naive: dict[float, pyqtgraph.InfiniteLine] = {}
        self._ticks = pyqtgraph.PlotCurveItem(connect="pairs")
        self._clips = pyqtgraph.PlotCurveItem(connect="pairs")
        self._playhead = pyqtgraph.InfiniteLine(angle=90)
        self._tag = pyqtgraph.TextItem(anchor=(0, 0))
        self._layer()
        self._tag.setFont(theme.font(theme.SMALL))
        self.getViewBox().sigResized.connect(lambda _box: self._names.place())

    def _layer(self) -> None:
        """What lies over the curves, from the lowest up."""
        self.others, self.spikes = BaselineLines(self.getPlotItem()), SpikeMarks(self.getPlotItem())
        placed = ((39, self._clips), (40, self._ticks), (60, self._tag), (70, self._playhead))
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
        self._draw_keyframes(scene, look)
        self._draw_clips(scene, look)
        self._draw_spikes(scene, look)
        self._draw_naive(scene, look)
        self.others.draw(scene, look, self._width())
        self._names.show_names(named(scene), look)
        self.put_playhead(scene.playhead, scene.live)

    def put_playhead(self, step: int, live: bool) -> None:
        """Moves the playhead and its tag; the tag changes sides where it would leave the plot."""
        look, translate = theme.current(), QCoreApplication.translate
        at = self._scene.place(step) if self._scene is not None else float(step)
        self._playhead.setValue(at)
        self._playhead.setPen(pen(look.accent if live else look.warn, width=2 * self._width()))
        where = translate("LossView", "Live") if live else translate("LossView", "Past")
        text = translate("LossView", "step {step}").format(step=count(step))
        told = (where, text, look)
        if told != self._told:
            self._told = told
            self._tag.setText(f"● {where} · {text}", color=look.accent if live else look.warn)
            self._tag.fill = pyqtgraph.mkBrush(look.window)
        left = at > 0.6 * self._steps[1]
        self._tag.setAnchor((1, 0) if left else (0, 0))
        self._tag.setPos(at, self._losses[1])

    def mark_focus(self, on: bool) -> None:
        """A frame around the plot while the keyboard belongs to it."""
        self.getViewBox().setBorder(pen(theme.current().accent) if on else None)

    def _width(self) -> float:
        """One pixel at 100 %, two at 200 % and on a picture of twice the pixels."""
        return self.pen_scale or max(float(round(self.devicePixelRatioF())), 1.0)

    def _recolour(self, look: theme.Theme) -> None:
        """Only when it changed: every one of these makes an axis measure and draw all its names again."""
        if look is self._look:
            return
        self._look = look
        self.setBackground(look.window)
        for name in ("left", "bottom"):
            axis = self.getAxis(name)
            axis.setPen(pen(look.border))
            axis.setTextPen(pen(look.muted))
            axis.setStyle(tickFont=theme.font(theme.SMALL), tickLength=-4, tickTextOffset=6)
            axis.setTickPen(pen(look.faint))

    def _fit(self, scene: LossScene) -> None:
        """Ranges only grow while the same runs are shown the same way."""
        newest = max([scene.place(scene.newest), *(float(c.steps[-1]) for c in scene.curves if len(c.steps))])
        by_time = scene.clock is not None
        steps, losses = step_range(newest, 5 if by_time else 50), loss_range(scene.curves, scene.log)
        shown = (frozenset(curve.run for curve in scene.curves), scene.log, by_time)
        if self._below.seconds != by_time:
            self._below.seconds, self._below.picture = by_time, None
        if shown == self._seen:
            steps, losses = joined(steps, self._steps), joined(losses, self._losses)
        self._seen = shown
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
        """A stroke at the upper edge for each step whose gradient was clipped."""
        low, high = self._losses
        steps = np.empty(0) if scene.clipped is None else scene.places(scene.clipped)
        ys = np.tile([high - 0.05 * (high - low), high], len(steps))
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

    # Qt's own. The plot neither pans nor zooms: pressing anywhere moves the playhead.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._point(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._point(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]

    def _point(self, event: QMouseEvent) -> None:
        scene = self.mapToScene(event.position().toPoint())
        self.pointed.emit(float(self.getViewBox().mapSceneToView(scene).x()))
        event.accept()
