"""The card beside the pointer: what was measured at that step."""

import math

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from gatescope.gui.kit.canvas import Canvas
from gatescope.gui.kit.live_numbers import signed
from gatescope.gui.look import theme
from gatescope.gui.look.painting import painting
from gatescope.gui.look.readable_numbers import count, three
from gatescope.gui.views.loss.reading import Forecasted, StepReading
from gatescope.gui.views.stack.layout import Readout
from gatescope.gui.views.stack.readout import paint_readout

FEW = 2  # targets that are told of
LEFTMOST = 200  # px that a card on the left of the pointer takes
translate = QCoreApplication.translate


def card_of(found: StepReading) -> Readout:
    """The card in words and numbers. What was not measured is left out."""
    seconds = translate("LossView", "{n} s").format(n=three(found.seconds))
    title = translate("LossView", "Step {step} · {time}").format(step=count(found.step), time=seconds)
    lines = [
        (translate("LossView", "training loss"), found.raw, three),
        (translate("LossView", "smoothed"), found.smooth, three),
        (_validation(found), found.validation, three),
        (translate("LossView", "skill"), found.skill, signed),
    ]
    told = [(name, say(value)) for name, value, say in lines if math.isfinite(value)]
    if found.seeds is not None:
        mean, low, high = map(three, found.seeds)
        told.append((translate("LossView", "mean of all seeds"), mean))
        told.append((translate("LossView", "lowest … highest"), f"{low} … {high}"))
    many = len(found.errors) > 1  # then there is no room for both measures of each
    for target, rmse, mae in found.errors[:FEW]:
        told.append((_named("RMSE", target, many), _in_unit(rmse, target)))
        told += [] if many else [("MAE", _in_unit(mae, target))]
    return Readout(title, tuple(told))


def _validation(found: StepReading) -> str:
    if found.validated == found.step:
        return translate("LossView", "validation loss")
    return translate("LossView", "validation loss, step {step}").format(step=count(found.validated))


def _named(measure: str, target: Forecasted, many: bool) -> str:
    return f"{measure} {target.name}" if many else measure


def _in_unit(value: float, target: Forecasted) -> str:
    return f"{three(value)} {target.unit}" if target.unit else three(value)


class HoverCard(QWidget):
    """Lies over the plot and its head, and takes nothing of the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._over = parent
        self.readout: Readout | None = None
        self._x, self._area, self._end = 0.0, QRectF(), 0
        self.hide()

    def show_at(self, readout: Readout, x: float, area: QRectF, end: float) -> None:
        """A line down ``area`` at ``x``, and the card next to it, on the left where it would reach over ``end``."""
        self.readout, self._x, self._area = readout, x, area
        self._end = round(end) if x - area.left() > LEFTMOST else self._over.width()
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.readout is None:
            return
        with painting(self) as painter:
            canvas = Canvas(painter, theme.current())
            canvas.bar(round(self._x), self._area.top(), 1, self._area.height(), canvas.look.muted)
            at = QPointF(self._x, self._area.top() - 8)
            paint_readout(canvas, self.readout, at.x(), at.y(), self._end, self.height())
