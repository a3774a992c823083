"""Columns of words that hold numbers: typed files have them where somebody kept ``$1,234`` or ``12.5 %`` as written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.data import ReadConfig
from gatescope.engine.data.columns import cells
from gatescope.engine.data.columns.column import ColumnReader, GrowingNumbers
from gatescope.engine.data.columns.numeric import clothes_of
from gatescope.engine.data.sniffing import numerals

_LOOK = 1000  # cells that tell


def numbers_in(words: Mapping[str, Any], read: ReadConfig) -> tuple[ReadConfig, dict[str, ColumnReader]]:
    """Those of some columns of words (pyarrow chunked arrays of strings) that are columns of numbers, by name; and how
    these are written."""
    first = {name: _first(column) for name, column in words.items() if name not in read.words}
    decimal, thousands, _ = numerals.marks([cells_ for cells_ in first.values() if cells_], read, "")
    read = msgspec.structs.replace(read, decimal=decimal, thousands=thousands)
    made = {name: _read(name, words[name], some, len(words), read) for name, some in first.items() if some}
    return read, {name: column for name, column in made.items() if column is not None and column.holds_numbers}


@dataclass(frozen=True)
class _Records:
    """Rows as numbers of records: there are no lines."""

    before: int

    def of(self, rows: NDArray[np.int64]) -> list[int]:
        found: list[int] = (rows + self.before + 1).tolist()
        return found


def _first(column: Any) -> Sequence[str]:
    found: list[str] = column.slice(0, _LOOK).drop_null().to_pylist()
    return found


def _read(name: str, words: Any, first: Sequence[str], columns: int, read: ReadConfig) -> ColumnReader | None:
    own = read.of(name)
    worn = clothes_of(first, own)
    if worn is None:
        return None
    column = ColumnReader(name, True, GrowingNumbers(columns), worn)
    for piece in words.chunks:
        column.add_numbers(cells.numbers(piece, own, worn), _Records(column.rows).of)
    return column
