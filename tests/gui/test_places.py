"""What one points at stays where it is, and all of the window stays on the screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from gatescope.engine.findings.evidence import LOSS, Finding
from gatescope.engine.protocol import messages as m
from gatescope.gui.look import language, theme
from gatescope.gui.memory.layout import FRAME, within_frame
from gatescope.gui.panels.runs.lines import RunRow
from gatescope.gui.panels.runs.list import RunList
from tests.gui import fake_engine as fake
from tests.gui.stages import Stage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    theme.apply(qapp, theme.LIGHT)
    made = Stage("paused", qtbot, tmp_path)
    yield made
    made.close()
    language.apply(qapp, language.ENGLISH)


def over(monkeypatch: pytest.MonkeyPatch, *widgets: QWidget) -> None:
    """The pointer is over these, as Qt tells it."""
    for widget in widgets:
        monkeypatch.setattr(widget, "underMouse", lambda: True)


def around(panel: QWidget) -> tuple[QWidget, ...]:
    """The panel and the area that it scrolls in."""
    above = panel.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    assert above is not None
    return panel, above


def more_runs(stage: Stage, count: int) -> None:
    for run in range(2, 2 + count):
        stage.conductor._take_run(m.RunChanged(info=fake.info(run, state=m.RunState.PAUSED, step=9)))


def rows(stage: Stage) -> dict[int, QPoint]:
    """Where each run stands on the screen."""
    tree, runs = stage.window.runs._tree, stage.window.runs
    places = (tree.visualItemRect(tree.topLevelItem(at)).center() for at in range(len(runs._rows)))
    return {row.run: tree.viewport().mapToGlobal(at) for row, at in zip(runs._rows, places, strict=True)}


def settle(stage: Stage) -> None:
    stage.window.forms.show_numbers()
    stage.window.findings.look()
    for _ in range(4):
        QApplication.processEvents()


def test_a_run_stays_below_the_pointer_whatever_becomes_known(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    more_runs(stage, 6)
    settle(stage)
    before, window = rows(stage), stage.window
    over(monkeypatch, *around(window.runs))
    window.runs.show_words("bits per character, in words that take\nseveral lines", "A verdict\nthat was not there")
    settle(stage)
    assert rows(stage) == before
    window.conductor.select(3)
    settle(stage)
    assert rows(stage) == before


def test_a_double_click_ends_on_the_run_that_was_clicked(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    more_runs(stage, 6)
    settle(stage)
    tree = stage.window.runs._tree
    over(monkeypatch, *around(stage.window.runs))
    for run, place in rows(stage).items():
        at = tree.viewport().mapFromGlobal(place)
        for _ in range(2):
            QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
            settle(stage)
        assert stage.conductor.state.run == run


def test_runs_keep_their_order() -> None:
    runs = RunList()
    made = [RunRow(run, run, f"run {run}", 1.0 / run, 0.1 * run, "") for run in (1, 2, 3)]
    runs.show_runs(tuple(made), 1)
    better = [changed(row, loss=9.0 - row.run) for row in made]
    runs.show_runs(tuple(better), 3)
    assert [runs._tree.topLevelItem(at).text(0) for at in range(3)] == ["run 1", "run 2", "run 3"]
    runs.deleteLater()


def changed(row: RunRow, **changes: object) -> RunRow:
    return RunRow(**{**{name: getattr(row, name) for name in row.__dataclass_fields__}, **changes})


def test_findings_keep_their_places_while_the_pointer_is_over_them(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    findings = stage.window.findings
    first, then = (Finding("overfitting", number, 1.0, LOSS, step=3) for number in (1.0, 2.0))
    monkeypatch.setattr("gatescope.gui.controllers.findings.find", lambda _evidence: (first,))
    findings.look()
    monkeypatch.setattr(findings.panel, "underMouse", lambda: True)
    monkeypatch.setattr("gatescope.gui.controllers.findings.find", lambda _evidence: (then, first))
    findings.look()
    assert findings.found == (first,)  # what a click would act on is what is written
    monkeypatch.setattr(findings.panel, "underMouse", lambda: False)
    findings.panel.left.emit()
    assert findings.found == (then, first)


# ---- on the screen -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("room", [QRect(0, 0, 960, 540), QRect(0, 0, 1280, 720), QRect(60, 30, 1860, 1050)])
def test_a_window_and_its_frame_fit_the_screen(room: QRect) -> None:
    inside = within_frame(room)
    assert inside.topLeft() == room.topLeft()
    assert inside.width() + FRAME[0] <= room.width()
    assert inside.height() + FRAME[1] <= room.height()


@pytest.mark.parametrize("code", [language.ENGLISH, language.KOREAN])
def test_nothing_widens_the_window_beyond_a_small_screen(
    stage: Stage, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    language.apply(qapp, code)
    window = stage.window
    window.resize(956, 500)
    window.status.announce("Colours now reach: cell ±50, and more that is good to know, " * 3)
    window.status.show_memory(1000, 10**9, 13.0)
    settle(stage)
    assert (window.width(), window.height()) == (956, 500)
    right = window.mapToGlobal(QPoint(window.width(), 0)).x()
    for part in window.transport.findChildren(QWidget):
        if part.isVisible():
            assert part.mapToGlobal(QPoint(part.width(), 0)).x() <= right, part.accessibleName()


def test_the_status_gives_way_from_what_matters_least(stage: Stage) -> None:
    status = stage.window.status
    status.show_memory(1000, 10**9, 13.0)
    stage.window.resize(1900, 700)
    settle(stage)
    status.announce("")
    assert status._parts["memory"].isVisible()
    status.announce("news " * 30)
    stage.window.resize(956, 500)
    settle(stage)
    assert not status._parts["memory"].isVisible()
    assert status._parts["step"].isVisible()
