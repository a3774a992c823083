"""How numbers are written in a file: the decimal mark and what separates thousands."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gatescope.engine.config.data import ReadConfig
from gatescope.engine.data.columns.clothes import core

_BLANKS = " \t\u00a0\u202f\u3000"
_NUMERAL = re.compile(
    r"[+\-\u2212\uff0d]?\d(?:[\d.,'\u2019 \u00a0\u202f\u2009]*[\d.])?(?:[eE][+-]?\d+)?|[+\-\u2212\uff0d]?[.,]\d+"
)
_BOTH = re.compile(r"\d{1,3}(?:(?P<thousands>[,.'\u2019 \u00a0\u202f\u2009])\d{3})+(?P<decimal>[.,])\d+")
_MANY = re.compile(r"\d{1,3}(?P<thousands>[,.'\u2019 \u00a0\u202f\u2009])\d{3}(?:(?P=thousands)\d{3})+")
_ONE = re.compile(r"(?!0)\d{1,3},\d{3}")  # 1,234: either is meant
_THIRD = re.compile(r"(?!0)\d{1,3}\.\d{3}")  # 1.234, too, where commas are decimal marks
_COMMA = re.compile(r"\d*,\d+(?:[eE][+-]?\d+)?")
_POINT = re.compile(r"\d*\.\d+(?:[eE][+-]?\d+)?")
_GROUP = re.compile(r"\d{1,3}(?P<thousands>['\u2019 \u00a0\u202f\u2009])\d{3}")
_GROUPS = {"'": "'", "\u2019": "'", ",": ",", ".": "."}  # the rest are spaces


@dataclass
class _Seen:
    """How many numbers are written in each way."""

    commas: int = 0  # 1,5
    points: int = 0  # 1.5
    thirds: int = 0  # 1.234
    ones: int = 0  # 1,234
    plain: int = 0  # 1234, in a column with ones: thousands are not separated
    small: int = 0  # 950, in such a column: where there are none, nothing is separated
    decimal: str = ""
    thousands: str = ""


def is_numeral(cell: str) -> bool:
    """Whether a cell is a number in any of the ways of writing one."""
    return _NUMERAL.fullmatch(cell.strip(_BLANKS)) is not None


@lru_cache(8192)  # each way of cutting a beginning has mostly the same cells
def is_quantity(cell: str) -> bool:
    """Whether it is one, perhaps in clothes that anybody knows: ``$1,234``, ``20 °C``, ``▲ 3``."""
    return is_numeral(cell) or core(cell) is not None


def marks(columns: Iterable[Sequence[str]], read: ReadConfig, delimiter: str) -> tuple[str, str, bool]:
    """The decimal mark, the thousands separator ('' for none) and whether that is but a guess. What ``read`` says
    stays. Where nothing speaks for one, a separator is still expected: numbers grow, further down."""
    seen = _Seen()
    for column in columns:
        _look(column, seen)
    decimal = read.decimal or seen.decimal
    doubtful = False
    if not decimal and read.thousands in (",", "."):
        decimal = "." if read.thousands == "," else ","
    if not decimal:
        decimal, doubtful = _decimal(seen, delimiter)
    thousands = read.thousands
    if thousands is None:
        thousands = seen.thousands if seen.thousands != decimal else ""
        thousands = thousands or ("." if decimal == "," else ",")
    return decimal, thousands, doubtful


def _look(cells: Sequence[str], seen: _Seen) -> None:
    ones = plain = small = 0
    for cell in cells:
        number = cell.strip(_BLANKS).lstrip("+-\u2212\uff0d")
        if not number.isdecimal() and _NUMERAL.fullmatch(number) is None:
            number = core(number) or number
        # from the surest on: 1,234,567 and 1,234.5 leave no doubt, 1,234 alone may be either
        if number.isdecimal():
            plain += len(number) > 3
            small += len(number) <= 3
        elif found := _MANY.fullmatch(number):
            seen.thousands = _GROUPS.get(found["thousands"], " ")
        elif found := _BOTH.fullmatch(number):
            if found["decimal"] != found["thousands"]:
                seen.decimal, seen.thousands = found["decimal"], _GROUPS.get(found["thousands"], " ")
        elif found := _GROUP.fullmatch(number):
            seen.thousands = seen.thousands or _GROUPS.get(found["thousands"], " ")
        elif _ONE.fullmatch(number):
            ones += 1
        elif _COMMA.fullmatch(number):
            seen.commas += 1
        elif _THIRD.fullmatch(number):
            seen.thirds += 1
        elif _POINT.fullmatch(number):
            seen.points += 1
    counted = ones > 0  # whole numbers say something only beside such
    seen.ones, seen.plain, seen.small = seen.ones + ones, seen.plain + counted * plain, seen.small + counted * small


def _decimal(seen: _Seen, delimiter: str) -> tuple[str, bool]:
    if seen.thousands in (",", "."):
        return ("." if seen.thousands == "," else ","), False
    if seen.commas:
        return ("," if seen.commas > seen.points else "."), bool(seen.points)
    if seen.ones and not (seen.points or seen.thirds) and delimiter != ",":
        return ("." if seen.small and not seen.plain else ","), True
    return ".", False
