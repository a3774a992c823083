"""The middle, lent to a page from another place: the opened cell, the weights, the runs. It stands above the rows,
which are strips on the same time axis then."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gatescope.gui.views.stack.layout import Band, Layout, Part, Stroke
from gatescope.gui.views.stack.scene import StackScene
from gatescope.gui.words.entries import Topic


def _nothing(_stroke: Stroke, _band: Band) -> None:
    """The page paints itself."""


def _topic(_scene: StackScene, _band: Band) -> Topic:
    return Topic.HIDDEN


GUEST = Part("guest", 0, lambda _scene: 0, _nothing, _topic, crossed=False, guest=True)


class GuestRoom(QWidget):
    """Where the page stands: as large as its room, whatever the page asks for, and deaf to what the rows listen to."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.page: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.hide()

    def take(self, page: QWidget) -> None:
        self.page = page
        page.setParent(self)
        page.show()
        self._fit()

    def give_back(self) -> None:
        """The page is anybody's now."""
        self.page = None
        self.hide()

    def place(self, layout: Layout | None, width: int, scale: float) -> None:
        """In the room that the rows leave; hidden where there is no page or nothing to stand above."""
        band = next((one for one in layout.bands if one.part.guest), None) if layout is not None else None
        self.setVisible(self.page is not None and band is not None)
        if band is not None:
            self.setGeometry(QRect(0, round(band.top * scale), width, round(band.height * scale)))

    def _fit(self) -> None:
        if self.page is not None:
            self.page.setGeometry(self.rect())

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
