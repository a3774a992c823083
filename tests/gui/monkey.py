"""A user who knows nothing and presses everything: seeded, so that what broke can be done again."""

import os
import random
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest
from PySide6.QtCore import QMessageLogContext, QPoint, QPointF, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QLineEdit,
    QMenu,
    QSpinBox,
    QWidget,
)
from shiboken6 import isValid

from gatescope.gui.controllers.commands.table import COMMANDS
from gatescope.gui.window.window import MainWindow

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE = Qt.KeyboardModifier.NoModifier
MODIFIERS = (NONE, NONE, NONE, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
KEYS = (
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_PageUp),
    *(Qt.Key.Key_F1, Qt.Key.Key_T, Qt.Key.Key_Space, Qt.Key.Key_Backspace),
)
WORDS = ("", "1", "-7", "99999999999", "abc", "한글 문장", "the king", "\u0000x", "😀", "1e-4", ",", "a" * 300)
SETS_OFF = frozenset({"quit"})  # what ends the game
IGNORED = ("This plugin does not support",)  # the offscreen platform, about what it has no screen for


class Complaints:
    """Everything that must not happen: an exception that nobody caught, a word of Qt's."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.said.append("".join(traceback.format_exception(kind, error, trace)))

    def unraisable(self, what: Any) -> None:
        self.exception(what.exc_type, what.exc_value, what.exc_traceback)

    def message(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if not any(known in text for known in IGNORED):
            self.said.append(f"{kind.name}: {text}")


@contextmanager
def heard() -> Iterator[Complaints]:
    """Collects complaints as long as the block lasts."""
    complaints = Complaints()
    before = sys.excepthook, sys.unraisablehook
    sys.excepthook, sys.unraisablehook = complaints.exception, complaints.unraisable
    handler = qInstallMessageHandler(complaints.message)
    try:
        yield complaints
    finally:
        sys.excepthook, sys.unraisablehook = before
        qInstallMessageHandler(handler)


def answer_dialogs(patch: pytest.MonkeyPatch, choose: Callable[[], str], folder: Path) -> None:
    """Files are chosen at once: the system's own dialogs are not ours to press."""
    patch.setattr("gatescope.gui.kit.file_dialogs.choose_file", lambda _parent, _folder: choose())
    patch.setattr(
        "gatescope.gui.kit.file_dialogs.choose_session", lambda _parent, _suggestion: str(folder / "saved.gatescope")
    )
    chosen = str(folder / "picture"), ""
    patch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_: chosen)


def ways_on(window: MainWindow) -> set[str]:
    """What a person could do now that leads anywhere."""
    actions = {name for name in ("open", "play", "welcome") if window.actions_by_name[name].isEnabled()}
    buttons = {b.text() for b in window.bars.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()}
    return actions | buttons


