"""What the guesses about a table's columns rest on: how its cells repeat, and which columns order or label others."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from gatescope.engine.data.columns.column import ColumnData
from gatescope.engine.data.columns.magnitude import differences
from gatescope.engine.data.tables.role_guess import Facts
from gatescope.engine.protocol.datasets import Column, ColumnType

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_LOOK = 20_000  # cells that tell whether a column repeats any
_READ = 1000  # … and how long its texts are
_FIGURES_LOOK, _MARKS = 100, ".,:;/+-\u2212\uff0d()[]%"  # cells, and what stands between digits
_REPEATED = 5  # times that each cell comes, in the mean, in a column that may tell sequences apart
_RESTARTS = 0.8  # of the borders between sequences, at which time starts again
_BESIDE = 0.4  # of the rows have the time of the row before, where sequences are interleaved
_PIECE = 1 << 16  # numbers compared at once: they stay in the processor's cache
_COUNTS = 0.5  # of the steps of a column that counts within sequences are 1


def facts_of(column: Column, data: ColumnData, rows: int) -> Facts:
    """The facts of one column."""
    if column.type in (ColumnType.TIME, ColumnType.PICTURE) or column.missing == rows:
        return Facts(column, rows)
    if data.numbers is not None and column.type is ColumnType.NUMERIC:
        return Facts(column, rows, _distinct(column, data.numbers), 1 + _differing(data.numbers), _next(data.numbers))
    sample = data.words(_READ).drop_null()
    length, words = 0.0, 0.0
    if len(sample):
        length = float(pc.mean(pc.utf8_length(sample)).as_py())
        words = float(pc.mean(pc.list_value_length(pc.utf8_split_whitespace(pc.utf8_trim_whitespace(sample)))).as_py())
    figures = [_figures(cell) for cell in sample.slice(0, _FIGURES_LOOK).to_pylist()]
    cells = data.words()
    changes = pc.sum(pc.not_equal(cells.slice(1), cells.slice(0, len(cells) - 1))).as_py() if rows > 1 else 0
    digits = float(np.mean(figures or [0.0]))
    return Facts(column, rows, column.distinct or rows, 1 + int(changes or 0), 0, length, words, digits)


def _figures(cell: str) -> float:
    """The share of a cell's characters that numbers are written with."""
    seen = "".join(cell.split())
    return sum(character.isdigit() or character in _MARKS for character in seen) / max(1, len(seen))


def _differing(numbers: Floats) -> int:
    """How many numbers are not the one before."""
    starts = range(0, len(numbers) - 1, _PIECE)
    pieces = ((numbers[at : at + _PIECE], numbers[at + 1 : at + _PIECE + 1]) for at in starts)
    return sum(int(np.count_nonzero(late != early[: len(late)])) for early, late in pieces)


def _next(numbers: Floats) -> int:
    """How many of the numbers are one more or one less than the one before, as far as the first of them tell."""
    steps = np.abs(differences(numbers[:_LOOK]))
    return int((steps == 1).mean() * len(numbers)) if len(steps) else 0


def _distinct(column: Column, numbers: Floats) -> int:
    """How many different numbers there are; of measured ones as many as rows, without counting them."""
    if column.distinct:
        return column.distinct
    look = numbers[:_LOOK]
    whole = bool((np.floor(look[np.isfinite(look)]) == look[np.isfinite(look)]).all())
    if not whole or len(np.unique(look)) > len(look) // _REPEATED:
        return len(numbers)
    return len(np.unique(numbers[np.isfinite(numbers)]))


def codes_of(data: ColumnData) -> Ints:
    """The different cells of a column (N,) as numbers from 0, a missing cell as one of its own."""
    if data.cells is None and data.numbers is not None:
        codes: Ints = np.unique(data.numbers, return_inverse=True)[1]
        return codes
    encoded: Any = data.words().combine_chunks() if hasattr(data.words(), "combine_chunks") else data.words()
    indices = pc.fill_null(encoded.dictionary_encode().indices, -1)
    return np.asarray(indices).astype(np.int64)


