"""A network written out step by step with torch's own single cells: what the engine's shortcuts are compared with."""

from dataclasses import dataclass, field
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import linear

from engine.config import Cell

ONE_STEP = {
    Cell.RNN_TANH: torch.rnn_tanh_cell,
    Cell.RNN_RELU: torch.rnn_relu_cell,
    Cell.GRU: torch.gru_cell,
}


class Shape(NamedTuple):
    """As ``engine.data.windows.IOShape``."""

    inputs: int
    outputs: int
    symbols: int = 0
    categories: tuple[int, ...] = ()


@dataclass
class Nodes:
    """Every node of the unrolled graph, one tensor per step, so that autograd can tell the gradient by each."""

    inputs: list[Tensor]
    hidden: list[list[Tensor]] = field(default_factory=list)  # [layer][t]
    cell: list[list[Tensor]] = field(default_factory=list)
    output: Tensor = field(default_factory=lambda: torch.empty(0))


def unrolled(net, weights, x, nudge=("", 0, 0, 0, 0.0)):
    """``nudge`` (kind, layer, t, unit, by) moves one node before anything is computed from it."""

    def node(kind, layer, t, value):
        if (kind, layer, t) == nudge[:3]:
            value = value + nudge[4] * torch.eye(value.shape[-1], dtype=value.dtype)[nudge[3]]
        if not value.requires_grad:
            value.requires_grad_()
        value.retain_grad()
        return value

    nodes = Nodes([node("inputs", 0, t, row.detach().clone()) for t, row in enumerate(x)])
    below = nodes.inputs
    for k in range(net.layers):
        w = [weights[f"layers.{k}.{name}"] for name in ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")]
        h = c = torch.zeros(net.hidden, dtype=x.dtype)
        hidden, cell = [], []
        for t, row in enumerate(below):
            if net.cell is Cell.LSTM:
                # torch's own gives h and c at once, and autograd could not tell what reaches the loss over c alone.
                i, f, g, o = (linear(row, w[0], w[2]) + linear(h, w[1], w[3])).chunk(4)
                c = node("cell", k, t, f.sigmoid() * c + i.sigmoid() * g.tanh())
                h = o.sigmoid() * c.tanh()
                cell.append(c)
            else:
                h = ONE_STEP[net.cell](row[None], h[None], *w)[0]
            h = node("hidden", k, t, h)
            hidden.append(h)
        nodes.hidden.append(hidden)
        nodes.cell.append(cell)
        below = hidden
    nodes.output = linear(torch.stack(below), weights["head.weight"], weights["head.bias"])
    return nodes
