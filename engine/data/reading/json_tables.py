"""What in JSON is a table: records, columns, rows, whatever pandas writes, or one of these a few levels down."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_DEEPEST = 3
CELLS_MOST = 10_000_000  # of a table, those that its records lack counted too
_SCALARS = (str, int, float, bool, type(None))
Row = Sequence[Any]


class TooManyCells(Exception):
    """Records that share so few names that a table of them would be mostly empty, and huge."""

    def __init__(self, cells: int) -> None:
        super().__init__(f"{cells} cells")
        self.cells = cells


def checked(names: int, rows: int, given: int) -> None:
    """Raises ``TooManyCells`` for a table far larger than the values ``given`` for it."""
    if names * rows > max(CELLS_MOST, 8 * given):
        raise TooManyCells(names * rows)


@dataclass(frozen=True)
class JsonTable:
    """``path`` is where it stands, '' at the top; ``rows`` (R) have a cell for each of ``names``."""

    path: str
    names: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def size(self) -> int:
        return len(self.rows) * len(self.names)


def tables_in(value: Any) -> list[JsonTable]:
    """All tables in a JSON value, the largest first. Raises ``TooManyCells``."""
    return sorted(_tables(value, "", 0), key=lambda table: -table.size)


def _tables(value: Any, path: str, depth: int) -> Iterator[JsonTable]:
    if made := _table(value, path):
        yield made
        return
    if depth < _DEEPEST and isinstance(value, dict):
        for name, each in value.items():
            if isinstance(each, (dict, list)):
                yield from _tables(each, f"{path}.{name}" if path else name, depth + 1)


def _table(value: Any, path: str) -> JsonTable | None:
    if isinstance(value, list):
        return _of_list(value, path)
    if isinstance(value, dict) and value:
        return _split(value, path) or _of_columns(value, path) or _of_index(value, path)
    return None


def _of_list(values: list[Any], path: str) -> JsonTable | None:
    if not values:
        return None
    if all(isinstance(each, dict) for each in values):
        return _of_records(values, path)
    if all(isinstance(each, list) for each in values):
        return _of_rows(values, path)
    if len(values) > 1 and all(isinstance(each, (int, float)) or each is None for each in values):
        return JsonTable(path, ("value",), tuple((each,) for each in values))
    return None


def _of_records(values: Sequence[Mapping[str, Any]], path: str) -> JsonTable | None:
    """One object for each row; one inside it is laid flat, its names behind a point."""
    flat = [dict(_flat(each)) for each in values]
    names = tuple(dict.fromkeys(name for each in flat for name in each))
    checked(len(names), len(flat), sum(map(len, flat)))
    return JsonTable(path, names, tuple(tuple(each.get(name) for name in names) for each in flat)) if names else None


def _flat(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, each in record.items():
        if isinstance(each, dict):
            yield from ((f"{name}.{inner}", value) for inner, value in each.items())
        else:
            yield name, each


def _of_rows(values: Sequence[list[Any]], path: str) -> JsonTable | None:
    """Lists of cells, the first perhaps of names."""
    width = max(map(len, values))
    first = values[0]
    named = len(values) > 1 and len(first) == width and all(isinstance(each, str) for each in first)
    named = named and any(isinstance(cell, (int, float)) for row in values[1:] for cell in row)
    names = tuple(map(str, first)) if named else tuple(f"column {at}" for at in range(1, width + 1))
    if not width or not all(isinstance(cell, _SCALARS) for row in values for cell in row):
        return None
    checked(width, len(values), sum(map(len, values)))
    rows = (row + [None] * (width - len(row)) for row in (values[1:] if named else values))
    return JsonTable(path, names, tuple(rows))


def _split(value: Mapping[str, Any], path: str) -> JsonTable | None:
    """Names and rows beside each other, as pandas and others write them."""
    names, rows = value.get("columns"), value.get("data", value.get("rows", value.get("values")))
    if not (isinstance(names, list) and isinstance(rows, list) and all(isinstance(row, list) for row in rows)):
        return None
    titles = [str(each.get("name", "")) if isinstance(each, dict) else str(each) for each in names]
    index = value.get("index")
    if isinstance(index, list) and len(index) == len(rows) and index != list(range(len(rows))):
        titles, rows = ["index", *titles], [[at, *row] for at, row in zip(index, rows, strict=True)]
    if not rows or any(len(row) != len(titles) for row in rows):
        return None
    return JsonTable(path, tuple(titles), tuple(rows))


def _of_columns(value: Mapping[str, Any], path: str) -> JsonTable | None:
    """A list for each column, all of one length; what is no list beside them says something of the whole."""
    lists = {name: each for name, each in value.items() if isinstance(each, list)}
    length = len(next(iter(lists.values()), []))
    if length < 2 or any(len(each) != length for each in lists.values()) or 2 * len(lists) < len(value):
        return None
    if len(lists) == 1 and not all(isinstance(each, _SCALARS) for each in next(iter(lists.values()))):
        return None
    if any(isinstance(cell, dict) for each in lists.values() for cell in each[:1]):
        return None
    return _of_pairs(lists, path) or JsonTable(path, tuple(lists), tuple(zip(*lists.values(), strict=True)))


def _of_pairs(lists: Mapping[str, list[Any]], path: str) -> JsonTable | None:
    """Columns whose cells are a moment and a value each, the same moments in all."""
    if not all(isinstance(cell, list) and len(cell) == 2 for each in lists.values() for cell in each):
        return None
    moments = [[cell[0] for cell in each] for each in lists.values()]
    if any(each != moments[0] for each in moments):
        return None
    values = [[cell[1] for cell in each] for each in lists.values()]
    return JsonTable(path, ("time", *lists), tuple(zip(moments[0], *values, strict=True)))


def _of_index(value: Mapping[str, Any], path: str) -> JsonTable | None:
    """An object for each column, or for each row, with the same names in all."""
    inner = list(value.values())
    if len(inner) < 1 or not all(isinstance(each, dict) and each for each in inner):
        return None
    if not all(isinstance(cell, _SCALARS) for each in inner for cell in each.values()):
        return None
    names = list(inner[0])
    if any(len(set(each) & set(names)) < 0.5 * len(names) for each in inner):
        return None
    counted, numbered = (_counts(each) for each in (names, list(value)))
    if counted > numbered or (counted == numbered and len(names) > len(value)):
        checked(len(names), len(value), sum(map(len, inner)))
        titles = tuple(value) if counted else ("index", *value)
        turned = [(name, tuple(each.get(name) for each in inner)) for name in names]
        return JsonTable(path, titles, tuple(row if counted else (name, *row) for name, row in turned))
    made = _of_records(inner, path)
    if made is None or len(value) < 2:
        return None
    if numbered:
        return made
    rows = tuple((key, *row) for key, row in zip(value, made.rows, strict=True))
    return JsonTable(path, ("index", *made.names), rows)


def _counts(names: Sequence[str]) -> bool:
    """Whether they are the numbers that pandas gives to rows without names."""
    return list(names) == [str(at) for at in range(len(names))]
