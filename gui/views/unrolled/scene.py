"""The unrolled network as it is asked for and drawn. Pure, free of Qt."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gatescope.engine.config.nets import Ability, strand_at
from gatescope.engine.protocol.analysis import AnalysisWant, FlowWant, Source
from gatescope.engine.protocol.frame import Array, FrameRequest, Trace
from gatescope.gui.scenes.asking import STACK, Look, answered
from gatescope.gui.scenes.room import ANYWHERE, Room
from gatescope.gui.scenes.shown_numbers import Arrays, Numbers
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Store

UNROLLED = "unrolled"
BEFORE, AFTER = 4, 1  # steps around the cursor


@dataclass(frozen=True)
class UnrolledScene:
    """The cell at the steps ``first`` … around the cursor t: ``labels``, ``activity`` = ‖h_t‖ ÷ √H and ``gradient`` =
    ‖∂o_τ/∂h_t‖ (n,), τ being the cursor; ``largest`` is the greatest gradient over all t. ``unit`` is −1 or the one
    whose value ``hidden`` (n,) is. ``backwards``: the state goes from each copy to the one at its left. ``said_at`` is
    the step whose state the output is made of: t (−1), or the first (one answer of a strand that reads backwards)."""

    cell: str
    layer: str
    t: int
    first: int
    length: int
    labels: tuple[str, ...]
    activity: Array
    gradient: Array
    largest: float
    unit: int
    hidden: Array
    backwards: bool = False
    said_at: int = -1  # t


def wants(look: Look) -> Iterator[FrameRequest]:
    """The states are the stack's; the gradient of the output at the cursor is asked for beside them."""
    yield look.traces()
    if look.net.can(Ability.REVERSE):
        flow = FlowWant(source=Source.OUTPUT, tau=look.state.t, column=look.column)
        yield look.analysis(UNROLLED, AnalysisWant(flow=flow), altered=True)


def resolve_unrolled(state: ViewState, store: Store, _room: Room = ANYWHERE) -> UnrolledScene | None:
    """From the stack's hidden states and the gradient of the output at the cursor."""
    stack, flow = answered(STACK, state, store), answered(UNROLLED, state, store)
    if stack is None or flow is None or flow[0].analysis is None or flow[0].analysis.flow is None:
        return None
    frame, config = stack[0], stack[1].info.config
    hidden = next((trace for trace in frame.traces if trace.trace is Trace.HIDDEN), None)
    found = flow[0].analysis.flow
    known = hidden is not None and hidden.layer in config.net.parts and len(found.layers) == len(config.net.parts)
    if hidden is None or not known or len(found.saliency) != hidden.steps or not hidden.steps:
        return None
    t = min(max(found.tau, 0), hidden.steps - 1)
    back = strand_at(hidden.layer).backwards
    first, last = _around(t, hidden.steps, back)
    gradient = np.asarray(found.layers[config.net.parts.index(hidden.layer)].hidden)
    unit = -1 if hidden.pooled else min(state.unit, hidden.size - 1)
    whole = hidden.values[first:last] if not hidden.pooled else np.zeros((last - first, 1))
    return UnrolledScene(
        cell=config.net.name,
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


def unrolled_numbers(scene: UnrolledScene, _store: Store) -> Numbers:
    """Each copy of the cell that is drawn."""
    table: Arrays = {
        "t": scene.first + np.arange(len(scene.labels)),
        "label": np.array(scene.labels, dtype=str),
        "activity": scene.activity,
        "gradient_norm": scene.gradient,
    }
    if scene.unit >= 0:
        table["hidden"] = scene.hidden
    return Numbers({"cursor": np.array(scene.t), "unit": np.array(scene.unit), **table}, table)
