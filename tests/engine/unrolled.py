"""A network written out step by step with torch's own single cells: what the engine's shortcuts are compared with."""

from dataclasses import dataclass, field
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import linear

from gatescope.engine.config.run import Cell

ONE_STEP = {
    Cell.RNN_TANH: torch.rnn_tanh_cell,
    Cell.RNN_RELU: torch.rnn_relu_cell,
    Cell.GRU: torch.gru_cell,
}
PLAIN = {Cell.RNN_SIGMOID: torch.sigmoid, Cell.RNN_LINEAR: lambda a: a}


class Shape(NamedTuple):
    """As ``engine.data.preparing.prepare.IOShape``."""

    inputs: int
    outputs: int
    symbols: int = 0
    categories: tuple[int, ...] = ()
    once: bool = False


@dataclass
class Nodes:
    """Every node of the unrolled graph, one tensor per step, so that autograd can tell the gradient by each."""

    inputs: list[Tensor]
    hidden: list[list[Tensor]] = field(default_factory=list)  # [strand][t]
    cell: list[list[Tensor]] = field(default_factory=list)
    output: Tensor = field(default_factory=lambda: torch.empty(0))


def unrolled(net, weights, x, nudge=("", 0, 0, 0, 0.0), once=False):
    """``nudge`` (kind, strand, t, unit, by) moves one node before anything is computed from it. ``hidden`` and ``cell``
    are by strand, in the order of the data. ``once``: the head sees the backwards state of the first step all along."""

    def node(kind, layer, t, value):
        if (kind, layer, t) == nudge[:3]:
            value = value + nudge[4] * torch.eye(value.shape[-1], dtype=value.dtype)[nudge[3]]
        if not value.requires_grad:
            value.requires_grad_()
        value.retain_grad()
        return value

    nodes = Nodes([node("inputs", 0, t, row.detach().clone()) for t, row in enumerate(x)])
    below = nodes.inputs
    for layer in range(net.layers):
        for k in net.strands_of(layer):
            hidden, cell = along(net, weights, k, below, node)
            nodes.hidden.append(hidden)
            nodes.cell.append(cell)
        beside = nodes.hidden[-net.directions :]
        below = [torch.cat(states) for states in zip(*beside, strict=True)]
    if once and net.bidirectional:
        below = [torch.cat((state, beside[1][0])) for state in beside[0]]
    nodes.output = linear(torch.stack(below), weights["head.weight"], weights["head.bias"])
    return nodes


def along(net, weights, k, below, node):
    """The states of one strand, from the first step to the last or the other way round."""
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", "weight_ch_l0")
    w = [weights[f"layers.{k}.{name}"] for name in names if f"layers.{k}.{name}" in weights]
    h = c = torch.zeros(net.hidden, dtype=below[0].dtype)
    hidden, cell = [None] * len(below), [None] * len(below)
    steps = range(len(below))
    for t in reversed(steps) if net.strand(k).backwards else steps:
        h, c = step(net.cell, w, below[t], h, c, lambda value, t=t: node("cell", k, t, value))
        h = node("hidden", k, t, h)
        hidden[t], cell[t] = h, c
    return hidden, cell


def step(cell, w, row, h, c, node):
    """One step; ``node`` keeps hold of c."""
    if cell in (Cell.LSTM, Cell.LSTM_PEEPHOLE):
        # torch's own gives h and c at once, and autograd could not tell what reaches the loss over c alone.
        i, f, g, o = (linear(row, w[0], w[2]) + linear(h, w[1], w[3])).chunk(4)
        peep = w[4].chunk(3) if len(w) > 4 else torch.zeros(3, len(h), dtype=h.dtype)
        i, f = (i + peep[0] * c).sigmoid(), (f + peep[1] * c).sigmoid()
        c = node(f * c + i * g.tanh())
        return (o + peep[2] * c).sigmoid() * c.tanh(), c
    if cell in PLAIN:
        return PLAIN[cell](linear(row, w[0], w[2]) + linear(h, w[1], w[3])), c
    if cell is Cell.MGU:
        (f, n), (u_f, u_n), (b_f, b_n) = linear(row, w[0], w[2]).chunk(2), w[1].chunk(2), w[3].chunk(2)
        f = (f + linear(h, u_f, b_f)).sigmoid()
        return h + f * ((n + linear(f * h, u_n, b_n)).tanh() - h), c
    return ONE_STEP[cell](row[None], h[None], *w)[0], c
