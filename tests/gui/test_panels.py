"""The panels: what they show is what they were given, what they say is what was chosen."""

import math
from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QTreeWidget
from pytestqt.qtbot import QtBot

from gatescope.engine.config.run import Cell, DataConfig, Kind, Optimiser, Recurrent, RunConfig, TrainConfig
from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.frame import Part, Probe
from gatescope.engine.protocol.runs import Medium
from gatescope.gui.kit.bar import Bars
from gatescope.gui.kit.fields import Number
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.panels.form.data import INPUT, TARGET, DataPanel
from gatescope.gui.panels.form.model import ModelPanel
from gatescope.gui.panels.probe import ProbeBar
from gatescope.gui.panels.runs.lines import BaselineRow, RunRow, skill_text
from gatescope.gui.panels.runs.list import RunList
from gatescope.gui.panels.status import StatusLine
from gatescope.gui.panels.transport import Transport
from tests.gui import fake_engine as fake


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0412, "0.0412"),
        (4.1, "4.10"),
        (1234.5, "1,234"),
        (-0.4, "−0.400"),
        (0.0, "0.00"),
        (1.2e-7, "1.20e−7"),
        (math.nan, "–"),
        (-math.inf, "−∞"),
    ],
)
def test_numbers_have_three_significant_digits(value: float, text: str) -> None:
    assert numbers.three(value) == text


@pytest.mark.parametrize(("typed", "value"), [("0.01", 0.01), ("1e-5", 1e-5), ("3", 3.0)])
def test_a_number_is_taken_as_it_is_typed(qtbot: QtBot, typed: str, value: float) -> None:
    field = Number(0.0, 1e6, 0.5)
    qtbot.addWidget(field)
    field.selectAll()
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == pytest.approx(value)


def test_arrow_keys_change_a_number_by_a_tenth_of_a_decade(qtbot: QtBot) -> None:
    field = Number(0.0, 1e6, 0.01)
    qtbot.addWidget(field)
    for _ in range(10):
        field.stepBy(1)
    assert field.value() == pytest.approx(0.1, rel=0.1)
    field.setValue(0.0)
    field.stepBy(1)
    assert field.value() == pytest.approx(0.1)


# ---- data ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def data(qtbot: QtBot) -> DataPanel:
    panel = DataPanel()
    qtbot.addWidget(panel)
    panel.show_data(fake.dataset("/data/air.csv"))
    return panel


def tick(panel: DataPanel, row: int, column: int, on: bool) -> None:
    tree = panel.findChild(QTreeWidget)
    tree.topLevelItem(row).setCheckState(column, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def test_columns_are_chosen_by_ticking_them(data: DataPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(data.config_edited):
        tick(data, 1, INPUT, True)
    tick(data, 1, TARGET, True)
    tick(data, 0, TARGET, False)
    assert data.config == DataConfig(kind=Kind.TABLE, inputs=("a", "b"), targets=("b",))


def test_the_last_target_stays(data: DataPanel) -> None:
    tick(data, 0, TARGET, False)
    assert data.config is not None
    assert data.config.targets == ("a",)


def test_a_constant_column_cannot_be_chosen(data: DataPanel) -> None:
    assert data.findChild(QTreeWidget).topLevelItem(2).isDisabled()


def test_the_split_is_told_in_rows_once_it_is_known(data: DataPanel) -> None:
    assert ("split", "70 % train · 30 % validation") in data._facts.rows
    data.show_run(fake.info(1))
    assert ("split", "100 train · 44 validation") in data._facts.rows


def test_without_a_file_nothing_is_chosen(data: DataPanel) -> None:
    data.show_data(None)
    assert data.config is None


# ---- transport -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "planned", "finished", "said"),
    [
        (-1, 0, False, ""),
        (7, 600, False, "Step 7 / 600"),
        (7, 0, False, "Step 7"),
        (600, 600, True, "Step 600, finished"),
        (160, 600, True, "Step 160, stopped early: validations were no better"),
        (160, 0, True, "Step 160, stopped early: validations were no better"),
    ],
)
def test_how_far_a_run_is_and_why_it_ended(step: int, planned: int, finished: bool, said: str, qtbot: QtBot) -> None:
    transport = Transport(
        {name: QAction() for name in ("play", "step", "steps", "palette", "present", "full_speed", "again_slower")}
    )
    qtbot.addWidget(transport)
    transport.show_progress(step, planned, finished)
    assert transport._step.isHidden() == (not said)
    assert not said or transport._step.text() == said


# ---- model ---------------------------------------------------------------------------------------------------------

RUN = RunConfig(
    data=DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("a",), validation_share=0.2),
    net=Recurrent(cell=Cell.GRU, hidden=17, layers=2, dropout=0.25),
    train=TrainConfig(optimiser=Optimiser.SGD, batch=8, window=30, seed=5, steps=500, validate_every=7, device="cpu"),
)


