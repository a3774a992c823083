"""Every command, menu item and control, in every situation: nothing breaks, and what is enabled does something."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QMenu,
    QScrollBar,
    QSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as TimedOut
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gatescope.gui.controllers.commands.table import COMMANDS
from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import language, theme
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.window.overrides import make_safe
from tests.gui.monkey import Monkey, answer_dialogs, ways_on
from tests.gui.stages import FAKE, STATES, Stage
from tests.gui.windows import built

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, about popups

FIELDS = (QAbstractButton, QComboBox, QAbstractSpinBox, QAbstractSlider)
DIALOGS = ("palette", "settings", "shortcuts", "help", "explain", "export", "find_unit", "import", "run_table")


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qapp: QApplication) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    answer_dialogs(monkeypatch, lambda: "/data/missing.csv", tmp_path)
    make_safe()  # as the program does before its window
    theme.apply(qapp, theme.LIGHT)


@pytest.fixture(params=STATES)
def stage(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(request.param, qtbot, tmp_path)
    yield made
    made.close()


def test_every_enabled_command_does_something(stage: Stage, qtbot: QtBot) -> None:
    idle = []
    for command in COMMANDS:
        action = stage.window.actions_by_name[command.name]
        if not action.isEnabled() or command.name == "quit":
            continue
        before = stage.seen()
        if command.keys:
            QTest.keySequence(stage.window, QKeySequence(command.keys[0]))
        else:
            action.trigger()
        try:
            qtbot.waitUntil(lambda before=before: stage.seen() != before, timeout=1000)
        except TimedOut:
            idle.append(command.name)
        assert ways_on(stage.window), command.name
        stage.come_back()
    assert not idle


def test_quit_closes(stage: Stage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stage.window.closed):
        QTest.keySequence(stage.window, QKeySequence("Ctrl+Q"))
    assert not stage.bridge.running


def press(field: QWidget) -> None:
    """Uses it as a person would: a button is clicked, anything else gets another value."""
    match field:
        case QToolButton() if field.menu() is not None:
            QTimer.singleShot(0, field.menu().close)  # it waits for the menu
            QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        case QAbstractButton():
            QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        case QComboBox():
            field.setCurrentIndex((field.currentIndex() + 1) % field.count())
        case QSpinBox() | QDoubleSpinBox():
            QTest.keyClick(field, Qt.Key.Key_Up)
            QTest.keyClick(field, Qt.Key.Key_Return)
        case QAbstractSlider():
            field.setValue(field.minimum() + field.singleStep())


def controls(root: QWidget) -> list[QWidget]:
    shown = [widget for kind in FIELDS for widget in root.findChildren(kind)]
    return [w for w in shown if w.isVisible() and w.isEnabled() and not isinstance(w, QScrollBar)]


def named(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.accessibleName() or text or widget.toolTip()}"


def test_every_control_of_the_window_can_be_used(stage: Stage, qtbot: QtBot) -> None:
    used, waiting = set(), controls(stage.window)
    assert len(waiting) > 5
    for field in waiting:
        if isValid(field) and field.isVisible() and field.isEnabled():
            used.add(named(field))
            press(field)
            assert ways_on(stage.window), named(field)
            if stage.window.isVisible() and stage.state != "welcome":
                stage.come_back()
    assert len(used) > 5
    assert stage.window.isVisible()


def entries(menu: QMenu) -> list[str]:
    """The texts of all that can be chosen, with the submenus' before them."""
    below = menu.findChildren(QMenu)
    own = {sub.title() for sub in below}
    found = [f"{sub.title()} → {text}" for sub in below for text in entries(sub)]
    return [one.text() for one in menu.actions() if not one.isSeparator() and one.text() not in own] + found


def choose(menu: QMenu, path: str) -> None:
    """Chooses by what it is called now: a menu is filled anew each time."""
    menu.aboutToShow.emit()
    first, _, rest = path.partition(" → ")
    if rest:
        choose(next(sub for sub in menu.findChildren(QMenu) if sub.title() == first), rest)
        return
    action = next(action for action in menu.actions() if action.text() == first)
    if action.isEnabled():
        action.trigger()


def test_every_item_of_the_menu_can_be_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    stage = Stage("training", qtbot, tmp_path)
    paths = [(menu, path) for menu in stage.window.menus for path in entries(menu) if path != "Quit"]
    assert len(paths) > len(COMMANDS) + 5
    for menu, path in paths:
        choose(menu, path)
        if path.startswith("Language"):
            language.apply(QApplication.instance(), language.ENGLISH)
        stage.come_back()
    stage.close()


@pytest.mark.parametrize("name", DIALOGS)
def test_every_control_of_a_dialog_can_be_used(name: str, qtbot: QtBot, tmp_path: Path) -> None:
    stage = Stage("paused", qtbot, tmp_path)
    action = stage.window.actions_by_name[name]
    action.trigger()
    tops = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not stage.window]
    if name not in ("find_unit", "palette"):  # these stand in the window
        assert tops
    for field in [field for top in tops for field in controls(top)]:
        if isValid(field) and field.isVisible() and field.isEnabled():
            press(field)
            qtbot.wait(1)
    stage.dismiss()
    assert ways_on(stage.window)
    stage.close()


@pytest.mark.parametrize("seed", range(2))
def test_pressing_anything_breaks_nothing(seed: int, qtbot: QtBot, tmp_path: Path) -> None:
    bridge = EngineBridge((sys.executable, FAKE))
    settings = Settings(QSettings(str(tmp_path / "monkey.ini"), QSettings.Format.IniFormat))
    window = built(Conductor(bridge), settings)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    bridge.start()
    monkey = Monkey(window, seed, ("/data/air.csv", "/data/missing.csv", "/data/x.gatescope"), deadly=0.01)
    closing = QTimer()  # a menu button waits for its menu
    closing.timeout.connect(lambda: (popup := QApplication.activePopupWidget()) and popup.close())
    closing.start(50)
    for _ in range(150):
        monkey.act()
        qtbot.wait(1)
        assert ways_on(window), "; ".join(monkey.done)
    closing.stop()
    window.close()
    bridge.deleteLater()
