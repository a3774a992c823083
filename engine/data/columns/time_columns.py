"""Which columns of a table tell the time of its rows, and which one seems to but cannot be read."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pyarrow as pa

from gatescope.engine.data.columns import digits
from gatescope.engine.data.columns import time_parts as parts
from gatescope.engine.data.columns.moments import read_cells
from gatescope.engine.data.columns.orders import readings
from gatescope.engine.data.columns.rhythm import pace
from gatescope.engine.data.columns.styles import LONGEST, Style, shape_of, style_of
from gatescope.engine.data.columns.times import PLAIN, Custom, known_of, read_strings

_TRIED = 400  # cells, from both ends, that are matched one by one
_SHARE = 0.9
NAMED = re.compile(
    r"date|time|year|yyyy|month|epoch|unix|^when$|^ds$|^ts$|^dt$|datum|^data(?: e)? ora$|^data$|fecha|zeit|^jour$|"
    r"^hora$|^tag$|^monat$|^jahr$|stamp|^moment|horodat|tidspunkt|tijd$|^dag$|^dato$|^tid$|^p[äa]iv[äa]|^aika|^dzie[ńn]$|"
    r"^czas|^tarih|^dátum|^дата|^время|^ημερομηνία|^ngày|^tanggal$|^waktu$|^วันที่|일시|날짜|시간|시각|연도|년도|일자|년월|연월|기간|^시점$|日付|日時|日期|时间|時間|年月",
    re.IGNORECASE,
)
_CLOCKS = re.compile(r"time|clock|hour|uhrzeit|zeit|hora|heure|ora|시각|시간", re.IGNORECASE)
_SPENT = re.compile(r"times?[_ ]?(spent|zone|since|to|of)|run_?time|zone", re.IGNORECASE)
# 3~5 is a range, 3~5~20 is none
_RUNS = re.compile(r"\d{1,4}(?:(?:[-/.:\s|_년월일]+\d{1,4}){1,7}|(?:[^\w\s,;]\d{1,4}){2,7})")
_NAMELESS, _FIRST, _YEARS = re.compile(r"column \d+"), "column 1", (1500, 2200)
_GROUPS, _ORDERS = 3, ((0, 1, 2), (2, 1, 0), (2, 0, 1))  # of digits: year first, day first, month first
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")


def is_time(cell: str) -> bool:
    """Whether a cell by itself is a date, a time or both."""
    return _style(cell) is not None


@lru_cache(8192)  # the same cells are looked at by several rules
def _style(cell: str, pattern: str = "", short: bool = False) -> Style | None:
    cell = cell.strip()
    return style_of(shape_of(cell.lower()), short, pattern) if cell and len(cell) <= LONGEST else None


def looks_like_time(cells: Sequence[str], name: str, custom: Custom = PLAIN) -> bool:
    """Whether the cells of a column, missing ones left out, are points in time that do not all coincide."""
    known = known_of(cells)
    return len(set(known)) >= min(2, len(known)) and _is_time_column(known, name, custom)


def _is_time_column(known: list[str], name: str, custom: Custom) -> bool:
    if not known:
        return False
    tried = _both_ends(known)
    if custom.pattern and _share(tried, custom.pattern) >= _SHARE:
        return True
    if digits.is_number(known[0]):
        named = name if NAMED.search(name) else ""
        nameless = _NAMELESS.fullmatch(name) is not None
        return digits.reads(known, named, nameless) is not None or _is_short_time(known, name)
    if any(is_time(cell) for cell in known[:5]):
        return _share(tried) >= _SHARE and _reads(known, name, custom)
    return _is_short_time(known, name)


def _both_ends(cells: list[str]) -> list[str]:
    return [*cells[: _TRIED // 2], *cells[_TRIED // 2 :][-_TRIED // 2 :]]


def _share(cells: list[str], pattern: str = "") -> float:
    return sum(_style(cell, pattern) is not None for cell in cells) / len(cells)


def _reads(cells: list[str], name: str, custom: Custom) -> bool:
    """Whether what looks like times are some: ``2020-45-99`` is none."""
    found = read_strings(pa.array(_both_ends(cells), pa.string()), custom, clock=bool(_CLOCKS.search(name)))
    return bool(np.isfinite(found[0].seconds).mean() >= 0.5)


def _is_short_time(cells: list[str], name: str) -> bool:
    """``1-01`` and ``1949.01`` are also ranges and numbers: they must rise month by month, or day by day."""
    if len(cells) < 3 or sum(_style(cell, short=True) is not None for cell in _both_ends(cells)) < _SHARE * len(cells):
        return False
    seconds = read_strings(pa.array(cells, pa.string()))[0].seconds
    found = pace(seconds)
    if found.backwards > 0.1 * len(cells) or found.frequency in ("", "irregular"):
        return False
    letters = any(char.isalpha() for char in cells[0])
    return bool(NAMED.search(name)) or ("-" in cells[0] and found.frequency == "monthly") or letters


def find_times(samples: Mapping[str, Sequence[str]], custom: Custom = PLAIN) -> tuple[str, ...]:
    """Which columns together tell when rows are, from the first cells of all columns, as written: one with the date,
    perhaps one with the clock beside it; or year, month … each in a column of its own. Empty when there is no time."""
    known = {name: known_of(cells) for name, cells in samples.items()}
    timed = [name for name, cells in known.items() if _is_time_column(cells, name, custom)]
    clocks = [name for name in timed if _is_clock(known[name], name)]
    found = parts.parts_of(known)
    dates = [name for name in timed if name not in clocks and name not in found.values()]
    dates.sort(key=lambda name: (not _rises(known[name], custom), len(set(known[name])) < 2))
    if dates and (beside := _beside(known[dates[0]], clocks, found)):
        return (dates[0], *beside)
    timed = [name for name in (*dates, *timed) if len(set(known[name])) >= min(2, len(known[name]))]
    if timed and timed[0] in dates:
        return (timed[0],)
    if "year" in found and (len(parts.chain(found)) > 1 or not timed or clocks):
        return (*parts.chain(found), *(clocks[:1] if parts.ends_with_a_day(found) else ()))
    return tuple(timed[:1]) or _nameless_years(known)


def _nameless_years(known: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The first column, where it has no name and counts years: what pandas writes of an index."""
    name, cells = next(iter(known.items()), ("", []))
    if name != _FIRST or len(known) < 2 or not all(len(cell) == 4 and cell.isdecimal() for cell in cells):
        return ()
    years = [int(cell) for cell in cells]
    steps = {late - early for early, late in pairwise(years)}
    return (name,) if steps in ({1}, {-1}) and _YEARS[0] <= min(years) and max(years) <= _YEARS[1] else ()


