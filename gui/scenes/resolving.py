"""From what the user wants and what the engine has said to the pictures of ``gui.scenes.analyses``. Pure, free of Qt.

Each ``resolve_…`` gives None while there is nothing to show.
"""

import numpy as np

from gatescope.engine.protocol.analysis import WeightHistogram
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import Array, Frame, Trace
from gatescope.engine.protocol.shape import TaskShape, of_run
from gatescope.gui.scenes.analyses import (
    CellScene,
    GatePoints,
    GateWeights,
    LayerUnits,
    SaturationScene,
    SizesScene,
    UnrolledScene,
    WeightsScene,
    WhatIfScene,
)
from gatescope.gui.scenes.asking import SATURATION, SIZES, STACK, UNROLLED, WEIGHTS, in_force
from gatescope.gui.scenes.stack import UnitScene, read_before, resolve_unit
from gatescope.gui.state.intent import ViewState, WeightPicture
from gatescope.gui.state.measures import clipped, clips
from gatescope.gui.state.store import RunRecord, Store, step_up

CLIP_WINDOW = 100  # steps
MATRIX_QUANTILE = 0.99
BEFORE, AFTER = 4, 1  # steps around the cursor of the unrolled network


def _answered(slot: str, state: ViewState, store: Store) -> tuple[Frame, RunRecord] | None:
    """The newest frame of a slot, if it is of the run that is looked at."""
    answer = store.answer(slot)
    record = store.runs.get(state.run)
    if answer is None or record is None or answer.frame.run != state.run:
        return None
    return answer.frame, record


# ---- weights ---------------------------------------------------------------------------------------------------


def resolve_weights(state: ViewState, store: Store) -> WeightsScene | None:
    """The recurrent weights of the layer; matrices only while they are asked for."""
    found = _answered(WEIGHTS, state, store)
    if found is None or found[0].analysis is None or not found[0].analysis.spectrum:
        return None
    frame, record = found
    assert frame.analysis is not None
    want = store.frames[Slot(WEIGHTS)].request.analysis
    layer = want.layer if want else 0
    inputs = state.weights is WeightPicture.INPUTS
    gates = tuple(
        GateWeights(g.gate, g.real, g.imaginary, g.radius, g.stretch, g.inputs if inputs else g.recurrent)
        for g in frame.analysis.spectrum
    )
    shown = state.weights if all(gate.matrix is not None for gate in gates) else WeightPicture.EIGENVALUES
    steps, past = record.spectra.curve(layer)
    return WeightsScene(
        cell=record.info.config.net.cell,
        layer=layer,
        step=frame.step,
        picture=shown,
        gates=gates,
        bound=_bound([gate.matrix for gate in gates if gate.matrix is not None]),
        steps=steps,
        past=past,
    )


def _bound(matrices: list[Array]) -> float:
    """In 1-2-5 steps around nearly all of the weights, one for all gates."""
    if not matrices:
        return 1.0
    return step_up(max(float(np.nanquantile(np.abs(matrix), MATRIX_QUANTILE)) for matrix in matrices))


# ---- saturation ------------------------------------------------------------------------------------------------


def resolve_saturation(state: ViewState, store: Store) -> SaturationScene | None:
    found = _answered(SATURATION, state, store)
    if found is None or found[0].analysis is None or not found[0].analysis.units:
        return None
    frame, record = found
    assert frame.analysis is not None
    net = record.info.config.net
    layer = min(state.layer, net.strands - 1)
    gates = []
    for gate in dict.fromkeys(use.gate for use in frame.analysis.gates):
        uses = [use for use in frame.analysis.gates if use.gate is gate]
        gates.append(
            GatePoints(
                gate=gate,
                layers=np.concatenate([np.full(len(use.shut), use.layer) for use in uses]),
                units=np.concatenate([np.arange(len(use.shut)) for use in uses]),
                shut=np.concatenate([use.shut for use in uses]),
                open=np.concatenate([use.open for use in uses]),
                histogram=next(use.histogram for use in uses if use.layer == layer),
            )
        )
    return SaturationScene(
        cell=net.cell,
        layer=layer,
        unit=min(state.unit, net.hidden - 1),
        layers=net.strands,
        gates=tuple(gates),
        units=tuple(LayerUnits(use.layer, use.stuck, use.dead) for use in frame.analysis.units),
        both=net.bidirectional,
    )


# ---- sizes -----------------------------------------------------------------------------------------------------


def resolve_sizes(state: ViewState, store: Store) -> SizesScene | None:
    """Needs no frame: what the engine measured while training came with the metrics. In the past: as it was then."""
    record = store.runs.get(state.run)
    if record is None or not len(record.sizes):
        return None
    step = record.step if state.at is None else state.at
    kept = int(np.searchsorted(record.sizes.steps, step, side="right"))
    norms = record.sizes.norms[:kept]
    limit, share, window = _clipping(record, step)
    counted, counted_step = _histograms(state, store)
    return SizesScene(
        run=state.run,
        step=step,
        layer=min(state.layer, record.info.config.net.strands - 1),
        names=record.sizes.names,
        steps=record.sizes.steps[:kept],
        gradient=norms[:, 0],
        weights=norms[:, 1],
        update=norms[:, 2],
        clip=limit,
        clipped=share,
        window=window,
        histograms=counted,
        histograms_step=counted_step,
        changes=record.histograms if state.live else None,
        live=state.live,
        both=record.info.config.net.bidirectional,
    )


