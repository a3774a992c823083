"""Moments written as one number: a year, a date without separators, seconds since 1970 and fractions of them."""

import re
from collections.abc import Callable, Sequence

import numpy as np

from gatescope.engine.data.columns.moments import Floats, days, seconds_of_day

Reader = Callable[[Floats], Floats]
_NUMBER = re.compile(r"\d{4,19}(?:\.\d*)?", re.ASCII)
_DAY = 86_400.0
_RISING = 0.75  # of the steps; the rows of several sequences fall where one ends


def _calendar(length: int) -> Reader:
    """Reads ``YYYY``, ``YYYYMM`` … ``YYYYMMDDHHMMSS``, by the number of digits."""

    def read(numbers: Floats) -> Floats:
        rest = numbers.copy()
        parts = []
        for _ in range((length - 4) // 2):
            rest, part = np.divmod(rest, 100.0)
            parts.append(part)
        fields: list[Floats | float] = [1.0, 1.0, 0.0, 0.0, 0.0]
        fields[: len(parts)] = parts[::-1]
        moments: Floats = days(rest, fields[0], fields[1]) * _DAY + seconds_of_day(*fields[2:])
        return moments

    return read


def _since_1970(per_second: float) -> Reader:
    return lambda numbers: numbers / per_second


_READERS: tuple[tuple[float, float, Reader], ...] = (
    (1000, 2500, _calendar(4)),
    (190_001, 220_012, _calendar(6)),
    (19_000_101, 22_001_231, _calendar(8)),
    (1_900_010_100, 2_100_123_124, _calendar(10)),
    (190_001_010_000, 220_012_312_400, _calendar(12)),
    (19_000_101_000_000, 22_001_231_240_000, _calendar(14)),
    (100_000_000, 10_000_000_000, _since_1970(1.0)),
    (100_000_000_000, 10_000_000_000_000, _since_1970(1e3)),
    (100_000_000_000_000, 10_000_000_000_000_000, _since_1970(1e6)),
    (100_000_000_000_000_000, 10_000_000_000_000_000_000, _since_1970(1e9)),
)
_VALID = 0.9


def reads(cells: Sequence[str]) -> Reader | None:
    """What makes moments of the numbers in ``cells``; None when they are no moments, or do not go on in time."""
    numbers = np.array([float(cell) for cell in cells if _NUMBER.fullmatch(cell)])
    if len(numbers) < max(1.0, _VALID * len(cells)):
        return None
    steps = np.diff(numbers)
    if not len(steps) or max((steps >= 0).mean(), (steps <= 0).mean()) < _RISING or not steps.any():
        return None
    low, high = np.quantile(numbers, (0.05, 0.95), method="nearest")
    for least, most, reader in _READERS:
        if least <= low and high <= most and np.isfinite(reader(numbers)).mean() >= _VALID:
            return reader
    return None


def seconds(numbers: Floats, reader: Reader) -> Floats:
    """Numbers (N,) as seconds since 1970, NaN where one is no moment."""
    moments: Floats = reader(np.where(numbers < 0, np.nan, numbers))
    return moments
