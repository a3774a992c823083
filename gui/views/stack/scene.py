"""The stack as it is asked for and drawn: rows from top to bottom on one time axis. Pure, free of Qt.

Arrays keep the engine's notation: (T, H) is time first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from gatescope.engine.config.nets import Ability, Axis, Half, Net, head_of, is_address, strand_at
from gatescope.engine.protocol.analysis import AnalysisWant, LetterFlow
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import Answer as Said
from gatescope.engine.protocol.frame import (
    Array,
    Forecast,
    Frame,
    FrameRequest,
    FreeRun,
    LayerTrace,
    Part,
    Probe,
    Symbols,
    Trace,
)
from gatescope.engine.protocol.messages import RunInfo
from gatescope.engine.protocol.shape import SERIES, TaskShape, of_run
from gatescope.gui.look.scales import ColourScale, Course, Scale
from gatescope.gui.scenes.asking import GRADIENT, STACK, UNIT, Look
from gatescope.gui.scenes.room import ANYWHERE, Room
from gatescope.gui.state.intent import RangeChoice, RangeKind, ViewState
from gatescope.gui.state.store import Answer, RunRecord, Store, step_up
from gatescope.gui.views.stack.free import FreeScene, free_wants, resolve_free
from gatescope.gui.views.stack.gradient import (
    GradientChoice,
    GradientScene,
    compared_wants,
    flow_want,
    resolve_gradient,
)
from gatescope.gui.views.stack.pairs.beam import WIDTH
from gatescope.gui.views.stack.sharing.choice import OPEN, Mode, RowsChoice

ANSWERED, BEAM = "answer", "beam"  # the row of what is written, and the slot of the best answers
LETTER = "letter"  # the slot of what one letter of an answer depends on
SMALLEST_SHARE = 1e-3


@dataclass(frozen=True)
class MapRow:
    """One heat map of the stack. ``values`` is (T, H), or fewer when ``pooled``; colours run from ``low`` to ``high``
    along ``course``. ``bounded`` tells levels that follow from the equations from levels found in the data, which
    reach as ``ranges`` says; where each unit has its ``own`` (H,), colours are of shares of that. ``order`` is the unit
    on each line, () by index: exact values stand in index order and are put in order as they are drawn, pooled ones are
    in order already."""

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
    course: Course = Course.LINEAR
    ranges: RangeChoice = field(default_factory=RangeChoice)
    own: Array | None = None
    lines: Axis = Axis.UNIT
    head: int | None = None  # of several that have this trace
    half: Half | None = None  # of two networks, the one that it is of
    part: str = ""  # the address of what it is of
    columns: Axis = Axis.TIME

    @property
    def name(self) -> str:
        """The same in every scene of the same kind."""
        if self.lines is Axis.LAYER:
            return self.part
        of = f"{self.half}." if self.half is not None else ""
        return f"{of}{self.trace}" if self.head is None else f"{self.trace}:{self.head}"

    @property
    def reads(self) -> bool:
        """Whether its columns are the steps of what is read, where another sequence is written."""
        return self.columns is Axis.READ

    @property
    def of_units(self) -> bool:
        """Whether a line is the same unit in every map of the layer."""
        return self.lines is Axis.UNIT

    @property
    def colours(self) -> ColourScale:
        return ColourScale(self.low, self.high, self.course)


@dataclass(frozen=True)
class Source:
    """What is read where another sequence is written: its steps by name, the cursor among them, and what the ``letter``
    at the cursor of what is written depends on, where that is shown and known; ``beam`` are the most probable answers,
    the best first, where the answer has the middle."""

    labels: tuple[str, ...]
    t: int = -1
    letter: LetterFlow | None = None
    beam: tuple[Said, ...] = ()


@dataclass(frozen=True)
class StackScene:
    """The stack: rows from top to bottom on one time axis of ``length`` steps named by ``labels``. ``t`` and ``unit``
    are −1 where there is no cursor. ``values_at_cursor`` are exact, by trace.

    Where one sequence is read and another written, these are the steps of what is written, and ``source`` has those of
    what is read: ``reading`` is the same scene along them."""

    run: int
    colour: int
    cell: str
    step: int
    live: bool
    layer: str
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
    choice: RowsChoice = OPEN
    source: Source | None = None
    whole: "StackScene | None" = None  # of which this is the scene along what is read

    @cached_property
    def reading(self) -> "StackScene":
        """The scene along what is read, for the rows that stand on its steps; itself where there is one axis alone."""
        source = self.source
        if source is None:
            return self
        length = len(source.labels)
        along = {"length": length, "labels": source.labels, "t": source.t, "validation_from": length}
        return replace(self, **along, symbols=None, source=None, whole=self)  # type: ignore[arg-type]

    def aside(self, length: int) -> "StackScene":
        """The scene for a row whose columns are no steps: no cursor stands there."""
        along = {"length": length, "labels": (), "t": -1, "validation_from": length}
        return replace(self, **along, symbols=None, source=None, whole=self)  # type: ignore[arg-type]

    @property
    def writing(self) -> "StackScene":
        """The scene along what is written, or along the only axis that there is."""
        return self.whole or self

    @property
    def both(self) -> bool:
        """Whether the network reads both ways, ``layer`` being one of its strands."""
        return self.shape.both

    @property
    def main(self) -> MapRow:
        """The map that says most at a glance: what a network looks at, else what its units do."""
        return next((row for row in self.rows if row.trace is Trace.ATTENTION), self.rows[0])

    @property
    def order(self) -> tuple[int, ...]:
        """The unit on each line of the maps that the cursor is at, () by index."""
        return self.units.order if self.rows else ()

    @property
    def units(self) -> MapRow:
        """The first map of the units that the cursor is at. Raises ``IndexError`` where nothing is shown."""
        return _with_cursor(self.rows, self.layer) or self.rows[0]


def wants(look: Look) -> Iterator[FrameRequest]:
    """Every trace of the layer, the gradient where its rows fit, the runs compared with it, and the free run."""
    # a row without room is not asked for: a frame costs 1 ms without the gradient and 3 with it (T 50, H 32)
    flow = gradient_shown(look.state) and GRADIENT in look.room.fits and look.net.can(Ability.REVERSE)
    yield look.traces(AnalysisWant(flow=flow_want(look.state, look.record, look.probe)) if flow else None)
    if flow:
        yield from compared_wants(look)
    yield from free_wants(look)
    if look.net.writes and gradient_shown(look.state):
        yield look.analysis(LETTER, AnalysisWant(letter=max(look.state.t, 0)))
    if look.net.writes and look.state.choice(RowsChoice).focus == ANSWERED:
        yield from _beam_wants(look)


def _beam_wants(look: Look) -> Iterator[FrameRequest]:
    """The best answers: no more of them than there are symbols to begin with."""
    stack = look.store.answer(STACK)
    if stack is not None and stack.frame.symbols is not None and stack.frame.probe == look.probe:
        width = min(WIDTH, stack.frame.symbols.top.shape[1])
        state = look.state
        yield FrameRequest(slot=Slot(BEAM), run=state.run, probe=look.probe, at=state.at, free=FreeRun(beam=width))


def resolve_stack(state: ViewState, store: Store, _room: Room = ANYWHERE) -> StackScene | None:
    """The newest frame of the stack, also while the one just asked for is on its way: the old picture stays."""
    if (newest := _newest(store)) is None:
        return None
    frame, info = (answer := newest[0]).frame, (record := newest[1]).info
    rows = tuple(_map_row(trace, frame.run, info.config.net, state, store) for trace in frame.traces)
    length = next((row.steps for row in rows if not row.reads and row.lines is not Axis.LAYER), len(frame.labels))
    return StackScene(
        run=frame.run,
        colour=record.colour,
        cell=info.config.net.name,
        step=frame.step,
        live=state.live and frame.at is None,
        length=length,
        labels=frame.labels,
        rows=rows,
        forecast=frame.forecast,
        symbols=frame.symbols,
        validation_from=_validation_from(frame.probe, info, length),
        t=min(state.t, length - 1),
        loss=frame.loss,
        plain_loss=frame.plain_loss,
        values_at_cursor=_exact(answer, state, store) if any(row.pooled for row in rows) else None,
        **_at_unit(rows, info.config.net, state),
        pointed=state.pointed,
        gradient=resolve_gradient(state, store, answer) if gradient_shown(state) else None,
        free=resolve_free(state, store, frame.probe, frame.labels),
        shape=of_run(info),
        choice=state.choice(RowsChoice),
        source=_source(frame, state, store),
    )


def _at_unit(rows: tuple[MapRow, ...], net: Net, state: ViewState) -> dict[str, Any]:
    """The layer that the cursor is in, its unit, and those that are compared with it."""
    row = _with_cursor(rows, net.nearest(state.layer))
    if row is None:
        return {"layer": net.parts[0]}
    pinned = tuple(each for each in state.pinned if each < row.size)
    return {"layer": row.part, "unit": min(state.unit, row.size - 1), "pinned": pinned}


def _source(frame: Frame, state: ViewState, store: Store) -> Source | None:
    if not frame.source_labels:
        return None
    last, read = len(frame.source_labels) - 1, len(frame.source_labels)
    found = store.answer(LETTER) if gradient_shown(state) else None
    known = found.frame.analysis.letter if found is not None and found.frame.analysis is not None else None
    # of the pair that was looked at before nothing is told of this one
    same = found is not None and found.frame.probe == frame.probe and known is not None and len(known.source) == read
    # where nobody has looked yet the cursor stands at the end of what is read, if it stands anywhere
    t = min(state.source, last) if state.source >= 0 or state.t < 0 else last
    return Source(frame.source_labels, t, known if same else None, _beam(frame, state, store))


def _beam(frame: Frame, state: ViewState, store: Store) -> tuple[Said, ...]:
    found = store.answer(BEAM) if state.choice(RowsChoice).focus == ANSWERED else None
    if found is None or found.frame.probe != frame.probe or found.frame.continuation is None:
        return ()
    return found.frame.continuation.answers


def _with_cursor(rows: tuple[MapRow, ...], layer: str) -> MapRow | None:
    """The first map of the units that the cursor is at: those of this ``layer``."""
    of_units = [row for row in rows if row.of_units]
    return next((row for row in of_units if row.part == layer), of_units[0] if of_units else None)


def gradient_shown(state: ViewState) -> bool:
    """The gradient stands among all rows, where it has not been turned off."""
    return state.choice(GradientChoice).shown and state.choice(RowsChoice).mode is Mode.ALL


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


def levels(layer: LayerTrace, run: int, net: Net, state: ViewState, store: Store) -> tuple[float, float, bool]:
    """The values at both ends of a trace's colours or curve, and whether they follow from the equations."""
    found = net.levels(layer.trace)
    if found.bounded:
        return found.low, found.high, True
    match state.ranges.kind:
        case RangeKind.FIT:
            bound = step_up(_largest(layer.values))
        case RangeKind.RUN:
            bound = store.bound(run, layer)
        case RangeKind.FIXED:
            bound = state.ranges.fixed
    return -bound, bound, False


