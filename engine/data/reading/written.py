"""Rows of cells written out as the text of a table, so that all that holds rows is read in one way; and whole texts."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import chain, islice

import msgspec

from gatescope.engine.config.data import DataConfig, Kind, ReadConfig
from gatescope.engine.data.files.decoding import TextDecoder, in_its_encoding, joined, pieces_of
from gatescope.engine.data.files.source import BLOCK, FileReading, Origin
from gatescope.engine.data.files.stream import Stream, too_large
from gatescope.engine.data.reading.blocks import FIELDS_MOST
from gatescope.engine.data.reading.readers import Contents, digest_of
from gatescope.engine.data.reading.records import TableText, read_cells
from gatescope.engine.data.sniffing import sniff
from gatescope.engine.errors import Fault
from gatescope.engine.protocol.found import Found

ROWS_LOOKED_AT = 1000
ROWS_OF_A_BEGINNING = 5000
TEXT_MOST = 1 << 28  # characters that are held at once
Rows = Callable[[], Iterable[Sequence[object]]]


def contents_of_rows(
    origin: Origin,
    rows: Rows,
    read: ReadConfig,
    data: DataConfig | None,
    reading: FileReading,
    whole: bool,
    format: str,
    header: bool | None = True,
    parts: tuple[str, tuple[str, ...]] = ("", ()),
    found: tuple[Found, ...] = (),
) -> Contents:
    """What rows of cells, as often as they are asked for, hold. ``header``: whether the first has the names, None: that
    is found out. ``parts`` are the one that was read and all that there are. Raises ``DataError``."""
    first = list(islice(rows(), ROWS_OF_A_BEGINNING + 1))
    if not any(len(row) for row in first):
        raise reading.fails(Fault.FILE_EMPTY)
    widest = max(len(row) for row in first)
    if widest > FIELDS_MOST:
        raise reading.fails(Fault.LINE_TOO_LONG, line=1, length=widest, limit=FIELDS_MOST, unit="fields")
    complete = whole or len(first) <= ROWS_OF_A_BEGINNING

    def pieces() -> Iterator[bytes]:
        return _pieces(rows() if complete else first[:ROWS_OF_A_BEGINNING], reading)

    def form(asked: ReadConfig) -> sniff.Form:
        return _form([tuple(map(word, row)) for row in first[:ROWS_LOOKED_AT]], asked, header)

    source = TableText("", pieces, reading, form=form)
    cells = read_cells(source, read, data)
    name, names = parts
    resolved = msgspec.structs.replace(cells.form.read, delimiter="", quote="", sheet=name)
    return Contents(
        origin,
        resolved,
        digest_of(origin, reading, whole),
        complete,
        replace(cells, found=(*found, *cells.found)),
        doubts=cells.form.doubts,
        sheets=names,
        source=source,
        format=format,
    )


def _form(rows: list[tuple[str, ...]], asked: ReadConfig, header: bool | None) -> sniff.Form:
    known: dict[str, str | bool | int | None] = {"delimiter": "", "quote": None, "comment": None}
    if header is not None:
        known |= {"header": header, "skip": 0, "units": False}
    form = sniff.guess_sheet(rows, msgspec.structs.replace(asked, **known))
    as_text = {"kind": Kind.TABLE, "delimiter": ",", "quote": '"', "comment": ""}
    return replace(form, read=msgspec.structs.replace(form.read, **as_text))


def word(cell: object) -> str:
    """A cell as it is written; a line in it."""
    if isinstance(cell, str):
        return " ".join(cell.split()) if "\n" in cell or "\r" in cell or "\0" in cell else cell
    if cell is None or isinstance(cell, bytes):
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    if isinstance(cell, date):
        return str(cell if isinstance(cell, datetime) else datetime.combine(cell, time()).date())
    return str(cell)


def _pieces(rows: Iterable[Sequence[object]], reading: FileReading) -> Iterator[bytes]:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in chain(rows):
        writer.writerow(map(word, row))
        if text.tell() >= BLOCK:
            reading.refuse_if_cancelled()
            yield text.getvalue().replace("\0", " ").encode("utf-8", "replace")
            text.seek(0)
            text.truncate()
    yield text.getvalue().replace("\0", " ").encode("utf-8", "replace")


def text_of(origin: Origin, read: ReadConfig, reading: FileReading) -> tuple[str, str]:
    """The text of a file and its encoding. Raises ``DataError``: ARCHIVE_TOO_LARGE, and what decoding raises."""

    def made(encoding: str) -> str:
        return joined(_bounded(pieces_of(Stream(origin, reading), TextDecoder(encoding, reading, True).text), reading))

    return in_its_encoding(origin, read.encoding, reading, made)


def _bounded(pieces: Iterable[str], reading: FileReading) -> Iterator[str]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > TEXT_MOST:
            raise too_large(reading, size, TEXT_MOST)
        yield piece
