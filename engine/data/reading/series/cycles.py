"""Columns that are the months of a year, the hours of a day …: the table of their names, and the moments they make."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.data.columns.names import MONTH_OF

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
DAY = 86_400
_NUMBERED = r"(?:{words})?[ _.-]?0?(\d{{1,2}})(?:{words}|st|nd|rd|th)?"
_CLOCK = re.compile(r"(?:\D{0,3}\s?)(\d{1,2})[:h.](\d\d)(?::00)?(?:\s?-.*)?")
_SUMMARIES = re.compile(
    r"total|sum|mean|average|avg|annual|ann|year|yr|j-d|d-n|djf|mam|jja|son|metann|winter|spring|summer|autumn|fall|"
    r"(jan|dec)[-–](dec|nov)|q[1-4]|h[12]|ytd|min|max|합계|소계|계|평균|연평균|연간|총계|summe|mittel|jahr|moyenne|année|media|"
    r"anual|annuale|totale|合計|平均|年平均|全年",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Cycle:
    """``words`` stand beside the number in a column's name, ``count`` columns make the cycle. ``base`` is the unit in
    which the records count (numpy's letter), ``step`` that of the columns, ``first`` the number of the first column;
    ``bare``: names may be numbers alone."""

    words: str
    count: int
    base: str
    step: str
    size: int = 1
    firsts: tuple[int, ...] = (1,)


CYCLES = (
    Cycle(r"m|month|mon|월|月|月份", 12, "Y", "M"),
    Cycle(r"q|qtr|quarter|분기|四半期|季度|t", 4, "Y", "M", 3),
    Cycle(r"d|day|tag|일|日", 31, "M", "D"),
    Cycle(r"h|hr|hour|he|hora|stunde|시|時|点|t", 24, "D", "h", 1, (0, 1)),
)


@dataclass(frozen=True)
class CycleColumns:
    """``at`` are the places of the columns in their order, ``offsets`` how many of ``unit`` each lies behind the
    beginning of its record, which counts in ``base``."""

    at: tuple[int, ...]
    offsets: tuple[int, ...]
    base: str
    unit: str


def cycle_in(names: Sequence[str]) -> CycleColumns | None:
    """The longest run of columns whose names are those of a cycle, whole and in its order."""
    return _months(names) or _numbered(names) or _clocks(names)


def is_summary(name: str) -> bool:
    """Whether a column is called a sum or a mean of others."""
    return bool(_SUMMARIES.fullmatch(name.strip().rstrip(".")))


def _months(names: Sequence[str]) -> CycleColumns | None:
    numbers = [MONTH_OF.get(name.strip().lower().rstrip("."), -9) for name in names]
    return _run(numbers, CYCLES[0])


def _numbered(names: Sequence[str]) -> CycleColumns | None:
    for cycle in CYCLES:
        pattern = re.compile(_NUMBERED.format(words=cycle.words), re.IGNORECASE)
        found = [pattern.fullmatch(name.strip()) for name in names]
        numbers = [int(each[1]) if each is not None else -9 for each in found]
        if made := _run(numbers, cycle):
            return made
    return None


def _run(numbers: Sequence[int], cycle: Cycle) -> CycleColumns | None:
    for first in cycle.firsts:
        wanted = list(range(first, first + cycle.count))
        for at in range(len(numbers) - cycle.count + 1):
            beyond = [*numbers[max(0, at - 1) : at], *numbers[at + cycle.count : at + cycle.count + 1]]
            if list(numbers[at : at + cycle.count]) == wanted and not {first - 1, wanted[-1] + 1} & set(beyond):
                offsets = tuple((number - (first if cycle.base != "D" else 0)) * cycle.size for number in wanted)
                return CycleColumns(tuple(range(at, at + cycle.count)), offsets, cycle.base, cycle.step)
    return None


def _clocks(names: Sequence[str]) -> CycleColumns | None:
    """``00:00`` … ``23:30``, evenly spaced through a day."""
    found = [_CLOCK.fullmatch(name.strip()) for name in names]
    minutes = [60 * int(each[1]) + int(each[2]) if each is not None else -1 for each in found]
    at = [place for place, each in enumerate(minutes) if each >= 0]
    if len(at) < 4 or at != list(range(at[0], at[0] + len(at))):
        return None
    steps = np.diff([minutes[each] for each in at])
    if len(set(steps.tolist())) != 1 or steps[0] <= 0 or steps[0] * len(at) != 24 * 60:
        return None
    return CycleColumns(tuple(at), tuple(minutes[each] for each in at), "D", "m")


def moments_of(found: CycleColumns, seconds: Floats) -> tuple[NDArray[np.datetime64], NDArray[np.bool_]]:
    """The moments (R, C) of a table's cells whose records begin at ``seconds`` (R,), and which of them there are: a
    month has no day 31, and a record without a time no moments."""
    known = np.isfinite(seconds)
    base = np.where(known, seconds, 0).astype("M8[s]").astype(f"M8[{found.base}]")
    made = base.astype(f"M8[{found.unit}]")[:, None] + np.array(found.offsets)[None, :]
    there = np.broadcast_to(known[:, None], made.shape)
    if found.base == "M":
        there = there & (made.astype("M8[M]") == base[:, None])
    return made, there
