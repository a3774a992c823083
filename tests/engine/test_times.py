"""Time columns, a whole column at a time: what they tell, how often rows come, where some are lacking."""

from datetime import datetime, timedelta, timezone
from random import Random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatescope.engine.data.columns import calendar_days
from gatescope.engine.data.columns.column import ColumnData
from gatescope.engine.data.columns.rhythm import pace
from gatescope.engine.data.columns.time_columns import find_times, looks_like_time
from gatescope.engine.data.columns.times import Times, read_strings, read_times

HOURS = [f"2020-01-{1 + at // 24:02} {at % 24:02}:00" for at in range(72)]
EPOCH = datetime(1970, 1, 1)
PATTERNS = (
    *("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y.%m.%d %H:%M:%S", "%Y년 %m월 %d일 %H:%M:%S"),
    *("%d-%b-%Y %H:%M:%S", "%B %d, %Y %H:%M:%S", "%Y%m%d %H:%M:%S", "%m/%d/%Y %I:%M:%S %p", "%Y-%m-%d %H:%M:%S.%f"),
)
dates = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31))


def cells(*written: str | None) -> ColumnData:
    return ColumnData(cells=pa.array(written, pa.string()))


def read(*written: str | None) -> Times:
    return read_times({"time": cells(*written)})


@pytest.mark.parametrize("pattern", PATTERNS)
@given(st.lists(dates, min_size=1, max_size=20))
def test_every_moment_is_the_one_that_python_reads(pattern: str, drawn: list[datetime]) -> None:
    written = [each.strftime(pattern) for each in [*drawn, datetime(2020, 12, 31)]]  # the last tells month from day
    expected = [(datetime.strptime(each, pattern) - EPOCH).total_seconds() for each in written]
    np.testing.assert_allclose(read_strings(pa.array(written))[0].seconds, expected, rtol=0, atol=1e-5)


@given(st.lists(dates, min_size=1, max_size=9), st.integers(-14 * 60, 14 * 60))
def test_zones(drawn: list[datetime], minutes: int) -> None:
    zone = timezone(timedelta(minutes=minutes))
    told = [each.replace(tzinfo=zone, microsecond=0) for each in drawn]
    written = [each.isoformat(sep=" ") for each in told]
    found = read_strings(pa.array(written))[0].seconds
    assert found.tolist() == [each.timestamp() for each in told]


@given(st.integers(0, 9999), st.integers(-1, 14), st.integers(-1, 33))
def test_days_are_those_of_the_calendar(year: int, month: int, day: int) -> None:
    try:
        expected = (datetime(year, month, day) - EPOCH).days
    except ValueError:
        expected = None
    found = float(calendar_days.days(float(year), float(month), float(day)))
    assert (None if np.isnan(found) else int(found)) == (expected if year else None) or not year


@given(st.lists(st.text(max_size=12) | st.sampled_from(HOURS), max_size=7))
def test_anything_can_stand_in_a_time_column(written: list[str]) -> None:
    found = read(*HOURS, *written)
    assert found.seconds[:72].tolist() == [1577836800.0 + 3600 * at for at in range(72)]
    assert len(found.seconds) == 72 + len(written)
    assert np.isnan(found.seconds[found.wrong]).all()


def test_bad_cells_are_told_apart_from_missing_ones() -> None:
    found = read(*HOURS[:4], "", None, "oops", "NA", "2020-02-30 00:00", *HOURS[9:])
    assert found.wrong.tolist() == [6, 8]
    assert np.flatnonzero(np.isnan(found.seconds)).tolist() == [4, 5, 6, 7, 8]
    assert (found.pace.frequency, found.pace.gaps) == ("hourly", 0)


def test_twenty_four_is_midnight() -> None:
    assert np.diff(read("2020-01-31 23:00", "2020-01-31 24:00", "2020-02-01 01:00").seconds).tolist() == [3600, 3600]
    assert np.isnan(read(*HOURS, "2020-01-31 24:30").seconds[-1])


def test_gaps_are_what_the_rhythm_lacks() -> None:
    found = read(*[hour for at, hour in enumerate(HOURS) if at not in (10, 11, 30)]).pace
    assert (found.frequency, found.gaps, found.before) == ("hourly", 3, (9, 27))


def test_falling_and_backwards() -> None:
    assert read(*HOURS[::-1]).pace.falling
    swapped = read(*HOURS[:5], HOURS[6], HOURS[5], *HOURS[7:]).pace
    assert (swapped.falling, swapped.backwards) == (False, 1)


@given(st.integers(1, 6), st.integers(10, 40), st.sets(st.integers(1, 8), max_size=3), st.booleans())
def test_gaps_of_sequences(count: int, length: int, gone: set[int], beside: bool) -> None:
    kept = np.array([at for at in range(length) if at not in gone], float)
    seconds, codes = np.tile(kept * 3600, count), np.repeat(np.arange(count), len(kept))
    if beside:
        order = np.argsort(seconds, kind="stable")
        seconds, codes = seconds[order], codes[order]
    found = pace(seconds, codes)
    if found.frequency == "hourly":
        assert found.gaps == count * len(gone)
    else:
        assert (np.diff(kept) == 1).mean() < 0.75  # too few steps agree


