"""A network that goes on by itself, against the cell equations in float64, told their own output one step at a time."""

import time

import numpy as np
import pytest
import torch

from gatescope.engine.config.run import Cell, Recurrent
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.recurrent import walker as generate
from gatescope.engine.models.recurrent.network import build
from gatescope.engine.models.recurrent.reading import read
from gatescope.engine.models.recurrent.walker import Walker
from gatescope.engine.probing.intervention import intervene
from gatescope.engine.protocol.analysis import Alteration, Intervention
from gatescope.engine.protocol.frame import Trace
from tests.engine import equations

TABLE, TEXT = IOShape(2, 2, 0), IOShape(7, 7, 7)
torch.set_num_threads(1)


def made(cell: Cell, layers: int, kind: str, hidden: int = 9, scale: float = 1.5):
    """A network without dropout's noise, and a probe of 30 steps."""
    net = Recurrent(cell=cell, hidden=hidden, layers=layers, dropout=0.5, embedding=5 if kind == "embedding" else 0)
    shape = TABLE if kind == "table" else TEXT
    torch.manual_seed(layers)
    weights = {name: value.detach() for name, value in build(net, shape).named_parameters()}
    if cell is not Cell.RNN_RELU:
        weights = {name: value * scale for name, value in weights.items()}
    x = torch.randn(30, 2) if kind == "table" else torch.randint(1, 7, (30,))
    return net, shape, weights, x


class Slow:
    """The whole network as an explicit loop in float64."""

    def __init__(self, net: Recurrent, weights) -> None:
        self.net = net
        self.weights = {name: value.double().numpy() for name, value in weights.items()}
        zero = np.zeros(net.hidden)
        self.states = [(zero, zero)] * net.layers

    def __call__(self, x):
        if np.ndim(x) == 0:
            x = self.weights["embedding.weight"][x] if self.net.embedding else np.eye(7)[x]
        for k in range(self.net.layers):
            now = equations.step(self.net.cell, equations.layer(self.weights, k), x, *self.states[k])
            x = now[Trace.HIDDEN]
            self.states[k] = x, now.get(Trace.CELL, x)
        return self.weights["head.weight"] @ x + self.weights["head.bias"]


