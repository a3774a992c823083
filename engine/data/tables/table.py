"""Tables: what the columns that were read hold, and in which order their rows come."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from gatescope.engine.config.data import RowOrder
from gatescope.engine.data.columns import cells, times
from gatescope.engine.data.columns.column import ColumnData, as_words, shown
from gatescope.engine.data.columns.orders import OrderReading
from gatescope.engine.data.columns.rhythm import pace
from gatescope.engine.data.files.source import FileReading
from gatescope.engine.data.reading.records import Cells, Series
from gatescope.engine.errors import DataError, Fault
from gatescope.engine.protocol.datasets import (
    LEVELS_TOLD,
    LINES_TOLD,
    BadCells,
    Column,
    ColumnType,
    DateReading,
    Records,
)

_LOOK = 20_000  # cells, among which a column of few different ones repeats them
_DISTINCT_MOST = 10_000  # different cells that are counted
_CATEGORY_SHARE = 0.5  # of the cells, at most, are different ones when they are levels


@dataclass(frozen=True, eq=False)
class Table:
    """``columns`` are all there are and ``data`` what they hold, in the file's order. ``names`` are the numeric ones
    that vary, ``counters`` those of them that only count rows. ``labels`` (N,) name the rows by their time (a pyarrow
    array), ``seconds`` (N,) say when they are, since 1970; both None without a time column. ``frequency`` says how
    often they come, ``gaps`` how many are lacking, behind the rows ``gap_rows``; ``readings`` are the ways in which the
    dates can be read, if several. ``order`` (N,) are the rows of the file, None as they stand there; ``mingled``: time
    falls in a series, and was left so. ``series``: the rows are the steps of series."""

    columns: tuple[Column, ...]
    data: Mapping[str, ColumnData]
    records: Records
    time_columns: tuple[str, ...] = ()
    frequency: str = ""
    labels: Any = None
    seconds: NDArray[np.float64] | None = None
    gaps: int = 0
    gap_rows: tuple[int, ...] = ()
    readings: tuple[DateReading, ...] = ()
    order: NDArray[np.int64] | None = None
    mingled: bool = False
    series: Series | None = None

    @property
    def rows(self) -> int:
        return self.records.rows

    @property
    def names(self) -> tuple[str, ...]:
        return varying(self.columns, self.rows)

    @property
    def values(self) -> NDArray[np.float64]:
        """The columns called ``names`` (N, C), what is missing interpolated."""
        return stacked(self.data, self.names)


def varying(columns: tuple[Column, ...], rows: int) -> tuple[str, ...]:
    """The names of the numeric columns that vary."""
    numeric = (each for each in columns if each.type is ColumnType.NUMERIC)
    return tuple(each.name for each in numeric if not each.constant and each.missing < rows)


def stacked(data: Mapping[str, ColumnData], names: tuple[str, ...]) -> NDArray[np.float64]:
    columns = [data[name].numbers for name in names]
    return np.column_stack([cells.filled(column) for column in columns if column is not None])


def table_of(found: Cells, reading: FileReading) -> Table:
    """What was read, described; where the newest row came first, it comes last. Rows are in the order of time once
    ``in_time`` has put them there."""
    data, records = found.columns, found.records
    told = _times(found)
    labels, order = None, None
    if told is not None and not np.isfinite(told.seconds).any():
        records, told = _with_wrong_times(found, told), None
    if told is not None:
        labels = told.labels if told.labels is not None else data[found.times[0]].words()
        labels = pc.fill_null(labels, "")
        records = _with_wrong_times(found, told)
    seconds = told.seconds if told is not None else None
    if told is not None and found.form.read.rows is RowOrder.TIME and told.pace.turned:
        seconds = told.seconds[::-1]
        data = {name: _turned(data.pop(name)) for name in tuple(data)}
        labels, records = _turned_words(labels), msgspec.structs.replace(records, reversed=True)
        order = np.arange(records.rows)[::-1]
    described = []
    for at, name in enumerate(found.form.names):
        reading.refuse_if_cancelled()
        described.append(_described(name, found.form.units[at], found, data[name]))
    readings = tuple(map(_reading, told.readings)) if told is not None and told.doubtful else ()
    by = found.times if told is not None else ()
    made = Table(tuple(described), data, records, by, "", labels, seconds, readings=readings, order=order)
    return replace(made, series=found.series)


def _times(found: Cells) -> times.Times | None:
    """What the time columns tell; None without one that can be read."""
    if not found.times or not found.records.read:
        return None
    if found.moments is not None:
        return found.moments
    columns = {name: found.columns[name] for name in found.times}
    return times.read_times(columns, times.Custom.of(found.form.read))


def _reading(each: OrderReading) -> DateReading:
    """What one way of reading dates makes of a file."""
    known = np.unique(each.seconds[np.isfinite(each.seconds)])
    days = known[[0, -1]].astype("M8[s]").astype("M8[D]").astype(str)
    found = pace(known)
    return DateReading(
        dates=each.order, first=str(days[0]), last=str(days[1]), frequency=found.frequency, gaps=found.gaps
    )


def _with_wrong_times(found: Cells, told: times.Times) -> Records:
    """The records, with the cells of a time column that are no times."""
    name, records = found.times[0], found.records
    column = found.columns[name].cells
    if not len(told.wrong):
        return records
    value = (found.columns[name].words() if column is None else column)[int(told.wrong[0])].as_py() or ""
    lines = tuple(found.lines.of(told.wrong[:LINES_TOLD]))
    bad = BadCells(column=name, count=len(told.wrong), lines=lines, value=shown(value))
    return msgspec.structs.replace(records, bad=(*records.bad, bad))


def refuse_useless(table: Table, rows_least: int, line: int, reading: FileReading) -> None:
    """``line`` is that of the first row. Raises ``DataError``: TOO_FEW_ROWS, and when nothing varies CELL_MISSING,
    COLUMN_CONSTANT or NO_NUMERIC_COLUMN."""
    if table.rows < rows_least:
        raise reading.fails(Fault.TOO_FEW_ROWS, rows=table.rows, needed=rows_least)
    words = (ColumnType.CATEGORY, ColumnType.TEXT, ColumnType.PICTURE)
    varied = (each for each in table.columns if each.missing < table.rows and not each.constant)
    if not table.names and not any(each.type in words for each in varied):
        raise _nothing_usable(table, line, reading)


def _nothing_usable(table: Table, line: int, reading: FileReading) -> DataError:
    for column in table.columns:
        numbers = table.data[column.name].numbers
        if column.type is ColumnType.NUMERIC and column.constant and numbers is not None:
            return reading.fails(Fault.COLUMN_CONSTANT, column=column.name, value=float(np.nanmax(numbers)))
    for column in table.columns:
        if column.missing == table.rows:
            return reading.fails(Fault.CELL_MISSING, line=line, column=column.name, count=column.missing)
    names = ", ".join(column.name for column in table.columns)
    return reading.fails(Fault.NO_NUMERIC_COLUMN, columns=names[:1000])


def _turned(column: ColumnData) -> ColumnData:
    """The last row first."""
    numbers = None if column.numbers is None else np.ascontiguousarray(column.numbers[::-1])
    return ColumnData(numbers, None if column.cells is None else _turned_words(column.cells))


def _turned_words(words: Any) -> Any:
    chunks = words.chunks if isinstance(words, pa.ChunkedArray) else [words]
    turned = [chunk.take(np.arange(len(chunk))[::-1]) for chunk in reversed(chunks)]
    return pa.chunked_array(turned, pa.string())


# ---- what a column holds -------------------------------------------------------------------------------------------


def _described(name: str, unit: str, found: Cells, column: ColumnData) -> Column:
    missing = found.missing[name]
    if name in found.times and column.cells is not None:
        return Column(name=name, type=ColumnType.TIME, missing=missing, unit=unit)
    if column.numbers is not None:
        return _numeric(Column(name=name, type=ColumnType.NUMERIC, missing=missing, unit=unit), column.numbers)
    levels = _levels(column.cells)
    known = len(column.cells) - missing
    few = levels is not None and len(levels) <= max(2, _CATEGORY_SHARE * known)
    return Column(
        name=name,
        type=ColumnType.CATEGORY if few else ColumnType.TEXT,
        missing=missing,
        constant=levels is not None and len(levels) == 1,
        distinct=len(levels) if levels is not None else 0,
        levels=tuple(levels[:LEVELS_TOLD].to_pylist()) if levels is not None and few else (),
        unit=unit,
    )


def _numeric(column: Column, numbers: NDArray[np.float64]) -> Column:
    if column.missing == len(numbers):
        return column
    low, high = float(np.nanmin(numbers)), float(np.nanmax(numbers))
    levels = _levels(pa.array(numbers[:_LOOK], from_pandas=True))
    if levels is not None and len(levels) <= 2 * LEVELS_TOLD and len(numbers) > _LOOK:
        levels = _levels(pa.array(numbers, from_pandas=True))
    few = levels is not None and len(levels) <= LEVELS_TOLD
    return Column(
        name=column.name,
        type=column.type,
        missing=column.missing,
        constant=low == high,
        distinct=len(levels) if levels is not None and (few or len(numbers) <= _LOOK) else 0,
        levels=tuple(as_words(levels.sort()).to_pylist()) if few else (),
        unit=column.unit,
        counter=low != high and _counts(numbers),
    )


def _levels(values: Any) -> Any:
    """The different values, in the order in which they come; None when they are too many."""
    first = values.slice(0, _LOOK)
    if len(values) > _LOOK and len(pc.unique(first)) > _DISTINCT_MOST:
        return None
    levels = pc.unique(values).drop_null()
    return levels if len(levels) <= max(_LOOK, _DISTINCT_MOST) else None


def _counts(values: NDArray[np.float64]) -> bool:
    """Whether a column goes up or down by the same amount in every row: a row number, seconds since the start."""
    if len(values) < 2:
        return False
    with np.errstate(over="ignore", invalid="ignore"):  # nobody counts by what is no number
        step = values[1] - values[0]
        pieces = (values[at : at + _LOOK] for at in range(0, len(values) - 1, _LOOK - 1))
        return bool(np.isfinite(step)) and all(
            np.allclose(np.diff(piece), step, rtol=1e-6, atol=0.0) for piece in pieces
        )
