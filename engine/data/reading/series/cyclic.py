"""Tables whose records follow one another, each a year of months, a month of days, a day of hours."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from gatescope.engine.data.columns import time_columns, times
from gatescope.engine.data.columns.column import ColumnData
from gatescope.engine.data.reading.records import Cells
from gatescope.engine.data.reading.series import cycles
from gatescope.engine.data.reading.series.grids import are_numbers, are_whole, grid_of, joined, unit_of
from gatescope.engine.data.reading.series.unfolding import KEY, UNDO, VALUE, SeriesSteps, unfolded, without
from gatescope.engine.protocol.found import Found, FoundKind

Floats = NDArray[np.float64]
_LOOK = 200  # cells


def by_cycle(table: Cells) -> Cells | None:
    """The records one after the other, each a year of months, a month of days, a day of hours."""
    names = table.form.names
    found = cycles.cycle_in(names) if table.form.read.header else None
    if found is None:
        return None
    columns = tuple(names[at] for at in found.at)
    base = _times(table, columns) or _year(table, columns)
    if not base or not are_numbers(table, columns):
        return None
    seconds = times.read_times({name: table.columns[name] for name in base}).seconds
    if not np.isfinite(seconds).any() or not _whole(seconds, found.base):
        return None
    grid = grid_of(table, columns)
    summaries = tuple(
        name for name in names if name not in (*columns, *base) and _sums_up(name, table.columns[name], grid)
    )
    moments, there = cycles.moments_of(found, seconds)
    steps = SeriesSteps({VALUE: grid[there]}, there.sum(axis=1), _written(moments[there]), unit_of(table, columns))
    rest = without(table, (*columns, *base, *summaries))
    keys = _apart(rest, seconds)
    if keys is None:
        return None
    rest, key = _one_key(rest, keys)
    made = unfolded(rest, steps, key=key)
    return replace(made, found=(*table.found, *_cycle_told(columns, len(seconds), steps, summaries)))


def _cycle_told(columns: tuple[str, ...], records: int, steps: SeriesSteps, summaries: tuple[str, ...]) -> list[Found]:
    count = int(steps.lengths.sum())
    facts: dict[str, str | int | float] = {"first": columns[0], "last": columns[-1], "longest": count}
    said = [Found(kind=FoundKind.CYCLE, count=records, evidence=facts, undo=UNDO)]
    if summaries:
        said.append(Found(kind=FoundKind.SUMMARIES, columns=summaries, count=len(summaries), undo=UNDO))
    return said


def _times(table: Cells, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns beside the cycle that tell when a record begins."""
    if found := tuple(name for name in table.times if name not in columns):
        return found
    words = {name: each.words(_LOOK).to_pylist() for name, each in table.columns.items() if name not in columns}
    return time_columns.find_times({name: [cell or "" for cell in cells] for name, cells in words.items()})


def _year(table: Cells, columns: tuple[str, ...]) -> tuple[str, ...]:
    """A column of years that nothing took for the time."""
    for name, column in table.columns.items():
        if name in columns or column.numbers is None or not len(column.numbers):
            continue
        known = column.numbers[np.isfinite(column.numbers)]
        if len(known) and (known == np.round(known)).all() and known.min() >= 1600 and known.max() <= 2200:
            return (name,)
    return ()


def _whole(seconds: Floats, base: str) -> bool:
    """Whether records begin where a year, a month, a day does."""
    known = seconds[np.isfinite(seconds)].astype("M8[s]")
    return bool((known.astype(f"M8[{base}]") == known).all())


def _written(moments: NDArray[np.datetime64]) -> pa.ChunkedArray:
    if np.datetime_data(moments.dtype)[0] == "h":
        moments = moments.astype("M8[m]")
    return pa.chunked_array([pa.array(np.datetime_as_string(moments).astype(object), pa.string())])


def _sums_up(name: str, column: ColumnData, grid: Floats) -> bool:
    """Whether a column is called a sum or a mean, or is one."""
    if cycles.is_summary(name):
        return True
    whole = np.isfinite(grid).all(axis=1)
    if column.numbers is None or whole.sum() < 3:
        return False
    values, spread = column.numbers[whole], max(float(np.nanstd(grid)), 1e-12)
    sums = (grid[whole].sum(axis=1), grid[whole].mean(axis=1))
    return any(bool(np.isfinite(values).all() and np.abs(values - each).max() < 0.1 * spread) for each in sums)


def _apart(rest: Cells, seconds: Floats) -> tuple[str, ...] | None:
    """The fewest columns that tell apart the records of one moment, () where none need be; None: nothing does."""
    able = [name for name, column in rest.columns.items() if column.numbers is None or are_whole(column.numbers)]
    codes = [np.unique(np.where(np.isfinite(seconds), seconds, -1e18), return_inverse=True)[1].reshape(-1)]
    if len(np.unique(codes[0])) == len(seconds):
        return ()
    by = {name: _codes(rest.columns[name]) for name in able}
    for count in range(1, min(3, len(able)) + 1):
        for names in combinations(able, count):
            together = np.column_stack([*codes, *(by[name] for name in names)])
            if len(np.unique(together, axis=0)) == len(seconds):
                return names
    return None


def _codes(column: ColumnData) -> NDArray[np.int64]:
    words = column.words()
    words = words.combine_chunks() if isinstance(words, pa.ChunkedArray) else words
    indices = pc.fill_null(words.dictionary_encode().indices, -1)
    codes: NDArray[np.int64] = indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return codes


def _one_key(rest: Cells, keys: tuple[str, ...]) -> tuple[Cells, str]:
    if len(keys) < 2:
        return rest, "".join(keys)
    words = joined([rest.columns[name].words() for name in keys])
    form = replace(rest.form, names=(*rest.form.names, KEY), units=(*rest.form.units, ""), rows=())
    return replace(rest, form=form, columns={**rest.columns, KEY: ColumnData(cells=pa.chunked_array([words]))}), KEY
