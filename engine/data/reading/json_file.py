"""JSON and JSON lines: the largest table inside, its lists of numbers as series."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec
import numpy as np

from gatescope.engine.config.data import DataConfig, ReadConfig
from gatescope.engine.config.formats import Ending, ending_of, is_named
from gatescope.engine.data.files.source import FileReading, Origin
from gatescope.engine.data.reading.inner_tables import chosen_part
from gatescope.engine.data.reading.json_tables import CELLS_MOST, JsonTable, TooManyCells, tables_in
from gatescope.engine.data.reading.readers import Contents, Format, digest_of
from gatescope.engine.data.reading.series.nested import channels_of
from gatescope.engine.data.reading.series.sequences import in_sequences, records_of, words_or_numbers
from gatescope.engine.data.reading.written import contents_of_rows, text_of, word
from gatescope.engine.data.sniffing.sniff import unique
from gatescope.engine.errors import Fault

_TOP = "(top)"
_CELL = 8  # bytes


def _is_json(path: str, first: bytes) -> bool:
    start = first.lstrip(b"\xef\xbb\xbf \t\r\n")
    if is_named(path, "json_file"):
        return start[:1] in (b"{", b"[", b"") or start[:2] == b"\x1f\x8b"
    return ending_of(path) == Ending("") and start.startswith((b'{"', b'[{"', b'[\n{"', b'[\r\n{"')) and (b":" in start)


def _read(origin: Origin, read: ReadConfig, data: DataConfig | None, reading: FileReading, whole: bool) -> Contents:
    text, encoding = text_of(origin, read, reading)
    try:
        tables = tables_in(_value(text.removeprefix("\ufeff"), reading))
    except TooManyCells as error:
        raise reading.fails(Fault.ARCHIVE_TOO_LARGE, bytes=_CELL * error.cells, limit=_CELL * CELLS_MOST) from None
    if not tables:
        raise reading.fails(Fault.FORMAT_UNREAD, format="JSON", instead="CSV")
    named = {table.path or _TOP: table for table in tables}
    part, found = chosen_part(tuple(named), read.sheet, reading)
    table = named[part]
    names = unique(table.names)
    lists = _lists(table, names) if read.series is not False else {}
    parts = (part, tuple(named)) if len(named) > 1 else ("", ())
    if lists:
        listed = {name for name, cells in _listed(table, names) if any(each.startswith(name) for each in lists)}
        kept = [at for at, name in enumerate(names) if name not in listed]
        columns = {names[at]: words_or_numbers([word(row[at]) or None for row in table.rows]) for at in kept}
        cells = in_sequences(records_of(columns, read, len(table.rows)), lists)
        resolved = msgspec.structs.replace(cells.form.read, encoding=encoding, sheet=parts[0])
        cells = replace(cells, found=(*found, *cells.found))
        digest = digest_of(origin, reading, whole)
        return Contents(origin, resolved, digest, True, cells, sheets=parts[1], format="json_file")

    def rows() -> Iterator[Any]:
        yield names
        yield from table.rows

    made = contents_of_rows(origin, rows, read, data, reading, whole, "json_file", parts=parts, found=found)
    return replace(made, read=msgspec.structs.replace(made.read, encoding=encoding))


FORMAT = Format(_is_json, _read)


def _value(text: str, reading: FileReading) -> Any:
    """One value, or one on each line."""
    try:
        return json.loads(text)
    except RecursionError:
        raise reading.fails(Fault.FILE_UNREADABLE, reason="its JSON is nested too deeply") from None
    except ValueError as error:
        whole = error
    values = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        reading.refuse_if_cancelled()
        try:
            values.append(json.loads(line))
        except (ValueError, RecursionError) as error:
            said = error if values else whole
            where = f"line {number}: " if values else ""
            raise reading.fails(Fault.FILE_UNREADABLE, reason=f"no JSON: {where}{said}"[:200]) from None
    return values


def _lists(table: JsonTable, names: tuple[str, ...]) -> dict[str, list[np.ndarray[Any, np.dtype[np.float64]]]]:
    """The channels in the columns whose cells are lists of numbers, or of such lists."""
    found: dict[str, list[np.ndarray[Any, np.dtype[np.float64]]]] = {}
    for name, cells in _listed(table, names):
        if all(_is_series(cell) for cell in cells):
            found[name] = [np.array(cell or [], np.float64) for cell in cells]
        elif all(_is_nested(cell) for cell in cells):
            found |= channels_of(name, cells)
    return found


def _listed(table: JsonTable, names: tuple[str, ...]) -> Iterator[tuple[str, list[Any]]]:
    """The columns in which there are lists."""
    for at, name in enumerate(names):
        cells = [row[at] for row in table.rows]
        if any(isinstance(cell, list) for cell in cells):
            yield name, cells


def _is_series(cell: Any) -> bool:
    if cell is None:
        return True
    return isinstance(cell, list) and all(isinstance(each, (int, float)) or each is None for each in cell)


def _is_nested(cell: Any) -> bool:
    return cell is None or (
        isinstance(cell, list) and all(isinstance(each, list) and _is_series(each) for each in cell)
    )
