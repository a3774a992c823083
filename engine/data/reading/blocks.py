"""Where the records of a table begin: the structure of a CSV file, found without parsing its cells.

pyarrow parses the cells, fast, but tells no lines, cannot stop inside a quoted cell, and an unclosed quote swallows
rows without a word. So a file is first cut into blocks at the ends of records, and quotes are looked at where there
are any.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.data.files.source import BLOCK, FileReading
from gatescope.engine.errors import DataError, Fault

BYTES_MOST = 1_000_000  # of one record
FIELDS_MOST = 10_000
_NEWLINE = 0x0A
_HELD_MOST = 8 * BLOCK
_BLANKS = re.compile(rb"[ \t]+")
Positions = NDArray[np.int64]


@dataclass(frozen=True)
class Shape:
    """How records are told apart: one character each, as bytes; ``quote`` and ``comment`` b'' for none. ``skip`` lines
    come before the first record."""

    delimiter: bytes
    quote: bytes = b'"'
    comment: bytes = b""
    skip: int = 0


@dataclass(frozen=True)
class Block:
    """Whole records: ``body`` is UTF-8, its comments empty lines; ``line`` that of the file, from 1, it begins with;
    ``multiline`` whether a quoted cell holds a newline."""

    body: bytes
    line: int
    shape: Shape
    multiline: bool = False
    newlines: int = 0  # in ``body``

    def starts(self) -> Positions:
        """The offsets (R,) at which its records begin; blank lines are none."""
        newlines = _newlines(self.body)
        if self.multiline:
            newlines = _outside(self.body, newlines, self.shape)
        starts = np.concatenate(([0], newlines + 1))
        ends = np.concatenate((newlines, [len(self.body)]))
        return starts[ends > starts]

    def lines(self) -> Positions:
        """The lines (R,) of the file on which its records begin."""
        return self.line + np.searchsorted(_newlines(self.body), self.starts())

    def without_blanks(self) -> "tuple[Block, list[int]]":
        """The block with its records of nothing but delimiters made blank lines, and where these are in the file."""
        delimiter = self.shape.delimiter
        if self.multiline or delimiter == b" ":
            return self, []
        pattern = rb"(?<=\n) *D[ D]*(?=\n)".replace(b"D", re.escape(delimiter))
        spans = [(each.start() - 1, each.end() - 1) for each in re.finditer(pattern, b"\n" + self.body + b"\n")]
        lines = self.line + np.searchsorted(_newlines(self.body), [first for first, _ in spans])
        return replace(self, body=_without(self.body, 0, spans)[0]), lines.tolist()


class Cutter:
    """Cuts the pieces of a file (UTF-8, lines ended by a newline alone) into blocks at the ends of records.

    Rows of nothing but delimiters, which spreadsheets write below the last one, are held back until another record
    follows; ``empty_lines`` are those on which the ones at the end of the file stand.
    Iterating raises ``DataError``: QUOTE_UNCLOSED, LINE_TOO_LONG, and what ``pieces`` raise.
    """

    def __init__(self, pieces: Iterable[bytes], shape: Shape, reading: FileReading, whole: bool = True) -> None:
        self.empty_lines: list[int] = []
        self._pieces, self._shape, self._reading, self._whole = iter(pieces), shape, reading, whole
        self._empty = b" \n" + shape.delimiter
        self._carry, self._held = b"", 0  # what is left of the pieces so far, and how much of it was held back
        self._line, self._skip = 1, shape.skip

    def __iter__(self) -> Iterator[Block]:
        for piece in self._pieces:
            if block := self._cut(self._carry + piece if self._carry else piece):
                yield block
        if self._carry and (block := self._last()):
            yield block

    def _cut(self, buffer: bytes) -> Block | None:
        if self._skip:
            buffer = self._skipped(buffer)
        buffer, end, multiline = _scanned(buffer, self._shape, False, self._fails_at)
        held = self._empty_tail(buffer, end)
        self._refuse_long(buffer, end)
        return self._taken(buffer, end - held, multiline, held)

    def _taken(self, buffer: bytes, end: int, multiline: bool, held: int) -> Block | None:
        body, self._carry, self._held = buffer[:end], buffer[end:], held
        newlines = count_newlines(body)
        block = Block(squeezed(body, self._shape), self._line, self._shape, multiline, newlines)
        self._line += newlines
        return block if block.body.strip(b"\n") else None

    def _last(self) -> Block | None:
        """The block that the end of the file makes of what is left. A record that is cut there is left out when the
        file goes on."""
        buffer = self._carry.rstrip(b"\n\x1a") + b"\n"
        if not self._whole or self._skip or buffer == b"\n":
            return None
        buffer, end, multiline = _scanned(buffer, self._shape, True, self._fails_at)
        held = self._empty_tail(buffer, end)
        self._refuse_long(buffer, end)
        block = self._taken(buffer, end - held, multiline, 0)
        for line in self._carry.split(b"\n"):
            if line.strip(b"\n"):
                self.empty_lines.append(self._line)
            self._line += 1
        return block

    def _skipped(self, buffer: bytes) -> bytes:
        """``buffer`` without the lines before the first record."""
        at = 0
        while self._skip and (newline := buffer.find(b"\n", at)) >= 0:
            self._skip -= 1
            self._line += 1
            at = newline + 1
        return buffer[at:]

    def _empty_tail(self, buffer: bytes, end: int) -> int:
        """How many bytes the rows of nothing but delimiters take that come last before ``end``."""
        if self._shape.delimiter == b" ":
            return 0  # lines of blanks are no records
        last = buffer.rfind(b"\n", 0, max(0, end - 1)) + 1
        if buffer[last:end].strip(self._empty):
            return 0
        kept = len(buffer[:end].rstrip(self._empty))
        first = buffer.find(b"\n", kept, end) + 1 if kept else 0
        tail = buffer[first:end]
        return len(tail) if tail.strip(b"\n") and len(tail) <= _HELD_MOST else 0

    def _refuse_long(self, buffer: bytes, end: int) -> None:
        """No record is longer than two pieces but the first, and what is left over for the next."""
        first = buffer.find(b"\n", self._held, end)
        if first - self._held > BYTES_MOST:
            raise self._too_long(0, first - self._held)
        if len(buffer) - end <= BYTES_MOST:
            return
        rest = buffer[end:]
        if b"\n" in rest:
            raise self._fails_at(buffer, end + max(0, _walked(rest, self._shape).opened))
        length = len(rest)
        for piece in self._pieces:
            newline = piece.find(b"\n")
            length += newline if newline >= 0 else len(piece)
            if newline >= 0:
                break
        raise self._too_long(buffer.count(b"\n", 0, end), length)

    def _too_long(self, lines: int, length: int) -> DataError:
        line = self._line + lines
        return self._reading.fails(Fault.LINE_TOO_LONG, line=line, length=length, limit=BYTES_MOST, unit="bytes")

    def _fails_at(self, buffer: bytes, opened: int) -> DataError:
        return self._reading.fails(Fault.QUOTE_UNCLOSED, line=self._line + buffer.count(b"\n", 0, opened))


def squeezed(body: bytes, shape: Shape) -> bytes:
    """Where blanks separate cells, any number of them does, and those around a record do not count."""
    if shape.delimiter != b" ":
        return body
    if not shape.quote or shape.quote not in body:
        body = _BLANKS.sub(b" ", body)
    else:
        quote = re.escape(shape.quote)
        body = re.sub(
            rb"(?:(?<=[ \t\n])|\A)Q[^Q]*Q(?=[ \t\n]|\Z)|[ \t]+".replace(b"Q", quote),
            lambda found: found[0] if found[0].startswith(shape.quote) else b" ",
            body,
        )
    return body.removeprefix(b" ").replace(b"\n ", b"\n").replace(b" \n", b"\n")


def count_newlines(body: bytes) -> int:
    """Three times as fast as ``bytes.count``, which looks at one byte after the other."""
    return int(np.count_nonzero(np.frombuffer(body, np.uint8) == _NEWLINE))


def _newlines(body: bytes) -> Positions:
    return np.flatnonzero(np.frombuffer(body, np.uint8) == _NEWLINE)


def _scanned(
    buffer: bytes, shape: Shape, final: bool, fails_at: Callable[[bytes, int], DataError]
) -> tuple[bytes, int, bool]:
    """``buffer``, which begins with a record, without its comments; where its last whole record ends; whether a quoted
    cell holds a newline."""
    commented = bool(shape.comment) and (buffer.startswith(shape.comment) or b"\n" + shape.comment in buffer)
    if not shape.quote or shape.quote not in buffer:
        end = buffer.rfind(b"\n") + 1
        return (*(_uncommented(buffer, end, shape) if commented else (buffer, end)), False)
    newlines = _newlines(buffer)
    outside = None if commented else _paired(buffer, newlines, shape)
    if outside is None:
        walk = _walked(buffer, shape)
        if walk.opened >= 0 and (walk.wrong or final):
            raise fails_at(buffer, walk.opened)
        end = walk.newlines[-1] + 1 if walk.newlines else 0
        multiline = len(walk.newlines) < int(np.searchsorted(newlines, end))
        return (*_without(buffer, end, walk.comments), multiline)
    end = int(outside[-1]) + 1 if len(outside) else 0
    if final and end < len(buffer):
        raise fails_at(buffer, max(0, _walked(buffer, shape).opened))
    return buffer, end, len(outside) < int(np.searchsorted(newlines, end))


def _uncommented(buffer: bytes, end: int, shape: Shape) -> tuple[bytes, int]:
    comments = re.finditer(rb"(?m)^" + re.escape(shape.comment) + rb"[^\n]*", buffer[:end])
    return _without(buffer, end, [each.span() for each in comments])


def _without(buffer: bytes, end: int, spans: list[tuple[int, int]]) -> tuple[bytes, int]:
    """``buffer`` without ``spans``, which lie before ``end``, and where that is then."""
    if not spans:
        return buffer, end
    edges = [0, *(edge for span in spans for edge in span), len(buffer)]
    kept = b"".join(buffer[first:last] for first, last in zip(edges[::2], edges[1::2], strict=True))
    return kept, end - (len(buffer) - len(kept))


def _outside(body: bytes, newlines: Positions, shape: Shape) -> Positions:
    """Those of ``newlines`` that end a record of ``body``, which holds whole ones."""
    paired = _paired(body, newlines, shape)
    return np.array(_walked(body, shape).newlines, np.int64) if paired is None else paired


def _paired(buffer: bytes, newlines: Positions, shape: Shape) -> Positions | None:
    """The newlines outside quotes when every quote stands where a quote may: then they simply take turns (a doubled one
    closes and opens at once). None otherwise: one has to look at each."""
    values = np.frombuffer(buffer, np.uint8)
    quotes = np.flatnonzero(values == shape.quote[0])
    border = np.zeros(256, bool)
    border[[_NEWLINE, shape.quote[0], shape.delimiter[0]]] = True
    opens, closes = quotes[0::2], quotes[1::2]
    before = border[values[np.maximum(opens - 1, 0)]] | (opens == 0)
    after = border[values[np.minimum(closes + 1, len(buffer) - 1)]] | (closes == len(buffer) - 1)
    if not before.all() or not after.all():
        return None
    inside = np.searchsorted(opens, newlines) > np.searchsorted(closes, newlines)
    return newlines[~inside]


@dataclass
class _Walk:
    """``newlines`` outside quotes, the spans of ``comments``, the quote that ``opened`` a cell that does not close (−1:
    none). ``wrong``: that cell runs over lines and closes in the middle of one, and was not meant."""

    newlines: list[int]
    comments: list[tuple[int, int]]
    opened: int = -1
    wrong: bool = False


def _walked(buffer: bytes, shape: Shape) -> _Walk:
    """One record after the other, as pyarrow and the csv module read them: a quote opens only at the start of a cell
    and stands for itself elsewhere."""
    walk = _Walk([], [])
    quote, delimiter = re.escape(shape.quote), re.escape(shape.delimiter)
    following = re.compile(rb"\n|(?<=" + delimiter + rb")" + quote)
    closing = re.compile(rb"[^Q]*+(?:QQ[^Q]*+)*+Q".replace(b"Q", quote))
    at = 0
    while 0 <= at < len(buffer):
        if shape.comment and buffer.startswith(shape.comment, at):
            newline = buffer.find(b"\n", at)
            if newline >= 0:
                walk.comments.append((at, newline))
        else:
            newline = _record_end(buffer, at, shape, following, closing, walk)
        if newline < 0:
            break
        walk.newlines.append(newline)
        at = newline + 1
    return walk


def _record_end(
    buffer: bytes, at: int, shape: Shape, following: re.Pattern[bytes], closing: re.Pattern[bytes], walk: _Walk
) -> int:
    """The newline that ends the record which begins at ``at``; −1 when there is none."""
    opened = at if buffer.startswith(shape.quote, at) else -1
    while True:
        if opened < 0:
            found = following.search(buffer, at)
            if found is None or found[0] == b"\n":
                return -1 if found is None else found.start()
            opened = found.start()
        closed = closing.match(buffer, opened + 1)
        if closed is None:
            walk.opened = opened
            return -1
        at = closed.end()
        if buffer[at : at + 1] not in (b"", b"\n", shape.delimiter) and b"\n" in closed[0]:
            walk.opened, walk.wrong = opened, True
            return -1
        opened = -1