@pytest.mark.parametrize(
    ("unit", "step", "word"),
    [("M", 1, "monthly"), ("M", 3, "quarterly"), ("Y", 1, "yearly"), ("D", 7, "weekly"), ("h", 6, "6-hourly")],
)
def test_calendars_lack_what_they_lack(unit: str, step: int, word: str) -> None:
    stamps = np.arange("1990", "2040", step, dtype=f"M8[{unit}]")[:50]
    kept = np.delete(stamps, [7, 8, 20]).astype("M8[s]").astype(np.int64).astype(float)
    found = pace(kept)
    assert (found.frequency, found.gaps, found.before) == (word, 3, (6, 17))


@pytest.mark.parametrize(
    "numbers",
    [
        ["1013.2", "1012.8", "1011.5"],
        ["1", "2", "3"],
        ["2020.5", "2021.5", "2022.5"],
        ["3-2", "1-0", "2-2"],
        ["12", "13"],
    ],
)
def test_numbers_are_not_taken_for_times(numbers: list[str]) -> None:
    assert not looks_like_time(numbers * 5, "value")
    assert find_times({"value": numbers * 5}) == ()


def test_numbers_tell_the_time_where_their_name_says_so() -> None:
    stamps = [str(1_600_000_000 + 60 * at) for at in range(9)]
    assert find_times({"reading": stamps}) == ()
    assert find_times({"timestamp": stamps}) == ("timestamp",)
    told = read_times({"timestamp": ColumnData(np.array(stamps, float))})
    assert (told.pace.frequency, told.labels) == ("minutely", None)


def test_columns_that_tell_the_time_together() -> None:
    parts = {"no": list(range(48)), "year": [2020] * 48, "month": [2] * 48, "day": [28] * 24 + [29] * 24}
    parts["hour"] = list(range(24)) * 2
    names = find_times({name: [str(each) for each in values] for name, values in parts.items()})
    assert names == ("year", "month", "day", "hour")
    told = read_times({name: ColumnData(np.array(parts[name], float)) for name in names})
    assert (told.pace.frequency, told.pace.gaps, told.labels[24].as_py()) == ("hourly", 0, "2020-02-29 00:00")


def test_a_clock_alone_goes_on_over_midnight() -> None:
    told = read("22:00", "23:00", "00:00", "01:00")
    assert np.diff(told.seconds).tolist() == [3600.0] * 3


# ---- what nothing but the cells tells -------------------------------------------------------------------------------


def serial_days(count: int, hours: int) -> list[str]:
    return [f"{44_000 + at * hours / 24:.6f}" for at in range(count)]


def short_digits(first: str, count: int) -> list[str]:
    start = np.datetime64(first)
    return [f"{day.astype(object):%y%m%d}" for day in start + np.arange(count)]


@given(st.integers(12, 60), st.sampled_from((1, 3, 6)), st.randoms(use_true_random=False))
def test_serial_days_without_a_name_are_told_by_their_even_distances(count: int, hours: int, random: Random) -> None:
    written = serial_days(count, hours)
    random.shuffle(written)
    assert looks_like_time(written, "column 1")
    assert not looks_like_time(written, "value")


@given(st.randoms(use_true_random=False))
def test_measured_values_of_that_size_are_no_serial_days(random: Random) -> None:
    written = [f"{random.randint(440_000, 440_400) / 10}" for _ in range(400)]  # all tenths come: evenly, and again
    assert not looks_like_time(written, "column 1")


def test_six_digits_without_a_name_are_days_where_they_leap_from_month_to_month() -> None:
    assert looks_like_time(short_digits("1997-05-08", 45), "column 1")
    assert not looks_like_time(short_digits("1997-05-01", 31), "column 1")  # 970501 … 970531 only count
    assert not looks_like_time([str(970_508 + at) for at in range(45)], "column 1")


@pytest.mark.parametrize("turned", [0, 5, 17])
def test_months_with_years_stay_so_when_the_last_ones_come_first(turned: int) -> None:
    months = np.arange("2012-01", "2014-10", dtype="M8[M]")
    written = [f"{month.astype(object):%b-%y}" for month in np.roll(months, turned)]
    found = read(*written)
    assert np.array_equal(found.seconds, np.roll(months, turned).astype("M8[s]").astype(float))


def test_days_of_months_stay_so() -> None:
    days = np.arange("2001-11-20", "2002-01-15", dtype="M8[D]")
    found = read(*(f"{day.astype(object):%b-%d}" for day in days)).seconds
    assert set(np.diff(found)) == {86_400.0}
