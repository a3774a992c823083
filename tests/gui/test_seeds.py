"""Runs with several seeds: what is said of them together is what their own rows say, in the list, the table and the
plot alike."""

import math
import statistics
from collections.abc import Iterable

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.runs import RunMarks
from gatescope.gui.controllers.runs.comparing import compared, together_of
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look import theme
from gatescope.gui.panels.runs import seed_words as words
from gatescope.gui.panels.runs.lines import BaselineRow, GroupRow, RunRow, SeedsRow
from gatescope.gui.panels.runs.list import RunList
from gatescope.gui.panels.runs.list_rows import run_rows
from gatescope.gui.panels.runs.table import RunTable
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.seeds import Repeats, band, repeated
from gatescope.gui.state.store import RunRecord, Store
from gatescope.gui.views.loss.hover import card_of
from gatescope.gui.views.loss.reading import reading
from gatescope.gui.views.loss.scene import LossChoice, resolve_loss
from gatescope.gui.views.loss.view import LossView
from gatescope.gui.words.run_differences import names_of
from tests.gui import seed_runs
from tests.gui.seed_runs import STEPS, record

FAILED, CLOSED, PAUSED, TRAINING = m.RunState.FAILED, m.RunState.CLOSED, m.RunState.PAUSED, m.RunState.TRAINING


def three() -> list[RunRecord]:
    return named(record(1, 0), record(2, 1), record(3, 2))


def named(*records: RunRecord) -> list[RunRecord]:
    for run, name in names_of(records).items():
        next(each for each in records if each.info.run == run).name = name
    return list(records)


def together(records: Iterable[RunRecord]) -> Repeats:
    (found,) = repeated(records)
    return found


def kept(*records: RunRecord) -> Store:
    store = Store()
    store.runs = {each.info.run: each for each in named(*records)}
    return store


# ---- which belong together -----------------------------------------------------------------------------------------


def test_runs_of_another_setting_or_with_one_seed_alone_are_no_repetition() -> None:
    faster = record(4, 3, config=seed_runs.config(3, learning_rate=0.01))
    assert together([*three(), faster]).runs == (1, 2, 3)
    assert repeated([record(1, 0), record(2, 0), faster]) == ()


def test_one_whose_rate_was_changed_while_it_trained_is_another_experiment() -> None:
    altered = record(4, 3)
    altered.live = ((50, "learning_rate", altered.info.config.train.learning_rate),)
    assert together([*three(), altered]).runs == (1, 2, 3, 4)  # it was set to what it was
    altered.live = ((50, "learning_rate", 0.5),)
    assert together([*three(), altered]).runs == (1, 2, 3)


def test_of_two_that_do_the_same_one_counts_and_a_crash_leaves_the_one_that_goes_on() -> None:
    crashed, goes_on = record(2, 1, 170, CLOSED), record(4, 1, 160, PAUSED, parent=2, fork_step=150)
    found = together([record(1, 0), crashed, goes_on, record(5, 0, 90, PAUSED)])
    assert found.runs == (1, 4)
    assert [each.info.run for each in found.counted] == [1]


# ---- what they come to -----------------------------------------------------------------------------------------------


def test_the_figures_are_those_of_the_rows_counted_by_another_hand() -> None:
    found = together(three())
    newest = [float(seed_runs.losses(run)[-1]) for run in (1, 2, 3)]
    skills = [1 - loss / 0.5 for loss in newest]
    assert found.loss is not None
    assert found.skill is not None
    assert found.loss.mean == pytest.approx(statistics.mean(newest))
    assert found.skill.mean == pytest.approx(statistics.mean(skills))
    assert found.skill.deviation == pytest.approx(statistics.stdev(skills))
    assert (found.skill.low, found.skill.high) == pytest.approx((min(skills), max(skills)))
    assert found.rmse[0].mean == pytest.approx(statistics.mean(100 * math.sqrt(loss) for loss in newest))
    assert found.mae[0].high == pytest.approx(90 * max(newest))
    assert found.steps == (STEPS, STEPS)


