"""What is drawn: a frozen picture made of what the user wants and what the engine has said. Free of Qt.

``resolve(state, store) → Scene`` and ``wanted(state, …) → requests`` are pure; views only draw what a scene holds.
Arrays keep the engine's notation: (T, H) is time first.
"""

from dataclasses import dataclass

import numpy as np

from gatescope.engine.protocol.frame import Array, Forecast, LayerTrace, Part, Probe, Symbols, Trace
from gatescope.engine.protocol.messages import RunInfo
from gatescope.engine.protocol.shape import SERIES, TaskShape, of_run
from gatescope.gui.look.scales import Scale
from gatescope.gui.scenes.asking import STACK, UNIT
from gatescope.gui.scenes.asking import wanted as wanted  # asked and drawn belong together: both are read from here
from gatescope.gui.scenes.asking_rows import FREE
from gatescope.gui.scenes.gradient import GradientScene, resolve_gradient
from gatescope.gui.scenes.loss import LossCurve as LossCurve  # the loss is a part of the picture
from gatescope.gui.scenes.loss import LossScene as LossScene
from gatescope.gui.scenes.loss import resolve_loss as resolve_loss
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Answer, RunRecord, Store, step_up, unbounded

BOUNDED: dict[Trace, Scale] = {
    Trace.INPUT_GATE: Scale.SHARE,
    Trace.FORGET_GATE: Scale.SHARE,
    Trace.OUTPUT_GATE: Scale.SHARE,
    Trace.RESET_GATE: Scale.SHARE,
    Trace.UPDATE_GATE: Scale.SHARE,
}


@dataclass(frozen=True)
class FreeScene:
    """What the network goes on with by itself: ``steps`` columns of the time axis after the probe (0 for a text), named
    by ``labels``; ``values`` (n, D) and ``truth`` (n, D) in the data's own units, from the forecast at the probe's last
    step on, so that n is ``steps`` + 1 or less; None until they have come. A text has ``text``, written after ``seed``,
    the end of what it was given, at ``temperature``, by the network or, where ``ngram`` is its order, an n-gram."""

    steps: int = 0
    labels: tuple[str, ...] = ()
    values: Array | None = None
    truth: Array | None = None
    seed: str = ""
    text: str = ""
    temperature: float = 0.0
    step: int = -1  # of the weights
    ngram: int = 0


@dataclass(frozen=True)
class MapRow:
    """One heat map of the stack. ``values`` is (T, H), or fewer when ``pooled``; colours run from ``low`` to ``high``.
    ``bounded`` tells levels that follow from the equations from levels found in the data. ``order`` is the unit on each
    line, () by index: exact values stand in index order and are put in order as they are drawn, pooled ones are in
    order already."""

    trace: Trace
    values: Array
    steps: int
    size: int
    scale: Scale
    low: float
    high: float
    bounded: bool
    pooled: bool = False
    order: tuple[int, ...] = ()


@dataclass(frozen=True)
class StackScene:
    """The stack: rows from top to bottom on one time axis of ``length`` steps named by ``labels``. ``t`` and ``unit``
    are −1 where there is no cursor. ``values_at_cursor`` are exact, by trace."""

    run: int
    colour: int
    cell: str
    step: int
    live: bool
    layer: int
    length: int
    labels: tuple[str, ...]
    rows: tuple[MapRow, ...]
    forecast: Forecast | None
    symbols: Symbols | None
    validation_from: int  # first t whose target belongs to the validation part; length when none
    t: int = -1
    unit: int = -1
    loss: float = float("nan")
    plain_loss: float = float("nan")  # without the interventions that are in force; NaN without any
    values_at_cursor: dict[Trace, float] | None = None  # None: read them from ``rows``, unless pooled
    pinned: tuple[int, ...] = ()  # units compared with the one at the cursor
    pointed: str = ""  # the topic of the row to look at first
    gradient: GradientScene | None = None
    free: FreeScene | None = None
    shape: TaskShape = SERIES

    @property
    def both(self) -> bool:
        """Whether the network reads both ways, ``layer`` being one of its strands."""
        return self.shape.both

    @property
    def order(self) -> tuple[int, ...]:
        """The unit on each line of the maps, () by index."""
        return self.rows[0].order if self.rows else ()


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
    layer: int
    unit: int
    t: int
    label: str
    lines: tuple[UnitLine, ...]
    before: dict[Trace, float]
    pinned: tuple[int, ...] = ()  # the units of ``others``
    backwards: bool = False
    both: bool = False


