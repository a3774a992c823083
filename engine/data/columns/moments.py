"""A column of written moments as seconds since 1970: cells of one shape are read together, without a loop over rows.

Where the order of day, month and year is open, the parts are kept until all the evidence is there (see ``orders``)."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from gatescope.engine.data.columns.calendar_days import (
    Floats,
    Ints,
    day_of_year,
    days,
    in_full,
    seconds_of_day,
    week_of_year,
)
from gatescope.engine.data.columns.styles import MONTH, Style, style_of

DAY = 86_400.0
YEARLESS = 2000.0  # the year of a date without one: a leap year
YEAR = 366.0 * DAY  # that one
_SLAB = 1 << 18  # rows at a time, so that what is in between stays in the processor's cache
_CHUNK_LEAST = 1000  # rows of a chunk, in the mean, that is worth being looked at by itself
_SHAPES_MOST = 4096  # different shapes of a slab that are looked at
_SHAPE = np.arange(256, dtype=np.uint8)
_SHAPE[ord("0") : ord("9") + 1] = ord("0")
_SHAPE[ord("A") : ord("Z") + 1] |= 0x20
Bytes = NDArray[np.uint8]
Key = tuple[
    str, bool, bool
]  # the mark between the parts, whether the year is in full, whether a clock stands there too


@dataclass(frozen=True, eq=False)
class Open:
    """Dates at some ``rows`` whose parts ``a``, ``b``, ``c`` come in an order that is open; ``clock`` are their seconds
    of the day. ``in_full``: ``c`` is a year of four digits. ``digits``: how many ``a`` and ``c`` are written with."""

    rows: Ints
    a: Floats
    b: Floats
    c: Floats
    clock: Floats
    in_full: bool
    digits: tuple[int, int]

    def seconds(self, order: str) -> Floats:
        """The moments when the parts are in ``order``: ``dmy``, ``mdy``, ``ymd`` or ``hms``; of a month with a number,
        ``my`` or ``md``."""
        if order == "hms":
            return np.asarray(seconds_of_day(self.a, self.b, self.c), np.float64)
        if order in ("my", "md"):
            return days(*((in_full(self.a), self.b, 1.0) if order == "my" else (YEARLESS, self.b, self.a))) * DAY
        year, month, day = {"dmy": (self.c, self.b, self.a), "mdy": (self.c, self.a, self.b)}.get(
            order, (self.a, self.b, self.c)
        )
        if not self.in_full:
            if self.digits[0 if order == "ymd" else 1] != 2:
                return np.full(len(self.rows), np.nan)
            year = in_full(year)
        return days(year, month, day) * DAY + self.clock


@dataclass(frozen=True, eq=False)
class WrittenMoments:
    """``seconds`` (N,) since 1970, NaN where a cell is no moment or its order is ``open``, by the mark between the
    parts and whether the year is written in full. ``clocks`` and ``yearless`` count the cells that tell a time of day
    alone, or a date without a year."""

    seconds: Floats
    open: Mapping[Key, list[Open]]
    clocks: int = 0
    yearless: int = 0

    def in_order(self, orders: Mapping[Key, str]) -> Floats:
        """All moments, with the order of each kind of open ones."""
        if not self.open:
            return self.seconds
        result = self.seconds.copy()
        for key, several in self.open.items():
            for each in several:
                result[each.rows] = each.seconds(orders[key])
        return result


@dataclass
class _Found:
    open: dict[Key, list[Open]] = field(default_factory=lambda: defaultdict(list))
    clocks: int = 0
    yearless: int = 0


def read_cells(cells: Any, short: bool = False, pattern: str = "") -> WrittenMoments:
    """The moments in a pyarrow array of strings; a clock alone counts from midnight, a zone is taken into account.
    ``short``: what looks like a range or a number is read, too. ``pattern``: the one way of writing that a person
    named."""
    result, found = np.empty(len(cells)), _Found()

    def read(place: tuple[int, Any]) -> _Found:
        start, slab = place
        moments: NDArray[Any] | None = None if short or pattern else _of_iso(slab)
        here = _Found()
        if moments is None:
            moments = _of_slab(pc.fill_null(slab.cast(pa.large_string()), ""), start, here, short, pattern)
        result[start : start + len(slab)] = moments
        return here

    if len(cells) <= _SLAB:
        pieces = list(map(read, _slabs(cells)))
    else:
        with ThreadPoolExecutor(2, "moments") as pool:
            pieces = list(pool.map(read, _slabs(cells)))
    for piece in pieces:
        found.clocks += piece.clocks
        found.yearless += piece.yearless
        for key, several in piece.open.items():
            found.open[key] += several
    return WrittenMoments(result, dict(found.open), found.clocks, found.yearless)


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
    if len(slab) and not slab.null_count and _may_be_iso(slab[0].as_py()):
        with suppress(pa.ArrowInvalid):
            moments: Ints = pc.cast(slab, pa.timestamp("s")).cast(pa.int64()).to_numpy()
            return moments
    return None


def _may_be_iso(cell: str) -> bool:
    return len(cell) <= 20 and cell[4:5] == "-" and cell[7:8] == "-" and cell[:4].isdecimal()


def _of_slab(slab: Any, start: int, found: _Found, short: bool, pattern: str) -> Floats:
    data, offsets = _bytes_of(slab)
    shapes = pa.LargeStringArray.from_buffers(len(slab), pa.py_buffer(offsets), pa.py_buffer(_SHAPE[data]))
    encoded = shapes.dictionary_encode()
    texts: list[str] = encoded.dictionary.to_pylist()
    result = np.full(len(slab), np.nan)
    for text, rows in _by_shape(texts, encoded.indices.to_numpy()):
        style = style_of(text, short, pattern)
        if style is None:
            continue
        digits = _Digits(text, data, offsets, rows)
        if style.mark:
            found.open[style.mark, "year" in style.fields, style.has_clock].append(_open(style, digits, start))
        else:
            result[slice(None) if rows is None else rows] = _seconds(style, digits)
            found.clocks += style.is_clock * digits.count
            found.yearless += (not style.is_clock and not style.has_year) * digits.count
    return result


def _by_shape(texts: list[str], codes: NDArray[np.int32]) -> Iterator[tuple[str, Ints | None]]:
    """Each shape with the rows that have it, None when all have; of very many the most frequent."""
    if len(texts) == 1:
        yield texts[0], None
        return
    narrow = codes.astype(np.int16) if len(texts) < 1 << 15 else codes  # sixteen bits are sorted far faster
    order = np.argsort(narrow, kind="stable")
    counts = np.bincount(codes, minlength=len(texts))
    ends = np.cumsum(counts)
    kept = range(len(texts)) if len(texts) <= _SHAPES_MOST else np.argsort(-counts)[:_SHAPES_MOST].tolist()
    for at in kept:
        yield texts[at], order[ends[at] - counts[at] : ends[at]]


def _bytes_of(slab: Any) -> tuple[Bytes, Ints]:
    _, offsets, data = slab.buffers()
    ends = np.frombuffer(offsets, np.int64)[slab.offset : slab.offset + len(slab) + 1]
    raw = np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)
    return raw[ends[0] : ends[-1]], ends - ends[0]


class _Digits:
    """The digits of cells of one shape; ``rows`` None: of all."""

    def __init__(self, shape: str, data: Bytes, offsets: Ints, rows: Ints | None) -> None:
        length = int(offsets[1])
        self.rows = np.arange(len(offsets) - 1) if rows is None else rows
        self.count = len(self.rows)
        self._places = range(len(shape) + 1)
        if not shape.isascii():
            self._places = [len(shape[:at].encode()) for at in self._places]  # type: ignore[assignment]
        if rows is None:
            self._at: Callable[[int], Bytes] = lambda place: data[place::length]
        else:
            starts = offsets[rows]
            self._at = lambda place: data[starts + place]

    def number(self, span: tuple[int, int]) -> Floats:
        """The number at the characters ``span`` of each cell (n,)."""
        result = np.zeros(self.count)
        for place in range(*span):
            result = result * 10.0 + (self._at(self._places[place]) - 48.0)
        return result


def _open(style: Style, digits: _Digits, start: int) -> Open:
    if style.mark == MONTH:
        a, month = digits.number(style.fields["a"]), np.full(digits.count, float(style.month))
        return Open(digits.rows + start, a, month, a, np.zeros(digits.count), False, (2, 2))
    a, b = (digits.number(style.fields[part]) for part in "ab")
    whole = "year" in style.fields
    span = style.fields["year" if whole else "c"]
    lengths = style.fields["a"][1] - style.fields["a"][0], span[1] - span[0]
    return Open(digits.rows + start, a, b, digits.number(span), _clock(style, digits), whole, lengths)


def _seconds(style: Style, digits: _Digits) -> Floats:
    return _day(style, digits) * DAY + _clock(style, digits)


def _day(style: Style, digits: _Digits) -> Floats | float:
    """The day since 1970 that a closed style tells; 0 for a clock alone."""
    if style.is_clock:
        return 0.0
    fields = style.fields
    year: Floats | float = YEARLESS
    if "year" in fields:
        year = digits.number(fields["year"])
        year = in_full(year) if fields["year"][1] - fields["year"][0] <= 2 else year
    if "of_year" in fields:
        return day_of_year(year, digits.number(fields["of_year"]))
    if "week" in fields:
        return week_of_year(
            year, digits.number(fields["week"]), digits.number(fields["weekday"]) if "weekday" in fields else 1.0
        )
    month: Floats | float = float(style.month or 1)
    if "month" in fields:
        month = digits.number(fields["month"])
    elif "quarter" in fields:
        month = 3.0 * digits.number(fields["quarter"]) - 2.0
    elif "half_year" in fields:
        month = 6.0 * digits.number(fields["half_year"]) - 5.0
    return days(year, month, digits.number(fields["day"]) if "day" in fields else 1.0)


def _clock(style: Style, digits: _Digits) -> Floats:
    """The seconds after the midnight of a style's day, in UTC where a zone is told."""
    fields = style.fields
    if "hour" not in fields:
        return np.zeros(digits.count)
    hour, minute, second = (
        digits.number(fields[part]) if part in fields else 0.0 for part in ("hour", "minute", "second")
    )
    if style.half is not None:
        hour = np.where(hour > 12, np.nan, hour % 12 + style.half)
    result = np.asarray(seconds_of_day(hour, minute, second), np.float64) - style.zone
    if "fraction" in fields:
        first, last = fields["fraction"]
        result = result + digits.number((first, last)) / 10.0 ** (last - first)
    if style.sign:
        ahead = sum(
            size * digits.number(fields[part])
            for part, size in (("zone_hour", 3600.0), ("zone_minute", 60.0))
            if part in fields
        )
        result = result - style.sign * ahead
    return result


def unwrapped(seconds: Floats, period: float) -> Floats:
    """Times of day, or dates without a year, as moments: where one is much earlier than the one before, a day (a year)
    has passed; where most are earlier than the one before, the newest comes first."""
    known = np.flatnonzero(np.isfinite(seconds))
    steps = np.diff(seconds[known])
    near = steps[np.abs(steps) <= period / 2]
    result = seconds.copy()
    if (near < 0).sum() > (near > 0).sum():
        result[known[1:]] -= period * np.cumsum(steps > period / 2)
    else:
        result[known[1:]] += period * np.cumsum(steps < -period / 2)
    return result
