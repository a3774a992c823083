"""The simple recurrent network: Elman 1990.

h = φ(W x + U h⁻ + b)
"""

from collections.abc import Callable
from functools import partial

import torch
from torch import Tensor, nn
from torch.nn.functional import linear

from engine.frame import Trace
from engine.nets.family import Family, LayerGradient, Touch, Traces, Weights
from engine.nets.looped import looped


def traces(_w: Weights, _x: Tensor, h: Tensor) -> Traces:
    """There is nothing between the input and the state."""
    return {Trace.HIDDEN: h}


def reverse_tanh(w: Weights, traces: Traces, above: Tensor) -> LayerGradient:
    """h = tanh(a), a = W x + U h⁻ + b: ∂h/∂a = 1 − h²."""
    h = traces[Trace.HIDDEN]
    return _simple(w, 1 - h * h, above)


def reverse_relu(w: Weights, traces: Traces, above: Tensor) -> LayerGradient:
    """h = max(a, 0): ∂h/∂a is 1 where h > 0, and 0 at the kink, like torch's."""
    h = traces[Trace.HIDDEN]
    return _simple(w, (h > 0).to(h.dtype), above)


def reverse_sigmoid(w: Weights, traces: Traces, above: Tensor) -> LayerGradient:
    """h = σ(a): ∂h/∂a = h (1 − h) ≤ 1/4."""
    h = traces[Trace.HIDDEN]
    return _simple(w, h * (1 - h), above)


def reverse_linear(w: Weights, traces: Traces, above: Tensor) -> LayerGradient:
    """h = a."""
    return _simple(w, torch.ones_like(traces[Trace.HIDDEN]), above)


def _simple(w: Weights, slope: Tensor, above: Tensor) -> LayerGradient:
    dh, da = above.clone(), torch.empty_like(above)
    back = w.w_hh.t()
    node, gate, local = dh.unbind(0), da.unbind(0), slope.unbind(0)
    for t in reversed(range(len(node))):
        if t + 1 < len(node):
            node[t].addmv_(back, gate[t + 1])
        torch.mul(local[t], node[t], out=gate[t])
    return LayerGradient(dh, None, da @ w.w_ih)


def step(phi: Callable[[Tensor], Tensor], w: Weights, from_x: Tensor, last: Traces, touch: Touch) -> Traces:
    return {Trace.HIDDEN: touch(Trace.HIDDEN, phi(from_x + linear(last[Trace.HIDDEN], w.w_hh, w.b_hh)))}


def _same(values: Tensor) -> Tensor:
    return values


TANH = Family(
    partial(nn.RNN, nonlinearity="tanh"),
    traces,
    reverse_tanh,
    partial(step, torch.tanh),
    packed=(Trace.HIDDEN,),
    squashed=Trace.HIDDEN,
)
RELU = Family(
    partial(nn.RNN, nonlinearity="relu"),
    traces,
    reverse_relu,
    partial(step, torch.relu),
    packed=(Trace.HIDDEN,),
    rectified=True,
)
SIGMOID = looped(traces, reverse_sigmoid, partial(step, torch.sigmoid), packed=(Trace.HIDDEN,))
LINEAR = looped(traces, reverse_linear, partial(step, _same), packed=(Trace.HIDDEN,))
