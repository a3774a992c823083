"""Before an audience: the whole screen, larger letters, nothing at the sides, and rows that a number uncovers."""

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from gatescope.gui.commands.actions import Actions
from gatescope.gui.controllers.first_steps import FirstSteps
from gatescope.gui.controllers.middle.timeline_height import TimelineHeight
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.views.stack.sharing.choice import RowsChoice
from gatescope.gui.views.stack.view import StackView

LETTERS = 1.5
MODES = ("simple_rows", "all_rows", "cell_mode")  # their keys are numbers of rows meanwhile
TO_THE_STACK = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Plain(Protocol):
    """What can do with less."""

    def show_plain(self, plain: bool) -> None: ...


@dataclass(frozen=True)
class Hall:
    """What is seen, what is put away (``aside``) before an audience, and what shows less of itself then."""

    window: QMainWindow
    guide: FirstSteps
    actions: Actions
    stack: StackView
    height: TimelineHeight
    aside: tuple[QWidget, ...]
    plainer: tuple[Plain, ...]


class Presenting(QObject):
    """Follows the choice; also takes the keys of the window that nobody else had a use for."""

    def __init__(self, conductor: Conductor, hall: Hall) -> None:
        super().__init__(hall.window)
        self._conductor, self._hall = conductor, hall
        self._on = False
        self._state = Qt.WindowState.WindowNoState  # of the window before
        self._keys: dict[str, list[QKeySequence]] = {}
        hall.window.installEventFilter(self)
        conductor.state_changed.connect(self._follow)

    def turn(self) -> None:
        rows = self._rows
        self._conductor.choose(rows.presenting(not rows.presented))

    def leave(self) -> None:
        """Everything is as it was before, so that it is kept so when the window closes."""
        if self._on:
            self.turn()

    @property
    def _rows(self) -> RowsChoice:
        return self._conductor.state.choice(RowsChoice)

    def _follow(self) -> None:
        if self._rows.presented != self._on:
            self._on = self._rows.presented
            (self._begin if self._on else self._end)()

    def _begin(self) -> None:
        hall = self._hall
        self._state = hall.window.windowState()
        hall.guide.keep_away(hall.aside)
        hall.window.menuBar().hide()
        hall.window.statusBar().hide()
        for part in hall.plainer:
            part.show_plain(True)
        self._keys = {name: hall.actions[name].shortcuts() for name in MODES}
        for name in MODES:
            hall.actions[name].setShortcuts([])
        _enlarge(LETTERS)
        hall.window.showFullScreen()
        hall.height.present(True)

    def _end(self) -> None:
        hall = self._hall
        _enlarge(1.0)
        for name, keys in self._keys.items():
            hall.actions[name].setShortcuts(keys)
        hall.window.menuBar().show()
        hall.window.statusBar().show()
        for part in hall.plainer:
            part.show_plain(False)
        hall.guide.keep_away(())
        hall.window.setWindowState(self._state)
        hall.height.present(False)

    def _back(self) -> bool:
        """One step out, of what is large first; False where there is none."""
        rows = self._rows
        if rows.focus or rows.guest:
            self._conductor.choose(rows.back())
        elif rows.presented:
            self.turn()
        else:
            return False
        return True

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that nothing in the window had a use for."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._taken(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _taken(self, event: QKeyEvent) -> bool:
        key, stack = Qt.Key(event.key()), self._hall.stack
        if key == Qt.Key.Key_Escape:
            return self._back()
        if self._on and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            stack.uncover(key - Qt.Key.Key_0)
            return True
        nobody = self._hall.window.focusWidget() in (None, self._hall.window)
        if key in TO_THE_STACK and stack.isVisible() and nobody:
            stack.keyPressEvent(event)
            return True
        return False


def _enlarge(letters: float) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.enlarge(app, letters)
