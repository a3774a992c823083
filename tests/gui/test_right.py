"""The panel at the right: findings have their place below the tabs, and nothing above moves when one comes."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from gatescope.gui.window.right_panel import HIGH, LOW, WIDTH, RightPanel


def panel(qtbot: QtBot, said: int, height: int = 600) -> tuple[RightPanel, QLabel, QWidget]:
    words, tabs = QLabel(), QWidget()
    words.setFixedHeight(said)
    made = RightPanel(tabs, words)
    qtbot.addWidget(made)
    made.resize(WIDTH, height)
    made.show()
    return made, words, tabs


@pytest.mark.parametrize("said", [20, 60, 90])
def test_a_few_words_more_move_nothing(qtbot: QtBot, said: int) -> None:
    made, _, tabs = panel(qtbot, said)
    qtbot.waitUntil(lambda: (made.findings.height(), tabs.height()) == (LOW, 600 - LOW - 1))


def test_many_scroll_by_themselves(qtbot: QtBot) -> None:
    made, words, tabs = panel(qtbot, 100)
    words.setFixedHeight(900)
    qtbot.waitUntil(lambda: (made.findings.height(), tabs.height()) == (HIGH, 600 - HIGH - 1))
    qtbot.waitUntil(lambda: made.findings.verticalScrollBar().maximum() > 0)


def test_a_low_window_is_shared(qtbot: QtBot) -> None:
    made, words, _ = panel(qtbot, 100, 300)
    words.setFixedHeight(900)
    qtbot.waitUntil(lambda: made.findings.height() == 150)


def test_nothing_said_of_no_run_takes_no_place(qtbot: QtBot) -> None:
    _made, words, tabs = panel(qtbot, 100)
    words.hide()
    qtbot.waitUntil(lambda: tabs.height() == 599)
    words.show()
    qtbot.waitUntil(lambda: tabs.height() < 599)
