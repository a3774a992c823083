"""Saturation against counting, one value at a time."""

import numpy as np
import pytest
import torch

from gatescope.engine.config.run import Cell, Recurrent
from gatescope.engine.config.traces import GATES
from gatescope.engine.models.recurrent.network import build
from gatescope.engine.models.recurrent.reading import read
from gatescope.engine.probing.saturation import BINS, gate_use, saturation
from gatescope.engine.protocol.frame import Trace
from tests.engine.unrolled import Shape


def test_shares_of_time():
    gate = torch.tensor([[0.05, 0.95, 0.5], [0.05, 0.95, 0.05], [0.5, 0.95, 0.95], [0.05, 0.95, 0.1]])
    found = gate_use(gate)
    assert found.shut.tolist() == [0.75, 0, 0.25]
    assert found.open.tolist() == [0, 1, 0.25]


def test_histogram_counts_every_value_once():
    gate = torch.rand(40, 9, generator=torch.Generator().manual_seed(1))
    gate[0, :3] = torch.tensor([0.0, 1.0, 0.5])
    found = gate_use(gate).histogram
    assert found.shape == (BINS,)
    assert found.sum() == 40 * 9
    expected = np.zeros(BINS, int)
    for value in gate.flatten().tolist():
        expected[min(int(value * BINS), BINS - 1)] += 1
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("cell", list(Cell))
def test_every_gate_of_a_cell_and_nothing_else(cell):
    net, shape = Recurrent(cell=cell, hidden=6), Shape(2, 1)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(2)
        weights = build(net, shape).state_dict()
        reading = read(net, shape, weights, torch.randn(30, 2))
    found = saturation(Recurrent(cell=cell), reading.layers[0])
    assert list(found.gates) == [trace for trace in GATES if trace in cell.traces]
    assert len(found.gates) == {Cell.LSTM: 3, Cell.LSTM_PEEPHOLE: 3, Cell.GRU: 2, Cell.MGU: 1}.get(cell, 0)
    assert (found.dead is None) == (cell is not Cell.RNN_RELU)
    assert (found.stuck is None) == (cell in (Cell.RNN_RELU, Cell.RNN_SIGMOID, Cell.RNN_LINEAR))


@pytest.mark.parametrize(
    ("cell", "trace"),
    [(Cell.RNN_TANH, Trace.HIDDEN), (Cell.LSTM, Trace.CANDIDATE), (Cell.GRU, Trace.CANDIDATE)],
)
def test_stuck_at_either_end(cell, trace):
    values = torch.tensor([[0.995, -1.0, 0.2], [0.5, -0.999, 0.99]])
    assert saturation(Recurrent(cell=cell), {trace: values}).stuck.tolist() == [0.5, 1, 0]


def test_a_relu_unit_is_dead_only_when_it_never_fires():
    hidden = torch.tensor([[0.0, 0.0, 1.0], [0.0, 1e-9, 2.0]])
    assert saturation(Recurrent(cell=Cell.RNN_RELU), {Trace.HIDDEN: hidden}).dead.tolist() == [True, False, False]
