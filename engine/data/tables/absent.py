"""Values of a table that may stand for missing ones, as a person is asked about them."""

import shlex
from collections import defaultdict

from gatescope.engine.config.data import ReadConfig
from gatescope.engine.data.columns.sentinels import Sentinel, sentinels, written
from gatescope.engine.data.tables.table import Table
from gatescope.engine.protocol.datasets import ColumnType
from gatescope.engine.protocol.found import Found, FoundKind, Undo


def absent(table: Table, read: ReadConfig) -> tuple[Found, ...]:
    """One for each value, whatever columns it is in."""
    groups: dict[float, list[tuple[str, Sentinel]]] = defaultdict(list)
    for column in table.columns:
        numbers = table.data[column.name].numbers
        if column.type is not ColumnType.NUMERIC or numbers is None or column.constant or column.counter:
            continue
        if column.name in table.time_columns:  # the 30th of April, and then only the first days of May
            continue
        for each in sentinels(numbers):
            groups[each.value].append((column.name, each))
    return tuple(_found(value, group, table, read) for value, group in groups.items())


def _found(value: float, group: list[tuple[str, Sentinel]], table: Table, read: ReadConfig) -> Found:
    names = [name for name, _ in group]
    word = written(value).replace(".", "," if read.decimal == "," else ".")
    words = [f"{name}={word}" for name in names] if _is_meant(value, names, table) else [word]
    return Found(
        kind=FoundKind.SENTINEL,
        columns=tuple(names),
        count=sum(each.count for _, each in group),
        value=word,
        decide=True,
        undo=Undo(
            path="read.missing", value=(*read.missing, *words), option=" ".join(["--missing", *map(shlex.quote, words)])
        ),
    )


def _is_meant(value: float, names: list[str], table: Table) -> bool:
    """Whether the value is one like any other in a further column."""
    others = (data.numbers for name, data in table.data.items() if name not in names)
    return any(bool((numbers == value).any()) for numbers in others if numbers is not None)
