"""Values that stand for a missing one: far outside the rest of a column, and always exactly the same."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_USUAL = re.compile(r"-?(9{2,}(\.9+)?|9\.9{2,}|([1-8])\3{2,}|200|32768|32767|65535|1e\+?\d\d+|9\.96921e\+36)")
_AGAIN = 2  # times that it comes at least
_FAR, _FAR_USUAL = 3.0, 0.5  # times the span of the rest
_SIDES_MOST = 4  # different ones in a column
_LEVELS_LEAST = 4  # different values that the rest has: fewer are codes
_LOOK = 20_000


@dataclass(frozen=True)
class Sentinel:
    value: float
    count: int


def written(value: float) -> str:
    """A number as a person writes it: ``-999``, ``99.9``, ``1e+20``."""
    short = format(value, "g")
    return short if float(short) == value else repr(value)


def sentinels(numbers: Floats) -> list[Sentinel]:
    """Those in a column (N,), NaN where a cell is missing: the outermost is looked at first, as long as it is one."""
    found: list[Sentinel] = []
    rest = numbers[np.isfinite(numbers)]
    while len(found) < _SIDES_MOST and len(rest) and rest.min() < rest.max():
        each = _at(float(rest.min()), rest) or _at(float(rest.max()), rest)
        if each is None:
            return found
        found.append(each)
        rest = rest[rest != each.value]
    return found


def _at(end: float, rest: Floats) -> Sentinel | None:
    """The smallest or the largest number, if it is a sentinel."""
    there = rest == end
    count = int(there.sum())
    if count < _AGAIN:
        return None
    others = rest[~there]
    low, high, here = (float(each) / 8 for each in (others.min(), others.max(), end))  # differences are numbers, too
    gap, span = max(low - here, here - high), high - low
    usual = _USUAL.fullmatch(written(end)) is not None
    alone_below = usual and end < 0 <= low  # the only negative number of a quantity that has none
    if not alone_below and gap <= (_FAR_USUAL if usual else _FAR) * span:
        return None
    return Sentinel(end, count) if len(np.unique(others[:_LOOK])) >= _LEVELS_LEAST else None
