"""Which part of the axis of steps (or seconds) is shown. Free of Qt; all of it is (0, 0)."""

from dataclasses import replace

import numpy as np

from gatescope.engine.protocol.frame import Array
from gatescope.gui.views.loss.ranges import Range
from gatescope.gui.views.loss.scene import LossCurve

ALL: Range = (0.0, 0.0)
FACTOR = 1.25  # of a notch of the wheel
FEWEST = 5.0  # steps, or seconds, that can be looked at


def is_part(zoom: Range, full: Range) -> bool:
    """Whether that is a part of ``full`` that can be shown."""
    low, high = zoom
    return full[0] <= low < high and low < full[1]


def chosen(one: float, other: float, full: Range) -> Range:
    """What was dragged over, from either end; all of it when that is hardly anything."""
    low, high = max(min(one, other), full[0]), min(max(one, other), full[1])
    return (low, high) if high - low >= FEWEST else ALL


def about(now: Range, full: Range, at: float, factor: float) -> Range:
    """Nearer (``factor`` above 1) or farther, with ``at`` staying where it is; all of it when nothing is left out."""
    wide = max((now[1] - now[0]) / factor, FEWEST)
    if wide >= full[1] - full[0]:
        return ALL
    share = (at - now[0]) / (now[1] - now[0])
    return _within((at - share * wide, at + (1 - share) * wide), full)


def moved(now: Range, full: Range, by: float) -> Range:
    """Shifted by so much, as far as there is something."""
    return _within((now[0] + by, now[1] + by), full)


def _within(part: Range, full: Range) -> Range:
    wide = part[1] - part[0]
    low = min(max(part[0], full[0]), full[1] - wide)
    return low, low + wide


def within(curve: LossCurve, part: Range) -> LossCurve:
    """What of a run lies there; its baselines do not count, unless nothing else does."""
    inside, validated = (_inside(places, part) for places in (curve.steps, curve.validation_steps))
    if not inside.any():
        return curve
    return replace(
        curve,
        raw=curve.raw[inside],
        smooth=curve.smooth[inside],
        validation=np.asarray(curve.validation)[validated],
        naive=float("nan"),
        others=(),
    )


def _inside(places: Array, part: Range) -> Array:
    return np.asarray((places >= part[0]) & (places <= part[1]))
