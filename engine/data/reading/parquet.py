"""Parquet files: columns that come with their types."""

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from gatescope.engine.config.data import DataConfig, Kind, ReadConfig
from gatescope.engine.data.columns import time_columns
from gatescope.engine.data.columns.clothes_found import found_on
from gatescope.engine.data.columns.column import ColumnData, GrowingNumbers
from gatescope.engine.data.columns.times import Custom
from gatescope.engine.data.columns.undressing import numbers_in
from gatescope.engine.data.files.source import FileReading, Origin, system_errors
from gatescope.engine.data.files.stream import columns_most, too_large
from gatescope.engine.data.reading.delimited import Lines
from gatescope.engine.data.reading.readers import Contents, Format, digest_of
from gatescope.engine.data.reading.records import Cells
from gatescope.engine.data.reading.series.nested import Nested, channels_of
from gatescope.engine.data.reading.series.sequences import in_sequences, records_of
from gatescope.engine.data.sniffing import numerals, sniff
from gatescope.engine.data.sniffing.headers import unique
from gatescope.engine.errors import Fault
from gatescope.engine.protocol.datasets import Records

PARQUET = b"PAR1"
_ROWS = 1 << 16  # that are unpacked at once
ROWS_OF_A_BEGINNING = 5000
_LOOKED_AT = 200
_VALUE = 8  # bytes
_SETTINGS = ("decimal", "thousands", "missing", "words", "minus", "dates", "rows", "repeats", "series")


def _read(origin: Origin, read: ReadConfig, data: DataConfig | None, reading: FileReading, whole: bool) -> Contents:
    found, complete = read_parquet(origin, read, data, reading, whole)
    digest, doubts = digest_of(origin, reading, whole), found.form.doubts
    return Contents(origin, found.form.read, digest, complete, found, doubts=doubts, format="parquet")


FORMAT = Format(lambda _path, first: first.startswith(PARQUET), _read)


def read_parquet(
    origin: Origin, read: ReadConfig, data: DataConfig | None, reading: FileReading, whole: bool
) -> tuple[Cells, bool]:
    """The cells, if not ``whole`` those of the first rows, and whether these are all. Raises ``DataError``:
    ARCHIVE_DAMAGED, ARCHIVE_TOO_LARGE, READ_CANCELLED."""
    with system_errors(reading):
        try:
            source = io.BytesIO(origin.raw) if origin.raw is not None else origin.path
            metadata = pq.read_metadata(source)
            file = pq.ParquetFile(source, metadata=metadata, read_dictionary=_listed(metadata))
            columns = _columns(file, reading.stage(0.9), whole, read, columns_most(origin.size))
            count = metadata.num_rows
        except (pa.ArrowException, ValueError, KeyError, NotImplementedError, OSError) as error:
            if getattr(error, "errno", None) is not None:  # pyarrow's own, about the bytes, have none
                raise
            reason = " ".join(str(error).split())[:200]
            raise reading.fails(Fault.ARCHIVE_DAMAGED, reason=reason or type(error).__name__) from None
    rows = len(columns[0]) if columns else 0
    return typed_cells(columns, read, data), rows == count or not columns


def typed_columns(fields: Sequence[Any], read: ReadConfig) -> "list[TypedColumn]":
    """A column for each of a schema's fields, in which lists of numbers are series: not where each record has a time,
    unless a person says so."""
    timed = any(pa.types.is_temporal(field.type) and not pa.types.is_duration(field.type) for field in fields)
    lists = read.series if read.series is not None else not timed
    return [TypedColumn(field.name, field.type, len(fields), lists) for field in fields]


