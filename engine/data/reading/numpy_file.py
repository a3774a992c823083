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
_COLUMNS_MOST = 100_000
_VALUE = 8  # bytes, whatever it took in the file
_VALUES_OF_A_BEGINNING = 1 << 20
Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Header:
    """What an array says of itself."""

    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    by_columns: bool = False  # the values of a record do not stand together

    def __len__(self) -> int:
        return self.shape[0] if self.shape else 1

    @property
    def record(self) -> int:
        """The bytes that one takes."""
        return math.prod(self.shape[1:]) * self.dtype.itemsize


def _is_it(path: str, first: bytes) -> bool:
    return first.startswith(NPY) or (first.startswith(ZIP) and path.lower().endswith(".npz"))


def _read(origin: Origin, read: ReadConfig, _data: DataConfig | None, reading: FileReading, whole: bool) -> Contents:
    parts: tuple[str, tuple[str, ...]] = ("", ())
    complete = True
    with system_errors(reading):
        if origin.head(len(NPY)) == NPY:
            with origin.open() as file:
                array, complete = _array(file, origin.size, reading, whole)
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
    return Contents(origin, resolved, digest, complete, cells, sheets=parts[1], format="numpy_file")


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
                        found[entry.filename.removesuffix(".npy")], _ = _array(io.BytesIO(raw), len(raw), reading)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, NotImplementedError) as error:
        raise _damaged(reading, error) from None
    if not any(each.dtype.kind in _NUMBERS for each in found.values()):
        raise reading.fails(Fault.FORMAT_UNREAD, format="NumPy", instead="arrays of numbers")
    return {name: each for name, each in found.items() if each.dtype.kind in _NUMBERS or each.ndim == 1}


def _header(file: BinaryIO, reading: FileReading) -> Header:
    try:
        version = npy.read_magic(file)
        reader = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
        shape, by_columns, dtype = reader(file)
    except (ValueError, EOFError, TypeError, SyntaxError) as error:
        raise _damaged(reading, error) from None
    return Header(tuple(shape), dtype, by_columns)


def _array(file: BinaryIO, size: int, reading: FileReading, whole: bool = True) -> tuple[Array, bool]:
    """An array, if not ``whole`` its first records, and whether these are all. Its shape is held against the size of
    the file, and what its numbers take here against what there is room for, before anything is made of it."""
    header = _header(file, reading)
    if header.dtype.hasobject or header.dtype.kind not in _NUMBERS + "US":
        raise reading.fails(Fault.FORMAT_UNREAD, format="NumPy", instead="an array of numbers")
    if any(length < 0 for length in header.shape):
        raise _damaged(reading, "a negative shape")
    count = math.prod(header.shape)
    if (needed := count * max(header.dtype.itemsize, _VALUE)) > UNPACKED_MOST:
        raise too_large(reading, needed, UNPACKED_MOST)
    if count * header.dtype.itemsize > size or not count:
        raise _damaged(reading, "it ends too early")
    records = len(header) if whole or header.by_columns else min(len(header), _beginning(header))
    if records < len(header):
        raw = file.read(records * header.record)
        return np.frombuffer(raw, header.dtype).reshape(records, *header.shape[1:]), False
    file.seek(0)
    try:
        return np.asarray(npy.read_array(file, allow_pickle=False)), True
    except (ValueError, EOFError) as error:
        raise _damaged(reading, error) from None


def _beginning(header: Header) -> int:
    """How many records are looked at of a large array."""
    return max(1, _VALUES_OF_A_BEGINNING * len(header) // math.prod(header.shape))


def _damaged(reading: FileReading, reason: Exception | str) -> DataError:
    return reading.fails(Fault.ARCHIVE_DAMAGED, reason=str(reason)[:200] or type(reason).__name__)


def _cells(arrays: dict[str, Array], name: str, read: ReadConfig, reading: FileReading) -> Cells:
    """One dimension: a series. Two: records and columns. Three: series, steps and channels."""
    array = arrays[name]
    wide = array.ndim > 1 and array.shape[-1] > _COLUMNS_MOST
    if array.dtype.kind not in _NUMBERS or array.ndim not in (1, 2, 3) or wide:
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
    if values.dtype.kind == "S":
        values = np.char.decode(values, "utf-8", "replace")
    if values.dtype.kind == "U":
        return ColumnData(cells=pa.chunked_array([pa.array(values, pa.string())]))
    numbers = values.astype(np.float64)  # a copy
    numbers[~np.isfinite(numbers)] = np.nan
    return ColumnData(numbers)
