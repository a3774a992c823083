"""The panel at the left: what is below is in sight, however much stands above."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from gatescope.gui.window.left_panel import SHARE, LeftPanel


class Block(QLabel):
    def __init__(self, height: int) -> None:
        super().__init__()
        self.setFixedHeight(height)


def panel(qtbot: QtBot, above: int, below: int, height: int = 600) -> tuple[LeftPanel, Block]:
    block = Block(below)
    made = LeftPanel((Block(above),), (block,), 232)
    qtbot.addWidget(made)
    made.resize(232, height)
    made.show()
    qtbot.waitUntil(lambda: made._below.height() > 0)
    return made, block


def heights(made: LeftPanel) -> tuple[int, int]:
    return made._above.height(), made._below.height()


@pytest.mark.parametrize(("above", "below"), [(100, 100), (2000, 100), (100, 500), (2000, 200)])
def test_what_is_below_has_the_room_it_needs(qtbot: QtBot, above: int, below: int) -> None:
    made, _ = panel(qtbot, above, below)
    missing = max(0, below + 24 - max(round(SHARE * 600), 600 - 1 - above - 24))
    qtbot.waitUntil(lambda: made._below.verticalScrollBar().maximum() == missing)
    qtbot.waitUntil(lambda: sum(heights(made)) == 599)


def test_two_long_halves_share(qtbot: QtBot) -> None:
    made, _ = panel(qtbot, 2000, 2000)
    qtbot.waitUntil(lambda: heights(made)[1] == round(SHARE * 600))


def test_it_follows_what_is_in_it(qtbot: QtBot) -> None:
    made, block = panel(qtbot, 2000, 100)
    block.setFixedHeight(200)
    qtbot.waitUntil(lambda: made._below.height() == 224)
    block.hide()
    qtbot.waitUntil(lambda: made._below.height() < 60)
    made.resize(232, 300)
    assert made.width() == 232
    assert isinstance(made._above.widget(), QWidget)
