"""The table of runs: what differs, in words; and a new run that begins from the settings of another."""

import math
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gatescope.engine.config.run import Cell, Init, Optimiser, Schedule, changed
from gatescope.gui.look import theme
from gatescope.gui.panels.runs.lines import DETAILS, BaselineRow, RunRow
from gatescope.gui.panels.runs.list import RunList
from gatescope.gui.panels.runs.table import Compared, RunTable
from gatescope.gui.window.window import MainWindow
from gatescope.gui.words.run_differences import DifferingSetting, differing, duration, paths, value_of
from gatescope.gui.words.run_settings import WORDS, full_name
from tests.gui import fake_engine as fake
from tests.gui.stages import Stage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, about popups
RUN = fake.CONFIG
GRU = msgspec.structs.replace(RUN, net=msgspec.structs.replace(RUN.net, cell=Cell.GRU))


def test_only_what_differs_is_told() -> None:
    assert differing([]) == differing([RUN]) == differing([RUN, RUN]) == ()
    other = changed(GRU, batch=64)
    cells, batches = (RUN.net.cell, Cell.GRU, Cell.GRU), (RUN.train.batch, RUN.train.batch, 64)
    assert differing([RUN, GRU, other]) == (
        DifferingSetting("net.cell", cells),
        DifferingSetting("train.batch", batches),
    )


@given(st.integers(1, 512), st.integers(1, 512), st.sampled_from(Schedule))
def test_what_is_told_is_what_makes_the_runs_differ(batch: int, other: int, schedule: Schedule) -> None:
    one, two = changed(RUN, batch=batch), changed(RUN, batch=other, schedule=schedule)
    told = {setting.path for setting in differing([one, two])}
    assert told == {
        path
        for path, unlike in (("train.batch", batch != other), ("train.schedule", schedule != RUN.train.schedule))
        if unlike
    }


def test_every_setting_has_a_name() -> None:
    assert set(paths()) == set(WORDS)
    assert full_name("train.batch") == "Training · batch"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("net.cell", Cell.MGU, Cell.MGU.label),
        ("net.init", Init.ORTHOGONAL, "orthogonal"),
        ("train.optimiser", Optimiser.RMSPROP, "RMSprop"),
        ("train.carry", True, "yes"),
        ("train.weight_decay", None, "–"),
        ("train.learning_rate", 0.003, "0.003"),
        ("data.order", 0, "automatic"),
        ("data.inputs", ("a", "b"), "a, b"),
        ("train.window", 1200, "1,200"),
    ],
)
def test_values_read_as_they_are_chosen(path: str, value: object, said: str) -> None:
    assert value_of(path, value) == said


def test_time_is_told_in_one_unit() -> None:
    assert [duration(s) for s in (0, 12, 600, 7200)] == ["0 s", "12 s", "10 min", "2.00 h"]


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[RunTable]:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 720)
    made = RunTable(host)
    rows = (
        RunRow(1, 0, "LSTM", 0.04, 0.7, "", 4513, 12),
        RunRow(2, 1, "GRU & <b>", math.nan, math.nan, "", 3400, 100),
    )
    runs = Compared(rows[0], 50, RUN, 200, 13_500_000, 0.0059), Compared(rows[1], 50, GRU)
    made.show_runs(runs, (BaselineRow("AR(21)", 0.1, 0.3, "tip"),), 2)
    made.show()
    yield made
    if isValid(made):
        made.close()


def told(table: RunTable) -> dict[str, list[str]]:
    of = table.table
    names = [of.verticalHeaderItem(row).text() for row in range(of.rowCount())]
    return {name: [of.item(row, column).text() for column in range(of.columnCount())] for row, name in enumerate(names)}


def test_runs_and_baselines_stand_side_by_side(table: RunTable) -> None:
    heads = [table.table.horizontalHeaderItem(at).text() for at in range(3)]
    assert heads == ["LSTM", "GRU & <b>", "AR(21)"]
    assert told(table) == {
        "validation loss": ["0.0400", "–", "0.100"],
        "skill": ["+0.70", "–", "+0.30"],
        "parameters": ["4,513", "3,400", ""],
        "steps trained": ["50", "50", ""],
        "time of training": ["12 s", "2 min", ""],
        "time of a step": ["5.9 ms", "–", ""],
        "steps back in time, T": ["200", "–", ""],
        "memory of activations": ["13.5 MB", "–", ""],
        "Network · cell": ["LSTM", "GRU", ""],
    }
    assert table.table.currentColumn() == 1  # the run that is looked at


