"""The sample of pictures: small drawings of one shape each, and what they show, in English and in Korean."""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

SIDE = 12  # pixels
DRAWINGS = 576
SMALL, LARGE = 4, 6  # pixels of a shape
MISSING, STRAY = 0.02, 0.005  # of the ink, and of the paper

Ink = NDArray[np.bool_]

ENGLISH = {
    ("top", "left"): "at the top left",
    ("top", "middle"): "at the top",
    ("top", "right"): "at the top right",
    ("middle", "left"): "at the left",
    ("middle", "middle"): "in the middle",
    ("middle", "right"): "at the right",
    ("bottom", "left"): "at the bottom left",
    ("bottom", "middle"): "at the bottom",
    ("bottom", "right"): "at the bottom right",
}
KOREAN = {
    ("top", "left"): "왼쪽 위의",
    ("top", "middle"): "위쪽의",
    ("top", "right"): "오른쪽 위의",
    ("middle", "left"): "왼쪽의",
    ("middle", "middle"): "가운데의",
    ("middle", "right"): "오른쪽의",
    ("bottom", "left"): "왼쪽 아래의",
    ("bottom", "middle"): "아래쪽의",
    ("bottom", "right"): "오른쪽 아래의",
}
SHAPES_IN_KOREAN = {"ring": "고리", "square": "네모", "cross": "십자", "triangle": "세모"}


def _ring(size: int) -> Ink:
    ink = np.ones((size, size), bool)
    ink[1:-1, 1:-1] = False
    if size > 4:
        ink[[0, 0, -1, -1], [0, -1, 0, -1]] = False
    return ink


def _square(size: int) -> Ink:
    return np.ones((size, size), bool)


def _cross(size: int) -> Ink:
    ink = np.zeros((size, size), bool)
    middle = slice((size - 1) // 2, size // 2 + 1)
    ink[middle], ink[:, middle] = True, True
    return ink


def _triangle(size: int) -> Ink:
    rows = np.arange(size)[:, None]
    return np.abs(2 * np.arange(size) - (size - 1)) <= rows + (size + 1) % 2


SHAPES: dict[str, Callable[[int], Ink]] = {"ring": _ring, "square": _square, "cross": _cross, "triangle": _triangle}


@dataclass(frozen=True, eq=False)
class Drawing:
    """One shape at a place of the page, drawn by an unsteady hand: ``ink`` (SIDE, SIDE)."""

    shape: str
    size: int
    place: tuple[str, str]
    ink: Ink

    @property
    def caption(self) -> str:
        """``a small ring at the top left``."""
        return f"a {'small' if self.size == SMALL else 'large'} {self.shape} {ENGLISH[self.place]}"

    @property
    def korean(self) -> str:
        """``왼쪽 위의 작은 고리``."""
        return f"{KOREAN[self.place]} {'작은' if self.size == SMALL else '큰'} {SHAPES_IN_KOREAN[self.shape]}"


def clean(shape: str, size: int, place: tuple[str, str]) -> Ink:
    """(SIDE, SIDE): a shape as it should be drawn."""
    page = np.zeros((SIDE, SIDE), bool)
    ways = (("top", "middle", "bottom"), ("left", "middle", "right"))
    top, left = (way.index(name) * (SIDE - size) // 2 for way, name in zip(ways, place, strict=True))
    page[top : top + size, left : left + size] = SHAPES[shape](size)
    return page


def drawn(count: int = DRAWINGS, seed: int = 7) -> list[Drawing]:
    """Every shape in either size at every place, again and again, no two drawings alike. Some ink is missing, and some
    stands where it should not."""
    rng = np.random.default_rng(seed)
    every, found, seen = list(product(SHAPES, (SMALL, LARGE), ENGLISH)), list[Drawing](), set[bytes]()
    while len(found) < count:
        shape, size, place = every[len(found) % len(every)]
        page, slips = clean(shape, size, place), rng.random((SIDE, SIDE))
        ink = np.where(page, slips >= MISSING, slips < STRAY)
        if ink.tobytes() not in seen:
            seen.add(ink.tobytes())
            found.append(Drawing(shape, size, place, ink))
    return found


def png(ink: Ink) -> bytes:
    """A picture of one bit a pixel, ink being black: the same bytes whatever packs them, as nothing is packed."""
    rows = np.packbits(~ink, axis=1)
    data = b"".join(b"\0" + row.tobytes() for row in rows)  # no filter
    stored = b"\x78\x01\x01" + struct.pack("<HH", len(data), len(data) ^ 0xFFFF) + data
    header = struct.pack(">IIBBBBB", ink.shape[1], ink.shape[0], 1, 0, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", stored + struct.pack(">I", zlib.adler32(data))), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def files(count: int = DRAWINGS) -> dict[str, bytes]:
    """By their path: the table ``picture, caption, korean``, and the pictures."""
    found: dict[str, bytes] = {}
    lines = ["picture,caption,korean"]
    for at, drawing in enumerate(drawn(count)):
        name = f"drawings/{at:03}.png"
        found[name] = png(drawing.ink)
        lines.append(f"{name},{drawing.caption},{drawing.korean}")
    return {"drawings.csv": ("\n".join(lines) + "\n").encode(), **found}
