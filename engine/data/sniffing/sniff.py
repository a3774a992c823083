"""What a file is taken for: a table or a text, and how the table is written. Decided on the beginning of its text."""

from dataclasses import dataclass
from functools import lru_cache

import msgspec

from gatescope.engine.config.data import Kind, ReadConfig
from gatescope.engine.config.formats import ending_of
from gatescope.engine.data.columns import cells, time_columns
from gatescope.engine.data.sniffing import headers, numerals, separators
from gatescope.engine.data.sniffing.cutting import SPACE, Cut, Record
from gatescope.engine.data.sniffing.header_lines import Head, dates_name, head_of, is_numbered
from gatescope.engine.data.sniffing.headers import Rows
from gatescope.engine.data.sniffing.headers import unique as unique
from gatescope.engine.protocol.found import Found, FoundKind, Undo

SAMPLE = 200  # records of a form
_WIDEST = 10_000  # cells of a record
HEAD = 1 << 16  # characters that are enough to guess from
_FILES = 4  # that are remembered
_EVEN = 0.9  # the share of a plain file's lines that must split alike
_RECORDS_LEAST = 3  # of a plain file without numbers
_CLEAR = 0.55  # how well a way of writing fits where nobody need look


@dataclass(frozen=True)
class Form:
    """How a file is written, with nothing left open but what only the whole file tells (its encoding).

    ``names`` (W) occur once each; ``units`` (W) are '' where none is named. ``rows`` are the first records of the data
    as cells, some perhaps of another width. ``before`` lines of the file come before the data: titles, the header,
    units, whatever is blank or a comment above or between them. ``doubts`` name the settings, by their names in
    ``ReadConfig``, that a person should look at. ``header`` are the records that name columns and units, as cells. A
    plain text has neither names nor rows.
    """

    read: ReadConfig
    names: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    rows: Rows = ()
    before: int = 0
    doubts: tuple[str, ...] = ()
    found: tuple[Found, ...] = ()
    header: Rows = ()

    @property
    def width(self) -> int:
        return len(self.names)

    @property
    def aligned(self) -> bool:
        """Whether runs of spaces are one delimiter, and spaces around a line none."""
        return self.read.delimiter == SPACE

    def column(self, at: int) -> list[str]:
        """The cells of the first records in one column."""
        return [row[at] for row in self.rows if len(row) == self.width]


@lru_cache(_FILES)
def guess(head: str, read: ReadConfig, path: str) -> Form:
    """What ``head``, the first 64 KB or so of a file's text, says of the rest. Whatever ``read`` says already stays.

    Kept for the files that were looked at last: while a person decides what is learnt, how it is read stays."""
    head = _whole_lines(head.removeprefix("\ufeff"))
    if read.kind is Kind.TEXT:
        return _text(read)
    kind = read.kind or ending_of(path).kind
    if _is_endless(head):  # no record: whoever reads it says so
        return Form(msgspec.structs.replace(read, kind=kind or Kind.TEXT))
    # what cuts the lines comes first: header, units and numbers are looked for in cells
    choice = separators.best(head, read, path)
    form = _form(choice, read)
    if kind is Kind.TABLE or read.delimiter or is_table(form, choice.cut):
        return form
    return _text(read)


def guess_sheet(rows: Rows, read: ReadConfig) -> Form:
    """The same for the first rows of a workbook's sheet, which come as cells; a row is a line."""
    filled = [(at, row) for at, row in enumerate(rows, 1) if at > (read.skip or 0) and any(c.strip() for c in row)]
    records = tuple(Record(tuple(row), at, at + 1) for at, row in filled)
    width = max((len(row) for _, row in filled), default=0)
    found = Cut("", "", "", records, (), width, 1.0)
    return _form(separators.Choice(found, 1.0), read)


def is_table(form: Form, found: Cut) -> bool:
    """Whether a file that may be a plain text is a table: its lines split evenly into two or more cells, or are a
    number each, and a column is numeric; tabs separate words too, and so do other marks without a space behind."""
    rows = [row for row in form.rows if len(row) == form.width]
    # prose has commas too, but not as many in every line
    if len(rows) < 2 or found.evenness < _EVEN:
        return False
    if any(_is_numeric(form.column(at)) for at in range(form.width)):
        return (form.width > 1 and found.evenness >= 0.98) or _mostly_clean(form)
    if form.width < 2 or found.delimiter == SPACE or len(rows) < _RECORDS_LEAST or found.evenness < 0.98:
        return False
    return found.delimiter == "\t" or not any(cell.startswith(" ") for row in rows for cell in row)