@dataclass(frozen=True)
class Scene:
    """All of it. A part is None while there is nothing to show there."""

    stack: StackScene | None = None
    unit: UnitScene | None = None
    loss: LossScene | None = None


# ---- what to draw ----------------------------------------------------------------------------------------------


def resolve(state: ViewState, store: Store, columns: int = 1000) -> Scene:
    """The picture. Pure. ``columns`` is the width of the loss plot in pixels, to which long curves are thinned."""
    return Scene(resolve_stack(state, store), resolve_unit(state, store), resolve_loss(state, store, columns))


def resolve_stack(state: ViewState, store: Store) -> StackScene | None:
    """The newest frame of the stack, also while the one just asked for is on its way: the old picture stays."""
    if (newest := _newest(store)) is None:
        return None
    answer, record = newest
    frame, info = answer.frame, record.info
    rows = tuple(_map_row(trace, info.config.net.cell, state, store) for trace in frame.traces)
    length = rows[0].steps if rows else len(frame.labels)
    return StackScene(
        run=frame.run,
        colour=record.colour,
        cell=info.config.net.cell,
        step=frame.step,
        live=state.live and frame.at is None,
        layer=frame.traces[0].layer if frame.traces else 0,
        length=length,
        labels=frame.labels,
        rows=rows,
        forecast=frame.forecast,
        symbols=frame.symbols,
        validation_from=_validation_from(frame.probe, info, length),
        t=min(state.t, length - 1),
        unit=min(state.unit, rows[0].size - 1) if rows else -1,
        loss=frame.loss,
        plain_loss=frame.plain_loss,
        values_at_cursor=_exact(answer, state, store) if any(row.pooled for row in rows) else None,
        pinned=tuple(unit for unit in state.pinned if rows and unit < rows[0].size),
        pointed=state.pointed,
        gradient=resolve_gradient(state, store, answer) if state.gradient.shown else None,
        free=resolve_free(state, store, frame.probe, frame.labels),
        shape=of_run(info),
    )


def _newest(store: Store) -> tuple[Answer, RunRecord] | None:
    """The stack's frame, and the run that it is of."""
    answer = store.answer(STACK)
    record = store.runs.get(answer.frame.run) if answer else None
    return (answer, record) if answer is not None and record is not None else None


def _exact(stack: Answer, state: ViewState, store: Store) -> dict[Trace, float] | None:
    """The values at the cursor when the maps are pooled: from the exact frame of the single unit, when it belongs."""
    unit = store.answer(UNIT)
    if unit is None or (unit.frame.run, unit.frame.step) != (stack.frame.run, stack.frame.step):
        return None
    picked = [trace for trace in unit.frame.traces if trace.units[:1] == (state.unit,)]
    return {trace.trace: float(trace.values[state.t, 0]) for trace in picked if 0 <= state.t < trace.steps} or None


def resolve_unit(state: ViewState, store: Store) -> UnitScene | None:
    """One unit's traces over time, from the stack's frame, or from its own where the stack's is pooled."""
    stack = store.answer(STACK)
    answer = stack if stack and not any(t.pooled for t in stack.frame.traces) else store.answer(UNIT)
    record = store.runs.get(answer.frame.run) if answer else None
    if answer is None or record is None or not answer.frame.traces or state.unit < 0:
        return None
    frame, first = answer.frame, answer.frame.traces[0]
    unit = first.units[0] if first.units else min(state.unit, first.size - 1)
    t = max(0, min(state.t, first.steps - 1))
    net = record.info.config.net
    cell, back = net.cell, net.strand(first.layer).backwards
    known = first.units or range(first.size)
    pinned = tuple(other for other in state.pinned if other in known)
    lines = tuple(_unit_line(trace, (unit, *pinned), t, cell, state, store) for trace in frame.traces)
    before: dict[Trace, float] = {
        line.trace: read_before(line.values, t, back) for line in lines if line.trace in (Trace.HIDDEN, Trace.CELL)
    }
    label = frame.labels[t] if t < len(frame.labels) else str(t + 1)
    return UnitScene(cell, first.layer, unit, t, label, lines, before, pinned, back, net.bidirectional)


