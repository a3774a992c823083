"""LSTM with peepholes: Gers & Schmidhuber 2000. The gates see the cell state too, each unit its own.

    i, f = σ(W x + U h⁻ + p c⁻ + b),  g = tanh(W x + U h⁻ + b),  c = f c⁻ + i g,  o = σ(W x + U h⁻ + p c + b)
    h = o tanh(c)

Packed i, f, g, o as torch packs an LSTM; the peepholes i, f, o.
"""

import torch
from torch import Tensor
from torch.nn.functional import linear

from gatescope.engine.models.cells.cell_family import Touch, Weights, before
from gatescope.engine.models.cells.looped import looped, walk
from gatescope.engine.models.family import LayerGradient, Traces
from gatescope.engine.protocol.frame import Trace


def traces(w: Weights, x: Tensor, h: Tensor) -> Traces:
    """The gates need c⁻, so all of it is walked; the states are those of the layer, bit for bit."""
    return walk(step, w, x) | {Trace.HIDDEN: h}


def reverse(w: Weights, traces: Traces, above: Tensor) -> LayerGradient:
    """To c flows what leaves it over h, over its own output gate, over c⁺, and over the next step's i and f."""
    i, f = traces[Trace.INPUT_GATE], traces[Trace.FORGET_GATE]
    g, o, c = traces[Trace.CANDIDATE], traces[Trace.OUTPUT_GATE], traces[Trace.CELL]
    p_i, p_f, p_o = _peepholes(w)
    squashed = c.tanh()
    by_i, by_f, by_g = g * i * (1 - i), before(c) * f * (1 - f), i * (1 - g * g)
    by_o, to_cell = squashed * o * (1 - o), o * (1 - squashed * squashed)
    dh, dc, da = above.clone(), torch.zeros_like(above), above.new_empty(len(c), 4, c.shape[1])
    for t in reversed(range(len(c))):
        if t + 1 < len(c):
            dh[t] += da[t + 1].flatten() @ w.w_hh
            dc[t] += dc[t + 1] * f[t + 1] + da[t + 1, 0] * p_i + da[t + 1, 1] * p_f
        # the output gate first: it sees c_t itself, so that what flows through it belongs to dc before the others are
        torch.mul(by_o[t], dh[t], out=da[t, 3])
        dc[t] += to_cell[t] * dh[t] + da[t, 3] * p_o
        for gate, slope in enumerate((by_i, by_f, by_g)):
            torch.mul(slope[t], dc[t], out=da[t, gate])
    return LayerGradient(dh, dc, da.flatten(1) @ w.w_ih)


def step(w: Weights, from_x: Tensor, last: Traces, touch: Touch) -> Traces:
    i, f, g, o = (from_x + linear(last[Trace.HIDDEN], w.w_hh, w.b_hh)).chunk(4, -1)
    old, (p_i, p_f, p_o) = last[Trace.CELL], _peepholes(w)
    i = touch(Trace.INPUT_GATE, (i + p_i * old).sigmoid())
    f = touch(Trace.FORGET_GATE, (f + p_f * old).sigmoid())
    g = touch(Trace.CANDIDATE, g.tanh())
    c = touch(Trace.CELL, f * old + i * g)
    o = touch(Trace.OUTPUT_GATE, (o + p_o * c).sigmoid())
    h = touch(Trace.HIDDEN, o * c.tanh())
    return {
        Trace.HIDDEN: h,
        Trace.CELL: c,
        Trace.FORGET_GATE: f,
        Trace.INPUT_GATE: i,
        Trace.CANDIDATE: g,
        Trace.OUTPUT_GATE: o,
    }


def _peepholes(w: Weights) -> tuple[Tensor, Tensor, Tensor]:
    assert w.peephole is not None
    i, f, o = w.peephole.chunk(3)
    return i, f, o


PEEPHOLE = looped(
    traces,
    reverse,
    step,
    packed=(Trace.INPUT_GATE, Trace.FORGET_GATE, Trace.CANDIDATE, Trace.OUTPUT_GATE),
    kept=8,
    squashed=Trace.CANDIDATE,
    peepholes=3,
)
