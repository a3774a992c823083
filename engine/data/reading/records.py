"""Reading a delimited table: from the pieces of its text to columns; every record is either read or counted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import msgspec
import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.data import DataConfig, ReadConfig
from gatescope.engine.data.columns import cells, time_columns
from gatescope.engine.data.columns.clothes import BARE, Clothes
from gatescope.engine.data.columns.clothes_found import found_on
from gatescope.engine.data.columns.column import ColumnData, ColumnReader, GrowingNumbers
from gatescope.engine.data.columns.numeric import clothes_of
from gatescope.engine.data.columns.times import Custom, Times, read_times
from gatescope.engine.data.columns.undressing import worn_in
from gatescope.engine.data.files.source import FileReading
from gatescope.engine.data.reading.blocks import BYTES_MOST, FIELDS_MOST, Cutter
from gatescope.engine.data.reading.delimited import Lines, Pass, Skipped, readers, shape_of
from gatescope.engine.data.reading.outside import Outside, left_out, rows_outside, usual
from gatescope.engine.data.sniffing import sniff
from gatescope.engine.errors import DataError, Fault
from gatescope.engine.protocol.datasets import LINES_TOLD, BadCells, Records
from gatescope.engine.protocol.found import LEFT_OUT, Found, FoundKind

_PASS = 0.9  # of the whole reading
_LOOKS, _LOOK = 8, 1000  # places, and cells at each, at which times are looked at for digits alone


@dataclass(frozen=True, eq=False)
class TableText:
    """A table's text (UTF-8, plain lines): ``head`` its beginning, ``pieces`` all of it, as often as asked. ``whole``
    False: it goes on behind the last piece. ``form`` is what the beginning says of the rest."""

    head: str
    pieces: Callable[[], Iterable[bytes]]
    reading: FileReading
    whole: bool = True
    form: Callable[[ReadConfig], sniff.Form] | None = None

    def looked_at(self, read: ReadConfig) -> sniff.Form:
        _refuse_wide(self)
        return self.form(read) if self.form is not None else sniff.guess(self.head, read, self.reading.path)


@dataclass(frozen=True)
class Series:
    """How records of which each was a series became rows: those of one have the same in the column ``key``, '' where
    all are one series. ``values`` are its channels; ``label`` the column that says one thing of each series, '' where
    none does, ``classes`` whether what it says are classes."""

    key: str
    values: tuple[str, ...]
    label: str = ""
    classes: bool = False


@dataclass(frozen=True, eq=False)
class Cells:
    """What was read: the columns by name in the file's order, those of them that hold times, how many cells of each are
    missing, and how. ``clothes`` are those of the numeric columns. ``series``: the rows are steps of series, each of
    which was a record."""

    form: sniff.Form
    columns: dict[str, ColumnData]
    times: tuple[str, ...]
    missing: dict[str, int]
    records: Records
    lines: Lines
    found: tuple[Found, ...] = ()
    clothes: Mapping[str, Clothes] = field(default_factory=dict)
    moments: Times | None = None  # what the time columns tell, where they were looked at
    outside: frozenset[int] = frozenset()  # the lines of records that are none of the series
    series: Series | None = None


def read_cells(source: TableText, read: ReadConfig, data: DataConfig | None) -> Cells:
    """Raises ``DataError``: LINE_TOO_LONG, QUOTE_UNCLOSED, FILE_UNREADABLE, and what the source raises.

    A quote that never closes may stand for itself: when every line fits without quotes, that is how it is read."""
    try:
        found = _read(source, source.looked_at(read), data)
    except DataError as error:
        if error.fault is not Fault.QUOTE_UNCLOSED or read.quote is not None:
            raise
        found = _read(source, source.looked_at(msgspec.structs.replace(read, quote="")), data)
        if found.records.skipped > sum(each.count for each in found.found if each.kind in LEFT_OUT):
            raise
        return _doubted(found)
    stray = read.quote is None and not found.form.read.quote and '"' in source.head
    return _doubted(found) if stray else found


def _doubted(found: Cells) -> Cells:
    return replace(found, form=replace(found.form, doubts=(*found.form.doubts, "quote")))


def _refuse_wide(source: TableText) -> None:
    lines, reading = source.head.split("\n"), source.reading
    counts = [max(map(line.count, "\t;|,")) for line in lines]
    widest = max(counts)
    if widest >= FIELDS_MOST:
        facts: dict[str, int | str] = {"length": widest + 1, "limit": FIELDS_MOST, "unit": "fields"}
        raise reading.fails(Fault.LINE_TOO_LONG, line=counts.index(widest) + 1, **facts)
    longest = max(map(len, lines))
    if longest > BYTES_MOST:
        line = [len(line) for line in lines].index(longest) + 1
        length = _length(source, line)
        raise reading.fails(Fault.LINE_TOO_LONG, line=line, length=length, limit=BYTES_MOST, unit="bytes")


def _length(source: TableText, line: int) -> int:
    """How many bytes a line has."""
    length = 0
    for piece in source.pieces():
        *whole, last = piece.split(b"\n", line)
        if len(whole) >= line:
            return length + len(whole[line - 1])
        length = len(last) + (0 if whole else length)
        line -= len(whole)
    return length


def _read(source: TableText, form: sniff.Form, data: DataConfig | None) -> Cells:
    sample = usual(form.rows, form.header) if not form.read.keep else form.rows
    form = replace(form, rows=sample)
    told = _times(form, data)
    as_times = {at for at, name in enumerate(form.names) if name in told and not _is_part(form.column(at), told)}
    columns = readers(form.names, form.rows, as_times, form.read)
    first, blank = _pass(source, form, columns, _PASS)
    moments = _moments(source, form, columns, told)
    outside = _outside(form, columns, told, moments, first.rows)
    found = outside.found(first.lines.of)
    gone = first.lines.of(outside.rows)
    columns = _left_out(source, form, columns, as_times, first, outside.rows)
    if blank:
        found.append(left_out(FoundKind.BLANKS, len(blank), blank))
    first.skipped.take(sorted([*gone, *blank]))
    found += found_on(tuple(columns.values()), form.read)
    form = replace(form, units=_units(form, columns))
    clothes = {column.name: column.clothes for column in columns.values() if column.numeric}
    records = _records(first.rows - len(gone), first.skipped, [bad for each in columns.values() if (bad := each.bad())])
    missing = {column.name: column.missing + column.wrong for column in columns.values()}
    made: dict[str, ColumnData] = {}
    for at, column in columns.items():
        source.reading.refuse_if_cancelled()
        made[column.name] = _with_numbers(column.data(), at in as_times)
    moments = moments.without(outside.rows) if moments is not None and len(outside.rows) else moments
    all_found, lines = (*form.found, *found), frozenset([*gone, *blank])
    return Cells(form, made, told, missing, records, first.lines, all_found, clothes, moments, lines)


def _left_out(
    source: TableText,
    form: sniff.Form,
    columns: dict[int, ColumnReader],
    as_times: set[int],
    first: Pass,
    rows: NDArray[np.int64],
) -> dict[int, ColumnReader]:
    """The columns without some rows; those that are not what their first cells said are read once again."""
    for column in columns.values() if len(rows) else ():
        source.reading.refuse_if_cancelled()
        column.leave_out(rows, first.lines.of)
    others = {at: _other(column, form) for at, column in columns.items() if at not in as_times}
    again = {at: column for at, column in others.items() if column is not None}
    if again:
        second, _ = _pass(source, form, again, 1 - _PASS)
        if second.rows != first.rows:
            raise source.reading.fails(Fault.FILE_UNREADABLE, reason="it changed while it was read")
        for column in again.values() if len(rows) else ():
            column.leave_out(rows, first.lines.of)
    first.lines.leave_out(rows)
    return {at: again.get(at, column) for at, column in columns.items()}


def _moments(
    source: TableText, form: sniff.Form, columns: dict[int, ColumnReader], told: tuple[str, ...]
) -> Times | None:
    """What the time columns tell; None without one."""
    seen = {column.name: column.seen() for column in columns.values() if column.name in told and column.rows}
    if not seen:
        return None
    custom = Custom.of(form.read)
    return source.reading.patiently(lambda: read_times({name: seen[name] for name in told}, custom))


def _outside(
    form: sniff.Form, columns: dict[int, ColumnReader], told: tuple[str, ...], moments: Times | None, rows: int
) -> Outside:
    if form.read.keep or not rows:
        return Outside(np.zeros(0, np.int64), (), ())
    places = [at for at, name in enumerate(form.names) if name in told]
    found = rows_outside(columns, places, moments, rows, form.header)
    return found.but_first() if not form.read.header else found


def _units(form: sniff.Form, columns: Mapping[int, ColumnReader]) -> tuple[str, ...]:
    """Those that a record under the header names, else those that stand beside the numbers."""
    return tuple(
        named or (columns[at].clothes.unit if columns[at].numeric else "") for at, named in enumerate(form.units)
    )


def _pass(
    source: TableText, form: sniff.Form, columns: dict[int, ColumnReader], share: float
) -> tuple[Pass, list[int]]:
    """One reading of the whole into ``columns``, and the lines of records of nothing."""
    source.reading.stage(share)
    one = Pass(form.read, columns, form.width, source.reading)
    if not form.names:
        return one, []
    cutter = Cutter(source.pieces(), shape_of(form.read, form.before), source.reading, source.whole)
    one.take(cutter)
    return one, sorted([*one.blank, *cutter.empty_lines])


def _times(form: sniff.Form, data: DataConfig | None) -> tuple[str, ...]:
    """The columns that together tell when a row is."""
    if data is not None:
        return tuple(name for name in data.time if name in form.names)
    custom = Custom.of(form.read)
    return time_columns.find_times({name: form.column(at) for at, name in enumerate(form.names)}, custom)


def _is_part(column: list[str], told: tuple[str, ...]) -> bool:
    """Whether a column of times is one of numbers, such as the month beside the year."""
    return len(told) > 1 and all(cell.strip().isdecimal() or cells.is_missing(cell) for cell in column)


def _other(column: ColumnReader, form: sniff.Form) -> ColumnReader | None:
    """How a column is read that is not what its first cells said; None when it is."""
    if column.name in form.read.words:
        return None
    read = form.read.of(column.name)
    if column.numeric:
        return None if column.holds_numbers else _as_other_words(column, form)
    worn = worn_in(column.words, column.rows - column.missing, read)
    return None if worn is None else _reader(column, form, worn)


def _as_other_words(column: ColumnReader, form: sniff.Form) -> ColumnReader:
    """A column that was taken for one of plain numbers: perhaps those below are dressed."""
    worn = clothes_of(list(column.others), form.read.of(column.name)) if column.clothes == BARE else None
    return _reader(column, form, worn if worn != BARE else None)


def _reader(column: ColumnReader, form: sniff.Form, worn: Clothes | None) -> ColumnReader:
    return ColumnReader(column.name, worn is not None, GrowingNumbers(form.width), worn or BARE)


def _with_numbers(column: ColumnData, is_time: bool) -> ColumnData:
    """A time column that is written in digits alone is one of numbers, too."""
    if not is_time or len(cells.numbers(column.cells.slice(0, _LOOK)).wrong):
        return column
    found = cells.numbers(column.cells)
    whole = not len(found.wrong) and bool(np.isfinite(found.values).any())
    return ColumnData(found.values, column.cells) if whole else column


def _records(read: int, skipped: Skipped, bad: list[BadCells]) -> Records:
    return Records(read=read, skipped=skipped.count, skipped_lines=tuple(skipped.lines[:LINES_TOLD]), bad=tuple(bad))
