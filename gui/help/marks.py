"""The small question marks beside the names of what is drawn, and the menu of a picture.

The views paint their names themselves and know nothing of help; a ``HelpMarks`` lies over one view, asks it where its
names are and puts a mark beside each. Nothing is moved while the view is being painted.
"""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QCursor, QMouseEvent
from PySide6.QtWidgets import QToolButton

from gatescope.gui.exporting import pictures as exporting
from gatescope.gui.kit.view import MARK as SIZE
from gatescope.gui.kit.view import Mark, View
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.words.explained import Topic, words

NOWHERE = -1


class HelpMarks(QObject):
    """``asked`` carries the topic; ``menu_asked`` the topic under the mouse and where on the screen a menu belongs."""

    asked = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(self, view: View[Any], topic: Topic) -> None:
        """``topic`` explains what of the view has no topic of its own."""
        super().__init__(view)
        self.view, self._topic = view, topic
        self._shown: tuple[Mark, ...] = ()
        self._wanted: tuple[Mark, ...] = ()
        self._mouse = NOWHERE
        self.buttons: list[QToolButton] = []
        view.setMouseTracking(True)
        view.installEventFilter(self)

    def topic(self) -> Topic:
        """What F1 asks about: what the mouse is over, else what stands first."""
        return self._topic_at(self.view.mapFromGlobal(QCursor.pos()))

    def _topic_at(self, point: QPoint) -> Topic:
        return self.view.topic_at(point) or self._topic

    def _look(self) -> None:
        wanted = self.view.marks()
        if wanted != self._wanted:
            self._wanted = wanted
            QTimer.singleShot(0, self, self._place)

    def _place(self) -> None:
        if self._shown == self._wanted:
            return
        self._shown = self._wanted
        while len(self.buttons) < len(self._shown):
            self.buttons.append(self._make_button(len(self.buttons)))
        for button, mark in zip(self.buttons, self._shown, strict=False):
            button.move(mark.x, mark.y)
            button.setAccessibleName(self.tr("What is this: {name}?").format(name=words(mark.topic).title))
        self._reveal()

    def _reveal(self) -> None:
        """A mark on every row would be more than there is to read: only the row under the mouse has its."""
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(self._shown) and self._shown[number].seen(self._mouse))

    def _follow(self, mouse: int) -> None:
        if mouse != self._mouse:
            self._mouse = mouse
            self._reveal()

    def _make_button(self, number: int) -> QToolButton:
        button = QToolButton(self.view)
        button.setText("?")
        button.setProperty(exporting.NO_PART, True)
        button.setFixedSize(SIZE, SIZE)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F1 asks for the picture that has the focus
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        spoken(button, lambda: button.setToolTip(self.tr("What am I looking at?")))
        button.setStyleSheet(_style())
        button.clicked.connect(lambda: self.asked.emit(self._shown[number].topic))
        return button

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.Paint | QEvent.Type.Resize | QEvent.Type.Show:
                self._look()
            case QEvent.Type.LanguageChange:
                self._shown = ()
                self._place()
            case QEvent.Type.MouseMove if isinstance(event, QMouseEvent):
                self._follow(int(event.position().y()))
            case QEvent.Type.Leave:
                self._follow(NOWHERE)
            case QEvent.Type.PaletteChange:
                for button in self.buttons:
                    button.setStyleSheet(_style())
            case QEvent.Type.ContextMenu if isinstance(event, QContextMenuEvent):
                self.menu_asked.emit(self._topic_at(event.pos()), event.globalPos())
                return True
            case _:
                pass
        return super().eventFilter(watched, event)


def _style() -> str:
    look = theme.current()
    return (
        f"QToolButton {{ color: {look.muted}; background: transparent; border: 1px solid {look.border};"
        f" border-radius: {SIZE // 2}px; padding: 0; min-height: 0; font-size: {theme.SMALL - 1}px; }}"
        f"QToolButton:hover {{ color: {look.on_accent}; background: {look.accent}; border-color: {look.accent}; }}"
    )
