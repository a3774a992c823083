"""The parts of a time in columns of their own: the year, the month …, under the names they go by."""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

import numpy as np
import pyarrow.compute as pc

from gatescope.engine.data.columns.calendar_days import (
    Floats,
    day_of_year,
    days,
    in_full,
    seconds_of_day,
    week_of_year,
)
from gatescope.engine.data.columns.names import MONTH_OF

DAY = 86_400.0
_SHARE = 0.9
_PARTS = {
    "year": r"years?|yr|yyyy|yy|jahr|año|ano|anno|année|annee|년|연도|년도|연|年|年份|年度",
    "month": r"months?|mon|mo|mth|mm|mnth|monat|mes|mês|mese|mois|월|月|月份",
    "day": r"days?|dd|dy|da|dom|mday|day_?of_?month|tag|dia|día|giorno|jour|일|日",
    "of_year": r"doy|yday|jday|jd|ddd|day_?of_?year|julian_?(day)?",
    "quarter": r"quarter|qtr|q|quartal|trimestre|분기|四半期|季度",
    "week": r"week|wk|woche|semana|settimana|semaine|week_?of_?year|iso_?week|주|주차|週|周",
    "hour": r"hours?|hr|hrs|hh|stunde|hora|heure|ora|hour_?of_?day|시|시간|時|时|小时",
    "clock": r"hhmm|time|clock|zeit|uhrzeit|hora|heure|ora|시각|시간",
    "minute": r"minutes?|min|mn|mi|mm|분|分",
    "second": r"seconds?|sec|secs|ss|초|秒",
}
_LIMITS = {
    "year": (0, 2999),
    "month": (1, 12),
    "day": (1, 31),
    "of_year": (1, 366),
    "quarter": (1, 4),
    "week": (1, 53),
    "hour": (0, 24),
    "clock": (0, 2400),
    "minute": (0, 59),
    "second": (0, 60),
}
_DAYS = (("month", "day"), ("of_year",), ("month",), ("quarter",), ("week",), ())
_CLOCKS = ("hour", "minute", "second")
SIZES = {"hour": 3600.0, "minute": 60.0, "second": 1.0}
PRECISION = {  # characters of an ISO label
    "year": 4,
    "month": 7,
    "quarter": 7,
    "day": 10,
    "of_year": 10,
    "week": 10,
    "hour": 16,
    "clock": 16,
    "minute": 16,
    "second": 19,
}


def parts_of(samples: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The columns that hold the year, the month … as numbers (a month as its name, too), by what they hold."""
    found: dict[str, str] = {}
    for name, cells in samples.items():
        bare = re.sub(r"\s*[\[(].*", "", name.strip())
        for part, pattern in _PARTS.items():
            if part not in found and re.fullmatch(pattern, bare, re.IGNORECASE) and _fits(cells, part):
                found[part] = name
                break
    return found


def chain(parts: Mapping[str, str]) -> tuple[str, ...]:
    """The columns that tell a time together, from the year on; () without one."""
    if "year" not in parts:
        return ()
    day = next(each for each in _DAYS if all(part in parts for part in each))
    clock = beside(parts) if day and day[-1] in ("day", "of_year") else ()
    return (parts["year"], *(parts[part] for part in day), *clock)


def beside(parts: Mapping[str, str]) -> tuple[str, ...]:
    """The columns that say when on its day a row is."""
    there = tuple(parts[part] for part in takewhile(lambda part: part in parts, _CLOCKS))
    return there or ((parts["clock"],) if "clock" in parts else ())


def _fits(cells: Sequence[str], part: str) -> bool:
    low, high = _LIMITS[part]
    if part == "month" and cells and all(cell.lower().rstrip(".") in MONTH_OF for cell in cells):
        return True
    numbers = [int(cell) for cell in map(_whole, cells) if cell.isdecimal()]
    fitting = [number for number in numbers if low <= number <= high]
    if part == "clock" and (any(number % 100 >= 60 for number in fitting) or max(fitting, default=0) <= 24):
        return False
    if part == "year" and any(100 <= number < 1000 for number in fitting):
        return False
    return bool(cells) and len(fitting) >= _SHARE * len(cells)


def _whole(cell: str) -> str:
    return cell.removesuffix(".0")


def seconds_of(values: Mapping[str, Floats]) -> tuple[Floats, str]:
    """The moments (N,) that a year and further parts tell together, and the finest part among them."""
    year = values["year"]
    known = year[np.isfinite(year)]
    if len(known) and known.max() < 100:
        year = in_full(year)
    if "of_year" in values:
        day = day_of_year(year, values["of_year"])
    elif "week" in values:
        day = week_of_year(year, values["week"])
    elif "quarter" in values:
        day = days(year, 3.0 * values["quarter"] - 2.0, 1.0)
    else:
        day = days(year, values.get("month", 1.0), values.get("day", 1.0))
    moments: Floats = day * DAY
    for part in ("hour", "minute", "second", "clock"):
        if part in values:
            moments = moments + added(part, values[part])
    return moments, [part for part in _PARTS if part in values][-1]


def added(part: str, numbers: Floats) -> Floats:
    """The seconds that a part of the clock adds to its day."""
    if part == "clock":
        return np.asarray(seconds_of_day(numbers // 100.0, numbers % 100.0, 0.0), np.float64)
    return numbers * SIZES[part]


def month_numbers(cells: object) -> Floats:
    """Months by their names, in a pyarrow array of strings, as numbers (N,)."""
    encoded = pc.utf8_lower(pc.utf8_trim(cells, characters=" .")).dictionary_encode()
    if hasattr(encoded, "combine_chunks"):
        encoded = encoded.combine_chunks() if encoded.num_chunks != 1 else encoded.chunk(0)
    months = np.array([*(float(MONTH_OF.get(word, np.nan)) for word in encoded.dictionary.to_pylist()), np.nan])
    codes = pc.fill_null(encoded.indices, len(months) - 1).to_numpy(zero_copy_only=False)
    found: Floats = months[codes]
    return found