def _mostly_clean(form: Form) -> bool:
    """Whether most columns are numbers or times: even where a few lines are damaged, that is no prose."""
    columns = map(form.column, range(form.width))
    clean = [_is_numeric(column) or time_columns.looks_like_time(column, "") for column in columns]
    return sum(clean) > form.width // 2


def _is_numeric(column: list[str]) -> bool:
    known = [cell for cell in column if not cells.is_missing(cell)]
    return bool(known) and sum(map(numerals.is_quantity, known)) >= 0.9 * len(known)


def _whole_lines(head: str) -> str:
    if "\r" in head:
        head = head.replace("\r\n", "\n").replace("\r", "\n")
    # the last line of a beginning is cut anywhere: half a number would be taken for another number
    end = head.rfind("\n", 0)
    return head if len(head) < HEAD or end <= 0 else head[: end + 1]


def _is_endless(head: str) -> bool:
    return len(head) > _WIDEST and any(max(map(line.count, ",;|\t")) > _WIDEST for line in head.split("\n"))


def _text(read: ReadConfig) -> Form:
    return Form(msgspec.structs.replace(read, kind=Kind.TEXT))


# ---- tables --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Top:
    """What stands above the data: ``skip`` lines, then perhaps ``names``; ``records`` are those that are left, with
    ``before`` lines of the file before them. ``head`` is a header of several lines."""

    skip: int
    names: tuple[str, ...] | None
    records: tuple[Record, ...]
    before: int
    head: Head | None = None
    found: tuple[Found, ...] = ()


def _form(choice: separators.Choice, read: ReadConfig) -> Form:
    found = choice.cut
    top = _marked(found, read) or _top(found, read)
    rows = [record.cells for record in top.records]
    named, before, width = None, top.before, found.width
    told = top.found
    if top.head is not None:
        named = top.head.units
    elif (named := _units_below(top, rows, read)) is not None:
        before, rows = top.records[0].end - 1, rows[1:]
        told = (*told, _units_found(top, named)) if read.units is None else told
    columns = ([row[at] for row in rows if len(row) == width] for at in range(width))
    # last, of the data alone: a header or a line of units says nothing about how numbers are written
    decimal, thousands, doubtful = numerals.marks(columns, read, found.delimiter)
    resolved = msgspec.structs.replace(
        read,
        kind=Kind.TABLE,
        delimiter=found.delimiter,
        header=top.names is not None,
        header_lines=None if top.names is None else top.head.count if top.head else 1,
        quote=found.quote,
        decimal=decimal,
        thousands=thousands,
        comment=found.comment,
        skip=top.skip,
        units=named is not None,
    )
    names = headers.unique([_name(cell) for cell in headers.fitted(top.names or (), rows[:SAMPLE], width)])
    doubts = _doubts(choice, read, top, doubtful)
    padded = (*(named or ()), *[""] * width)[:width]
    header = tuple(record.cells for record in found.records if top.names and top.skip < record.line <= before)
    return Form(resolved, names, padded, tuple(rows[:SAMPLE]), before, doubts, told, header)


def _units_below(top: _Top, rows: list[tuple[str, ...]], read: ReadConfig) -> tuple[str, ...] | None:
    """The units in the record below a header of one line."""
    if top.names is None or not rows or read.units is False:
        return None
    if read.units:
        return tuple(headers.unit_of(cell) or cell.strip() for cell in rows[0])
    return headers.units(rows[0], rows[1:])


def _units_found(top: _Top, named: tuple[str, ...]) -> Found:
    undo = Undo(path="read.units", value=False, option="--no-units")
    units = [unit for unit in named if unit]
    line = top.records[0].line
    return Found(kind=FoundKind.UNITS_LINE, count=len(units), value=", ".join(units[:5]), lines=(line,), undo=undo)


