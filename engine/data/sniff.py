"""How a table is written: its delimiter, its header, whether it is a table at all. Decided on its first records."""

import csv
from collections import Counter
from dataclasses import dataclass

import pyarrow as pa

from engine.data import cells, times
from engine.data.records import BYTES_MOST, FIELDS_MOST

DELIMITERS = "\t;|,"  # a comma last: it also stands inside numbers and sentences
_SAMPLE = 1 << 16
_RECORDS = 200
Rows = list[list[str]]


@dataclass(frozen=True)
class Format:
    """``header`` are the names in the file, or None. ``skip`` records (comments, the header) come before the data.
    ``sample`` are the first data records."""

    delimiter: str
    header: tuple[str, ...] | None
    skip: int
    sample: Rows
    decimal_comma: bool

    @property
    def width(self) -> int:
        return Counter(len(row) for row in self.sample).most_common(1)[0][0] if self.sample else len(self.header or ())

    def column(self, at: int) -> list[str]:
        return [row[at] for row in self.sample if at < len(row)]


def is_table(text: str) -> bool:
    """Whether a text of unknown kind is a table: its lines split evenly into two or more cells, or are one number
    each, and a column of it is numeric."""
    sample = head(text)
    if "\n" not in sample.strip() or widest(sample)[1] >= FIELDS_MOST:
        return False
    found, evenness = _delimiter(sample)
    if evenness < 1.0:
        return False
    form = look(sample, found)
    rows = [row for row in form.sample if row]
    return any(_numeric([row[at] for row in rows], form.decimal_comma) for at in range(form.width))


def head(text: str) -> str:
    """The first whole lines of a text: 64 KiB of them and three at least, if it has as many; '' when the first of them
    is longer than a record may be."""
    end = -1
    for _ in range(3):
        end = text.find("\n", end + 1, end + 1 + BYTES_MOST)
        if end < 0:
            return text if len(text) <= BYTES_MOST else ""
    return text[: max(end, text.rfind("\n", end, _SAMPLE)) + 1] if len(text) > _SAMPLE else text


def widest(text: str) -> tuple[int, int]:
    """The line, from 1, with the most delimiters of one kind, and how many they are."""
    counts = [max(map(line.count, DELIMITERS)) for line in text.split("\n")]
    return counts.index(max(counts)) + 1, max(counts)


def delimiter(sample: str) -> str:
    """The delimiter that splits the lines of the sample into cells; a comma when there is one column only."""
    return _delimiter(sample)[0]


def look(text: str, separator: str) -> Format:
    """What the first records of ``text`` say about the rest."""
    rows = _rows(text, separator)
    skip = _comments(rows)
    rows = rows[skip:]
    body = rows[1:]
    commas = separator != "," and cells.has_decimal_commas([cell for row in body for cell in row])
    if rows and _is_header(rows[0], body, commas):
        names = tuple(name.strip(' \t"').removeprefix("#").strip() for name in rows[0])
        return Format(separator, names, skip + 1, body, commas)
    return Format(separator, None, skip, rows, commas)


def unique(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names of which each occurs once and none is empty: ``column 3``, ``price (2)``."""
    taken: set[str] = set(names)
    result: list[str] = []
    for number, name in enumerate(names, 1):
        candidate = base = name or f"column {number}"
        count = 1
        while candidate in result or (candidate != name and candidate in taken):
            count += 1
            candidate = f"{base} ({count})"
        result.append(candidate)
    return tuple(result)


def _rows(text: str, separator: str) -> Rows:
    """The first records, cut to cells; what the csv module refuses ends them."""
    lines = (line + "\n" for line in text.split("\n", 4 * _RECORDS)[: 4 * _RECORDS])
    rows: Rows = []
    try:
        for row in csv.reader(lines, delimiter=separator):
            if row:
                rows.append(row)
            if len(rows) > _RECORDS:
                break
    except csv.Error:
        pass
    return rows


def _delimiter(sample: str) -> tuple[str, float]:
    """The delimiter that splits the sample most evenly into two or more cells, and the share of records it does so
    for. A comma and 1.0 or less when there is but one column."""
    best, evenness = ",", 0.0
    for candidate in DELIMITERS:
        rows = _rows(sample, candidate)
        rows = rows[_comments(rows) :]
        counts = Counter(len(row) for row in rows)
        width, often = counts.most_common(1)[0] if counts else (0, 0)
        if width >= 2 and often / len(rows) > evenness + 0.05:
            best, evenness = candidate, often / len(rows)
    if evenness > 0.0:
        return best, evenness
    rows = _rows(sample, ",")
    return ",", 1.0 if len(rows) >= 2 and all(len(row) == 1 for row in rows) else 0.0


def _comments(rows: Rows) -> int:
    """How many leading records are comments. A last one with as many cells as the data is the header."""
    count = next((at for at, row in enumerate(rows) if not row[0].lstrip().startswith("#")), len(rows))
    width = len(rows[count]) if count < len(rows) else 0
    return count - 1 if count and width > 1 and len(rows[count - 1]) == width else count


def _is_header(first: list[str], body: Rows, commas: bool) -> bool:
    """A record is a header when nothing in it is a number, or when a word stands over numbers or dates."""
    if not any(_is_word(cell, commas) for cell in first):
        return False
    if all(_is_word(cell, commas) or cells.is_missing(cell) for cell in first):
        return True
    for at, cell in enumerate(first):
        below = [row[at] for row in body if at < len(row)]
        if _is_word(cell, commas) and (_numeric(below, commas) or times.looks_like_time(below, cell)):
            return True
    return False


def _is_word(cell: str, commas: bool) -> bool:
    return not cells.is_missing(cell) and not cells.is_number(cell, commas) and not times.looks_like_time([cell], "")


def _numeric(column: list[str], commas: bool) -> bool:
    known = [cell for cell in column if not cells.is_missing(cell)]
    wrong = cells.numbers(pa.array(known, pa.string()), commas).wrong
    return bool(known) and len(wrong) <= 0.1 * len(known)
