"""Where the records of a table begin: the structure of a CSV file, found without parsing its cells.

pyarrow parses the cells, fast, but tells no lines, and an unclosed quote swallows rows without a word. So the quotes
and newlines are looked at first, a block at a time.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.data.source import BLOCK, Reading
from engine.errors import Fault

BYTES_MOST = 1_000_000  # of one record
FIELDS_MOST = 10_000
NEWLINE, QUOTE = 0x0A, 0x22
Positions = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Records:
    """``starts`` (R,) are the offsets at which the records of ``body`` begin, blank lines left out; ``multiline`` is
    whether a quoted cell holds a newline."""

    body: bytes
    starts: Positions
    multiline: bool

    def __len__(self) -> int:
        return len(self.starts)

    def line(self, record: int) -> int:
        """The line of the file, from 1, on which a record begins."""
        return line_at(self.body, int(self.starts[min(record, len(self.starts) - 1)]))

    def text(self, first: int, end: int) -> str:
        """Records ``first … end-1`` as they stand in the file."""
        stop = int(self.starts[end]) if end < len(self.starts) else len(self.body)
        return self.body[int(self.starts[first]) : stop].decode("utf-8", "replace")


def line_at(body: bytes, offset: int) -> int:
    return body.count(b"\n", 0, offset) + 1


def split(body: bytes, delimiter: str, reading: Reading) -> Records:
    """Finds the records of ``body`` (UTF-8, lines ended by a newline alone).

    Raises ``DataError``: QUOTE_UNCLOSED, LINE_TOO_LONG, READ_CANCELLED.
    """
    newlines, quotes = _marks(body, reading.stage(0.1))
    multiline = False
    if len(quotes):
        opened, closed = _quoted(body, quotes, delimiter, reading.stage(0.05))
        reading.tick(1, 1)
        inside = np.searchsorted(opened, newlines) > np.searchsorted(closed, newlines)
        multiline = bool(inside.any())
        newlines = newlines[~inside]
    reading.tick(1, 1)
    starts = np.concatenate(([0], newlines + 1))
    ends = np.concatenate((newlines, [len(body)]))
    _refuse_long(body, starts, ends, reading)
    return Records(body, starts[ends > starts], multiline)


def _marks(body: bytes, reading: Reading) -> tuple[Positions, Positions]:
    newlines: list[Positions] = []
    quotes: list[Positions] = []
    quoted = b'"' in body
    for start, block in reading.blocks(body):
        values = np.frombuffer(block, np.uint8)
        newlines.append(np.flatnonzero(values == NEWLINE) + start)
        if quoted:
            quotes.append(np.flatnonzero(values == QUOTE) + start)
    nothing = [np.zeros(0, np.int64)]
    return np.concatenate(newlines or nothing), np.concatenate(quotes or nothing)


def _refuse_long(body: bytes, starts: Positions, ends: Positions, reading: Reading) -> None:
    longest = int((ends - starts).argmax())
    length = int(ends[longest] - starts[longest])
    if length > BYTES_MOST:
        line = line_at(body, int(starts[longest]))
        raise reading.fails(Fault.LINE_TOO_LONG, line=line, length=length, limit=BYTES_MOST, unit="bytes")


def _quoted(body: bytes, quotes: Positions, delimiter: str, reading: Reading) -> tuple[Positions, Positions]:
    """Where quoted stretches open and close. When every quote stands where a quote may, they simply take turns (a
    doubled quote closes and opens at once); otherwise one looks at each."""
    values = np.frombuffer(body, np.uint8)
    border = np.zeros(256, bool)
    border[[NEWLINE, QUOTE, ord(delimiter)]] = True
    for at in range(0, len(quotes), BLOCK):
        reading.tick(at, len(quotes))
        opens, closes = quotes[at : at + BLOCK : 2], quotes[at + 1 : at + BLOCK : 2]
        before = border[values[np.maximum(opens - 1, 0)]] | (opens == 0)
        after = border[values[np.minimum(closes + 1, len(body) - 1)]] | (closes == len(body) - 1)
        if len(opens) != len(closes) or not before.all() or not after.all():
            return _quoted_slowly(body, quotes, ord(delimiter), reading)
    return quotes[0::2], quotes[1::2]


def _quoted_slowly(body: bytes, quotes: Positions, delimiter: int, reading: Reading) -> tuple[Positions, Positions]:
    """One quote after the other, as pyarrow reads them: a quote opens only at the start of a cell and stands for itself
    elsewhere. A cell that never closes, or runs over lines and closes in the middle of one, was not meant."""
    opened: list[int] = []
    closed: list[int] = []
    borders = (NEWLINE, delimiter)
    start = doubled = -1
    for count, at in enumerate(quotes.tolist()):
        if count % 10_000 == 0:
            reading.tick(count, len(quotes))
        if start < 0:
            start = at if at == 0 or body[at - 1] in borders else -1
        elif at == doubled:
            doubled = -1
        elif body[at + 1 : at + 2] == b'"':
            doubled = at + 1
        elif at + 1 < len(body) and body[at + 1] not in borders and b"\n" in body[start:at]:
            break
        else:
            opened.append(start)
            closed.append(at)
            start = -1
    if start >= 0:
        raise reading.fails(Fault.QUOTE_UNCLOSED, line=line_at(body, start))
    return np.array(opened, np.int64), np.array(closed, np.int64)