def ordered(columns: Mapping[str, ColumnData], seconds: Floats | None) -> Callable[[str], bool]:
    """Whether the rows of each value of a column are in an order of their own: by ``seconds``, the time of all rows
    (N,), or by a column of numbers that counts and starts again."""
    if seconds is not None and np.isfinite(seconds).any():
        if (seconds[1:] > seconds[:-1]).all() or (seconds[1:] < seconds[:-1]).all():  # one order for all
            return lambda _: False
        return lambda name: _restarts(seconds, codes_of(columns[name]))
    counting = cache(lambda: [name for name, data in columns.items() if _is_counting(data)])

    def is_counted(name: str) -> bool:
        others = [columns[other].numbers for other in counting() if other != name]
        codes = codes_of(columns[name]) if others else None
        return any(_counts(numbers, codes) for numbers in others if numbers is not None and codes is not None)

    return is_counted


def _is_counting(data: ColumnData) -> bool:
    return (
        data.numbers is not None and len(data.numbers) > 1 and bool((differences(data.numbers) == 1).mean() >= _COUNTS)
    )


def _restarts(seconds: Floats, codes: Ints) -> bool:
    order = np.argsort(codes, kind="stable")
    same = codes[order][1:] == codes[order][:-1]
    within = np.diff(seconds[order])[same]
    within = within[np.isfinite(within)]
    if not len(within) or max((within > 0).mean(), (within < 0).mean()) < 0.99:
        return False
    sign = 1.0 if (within > 0).mean() >= 0.99 else -1.0
    return _begins_anew(sign * np.diff(seconds), codes)


def _begins_anew(steps: Floats, codes: Ints) -> bool:
    """Whether time, which goes on within each sequence, does not from one to the next."""
    borders = codes[1:] != codes[:-1]
    stacked = int(borders.sum()) + 1 == len(np.unique(codes))
    if stacked and bool(borders.any()) and float((steps[borders] <= 0).mean()) >= _RESTARTS:
        return True
    return float((steps == 0).mean()) >= _BESIDE


def _counts(numbers: Floats, codes: Ints) -> bool:
    steps = differences(numbers)
    borders = codes[1:] != codes[:-1]
    if not borders.any() or int(borders.sum()) + 1 != len(np.unique(codes)):
        return False
    return bool((steps[~borders] == 1).all() and (steps[borders] <= 0).mean() >= _RESTARTS)


def codes_together(columns: Mapping[str, ColumnData], names: Sequence[str]) -> Ints:
    """The different combinations of cells in some columns (N,) as numbers."""
    return combined([codes_of(columns[name]) for name in names])


def combined(several: Sequence[Ints]) -> Ints:
    """Some columns of codes (N,), −1 where a cell is missing, as one."""
    first, *others = several
    for codes in others:
        first = first * (int(codes.max(initial=0)) + 2) + codes + 1
    return first


def steady(columns: Mapping[str, ColumnData]) -> Callable[[Sequence[str]], frozenset[str]]:
    """The columns that never change within a combination of values of some."""

    def of(names: Sequence[str]) -> frozenset[str]:
        codes = codes_together(columns, names)
        order = np.argsort(codes, kind="stable")
        same = codes[order][1:] == codes[order][:-1]
        rest = ((other, data) for other, data in columns.items() if other not in names)
        return frozenset(other for other, data in rest if not _changes(data, order, same))

    return of


def counting(columns: Mapping[str, ColumnData]) -> Callable[[Sequence[str]], frozenset[str]]:
    """The columns that go up by one, row by row, within each combination of values of some."""

    def of(names: Sequence[str]) -> frozenset[str]:
        codes = codes_together(columns, names)
        order = np.argsort(codes, kind="stable")
        same = codes[order][1:] == codes[order][:-1]
        return frozenset(name for name, data in columns.items() if name not in names and _ones(data, order, same))

    return of


def _ones(data: ColumnData, order: Ints, same: NDArray[np.bool_]) -> bool:
    if data.numbers is None or not same.any():
        return False
    with np.errstate(over="ignore", invalid="ignore"):  # what is as large as numbers can be numbers nothing
        return bool((np.diff(data.numbers[order])[same] == 1).all())


def _changes(data: ColumnData, order: Ints, same: NDArray[np.bool_]) -> bool:
    if data.numbers is not None:
        steps = differences(data.numbers[order])[same]
        return bool((steps[~np.isnan(steps)] != 0).any())
    return bool((np.diff(codes_of(data)[order])[same] != 0).any())
