"""Values of a table that may stand for missing ones, as a person is asked about them."""

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
        for each in sentinels(numbers):
            groups[each.value].append((column.name, each))
    return tuple(_found(value, group, read) for value, group in groups.items())


def _found(value: float, group: list[tuple[str, Sentinel]], read: ReadConfig) -> Found:
    word = written(value)
    if read.decimal == ",":
        word = word.replace(".", ",")
    return Found(
        kind=FoundKind.SENTINEL,
        columns=tuple(name for name, _ in group),
        count=sum(each.count for _, each in group),
        value=word,
        decide=True,
        undo=Undo(path="read.missing", value=(*read.missing, word), option=f"--missing {word}"),
    )
