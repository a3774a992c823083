"""What all views share: a view keeps the newest scene, and draws it only while it is seen."""

from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QWidget

from gatescope.gui.kit.canvas import Canvas
from gatescope.gui.look import theme
from gatescope.gui.words.trace_names import trace_name as trace_name

S = TypeVar("S")


class View(QWidget, Generic[S]):
    """Draws the newest scene given to ``draw``. A hidden one costs nothing and catches up when it is shown.

    Subclasses implement ``present`` (bring the scene on screen) and may implement ``recolour`` (the theme changed).
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene: S | None = None
        self._stale = False
        self._shown = False
        theme.changed().connect(self.recolour)

    def draw(self, scene: S | None) -> None:
        """Shows this scene, now or when the view is next seen. None: there is nothing to show."""
        self.scene = scene
        if self._shown:
            self.present(scene)
        else:
            self._stale = True

    def present(self, scene: S | None) -> None:  # noqa: ARG002 - for those that override it
        """Brings ``scene`` on screen; called only while the view is visible."""
        self.update()

    def recolour(self) -> None:
        """Takes the colours of the theme now in use."""
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._shown = True
        if self._stale:
            self._stale = False
            self.present(self.scene)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._shown = False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.recolour()
        elif event.type() == QEvent.Type.LanguageChange:
            self.draw(self.scene)


def paint_empty(view: QWidget, painter: QPainter, title: str, how: str, *, panel: bool = False) -> None:
    """An empty view says what will appear in it and how to make it appear."""
    look = theme.current()
    canvas = Canvas(painter, look)
    rect = view.rect().adjusted(16, 16, -16, -16)
    painter.fillRect(view.rect(), canvas.colour(look.panel if panel else look.window))
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
    top, bottom = rect.adjusted(0, 0, 0, -rect.height() // 2 - 2), rect.adjusted(0, rect.height() // 2 + 2, 0, 0)
    canvas.write(top, title, look.ink, flags | Qt.AlignmentFlag.AlignBottom, canvas.bold)
    canvas.write(bottom, how, look.muted, flags | Qt.AlignmentFlag.AlignTop)
