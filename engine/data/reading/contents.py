"""What a file holds, whatever kind of file it is: the cells of a table, or a text."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from gatescope.engine.config.data import DataConfig, Kind, ReadConfig
from gatescope.engine.data.files.decoding import Decoder, in_its_encoding, joined, pieces_of
from gatescope.engine.data.files.source import BLOCK, FileReading, Origin, system_errors
from gatescope.engine.data.files.stream import Fingerprint, Stream, head
from gatescope.engine.data.reading.blocks import BYTES_MOST
from gatescope.engine.data.reading.parquet import is_parquet, read_parquet
from gatescope.engine.data.reading.records import Cells, TableText, read_cells
from gatescope.engine.data.reading.workbook import Sheet, is_workbook
from gatescope.engine.data.sniffing import sniff
from gatescope.engine.errors import Fault

_HEAD_BYTES = 4 * (BYTES_MOST + 1)  # hold the first lines in every encoding
_HEAD_LINES = 3  # that the head has at least
Made = TypeVar("Made", bytes, str)


@dataclass(frozen=True, eq=False)
class Contents:
    """``cells`` of a table, None of a text, which has ``text``. ``read`` says how it was read with nothing left open;
    ``digest`` is the SHA-256 of the file."""

    origin: Origin
    read: ReadConfig
    digest: str
    whole: bool
    cells: Cells | None = None
    text: str = ""
    doubts: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    source: TableText | None = None  # of a table that is written as text


def contents_of(
    origin: Origin, read: ReadConfig, data: DataConfig | None, reading: FileReading, whole: bool = True
) -> Contents:
    """Raises ``DataError`` for whatever may be wrong with the file."""
    with system_errors(reading):
        first = origin.head(4)
    if read.kind is not Kind.TEXT and is_parquet(first):
        return _typed(origin, data, reading, whole)
    if read.kind is not Kind.TEXT and is_workbook(reading.path, first):
        return _in_a_sheet(origin, read, data, reading, whole)
    (pieces, source, made), encoding = in_its_encoding(
        origin, read.encoding, reading, lambda encoding: _made(origin, encoding, read, data, reading, whole)
    )
    digest = pieces.digest or _digest(origin, reading, whole)
    if isinstance(made, str):
        resolved = msgspec.structs.replace(read, kind=Kind.TEXT, encoding=encoding)
        return Contents(origin, resolved, digest, whole, text=made)
    resolved = msgspec.structs.replace(made.form.read, encoding=encoding)
    return Contents(origin, resolved, digest, whole, made, doubts=made.form.doubts, source=source)


def _typed(origin: Origin, data: DataConfig | None, reading: FileReading, whole: bool) -> Contents:
    found, complete = read_parquet(origin, data, reading, whole)
    return Contents(origin, found.form.read, _digest(origin, reading, whole), complete, found)


def _in_a_sheet(
    origin: Origin, read: ReadConfig, data: DataConfig | None, reading: FileReading, whole: bool
) -> Contents:
    sheet = Sheet(origin, read, reading, whole)
    source = sheet.source()
    found = read_cells(source, read, data)
    written = {"delimiter": "", "quote": "", "encoding": "", "sheet": sheet.name}
    resolved = msgspec.structs.replace(found.form.read, **written)
    digest = _digest(origin, reading, whole)
    doubts = found.form.doubts
    return Contents(origin, resolved, digest, sheet.complete, found, doubts=doubts, sheets=sheet.names, source=source)


def _digest(origin: Origin, reading: FileReading, whole: bool) -> str:
    """The SHA-256 of a file that was not read from its first byte to its last."""
    if not whole:
        return ""
    digest = hashlib.sha256()
    with system_errors(reading), origin.open() as file:
        while piece := file.read(BLOCK):
            digest.update(piece)
            reading.refuse_if_cancelled()
    return digest.hexdigest()


class _Pieces:
    """A file's pieces in one encoding, as often as they are asked for. ``digest`` is the SHA-256 of a large file once
    all have been."""

    def __init__(self, origin: Origin, encoding: str, reading: FileReading, whole: bool) -> None:
        self.digest = ""
        self._origin, self._encoding, self._reading, self._whole = origin, encoding, reading, whole

    def __call__(self) -> Iterator[bytes]:
        return self._made(Decoder(self._encoding, self._reading, self._whole).feed)

    def texts(self) -> Iterator[str]:
        return self._made(Decoder(self._encoding, self._reading, self._whole).text)

    def _made(self, make: Callable[[bytes, bool], Made]) -> Iterator[Made]:
        if self._origin.raw is not None or self.digest:
            yield from pieces_of(Stream(self._origin, self._reading), make)
            return
        with Fingerprint() as fingerprint:
            yield from pieces_of(Stream(self._origin, self._reading, fingerprint), make)
            self.digest = fingerprint.hexdigest()


def _made(
    origin: Origin, encoding: str, read: ReadConfig, data: DataConfig | None, reading: FileReading, whole: bool
) -> tuple[_Pieces, TableText | None, Cells | str]:
    """What the file holds in ``encoding``. Raises ``WrongBytes``."""
    first, complete = head(origin, reading, _HEAD_BYTES)
    beginning = Decoder(encoding, reading, complete and whole).feed(first, last=True).decode()
    if complete and (not beginning or beginning.isspace()):
        raise reading.fails(Fault.FILE_EMPTY)
    pieces = _Pieces(origin, encoding, reading, whole)
    lines = _first_lines(beginning)
    if _kind(lines, read, reading.path) is Kind.TABLE:
        source = TableText(lines, pieces, reading, whole)
        return pieces, source, read_cells(source, read, data)
    reading.stage(0.5)
    text = joined(pieces.texts())
    if not text or text.isspace():
        raise reading.fails(Fault.FILE_EMPTY)
    return pieces, None, text


def _kind(lines: str, read: ReadConfig, path: str) -> Kind:
    if read.kind is not None:
        return read.kind
    endless = len(lines) > BYTES_MOST and not path.lower().endswith((".csv", ".tsv", ".csv.gz", ".tsv.gz"))
    return Kind.TEXT if endless else sniff.guess(lines, read, path).read.kind or Kind.TEXT


def _first_lines(text: str) -> str:
    """64 KB of whole lines, and three lines at least, if there are as many and they are no longer than may be."""
    end = -1
    for _ in range(_HEAD_LINES):
        end = text.find("\n", end + 1, end + 2 + BYTES_MOST)
        if end < 0:
            return text
    return text[: max(end, text.rfind("\n", end, sniff.HEAD)) + 1] if len(text) > sniff.HEAD else text