def _histograms(state: ViewState, store: Store) -> tuple[tuple[WeightHistogram, ...], int]:
    """Of the weights, and the step after which they were so."""
    found = _answered(SIZES, state, store) if state.histograms else None
    if found is None or found[0].analysis is None:
        return (), 0
    return found[0].analysis.histograms, found[0].step


def _clipping(record: RunRecord, step: int) -> tuple[float, float, int]:
    """The limit in force after ``step``, the share of the last steps that met it, and how many steps these are."""
    until = min(step, record.rows)
    rows = np.arange(max(0, until - CLIP_WINDOW), until)
    limits = clips(record.info.config.train.clip, record.live, np.append(rows, until))
    if not len(rows):
        return float(limits[-1]), float("nan"), 0
    over = clipped(record.gradient.values[rows], limits[:-1])
    return float(limits[-1]), float(over.mean()), len(rows)


# ---- the cell, opened and unrolled -----------------------------------------------------------------------------


def resolve_cell(state: ViewState, store: Store) -> CellScene | None:
    unit = resolve_unit(state, store)
    if unit is None:
        return None
    stack = store.answer(STACK)
    before = {line.trace: read_before(line.values, unit.t, unit.backwards) for line in unit.lines}
    return CellScene(
        cell=unit.cell,
        layer=unit.layer,
        unit=unit.unit,
        t=unit.t,
        length=len(unit.lines[0].values),
        label=unit.label,
        x=_read(unit, stack.frame, of_run(store.runs[stack.frame.run].info)) if stack else "",
        now={line.trace: line.at_cursor for line in unit.lines},
        before=before,
        backwards=unit.backwards,
    )


def _read(unit: UnitScene, frame: Frame, shape: TaskShape) -> str:
    """What stood at the cursor: the token, or the first input column's value."""
    if unit.layer:
        return ""
    if shape.reads_symbols:
        return frame.labels[unit.t] if unit.t < len(frame.labels) else ""
    if frame.forecast is not None and unit.t < len(frame.forecast.inputs) and frame.forecast.inputs.shape[1] == 1:
        return f"{float(frame.forecast.inputs[unit.t, 0]):.4g}".replace("-", "−")
    return ""


def resolve_unrolled(state: ViewState, store: Store) -> UnrolledScene | None:
    """From the stack's hidden states and the gradient of the output at the cursor."""
    stack, flow = _answered(STACK, state, store), _answered(UNROLLED, state, store)
    if stack is None or flow is None or flow[0].analysis is None or flow[0].analysis.flow is None:
        return None
    frame, record = stack
    hidden = next((trace for trace in frame.traces if trace.trace is Trace.HIDDEN), None)
    found = flow[0].analysis.flow
    if hidden is None or hidden.layer >= len(found.layers) or len(found.saliency) != hidden.steps:
        return None
    t = found.tau
    config = record.info.config
    back = config.net.strand(hidden.layer).backwards
    first, last = _around(t, hidden.steps, back)
    gradient = np.asarray(found.layers[hidden.layer].hidden)
    unit = -1 if hidden.pooled else min(state.unit, hidden.size - 1)
    whole = hidden.values[first:last] if not hidden.pooled else np.zeros((last - first, 1))
    return UnrolledScene(
        cell=config.net.cell,
        layer=hidden.layer,
        t=t,
        first=first,
        length=hidden.steps,
        labels=frame.labels[first:last],
        activity=np.sqrt(np.mean(np.square(whole), axis=1)),
        gradient=gradient[first:last],
        largest=float(gradient.max(initial=0.0)),
        unit=unit,
        hidden=whole[:, unit] if unit >= 0 else np.zeros(last - first),
        backwards=back,
        said_at=0 if back and config.data.task.spec.label else t,
    )


def _around(t: int, steps: int, back: bool) -> tuple[int, int]:
    """The first step that is drawn and one past the last: more of those that were read before t."""
    before, after = (AFTER, BEFORE) if back else (BEFORE, AFTER)
    return max(0, t - before), min(steps, t + after + 1)


# ---- what if ---------------------------------------------------------------------------------------------------


def resolve_what_if(state: ViewState, store: Store) -> WhatIfScene | None:
    record = store.runs.get(state.run)
    if record is None:
        return None
    net = record.info.config.net
    valid = in_force(state.interventions, net)
    answer = store.answer(STACK)
    known = answer is not None and answer.frame.run == state.run and answer.request.interventions == valid
    frame = answer.frame if answer is not None and known else None
    loss = frame.loss if frame else float("nan")
    return WhatIfScene(
        layer=min(state.layer, net.strands - 1),
        unit=min(state.unit, net.hidden - 1),
        layers=net.strands,
        hidden=net.hidden,
        traces=net.cell.traces,
        interventions=state.interventions,
        in_force=valid,
        plain=loss if not valid or frame is None else frame.plain_loss,
        loss=loss,
        both=net.bidirectional,
    )
