"""The recurrent cells backwards: how the gradient flows through each, from the traces alone.

For every cell the local derivatives of all t are made at once; what is left for each t is one vector–matrix product.
No autograd, no graph, no module: cuDNN's own backward refuses a network that is not in training mode.

``h⁻`` is h_{t−1}. A gradient by a node is *total*: it counts every later path that leaves the node. For an LSTM, h and
c of one t are two nodes: what reaches the loss over h_t is part of the gradient by c_t, and not the reverse.
"""

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor

from engine.config import Cell
from engine.frame import Trace
from engine.nets.cells import Traces, Weights, before


class LayerGradient(NamedTuple):
    """The gradient by one layer's nodes: ``hidden`` (T, H), ``cell`` (T, H) where there is one, ``inputs`` (T, F)."""

    hidden: Tensor
    cell: Tensor | None
    inputs: Tensor


Reverse = Callable[[Weights, Traces, Tensor], LayerGradient]
"""(weights, traces, above) → gradient; ``above`` (T, H) is what comes into h_t from over the layer: the head, or the
inputs of the next layer. All of one dtype and device."""


def rnn_tanh(w: Weights, traces: Traces, above: Tensor) -> LayerGradient:
    """h = tanh(a), a = W x + U h⁻ + b: ∂h/∂a = 1 − h²."""
    h = traces[Trace.HIDDEN]
    return _simple(w, 1 - h * h, above)


def rnn_relu(w: Weights, traces: Traces, above: Tensor) -> LayerGradient:
    """h = max(a, 0): ∂h/∂a is 1 where h > 0, and 0 at the kink, like torch's."""
    h = traces[Trace.HIDDEN]
    return _simple(w, (h > 0).to(h.dtype), above)


def _simple(w: Weights, slope: Tensor, above: Tensor) -> LayerGradient:
    dh, da = above.clone(), torch.empty_like(above)
    back = w.w_hh.t()
    node, gate, local = dh.unbind(0), da.unbind(0), slope.unbind(0)
    for t in reversed(range(len(node))):
        if t + 1 < len(node):
            node[t].addmv_(back, gate[t + 1])
        torch.mul(local[t], node[t], out=gate[t])
    return LayerGradient(dh, None, da @ w.w_ih)


def lstm(w: Weights, traces: Traces, above: Tensor) -> LayerGradient:
    """c = f c⁻ + i g, h = o tanh(c); the gates' sums are stacked i, f, g, o as torch packs them."""
    i, f = traces[Trace.INPUT_GATE], traces[Trace.FORGET_GATE]
    g, o = traces[Trace.CANDIDATE], traces[Trace.OUTPUT_GATE]
    c = traces[Trace.CELL]
    squashed = c.tanh()
    by_cell = torch.stack((g * i * (1 - i), before(c) * f * (1 - f), i * (1 - g * g)), 1)  # ∂c/∂(i, f, g): (T, 3, H)
    by_hidden = squashed * o * (1 - o)  # ∂h/∂o
    to_cell = o * (1 - squashed * squashed)  # ∂h/∂c
    dh, dc, da = above.clone(), torch.empty_like(above), above.new_empty(len(c), 4, c.shape[1])
    _walk_lstm(w.w_hh.t(), dh, dc, da, (f, by_cell, by_hidden, to_cell))
    return LayerGradient(dh, dc, da.flatten(1) @ w.w_ih)


def _walk_lstm(back: Tensor, dh: Tensor, dc: Tensor, da: Tensor, local: tuple[Tensor, Tensor, Tensor, Tensor]) -> None:
    """Fills ``dc`` and ``da`` and adds to ``dh`` what comes over h and c of the next t."""
    keep, by_cell, by_hidden, to_cell = (values.unbind(0) for values in local)
    hidden, cell, gates = dh.unbind(0), dc.unbind(0), da.flatten(1).unbind(0)
    ifg, o = da[:, :3].unbind(0), da[:, 3].unbind(0)
    for t in reversed(range(len(hidden))):
        if t + 1 < len(hidden):
            hidden[t].addmv_(back, gates[t + 1])
            torch.mul(keep[t + 1], cell[t + 1], out=cell[t]).addcmul_(to_cell[t], hidden[t])
        else:
            torch.mul(to_cell[t], hidden[t], out=cell[t])
        torch.mul(by_cell[t], cell[t], out=ifg[t])
        torch.mul(by_hidden[t], hidden[t], out=o[t])


def gru(w: Weights, traces: Traces, above: Tensor) -> LayerGradient:
    """h = (1 − z) n + z h⁻, n = tanh(n_x + r n_h). r stands between n and n_h = U_n h⁻ + b, so that what flows to h⁻
    through n is r times what flows to x. n_h is no trace and is made again from h⁻."""
    h, r = traces[Trace.HIDDEN], traces[Trace.RESET_GATE]
    z, n = traces[Trace.UPDATE_GATE], traces[Trace.CANDIDATE]
    old, units = before(h), h.shape[1]
    n_h = torch.addmm(w.b_hh[2 * units :], old, w.w_hh[2 * units :].t())
    by_n = (1 - z) * (1 - n * n)
    by_r, by_z = by_n * n_h * r * (1 - r), (old - n) * z * (1 - z)
    to_old = torch.stack((by_r, by_z, by_n * r), 1)  # ∂h/∂(r, z, n_h): (T, 3, H)
    dh, da = above.clone(), torch.empty_like(to_old)
    node, gates, flat = dh.unbind(0), da.unbind(0), da.flatten(1).unbind(0)
    keep, local, back = z.unbind(0), to_old.unbind(0), w.w_hh.t()
    for t in reversed(range(len(node))):
        if t + 1 < len(node):
            node[t].addcmul_(keep[t + 1], node[t + 1]).addmv_(back, flat[t + 1])
        torch.mul(local[t], node[t], out=gates[t])
    da[:, 2] = by_n * dh
    return LayerGradient(dh, None, da.flatten(1) @ w.w_ih)


REVERSE: dict[Cell, Reverse] = {
    Cell.RNN_TANH: rnn_tanh,
    Cell.RNN_RELU: rnn_relu,
    Cell.LSTM: lstm,
    Cell.GRU: gru,
}
