"""Files of characters: tables whose cells are written out, and running texts."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TypeVar

import msgspec

from gatescope.engine.config.data import DataConfig, Kind, ReadConfig
from gatescope.engine.config.formats import ending_of
from gatescope.engine.data.files.decoding import SAMPLE, TextDecoder, in_its_encoding, joined, pieces_of
from gatescope.engine.data.files.fitting import is_doubtful
from gatescope.engine.data.files.source import FileReading, Origin
from gatescope.engine.data.files.stream import Fingerprint, Stream, head
from gatescope.engine.data.reading.blocks import BYTES_MOST
from gatescope.engine.data.reading.readers import Contents, Format, digest_of
from gatescope.engine.data.reading.records import Cells, TableText, read_cells
from gatescope.engine.data.sniffing import sniff
from gatescope.engine.errors import Fault

_HEAD_BYTES = 4 * (BYTES_MOST + 1)  # hold the first lines in every encoding
_HEAD_LINES = 3  # that the head has at least
Made = TypeVar("Made", bytes, str)


def _read(origin: Origin, read: ReadConfig, data: DataConfig | None, reading: FileReading, whole: bool) -> Contents:
    (pieces, source, made), encoding = in_its_encoding(
        origin, read.encoding, reading, lambda encoding: _made(origin, encoding, read, data, reading, whole)
    )
    digest = pieces.digest or digest_of(origin, reading, whole)
    if isinstance(made, str):
        resolved = msgspec.structs.replace(read, kind=Kind.TEXT, encoding=encoding)
        return Contents(origin, resolved, digest, whole, text=made)
    resolved = msgspec.structs.replace(made.form.read, encoding=encoding)
    sample, _ = head(origin, reading, SAMPLE)
    guess = ("encoding",) if not read.encoding and is_doubtful(sample, encoding) else ()
    return Contents(origin, resolved, digest, whole, made, doubts=(*guess, *made.form.doubts), source=source)


FORMAT = Format(lambda _path, _first: True, _read, cut=True)


class _Pieces:
    """A file's pieces in one encoding, as often as they are asked for. ``digest`` is the SHA-256 of a large file once
    all have been."""

    def __init__(self, origin: Origin, encoding: str, reading: FileReading, whole: bool) -> None:
        self.digest = ""
        self._origin, self._encoding, self._reading, self._whole = origin, encoding, reading, whole

    def __call__(self) -> Iterator[bytes]:
        return self._made(TextDecoder(self._encoding, self._reading, self._whole).feed)

    def texts(self) -> Iterator[str]:
        return self._made(TextDecoder(self._encoding, self._reading, self._whole).text)

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
    beginning = TextDecoder(encoding, reading, complete and whole).feed(first, last=True).decode()
    if complete and (not beginning or beginning.isspace()):
        raise reading.fails(Fault.FILE_EMPTY)
    pieces = _Pieces(origin, encoding, reading, whole)
    lines = _first_lines(beginning)
    guess = cache(partial(_guess, lines, reading.path))
    if _kind(lines, read, reading.path, guess) is Kind.TABLE:
        source = TableText(lines, pieces, reading, whole, guess)
        return pieces, source, read_cells(source, read, data)
    reading.stage(0.5)
    text = joined(pieces.texts())
    if not text or text.isspace():
        raise reading.fails(Fault.FILE_EMPTY)
    return pieces, None, text


def _guess(lines: str, path: str, read: ReadConfig) -> sniff.Form:
    return sniff.guess(lines, read, path)


def _kind(lines: str, read: ReadConfig, path: str, guess: Callable[[ReadConfig], sniff.Form]) -> Kind:
    if read.kind is not None:
        return read.kind
    endless = len(lines) > BYTES_MOST and ending_of(path).kind is not Kind.TABLE
    return Kind.TEXT if endless else guess(read).read.kind or Kind.TEXT


def _first_lines(text: str) -> str:
    """64 KB of whole lines, and three lines at least, if there are as many and they are no longer than may be."""
    end = -1
    for _ in range(_HEAD_LINES):
        end = text.find("\n", end + 1, end + 2 + BYTES_MOST)
        if end < 0:
            return text
    return text[: max(end, text.rfind("\n", end, sniff.HEAD)) + 1] if len(text) > sniff.HEAD else text
