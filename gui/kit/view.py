"""What all views share: a view keeps the newest scene, and draws it only while it is seen."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QHideEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from gatescope.gui.kit.canvas import Canvas
from gatescope.gui.look import theme
from gatescope.gui.words.entries import Topic
from gatescope.gui.words.trace_names import trace_name as trace_name

S = TypeVar("S")
MARK = 16  # px: a question mark beside a name


@dataclass(frozen=True)
class Mark:
    """A question mark for ``topic`` with its upper left corner at (x, y) of the view; seen while the mouse is between
    ``top`` and ``bottom``."""

    topic: Topic
    x: int
    y: int
    top: int = 0
    bottom: int = 0

    def seen(self, mouse: int) -> bool:
        """A mark without a row is always there."""
        return not self.bottom or self.top <= mouse < self.bottom

    def scaled(self, scale: float) -> "Mark":
        """Where it stands on a picture that is painted so many times as large."""
        x, y, top, bottom = (round(scale * each) for each in (self.x, self.y, self.top, self.bottom))
        return Mark(self.topic, x, y, top, bottom)


class View(QWidget, Generic[S]):
    """Draws the newest scene given to ``draw``. A hidden one costs nothing and catches up when it is shown.

    Subclasses implement ``present`` (bring the scene on screen) and may implement ``recolour`` (the theme changed).
    One that ``marks_itself`` has question marks beside the names that it paints; of any other the tab has one.
    """

    marks_itself = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene: S | None = None
        self.lacking = ""  # why nothing can appear here of this network
        self._stale = False
        self._shown = False
        self._least = 0
        theme.changed().connect(self.recolour)

    def draw(self, scene: S | None) -> None:
        """Shows this scene, now or when the view is next seen. None: there is nothing to show."""
        self.scene = scene
        self._ask_height()
        if self._shown:
            self.present(scene)
        else:
            self._stale = True

    def _ask_height(self) -> None:
        if (least := self.least_height()) != self._least:
            self._least = least
            self.updateGeometry()

    def present(self, scene: S | None) -> None:  # noqa: ARG002 - for those that override it
        """Brings ``scene`` on screen; called only while the view is visible."""
        self.update()

    def recolour(self) -> None:
        """Takes the colours of the theme now in use."""
        self.update()

    def room(self) -> tuple[int, int]:
        """Pixels (rows, columns) that the picture is drawn on: finer detail need not be asked for."""
        return self.height(), self.width()

    def least_height(self) -> int:
        """px of letters of their own size that the picture takes at least; where there is less it is scrolled. 0: what
        stands in it decides."""
        return 0

    def show_choice(self, choice: Any) -> None:
        """What the user has chosen to see in this view; its picture follows when it has come."""

    # ---- painted by hand: laid out as if letters had their own size, and painted as many times as large as they are

    @property
    def inside(self) -> tuple[int, int]:
        """Width and height to lay out in."""
        scale = theme.letters()
        return round(self.width() / scale), round(self.height() / scale)

    def within(self, at: QPointF) -> QPointF:
        """A place of the widget in what is laid out."""
        return QPointF(at.x() / theme.letters(), at.y() / theme.letters())

    def scaled(self, painter: QPainter) -> Canvas:
        """Scales the painter and gives it the fonts for that."""
        painter.scale(theme.letters(), theme.letters())
        return Canvas(painter, theme.current(), on_scaled=True)

    def marks(self) -> tuple[Mark, ...]:
        """Where the question marks belong."""
        return ()

    def topic_at(self, point: QPoint) -> Topic | None:  # noqa: ARG002 - for those that override it
        """What explains the place ``point`` of the view, None: what explains all of it."""
        return None

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(hint.width(), max(hint.height(), round(self.least_height() * theme.letters())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask_height()  # a wide picture may stand on less

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
    """An empty view says what will appear in it and how to make it appear, or why it cannot."""
    if isinstance(view, View) and view.lacking:
        how = view.lacking
    look = theme.current()
    canvas = Canvas(painter, look)
    rect = view.rect().adjusted(16, 16, -16, -16)
    painter.fillRect(view.rect(), canvas.colour(look.panel if panel else look.window))
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
    top, bottom = rect.adjusted(0, 0, 0, -rect.height() // 2 - 2), rect.adjusted(0, rect.height() // 2 + 2, 0, 0)
    canvas.write(top, title, look.ink, flags | Qt.AlignmentFlag.AlignBottom, canvas.bold)
    canvas.write(bottom, how, look.muted, flags | Qt.AlignmentFlag.AlignTop)
