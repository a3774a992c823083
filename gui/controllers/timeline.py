"""What stands below the stack: the loss, or the gradient through time over training, one tab at a time."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedLayout, QWidget

from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look.language import spoken
from gatescope.gui.scenes.asking import WATERFALL
from gatescope.gui.scenes.gradient import resolve_waterfall
from gatescope.gui.state.store import FLOW_SLOT
from gatescope.gui.views.loss.view import HEAD, LossView
from gatescope.gui.views.stack.view import StackView
from gatescope.gui.views.waterfall import WaterfallView

TABS_LEFT = 6  # px: so that the first word stands below the names of the stack


class Timeline(QWidget):
    """Holds both views; the window draws the loss, this draws the waterfall while it is seen."""

    turned = Signal()

    def __init__(self, conductor: Conductor, loss: LossView, stack: StackView) -> None:
        super().__init__()
        self._conductor, self._stack, self._loss = conductor, stack, loss
        self.waterfall = WaterfallView()
        self._pages = QStackedLayout(self)
        self._pages.addWidget(loss)
        self._pages.addWidget(self.waterfall)
        self._tabs = QWidget(self)
        self._group = QButtonGroup(self)
        self._build()
        loss.also_named = (self._group.button(0),)
        spoken(self, lambda: QTimer.singleShot(0, self, self._make_room))  # when the tabs have their new words
        self.waterfall.step_chosen.connect(conductor.travel)
        conductor.frame_taken.connect(self._take)
        conductor.state_changed.connect(self.draw)
        conductor.data_changed.connect(self.draw)

    def _build(self) -> None:
        row = QHBoxLayout(self._tabs)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        says: tuple[tuple[Callable[[], str], Callable[[], str]], ...] = (
            (lambda: self.tr("loss"), lambda: self.tr("The loss of every run; its playhead goes through time")),
            (
                lambda: self.tr("gradient over training"),
                lambda: self.tr("How far the gradient reaches back, at every keyframe"),
            ),
        )
        for at, (name, tip) in enumerate(says):
            button = QPushButton()
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            spoken(button, partial(_say, button, name, tip))
            self._group.addButton(button, at)
            row.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self.turn)

    def _make_room(self) -> None:
        """The tabs are as wide as their words."""
        wide = self._tabs.sizeHint().width()
        self._loss.leave_room(TABS_LEFT + wide)
        self._tabs.setGeometry(TABS_LEFT, (HEAD - 24) // 2, wide, 24)
        self._tabs.raise_()

    @property
    def seen(self) -> frozenset[str]:
        """The waterfall, while somebody can see it."""
        return frozenset({WATERFALL}) if self.waterfall.isVisible() else frozenset()

    def turn(self, at: int) -> None:
        self._group.button(at).setChecked(True)
        self._pages.setCurrentIndex(at)
        self._tabs.raise_()
        self.draw()
        self.turned.emit()

    def draw(self) -> None:
        """Draws the waterfall from what is known."""
        if not self.waterfall.isVisible():
            return
        self.align()
        self.waterfall.draw(resolve_waterfall(self._conductor.state, self._conductor.store))

    def align(self) -> None:
        """The stack's columns may have become others."""
        layout = self._stack.layout_of_bands()
        self.waterfall.align(layout.width if layout is not None else 0)

    def _take(self, slot: str) -> None:
        if slot in (WATERFALL, FLOW_SLOT):
            self.draw()

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()


def _say(button: QPushButton, name: Callable[[], str], tip: Callable[[], str]) -> None:
    button.setText(name())
    button.setToolTip(tip())
