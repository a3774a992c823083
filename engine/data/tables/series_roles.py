"""What is learnt of a table whose rows are the steps of series: that is known, and need not be guessed."""

from typing import Any

from gatescope.engine.config.data import DataConfig, Kind, Split, Task
from gatescope.engine.data.reading.records import Series
from gatescope.engine.data.tables.table import Table

_SERIES_LEAST = 4  # to learn on some and validate on others


def series_roles(series: Series, table: Table) -> DataConfig:
    """The class of each series from its steps, where one is told; else how the series go on."""
    values = tuple(name for name in series.values if name in table.names) or series.values
    shared: dict[str, Any] = {"kind": Kind.TABLE, "inputs": values, "time": table.time_columns}
    label = next((each for each in table.columns if each.name == series.label), None)
    if label is None or label.constant or _count(series.key, table) < _SERIES_LEAST:
        return DataConfig(**shared, targets=values[:1], sequence=_key(series, table))
    split = Split.STRATIFIED if series.classes else Split.SEQUENCE
    return DataConfig(
        **shared,
        targets=(label.name,),
        sequence=series.key,
        task=Task.MANY_TO_ONE,
        classes=series.classes,
        split=split,
    )


def _count(key: str, table: Table) -> int:
    return next((each.distinct for each in table.columns if each.name == key), 0) or _SERIES_LEAST


def _key(series: Series, table: Table) -> str:
    """Nothing where there is one series."""
    column = next((each for each in table.columns if each.name == series.key), None)
    return "" if column is None or column.constant else series.key
