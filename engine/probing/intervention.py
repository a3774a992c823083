"""What the network would do if a unit or a gate were held, silenced or shaken: a reading with parts of it altered.

Only an altered reading walks through time cell by cell. It starts from a plain ``Reading`` and touches nothing: the
weights, the reading and training stay as they are, so that letting go gives back exactly what was there before.
"""

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor
from torch.nn.functional import linear

from gatescope.engine.config.run import NetConfig
from gatescope.engine.errors import ConfigError, Fact, Fault
from gatescope.engine.models.directions import before_head, side_by_side, turned
from gatescope.engine.models.recurrent.families import CELLS
from gatescope.engine.models.recurrent.family import Touch, Traces, layer_weights
from gatescope.engine.models.recurrent.looped import walk
from gatescope.engine.probing.reading import Reading, topmost
from gatescope.engine.probing.saturation import GATES
from gatescope.engine.protocol.analysis import Alteration, Intervention
from gatescope.engine.protocol.frame import Trace


@torch.no_grad()
def intervene(
    net: NetConfig, weights: Mapping[str, Tensor], reading: Reading, interventions: Sequence[Intervention]
) -> Reading:
    """``reading`` as it would be under ``interventions``, which are applied in their order; itself without any.

    ``weights`` are those that ``reading`` was made with. Layers below the lowest altered one are taken over. Raises
    ``ConfigError`` when a layer, trace or unit does not exist.
    """
    if not interventions:
        return reading
    changes = _changes(net, reading, interventions)
    lowest = min(net.strand(one.layer).layer for one in interventions)
    layers = list(reading.layers[: lowest * net.directions])
    for layer in range(lowest, net.layers):
        x = side_by_side(topmost(net, layers)) if layers else reading.inputs
        layers += [
            _walked(net, weights, strand, x, changes[strand])
            if changes[strand] or layer > lowest
            else reading.layers[strand]  # nothing reaches it from the strand beside it
            for strand in net.strands_of(layer)
        ]
    seen = before_head(topmost(net, layers), reading.once)
    output = linear(seen, weights["head.weight"], weights["head.bias"])
    return Reading(reading.inputs, tuple(layers), output, reading.once)


# ---- the walk ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Change:
    """``values`` (T, H) take the place of the trace where ``units`` (H,), or are added to it."""

    units: Tensor
    values: Tensor
    added: bool
    gate: bool

    def __call__(self, t: int, trace: Tensor) -> Tensor:
        altered = trace + self.values[t] if self.added else self.values[t]
        if self.added and self.gate:
            altered = altered.clamp(0, 1)
        return torch.where(self.units, altered, trace)


Changes = dict[Trace, list[_Change]]


def _walked(net: NetConfig, weights: Mapping[str, Tensor], strand: int, x: Tensor, changes: Changes) -> Traces:
    """One strand along ``x`` (T, F), as it reads it, altered at the steps of the data that are meant."""
    backwards, last = net.strand(strand).backwards, len(x) - 1

    def touch_at(step: int) -> Touch:
        return partial(_touch, changes, last - step if backwards else step)

    found = walk(CELLS[net.cell].step, layer_weights(weights, strand), turned(x, backwards), touch_at)
    return {trace: turned(values, backwards) for trace, values in found.items()}


def _touch(changes: Changes, t: int, trace: Trace, value: Tensor) -> Tensor:
    for change in changes.get(trace, ()):
        value = change(t, value)
    return value


def touches(
    net: NetConfig, reading: Reading, interventions: Sequence[Intervention], beyond: int
) -> list[Callable[[int, Trace, Tensor], Tensor]]:
    """For each strand what alters (t, trace, value), t being one of the reading's T steps or of ``beyond`` more."""
    return [partial(_touch, changes) for changes in _changes(net, reading, interventions, beyond)]


def _changes(net: NetConfig, reading: Reading, interventions: Sequence[Intervention], beyond: int = 0) -> list[Changes]:
    """What is altered in each strand."""
    changes: list[Changes] = [{} for _ in range(net.strands)]
    for one in interventions:
        _within("layer", one.layer, net.strands)
        traces = reading.layers[one.layer]
        if one.trace not in traces:
            raise ConfigError(Fault.CONFIG_VALUE, name="trace", value=one.trace, choices=", ".join(traces))
        changes[one.layer].setdefault(one.trace, []).append(_change(one, traces[one.trace], beyond))
    return changes


def _change(one: Intervention, trace: Tensor, beyond: int) -> _Change:
    steps, hidden = len(trace) + beyond, trace.shape[1]
    for unit in one.units:
        _within("unit", unit, hidden)
    units = torch.zeros(hidden, dtype=torch.bool)
    units[list(one.units) if one.units else slice(None)] = True
    values = torch.full((steps, hidden), 0.0 if one.kind is Alteration.ZERO else one.value, dtype=torch.float64)
    if one.kind is Alteration.NOISE:
        values *= _noise(one, steps, hidden)
    noisy = one.kind is Alteration.NOISE
    return _Change(units.to(trace.device), values.to(trace), noisy, one.trace in GATES)


def _noise(one: Intervention, steps: int, hidden: int) -> Tensor:
    """From a generator of its own, on the CPU, so that every device sees the same."""
    seed = zlib.crc32(f"{one.seed} {one.layer} {one.trace}".encode())
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(steps, hidden, generator=generator, dtype=torch.float64)


def _within(name: str, value: Fact, count: int) -> None:
    if not 0 <= int(value) < count:
        raise ConfigError(Fault.CONFIG_VALUE, name=name, value=value, low=0, high=count - 1)
