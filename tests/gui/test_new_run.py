"""What is changed on the cards is marked, named on the button below them, and taken back with a click."""

import pytest
from pytestqt.qtbot import QtBot

from gatescope.engine.config.nets import Reservoir
from gatescope.engine.config.run import Cell, DataConfig, Kind, Recurrent, RunConfig, TrainConfig
from gatescope.gui.kit.card import FoldingCard
from gatescope.gui.look import theme
from gatescope.gui.panels.form.model import ModelPanel
from gatescope.gui.panels.form.new_run import NewRun
from gatescope.gui.words.run_differences import differing_name

BASE = RunConfig(data=DataConfig(kind=Kind.TABLE, inputs=("y",), targets=("y",)))


@pytest.fixture
def panel(qtbot: QtBot, qapp) -> ModelPanel:
    theme.apply(qapp, "light")
    made = ModelPanel()
    qtbot.addWidget(made)
    made.show_config(BASE)
    made.show()
    return made


@pytest.mark.parametrize(
    ("config", "name"),
    [
        (BASE, ""),
        (RunConfig(data=BASE.data, net=Recurrent(cell=Cell.GRU, hidden=64)), "GRU 64"),
        (RunConfig(data=BASE.data, net=Recurrent(hidden=64, layers=2)), "LSTM 64 × 2"),
        (RunConfig(data=BASE.data, train=TrainConfig(learning_rate=0.01)), "lr 0.01"),
        (
            RunConfig(data=BASE.data, net=Recurrent(hidden=8), train=TrainConfig(batch=4, seed=3)),
            "LSTM 8 · batch 4 · 1 more",
        ),
        (RunConfig(data=BASE.data, net=Reservoir()), "Echo state 200"),
    ],
)
def test_a_run_is_called_after_what_differs(config: RunConfig, name: str) -> None:
    assert differing_name(BASE, config).casefold() == name.casefold()


def test_what_waits_is_marked_and_counted_on_its_card(panel: ModelPanel) -> None:
    panel.mark(frozenset({"net.hidden", "train.window", "train.batch", "data.validation_share"}))
    changed = {name for name, field in panel._fields.items() if field.property("changed")}
    assert changed == {"hidden", "window", "batch", "validation_share"}
    assert (panel.network._undo.text(), panel.method._undo.text()) == ("undo 2", "undo 2")
    panel.mark(frozenset())
    assert not any(field.property("changed") for field in panel._fields.values())
    assert panel.network._undo.isHidden()


def test_a_folded_card_says_what_is_in_it(panel: ModelPanel) -> None:
    assert panel.method.folded
    assert panel.method.summary == ("Adam 0.003 · until stopped", "batch 32 · clip 1 · seed 0")
    panel.steps.setValue(600)
    panel.learning_rate.setValue(0.01)
    assert panel.method.summary[0] == "Adam 0.01 · 600 steps"
    panel.hidden.setValue(48)
    panel.layers.setValue(2)
    assert panel.network.summary == ("LSTM · 48 units · 2 layers", "window 48")


def test_a_card_opens_and_folds_at_its_head(panel: ModelPanel, qtbot: QtBot) -> None:
    card: FoldingCard = panel.method
    with qtbot.waitSignal(card.opened):
        card.head.click()
    assert card.body.isVisible()
    card.head.click()
    assert card.folded


def test_the_button_says_what_it_would_make(qtbot: QtBot, qapp) -> None:
    theme.apply(qapp, "light")
    made = NewRun()
    qtbot.addWidget(made)
    assert not made.button.isEnabled()
    made.show_waiting("GRU 64 & co", "LSTM 32")
    assert made.button.text() == "New run: GRU 64 && co"
    assert "LSTM 32 stays" in made._about.text()
    with qtbot.waitSignal(made.clicked):
        made.button.click()
    made.show_waiting("", "LSTM 32")
    assert (made.button.text(), made.button.isEnabled()) == ("New run", False)
