"""A network that reads both ways on screen: names of its strands, equations with t + 1, the field that chooses it."""

from dataclasses import replace

import msgspec
import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gatescope.engine.config.nets import is_address, strand_at
from gatescope.engine.config.run import Cell, DataConfig, Kind, Recurrent, RunConfig, Task, TrainConfig
from gatescope.engine.findings.evidence import SATURATION
from gatescope.engine.findings.rules import Action, ActionKind, Finding
from gatescope.engine.protocol.frame import Trace
from gatescope.gui.panels.form.model import ModelPanel
from gatescope.gui.panels.probe import ProbeBar
from gatescope.gui.views.cell.steps import told
from gatescope.gui.views.cell.view import CellView
from gatescope.gui.views.sizes.view import shown_name
from gatescope.gui.views.unit.equations import equations
from gatescope.gui.views.unit.scene import read_before
from gatescope.gui.views.unrolled.view import UnrolledView
from gatescope.gui.words.equations import turned
from gatescope.gui.words.findings import sentences as findings_words
from gatescope.gui.words.nets import layer_name, run_name
from tests.gui import analysis_scenes as made
from tests.gui import fake_engine as fake
from tests.gui import scenes

SERIES = DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("a",))
TAG = msgspec.structs.replace(SERIES, inputs=("a",), targets=("b",), task=Task.TAG)
BOTH = Recurrent(layers=2, bidirectional=True)


def test_strands_are_named_by_layer_and_way() -> None:
    plain = Recurrent(layers=4)
    assert [layer_name(part) for part in BOTH.parts] == ["1 →", "1 ←", "2 →", "2 ←"]
    assert [layer_name(part) for part in plain.parts] == ["1", "2", "3", "4"]
    assert [BOTH.parts[k] for k in (0, 3)] == ["layer0.forwards", "layer1.backwards"]
    assert [plain.parts[k] for k in (0, 3)] == ["layer0", "layer3"]
    assert [strand_at(part).backwards for part in BOTH.parts] == [False, True, False, True]
    assert not any(strand_at(part).backwards for part in plain.parts)
    assert shown_name("3.weight_hh", BOTH.parts) == "2 ← · weight_hh"


def test_another_network_is_looked_at_where_it_comes_nearest() -> None:
    plain, single = Recurrent(layers=4), Recurrent(bidirectional=True)
    assert [BOTH.nearest(part) for part in plain.parts] == [f"layer{k}.forwards" for k in (0, 1, 1, 1)]
    assert [plain.nearest(part) for part in BOTH.parts] == ["layer0", "layer0", "layer1", "layer1"]
    assert [single.nearest(part) for part in BOTH.parts] == ["layer0.forwards", "layer0.backwards"] * 2
    for net in (plain, single, BOTH):
        assert tuple(map(net.nearest, net.parts)) == net.parts
        assert [str(one.part) for one in net.strips[:: len(net.traces)]] == list(net.parts)
    for nonsense in ("", "layer", "layer-1", "layer0.sideways", "0"):
        assert not is_address(nonsense)
        with pytest.raises(ValueError, match="no address"):
            strand_at(nonsense)


def test_runs_are_named_and_numbered_by_cell_and_direction() -> None:
    plain, both = Recurrent(), Recurrent(bidirectional=True)
    assert run_name(plain, [both]) == "LSTM"
    assert run_name(both, [plain]) == "LSTM ↔"
    assert run_name(both, [plain, both]) == "LSTM ↔ 2"


def test_the_probes_bar_offers_every_strand(qtbot: QtBot) -> None:
    bar = ProbeBar()
    qtbot.addWidget(bar)
    info = fake.info(1, config=RunConfig(data=TAG, net=BOTH))
    bar.show_run(info, info.validation_probe, "layer1.backwards")
    assert [bar._layer.itemText(k) for k in range(bar._layer.count())] == ["1 →", "1 ←", "2 →", "2 ←"]
    assert bar._layer.currentData() == "layer1.backwards"
    assert "←" in bar._layer.toolTip()
    plain = fake.info(1, config=RunConfig(data=TAG, net=Recurrent(layers=2)))
    bar.show_run(plain, plain.validation_probe, "layer1")
    assert [bar._layer.itemText(k) for k in range(bar._layer.count())] == ["1", "2"]
    assert not bar._layer.toolTip()


