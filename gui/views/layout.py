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


class Part(StrEnum):
    """What a band shows."""

    INPUT = "input"
    CHARACTERS = "characters"
    MAP = "map"
    FORECAST = "forecast"
    NEXT = "next"


KEYED = (Part.INPUT, Part.CHARACTERS, Part.FORECAST)
FIXED = {Part.CHARACTERS: 20, Part.NEXT: SYMBOLS * LINE}


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
    """Bands from top to bottom over ``length`` columns, ``left`` to ``left + width``; the axis begins at ``axis``."""

    left: int
    width: int
    length: int
    bands: tuple[Band, ...]
    axis: int

    @property
    def right(self) -> int:
        return self.left + self.width

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


def arrange(width: int, height: int, length: int, parts: Sequence[Part]) -> Layout:
    """Shares the height among the parts: characters have theirs, curves and maps the rest in equal parts, what a curve
    does not need goes to the maps. Every band gets at least ``LEAST`` pixels, whatever the window's size."""
    left, plot = LEFT, max(width - LEFT - RIGHT, 1)
    key = KEY if height >= 45 * len(parts) + TOP else 0
    space = height - TOP - AXIS - GAP * (len(parts) - 1)
    space -= sum(key for part in parts if part in KEYED) + sum(FIXED.get(part, 0) for part in parts)
    heights = _share(space, parts)
    bands, y, seen = [], TOP, dict.fromkeys(Part, 0)
    for part, tall in zip(parts, heights, strict=True):
        above = key if part in KEYED else 0
        bands.append(Band(part, seen[part], y + above, tall, above))
        seen[part] += 1
        y += above + tall + GAP
    return Layout(left, plot, max(length, 1), tuple(bands), y - GAP)


def _share(space: int, parts: Sequence[Part]) -> list[int]:
    """Heights in whole pixels; equal parts keep equal heights."""
    maps = sum(part is Part.MAP for part in parts)
    curves = sum(part in (Part.INPUT, Part.FORECAST) for part in parts)
    even = space // max(maps + curves, 1)
    curve = max(min(even, CURVE_MOST) if maps else even, LEAST)
    tall = max((space - curves * curve) // max(maps, 1), LEAST)
    return [FIXED.get(part, tall if part is Part.MAP else curve) for part in parts]
