"""How a time column would go on: the names of rows that do not exist yet, written like those that do."""

import calendar
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np
import pyarrow as pa

from gatescope.engine.data.columns import times
from gatescope.engine.data.columns.names import HALVES, half_year_after, months_like, weekdays_like
from gatescope.engine.data.columns.rhythm import working_days
from gatescope.engine.data.columns.styles import Style, shape_of, style_of

_EPOCH = datetime(1970, 1, 1)
_MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
_DMY, _MDY, _YMD = ("day", "month", "year"), ("month", "day", "year"), ("year", "month", "day")
_HMS = ("hour", "minute", "second")
_KEPT = ("zone_hour", "zone_minute", "fraction")  # as in the last name
_BARE = ("month", "day", "hour")  # the numbers that some write without a leading 0


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
    writing = _Writing(cells, times.read_strings(pa.array(cells, pa.string()))[0].order)
    return [writing(moment) for moment in moments] if writing.able else None


def _after(known: list[datetime], word: str, count: int) -> list[datetime]:
    if months := _MONTHS.get(word):
        months = -months if known[-1] < known[0] else months  # newest first
        day = max(moment.day for moment in known)
        return [_months_later(known[-1], months * step, day) for step in range(1, count + 1)]
    ((distance, _),) = Counter(late - early for early, late in pairwise(known)).most_common(1)
    week = working_days(np.array([(each - _EPOCH).total_seconds() for each in known])) if word == "daily" else None
    result: list[datetime] = []
    moment = known[-1]
    while len(result) < count:
        moment += distance
        if week is None or week[moment.weekday()]:
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
    """Writes moments like the last of ``cells``: what stands between and around its numbers and names is kept."""

    def __init__(self, cells: list[str], order: str) -> None:
        found = [(cell, style) for cell in cells if (style := style_of(shape_of(cell.lower()), True)) is not None]
        self._text, self._style = found[-1]
        spans = [(cell, _spans(style, order)) for cell, style in found]
        self._spans = spans[-1][1]
        self._bare = {name for name in self._spans if _is_bare(spans, name)}
        self._months = months_like([cell[slice(*each["word"])] for cell, each in spans if "word" in each])
        named = [cell[slice(*each["weekday_word"])] for cell, each in spans if "weekday_word" in each]
        self._weekdays = weekdays_like(named)
        unknown = ("word" in self._spans and not self._months) or (bool(named) and not self._weekdays)
        self.able = self._text == cells[-1] and not unknown

    def __call__(self, moment: datetime) -> str:
        text = self._text
        for name, (start, end) in sorted(self._spans.items(), key=lambda each: -each[1][0]):
            text = text[:start] + self._written(name, text[start:end], moment) + text[end:]
        return text

    def _written(self, name: str, before: str, moment: datetime) -> str:
        if name == "word":
            return _cased(self._months[moment.month - 1], before)
        if name == "weekday_word":
            return _cased(self._weekdays[moment.weekday()], before)
        if name == "half_word":
            return half_year_after(before, moment.month > 6)
        if name == "half":
            return _half(before, moment.hour >= 12)
        number = _numbers(self._style, len(before), moment)[name]
        return f"{number:0{1 if name in self._bare else len(before)}}"


def _spans(style: Style, order: str) -> dict[str, tuple[int, int]]:
    """The places of what changes from one moment to the next."""
    orders = {"day-first": _DMY, "year-first": _YMD, "clock": _HMS, "month and year": _YMD, "month and day": _DMY}
    parts = dict(zip("abc", orders.get(order, _MDY), strict=True))
    fields = {parts.get(name, name): span for name, span in style.fields.items() if name not in _KEPT}
    return fields | dict(style.words)


def _is_bare(spans: list[tuple[str, dict[str, tuple[int, int]]]], name: str) -> bool:
    """Whether 7 is written 7 and not 07; where all have two digits by nature, as in the cells' other numbers."""
    parts = [cell[slice(*each[name])] for cell, each in spans if name in each]
    if name not in _BARE or any(part.startswith("0") for part in parts):
        return False
    others = [end - start for _, each in spans for key, (start, end) in each.items() if key in _BARE]
    return any(len(part) == 1 for part in parts) or 1 in others


def _numbers(style: Style, digits: int, moment: datetime) -> dict[str, int]:
    hour = moment.hour if style.half is None else (moment.hour + 11) % 12 + 1
    week = moment.isocalendar()
    year = week.year if "week" in style.fields else moment.year
    return {
        "year": year % 100 if digits < 3 else year,
        "of_year": moment.timetuple().tm_yday,
        "quarter": (moment.month + 2) // 3,
        "half_year": (moment.month + 5) // 6,
        "week": week.week,
        "weekday": week.weekday,
        "month": moment.month,
        "day": moment.day,
        "hour": hour,
        "minute": moment.minute,
        "second": moment.second,
    }


def _half(before: str, after: bool) -> str:
    """The half of the day in the language, and the case, of the one before."""
    known = list(HALVES)
    pair = 2 * (known.index(before) // 2) if before in HALVES else 0
    if pair:
        return known[pair + after]
    letter = "p" if after else "a"
    return (letter.upper() if before[0].isupper() else letter) + before[1:]


def _cased(name: str, like: str) -> str:
    return name.upper() if like.isupper() else name.lower() if like.islower() else name.capitalize()