def _top(found: Cut, read: ReadConfig) -> _Top:
    records = found.records
    titles = 0 if read.skip is not None else headers.first_record(found.rows, found.width)
    skip = read.skip if read.skip is not None else records[titles].line - 1 if titles else 0
    records = records[titles:]
    rows = [record.cells for record in records]
    header = read.header
    if header is not False and (several := _several(skip, records, found.width, read)):
        return several
    if header is None:
        header = bool(rows) and ((len(rows[0]) != found.width and _fits(rows, found.width)) or _heads(rows))
    if header and records:
        return _Top(skip, records[0].cells, records[1:], records[0].end - 1)
    return _Top(skip, None, records, records[0].line - 1 if records else 0)


def _fits(rows: Rows, width: int) -> bool:
    """Whether a first row of another width is a header and no damaged record."""
    return len(rows) > 1 and headers.is_header(headers.fitted(rows[0], rows[1:], width), rows[1:])


def _heads(rows: Rows) -> bool:
    """The record may be followed by one of units, which would hide what the columns are."""
    body = rows[1:]
    if len(body) > 1 and headers.units(body[0], body[1:]) is not None:
        body = body[1:]
    return headers.is_header(rows[0], body) or dates_name(rows[0], body) or is_numbered(rows[0], body)


def _several(skip: int, records: tuple[Record, ...], width: int, read: ReadConfig) -> _Top | None:
    """The top of a table whose header has several lines."""
    rows = [record.cells for record in records]
    if read.header_lines == 1:
        return None
    head = head_of(rows, width, read.header_lines, read.units)
    # a second line of units is told as units, which are shown and carried along, not as part of every name
    if head is None or (head.count == 2 and _is_plain(rows, read)):
        return None
    lines = [record.line for record in records[: head.count]]
    told = () if read.header_lines else (head.found(lines),)
    return _Top(skip, head.names, records[head.count :], records[head.count - 1].end - 1, head, told)


def _is_plain(rows: Rows, read: ReadConfig) -> bool:
    """Whether the header is one line with one of units below, and then data."""
    if read.header_lines or len(rows) < 3 or read.units is False:
        return False
    return headers.units(rows[1], rows[2:]) is not None and headers.is_header(rows[0], rows[2:])


def _marked(found: Cut, read: ReadConfig) -> _Top | None:
    """The top of a table whose header is written as a comment: the last one, when it splits like the data."""
    if not found.remarks or not found.records or read.header is False or found.width < 2:
        return None
    last, rows = found.remarks[-1], found.rows
    if len(last.cells) != found.width or _heads(rows) or not headers.is_header(last.cells, rows):
        return None
    before = found.records[0].line - 1
    lines = _run_of(found)
    both = head_of([*(line.cells for line in lines), *rows], found.width, len(lines), read.units)
    if both is not None and len(lines) > 1 and read.header_lines != 1:
        skip = read.skip if read.skip is not None else lines[0].line - 1
        told = () if read.header_lines else (both.found([line.line for line in lines]),)
        return _Top(skip, both.names, found.records, before, both, told)
    skip = read.skip if read.skip is not None else last.line - 1
    return _Top(skip, last.cells, found.records, before)


def _run_of(found: Cut) -> list[Record]:
    """The last commented lines that follow one another and split like the data."""
    run: list[Record] = []
    for line in reversed(found.remarks):
        if len(line.cells) != found.width or (run and line.end != run[0].line):
            break
        run.insert(0, line)
    return run


def _name(cell: str) -> str:
    cell = " ".join(cell.strip(' \t"\ufeff').split())
    bare = cell.removeprefix("#").strip()
    return bare or cell


def _doubts(choice: separators.Choice, read: ReadConfig, top: _Top, decimal: bool) -> tuple[str, ...]:
    found = choice.cut
    rows = [record.cells for record in top.records]
    texts = bool(rows) and not any(_is_numeric([row[at] for row in rows if at < len(row)]) for at in range(found.width))
    counted = top.names is not None and any(name.strip().isdecimal() for name in top.names)
    doubts = {
        "delimiter": not read.delimiter and (found.evenness < _EVEN or (choice.score < _CLEAR and found.width > 1)),
        "header": read.header is None and ((texts and not headers.is_usual(top.names or ())) or counted),
        "decimal": not read.decimal and decimal,
        "skip": read.skip is None and top.skip > 0,
    }
    return tuple(name for name, doubtful in doubts.items() if doubtful)
