"""What the views lack, as requests: pure, free of Qt.

Each view says what it wants of a ``Look``; ``wanted`` joins what several want of one slot, and leaves out what is
there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import msgspec

from gatescope.engine.config.nets import Ability, Axis, Net
from gatescope.engine.protocol.analysis import AnalysisWant, Intervention
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.exports import ExportOptions, StepNamed
from gatescope.engine.protocol.frame import CELLS_MOST, Frame, FrameRequest, Part, Probe, Want
from gatescope.engine.protocol.messages import CostRequest, Export, MetricsRequest, RunInfo, StagesRequest
from gatescope.engine.protocol.shape import of_run
from gatescope.gui.scenes.room import ANYWHERE, Room
from gatescope.gui.scenes.room import FREE as FREE
from gatescope.gui.scenes.room import GRADIENT as GRADIENT
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import RunRecord, Store, intent

STACK, UNIT = "stack", "unit"  # slots that several views read
STAGES = StagesRequest(run=0).slot.name  # what is no frame is marked by its slot too
COST = "cost"  # the slot of a ``CostRequest``
Request = FrameRequest | StagesRequest | MetricsRequest | CostRequest


@dataclass(frozen=True)
class Look:
    """A run and a probe that are looked at, with what the user wants, what is known and what there is room for."""

    state: ViewState
    store: Store
    room: Room
    record: RunRecord
    probe: Probe

    @property
    def net(self) -> Net:
        return self.record.info.config.net

    @property
    def layer(self) -> str:
        return self.net.nearest(self.state.layer)

    @property
    def exact(self) -> bool:
        """Whether a trace is asked for value by value; a larger one in pixels."""
        steps = steps_of(self.probe)
        strips = self.net.strips_beside(self.layer)
        return steps * max(strip.size or steps for strip in strips) <= CELLS_MOST

    @property
    def column(self) -> int:
        """The output that is differentiated where none was chosen: the first number, the most probable symbol."""
        return 0 if of_run(self.record.info).numbers else -1

    def at(self, step: int | None) -> "Look":
        """The same at another step of training, None the present."""
        return replace(self, state=self.state.with_(at=step))

    def analysis(self, slot: str, want: AnalysisWant, *, altered: bool = False) -> FrameRequest:
        """Of the network as it is, or as it is ``altered`` where something that is altered stands beside it."""
        state = self.state
        asked = FrameRequest(slot=Slot(slot), run=state.run, probe=self.probe, at=state.at, analysis=want)
        if not altered:
            return asked
        return msgspec.structs.replace(asked, interventions=in_force(state.interventions, self.net))

    def traces(
        self, analysis: AnalysisWant | None = None, slot: str = STACK, units: tuple[int, ...] = ()
    ) -> FrameRequest:
        """Every trace of the layer: of these ``units``, else of all, in the pixels of the stack's maps where they are
        too many."""
        rows, columns = (0, 0) if units or self.exact else self.room.pixels.get(STACK, (0, 0))
        # exact ones are put in order as they are drawn
        ordered = not units and not self.exact and len(self.state.order) == self.net.units
        kept = self.state.order if ordered else units
        # of single units nothing is asked that has other lines than the layer has units
        strips = self.net.strips_beside(self.layer)
        if units:
            strips = tuple(one for one in strips if one.lines is Axis.UNIT and one.part == self.layer)
        return FrameRequest(
            slot=Slot(slot),
            run=self.state.run,
            probe=self.probe,
            at=self.state.at,
            wants=tuple(
                Want(
                    layer=strip.part,
                    trace=strip.trace,
                    rows=max(0, rows),
                    columns=max(0, columns),
                    units=kept if strip.lines is Axis.UNIT and (units or strip.part == self.layer) else (),
                )
                for strip in strips
            ),
            analysis=analysis,
            interventions=in_force(self.state.interventions, self.net),
        )


Wants = Callable[[Look], Iterable[Request]]
Beforehand = Callable[[ViewState, Store], Iterable[Request]]  # what is wanted where there may be no run


def wanted(state: ViewState, store: Store, wants: Iterable[Wants], room: Room = ANYWHERE) -> tuple[Request, ...]:
    """What all of these lack. Pure: asked again, it says the same until an answer is in the store. Numbers are given by
    the bridge."""
    record, probe = store.runs.get(state.run), probe_of(state, store)
    if record is None or probe is None:
        return ()
    look, asked = Look(state, store, room, record, probe), dict[Slot, Request]()
    for request in (request for want in wants for request in want(look)):
        asked[request.slot] = _joined(asked.get(request.slot), request)
    lacking = (_lacking(store, request) for request in asked.values())
    return tuple(request for request in lacking if request is not None)


def nothing(*_: object) -> Iterable[Request]:
    """What a view wants that is drawn from what comes anyway."""
    return ()


def metrics_of(record: RunRecord, histograms: int | None = None) -> MetricsRequest:
    """The rows that are not there yet; ``histograms`` of gradient and update after that step, None while nobody looks
    at them."""
    return MetricsRequest(
        run=record.info.run,
        since=record.rows,
        since_validation=len(record.validation_steps),
        since_sizes=len(record.sizes),
        since_histograms=histograms,
    )


def exported(state: ViewState, what: str, path: str, step: StepNamed | None = None) -> Export:
    """Has a part of the selected run written, at the step (or the one named) and of the probe that are looked at."""
    options = ExportOptions(step=state.at if step is None else step, probe=state.probe)
    return Export(run=state.run, what=what, path=path, options=options)


def probe_of(state: ViewState, store: Store) -> Probe | None:
    """The probe that is looked at: the chosen one, else the run's own first; as much of it as its network can see."""
    record = store.runs.get(state.run)
    if record is None or state.probe is None:
        return state.probe or (record.info.validation_probe if record else None)
    return seen_of(state.probe, record.info)