@pytest.mark.parametrize("layers", [1, 3])
@pytest.mark.parametrize("cell", Cell)
def test_a_forecast_that_feeds_itself_follows_the_equations(cell, layers):
    net, shape, weights, x = made(cell, layers, "table")
    walker = Walker(net, shape, weights, read(net, shape, weights, x), 40)
    slow = Slow(net, weights)
    for row in x.double().numpy():
        expected = slow(row)
    np.testing.assert_allclose(walker.output, expected, rtol=1e-4, atol=1e-5)
    output = walker.output
    for _ in range(40):
        output, expected = walker.step(output), slow(expected)
        np.testing.assert_allclose(output, expected, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("kind", ["one-hot", "embedding"])
@pytest.mark.parametrize("cell", Cell)
def test_symbols_go_in_as_they_did_in_training(cell, kind):
    net, shape, weights, x = made(cell, 2, kind)
    walker = Walker(net, shape, weights, read(net, shape, weights, x), 40)
    slow = Slow(net, weights)
    for symbol in x.tolist():
        expected = slow(symbol)
    for symbol in [3, 1, 0, 6, 6, 2] * 5:
        np.testing.assert_allclose(walker.output, expected, rtol=1e-3, atol=1e-4)
        walker.step_symbol(symbol)
        expected = slow(symbol)


@pytest.mark.parametrize("kind", [Alteration.ZERO, Alteration.CLAMP])
def test_what_was_held_in_the_probe_stays_held(kind):
    net, shape, weights, x = made(Cell.LSTM, 2, "table")
    held = (
        Intervention(layer="layer0", trace=Trace.FORGET_GATE, units=(1, 4), kind=kind, value=0.7),
        Intervention(layer="layer1", trace=Trace.HIDDEN, units=(0,), kind=kind, value=-0.3),
    )
    whole = torch.cat([x, torch.randn(12, 2)])
    expected = intervene(net, weights, read(net, shape, weights, whole), held).output
    walker = Walker(net, shape, weights, intervene(net, weights, read(net, shape, weights, x), held), 12, held)
    for t, row in enumerate(whole[len(x) :], len(x)):
        torch.testing.assert_close(walker.step(row), expected[t], rtol=1e-5, atol=1e-6)


def test_noise_goes_on_and_is_the_same_at_every_look():
    net, shape, weights, x = made(Cell.GRU, 1, "table")
    shaken = (Intervention(layer="layer0", trace=Trace.HIDDEN, kind=Alteration.NOISE, value=0.5, seed=3),)
    reading = intervene(net, weights, read(net, shape, weights, x), shaken)

    def walk(interventions):
        walker = Walker(net, shape, weights, reading, 10, interventions)
        return torch.stack([walker.step(torch.zeros(2)) for _ in range(10)])

    assert torch.equal(walk(shaken), walk(shaken))
    assert (walk(shaken) - walk(())).abs().amin(1).gt(0).all()
    weights = {name: value * (name.startswith("head")) for name, value in weights.items()}  # nothing but the noise
    reading = intervene(net, weights, read(net, shape, weights, x), shaken)
    walker = Walker(net, shape, weights, reading, 50, shaken)
    rest = torch.stack([walker.step(torch.zeros(2)) for _ in range(50)])
    assert len(rest.unique(dim=0)) == 50


def test_walking_touches_neither_weights_nor_reading_nor_the_global_generator():
    net, shape, weights, x = made(Cell.LSTM, 2, "table")
    reading = read(net, shape, weights, x)
    kept = {name: value.clone() for name, value in weights.items()}
    traces = [{trace: values.clone() for trace, values in level.items()} for level in reading.layers]
    state = torch.get_rng_state()
    walker = Walker(net, shape, weights, reading, 20)
    for _ in range(20):
        assert not walker.step(walker.output).requires_grad
    assert all(torch.equal(kept[name], value) for name, value in weights.items())
    for level, before in zip(reading.layers, traces, strict=True):
        assert all(torch.equal(level[trace], before[trace]) for trace in level)
    assert torch.equal(state, torch.get_rng_state())


def test_a_large_network_goes_only_as_far_as_time_allows(monkeypatch):
    net, shape, weights, x = made(Cell.RNN_TANH, 1, "table", hidden=10)
    reading = read(net, shape, weights, x)
    assert Walker(net, shape, weights, reading, 2000).steps == 2000
    monkeypatch.setattr(generate, "PRODUCTS_MOST", 7 * (10 * 2 + 10 * 10 + 2 * 10) + 1)
    assert Walker(net, shape, weights, reading, 2000).steps == 7
    assert Walker(net, shape, weights, reading, 5).steps == 5


def test_two_hundred_steps_are_a_matter_of_milliseconds():
    net, shape, weights, x = made(Cell.LSTM, 1, "table", hidden=128)
    reading = read(net, shape, weights, x)

    def seconds() -> float:
        began = time.thread_time()
        walker = Walker(net, shape, weights, reading, 200)
        for _ in range(200):
            walker.step(walker.output)
        return time.thread_time() - began

    assert min(seconds() for _ in range(5)) < 0.06


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_it_walks_on_the_cpu_wherever_the_network_is():
    net, shape, weights, x = made(Cell.LSTM, 2, "table")
    there = {name: value.cuda() for name, value in weights.items()}
    held = (Intervention(layer="layer0", trace=Trace.HIDDEN, units=(1,)),)
    walkers = [
        Walker(net, shape, own, intervene(net, own, read(net, shape, own, x), held), 9, held)
        for own in (weights, there)
    ]
    for _ in range(9):
        here, from_there = (walker.step(walker.output) for walker in walkers)
        assert from_there.device.type == "cpu"
        torch.testing.assert_close(here, from_there, rtol=1e-3, atol=1e-4)
