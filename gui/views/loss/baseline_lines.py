"""The baselines of the selected run on the loss plot: dotted lines, and their names in the margin at the right, where
neither curves nor the playhead come."""

from dataclasses import replace

import numpy as np
import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetricsF

from gatescope.gui.look import theme
from gatescope.gui.views.loss.scene import LossCurve, LossScene
from gatescope.gui.views.stack.layout import RIGHT
from gatescope.gui.words.baselines import name_of

MOST = 5
APART = 14.0  # px between two names
BESIDE = 6.0  # px between the plot and a name

Named = tuple[tuple[float, str], ...]  # where on the axis, and what


class BaselineAxis(pyqtgraph.AxisItem):
    """The margin: names beside their lines, moved apart where the lines are close. No wider than they are."""

    def __init__(self) -> None:
        super().__init__("right", showValues=True)
        self._named: Named = ()
        self._letters = 0.0
        self._placed: tuple[object, ...] = ()
        self.setPen(None)
        self.setStyle(
            tickLength=0,
            tickAlpha=0,
            tickTextOffset=int(BESIDE),
            hideOverlappingLabels=False,
        )
        self.setTicks([[]])
        self.setWidth(RIGHT)

    def show_names(self, named: Named, look: theme.Theme) -> None:
        if (named, theme.letters()) != (self._named, self._letters):
            self._named, self._letters = named, theme.letters()
            self.setStyle(tickFont=theme.font(theme.SMALL))
            metrics = QFontMetricsF(theme.font(theme.SMALL))
            wide = max((metrics.horizontalAdvance(name) for _, name in named), default=0.0)
            self.setWidth(int(wide + BESIDE) + 4 if named else RIGHT)
            self.parentItem().layout.activate()  # now, so that a picture taken next has it
        self.setTextPen(QColor(look.muted))
        self.place()

    def place(self) -> None:
        """Once more, as the plot has another height or another range."""
        box = self.linkedView()
        if box is None or box.height() <= 0:
            return
        (low, high), tall = box.viewRange()[1], float(box.height())
        seen = (self._named, self._letters, low, high, tall)
        if seen == self._placed:
            return
        self._placed = seen
        named = sorted((each for each in self._named if low <= each[0] <= high), reverse=True)
        tops = apart([(high - height) / (high - low) * tall for height, _ in named], APART * self._letters, tall)
        self.setTicks([[(high - y / tall * (high - low), name) for y, (_, name) in zip(tops, named, strict=True)]])


def apart(places: list[float], least: float, end: float) -> list[float]:
    """Rising places, moved as little as leaves ``least`` between them and the last one above ``end``."""
    kept: list[float] = []
    for place in places:
        kept.append(max(place, kept[-1] + least) if kept else place)
    limit = end
    for at in reversed(range(len(kept))):
        kept[at] = min(kept[at], limit)
        limit = kept[at] - least
    return kept


class BaselineLines:
    """The lines of the selected run that skill is not measured with. Kept items that take new places."""

    def __init__(self, plot: pyqtgraph.PlotItem) -> None:
        self.lines = [pyqtgraph.InfiniteLine(0, angle=0) for _ in range(MOST)]
        for line in self.lines:
            line.setZValue(49)
            line.setVisible(False)
            plot.addItem(line, ignoreBounds=True)

    def draw(self, scene: LossScene, look: theme.Theme, width: float) -> None:
        """``width`` is one line's in device pixels."""
        chosen = _chosen(scene)
        heights = [height_of(level.loss, scene.log) for level in chosen.others] if chosen else []
        shown = [height for height in heights if height is not None]
        for at, line in enumerate(self.lines):
            line.setVisible(at < len(shown))
            if at < len(shown):
                line.setValue(shown[at])
                line.setPen(pyqtgraph.mkPen(QColor(look.muted), width=width, style=Qt.PenStyle.DotLine))


def named(scene: LossScene) -> Named:
    """The baselines of the selected run, with what they are called."""
    chosen = _chosen(scene)
    if chosen is None:
        return ()
    naive = replace(scene.measure, loss=chosen.naive)
    found = ((height_of(level.loss, scene.log), name_of(level)) for level in (naive, *chosen.others))
    return tuple((height, name) for height, name in found if height is not None)


def height_of(loss: float, log: bool) -> float | None:
    """Where a loss lies on the axis; None where it has no place."""
    if not np.isfinite(loss) or (log and loss <= 0):
        return None
    return float(np.log10(loss)) if log else float(loss)


def _chosen(scene: LossScene) -> LossCurve | None:
    return next((curve for curve in scene.curves if curve.selected), None)
