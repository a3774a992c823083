"""Dotted lines for the baselines that skill is not measured with: the last season, and unigrams."""

import numpy as np
import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from gui import theme
from gui.baseline_words import name_of
from gui.baselines import Level
from gui.scene import LossScene

MOST = 2
NEAR = 15.0  # px: a name this close to another line's gives way to the left
AWAY = 150.0  # px


class BaselineLines:
    """The lines of the selected run, each with its name at the right end. Kept items that take new places."""

    def __init__(self, plot: pyqtgraph.PlotItem) -> None:
        self._plot = plot
        self.lines = [pyqtgraph.InfiniteLine(0, angle=0) for _ in range(MOST)]
        self.names = [pyqtgraph.TextItem(anchor=(1, 1)) for _ in range(MOST)]
        for line, name in zip(self.lines, self.names, strict=True):
            line.setZValue(49)
            name.setZValue(41)
            name.setFont(theme.font(theme.SMALL))
            for item in (line, name):
                item.setVisible(False)
                plot.addItem(item, ignoreBounds=True)

    def draw(self, scene: LossScene, look: theme.Theme, right: float, width: float) -> None:
        """``right`` is the last step on the axis, ``width`` one line's in device pixels."""
        chosen = next((curve for curve in scene.curves if curve.selected), None)
        levels = [level for level in chosen.others if _height(level.loss, scene.log) is not None] if chosen else []
        taken = [_height(chosen.naive, scene.log)] if chosen else []
        for at in range(MOST):
            shown = at < len(levels)
            self.lines[at].setVisible(shown)
            self.names[at].setVisible(shown)
            if shown:
                self._place(at, levels[at], scene.log, look, right, width, [one for one in taken if one is not None])
                taken.append(_height(levels[at].loss, scene.log))

    def _place(
        self, at: int, level: Level, log: bool, look: theme.Theme, right: float, width: float, taken: list[float]
    ) -> None:
        height = _height(level.loss, log)
        assert height is not None
        colour = QColor(look.muted)
        self.lines[at].setValue(height)
        self.lines[at].setPen(pyqtgraph.mkPen(colour, width=width, style=Qt.PenStyle.DotLine))
        self.names[at].setText(name_of(level), color=look.muted)
        self.names[at].fill = pyqtgraph.mkBrush(look.window)
        wide, tall = self._plot.getViewBox().viewPixelSize()
        below = any(0 <= (other - height) / (tall or 1) < NEAR for other in taken)
        near = any(abs(other - height) / (tall or 1) < 2 * NEAR for other in taken)
        self.names[at].setAnchor((1, 0) if below else (1, 1))
        self.names[at].setPos(right - AWAY * wide * near, height)


def _height(loss: float, log: bool) -> float | None:
    """Where the line lies on the axis; None where it has no place."""
    if not np.isfinite(loss) or (log and loss <= 0):
        return None
    return float(np.log10(loss)) if log else float(loss)
