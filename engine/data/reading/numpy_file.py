"""NumPy's ``.npy`` and ``.npz``: arrays of numbers of one to three dimensions. Objects are pickles, and refused."""

import io
import math
import zipfile
import zlib
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

import msgspec
import numpy as np
import pyarrow as pa
from numpy.lib import format as npy

from gatescope.engine.config.data import DataConfig, ReadConfig
from gatescope.engine.data.columns.column import ColumnData
from gatescope.engine.data.files import archive
from gatescope.engine.data.files.source import FileReading, Origin, system_errors
from gatescope.engine.data.files.stream import UNPACKED_MOST, too_large
from gatescope.engine.data.reading.inner_tables import chosen_part
from gatescope.engine.data.reading.readers import Contents, Format, digest_of
from gatescope.engine.data.reading.records import Cells
from gatescope.engine.data.reading.series.sequences import in_sequences, records_of
from gatescope.engine.data.reading.series.unfolding import LABEL, VALUE
from gatescope.engine.errors import DataError, Fault

NPY, ZIP = b"\x93NUMPY", b"PK\3\4"
_NUMBERS = "biufM"
_CHANNELS_MOST = 10_000
Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Header:
    """What an array says of itself."""

    shape: tuple[int, ...]
    dtype: np.dtype[Any]


def _is_it(path: str, first: bytes) -> bool:
    return first.startswith(NPY) or (first.startswith(ZIP) and path.lower().endswith(".npz"))


def _read(origin: Origin, read: ReadConfig, _data: DataConfig | None, reading: FileReading, whole: bool) -> Contents:
    parts: tuple[str, tuple[str, ...]] = ("", ())
    with system_errors(reading):
        if origin.head(len(NPY)) == NPY:
            with origin.open() as file:
                array = _array(file, origin.size, reading)
            cells = _cells({"array": array}, "array", read, reading)
        else:
            arrays = _arrays(origin, reading)
            names = tuple(sorted(arrays, key=lambda name: (arrays[name].ndim > 3, -arrays[name].size)))
            name, found = chosen_part(names, read.sheet, reading)
            cells = _cells(arrays, name, read, reading)
            cells = replace(cells, found=(*(() if cells.series and cells.series.label else found), *cells.found))
            parts = (name, names) if len(names) > 1 else ("", ())
    resolved = msgspec.structs.replace(cells.form.read, sheet=parts[0])
    digest = digest_of(origin, reading, whole)
    return Contents(origin, resolved, digest, True, cells, sheets=parts[1], format="numpy_file")


FORMAT = Format(_is_it, _read)


def _arrays(origin: Origin, reading: FileReading) -> dict[str, Array]:
    """The arrays of numbers in an archive, by name."""
    with origin.open() as file:
        archive.check(file, reading)
    found: dict[str, Array] = {}
    try:
        with origin.open() as file, zipfile.ZipFile(file) as packed:
            for entry in packed.infolist():
                if entry.filename.endswith(".npy"):
                    raw = packed.read(entry)
                    if _header(io.BytesIO(raw), reading).dtype.kind in _NUMBERS + "US":
                        found[entry.filename.removesuffix(".npy")] = _array(io.BytesIO(raw), len(raw), reading)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, NotImplementedError) as error:
        raise _damaged(reading, error) from None
    if not any(each.dtype.kind in _NUMBERS for each in found.values()):
        raise reading.fails(Fault.FORMAT_UNREAD, format="NumPy", instead="arrays of numbers")
    return {name: each for name, each in found.items() if each.dtype.kind in _NUMBERS or each.ndim == 1}


def _header(file: BinaryIO, reading: FileReading) -> Header:
    try:
        version = npy.read_magic(file)
        reader = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
        shape, _, dtype = reader(file)
    except (ValueError, EOFError, TypeError, SyntaxError) as error:
        raise _damaged(reading, error) from None
    return Header(tuple(shape), dtype)


def _array(file: BinaryIO, size: int, reading: FileReading) -> Array:
    """Its shape is held against the size of the file before anything is made of it."""
    header = _header(file, reading)
    if header.dtype.hasobject or header.dtype.kind not in _NUMBERS + "US":
        raise reading.fails(Fault.FORMAT_UNREAD, format="NumPy", instead="an array of numbers")
    if any(length < 0 for length in header.shape):
        raise _damaged(reading, "a negative shape")
    needed = math.prod(header.shape) * header.dtype.itemsize
    if needed > UNPACKED_MOST:
        raise too_large(reading, needed, UNPACKED_MOST)
    if needed > size or not math.prod(header.shape):
        raise _damaged(reading, "it ends too early")
    file.seek(0)
    try:
        return np.asarray(npy.read_array(file, allow_pickle=False))
    except (ValueError, EOFError) as error:
        raise _damaged(reading, error) from None


def _damaged(reading: FileReading, reason: Exception | str) -> DataError:
    return reading.fails(Fault.ARCHIVE_DAMAGED, reason=str(reason)[:200] or type(reason).__name__)


def _cells(arrays: dict[str, Array], name: str, read: ReadConfig, reading: FileReading) -> Cells:
    """One dimension: a series. Two: records and columns. Three: series, steps and channels."""
    array = arrays[name]
    if array.dtype.kind not in _NUMBERS or array.ndim not in (1, 2, 3) or array.shape[-1] > _CHANNELS_MOST * 10:
        raise reading.fails(Fault.FORMAT_UNREAD, format="NumPy", instead="an array of numbers in 1 to 3 dimensions")
    labels = {LABEL: _column(each)} if (each := _labels(arrays, name)) is not None else {}
    if array.ndim == 3:
        values = array.astype(np.float64)
        names = [VALUE] if array.shape[2] == 1 else [f"channel {at + 1}" for at in range(array.shape[2])]
        channels = {each: list(values[:, :, at]) for at, each in enumerate(names)}
        return in_sequences(records_of(labels, read, len(array)), channels, LABEL if labels else "")
    grid = array.reshape(len(array), -1)
    names = [VALUE] if grid.shape[1] == 1 else [str(at) for at in range(grid.shape[1])]
    columns = {each: _column(grid[:, at]) for at, each in enumerate(names)}
    return records_of({**labels, **columns}, read, len(grid))


def _labels(arrays: dict[str, Array], name: str) -> Array | None:
    """An array with one thing to say of each record of another."""
    count = len(arrays[name])
    fitting = [
        each.reshape(-1)
        for other, each in arrays.items()
        if other != name and each.size == count and arrays[name].ndim > 1
    ]
    return fitting[0] if len(fitting) == 1 else None


def _column(values: Array) -> ColumnData:
    if values.dtype.kind in "US":
        return ColumnData(cells=pa.chunked_array([pa.array([str(each) for each in values.tolist()], pa.string())]))
    numbers = np.ascontiguousarray(values).astype(np.float64)
    return ColumnData(np.where(np.isfinite(numbers), numbers, np.nan))
