"""A data set: what a file holds once it has been read, and the one way in."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.config import RunConfig
from engine.config_data import DataConfig, Kind, ReadConfig
from engine.data import cells, suggest, tokens
from engine.data.columns import ColumnData as ColumnData
from engine.data.contents import Contents, contents_of
from engine.data.source import RAW_MOST as RAW_MOST
from engine.data.source import CancelledCall, Origin, ProgressCall, Reading, origin_of
from engine.data.table import Table, refuse_useless, stacked, table_of, varying
from engine.errors import Fault
from engine.infos_data import DatasetInfo

PREVIEW_POINTS = 1000


@dataclass(frozen=True, eq=False)
class Dataset:
    """``raw`` are the file's bytes when there are at most ``RAW_MOST`` of them, else None.

    A table has all its ``columns`` by name, in the file's order; a text has ``text``, its lines ended by a newline
    alone. ``times`` (N,) are pyarrow strings that name the rows of a table with a time, else None.
    """

    info: DatasetInfo
    kind: Kind
    raw: bytes | None
    columns: Mapping[str, ColumnData] = field(default_factory=dict)
    text: str = ""
    times: Any = None

    @property
    def rows(self) -> int:
        return self.info.rows

    @property
    def names(self) -> tuple[str, ...]:
        """The numeric columns that vary."""
        return varying(self.info.columns)

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
) -> Dataset:
    """Reads a file as ``read`` says; what it leaves open is found out. ``data`` are the roles chosen, None: found out.
    ``progress(done, total)`` is told in bytes, about once per MB.

    Raises ``DataError`` for whatever may be wrong with the file, and ``ConfigError`` for an encoding that is none.
    """
    reading = Reading(path, progress, cancelled)
    made = dataset_of(origin_of(path, reading), _request(read), data, reading)
    reading.done()
    return made


def dataset_from_bytes(raw: bytes, path: str, read: ReadConfig | Kind | None = None) -> Dataset:
    """The data set that ``raw``, the bytes of a file once at ``path``, hold. Raises what ``open_dataset`` does."""
    return dataset_of(Origin(path, len(raw), raw), _request(read), None, Reading(path, total=len(raw)))


def _request(read: ReadConfig | Kind | None) -> ReadConfig:
    return read if isinstance(read, ReadConfig) else ReadConfig(kind=read)


def dataset_of(
    origin: Origin, read: ReadConfig, data: DataConfig | None, reading: Reading, whole: bool = True
) -> Dataset:
    """``whole`` False: ``origin`` is only the beginning of a file."""
    contents = contents_of(origin, read, data, reading, whole)
    return _from_text(contents, reading) if contents.cells is None else _from_table(contents, data, reading)


def _facts(contents: Contents, kind: Kind, reading: Reading) -> dict[str, Any]:
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
        "doubts": contents.doubts,
        "sheets": contents.sheets,
    }


def _kept(origin: Origin) -> bytes | None:
    return origin.raw if origin.size <= RAW_MOST else None


def _from_table(contents: Contents, data: DataConfig | None, reading: Reading) -> Dataset:
    assert contents.cells is not None
    table = table_of(contents.cells, reading)
    refuse_useless(table, suggest.ROWS_LEAST, reading)
    suggested, reason = _suggested(table, data, reading)
    info = DatasetInfo(
        rows=table.rows,
        suggested=suggested,
        suggestion_reason=reason,
        columns=table.columns,
        time_column=" ".join(table.time_columns[:1]),
        frequency=table.frequency,
        first=_row_name(table, 0),
        last=_row_name(table, table.rows - 1),
        delimiter=contents.read.delimiter,
        preview=_preview(table, suggested.data),
        records=table.records,
        **_facts(contents, Kind.TABLE, reading),
    )
    return Dataset(info, Kind.TABLE, _kept(contents.origin), table.data, times=table.labels)


def _suggested(table: Table, data: DataConfig | None, reading: Reading) -> tuple[RunConfig, str]:
    if not table.names:
        names = ", ".join(column.name for column in table.columns)
        raise reading.fails(Fault.NO_NUMERIC_COLUMN, columns=names[:1000])
    suggested, reason = suggest.for_table(table)
    return (suggested, reason) if data is None else (msgspec.structs.replace(suggested, data=data), "")


def _row_name(table: Table, row: int) -> str:
    return str(row + 1) if table.labels is None else str(table.labels[row].as_py())


def _preview(table: Table, data: DataConfig) -> NDArray[np.float64] | None:
    numbers = next((table.data[name].numbers for name in data.targets if name in table.data), None)
    return None if numbers is None else pooled(cells.filled(numbers), PREVIEW_POINTS)


def _from_text(contents: Contents, reading: Reading) -> Dataset:
    text = contents.text
    if len(text) < suggest.CHARACTERS_LEAST:
        raise reading.fails(Fault.TEXT_TOO_SHORT, length=len(text), needed=suggest.CHARACTERS_LEAST)
    symbols = len(tokens.distinct(text, reading.stage(0.5).tick))
    if symbols == 1 or text.count(text[0]) == len(text) - text.endswith("\n"):
        raise reading.fails(Fault.TEXT_ONE_SYMBOL, symbol=text[0])
    info = DatasetInfo(
        rows=len(text),
        symbols=symbols,
        suggested=suggest.for_text(len(text), symbols),
        **_facts(contents, Kind.TEXT, reading),
    )
    return Dataset(info, Kind.TEXT, _kept(contents.origin), text=text)


def pooled(values: NDArray[np.float64], points: int) -> NDArray[np.float64]:
    """``values`` (N,) as means of at most ``points`` stretches of (nearly) equal length."""
    if len(values) <= points:
        return values.copy()
    edges = np.linspace(0, len(values), points + 1).astype(np.int64)
    sums: NDArray[np.float64] = np.add.reduceat(values, edges[:-1])
    return sums / np.diff(edges)
