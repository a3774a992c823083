"""The bytes of a file, for a plan and a seed."""

import csv
import gzip
import io
from dataclasses import dataclass
from random import Random

from tests.engine import containers
from tests.engine.combined import axes
from tests.engine.combined.axes import Plan, plan
from tests.engine.combined.languages import LANGUAGES
from tests.engine.combined.rows import table_of_rows
from tests.engine.combined.steps import table_of_steps
from tests.engine.combined.truths import Cell, Lines, Truth

_SUFFIX = {"tab": ".tsv", "bar": ".psv", "blank": ".txt", "blanks": ".dat"}


@dataclass(frozen=True, eq=False)
class Made:
    """A file and what it says."""

    name: str
    raw: bytes
    truth: Truth


def made(seed: int) -> Made:
    """The same for the same ``seed``."""
    planned, random = plan(seed), Random(f"file {seed}")
    lines = (table_of_rows if planned.wide else table_of_steps)(planned, random)
    name, raw = _written(planned, lines, random)
    return Made(name, raw, lines.truth)


def _written(made: Plan, lines: Lines, random: Random) -> tuple[str, bytes]:
    if made.typed:
        name, write = containers.TYPED[made.container]
        return name, write(lines.header[0], _typed(lines.records))
    above = _above(made)
    if made.in_text:
        return _text(made, lines, above, random)
    name, write = containers.GRIDS[made.container]
    width = len(lines.records[0])
    rows = [*([line, *[""] * (width - 1)] for line in above), *lines.header, *lines.records]
    return name, write(rows[0], rows[1:])


def _typed(records: list[list[Cell]]) -> list[list[Cell]]:
    """Columns of whole numbers, such as years and epochs, have a type of their own."""
    whole = {
        at
        for at, column in enumerate(zip(*records, strict=True))
        if all(isinstance(cell, str) and cell.isdecimal() and cell[0] != "0" for cell in column)
    }
    return [[int(str(cell)) if at in whole else cell for at, cell in enumerate(row)] for row in records]


def _above(made: Plan) -> tuple[str, ...]:
    note = LANGUAGES[made.language].note
    return {"title": (note,), "comments": ("# made by nobody", f"# {note}")}.get(made.header, ())


def _text(made: Plan, lines: Lines, above: tuple[str, ...], random: Random) -> tuple[str, bytes]:
    rows = [*lines.header, *lines.records]
    body = _aligned(rows) if made.delimiter == "blanks" else _cut(rows, axes.DELIMITERS[made.delimiter])
    ending = random.choice(("\n", "\r\n"))
    raw = ending.join([*above, *body, ""]).encode(made.encoding)
    name = f"a{_SUFFIX.get(made.delimiter, '.csv')}"
    if made.container == "gz":
        return f"{name}.gz", gzip.compress(raw, mtime=0)
    return ("a.zip", containers.zipped({name: raw})) if made.container == "zip" else (name, raw)


def _cut(rows: list[list[Cell]], delimiter: str) -> list[str]:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue().splitlines()


def _aligned(rows: list[list[Cell]]) -> list[str]:
    """Columns one below the other, as printed."""
    cells = [[f'"{cell}"' if " " in str(cell) else str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in cells]
