"""The first lines of a table cut to records and cells, in each of the ways it may be written."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

SPACE = " "
RECORDS_MOST = 1000  # of the beginning that are looked at
_LINES_MOST = 4 * RECORDS_MOST


@dataclass(frozen=True)
class Record:
    """``cells`` as written, without their quotes; it fills the lines ``line … end-1`` of the file, counted from 1."""

    cells: tuple[str, ...]
    line: int
    end: int


@dataclass(frozen=True)
class Cut:
    """The records of a beginning in one way of writing. ``remarks`` are the commented lines before the first record,
    without their mark. ``width`` is the number of cells that most have, ``evenness`` the share that has it."""

    delimiter: str
    quote: str
    comment: str
    records: tuple[Record, ...]
    remarks: tuple[Record, ...]
    width: int
    evenness: float

    @property
    def rows(self) -> list[tuple[str, ...]]:
        return [record.cells for record in self.records]


class _Lines:
    """Hands lines to the csv module. Blank and commented ones are left out where a record begins, not inside one."""

    def __init__(self, text: str, comment: str, skip: int, aligned: bool) -> None:
        self._lines = text.split("\n", _LINES_MOST)[:_LINES_MOST]
        self._comment, self._aligned = comment, aligned
        self.number = skip  # of the line handed out last
        self.first = 0  # line of the record that is being read
        self.begins = True
        self.commented: list[int] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        while self.number < len(self._lines):
            line = self._lines[self.number]
            self.number += 1
            if self.begins:
                if not line.strip():
                    continue
                if self._comment and line.lstrip().startswith(self._comment):
                    self.commented.append(self.number)
                    continue
                self.first, self.begins = self.number, False
            return (_spaced(line) if self._aligned else line) + "\n"
        raise StopIteration

    def line(self, number: int) -> str:
        return self._lines[number - 1]


def cut(text: str, delimiter: str, quote: str, comment: str = "", skip: int = 0, most: int = RECORDS_MOST) -> Cut:
    """At most ``most`` records after ``skip`` lines; what the csv module refuses ends them."""
    lines = _Lines(text, comment, skip, delimiter == SPACE)
    reader = _reader(lines, delimiter, quote)
    records: list[Record] = []
    try:
        while len(records) < most:
            lines.begins = True
            cells = next(reader)
            records.append(Record(tuple(cells), lines.first, lines.number + 1))
    except (StopIteration, csv.Error):
        # what cannot be cut ends the beginning: the reader of the whole file says what is wrong with it, and where
        pass
    before = [number for number in lines.commented if not records or number < records[0].line]
    remarks = [
        Record(split(lines.line(number).lstrip().removeprefix(comment), delimiter, quote), number, number + 1)
        for number in before
    ]
    width, evenness = _evenness(records)
    return Cut(delimiter, quote, comment, tuple(records), tuple(remarks), width, evenness)


def split(line: str, delimiter: str, quote: str) -> tuple[str, ...]:
    """The cells of one line."""
    line = _spaced(line) if delimiter == SPACE else line.strip(SPACE)
    try:
        return tuple(next(_reader(iter([line]), delimiter, quote), ()))
    except csv.Error:
        return (line,)


def _spaced(line: str) -> str:
    """Where spaces separate cells, tabs do too, and those around a record do not count."""
    return line.replace("\t", SPACE).strip(SPACE)


def _reader(lines: Iterator[str], delimiter: str, quote: str) -> Iterator[list[str]]:
    aligned = delimiter == SPACE
    if not quote:
        return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE, skipinitialspace=aligned)
    return csv.reader(lines, delimiter=delimiter, quotechar=quote, skipinitialspace=aligned)


def _evenness(records: list[Record]) -> tuple[int, float]:
    """The width of most records, and the share that has it of those from the first such on: titles stand before."""
    counts = Counter(len(record.cells) for record in records)
    if not counts:
        return 0, 0.0
    # of widths that are as common the larger: cells that are missing at the end are common, cells too many are not
    width = max(counts, key=lambda each: (counts[each], each))
    first = next(at for at, record in enumerate(records) if len(record.cells) == width)
    return width, counts[width] / (len(records) - first)
