"""Layers of cells that torch has no fused module for: the cell's own step, called for one t after the other.

The states are made and kept one by one, for a loop that indexes ``x[t]`` under autograd is quadratic in T.
"""

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import linear

from gatescope.engine.models.cells.cell_family import NAMES, CellFamily, Touch, Weights
from gatescope.engine.models.family import Traces
from gatescope.engine.protocol.frame import Trace


class Looped(nn.Module):
    """(T, B, F) or (T, F) → (T, B, H) or (T, H) and the last h, like ``nn.RNN``. Weights are named, packed and drawn
    like those of torch's own layers: uniformly within ±1/√H."""

    def __init__(
        self, step: Any, gates: int, peepholes: int, inputs: int, hidden: int, device: torch.device | str | None = None
    ) -> None:
        super().__init__()
        self._step, self.hidden_size = step, hidden
        rows, bound = gates * hidden, 1 / math.sqrt(hidden)
        shapes = ((rows, inputs), (rows, hidden), (rows,), (rows,), (peepholes * hidden,))
        for name, shape in zip(NAMES, shapes, strict=True):
            if shape[0]:
                self.register_parameter(name, nn.Parameter(torch.empty(shape, device=device).uniform_(-bound, bound)))

    def forward(self, x: Tensor, state: Tensor | tuple[Tensor, ...] | None = None) -> tuple[Tensor, Any]:
        """``state`` is h, or (h, c) of a cell that has one, each (B, H); None: zero."""
        w = Weights(*self.parameters())
        states = (Trace.HIDDEN, Trace.CELL)
        if state is None:
            # one for h and one for c; a cell without c leaves the second alone
            state = (x.new_zeros(*x.shape[1:-1], self.hidden_size),) * 2
        last: Traces = dict(zip(states, state if isinstance(state, tuple) else (state,), strict=False))
        hidden = []
        # what comes from x is one product for all t; only U h⁻ has to wait for the step before
        for from_x in linear(x, w.w_ih, w.b_ih).unbind(0):
            last = self._step(w, from_x, last, untouched)
            hidden.append(last[Trace.HIDDEN])
        after = tuple(last[trace] for trace in states if trace in last)
        return torch.stack(hidden), after if len(after) > 1 else after[0]

    def flatten_parameters(self) -> None:
        """There is no buffer of cuDNN's to fill."""


def untouched(_trace: Trace, value: Tensor) -> Tensor:
    return value


def looped(traces: Any, reverse: Any, step: Any, packed: tuple[Trace, ...], kept: float, **more: Any) -> CellFamily:
    """A family whose layers are made from its own ``step``."""
    make = partial(Looped, step, len(packed), more.get("peepholes", 0))
    return CellFamily(make, traces, reverse, step, packed, kept, looped=True, **more)


def walk(step: Any, w: Weights, x: Tensor, touch_at: Callable[[int], Touch] = lambda _t: untouched) -> Traces:
    """Every trace (T, H) along ``x`` (T, F), step by step: for cells whose gates see more than h⁻, and for touching."""
    zero = x.new_zeros(w.w_hh.shape[1])
    last: Traces = {Trace.HIDDEN: zero, Trace.CELL: zero}
    found: list[Traces] = []
    for t, from_x in enumerate(linear(x, w.w_ih, w.b_ih).unbind(0)):
        last = step(w, from_x, last, touch_at(t))
        found.append(last)
    return {trace: torch.stack([at[trace] for at in found]) for trace in last}
