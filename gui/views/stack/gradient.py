"""The gradient through time as it is asked for and drawn in the rows of the stack. Pure, free of Qt."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from gatescope.engine.config.nets import LOWEST, Ability
from gatescope.engine.config.run import TrainConfig
from gatescope.engine.protocol.analysis import AnalysisWant, Flow, FlowWant, LayerFlow, Source
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import CELLS_MOST, Array, FrameRequest, Probe, Trace
from gatescope.engine.protocol.shape import of_run
from gatescope.gui.scenes.asking import GRADIENT, Look, steps_of
from gatescope.gui.state.gradient_log import exponents
from gatescope.gui.state.intent import ViewChoice, ViewState
from gatescope.gui.state.store import COMPARED, Answer, RunRecord, Store

SHARES = (0.1, 0.05, 0.01, 0.001)  # of the largest saliency, that bound a memory


@dataclass(frozen=True)
class GradientChoice(ViewChoice):
    """``shown`` when there is room. ``tau`` is the step whose loss or output is differentiated, −1: the last; it plays
    no part for the whole loss. ``column`` is a target column or a symbol's id, −1: the first column, or the most
    probable symbol. ``maps`` shows unit × time, ``compare`` the other runs on the same data."""

    name = GRADIENT
    shown: bool = True
    source: Source = Source.LOSS
    tau: int = -1
    column: int = -1
    share: float = 0.01
    maps: bool = False
    compare: bool = False

    def __post_init__(self) -> None:
        if self.share not in SHARES:
            raise ValueError(f"no share that is offered: {self.share}")

    def at(self, tau: int) -> Self:
        """Of one step: of its output, unless its loss has been chosen already."""
        return self.with_(shown=True, tau=tau, source=Source.OUTPUT if self.source is Source.LOSS else self.source)

    def whole(self) -> Self:
        return self.with_(source=Source.LOSS, tau=-1)

    def afresh(self) -> Self:
        return self.with_(source=Source.LOSS, tau=-1, column=-1)

    def kept(self) -> Self:
        return self.afresh().with_(compare=False)


@dataclass(frozen=True)
class FlowLine:
    """One line of the gradient row: ``exponents`` (T,), log10 ‖∂s/∂h_t‖ or of ``trace``'s cell; −inf where there is
    none, NaN or +inf where it is no number. ``colour`` is that of a run that is compared, ``run`` its name."""

    trace: Trace
    layer: str
    exponents: Array
    own: bool = True  # of the layer and run that are looked at
    run: str = ""
    colour: int = 0


@dataclass(frozen=True)
class FlowMap:
    """Unit × time of one trace: ``values`` (T, H) of ∂s/∂h as the engine sent them, so that a view can tell whether
    they are others than before, and how they are ordered, as in ``MapRow``."""

    trace: Trace
    values: Array
    order: tuple[int, ...] = ()


@dataclass(frozen=True)
class GradientScene:
    """The rows of the gradient. ``low`` and ``high`` are the exponents of ten at the ends of their axis. ``tau`` is −1
    for the whole loss. ``output`` names the one that is differentiated ('' where that goes without saying).
    ``saliency`` (T, 1 or columns) is the share of the largest, on a log scale from ``share`` (0) to 1 (1); 0 where
    nothing flows. ``first`` … ``tau`` is the memory, ``first`` −1 where there is none."""

    source: Source
    tau: int
    output: str
    lines: tuple[FlowLine, ...]
    low: int
    high: int
    step_losses: Array
    loss_bound: float
    saliency: Array
    saliency_names: tuple[str, ...]
    share: float
    maps: tuple[FlowMap, ...] = ()
    first: int = -1
    at_least: bool = False
    compared: bool = False
    run: str = ""  # the name of the run that is looked at
    both: bool = False  # the network reads both ways: what comes after τ has a part in it
    sees: int = 0  # how many steps its gradient looks back on while it trains, the last one included; 0: its window

    @property
    def memory(self) -> int:
        """Steps back from τ."""
        return self.tau - self.first if self.first >= 0 else 0


def flow_want(state: ViewState, record: RunRecord, probe: Probe, *, maps: bool = True) -> FlowWant:
    """The gradient through time that the user looks at. One of the whole loss is the same whatever τ is."""
    choice, net = state.choice(GradientChoice), record.info.config.net
    layer = net.nearest(state.layer)
    mapped = maps and choice.maps and steps_of(probe) * net.units <= CELLS_MOST
    return FlowWant(
        source=choice.source,
        tau=choice.tau,
        column=max(choice.column, 0) if of_run(record.info).numbers else choice.column,
        share=choice.share,
        maps=mapped,
        layer=layer if mapped else LOWEST,
    )


def comparable(store: Store, record: RunRecord) -> tuple[RunRecord, ...]:
    """The other runs that are not hidden and learn the same part of the same data, so that the probe means the same to
    them."""
    data = record.info.config.data
    shown = (other for other in store.runs.values() if not other.hidden)
    able = (other for other in shown if other.info.config.net.can(Ability.REVERSE))
    others = (other for other in able if other is not record)
    return tuple(other for other in others if other.info.config.data == data)


def compared_wants(look: Look) -> Iterator[FrameRequest]:
    """The present of every other run that is compared."""
    for other in comparable(look.store, look.record) if look.state.choice(GradientChoice).compare else ():
        want = AnalysisWant(flow=flow_want(look.state, other, look.probe, maps=False))
        run = other.info.run
        yield FrameRequest(slot=Slot(COMPARED, run), run=run, probe=look.probe, analysis=want)


def resolve_gradient(state: ViewState, store: Store, answer: Answer) -> GradientScene | None:
    """What the frame of the stack says of it, None when it was not asked."""
    flow, record = _flow(answer), store.runs.get(answer.frame.run)
    if flow is None or record is None:
        return None
    own = _nearest(flow, record, state.layer)
    # one axis for all that is drawn together, kept over frames so that it does not jump
    low, high = store.gradients.range_of(flow.source)
    whole = flow.source is Source.LOSS
    reached = not whole and bool(np.nanmax(flow.saliency, initial=0.0) > 0)
    choice = state.choice(GradientChoice)
    compared = _compared(state, store, record, answer) if choice.compare else ()
    saliency, names = _saliency(flow, choice.share, answer)
    return GradientScene(
        source=flow.source,
        tau=-1 if whole else flow.tau,
        output=_output(flow, record, answer),
        lines=(*_own(flow, own, record.colour), *compared),
        low=low,
        high=high,
        step_losses=flow.step_losses,
        loss_bound=store.gradients.loss_bound,
        saliency=saliency,
        saliency_names=names,
        share=choice.share,
        maps=_maps(own, state.order),
        first=flow.tau - flow.memory if reached else -1,
        at_least=flow.at_least,
        compared=bool(compared),
        run=record.name,
        sees=_sees(record.info.config.train),
        both=record.info.config.net.bidirectional,
    )


def _sees(train: TrainConfig) -> int:
    return max(train.reach, train.window) if train.carry else 0


def _nearest(flow: Flow, record: RunRecord, address: str) -> LayerFlow:
    net = record.info.config.net
    return flow.layers[net.parts.index(net.nearest(address))]


def _own(flow: Flow, own: LayerFlow, colour: int) -> list[FlowLine]:
    """Hidden and cell of the layer, then the hidden states of the others."""
    lines = [FlowLine(Trace.HIDDEN, own.layer, exponents(own.hidden), colour=colour)]
    if own.cell is not None:
        lines.append(FlowLine(Trace.CELL, own.layer, exponents(own.cell), colour=colour))
    others = (other for other in flow.layers if other is not own)
    return lines + [FlowLine(Trace.HIDDEN, o.layer, exponents(o.hidden), own=False) for o in others]


def _maps(own: LayerFlow, order: tuple[int, ...]) -> tuple[FlowMap, ...]:
    pairs = ((Trace.HIDDEN, own.hidden_map), (Trace.CELL, own.cell_map))
    return tuple(
        FlowMap(trace, values, order if len(order) == values.shape[1] else ())
        for trace, values in pairs
        if values is not None
    )


def _saliency(flow: Flow, share: float, answer: Answer) -> tuple[Array, tuple[str, ...]]:
    """(T, C): of each input column of a table, or of the input as a whole."""
    forecast = answer.frame.forecast
    names = forecast.input_columns if forecast is not None and len(forecast.input_columns) > 1 else ()
    if names and flow.columns.shape[1] == len(names):
        return log_share(flow.columns, share), names
    return log_share(flow.saliency[:, None], share), ()


def log_share(values: Array, share: float) -> Array:
    """Shares of the largest on a log scale: 1 → 1, ``share`` and less → 0. What is no number → 1."""
    values = np.asarray(values, np.float64)
    finite = values[np.isfinite(values)]
    top = float(finite.max()) if len(finite) else 0.0
    if top <= 0:
        return np.where(np.isfinite(values), 0.0, 1.0).astype(np.float32)
    with np.errstate(divide="ignore", invalid="ignore"):
        # on a log scale: a share of 1 % would be as dark as nothing on a linear one
        scaled = 1 - np.log10(values / top) / np.log10(share)
    return np.asarray(np.nan_to_num(np.clip(scaled, 0, 1), nan=1.0), np.float32)


def _flow(answer: Answer | None) -> Flow | None:
    analysis = answer.frame.analysis if answer else None
    return analysis.flow if analysis else None


def _output(flow: Flow, record: RunRecord, answer: Answer) -> str:
    """The output that is differentiated, where there are several."""
    if flow.source is not Source.OUTPUT:
        return ""
    if not of_run(record.info).numbers:
        symbols = answer.frame.symbols
        return symbols.names.get(flow.column, "") if symbols else ""
    targets = record.info.config.data.targets
    return targets[flow.column] if len(targets) > 1 and flow.column < len(targets) else ""


def _compared(state: ViewState, store: Store, record: RunRecord, stack: Answer) -> tuple[FlowLine, ...]:
    """The top layers of the other runs, where they answer the same question."""
    lines = []
    for other in comparable(store, record):
        answer = store.answer(COMPARED, other.info.run)
        flow = _flow(answer)
        if answer is None or flow is None or answer.frame.probe != stack.frame.probe:
            continue
        asked = answer.request.analysis.flow if answer.request.analysis else None
        # an answer to the question before: another τ, or another output
        if asked != flow_want(state, other, stack.frame.probe, maps=False):
            continue
        top = _nearest(flow, other, state.layer)
        name = other.name
        lines.append(FlowLine(Trace.HIDDEN, top.layer, exponents(top.hidden), own=False, run=name, colour=other.colour))
    return tuple(lines)
