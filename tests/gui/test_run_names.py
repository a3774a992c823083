"""Runs are called by what they differ in, or as the user says; hidden ones and those of another scale are not drawn;
one that was deleted can be taken back."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from gatescope.engine.config.run import Cell, ColumnConfig, Recurrent, Transform
from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.runs import RunMarks
from gatescope.gui.look import theme
from gatescope.gui.panels.runs.lines import GroupRow, RunRow
from gatescope.gui.panels.runs.list_rows import run_rows
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import RunRecord, Store
from gatescope.gui.views.loss.scene import resolve_loss
from gatescope.gui.words.run_differences import names_of
from tests.gui import fake_engine as fake
from tests.gui.stages import Stage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
replace = msgspec.structs.replace
CONFIG = fake.CONFIG
GRU = replace(CONFIG, net=Recurrent(cell=Cell.GRU, hidden=64))
FASTER = replace(CONFIG, train=replace(CONFIG.train, learning_rate=0.01))
LOGS = replace(CONFIG, data=replace(CONFIG.data, columns=(ColumnConfig(name="a", transform=Transform.LOG),)))
SHORTER = replace(CONFIG, data=replace(CONFIG.data, validation_share=0.1))


def records(*infos: m.RunInfo) -> list[RunRecord]:
    return [RunRecord(info, at, 0.9) for at, info in enumerate(infos)]


def test_a_run_is_called_by_what_differs_from_the_first_of_its_group() -> None:
    made = records(
        fake.info(1),
        fake.info(2, config=GRU),
        fake.info(3, config=FASTER),
        fake.info(4),
        fake.info(5, parent=1, fork_step=320),
        fake.info(6, config=FASTER, marks=RunMarks(name="my own")),
        fake.info(7, config=LOGS),
    )
    assert names_of(made) == {
        1: "LSTM 32",
        2: "GRU 64",
        3: "lr 0.01",
        4: "LSTM 32 (2)",
        5: "branch at 320",
        6: "my own",
        7: "LSTM 32 (3)",
    }


def test_a_group_has_a_heading_that_says_how_far_it_can_be_compared() -> None:
    rows = run_rows(records(fake.info(1), fake.info(2, config=LOGS), fake.info(3, config=SHORTER), fake.info(4)))
    heads = [row.why for row in rows if isinstance(row, GroupRow)]
    assert heads == ["", "not comparable by loss", "not comparable"]
    assert [row.run for row in rows if isinstance(row, RunRow)] == [1, 4, 2, 3]
    assert not any(isinstance(row, GroupRow) for row in run_rows(records(fake.info(1), fake.info(2, config=GRU))))


def test_a_fork_stands_below_the_run_that_it_goes_on_from() -> None:
    rows = run_rows(
        records(fake.info(1), fake.info(2), fake.info(3, parent=1), fake.info(4, parent=3), fake.info(5, parent=9))
    )
    assert [(row.run, row.depth) for row in rows if isinstance(row, RunRow)] == [(1, 0), (3, 1), (4, 2), (2, 0), (5, 0)]


def drawn(store: Store, run: int) -> list[int]:
    scene = resolve_loss(ViewState(run=run), store)
    assert scene is not None
    return [curve.run for curve in scene.curves]


def test_losses_of_another_scale_and_hidden_runs_are_not_drawn() -> None:
    store = Store()
    for info in (fake.info(1), fake.info(2, config=LOGS), fake.info(3, marks=RunMarks(hidden=True)), fake.info(4)):
        store.take_run(info)
    assert drawn(store, 1) == [1, 4]
    assert drawn(store, 2) == [2]
    assert drawn(store, 3) == [1, 3, 4]  # the one that is looked at is


def test_a_colour_of_ones_own_is_kept() -> None:
    one, two = records(fake.info(1), fake.info(2, marks=RunMarks(colour=5)))
    assert (one.colour, two.colour) == (0, 5)


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    theme.apply(qapp, theme.LIGHT)
    made = Stage("paused", qtbot, tmp_path)
    made.conductor._take_run(m.RunChanged(info=fake.info(2, config=GRU, state=m.RunState.PAUSED, step=9)))
    made.window.forms.show_numbers()
    yield made
    made.close()


@pytest.fixture
def sent(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the window asks of the engine."""
    told: list[object] = []
    kinds = (m.MarkRun, m.DeleteRun)
    monkeypatch.setattr(
        stage.bridge, "send", lambda message: bool(isinstance(message, kinds) and told.append(message)) or True
    )
    return told


def test_a_name_is_typed_where_it_stands(stage: Stage, sent: list[object]) -> None:
    runs = stage.window.runs
    runs._tree.setFocus()
    QTest.keyClick(runs._tree, Qt.Key.Key_F2)
    editor = runs._tree.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "GRU 64"
    editor.setText(" slower <b>H</b> ")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # Qt takes over what was typed when the key is done
    assert sent == [m.MarkRun(run=2, marks=RunMarks(name="slower <b>H</b>"))]


def test_a_key_hides_a_run(stage: Stage, sent: list[object]) -> None:
    stage.window.runs._tree.setFocus()
    QTest.keyClick(stage.window.runs._tree, Qt.Key.Key_H)
    assert sent == [m.MarkRun(run=2, marks=RunMarks(hidden=True))]


def test_a_deleted_run_can_be_taken_back_and_then_no_more(stage: Stage, sent: list[object]) -> None:
    runs, conductor = stage.window.runs, stage.conductor
    runs._tree.setFocus()
    QTest.keyClick(runs._tree, Qt.Key.Key_Delete)
    assert (list(conductor.store.runs), conductor.state.run) == ([1], 1)
    assert "GRU 64" in runs._undo.text()
    conductor._take_run(m.RunChanged(info=fake.info(2, config=GRU)))  # news of it bring it not back
    assert list(conductor.store.runs) == [1]
    runs._undo.click()
    assert (list(conductor.store.runs), conductor.state.run) == ([1, 2], 2)
    assert m.DeleteRun(run=2) not in sent
    assert runs._undo.isHidden()
    stage.window.forms.marking.delete(2)
    stage.window.forms.marking._for_good.timeout.emit()
    assert m.DeleteRun(run=2) in sent
    conductor._take_deleted(m.RunDeleted(run=2))
    assert not conductor.store.deleted