class Monkey:
    """``act`` does one thing at random and remembers it in ``done``."""

    def __init__(self, window: MainWindow, seed: int, files: tuple[str, ...], deadly: float = 0.0) -> None:
        """``deadly`` is the share of acts that kill the engine."""
        self.window, self.files = window, files
        self._random = random.Random(seed)
        self.done: deque[str] = deque(maxlen=25)
        acts = ((self.click, 30), (self.drag, 8), (self.wheel, 4), (self.key, 18), (self.command, 20), (self.enter, 14))
        rest = ((self.open, 2), (self.resize, 1), (self.dismiss, 6), (self.kill, 100 * deadly))
        self._acts, self._weights = zip(*(*acts, *rest), strict=True)

    def act(self) -> None:
        self._random.choices(self._acts, self._weights)[0]()

    def _note(self, what: str, widget: QWidget | None = None) -> None:
        who = ""
        if widget is not None and isValid(widget):  # what was pressed may have gone by that
            who = f" {type(widget).__name__} {widget.accessibleName() or widget.objectName()}"
        self.done.append(what + who)

    # ---- where ------------------------------------------------------------------------------------------------------

    def _top(self) -> QWidget:
        """A person sees a popup or a dialog first, most of the time."""
        above: list[QWidget] = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not self.window]
        above = [w for w in above if isinstance(w, QMenu | QDialog) or w is QApplication.activePopupWidget()]
        return self._random.choice(above) if above and self._random.random() < 0.7 else self.window

    def _widget(self, kind: type[QWidget] = QWidget) -> QWidget | None:
        top = self._top()
        there = [w for w in top.findChildren(kind) if w.isVisible() and w.isEnabled()]
        shown = [w for w in there if not w.visibleRegion().isEmpty()]
        return self._random.choice(shown) if shown else (top if kind is QWidget else None)

    def _place(self, widget: QWidget) -> QPoint:
        return QPoint(self._random.randrange(max(1, widget.width())), self._random.randrange(max(1, widget.height())))

    # ---- what -------------------------------------------------------------------------------------------------------

    def click(self) -> None:
        widget = self._widget(QAbstractButton if self._random.random() < 0.4 else QWidget)
        if widget is None:
            return
        button, modifier = self._random.choice((LEFT, LEFT, LEFT, LEFT, RIGHT)), self._random.choice(MODIFIERS)
        self._note(f"{button.name} {modifier.name}", widget)
        press = QTest.mouseDClick if self._random.random() < 0.1 else QTest.mouseClick
        press(widget, button, modifier, self._place(widget))

    def drag(self) -> None:
        widget = self._widget()
        if widget is None:
            return
        self._note("drag", widget)
        QTest.mousePress(widget, LEFT, NONE, self._place(widget))
        for _ in range(4):
            QTest.mouseMove(widget, self._place(widget))
        QTest.mouseRelease(widget, LEFT, NONE, self._place(widget))

    def wheel(self) -> None:
        widget = self._widget()
        if widget is None:
            return
        self._note("wheel", widget)
        at = QPointF(self._place(widget))
        turn, nothing = QPoint(0, self._random.choice((-120, 120, 600))), QPoint()
        phase = Qt.ScrollPhase.NoScrollPhase
        everywhere = QPointF(widget.mapToGlobal(at))
        button = Qt.MouseButton.NoButton
        event = QWheelEvent(at, everywhere, nothing, turn, button, self._random.choice(MODIFIERS), phase, False)
        QApplication.sendEvent(widget, event)

    def key(self) -> None:
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or self.window
        key, modifier = self._random.choice(KEYS), self._random.choice(MODIFIERS)
        self._note(f"key {modifier.name} {key.name}", target)
        QTest.keyClick(target, key, modifier)

    def command(self) -> None:
        command = self._random.choice([one for one in COMMANDS if one.name not in SETS_OFF])
        self._note(f"command {command.name}")
        self.window.actions_by_name[command.name].trigger()

    def enter(self) -> None:
        """Puts something into a field, as typing and choosing would."""
        kind = self._random.choice((QSpinBox, QDoubleSpinBox, QComboBox, QLineEdit, QAbstractSlider))
        field = self._widget(kind)
        self._note("enter", field)
        match field:
            case QComboBox() if field.count():
                field.setCurrentIndex(self._random.randrange(field.count()))
            case QLineEdit() if not isinstance(field.parent(), QAbstractSpinBox):
                field.setText(self._random.choice(WORDS))
                QTest.keyClick(field, self._random.choice((Qt.Key.Key_Return, Qt.Key.Key_Tab)))
            case QSpinBox() | QAbstractSlider():
                most = min(field.maximum(), self._random.choice((3, 24, 100)))
                field.setValue(self._random.randint(min(field.minimum(), most), most))
            case QDoubleSpinBox():
                field.setValue(self._random.choice((0.0, 1e-4, 0.01, 1.0, field.maximum())))

    def open(self) -> None:
        path = self._random.choice(self.files)
        self._note(f"open {Path(path).name}")
        self.window.open_path(path)

    def resize(self) -> None:
        self._note("resize")
        self.window.resize(self._random.randint(800, 1900), self._random.randint(500, 1060))

    def dismiss(self) -> None:
        """Closes what is above the window."""
        top = self._top()
        if top is not self.window:
            self._note("close", top)
            top.close()

    def kill(self) -> None:
        pid = self.window.conductor.bridge.pid
        if pid:
            self._note("kill")
            os.kill(pid, 9)
