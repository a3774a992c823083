"""The geometry of the stack, in whole pixels: which band lies where, and the columns that all bands share."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

LEFT = 96  # names stand here; the loss plot begins at the same pixel
RIGHT = 8
TOP = 40  # controls and colour bars
AXIS = 24
GAP = 6
KEY = 16  # the line above a curve that says what is what
LINE = 15  # one line of characters
SYMBOLS = 6  # the five most probable, and the truth
CURVE_MOST = 96
LEAST = 6
ROOMY = 20  # px a map or curve needs before the rows of the gradient may stand beside it


class Part(StrEnum):
    """What a band shows."""

    INPUT = "input"
    CHARACTERS = "characters"
    MAP = "map"
    FORECAST = "forecast"
    NEXT = "next"
    CLASSES = "classes"  # a row for each of a few
    SALIENCY = "saliency"  # of the input, below it
    GRADIENT = "gradient"
    STEP_LOSS = "step-loss"
    FLOW_MAP = "flow-map"  # the gradient, unit by time
    SPOKEN = "spoken"  # text that the network goes on with


KEYED = (Part.INPUT, Part.CHARACTERS, Part.FORECAST, Part.CLASSES, Part.GRADIENT, Part.SPOKEN)
CURVES = (Part.INPUT, Part.FORECAST, Part.GRADIENT)
MAPS = (Part.MAP, Part.FLOW_MAP)
GRADIENTS = (Part.SALIENCY, Part.GRADIENT, Part.FLOW_MAP, Part.STEP_LOSS)
THIN = (Part.SALIENCY, Part.STEP_LOSS)
FIXED = {
    Part.CHARACTERS: 20,
    Part.NEXT: SYMBOLS * LINE,
    Part.CLASSES: (SYMBOLS - 1) * (LINE - 1),
    Part.SALIENCY: 10,
    Part.STEP_LOSS: 14,
    Part.SPOKEN: 3 * (LINE + 1),
}


@dataclass(frozen=True)
class Band:
    """One row. ``index`` counts the bands of the same part; ``key`` is the height of the line above ``top``."""

    part: Part
    index: int
    top: int
    height: int
    key: int = 0

    @property
    def bottom(self) -> int:
        return self.top + self.height


@dataclass(frozen=True)
class Layout:
    """Bands from top to bottom over ``length`` columns, ``left`` to ``left + width``; the axis begins at ``axis``.
    ``ahead`` columns of the same width follow, up to ``end``: there only the forecast has something to show."""

    left: int
    width: int
    length: int
    bands: tuple[Band, ...]
    axis: int
    ahead: int = 0
    end: int = 0

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def columns(self) -> int:
        return self.length + self.ahead

    @property
    def column(self) -> float:
        return self.width / self.length

    def x(self, t: float) -> float:
        """The left edge of column t; ``x(t + 0.5)`` is its middle."""
        return self.left + t * self.width / self.length

    def t_at(self, x: float) -> int:
        """The column under x, the nearest one outside."""
        return min(max(int((x - self.left) * self.length / self.width), 0), self.length - 1)

    def band_at(self, y: float) -> Band | None:
        """The band under y, its key line and half the gap to its neighbours included."""
        reach = GAP / 2
        return next((b for b in self.bands if b.top - b.key - reach <= y < b.bottom + reach), None)


def arrange(width: int, height: int, length: int, parts: Sequence[Part], ahead: int = 0) -> Layout:
    """Shares the height among the parts: characters have theirs, curves and maps the rest in equal parts, what a curve
    does not need goes to the maps. Every band gets at least ``LEAST`` pixels, whatever the window's size."""
    plot, length = max(width - LEFT - RIGHT, 1), max(length, 1)
    key = _key(height, parts)
    bands, y, seen = [], TOP, dict.fromkeys(Part, 0)
    for part, tall in zip(parts, _share(_space(height, parts, key), parts), strict=True):
        above = key if part in KEYED else 0
        bands.append(Band(part, seen[part], y + above, tall, above))
        seen[part] += 1
        y += above + tall + GAP
    own = round(plot * length / (length + ahead)) if ahead else plot
    return Layout(LEFT, own, length, tuple(bands), y - GAP, ahead, LEFT + plot)


def roomy(height: int, parts: Sequence[Part]) -> bool:
    """Whether maps and curves are still tall enough to be read when all these parts are shown."""
    flexible = sum(part in CURVES or part in MAPS for part in parts)
    return _space(height, parts, _key(height, parts)) // max(flexible, 1) >= ROOMY


def _key(height: int, parts: Sequence[Part]) -> int:
    """The height of the line above a curve, 0 where there is no room for one."""
    return KEY if height >= 45 * sum(part not in THIN for part in parts) + TOP else 0


def _space(height: int, parts: Sequence[Part], key: int) -> int:
    """What is left for curves and maps."""
    space = height - TOP - AXIS - GAP * (len(parts) - 1)
    return space - sum(key for part in parts if part in KEYED) - sum(FIXED.get(part, 0) for part in parts)


def _share(space: int, parts: Sequence[Part]) -> list[int]:
    """Heights in whole pixels; equal parts keep equal heights."""
    maps = sum(part in MAPS for part in parts)
    curves = sum(part in CURVES for part in parts)
    even = space // max(maps + curves, 1)
    curve = max(min(even, CURVE_MOST) if maps else even, LEAST)
    tall = max((space - curves * curve) // max(maps, 1), LEAST)
    return [FIXED.get(part, tall if part in MAPS else curve) for part in parts]
