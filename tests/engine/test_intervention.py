"""Altered readings against networks whose weights say the same, and against the equations in numpy."""

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn.functional import mse_loss

from gatescope.engine.config.run import Cell, Recurrent
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.family import Reading
from gatescope.engine.models.recurrent.network import build
from gatescope.engine.models.recurrent.reading import read
from gatescope.engine.probing.intervention import intervene
from gatescope.engine.protocol.analysis import Alteration, Intervention
from gatescope.engine.protocol.frame import Trace
from tests.engine.equations import sigmoid
from tests.engine.unrolled import Shape

LENGTH, HIDDEN = 25, 6
SHAPE = Shape(3, 2)
SILENT = {"kind": Alteration.NOISE, "value": 0.0}  # walks step by step and alters nothing
CELLS_AND_LAYERS = [(cell, layers) for cell in Cell for layers in (1, 3)]


@pytest.fixture(autouse=True)
def _seeded():
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(11)
        yield


def made(cell: Cell, layers: int = 1) -> tuple[Recurrent, dict[str, Tensor], Tensor, Reading]:
    net = Recurrent(cell=cell, hidden=HIDDEN, layers=layers)
    weights = {name: value * 1.5 for name, value in build(net, SHAPE).state_dict().items()}
    x = torch.randn(LENGTH, SHAPE.inputs)
    return net, weights, x, read(net, SHAPE, weights, x)


@pytest.mark.parametrize(("cell", "layers"), CELLS_AND_LAYERS)
def test_altering_nothing_gives_the_reading(cell, layers):
    net, weights, _, reading = made(cell, layers)
    found = intervene(net, weights, reading, [Intervention(layer="layer0", trace=Trace.HIDDEN, **SILENT)])
    torch.testing.assert_close(found.output, reading.output, rtol=0, atol=1e-6)
    for layer, expected in zip(found.layers, reading.layers, strict=True):
        assert list(layer) == list(Cell(cell).traces)
        for trace, values in expected.items():
            torch.testing.assert_close(layer[trace], values, rtol=0, atol=1e-6)


def test_without_interventions_it_is_the_same_reading():
    net, weights, _, reading = made(Cell.LSTM)
    assert intervene(net, weights, reading, []) is reading


@pytest.mark.parametrize(("cell", "layers"), CELLS_AND_LAYERS)
def test_zeroed_unit_is_a_unit_without_outgoing_weights(cell, layers):
    """To its own layer, to the next one, to the head: columns of zeros."""
    net, weights, x, reading = made(cell, layers)
    target = torch.randn(LENGTH, SHAPE.outputs)
    for layer in range(layers):
        units = (1, 4)
        cut = {name: value.clone() for name, value in weights.items()}
        cut[f"layers.{layer}.weight_hh_l0"][:, units] = 0
        cut["head.weight" if layer + 1 == layers else f"layers.{layer + 1}.weight_ih_l0"][:, units] = 0
        expected = mse_loss(read(net, SHAPE, cut, x).output, target).item()
        found = intervene(net, weights, reading, [Intervention(layer=f"layer{layer}", trace=Trace.HIDDEN, units=units)])
        assert abs(expected - mse_loss(reading.output, target).item()) > 1e-5  # or the test would prove nothing
        assert mse_loss(found.output, target).item() == pytest.approx(expected, abs=1e-6)
        assert not found.layers[layer][Trace.HIDDEN][:, units].any()


@pytest.mark.parametrize(
    ("cell", "gate", "block"),
    [
        (Cell.LSTM, Trace.INPUT_GATE, 0),
        (Cell.LSTM, Trace.FORGET_GATE, 1),
        (Cell.LSTM, Trace.CANDIDATE, 2),
        (Cell.LSTM, Trace.OUTPUT_GATE, 3),
        (Cell.GRU, Trace.RESET_GATE, 0),
        (Cell.GRU, Trace.UPDATE_GATE, 1),
    ],
)
def test_held_gate_is_a_gate_with_only_a_bias(cell, gate, block):
    """The bias whose sigmoid (tanh for the candidate) is the value held, and no weights."""
    net, weights, x, reading = made(cell, 2)
    value, unit = 0.8, 3
    row = block * HIDDEN + unit
    held = {name: tensor.clone() for name, tensor in weights.items()}
    for name in ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"):
        held[f"layers.0.{name}"][row] = 0
    bias = np.arctanh(value) if gate is Trace.CANDIDATE else np.log(value / (1 - value))
    held["layers.0.bias_ih_l0"][row] = float(bias)
    expected = read(net, SHAPE, held, x)
    clamp = Intervention(layer="layer0", trace=gate, units=(unit,), kind=Alteration.CLAMP, value=value)
    found = intervene(net, weights, reading, [clamp])
    assert (expected.output - reading.output).abs().max() > 1e-4
    torch.testing.assert_close(found.output, expected.output, rtol=0, atol=1e-6)
    for layer in (0, 1):
        for trace, values in expected.layers[layer].items():
            torch.testing.assert_close(found.layers[layer][trace], values, rtol=0, atol=1e-6)


