"""Sizes of gradient, weights and update as they are asked for and drawn. Pure, free of Qt."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gatescope.engine.protocol.analysis import AnalysisWant, StepHistograms, WeightHistogram
from gatescope.engine.protocol.frame import Array
from gatescope.gui.scenes.asking import Look, Request, answered, metrics_of
from gatescope.gui.scenes.room import ANYWHERE, Room
from gatescope.gui.scenes.shown_numbers import Arrays, Numbers
from gatescope.gui.state.analysis_logs import clipped, clips
from gatescope.gui.state.intent import ViewChoice, ViewState
from gatescope.gui.state.store import RunRecord, Store

SIZES = "sizes"
CLIP_WINDOW = 100  # steps


@dataclass(frozen=True)
class SizesChoice(ViewChoice):
    """Which histograms are shown, instead of sizes over the steps: of the ``weights``, and of the ``changes`` that a
    step makes (gradient and update)."""

    name = SIZES
    weights: bool = False
    changes: bool = False


@dataclass(frozen=True)
class SizesScene:
    """Norms of the P parameters ``names`` at ``steps`` (n,): ``gradient`` before clipping, ``weights``, ``update``,
    each (n, P). ``clip`` is the limit in force (0: none), ``clipped`` the share of the last ``window`` steps whose
    gradient was longer, NaN before the first step. Strongly shown are the parameters of ``layer``, one of ``parts``.
    ``histograms`` of the weights after ``histograms_step`` are there while they are asked for, and ``changes``, of what
    a step does to them, once they have come; those only when the present is looked at (``live``)."""

    run: int
    step: int
    layer: str
    parts: tuple[str, ...]
    names: tuple[str, ...]
    steps: Array
    gradient: Array
    weights: Array
    update: Array
    clip: float
    clipped: float
    window: int
    histograms: tuple[WeightHistogram, ...] = ()
    histograms_step: int = 0
    changes: StepHistograms | None = None
    live: bool = True

    @property
    def ratio(self) -> Array:
        """‖update‖ ÷ ‖weights‖, NaN where the weights are 0."""
        whole = np.full(self.update.shape, np.nan, np.float32)
        return np.divide(self.update, self.weights, out=whole, where=self.weights > 0)


def wants(look: Look) -> Iterator[Request]:
    """The norms come with the metrics unasked; histograms of the weights with a frame, those of what a step does to
    them with the metrics of a run that is seen in the present."""
    choice = look.state.choice(SizesChoice)
    if choice.weights:
        yield look.analysis(SIZES, AnalysisWant(histograms=True))
    if choice.changes and look.state.live:
        known = look.record.histograms
        yield metrics_of(look.record, known.step if known else 0)


def resolve_sizes(state: ViewState, store: Store, _room: Room = ANYWHERE) -> SizesScene | None:
    """Needs no frame: what the engine measured while training came with the metrics. In the past: as it was then."""
    record = store.runs.get(state.run)
    if record is None or not len(record.sizes):
        return None
    step = record.step if state.at is None else state.at
    kept = int(np.searchsorted(record.sizes.steps, step, side="right"))
    norms = record.sizes.norms[:kept]
    limit, share, window = _clipping(record, step)
    counted, counted_step = _histograms(state, store)
    net = record.info.config.net
    return SizesScene(
        run=state.run,
        step=step,
        layer=net.nearest(state.layer),
        parts=net.parts,
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
    )


def _histograms(state: ViewState, store: Store) -> tuple[tuple[WeightHistogram, ...], int]:
    """Of the weights, and the step after which they were so."""
    found = answered(SIZES, state, store) if state.choice(SizesChoice).weights else None
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


def sizes_numbers(scene: SizesScene, _store: Store) -> Numbers:
    """Norms (n, P) of gradient, weights and update at ``steps``, and the histograms that are shown."""
    norms = {"gradient": scene.gradient, "weights": scene.weights, "update": scene.update}
    table: Arrays = {"step": scene.steps}
    for kind, values in norms.items():
        table |= {f"{name}.{kind}": values[:, at] for at, name in enumerate(scene.names)}
    arrays: Arrays = {"steps": scene.steps, "parameters": np.array(scene.names), **norms}
    changes = scene.changes
    shown = (("weights", scene.histograms), *(() if changes is None else _of(changes)))
    for kind, histograms in shown:
        arrays |= {f"{one.name}.{kind}.histogram": np.asarray(one.counts) for one in histograms}
        arrays |= {f"{one.name}.{kind}.bound": np.array(one.bound) for one in histograms}
    return Numbers(arrays, table)


def _of(changes: StepHistograms) -> tuple[tuple[str, tuple[WeightHistogram, ...]], ...]:
    return ("gradient", changes.gradient), ("update", changes.update)
