"""The columns that a configuration chooses from a table, as numbers or as words, and which of them cannot be."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from gatescope.engine.config.run import DataConfig
from gatescope.engine.data.columns.magnitude import LARGEST, beyond
from gatescope.engine.data.scaling import transforms
from gatescope.engine.data.tables.dataset import Dataset
from gatescope.engine.errors import ConfigError, DataError, Fault

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NAMES_TOLD = 1000  # characters of all names


def numbers(dataset: Dataset, names: tuple[str, ...]) -> Floats:
    """(N, C), NaN where missing. Raises ``DataError`` (COLUMN_UNKNOWN, COLUMN_CONSTANT, COLUMN_NOT_NUMERIC)."""
    _check_numeric(dataset, names)
    columns = [dataset.column(name) for name in names]
    return np.column_stack(columns) if columns else np.zeros((dataset.rows, 0))


def _check_numeric(dataset: Dataset, names: tuple[str, ...]) -> None:
    for name in names:
        _check_known(dataset, name)
        if name not in dataset.names:
            constant = {column.name: column.constant for column in dataset.info.columns}[name]
            raise _fails(dataset, Fault.COLUMN_CONSTANT if constant else Fault.COLUMN_NOT_NUMERIC, name)


@dataclass(frozen=True, eq=False)
class Words:
    """A column of words: ``codes`` (N,) are positions in ``names``, in the order they first come; −1 where missing."""

    names: tuple[str, ...]
    codes: Ints

    def taken(self, rows: Ints) -> "Words":
        return Words(self.names, self.codes[rows])


def words(dataset: Dataset, name: str) -> Words:
    """Raises ``DataError`` (COLUMN_UNKNOWN)."""
    encoded = pc.dictionary_encode(texts(dataset, name))
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks() if encoded.num_chunks != 1 else encoded.chunk(0)
    codes = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    return Words(tuple(encoded.dictionary.to_pylist()), codes)


def together(dataset: Dataset, names: tuple[str, ...]) -> Words:
    """Some columns as one: a word is a combination of one of each, −1 where any is missing. Raises ``DataError``
    (COLUMN_UNKNOWN)."""
    first, *others = (words(dataset, name) for name in names)
    for other in others:
        pairs = np.where((first.codes < 0) | (other.codes < 0), -1, first.codes * len(other.names) + other.codes)
        found, places, codes = np.unique(pairs, return_index=True, return_inverse=True)
        known = found >= 0
        order = np.argsort(places[known])
        ranks = np.full(len(found), -1)
        ranks[np.flatnonzero(known)[order]] = np.arange(len(order))
        joined = (divmod(int(pair), len(other.names)) for pair in found[known][order])
        first = Words(tuple(f"{first.names[a]} · {other.names[b]}" for a, b in joined), ranks[codes.reshape(-1)])
    return first


def texts(dataset: Dataset, name: str) -> Any:
    """The cells of a column, pyarrow strings, null where missing. Raises ``DataError`` (COLUMN_UNKNOWN)."""
    _check_known(dataset, name)
    return dataset.columns[name].words()


def pixels(dataset: Dataset, name: str) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """(N, side²) of a column of pictures, row by row of each, and in which rows there is one. Raises ``DataError``
    (COLUMN_UNKNOWN), ``ConfigError`` (CONFIG_VALUE) for a column of something else."""
    _check_known(dataset, name)
    if name not in dataset.pictures:
        choices = ", ".join(dataset.pictures)[:NAMES_TOLD]
        raise ConfigError(Fault.CONFIG_VALUE, name="picture", value=name, choices=choices)
    return dataset.pictures[name].of(dataset.columns[name].words().to_pylist())


def by_value(names: tuple[str, ...]) -> list[int]:
    """The positions of ``names`` in the order of what they say: numbers by size where all are numbers, else words."""
    try:
        values = [float(name) for name in names]
    except ValueError:
        return sorted(range(len(names)), key=lambda at: names[at])
    return sorted(range(len(names)), key=lambda at: (values[at], names[at]))


def check_roles(dataset: Dataset, data: DataConfig) -> None:
    """Raises ``ConfigError`` where the roles do not go together, ``DataError`` where a column is not there or, as an
    input or a quantity to learn, holds no numbers that vary."""
    if data.classes and len(data.targets) > 1:
        raise ConfigError(Fault.CONFIG_VALUE, name="targets", value=", ".join(data.targets), choices=data.targets[0])
    _check_numeric(dataset, data.inputs if data.classes else data.inputs + data.targets)
    for name in (*data.categories, *data.keys, *filter(None, (data.text, data.second, data.picture))):
        _check_known(dataset, name)
    given = set(data.targets).intersection(data.inputs + data.categories)
    if given and not data.task.spec.ahead:  # the answer would stand in the question
        rest = [name for name in data.inputs + data.categories if name not in data.targets]
        raise ConfigError(Fault.CONFIG_VALUE, name="inputs", value=min(given), choices=", ".join(rest)[:NAMES_TOLD])


def check_size(dataset: Dataset, names: tuple[str, ...]) -> None:
    """Raises ``DataError`` (VALUE_TOO_LARGE) for the first of the columns ``names`` that holds what cannot be computed
    with."""
    for name in dict.fromkeys(names):
        column = dataset.column(name)
        row = beyond(column)
        if row >= 0:
            facts = {"row": row + 1, "value": float(column[row]), "limit": LARGEST}
            raise _fails(dataset, Fault.VALUE_TOO_LARGE, name, **facts)


def check_positive(dataset: Dataset, data: DataConfig, names: tuple[str, ...]) -> None:
    """Raises ``DataError`` (VALUE_NOT_POSITIVE) for the first of the columns ``names`` whose logarithm is wanted and
    cannot be taken; what is missing does not matter."""
    for name in dict.fromkeys(names):
        if transforms.needs_positive(data.of(name).transform or data.transform):
            column = dataset.column(name)
            row = int((column <= 0).argmax())
            if column[row] <= 0:
                raise _fails(dataset, Fault.VALUE_NOT_POSITIVE, name, row=row + 1, value=float(column[row]))


def _check_known(dataset: Dataset, name: str) -> None:
    known = [column.name for column in dataset.info.columns]
    if name not in known:
        raise _fails(dataset, Fault.COLUMN_UNKNOWN, name, columns=", ".join(known)[:NAMES_TOLD])


def _fails(dataset: Dataset, fault: Fault, name: str, **facts: Any) -> DataError:
    return DataError(fault, path=dataset.info.path, column=name, **facts)