def seen_of(probe: Probe, info: RunInfo) -> Probe:
    """The beginning of a probe that was chosen for another run, where this one's network sees no more at once."""
    config, most = info.config, info.config.train.window
    if not config.net.bounded or config.data.task.spec.label or steps_of(probe) <= most:
        return probe
    if probe.part is Part.TYPED:
        return msgspec.structs.replace(probe, text=probe.text[:most], length=most)
    return msgspec.structs.replace(probe, length=most)


def steps_of(probe: Probe) -> int:
    return len(probe.text) if probe.part is Part.TYPED else probe.length


def in_force(interventions: tuple[Intervention, ...], net: Net) -> tuple[Intervention, ...]:
    """Those that this network has the layer, the trace and the units for."""
    return tuple(
        one
        for one in interventions
        if net.can(Ability.TOUCH)
        and one.layer in net.parts
        and one.trace in net.traces
        and all(unit < net.units for unit in one.units)
    )


def answered(slot: str, state: ViewState, store: Store) -> tuple[Frame, RunRecord] | None:
    """The newest frame of a slot, if it is of the run that is looked at."""
    answer = store.answer(slot)
    record = store.runs.get(state.run)
    if answer is None or record is None or answer.frame.run != state.run:
        return None
    return answer.frame, record


def _joined(before: Request | None, request: Request) -> Request:
    """Two views that want the same traces: one of them may want an analysis beside."""
    if isinstance(before, FrameRequest) and isinstance(request, FrameRequest) and request.analysis is None:
        return before
    return request


def _lacking(store: Store, request: Request) -> Request | None:
    """None when the answer is there and will never be another: the past does not change."""
    if not isinstance(request, FrameRequest):
        return request
    held = store.frames.get(request.slot)
    if held is None or intent(held.request) != intent(request):
        return request
    if request.at is not None:
        return None
    return msgspec.structs.replace(request, have_step=held.frame.step)
