"""How a time column would go on: the names of rows that do not exist yet, written like those that do."""

import calendar
import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from gatescope.engine.data.columns import times

_EPOCH = datetime(1970, 1, 1)
_MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}
_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_KEPT = ("zone", "fraction")  # as in the last name
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
    written = _Writing(matches, day_first)
    return [written(moment) for moment in moments]


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


class _Writing:
    """Writes moments like the last of ``matches``: what stands between and around its numbers is kept."""

    def __init__(self, matches: list[re.Match[str]], day_first: bool) -> None:
        self._last, self._day_first = matches[-1], day_first
        parts = [name for name, part in matches[-1].groupdict().items() if part and name not in _KEPT]
        self._parts = sorted(parts, key=matches[-1].start, reverse=True)
        self._bare = {name for name in parts if _bare(matches, name)}
        self._in_full = "word" in parts and any(len(_letters(match)) > 4 for match in matches)

    def __call__(self, moment: datetime) -> str:
        text = self._last.string
        numbers = _numbers(self._last, self._day_first, moment)
        for name in self._parts:
            start, end = self._last.span(name)
            if name == "word":
                end = start + len(_letters(self._last))
                new = _cased(_NAMES[moment.month - 1][: None if self._in_full else 3], text[start:end])
            elif name == "half":
                new = _cased("AM" if moment.hour < 12 else "PM", text[start:end])
            elif name == "noon":
                new = "오전" if moment.hour < 12 else "오후"
            else:
                new = f"{numbers[name]:0{1 if name in self._bare else end - start}}"
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
    hour = (moment.hour + 11) % 12 + 1 if parts.get("half") or parts.get("noon") else moment.hour
    return {
        "year": moment.year % 100 if len(parts.get("year") or "") < 3 else moment.year,
        "date": 10_000 * moment.year + 100 * moment.month + moment.day,
        "quarter": (moment.month + 2) // 3,
        "month": moment.month,
        "day": moment.day,
        "first": moment.day if day_first else moment.month,
        "second_": moment.month if day_first else moment.day,
        "hour": hour,
        "minute": moment.minute,
        "second": moment.second,
    }


def _letters(match: re.Match[str]) -> str:
    """The month's name as it stands there; the group holds its first three letters."""
    run = re.compile("[A-Za-z]+").match(match.string, match.start("word"))
    return run[0] if run else ""


def _cased(name: str, like: str) -> str:
    return name.upper() if like.isupper() else name.lower() if like.islower() else name
