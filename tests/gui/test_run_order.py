"""The list of runs is sorted by a click on a heading, and what belongs together stays together; runs are hidden, named
and deleted by an eye, by keys and by commands."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from gatescope.engine.config.run import Cell, Recurrent
from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.runs import RunMarks
from gatescope.gui.look import theme
from gatescope.gui.memory import layout as layout_memory
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.panels.runs.further import FIRST, FURTHER
from gatescope.gui.panels.runs.lines import EYE, BaselineRow, GroupRow, Measure, RunRow, SeedsRow
from gatescope.gui.panels.runs.list import RunList
from gatescope.gui.panels.runs.list_rows import RunRows
from gatescope.gui.panels.runs.order import Branch, RunsChoice, SortBy, Sorter
from gatescope.gui.scenes.asking import UNIT, Look
from gatescope.gui.scenes.room import ANYWHERE
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Store
from gatescope.gui.views.cost.scene import resolve_cost
from gatescope.gui.views.stack.gradient import GradientChoice, comparable, compared_wants
from tests.gui import fake_engine as fake
from tests.gui import seed_runs
from tests.gui.seed_runs import record
from tests.gui.stages import Stage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
UNITS = Measure("RMSE\nrides")
SHARE = Measure("Accuracy", share=True)


def row(run: int, skill: float = 0.0, error: float = 0.0, step: int = 0, name: str = "") -> Branch:
    return Branch(RunRow(run, run, name or f"run {run}", error, skill, "", error=error, step=step))


def order(branches: list[Branch], choice: RunsChoice, measure: Measure = UNITS) -> list[int]:
    made = Sorter().sort(branches, choice, measure, held=False)
    return [each.row.run if isinstance(each.row, RunRow) else -each.row.key for each in made]


# ---- the order -------------------------------------------------------------------------------------------------------


def test_a_heading_sorts_by_the_best_first_then_the_other_way_round_then_as_made() -> None:
    choice = RunsChoice().clicked(SortBy.SKILL, UNITS)
    assert choice == RunsChoice(SortBy.SKILL, True)
    assert choice.clicked(SortBy.SKILL, UNITS) == RunsChoice(SortBy.SKILL, False)
    assert choice.clicked(SortBy.SKILL, UNITS).clicked(SortBy.SKILL, UNITS) == RunsChoice()
    assert choice.clicked(SortBy.ERROR, UNITS) == RunsChoice(SortBy.ERROR, False)
    assert choice.clicked(SortBy.ERROR, SHARE) == RunsChoice(SortBy.ERROR, True)


def test_equals_stay_as_they_were_made_and_what_is_not_known_comes_last_either_way() -> None:
    runs = [row(1, 0.5), row(2, math.nan), row(3, 0.7), row(4, 0.5)]
    assert order(runs, RunsChoice(SortBy.SKILL, True)) == [3, 1, 4, 2]
    assert order(runs, RunsChoice(SortBy.SKILL, False)) == [1, 4, 3, 2]
    assert order(runs, RunsChoice()) == [1, 2, 3, 4]


def test_each_heading_sorts_by_what_stands_below_it() -> None:
    runs = [row(1, 0.1, 3.0, 200, "b"), row(2, 0.3, 1.0, 100, "C"), row(3, 0.2, 2.0, 300, "a")]
    assert order(runs, RunsChoice(SortBy.NAME)) == [3, 1, 2]
    assert order(runs, RunsChoice(SortBy.ERROR)) == [2, 3, 1]
    assert order(runs, RunsChoice(SortBy.STEP, True)) == [3, 1, 2]


def test_forks_stay_below_their_run_and_seeds_together() -> None:
    seeds = Branch(SeedsRow(5, 0, "× 2", skill=0.6), (row(5, 0.5), row(6, 0.7)))
    runs = [row(1, 0.4), Branch(row(2, 0.1).row, (row(3, 0.2), row(4, 0.9))), seeds]
    (first, second, third) = Sorter().sort(runs, RunsChoice(SortBy.SKILL, True), UNITS, held=False)
    assert [each.row.run for each in first.below if isinstance(each.row, RunRow)] == [6, 5]
    assert isinstance(second.row, RunRow)
    assert second.row.run == 1
    assert [each.row.run for each in third.below if isinstance(each.row, RunRow)] == [4, 3]


def test_nothing_moves_below_the_pointer_while_it_is_the_same_heading() -> None:
    sorter, choice = Sorter(), RunsChoice(SortBy.SKILL, True)
    before = sorter.sort([row(1, 0.5), row(2, 0.4)], choice, UNITS, held=True)
    after = sorter.sort([row(1, 0.3), row(2, 0.4)], choice, UNITS, held=True)
    assert [each.place for each in after] == [each.place for each in before]
    away = sorter.sort([row(1, 0.3), row(2, 0.4)], choice, UNITS, held=False)
    assert [each.place for each in away] == [each.place for each in reversed(before)]


def test_groups_stay_groups() -> None:
    other = seed_runs.config(0)
    other = seed_runs.replace(other, data=seed_runs.replace(other.data, validation_share=0.1))
    gru = seed_runs.replace(seed_runs.config(0), net=Recurrent(cell=Cell.GRU))
    records = [record(1, 0, 200), record(2, 0, config=other), record(3, 0, config=gru)]
    rows = RunRows().of(records, RunsChoice(SortBy.STEP, True), UNITS)
    assert [type(each) for each in rows] == [GroupRow, RunRow, RunRow, GroupRow, RunRow]
    assert [each.run for each in rows if isinstance(each, RunRow)] == [3, 1, 2]


def test_the_order_is_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    chosen = RunsChoice(SortBy.ERROR, True)
    layout_memory.save_look(settings, ViewState(choices=(chosen,)))
    assert ViewState(**layout_memory.remembered_look(settings)).choice(RunsChoice) == chosen


# ---- where it has the middle -----------------------------------------------------------------------------------------


def test_with_room_it_has_further_columns_that_sort_too_and_the_eye_stays_last(qtbot: QtBot) -> None:
    runs, sorted_by = RunList(), []
    qtbot.addWidget(runs)
    runs.sort_wanted.connect(sorted_by.append)
    run = RunRow(1, 0, "LSTM", 0.04, 0.7, "", 4513, 75, error=17.3, step=400, mae=12.5, best=320)
    baseline = BaselineRow("AR(3)", 0.05, 0.6, "", 19.0)
    runs.show_runs((run,), 1, (baseline,), UNITS)
    runs.unfold(True)
    runs.resize(288, 300)
    runs.show()
    tree, header = runs._tree, runs._tree.header()

    def seen() -> list[str]:
        order = sorted(range(tree.columnCount()), key=header.visualIndex)
        return [tree.headerItem().text(at).replace("\n", " ") for at in order if not header.isSectionHidden(at)]

    narrow = seen()
    assert len(narrow) == EYE + 1
    runs.resize(900, 300)
    wide = seen()
    assert wide == [*narrow[:-1], "Val. loss", "MAE rides", "Best step", "Time", ""]
    item = tree.topLevelItem(0)
    assert [item.text(at) for at in range(FIRST, FIRST + len(FURTHER))] == ["0.0400", "12.5", "320", "75 s"]
    assert [tree.topLevelItem(2).text(at) for at in range(FIRST, FIRST + 3)] == ["0.0500", "", ""]
    header.sectionClicked.emit(FIRST + 1)
    assert sorted_by == [SortBy.MAE]
    runs.show_runs((run,), 1, (baseline,), SHARE)
    assert "MAE rides" not in seen()
    runs.resize(288, 300)
    assert len(seen()) == EYE + 1


def test_lines_and_headings_grow_with_letters_and_come_back(qtbot: QtBot, qapp: QApplication) -> None:
    runs = RunList()
    qtbot.addWidget(runs)
    runs.show_runs((RunRow(1, 0, "LSTM", 0.04, 0.7, ""),), 1, (), UNITS)
    runs.resize(900, 300)
    runs.show()
    tree = runs._tree

    def measures() -> tuple[int, int, int, int]:
        item, head = tree.topLevelItem(0), tree.headerItem()
        size = head.font(1).pixelSize()
        return size, tree.header().height(), tree.header().sectionSize(1), item.sizeHint(0).height()

    before = measures()
    theme.enlarge(qapp, 1.5)
    assert measures() == pytest.approx([1.5 * part for part in before], abs=0.6)
    theme.enlarge(qapp, 1.0)
    assert measures() == before


def test_what_the_side_has_no_room_for_stands_in_the_tip(qtbot: QtBot) -> None:
    runs = RunList()
    qtbot.addWidget(runs)
    name, remark = "a name that is longer than the column at the side", "a note that is longer than that column too"
    runs.show_runs((RunRow(1, 0, name, 0.04, 0.7, "what it is", remark=remark),), 1)
    assert runs._tree.topLevelItem(0).toolTip(0).splitlines() == [name, remark, "what it is"]


# ---- the eye ---------------------------------------------------------------------------------------------------------


def test_the_eye_hides_and_chooses_no_run(qtbot: QtBot) -> None:
    runs, hidden, chosen = RunList(), [], []
    qtbot.addWidget(runs)
    runs.resize(288, 300)
    runs.show()
    rows = (RunRow(1, 0, "LSTM", 0.04, 0.7, ""), RunRow(2, 1, "GRU", 0.05, 0.6, "", hidden=True))
    runs.show_runs(rows, 1)
    runs.hide_wanted.connect(hidden.append)
    runs.run_chosen.connect(chosen.append)
    tree = runs._tree
    for at, tip in enumerate(("Hide from the plots", "Show in the plots")):
        item = tree.topLevelItem(at)
        assert item.toolTip(EYE) == tip
        box = tree.visualRect(tree.indexFromItem(item, EYE))
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert (hidden, chosen) == ([1, 2], [])
    place = tree.visualRect(tree.indexFromItem(tree.topLevelItem(0), EYE)).center()
    QTest.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert set(hidden[2:]) == {1}
    assert tree.findChild(QLineEdit) is None


def test_a_hidden_run_is_in_no_plot_that_shows_several() -> None:
    store = Store()
    for each in (record(1, 0), record(2, 1), record(3, 2, marks=RunMarks(hidden=True))):
        store.runs[each.info.run] = each
    one, three = store.runs[1], store.runs[3]
    assert [each.info.run for each in comparable(store, one)] == [2]
    assert [each.info.run for each in comparable(store, three)] == [1, 2]
    compare = ViewState(run=1, choices=(GradientChoice(compare=True),))
    look = Look(compare, store, ANYWHERE, one, one.info.validation_probe)
    assert [request.run for request in compared_wants(look)] == [2]
    assert [run.name for run in resolve_cost(ViewState(run=1), store).runs] == [one.name, store.runs[2].name]
    assert len(resolve_cost(ViewState(run=3), store).runs) == 3


# ---- commands --------------------------------------------------------------------------------------------------------


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    theme.apply(qapp, theme.LIGHT)
    made = Stage("paused", qtbot, tmp_path)
    yield made
    made.close()


def test_it_is_hidden_and_shown_by_a_command_that_says_which(stage: Stage) -> None:
    hide = stage.window.actions_by_name["hide_run"]
    assert hide.text() == "Hide from the plots"
    hide.act()
    stage.wait(lambda: stage.conductor.selected.hidden)
    assert hide.text() == "Show in the plots"
    QTest.keyClick(stage.window, Qt.Key.Key_H)
    stage.wait(lambda: not stage.conductor.selected.hidden)


def test_a_name_is_typed_in_the_list_whatever_tab_was_open(stage: Stage) -> None:
    stage.window.board.show(UNIT)
    assert not stage.window.runs.isVisible()
    QTest.keyClick(stage.window, Qt.Key.Key_F2)
    assert stage.window.runs.isVisible()
    editor = stage.window.runs._tree.findChild(QLineEdit)
    assert editor is not None
    editor.setText("mine")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    stage.wait(lambda: stage.conductor.selected.name == "mine")


def test_a_letter_typed_into_a_field_hides_nothing(stage: Stage) -> None:
    field = stage.window.model.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_H)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert not stage.conductor.selected.hidden
    assert list(stage.conductor.store.runs) == [1]


def test_a_deleted_run_is_taken_back_by_a_command_for_a_while(stage: Stage) -> None:
    back = stage.window.actions_by_name["take_back_run"]
    assert not back.isEnabled()
    QTest.keyClick(stage.window, Qt.Key.Key_Delete)
    assert not stage.conductor.store.runs
    assert back.isEnabled()
    back.act()
    assert list(stage.conductor.store.runs) == [1]
    assert not back.isEnabled()
    stage.window.actions_by_name["delete_run"].act()
    stage.window.forms.marking._for_good.timeout.emit()
    stage.wait(lambda: not stage.conductor.store.deleted)
    assert not back.isEnabled()


def test_a_click_on_a_heading_sorts_and_is_marked_there(stage: Stage) -> None:
    config = seed_runs.replace(fake.CONFIG, net=Recurrent(cell=Cell.GRU))
    stage.conductor._take_run(m.RunChanged(info=fake.info(2, config=config, state=m.RunState.PAUSED, step=900)))
    runs = stage.window.runs
    listed = lambda: [each.run for each in runs._rows if isinstance(each, RunRow)]  # noqa: E731
    assert listed() == [1, 2]
    runs._tree.header().sectionClicked.emit(3)
    assert listed() == [2, 1]
    assert runs._tree.headerItem().text(3) == "Step\n↓"
    runs._tree.header().sectionClicked.emit(3)
    runs._tree.header().sectionClicked.emit(3)
    assert (listed(), runs._tree.headerItem().text(3)) == ([1, 2], "Step")