def test_what_a_backwards_strand_read_before_stands_one_step_later() -> None:
    values = np.array([1.0, 2.0, 3.0])
    assert [read_before(values, t, True) for t in range(3)] == [2.0, 3.0, 0.0]
    assert [read_before(values, t, False) for t in range(3)] == [0.0, 1.0, 2.0]


@pytest.mark.parametrize("cell", Cell)
def test_equations_of_a_backwards_strand_look_to_the_next_step(cell: Cell) -> None:
    unit = scenes.unit(scenes.numeric(cell))
    assert unit is not None
    forwards, back = equations(unit), equations(replace(unit, backwards=True))
    assert len(forwards) == len(back) > 0
    for (one, numbers), (other, same) in zip(forwards, back, strict=True):
        assert (other, same) == (one.replace("₋₁", "₊₁"), numbers)
    assert "₋₁" not in "".join(one for one, _ in back)
    scene = made.cell(cell)
    for step in range(3):
        assert told(replace(scene, backwards=True), step).equation == turned(told(scene, step).equation, True)


def test_the_cell_and_the_copies_are_drawn_from_right_to_left(qtbot: QtBot) -> None:
    for view, scene in ((CellView(), made.cell()), (UnrolledView(), made.unrolled())):
        qtbot.addWidget(view)
        view.resize(300, 600)
        view.draw(scene)
        forwards = view.grab().toImage()
        view.draw(replace(scene, backwards=True))
        assert view.grab().toImage() != forwards


def test_a_finding_names_the_strand() -> None:
    action = Action(ActionKind.NEW_RUN, "cell", Cell.LSTM)
    finding = Finding("dead", 0.9, 0.75, SATURATION, action, layer="layer1.backwards", unit=0, units=9, size=10)
    assert "layer 2 ←" in findings_words.sentence(finding)
    assert "layer 4 " in findings_words.sentence(replace(finding, layer="layer3"))


# ---- choosing it -------------------------------------------------------------------------------------------------


@pytest.fixture
def model(qtbot: QtBot) -> ModelPanel:
    panel = ModelPanel()
    qtbot.addWidget(panel)
    panel.show_config(RunConfig(data=TAG))
    return panel


def test_a_tag_may_be_read_both_ways(model: ModelPanel, qtbot: QtBot) -> None:
    field = model.direction
    assert field.box.isEnabled()
    assert field._reason.isHidden()
    assert not model.net.bidirectional
    with qtbot.waitSignal(model.config_edited):
        field.box.click()
    assert model.net.bidirectional
    model.show_config(RunConfig(data=TAG, net=Recurrent()))
    assert not field.box.isChecked()


def test_a_forecast_may_not_and_says_why(model: ModelPanel) -> None:
    model.show_config(RunConfig(data=SERIES, net=Recurrent(bidirectional=True)))
    field = model.direction
    assert not field.box.isEnabled()
    assert not field.box.isChecked()
    assert "forecast" in field._reason.text()
    assert not field._reason.isHidden()
    assert not model.net.bidirectional


def test_a_carried_state_may_not_and_what_was_chosen_comes_back_without(model: ModelPanel) -> None:
    field = model.direction
    field.box.click()
    model.training.carry.choose(True)
    assert model.train.carry
    assert not model.net.bidirectional
    assert not field.box.isEnabled()
    assert "carried" in field._reason.text()
    model.training.carry.choose(False)
    assert model.net.bidirectional
    assert field.box.isChecked()


def test_a_run_of_both_ways_is_shown_with_what_it_is(model: ModelPanel) -> None:
    model.show_config(RunConfig(data=TAG, net=BOTH, train=TrainConfig(window=9)))
    assert model.direction.box.isChecked()
    assert model.net == BOTH


def test_states_are_named_with_their_way() -> None:
    from gatescope.gui.views.stack.map_rows import _trace

    scene = scenes.numeric()
    shape = replace(scene.shape, both=True)
    hidden = next(row for row in scene.rows if row.trace is Trace.HIDDEN)
    gate = next(row for row in scene.rows if row.trace is Trace.FORGET_GATE)
    assert _trace(scene, hidden) == "hidden"
    assert _trace(replace(scene, shape=shape, layer="layer0.backwards"), hidden) == "hidden ←"
    assert _trace(replace(scene, shape=shape, layer="layer1.forwards"), hidden) == "hidden →"
    assert _trace(replace(scene, shape=shape, layer="layer0.backwards"), gate) == "forget gate"
