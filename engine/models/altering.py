"""What is altered in a network, as values: a unit or a gate held, silenced or shaken, at every step.

A family walks through time with these and nothing else; which of its traces are meant is said here.
"""

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor

from gatescope.engine.config.nets import Net
from gatescope.engine.config.traces import Trace
from gatescope.engine.errors import ConfigError, Fact, Fault
from gatescope.engine.protocol.analysis import Alteration, Intervention


@dataclass(frozen=True)
class Change:
    """``values`` (T, H) take the place of the trace where ``units`` (H,), or are added to it."""

    units: Tensor
    values: Tensor
    added: bool
    gate: bool

    def __call__(self, t: int, trace: Tensor) -> Tensor:
        altered = trace + self.values[t] if self.added else self.values[t]
        if self.added and self.gate:
            # shaken beyond 0 … 1 it would be no gate any more
            altered = altered.clamp(0, 1)
        return torch.where(self.units, altered, trace)


Changes = dict[Trace, list[Change]]
Layers = Sequence[Mapping[Trace, Tensor]]  # of a reading


def touch(changes: Changes, t: int, trace: Trace, value: Tensor) -> Tensor:
    """``value`` of a trace at step ``t`` as it is under ``changes``."""
    for change in changes.get(trace, ()):
        value = change(t, value)
    return value


def touches(
    net: Net, layers: Layers, interventions: Sequence[Intervention], beyond: int
) -> list[Callable[[int, Trace, Tensor], Tensor]]:
    """For each strand what alters (t, trace, value), t being one of the reading's T steps or of ``beyond`` more."""
    return [partial(touch, changes) for changes in changes_of(net, layers, interventions, beyond)]


def changes_of(net: Net, layers: Layers, interventions: Sequence[Intervention], beyond: int = 0) -> list[Changes]:
    """What is altered in each strand of a reading of ``net``. Raises ``ConfigError`` when a layer, trace or unit does
    not exist."""
    changes: list[Changes] = [{} for _ in layers]
    for one in interventions:
        if one.layer not in net.parts:
            raise ConfigError(Fault.CONFIG_VALUE, name="layer", value=one.layer, choices=", ".join(net.parts))
        number = net.parts.index(one.layer)
        traces = layers[number]
        if one.trace not in traces:
            raise ConfigError(Fault.CONFIG_VALUE, name="trace", value=one.trace, choices=", ".join(traces))
        changes[number].setdefault(one.trace, []).append(_change(one, traces[one.trace], beyond, number))
    return changes


def _change(one: Intervention, trace: Tensor, beyond: int, number: int) -> Change:
    steps, hidden = len(trace) + beyond, trace.shape[1]
    for unit in one.units:
        _within("unit", unit, hidden)
    units = torch.zeros(hidden, dtype=torch.bool)
    units[list(one.units) if one.units else slice(None)] = True
    values = torch.full((steps, hidden), 0.0 if one.kind is Alteration.ZERO else one.value, dtype=torch.float64)
    if one.kind is Alteration.NOISE:
        values *= _noise(one, number, steps, hidden)
    noisy = one.kind is Alteration.NOISE
    return Change(units.to(trace.device), values.to(trace), noisy, one.trace.gate)


def _noise(one: Intervention, number: int, steps: int, hidden: int) -> Tensor:
    """From a generator of its own, on the CPU, so that every device sees the same."""
    seed = zlib.crc32(f"{one.seed} {number} {one.trace}".encode())
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(steps, hidden, generator=generator, dtype=torch.float64)


def _within(name: str, value: Fact, count: int) -> None:
    if not 0 <= int(value) < count:
        raise ConfigError(Fault.CONFIG_VALUE, name=name, value=value, low=0, high=count - 1)
