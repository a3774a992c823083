"""The rows of a table put in the order of their time, within each of the series that its roles tell apart."""

from dataclasses import replace
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from gatescope.engine.config.data import ReadConfig, Repeats, RowOrder
from gatescope.engine.data.columns.column import ColumnData
from gatescope.engine.data.columns.rhythm import pace
from gatescope.engine.data.tables.facts import Floats, Ints, codes_together
from gatescope.engine.data.tables.table import Table

_JUMBLED = 0.2  # of the rows come after a later one: they are in no order of time
_MINGLED = 0.2  # of the rows have a time twice: series that nothing tells apart, whose rows must not be mingled


def in_time(table: Table, keys: tuple[str, ...], read: ReadConfig) -> Table:
    """The table with its rows in the order of time, stable, within the series that the columns ``keys`` tell apart;
    each series keeps the places of its rows. What repeats a moment is kept, averaged or dropped, as ``read`` says. The
    pace is that of the rows then."""
    if table.seconds is None:
        return table
    codes = codes_together(table.data, keys) if all(key in table.data for key in keys) and keys else None
    known = held(table.seconds, codes)
    backwards = late(known, codes)
    twice = _repeating(table.seconds, codes)
    moved = bool(backwards) and read.rows is RowOrder.TIME and not (not keys and twice.sum() > _MINGLED * len(twice))
    if moved:
        order = sorting(known, codes)
        table, twice = taken(table, order), twice[order]
        codes = None if codes is None else codes[order]
    told = {"sorted" if moved else "backwards": backwards, "repeated": int(twice.sum())}
    records = msgspec.structs.replace(table.records, **told)
    table = replace(table, records=records, mingled=bool(backwards) and not moved)
    if twice.any() and read.repeats is not Repeats.KEEP:
        table, codes = _merged(table, codes, read.repeats)
    return _paced(table, codes)


def jumbled(table: Table) -> bool:
    """Whether the moments of its rows come in no order, one long before the next."""
    if table.seconds is None:
        return False
    known = held(table.seconds, None)
    falls = int((np.diff(known) < 0).sum())
    return falls > _JUMBLED * len(known) and len(known) - falls > _JUMBLED * len(known)


def _paced(table: Table, codes: Ints | None) -> Table:
    assert table.seconds is not None
    found = pace(table.seconds, codes)
    return replace(table, frequency=found.frequency, gaps=found.gaps, gap_rows=found.before)


# ---- order ----------------------------------------------------------------------------------------------------------


def held(seconds: Floats, codes: Ints | None) -> Floats:
    """``seconds`` (N,) with the time of the row before, in the same series, where one is unknown; at the beginning that
    of the first that is known."""
    if np.isfinite(seconds).all():
        return seconds
    order = np.arange(len(seconds)) if codes is None else np.argsort(codes, kind="stable")
    values = seconds[order]
    border = np.zeros(len(values), bool) if codes is None else np.diff(codes[order], prepend=codes[order[:1]]) != 0
    series = np.cumsum(border)
    places = np.arange(len(values))
    before = np.maximum.accumulate(np.where(np.isfinite(values), places, -1))
    after = np.minimum.accumulate(np.where(np.isfinite(values), places, len(values))[::-1])[::-1]
    usable = (before >= 0) & (series[np.maximum(before, 0)] == series)
    at = np.where(usable, before, np.minimum(after, len(values) - 1))
    result = np.empty(len(seconds))
    result[order] = values[at]
    return np.where(np.isfinite(result), result, 0.0)


def late(seconds: Floats, codes: Ints | None) -> int:
    """How many rows come after a later one of their series."""
    if codes is None:
        if not (seconds[1:] < seconds[:-1]).any():
            return 0
        return int((seconds < np.maximum.accumulate(seconds)).sum())
    order = np.argsort(codes, kind="stable")
    series = np.cumsum(np.diff(codes[order], prepend=codes[order[:1]]) != 0)
    ranks = np.unique(seconds, return_inverse=True)[1].reshape(-1)[order]
    lifted = ranks + series * (int(ranks.max(initial=0)) + 1)
    return int((lifted < np.maximum.accumulate(lifted)).sum())


def sorting(seconds: Floats, codes: Ints | None) -> Ints:
    """Which row (N,) comes to each place."""
    if codes is None:
        return np.argsort(seconds, kind="stable")
    order = np.empty(len(seconds), np.int64)
    order[np.argsort(codes, kind="stable")] = np.lexsort((seconds, codes))
    return order


def taken(table: Table, rows: Ints) -> Table:
    """The table with other rows, or in another order. What it held is let go of a column at a time."""
    data = dict(table.data)
    places = pa.array(rows)
    made = {name: _taken(data.pop(name), rows, places) for name in tuple(data)}
    assert table.seconds is not None
    return replace(
        table,
        data=made,
        seconds=table.seconds[rows],
        labels=table.labels.take(places),
        order=rows if table.order is None else table.order[rows],
    )


def _taken(column: ColumnData, rows: Ints, places: Any) -> ColumnData:
    numbers = None if column.numbers is None else column.numbers[rows]
    return ColumnData(numbers, None if column.cells is None else column.cells.take(places))


# ---- the same moment twice ------------------------------------------------------------------------------------------


def _repeating(seconds: Floats, codes: Ints | None) -> NDArray[np.bool_]:
    """(N,): which rows have the series and the time of another one before them."""
    result = np.zeros(len(seconds), bool)
    if codes is None and (seconds[1:] > seconds[:-1]).all():
        return result
    rows = np.flatnonzero(np.isfinite(seconds))
    keys = (rows, seconds[rows]) if codes is None else (rows, seconds[rows], codes[rows])
    order = rows[np.lexsort(keys)]
    same = np.diff(seconds[order]) == 0
    if codes is not None:
        same &= np.diff(codes[order]) == 0
    result[order[1:][same]] = True
    return result


def _merged(table: Table, codes: Ints | None, repeats: Repeats) -> tuple[Table, Ints | None]:
    """One row for each moment of a series: the first, its numbers the means of all if they are averaged."""
    assert table.seconds is not None
    rows = np.arange(len(table.seconds))
    unknown = np.isnan(table.seconds)
    keys = [np.where(unknown, rows + 1, 0), np.where(unknown, 0.0, table.seconds)]
    order = np.lexsort([rows, *keys, *([codes] if codes is not None else [])])
    changes = np.zeros(len(rows), bool)
    changes[0] = True
    for key in (*keys, *([codes] if codes is not None else [])):
        changes[1:] |= np.diff(key[order]) != 0
    firsts = order[changes]
    group = np.empty(len(rows), np.int64)
    group[order] = np.cumsum(changes) - 1
    if repeats is Repeats.AVERAGE:
        means = {name: _mean(column, group, len(firsts), firsts) for name, column in table.data.items()}
        table = replace(table, data=means)
    kept = np.sort(firsts)
    table = taken(table, kept)
    records = msgspec.structs.replace(table.records, merged=len(rows) - len(kept))
    return replace(table, records=records), None if codes is None else codes[kept]


def _mean(column: ColumnData, group: Ints, groups: int, firsts: Ints) -> ColumnData:
    """A column of numbers with the mean of each group at its first row."""
    if column.numbers is None or column.cells is not None:
        return column
    known = np.isfinite(column.numbers)
    sums = np.bincount(group[known], column.numbers[known], groups)
    counts = np.bincount(group[known], minlength=groups)
    result = column.numbers.copy()
    result[firsts] = np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
    return ColumnData(result)
