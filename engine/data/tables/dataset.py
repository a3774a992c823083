"""A data set: what a file holds once it has been read, and the one way in."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.data import DataConfig, Kind, ReadConfig
from gatescope.engine.config.run import RunConfig
from gatescope.engine.data.columns import cells
from gatescope.engine.data.columns.column import ColumnData as ColumnData
from gatescope.engine.data.columns.column import shown
from gatescope.engine.data.columns.time_columns import find_unread
from gatescope.engine.data.files.pictures import Pictures
from gatescope.engine.data.files.source import RAW_MOST as RAW_MOST
from gatescope.engine.data.files.source import CancelledCall, FileReading, Origin, ProgressCall, origin_of
from gatescope.engine.data.reading.readers import Contents, contents_of
from gatescope.engine.data.reading.records import Cells
from gatescope.engine.data.tables import suggest
from gatescope.engine.data.tables.absent import absent
from gatescope.engine.data.tables.in_time import in_time
from gatescope.engine.data.tables.picture_columns import NOWHERE, PicturesFrom, with_pictures
from gatescope.engine.data.tables.table import Table, refuse_useless, stacked, table_of, varying
from gatescope.engine.data.tables.table_found import found_by_doubts, found_on_roles, found_on_table, in_order
from gatescope.engine.data.tokens import tokeniser as tokens
from gatescope.engine.errors import ConfigError, DataError, EngineError, Fault
from gatescope.engine.protocol.datasets import DatasetInfo, UnreadTime
from gatescope.engine.protocol.found import Found
from gatescope.engine.protocol.roles import role_of

PREVIEW_POINTS = 1000
_LOOK = 1000  # cells that tell whether a column seems to be the time
_FALLS = 0.9  # of the steps, in a column whose cells fall from the top to the bottom


@dataclass(frozen=True, eq=False)
class Dataset:
    """``raw`` are the file's bytes when there are at most ``RAW_MOST`` of them, else None.

    A table has all its ``columns`` by name, in the file's order; a text has ``text``, its lines ended by a newline
    alone, and the ``alphabet`` of that. ``times`` (N,) are pyarrow strings that name the rows of a table with a time,
    else None; ``seconds`` (N,) say when they are, since 1970, NaN where unknown. ``order`` (N,) are the rows of the
    file, None where they stand as there. ``pictures`` are those of the columns that name some.
    """

    info: DatasetInfo
    kind: Kind
    raw: bytes | None
    columns: Mapping[str, ColumnData] = field(default_factory=dict)
    text: str = ""
    times: Any = None
    seconds: NDArray[np.float64] | None = None
    order: NDArray[np.int64] | None = None
    alphabet: tokens.Alphabet | None = None
    pictures: Mapping[str, Pictures] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return self.info.rows

    @property
    def names(self) -> tuple[str, ...]:
        """The numeric columns that vary."""
        return varying(self.info.columns, self.rows)

    @property
    def values(self) -> NDArray[np.float64] | None:
        """The columns called ``names`` (N, C), what is missing interpolated; None for a text."""
        return stacked(self.columns, self.names) if self.names else None

    def label(self, row: int) -> str:
        """The name of a row: its time as written in the file, else its number from 1; of a text the character."""
        if self.kind is Kind.TEXT:
            return self.text[row]
        return str(row + 1) if self.times is None else str(self.times[row].as_py())

    def column(self, name: str) -> NDArray[np.float64]:
        """A numeric column (N,) by name, NaN where a cell is missing or bad. Raises ``KeyError``."""
        numbers = self.columns[name].numbers
        if numbers is None:
            raise KeyError(name)
        return numbers


def open_dataset(
    path: str,
    read: ReadConfig | Kind | None = None,
    data: DataConfig | None = None,
    progress: ProgressCall | None = None,
    cancelled: CancelledCall | None = None,
    pictures: Mapping[str, Pictures] | None = None,
) -> Dataset:
    """Reads a file as ``read`` says; what it leaves open is found out. ``data`` are the roles chosen, None: found out.
    ``progress(done, total)`` is told in bytes, about once per MB. ``pictures`` were kept of an earlier reading: no
    other file is read then.

    Raises ``DataError`` for whatever may be wrong with the file, and ``ConfigError`` for an encoding that is none.
    """
    reading = FileReading(path, progress, cancelled)
    where = PicturesFrom(Path(path).parent) if pictures is None else PicturesFrom(kept=pictures)
    made = dataset_of(origin_of(path, reading), _request(read), data, reading, where)
    reading.done()
    return made


def dataset_from_bytes(
    raw: bytes,
    path: str,
    read: ReadConfig | Kind | None = None,
    data: DataConfig | None = None,
    pictures: Mapping[str, Pictures] | None = None,
) -> Dataset:
    """The data set that ``raw``, the bytes of a file once at ``path``, hold, with the ``pictures`` kept of it. Raises
    what ``open_dataset`` does."""
    where = PicturesFrom(kept=pictures or {})
    return dataset_of(Origin(path, len(raw), raw), _request(read), data, FileReading(path, total=len(raw)), where)


def _request(read: ReadConfig | Kind | None) -> ReadConfig:
    return read if isinstance(read, ReadConfig) else ReadConfig(kind=read)


def dataset_of(
    origin: Origin, read: ReadConfig, data: DataConfig | None, reading: FileReading, where: PicturesFrom = NOWHERE
) -> Dataset:
    """Raises what ``open_dataset`` does."""
    contents = contents_of(origin, read, data, reading)
    dataset, fault = reading.patiently(lambda: looked_at(contents, data, reading, where))
    if fault is not None:
        raise fault
    return dataset


def looked_at(
    contents: Contents, data: DataConfig | None, reading: FileReading, where: PicturesFrom = NOWHERE
) -> tuple[Dataset, EngineError | None]:
    """The data set that a file's contents make, and why nothing can be learnt of it, None when it can."""
    if contents.cells is None:
        return _from_text(contents, data, reading)
    return _from_table(contents, data, reading, where)


