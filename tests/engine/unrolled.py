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
PLAIN = {Cell.RNN_SIGMOID: torch.sigmoid, Cell.RNN_LINEAR: lambda a: a}


class Shape(NamedTuple):
    """As ``engine.data.windows.IOShape``."""

    inputs: int
    outputs: int
    symbols: int = 0
    categories: tuple[int, ...] = ()
    once: bool = False


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
            if net.cell in (Cell.LSTM, Cell.LSTM_PEEPHOLE):
                # torch's own gives h and c at once, and autograd could not tell what reaches the loss over c alone.
                i, f, g, o = (linear(row, w[0], w[2]) + linear(h, w[1], w[3])).chunk(4)
                peep = weights.get(f"layers.{k}.weight_ch_l0", torch.zeros(3 * net.hidden, dtype=x.dtype)).chunk(3)
                i, f = (i + peep[0] * c).sigmoid(), (f + peep[1] * c).sigmoid()
                c = node("cell", k, t, f * c + i * g.tanh())
                h = (o + peep[2] * c).sigmoid() * c.tanh()
                cell.append(c)
            elif net.cell in PLAIN:
                h = PLAIN[net.cell](linear(row, w[0], w[2]) + linear(h, w[1], w[3]))
            elif net.cell is Cell.MGU:
                (f, n), (u_f, u_n), (b_f, b_n) = linear(row, w[0], w[2]).chunk(2), w[1].chunk(2), w[3].chunk(2)
                f = (f + linear(h, u_f, b_f)).sigmoid()
                h = h + f * ((n + linear(f * h, u_n, b_n)).tanh() - h)
            else:
                h = ONE_STEP[net.cell](row[None], h[None], *w)[0]
            h = node("hidden", k, t, h)
            hidden.append(h)
        nodes.hidden.append(hidden)
        nodes.cell.append(cell)
        below = hidden
    nodes.output = linear(torch.stack(below), weights["head.weight"], weights["head.bias"])
    return nodes
