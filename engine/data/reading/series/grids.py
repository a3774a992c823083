"""Columns side by side as one grid of numbers, and their words."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from gatescope.engine.data.columns import cells
from gatescope.engine.data.reading.records import Cells

Floats = NDArray[np.float64]
_WRONG_MOST = 0.5  # of the cells of the steps


def grid_of(table: Cells, names: tuple[str, ...], most: int | None = None) -> Floats:
    """The cells of some columns (R, C), of the first ``most`` records, NaN where one is missing or no number."""
    columns = []
    for name in names:
        column = table.columns[name]
        if column.numbers is not None:
            columns.append(column.numbers[:most])
        else:
            words = column.cells if most is None else column.cells.slice(0, most)
            columns.append(cells.numbers(words, table.form.read).values)
    return np.column_stack(columns)


def unit_of(table: Cells, names: tuple[str, ...]) -> str:
    of = dict(zip(table.form.names, table.form.units, strict=True))
    units = {of[name] for name in names}
    return units.pop() if len(units) == 1 else ""


def are_numbers(table: Cells, names: tuple[str, ...]) -> bool:
    if not any(table.columns[name].numbers is not None for name in names):
        return False
    wrong = known = 0
    for name in names:
        column = table.columns[name]
        if column.numbers is None:
            found = cells.numbers(column.cells, table.form.read)
            wrong, known = wrong + len(found.wrong), known + len(column.cells) - found.missing
        else:
            known += int(np.isfinite(column.numbers).sum())
    return known > 0 and wrong <= _WRONG_MOST * known


def joined(words: list[Any]) -> Any:
    filled = [each.combine_chunks() if isinstance(each, pa.ChunkedArray) else each for each in words]
    return pc.binary_join_element_wise(*filled, " · ", null_handling="skip")


def distinct(words: Any) -> int:
    return int(pc.count_distinct(words).as_py())


def are_whole(numbers: Floats) -> bool:
    known = numbers[np.isfinite(numbers)]
    return bool(len(known) and (known == np.round(known)).all())
