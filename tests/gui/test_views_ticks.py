import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gatescope.gui.kit.live_numbers import level, power, share, signed
from gatescope.gui.kit.ticks import left_of, ticks


def wide(text):
    return 6.5 * len(text)


def hours(start, steps, hours_apart):
    moment = datetime.datetime.fromisoformat(start)
    return [str(moment + datetime.timedelta(hours=hours_apart * i)) for i in range(steps)]


labels = st.one_of(
    st.builds(lambda first, n: [str(first + i) for i in range(n)], st.integers(0, 10**6), st.integers(1, 3000)),
    st.builds(
        lambda day, n, apart: hours(day.isoformat(), n, apart),
        st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)),
        st.integers(1, 900),
        st.sampled_from([0.25, 1, 24, 24 * 7, 24 * 31]),
    ),
    st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=12), min_size=1, max_size=300),
)


@given(labels, st.integers(50, 4000))
def test_names_never_touch_and_stay_within_the_axis(names, width):
    column = width / len(names)
    chosen = ticks(names, column, wide)
    spans = [(left_of(t, wide(name), column, len(names)), wide(name)) for t, name in chosen]
    assert chosen
    assert all(b[0] - (a[0] + a[1]) >= 15.9 for a, b in pairwise(spans))
    assert all(t < u for (t, _), (u, _) in pairwise(chosen))
    assert all(start >= 0 for start, _ in spans)
    assert all(start + w <= width + 1e-6 or w > width for start, w in spans)
    assert all(name in names[t] for t, name in chosen)


def test_months_over_years_are_named_by_year():
    months = [f"{1956 + i // 12}-{i % 12 + 1:02}" for i in range(59)]
    assert ticks(months, 732 / 59, wide) == ((12, "1957"), (24, "1958"), (36, "1959"), (48, "1960"))


def test_hours_of_two_days_are_named_by_day_then_by_hour():
    assert ticks(hours("2016-07-01 20:00:00", 48, 1), 15, wide) == ((4, "2016-07-02"), (28, "2016-07-03"))
    by_hour = ticks(hours("2016-07-01 00:00:00", 12, 1), 60, wide)
    assert by_hour[0] == (1, "01:00") or by_hour[0][1].startswith("01")
    assert len(by_hour) == 11


def test_row_numbers_are_named_at_round_ones():
    assert [name for _, name in ticks([str(i) for i in range(93, 193)], 7, wide)] == ["100", "110", "120", "130", "140",
        "150", "160", "170", "180", "190"]  # fmt: skip


def test_one_column_has_its_name():
    assert ticks(["7"], 700, wide) == ((0, "7"),)
    assert ticks([], 700, wide) == ()


def test_numbers_are_written_for_people():
    assert [share(v) for v in (0, 0.2468, 1, 0.00021, float("nan"))] == ["0.000", "0.247", "1.00", "0.000", "–"]
    assert [signed(v) for v in (0.2468, -1.254, -0.0001, 31.24)] == ["+0.247", "−1.25", "−0.000", "+31.2"]
    assert [signed(v) for v in (float("nan"), float("inf"), float("-inf"), 3e12)] == ["–", "+∞", "−∞", "+3.00e+12"]
    assert [power(e) for e in (-3, -1, 0, 1, 3, -7, 9)] == ["0.001", "0.1", "1", "10", "1,000", "1e−7", "1e9"]
    assert (level(-20), level(0.5)) == ("−20", "0.5")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_is_short(value):
    assert len(signed(value)) <= 11
    assert "-" not in signed(value)
