"""Which columns tell the series of a table apart: the smallest set within which time goes on without repeats."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np

from gatescope.engine.data.columns.column import ColumnData
from gatescope.engine.data.tables.facts import Floats, Ints, codes_of, combined, ordered

_SEVERAL = 0.05  # of the rows have the time of another one: then there are several series
_SLIPS = 0.01  # of the rows may still, as mistakes
_LOOK = 200_000  # rows that tell
_COLUMNS_MOST = 8  # that are tried together
_TOGETHER_MOST = 3
_FILLED = 0.5  # of the moments between its first and its last, at least, has a series that no name speaks for

Finder = Callable[[Sequence[str], Sequence[str]], tuple[str, ...]]


def finder(columns: Mapping[str, ColumnData], seconds: Floats | None) -> Finder:
    """Finds the columns that tell series apart, of some that are called so and ``others``; () where none do.

    One column does whose values have an order of their own, by ``seconds``, the time of all rows (N,), or by a column
    that counts; else the fewest together that leave hardly any moment twice."""
    in_order = ordered(columns, seconds)

    def found(named: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
        single = next((name for name in (*named, *others) if in_order(name) and not several(name)), "")
        if single or seconds is None:
            return (single,) if single else ()
        return _fewest(columns, seconds, named, others)

    def several(name: str) -> bool:
        """Whether moments come again within the values of a column: each is several series, one after the other."""
        if seconds is None:
            return False
        moments = np.unique(seconds, return_inverse=True)[1].reshape(-1)
        return repeats(combined([codes_of(columns[name])]), moments) > _SLIPS * len(moments)

    return found


def _fewest(
    columns: Mapping[str, ColumnData], seconds: Floats, named: Sequence[str], others: Sequence[str]
) -> tuple[str, ...]:
    if _hardly_repeats(seconds):
        return ()
    rows = np.flatnonzero(np.isfinite(seconds))
    moments = np.unique(seconds[rows], return_inverse=True)[1].reshape(-1)
    if len(rows) > _LOOK:
        kept = moments % (-(-len(rows) // _LOOK)) == 0
        rows, moments = rows[kept], np.unique(moments[kept], return_inverse=True)[1].reshape(-1)
    if not len(rows) or len(rows) - int(moments.max()) - 1 <= _SEVERAL * len(rows):
        return ()
    able = [*named, *others][:_COLUMNS_MOST]
    codes = {name: codes_of(columns[name])[rows] for name in able}
    for names in _sets(able):
        together = combined([codes[name] for name in names])
        if _tells_apart(together, moments, all(name in named for name in names)):
            return names
    return ()


def _hardly_repeats(seconds: Floats) -> bool:
    """Whether so few rows have the time of another one that there are no series. Told without numbering the moments of
    a long table, where they rise or fall."""
    if (seconds[1:] > seconds[:-1]).all() or (seconds[1:] < seconds[:-1]).all():  # never where one is missing
        return True
    known = seconds[np.isfinite(seconds)]
    known.sort()
    return int((known[1:] == known[:-1]).sum()) <= _SEVERAL * len(known)


def _sets(names: Sequence[str]) -> Iterable[tuple[str, ...]]:
    for size in range(1, _TOGETHER_MOST + 1):
        yield from combinations(names, size)


def _tells_apart(codes: Ints, moments: Ints, named: bool) -> bool:
    series = np.unique(codes, return_inverse=True)[1].reshape(-1)
    if 2 * int(series.max() + 1) > len(series):
        return False
    if repeats(series, moments) > _SLIPS * len(series):
        return False
    return named or _share_filled(series, moments) >= _FILLED


def repeats(series: Ints, moments: Ints) -> int:
    """How many rows have the series and the moment, both (N,) numbers from 0, of another one before them."""
    pairs = series.astype(np.int64) * (int(moments.max(initial=0)) + 1) + moments
    return len(pairs) - len(np.unique(pairs))


def _share_filled(series: Ints, moments: Ints) -> float:
    """How many rows there are for each of the moments from the first to the last of their series."""
    order = np.lexsort((moments, series))
    borders = np.flatnonzero(np.diff(series[order])) + 1
    firsts = moments[order][np.concatenate(([0], borders))]
    lasts = moments[order][np.concatenate((borders - 1, [len(order) - 1]))]
    return len(series) / float((lasts - firsts + 1).sum())
