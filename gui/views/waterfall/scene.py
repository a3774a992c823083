"""The gradient through time over training as it is asked for and drawn. Pure, free of Qt."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gatescope.engine.config.nets import Ability
from gatescope.engine.protocol.analysis import AnalysisWant, Source
from gatescope.engine.protocol.frame import Array, FrameRequest, Probe
from gatescope.gui.scenes.asking import STACK, Look
from gatescope.gui.scenes.room import ANYWHERE, Room
from gatescope.gui.scenes.shown_numbers import Numbers, spread
from gatescope.gui.state.gradient_log import Past, PastRow, chosen
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import RunRecord, Store
from gatescope.gui.views.stack.gradient import GradientChoice, flow_want

WATERFALL = "waterfall"


@dataclass(frozen=True)
class WaterfallScene:
    """‖∂s/∂h_t‖ of one layer over training: ``steps`` are the keyframes from the first to the last, ``rows`` those of
    them that are known so far, each with ``exponents`` (L, T), of which the ``layer`` is line ``at``. ``playhead`` is
    the step that is looked at."""

    steps: tuple[int, ...]
    rows: tuple[PastRow, ...]
    layer: str
    at: int
    length: int
    low: int
    high: int
    source: Source
    tau: int
    playhead: int
    live: bool
    both: bool = False
    run: str = ""  # what it is called


def wants(look: Look) -> Iterator[FrameRequest]:
    """One keyframe at a time."""
    if not look.net.can(Ability.REVERSE):
        return
    past = past_of(look.state, look.record, look.probe)
    step = look.store.gradients.lacking(past, look.record.keyframes)
    if step is not None:
        yield look.at(step).analysis(WATERFALL, AnalysisWant(flow=past.want))


def past_of(state: ViewState, record: RunRecord, probe: Probe) -> Past:
    """Which gradient over training is looked at."""
    return Past(record.info.run, probe, flow_want(state, record, probe, maps=False))


def resolve_waterfall(state: ViewState, store: Store, _room: Room = ANYWHERE) -> WaterfallScene | None:
    """None while there is no run or nothing has been answered."""
    record, answer = store.runs.get(state.run), store.answer(STACK)
    if record is None or answer is None or answer.frame.run != state.run:
        return None
    if not record.info.config.net.can(Ability.REVERSE):
        return None
    probe = answer.frame.probe
    past = past_of(state, record, probe)
    rows = store.gradients.past(past, record.keyframes)
    length = rows[0].exponents.shape[1] if rows else len(answer.frame.labels)
    net = record.info.config.net
    layer = net.nearest(state.layer)
    at = net.parts.index(layer)
    low, high = span([row.exponents[at] for row in rows])
    gradient = state.choice(GradientChoice)
    return WaterfallScene(
        steps=tuple(chosen(record.keyframes)),
        rows=rows,
        layer=layer,
        at=at,
        length=length,
        low=low,
        high=high,
        source=gradient.source,
        tau=-1 if gradient.source is Source.LOSS else _tau(gradient.tau, length),
        playhead=record.step if state.at is None else state.at,
        live=state.at is None,
        both=net.bidirectional,
        run=record.name,
    )


def _tau(tau: int, length: int) -> int:
    return tau if 0 <= tau < length else length - 1


def span(rows: list[Array]) -> tuple[int, int]:
    """Whole exponents around all finite ones, at most 8 apart."""
    finite = [row[np.isfinite(row)] for row in rows]
    values = np.concatenate([*finite, np.empty(0)])
    if not len(values):
        return -2, 0
    high = int(np.ceil(values.max() - 1e-6))
    return min(max(int(np.floor(values.min() + 1e-6)), high - 8), high - 2), high


def waterfall_numbers(scene: WaterfallScene, _store: Store) -> Numbers:
    """log10 of the norms, (keyframes, T) of the layer that is looked at."""
    steps = np.array([row.step for row in scene.rows])
    values = [row.exponents[scene.at] for row in scene.rows]
    exponents = np.stack(values) if values else np.empty((0, scene.length))
    return Numbers({"steps": steps, "log10_gradient_norm": exponents}, {"step": steps, **spread("t", exponents)})
