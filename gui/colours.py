"""Colours by measure: the two colour tables of the maps and what makes colours readable.

A colour is "#rrggbb". Lightness is Oklab's (Björn Ottosson, "A perceptual color space for image processing", 2020),
so that equal steps of a value look like equal steps. Tables are (256, 4) uint8, RGBA.
"""

from functools import cache

import numpy as np
import pyqtgraph

from engine.frame import Array
from gui.scene import Scale

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
# Blue and orange differ for every common colour vision deficiency; equal lightness, so that neither sign looks larger.
_SIGNED = {
    False: ("#0b58a4", "#6fa6d8", "#ffffff", "#e59a6b", "#a63f00"),
    True: ("#6db6ff", "#2d64a0", "#14161a", "#934c1f", "#ff9a57"),
}


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
def table(scale: Scale, dark: bool) -> Array:
    """The 256 colours of a map, read-only: diverging around the middle for signed quantities, viridis for shares."""
    if scale is Scale.SHARE:
        colours = np.asarray(pyqtgraph.colormap.get("viridis").getLookupTable(nPts=256, alpha=True))
    else:
        colours = _diverging(_SIGNED[dark])
    colours = np.ascontiguousarray(colours, dtype=np.uint8)
    colours.flags.writeable = False
    return colours


def _diverging(points: tuple[str, ...]) -> Array:
    """Interpolated in Oklab; each half's chroma passes through its middle point, its lightness runs straight."""
    labs = oklab(np.stack([rgb(p) for p in points]))
    at = np.linspace(0, 1, 256)
    stops = np.linspace(0, 1, len(points))
    lab = np.stack([np.interp(at, stops, labs[:, i]) for i in range(3)], axis=1)
    end = (labs[0, 0] + labs[-1, 0]) / 2
    lab[:, 0] = labs[2, 0] + (end - labs[2, 0]) * np.abs(2 * at - 1)
    colours = np.full((256, 4), 255)
    colours[:, :3] = np.rint(from_oklab(lab) * 255)
    return colours
