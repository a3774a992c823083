"""The regulariser Ω against the formula unrolled by autograd."""

import pytest
import torch

from gatescope.engine.config.run import Cell, Recurrent
from gatescope.engine.errors import ConfigError
from gatescope.engine.models.losses import mean_loss
from gatescope.engine.models.recurrent.network import build
from gatescope.engine.models.recurrent.omega import omega, slope_of
from gatescope.engine.training.trainer import Trainer
from tests.engine import prepared
from tests.engine.unrolled import Shape, unrolled

SIMPLE = [Cell.RNN_TANH, Cell.RNN_RELU, Cell.RNN_SIGMOID, Cell.RNN_LINEAR]


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("cell", SIMPLE)
def test_it_is_the_mean_of_the_formula_along_the_unrolled_network(cell: Cell, layers: int) -> None:
    net = Recurrent(cell=cell, hidden=4, layers=layers)
    torch.manual_seed(0)
    network = build(net, Shape(2, 1)).double()
    x, target = torch.randn(7, 2, dtype=torch.float64), torch.randn(7, 1, dtype=torch.float64)
    hidden: list[torch.Tensor] = []
    loss = mean_loss(network(x[:, None], hidden), target[:, None])
    found = omega(network, slope_of(net), loss, hidden)

    weights = {name: value.detach() for name, value in network.named_parameters()}
    nodes = unrolled(net, weights, x)
    mean_loss(nodes.output[:, None], target[:, None]).backward()
    wanted = 0.0
    for k, states in enumerate(nodes.hidden):
        terms = []
        recurrent = weights[f"layers.{k}.weight_hh_l0"]
        for t in range(6):
            by_next = states[t + 1].grad
            jacobian = torch.diag(slope_of(net)(states[t + 1].detach())) @ recurrent  # ∂h_{t+1}/∂h_t
            terms.append((by_next @ jacobian).norm() / by_next.norm() - 1)
        wanted += torch.stack(terms).square().mean().item()
    assert found.item() == pytest.approx(wanted, rel=1e-8)


def test_its_gradient_is_by_the_recurrent_weights_alone() -> None:
    net = Recurrent(cell=Cell.RNN_TANH, hidden=4)
    network = build(net, Shape(2, 1))
    hidden: list[torch.Tensor] = []
    loss = mean_loss(network(torch.randn(9, 3, 2), hidden), torch.randn(9, 3, 1))
    weights = dict(network.named_parameters())
    gradients = torch.autograd.grad(
        omega(network, slope_of(net), loss, hidden), list(weights.values()), allow_unused=True
    )
    assert [name for name, one in zip(weights, gradients, strict=True) if one is not None] == ["layers.0.weight_hh_l0"]


def test_a_gradient_that_has_vanished_altogether_gives_no_nan() -> None:
    net = Recurrent(cell=Cell.RNN_RELU, hidden=3)
    network = build(net, Shape(1, 1))
    with torch.no_grad():
        for weight in network.parameters():
            weight.fill_(-1.0)
    hidden: list[torch.Tensor] = []
    loss = mean_loss(network(torch.ones(5, 2, 1), hidden), torch.zeros(5, 2, 1))
    found = omega(network, slope_of(net), loss, hidden)
    found.backward()
    assert torch.isfinite(found)
    assert torch.isfinite(network.layers[0].weight_hh_l0.grad).all()


def test_it_keeps_a_gradient_from_vanishing() -> None:
    data = prepared.table(window=30)

    def after(weight: float) -> float:
        config = prepared.config(data, Recurrent(cell=Cell.RNN_TANH, hidden=12), omega=weight)
        with Trainer(config, data, torch.device("cpu")) as one:
            for _ in range(60):
                one.step()
            hidden: list[torch.Tensor] = []
            x, y, _ = one.batches.draw(torch.Generator().manual_seed(1))
            loss = mean_loss(one.network(x, hidden), y)
            return omega(one.network, slope_of(config.net), loss, hidden).item()

    assert after(1.0) < 0.5 * after(0.0)


def test_gated_cells_are_refused() -> None:
    with pytest.raises(ConfigError) as refused:
        slope_of(Recurrent(cell=Cell.LSTM))
    assert "rnn-relu" in str(refused.value.facts["cells"])
