"""The regulariser Ω: a gradient that is neither to vanish nor to explode on its way back (Pascanu, Mikolov & Bengio
2013, equation 9).

    Ω = mean over t of (‖∂L/∂h_{t+1} · ∂h_{t+1}/∂h_t‖ / ‖∂L/∂h_{t+1}‖ − 1)²

As in the paper (equation 10) only the immediate part of its derivative is followed: that by U, the states and ∂L/∂h
held as they are. The paper sums over t of one sequence; here it is the mean over the steps and sequences of a batch.
"""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from gatescope.engine.config.run import Recurrent
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.cells.table import CELLS
from gatescope.engine.models.recurrent.network import Network


def slope_of(net: Recurrent) -> Callable[[Tensor], Tensor]:
    """∂h/∂a of a simple recurrent network. Raises ``ConfigError`` (OMEGA_NEEDS_SIMPLE_CELL) for a gated one, in which
    ∂h_{t+1}/∂h_t has more than one way through."""
    slope = CELLS[net.cell].slope
    if slope is None:
        simple = ", ".join(cell for cell in CELLS if CELLS[cell].slope is not None)
        raise ConfigError(Fault.OMEGA_NEEDS_SIMPLE_CELL, cell=str(net.cell), cells=simple)
    return slope


def penalty(net: Recurrent) -> Callable[[Network, Tensor, Sequence[Tensor]], Tensor]:
    """Ω of such a network, from what a step has made of it. Raises as ``slope_of``."""
    slope = slope_of(net)

    def measured(network: Network, loss: Tensor, hidden: Sequence[Tensor]) -> Tensor:
        return omega(network, slope, loss, hidden)

    return measured


def omega(network: Network, slope: Callable[[Tensor], Tensor], loss: Tensor, hidden: Sequence[Tensor]) -> Tensor:
    """Ω of all layers, a function of their U alone. ``hidden`` are what the layers returned, (T, B, H) each, on the way
    to ``loss``, whose graph is kept."""
    # what reaches each layer from above; the graph is kept, as the loss itself goes back through it later
    above = torch.autograd.grad(loss, list(hidden), retain_graph=True)
    total = loss.new_zeros(())
    for layer, h, direct in zip(network.layers, hidden, above, strict=True):
        recurrent = layer.get_parameter("weight_hh_l0")  # (H, H): a = W x + U h⁻
        total = total + _of_layer(recurrent, slope(h.detach()), direct)
    return total


def _of_layer(recurrent: Tensor, local: Tensor, above: Tensor) -> Tensor:
    """``above`` (T, B, H) is what reaches h_t from over the layer alone."""
    # First ∂L/∂h through the layer's own steps, of numbers alone; U is a variable only where ``passed`` meets it.
    by_hidden, fixed = above.clone(), recurrent.detach()
    for t in reversed(range(len(above) - 1)):
        by_hidden[t] += (by_hidden[t + 1] * local[t + 1]) @ fixed
    later = by_hidden[1:]
    length = later.norm(dim=-1)
    known = length > 0  # what nothing flows back through has no ratio
    passed = (later * local[1:]) @ recurrent  # ∂L/∂h_{t+1} · ∂h_{t+1}/∂h_t
    squares = passed.square().sum(-1)
    # the root has an infinite slope at 0: the least normal number stands in for it
    ratio = torch.where(known, squares, 1.0).clamp_min(torch.finfo(squares.dtype).tiny).sqrt()
    ratio = ratio / torch.where(known, length, 1.0)
    mean: Tensor = torch.where(known, (ratio - 1).square(), 0.0).sum() / known.sum().clamp_min(1)
    return mean
