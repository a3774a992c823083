"""The calendar, a whole column at a time: days since 1970 of dates, weeks and quarters; seconds of a clock."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_CENTURY = 69  # two digits from here on are 19.., as everywhere
_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def in_full(year: Any) -> Any:
    """Years of two digits with their century."""
    return year + np.where(year >= _CENTURY, 1900.0, 2000.0)


def day_of_year(year: Any, number: Any) -> Floats:
    """Days since 1970 of the day ``number`` (from 1) of a year, NaN where there is none."""
    found: Floats = days(year, 1.0, 1.0) + number - 1.0
    return np.where((number >= 1) & (found < days(year + 1.0, 1.0, 1.0)), found, np.nan)


def week_of_year(year: Any, number: Any, weekday: Any = 1.0) -> Floats:
    """Days since 1970 of a weekday (Monday is 1) of an ISO 8601 week: the first has the 4th of January."""
    fourth = days(year, 1.0, 4.0)
    monday = fourth - (fourth + 3.0) % 7.0
    valid = (number >= 1) & (number <= 53) & (weekday >= 1) & (weekday <= 7)
    return np.where(valid, monday + 7.0 * (number - 1.0) + weekday - 1.0, np.nan)


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
