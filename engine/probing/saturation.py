"""Saturation: gates that are always shut or open, units that are stuck or dead, over the T steps of one probe."""

from dataclasses import dataclass

import torch
from torch import Tensor

from gatescope.engine.config.nets import Ability, Net
from gatescope.engine.config.traces import GATES, Trace
from gatescope.engine.models.checks import able
from gatescope.engine.models.family import Traces, family_of

LOW, HIGH = 0.1, 0.9  # a gate beyond these is shut or open
STUCK = 0.99
BINS = 50  # of equal width over 0 … 1


@dataclass(frozen=True)
class GateShares:
    """``shut`` and ``open`` (H,) are each unit's share of time below ``LOW`` and above ``HIGH``; ``histogram``
    (``BINS``,) counts the values of all units and times, and loses only those that are NaN."""

    shut: Tensor
    open: Tensor
    histogram: Tensor


@dataclass(frozen=True)
class Saturation:
    """``gates`` by name; ``stuck`` (H,) is the share of time a tanh unit spends beyond ±``STUCK`` (hidden of an RNN,
    candidate of LSTM and GRU; None for ReLU); ``dead`` (H,) is true where a ReLU unit is 0 at every t (else None)."""

    gates: dict[Trace, GateShares]
    stuck: Tensor | None
    dead: Tensor | None


@torch.no_grad()
def saturation(net: Net, traces: Traces) -> Saturation:
    """Of one layer, from its traces (T, H). Shares are float32. Raises ``ConfigError`` (NET_LACKS)."""
    able(net, Ability.FIGURES)
    gates = {trace: gate_use(traces[trace]) for trace in GATES if trace in traces}
    figures = family_of(net).figures
    assert figures is not None
    squashed = figures.squashed(net)
    stuck = None if squashed is None else _share(traces[squashed].abs() > STUCK)
    # exactly 0: that is what a ReLU gives that is shut, and no slope comes back through it
    dead = (traces[Trace.HIDDEN] == 0).all(0) if figures.rectified(net) else None
    return Saturation(gates, stuck, dead)


def gate_use(gate: Tensor) -> GateShares:
    """``gate`` is (T, H), within 0 … 1."""
    histogram = torch.histc(gate.double(), BINS, 0, 1).long()
    return GateShares(_share(gate < LOW), _share(gate > HIGH), histogram)


def _share(of: Tensor) -> Tensor:
    return of.float().mean(0)
