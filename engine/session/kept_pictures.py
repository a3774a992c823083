"""The pictures of a session's data: their pixels, by the cells that name them. Their files may go."""

import sqlite3
import zlib
from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from gatescope.engine.data.files.pictures import PICTURES_MOST, Pictures
from gatescope.engine.protocol.datasets import PictureFault
from gatescope.engine.session.stored import PicturesStored, believed, unpacked

CELLS_MOST = 64 << 20  # bytes of the names of a column
COLUMNS_MOST = 16
Columns = Mapping[str, Pictures]
NONE: Columns = MappingProxyType({})


class _Cells(msgspec.Struct, frozen=True, array_like=True):
    """The cells that name a picture, in the order of the pixels, and those that name none."""

    named: list[str]
    faults: dict[str, PictureFault]


def put_pictures(db: sqlite3.Connection, columns: Columns) -> None:
    for name, pictures in columns.items():
        cells = msgspec.msgpack.encode(_Cells(list(pictures.pixels), dict(pictures.faults)))
        pixels = b"".join(pictures.pixels.values())
        row = name, pictures.side, zlib.compress(cells), zlib.compress(pixels)
        db.execute("INSERT OR REPLACE INTO pictures VALUES (?, ?, ?, ?)", row)


def get_pictures(db: sqlite3.Connection) -> dict[str, Pictures]:
    """Raises ``ValueError``, or ``zlib.error``, for what cannot be believed."""
    rows = db.execute("SELECT name, side, cells, pixels FROM pictures").fetchmany(COLUMNS_MOST)
    return {each.name: _read(each) for each in believed(PicturesStored, rows, "pictures")}


def _read(stored: PicturesStored) -> Pictures:
    try:
        cells = msgspec.msgpack.decode(unpacked(stored.cells, CELLS_MOST), type=_Cells)
    except msgspec.MsgspecError as error:
        raise ValueError(f"the names of pictures: {error}") from error
    size = stored.side**2
    pixels = unpacked(stored.pixels, PICTURES_MOST * size)
    if len(pixels) != len(cells.named) * size:
        raise ValueError(f"{len(pixels)} bytes of pictures, not {len(cells.named) * size}")
    each = {name: pixels[at * size : (at + 1) * size] for at, name in enumerate(cells.named)}
    return Pictures(stored.side, each, cells.faults)