def typed_cells(columns: "list[TypedColumn]", read: ReadConfig, data: DataConfig | None) -> Cells:
    """The cells of columns that came with their types."""
    names = unique(tuple(column.name for column in columns))
    if any(column.holds_lists for column in columns):
        return _series(names, columns, read)
    made = {name: column.data() for name, column in zip(names, columns, strict=True)}
    rows = len(columns[0]) if columns else 0
    missing = {name: column.missing for name, column in zip(names, columns, strict=True)}
    lines = Lines()
    lines.add(rows, 1)
    times = _times(made, columns, names, data, read)
    kept = {name: getattr(read, name) for name in ("dates", "rows", "repeats", "series")}
    form = sniff.Form(ReadConfig(kind=Kind.TABLE, header=True, **kept), names, ("",) * len(names))
    made_of = Cells(form, made, times, missing, Records(read=rows), lines)
    written = [name for name in names if made[name].cells is not None and name not in times]
    return _undressed(made_of, written, read) if written else made_of


def _undressed(found: Cells, written: list[str], read: ReadConfig) -> Cells:
    """The cells with those columns of words as numbers that hold some, as in a text."""
    decimal, thousands, doubtful = numerals.marks([_sample(found.columns[name]) for name in written], read, "")
    how = {"missing": read.missing, "words": read.words, "minus": read.minus}
    resolved = msgspec.structs.replace(found.form.read, decimal=decimal, thousands=thousands, **how)
    blocks = {name: found.columns[name].cells.chunks for name in written}
    told = (numbers_in(name, blocks[name], resolved, found.lines.of) for name in written)
    numbers = {each.name: each for each in told if each is not None}
    if not numbers:
        return found
    units = tuple(numbers[name].clothes.unit if name in numbers else "" for name in found.form.names)
    bad = tuple(wrong for each in numbers.values() if (wrong := each.bad()) is not None)
    return replace(
        found,
        form=replace(found.form, read=resolved, units=units, doubts=("decimal",) if doubtful else ()),
        found=found_on(tuple(numbers.values()), resolved),
        clothes={name: each.clothes for name, each in numbers.items()},
        missing=found.missing | {name: each.missing + each.wrong for name, each in numbers.items()},
        columns=found.columns | {name: each.data() for name, each in numbers.items()},
        records=msgspec.structs.replace(found.records, bad=bad),
    )


def _series(names: tuple[str, ...], columns: "list[TypedColumn]", read: ReadConfig) -> Cells:
    """Each record with the steps in its lists."""
    channels: dict[str, list[NDArray[np.float64]]] = {}
    for name, column in zip(names, columns, strict=True):
        if column.holds_lists:
            channels |= channels_of(name, column.nested) if column.is_nested else {name: column.lists}
    others = {name: column.data() for name, column in zip(names, columns, strict=True) if not column.holds_lists}
    return in_sequences(records_of(others, read, len(columns[0])), channels)


def _listed(metadata: Any) -> list[str]:
    """The columns of words whose different ones stand once in the file: each may be long, and come often."""
    groups = [metadata.row_group(at) for at in range(metadata.num_row_groups)]
    return [
        metadata.schema.column(at).path
        for at in range(metadata.num_columns)
        if metadata.schema.column(at).physical_type == "BYTE_ARRAY"
        and "." not in metadata.schema.column(at).path
        and any(group.column(at).has_dictionary_page for group in groups)
    ]


def _columns(file: Any, reading: FileReading, whole: bool, read: ReadConfig, most: int) -> "list[TypedColumn]":
    """``most`` bytes may they take."""
    groups = [file.metadata.row_group(at) for at in range(file.metadata.num_row_groups)]
    size = sum(group.total_byte_size for group in groups)
    size = max(size, _VALUE * file.metadata.num_rows * file.metadata.num_columns)  # what repeats is packed well
    if size > most:
        raise too_large(reading, size, most)
    fields = list(file.schema_arrow)
    columns = typed_columns(fields, read)
    rows = size = 0
    for batch in file.iter_batches(_ROWS if whole else ROWS_OF_A_BEGINNING, use_threads=False):
        size += sum(map(dense_size, batch.columns))
        if size > most:
            raise too_large(reading, size, most)
        for column, piece in zip(columns, batch.columns, strict=True):
            column.add(piece)
        rows += batch.num_rows
        reading.tick(rows, max(1, file.metadata.num_rows))
        if not whole:
            break
    return columns


