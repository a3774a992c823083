"""Pictures beside a table, which name them: read as small grey squares, within bounds that no file can move.

A name leads nowhere but into the table's folder and those below it. How large a picture says it is, is looked at before
anything of it is unpacked.
"""

import os
import stat
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.protocol.datasets import PictureFault

BYTES_MOST = 32 << 20  # of a file
PIXELS_MOST = 40_000_000  # that it says it has
PICTURES_MOST = 100_000  # of a column
_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "PngImagePlugin.PngImageFile", b"\xff\xd8\xff": "JpegImagePlugin.JpegImageFile"}
_DEEP = ("I", "I;16", "I;16B", "I;16L", "I;16N")  # of 16 bits a pixel

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Pictures:
    """The pictures of a column by the cells that name them, each ``side`` × ``side`` grey pixels (0: black), row by
    row. ``faults`` say of other cells why they are none."""

    side: int
    pixels: Mapping[str, bytes]
    faults: Mapping[str, PictureFault]

    def of(self, cells: list[str | None]) -> tuple[Pixels, NDArray[np.bool_]]:
        """(N, side²) of the ``cells`` (N,), 0 where there is no picture, and where there is one."""
        found = [self.pixels.get(cell) if cell is not None else None for cell in cells]
        blank = bytes(self.side**2)
        joined = b"".join(each or blank for each in found)
        known = np.array([each is not None for each in found], bool)
        return np.frombuffer(joined, np.uint8).reshape(len(cells), self.side**2), known


class NoPicture(Exception):
    """Why a cell names none."""

    def __init__(self, fault: PictureFault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def read_pictures(names: Iterable[str], folder: Path, side: int, between: Callable[[int], None]) -> Pictures:
    """The pictures of some cells, each read once. ``between(count)`` is called before each and may raise."""
    pixels: dict[str, bytes] = {}
    faults: dict[str, PictureFault] = {}
    for count, name in enumerate(names):
        between(count)
        try:
            pixels[name] = thumbnail(place(name, folder), side)
        except NoPicture as error:
            faults[name] = error.fault
    return Pictures(side, pixels, faults)


def place(name: str, folder: Path) -> Path:
    """The file that a cell names. Raises ``NoPicture`` (OUTSIDE, MISSING) for one that does not lie in ``folder`` or
    below, also where a link leads out of it."""
    parts = PurePosixPath(name.strip().replace("\\", "/"))
    if parts.is_absolute() or PureWindowsPath(name.strip()).drive or ".." in parts.parts:
        raise NoPicture(PictureFault.OUTSIDE)
    try:
        found, home = (folder / parts).resolve(strict=True), folder.resolve(strict=True)
    except (OSError, ValueError, RuntimeError):  # not there, a name that no file can have, links in a circle
        raise NoPicture(PictureFault.MISSING) from None
    if not found.is_relative_to(home):
        raise NoPicture(PictureFault.OUTSIDE)
    return found


def thumbnail(path: Path, side: int) -> bytes:
    """A PNG or JPEG file as ``side`` × ``side`` grey pixels, drawn together; what is transparent is white. Raises
    ``NoPicture``."""
    try:
        told = os.stat(path)
        if not stat.S_ISREG(told.st_mode):  # a pipe would be waited for
            raise NoPicture(PictureFault.NO_PICTURE)
        if told.st_size > BYTES_MOST:
            raise NoPicture(PictureFault.TOO_LARGE)
        with path.open("rb") as file:
            return _drawn(file, side)
    except NoPicture:
        raise
    except OSError as error:
        gone = isinstance(error, FileNotFoundError | PermissionError)
        raise NoPicture(PictureFault.MISSING if gone else PictureFault.NO_PICTURE) from None
    except Exception:  # a decoder says in many ways that a file is damaged
        raise NoPicture(PictureFault.NO_PICTURE) from None


def _drawn(file: Any, side: int) -> bytes:
    head = file.read(8)
    kind = next((name for sign, name in _SIGNATURES.items() if head.startswith(sign)), None)
    if kind is None:
        raise NoPicture(PictureFault.NO_PICTURE)
    file.seek(0)
    # its own class, and not ``Image.open``: that would try every format, and warn instead of refusing
    with closing(_decoder(kind)(file)) as picture:
        width, height = picture.size
        if width * height > PIXELS_MOST:
            raise NoPicture(PictureFault.TOO_LARGE)
        return _grey(picture, side)


def _grey(picture: Any, side: int) -> bytes:
    from PIL import Image, ImageOps

    if picture.mode in _DEEP:
        grey = Image.fromarray(np.clip(np.asarray(picture) // 257, 0, 255).astype(np.uint8))
    else:
        picture.draft("L", (2 * side, 2 * side))  # a JPEG need not be unpacked in full
        upright = ImageOps.exif_transpose(picture)
        if "A" in upright.getbands() or "transparency" in upright.info:
            upright = upright.convert("RGBA")
            upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright)
        grey = upright.convert("L")
    found: bytes = grey.resize((side, side), Image.Resampling.BILINEAR).tobytes()
    return found


@cache
def _decoder(name: str) -> Any:
    """Of the package for pictures, which is loaded when the first one is read."""
    from importlib import import_module

    module, decoder = name.split(".")
    return getattr(import_module(f"PIL.{module}"), decoder)
