"""Tables: from text to named columns of numbers. pyarrow reads the cells; everything it would let pass is checked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv

from engine.data import cells, records, sniff, times
from engine.data.source import BLOCK, Reading
from engine.data.text import with_plain_newlines
from engine.errors import DataError, Fault
from engine.messages import Column, ColumnType

NUMERIC_SHARE = 0.9  # of a column's cells: then the others are mistakes, not words
_SHOWN = 60  # characters of a cell in an error
Refusal = Literal["skip", "error"]
_EDGE = 1000  # rows at each end that tell how often rows come


@dataclass(frozen=True, eq=False)
class Table:
    """``columns`` are all there are. ``names`` are the numeric ones that vary and ``values`` (N, C) float64 their cells
    in that order, missing ones interpolated; ``counters`` those of them that only count up. ``labels`` are the cells of
    the time column as written (a pyarrow array), None without one."""

    columns: tuple[Column, ...]
    names: tuple[str, ...]
    values: NDArray[np.float64]
    counters: frozenset[str]
    delimiter: str
    time_column: str = ""
    frequency: str = ""
    labels: Any = None


def read_table(text: str, reading: Reading, rows_least: int) -> Table:
    """Raises ``DataError``: LINE_TOO_LONG, QUOTE_UNCLOSED, ROW_RAGGED, TOO_FEW_ROWS, CELL_NOT_NUMERIC,
    NO_NUMERIC_COLUMN, COLUMN_CONSTANT, CELL_MISSING, READ_CANCELLED."""
    reading.stage(0.0)
    text = with_plain_newlines(text).rstrip(" \n\x1a")
    if not text:
        raise reading.fails(Fault.FILE_EMPTY)
    sample = sniff.head(text)
    _refuse_wide(text, sample, reading)
    separator = sniff.delimiter(sample)
    text = _without_empty_end(text, separator)
    form = sniff.look(sample, separator)
    reading.stage(0.0)
    found = records.split(text.encode(), separator, reading)
    if form.header is not None and len(form.header) != form.width:
        line = found.line(form.skip - 1)
        raise reading.fails(Fault.ROW_RAGGED, line=line, expected=form.width, found=len(form.header))
    columns = _read_columns(found, form, reading.stage(0.45))
    rows = len(found) - form.skip
    if rows < rows_least:
        raise reading.fails(Fault.TOO_FEW_ROWS, rows=max(rows, 0), needed=rows_least)
    return _table(columns, _Place(found, form.skip, reading.stage(0.1)), separator)


@dataclass
class _Reader:
    """What is known of one column while it is read."""

    name: str
    is_time: bool
    decimal_comma: bool
    pieces: list[NDArray[np.float64]] = field(default_factory=list)
    labels: list[Any] = field(default_factory=list)
    rows: int = 0
    wrong: int = 0
    wrong_row: int = 0
    wrong_text: str = ""
    missing: int = 0

    def read(self, column: Any) -> None:
        if self.is_time:
            self.labels.append(column)
            self.missing += pc.sum(pc.equal(column, pa.scalar(""))).as_py() or 0
        else:
            self._read_numbers(cells.numbers(column, self.decimal_comma))
        self.rows += len(column)

    def _read_numbers(self, found: cells.Numbers) -> None:
        if len(found.wrong) and not self.wrong:
            self.wrong_row = self.rows + int(found.wrong[0])
            self.wrong_text = found.text
        self.wrong += len(found.wrong)
        self.missing += int(np.isnan(found.values).sum()) - len(found.wrong)
        self.pieces.append(found.values)

    @property
    def numeric(self) -> int:
        return 0 if self.is_time else self.rows - self.missing - self.wrong

    def is_numeric(self, share: float) -> bool:
        return self.numeric > 0 and self.numeric >= share * (self.numeric + self.wrong)

    def values(self) -> NDArray[np.float64]:
        return np.concatenate(self.pieces)


@dataclass(frozen=True)
class _Place:
    """Tells the line of a data row, for errors."""

    found: records.Records
    skip: int
    reading: Reading

    def fails(self, fault: Fault, row: int, **facts: str | int) -> DataError:
        return self.reading.fails(fault, line=self.found.line(self.skip + row), **facts)


def _without_empty_end(text: str, separator: str) -> str:
    """Spreadsheets write rows of nothing but delimiters below the last one."""
    end = len(text)
    while (start := text.rfind("\n", 0, end)) > 0 and not text[start:end].strip(f" \n{separator}"):
        end = start
    return text[:end]


def _refuse_wide(text: str, sample: str, reading: Reading) -> None:
    if not sample:
        lines = text.split("\n", 3)[:3]
        length, line = max((len(line), number) for number, line in enumerate(lines, 1))
        raise reading.fails(Fault.LINE_TOO_LONG, line=line, length=length, limit=records.BYTES_MOST, unit="bytes")
    line, count = sniff.widest(sample)
    if count >= records.FIELDS_MOST:
        limit = records.FIELDS_MOST
        raise reading.fails(Fault.LINE_TOO_LONG, line=line, length=count + 1, limit=limit, unit="fields")


def _read_columns(found: records.Records, form: sniff.Format, reading: Reading) -> list[_Reader]:
    names = sniff.unique(form.header or ("",) * form.width)
    columns = [
        _Reader(name, times.looks_like_time(form.column(at), name), form.decimal_comma) for at, name in enumerate(names)
    ]
    if form.skip >= len(found):
        return columns
    ragged: list[tuple[int, int]] = []
    for batch in _batches(found, form, ragged, reading):
        if ragged:
            break
        for column, piece in zip(columns, batch.columns, strict=True):
            column.read(piece)
    place = _Place(found, form.skip, reading)
    if ragged:
        row, width = ragged[0]
        raise place.fails(Fault.ROW_RAGGED, row, expected=form.width, found=width)
    if columns[0].rows != len(found) - form.skip:  # a quote swallowed rows
        raise place.fails(Fault.QUOTE_UNCLOSED, min(columns[0].rows, len(found) - form.skip - 1))
    return columns


def _batches(
    found: records.Records, form: sniff.Format, ragged: list[tuple[int, int]], reading: Reading
) -> Iterator[Any]:
    """The data in blocks of cells, all of them strings; a row of another width goes to ``ragged`` with its width."""
    start = int(found.starts[form.skip])
    try:
        yield from _streamed(found, form, start, _into(ragged), reading)
    except pa.ArrowInvalid as error:
        if not ragged:
            raise reading.fails(Fault.FILE_UNREADABLE, reason=str(error)) from None
        yield None


def _into(ragged: list[tuple[int, int]]) -> Callable[[Any], Refusal]:
    def refuse(row: Any) -> Refusal:
        ragged.append((row.number - 1, row.actual_columns))
        return "error"

    return refuse


def _streamed(
    found: records.Records, form: sniff.Format, start: int, refuse: Callable[[Any], Refusal], reading: Reading
) -> Iterator[Any]:
    names = [str(at) for at in range(form.width)]
    data: Any = pa.BufferReader(pa.py_buffer(found.body).slice(start))
    reader = csv.open_csv(
        data,
        read_options=csv.ReadOptions(use_threads=False, block_size=BLOCK, column_names=names),
        parse_options=csv.ParseOptions(
            delimiter=form.delimiter, newlines_in_values=found.multiline, invalid_row_handler=refuse
        ),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, null_values=[], check_utf8=False
        ),
    )
    done, rows = 0, len(found) - form.skip
    for batch in reader:
        yield batch
        done += batch.num_rows
        reading.tick(min(done, rows), rows)


def _table(columns: list[_Reader], place: _Place, separator: str) -> Table:
    for column in columns:
        if column.wrong and column.is_numeric(NUMERIC_SHARE):
            raise _not_numeric(column, place)
    numeric = {}
    for at, column in enumerate(columns):
        place.reading.tick(at, len(columns))
        if not column.wrong and column.numeric:
            numeric[column.name] = column.values()
    place.reading.tick(1, 1)
    described = tuple(_described(column, numeric.get(column.name)) for column in columns)
    names = tuple(each.name for each in described if each.name in numeric and not each.constant)
    if not names:
        raise _nothing_usable(columns, numeric, place)
    values = np.column_stack([cells.filled(numeric[name]) for name in names])
    counters = frozenset(name for at, name in enumerate(names) if _counts(values[:, at]))
    table = Table(described, names, values, counters, separator)
    time = next((column for column in columns if column.is_time), None)
    return table if time is None else _with_time(table, time)


def _not_numeric(column: _Reader, place: _Place) -> DataError:
    value = column.wrong_text if len(column.wrong_text) <= _SHOWN else column.wrong_text[: _SHOWN - 1] + "…"
    return place.fails(Fault.CELL_NOT_NUMERIC, column.wrong_row, column=column.name, value=value)


def _described(column: _Reader, values: NDArray[np.float64] | None) -> Column:
    kind = ColumnType.TIME if column.is_time else ColumnType.TEXT if column.wrong else ColumnType.NUMERIC
    constant = values is not None and bool(np.nanmin(values) == np.nanmax(values))
    return Column(name=column.name, type=kind, missing=column.missing, constant=constant)


def _counts(values: NDArray[np.float64]) -> bool:
    """Whether a column goes up or down by the same amount in every row: a row number, seconds since the start."""
    steps = np.diff(values)
    if not np.allclose(steps[:_EDGE], steps[0], rtol=1e-6, atol=0.0):  # told at once of most columns
        return False
    return bool(np.allclose(steps, steps[0], rtol=1e-6, atol=0.0))


def _nothing_usable(columns: list[_Reader], numeric: dict[str, NDArray[np.float64]], place: _Place) -> DataError:
    for name, values in numeric.items():
        value = float(values[np.isfinite(values)][0])
        return place.reading.fails(Fault.COLUMN_CONSTANT, column=name, value=value)
    for column in columns:
        if column.is_numeric(0.5):
            return _not_numeric(column, place)
    for column in columns:
        if column.missing == column.rows:
            return place.fails(Fault.CELL_MISSING, 0, column=column.name, count=column.missing)
    names = ", ".join(column.name for column in columns)
    return place.reading.fails(Fault.NO_NUMERIC_COLUMN, columns=names[:1000])


def _with_time(table: Table, time: _Reader) -> Table:
    labels = pa.chunked_array(time.labels)
    ends = [labels.slice(0, _EDGE), labels.slice(max(0, len(labels) - _EDGE))]
    words = [times.frequency([str(cell) for cell in end.to_pylist()]) for end in ends]
    frequency = words[0] if words[0] == words[1] else "irregular"
    return Table(
        table.columns, table.names, table.values, table.counters, table.delimiter, time.name, frequency, labels
    )
