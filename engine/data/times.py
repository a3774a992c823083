"""Time columns: whether cells are dates or times, and how often they come."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

DAY = 86_400.0
_CLOCK = r"(?:[T ]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[AaPp][Mm])?)?"
_ZONE = r"\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?"
_MONTH = r"(?P<word>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_PATTERNS = tuple(
    re.compile(f"(?:{pattern})$", re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2})\.?" + _CLOCK + _ZONE + ")?",
        r"(?P<year>\d{4})년\s*(?P<month>\d{1,2})월(?:\s*(?P<day>\d{1,2})일)?" + _CLOCK,
        r"(?P<first>\d{1,2})[-/.](?P<second_>\d{1,2})[-/.](?P<year>\d{4}|\d{2})" + _CLOCK + _ZONE,
        r"(?P<year>\d{4})[- ]?Q(?P<quarter>[1-4])",
        r"(?P<year>\d{4})[- ]" + _MONTH,
        _MONTH + r"[- ](?P<year>\d{4}|\d{2})",
        r"(?P<day>\d{1,2})[- ]" + _MONTH + r"[- ](?P<year>\d{4}|\d{2})" + _CLOCK,
        _MONTH + r" (?P<day>\d{1,2}),? (?P<year>\d{4})" + _CLOCK,
        r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?",
    )
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME_NAME = re.compile(r"date|time|year|month|epoch|unix|^ds$|^ts$|일시|날짜|시간|연도|년도|일자|년월", re.IGNORECASE)
_FIXED = {DAY / 24: "hourly", DAY / 48: "half-hourly", DAY: "daily", 7 * DAY: "weekly", 60.0: "minutely"}
_RANGES = ((28, 31, "monthly"), (90, 92, "quarterly"), (365, 366, "yearly"))
_AGREE = 0.75  # of the distances, so that weekends and a few gaps do not make a daily series irregular


def looks_like_time(cells: Sequence[str], name: str) -> bool:
    """Whether the cells of a column, empty ones left out, are points in time that do not all coincide."""
    cells = [cell.strip() for cell in cells if cell.strip()]
    if not cells or len(set(cells)) < min(2, len(cells)):
        return False
    if any(is_time(cell) for cell in cells[:5]):
        return sum(is_time(cell) for cell in cells) >= 0.9 * len(cells)
    return bool(_TIME_NAME.search(name)) and _numbers(cells) is not None


def frequency(cells: Sequence[str]) -> str:
    """How often rows come, from the cells of a time column: ``monthly``, ``half-hourly``, ``15-minutely`` … or
    ``irregular``; '' when the cells cannot be read."""
    times = moments(cells)
    steps = [(late - early) for early, late in pairwise(times)]
    if not steps:
        return ""
    if sum(step < 0 for step in steps) > sum(step > 0 for step in steps):
        steps = [-step for step in steps]  # newest first
    for low, high, word in _RANGES:
        if _share(steps, low * DAY, high * DAY) >= _AGREE:
            return word
    common = max(set(steps), key=steps.count)
    if common <= 0 or steps.count(common) < _AGREE * len(steps):
        return "irregular"
    return _word(common)


def moments(cells: Sequence[str]) -> list[float]:
    """The cells as seconds, those left out that cannot be read."""
    cells = [cell.strip() for cell in cells]
    numbers = _numbers([cell for cell in cells if cell])
    if numbers is not None:
        return numbers
    matches, day_first = matched(cells)
    seconds = (_seconds(match.groupdict(), day_first) for match in matches)
    return [each for each in seconds if each is not None]


def matched(cells: Sequence[str]) -> tuple[list[re.Match[str]], bool]:
    """The cells that are written like the first ones, taken apart into named groups, and whether of the groups
    ``first`` and ``second_`` the first is the day."""
    pattern = next((each for each in _PATTERNS if any(each.match(cell) for cell in cells[:5])), None)
    matches = [match for cell in cells if pattern and (match := pattern.match(cell))]
    return matches, any(int(match.groupdict().get("first") or 0) > 12 for match in matches)


def is_time(cell: str) -> bool:
    return any(pattern.match(cell) for pattern in _PATTERNS)


def _share(steps: list[float], low: float, high: float) -> float:
    return sum(low <= step <= high for step in steps) / len(steps)


def _word(step: float) -> str:
    if step in _FIXED:
        return _FIXED[step]
    for unit, word in ((DAY, "daily"), (DAY / 24, "hourly"), (60.0, "minutely")):
        if step > unit and step % unit == 0:
            return f"{int(step / unit)}-{word}"
    return "secondly" if step == 1 else f"{step:g}-secondly"


def _seconds(parts: dict[str, str | None], day_first: bool) -> float | None:
    month = _month(parts, day_first)
    day = (parts.get("first") if day_first else parts.get("second_")) or parts.get("day") or "1"
    year = int(parts.get("year") or 2000)
    hour = int(parts.get("hour") or 0)
    if half := (parts.get("half") or "").lower():
        hour = hour % 12 + (12 if half == "pm" else 0)
    if year < 100:
        year += 1900 if year >= 69 else 2000
    try:
        moment = datetime(year, month, int(day)) + timedelta(hours=hour)  # hour 24 is the next day's 0
    except (ValueError, OverflowError):
        return None
    minutes = 60 * int(parts.get("minute") or 0) + int(parts.get("second") or 0)
    return (moment - datetime(1970, 1, 1)).total_seconds() + minutes


def _month(parts: dict[str, str | None], day_first: bool) -> int:
    if word := parts.get("word"):
        return _MONTHS.index(word.lower()) + 1
    if quarter := parts.get("quarter"):
        return 3 * int(quarter) - 2
    return int((parts.get("second_") if day_first else parts.get("first")) or parts.get("month") or 1)


def _numbers(cells: Sequence[str]) -> list[float] | None:
    """Cells that are all years, dates such as 20140701, or seconds or milliseconds since 1970, never falling."""
    if not cells or not all(cell.isdecimal() for cell in cells):
        return None
    numbers = [int(cell) for cell in cells]
    rising = all(early <= late for early, late in pairwise(numbers)) and numbers[0] < numbers[-1]
    readers: tuple[tuple[int, int, Callable[[int], float | None]], ...] = (
        (1000, 2500, lambda year: _seconds({"year": str(year)}, False)),
        (190_001, 220_012, lambda date: _seconds({"year": str(date // 100), "month": str(date % 100)}, False)),
        (19_000_101, 22_001_231, _from_digits),
        (100_000_000, 10_000_000_000, float),
        (100_000_000_000, 10_000_000_000_000, lambda milliseconds: milliseconds / 1000),
    )
    for low, high, reader in readers:
        if rising and low <= numbers[0] and numbers[-1] <= high:
            seconds = [reader(number) for number in numbers]
            return None if None in seconds else [each for each in seconds if each is not None]
    return None


def _from_digits(date: int) -> float | None:
    return _seconds({"year": str(date // 10_000), "month": str(date // 100 % 100), "day": str(date % 100)}, False)
