"""What is drawn: a frozen picture made of what the user wants and what the engine has said. Free of Qt.

``resolve(state, store) → Scene`` and ``wanted(state, …) → requests`` are pure; views only draw what a scene holds.
Arrays keep the engine's notation: (T, H) is time first.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from engine.frame import Array, Forecast, Symbols, Trace


class Scale(StrEnum):
    """How values become colours. Signed quantities are diverging around 0, gates and probabilities sequential."""

    SIGNED = "signed"
    SHARE = "share"


BOUNDED: dict[Trace, Scale] = {
    Trace.INPUT_GATE: Scale.SHARE,
    Trace.FORGET_GATE: Scale.SHARE,
    Trace.OUTPUT_GATE: Scale.SHARE,
    Trace.RESET_GATE: Scale.SHARE,
    Trace.UPDATE_GATE: Scale.SHARE,
}


@dataclass(frozen=True)
class MapRow:
    """One heat map of the stack. ``values`` is (T, H), or fewer when ``pooled``; colours run from ``low`` to ``high``.
    ``bounded`` tells levels that follow from the equations from levels found in the data."""

    trace: Trace
    values: Array
    steps: int
    size: int
    scale: Scale
    low: float
    high: float
    bounded: bool
    pooled: bool = False


@dataclass(frozen=True)
class StackScene:
    """The stack: rows from top to bottom on one time axis of ``length`` steps named by ``labels``. ``t`` and ``unit``
    are −1 where there is no cursor. ``values_at_cursor`` are exact, by trace."""

    run: int
    colour: int
    cell: str
    step: int
    live: bool
    layer: int
    length: int
    labels: tuple[str, ...]
    rows: tuple[MapRow, ...]
    forecast: Forecast | None
    symbols: Symbols | None
    validation_from: int  # first t whose target belongs to the validation part; length when none
    t: int = -1
    unit: int = -1
    loss: float = float("nan")
    values_at_cursor: dict[Trace, float] | None = None  # None: read them from ``rows``, unless pooled


@dataclass(frozen=True)
class UnitLine:
    """One trace of the chosen unit over time: ``values`` (T,), ``at_cursor`` its value at t."""

    trace: Trace
    values: Array
    low: float
    high: float
    at_cursor: float


@dataclass(frozen=True)
class UnitScene:
    """The panel of one unit. ``before`` holds h and c at t − 1 (0 before the first step), for the equation."""

    cell: str
    layer: int
    unit: int
    t: int
    label: str
    lines: tuple[UnitLine, ...]
    before: dict[Trace, float]


@dataclass(frozen=True)
class LossCurve:
    """One run on the loss plot. ``steps`` and ``raw`` are (n,), ``smooth`` the debiased exponential moving average of
    ``raw``; long runs arrive thinned for the screen. ``naive`` is the naive baseline's loss."""

    run: int
    colour: int
    name: str
    steps: Array
    raw: Array
    smooth: Array
    validation_steps: Array
    validation: Array
    naive: float
    selected: bool
    failed_at: int = -1


@dataclass(frozen=True)
class LossScene:
    """The loss plot, which is the timeline. ``playhead`` is the step that is looked at, ``newest`` the last step of
    the selected run, ``keyframes`` the steps one can go back to."""

    curves: tuple[LossCurve, ...]
    playhead: int
    newest: int
    live: bool
    keyframes: tuple[int, ...]
    log: bool
    smoothing: float
    text: bool  # the loss is a cross-entropy, the naive line a bigram's


@dataclass(frozen=True)
class Scene:
    """All of it. A part is None while there is nothing to show there."""

    stack: StackScene | None = None
    unit: UnitScene | None = None
    loss: LossScene | None = None


def smooth(values: Array, weight: float) -> Array:
    """The debiased exponential moving average, as Adam's moments are (Kingma & Ba 2015, section 3): (n,) → (n,).

    ``weight`` 0 returns the values. NaN and infinite values are carried over and do not poison what follows.
    """
    if weight <= 0 or not len(values):
        return np.asarray(values)
    out = np.empty(len(values))
    mean = share = 0.0
    for i, value in enumerate(values):
        if np.isfinite(value):
            mean = weight * mean + (1 - weight) * float(value)
            share = weight * share + (1 - weight)
            out[i] = mean / share
        else:
            out[i] = value
    return out