def _beside(date: list[str], clocks: list[str], found: Mapping[str, str]) -> tuple[str, ...]:
    """The columns that say when on its day a row is."""
    if _has_clock(date):
        return ()
    if clocks:
        return (clocks[0],)
    several = len(set(date)) <= len(date) // 2  # rows on one day
    return parts.beside(found) if several else ()


def _styles(cells: list[str]) -> list[Style]:
    return [style for cell in _both_ends(cells) if (style := _style(cell)) is not None]


def _is_clock(cells: list[str], name: str) -> bool:
    styles = _styles(cells)
    if not styles or sum(each.is_clock for each in styles) > len(styles) // 2:
        return bool(styles)
    if sum(each.mark == "." and "c" in each.fields for each in styles) <= len(styles) // 2:
        return False
    written = read_cells(pa.array(cells, pa.string()))
    return readings(written, clock=bool(_CLOCKS.search(name)))[0].order == "clock"


def _has_clock(cells: list[str]) -> bool:
    styles = _styles(cells)
    if not styles:
        reader = digits.reads(cells)
        return reader is not None and (reader.serial or reader.most > 1e9)
    return sum(each.has_clock for each in styles) > len(styles) // 2


def _rises(cells: list[str], custom: Custom) -> bool:
    seconds = read_strings(pa.array(cells, pa.string()), custom)[0].seconds
    steps = np.diff(seconds[np.isfinite(seconds)])
    return bool(len(steps)) and max((steps >= 0).mean(), (steps <= 0).mean()) >= _SHARE


def find_unread(samples: Mapping[str, Sequence[str]]) -> str:
    """The column that seems to tell the time although none could be read: by its name, or by the shape of its cells
    where it comes first. '' when there is none."""
    for at, (name, cells) in enumerate(samples.items()):
        known = known_of(cells)
        if len(set(known)) < 2 or digits.is_number(known[0]) or _are_numbers(known):
            continue
        named = bool(NAMED.search(name)) and not _SPENT.search(name) and _have_digits(known)
        if named or (at < 2 and (_are_shaped(known) or _go_on(known))):
            return name
    return ""


def _are_numbers(cells: list[str]) -> bool:
    return sum(re.fullmatch(r"[+-]?\d+[.,]?\d*", cell) is not None for cell in cells) > len(cells) // 2


def _have_digits(cells: list[str]) -> bool:
    return sum(any(char.isdecimal() for char in cell) for cell in cells) > len(cells) // 2


def _are_shaped(cells: list[str]) -> bool:
    """Whether most are a few numbers with marks between, alike, of which one at most is a year: no addresses, and no
    telephone numbers."""
    shaped = [cell for cell in cells if _RUNS.fullmatch(cell) and not _ADDRESS.fullmatch(cell)]
    shaped = [cell for cell in shaped if sum(len(run) > 2 for run in re.findall(r"\d+", cell)) <= 1]
    if len(shaped) < _SHARE * len(cells):
        return False
    shapes = Counter(re.sub(r"0+", "0", shape_of(cell)) for cell in shaped)
    return len(shapes) <= 2


def _go_on(cells: list[str]) -> bool:
    """Whether all cells are alike but for three groups of digits or more, no long ones, and these rise or fall as dates
    do, the day, the month or the year first."""
    if len({re.sub(r"\d+", "0", cell) for cell in cells}) > 1 or len(set(cells)) < _SHARE * len(cells):
        return False
    groups = [tuple(map(int, re.findall(r"\d+", cell))) for cell in cells]
    if len(cells) < 3 or len(groups[0]) < _GROUPS or max(map(max, groups)) > _YEARS[1]:
        return False
    orders = ([tuple(each[at] for at in order) + each[_GROUPS:] for each in groups] for order in _ORDERS)
    return any(_are_dates(each) for each in orders)


def _are_dates(days: list[tuple[int, ...]]) -> bool:
    """Whether year, month, day and what follows, in this order, are some, and go one way."""
    if not all(1 <= each[1] <= 12 and 1 <= each[2] <= 31 for each in days):
        return False
    rises = [late > early for early, late in pairwise(days)]
    return max(sum(rises), len(rises) - sum(rises)) >= _SHARE * len(rises)
