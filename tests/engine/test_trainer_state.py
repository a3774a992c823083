"""A run is the same run: alone or in turns with others, never stopped or restored from any of its steps."""

import json

import pytest
import torch
from safetensors.torch import load, save

from gatescope.engine.config.run import Cell, Optimiser, Recurrent
from gatescope.engine.data.preparing.prepare import Prepared
from gatescope.engine.training.checkpoint import weights_of
from gatescope.engine.training.randomness import Randomness
from gatescope.engine.training.trainer import Trainer
from tests.engine.prepared import config, table, text

CPU = torch.device("cpu")
DEVICES = [
    "cpu",
    pytest.param("cuda", marks=pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")),
]


def make(prepared: Prepared, dropout: float = 0.3, **train) -> Trainer:
    return Trainer(config(prepared, Recurrent(hidden=6, layers=2, dropout=dropout), batch=3, **train), prepared, CPU)


def train(trainer: Trainer, steps: int) -> list[float]:
    with trainer:
        for _ in range(steps):
            trainer.step()
    return trainer.drain().train_loss.tolist()


def same(one: Trainer, other: Trainer) -> bool:
    (tensors, values), (tensors2, values2) = one.state(), other.state()
    values.pop("seconds"), values2.pop("seconds")
    return (
        tensors.keys() == tensors2.keys()
        and all(torch.equal(value, tensors2[name]) for name, value in tensors.items())
        and values == values2
    )


def test_equal_configurations_train_equally_and_other_seeds_do_not():
    prepared = table()
    one, other, third = make(prepared), make(prepared), make(prepared, seed=1)
    torch.rand(7)  # what is drawn outside is nobody's business
    assert train(one, 20) == train(other, 20)
    assert same(one, other)
    assert train(third, 20) != train(make(prepared), 20)


@pytest.mark.parametrize("prepared", [table(), text()], ids=["table", "text"])
@pytest.mark.parametrize("dropout", [0.0, 0.3])
@pytest.mark.parametrize("optimiser", Optimiser)
def test_going_on_from_a_state_equals_never_having_stopped(optimiser, dropout, prepared):
    whole = make(prepared, dropout, optimiser=optimiser)
    train(whole, 10)
    whole.set_live("learning_rate", 0.01)
    whole.set_live("clip", 0.3)
    train(whole, 7)
    tensors, values = whole.state()
    losses = train(whole, 100)
    restored = make(prepared, dropout, optimiser=optimiser)
    restored.restore(load(save(tensors)), json.loads(json.dumps(values)))
    assert restored.steps_done == 17
    assert train(restored, 100) == losses
    assert same(whole, restored)


def test_a_run_goes_on_from_any_of_its_states_and_leaves_them_as_they_were():
    prepared = table()
    whole = make(prepared)
    states = [whole.state()]
    for _ in range(6):
        train(whole, 5)
        states.append(whole.state())
    for step, (tensors, values) in enumerate(states):
        before = {name: value.clone() for name, value in tensors.items()}
        restored = make(prepared)
        train(restored, 3)  # it may have done anything before
        restored.restore(tensors, values)
        train(restored, 30 - 5 * step)
        assert same(whole, restored)
        assert all(torch.equal(value, before[name]) for name, value in tensors.items())


def test_a_state_within_a_turn_is_the_state():
    prepared = table()
    one, other = make(prepared), make(prepared)
    with one:
        for _ in range(5):
            one.step()
        tensors, values = one.state()
        for _ in range(5):
            one.step()
    with other:
        other.step()
        other.restore(tensors, values)
        for _ in range(5):
            other.step()
    assert same(one, other)
    assert len(other.drain().train_loss) == 5


def test_two_runs_in_turns_equal_each_run_alone():
    prepared, words = table(), text()
    alone = [make(prepared), make(words, optimiser=Optimiser.RMSPROP)]
    in_turns = [make(prepared), make(words, optimiser=Optimiser.RMSPROP)]
    losses = [train(trainer, 24) for trainer in alone]
    mixed: list[list[float]] = [[], []]
    for turn in range(12):
        for k in (0, 1):
            mixed[k] += train(in_turns[k], 1 + (turn + k) % 2 * 2)
    assert [m[:24] for m in mixed] == losses
    assert all(same(a, b) for a, b in zip(alone, in_turns, strict=True))


def test_the_world_outside_keeps_its_own_random_numbers():
    torch.manual_seed(5)
    expected = torch.rand(4)
    torch.manual_seed(5)
    trainer = make(table())
    drawn = [torch.rand(1)]
    for _ in range(3):
        train(trainer, 2)
        trainer.state()
        drawn.append(torch.rand(1))
    assert torch.equal(torch.cat(drawn), expected)


def test_a_turn_that_fails_gives_the_generators_back():
    randomness = Randomness(3, CPU)
    outside = torch.get_rng_state()

    def fail() -> None:
        with randomness:
            torch.rand(3)
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        fail()
    assert torch.equal(torch.get_rng_state(), outside)
    with randomness:
        again = torch.rand(1)
    assert torch.equal(again, torch.rand(4, generator=torch.Generator().manual_seed(3))[3:])


def test_the_weights_of_a_state_are_the_networks_own():
    trainer = make(table(), optimiser=Optimiser.ADAMW)
    train(trainer, 3)
    tensors, _ = trainer.state()
    weights = weights_of(tensors)
    assert weights.keys() == trainer.weights.keys()
    assert all(torch.equal(value, trainer.weights[name]) for name, value in weights.items())
    assert {name for name in tensors if name.startswith("optimiser.head.bias.")} == {
        f"optimiser.head.bias.{key}" for key in ("step", "exp_avg", "exp_avg_sq")
    }


def test_a_state_from_another_kind_of_device_goes_on_with_fresh_numbers_the_same_each_time():
    prepared = table()
    whole = make(prepared)
    train(whole, 9)
    tensors, values = whole.state()
    foreign = values | {"device": "cuda"}
    tensors = {name: value for name, value in tensors.items() if not name.startswith("random.")}
    restored = [make(prepared), make(prepared)]
    for trainer in restored:
        trainer.restore(tensors, foreign)
        assert trainer.steps_done == 9
        assert all(torch.equal(whole.weights[name], weight) for name, weight in trainer.weights.items())
    assert train(restored[0], 10) == train(restored[1], 10)
    assert same(*restored)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("cell", Cell)
def test_a_state_brings_a_run_to_the_device_and_back(cell, device):
    prepared = table()
    run = config(prepared, Recurrent(cell=cell, hidden=6), batch=3)
    there = Trainer(run, prepared, torch.device(device))
    train(there, 5)
    tensors, values = there.state()
    assert all(value.device.type == "cpu" for value in tensors.values())
    here = Trainer(run, prepared, CPU)
    here.restore(tensors, values)
    assert here.validate() == pytest.approx(there.validate(), rel=1e-4)
    train(here, 5)
    assert here.steps_done == 10
