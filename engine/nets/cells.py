"""The recurrent cells: what each computes at every t, as the textbook writes it.

``x`` is (T, F), ``h`` is (T, H), both with time first; a fused layer starts from h = c = 0. The order in which torch
stacks the gates in its weights (LSTM i, f, g, o; GRU r, z, n) is torch's own:
https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html

A fused layer returns every h_t and thereby every h_{t−1}, so all gates of all t are one product per weight matrix;
only the LSTM's c has to walk through time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import linear, pad

from engine.config import Cell
from engine.frame import Trace

Traces = dict[Trace, Tensor]


class Weights(NamedTuple):
    """One layer's parameters, packed as torch packs them: G gates of H rows each."""

    w_ih: Tensor  # (G*H, F)
    w_hh: Tensor  # (G*H, H)
    b_ih: Tensor  # (G*H,)
    b_hh: Tensor  # (G*H,)


NAMES = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")


def layer_weights(weights: Mapping[str, Tensor], layer: int) -> Weights:
    """Layer ``layer``'s parameters out of a network's, which are named ``layers.0.weight_ih_l0`` and so on."""
    return Weights(*(weights[f"layers.{layer}.{name}"] for name in NAMES))


def before(h: Tensor) -> Tensor:
    """h_{t−1} for every t, 0 before the first: (T, H) → (T, H)."""
    return pad(h[:-1], (0, 0, 1, 0))


def rnn(_w: Weights, _x: Tensor, h: Tensor) -> Traces:
    """h = φ(W x + U h⁻ + b): there is nothing between the input and the state."""
    return {Trace.HIDDEN: h}


def lstm(w: Weights, x: Tensor, h: Tensor) -> Traces:
    """Hochreiter & Schmidhuber 1997 with the forget gate of Gers et al. 2000."""
    gates = linear(x, w.w_ih, w.b_ih) + linear(before(h), w.w_hh, w.b_hh)  # (T, 4H)
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
    c = scan(f, i * g)
    return {
        Trace.HIDDEN: h,  # = o * tanh(c)
        Trace.CELL: c,
        Trace.FORGET_GATE: f,
        Trace.INPUT_GATE: i,
        Trace.CANDIDATE: g,
        Trace.OUTPUT_GATE: o,
    }


def gru(w: Weights, x: Tensor, h: Tensor) -> Traces:
    """Cho et al. 2014, in cuDNN's form: r multiplies what the recurrent weights make of h⁻, their bias included.

    The update gate z *keeps* the old state at 1: h = (1 − z) n + z h⁻.
    """
    from_x = linear(x, w.w_ih, w.b_ih)  # (T, 3H)
    from_h = linear(before(h), w.w_hh, w.b_hh)  # (T, 3H)
    (r_x, z_x, n_x), (r_h, z_h, n_h) = from_x.chunk(3, dim=1), from_h.chunk(3, dim=1)
    r, z = (r_x + r_h).sigmoid(), (z_x + z_h).sigmoid()
    n = (n_x + r * n_h).tanh()
    return {Trace.HIDDEN: h, Trace.RESET_GATE: r, Trace.UPDATE_GATE: z, Trace.CANDIDATE: n}


def scan(f: Tensor, added: Tensor) -> Tensor:
    """c_t = f_t c_{t−1} + added_t from c = 0; all (T, H). ``added`` is overwritten with c and returned."""
    keep, c = f.unbind(0), added.unbind(0)
    for t in range(1, len(c)):
        c[t].addcmul_(keep[t], c[t - 1])
    return added


@dataclass(frozen=True)
class CellKind:
    """All that the rest of the engine knows of a cell.

    ``make(inputs, hidden, device=…)`` builds one layer; the layer called on (T, B, F) returns (T, B, H) and its last
    state. ``traces(weights, x, h)`` is its equations, the traces in the order of ``frame.TRACES``.
    """

    make: Callable[..., nn.RNNBase]
    traces: Callable[[Weights, Tensor, Tensor], Traces]
    gates: int  # blocks of H rows in its weights


CELLS: dict[Cell, CellKind] = {
    Cell.RNN_TANH: CellKind(partial(nn.RNN, nonlinearity="tanh"), rnn, gates=1),
    Cell.RNN_RELU: CellKind(partial(nn.RNN, nonlinearity="relu"), rnn, gates=1),
    Cell.LSTM: CellKind(nn.LSTM, lstm, gates=4),
    Cell.GRU: CellKind(nn.GRU, gru, gates=3),
}


@torch.no_grad()
def traces(cell: Cell, weights: Weights, x: Tensor, h: Tensor) -> Traces:
    """Every trace of one layer, each (T, H), from its inputs ``x`` (T, F) and the hidden states ``h`` (T, H) that the
    fused layer returned for them. ``hidden`` is ``h`` itself."""
    return CELLS[cell].traces(weights, x, h)
