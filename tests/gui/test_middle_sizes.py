"""Whatever has the middle of the window, at every size that is promised and in both languages: nothing is cut, outside,
or on something else. Before an audience neither."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gatescope.gui.look import language, theme
from gatescope.gui.views.stack.sharing.choice import Mode, RowsChoice
from tests.gui.lent_engine import LentBridge, LentEngine
from tests.gui.seen_text import elided, faults
from tests.gui.test_every_size import settle, told, trained, walk
from tests.gui.test_with_engine import User, at_a_window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

MIDDLES = {
    "all rows": RowsChoice(Mode.ALL),
    "cell": RowsChoice(Mode.CELL),
    "a gate": RowsChoice(Mode.ALL, "forget_gate"),
    "a gate as lines": RowsChoice(Mode.ALL, "forget_gate", drawn="forget_gate/lines"),
    **{page: RowsChoice(guest=page) for page in ("runs", "weights", "unit", "what-if", "loss")},
}


@pytest.fixture
def user(lent_engine: LentEngine, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[User]:
    with at_a_window(LentBridge(lent_engine), qtbot, qapp, tmp_path) as somebody:
        yield somebody
        language.apply(qapp, language.ENGLISH)
        theme.enlarge(qapp, 1.0)


def looked_at(user: User, choice: RowsChoice) -> list[str]:
    """What is wrong with the window while this has the middle."""
    user.conductor.choose(choice)
    settle()
    user.window.draw_all()
    settle()
    return [*faults(user.window), *elided(user.window)]


@pytest.mark.parametrize("id", ["sine", "lighthouse"])
def test_nothing_is_cut_whatever_has_the_middle(user: User, qapp: QApplication, id: str) -> None:
    trained(user, id)
    found: dict[str, str] = {}
    for place in walk(user, qapp):
        for name, choice in MIDDLES.items():
            found |= {fault: f"{place} {name}" for fault in looked_at(user, choice) if fault not in found}
    assert not found, told(found)


def test_nothing_is_cut_before_an_audience(user: User, qapp: QApplication) -> None:
    trained(user, "sine")
    user.window.actions_by_name["present"].trigger()
    found: dict[str, str] = {}
    for code in (language.ENGLISH, language.KOREAN):
        language.apply(qapp, code)
        for size in ((1280, 720), (1920, 1080)):
            user.window.resize(*size)
            for name, choice in MIDDLES.items():
                seen = looked_at(user, choice.presenting(True))
                found |= {fault: f"{size} {code} {name}" for fault in seen if fault not in found}
    user.window.actions_by_name["present"].trigger()
    assert not found, told(found)