def test_only_those_that_are_done_count() -> None:
    members = [record(1, 0), record(2, 1), record(3, 2, 100, TRAINING), record(4, 3, 60, FAILED)]
    hidden = record(5, 4, marks=RunMarks(hidden=True))
    found = together([*members, hidden])
    assert len(found.members) == 5
    assert [each.info.run for each in found.counted] == [1, 2]
    assert "2 of 5 count" in words.details(found, "")
    told = words.tip(found)
    for why in ("failed: 1", "hidden: 1", "not done yet: 1"):
        assert why in told


def test_a_run_without_an_end_counts_when_it_rests_as_far_as_the_others() -> None:
    endless = seed_runs.config(0, steps=0)
    far, near = record(1, 0, 450, PAUSED, config=endless), record(1, 0, 350, PAUSED, config=endless)
    assert [each.info.run for each in together([far, record(2, 1)]).counted] == [1, 2]
    assert together([far, record(2, 1)]).steps == (400, 450)
    assert [each.info.run for each in together([near, record(2, 1)]).counted] == [2]


def test_without_one_of_them_the_others_are_counted() -> None:
    found = together(three()[1:])
    assert found.runs == (2, 3)
    assert repeated(three()[:1]) == ()


@pytest.mark.parametrize(
    ("mean", "deviation", "least", "text"),
    [
        (0.5234, 0.0312, 2, "0.52 ± 0.03"),
        (0.5634, 0.0021, 2, "0.563 ± 0.002"),
        (1084.3, 12.2, 0, "1,084 ± 12"),
        (-0.0213, 0.31, 2, "−0.02 ± 0.31"),
        (0.5, math.nan, 2, "0.50"),
        (0.0412, math.nan, 0, "0.0412"),
        (0.25, 0.0, 2, "0.25 ± 0.00"),
        (2e-9, 3e-11, 0, "2.00e−9 ± 3.00e−11"),
        (math.nan, math.nan, 2, "–"),
    ],
)
def test_a_mean_is_told_to_the_first_digit_of_what_it_may_be_off_by(
    mean: float, deviation: float, least: int, text: str
) -> None:
    assert numbers.give_or_take(mean, deviation, least) == text


# ---- the list --------------------------------------------------------------------------------------------------------


def test_the_line_stands_over_its_runs_and_says_their_mean() -> None:
    rows = run_rows(three())
    assert [type(row) for row in rows] == [SeedsRow, RunRow, RunRow, RunRow]
    first, *others = rows
    assert isinstance(first, SeedsRow)
    shown = [row.skill for row in others if isinstance(row, RunRow)]
    assert first.text == f"LSTM 32 × 3 seeds: {statistics.mean(shown):.2f} ± {statistics.stdev(shown):.2f}"
    assert f"{min(shown):.2f} … {max(shown):.2f}" in first.details
    assert [row.depth for row in others if isinstance(row, RunRow)] == [1, 1, 1]
    assert [row.name for row in others if isinstance(row, RunRow)] == ["seed 0", "seed 1", "seed 2"]


def test_other_runs_and_forks_keep_their_place_beside_them() -> None:
    gru = record(2, 0, config=seed_runs.config(0, learning_rate=0.01))
    fork = record(4, 0, 300, PAUSED, parent=1, fork_step=100)
    rows = run_rows(named(record(1, 0), gru, record(3, 1), fork))
    told = [(row.run, row.depth) for row in rows if isinstance(row, RunRow)]
    assert not any(isinstance(row, GroupRow) for row in rows)
    assert isinstance(rows[0], SeedsRow)
    assert told == [(1, 1), (4, 2), (3, 1), (2, 0)]


def test_the_line_takes_a_run_of_the_list_at_no_click_and_is_not_cut_short(qtbot: QtBot) -> None:
    runs = RunList()
    qtbot.addWidget(runs)
    runs.resize(288, 400)
    runs.show_runs(run_rows(three()), 1)
    tree = runs._tree
    assert not tree.topLevelItem(0).flags() & Qt.ItemFlag.ItemIsSelectable
    assert [runs._run_of(tree.topLevelItem(at)) for at in range(4)] == [0, 1, 2, 3]
    assert tree.topLevelItem(0).text(0).startswith("▾ LSTM 32 × 3 seeds: ")
    assert tree.topLevelItem(0).isFirstColumnSpanned()


