"""What is drawn behind the curves: the part that is not yet trained, and a line down from each change and branch."""

import pyqtgraph
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor

from gatescope.gui.look import theme
from gatescope.gui.look.readable_numbers import count
from gatescope.gui.views.loss.pills import colour_of
from gatescope.gui.views.loss.ranges import Range
from gatescope.gui.views.loss.scene import LossScene
from gatescope.gui.views.loss.timeline import MarkKind

LINES = 24
NARROW = 0.15  # of the axis: less is too little for words


class Untrained:
    """The tint over the steps that are planned, and the step they are planned to."""

    def __init__(self, plot: pyqtgraph.PlotItem) -> None:
        self._box = plot.getViewBox()
        self.ground = pyqtgraph.LinearRegionItem((0, 1), movable=False, pen=pyqtgraph.mkPen(None))
        for line in self.ground.lines:
            line.setVisible(False)
        self.words = pyqtgraph.TextItem(anchor=(0.5, 0))
        for z, item in ((-20, self.ground), (51, self.words)):  # the words before the lines of the baselines
            item.setZValue(z)
            plot.addItem(item, ignoreBounds=True)

    def draw(self, scene: LossScene, shown: Range, look: theme.Theme) -> None:
        by_steps = scene.clock is None
        low, high = max(float(scene.newest), shown[0]), min(float(scene.planned), shown[1])
        there = by_steps and high > low
        self.ground.setVisible(there)
        self.words.setVisible(there and high - low > NARROW * (shown[1] - shown[0]))
        if not there:
            return
        self.ground.setRegion((low, high))
        self.ground.setBrush(QColor(look.panel))
        text = QCoreApplication.translate("LossView", "planned to step {step}").format(step=count(scene.planned))
        self.words.setFont(theme.font(theme.SMALL))
        self.words.setText(text, color=look.muted)
        self.words.fill = pyqtgraph.mkBrush(look.panel)
        self.words.update()
        self.words.setPos((low + high) / 2, self._box.viewRange()[1][1])


class MarkLines:
    """A dotted line down from each mark, except from where it does not tell of something that was done."""

    def __init__(self, plot: pyqtgraph.PlotItem) -> None:
        self.lines = [pyqtgraph.InfiniteLine(angle=90) for _ in range(LINES)]
        for line in self.lines:
            line.setZValue(38)
            line.setVisible(False)
            plot.addItem(line, ignoreBounds=True)

    def draw(self, scene: LossScene, look: theme.Theme, width: float) -> None:
        """``width`` is one line's in device pixels."""
        done = [mark for mark in scene.marks if mark.kind in (MarkKind.LIVE, MarkKind.BRANCH, MarkKind.ORIGIN)][-LINES:]
        for at, line in enumerate(self.lines):
            line.setVisible(at < len(done))
            if at < len(done):
                colour = QColor(colour_of(done[at], look))
                colour.setAlphaF(0.6)
                line.setValue(scene.place(done[at].step))
                line.setPen(pyqtgraph.mkPen(colour, width=width, style=Qt.PenStyle.DotLine))