def dense_size(piece: Any) -> int:
    """The bytes that a piece of a column takes when each cell has its own value."""
    if not pa.types.is_dictionary(piece.type):
        return int(piece.nbytes)
    if not (pa.types.is_string(piece.type.value_type) or pa.types.is_large_string(piece.type.value_type)):
        return len(piece) * _VALUE
    lengths = pc.cast(pc.binary_length(piece.dictionary), pa.int64())
    return int(pc.sum(lengths.take(piece.indices)).as_py() or 0) + len(piece) * _VALUE


class TypedColumn:
    """A column while it is read: as numbers where it holds some, else as words."""

    def __init__(self, name: str, type_: Any, columns: int, lists: bool) -> None:
        self.name, self.missing = name, 0
        self.is_time = pa.types.is_temporal(type_) and not pa.types.is_duration(type_)
        self._numeric = pa.types.is_integer(type_) or pa.types.is_floating(type_) or pa.types.is_decimal(type_)
        self._numbers, self._words, self._rows = GrowingNumbers(columns), [pa.array([], pa.string())], 0
        self.is_nested = _holds(type_) is not None and _is_list(_holds(type_))
        self.holds_lists = lists and (_is_list(type_) or self.is_nested)
        self.lists: list[NDArray[np.float64]] = []
        self.nested: list[Nested] = []

    def __len__(self) -> int:
        return self._rows

    def add(self, piece: Any) -> None:
        self._rows += len(piece)
        if self._numeric:
            values = pc.cast(piece, pa.float64(), safe=False).to_numpy(zero_copy_only=False)
            values = np.where(np.isfinite(values), values, np.nan)
            self.missing += int(np.isnan(values).sum())
            self._numbers.add(values)
            return
        if self.holds_lists and self.is_nested:
            self.nested += piece.to_pylist()
        elif self.holds_lists:
            self.lists += _values_of(piece)
        else:
            words = _as_words(piece)
            self.missing += words.null_count
            self._words.append(words)

    def data(self) -> ColumnData:
        """What was read."""
        if self._numeric:
            return ColumnData(numbers=self._numbers.joined())
        return ColumnData(cells=pa.chunked_array(self._words, pa.string()))


def _holds(type_: Any) -> Any:
    """What the cells are lists of; None where they are none."""
    of = (pa.types.is_list, pa.types.is_large_list, pa.types.is_fixed_size_list)
    return type_.value_type if any(each(type_) for each in of) else None


def _is_list(type_: Any) -> bool:
    """Whether the cells are lists of numbers."""
    held = _holds(type_)
    return held is not None and bool(pa.types.is_integer(held) or pa.types.is_floating(held))


def _values_of(piece: Any) -> list[NDArray[np.float64]]:
    """The values of each list, none where there is no list."""
    lengths = pc.fill_null(pc.list_value_length(piece), 0).to_numpy(zero_copy_only=False)
    values = pc.cast(pc.list_flatten(piece), pa.float64(), safe=False).to_numpy(zero_copy_only=False)
    return np.split(values, np.cumsum(lengths)[:-1]) if len(lengths) else []


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
    made: dict[str, ColumnData],
    columns: list[TypedColumn],
    names: tuple[str, ...],
    data: DataConfig | None,
    read: ReadConfig,
) -> tuple[str, ...]:
    """The columns that tell when a row is: by their types, else as in any table."""
    if data is not None:
        return tuple(name for name in data.time if name in names)
    typed = [name for name, column in zip(names, columns, strict=True) if column.is_time]
    if typed:
        return (typed[0],)
    return time_columns.find_times({name: _sample(made[name]) for name in names}, Custom.of(read))


def _sample(column: ColumnData) -> list[str]:
    return [cell or "" for cell in column.words(_LOOKED_AT).to_pylist()]
