"""Series that come as such, each with its steps, whatever file they stand in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from gatescope.engine.config.data import Kind, ReadConfig
from gatescope.engine.data.columns import cells
from gatescope.engine.data.columns.column import ColumnData
from gatescope.engine.data.reading.delimited import Lines
from gatescope.engine.data.reading.records import Cells
from gatescope.engine.data.reading.series.unfolding import SeriesSteps, told, unfolded
from gatescope.engine.data.sniffing import sniff
from gatescope.engine.protocol.datasets import Records

Floats = NDArray[np.float64]
_LABELS = re.compile(r"class(_?(label|name|value))?|label|target|y|category|activity|레이블|라벨|정답|분류", re.I)
_LEVELS_MOST = 100


def records_of(columns: Mapping[str, ColumnData], read: ReadConfig, count: int, lines: Sequence[int] = ()) -> Cells:
    """``count`` records with typed columns; ``lines`` are those of the file on which they stand."""
    kept = {name: getattr(read, name) for name in ("dates", "rows", "repeats", "series")}
    order = ReadConfig(kind=Kind.TABLE, header=True, **kept)
    names = tuple(columns)
    where = Lines()
    where.add(count, np.array(lines, np.int64) if len(lines) else 1)
    missing = {
        name: int(np.isnan(column.numbers).sum()) if column.numbers is not None else column.cells.null_count
        for name, column in columns.items()
    }
    return Cells(sniff.Form(order, names, ("",) * len(names)), dict(columns), (), missing, Records(read=count), where)


def words_or_numbers(words: Sequence[str | None]) -> ColumnData:
    """A column of numbers where all its words are some, else of words."""
    made: Any = pa.array(words, pa.string())
    found = cells.numbers(made)
    if not len(found.wrong) and np.isfinite(found.values).any():
        return ColumnData(found.values)
    return ColumnData(cells=pa.chunked_array([cells.words(made)]))


def in_sequences(
    records: Cells, channels: Mapping[str, Sequence[Floats]], label: str = "", classes: bool | None = None
) -> Cells:
    """Each record with its steps: (T,) values for each channel, a channel that ends early is missing from there on."""
    lengths = np.max([[len(each) for each in series] for series in channels.values()], axis=0).astype(np.int64)
    flat = {name: _flat(series, lengths) for name, series in channels.items()}
    label = label or label_of(records)
    whole = classes if classes is not None else _are_classes(records, label)
    steps = SeriesSteps(flat, lengths)
    names = tuple(channels)
    made = unfolded(records, steps, label, whole)
    return replace(made, found=(*records.found, told(steps, names[0], names[-1], channels=len(names))))


def _flat(series: Sequence[Floats], lengths: NDArray[np.int64]) -> Floats:
    if not len(series):
        return np.zeros(0)
    if all(len(each) == length for each, length in zip(series, lengths.tolist(), strict=True)):
        return np.concatenate(series).astype(np.float64)
    made = np.full(int(lengths.sum()), np.nan)
    starts = np.concatenate(([0], np.cumsum(lengths)))
    for each, start in zip(series, starts.tolist(), strict=False):
        made[start : start + len(each)] = each
    return made


def label_of(records: Cells) -> str:
    """The column that says what a series is: called so, or the only one of few levels; '' where there is none."""
    called = [name for name in records.columns if _LABELS.fullmatch(name.strip())]
    few = [name for name in records.columns if _are_classes(records, name)]
    return next(iter(called), few[0] if len(few) == 1 else "")


def _are_classes(records: Cells, name: str) -> bool:
    if name not in records.columns:
        return False
    column = records.columns[name]
    known = column.words().drop_null()
    levels = pc.count_distinct(known).as_py()
    whole = column.numbers is None or bool((np.nan_to_num(column.numbers) % 1 == 0).all())
    return whole and 2 <= levels <= min(_LEVELS_MOST, max(2, len(known) // 2))
