"""The cells once more, from their papers and torch's documentation, in float64 numpy and one time step at a time."""

from collections.abc import Mapping

import numpy as np

from gatescope.engine.config.run import Cell
from gatescope.engine.protocol.frame import Array, Trace


def sigmoid(x: Array) -> Array:
    return np.exp(-np.logaddexp(0.0, -x))


PLAIN = {
    Cell.RNN_TANH: np.tanh,
    Cell.RNN_RELU: lambda x: np.maximum(x, 0),
    Cell.RNN_SIGMOID: sigmoid,
    Cell.RNN_LINEAR: lambda x: x,
}


def _mgu(w: Mapping[str, Array], a: Array, u: Array, h: Array) -> dict[Trace, Array]:
    size = len(h)
    f = sigmoid(a[:size] + u[:size])
    n = np.tanh(a[size:] + w["weight_hh_l0"][size:] @ (f * h) + w["bias_hh_l0"][size:])
    return {Trace.HIDDEN: (1 - f) * h + f * n, Trace.FORGET_GATE: f, Trace.CANDIDATE: n}


def step(cell: Cell, w: Mapping[str, Array], x: Array, h: Array, c: Array) -> dict[Trace, Array]:
    """One step of one layer: x (F,), the h and c (H,) before it → every trace after it, each (H,)."""
    size = len(h)
    a = w["weight_ih_l0"] @ x + w["bias_ih_l0"]
    u = w["weight_hh_l0"] @ h + w["bias_hh_l0"]

    def block(values: Array, k: int) -> Array:
        return values[k * size : (k + 1) * size]

    if cell in PLAIN:
        return {Trace.HIDDEN: PLAIN[cell](a + u)}
    if cell is Cell.MGU:
        return _mgu(w, a, u, h)
    if cell is Cell.GRU:
        r = sigmoid(block(a, 0) + block(u, 0))
        z = sigmoid(block(a, 1) + block(u, 1))
        n = np.tanh(block(a, 2) + r * block(u, 2))
        hidden = (1 - z) * n + z * h
        return {Trace.HIDDEN: hidden, Trace.RESET_GATE: r, Trace.UPDATE_GATE: z, Trace.CANDIDATE: n}
    i, f, g, o = (block(a, k) + block(u, k) for k in range(4))
    p_i, p_f, p_o = (block(w["weight_ch_l0"], k) if cell is Cell.LSTM_PEEPHOLE else 0.0 for k in range(3))
    i, f = i + p_i * c, f + p_f * c
    new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    o = o + p_o * new_c
    return {
        Trace.HIDDEN: sigmoid(o) * np.tanh(new_c),
        Trace.CELL: new_c,
        Trace.INPUT_GATE: sigmoid(i),
        Trace.FORGET_GATE: sigmoid(f),
        Trace.CANDIDATE: np.tanh(g),
        Trace.OUTPUT_GATE: sigmoid(o),
    }


def from_own_past(cell: Cell, w: Mapping[str, Array], x: Array, told: Mapping[Trace, Array]) -> dict[Trace, Array]:
    """Every trace at every t from the h and c that were *told* for t − 1: (T, H) each."""
    zero = np.zeros(told[Trace.HIDDEN].shape[1])
    h = told[Trace.HIDDEN]
    c = told.get(Trace.CELL, np.zeros_like(h))
    steps = [step(cell, w, x[t], h[t - 1] if t else zero, c[t - 1] if t else zero) for t in range(len(x))]
    return {trace: np.stack([s[trace] for s in steps]) for trace in steps[0]}


def from_zero(cell: Cell, w: Mapping[str, Array], x: Array) -> dict[Trace, Array]:
    """The recurrence as a whole: every trace at every t from h = c = 0 before the first."""
    size = w["weight_hh_l0"].shape[1]
    h = c = np.zeros(size)
    steps = []
    for row in x:
        now = step(cell, w, row, h, c)
        h, c = now[Trace.HIDDEN], now.get(Trace.CELL, c)
        steps.append(now)
    return {trace: np.stack([s[trace] for s in steps]) for trace in steps[0]}


def layer(weights: Mapping[str, Array], k: int) -> dict[str, Array]:
    """Layer k's own weights in float64, by torch's names."""
    prefix = f"layers.{k}."
    return {n.removeprefix(prefix): np.asarray(v, np.float64) for n, v in weights.items() if n.startswith(prefix)}
