"""Time columns: which columns of a table tell the time of its rows, and what they tell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gatescope.engine.data.columns import digits
from gatescope.engine.data.columns import moments as written
from gatescope.engine.data.columns.cells import MISSING, numbers
from gatescope.engine.data.columns.frequency import DAY, Rhythm, pace
from gatescope.engine.data.columns.moments import Floats, Ints, Writing
from gatescope.engine.data.columns.moments import is_time as is_time

SAMPLE = 1000  # cells at either end that tell how a column is written
_TRIED = 400  # … of which so many are matched one by one
_SHARE = 0.9
NAMED = re.compile(
    r"date|time|year|month|epoch|unix|^ds$|^ts$|^dt$|일시|날짜|시간|시각|연도|년도|일자|년월|연월|기간|^시점$",
    re.IGNORECASE,
)
_PARTS = {
    "year": r"year|yr|yyyy|년|연도|년도|연",
    "month": r"month|mon|mm|mo|mnth|월",
    "day": r"day|dd|dom|day_?of_?month|일",
    "hour": r"hour|hr|hh|hour_?of_?day|시|시간",
    "minute": r"minute|min|분",
    "second": r"second|sec|초",
}
_SIZES = {"hour": 3600.0, "minute": 60.0, "second": 1.0}
_LIMITS = {"year": (0, 2999), "month": (1, 12), "day": (1, 31), "hour": (0, 24), "minute": (0, 59), "second": (0, 60)}
_PRECISION = {"year": 4, "month": 7, "day": 10, "hour": 16, "minute": 16, "second": 19}  # characters of an ISO label


class TimeCells(Protocol):
    """A column: ``numbers`` float64 (N,), or else ``cells``, a pyarrow array of strings."""

    @property
    def numbers(self) -> Floats | None: ...

    @property
    def cells(self) -> Any: ...


@dataclass(frozen=True, eq=False)
class Times:
    """When rows are: ``seconds`` (N,) since 1970, NaN where that cannot be read. ``labels`` name the rows (a pyarrow
    array of strings), None where the cells of the one column do. ``wrong`` (≥ 0,) are the rows whose cells are no
    times, and not empty. ``doubtful``: day and month could change places."""

    seconds: Floats
    labels: Any
    pace: Rhythm
    wrong: Ints
    doubtful: bool = False


# ---- which columns -------------------------------------------------------------------------------------------------


def looks_like_time(cells: Sequence[str], name: str) -> bool:
    """Whether the cells of a column, missing ones left out, are points in time that do not all coincide."""
    known = _known(cells)
    return len(set(known)) >= min(2, len(known)) and _is_time_column(known, name)


def _is_time_column(known: list[str], name: str) -> bool:
    if not known:
        return False
    if known[0].isdecimal():
        return bool(NAMED.search(name)) and digits.reads(known) is not None
    if any(is_time(cell) for cell in known[:5]):
        return sum(is_time(cell) for cell in known) >= _SHARE * len(known)
    return _is_short_time(known, name)


def _is_short_time(cells: list[str], name: str) -> bool:
    """``1-01`` and ``1949.01`` are also ranges and numbers: they must rise month by month, or day by day."""
    if len(cells) < 3 or not any(len(writing.pattern.groupindex) == 2 for writing in _written(cells)):
        return False
    found = pace(_best(pa.array(cells), cells)[0])
    if found.backwards > 0.1 * len(cells) or found.frequency in ("", "irregular"):
        return False
    return bool(NAMED.search(name)) or ("-" in cells[0] and found.frequency == "monthly")


def find_times(samples: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Which columns together tell when rows are, from the first cells of all columns, as written: one with the date,
    perhaps one with the clock beside it; or year, month … each in a column of its own. Empty when there is no time."""
    known = {name: _known(cells) for name, cells in samples.items()}
    timed = [name for name, cells in known.items() if _is_time_column(cells, name)]
    clocks = [name for name in timed if _is_clock(known[name])]
    parts = parts_of(known)
    dates = [name for name in timed if name not in clocks and name not in parts.values()]
    dates.sort(key=lambda name: (not _rises(known[name]), len(set(known[name])) < 2))
    if dates and (beside := _beside(known[dates[0]], clocks, parts)):
        return (dates[0], *beside)
    timed = [name for name in (*dates, *timed) if len(set(known[name])) >= min(2, len(known[name]))]
    if timed and timed[0] in dates:
        return (timed[0],)
    if "year" in parts and ("month" in parts or not timed):
        there = [part for part in _PARTS if part in parts]
        whole = takewhile(lambda pair: pair[0] == pair[1], zip(there, _PARTS, strict=False))
        return tuple(parts[part] for part, _ in whole)
    return tuple(timed[:1])


