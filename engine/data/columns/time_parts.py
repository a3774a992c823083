"""The parts of a time in columns of their own: the year, the month …, under the names they go by."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile

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
    "year": r"years?|yr|yyyy|yy|jahr|año|ano|anno|année|annee|år|jaar|vuosi|rok|год|yıl|yil|năm|tahun|"
    r"년|연도|년도|연|年|年份|年度",
    "month": r"months?|mon|mo|mth|mm|mnth|monat|mes|mês|mese|mois|månad|måned|maand|kk|kuukausi|miesi[ąa]c|m[ěe]s[íi]c|"
    r"месяц|ay|tháng|bulan|월|月|月份",
    "day": r"days?|dd|dy|da|dom|mday|day_?of_?month|tag|dia|día|giorno|jour|dag|pv|päivä|dzie[ńn]|den|день|gün|gun|"
    r"ngày|hari|일|日",
    "of_year": r"doy|yday|jday|jd|ddd|day_?of_?year|julian_?(day)?",
    "quarter": r"quarter|qtr|q|quartal|trimestre|분기|四半期|季度",
    "week": r"week|wk|woche|semana|settimana|semaine|week_?of_?year|iso_?week|주|주차|週|周",
    "hour": r"hours?|hr|hrs|hh|stunde|hora|heure|ora|timme|uur|tunti|godzina|hodina|час|saat|giờ|jam|hour_?of_?day|"
    r"시|시간|時|时|小时",
    "clock": r"hhmm|time|clock|klo|kello|zeit|uhrzeit|hora|heure|ora|시각|시간",
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
_NAMELESS = re.compile(r"column \d+")
_IN_A_ROW, _DATE, _LATELY = ("year", "month", "day", "hour", "minute", "second"), 3, (1850, 2100)
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
    return found | _nameless(samples) if "year" not in found else found


def _nameless(samples: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The same of columns without names: year, month and day side by side, perhaps with the clock behind them, that
    tell times which go on; or hours that go round."""
    names = [name for name, cells in samples.items() if _NAMELESS.fullmatch(name) and cells]
    found: dict[str, str] = {}
    for part, name in zip(_IN_A_ROW, names, strict=False):
        if not _fits(samples[name], part) or not _LATELY[0] <= _first(samples[names[0]]) <= _LATELY[1]:
            break
        found[part] = name
    while len(found) >= _DATE and not _goes_on([samples[name] for name in found.values()]):
        found.popitem()
    if len(found) >= _DATE:
        return found
    hour = next((name for name in names if _fits(samples[name], "hour") and _goes_round(samples[name])), "")
    return {"hour": hour} if hour else {}


def _first(cells: Sequence[str]) -> int:
    return int(_whole(cells[0])) if _whole(cells[0]).isdecimal() else -1


def _goes_on(columns: Sequence[Sequence[str]]) -> bool:
    moments = list(zip(*([_whole(cell).zfill(4) for cell in cells] for cells in columns), strict=False))
    steps = [(late > early) - (late < early) for early, late in pairwise(moments)]
    varied = len(set(moments)) > len(moments) // 2
    return varied and max(map(steps.count, (1, -1)), default=0) >= _SHARE * len(steps)


def _goes_round(cells: Sequence[str]) -> bool:
    """Whether hours go up by one and begin anew each day."""
    hours = [int(_whole(cell)) for cell in cells if _whole(cell).isdecimal()]
    steps = [(late - early) % 24 for early, late in pairwise(hours)]
    return len(set(hours)) == 24 and steps.count(1) >= _SHARE * len(steps)


def chain(parts: Mapping[str, str]) -> tuple[str, ...]:
    """The columns that tell a time together, from the year on; () without one."""
    if "year" not in parts:
        return ()
    day = next(each for each in _DAYS if all(part in parts for part in each))
    clock = beside(parts) if day and day[-1] in ("day", "of_year") else ()
    return (parts["year"], *(parts[part] for part in day), *clock)


def ends_with_a_day(parts: Mapping[str, str]) -> bool:
    """Whether a clock may stand beside the parts of a date, and none of them tells it."""
    day = "of_year" in parts or {"month", "day"} <= parts.keys()
    return "year" in parts and day and not beside(parts)


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
