"""The learning rate before it runs: a small drawing of its schedule."""

import numpy as np
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gatescope.engine.config.rates import drawn
from gatescope.engine.config.run import Schedule, TrainConfig
from gatescope.gui.kit.canvas import LEFT, Canvas
from gatescope.gui.kit.small_plot import AXIS, NAMES, Line, paint_axes, paint_lines
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.painting import painting
from gatescope.gui.look.plain_text import plain_tip

HEIGHT = 84
FALLS = 5  # of a schedule that has no end
LEAST = 1000  # steps drawn of anything else without one


def ahead(train: TrainConfig) -> int:
    """How many steps are drawn: all of a run that ends, else enough to see what happens."""
    if train.steps:
        return train.steps
    falls = FALLS * train.decay_every if train.schedule is Schedule.STEP else LEAST
    return max(falls, 4 * train.warm_up)


class ScheduleView(QWidget):
    """Hidden while there is nothing to draw."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.train: TrainConfig | None = None
        self.setFixedHeight(HEIGHT)
        spoken(self, self._say)
        self.hide()

    def _say(self) -> None:
        self.setAccessibleName(self.tr("The learning rate, step by step"))
        tip = self.tr("The learning rate from the first step to the last, before the run begins.")
        if self.train is not None and self.train.schedule is Schedule.PLATEAU:
            tip += " " + self.tr("Where it falls, only the validations will tell: it is drawn as if it never had to.")
        self.setToolTip(plain_tip(tip))
        self.update()

    def draw(self, train: TrainConfig | None) -> None:
        """Raises ``ConfigError`` for a schedule that cannot be run."""
        self.train = train
        self.setVisible(train is not None)
        self._say()

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        if self.train is None:
            return
        canvas, train = Canvas(painter, theme.current()), self.train
        at, rates = drawn(train, ahead(train), max(self.width(), 2))
        box = QRectF(NAMES, 8, self.width() - NAMES - 2, self.height() - 8 - AXIS)
        steps = float(at[0]), float(max(at[-1], at[0] + 1))
        values = 0.0, (float(rates.max()) or 1.0) * 1.05
        paint_axes(canvas, box, steps, values, log=False)
        paint_lines(canvas, box, [Line(at.astype(np.float64), rates, canvas.pen(canvas.look.accent))], steps, values)
        if train.schedule is Schedule.PLATEAU:
            words = self.tr("× {factor} on a plateau").format(factor=f"{train.decay:g}")
            canvas.write(box.adjusted(6, 0, 0, 0), words, canvas.look.muted, LEFT, canvas.small)