def read_before(values: Array, t: int, backwards: bool) -> float:
    """What a trace was when step t was read; 0 where reading began."""
    last = t + 1 if backwards else t - 1
    return float(values[last]) if 0 <= last < len(values) else 0.0


def keyframe_before(keyframes: tuple[int, ...], step: int) -> int | None:
    """The last keyframe at or before ``step``, else the first there is; None when there is none."""
    before = [keyframe for keyframe in keyframes if keyframe <= step]
    return max(before) if before else min(keyframes, default=None)


def _levels(layer: LayerTrace, cell: str, state: ViewState, store: Store) -> tuple[float, float, bool]:
    if BOUNDED.get(layer.trace) is Scale.SHARE:
        return 0.0, 1.0, True
    if not unbounded(cell, layer.trace):
        return -1.0, 1.0, True
    bound = store.bounds.get(layer.trace, 1.0)
    if state.full_range and layer.values.size:
        bound = max(bound, step_up(float(np.nanmax(np.abs(layer.values), initial=0.0))))
    return -bound, bound, False


def _map_row(layer: LayerTrace, cell: str, state: ViewState, store: Store) -> MapRow:
    low, high, bounded = _levels(layer, cell, state, store)
    order = layer.units if layer.pooled else state.order
    return MapRow(
        order=order if len(order) == layer.size else (),
        trace=layer.trace,
        values=layer.values,
        steps=layer.steps,
        size=layer.size,
        scale=BOUNDED.get(layer.trace, Scale.SIGNED),
        low=low,
        high=high,
        bounded=bounded,
        pooled=layer.pooled,
    )


def _unit_line(
    layer: LayerTrace, units: tuple[int, ...], t: int, cell: str, state: ViewState, store: Store
) -> UnitLine:
    """The line of the first of ``units``, with those of the others."""
    values, *others = (layer.values[:, layer.units.index(unit) if layer.units else unit] for unit in units)
    low, high, _ = _levels(layer, cell, state, store)
    at_cursor = float(values[t])
    return UnitLine(trace=layer.trace, values=values, low=low, high=high, at_cursor=at_cursor, others=tuple(others))


def _validation_from(probe: Probe, info: RunInfo, length: int) -> int:
    """Row t's target is record ``start + t + shift``. Where there are several sequences each has a border of its own,
    or lies in one part."""
    if probe.part is Part.TYPED or info.sequences:
        return length
    return max(0, min(length, info.validation_rows[0] - probe.start - info.shift))


def resolve_free(state: ViewState, store: Store, probe: Probe, labels: tuple[str, ...]) -> FreeScene | None:
    """None while it is not asked for, and where what comes out cannot go in again. An answer to something else is not
    shown; its room on the axis is kept."""
    record = store.runs.get(state.run)
    if record is None or not state.free.shown or not of_run(record.info).goes_on_after(len(labels)):
        return None
    text = of_run(record.info).text
    empty = FreeScene(
        steps=0 if text else state.free.steps,
        seed="".join(labels[-40:]) if text else "",
        temperature=state.free.temperature,
        ngram=state.free.ngram if text else 0,
    )
    answer = store.answer(FREE)
    said = answer.frame.continuation if answer else None
    if answer is None or said is None or (answer.frame.run, answer.frame.probe) != (state.run, probe):
        return empty
    if text:
        free, step = said.free, answer.frame.step
        return FreeScene(seed=empty.seed, text=said.text, temperature=free.temperature, step=step, ngram=free.ngram)
    if said.values is None or said.free.steps != state.free.steps + 1:
        return empty
    return FreeScene(empty.steps, said.labels[: empty.steps], said.values, said.truth, step=answer.frame.step)
