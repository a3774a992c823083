"""The minimal gated unit: Zhou, Wu, Zhang & Zhou 2016. One gate both forgets and updates.

f = σ(W x + U h⁻ + b),  n = tanh(W x + b + U (f h⁻) + b),  h = (1 − f) h⁻ + f n
"""

import torch
from torch import Tensor
from torch.nn.functional import linear

from gatescope.engine.models.cells.cell_family import Touch, Weights, before
from gatescope.engine.models.cells.looped import looped
from gatescope.engine.models.family import LayerGradient, Traces
from gatescope.engine.protocol.frame import Trace


def traces(w: Weights, x: Tensor, h: Tensor) -> Traces:
    (f_x, n_x), old = linear(x, w.w_ih, w.b_ih).chunk(2, -1), before(h)
    (u_f, u_n), (b_f, b_n) = w.w_hh.chunk(2), w.b_hh.chunk(2)
    f = (f_x + linear(old, u_f, b_f)).sigmoid()
    return {Trace.HIDDEN: h, Trace.FORGET_GATE: f, Trace.CANDIDATE: (n_x + linear(f * old, u_n, b_n)).tanh()}


def reverse(w: Weights, traces: Traces, above: Tensor) -> LayerGradient:
    """What flows to h⁻ comes over three ways: what is kept, the gate, and what the gate lets through to n."""
    h, f, n = traces[Trace.HIDDEN], traces[Trace.FORGET_GATE], traces[Trace.CANDIDATE]
    old, (u_f, u_n) = before(h), w.w_hh.chunk(2)
    by_n, by_f = f * (1 - n * n), f * (1 - f)
    dh, da = above.clone(), above.new_empty(len(h), 2, h.shape[1])
    for t in reversed(range(len(h))):
        torch.mul(by_n[t], dh[t], out=da[t, 1])
        # the gradient by f h⁻: f and h⁻ each get their share of it
        through = da[t, 1] @ u_n
        torch.mul(by_f[t], dh[t] * (n[t] - old[t]) + through * old[t], out=da[t, 0])
        if t:
            dh[t - 1] += dh[t] * (1 - f[t]) + through * f[t] + da[t, 0] @ u_f
    return LayerGradient(dh, None, da.flatten(1) @ w.w_ih)


def step(w: Weights, from_x: Tensor, last: Traces, touch: Touch) -> Traces:
    (f_x, n_x), old = from_x.chunk(2, -1), last[Trace.HIDDEN]
    (u_f, u_n), (b_f, b_n) = w.w_hh.chunk(2), w.b_hh.chunk(2)
    f = touch(Trace.FORGET_GATE, (f_x + linear(old, u_f, b_f)).sigmoid())
    n = touch(Trace.CANDIDATE, (n_x + linear(f * old, u_n, b_n)).tanh())
    h = touch(Trace.HIDDEN, (1 - f) * old + f * n)
    return {Trace.HIDDEN: h, Trace.FORGET_GATE: f, Trace.CANDIDATE: n}


MGU = looped(traces, reverse, step, packed=(Trace.FORGET_GATE, Trace.CANDIDATE), kept=6, squashed=Trace.CANDIDATE)
