"""Records that are none of the series: totals, notes, the header once more, records without a time. They are looked
for among what the columns' readers could not read, and at both ends; all others cost nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from gatescope.engine.data.columns import cells
from gatescope.engine.data.columns.column import ColumnReader, shown
from gatescope.engine.data.columns.time_columns import is_time
from gatescope.engine.data.columns.times import Times
from gatescope.engine.data.sniffing.headers import Rows
from gatescope.engine.data.sniffing.numerals import is_quantity
from gatescope.engine.data.sniffing.sums import WRITTEN, is_note, is_sum
from gatescope.engine.protocol.datasets import LINES_TOLD
from gatescope.engine.protocol.found import LEFT_OUT, Found, FoundKind, Undo

Ints = NDArray[np.int64]
_FIRST, _LAST = 5, 30  # records at the ends that may be none
_LOOK, _COUNTS = 1000, 0.9  # numbers that tell a column that counts, and steps of one among them
_RUN = 3  # sums that may follow one another
_MOST = 10_000  # records that are looked at
_SHARE = 0.2  # of the records that have no time: then the time is not understood, and they are kept


@dataclass(frozen=True)
class Outside:
    """The ``rows`` (rising) that are none of the series, and what they were found to be."""

    rows: Ints
    kinds: tuple[FoundKind, ...]
    values: tuple[str, ...]

    def but_first(self) -> "Outside":
        """Without the first row: where nothing names the columns, it may do so, and that is for a person to say."""
        if not len(self.rows) or self.rows[0]:
            return self
        return Outside(self.rows[1:], self.kinds[1:], self.values[1:])

    def found(self, lines: Callable[[Ints], list[int]]) -> list[Found]:
        """One for each kind; ``lines`` tells those of some rows."""
        told = []
        for kind in LEFT_OUT:
            at = [place for place, each in enumerate(self.kinds) if each is kind]
            if at:
                value = next((self.values[place] for place in at if self.values[place]), "")
                told.append(left_out(kind, len(at), lines(self.rows[at[:LINES_TOLD]]), value))
        return told


def left_out(kind: FoundKind, count: int, lines: Sequence[int], value: str = "") -> Found:
    """Records that were left out, and how they are kept."""
    undo = Undo(path="read.keep", value=True, option="--keep")
    return Found(kind=kind, count=count, value=shown(value), lines=tuple(lines[:LINES_TOLD]), undo=undo)


def usual(rows: Rows, header: Rows) -> Rows:
    """The first records without those that are plainly none of the series: they would say little of the columns.
    ``header`` are the records that name these."""
    kept = tuple(row for row in rows if not _is_plainly_outside(row, header))
    return kept if 2 * len(kept) > len(rows) else rows


def _is_plainly_outside(row: Sequence[str], header: Rows) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    if len(row) < 2 or not filled:
        return len(row) > 1
    return is_sum(filled[0]) or row in header or (len(filled) == 1 and _is_remark(filled[0]))


def _is_remark(cell: str) -> bool:
    """Whether a cell that stands alone in its record says nothing of a column: no value, no time."""
    return is_note(cell) or not (is_quantity(cell) or is_time(cell))


def rows_outside(
    columns: Mapping[int, ColumnReader], times: Sequence[int], told: Times | None, rows: int, header: Rows = ()
) -> Outside:
    """Which of the ``rows`` are none of the series that ``columns`` hold. ``times`` are the places of the columns that
    tell the time, and ``told`` what they tell; ``header`` are the records that name the columns."""
    timeless = _timeless(told, rows)
    has_time = told is not None and bool(np.isfinite(told.seconds).any())
    label = None if has_time else next((at for at, column in columns.items() if not column.numeric), None)
    sums = None if label is None else _sums(columns[label])
    suspects = _suspects(columns, timeless, rows, sums)
    if len(suspects) > _MOST:
        return Outside(np.zeros(0, np.int64), (), ())
    look = _Look(columns, tuple(times), suspects, label if sums is not None else None, header)
    wrong = set(told.wrong.tolist()) if told is not None and has_time else set()
    ends = _ends(timeless, rows)
    kinds: dict[int, tuple[FoundKind, str]] = {}
    for row in suspects.tolist():
        if has_time:
            found = look.without_time(row, row in wrong, row in ends) if row in timeless else None
        else:
            found = look.kind(row)
        if found is not None:
            kinds[row] = found
    if not has_time:
        kinds = _at_the_ends(kinds, rows)
    places = sorted(kinds)
    return Outside(
        np.array(places, np.int64), tuple(kinds[at][0] for at in places), tuple(kinds[at][1] for at in places)
    )


def _timeless(told: Times | None, rows: int) -> set[int]:
    """The rows without a time, where others have one and they are few."""
    if told is None:
        return set()
    unknown = np.flatnonzero(np.isnan(told.seconds))
    return set(unknown.tolist()) if len(unknown) <= max(3, _SHARE * rows) else set()


def _ends(timeless: set[int], rows: int) -> set[int]:
    """The rows without a time before the first that has one, and behind the last."""
    first, last = 0, rows - 1
    while first in timeless:
        first += 1
    while last in timeless:
        last -= 1
    return {row for row in timeless if not first < row < last}


def _sums(column: ColumnReader) -> Ints | None:
    """The rows whose label is a word for a sum; None where that is the name of a series, or of a class: many have it,
    or some in a row."""
    found: Ints = np.flatnonzero(pc.fill_null(pc.is_in(column.seen().cells, value_set=pa.array(WRITTEN)), False))
    runs = np.split(found, np.flatnonzero(np.diff(found) > 1) + 1)
    few = len(found) <= max(3, _SHARE * column.rows) and max(map(len, runs)) <= _RUN
    return found if few else None


def _suspects(columns: Mapping[int, ColumnReader], timeless: set[int], rows: int, sums: Ints | None) -> Ints:
    ends = [*range(min(_FIRST, rows)), *range(max(0, rows - _LAST), rows)]
    wrong = [part for column in columns.values() for part in column.wrong_rows]
    known = [] if sums is None else [sums]
    return np.unique(np.concatenate([np.array([*timeless, *ends], np.int64), *wrong, *known]))


def _at_the_ends(kinds: dict[int, tuple[FoundKind, str]], rows: int) -> dict[int, tuple[FoundKind, str]]:
    """Without those notes that have records of the series on both sides: there they are records that are damaged."""
    first, last = 0, rows - 1
    while first in kinds:
        first += 1
    while last in kinds:
        last -= 1
    return {row: each for row, each in kinds.items() if not first < row < last or each[0] is not FoundKind.NOTES}


def _words_in(line: Sequence[str]) -> dict[int, str]:
    """By their places, what words a record has."""
    return {at: cell.strip() for at, cell in enumerate(line) if not cells.is_missing(cell)}


def _counts(column: ColumnReader) -> bool:
    """Whether a column numbers the records."""
    with np.errstate(over="ignore", invalid="ignore"):  # what is as large as numbers can be numbers nothing
        steps = np.diff(column.values.first(_LOOK))
    return len(steps) > 1 and float((steps == 1).mean()) >= _COUNTS


class _Look:
    """The cells of some rows, as far as they were no numbers. ``label`` is the column whose words may name sums."""

    def __init__(
        self,
        columns: Mapping[int, ColumnReader],
        times: tuple[int, ...],
        suspects: Ints,
        label: int | None,
        header: Rows = (),
    ) -> None:
        self._times, self._label = times, label
        names = {at: column.name for at, column in columns.items()}
        self._headers = [names, *(_words_in(line) for line in header)]
        self._numeric = {at for at, column in columns.items() if column.numeric and at not in times}
        self._words: dict[int, dict[int, str]] = {at: column.cells_of(suspects) for at, column in columns.items()}
        counted = {at for at in self._numeric if _counts(columns[at])}
        telling = self._numeric - counted or self._numeric  # the number of a record says nothing of it
        self._known: dict[int, set[int]] = {at: columns[at].known_of(suspects) for at in telling}

    def kind(self, row: int) -> tuple[FoundKind, str] | None:
        """What a row is, by its words; None when it is a record of the series."""
        words = self._words_of(row)
        if self._is_header(row, words):
            return FoundKind.HEADERS_AGAIN, ""
        if total := next((cell for at, cell in words.items() if self._labels(at) and is_sum(cell)), ""):
            return FoundKind.TOTALS, total
        return (FoundKind.NOTES, next(iter(words.values()))) if self._is_note(row, words) else None

    def _is_header(self, row: int, words: Mapping[int, str]) -> bool:
        """Whether a row has what a line of the header has; the names alone may lack some."""
        if not words or self._numbers(row):
            return False
        names, *lines = self._headers
        return words in lines or (len(words) > 1 and all(cell == names.get(at) for at, cell in words.items()))

    def _words_of(self, row: int) -> dict[int, str]:
        return {at: cells[row].strip() for at, cells in self._words.items() if cells.get(row, "").strip()}

    def _numbers(self, row: int) -> int:
        """In how many columns of numbers a row has one."""
        return sum(row in known for known in self._known.values())

    def _labels(self, at: int) -> bool:
        return at in self._numeric or at in self._times or at == self._label

    def _is_note(self, row: int, words: Mapping[int, str]) -> bool:
        """Whether words stand in the first column of numbers and nothing in the others, or plainly are a note."""
        if self._numbers(row) or len(words) != 1:
            return False
        ((at, word),) = words.items()
        return is_note(word) if at not in self._numeric else at == 0 and len(self._numeric) > 1

    def without_time(self, row: int, wrong: bool, edge: bool) -> tuple[FoundKind, str] | None:
        """What a row without a time is, in a file that has one. ``wrong``: its time cannot be read, rather than being
        empty; ``edge``: it stands at an end of the file. Elsewhere it is a record with a bad cell when it has
        numbers."""
        words, numbers = self._words_of(row), self._numbers(row)
        if not words and not numbers:
            return FoundKind.BLANKS, ""
        if self._is_header(row, words):
            return FoundKind.HEADERS_AGAIN, ""
        if total := next(filter(is_sum, words.values()), ""):
            return FoundKind.TOTALS, total
        if (found := self.kind(row)) is not None:
            return found
        if self._numeric and not numbers and (wrong or edge):
            return FoundKind.NOTES, next(iter(words.values()))
        if edge and (wrong or (numbers and numbers == len(self._known))):
            return FoundKind.TIMELESS, next(iter(words.values()), "")
        return None
