"""Moments written as one number: a year, a date without separators, a spreadsheet's serial day, seconds since 1970 and
fractions of them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gatescope.engine.data.columns.calendar_days import Floats, days, in_full, seconds_of_day
from gatescope.engine.data.columns.magnitude import differences

Read = Callable[[Floats], Floats]
_NUMBER = re.compile(r"\d{4,19}(?:[.,]\d*)?", re.ASCII)
_DAY = 86_400.0
_RISING = 0.75  # of the steps; the rows of several sequences fall where one ends
_VALID, _VALID_UNNAMED = 0.9, 0.98
_UNNAMED_LEAST = 5  # cells
_MONTHS_LEAST = 12  # different ones
_USUAL = (15 * 365.25 * _DAY, 80 * 365.25 * _DAY)  # 1985 to 2049
_SERIAL_EPOCH = 25_569.0  # 1970-01-01 as a spreadsheet counts days
_SINCE_1970 = 1e8  # from here on numbers count from then
_NEARLY = 0.05  # seconds: serial days are written with six decimals
_DATED = re.compile(r"date|datum|fecha|stamp|day|ymd|일자|날짜|일시|年月日|日付|日時|日期", re.IGNORECASE)


@dataclass(frozen=True)
class Reader:
    """What makes seconds since 1970 of numbers (N,) between ``least`` and ``most``. ``dated``: it is sure of them, for
    hardly any other numbers are dates throughout; ``named``: whole numbers are taken for them only where a name says
    so; ``serial``: its numbers tell a person nothing."""

    least: float
    most: float
    read: Read
    dated: bool = False
    named: bool = False
    serial: bool = False


def _calendar(length: int) -> Read:
    """Reads ``YYYY``, ``YYYYMM`` … ``YYYYMMDDHHMMSS``, by the number of digits."""

    def read(numbers: Floats) -> Floats:
        rest = numbers.copy()
        parts = []
        for _ in range((length - 4) // 2):
            rest, part = np.divmod(rest, 100.0)
            parts.append(part)
        fields: list[Floats | float] = [1.0, 1.0, 0.0, 0.0, 0.0]
        fields[: len(parts)] = parts[::-1]
        moments: Floats = days(rest, fields[0], fields[1]) * _DAY + seconds_of_day(*fields[2:])
        return moments

    return read


def _short(numbers: Floats) -> Floats:
    """Reads ``YYMMDD``."""
    return _calendar(8)(in_full(numbers // 10_000.0) * 10_000.0 + numbers % 10_000.0)


def _since_1970(per_second: float) -> Read:
    return lambda numbers: numbers / per_second


def _serial(numbers: Floats) -> Floats:
    moments = (numbers - _SERIAL_EPOCH) * _DAY
    whole = np.round(moments)
    return np.where(np.abs(moments - whole) <= _NEARLY, whole, moments)


_MONTHS = Reader(190_001, 220_012, _calendar(6))
_SHORT = Reader(100_101, 991_231, _short, named=True)
_READERS: tuple[Reader, ...] = (
    Reader(1000, 2500, _calendar(4)),
    Reader(20_000, 80_000, _serial, named=True, serial=True),
    _MONTHS,
    _SHORT,
    Reader(19_000_101, 22_001_231, _calendar(8), dated=True),
    Reader(1_900_010_100, 2_100_123_124, _calendar(10), dated=True),
    Reader(190_001_010_000, 220_012_312_400, _calendar(12), dated=True),
    Reader(19_000_101_000_000, 22_001_231_240_000, _calendar(14), dated=True),
    Reader(1e8, 1e10, _since_1970(1.0)),
    Reader(1e11, 1e13, _since_1970(1e3)),
    Reader(1e14, 1e16, _since_1970(1e6)),
    Reader(1e17, 1e19, _since_1970(1e9)),
)


def is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def reads(cells: Sequence[str], name: str | None = None, nameless: bool = False) -> Reader | None:
    """What makes moments of the numbers in ``cells``; None when they are no moments. ``name``: that of the column, when
    it says that it is a time; '' when it says something else, or nothing, as ``nameless`` tells; None: it has been
    chosen."""
    numbers = np.array([float(cell.replace(",", ".")) for cell in cells if is_number(cell)])
    if len(numbers) < max(1.0, _VALID * len(cells)):
        return None
    low, high = np.quantile(numbers, (0.05, 0.95), method="nearest")
    for each in _READERS if not _are_short(cells) else (replace(_SHORT, least=101),):
        valid = float(np.isfinite(each.read(numbers)).mean()) if each.least <= low and high <= each.most else 0.0
        if valid >= _VALID:
            taken = _is_taken(each, numbers, valid, name) or (nameless and _is_rhythm(each, numbers, valid))
            return each if taken else None
    return None


def _are_short(cells: Sequence[str]) -> bool:
    """Whether all have six digits and some begin with a nought, as only the years from 2000 on do."""
    known = [cell for cell in cells if is_number(cell)]
    return all(len(cell) == 6 for cell in known) and any(cell.startswith("0") for cell in known)


def _is_taken(reader: Reader, numbers: Floats, valid: float, name: str | None) -> bool:
    if len(numbers) < 2 or not np.ptp(numbers):
        return False
    if reader.dated and len(numbers) >= _UNNAMED_LEAST and valid >= _VALID_UNNAMED:
        return True
    if name is None:
        return True
    if not name or not (_goes_on(numbers) or _is_usual(reader, numbers)):
        return False
    return not reader.named or bool((numbers % 1).any()) or bool(_DATED.search(name))


def _is_usual(reader: Reader, numbers: Floats) -> bool:
    """Whether numbers in any order are moments of our time."""
    moments = reader.read(numbers)
    return reader.most > 10_000 and bool(((moments >= _USUAL[0]) & (moments <= _USUAL[1])).all())


def _is_rhythm(reader: Reader, numbers: Floats, valid: float) -> bool:
    """Whether numbers that nothing names are moments by themselves: months whose last two digits are 01 to 12
    throughout, or moments of our time at even distances, where numbers that count would be at others."""
    if reader.read is _MONTHS.read or reader.least < 1000:  # years from 2000 on, with their noughts
        return valid == 1.0 and len(np.unique(numbers)) >= _MONTHS_LEAST
    return _counts_nothing(reader, numbers) and _is_usual(reader, numbers) and _is_even(reader.read(numbers))


def _counts_nothing(reader: Reader, numbers: Floats) -> bool:
    """Whether numbers are hardly identifiers, or measured values: those have no fractions, or come again."""
    if reader.least >= _SINCE_1970:
        return True
    distinct = np.unique(numbers)
    uneven = bool((numbers % 1).any()) if reader.serial else reader is _SHORT and np.ptp(np.diff(distinct)) > 0
    return bool(uneven) and len(distinct) >= _VALID * len(numbers)


def _is_even(moments: Floats) -> bool:
    """Whether moments, in any order, are whole minutes apart, most of them equally far."""
    steps = np.diff(np.unique(moments))
    if len(steps) < _UNNAMED_LEAST or (steps % 60).any():
        return False
    return bool(np.unique(steps, return_counts=True)[1].max() >= _RISING * len(steps))


def _goes_on(numbers: Floats) -> bool:
    steps = differences(numbers)
    return bool(max((steps >= 0).mean(), (steps <= 0).mean()) >= _RISING)


def seconds(numbers: Floats, reader: Reader) -> Floats:
    """Numbers (N,) as seconds since 1970, NaN where one is no moment."""
    moments: Floats = reader.read(np.where(numbers < 0, np.nan, numbers))
    return moments
