"""The window at every size that is promised, in both languages: nothing is cut, outside, or on something else.

A screen of 1920 × 1080 at 150 % is one of 1280 × 720, at 200 % one of 960 × 540; 3840 × 2160 at 200 % is 1920 × 1080.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot

from gatescope.gui.commands.palette import CommandPalette
from gatescope.gui.importing.talk import State
from gatescope.gui.look import language
from gatescope.gui.panels.runs.lines import Measure, RunRow
from gatescope.gui.panels.runs.list import RunList
from gatescope.gui.panels.start.samples import sample
from gatescope.gui.scenes.asking import STACK
from gatescope.gui.views.pipeline.scene import PIPELINE
from gatescope.gui.views.spec import Place
from gatescope.gui.views.stack.sharing.choice import Mode, RowsChoice
from gatescope.gui.window.window import RUNS
from tests.gui.lent_engine import LentBridge, LentEngine
from tests.gui.seen_text import cut_headings, elided, faults
from tests.gui.test_entering import shown_whole
from tests.gui.test_with_engine import User, at_a_window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, about popups

SIZES = ((960, 540), (1280, 720), (1920, 1080))
DIALOGS = (QDialog, CommandPalette)
LANGUAGES = (language.ENGLISH, language.KOREAN)


@pytest.fixture
def user(lent_engine: LentEngine, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[User]:
    with at_a_window(LentBridge(lent_engine), qtbot, qapp, tmp_path) as somebody:
        yield somebody
        language.apply(qapp, language.ENGLISH)


def told(found: dict[str, str]) -> str:
    return "\n".join(f"{fault} ({where})" for fault, where in found.items())


def settle() -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what was closed is gone
    for _ in range(4):
        QApplication.processEvents()


def lasting(window: QWidget, *more: Callable[[QWidget], list[str]]) -> list[str]:
    """The faults that are found, and still found when what the engine has said meanwhile is laid out: answers come as
    they come."""

    def look() -> list[str]:
        return [fault for each in (faults, *more) for fault in each(window)]

    first = look()
    if first:
        settle()
    return [fault for fault in look() if fault in first] if first else []


def trained(user: User, id: str, steps: int = 12) -> None:
    user.window.guide.tour.start(id)
    user.wait(lambda: user.conductor.selected is not None and user.run.step >= steps)
    user.conductor.pause()
    user.wait(lambda: not user.conductor.training)


def sides(user: User) -> dict[str, Callable[[], object]]:
    """Every tab at the right, and how it is turned to."""
    board = user.window.board
    tabs = board._shelves[Place.SIDE].tabs
    names = [name for name, spec in board.specs.items() if spec.place is Place.SIDE and not spec.rare]
    return {RUNS: lambda: tabs.turn(RUNS)} | {name: lambda name=name: board.show(name) for name in names}


def middles(user: User) -> dict[str, Callable[[], object]]:
    """Every way in which the middle may be shown."""
    conductor, board = user.conductor, user.window.board

    def rows(mode: Mode, focus: str = "") -> None:
        board.show(STACK)
        conductor.choose(RowsChoice(mode, focus))

    found: dict[str, Callable[[], object]] = {"all": lambda: rows(Mode.ALL)}
    found |= {focus: lambda focus=focus: rows(Mode.SIMPLE, focus) for focus in ("cell", "forecast", "next")}  # type: ignore[misc]
    return found | {PIPELINE: lambda: board.show(PIPELINE)}


def turn_to(user: User, name: str, turn: Callable[[], object]) -> None:
    turn()
    settle()
    view = user.window.board.views.get(name)
    user.wait(lambda: view is None or view.scene is not None or bool(view.lacking))
    user.window.draw_all()
    settle()


def walk(user: User, qapp: QApplication) -> Iterator[str]:
    """One window through languages and sizes; where it stands now."""
    for code in LANGUAGES:
        language.apply(qapp, code)
        for wide, tall in SIZES:
            user.window.resize(wide, tall)
            settle()
            assert (user.window.width(), user.window.height()) == (wide, tall)
            yield f"{wide}×{tall} {code}"


def test_nothing_is_cut_outside_or_on_something_else(user: User, qapp: QApplication) -> None:
    trained(user, "sine")
    found: dict[str, str] = {}
    for place in walk(user, qapp):
        for name, turn in sides(user).items():
            turn_to(user, name, turn)
            seen = lasting(user.window, elided)
            found |= {fault: f"{place} {name}" for fault in seen if fault not in found}
    assert not found, told(found)


@pytest.mark.parametrize("id", ["sine", "lighthouse"])
def test_the_middle_is_whole_in_every_way_it_can_be(user: User, qapp: QApplication, id: str) -> None:
    trained(user, id)
    found: dict[str, str] = {}
    for place in walk(user, qapp):
        for name, turn in middles(user).items():
            turn_to(user, "", turn)
            found |= {fault: f"{place} {name}" for fault in lasting(user.window) if fault not in found}
    assert not found, told(found)


def test_the_page_of_the_first_minute_and_a_file_that_waits(user: User, qapp: QApplication) -> None:
    found: dict[str, str] = {}
    for place in walk(user, qapp):
        found |= {fault: f"{place} welcome" for fault in lasting(user.window) if fault not in found}
    user.open(str(sample("airline").path))
    for place in walk(user, qapp):
        found |= {fault: f"{place} open" for fault in lasting(user.window) if fault not in found}
    assert not found, told(found)


@pytest.mark.parametrize("id", ["airline", "lighthouse"])
def test_a_file_before_it_is_learnt(user: User, qapp: QApplication, id: str) -> None:
    user.window.files.show(str(sample(id).path))
    user.wait(lambda: user.window.files.screen is not None)
    screen = user.window.files.screen
    user.wait(lambda: screen.talk.state is not State.ASKING)
    found: dict[str, str] = {}
    for place in walk(user, qapp):
        user.wait(lambda: screen.talk.state is not State.ASKING)
        found |= {fault: f"{place} import" for fault in lasting(screen.window()) if fault not in found}
    assert not found, told(found)


def test_every_dialog_fits_the_smallest_window(user: User, qapp: QApplication) -> None:
    trained(user, "sine")
    found: dict[str, str] = {}
    user.window.resize(*SIZES[0])
    for code in LANGUAGES:
        language.apply(qapp, code)
        for name in ("settings", "palette", "shortcuts", "help", "explain", "export", "run_table"):
            user.window.actions_by_name[name].trigger()
            settle()
            (dialog,) = (each for kind in DIALOGS for each in user.window.findChildren(kind) if each.isVisible())
            assert (dialog.width() <= SIZES[0][0], dialog.height() <= SIZES[0][1]) == (True, True), name
            found |= {fault: f"{code} {name}" for fault in lasting(dialog) if fault not in found}
            dialog.close()
            settle()
    assert not found, told(found)


def test_every_list_in_the_window_shows_all_its_entries(user: User, qapp: QApplication) -> None:
    trained(user, "sine")
    for place in walk(user, qapp):
        lists = [each for each in user.window.findChildren(QComboBox) if each.isVisible() and each.isEnabled()]
        assert len(lists) > 2
        assert [each.accessibleName() for each in lists if not shown_whole(each)] == [], place


def test_what_is_open_stands_in_the_line_of_the_menus(user: User) -> None:
    bar, title = user.window.menuBar(), user.window.title
    middle = title.mapTo(bar, title.rect().center()).y()
    assert all(abs(bar.actionGeometry(menu).center().y() - middle) <= 1 for menu in bar.actions())


@pytest.mark.parametrize(("unit", "whole"), [("Passengers", True), ("a unit that nobody can pronounce", False)])
def test_the_unit_of_the_errors_is_read_in_their_heading(qtbot: QtBot, unit: str, whole: bool) -> None:
    runs = RunList()
    qtbot.addWidget(runs)
    runs.resize(272, 300)
    runs.show()
    rows = (RunRow(1, 1, "LSTM 16", 0.5, 0.1, ""),)
    runs.show_runs(rows, 1, measure=Measure(f"RMSE\n{unit}", f"In {unit}"))
    heading = runs._tree.headerItem()
    assert (heading.text(2) == f"RMSE\n{unit}") is whole
    assert unit in heading.toolTip(2)
    assert list(cut_headings(runs)) == []
