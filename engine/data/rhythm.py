"""How a time column would go on: the names of rows that do not exist yet, written like those that do."""

import calendar
import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from engine.data import times

_EPOCH = datetime(1970, 1, 1)
_MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}
_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_BARE = ("month", "day", "first", "second_", "hour")  # the numbers that some write without a leading 0
_SATURDAY = 5
_DAYS_LEAST = 10  # of a daily column without a weekend, from which it is taken to have none


def following(cells: Sequence[str], word: str, count: int) -> list[str] | None:
    """The ``count`` names after the last of ``cells``, the last ones of a time column in which rows come as ``word``
    (``monthly`` …, see ``times.frequency``) says. None when there is no rhythm or it cannot be written."""
    cells = [cell.strip() for cell in cells]
    seconds = times.moments(cells)
    if word in ("", "irregular") or len(seconds) < 2:
        return None
    try:
        moments = _after([_EPOCH + timedelta(seconds=each) for each in seconds], word, count)
    except (OverflowError, ValueError):  # beyond the year 9999
        return None
    if cells[-1].isdecimal():
        return [_digits(len(cells[-1]), moment) for moment in moments]
    matches, day_first = times.matched(cells)
    if not matches or matches[-1].string != cells[-1]:
        return None
    return [_written(matches, day_first, moment) for moment in moments]


def _after(known: list[datetime], word: str, count: int) -> list[datetime]:
    if months := _MONTHS.get(word):
        months = -months if known[-1] < known[0] else months  # newest first
        day = max(moment.day for moment in known)
        return [_months_later(known[-1], months * step, day) for step in range(1, count + 1)]
    ((distance, _),) = Counter(late - early for early, late in pairwise(known)).most_common(1)
    no_weekends = word == "daily" and len(known) >= _DAYS_LEAST and all(m.weekday() < _SATURDAY for m in known)
    result: list[datetime] = []
    moment = known[-1]
    while len(result) < count:
        moment += distance
        if not (no_weekends and moment.weekday() >= _SATURDAY):
            result.append(moment)
    return result


def _months_later(moment: datetime, months: int, day: int) -> datetime:
    """``day`` is the day of the month meant; shorter months have their last."""
    year, month = divmod(12 * moment.year + moment.month - 1 + months, 12)
    return moment.replace(year=year, month=month + 1, day=min(day, calendar.monthrange(year, month + 1)[1]))


def _digits(length: int, moment: datetime) -> str:
    """A year, a month or a day in 4, 6 or 8 digits; else seconds, or milliseconds, since 1970."""
    if length in (4, 6, 8):
        return f"{moment.year:04}{moment.month:02}{moment.day:02}"[:length]
    milliseconds = (moment - _EPOCH) // timedelta(milliseconds=1)
    return str(milliseconds if length > 10 else milliseconds // 1000)


def _written(matches: list[re.Match[str]], day_first: bool, moment: datetime) -> str:
    """``moment`` written like the last of ``matches``: what stands between and around its numbers is kept."""
    last = matches[-1]
    text = last.string
    numbers = _numbers(last, day_first, moment)
    for name in sorted((name for name, part in last.groupdict().items() if part), key=last.start, reverse=True):
        start, end = last.span(name)
        if name == "word":
            end, new = _month_name(matches, moment.month)
        elif name == "half":
            new = ("am", "pm")[moment.hour >= 12]
            new = new.upper() if last[name].isupper() else new
        else:
            width = 1 if _bare(matches, name) else end - start
            new = f"{numbers[name]:0{width}}"
        text = text[:start] + new + text[end:]
    return text


def _bare(matches: list[re.Match[str]], name: str) -> bool:
    """Whether 7 is written 7 and not 07; where all have two digits by nature, as in the cells' other numbers."""
    parts = [match[name] or "" for match in matches]
    if name not in _BARE or any(part.startswith("0") for part in parts):
        return False
    others = (value for match in matches for key, value in match.groupdict().items() if key in _BARE)
    return any(len(part) == 1 for part in parts) or any(value and len(value) == 1 for value in others)


def _numbers(last: re.Match[str], day_first: bool, moment: datetime) -> dict[str, int]:
    parts = last.groupdict()
    hour = (moment.hour + 11) % 12 + 1 if parts.get("half") else moment.hour
    return {
        "year": moment.year % 100 if len(parts.get("year") or "") == 2 else moment.year,
        "quarter": (moment.month + 2) // 3,
        "month": moment.month,
        "day": moment.day,
        "first": moment.day if day_first else moment.month,
        "second_": moment.month if day_first else moment.day,
        "hour": hour,
        "minute": moment.minute,
        "second": moment.second,
    }


def _month_name(matches: list[re.Match[str]], month: int) -> tuple[int, str]:
    """Where the last cell's month name ends, and the new one: in full when any cell has one in full."""
    runs = [re.compile("[A-Za-z]+").match(match.string, match.start("word")) for match in matches]
    found = [run for run in runs if run]
    name = _NAMES[month - 1] if any(len(run[0]) > 4 for run in found) else _NAMES[month - 1][:3]
    written = found[-1][0]
    return found[-1].end(), name.upper() if written.isupper() else name.lower() if written.islower() else name