def _facts(contents: Contents, kind: Kind, reading: FileReading) -> dict[str, Any]:
    """What is told of a file whatever it holds."""
    path = reading.path.encode("utf-8", "replace").decode()  # bytes in it that are no text become question marks
    origin = contents.origin
    return {
        "path": path,
        "name": os.path.basename(path),
        "kind": kind,
        "encoding": contents.read.encoding,
        "bytes": origin.size,
        "sha256": contents.digest,
        "read": contents.read,
        "whole": contents.whole,
        "sheets": contents.sheets,
        "format": contents.format,
    }


def _kept(origin: Origin) -> bytes | None:
    return origin.raw if origin.size <= RAW_MOST else None


def _from_table(
    contents: Contents, data: DataConfig | None, reading: FileReading, where: PicturesFrom
) -> tuple[Dataset, EngineError | None]:
    assert contents.cells is not None
    line, side = contents.cells.form.before + 1, contents.read.thumbnail
    table, pictures = with_pictures(table_of(contents.cells, reading), contents.cells, side, where, reading)
    table, guess, fault = _suggested(table, data, contents.read, line, reading)
    suggested = guess.config
    unread = None if table.seconds is not None else _unread(contents.cells)
    info = DatasetInfo(
        rows=table.rows,
        suggested=suggested,
        suggestion_reason=guess.reason,
        columns=tuple(msgspec.structs.replace(each, role=role_of(suggested.data, each.name)) for each in table.columns),
        time_column=" ".join(table.time_columns[:1]),
        frequency=table.frequency,
        gaps=table.gaps,
        gap_labels=tuple(_row_name(table, row) for row in table.gap_rows),
        first=_row_name(table, 0),
        last=_row_name(table, table.rows - 1),
        delimiter=contents.read.delimiter,
        preview=series_of(table.data, suggested.data),
        records=table.records,
        doubts=(*contents.doubts, *_doubts(table)),
        found=_found(table, contents, unread, guess),
        date_readings=table.readings,
        unread=unread,
        **_facts(contents, Kind.TABLE, reading),
    )
    order = {"times": table.labels, "seconds": table.seconds, "order": table.order}
    return Dataset(info, Kind.TABLE, _kept(contents.origin), table.data, **order, pictures=pictures), fault


def _found(table: Table, contents: Contents, unread: UnreadTime | None, guess: suggest.Suggested) -> tuple[Found, ...]:
    """All that was found out, first what a person should decide."""
    assert contents.cells is not None
    doubts = found_by_doubts(contents.doubts, contents.read)
    of_table = (*found_on_table(table, unread, contents.read), *contents.cells.found, *absent(table, contents.read))
    return in_order((*of_table, *doubts, *guess.found, *found_on_roles(guess.config.data, guess.reason)))


