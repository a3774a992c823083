"""What time columns tell: the moments of all rows, how they are named, and what could not be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gatescope.engine.config.data import DATE_ORDERS, ReadConfig
from gatescope.engine.data.columns import digits
from gatescope.engine.data.columns import time_parts as parts
from gatescope.engine.data.columns.calendar_days import Floats, Ints
from gatescope.engine.data.columns.cells import MISSING, numbers
from gatescope.engine.data.columns.moments import YEAR, WrittenMoments, read_cells, unwrapped
from gatescope.engine.data.columns.orders import OrderReading, readings
from gatescope.engine.data.columns.rhythm import DAY, Rhythm, pace
from gatescope.engine.data.columns.styles import is_pattern

SAMPLE = 1000  # cells at either end that tell how a column is written
_COMMA = ReadConfig(decimal=",", thousands="")


class TimeCells(Protocol):
    """A column: ``numbers`` float64 (N,), or else ``cells``, a pyarrow array of strings."""

    @property
    def numbers(self) -> Floats | None: ...

    @property
    def cells(self) -> Any: ...


@dataclass(frozen=True)
class Custom:
    """What helps to read dates: the order, or the pattern, that a person named (``dates``), and whether the numbers of
    the file have decimal commas."""

    dates: str = ""
    comma: bool = False

    @classmethod
    def of(cls, read: ReadConfig) -> "Custom":
        """What the settings of the reading say of it."""
        return cls(read.dates, read.decimal == ",")

    @property
    def pattern(self) -> str:
        return self.dates if self.dates not in DATE_ORDERS and is_pattern(self.dates) else ""


PLAIN = Custom()


@dataclass(frozen=True, eq=False)
class Times:
    """When rows are: ``seconds`` (N,) since 1970, NaN where that cannot be read. ``labels`` name the rows (a pyarrow
    array of strings), None where the cells of the one column do. ``wrong`` (≥ 0,) are the rows whose cells are no
    times, and not empty. ``readings``: how the dates are read and, behind that, how else they could be."""

    seconds: Floats
    labels: Any
    wrong: Ints
    readings: tuple[OrderReading, ...] = ()

    @cached_property
    def pace(self) -> Rhythm:
        """The rhythm of the rows as they stand."""
        return pace(self.seconds)

    def without(self, rows: Ints) -> "Times":
        """What they tell of the other rows."""
        kept = np.ones(len(self.seconds), bool)
        kept[rows] = False
        wrong = self.wrong[kept[self.wrong]]
        return Times(
            self.seconds[kept],
            None if self.labels is None else self.labels.filter(pa.array(kept)),
            wrong - np.searchsorted(rows, wrong),
            tuple(OrderReading(each.order, each.seconds[kept]) for each in self.readings),
        )

    @property
    def doubtful(self) -> bool:
        """Whether day, month and year could change places."""
        return len(self.readings) > 1


def read_times(columns: Mapping[str, TimeCells], custom: Custom = PLAIN) -> Times:
    """The moments that ``columns``, chosen by ``find_times`` or by a person, tell together.

    A date takes what the other columns add to it: a clock, hours. Cells that cannot be read are NaN."""
    known = parts.parts_of({name: sample(column) for name, column in columns.items()})
    (name, first), *more = columns.items()
    finest = ""
    if more and name == known.get("year"):
        seconds, finest = parts.seconds_of({part: _part(part, columns[each]) for part, each in known.items()})
        for each in columns.keys() - set(known.values()):
            clock = of_day(columns[each])
            seconds, finest = seconds + clock, _finest(clock)
        found: tuple[OrderReading, ...] = (OrderReading("", seconds),)
    else:
        clock = np.zeros(1)
        for each, column in more:
            added, finest = _added(each, column, known)
            clock = clock + added
        found = _read(first, custom, clock)
    seconds = found[0].seconds
    serial = not more and (reader := digits.reads(sample(first))) is not None and reader.serial
    labels = _labels(seconds, finest or _finest(seconds)) if more or serial else None
    return Times(seconds, labels, _wrong(seconds, columns), found)


def _part(part: str, column: TimeCells) -> Floats:
    values = _numbers(column)
    if part == "month" and column.cells is not None and not np.isfinite(values).any():
        return parts.month_numbers(column.cells)
    return values


def _added(name: str, column: TimeCells, known: Mapping[str, str]) -> tuple[Floats, str]:
    """The seconds that a further column adds to a date, and the finest part of time it tells."""
    part = next((part for part, each in known.items() if each == name), "")
    if part in ("hour", "minute", "second", "clock"):
        return parts.added(part, _numbers(column)), part
    seconds = of_day(column)
    return seconds, _finest(seconds)


def of_day(column: TimeCells) -> Floats:
    """The seconds since midnight of a column of clocks."""
    if column.cells is None:
        return np.full(len(_numbers(column)), np.nan)
    return readings(read_cells(column.cells), clock=True)[0].seconds


def _finest(seconds: Floats) -> str:
    return "second" if (seconds[np.isfinite(seconds)] % 60).any() else "minute"


def _read(column: TimeCells, custom: Custom, clock: Floats) -> tuple[OrderReading, ...]:
    """The seconds of one column and of the ``clock`` beside it, in each way in which it can be read."""
    reader = None if custom.pattern else digits.reads(sample(column))
    if reader is not None:
        return (OrderReading("", digits.seconds(_numbers(column), reader) + clock),)
    if column.cells is None and not custom.pattern:
        return (OrderReading("", np.full(len(_numbers(column)), np.nan)),)
    cells = column.cells if column.cells is not None else _words(column)
    return read_strings(cells, custom, beside=clock)


def read_strings(
    cells: Any, custom: Custom = PLAIN, *, clock: bool = False, beside: Floats | None = None
) -> tuple[OrderReading, ...]:
    """The moments of written cells, a pyarrow array (N,), in each way in which they can be read, the best one first.
    ``clock``: the column is called a time of day; ``beside`` (N,) or (1,): the seconds that others add to its dates."""
    written = _written(cells, custom)
    found = readings(written, custom.dates, comma=custom.comma, clock=clock, beside=beside)
    if 2 * max(written.clocks, written.yearless) <= len(cells) and found[0].order != "clock":
        return found
    period = YEAR if written.yearless else DAY
    return tuple(OrderReading(each.order, unwrapped(each.seconds, period)) for each in found)


def _written(cells: Any, custom: Custom) -> WrittenMoments:
    """Short ways of writing are tried where the others read less than half."""
    if custom.pattern:
        return read_cells(cells, pattern=custom.pattern)
    found = read_cells(cells)
    read = int(np.isfinite(found.seconds).sum()) + sum(len(each.rows) for some in found.open.values() for each in some)
    return found if 2 * read >= len(cells) else read_cells(cells, short=True)


def _words(column: TimeCells) -> Any:
    return pa.array([f"{value:.0f}" if np.isfinite(value) else None for value in _numbers(column)], pa.string())


def sample(column: TimeCells) -> list[str]:
    """Cells from both ends as written, missing ones left out."""
    if column.cells is None:
        values = np.zeros(0) if column.numbers is None else column.numbers
        ends = np.concatenate((values[:SAMPLE], values[SAMPLE:][-SAMPLE:]))
        return [f"{value:.0f}" if value.is_integer() else repr(value) for value in ends[np.isfinite(ends)].tolist()]
    cells = column.cells
    both = [*cells.slice(0, SAMPLE).to_pylist(), *cells.slice(max(SAMPLE, len(cells) - SAMPLE)).to_pylist()]
    return known_of([cell for cell in both if cell is not None])


def known_of(cells: Sequence[str]) -> list[str]:
    """The cells that are not missing, without blanks around them."""
    return [cell.strip() for cell in cells if cell.strip().lower() not in MISSING]


def _numbers(column: TimeCells) -> Floats:
    if column.numbers is not None:
        return column.numbers
    found = numbers(column.cells)
    if not len(found.wrong):
        return found.values
    other = numbers(column.cells, _COMMA)  # a note among them is no number in either way
    return found.values if len(found.wrong) <= len(other.wrong) else other.values


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
            empty = np.asarray(pc.or_(pc.is_null(words), pc.is_in(words, value_set=pa.array(MISSING, pa.string()))))
        unknown = unknown[~empty]
    return unknown


def _labels(seconds: Floats, finest: str) -> Any:
    """ISO names of moments as far as they are told; null where unknown."""
    unknown = np.isnan(seconds)
    stamps = pa.array(np.where(unknown, 0, seconds).astype("M8[s]"), mask=unknown)
    return pc.utf8_slice_codeunits(pc.cast(stamps, pa.string()), 0, parts.PRECISION[finest])


def named(seconds: Floats) -> list[str]:
    """ISO names of moments, of days alone where all are, of clocks alone where there is no day; '' where unknown."""
    known = seconds[np.isfinite(seconds)]
    clocks = len(known) > 0 and known.min() >= 0 and known.max() < DAY
    finest = "day" if not (known % DAY).any() else _finest(seconds)
    names = (name or "" for name in _labels(seconds, finest).to_pylist())
    return [name[parts.PRECISION["day"] + 1 :] if clocks else name for name in names]


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
    seconds = read_strings(pa.array(known, pa.string()))[0].seconds
    return [float(each) for each in seconds[np.isfinite(seconds)]]