def _largest(values: Array) -> float:
    return float(np.abs(values).max(initial=0.0, where=np.isfinite(values)))


def own_ranges(values: Array) -> Array:
    """(T, H) → (H,): the largest size of each unit, but no less than a thousandth of the largest of all, so that what
    is nothing looks like nothing."""
    sizes: Array = np.abs(values).max(axis=0, initial=0.0, where=np.isfinite(values))
    least = max(SMALLEST_SHARE * float(sizes.max(initial=0.0)), float(np.finfo(np.float32).tiny))
    return np.asarray(np.maximum(sizes, np.float32(least)))


def course_of(trace: Trace, bounded: bool) -> Course:
    """How the colours of a trace run: gates evenly, all others so that small values are seen too."""
    if trace.spread is Scale.SHARE:  # of what is looked at most is next to nothing, of gates it is not
        return Course.LINEAR if trace.gate else Course.RISING
    return Course.ROOT if bounded else Course.ASINH


def _map_row(layer: LayerTrace, run: int, net: Net, state: ViewState, store: Store) -> MapRow:
    low, high, bounded = levels(layer, run, net, state, store)
    (columns, lines), turned = _sides(net.columns(layer.layer), net.lines(layer.trace))
    order = layer.units if layer.pooled else state.order if net.nearest(state.layer) == layer.layer else ()
    values = layer.values.T if turned else layer.values
    steps, size = (layer.size, layer.steps) if turned else (layer.steps, layer.size)
    own = own_ranges(values) if state.ranges.own and not bounded else None
    return MapRow(
        order=order if len(order) == size and lines is Axis.UNIT else (),
        trace=layer.trace,
        values=values,
        steps=steps,
        size=size,
        scale=layer.trace.spread,
        low=low if own is None else -1.0,
        high=high if own is None else 1.0,
        bounded=bounded,
        pooled=layer.pooled,
        course=course_of(layer.trace, bounded),
        ranges=state.ranges,
        own=own,
        lines=lines,
        head=head_of(layer.layer),
        half=_half(layer.layer),
        part=layer.layer,
        columns=columns,
    )


def _sides(columns: Axis, lines: Axis) -> tuple[tuple[Axis, Axis], bool]:
    """What is drawn along and down, and whether that is the other way round than it comes."""
    if columns is Axis.LAYER:  # what is handed over: unit by unit, a line for each layer
        return (Axis.INNER, Axis.LAYER), True
    if (columns, lines) == (Axis.WRITTEN, Axis.LOOKED):  # along what is read, a line for each letter that looks
        return (Axis.READ, Axis.WRITTEN), True
    return (columns, lines), False


def _half(address: str) -> Half | None:
    return strand_at(address).half if is_address(address) else None


def _validation_from(probe: Probe, info: RunInfo, length: int) -> int:
    """Row t's target is record ``start + t + shift``. Where there are several sequences each has a border of its own,
    or lies in one part."""
    if probe.part is Part.TYPED or info.sequences:
        return length
    return max(0, min(length, info.validation_rows[0] - probe.start - info.shift))
