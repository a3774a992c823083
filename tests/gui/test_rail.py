"""In a window with no room for it a column is a rail, which opens it over what stands beside."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gatescope.gui.look import theme
from gatescope.gui.panels.rail import ICONS, Rail
from gatescope.gui.panels.rail import WIDTH as RAIL
from gatescope.gui.scenes.asking import UNIT
from gatescope.gui.scenes.findings import FINDINGS
from gatescope.gui.state.sightings import Severity
from gatescope.gui.window.left_panel import ROOM as LEFT_ROOM
from gatescope.gui.window.left_panel import WIDTH as LEFT_WIDTH
from gatescope.gui.window.left_panel import FormColumn, LeftPanel
from gatescope.gui.window.right_panel import ROOM, WIDTH, RightColumn, RightPanel
from tests.gui.stages import Stage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton


class Host:
    """A window with a field in the middle, and the column beside it."""

    def __init__(self, qtbot: QtBot, width: int, wide: int = WIDTH) -> None:
        self.window, self.split, self.middle, self.name = QWidget(), QSplitter(), QPlainTextEdit("beside"), QLineEdit()
        tabs = QWidget()
        tabs.setMinimumWidth(200)
        self.tick = QCheckBox(tabs)
        self.name.setParent(tabs)
        self.column = RightColumn(RightPanel(tabs, QLabel("said")), wide)
        for at, part in enumerate((self.middle, self.column)):
            self.split.addWidget(part)
            self.split.setStretchFactor(at, 1 - at)
        self.split.setHandleWidth(1)
        box = QVBoxLayout(self.window)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.split)
        qtbot.addWidget(self.window)
        self.window.resize(width, 500)
        self.split.setSizes([10_000, wide])
        self.window.show()
        qtbot.waitExposed(self.window)
        QApplication.processEvents()

    @property
    def place(self) -> QRect:
        """Where the panel is, in the window."""
        panel = self.column.panel
        return QRect(panel.mapTo(self.window, QPoint()), panel.size())


@pytest.fixture
def narrow(qtbot: QtBot, qapp: QApplication) -> Host:
    theme.apply(qapp, theme.LIGHT)
    return Host(qtbot, ROOM - 120)


def test_with_room_it_stands_beside(qtbot: QtBot, qapp: QApplication) -> None:
    host = Host(qtbot, ROOM)
    assert host.column.panel.isVisible()
    assert host.column.rail.isHidden()
    assert host.middle.width() + host.column.width() + 1 == ROOM


def test_without_it_is_a_rail_and_the_middle_has_the_rest(narrow: Host) -> None:
    assert not narrow.column.panel.isVisible()
    assert narrow.column.rail.isVisible()
    assert narrow.column.width() == RAIL
    assert narrow.middle.width() == narrow.window.width() - RAIL - 1


def test_a_click_opens_it_over_the_middle_and_another_closes_it(narrow: Host) -> None:
    opener, wide = narrow.column.rail.opener, narrow.middle.width()
    QTest.mouseClick(opener, LEFT)
    assert narrow.column.panel.isVisible()
    assert narrow.place == QRect(narrow.window.width() - RAIL - WIDTH, 0, WIDTH, narrow.window.height())
    assert narrow.middle.width() == wide  # nothing moves below it
    QTest.mouseClick(opener, LEFT)
    assert not narrow.column.panel.isVisible()


def test_it_stays_while_one_works_beside_it_and_closes_by_escape_from_within(narrow: Host) -> None:
    column = narrow.column
    column.open()
    QTest.mouseClick(narrow.middle.viewport(), LEFT, pos=QPoint(20, 20))
    QTest.keyClick(narrow.middle, Qt.Key.Key_Escape)
    assert column.is_open
    narrow.tick.setFocus()
    QTest.keyClick(narrow.tick, Qt.Key.Key_Escape)
    assert not column.is_open


def test_a_name_that_is_typed_has_escape_first(narrow: Host) -> None:
    narrow.column.open()
    narrow.name.setFocus()
    QTest.keyClick(narrow.name, Qt.Key.Key_Escape)
    assert narrow.column.is_open


def test_it_follows_the_window_and_comes_back_as_wide_as_it_was(qtbot: QtBot, qapp: QApplication) -> None:
    host = Host(qtbot, ROOM + 200)
    host.split.setSizes([1, 360])
    QApplication.processEvents()
    before = host.column.width()
    assert before > WIDTH
    host.window.resize(ROOM - 200, 500)
    host.column.open()
    assert host.place.right() + 1 == ROOM - 200 - RAIL
    host.window.resize(ROOM - 300, 400)
    assert (host.place.right() + 1, host.place.height()) == (ROOM - 300 - RAIL, 400)
    host.window.resize(ROOM + 200, 500)
    assert host.column.panel.isVisible()
    assert host.column.rail.isHidden()
    assert host.column.width() == before


class Panel(QWidget):
    """As wide as that at the left."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(LEFT_WIDTH)


