"""The simple recurrent network: Elman 1990.

h = φ(W x + U h⁻ + b)
"""

from collections.abc import Callable
from functools import partial

import torch
from torch import Tensor, nn
from torch.nn.functional import linear

from gatescope.engine.models.cells.cell_family import CellFamily, Touch, Weights
from gatescope.engine.models.cells.looped import looped
from gatescope.engine.models.family import LayerGradient, Traces
from gatescope.engine.protocol.frame import Trace


def traces(_w: Weights, _x: Tensor, h: Tensor) -> Traces:
    """There is nothing between the input and the state."""
    return {Trace.HIDDEN: h}


def slope_tanh(h: Tensor) -> Tensor:
    """∂h/∂a of h = tanh(a), a = W x + U h⁻ + b."""
    return 1 - h * h


def slope_relu(h: Tensor) -> Tensor:
    """1 where h > 0, and 0 at the kink, like torch's."""
    return (h > 0).to(h.dtype)


def slope_sigmoid(h: Tensor) -> Tensor:
    return h * (1 - h)


def reverse(slope: Callable[[Tensor], Tensor], w: Weights, traces: Traces, above: Tensor) -> LayerGradient:
    dh, da = above.clone(), torch.empty_like(above)
    back = w.w_hh.t()
    node, gate, local = dh.unbind(0), da.unbind(0), slope(traces[Trace.HIDDEN]).unbind(0)
    for t in reversed(range(len(node))):
        if t + 1 < len(node):
            node[t].addmv_(back, gate[t + 1])
        # into a row of ``da``, where step t − 1 finds it: nothing is made inside the loop
        torch.mul(local[t], node[t], out=gate[t])
    return LayerGradient(dh, None, da @ w.w_ih)


def step(phi: Callable[[Tensor], Tensor], w: Weights, from_x: Tensor, last: Traces, touch: Touch) -> Traces:
    return {Trace.HIDDEN: touch(Trace.HIDDEN, phi(from_x + linear(last[Trace.HIDDEN], w.w_hh, w.b_hh)))}


def _same(values: Tensor) -> Tensor:
    return values


TANH = CellFamily(
    partial(nn.RNN, nonlinearity="tanh"),
    traces,
    partial(reverse, slope_tanh),
    partial(step, torch.tanh),
    packed=(Trace.HIDDEN,),
    kept=2,
    squashed=Trace.HIDDEN,
    slope=slope_tanh,
)
RELU = CellFamily(
    partial(nn.RNN, nonlinearity="relu"),
    traces,
    partial(reverse, slope_relu),
    partial(step, torch.relu),
    packed=(Trace.HIDDEN,),
    kept=2,
    rectified=True,
    slope=slope_relu,
)
SIGMOID = looped(
    traces,
    partial(reverse, slope_sigmoid),
    partial(step, torch.sigmoid),
    packed=(Trace.HIDDEN,),
    kept=2,
    slope=slope_sigmoid,
)
LINEAR = looped(
    traces,
    partial(reverse, torch.ones_like),
    partial(step, _same),
    packed=(Trace.HIDDEN,),
    kept=2,
    slope=torch.ones_like,
)
