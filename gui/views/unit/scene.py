"""One unit over time as it is asked for and drawn. Pure, free of Qt."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gatescope.engine.config.nets import Axis, Net, strand_at
from gatescope.engine.protocol.frame import Array, FrameRequest, LayerTrace, Trace
from gatescope.engine.protocol.messages import RunInfo
from gatescope.gui.scenes.asking import STACK, UNIT, Look
from gatescope.gui.scenes.room import ANYWHERE, Room
from gatescope.gui.scenes.shown_numbers import Arrays, Numbers, over_time
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Store
from gatescope.gui.views.stack.scene import levels


@dataclass(frozen=True)
class UnitLine:
    """One trace of the chosen unit over time: ``values`` (T,), ``at_cursor`` its value at t; ``others`` are the same
    of the pinned units, each (T,)."""

    trace: Trace
    values: Array
    low: float
    high: float
    at_cursor: float
    others: tuple[Array, ...] = ()


@dataclass(frozen=True)
class UnitScene:
    """The panel of one unit. ``before`` holds h and c at t − 1 (0 before the first step), for the equation; of one that
    reads ``backwards`` at t + 1."""

    cell: str
    layer: str
    unit: int
    t: int
    label: str
    lines: tuple[UnitLine, ...]
    before: dict[Trace, float]
    pinned: tuple[int, ...] = ()  # the units of ``others``
    backwards: bool = False
    labels: tuple[str, ...] = ()  # of the steps


def wants(look: Look) -> Iterator[FrameRequest]:
    """The stack's frame where its values are exact; else the unit's own, and those of the pinned ones."""
    if look.exact:
        yield look.traces()
    elif 0 <= look.state.unit < look.net.units:
        pinned = (unit for unit in look.state.pinned if unit < look.net.units and unit != look.state.unit)
        yield look.traces(slot=UNIT, units=(look.state.unit, *pinned))


def resolve_unit(state: ViewState, store: Store, _room: Room = ANYWHERE) -> UnitScene | None:
    """One unit's traces over time, from the stack's frame, or from its own where the stack's is pooled."""
    stack = store.answer(STACK)
    answer = stack if stack and not any(t.pooled for t in stack.frame.traces) else store.answer(UNIT)
    record = store.runs.get(answer.frame.run) if answer else None
    if answer is None or record is None or state.unit < 0:
        return None
    frame, net = answer.frame, record.info.config.net
    own = _of_layer(frame.traces, net, state.layer)
    if not own:
        return None
    first = own[0]
    unit = first.units[0] if first.units else min(state.unit, first.size - 1)
    reads = net.columns(first.layer) is Axis.READ
    t = max(0, min(state.source if reads else state.t, first.steps - 1))
    labels = frame.source_labels if reads else frame.labels
    back = strand_at(first.layer).backwards
    known = first.units or range(first.size)
    pinned = tuple(other for other in state.pinned if other in known)
    lines = tuple(_unit_line(trace, (unit, *pinned), t, record.info, state, store) for trace in own)
    before: dict[Trace, float] = {line.trace: read_before(line.values, t, back) for line in lines if line.trace.state}
    label = labels[t] if t < len(labels) else str(t + 1)
    return UnitScene(net.name, first.layer, unit, t, label, lines, before, pinned, back, labels)


def _of_layer(traces: tuple[LayerTrace, ...], net: Net, layer: str) -> list[LayerTrace]:
    """The traces of units of the layer that is looked at, where several stand in a frame; else of the only one."""
    found = [trace for trace in traces if net.lines(trace.trace) is Axis.UNIT]
    return [trace for trace in found if trace.layer == net.nearest(layer)] or [
        trace for trace in found if trace.layer == found[0].layer
    ]


def read_before(values: Array, t: int, backwards: bool) -> float:
    """What a trace was when step t was read; 0 where reading began."""
    last = t + 1 if backwards else t - 1
    return float(values[last]) if 0 <= last < len(values) else 0.0


def _unit_line(
    layer: LayerTrace, units: tuple[int, ...], t: int, info: RunInfo, state: ViewState, store: Store
) -> UnitLine:
    """The line of the first of ``units``, with those of the others."""
    values, *others = (layer.values[:, layer.units.index(unit) if layer.units else unit] for unit in units)
    low, high, _ = levels(layer, info.run, info.config.net, state, store)
    at_cursor = float(values[t])
    return UnitLine(trace=layer.trace, values=values, low=low, high=high, at_cursor=at_cursor, others=tuple(others))


def unit_numbers(scene: UnitScene, _store: Store) -> Numbers:
    """One unit's traces, (T, 1) each; ``units`` says which one."""
    return Numbers(unit_arrays(scene), unit_table(scene, scene.labels))


def unit_arrays(scene: UnitScene) -> Arrays:
    lines = {f"{scene.layer}.{line.trace}": np.asarray(line.values)[:, None] for line in scene.lines}
    return {"units": np.array([scene.unit]), **lines}


def unit_table(scene: UnitScene, labels: tuple[str, ...]) -> Arrays:
    columns = {f"{scene.layer}.{line.trace}.{scene.unit}": np.asarray(line.values) for line in scene.lines}
    return over_time(columns, labels)
