import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn.functional import cross_entropy, one_hot

from gatescope.engine.config.run import Cell, Optimiser, Recurrent
from gatescope.engine.errors import ConfigError, Fault, RunError
from gatescope.engine.models.recurrent.network import build
from gatescope.engine.training import batches
from gatescope.engine.training.trainer import Trainer
from tests.engine.prepared import config, table, text

CPU = torch.device("cpu")
DEVICES = [
    "cpu",
    pytest.param("cuda", marks=pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")),
]
SMALL = Recurrent(hidden=8)


def train(trainer: Trainer, steps: int) -> list[float]:
    with trainer:
        for _ in range(steps):
            trainer.step()
    return trainer.drain().train_loss.tolist()


# ---- batches --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prepared", [table(), text()], ids=["table", "text"])
def test_a_batch_is_windows_of_the_training_part_time_first_and_targets_one_step_ahead(prepared):
    drawn = batches.Batches(prepared, 500, CPU)
    x, y, _ = drawn.draw(torch.Generator().manual_seed(0))
    source, goal = batches.data_tensors(prepared, CPU)
    assert x.shape[:2] == y.shape[:2] == (prepared.window, 500)
    end = prepared.training_rows[1]
    windows = {tuple(source[s : s + prepared.window].flatten().tolist()): s for s in range(end - prepared.window)}
    for k in range(500):
        start = windows[tuple(x[:, k].flatten().tolist())]
        assert torch.equal(y[:, k], goal[start + 1 : start + 1 + prepared.window])
    first, last = prepared.training.starts[[0, -1]]
    probe = replace(prepared, features=None, targets=None, ids=np.arange(end + 99))
    rows, targets, _ = batches.Batches(probe, 5000, CPU).draw(torch.Generator().manual_seed(1))
    assert (int(rows[0].min()), int(rows[0].max())) == (first, last)  # every start is possible
    assert int(targets.max()) == end - 1  # and none has a target beyond the split


# ---- one step -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("clip", [0.0, 0.05, 1e6])
def test_a_step_is_the_clipped_gradient_of_the_mean_squared_error(clip):
    prepared = table(targets=("a", "b"))
    trainer = Trainer(config(prepared, SMALL, optimiser=Optimiser.SGD, learning_rate=0.1, clip=clip), prepared, CPU)
    twin = Trainer(trainer.config, prepared, CPU)
    x, y, _ = twin.batches.draw(twin.random.batches)
    error = twin.network(x) - y
    loss = error.square().sum() / error.numel()
    gradients = torch.autograd.grad(loss, list(twin.weights.values()))
    norm = math.sqrt(sum(float(g.double().square().sum()) for g in gradients))
    trainer.enter()
    trainer.step()
    trainer.leave()
    rows = trainer.drain()
    assert rows.train_loss.tolist() == pytest.approx([loss.item()], rel=1e-6)
    assert rows.gradient_norm.tolist() == pytest.approx([norm], rel=1e-5)
    share = min(1.0, clip / (norm + 1e-6)) if clip else 1.0
    for gradient, before, after in zip(gradients, twin.weights.values(), trainer.weights.values(), strict=True):
        torch.testing.assert_close(after, before - 0.1 * share * gradient, rtol=1e-5, atol=1e-7)


def test_a_text_is_learnt_by_the_mean_cross_entropy():
    prepared = text()
    trainer, twin = (Trainer(config(prepared, SMALL, batch=4), prepared, CPU) for _ in range(2))
    x, y, _ = twin.batches.draw(twin.random.batches)
    with torch.no_grad():
        chosen = twin.network(x).log_softmax(-1)[one_hot(y, prepared.shape.symbols).bool()]
    assert train(trainer, 1) == pytest.approx([float(-chosen.mean())], rel=1e-5)


def test_rows_stand_one_per_step_with_rising_seconds():
    prepared = table()
    trainer = Trainer(config(prepared, SMALL, batch=4), prepared, CPU)
    assert [len(column) for column in trainer.drain()] == [0, 0, 0]
    with trainer:
        for _ in range(3):
            trainer.step()
        first = trainer.drain()
        for _ in range(2):
            trainer.step()
    second = trainer.drain()
    assert [[len(c) for c in rows] for rows in (first, second)] == [[3] * 3, [2] * 3]
    assert [c.dtype for c in first] == [np.float32, np.float32, np.float64]
    seconds = [*first.seconds, *second.seconds]
    assert seconds == sorted(seconds)
    assert 0 < seconds[0] < seconds[-1] <= trainer.seconds
    assert trainer.steps_done == 5


def test_live_values_count_from_the_next_step_on_and_are_checked():
    prepared = table()
    trainer = Trainer(config(prepared, SMALL, optimiser=Optimiser.SGD, batch=4), prepared, CPU)
    trainer.set_live("learning_rate", 0.0)
    before = trainer.snapshot()
    train(trainer, 2)
    assert all(torch.equal(before[name], weight) for name, weight in trainer.weights.items())
    trainer.set_live("learning_rate", 0.5)
    train(trainer, 1)
    assert not torch.equal(before["head.weight"], trainer.weights["head.weight"])
    trainer.set_live("clip", 0.25)
    assert trainer.clip == 0.25
    for name, value in (("learning_rate", math.nan), ("clip", -1.0), ("batch", 8)):
        with pytest.raises(ConfigError) as caught:
            trainer.set_live(name, value)
        assert caught.value.fault is Fault.CONFIG_VALUE
        assert caught.value.facts["name"] == name


def test_a_snapshot_does_not_move_and_its_memory_is_used_again():
    prepared = table()
    trainer = Trainer(config(prepared, SMALL, batch=4), prepared, CPU)
    kept = trainer.snapshot()
    first = {name: value.clone() for name, value in kept.items()}
    train(trainer, 2)
    assert all(torch.equal(kept[name], first[name]) for name in kept)
    assert trainer.snapshot(kept) is kept
    assert all(torch.equal(kept[name], weight) for name, weight in trainer.weights.items())
    assert not any(value.requires_grad for value in kept.values())


# ---- validation -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("values_most", [1, 300, 4_000_000])
@pytest.mark.parametrize("prepared", [table(rows=207), text()], ids=["table", "text"])
def test_validation_is_the_mean_over_exactly_the_counted_targets(prepared, values_most, monkeypatch):
    monkeypatch.setattr(batches, "VALUES_MOST", values_most)
    trainer = Trainer(config(prepared, Recurrent(hidden=8, layers=2, dropout=0.5), batch=4), prepared, CPU)
    x, y = batches.data_tensors(prepared, CPU)
    losses = []
    spans = prepared.validation
    for start, counted_from in zip(spans.starts, spans.counted_from, strict=True):
        trainer.network.eval()
        with torch.no_grad():
            output = trainer.network(x[start : start + prepared.window][:, None])[:, 0]
        for t in range(counted_from, prepared.window):
            goal = y[start + t + 1]
            if x.is_floating_point():
                losses.append(float((output[t] - goal).square().mean()))
            else:
                losses.append(float(cross_entropy(output[t], goal.long())))
    trainer.network.train()
    assert len(losses) == len(prepared.counted_rows)
    assert spans.counted_from.any()
    assert trainer.validate() == pytest.approx(np.mean(losses), rel=1e-5)


def test_validating_changes_nothing():
    prepared = table()
    trainer = Trainer(config(prepared, Recurrent(hidden=8, layers=2, dropout=0.5), batch=4), prepared, CPU)
    train(trainer, 3)
    state, outside = trainer.state()[0], torch.get_rng_state()
    gradients = [weight.grad.clone() for weight in trainer.weights.values()]
    with trainer:
        first = trainer.validate()
        assert trainer.validate() == first
    assert trainer.network.training
    assert all(torch.equal(value, state[name]) for name, value in trainer.state()[0].items())
    assert all(torch.equal(g, w.grad) for g, w in zip(gradients, trainer.weights.values(), strict=True))
    assert torch.equal(outside, torch.get_rng_state())


# ---- it learns ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("cell", Cell)
def test_a_sine_is_learnt_better_than_by_repeating_the_last_value(cell, device):
    prepared = table()
    trainer = Trainer(
        config(prepared, Recurrent(cell=cell, hidden=12), learning_rate=0.01), prepared, torch.device(device)
    )
    assert trainer.validate() > prepared.naive_loss
    losses = train(trainer, 200)
    assert len(losses) == 200
    assert np.mean(losses[-20:]) < np.mean(losses[:20]) / 4
    assert trainer.validate() < prepared.naive_loss / 4


@pytest.mark.parametrize("optimiser", [Optimiser.RMSPROP, Optimiser.ADAM, Optimiser.ADAMW])
@pytest.mark.parametrize("embedding", [0, 4])
def test_a_small_text_is_learnt_by_heart(optimiser, embedding):
    prepared = text(window=15)
    net = Recurrent(cell=Cell.GRU, hidden=24, embedding=embedding)
    losses = train(Trainer(config(prepared, net, optimiser=optimiser, learning_rate=0.02), prepared, CPU), 250)
    assert losses[0] > 1.5
    assert np.mean(losses[-10:]) < 0.5  # the first symbols of a window cannot be known


# ---- it stops -------------------------------------------------------------------------------------------------------


def first_bad_batch(trainer: Trainer) -> int:
    """The step whose batch first holds a target that is no number, from a twin's own draws."""
    step = 1
    while torch.isfinite(trainer.batches.draw(trainer.random.batches)[1]).all():
        step += 1
    return step


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_loss_that_is_no_number_stops_the_run_at_its_step_and_keeps_its_rows(bad):
    prepared = table(rows=800)
    prepared.targets[300] = bad
    run = config(prepared, SMALL, batch=2, seed=1)
    expected = first_bad_batch(Trainer(run, prepared, CPU))
    assert expected > 3
    trainer = Trainer(run, prepared, CPU)
    with trainer:
        for _ in range(expected - 1):
            trainer.step()
        assert trainer.fault is None
        good = trainer.snapshot()
        trainer.step()
        for broken in (trainer.step, trainer.validate, trainer.state):
            with pytest.raises(RunError) as caught:
                broken()
            assert caught.value.fault is Fault.LOSS_NOT_FINITE
            assert caught.value.facts == {"run": 0, "step": expected, "value": str(bad), "part": "loss", "tensor": ""}
    assert trainer.fault is caught.value
    rows = trainer.drain()
    assert len(rows.train_loss) == len(rows.seconds) == trainer.steps_done == expected
    assert np.isfinite(rows.train_loss[:-1]).all()
    assert not np.isfinite(rows.train_loss[-1])
    assert all(torch.equal(good[name], weight) for name, weight in trainer.weights.items())
    with pytest.raises(RunError):
        trainer.drain()


def test_a_learning_rate_beyond_reason_stops_the_run():
    prepared = table()
    run = config(
        prepared, Recurrent(cell=Cell.RNN_RELU, hidden=8), optimiser=Optimiser.SGD, learning_rate=1e6, clip=0.0
    )
    trainer = Trainer(run, prepared, CPU)
    with pytest.raises(RunError) as caught:
        train(trainer, 50)
    assert caught.value.fault is Fault.LOSS_NOT_FINITE
    rows = trainer.drain()
    assert len(rows.train_loss) == caught.value.facts["step"] < 50
    assert all(torch.isfinite(weight).all() for weight in trainer.weights.values())


def test_a_gradient_that_is_no_number_under_a_finite_loss_has_its_own_name():
    prepared = table()
    trainer = Trainer(config(prepared, SMALL, batch=2), prepared, CPU)
    trainer.weights["head.bias"].register_hook(lambda gradient: gradient * math.nan)
    train(trainer, 1)
    assert trainer.fault is not None
    assert trainer.fault.fault is Fault.GRADIENT_NOT_FINITE
    first = {"part": "gradient", "tensor": "head.bias"}
    assert trainer.fault.facts == {"run": 0, "step": 1, "value": "nan"} | first
    assert all(torch.isfinite(weight).all() for weight in trainer.weights.values())


def test_no_state_is_handed_out_that_one_cannot_go_on_from():
    prepared = table()
    trainer = Trainer(config(prepared, SMALL, batch=2), prepared, CPU)
    train(trainer, 3)
    trainer.state()
    with torch.no_grad():
        trainer.weights["head.bias"].fill_(math.inf)
    with pytest.raises(RunError) as caught:
        trainer.state()
    assert caught.value.facts == {"run": 0, "step": 3, "value": "inf"}


def test_without_clipping_a_gradient_too_long_to_measure_is_still_followed():
    prepared = table()
    run = config(prepared, SMALL, optimiser=Optimiser.SGD, learning_rate=1e-30, clip=0.0)
    trainer = Trainer(run, prepared, CPU)
    trainer.weights["head.bias"].register_hook(lambda gradient: gradient * 0 + 1e25)
    before = float(trainer.weights["head.bias"].detach())
    with trainer:
        trainer.step()
    assert trainer.drain().gradient_norm[0] == math.inf
    assert float(trainer.weights["head.bias"].detach()) == pytest.approx(before - 1e-5, rel=1e-3)


def test_memory_that_is_not_enough_is_a_fault_of_the_run(monkeypatch):
    prepared = table()
    trainer = Trainer(config(prepared, SMALL, batch=2), prepared, CPU)

    def no_memory(generator):
        return torch.empty(1 << 60)

    monkeypatch.setattr(trainer.batches, "draw", no_memory)
    with pytest.raises(RunError) as caught:
        train(trainer, 1)
    assert caught.value.fault is Fault.OUT_OF_MEMORY
    assert caught.value.facts == {"run": 0, "step": 1, "device": "cpu"}


def test_a_network_that_does_not_fit_is_refused_before_it_is_made():
    prepared = table()
    net = Recurrent(hidden=1024, layers=4)
    with pytest.raises(ConfigError) as caught:
        Trainer(config(replace(prepared, window=1_000_000), net, batch=65_536), prepared, CPU)
    assert caught.value.fault is Fault.NETWORK_TOO_LARGE


def test_the_count_of_parameters():
    prepared = table()
    trainer = Trainer(config(prepared, SMALL), prepared, CPU)
    assert trainer.parameters() == sum(p.numel() for p in build(SMALL, prepared.shape).parameters())
