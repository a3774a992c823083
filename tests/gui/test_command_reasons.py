"""What cannot be done says why: on its button, in the menu and the palette, and where it is asked for all the same."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from gatescope.engine.protocol.messages import RunState
from gatescope.gui.commands.actions import fill_menu, look_again, make_actions
from gatescope.gui.commands.command import Command, Face
from gatescope.gui.commands.palette import entries
from gatescope.gui.commands.shortcuts import sections
from gatescope.gui.look import language, theme
from tests.gui.stages import STATES, Stage


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    theme.apply(qapp, theme.LIGHT)


@pytest.fixture
def stage(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(request.param, qtbot, tmp_path)
    yield made
    made.close()


# ---- a table of one's own ---------------------------------------------------------------------------------------


@dataclass
class Lamp:
    """A desk with one thing on it."""

    there: bool = True
    lit: bool = False
    said: list[str] = field(default_factory=list)

    def turn(self) -> None:
        self.lit = not self.lit


OFF = Face("Put out", "reset")
TURN: Command[Lamp] = Command(
    "turn",
    "Light",
    "Light the lamp",
    Lamp.turn,
    keys=("Ctrl+J",),
    icon="play",
    group="file",
    may=lambda lamp: "" if lamp.there else "There is no lamp",
    checked=lambda lamp: lamp.lit,
    face=lambda lamp: OFF if lamp.lit else None,
)


def test_one_entry_is_all_that_a_command_needs(qtbot: QtBot) -> None:
    owner, lamp = QWidget(), Lamp()
    qtbot.addWidget(owner)
    actions = make_actions(owner, [TURN], lambda: lamp)
    menu = QMenu(owner)
    fill_menu(menu, actions.values())
    look_again(actions)
    (action,) = menu.actions()
    assert (action.text(), action.toolTip(), action.isChecked()) == ("Light", "Light the lamp (Ctrl+J)", False)
    action.trigger()
    assert lamp.lit
    assert (action.text(), action.objectName(), action.isChecked()) == ("Put out", "reset", True)
    assert [entry.text for entry in entries("put", actions)] == ["Put out"]
    assert [entry.text for entry in entries("light", actions)] == ["Put out"]  # by the name in the table, too
    assert sections(actions)[0].lines[0].keys == ("Ctrl+J",)


def test_what_is_greyed_says_why_in_the_menu_and_the_palette(qtbot: QtBot) -> None:
    owner, lamp = QWidget(), Lamp(there=False)
    qtbot.addWidget(owner)
    actions = make_actions(owner, [TURN], lambda: lamp)
    menu = QMenu(owner)
    fill_menu(menu, actions.values())
    look_again(actions)
    assert menu.toolTipsVisible()
    assert not actions["turn"].isEnabled()
    assert actions["turn"].toolTip() == "There is no lamp"
    (entry,) = entries("", actions)
    assert (entry.enabled, entry.tip) == (False, "There is no lamp")
    lamp.there = True
    look_again(actions)
    assert actions["turn"].isEnabled()
    assert actions["turn"].toolTip() == "Light the lamp (Ctrl+J)"


def test_what_cannot_be_done_any_more_is_refused_where_it_acts(qtbot: QtBot) -> None:
    owner, lamp = QWidget(), Lamp()
    qtbot.addWidget(owner)
    actions = make_actions(owner, [TURN], lambda: lamp)
    look_again(actions)
    actions["turn"].refused.connect(lamp.said.append)
    lamp.there = False  # and nobody has looked since
    actions["turn"].trigger()
    assert lamp.said == ["There is no lamp"]
    assert not lamp.lit
    assert not actions["turn"].isChecked()  # Qt had set the mark
    assert not actions["turn"].isEnabled()


# ---- the window's ------------------------------------------------------------------------------------------------

OFF_IN = {
    "welcome": {"Nothing is open yet": {"play", "step", "steps", "new_run", "save", "save_as", "import", "pipeline"}},
    "open": {
        "There is no run yet": {"reset", "fork", "first", "find_unit", "gradient", "free", "like", "run_table"},
        "This network reads numbers": {"pipeline"},
        "This is the present": {"live"},
    },
    "training": {"It is training": {"step", "steps"}, "This is the present": {"later", "live", "fork"}},
    "lost": {"The training process is not running": {"play", "step", "reset", "new_run", "save", "first", "earlier"}},
}


@pytest.mark.parametrize("stage", STATES, indirect=True)
def test_every_command_that_is_off_says_the_reason_that_it_would_give(stage: Stage) -> None:
    actions, desk = stage.window.actions_by_name, stage.window.desk
    for action in actions.values():
        reason = action.command.may(desk)
        assert action.isEnabled() == (not reason), action.command.name
        assert action.toolTip().startswith(reason or str(action.command.tip))
    for reason, names in OFF_IN.get(stage.state, {}).items():
        for name in names:
            assert actions[name].toolTip().startswith(reason), name


@pytest.mark.parametrize("stage", ["paused"], indirect=True)
def test_a_session_that_is_open_elsewhere_and_a_run_that_is_done_are_told(stage: Stage) -> None:
    conductor, actions = stage.conductor, stage.window.actions_by_name
    conductor.travel(0)
    assert actions["first"].toolTip() == "This is the first keyframe"
    assert actions["fork"].isEnabled()
    conductor.store.read_only = True
    conductor.runs_changed.emit()
    for name in ("play", "new_run", "reset", "fork"):
        assert actions[name].toolTip().startswith("This session is open elsewhere")
    assert not stage.window.model.shuffled.isEnabled()
    conductor.store.read_only = False
    record = conductor.selected
    assert record is not None
    record.info, record.status = msgspec.structs.replace(record.info, state=RunState.FINISHED), None
    conductor.runs_changed.emit()
    assert actions["step"].toolTip().startswith("This run has made all its steps")
    assert actions["play"].text().startswith("Train ")  # and goes on for more
    assert actions["play"].isEnabled()
    assert actions["new_run"].isEnabled()
    assert stage.window.model.shuffled.isEnabled()


@pytest.mark.parametrize("stage", ["paused"], indirect=True)
def test_the_window_says_in_its_status_line_what_it_refuses(stage: Stage) -> None:
    stage.conductor.store.read_only = True  # nobody has been told
    stage.window.actions_by_name["reset"].trigger()
    assert stage.window.status._news.text().startswith("This session is open elsewhere")
    assert len(stage.conductor.store.runs) == 1
    stage.window.status.announce("")
    stage.window.new_run.clicked.emit()  # a button that is never greyed
    assert stage.window.status._news.text().startswith("This session is open elsewhere")
    stage.conductor.store.read_only = False


@pytest.mark.parametrize("stage", ["open"], indirect=True)
def test_reasons_are_said_in_the_language_of_the_window(stage: Stage, qapp: QApplication) -> None:
    action = stage.window.actions_by_name["reset"]
    try:
        language.apply(qapp, language.KOREAN)
        qapp.processEvents()
        assert action.toolTip().startswith("아직 실행이 없습니다")
    finally:
        language.apply(qapp, language.ENGLISH)
    qapp.processEvents()
    assert action.toolTip().startswith("There is no run yet")
