"""Which frames the visible views lack: pure, free of Qt."""

from collections.abc import Mapping

import msgspec

from gatescope.engine.config.run import NetConfig
from gatescope.engine.protocol.analysis import AnalysisWant, FlowWant, Intervention, Source
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.exports import ExportOptions
from gatescope.engine.protocol.frame import CELLS_MOST, FrameRequest, Probe, Trace, Want
from gatescope.engine.protocol.messages import Export, RunState
from gatescope.engine.protocol.shape import of_run
from gatescope.gui.scenes.asking_rows import FREE as FREE
from gatescope.gui.scenes.asking_rows import GRADIENT as GRADIENT
from gatescope.gui.scenes.asking_rows import WATERFALL as WATERFALL
from gatescope.gui.scenes.asking_rows import flow_want, rows_wanted, steps_of
from gatescope.gui.state.intent import ViewState, WeightPicture
from gatescope.gui.state.store import RunRecord, Store, intent

STACK, UNIT, LOSS = "stack", "unit", "loss"  # the names of views, and of the slots of their frames
CELL, UNROLLED, SATURATION, WEIGHTS, SIZES, WHAT_IF = "cell", "unrolled", "saturation", "weights", "sizes", "what-if"
FINDINGS = "findings"  # the slot of what they need to know of the present
WEIGHTS_PAST = "weights-past"  # the slot that fills in, while nothing trains, what the weights were
ONE_UNIT = frozenset({UNIT, CELL})  # views of a single unit
PAST_HIDDEN_MOST = 256  # a keyframe's spectrum takes 30 ms there and a second at 1024
Sizes = Mapping[str, tuple[int, int]]


def wanted(state: ViewState, store: Store, visible: frozenset[str], sizes: Sizes) -> tuple[FrameRequest, ...]:
    """The frames that the visible views lack. Pure: asked again, it says the same until an answer is in the store.

    ``sizes`` maps a trace's name to the (rows, columns) of pixels it is drawn on. Numbers are given by the bridge.
    """
    record = store.runs.get(state.run)
    probe = probe_of(state, store)
    if record is None or probe is None:
        return ()
    net = record.info.config.net
    layer = min(state.layer, net.strands - 1)
    requests = []
    exact = steps_of(probe) * net.hidden <= CELLS_MOST
    if STACK in visible or UNROLLED in visible or (ONE_UNIT & visible and exact):
        pixels = {} if exact else sizes
        order = state.order if not exact and len(state.order) == net.hidden else ()  # exact values are ordered here
        wants = tuple(_want(layer, trace, pixels, order) for trace in net.cell.traces)
        flow = AnalysisWant(flow=flow_want(state, record, probe)) if GRADIENT in visible else None
        requests.append(_request(STACK, state, store, probe, wants, flow))
    if ONE_UNIT & visible and not exact and 0 <= state.unit < net.hidden:
        pinned = tuple(unit for unit in state.pinned if unit < net.hidden and unit != state.unit)
        picked = tuple(Want(layer=layer, trace=trace, units=(state.unit, *pinned)) for trace in net.cell.traces)
        requests.append(_request(UNIT, state, store, probe, picked))
    for slot, want in _analyses(state, record, layer, visible).items():
        requests.append(_request(slot, state, store, probe, (), want))
    if FINDINGS in visible:
        requests.append(_for_findings(state, store, record, probe))
    if WEIGHTS in visible:
        requests.append(_past(state, store, record, layer, probe))
    requests += [_lacking(store, request) for request in rows_wanted(state, store, record, probe, visible)]
    return tuple(request for request in requests if request is not None)


def seen_histograms(state: ViewState, run: int, record: RunRecord, visible: frozenset[str]) -> int | None:
    """The step of the histograms of gradient and update that are there (0: none); None when nobody looks at them."""
    if SIZES not in visible or not state.step_histograms or not state.live or run != state.run:
        return None
    return record.histograms.step if record.histograms else 0


