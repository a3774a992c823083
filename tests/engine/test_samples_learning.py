"""Each sample, trained with the settings it comes with, shows what it promises."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
import torch

from gatescope.engine.config.run import Cell, Recurrent, RunConfig, changed
from gatescope.engine.data.preparing.prepare import Prepared, prepare
from gatescope.engine.data.tables.dataset import open_dataset
from gatescope.engine.models.recurrent.reading import read
from gatescope.engine.protocol.baselines import BaselineKind
from gatescope.engine.training.trainer import Trainer
from gatescope.gui.panels.start.samples import SAMPLES, sample
from tests.engine.prepared import loss_of

SEEN = (300, 350)  # the steps at which the skill is looked at on the way
SHORTER = {"adding": 900, "lighthouse": 350, "remember": 1500}  # steps that are enough to see it


@dataclass(frozen=True)
class Learnt:
    """A trained run, and its skill after the steps that were asked for; ``last``: after all of them."""

    trainer: Trainer
    prepared: Prepared
    skills: dict[int, float]

    @property
    def last(self) -> float:
        return self.skills[max(self.skills)]


def learn(id: str, steps: int = 0, cell: Cell | None = None) -> Learnt:
    """The sample's run, ``steps`` long (0: all of them). Trained once: what it is asked afterwards changes nothing."""
    return trained(id, steps or sample(id).config.train.steps, cell)


@cache
def trained(id: str, steps: int, cell: Cell | None) -> Learnt:
    torch.set_num_threads(1)
    chosen = sample(id)
    config = changed(chosen.config, steps=steps, device="cpu")
    if cell:
        net = Recurrent(cell=cell, hidden=config.net.hidden)
        config = RunConfig(data=config.data, net=net, train=config.train)
    prepared = prepare(open_dataset(str(chosen.path)), config.data, config.train.window)
    trainer = Trainer(config, prepared, torch.device("cpu"))
    seen = {*SEEN, chosen.pace.first, chosen.pace.last, steps}
    return Learnt(trainer, prepared, dict(skills(trainer, prepared, seen)))


def skills(trainer: Trainer, prepared: Prepared, seen: set[int]) -> Iterator[tuple[int, float]]:
    """Trains to the last of these steps; the skill after each of them."""
    with trainer:
        for step in range(max(seen) + 1):
            if step:
                trainer.step()
            if step in seen:
                yield step, 1 - trainer.validate() / prepared.naive_loss


@pytest.mark.parametrize("id", [each.id for each in SAMPLES])
def test_a_sample_is_slowed_where_it_changes(id: str) -> None:
    pace, learnt = sample(id).pace, learn(id, SHORTER.get(id, 0))
    assert 30 <= pace.seconds <= 60
    gained = learnt.skills[pace.last] - learnt.skills[pace.first]
    assert gained > 0.1
    assert learnt.last - learnt.skills[pace.last] < 0.2 * gained  # little is left to see afterwards


@pytest.mark.parametrize("id", ["airline", "sunspots", "sine"])
def test_a_series_is_forecast_better_than_by_repeating_it(id: str) -> None:
    assert learn(id).last > 0.3


def test_the_airline_forecast_beats_last_years_too() -> None:
    learnt = learn("airline")
    assert learnt.trainer.validate() < 0.7 * loss_of(learnt.prepared, BaselineKind.LAST_SEASON)


@pytest.mark.parametrize(("id", "steps"), [("lighthouse", 350), ("postman", 0)])
def test_a_story_is_foretold_better_than_by_pairs_of_letters(id: str, steps: int) -> None:
    assert learn(id, steps).skills[350] > 0.1


def test_the_korean_story_is_learnt_by_heart_at_last() -> None:
    learnt = learn("postman")
    assert learnt.last < learnt.skills[300] - 0.05


def test_an_lstm_adds_and_a_plain_rnn_does_not() -> None:
    assert learn("adding", SHORTER["adding"]).last > 0.9
    assert learn("adding", 900, sample("adding").rival).last < 0.65  # 0.5: it says 0 always, the mean of the sums


def test_a_unit_counts_the_open_brackets() -> None:
    learnt = learn("brackets")
    trainer, prepared = learnt.trainer, learnt.prepared
    signs = np.array([{"(": 1, ")": -1, "\n": 0}[sign] for sign in prepared.dataset.text])
    depth = np.cumsum(signs)[slice(*prepared.validation_rows)]
    assert prepared.ids is not None
    ids = torch.tensor(prepared.ids[slice(*prepared.validation_rows)]).long()
    cell = read(trainer.config.net, prepared.shape, trainer.snapshot(), ids).layers[0]["cell"].numpy()
    correlations = [abs(np.corrcoef(depth, cell[:, unit])[0, 1]) for unit in range(cell.shape[1])]
    assert learnt.last > 0.1
    assert max(correlations) > 0.8


def test_an_lstm_begins_to_remember_the_first_letter() -> None:
    learnt = learn("remember", SHORTER["remember"])
    trainer, prepared = learnt.trainer, learnt.prepared
    assert prepared.ids is not None
    text, weights, given = prepared.dataset.text, trainer.snapshot(), []
    asked = [at for at, sign in enumerate(text) if sign == "?" and at > prepared.validation_rows[0] + 40]
    for at in asked[:100]:
        line = slice(text.rfind("\n", 0, at) + 1, at + 1)
        output = read(trainer.config.net, prepared.shape, weights, torch.tensor(prepared.ids[line]).long()).output[-1]
        given.append(float(output.softmax(0)[prepared.ids[at + 1]]))
    assert np.mean(given) > 0.5  # a guess is right one time in four