def _beside(date: list[str], clocks: list[str], parts: Mapping[str, str]) -> tuple[str, ...]:
    """The columns that say when on its day a row is."""
    if _has_clock(date):
        return ()
    if clocks:
        return (clocks[0],)
    several = len(set(date)) <= len(date) // 2  # rows on one day
    if "hour" not in parts or not several:
        return ()
    return tuple(parts[part] for part in ("hour", "minute", "second") if part in parts)


def _known(cells: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in cells if cell.strip().lower() not in MISSING]


def _sample(column: TimeCells) -> list[str]:
    """Cells from both ends as written, missing ones left out."""
    if column.cells is None:
        numbers = np.zeros(0) if column.numbers is None else column.numbers
        ends = np.concatenate((numbers[:SAMPLE], numbers[SAMPLE:][-SAMPLE:]))
        return [f"{value:.0f}" if value.is_integer() else repr(value) for value in ends[np.isfinite(ends)].tolist()]
    cells = column.cells
    ends_ = [*cells.slice(0, SAMPLE).to_pylist(), *cells.slice(max(SAMPLE, len(cells) - SAMPLE)).to_pylist()]
    return _known([cell for cell in ends_ if cell is not None])


def _written(cells: Sequence[str]) -> list[Writing]:
    """How most of the cells are written; the first and the last are looked at, for those in between take long."""
    ends = [*cells[: _TRIED // 2], *cells[_TRIED // 2 :][-_TRIED // 2 :]]
    return written.writings(ends, _SHARE) or written.writings(ends, _SHARE, short=True)


def _is_clock(cells: list[str]) -> bool:
    found = _written(cells)
    return bool(found) and set(found[0].fields(cells)) <= {"hour", "minute", "second", "fraction"}


def _has_clock(cells: list[str]) -> bool:
    found = _written(cells)
    return bool(found) and "hour" in found[0].fields(cells)


def _rises(cells: list[str]) -> bool:
    seconds = _read_strings(pa.array(cells, pa.string()), cells)[0]
    steps = np.diff(seconds[np.isfinite(seconds)])
    return bool(len(steps)) and max((steps >= 0).mean(), (steps <= 0).mean()) >= _SHARE


def parts_of(samples: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The columns that hold the year, the month … as numbers, by what they hold."""
    found: dict[str, str] = {}
    for name, cells in samples.items():
        for part, pattern in _PARTS.items():
            if part not in found and re.fullmatch(pattern, name.strip(), re.IGNORECASE) and _fits(cells, part):
                found[part] = name
    return found


def _fits(cells: Sequence[str], part: str) -> bool:
    low, high = _LIMITS[part]
    whole = [cell for cell in cells if cell.isdecimal() and low <= int(cell) <= high]
    return bool(cells) and len(whole) >= _SHARE * len(cells)


# ---- what they tell ------------------------------------------------------------------------------------------------


def read_times(columns: Mapping[str, TimeCells], sequences: Ints | None = None) -> Times:
    """The moments that ``columns``, chosen by ``find_times`` or by a person, tell together. ``sequences`` (N,) numbers
    the sequences that rows belong to, if there are several.

    A date takes what the other columns add to it: a clock, hours. Cells that cannot be read are NaN."""
    parts = parts_of({name: _sample(column) for name, column in columns.items()})
    (name, first), *more = columns.items()
    doubtful, finest = False, ""
    if more and name == parts.get("year"):
        seconds, finest = _of_parts(columns, parts)
    else:
        seconds, doubtful = _read(first)
        for each, column in more:
            added, finest = _added(each, column, parts)
            seconds = seconds + added
        if not more and _is_clock(_sample(first)):
            seconds = _unwrapped(seconds)
    labels = _labels(seconds, finest) if more else None
    return Times(seconds, labels, pace(seconds, sequences), _wrong(seconds, columns), doubtful)


def _of_parts(columns: Mapping[str, TimeCells], parts: Mapping[str, str]) -> tuple[Floats, str]:
    values = {part: _numbers(columns[name]) for part, name in parts.items()}
    day = written.days(values.get("year", 2000.0), values.get("month", 1.0), values.get("day", 1.0))
    clock = written.seconds_of_day(values.get("hour", 0.0), values.get("minute", 0.0), values.get("second", 0.0))
    return day * DAY + clock, [part for part in _PARTS if part in parts][-1]


def _added(name: str, column: TimeCells, parts: Mapping[str, str]) -> tuple[Floats, str]:
    """The seconds that a further column adds to a date, and the finest part of time it tells."""
    part = next((part for part, each in parts.items() if each == name), "")
    if part in _SIZES:
        return _numbers(column) * _SIZES[part], part
    seconds = _read(column)[0]
    whole = not (seconds[np.isfinite(seconds)] % 60).any()
    return seconds, "minute" if whole else "second"


def _read(column: TimeCells) -> tuple[Floats, bool]:
    """The seconds of one column, and whether day and month could change places."""
    sample = _sample(column)
    reader = digits.reads(sample)
    if reader is not None:
        return digits.seconds(_numbers(column), reader), False
    return (_numbers(column), False) if column.cells is None else _read_strings(column.cells, sample)


def _numbers(column: TimeCells) -> Floats:
    return column.numbers if column.numbers is not None else numbers(column.cells).values


def _wrong(seconds: Floats, columns: Mapping[str, TimeCells]) -> Ints:
    """The rows whose moment is unknown although no cell is missing."""
    unknown = np.flatnonzero(np.isnan(seconds))
    for column in columns.values():
        if not len(unknown):
            break  # taking nothing out of many cells copies all of them
        if column.cells is None:
            empty = np.isnan(_numbers(column)[unknown])
        else:
            cells = column.cells.take(pa.array(unknown))
            words = pc.utf8_lower(pc.utf8_trim_whitespace(cells))
            empty = np.asarray(pc.or_(pc.is_null(words), pc.is_in(words, value_set=pa.array(MISSING))))
        unknown = unknown[~empty]
    return unknown


def _read_strings(cells: Any, sample: Sequence[str]) -> tuple[Floats, bool]:
    if not sample or not _written(sample):
        return np.full(len(cells), np.nan), False
    _, writing, doubtful = _best(pa.array(sample, pa.string()), sample)
    return written.seconds(cells, writing, sample), doubtful


def _best(cells: Any, sample: Sequence[str]) -> tuple[Floats, Writing, bool]:
    """Of the ways in which the cells can be read the one that reads most of them, then rises most, then most evenly;
    and whether another one does as well."""
    ranked: list[tuple[tuple[float, float, int], Floats, Writing]] = []
    for writing in _written(sample):
        seconds = written.seconds(cells, writing, sample)
        steps = np.diff(seconds[np.isfinite(seconds)])
        rising = float(max((steps >= 0).mean(), (steps <= 0).mean())) if len(steps) else 0.0
        even = _evenness(seconds)
        ranked.append(((round(float(np.isfinite(seconds).mean()), 2), round(rising, 2), even), seconds, writing))
    best = max(ranked, key=lambda each: each[0])
    others = [seconds for key, seconds, each in ranked if key[:2] == best[0][:2] and each.pattern is best[2].pattern]
    return best[1], best[2], not all(np.array_equal(seconds, best[1], equal_nan=True) for seconds in others)


def _evenness(seconds: Floats) -> int:
    """Steps of months or years from a day within the month are rather days that were read wrongly."""
    frequency = pace(seconds).frequency
    if frequency not in ("monthly", "quarterly", "yearly"):
        return 0 if frequency in ("", "irregular") else 2
    known = seconds[np.isfinite(seconds)].astype("M8[s]").astype("M8[D]")
    first = (known.astype("M8[M]") == known).all() or ((known + 1).astype("M8[M]") == known + 1).all()
    return 2 if first and frequency != "yearly" else 1


def _unwrapped(seconds: Floats) -> Floats:
    """Times of day as moments: where one is much earlier than the one before, a day has passed."""
    known = np.flatnonzero(np.isfinite(seconds))
    result = seconds.copy()
    result[known[1:]] += DAY * np.cumsum(np.diff(seconds[known]) < -DAY / 2)
    return result


def _labels(seconds: Floats, finest: str) -> Any:
    """ISO names of moments as far as they are told; null where unknown."""
    unknown = np.isnan(seconds)
    stamps = pa.array(np.where(unknown, 0, seconds).astype("M8[s]"), mask=unknown)
    return pc.utf8_slice_codeunits(pc.cast(stamps, pa.string()), 0, _PRECISION[finest])


# ---- a few cells ---------------------------------------------------------------------------------------------------


def frequency(cells: Sequence[str]) -> str:
    """How often rows come, from the cells of a time column; '' when the cells cannot be read."""
    found = moments(cells)
    return pace(np.array(found)).frequency if len(found) > 1 else ""


def moments(cells: Sequence[str]) -> list[float]:
    """The cells as seconds, those left out that cannot be read."""
    known = [cell.strip() for cell in cells if cell.strip()]
    if known and all(cell.isdecimal() for cell in known):
        found = digits.reads(known)
        return [] if found is None else digits.seconds(np.array(known, np.float64), found).tolist()
    seconds = _read_strings(pa.array(known, pa.string()), known)[0]
    if known and _written(known) and _is_clock(known):
        seconds = _unwrapped(seconds)
    return [float(each) for each in seconds[np.isfinite(seconds)]]


def matched(cells: Sequence[str]) -> tuple[list[re.Match[str]], bool]:
    """The cells that are written like most, taken apart into named groups, and whether of the groups ``first`` and
    ``second_`` the first is the day."""
    cells = [cell.strip() for cell in cells]
    if not _written(cells):
        return [], False
    writing = _best(pa.array(cells, pa.string()), cells)[1]
    return writing.matches(cells), writing.day_first
