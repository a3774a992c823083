"""A data set: what a file holds once it has been read, and the one way in."""

import os
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.config import Kind
from engine.data import sniff, suggest, tokens
from engine.data.source import CancelledCall, ProgressCall, Reading, read_bytes, sha256
from engine.data.table import Table, read_table
from engine.data.text import decode, with_plain_newlines
from engine.errors import Fault
from engine.messages import DatasetInfo

RAW_MOST = 32 << 20  # bytes of a file that a session keeps inside
PREVIEW_POINTS = 1000
_TABLE_ENDINGS = (".csv", ".tsv")


@dataclass(frozen=True, eq=False)
class Dataset:
    """``raw`` are the file's bytes when there are at most ``RAW_MOST`` of them, else None.

    A table has ``names`` (C) of its numeric columns that vary and ``values`` (N, C) float64 with nothing missing; a
    text has ``text``, its lines ended by a newline alone.
    """

    info: DatasetInfo
    kind: Kind
    raw: bytes | None
    names: tuple[str, ...] = ()
    values: NDArray[np.float64] | None = None
    text: str = ""
    times: Any = None  # the time column's cells as a pyarrow array, None without one

    @property
    def rows(self) -> int:
        return self.info.rows

    def label(self, row: int) -> str:
        """The name of a row: its time as written in the file, else its number from 1; of a text the character."""
        if self.kind is Kind.TEXT:
            return self.text[row]
        return str(row + 1) if self.times is None else str(self.times[row].as_py())

    def column(self, name: str) -> NDArray[np.float64]:
        """A numeric column (N,) by name. Raises ``KeyError``."""
        if self.values is None or name not in self.names:
            raise KeyError(name)
        column: NDArray[np.float64] = self.values[:, self.names.index(name)]
        return column


def open_dataset(
    path: str, kind: Kind | None = None, progress: ProgressCall | None = None, cancelled: CancelledCall | None = None
) -> Dataset:
    """Reads a file. ``kind`` None finds out what it is. ``progress(done, total)`` is told in bytes, about once per MB.

    Raises ``DataError``, and nothing else, for whatever may be wrong with the file.
    """
    reading = Reading(path, progress, cancelled)
    raw, digest = read_bytes(path, reading)
    return _made(raw, digest, kind, reading)


def dataset_from_bytes(raw: bytes, path: str, kind: Kind) -> Dataset:
    """The data set that ``raw``, the bytes of a file once at ``path``, hold. Raises ``DataError``."""
    return _made(raw, sha256(raw), kind, Reading(path, total=len(raw)))


def _made(raw: bytes, digest: str, kind: Kind | None, reading: Reading) -> Dataset:
    text, encoding = decode(raw, reading)
    if kind is None:
        kind = _kind(text, reading.path)
    facts = {"encoding": encoding, "bytes": len(raw), "sha256": digest}
    kept = raw if len(raw) <= RAW_MOST else None
    made = _from_table(text, kept, facts, reading) if kind is Kind.TABLE else _from_text(text, kept, facts, reading)
    reading.done()
    return made


def _kind(text: str, path: str) -> Kind:
    table = path.lower().endswith(_TABLE_ENDINGS) or sniff.is_table(text)
    return Kind.TABLE if table else Kind.TEXT


def _writable(path: str) -> str:
    """A path as a session and a message can hold it: bytes in it that are no text become question marks."""
    return path.encode("utf-8", "replace").decode()


def _from_table(text: str, raw: bytes | None, facts: dict[str, Any], reading: Reading) -> Dataset:
    table = read_table(text, reading, suggest.ROWS_LEAST)
    suggested, reason = suggest.for_table(table)
    rows = len(table.values)
    target = table.values[:, table.names.index(suggested.data.targets[0])]
    info = DatasetInfo(
        path=_writable(reading.path),
        name=os.path.basename(_writable(reading.path)),
        kind=Kind.TABLE,
        rows=rows,
        suggested=suggested,
        suggestion_reason=reason,
        columns=table.columns,
        time_column=table.time_column,
        frequency=table.frequency,
        first=_row_name(table, 0),
        last=_row_name(table, rows - 1),
        delimiter=table.delimiter,
        preview=pooled(target, PREVIEW_POINTS),
        **facts,
    )
    return Dataset(info, Kind.TABLE, raw, table.names, table.values, times=table.labels)


def _row_name(table: Table, row: int) -> str:
    return str(row + 1) if table.labels is None else str(table.labels[row].as_py())


def _from_text(text: str, raw: bytes | None, facts: dict[str, Any], reading: Reading) -> Dataset:
    text = with_plain_newlines(text)
    if len(text) < suggest.CHARACTERS_LEAST:
        raise reading.fails(Fault.TEXT_TOO_SHORT, length=len(text), needed=suggest.CHARACTERS_LEAST)
    symbols = len(tokens.distinct(text, reading.stage(0.5).tick))
    if symbols == 1 or text.count(text[0]) == len(text) - text.endswith("\n"):
        raise reading.fails(Fault.TEXT_ONE_SYMBOL, symbol=text[0])
    info = DatasetInfo(
        path=_writable(reading.path),
        name=os.path.basename(_writable(reading.path)),
        kind=Kind.TEXT,
        rows=len(text),
        symbols=symbols,
        suggested=suggest.for_text(len(text), symbols),
        **facts,
    )
    return Dataset(info, Kind.TEXT, raw, text=text)


def pooled(values: NDArray[np.float64], points: int) -> NDArray[np.float64]:
    """``values`` (N,) as means of at most ``points`` stretches of (nearly) equal length."""
    if len(values) <= points:
        return values.copy()
    edges = np.linspace(0, len(values), points + 1).astype(np.int64)
    sums: NDArray[np.float64] = np.add.reduceat(values, edges[:-1])
    return sums / np.diff(edges)
