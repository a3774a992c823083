import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from gatescope.engine.config.run import Cell
from gatescope.engine.models.cells.cell_family import before, layer_weights, scan
from gatescope.engine.models.cells.table import CELLS, traces
from gatescope.engine.protocol.frame import Trace
from tests.engine import equations

sizes = st.tuples(st.integers(1, 20), st.integers(1, 6), st.integers(1, 9))  # T, F, H


def make(cell: Cell, inputs: int, hidden: int, seed: int, scale: float) -> torch.nn.RNNBase:
    torch.manual_seed(seed)
    layer = CELLS[cell].make(inputs, hidden)
    with torch.no_grad():
        for weight in layer.parameters():
            weight.mul_(scale)
    return layer


@pytest.mark.parametrize("cell", Cell)
@given(sizes=sizes, seed=st.integers(0, 10**6), scale=st.sampled_from([0.5, 1.0, 4.0]))
def test_every_trace_follows_from_its_own_past(cell, sizes, seed, scale):
    steps, inputs, hidden = sizes
    layer = make(cell, inputs, hidden, seed, scale if cell not in (Cell.RNN_RELU, Cell.RNN_LINEAR) else 1.0)
    x = torch.randn(steps, inputs)
    with torch.no_grad():
        h, _ = layer(x)
    weights = {f"layers.0.{name}": value.detach() for name, value in layer.named_parameters()}
    told = {trace: v.numpy() for trace, v in traces(cell, layer_weights(weights, 0), x, h).items()}
    expected = equations.from_own_past(cell, equations.layer(weights, 0), x.numpy(), told)
    assert tuple(told) == Cell(cell).traces
    for trace, values in told.items():
        np.testing.assert_allclose(values, expected[trace], rtol=1e-5, atol=1e-5, err_msg=trace)


@pytest.mark.parametrize("cell", Cell)
def test_hidden_is_what_the_layer_returned(cell):
    layer = make(cell, 3, 5, 0, 1.0)
    x = torch.randn(7, 3)
    h, _ = layer(x)
    weights = {f"layers.0.{name}": value for name, value in layer.named_parameters()}
    told = traces(cell, layer_weights(weights, 0), x, h)
    assert told[Trace.HIDDEN] is h
    assert not any(v.requires_grad for trace, v in told.items() if trace is not Trace.HIDDEN)


def test_before_shifts_by_one_step_from_zero():
    h = torch.arange(6.0).reshape(3, 2) + 1
    assert before(h).tolist() == [[0, 0], [1, 2], [3, 4]]
    assert before(h[:1]).tolist() == [[0, 0]]


@given(st.integers(1, 30), st.integers(1, 5), st.integers(0, 1000))
def test_scan_is_the_recurrence(steps, size, seed):
    rng = np.random.default_rng(seed)
    keep, added = rng.random((steps, size)), rng.normal(size=(steps, size))
    c, expected = np.zeros(size), []
    for t in range(steps):
        c = keep[t] * c + added[t]
        expected.append(c)
    np.testing.assert_allclose(scan(torch.tensor(keep), torch.tensor(added)), expected, rtol=1e-12, atol=1e-12)
