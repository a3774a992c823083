"""Histograms of gradient and update, against numpy's of what autograd and plain subtraction give; watching changes
nothing, and nobody watching costs nothing."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.utils._python_dispatch import TorchDispatchMode

import gatescope.engine.training.histograms
import gatescope.engine.training.sizes
from gatescope.engine.config.run import Cell, Optimiser, Recurrent
from gatescope.engine.protocol.messages import Metrics, MetricsRequest
from gatescope.engine.training.histograms import BINS, count_values
from gatescope.engine.training.sizes import HISTOGRAM_SECONDS, SizeMeter
from gatescope.engine.training.trainer import Trainer
from tests.engine import talking
from tests.engine.prepared import config, table, text

CPU = torch.device("cpu")
DEEP = Recurrent(hidden=8, layers=2, dropout=0.5)


@pytest.fixture
def every_sample(monkeypatch):
    """Histograms with every sample, however close together they come."""
    monkeypatch.setattr(gatescope.engine.training.sizes, "HISTOGRAM_SECONDS", 0.0)


def trainers(net, make=table, **train):
    prepared = make()
    settings = config(prepared, net, **train)
    return Trainer(settings, prepared, CPU), Trainer(settings, prepared, CPU)


def check(found, names, values):
    """Each histogram is numpy's of the parameter's values."""
    assert [one.name for one in found] == list(names)
    for one, value in zip(found, values, strict=True):
        flat = value.detach().double().numpy().ravel()
        assert one.bound == np.abs(flat).max()
        assert one.counts.sum() == flat.size
        np.testing.assert_array_equal(one.counts, np.histogram(flat, 41, (-one.bound, one.bound))[0])


def by_autograd(twin):
    """The gradient of the twin's next batch: no meter, no clipping, a loss of our own."""
    with twin:
        x, y, _ = twin.batches.draw(twin.random.batches)
        output = twin.network(x)
        if y.is_floating_point():
            loss = ((output - y) ** 2).mean()
        else:
            loss = -output.log_softmax(-1).gather(-1, y[..., None]).mean()
        return torch.autograd.grad(loss, list(twin.weights.values()))


@pytest.mark.parametrize("cell", list(Cell))
@pytest.mark.parametrize("make", [table, text])
def test_they_are_of_the_gradient_before_clipping_and_of_what_the_weights_became(every_sample, cell, make):
    trainer, twin = trainers(
        Recurrent(cell=cell, hidden=8), make, optimiser=Optimiser.ADAM, learning_rate=0.01, clip=0.01, seed=3
    )
    trainer.watch(True)
    for step in range(1, 5):
        gradients = by_autograd(twin)
        before = trainer.snapshot()
        with trainer:
            trainer.step()
        after = trainer.snapshot()
        with torch.no_grad():
            for name, weight in twin.weights.items():
                weight.copy_(after[name])
        trainer.drain()
        found = trainer.drain_histograms()
        if step == 3:  # no sample is due there
            assert found is None
            continue
        assert found.step == step
        check(found.update, after, [after[name] - before[name] for name in after])
        for one, gradient in zip(found.gradient, gradients, strict=True):  # another order of summation: nearly equal
            assert one.bound == pytest.approx(float(gradient.abs().max()), rel=1e-3)
            expected = np.histogram(gradient.double().numpy(), 41, (-one.bound, one.bound))[0]
            assert np.abs(np.cumsum(one.counts) - np.cumsum(expected)).max() <= 2
        assert sum(one.bound for one in found.gradient) > 0.05  # not the clipped one, whose norm is 0.01


def test_only_the_newest_is_kept_and_handed_out_once(every_sample):
    trainer, _ = trainers(DEEP)
    trainer.watch(True)
    with trainer:
        for _ in range(9):
            trainer.step()
    trainer.drain()
    assert trainer.drain_histograms().step == 8
    assert trainer.drain_histograms() is None


def test_watching_changes_no_weight_and_no_random_number(every_sample):
    watched, plain = trainers(DEEP)
    watched.watch(True)
    for trainer in (watched, plain):
        with trainer:
            for _ in range(40):
                trainer.step()
        trainer.drain()
    assert watched.drain_histograms().step == 32
    assert plain.drain_histograms() is None
    (one, _), (other, _) = watched.state(), plain.state()
    assert one.keys() == other.keys()
    for name, value in one.items():
        assert torch.equal(value, other[name]), name


