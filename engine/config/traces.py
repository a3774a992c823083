"""What a layer computes at every time step, by name, and everything that has to be known of a trace to show it.

A trace is one member of ``Trace`` and cannot exist without what is to be known of it. Its words stand in the window.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NamedTuple, Self

import numpy as np

Array = np.ndarray[Any, Any]  # crosses the pipe as (dtype, shape, bytes); read-only when it arrives


class Spread(StrEnum):
    """How values are spread, and thereby which colours they have."""

    SIGNED = "signed"  # on both sides of 0
    SHARE = "share"  # from nothing to all: gates and probabilities


class Levels(NamedTuple):
    """Between what limits values lie; NaN where the equations set none, so that they are found in the data."""

    low: float
    high: float

    @property
    def bounded(self) -> bool:
        return self.low < self.high


SQUASHED, PASSING, ANYWHERE = Levels(-1.0, 1.0), Levels(0.0, 1.0), Levels(float("nan"), float("nan"))


class TraceSpec(NamedTuple):
    """``levels`` are the limits of the values where the network sets no others (``Net.levels``). ``gate``: it says how
    much of something passes. ``state``: it is carried from one step to the next."""

    levels: Levels = SQUASHED
    gate: bool = False
    state: bool = False


_GATE = TraceSpec(PASSING, gate=True)


class Trace(StrEnum):
    """What a layer computes at every t, by textbook name. ``spec`` is everything that there is to know of it."""

    spec: TraceSpec

    def __new__(cls, name: str, spec: TraceSpec | None = None) -> Self:
        """``spec`` may be left out in looking a trace up by its name alone, which never comes here."""
        if spec is None:
            raise TypeError(f"nothing is known of the trace {name}")
        trace = str.__new__(cls, name)
        trace._value_, trace.spec = name, spec
        return trace

    HIDDEN = "hidden", TraceSpec(state=True)
    CELL = "cell", TraceSpec(ANYWHERE, state=True)
    INPUT_GATE = "input_gate", _GATE
    FORGET_GATE = "forget_gate", _GATE
    OUTPUT_GATE = "output_gate", _GATE
    CANDIDATE = "candidate", TraceSpec()
    RESET_GATE = "reset_gate", _GATE
    UPDATE_GATE = "update_gate", _GATE
    RESIDUAL = "residual", TraceSpec(ANYWHERE)
    ATTENTION = "attention", TraceSpec(PASSING)
    FEED_FORWARD = "feed_forward", TraceSpec(ANYWHERE)

    @property
    def gate(self) -> bool:
        return self.spec.gate

    @property
    def state(self) -> bool:
        return self.spec.state

    @property
    def spread(self) -> Spread:
        return Spread.SHARE if self.spec.levels == PASSING else Spread.SIGNED


GATES = tuple(trace for trace in Trace if trace.gate)


def in_drawing_order(computed: Iterable[Trace]) -> tuple[Trace, ...]:
    """The states, as they are drawn first, then the rest as it is computed."""
    computed = tuple(computed)
    states = tuple(trace for trace in Trace if trace.state and trace in computed)
    return states + tuple(trace for trace in computed if trace not in states)
