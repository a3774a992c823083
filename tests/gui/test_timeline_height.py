"""The timeline grows in focus and gives way before an audience; in whatever order that ends, it is as it was."""

from itertools import permutations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget
from pytestqt.qtbot import QtBot

from gatescope.gui.controllers.middle.timeline_height import GROWN, PRESENTED, TimelineHeight

OWN = 150  # px that its user chose


@pytest.fixture
def heights(qtbot: QtBot) -> QSplitter:
    made = QSplitter(Qt.Orientation.Vertical)
    for _ in range(2):
        made.addWidget(QWidget())
    qtbot.addWidget(made)
    made.resize(300, 900)
    made.show()
    made.setSizes([900, OWN])
    made.setSizes([made.sizes()[0] + made.sizes()[1] - OWN, OWN])
    return made


def test_it_comes_back_from_every_order_of_both(heights: QSplitter) -> None:
    height = TimelineHeight(heights)
    steps = [("grow", True), ("grow", False), ("present", True), ("present", False)]
    for order in permutations(steps):
        for name, on in order:
            getattr(height, name)(on)
        height.rest()
        assert heights.sizes()[1] == OWN, order


def test_focus_counts_for_more_than_the_audience(heights: QSplitter) -> None:
    height = TimelineHeight(heights)
    height.present(True)
    assert heights.sizes()[1] == PRESENTED
    height.grow(True)
    assert heights.sizes()[1] >= GROWN
    height.present(False)
    assert heights.sizes()[1] >= GROWN
    height.grow(False)
    assert heights.sizes()[1] == OWN


@pytest.mark.parametrize(
    ("window", "tall"), [(540, 124), (720, 124), (900, 160), (1080, 160), (1400, 280), (2160, 320)]
)
def test_what_nobody_chose_suits_the_window(heights: QSplitter, window: int, tall: int) -> None:
    heights.resize(300, window)
    TimelineHeight(heights).suit(window)
    assert heights.sizes()[1] == pytest.approx(tall, abs=2)
