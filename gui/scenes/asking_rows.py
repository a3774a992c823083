"""What the rows below the maps need from the engine: gradients, those of other runs and of the past, and free runs.

Pure, free of Qt.
"""

from collections.abc import Iterator

from gatescope.engine.protocol.analysis import AnalysisWant, FlowWant
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import CELLS_MOST, FrameRequest, FreeRun, Part, Probe
from gatescope.engine.protocol.shape import of_run
from gatescope.gui.state.gradient_log import Past
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import COMPARED, RunRecord, Store

GRADIENT, FREE, WATERFALL = "gradient", "free", "waterfall"  # names of views; the last two are slots too


def flow_want(state: ViewState, record: RunRecord, probe: Probe, *, maps: bool = True) -> FlowWant:
    """The gradient through time that the user looks at. One of the whole loss is the same whatever τ is."""
    choice, net = state.gradient, record.info.config.net
    layer = min(state.layer, net.strands - 1)
    mapped = maps and choice.maps and steps_of(probe) * net.hidden <= CELLS_MOST
    return FlowWant(
        source=choice.source,
        tau=choice.tau,
        column=max(choice.column, 0) if of_run(record.info).numbers else choice.column,
        share=choice.share,
        maps=mapped,
        layer=layer if mapped else 0,
    )


def rows_wanted(
    state: ViewState, store: Store, record: RunRecord, probe: Probe, visible: frozenset[str]
) -> Iterator[FrameRequest]:
    """Every frame these rows consist of, whether it is there already or not."""
    if GRADIENT in visible and state.gradient.compare:
        for other in comparable(store, record):
            want = AnalysisWant(flow=flow_want(state, other, probe, maps=False))
            yield FrameRequest(slot=Slot(COMPARED, other.info.run), run=other.info.run, probe=probe, analysis=want)
    if FREE in visible and state.free.shown and of_run(record.info).goes_on_after(steps_of(probe)):
        yield FrameRequest(slot=Slot(FREE), run=state.run, probe=probe, at=state.at, free=_free(state, record))
    if WATERFALL in visible:
        past = past_of(state, record, probe)
        step = store.gradients.lacking(past, record.keyframes)
        if step is not None:
            want = AnalysisWant(flow=past.want)
            yield FrameRequest(slot=Slot(WATERFALL), run=state.run, probe=probe, at=step, analysis=want)


def comparable(store: Store, record: RunRecord) -> tuple[RunRecord, ...]:
    """The other runs that learn the same part of the same data, so that the probe means the same to them."""
    data = record.info.config.data
    others = (other for other in store.runs.values() if other is not record)
    return tuple(other for other in others if other.info.config.data == data)


def past_of(state: ViewState, record: RunRecord, probe: Probe) -> Past:
    """Which gradient over training is looked at."""
    return Past(record.info.run, probe, flow_want(state, record, probe, maps=False))


def steps_of(probe: Probe) -> int:
    return len(probe.text) if probe.part is Part.TYPED else probe.length


def _free(state: ViewState, record: RunRecord) -> FreeRun:
    choice = state.free
    if of_run(record.info).text:
        return FreeRun(steps=choice.characters, temperature=choice.temperature, seed=choice.seed, ngram=choice.ngram)
    return FreeRun(steps=choice.steps + 1)  # the first is the forecast of the probe's own last step