def test_what_was_changed_while_a_run_trained_is_told_and_not_its_beginning_alone(table: RunTable) -> None:
    rows = [RunRow(run, run, f"run {run}", 0.04, 0.7, "") for run in (1, 2)]
    live = ((330, "learning_rate", 0.05), (400, "learning_rate", 0.05), (1200, "learning_rate", 0.01))
    runs = Compared(rows[0], 50, RUN, live=live, rmse=(17.34,), mae=(12.0,)), Compared(rows[1], 50, RUN)
    table.show_runs(runs, (), 1)
    start = f"{RUN.train.learning_rate:g}"
    found = told(table)
    assert found["Training · learning rate"] == [f"{start} → 0.05 at 330 → 0.01 at 1,200", start]
    assert not any("clip" in name for name in found)
    target = RUN.data.targets[0]
    assert found[f"RMSE, {target}"] == ["17.3", "–"]
    assert found[f"MAE, {target}"] == ["12.0", "–"]


def test_a_run_is_chosen_and_taken_by_keys(table: RunTable, qtbot: QtBot) -> None:
    table.table.setCurrentCell(0, 2)
    assert not table.like.isEnabled()  # a baseline has no settings
    table.table.setCurrentCell(0, 0)
    with qtbot.waitSignal(table.run_chosen) as chosen:
        qtbot.keyClick(table.table, Qt.Key.Key_Return)
    assert chosen.args == [1]
    with qtbot.waitSignal(table.like_wanted) as wanted:
        table.like.click()
    assert wanted.args == [1]


def test_the_list_tells_parameters_and_time_and_asks_for_more(qtbot: QtBot) -> None:
    runs = RunList()
    qtbot.addWidget(runs)
    runs.show_runs((RunRow(7, 0, "LSTM", 0.04, 0.7, "", 4513, 12),), 7)
    runs.show()
    tree = runs.findChild(QTreeWidget)
    assert tree.topLevelItem(0).data(0, DETAILS) == "4,513 · 12 s"
    with qtbot.waitSignal(runs.table_wanted):
        runs._table.click()
    runs._ask(tree.visualItemRect(tree.topLevelItem(0)).center())
    menu = QApplication.activePopupWidget()
    with qtbot.waitSignal(runs.like_wanted) as wanted:
        menu.actions()[0].trigger()
    menu.close()
    assert wanted.args == [7]


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[MainWindow]:
    """With a GRU and then an RNN, neither of them trained."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    theme.apply(qapp, theme.LIGHT)
    stage = Stage("open", qtbot, tmp_path)
    conductor = stage.conductor
    for cell in (Cell.GRU, Cell.RNN_TANH):
        known = len(conductor.store.runs)
        conductor.new_run(msgspec.structs.replace(RUN, net=msgspec.structs.replace(RUN.net, cell=cell)))
        qtbot.waitUntil(lambda known=known: len(conductor.store.runs) > known)
    yield stage.window
    stage.close()


def test_a_runs_settings_are_taken_into_the_form(window: MainWindow) -> None:
    window.model.hidden.setValue(99)
    window.actions_by_name["run_table"].trigger()
    (dialog,) = window.findChildren(RunTable)
    assert told(dialog)["Network · cell"][:2] == [Cell.GRU.label, Cell.RNN_TANH.label]
    dialog.table.setCurrentCell(0, 0)
    dialog.like.click()
    assert window.conductor.selected.info.config.net.cell is Cell.GRU
    assert (window.model.net.cell, window.model.net.hidden) == (Cell.GRU, RUN.net.hidden)
    window.model.hidden.setValue(99)
    window.actions_by_name["like"].trigger()
    assert window.model.net.hidden == RUN.net.hidden


def test_the_table_can_be_opened_again_at_once(window: MainWindow) -> None:
    window.actions_by_name["run_table"].trigger()
    window.findChildren(RunTable)[0].close()
    window.actions_by_name["run_table"].trigger()  # the one before may not have gone yet
    assert [each.isVisible() for each in window.findChildren(RunTable)].count(True) == 1
