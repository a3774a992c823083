"""Ranges of the loss plot's axes: they grow in steps and do not shrink under the eye. Free of Qt."""

import math
from collections.abc import Iterable

import numpy as np

from gatescope.engine.protocol.frame import Array
from gatescope.gui.views.loss.bands import SeedBand
from gatescope.gui.views.loss.scene import LossCurve

_ROUND = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
_ROUND_STEPS = (1, 1.2, 1.4, 1.6, 1.8, 2, 2.3, 2.6, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 9, 10)
LEAST, MOST = 1e-300, 1e30  # what is beyond can be told, and not drawn: no axis is that long
STEPS_MOST = 1e15
Range = tuple[float, float]
WILD, WILD_EVEN = 100.0, 3.0  # times the usual largest loss: beyond that is wild, of what is smoothed evenly earlier


def step_range(newest: float, least: int = 50, planned: float = 0.0) -> Range:
    """0 to the last planned step. Where none is planned, or a run went beyond, to the next round number of steps (or
    seconds): long enough to rest a while, with at most a sixth of it empty."""
    newest = min(max(newest, 0.0), STEPS_MOST) if not math.isnan(newest) else 0.0
    if planned and newest <= planned:
        return 0.0, min(planned, STEPS_MOST)
    newest = max(math.ceil(newest * 1.03), least)  # room for the playhead
    power = 10.0 ** math.floor(math.log10(newest))
    return 0.0, next(r * power for r in _ROUND_STEPS if newest <= r * power * (1 + 1e-9))


def loss_range(curves: Iterable[LossCurve], log: bool, bands: Iterable[SeedBand] = ()) -> Range:
    """The range that shows curves and bands: 0 to a round number, or, as exponents of ten, between two of 1, 2, 5,
    10, ….

    What is wild does not count, and is marked at the edge: a few steps of the raw curve, and what they make of the
    smoothed and the validation losses. The first loss and the baselines always count.
    """
    parts = [part for curve in curves for part in _parts(curve, log)] + [_usual(banded.losses) for banded in bands]
    values = np.concatenate([np.empty(0), *(_usable(part, log) for part in parts)])
    if not len(values):
        return (-2.0, 1.0) if log else (0.0, 1.0)
    low, high = float(values.min()), float(values.max())
    if log:
        return _log_range(low / 1.15, high * 1.05)  # nothing lies on the frame
    if high <= LEAST:
        return 0.0, 1.0
    power = 10.0 ** math.floor(math.log10(high))
    return 0.0, next(r * power for r in _ROUND if high <= r * power * (1 + 1e-9))


def _log_range(low: float, high: float) -> Range:
    """Exponents of the nearest 1, 2, 5 times a power of ten below and above, at least a factor of two apart."""
    marks = [math.log10(d) for d in (1, 2, 5, 10)]
    down, up = math.floor(math.log10(low)), math.floor(math.log10(high))
    bottom = down + max(m for m in marks if m <= math.log10(low) - down + 1e-9)
    top = up + min(m for m in marks if m >= math.log10(high) - up - 1e-9)
    return (bottom, top) if top - bottom > 0.25 else (bottom - marks[1], top + marks[1])


def joined(one: Range, other: Range) -> Range:
    return min(one[0], other[0]), max(one[1], other[1])


def _parts(curve: LossCurve, log: bool) -> tuple[Array, ...]:
    """The losses of a run that count."""
    calm = np.concatenate([_calm(curve.raw), curve.raw[:1]])
    usual = float(np.max(calm, initial=0.0, where=np.isfinite(calm)))
    smooth, validation = (np.asarray(values, dtype=float) for values in (curve.smooth, curve.validation))
    if usual > 0:
        smooth = smooth[smooth <= (WILD if log else WILD_EVEN) * usual]
        validation = validation[validation <= WILD * usual]
    return calm, smooth, validation, _baselines(curve)


def _usual(losses: Array) -> Array:
    """What is not far beyond all others."""
    return np.asarray(losses[losses <= WILD * np.median(losses)])


def _baselines(curve: LossCurve) -> Array:
    return np.array([curve.naive, *(level.loss for level in curve.others)])


def _calm(raw: Array) -> Array:
    finite = raw[np.isfinite(raw)]
    return np.asarray(np.quantile(finite, [0.01, 0.99]) if len(finite) else finite)


def _usable(values: Array, log: bool) -> Array:
    values = np.asarray(values, dtype=float)
    kept = values[np.isfinite(values) & ((values > 0) | (not log))]
    return np.asarray(np.clip(kept, LEAST if log else -MOST, MOST))
