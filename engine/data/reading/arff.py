"""Weka's ARFF files: named and typed columns; one that is relational holds the channels of a series in a cell."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace

import msgspec
import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.data import DataConfig, ReadConfig
from gatescope.engine.config.formats import is_named
from gatescope.engine.data.files.source import FileReading, Origin
from gatescope.engine.data.reading.readers import Contents, Format, digest_of
from gatescope.engine.data.reading.series.sequences import in_sequences, records_of, words_or_numbers
from gatescope.engine.data.reading.written import contents_of_rows, text_of
from gatescope.engine.errors import Fault

_ATTRIBUTE = re.compile(r"@attribute\s+(?:'((?:[^'\\]|\\.)*)'|\"([^\"]*)\"|(\S+))\s+(.+)", re.IGNORECASE)
_RELATIONAL = "relational"
Attribute = tuple[str, str]


def _read(origin: Origin, read: ReadConfig, data: DataConfig | None, reading: FileReading, whole: bool) -> Contents:
    text, encoding = text_of(origin, read, reading)
    attributes, lines = _parsed(text)
    if not attributes or not lines:
        raise reading.fails(Fault.FILE_EMPTY)
    names = [name for name, _ in attributes]
    if _RELATIONAL in (kind for _, kind in attributes):
        return _relational(origin, read, reading, attributes, lines, encoding)

    def rows() -> Iterator[list[str]]:
        yield names
        for number, line in lines:
            yield _in_full(line, number, attributes, reading) if line.startswith("{") else _cut(line)

    made = contents_of_rows(origin, rows, read, data, reading, whole, "arff")
    return replace(made, read=msgspec.structs.replace(made.read, encoding=encoding))


FORMAT = Format(lambda path, _first: is_named(path, "arff"), _read)


def _parsed(text: str) -> tuple[list[Attribute], list[tuple[int, str]]]:
    """The attributes at the top, by name and type, and the lines of the data with their numbers. What a relational one
    holds is a matter of its cells."""
    attributes: list[Attribute] = []
    lines: list[tuple[int, str]] = []
    inside, nested = False, False
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("%"):
            continue
        if inside:
            lines.append((number, line))
        elif line.lower().startswith("@data"):
            inside = True
        elif line.lower().startswith("@end"):
            nested = False
        elif not nested and (found := _ATTRIBUTE.match(line)):
            name = next(filter(None, found.groups()[:3]), "")
            kind = found[4].strip().lower()
            attributes.append((name, kind))
            nested = kind == _RELATIONAL
    return attributes, lines


def _cut(line: str) -> list[str]:
    quote = '"' if '"' in line and "'" not in line else "'"
    cells = next(csv.reader([line], quotechar=quote, escapechar="\\", skipinitialspace=True), [])
    return [cell.strip() for cell in cells]


def _in_full(line: str, number: int, attributes: list[Attribute], reading: FileReading) -> list[str]:
    """The cells of a sparse record, ``{0 1.5, 3 2}``: what it does not name is 0, or the first of the values that an
    attribute lists."""
    cells = [_listed(kind) or "0" for _, kind in attributes]
    for pair in _cut(line.removeprefix("{").rpartition("}")[0]):
        place, _, value = pair.partition(" ")
        if not place:
            continue
        if not place.isdecimal() or int(place) >= len(cells):
            raise reading.fails(Fault.FILE_UNREADABLE, reason=f"line {number}: no attribute {place[:40]!r}")
        cells[int(place)] = value.strip().strip("'\"")
    return cells


def _listed(kind: str) -> str:
    """The first of the values in a type such as ``{rest, walk}``; '' for another type."""
    return next(iter(_cut(kind[1:].rpartition("}")[0])), "") if kind.startswith("{") else ""


def _relational(
    origin: Origin,
    read: ReadConfig,
    reading: FileReading,
    attributes: list[Attribute],
    lines: list[tuple[int, str]],
    encoding: str,
) -> Contents:
    """Each record has a cell with the channels of a series, one a line."""
    at = [kind for _, kind in attributes].index(_RELATIONAL)
    cases: list[list[NDArray[np.float64]]] = []
    others: list[list[str]] = []
    for number, line in lines:
        quoted = re.search(r"(['\"])(.*?)\1", line)
        if quoted is None:
            raise reading.fails(Fault.FILE_UNREADABLE, reason=f"line {number}: no series where one should be")
        cases.append([_values(part, number, reading) for part in re.split(r"\\n|\n", quoted[2]) if part.strip()])
        rest = _cut(line[: quoted.start()].rstrip(" ,") + line[quoted.end() :])
        others.append([cell for cell in rest if cell])
    names = [name for place, (name, _) in enumerate(attributes) if place != at]
    columns = {
        name: words_or_numbers([row[place] if place < len(row) else None for row in others])
        for place, name in enumerate(names)
    }
    count = max(map(len, cases))
    empty = np.zeros(0)
    channels = {
        f"channel {place + 1}": [case[place] if place < len(case) else empty for case in cases]
        for place in range(count)
    }
    records = records_of(columns, read, len(lines), [number for number, _ in lines])
    cells = in_sequences(records, channels, names[-1] if names else "")
    resolved = msgspec.structs.replace(cells.form.read, encoding=encoding)
    return Contents(origin, resolved, digest_of(origin, reading, True), True, cells, format="arff")


def _values(part: str, line: int, reading: FileReading) -> NDArray[np.float64]:
    words = [word.strip() for word in part.split(",")]
    try:
        return np.array([np.nan if word in ("?", "NaN", "") else float(word) for word in words])
    except ValueError as error:
        raise reading.fails(Fault.FILE_UNREADABLE, reason=f"line {line}: {error}"[:200]) from None