def test_held_cell_state_is_what_the_output_gate_opens_on():
    """c held at 2 everywhere: h = o tanh(2), with o from the h before it; written in numpy."""
    net, weights, x, reading = made(Cell.LSTM)
    found = intervene(
        net, weights, reading, [Intervention(layer="layer0", trace=Trace.CELL, kind=Alteration.CLAMP, value=2.0)]
    )
    w = {name.removeprefix("layers.0."): value.double().numpy()[-HIDDEN:] for name, value in weights.items()}
    h = np.zeros(HIDDEN)
    for t in range(LENGTH):
        gate = w["weight_ih_l0"] @ x[t].double().numpy() + w["bias_ih_l0"] + w["weight_hh_l0"] @ h + w["bias_hh_l0"]
        h = sigmoid(gate) * np.tanh(2.0)
        np.testing.assert_allclose(found.layers[0][Trace.HIDDEN][t], h, atol=1e-6)
    assert (found.layers[0][Trace.CELL] == 2).all()


def test_noise_is_of_its_size_and_the_same_at_every_look():
    net, weights, _, _ = made(Cell.RNN_TANH)
    weights = {name: torch.zeros_like(value) for name, value in weights.items()}
    reading = read(net, SHAPE, weights, torch.zeros(2000, SHAPE.inputs))
    noise = Intervention(layer="layer0", trace=Trace.HIDDEN, units=(2,), kind=Alteration.NOISE, value=0.3)
    random = torch.get_rng_state()
    found = intervene(net, weights, reading, [noise]).layers[0][Trace.HIDDEN]
    assert torch.equal(random, torch.get_rng_state())
    assert found[:, 2].std().item() == pytest.approx(0.3, rel=0.1)
    assert abs(found[:, 2].mean().item()) < 0.03
    assert not found[:, [0, 1, 3, 4, 5]].any()
    assert torch.equal(found, intervene(net, weights, reading, [noise]).layers[0][Trace.HIDDEN])
    other = Intervention(layer="layer0", trace=Trace.HIDDEN, units=(2,), kind=Alteration.NOISE, value=0.3, seed=1)
    assert not torch.equal(found, intervene(net, weights, reading, [other]).layers[0][Trace.HIDDEN])


def test_a_shaken_gate_stays_a_gate():
    net, weights, _, reading = made(Cell.GRU)
    shaken = Intervention(layer="layer0", trace=Trace.UPDATE_GATE, kind=Alteration.NOISE, value=5.0)
    gate = intervene(net, weights, reading, [shaken]).layers[0][Trace.UPDATE_GATE]
    assert gate.min() == 0
    assert gate.max() == 1


def test_several_are_applied_in_their_order():
    net, weights, _, reading = made(Cell.LSTM, 2)
    found = intervene(
        net,
        weights,
        reading,
        [
            Intervention(layer="layer1", trace=Trace.FORGET_GATE, kind=Alteration.CLAMP, value=0.25),
            Intervention(layer="layer1", trace=Trace.FORGET_GATE, units=(0,), kind=Alteration.CLAMP, value=0.75),
            Intervention(layer="layer1", trace=Trace.HIDDEN, units=(5,)),
        ],
    )
    gate = found.layers[1][Trace.FORGET_GATE]
    assert (gate[:, 0] == 0.75).all()
    assert (gate[:, 1:] == 0.25).all()
    assert not found.layers[1][Trace.HIDDEN][:, 5].any()
    assert found.layers[0] is reading.layers[0]  # nothing below the lowest altered layer is made again


def test_letting_go_leaves_no_trace():
    net, weights, x, reading = made(Cell.LSTM, 2)
    kept = {name: value.clone() for name, value in weights.items()}
    traces = [{trace: values.clone() for trace, values in layer.items()} for layer in reading.layers]
    altered = [Intervention(layer="layer0", trace=trace, kind=Alteration.NOISE, value=1.0) for trace in net.cell.traces]
    intervene(net, weights, reading, altered)
    assert all(torch.equal(weights[name], kept[name]) for name in kept)
    for layer, before in zip(reading.layers, traces, strict=True):
        assert all(torch.equal(layer[trace], before[trace]) for trace in before)
    assert torch.equal(read(net, SHAPE, weights, x).output, reading.output)


@pytest.mark.parametrize(
    ("bad", "name"),
    [
        ({"layer": "layer2", "trace": Trace.HIDDEN}, "layer"),
        ({"layer": "", "trace": Trace.HIDDEN}, "layer"),
        ({"layer": "layer0", "trace": Trace.RESET_GATE}, "trace"),
        ({"layer": "layer0", "trace": Trace.HIDDEN, "units": (HIDDEN,)}, "unit"),
        ({"layer": "layer0", "trace": Trace.HIDDEN, "units": (-1,)}, "unit"),
    ],
)
def test_what_does_not_exist_cannot_be_altered(bad, name):
    net, weights, _, reading = made(Cell.LSTM, 2)
    with pytest.raises(ConfigError) as caught:
        intervene(net, weights, reading, [Intervention(**bad)])
    assert caught.value.fault is Fault.CONFIG_VALUE
    assert caught.value.facts["name"] == name