def exported(state: ViewState, what: str, path: str) -> Export:
    """Has a part of the selected run written, at the step and of the probe that are looked at."""
    return Export(run=state.run, what=what, path=path, options=ExportOptions(step=state.at, probe=state.probe))


def probe_of(state: ViewState, store: Store) -> Probe | None:
    """The probe that is looked at: the chosen one, else the run's own first."""
    record = store.runs.get(state.run)
    return state.probe or (record.info.validation_probe if record else None)


def _want(layer: int, trace: Trace, sizes: Sizes, order: tuple[int, ...]) -> Want:
    rows, columns = sizes.get(trace, (0, 0))
    return Want(layer=layer, trace=trace, rows=max(0, rows), columns=max(0, columns), units=order)


def in_force(interventions: tuple[Intervention, ...], net: NetConfig) -> tuple[Intervention, ...]:
    """Those that this network has the layer, the trace and the units for."""
    return tuple(
        one
        for one in interventions
        if one.layer < net.strands and one.trace in net.cell.traces and all(unit < net.hidden for unit in one.units)
    )


def _analyses(state: ViewState, record: RunRecord, layer: int, visible: frozenset[str]) -> dict[str, AnalysisWant]:
    """What the visible analyses ask for, by slot."""
    found = {}
    if SATURATION in visible:
        found[SATURATION] = AnalysisWant(saturation=True)
    if WEIGHTS in visible:
        matrices = state.weights is not WeightPicture.EIGENVALUES
        found[WEIGHTS] = AnalysisWant(spectrum=True, matrices=matrices, layer=layer)
    if SIZES in visible and state.histograms:
        found[SIZES] = AnalysisWant(histograms=True)
    if UNROLLED in visible:
        column = 0 if of_run(record.info).numbers else -1
        found[UNROLLED] = AnalysisWant(flow=FlowWant(source=Source.OUTPUT, tau=state.t, column=column))
    return found


def _for_findings(state: ViewState, store: Store, record: RunRecord, probe: Probe) -> FrameRequest | None:
    """The present, whatever is looked at; a run that broke has none."""
    if record.state is RunState.FAILED or not record.step:
        return None
    column = 0 if of_run(record.info).numbers else -1
    want = AnalysisWant(saturation=True, flow=FlowWant(source=Source.OUTPUT, column=column))
    return _request(FINDINGS, state.with_(at=None), store, probe, (), want)


def _past(state: ViewState, store: Store, record: RunRecord, layer: int, probe: Probe) -> FrameRequest | None:
    """The keyframe farthest from those whose weights have been looked at; none while the run trains."""
    if record.state is RunState.TRAINING or record.info.config.net.hidden > PAST_HIDDEN_MOST:
        return None
    step = record.spectra.farthest(layer, record.keyframes)
    if step is None:
        return None
    want = AnalysisWant(spectrum=True, layer=layer)
    return _request(WEIGHTS_PAST, state.with_(at=step), store, probe, (), want)


def _request(
    slot: str,
    state: ViewState,
    store: Store,
    probe: Probe,
    wants: tuple[Want, ...],
    analysis: AnalysisWant | None = None,
) -> FrameRequest | None:
    """None when the answer is there and will never be another: the past does not change. Only traces are altered by
    interventions; an analysis is of the network as it is."""
    record = store.runs.get(state.run)
    altered = in_force(state.interventions, record.info.config.net) if record and wants else ()
    request = FrameRequest(
        slot=Slot(slot),
        run=state.run,
        probe=probe,
        at=state.at,
        wants=wants,
        analysis=analysis,
        interventions=altered,
    )
    return _lacking(store, request)


def _lacking(store: Store, request: FrameRequest) -> FrameRequest | None:
    held = store.frames.get(request.slot)
    if held is None or not _same(held.request, request):
        return request
    if request.at is not None:
        return None
    return msgspec.structs.replace(request, have_step=held.frame.step)


def _same(one: FrameRequest, other: FrameRequest) -> bool:
    return intent(one) == intent(other)
