"""Headers of several lines: names over names, units, what was made of the values, and the name of the index below.

They are the leading rows that hold no number where the columns below do. Merged cells are filled to the right, and
what the lines say of a column is joined: ``전국 승차``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gatescope.engine.data.columns import cells, time_columns
from gatescope.engine.data.sniffing.headers import Row, Rows, unit_of
from gatescope.engine.data.sniffing.numerals import is_numeral
from gatescope.engine.protocol.found import Found, FoundKind, Undo

_MOST = 6  # lines of a header
_LOOK = 40  # records below that say what the columns hold
_SHARE = 0.6  # of the cells of a column of numbers; words for what was not measured may stand among them
_DRESSED = re.compile(r"[^\w\s]*\s*\d")  # $1,234 and △1.2 begin so
_UNNAMED = re.compile(r"Unnamed: \d+(_level_\d+)?")  # what pandas writes for nothing
_PLACE_WORDS = "ts rn yr yyyy mo mm dy dd hr hh mn mi min sec date time -"  # the units of times and counters
_MADE_WORDS = "avg smp tot max min std mean sum sample wvc med cov mmt float double int integer string"
_PLACES, _MADE = frozenset(_PLACE_WORDS.split()), frozenset(_MADE_WORDS.split())
_LONGEST = 16  # characters of a unit


@dataclass(frozen=True)
class Head:
    """A header of ``count`` lines: ``names`` (W) and ``units`` (W), '' where there is none, None without such a line.
    ``example`` is a name that was joined, or the first."""

    count: int
    names: Row
    units: Row | None
    example: str

    def found(self, lines: Sequence[int]) -> Found:
        """``lines`` are those of the file that it stands on."""
        undo = Undo(path="read.header_lines", value=1, option="--header-lines 1")
        return Found(kind=FoundKind.HEADER_LINES, count=self.count, value=self.example, lines=tuple(lines), undo=undo)


def head_of(rows: Rows, width: int, count: int | None = None, units: bool | None = None) -> Head | None:
    """The header that the first of ``rows`` are together; None when it is not of several lines. ``count`` says of how
    many; ``units`` False: none of them names units."""
    numeric = _numeric(rows, width)
    count = _count(rows, numeric) if count is None else count
    if not 2 <= count < len(rows) or any(len(row) > width for row in rows[:count]):
        return None
    padded = [(*map(_cleaned, row), *[""] * width)[:width] for row in rows[:count]]
    index, levels = _index_names(padded, numeric)
    levels, found = _taken_apart(levels, numeric, units)
    if not levels:
        return None
    joined = _joined(levels)
    names = tuple(own or name for own, name in zip(index, joined, strict=True))
    return Head(count, names, found, _example(names, levels))


def _example(names: Row, levels: Sequence[Row]) -> str:
    known = [name for at, name in enumerate(names) if sum(bool(level[at]) for level in levels) > 1 and " " in name]
    return next(iter(known), next(iter(filter(None, names)), ""))


def _cleaned(cell: str) -> str:
    cell = " ".join(cell.strip(' \t"\ufeff').split())
    return "" if _UNNAMED.fullmatch(cell) else cell.removeprefix("#").strip() or cell


# ---- which rows are the header --------------------------------------------------------------------------------------


def dates_name(first: Row, body: Rows) -> bool:
    """Whether the first row names columns of numbers by dates."""
    numeric = _numeric(body, len(first))
    dates = [at for at, cell in enumerate(first) if at in numeric and time_columns.is_time(cell)]
    others = [cell for at, cell in enumerate(first) if at in numeric and at not in dates]
    return len(dates) >= 3 and not any(map(is_numeral, others)) and len({first[at] for at in dates}) == len(dates)


def is_numbered(first: Row, body: Rows) -> bool:
    """Whether the first row is what pandas writes above a nameless index: ``,0`` or ``,0,1,2``."""
    blank, *numbers = (cell.strip() for cell in first)
    counted = bool(numbers) and numbers == [str(at) for at in range(len(numbers))]
    return not blank and counted and bool(body) and all(row and not cells.is_missing(row[0]) for row in body)


def _numeric(rows: Rows, width: int) -> frozenset[int]:
    """The columns that hold numbers, and no times, below what may be a header."""
    start = min(_MOST + 1, len(rows) // 3)
    body = rows[start : start + _LOOK]
    return frozenset(at for at in range(width) if _are_numbers([row[at] for row in body if len(row) == width]))


def _are_numbers(column: list[str]) -> bool:
    known = [cell for cell in column if not cells.is_missing(cell)]
    return bool(known) and sum(map(_is_number, known)) >= _SHARE * len(known)


def _is_number(cell: str) -> bool:
    return is_numeral(cell) or (_DRESSED.match(cell.strip()) is not None and not time_columns.is_time(cell))


def _count(rows: Rows, numeric: frozenset[int]) -> int:
    """How many of the first rows hold no number where the columns do, nor a time; 0 when they go on too long."""
    count = 0
    while numeric and count < len(rows) and _is_line(rows, count, numeric):
        count += 1
        if count > _MOST:
            return 0
    return count


def _is_line(rows: Rows, at: int, numeric: frozenset[int]) -> bool:
    row = rows[at]
    words = [(place, cell.strip()) for place, cell in enumerate(row) if not cells.is_missing(cell)]
    if not words or any(_is_number(cell) if place in numeric else _is_date(cell) for place, cell in words):
        return False
    if not at:
        return True
    again = rows[: at + 1]  # a header may come once more, further down
    rest = [other for other in rows[at + 1 :] if len(other) == len(row) and other not in again]
    below = {(place, cell.strip()) for other in rest for place, cell in enumerate(other)}
    return not any(word in below for word in words if word[0] in numeric) and not all(word in below for word in words)


def _is_date(cell: str) -> bool:
    return time_columns.is_time(cell) or is_numeral(cell)


# ---- what its lines are ---------------------------------------------------------------------------------------------


def _index_names(levels: list[Row], numeric: frozenset[int]) -> tuple[Row, list[Row]]:
    """A last line that names only the first columns, as pandas writes the names of the index, and the lines above. What
    these have there names the lines, not the column: the index may be of numbers where nothing else does."""
    last = levels[-1]
    nothing = ("",) * len(last)
    named = [at for at, cell in enumerate(last) if cell]
    rest = numeric - set(named)
    if not named or not rest or max(named) > min(rest):
        return nothing, levels
    if numeric & set(named) and any(level[at] for level in levels[:-1] for at in named[1:]):
        return nothing, levels
    return last, [tuple("" if own else cell for own, cell in zip(last, level, strict=True)) for level in levels[:-1]]


def _taken_apart(levels: list[Row], numeric: frozenset[int], units: bool | None) -> tuple[list[Row], Row | None]:
    """The lines that name, and the one of units. Lines that say what was made of the values, and those that say the
    same of all columns, are left out where the names do without them."""
    named: Row | None = None
    for level in reversed(levels[1:]):
        rest = [each for each in levels if each is not level]
        if not _do(rest, numeric):
            continue
        if named is None and units is not False and _are_units(level, numeric):
            named, levels = tuple(_unit(level[at]) if at in numeric else "" for at in range(len(level))), rest
        elif _are_made(level, numeric) or _is_constant(level, numeric):
            levels = rest
    return levels, named


def _do(levels: Sequence[Row], numeric: frozenset[int]) -> bool:
    """Whether lines name every column of numbers, each otherwise."""
    if not levels:
        return False
    joined = _joined(levels)
    names = [joined[at] for at in numeric]
    return all(names) and len(set(names)) == len(names)


def _are_units(level: Row, numeric: frozenset[int]) -> bool:
    known = [level[at] for at in numeric if level[at]]
    if not known or any(len(cell) > _LONGEST for cell in known):
        return False
    return 2 * sum(_unit(cell) != cell or unit_of(cell) is not None for cell in known) > len(known)


def _unit(cell: str) -> str:
    if cell.lower() in _PLACES:
        return ""
    found = unit_of(cell)
    return cell if found is None else found


def _are_made(level: Row, numeric: frozenset[int]) -> bool:
    known = [level[at].lower() for at in numeric if level[at]]
    return bool(known) and all(cell in _MADE for cell in known)


def _is_constant(level: Row, numeric: frozenset[int]) -> bool:
    return len(numeric) > 1 and len({level[at] for at in numeric}) == 1


def _joined(levels: Sequence[Row]) -> Row:
    """What the lines say of each column, from the top, each word once."""
    filled = [*map(_filled, levels[:-1], levels[1:]), levels[-1]]
    return tuple(" ".join(dict.fromkeys(filter(None, column))) for column in zip(*filled, strict=True))


def _filled(level: Row, below: Row) -> Row:
    """Merged cells hold their word at the left. One with nothing below is merged downwards, and stays."""
    result: list[str] = []
    word = ""
    for cell, under in zip(level, below, strict=True):
        word = cell if cell and under and cell != under else word if not cell else ""
        result.append(cell or (word if under else ""))
    return tuple(result)
