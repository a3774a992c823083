"""Each sample, trained with the settings it comes with, shows what it promises."""

import numpy as np
import pytest
import torch

from gatescope.engine.config.run import Cell, Recurrent, RunConfig, changed
from gatescope.engine.data.preparing.prepare import Prepared, prepare
from gatescope.engine.data.tables.dataset import open_dataset
from gatescope.engine.models.recurrent.reading import read
from gatescope.engine.protocol.baselines import BaselineKind
from gatescope.engine.training.trainer import Trainer
from gatescope.gui.panels.start.samples import sample
from tests.engine.prepared import loss_of


def learn(id: str, steps: int = 0, cell: Cell | None = None) -> tuple[Trainer, Prepared, float]:
    """The sample's run after ``steps`` (0: all of them), and its skill then."""
    torch.set_num_threads(1)
    chosen = sample(id)
    config = changed(chosen.config, steps=steps or chosen.config.train.steps, device="cpu")
    if cell:
        net = Recurrent(cell=cell, hidden=config.net.hidden)
        config = RunConfig(data=config.data, net=net, train=config.train)
    prepared = prepare(open_dataset(str(chosen.path)), config.data, config.train.window)
    trainer = Trainer(config, prepared, torch.device("cpu"))
    with trainer:
        for _ in range(config.train.steps):
            trainer.step()
        return trainer, prepared, 1 - trainer.validate() / prepared.naive_loss


@pytest.mark.parametrize("id", ["airline", "sunspots", "sine"])
def test_a_series_is_forecast_better_than_by_repeating_it(id: str) -> None:
    assert learn(id)[2] > 0.3


def test_the_airline_forecast_beats_last_years_too() -> None:
    trainer, prepared, _ = learn("airline")
    assert trainer.validate() < 0.7 * loss_of(prepared, BaselineKind.LAST_SEASON)


@pytest.mark.parametrize("id", ["lighthouse", "postman"])
def test_a_story_is_foretold_better_than_by_pairs_of_letters(id: str) -> None:
    assert learn(id, 350)[2] > 0.1


def test_the_korean_story_is_learnt_by_heart_at_last() -> None:
    assert learn("postman")[2] < learn("postman", 300)[2] - 0.05


def test_an_lstm_adds_and_a_plain_rnn_does_not() -> None:
    assert learn("adding", 900)[2] > 0.9
    assert learn("adding", 900, sample("adding").rival)[2] < 0.65  # 0.5: it says 0 always, the mean of the sums


def test_a_unit_counts_the_open_brackets() -> None:
    trainer, prepared, skill = learn("brackets")
    signs = np.array([{"(": 1, ")": -1, "\n": 0}[sign] for sign in prepared.dataset.text])
    depth = np.cumsum(signs)[slice(*prepared.validation_rows)]
    assert prepared.ids is not None
    ids = torch.tensor(prepared.ids[slice(*prepared.validation_rows)]).long()
    cell = read(trainer.config.net, prepared.shape, trainer.snapshot(), ids).layers[0]["cell"].numpy()
    correlations = [abs(np.corrcoef(depth, cell[:, unit])[0, 1]) for unit in range(cell.shape[1])]
    assert skill > 0.1
    assert max(correlations) > 0.8


def test_an_lstm_begins_to_remember_the_first_letter() -> None:
    trainer, prepared, _ = learn("remember", 1500)
    assert prepared.ids is not None
    text, weights, given = prepared.dataset.text, trainer.snapshot(), []
    asked = [at for at, sign in enumerate(text) if sign == "?" and at > prepared.validation_rows[0] + 40]
    for at in asked[:100]:
        line = slice(text.rfind("\n", 0, at) + 1, at + 1)
        output = read(trainer.config.net, prepared.shape, weights, torch.tensor(prepared.ids[line]).long()).output[-1]
        given.append(float(output.softmax(0)[prepared.ids[at + 1]]))
    assert np.mean(given) > 0.5  # a guess is right one time in four
