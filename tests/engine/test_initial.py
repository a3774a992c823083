"""Initial weights: what each rule promises of the matrices it makes."""

import math

import pytest
import torch

from gatescope.engine.config.run import Cell, Init, Recurrent
from gatescope.engine.models.cells.table import CELLS
from gatescope.engine.models.recurrent.network import build
from gatescope.engine.probing.spectrum import spectrum
from gatescope.engine.protocol.frame import Trace
from gatescope.gui.panels.form.training import RADII
from tests.engine.unrolled import Shape

SHAPE = Shape(3, 1)


def weights_of(net: Recurrent) -> dict[str, torch.Tensor]:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        return build(net, SHAPE).state_dict()


def blocks(net: Recurrent, weights: dict[str, torch.Tensor], name: str, layer: int = 0) -> list[torch.Tensor]:
    return list(weights[f"layers.{layer}.{name}_l0"].chunk(CELLS[net.cell].gates))


@pytest.mark.parametrize("cell", Cell)
def test_torch_leaves_a_network_as_torch_makes_it(cell: Cell) -> None:
    plain = weights_of(Recurrent(cell=cell, hidden=8))
    bound = 1 / math.sqrt(8)
    for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
        values = plain[f"layers.0.{name}_l0"]
        assert values.abs().max() <= bound
        assert values.abs().max() > 0.6 * bound


@pytest.mark.parametrize("layer", [0, 1])
@pytest.mark.parametrize("cell", Cell)
def test_every_gate_of_an_orthogonal_network_is_orthogonal(cell: Cell, layer: int) -> None:
    net = Recurrent(cell=cell, hidden=8, layers=2, init=Init.ORTHOGONAL)
    made = blocks(net, weights_of(net), "weight_hh", layer)
    for block in made:
        assert torch.allclose(block @ block.T, torch.eye(8), atol=1e-5)
        assert spectrum(block).radius == pytest.approx(1.0, abs=1e-4)
    assert len(made) == 1 or not torch.equal(made[0], made[1])


def test_an_identity_network_starts_by_keeping_its_state() -> None:
    net = Recurrent(cell=Cell.RNN_RELU, hidden=6, init=Init.IDENTITY)
    weights = weights_of(net)
    assert torch.equal(weights["layers.0.weight_hh_l0"], torch.eye(6))
    assert not weights["layers.0.bias_hh_l0"].any()
    assert not weights["layers.0.bias_ih_l0"].any()


@pytest.mark.parametrize("cell", [Cell.LSTM, Cell.GRU, Cell.RNN_TANH])
def test_xavier_bounds_each_gate_by_its_own_size(cell: Cell) -> None:
    net = Recurrent(cell=cell, hidden=40, init=Init.XAVIER)
    weights = weights_of(net)
    for name, width in (("weight_ih", 3), ("weight_hh", 40)):
        bound = math.sqrt(6 / (40 + width))
        for block in blocks(net, weights, name):
            assert 0.85 * bound < block.abs().max() <= bound


@pytest.mark.parametrize("cell", Cell)
def test_the_forget_bias_opens_the_forget_gate_and_nothing_else(cell: Cell) -> None:
    plain, net = Recurrent(cell=cell, hidden=5), Recurrent(cell=cell, hidden=5, forget_bias=1.5)
    without, having = weights_of(plain), weights_of(net)
    for name, values in having.items():
        moved = (values - without[name]).reshape(-1)
        if name == "layers.0.bias_hh_l0" and Trace.CELL in cell.traces:
            assert moved[5:10].tolist() == pytest.approx([1.5] * 5)
            moved[5:10] = 0
        assert moved.abs().max() < 1e-6


@pytest.mark.parametrize("init", Init)
@pytest.mark.parametrize("cell", [Cell.RNN_TANH, Cell.LSTM, Cell.GRU])
def test_the_spectral_radius_is_what_the_form_says(cell: Cell, init: Init) -> None:
    net = Recurrent(cell=cell, hidden=48, init=init)
    radii = [torch.linalg.eigvals(block).abs().max().item() for block in blocks(net, weights_of(net), "weight_hh")]
    assert radii == pytest.approx([float(RADII[init])] * len(radii), rel=0.2)
