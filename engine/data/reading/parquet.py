"""Parquet files: columns that come with their types."""

import io
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from gatescope.engine.config.data import DataConfig, Kind, ReadConfig
from gatescope.engine.data.columns import time_columns
from gatescope.engine.data.columns.column import ColumnData, GrowingNumbers
from gatescope.engine.data.files.source import FileReading, Origin, system_errors
from gatescope.engine.data.files.stream import UNPACKED_MOST, too_large
from gatescope.engine.data.reading.delimited import Lines
from gatescope.engine.data.reading.formats import Contents, Format, digest_of
from gatescope.engine.data.reading.records import Cells
from gatescope.engine.data.sniffing import sniff
from gatescope.engine.data.sniffing.headers import unique
from gatescope.engine.errors import Fault
from gatescope.engine.protocol.datasets import Records

PARQUET = b"PAR1"
_ROWS = 1 << 16  # that are unpacked at once
_ROWS_OF_A_BEGINNING = 5000
_LOOKED_AT = 200


def _read(origin: Origin, read: ReadConfig, data: DataConfig | None, reading: FileReading, whole: bool) -> Contents:
    found, complete = read_parquet(origin, read, data, reading, whole)
    return Contents(origin, found.form.read, digest_of(origin, reading, whole), complete, found, format="parquet")


FORMAT = Format(lambda _path, first: first.startswith(PARQUET), _read)


def read_parquet(
    origin: Origin, read: ReadConfig, data: DataConfig | None, reading: FileReading, whole: bool
) -> tuple[Cells, bool]:
    """The cells, if not ``whole`` those of the first rows, and whether these are all. Raises ``DataError``:
    ARCHIVE_DAMAGED, ARCHIVE_TOO_LARGE, READ_CANCELLED."""
    with system_errors(reading):
        try:
            file = pq.ParquetFile(io.BytesIO(origin.raw) if origin.raw is not None else origin.path)
            columns, count = _columns(file, reading.stage(0.9), whole), file.metadata.num_rows
        except (pa.ArrowException, ValueError, KeyError, NotImplementedError, OSError) as error:
            if getattr(error, "errno", None) is not None:  # pyarrow's own, about the bytes, have none
                raise
            reason = " ".join(str(error).split())[:200]
            raise reading.fails(Fault.ARCHIVE_DAMAGED, reason=reason or type(error).__name__) from None
    names = unique(tuple(column.name for column in columns))
    made = {name: column.data() for name, column in zip(names, columns, strict=True)}
    order = ReadConfig(kind=Kind.TABLE, header=True, dates=read.dates, rows=read.rows, repeats=read.repeats)
    form = sniff.Form(order, names, ("",) * len(names))
    rows = len(columns[0]) if columns else 0
    missing = {name: column.missing for name, column in zip(names, columns, strict=True)}
    lines = Lines()
    lines.add(rows, 1)
    cells = Cells(form, made, _times(made, columns, names, data), missing, Records(read=rows), lines)
    return cells, rows == count or not columns


def _columns(file: Any, reading: FileReading, whole: bool) -> "list[_Column]":
    groups = [file.metadata.row_group(at) for at in range(file.metadata.num_row_groups)]
    size = sum(group.total_byte_size for group in groups)
    if size > UNPACKED_MOST:
        raise too_large(reading, size, UNPACKED_MOST)
    fields = list(file.schema_arrow)
    columns = [_Column(field.name, field.type, len(fields)) for field in fields]
    rows = 0
    for batch in file.iter_batches(_ROWS if whole else _ROWS_OF_A_BEGINNING, use_threads=False):
        for column, piece in zip(columns, batch.columns, strict=True):
            column.add(piece)
        rows += batch.num_rows
        reading.tick(rows, max(1, file.metadata.num_rows))
        if not whole:
            break
    return columns


class _Column:
    """A column while it is read: as numbers where it holds some, else as words."""

    def __init__(self, name: str, type_: Any, columns: int) -> None:
        self.name, self.missing = name, 0
        self.is_time = pa.types.is_temporal(type_) and not pa.types.is_duration(type_)
        self._numeric = pa.types.is_integer(type_) or pa.types.is_floating(type_) or pa.types.is_decimal(type_)
        self._numbers, self._words, self._rows = GrowingNumbers(columns), [pa.array([], pa.string())], 0

    def __len__(self) -> int:
        return self._rows

    def add(self, piece: Any) -> None:
        self._rows += len(piece)
        if self._numeric:
            values = pc.cast(piece, pa.float64(), safe=False).to_numpy(zero_copy_only=False)
            values = np.where(np.isfinite(values), values, np.nan)
            self.missing += int(np.isnan(values).sum())
            self._numbers.add(values)
        else:
            words = _as_words(piece)
            self.missing += words.null_count
            self._words.append(words)

    def data(self) -> ColumnData:
        if self._numeric:
            return ColumnData(numbers=self._numbers.joined())
        return ColumnData(cells=pa.chunked_array(self._words, pa.string()))


def _as_words(piece: Any) -> Any:
    """A column of words, times (in ISO's writing) or whatever else as strings."""
    if pa.types.is_dictionary(piece.type):
        piece = piece.dictionary_decode()
    if pa.types.is_timestamp(piece.type):
        whole = pc.equal(pc.cast(piece, pa.timestamp("s"), safe=False), piece) if piece.type.tz is None else None
        if whole is not None and pc.all(pc.fill_null(whole, True)).as_py():
            piece = pc.cast(piece, pa.timestamp("s"), safe=False)
    try:
        words = pc.cast(piece, pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError):
        words = pa.array([None if value is None else str(value) for value in piece.to_pylist()], pa.string())
    return pc.if_else(pc.equal(words, pa.scalar("")), pa.scalar(None, pa.string()), words)


def _times(
    made: dict[str, ColumnData], columns: list[_Column], names: tuple[str, ...], data: DataConfig | None
) -> tuple[str, ...]:
    """The columns that tell when a row is: by their types, else as in any table."""
    if data is not None:
        return tuple(name for name in data.time if name in names)
    typed = [name for name, column in zip(names, columns, strict=True) if column.is_time]
    return (typed[0],) if typed else time_columns.find_times({name: _sample(made[name]) for name in names})


def _sample(column: ColumnData) -> list[str]:
    if column.numbers is not None:
        first = ColumnData(column.numbers[:_LOOKED_AT])
    else:
        first = ColumnData(cells=column.cells.slice(0, _LOOKED_AT))
    return [cell or "" for cell in first.words().to_pylist()]