def _doubts(table: Table) -> tuple[str, ...]:
    return tuple(word for word, doubt in (("time", bool(table.readings)), ("order", table.mingled)) if doubt)


def _unread(found: Cells) -> UnreadTime | None:
    """The column that seems to tell the time, where none could be read."""
    look = {name: _beginning(column) for name, column in found.columns.items()}
    name = next(iter(found.times), "") or find_unread({each: list(filter(None, cells)) for each, cells in look.items()})
    rows = [row for row, cell in enumerate(look.get(name, ())) if cell]
    if not rows:
        return None
    words = [look[name][row] or "" for row in rows]
    falls = sum(late < early for early, late in pairwise(words)) > _FALLS * (len(words) - 1)
    line = found.lines.of(np.array(rows[:1]))[0]
    return UnreadTime(column=name, value=shown(words[0]), line=line, falling=len(words) > 1 and falls)


def _beginning(column: ColumnData) -> list[str | None]:
    """The first cells of a column, as written."""
    cells: list[str | None] = column.words(_LOOK).to_pylist()
    return cells


def _suggested(
    table: Table, data: DataConfig | None, read: ReadConfig, line: int, reading: FileReading
) -> tuple[Table, suggest.Suggested, EngineError | None]:
    """The table in the order of its time, a configuration, and why none can work."""
    names = [column.name for column in table.columns]
    try:
        refuse_useless(table, suggest.ROWS_LEAST, line, reading)
        if data is not None:
            table = _arranged(table, data, read)
            return table, suggest.Suggested(suggest.for_roles(table, data)), None
        roles = suggest.roles_of(table)
        table = _arranged(table, roles.data, read)
        return table, suggest.for_table(table, roles), None
    except DataError as error:
        fault: EngineError = error
    except ConfigError as error:
        fault = error if data is not None else reading.fails(Fault.NO_NUMERIC_COLUMN, columns=", ".join(names)[:1000])
    some = tuple(names[:1]) or ("",)
    config = RunConfig(data=data or DataConfig(kind=Kind.TABLE, inputs=some, targets=some))
    return table, suggest.Suggested(config), fault


def _arranged(table: Table, data: DataConfig, read: ReadConfig) -> Table:
    """In the order of time; pairs have none, whatever a moment among their texts says."""
    return table if data.task.spec.second else in_time(table, data.keys, read)


def _row_name(table: Table, row: int) -> str:
    if not table.rows:
        return ""
    return str(row + 1) if table.labels is None else str(table.labels[row].as_py())


def series_of(columns: Mapping[str, ColumnData], data: DataConfig) -> NDArray[np.float64] | None:
    """The first numeric target, pooled, what is missing interpolated; None when there is none."""
    numbers = next((columns[name].numbers for name in data.targets if name in columns), None)
    return None if numbers is None or not len(numbers) else pooled(cells.filled(numbers), PREVIEW_POINTS)


def _from_text(contents: Contents, data: DataConfig | None, reading: FileReading) -> tuple[Dataset, EngineError | None]:
    text = contents.text
    alphabet = tokens.alphabet((text,), tick=reading.stage(0.5).tick)
    symbols = len(alphabet.points)
    fault = None
    if len(text) < suggest.CHARACTERS_LEAST:
        fault = reading.fails(Fault.TEXT_TOO_SHORT, length=len(text), needed=suggest.CHARACTERS_LEAST)
    elif symbols == 1 or text.count(text[0]) == len(text) - text.endswith("\n"):
        fault = reading.fails(Fault.TEXT_ONE_SYMBOL, symbol=text[0])
    suggested = suggest.for_text(len(text), symbols)
    info = DatasetInfo(
        rows=len(text),
        symbols=symbols,
        suggested=suggested if data is None else msgspec.structs.replace(suggested, data=data),
        doubts=contents.doubts,
        found=found_by_doubts(contents.doubts, contents.read),
        **_facts(contents, Kind.TEXT, reading),
    )
    return Dataset(info, Kind.TEXT, _kept(contents.origin), text=text, alphabet=alphabet), fault


def pooled(values: NDArray[np.float64], points: int) -> NDArray[np.float64]:
    """``values`` (N,) as means of at most ``points`` stretches of (nearly) equal length."""
    if len(values) <= points:
        return values.copy()
    edges = np.linspace(0, len(values), points + 1).astype(np.int64)
    sums: NDArray[np.float64] = np.add.reduceat(values, edges[:-1])
    return sums / np.diff(edges)
