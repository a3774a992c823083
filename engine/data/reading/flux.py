"""InfluxDB's annotated CSV, as Flux writes it: tables under lines that begin with ``#``, one after the other."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace

import msgspec

from gatescope.engine.config.data import DataConfig, ReadConfig
from gatescope.engine.data.files.source import FileReading, Origin
from gatescope.engine.data.reading.readers import Contents, Format
from gatescope.engine.data.reading.records import Series
from gatescope.engine.data.reading.written import contents_of_rows, text_of
from gatescope.engine.errors import Fault

_MARKS = (b"#group,", b"#datatype,", b"#default,")
_LEFT_OUT = ("", "result", "table", "_start", "_stop")
_TIME, _VALUE = "_time", "_value"


@dataclass(frozen=True)
class FluxRows:
    """``names`` are the columns of all tables together, ``group`` those by which series are told apart."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    group: tuple[str, ...]


def _read(origin: Origin, read: ReadConfig, data: DataConfig | None, reading: FileReading, whole: bool) -> Contents:
    text, encoding = text_of(origin, read, reading)
    found = _joined(text)
    if not found.rows:
        raise reading.fails(Fault.FILE_EMPTY)
    if "error" in found.names:
        raise reading.fails(Fault.FILE_UNREADABLE, reason=f"InfluxDB says: {found.rows[0][0]}"[:200])

    def rows() -> Iterator[tuple[str, ...]]:
        yield found.names
        yield from found.rows

    made = contents_of_rows(origin, rows, read, data, reading, whole, "flux")
    varied = tuple(name for name in found.group if name in found.names)
    cells = made.cells
    if cells is not None and _VALUE in found.names and len(varied) <= 1:
        cells = replace(cells, series=Series(varied[0] if varied else "", (_VALUE,)))
    return replace(made, cells=cells, read=msgspec.structs.replace(made.read, encoding=encoding))


FORMAT = Format(lambda _path, first: first.removeprefix(b"\xef\xbb\xbf").lower().startswith(_MARKS), _read)


def _joined(text: str) -> FluxRows:
    """All tables as one: what is the same in all rows of a column tells nothing and is left out."""
    names: dict[str, None] = {}
    group: dict[str, None] = {}
    rows: list[dict[str, str]] = []
    marks: dict[str, list[str]] = {}
    header: list[str] = []
    for cells in csv.reader(text.splitlines()):
        if not any(cells):
            header = []
        elif cells[0].startswith("#"):
            marks = marks if not header else {}
            marks[cells[0].lower()], header = cells[1:], []
        elif not header:
            header = cells[1:]
            names |= dict.fromkeys(header)
            flags = marks.get("#group", [])
            group |= {name: None for name, flag in zip(header, flags, strict=False) if flag.lower() == "true"}
        else:
            rows.append(dict(zip(header, cells[1:], strict=False)))
    kept = tuple(name for name in names if name not in _LEFT_OUT and not _is_one(rows, name))
    made = tuple(tuple(row.get(name, "") for name in kept) for row in rows)
    return FluxRows(kept, made, tuple(name for name in group if name in kept))


def _is_one(rows: list[dict[str, str]], name: str) -> bool:
    """Whether a tag is the same everywhere."""
    return name not in (_TIME, _VALUE, "error") and len({row.get(name, "") for row in rows}) == 1 and len(rows) > 1