def test_a_click_folds_its_runs_but_for_the_one_that_is_looked_at(qtbot: QtBot) -> None:
    runs = RunList()
    qtbot.addWidget(runs)
    other = record(4, 0, config=seed_runs.config(0, learning_rate=0.01))
    fork = record(5, 0, 300, PAUSED, parent=1, fork_step=100)
    rows = run_rows(named(*three(), other, fork))
    runs.show_runs(rows, 2)
    tree = runs._tree
    listed = lambda: [row.run for row in runs._rows if isinstance(row, RunRow)]  # noqa: E731
    assert listed() == [1, 5, 2, 3, 4]
    tree.itemClicked.emit(tree.topLevelItem(0), 0)
    assert listed() == [2, 4]
    assert tree.topLevelItem(0).text(0).startswith("▸ LSTM 32 × 3 seeds: ")
    runs.show_runs(rows, 4)
    assert listed() == [4]
    tree.itemClicked.emit(tree.topLevelItem(0), 0)
    assert listed() == [1, 5, 2, 3, 4]


def test_the_table_has_them_together_after_the_runs(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    table, records = RunTable(host), three()
    found = together_of(together(records))
    baseline = BaselineRow("AR(2)", 0.1, 0.3, "")
    table.show_runs(tuple(map(compared, records)), (baseline,), 1, (found,))
    of = table.table
    heads = [of.horizontalHeaderItem(at).text() for at in range(of.columnCount())]
    assert heads == ["LSTM 32", "seed 1", "seed 2", "LSTM 32 × 3 seeds", "AR(2)"]
    told = {of.verticalHeaderItem(row).text(): of.item(row, 3).text() for row in range(of.rowCount())}
    rmse = [100 * math.sqrt(seed_runs.losses(run)[-1]) for run in (1, 2, 3)]
    assert told["skill"] == words.figure(together(records))
    assert told["RMSE, a"] == numbers.give_or_take(statistics.mean(rmse), statistics.stdev(rmse))
    assert told["parameters"] == ""
    assert of.item(0, 4).text() == "0.100"
    table.close()


# ---- the band --------------------------------------------------------------------------------------------------------


def test_the_band_reaches_from_the_lowest_to_the_highest_at_each_step() -> None:
    found = band(three())
    assert found is not None
    all_of_them = np.stack([seed_runs.losses(run) for run in (1, 2, 3)])
    assert found.steps.tolist() == list(range(0, STEPS + 1, 50))
    np.testing.assert_allclose(found.low, all_of_them.min(0))
    np.testing.assert_allclose(found.high, all_of_them.max(0))
    np.testing.assert_allclose(found.mean, all_of_them.mean(0))


def test_it_has_only_steps_at_which_two_were_validated_and_no_number_that_is_none() -> None:
    broken, told = RunRecord(seed_runs.info(3, 2), 2, 0.9), seed_runs.measured(3, 100)
    broken.take(msgspec.structs.replace(told, validation_loss=np.array([0.5, np.inf, 0.4])))
    found = band([record(1, 0, 200), record(2, 1, 150), broken])
    assert found is not None
    assert found.steps.tolist() == [0, 50, 100, 150]
    assert found.high[1] == pytest.approx(max(seed_runs.losses(1)[1], seed_runs.losses(2)[1]))
    assert band([record(1, 0)]) is None
    assert band([]) is None


def test_a_long_one_is_thinned_and_loses_neither_an_end_nor_an_extreme() -> None:
    full, thin = band(three()), band(three(), 4)
    assert full is not None
    assert thin is not None
    assert len(thin.steps) <= 4
    assert (thin.steps[-1], thin.mean[-1]) == (full.steps[-1], full.mean[-1])
    assert (thin.low.min(), thin.high.max()) == (full.low.min(), full.high.max())


def test_the_plot_has_a_band_instead_of_the_other_seeds_and_ends_where_the_line_says() -> None:
    gru = record(4, 0, config=seed_runs.config(0, learning_rate=0.01))
    store = kept(*three(), gru)
    scene = resolve_loss(ViewState(run=2), store)
    assert scene is not None
    assert [curve.run for curve in scene.curves] == [2, 4]
    (shown,) = scene.bands
    assert (shown.runs, shown.name, shown.selected) == ((1, 2, 3), "LSTM 32", True)
    found = together(three())
    assert found.loss is not None
    assert (shown.band.mean[-1], shown.band.low[-1], shown.band.high[-1]) == pytest.approx(
        (found.loss.mean, found.loss.low, found.loss.high)
    )


def test_the_card_tells_of_all_seeds_at_the_validation_that_it_tells_of() -> None:
    scene = resolve_loss(ViewState(run=2), kept(*three()))
    assert scene is not None
    assert scene.measured is not None
    found = reading(scene.measured, 210)
    there = [float(seed_runs.losses(run)[4]) for run in (1, 2, 3)]
    assert found.validated == 200
    assert found.seeds == pytest.approx((statistics.mean(there), min(there), max(there)))
    told = dict(card_of(found).lines)
    assert told["mean of all seeds"] == numbers.three(statistics.mean(there))
    assert told["lowest … highest"] == f"{numbers.three(min(there))} … {numbers.three(max(there))}"
    alone = resolve_loss(ViewState(run=1), kept(record(1, 0)))
    assert alone is not None
    assert alone.measured is not None
    assert "mean of all seeds" not in dict(card_of(reading(alone.measured, 210)).lines)


def test_a_hidden_or_broken_one_is_not_in_the_band_and_over_time_each_has_a_curve() -> None:
    one, two, four = record(1, 0), record(2, 1), record(4, 3, 100, FAILED)
    hidden = record(3, 2, marks=RunMarks(hidden=True))
    scene = resolve_loss(ViewState(run=1), kept(one, two, hidden, four))
    assert scene is not None
    assert [shown.runs for shown in scene.bands] == [(1, 2)]
    assert [curve.run for curve in scene.curves] == [1, 4]
    by_time = resolve_loss(ViewState(run=1, choices=(LossChoice(by_time=True),)), kept(one, two))
    assert by_time is not None
    assert (by_time.bands, [curve.run for curve in by_time.curves]) == ((), [1, 2])


@pytest.mark.parametrize("log", [True, False])
def test_the_band_is_seen_and_goes(qtbot: QtBot, qapp, log: bool) -> None:
    theme.apply(qapp, theme.LIGHT)
    view = LossView()
    qtbot.addWidget(view)
    view.resize(900, 240)
    view.show()
    state = ViewState(run=1, choices=(LossChoice(log=log),))
    store = kept(*three())
    view.draw(resolve_loss(state, store))
    ((ground, mean),) = view.plot._bands.drawn.values()
    low, high = view.plot._losses
    for curve, wanted in zip(ground.curves, ("low", "high"), strict=True):
        found = band(three())
        values = getattr(found, wanted)
        np.testing.assert_allclose(curve.yData, np.log10(values) if log else values)
        assert (curve.yData >= low).all()
        assert (curve.yData <= high).all()
    assert len(mean.yData) == 9
    store.runs = {1: store.runs[1]}
    view.draw(resolve_loss(state, store))
    assert not view.plot._bands.drawn


def test_names_of_repeated_runs_stay_apart_after_a_setting_is_changed() -> None:
    smaller = msgspec.structs.replace(
        seed_runs.config(4), net=msgspec.structs.replace(seed_runs.config(4).net, hidden=8)
    )
    made = named(*three(), record(4, 4, config=smaller))
    assert [each.name for each in made] == ["LSTM 32", "seed 1", "seed 2", "LSTM 8 · seed 4"]
