"""The columns of a table whose cells name pictures: found by their cells, read, and what cannot be counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

import msgspec
import numpy as np
import pyarrow.compute as pc

from gatescope.engine.data.columns.column import ColumnData, shown
from gatescope.engine.data.files.pictures import PICTURES_MOST, Pictures, read_pictures
from gatescope.engine.data.files.source import FileReading
from gatescope.engine.data.reading.records import Cells
from gatescope.engine.data.tables.table import Table
from gatescope.engine.errors import Fault
from gatescope.engine.protocol.datasets import LINES_TOLD, BadCells, Column, ColumnType

_NAMES = r"(?i)\.(png|jpe?g)\s*$"
_SHARE = 0.9  # of the cells, from which a column is one of names of pictures


@dataclass(frozen=True)
class PicturesFrom:
    """Where pictures come from: beside the table in ``folder``, the first ``most`` of them alone; or from what was
    ``kept`` of an earlier reading, by column. Without a folder there are no others."""

    folder: Path | None = None
    kept: Mapping[str, Pictures] = field(default_factory=dict)
    most: int = 0  # 0: all


NOWHERE = PicturesFrom()


def with_pictures(
    table: Table, found: Cells, side: int, where: PicturesFrom, reading: FileReading
) -> tuple[Table, dict[str, Pictures]]:
    """The table with its columns of pictures told as such, and what they show. A column of which no picture can be read
    stays one of words. Raises ``DataError`` (PICTURES_TOO_MANY, READ_CANCELLED)."""
    read: dict[str, Pictures] = {}
    columns = list(table.columns)
    for at, column in enumerate(columns):
        pictures = _pictures(column, table.data[column.name], side, where, reading)
        if pictures is None or not pictures.pixels:
            continue
        read[column.name] = pictures
        bad = _bad(table, found, column.name, pictures)
        missing = column.missing + (bad.count if bad else 0)
        columns[at] = msgspec.structs.replace(column, type=ColumnType.PICTURE, missing=missing, levels=())
        if bad is not None:
            table = replace(table, records=msgspec.structs.replace(table.records, bad=(*table.records.bad, bad)))
    return replace(table, columns=tuple(columns)), read


def _pictures(
    column: Column, data: ColumnData, side: int, where: PicturesFrom, reading: FileReading
) -> Pictures | None:
    """What a column shows; None where its cells do not seem to name pictures."""
    if column.name in where.kept:
        return where.kept[column.name]
    if where.folder is None or column.type not in (ColumnType.CATEGORY, ColumnType.TEXT):
        return None
    cells = data.words().drop_null()
    named = pc.sum(pc.match_substring_regex(cells, _NAMES)).as_py() or 0
    if not named or named < _SHARE * len(cells):
        return None
    names = pc.unique(cells)
    if len(names) > PICTURES_MOST:
        raise reading.fails(Fault.PICTURES_TOO_MANY, column=column.name, count=len(names), limit=PICTURES_MOST)
    some = (name.as_py() for name in (islice(names, where.most) if where.most else names))
    return read_pictures(some, where.folder, side, lambda _count: reading.refuse_if_cancelled())


def _bad(table: Table, found: Cells, name: str, pictures: Pictures) -> BadCells | None:
    """The cells of a column that name no picture."""
    cells = table.data[name].words().to_pylist()
    rows = np.array([row for row, cell in enumerate(cells) if cell in pictures.faults], np.int64)
    if not len(rows):
        return None
    of_file = np.sort(rows if table.order is None else table.order[rows])
    first = cells[int(rows[0] if table.order is None else rows[np.argmin(table.order[rows])])]
    lines = tuple(found.lines.of(of_file[:LINES_TOLD]))
    return BadCells(column=name, count=len(rows), lines=lines, value=shown(first), reason=pictures.faults[first])
