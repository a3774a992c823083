"""Excel workbooks: the cells of a sheet as the text of a table, a row a line, so that all else is read in one way."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from itertools import islice
from typing import Any, TypeVar

import msgspec
import python_calamine as calamine

from gatescope.engine.config.data import DataConfig, Kind, ReadConfig
from gatescope.engine.config.formats import is_named
from gatescope.engine.data.files import archive
from gatescope.engine.data.files.source import BLOCK, FileReading, Origin, system_errors
from gatescope.engine.data.reading.inner_tables import part_found
from gatescope.engine.data.reading.readers import Contents, Format, digest_of
from gatescope.engine.data.reading.records import TableText, read_cells
from gatescope.engine.data.sniffing import sniff
from gatescope.engine.data.sniffing.numerals import is_quantity, marks
from gatescope.engine.errors import DataError, Fault

ZIP, OLE = b"PK\3\4", b"\xd0\xcf\x11\xe0"
_ROWS_LOOKED_AT = 1000
_ROWS_OF_A_BEGINNING = 5000
_RECORDS_LEAST = 5  # with a number in them
_CLOCKS = 0.4  # of the whole reading
Made = TypeVar("Made")


def _is_workbook(path: str, first: bytes) -> bool:
    return first.startswith((ZIP, OLE)) and is_named(path, "workbook")


def _read(origin: Origin, read: ReadConfig, data: DataConfig | None, reading: FileReading, whole: bool) -> Contents:
    sheet = Sheet(origin, read, reading, whole)
    source = sheet.source()
    found = read_cells(source, read, data)
    found = replace(found, found=(*(() if read.sheet else part_found(sheet.name, sheet.names)), *found.found))
    written = {"delimiter": "", "quote": "", "encoding": "", "sheet": sheet.name}
    resolved = msgspec.structs.replace(found.form.read, **written)
    return Contents(
        origin,
        resolved,
        digest_of(origin, reading, whole),
        sheet.complete,
        found,
        doubts=found.form.doubts,
        sheets=sheet.names,
        source=source,
        format="workbook",
    )


FORMAT = Format(_is_workbook, _read)


class Sheet:
    """A sheet with cells: the one chosen, else the first that holds a table. ``names`` are all sheets'.

    Raises ``DataError``: ARCHIVE_TOO_LARGE, ARCHIVE_DAMAGED, SHEET_UNKNOWN, FILE_EMPTY, READ_CANCELLED."""

    def __init__(self, origin: Origin, read: ReadConfig, reading: FileReading, whole: bool) -> None:
        self._reading, self._whole, self._decimal = reading, whole, "."
        packed = origin.head(len(ZIP)) == ZIP
        with system_errors(reading), origin.open() as file:
            if packed:
                archive.check(file, reading)
        self._short = None if whole or not packed else self._patiently(lambda: archive.shortened(origin))
        held = self._short.origin if self._short is not None else origin
        self._book = self._patiently(lambda: _book(held))
        self.names = tuple(
            each.name for each in self._book.sheets_metadata if each.typ == calamine.SheetTypeEnum.WorkSheet
        )
        self.name, self._sheet = self._chosen(read.sheet)
        reading.stage(_CLOCKS)
        self._moments = self._columns_with_clocks()

    @property
    def complete(self) -> bool:
        """Whether all of its rows are read."""
        cut = self._short is not None and self.name not in self._short.whole
        return self._whole or (not cut and self._sheet.total_height <= _ROWS_OF_A_BEGINNING)

    def source(self) -> TableText:
        """Its text, and what its first rows say of the rest."""
        return TableText("", self._pieces, self._reading, form=self._form)

    def _form(self, read: ReadConfig) -> sniff.Form:
        first = list(islice(self._cells(), _ROWS_LOOKED_AT))
        self._decimal, doubtful = _mark(first, read)
        rows = [tuple(self._written(at, cell) for at, cell in enumerate(row)) for row in first]
        own = {"delimiter": "", "quote": None, "comment": None, "decimal": self._decimal}
        form = sniff.guess_sheet(rows, msgspec.structs.replace(read, **own))
        as_text = {"kind": Kind.TABLE, "delimiter": ",", "quote": '"', "comment": ""}
        doubts = (*form.doubts, "decimal") if doubtful else form.doubts
        return replace(form, read=msgspec.structs.replace(form.read, **as_text), doubts=doubts)

    def _chosen(self, wanted: str) -> tuple[str, Any]:
        if wanted and wanted not in self.names:
            known = ", ".join(self.names)[:1000]
            raise self._reading.fails(Fault.SHEET_UNKNOWN, sheet=wanted, sheets=known)
        filled: list[tuple[str, Any]] = []
        for name in (wanted,) if wanted else self.names:
            sheet: Any = self._patiently(partial(self._book.get_sheet_by_name, name))
            if sheet.start is not None:
                if wanted or _holds_table(sheet):
                    return name, sheet
                filled.append((name, sheet))
        if not filled:
            raise self._reading.fails(Fault.FILE_EMPTY)
        return filled[0]

    def _patiently(self, make: Callable[[], Made]) -> Made:
        try:
            return self._reading.patiently(make, however_small=True)
        except (DataError, KeyboardInterrupt, SystemExit, MemoryError):
            raise
        except BaseException as error:  # a panic of the Rust library is no Exception
            raise self._reading.fails(Fault.ARCHIVE_DAMAGED, reason=str(error)[:200] or type(error).__name__) from None

    def _cells(self) -> Iterator[list[Any]]:
        _, left = self._sheet.start
        rows = self._sheet.iter_rows()
        for number, row in enumerate(rows if self._whole else islice(rows, _ROWS_OF_A_BEGINNING)):
            if not number % _ROWS_LOOKED_AT:
                self._reading.tick(number, self._sheet.total_height)
            yield row[left:] if len(row) > self._sheet.width else row

    def _columns_with_clocks(self) -> set[int]:
        """The columns in which a date has a time of day: there all are written with theirs."""
        return {
            at
            for row in self._cells()
            for at, cell in enumerate(row)
            if isinstance(cell, datetime) and cell.time() != time()
        }

    def _rows(self) -> Iterator[list[str]]:
        for row in self._cells():
            yield [self._written(at, cell) for at, cell in enumerate(row)]

    def _written(self, at: int, cell: Any) -> str:
        if isinstance(cell, str):
            return " ".join(cell.splitlines()) if "\n" in cell or "\r" in cell else cell
        if isinstance(cell, bool):
            return str(cell).upper()
        if isinstance(cell, (float, int)):
            whole = float(cell).is_integer() and abs(cell) < 2**53
            return str(int(cell)) if whole else repr(float(cell)).replace(".", self._decimal)
        if isinstance(cell, date):
            moment = cell if isinstance(cell, datetime) else datetime.combine(cell, time())
            return str(moment) if at in self._moments else str(moment.date())
        return str(cell)

    def _pieces(self) -> Iterator[bytes]:
        """Blank rows are blank lines; the text's lines are the sheet's rows."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        total = max(1, self._sheet.total_height)
        for number, row in enumerate(self._rows()):
            if any(row):
                writer.writerow(row)
            else:
                text.write("\n")
            if text.tell() >= BLOCK:
                self._reading.tick(number, total)
                yield text.getvalue().replace("\0", " ").encode("utf-8", "replace")
                text.seek(0)
                text.truncate()
        self._reading.tick(total, total)
        yield text.getvalue().replace("\0", " ").encode("utf-8", "replace")


def _mark(rows: list[list[Any]], read: ReadConfig) -> tuple[str, bool]:
    """The decimal mark of the numbers that stand in cells as words, and whether it is a guess. Those that are numbers
    are written with it, too."""
    width = max(map(len, rows), default=0)
    columns = [[row[at] for row in rows if at < len(row) and isinstance(row[at], str)] for at in range(width)]
    decimal, _, doubtful = marks(columns, read, "")
    return decimal, doubtful and not read.decimal


def _holds_table(sheet: Any) -> bool:
    """Whether some records with numbers, be they written as words, stand on a sheet; notes do not."""
    rows = islice(sheet.iter_rows(), _ROWS_LOOKED_AT)
    return sum(any(map(_is_number, row)) for row in rows) >= _RECORDS_LEAST


def _is_number(cell: Any) -> bool:
    return type(cell) in (int, float) or (isinstance(cell, str) and is_quantity(cell.strip()))


def _book(origin: Origin) -> Any:
    if origin.raw is not None:
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(origin.raw))
    return calamine.CalamineWorkbook.from_path(origin.path)
