"""Long short-term memory: Hochreiter & Schmidhuber 1997 with the forget gate of Gers et al. 2000.

    i, f, o = σ(W x + U h⁻ + b),  g = tanh(W x + U h⁻ + b),  c = f c⁻ + i g,  h = o tanh(c)

torch stacks the gates in its weights as i, f, g, o:
https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import linear

from gatescope.engine.models.cells.cell_family import CellFamily, Touch, Weights, before, scan
from gatescope.engine.models.family import LayerGradient, Traces
from gatescope.engine.protocol.frame import Trace


def traces(w: Weights, x: Tensor, h: Tensor) -> Traces:
    gates = linear(x, w.w_ih, w.b_ih) + linear(before(h), w.w_hh, w.b_hh)  # (T, 4H)
    i, f, g, o = gates.chunk(4, dim=1)
    i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
    # the layer returns h alone; h = o tanh(c) cannot be undone where o is near 0
    c = scan(f, i * g)
    return {
        Trace.HIDDEN: h,  # = o * tanh(c)
        Trace.CELL: c,
        Trace.FORGET_GATE: f,
        Trace.INPUT_GATE: i,
        Trace.CANDIDATE: g,
        Trace.OUTPUT_GATE: o,
    }


def reverse(w: Weights, traces: Traces, above: Tensor) -> LayerGradient:
    """c = f c⁻ + i g, h = o tanh(c); the gates' sums are stacked i, f, g, o as torch packs them."""
    i, f = traces[Trace.INPUT_GATE], traces[Trace.FORGET_GATE]
    g, o = traces[Trace.CANDIDATE], traces[Trace.OUTPUT_GATE]
    c = traces[Trace.CELL]
    squashed = c.tanh()
    by_cell = torch.stack((g * i * (1 - i), before(c) * f * (1 - f), i * (1 - g * g)), 1)  # ∂c/∂(i, f, g): (T, 3, H)
    by_hidden = squashed * o * (1 - o)  # ∂h/∂o
    to_cell = o * (1 - squashed * squashed)  # ∂h/∂c
    dh, dc, da = above.clone(), torch.empty_like(above), above.new_empty(len(c), 4, c.shape[1])
    _walk(w.w_hh.t(), dh, dc, da, (f, by_cell, by_hidden, to_cell))
    return LayerGradient(dh, dc, da.flatten(1) @ w.w_ih)


def _walk(back: Tensor, dh: Tensor, dc: Tensor, da: Tensor, local: tuple[Tensor, Tensor, Tensor, Tensor]) -> None:
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


def step(w: Weights, from_x: Tensor, last: Traces, touch: Touch) -> Traces:
    i, f, g, o = (from_x + linear(last[Trace.HIDDEN], w.w_hh, w.b_hh)).chunk(4, -1)
    i, f = touch(Trace.INPUT_GATE, i.sigmoid()), touch(Trace.FORGET_GATE, f.sigmoid())
    g, o = touch(Trace.CANDIDATE, g.tanh()), touch(Trace.OUTPUT_GATE, o.sigmoid())
    c = touch(Trace.CELL, f * last[Trace.CELL] + i * g)
    h = touch(Trace.HIDDEN, o * c.tanh())
    return {
        Trace.HIDDEN: h,
        Trace.CELL: c,
        Trace.FORGET_GATE: f,
        Trace.INPUT_GATE: i,
        Trace.CANDIDATE: g,
        Trace.OUTPUT_GATE: o,
    }


LSTM = CellFamily(
    nn.LSTM,
    traces,
    reverse,
    step,
    packed=(Trace.INPUT_GATE, Trace.FORGET_GATE, Trace.CANDIDATE, Trace.OUTPUT_GATE),
    kept=16.4,  # most of it is the workspace of the fused layer
    kept_wide=6.2,  # some of whose rows are as long as the wider of the two
    squashed=Trace.CANDIDATE,
)
