"""The analyses as frozen pictures: weights, saturation, sizes, the opened cell, the unrolled network, what if.

Like ``gui.scenes.stack``: free of Qt, and made by pure functions, which stand in ``gui.scenes.resolving``. Layers and
units count from 0.
"""

from dataclasses import dataclass

import numpy as np

from gatescope.engine.protocol.analysis import Intervention, StepHistograms, WeightHistogram
from gatescope.engine.protocol.frame import Array, Trace
from gatescope.gui.state.intent import WeightPicture


@dataclass(frozen=True)
class GateWeights:
    """The recurrent weights of one gate: ``real`` and ``imaginary`` (H,) parts of the eigenvalues, the spectral
    ``radius`` and the largest singular value ``stretch``; ``matrix`` (H, H) or (H, F) where it was asked for."""

    gate: Trace
    real: Array
    imaginary: Array
    radius: float
    stretch: float
    matrix: Array | None


@dataclass(frozen=True)
class WeightsScene:
    """``steps`` (n,) and ``past`` (n, G, 2) are radius and stretch of every gate over training, ``step`` the one that
    is looked at. Colours of the matrices run from −``bound`` to ``bound``."""

    cell: str
    layer: int
    step: int
    picture: WeightPicture
    gates: tuple[GateWeights, ...]
    bound: float
    steps: Array
    past: Array


@dataclass(frozen=True)
class GatePoints:
    """One gate in all layers. Each point is a unit: its ``layers`` and ``units`` (n,), the shares of time ``shut`` and
    ``open`` (n,). ``histogram`` (50,) counts the values of ``layer``'s gate over 0 … 1."""

    gate: Trace
    layers: Array
    units: Array
    shut: Array
    open: Array
    histogram: Array


@dataclass(frozen=True)
class LayerUnits:
    """``stuck`` (H,) shares of time beyond ±0.99; ``dead`` (H,) bools. None where the cell has no such units."""

    layer: int
    stuck: Array | None
    dead: Array | None


@dataclass(frozen=True)
class SaturationScene:
    """``layer`` and ``unit`` are those highlighted; ``unit`` −1: none. ``both``: of a network that reads both ways,
    whose ``layers`` are its strands."""

    cell: str
    layer: int
    unit: int
    layers: int
    gates: tuple[GatePoints, ...]
    units: tuple[LayerUnits, ...]
    both: bool = False


@dataclass(frozen=True)
class SizesScene:
    """Norms of the P parameters ``names`` at ``steps`` (n,): ``gradient`` before clipping, ``weights``, ``update``,
    each (n, P). ``clip`` is the limit in force (0: none), ``clipped`` the share of the last ``window`` steps whose
    gradient was longer, NaN before the first step. ``layer`` is the one whose parameters are shown strongly.
    ``histograms`` of the weights after ``histograms_step`` are there while they are asked for, and ``changes``, of what
    a step does to them, once they have come; those only when the present is looked at (``live``)."""

    run: int
    step: int
    layer: int
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
    both: bool = False

    @property
    def ratio(self) -> Array:
        """‖update‖ ÷ ‖weights‖, NaN where the weights are 0."""
        whole = np.full(self.update.shape, np.nan, np.float32)
        return np.divide(self.update, self.weights, out=whole, where=self.weights > 0)


@dataclass(frozen=True)
class CellScene:
    """One step of one unit: values of its traces at t (``now``) and t − 1 (``before``, 0 ahead of the first step); of
    one that reads ``backwards`` t + 1. ``label`` names the step and ``x`` says what was read there."""

    cell: str
    layer: int
    unit: int
    t: int
    length: int
    label: str
    x: str
    now: dict[Trace, float]
    before: dict[Trace, float]
    backwards: bool = False


@dataclass(frozen=True)
class UnrolledScene:
    """The cell at the steps ``first`` … around the cursor t: ``labels``, ``activity`` = ‖h_t‖ ÷ √H and ``gradient`` =
    ‖∂o_τ/∂h_t‖ (n,), τ being the cursor; ``largest`` is the greatest gradient over all t. ``unit`` is −1 or the one
    whose value ``hidden`` (n,) is. ``backwards``: the state goes from each copy to the one at its left. ``said_at`` is
    the step whose state the output is made of: t (−1), or the first (one answer of a strand that reads backwards)."""

    cell: str
    layer: int
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


@dataclass(frozen=True)
class WhatIfScene:
    """What can be altered (``layers``, ``traces``, ``hidden`` units), what is (``interventions``, of which those not
    ``in_force`` do not fit this network), and what the probe's loss becomes: ``plain`` → ``loss``, NaN until known."""

    layer: int
    unit: int
    layers: int
    hidden: int
    traces: tuple[Trace, ...]
    interventions: tuple[Intervention, ...]
    in_force: tuple[Intervention, ...]
    plain: float
    loss: float
    both: bool = False
