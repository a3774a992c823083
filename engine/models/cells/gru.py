"""The gated recurrent unit: Cho et al. 2014, in cuDNN's form, where r multiplies what the recurrent weights make of h⁻,
their bias included.

    r, z = σ(W x + U h⁻ + b),  n = tanh(W x + b + r (U h⁻ + b)),  h = (1 − z) n + z h⁻

The update gate z *keeps* the old state at 1. torch stacks the gates in its weights as r, z, n:
https://docs.pytorch.org/docs/stable/generated/torch.nn.GRU.html
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import linear

from gatescope.engine.models.cells.cell_family import CellFamily, Touch, Weights, before
from gatescope.engine.models.family import LayerGradient, Traces
from gatescope.engine.protocol.frame import Trace


def traces(w: Weights, x: Tensor, h: Tensor) -> Traces:
    from_x = linear(x, w.w_ih, w.b_ih)  # (T, 3H)
    from_h = linear(before(h), w.w_hh, w.b_hh)  # (T, 3H)
    (r_x, z_x, n_x), (r_h, z_h, n_h) = from_x.chunk(3, dim=1), from_h.chunk(3, dim=1)
    r, z = (r_x + r_h).sigmoid(), (z_x + z_h).sigmoid()
    n = (n_x + r * n_h).tanh()
    return {Trace.HIDDEN: h, Trace.RESET_GATE: r, Trace.UPDATE_GATE: z, Trace.CANDIDATE: n}


def reverse(w: Weights, traces: Traces, above: Tensor) -> LayerGradient:
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
    # until here it held what flows through r to h⁻; to x it flows without r
    da[:, 2] = by_n * dh
    return LayerGradient(dh, None, da.flatten(1) @ w.w_ih)


def step(w: Weights, from_x: Tensor, last: Traces, touch: Touch) -> Traces:
    (r_x, z_x, n_x), old = from_x.chunk(3, -1), last[Trace.HIDDEN]
    r_h, z_h, n_h = linear(old, w.w_hh, w.b_hh).chunk(3, -1)
    r, z = touch(Trace.RESET_GATE, (r_x + r_h).sigmoid()), touch(Trace.UPDATE_GATE, (z_x + z_h).sigmoid())
    n = touch(Trace.CANDIDATE, (n_x + r * n_h).tanh())
    h = touch(Trace.HIDDEN, (1 - z) * n + z * old)
    return {Trace.HIDDEN: h, Trace.RESET_GATE: r, Trace.UPDATE_GATE: z, Trace.CANDIDATE: n}


GRU = CellFamily(
    nn.GRU,
    traces,
    reverse,
    step,
    packed=(Trace.RESET_GATE, Trace.UPDATE_GATE, Trace.CANDIDATE),
    kept=8,
    squashed=Trace.CANDIDATE,
)
