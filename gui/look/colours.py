"""Colours by measure: the colour tables of the maps and what makes colours readable.

A colour is "#rrggbb". Lightness is Oklab's (Björn Ottosson, "A perceptual color space for image processing", 2020),
so that equal steps of a value look like equal steps. Tables are (256, 4) uint8, RGBA.
"""

from functools import cache, lru_cache

import numpy as np
import pyqtgraph

from gatescope.engine.protocol.frame import Array
from gatescope.gui.look.scales import SHARE_MAPS, SIGNED_MAPS, ColourScale, Course, Scale

_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
# Each pair differs for every common colour vision deficiency (tested); the ends are equally light, so that neither sign
# looks larger. Blue-red and purple-green follow ColorBrewer's RdBu and PRGn (Brewer, Harrower & Pennsylvania State
# University, Apache License 2.0). By name, then by whether the theme is dark.
_SIGNED = {
    ("blue-orange", False): ("#0b58a4", "#6fa6d8", "#f4f5f7", "#e59a6b", "#a63f00"),
    ("blue-orange", True): ("#6db6ff", "#2d64a0", "#23262d", "#934c1f", "#ff9a57"),
    ("blue-red", False): ("#0f5aa6", "#76aedb", "#f4f5f7", "#ef9a8a", "#b2182b"),
    ("blue-red", True): ("#62b4ff", "#2a639f", "#23262d", "#9c3d3a", "#ff8d82"),
    ("purple-green", False): ("#6a2c91", "#b79ad0", "#f4f5f7", "#9ccf86", "#2f6b12"),
    ("purple-green", True): ("#cf9cff", "#6d4a99", "#23262d", "#44691f", "#9fd35a"),
}
_GREY = {False: ("#f4f5f7", "#12151b"), True: ("#1f232b", "#f2f4f8")}


def rgb(colour: str) -> Array:
    """ "#rrggbb" → (3,) float in 0..1."""
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255


def oklab(srgb: Array) -> Array:
    """(…, 3) sRGB in 0..1 → (…, 3) Oklab; the first is lightness, 0 black to 1 white."""
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(linear @ _LMS.T) @ _LAB.T)


def from_oklab(lab: Array) -> Array:
    """The inverse of ``oklab``, clipped to what a screen can show."""
    linear = np.clip((lab @ np.linalg.inv(_LAB).T) ** 3 @ np.linalg.inv(_LMS).T, 0, 1)
    return np.asarray(np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1..21 (WCAG 2.2, "contrast ratio")."""
    weights = np.array([0.2126, 0.7152, 0.0722])

    def luminance(colour: str) -> float:
        c = rgb(colour)
        return float(np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) @ weights)

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """``one`` with ``share`` (0..1) of ``other`` in it."""
    mixed = np.rint((rgb(one) * (1 - share) + rgb(other) * share) * 255).astype(int)
    return "#" + "".join(f"{v:02x}" for v in mixed)


@cache
def table(scale: Scale, dark: bool, name: str = "") -> Array:
    """The 256 colours of a map, read-only: diverging around the middle for signed quantities, sequential for shares.
    ``name`` is one of ``SIGNED_MAPS`` or ``SHARE_MAPS``, by default the first; raises ``KeyError`` for another."""
    if scale is Scale.SIGNED:
        colours = _diverging(_SIGNED[name or SIGNED_MAPS[0], dark])
    elif name == "grey":
        colours = _ramp(*_GREY[dark])
    elif name in ("", *SHARE_MAPS):
        found = pyqtgraph.colormap.get(name or SHARE_MAPS[0])
        colours = np.asarray(found.getLookupTable(nPts=256, alpha=True))
    else:
        raise KeyError(name)
    colours = np.ascontiguousarray(colours, dtype=np.uint8)
    colours.flags.writeable = False
    return colours


# ---- from a value to its colour --------------------------------------------------------------------------------------

PLACES = 1 << 16  # on a scale; the first is for what is below it or no number, the last for what is above it


def into_places(values: Array, scale: ColourScale, scaled: Array, places: Array) -> None:
    """Where each value stands on its scale, as a number of ``PLACES`` written into ``places`` (uint16); ``scaled``
    (float32) is room for it. All three have one shape."""
    steep = (PLACES - 3) / (scale.high - scale.low)
    with np.errstate(over="ignore", invalid="ignore"):
        np.multiply(values, steep, out=scaled, casting="same_kind")
        scaled += 1.5 - scale.low * steep  # to the nearest place: the ends have the second and the last but one
    np.fmin(np.fmax(scaled, 0, out=scaled), PLACES - 1, out=scaled)
    places[...] = scaled


@lru_cache(maxsize=32)
def in_places(course: Course, table: bytes, beyond: str) -> Array:
    """(65536,) 0xffRRGGBB: the colour of each place, of a ``table`` of 256 RGBA; of those outside ``beyond``, or where
    that is '' the colour of the nearer end. Qt scales such pixels six times faster than indexed ones (measured)."""
    colours = packed(np.frombuffer(table, np.uint8).reshape(-1, 4))
    shares = ColourScale(0, 1, course).place(np.linspace(0, 1, PLACES - 2))
    found = np.empty(PLACES, np.uint32)
    found[1:-1] = colours[np.minimum(256 * shares, 255).astype(int)]
    found[0], found[-1] = (int("ff" + beyond[1:], 16),) * 2 if beyond else (colours[0], colours[-1])
    found.flags.writeable = False
    return found


def colour_of(value: float, scale: ColourScale, table: Array, beyond: str = "") -> str:
    """The colour of one value, as in a map of these colours: a function of nothing else."""
    scaled, place = np.empty(1, np.float32), np.empty(1, np.uint16)
    into_places(np.array([value], np.float32), scale, scaled, place)
    return f"#{int(in_places(scale.course, table.tobytes(), beyond)[place[0]]) & 0xFFFFFF:06x}"


def packed(table: Array) -> Array:
    """(256, 4) RGBA → (256,) 0xffRRGGBB."""
    red, green, blue = (table[:, i].astype(np.uint32) for i in range(3))
    return np.asarray(np.uint32(0xFF000000) | red << 16 | green << 8 | blue, dtype=np.uint32)


# ---- tables ----------------------------------------------------------------------------------------------------------


def _ramp(first: str, last: str) -> Array:
    """Straight through Oklab: equal steps of a value are equal steps of lightness."""
    ends = oklab(np.stack([rgb(first), rgb(last)]))
    share = np.linspace(0, 1, 256)[:, None]
    return _opaque(from_oklab(ends[0] * (1 - share) + ends[1] * share))


def _diverging(points: tuple[str, ...]) -> Array:
    """Interpolated in Oklab; each half's chroma passes through its middle point, its lightness runs straight."""
    labs = oklab(np.stack([rgb(p) for p in points]))
    at = np.linspace(0, 1, 256)
    stops = np.linspace(0, 1, len(points))
    lab = np.stack([np.interp(at, stops, labs[:, i]) for i in range(3)], axis=1)
    end = (labs[0, 0] + labs[-1, 0]) / 2
    lab[:, 0] = labs[2, 0] + (end - labs[2, 0]) * np.abs(2 * at - 1)
    return _opaque(from_oklab(lab))


def _opaque(srgb: Array) -> Array:
    colours = np.full((256, 4), 255)
    colours[:, :3] = np.rint(srgb * 255)
    return colours