@pytest.fixture
def model(qtbot: QtBot) -> ModelPanel:
    panel = ModelPanel()
    qtbot.addWidget(panel)
    return panel


def test_the_form_gives_back_what_it_was_shown(model: ModelPanel) -> None:
    edited = []
    model.config_edited.connect(lambda: edited.append(1))
    model.show_config(RUN)
    assert not edited
    assert model.net == RUN.net
    model.show_live(RUN.train.learning_rate, RUN.train.clip)
    assert model.train == RUN.train
    assert model.validation_share == pytest.approx(0.2)


def test_an_embedding_is_for_text_only(model: ModelPanel) -> None:
    text = RunConfig(data=DataConfig(kind=Kind.TEXT), net=Recurrent(embedding=24))
    model.show_config(text)
    assert model.net.embedding == 24
    model.show_config(RUN)
    assert model.net.embedding == 0


def test_an_edit_is_told(model: ModelPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.config_edited):
        model.hidden.setValue(64)
    assert model.net.hidden == 64


def test_the_devices_that_are_there_can_be_chosen(model: ModelPanel) -> None:
    model.show_config(RUN)
    model.show_devices((fake.DEVICE, m.Device(device="cuda:0", name="A GPU", reason=m.DeviceReason.CUDA_FOUND)))
    assert [model.device.itemData(i) for i in range(model.device.count())] == ["auto", "cpu", "cuda:0"]
    assert model.device.value == "cpu"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0412, "0.0412"),
        (12345.6, "12,346"),
        (123456.0, "1e5"),
        (2.13e-13, "2e−13"),
        (math.nan, "–"),
        (-1.5e300, "−2e300"),
    ],
)
def test_numbers_of_a_narrow_column_have_six_characters(value: float, text: str) -> None:
    assert numbers.narrow(value) == text


@pytest.mark.parametrize(("skill", "text"), [(0.714, "+0.71"), (-1.81, "−1.81"), (-19.72, "−20"), (-4000.0, "−99")])
def test_a_skill_has_four_digits_at_most(skill: float, text: str) -> None:
    assert skill_text(skill) == text


def test_nothing_in_the_list_of_runs_is_cut(qtbot: QtBot) -> None:
    runs = RunList()
    qtbot.addWidget(runs)
    runs.resize(230, 400)
    naive = (BaselineRow("mean of the past", 123456.0, -19.72, ""), BaselineRow("AR(33)", 2.13e-13, 1.0, ""))
    runs.show_runs((RunRow(1, 0, "LSTM", 12345.6, -9.99, ""),), 1, naive)
    runs.unfold(True)
    tree = runs.findChild(QTreeWidget)
    for at in (0, 2, 3):
        for column in (1, 2):
            item = tree.topLevelItem(at)
            assert QFontMetrics(item.font(column)).horizontalAdvance(item.text(column)) + 6 <= tree.columnWidth(column)


# ---- runs, probe, status, bars ---------------------------------------------------------------------------------------


def test_the_list_shows_runs_and_closes_with_the_baseline(qtbot: QtBot) -> None:
    runs = RunList()
    qtbot.addWidget(runs)
    rows = (RunRow(1, 0, "LSTM", 0.041, 0.71, ""), RunRow(2, 1, "GRU", math.nan, math.nan, ""))
    runs.show_runs(rows, 2, (BaselineRow("repeat last value", 0.14, 0.0, ""),))
    assert runs.findChild(QTreeWidget).topLevelItem(2).text(0) == "▸ Baselines 1 · best: repeat last value, 0"
    runs.unfold(True)
    tree = runs.findChild(QTreeWidget)
    shown = [[tree.topLevelItem(i).text(c) for c in range(4)] for i in (0, 1, 3)]
    assert shown == [["LSTM", "+0.71", "0.0410", "0"], ["GRU", "", "–", "0"], ["repeat last value", "0", "0.140", ""]]
    with qtbot.waitSignal(runs.run_chosen) as caught:
        tree.setCurrentItem(tree.topLevelItem(0))
    assert caught.args == [1]


