"""Columns of a table: what they hold once read, and how they grow while a file is read."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from gatescope.engine.config.data import ReadConfig
from gatescope.engine.data.columns import cells
from gatescope.engine.data.columns.clothes import BARE, Clothes
from gatescope.engine.data.columns.numeric import are_numbers
from gatescope.engine.protocol.datasets import LINES_TOLD, BadCells

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_CHUNK = 1 << 20  # values of one column that are allocated at once, in a table of few columns
_VALUES_MOST = 1 << 23  # of all columns together
_CHUNK_LEAST = 1 << 10
_GROWTH_MOST = 16  # times what has arrived
_ROOM = 1.05  # for rows that are shorter than the first
_OTHERS_MOST = 1000  # different cells that are no numbers
_LOOK = 1000  # numbers
_PUNCTUATION_MOST = 2  # bytes
_PUNCTUATION = pa.array([",", "!", ":", ";", "(", ")", "``", "''"])
_WRONG_MOST = 100_000  # cells that are no numbers, of which it is kept where they are
_SHOWN = 60  # characters of a cell in a report


@dataclass(frozen=True, eq=False)
class ColumnData:
    """``numbers`` float64 (N,), NaN where missing or bad, of a numeric column; else ``cells``, a pyarrow (chunked)
    array of strings (N,), null where missing. A time column written in digits alone has both."""

    numbers: Floats | None = None
    cells: Any = None

    def words(self, first: int | None = None) -> Any:
        """Strings of either (``3`` for 3.0), null where missing; of the ``first`` rows alone, if so many are named."""
        if self.cells is not None:
            return self.cells if first is None else self.cells.slice(0, first)
        numbers: Any = self.numbers
        numbers = numbers if first is None else numbers[:first]
        return as_words(pa.array(numbers, pa.float64(), from_pandas=True))  # NaN: null


def _known(words: Any, read: ReadConfig) -> Any:
    """Words, null where a cell is empty or one of those that the user calls missing."""
    trimmed = pc.utf8_trim_whitespace(words)
    empty = pc.is_in(trimmed, value_set=pa.array(["", *read.missing]))
    return pc.if_else(empty, pa.scalar(None, pa.string()), trimmed)


def _without(count: int, rows: Ints) -> NDArray[np.bool_]:
    """(count,): all but ``rows``."""
    kept = np.ones(count, bool)
    kept[rows] = False
    return kept


def shown(cell: str) -> str:
    """A cell as it is reported: its beginning, when it is long."""
    return cell if len(cell) <= _SHOWN else cell[: _SHOWN - 1] + "…"


def as_words(numbers: Any) -> Any:
    """Numbers (a pyarrow array) as they are usually written: whole ones without a point."""
    if pc.all(pc.fill_null(pc.equal(pc.round(numbers), numbers), True)).as_py():
        largest = pc.max(pc.abs(numbers)).as_py()
        if largest is None or largest < 2**63:  # nanoseconds since 1970 are beyond 2**53
            return pc.cast(pc.cast(numbers, pa.int64()), pa.string())
    return pc.cast(numbers, pa.string())


class GrowingNumbers:
    """Float64 values that arrive a block at a time. Growing copies what is there, so as much is allocated as seems to
    come in all, and half as much again as has arrived, a chunk at least: memory that is never written costs nothing.
    (numpy's ``resize`` writes zeros there, 0.2 s for 60 MB at worst, while no other thread runs.)"""

    def __init__(self, columns: int) -> None:
        self._chunk = min(_CHUNK, max(_CHUNK_LEAST, _VALUES_MOST // max(1, columns)))
        self._values = np.empty(0)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def allocated(self) -> int:
        """Values that there is room for."""
        return len(self._values)

    def add(self, values: Floats, part: float = 1.0) -> None:
        """``part`` of all that will come, at most 1, has come with these, as far as is known."""
        count = self._count + len(values)
        if count > len(self._values):
            grown = np.empty(max(self._expected(count, part), count + max(self._chunk, count >> 1)))
            grown[: self._count] = self._values[: self._count]
            self._values = grown
        self._values[self._count : count] = values
        self._count = count

    def _expected(self, count: int, part: float) -> int:
        """How many there will be, when the first say anything of the rest: no more than a beginning can promise."""
        if count <= self._chunk or not 0 < part < 1:
            return 0
        return min(_GROWTH_MOST * count, round(count / part * _ROOM))

    def first(self, count: int) -> Floats:
        return self._values[: min(count, self._count)]

    def at(self, rows: Ints) -> Floats:
        """Some of them."""
        return self._values[rows]

    def so_far(self) -> Floats:
        """All of them, for looking at."""
        return self._values[: self._count]

    def leave_out(self, rows: Ints) -> None:
        """As if ``rows`` (rising) had not been among them."""
        kept = np.delete(self._values[: self._count], rows)
        self._values[: len(kept)] = kept
        self._count = len(kept)

    def joined(self) -> Floats:
        """All of them. It holds nothing afterwards."""
        self._values.resize(self._count, refcheck=False)
        result, self._values, self._count = self._values, np.empty(0), 0
        return result


@dataclass
class ColumnReader:
    """A column while it is read: as numbers in ``clothes`` when it is taken for ``numeric``, else as words. ``wrong``
    counts the cells that are neither numbers nor missing, ``others`` how often each of them comes, ``worn`` the marks
    in which the numbers came; ``distrust`` is for how many blocks it is not worth hoping that all are plain."""

    name: str
    numeric: bool
    values: GrowingNumbers
    clothes: Clothes = BARE
    words: list[Any] = field(default_factory=list)
    rows: int = 0
    missing: int = 0
    wrong: int = 0
    wrong_lines: list[int] = field(default_factory=list)
    wrong_text: str = ""
    others: Counter[str] = field(default_factory=Counter)
    worn: Counter[str] = field(default_factory=Counter)
    wrong_rows: list[Ints] = field(default_factory=list)  # the first of them, and what they hold
    wrong_words: list[Any] = field(default_factory=list)
    punctuated: bool = False
    distrust: int = 0
    failures: int = 0

    def failed(self) -> None:
        """Its cells were not all numbers as pyarrow reads them: look at each for some blocks, each time for longer."""
        self.distrust = min(1 << self.failures, 1024)
        self.failures += 1

    def add_floats(self, values: Floats, part: float = 1.0) -> None:
        """``part`` of the file's have come with these."""
        with np.errstate(over="ignore", invalid="ignore"):
            known = np.isfinite(values.sum())
        if not known:  # some are not finite, or the sum is not
            values = np.where(np.isfinite(values), values, np.nan)
            self.missing += int(np.isnan(values).sum())
        self._add(values, part)

    def add_numbers(self, found: cells.Numbers, lines: Callable[[Ints], list[int]], part: float = 1.0) -> None:
        """``lines`` tells those on which some rows of the block begin."""
        wanted = LINES_TOLD - len(self.wrong_lines)
        if len(found.wrong) and wanted:
            self.wrong_text = self.wrong_text or found.text
            self.wrong_lines += lines(found.wrong[:wanted])
        if len(found.wrong) and self.wrong < _WRONG_MOST:
            self.wrong_rows.append(found.wrong + self.rows)
            self.wrong_words.append(found.words)
        self.wrong += len(found.wrong)
        self.worn += found.worn
        if len(self.others) < _OTHERS_MOST:
            self.others += found.others
        self.missing += found.missing
        self._add(found.values, part)

    def _add(self, values: Floats, part: float) -> None:
        self.values.add(values, part)
        self.rows += len(values)

    def add_words(self, words: Any) -> None:
        """Cells as written; ``settle`` says which of them are missing once all are there."""
        self.words.append(words)
        self.rows += len(words)
        if not self.punctuated and cells.shortest(words) <= _PUNCTUATION_MOST:
            self.punctuated = bool(pc.any(pc.is_in(words, value_set=_PUNCTUATION)).as_py())

    def settle(self, read: ReadConfig, tick: Callable[[], None]) -> None:
        """Among words that are taken apart down to their commas, ``-`` and ``?`` are words, too. ``tick`` is called
        once per block."""
        known = _known if self.punctuated else cells.words
        for at, words in enumerate(self.words):
            tick()
            self.words[at] = known(words, read)
        if not self.numeric:
            self.missing = sum(each.null_count for each in self.words)

    def cells_of(self, rows: Ints) -> dict[int, str]:
        """What some rows hold that is no number, by row; nothing of those where a cell is missing."""
        if self.numeric:
            pairs = ((at, word) for some, words in self._wrong() for at, word in zip(some, words, strict=True))
            wanted = set(rows.tolist())
            return {at: word for at, word in pairs if at in wanted}
        words = ((at, self._word(at)) for at in rows.tolist())
        return {at: word for at, word in words if word}

    def _word(self, row: int) -> str | None:
        """One of the words. Arrow's ``take`` of a few would lay all of them together first."""
        for block in self.words:
            if row < len(block):
                return block[row].as_py()  # type: ignore[no-any-return]
            row -= len(block)
        raise IndexError(row)

    def _wrong(self) -> Iterator[tuple[list[int], list[str]]]:
        return (
            (rows.tolist(), words.to_pylist()) for rows, words in zip(self.wrong_rows, self.wrong_words, strict=True)
        )

    def known_of(self, rows: Ints) -> set[int]:
        """Those of some rows in which there is a number."""
        return set(rows[np.isfinite(self.values.at(rows))].tolist())

    def seen(self) -> ColumnData:
        """What is there, for looking at."""
        if self.numeric:
            return ColumnData(numbers=self.values.so_far())
        return ColumnData(cells=pa.chunked_array(self.words, pa.string()))

    def leave_out(self, rows: Ints, lines: Callable[[Ints], list[int]]) -> None:
        """As if ``rows`` (rising) had not been among those read. ``lines`` tells those of some of the rows before."""
        if self.numeric:
            found = [(at, word) for some, words in self._wrong() for at, word in zip(some, words, strict=True)]
            gone = set(rows.tolist())
            kept = [(at, word) for at, word in found if at not in gone]
            self.others -= Counter(word.strip() for at, word in found if at in gone)
            empty = int(np.isnan(self.values.at(rows)).sum()) - (len(found) - len(kept))
            self.wrong, self.missing = self.wrong - (len(found) - len(kept)), self.missing - empty
            self.wrong_lines = lines(np.array([at for at, _ in kept[:LINES_TOLD]], np.int64))
            self.wrong_text = kept[0][1] if kept else ""
            self.values.leave_out(rows)
        else:
            words = pa.chunked_array(self.words, pa.string())
            self.words = words.filter(pa.array(_without(len(words), rows))).chunks
            self.missing = sum(each.null_count for each in self.words)
        self.rows -= len(rows)

    @property
    def holds_numbers(self) -> bool:
        """Whether it is numeric after all: most cells are, or none holds anything."""
        known = self.rows - self.missing
        return self.numeric and are_numbers(known, self.others, self.wrong, self.values.first(_LOOK))

    def bad(self) -> BadCells | None:
        if not self.wrong:
            return None
        lines = tuple(self.wrong_lines)
        return BadCells(column=self.name, count=self.wrong, lines=lines, value=shown(self.wrong_text))

    def data(self) -> ColumnData:
        """What was read. It holds nothing afterwards."""
        if self.numeric:
            return ColumnData(numbers=self.values.joined())
        words, self.words = self.words, []
        return ColumnData(cells=pa.chunked_array(words, pa.string()))
