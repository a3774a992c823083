"""Small tables for tests of tasks: columns as they would stand in a file."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from gatescope.engine.config.run import DataConfig, Kind, ReadConfig
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.tables.dataset import Dataset, dataset_from_bytes
from gatescope.engine.errors import ConfigError, DataError, EngineError

READ = ReadConfig(kind=Kind.TABLE, header=True, delimiter=",")


def table(columns: Mapping[str, Sequence[Any]]) -> Dataset:
    """A table read from a file with these columns; None and NaN are empty cells."""
    rows = zip(*columns.values(), strict=True)
    lines = [",".join(columns), *(",".join(map(cell, row)) for row in rows)]
    return dataset_from_bytes("\n".join(lines).encode(), "a.csv", READ)


def cell(value: Any) -> str:
    if value is None or value != value:
        return ""
    return value if isinstance(value, str) else repr(float(value))


def chosen(**values: Any) -> DataConfig:
    return DataConfig(**{"kind": Kind.TABLE, "inputs": ("x",), "targets": ("x",), **values})


def refused(dataset: Dataset, data: DataConfig, window: int = 5) -> EngineError:
    with pytest.raises((ConfigError, DataError)) as caught:
        prepare(dataset, data, window)
    return caught.value


def noise(rows: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=rows).round(6)


def ids(lengths: Sequence[int]) -> list[str]:
    """Names of sequences, repeated as often as each is long."""
    return [f"s{at}" for at, length in enumerate(lengths) for _ in range(length)]
