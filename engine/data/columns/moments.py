"""Dates and times as they are written, and a whole column of them as seconds since 1970, without a loop over rows."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_SECONDS = r"(?:(?::|분\s*)(?P<second>\d{1,2})(?:[.,](?P<fraction>\d+))?초?)?"
_HOURS = r"(?P<hour>\d{1,2})(?:(?::|시\s*)(?P<minute>\d{1,2})" + _SECONDS + r"분?|시)?\s*(?P<half>[ap]\.?m\.?)?"
_CLOCK = r"(?:(?:T|,?\s+)\s*(?:(?P<noon>오전|오후)\s*)?" + _HOURS + ")?"
_ZONE = r"(?P<zone>\s*(?:Z|UTC|GMT|KST|[+-]\d{2}:?\d{2}))?"
_MONTH = r"(?P<word>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)?[a-z]*,?\s*"
_PATTERNS = tuple(
    re.compile(f"(?:{pattern})$", re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})[-/](?P<month>\d{1,2})(?:[-/](?P<day>\d{1,2})" + _CLOCK + _ZONE + ")?",
        r"(?P<year>\d{4})\.\s*(?P<month>\d{1,2})\.\s*(?P<day>\d{1,2})\.?" + _CLOCK + _ZONE,
        r"(?P<year>\d{4})년\s*(?P<month>\d{1,2})월(?:\s*(?P<day>\d{1,2})일)?" + _CLOCK,
        r"(?P<first>\d{1,2})[-/.](?P<second_>\d{1,2})[-/.](?P<year>\d{4}|\d{2})" + _CLOCK + _ZONE,
        r"(?P<year>\d{2})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _CLOCK,
        r"(?P<year>\d{4})[- ]?Q(?P<quarter>[1-4])",
        r"(?P<year>\d{4})[- ]" + _MONTH,
        _MONTH + r"[- ](?P<year>\d{4}|\d{2})",
        _DAY + r"(?P<day>\d{1,2})[- ]" + _MONTH + r"[- ](?P<year>\d{4}|\d{2})" + _CLOCK + _ZONE,
        _DAY + _MONTH + r" (?P<day>\d{1,2}),? (?P<year>\d{4})" + _CLOCK,
        r"(?P<date>\d{8})(?:T|\s+)" + _HOURS + _ZONE,
        r"(?:(?P<noon>오전|오후)\s*)?(?P<hour>\d{1,2})(?::|시\s*)(?P<minute>\d{2})"
        + _SECONDS
        + r"분?\s*(?P<half>[ap]m)?",
    )
)
SHORT = (  # what only the other cells, or the name of the column, tell from numbers or ranges
    re.compile(r"(?P<year>\d{4})\.(?P<month>\d{2})$"),
    re.compile(r"(?P<year>\d{1,2})[-/](?P<month>\d{2})$"),
    re.compile(r"(?P<month>\d{1,2})[-/.월]\s*(?P<day>\d{1,2})일?$"),
)
_NUMERIC = ("year", "month", "day", "first", "second_", "date", "quarter", "hour", "minute", "second", "fraction")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CODES = np.array([int.from_bytes(month.encode(), "big") for month in MONTHS])
_ZONES = re.compile(r"\s*(Z|UTC|GMT|KST|[+-]\d{2}:?\d{2})$", re.IGNORECASE)
_HOUR_OF = {"Z": 0.0, "UTC": 0.0, "GMT": 0.0, "KST": 9.0}
LONGEST = 60  # characters of a cell that is a moment
_SLAB = 1 << 18  # rows at a time, so that what is in between stays in the processor's cache
_CHUNK_LEAST = 1000  # rows of a chunk, in the mean, that is worth being looked at by itself
_CENTURY = 69  # two digits from here on are 19.., as everywhere
_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


@dataclass(frozen=True)
class Writing:
    """One way of writing a moment: a pattern and, where it leaves that open, whether the day comes before the month."""

    pattern: re.Pattern[str]
    day_first: bool = False

    def matches(self, cells: Sequence[str]) -> list[re.Match[str]]:
        """The cells that are written so, taken apart into named groups."""
        return [match for cell in cells if len(cell) <= LONGEST and (match := self.pattern.match(cell))]

    def fields(self, cells: Sequence[str]) -> tuple[str, ...]:
        """What the runs of digits in a cell are, in their order, taken from the fullest of ``cells``."""
        found = self.matches(cells)
        fullest = max(found, key=lambda match: sum(part is not None for part in match.groups()))
        parts = [name for name in _NUMERIC if fullest.groupdict().get(name) is not None]
        names = {"first": "day", "second_": "month"} if self.day_first else {"first": "month", "second_": "day"}
        return tuple(names.get(part, part) for part in sorted(parts, key=fullest.start))


def is_time(cell: str) -> bool:
    """Whether a cell by itself is a date, a time or both."""
    cell = cell.strip()
    if not cell or len(cell) > LONGEST or not (cell[0].isdecimal() or cell[0].isalpha()):
        return False
    return any(each.match(cell) for each in _PATTERNS)


def writings(cells: Sequence[str], share: float = 0.9, short: bool = False) -> list[Writing]:
    """The ways of writing that so many of ``cells`` follow, those without doubt first."""
    found: list[Writing] = []
    able = [cell for cell in cells if len(cell) <= LONGEST]
    for pattern in (*_PATTERNS, *SHORT) if short else _PATTERNS:
        if sum(pattern.match(cell) is not None for cell in able) >= max(1.0, share * len(cells)):
            if "first" in pattern.groupindex:
                found += _in_both_orders(pattern, able)
            else:
                found.append(Writing(pattern))
    return found


def _in_both_orders(pattern: re.Pattern[str], cells: Sequence[str]) -> list[Writing]:
    """Between points the day comes first by custom, between slashes the month does."""
    points = "." in next(cell for cell in cells if pattern.match(cell))[:3]
    return [Writing(pattern, points), Writing(pattern, not points)]


def seconds(cells: Any, writing: Writing, sample: Sequence[str]) -> Floats:
    """A pyarrow array of strings (N,) as seconds since 1970, NaN where a cell is no moment; a clock alone counts from
    midnight. A zone that is told is taken into account. ``sample`` are cells that show all there is to the writing."""
    fields = writing.fields(sample)
    matches = [match.groupdict() for match in writing.matches(sample)]
    zoned = any((match.get("zone") or "").strip()[:1] in ("+", "-", "K", "k") for match in matches if match.get("zone"))
    has = {name: any(match.get(name) for match in matches) for name in ("word", "half", "noon")}
    plain = writing.pattern is _PATTERNS[0] and not zoned and not any(has.values())
    result = np.empty(len(cells))

    def read(place: tuple[int, Any]) -> None:
        start, slab = place
        found: NDArray[Any] | None = _of_iso(slab) if plain else None
        if found is None:
            found = _of_slab(pc.fill_null(slab.cast(pa.large_string()), ""), fields, has, zoned)
        result[start : start + len(slab)] = found

    if len(cells) <= _SLAB:
        deque(map(read, _slabs(cells)), 0)
    else:
        with ThreadPoolExecutor(2, "moments") as pool:
            deque(pool.map(read, _slabs(cells)), 0)
    return result


def _slabs(cells: Any) -> Iterator[tuple[int, Any]]:
    """Some cells at a time, and the row of the first: as they lie there if they come by the thousand, else joined."""
    cells = cells if isinstance(cells, pa.ChunkedArray) else pa.chunked_array([cells])
    start = 0
    if len(cells) >= _CHUNK_LEAST * cells.num_chunks:
        for chunk in cells.iterchunks():
            for at in range(0, len(chunk), _SLAB):
                slab = chunk.slice(at, _SLAB)
                yield start, slab
                start += len(slab)
        return
    for start in range(0, len(cells), _SLAB):
        yield start, pa.concat_arrays(cells.slice(start, _SLAB).chunks)


def _of_iso(slab: Any) -> Ints | None:
    """pyarrow reads what is written as ISO 8601 has it faster still, and refuses all else, slowly: None."""
    if not slab.null_count and "-" in slab[0].as_py():
        with suppress(pa.ArrowInvalid):
            moments: Ints = pc.cast(slab, pa.timestamp("s")).cast(pa.int64()).to_numpy()
            return moments
    return None


def _of_slab(slab: Any, fields: tuple[str, ...], has: dict[str, bool], zoned: bool) -> Floats:
    shift: Floats | float = 0.0
    if zoned:
        slab, shift = _without_zone(slab)
    data, offsets = _bytes_of(slab)
    parts = _digits(data, offsets, fields)
    if has["word"]:
        parts["month"] = _month_words(data, offsets)
    if has["half"] or has["noon"]:
        parts["hour"] = _whole_day(parts["hour"], slab, has["noon"])
    return _moments(parts) - shift


def _bytes_of(slab: Any) -> tuple[NDArray[np.uint8], Ints]:
    _, offsets, data = slab.buffers()
    ends = np.frombuffer(offsets, np.int64)[slab.offset : slab.offset + len(slab) + 1]
    raw = np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)
    return raw[ends[0] : ends[-1]], ends - ends[0]


def _digits(data: NDArray[np.uint8], offsets: Ints, fields: tuple[str, ...]) -> dict[str, Floats]:
    """The runs of digits of every cell as numbers by field; NaN in all of them where a cell has too few or too many.
    What comes last may be left out: midnight is often written without a clock, a whole second without a fraction."""
    if (alike := _alike(data, offsets, fields)) is not None:
        return alike
    starts, lengths = _runs(data - np.uint8(48) < 10, offsets)
    first = np.searchsorted(starts, offsets[:-1])
    counts = np.diff(np.append(first, len(starts)))
    least = sum(field not in ("hour", "minute", "second", "fraction") for field in fields) or 2
    usable = (counts >= least) & (counts <= len(fields))
    values = _values(data, starts, lengths)
    parts: dict[str, Floats] = {}
    for at, field in enumerate(fields):
        there = counts > at
        run = np.where(there, first + at, 0)
        number = np.where(there, values[run] if len(values) else 0.0, 0.0)
        if field == "fraction" and len(lengths):
            number /= 10.0 ** np.where(there, lengths[run], 0)
        if field == "year":
            short = there & ((lengths[run] if len(lengths) else 4) <= 2)
            number = np.where(short, number + np.where(number >= _CENTURY, 1900, 2000), number)
        parts[field] = np.where(usable, number, np.nan)
    return parts


def _alike(data: NDArray[np.uint8], offsets: Ints, fields: tuple[str, ...]) -> dict[str, Floats] | None:
    """The same where every cell has its digits in the same places, as most files have; None where not."""
    length = int(offsets[1]) if len(offsets) > 1 else 0
    if not length or "fraction" in fields or not (np.diff(offsets) == length).all():
        return None
    cells = data.reshape(-1, length) - np.uint8(48)
    mask = cells < 10
    if not (mask == mask[0]).all():
        return None
    starts, lengths = _runs(mask[0], np.array([0, length]))
    if len(starts) != len(fields):
        return None
    parts: dict[str, Floats] = {}
    for field, start, count in zip(fields, starts.tolist(), lengths.tolist(), strict=True):
        number = cells[:, start].astype(np.float64)
        for at in range(start + 1, start + count):
            number = number * 10.0 + cells[:, at]
        if field == "year" and count <= 2:
            number += np.where(number >= _CENTURY, 1900.0, 2000.0)
        parts[field] = number
    return parts


def _runs(mask: NDArray[np.bool_], offsets: Ints) -> tuple[Ints, Ints]:
    """Where stretches of True begin, and how long they are; none goes on from one cell to the next."""
    if not len(mask):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    before = np.empty_like(mask)
    before[0], before[1:] = False, mask[:-1]
    borders = offsets[offsets < len(mask)]
    before[borders] = False
    starts = np.flatnonzero(mask & ~before)
    after = np.empty_like(mask)
    after[-1], after[:-1] = False, mask[1:]
    after[borders[borders > 0] - 1] = False
    return starts, np.flatnonzero(mask & ~after) - starts + 1


def _values(data: NDArray[np.uint8], starts: Ints, lengths: Ints) -> Floats:
    values = np.zeros(len(starts))
    longest = int(lengths.max()) if len(lengths) else 0
    for at in range(min(longest, 18)):
        if (lengths > at).all():
            values = values * 10.0 + (data[starts + at] - 48.0)
        else:
            inside = np.flatnonzero(lengths > at)
            values[inside] = values[inside] * 10.0 + (data[starts[inside] + at] - 48.0)
    return values


def _month_words(data: NDArray[np.uint8], offsets: Ints) -> Floats:
    """The month that is named in letters, by its first three."""
    letters = (data | 0x20) - np.uint8(97) < 26
    starts, lengths = _runs(letters, offsets)
    rows = np.searchsorted(offsets, starts, side="right") - 1
    starts, rows = starts[lengths >= 3], rows[lengths >= 3]
    low = (data | 0x20).astype(np.int64)
    codes = (low[starts] << 16) | (low[starts + 1] << 8) | low[starts + 2]
    order = np.argsort(_CODES)
    at = np.minimum(np.searchsorted(_CODES[order], codes), len(order) - 1)
    known = _CODES[order][at] == codes
    months = np.full(len(offsets) - 1, np.nan)
    months[rows[known]] = order[at[known]] + 1.0
    return months


def _whole_day(hour: Floats, slab: Any, korean: bool) -> Floats:
    """Hours before and after noon as hours of the day."""
    if korean:
        after = pc.match_substring(slab, "오후").to_numpy(zero_copy_only=False)
        half = after | pc.match_substring(slab, "오전").to_numpy(zero_copy_only=False)
    else:
        marks = pc.utf8_lower(pc.utf8_slice_codeunits(pc.utf8_trim_whitespace(slab), -4))
        after = pc.match_substring_regex(marks, r"p\.?m\.?$").to_numpy(zero_copy_only=False)
        half = after | pc.match_substring_regex(marks, r"a\.?m\.?$").to_numpy(zero_copy_only=False)
    return np.where(half, np.where(hour > 12, np.nan, hour % 12) + 12.0 * after, hour)


def _without_zone(slab: Any) -> tuple[Any, Floats]:
    """The cells without their zone, and how many seconds it is ahead of UTC."""
    found = pc.extract_regex(slab, r"(?P<zone>(?i:\s*(?:Z|UTC|GMT|KST|[+-]\d{2}:?\d{2})))$")
    zones = pc.struct_field(found, "zone").dictionary_encode()
    ahead = np.array([*(_ahead(zone or "") for zone in zones.dictionary.to_pylist()), 0.0])
    codes = pc.fill_null(zones.indices, len(ahead) - 1).to_numpy(zero_copy_only=False)
    return pc.replace_substring_regex(slab, f"(?i){_ZONES.pattern}", ""), ahead[codes]


def _ahead(zone: str) -> float:
    zone = zone.strip().upper()
    if zone in _HOUR_OF:
        return 3600.0 * _HOUR_OF[zone]
    digits = zone[1:].replace(":", "")
    size = 3600.0 * int(digits[:2] or 0) + 60.0 * int(digits[2:] or 0)
    return -size if zone.startswith("-") else size


def _moments(parts: dict[str, Floats]) -> Floats:
    if "date" in parts:
        date = parts["date"]
        parts |= {"year": date // 10_000, "month": date // 100 % 100, "day": date % 100}
    if "quarter" in parts:
        parts["month"] = 3.0 * parts["quarter"] - 2.0
    clock = seconds_of_day(parts.get("hour", 0.0), parts.get("minute", 0.0), parts.get("second", 0.0))
    clock = clock + parts.get("fraction", 0.0)
    if "month" not in parts and "year" not in parts:
        return np.asarray(clock, np.float64)
    year = parts.get("year", 2000.0)
    return np.asarray(days(year, parts.get("month", 1.0), parts.get("day", 1.0)) * 86_400.0 + clock, np.float64)


def seconds_of_day(hour: Any, minute: Any, second: Any) -> Any:
    """Seconds since midnight, NaN where there is no such time; 24:00 is the end of the day."""
    total = 3600.0 * hour + 60.0 * minute + second
    bad = (total < 0) | (total > 86_400) | (np.asarray(minute) >= 60) | (np.asarray(second) > 60)
    return np.where(bad, np.nan, total)


def days(year: Any, month: Any, day: Any) -> Floats:
    """Days since 1970-01-01 in the Gregorian calendar, NaN where there is no such day (Hinnant, "chrono-Compatible
    Low-Level Date Algorithms", days_from_civil)."""
    year, month, day = np.broadcast_arrays(np.asarray(year, np.float64), month, day)
    valid = (month >= 1) & (month <= 12) & (day >= 1) & (year >= 0) & (year <= 9999)
    valid &= (np.floor(month) == month) & (np.floor(day) == day) & (np.floor(year) == year)
    y, m, d = (np.where(valid, part, 1).astype(np.int64) for part in (year, month, day))
    leap = (y % 4 == 0) & ((y % 100 != 0) | (y % 400 == 0))
    valid &= (d <= _DAYS[m]) & ((m != 2) | (d < 29) | leap)
    y = y - (m <= 2)
    era, of_era = np.divmod(y, 400)
    of_year = (153 * (m + np.where(m > 2, -3, 9)) + 2) // 5 + d - 1
    found = era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468
    return np.where(valid, found.astype(np.float64), np.nan)