def test_nothing_is_counted_while_nobody_watches(monkeypatch):
    def refuse(_values):
        raise AssertionError("counted")

    monkeypatch.setattr(gatescope.engine.training.sizes, "count_values", refuse)
    trainer, _ = trainers(DEEP)
    with trainer:
        for _ in range(5):
            trainer.step()
        trainer.watch(True)
        trainer.watch(False)
        for _ in range(5):
            trainer.step()
        assert trainer.steps_done == 10
        trainer.watch(True)
        for _ in range(5):
            trainer.step()
        with pytest.raises(AssertionError, match="counted"):
            trainer.step()  # the 16th is due


def test_a_step_that_broke_the_run_has_none(every_sample):
    trainer, _ = trainers(DEEP)
    trainer.watch(True)
    with torch.no_grad():
        trainer.weights["head.bias"].fill_(float("nan"))
    with trainer:
        trainer.step()
    trainer.drain()
    assert trainer.drain_histograms() is None


def test_they_come_no_faster_than_anybody_can_look():
    weight, now = torch.zeros(3), 0.0
    meter, counted = SizeMeter({"a": weight}, 1, clock=lambda: now), []
    meter.watching = True
    for step in range(25, 25 * 101, 25):
        now += 0.01
        weight.grad = torch.ones(3)
        meter.before(step)
        meter.after()
        if meter.drain_histograms() is not None:
            counted.append(now)
    assert len(counted) == pytest.approx(1.0 / HISTOGRAM_SECONDS, abs=1)
    assert np.diff(counted).min() >= HISTOGRAM_SECONDS - 1e-9


@given(st.integers(0, 60), st.integers(1, 50), st.integers(0, 2**32 - 1), st.sampled_from([1e-30, 1.0, 1e30]))
def test_values_are_counted_once_however_they_are_cut(size, piece, seed, scale):
    values = (np.random.default_rng(seed).normal(size=size) * scale).astype(np.float32)
    values[: size // 10] = np.nan
    values[size // 10 : size // 6] = -np.inf
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gatescope.engine.training.histograms, "PIECE", piece)
        counted = count_values(torch.tensor(values)).numpy()
    finite = values[np.isfinite(values)].astype(np.float64)
    bound = np.abs(finite).max(initial=0.0)
    assert counted[BINS] == bound
    expected = np.histogram(finite, BINS, (-bound, bound))[0] if bound else np.eye(BINS)[BINS // 2] * finite.size
    np.testing.assert_array_equal(counted[:BINS], expected)


@pytest.mark.parametrize("kind", [torch.float32, torch.float64])
def test_counting_leaves_the_values_as_they_are(kind):
    values = torch.linspace(-3, 5, 50, dtype=kind)
    before = values.clone()
    count_values(values)
    assert torch.equal(values, before)


def test_an_engine_sends_them_while_they_are_asked_for(client, sine):
    client.open_file(sine)
    run = client.new_run(talking.config()).run

    def metrics(since, seen):
        client.send(MetricsRequest(run=run, since=since, since_validation=0, since_histograms=seen))
        return client.receive(Metrics, where=lambda m: m.run == run and m.since == since)

    assert metrics(0, 0).histograms is None  # nothing was trained yet
    client.train(run, 1)
    assert metrics(0, None).histograms is None
    found = metrics(0, 0).histograms
    assert found.step == 1
    assert found.gradient[0].name == found.update[0].name == "layers.0.weight_ih_l0"
    assert metrics(0, 1).histograms is None
    client.train(run, 1)
    assert metrics(1, None).histograms is None  # nobody watches from here on
    client.train(run, 2)
    assert metrics(2, 0).histograms.step < 4


class Waiting(TorchDispatchMode):
    """Refuses whatever brings a value from the device to Python: on CUDA that waits for all that was asked before."""

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        waits = {"_local_scalar_dense", "nonzero", "masked_select", "is_nonzero", "equal", "unique"}
        assert function._schema.name.removeprefix("aten::") not in waits, function
        device = torch.device(kwargs.get("device") or "meta")
        assert device.type == "meta", function
        return function(*args, **kwargs)


def test_counting_waits_for_no_device():
    """On the device that has no values at all whatever needs one fails."""
    weights = {"a": torch.zeros(3, 4, device="meta"), "b": torch.zeros(7, device="meta")}
    meter = SizeMeter(weights, 1)
    meter.watching = True
    for weight in weights.values():
        weight.grad = torch.zeros_like(weight)
    with Waiting():
        meter.before(1)
        meter.after()
    step, counted = meter._newest
    assert (step, counted.shape, counted.device.type) == (1, (4, BINS + 1), "meta")