def test_only_the_run_that_has_news_is_painted_again(qtbot: QtBot) -> None:
    runs = RunList()
    qtbot.addWidget(runs)
    rows = (RunRow(1, 0, "LSTM", 0.041, 0.71, ""), RunRow(2, 1, "GRU", math.nan, math.nan, ""))
    naive = (BaselineRow("repeat last value", 0.14, 0.0, ""),)
    runs.show_runs(rows, 2, naive)
    tree = runs.findChild(QTreeWidget)
    changed: set[int] = set()
    tree.model().dataChanged.connect(lambda first, *_: changed.add(first.row()))
    runs.show_runs((rows[0], replace(rows[1], loss=0.2)), 2, naive)
    assert changed == {1}
    assert tree.topLevelItem(1).text(2) == "0.200"


@pytest.fixture
def probe(qtbot: QtBot) -> ProbeBar:
    bar = ProbeBar()
    qtbot.addWidget(bar)
    info = fake.info(1, config=msgspec.structs.replace(RUN, net=Recurrent(layers=3)))
    bar.show_run(info, info.validation_probe, "layer2")
    return bar


def test_any_window_of_either_part_can_be_chosen(probe: ProbeBar, qtbot: QtBot) -> None:
    """Inputs start … start+23, targets one later; validation is rows 100 … 143, training 0 … 99."""
    assert (probe._where.minimum(), probe._where.maximum()) == (99, 144 - 24 - 1)
    with qtbot.waitSignal(probe.probe_chosen) as caught:
        probe._where.setValue(110)
    assert caught.args == [Probe(part=Part.VALIDATION, start=110, length=24)]
    with qtbot.waitSignal(probe.probe_chosen) as caught:
        probe._part.setCurrentIndex(1)
    assert caught.args == [Probe(part=Part.TRAINING, start=0, length=24)]
    assert probe._where.maximum() == 100 - 24 - 1


def test_a_short_validation_part_keeps_the_engines_probe(probe: ProbeBar) -> None:
    """Ten validation rows, a window of 24: the probe ends at the end and begins in the training part."""
    own = Probe(part=Part.VALIDATION, start=85, length=24)
    probe.show_run(fake.info(1, training_rows=(0, 100), validation_rows=(100, 110), validation_probe=own), own, 0)
    assert probe._where.minimum() == probe._where.maximum() == 85


def test_layers_count_from_one_on_screen(probe: ProbeBar, qtbot: QtBot) -> None:
    assert [probe._layer.itemText(i) for i in range(3)] == ["1", "2", "3"]
    with qtbot.waitSignal(probe.layer_chosen) as caught:
        probe._layer.setCurrentIndex(0)
    assert caught.args == ["layer0"]


def test_text_can_be_typed(probe: ProbeBar, qtbot: QtBot) -> None:
    config = RunConfig(data=DataConfig(kind=Kind.TEXT))
    info = fake.info(1, config=config, input=Medium.SYMBOLS, output=Medium.SYMBOLS)
    probe.show_run(info, info.validation_probe, "layer0")
    probe._part.setCurrentIndex(2)
    with qtbot.waitSignal(probe.probe_chosen) as caught:
        qtbot.keyClicks(probe._typed, "h")
    assert caught.args == [Probe(part=Part.TYPED, text="h", length=1)]


def test_the_status_line_says_what_it_knows(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    status = m.Status(
        state=m.RunState.TRAINING, step=1204, committed=1200, steps_per_second=312.4, observation=0.041, seconds_left=12
    )
    line.show_run(m.RunState.TRAINING, 1204, 5000, status)
    speed = "312 steps/s · 3.2 ms per step"
    expected = {"speed": speed, "cost": "views cost 4 %", "step": "step 1,204 of 5,000", "left": "12 s left"}
    assert line.texts == expected
    line.show_run(m.RunState.PAUSED, 1204, 0, status)
    assert line.texts == {"state": "paused", "step": "step 1,204"}
    line.show_run(None, 0, 0, None)
    assert line.texts == {}


def test_bars_are_one_of_a_kind_and_close(qtbot: QtBot) -> None:
    bars = Bars()
    qtbot.addWidget(bars)
    done = []
    bars.say("open", "one")
    bars.say("open", "two", "bad", (("Do it", lambda: done.append(1)),))
    bars.say("lost", "three")
    assert bars.texts == {"open": "two", "lost": "three"}
    bars._bars["open"].findChildren(type(bars._bars["open"]._button("x", None, False)))[0].click()
    assert done == [1]
    assert bars.texts == {"lost": "three"}
    bars.clear("lost")
    assert bars.isHidden()
