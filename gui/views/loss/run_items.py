"""The curves of the runs on the loss plot: kept items that take new data."""

import numpy as np
import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from gatescope.engine.protocol.frame import Array
from gatescope.gui.look import theme
from gatescope.gui.state.seeds import LossBand
from gatescope.gui.views.loss.bands import SeedBand
from gatescope.gui.views.loss.scene import LossCurve, LossScene


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


class BandItems:
    """A pale ground between the lowest and the highest of several runs, and their mean dashed. Kept items."""

    def __init__(self, plot: pyqtgraph.PlotItem) -> None:
        self._plot = plot
        self.drawn: dict[int, tuple[pyqtgraph.FillBetweenItem, pyqtgraph.PlotDataItem]] = {}
        self._told: dict[int, object] = {}

    def draw(self, scene: LossScene, look: theme.Theme, width: float) -> None:
        wanted = {banded.runs[0]: banded for banded in scene.bands}
        for key in self.drawn.keys() - wanted.keys():
            for item in self.drawn.pop(key):
                self._plot.removeItem(item)
            del self._told[key]
        for key, banded in wanted.items():
            told = (banded.colour, banded.selected, scene.log, look, width, *_ends_of(banded.band))
            if self._told.get(key) != told:
                self._told[key] = told
                self._draw(key, banded, scene.log, look, width)

    def _draw(self, key: int, banded: SeedBand, log: bool, look: theme.Theme, width: float) -> None:
        if key not in self.drawn:
            self.drawn[key] = self._made()
        ground, mean = self.drawn[key]
        colour = QColor(look.run_colour(banded.colour))
        mean.setData(banded.band.steps, scaled(banded.band.mean, log))
        mean.setPen(pen(colour.name(), Qt.PenStyle.DashLine, 1.0 if not banded.selected else 0.7, width))
        for curve, losses in zip(ground.curves, (banded.band.low, banded.band.high), strict=True):
            curve.setData(banded.band.steps, scaled(losses, log))
        colour.setAlphaF(0.22 if look.dark else 0.16)
        ground.setBrush(colour)

    def _made(self) -> tuple[pyqtgraph.FillBetweenItem, pyqtgraph.PlotDataItem]:
        low, high = pyqtgraph.PlotCurveItem(), pyqtgraph.PlotCurveItem()
        ground = pyqtgraph.FillBetweenItem(low, high)
        mean = pyqtgraph.PlotDataItem(antialias=True, connect="finite")
        for z, item in ((-5, ground), (9, mean)):
            item.setZValue(z)
            self._plot.addItem(item, ignoreBounds=True)
        return ground, mean


def _ends_of(band: LossBand) -> tuple[str, ...]:
    return tuple(repr(_ends(values)) for values in (band.steps, band.low, band.mean, band.high))


def _ends(values: Array) -> tuple[float, ...]:
    """What tells a column from what it was before: it only grows, or is smoothed otherwise all along."""
    return (len(values), *values[[0, len(values) // 2, -1]].tolist()) if len(values) else (0,)


def _told(curve: LossCurve) -> tuple[object, ...]:
    """What tells one picture of a run from another: its columns only grow, and smoothing moves every value of one."""
    columns = (curve.steps, curve.smooth, curve.validation_steps, curve.validation)
    ends = (repr(_ends(values)) for values in columns)
    return (curve.run, curve.colour, curve.selected, curve.failed_at, *ends)


def scaled(values: Array, log: bool) -> Array:
    """What is plotted: the values, or their exponents of ten with gaps where there is none."""
    values = np.asarray(values, dtype=float)
    if not log:
        return np.where(np.isfinite(values), values, np.nan)
    usable = np.isfinite(values) & (values > 0)
    return np.asarray(np.log10(values, where=usable, out=np.full(values.shape, np.nan)))
