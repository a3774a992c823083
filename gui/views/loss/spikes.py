"""Losses above the plot: a mark at its upper edge, with the number where there is room."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyqtgraph

from gatescope.engine.protocol.frame import Array
from gatescope.gui.look import theme
from gatescope.gui.look.readable_numbers import three
from gatescope.gui.views.loss.scene import LossCurve

APART = 64.0  # px between two marks: one below that stands for several
NUMBERED = 4  # the largest that have their number


@dataclass(frozen=True)
class Spike:
    """The largest loss around ``place`` on the axis, and whose it is."""

    place: float
    loss: float
    colour: int


def spikes(curves: Iterable[LossCurve], edge: float, apart: float) -> tuple[Spike, ...]:
    """The losses above ``edge``, raw and validation, the largest first; the smaller of two less than ``apart`` from
    each other is left out. What is no number is no spike: there the run has ended."""
    found: list[Spike] = []
    for curve in curves:
        for places, losses in ((curve.steps, curve.raw), (curve.validation_steps, curve.validation)):
            losses = np.asarray(losses, dtype=float)
            above = np.flatnonzero(np.isfinite(losses) & (losses > edge))
            found += [Spike(float(places[at]), float(losses[at]), curve.colour) for at in _largest(losses, above)]
    kept: list[Spike] = []
    for spike in sorted(found, key=lambda each: -each.loss):
        if all(abs(spike.place - other.place) >= apart for other in kept):
            kept.append(spike)
    return tuple(kept)


def _largest(losses: Array, rows: Array, most: int = 200) -> list[int]:
    """A run that is beyond the plot for thousands of steps has no more marks than there is room for."""
    if len(rows) > most:
        rows = rows[np.argsort(-losses[rows], kind="stable")[:most]]
    return [int(row) for row in rows]


class SpikeMarks:
    """Small arrows at the upper edge in the colours of their runs. Kept items that take new places."""

    def __init__(self, plot: pyqtgraph.PlotItem) -> None:
        self._plot = plot
        self.arrows = pyqtgraph.ScatterPlotItem(symbol="t1", size=8, useCache=False)
        self.numbers = [pyqtgraph.TextItem(anchor=(0, 0)) for _ in range(NUMBERED)]
        self.shown: tuple[Spike, ...] = ()
        self._told: tuple[object, ...] = ()
        for z, item in ((45, self.arrows), *((46, number) for number in self.numbers)):
            item.setZValue(z)
            plot.addItem(item, ignoreBounds=True)

    def draw(self, found: tuple[Spike, ...], top: float, bottom: float, look: theme.Theme) -> None:
        """``top`` and ``bottom`` are the ends of the axis as it is plotted."""
        told = (found, top, bottom, look, theme.letters())
        if told == self._told:
            return
        self._told, self.shown = told, found
        at = top - 0.035 * (top - bottom)
        brushes = [pyqtgraph.mkBrush(look.run_colour(spike.colour)) for spike in found]
        self.arrows.setData([spike.place for spike in found], [at] * len(found), brush=brushes, pen=None)
        for number, spike in zip(self.numbers, (*found[:NUMBERED], *[None] * NUMBERED), strict=False):
            number.setVisible(spike is not None)
            number.setFont(theme.font(theme.SMALL))
            if spike is not None:
                number.setText(three(spike.loss), color=look.muted)
                number.setPos(spike.place, top)