def test_the_column_at_the_left_is_a_rail_too_and_opens_over_the_middle(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, theme.LIGHT)
    window, middle, column = QWidget(), QPlainTextEdit(), FormColumn(cast("LeftPanel", Panel()))
    across = QHBoxLayout(window)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(0)
    across.addWidget(column)
    across.addWidget(middle, 1)
    qtbot.addWidget(window)
    window.resize(LEFT_ROOM, 500)
    window.show()
    qtbot.waitExposed(window)
    assert (column.width(), column.panel.isVisible()) == (LEFT_WIDTH + 1, True)  # and a line
    window.resize(LEFT_ROOM - 1, 500)
    qtbot.waitUntil(lambda: column.width() == RAIL)
    assert not column.panel.isVisible()
    QTest.mouseClick(column.rail.opener, LEFT)
    place = QRect(column.panel.mapTo(window, QPoint()), column.panel.size())
    assert place == QRect(RAIL, 0, LEFT_WIDTH, 500)
    assert column.rail.opener.accessibleName().startswith("Open the column of data")
    window.resize(LEFT_ROOM, 500)
    qtbot.waitUntil(lambda: column.width() == LEFT_WIDTH + 1)
    assert (column.panel.isVisible(), column.rail.isVisible()) == (True, False)


def test_how_wide_it_was_made_is_known_in_a_narrow_window_too(qtbot: QtBot, qapp: QApplication) -> None:
    host = Host(qtbot, ROOM + 200)
    host.split.setSizes([1, 360])
    QApplication.processEvents()
    chosen = host.column.width()
    host.window.resize(ROOM - 200, 500)
    assert (host.column.wide, host.column.width()) == (chosen, RAIL)
    later = Host(qtbot, ROOM - 200, host.column.wide)  # the program is started anew, in the narrow window
    assert later.column.wide == chosen
    later.window.resize(ROOM + 200, 500)
    assert later.column.width() == chosen


def test_the_rail_says_how_many_findings_and_how_bad(qtbot: QtBot, qapp: QApplication) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    assert rail.badge.isHidden()
    rail.show_findings(Severity.FOUND, 3)
    assert (rail.badge.isHidden(), rail.badge.text()) == (False, "3")
    wrong = rail.badge.icon().pixmap(18).toImage()
    rail.show_findings(Severity.GOOD, 0)
    assert rail.badge.text() == ""
    assert rail.badge.icon().pixmap(18).toImage() != wrong
    rail.show_findings(None, 0)
    assert rail.badge.isHidden()
    assert set(ICONS) == set(Severity)


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    theme.apply(qapp, theme.LIGHT)
    made = Stage("paused", qtbot, tmp_path)
    yield made
    made.close()


def test_what_is_asked_for_opens_it_and_findings_are_looked_for_while_it_is_shut(stage: Stage) -> None:
    window = stage.window
    window.resize(1280, 720)
    window.right.open(False)
    assert window.right.narrow
    assert not window.findings.panel.isVisible()
    assert FINDINGS in window.board.visible
    window.board.show(UNIT)
    assert window.unit.isVisible()
    window.right.open(False)
    QTest.keyClick(window, Qt.Key.Key_F2)
    assert window.runs.isVisible()
