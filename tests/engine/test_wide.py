"""A file in which each row is a series is read so, from a known truth; one in which it is none is not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatescope.engine.config.data import ReadConfig, Task
from gatescope.engine.data.reading.series import cycles
from gatescope.engine.data.tables.dataset import Dataset, dataset_from_bytes
from gatescope.engine.protocol.found import FoundKind
from tests.engine.generated_wide import DATED, wide_file


def grid_of(dataset: Dataset, rows: int) -> np.ndarray:
    return dataset.column("value").reshape(rows, -1)


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    way=st.sampled_from(("none", "t", "counted")),
    rows=st.integers(12, 40),
    steps=st.integers(24, 60),
    label=st.sampled_from(("first", "last")),
    delimiter=st.sampled_from((",", "\t", ";", " ")),
)
def test_series_with_a_class(seed: int, way: str, rows: int, steps: int, label: str, delimiter: str) -> None:
    made = wide_file(seed, way, rows, steps, label, delimiter)
    opened = dataset_from_bytes(made.text.encode(), f"a{made.suffix}" if delimiter != " " else "a_TRAIN")
    data = opened.info.suggested.data
    assert (data.task, data.classes, data.inputs) == (Task.MANY_TO_ONE, True, ("value",))
    assert np.array_equal(grid_of(opened, rows), made.values)
    assert opened.columns[data.targets[0]].words().to_pylist()[::steps] == list(made.classes)
    assert opened.info.records.read == rows
    assert FoundKind.EACH_A_SERIES in {each.kind for each in opened.info.found}


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    way=st.sampled_from(DATED),
    rows=st.integers(1, 20),
    steps=st.integers(14, 60),
    delimiter=st.sampled_from((",", "\t", ";")),
)
def test_series_under_dates(seed: int, way: str, rows: int, steps: int, delimiter: str) -> None:
    made = wide_file(seed, way, rows, steps, "", delimiter)
    opened = dataset_from_bytes(made.text.encode(), f"a{made.suffix}")
    assert np.array_equal(grid_of(opened, rows), made.values)
    rhythm = {"iso": "daily", "us": "daily", "years": "yearly", "world-bank": "yearly", "months": "monthly"}
    assert opened.info.frequency == rhythm[way]
    assert opened.info.suggested.data.task is Task.NEXT
    assert opened.info.suggested.data.sequence == ("Country" if rows > 1 else "")


def test_it_is_undone() -> None:
    made = wide_file(1, "none", 20, 30, "first", "\t")
    undo = dataset_from_bytes(made.text.encode(), "a.tsv").info.found[0].undo
    assert undo is not None
    assert undo.path == "read.series"
    plain = dataset_from_bytes(made.text.encode(), "a.tsv", ReadConfig(series=False))
    assert (plain.rows, len(plain.info.columns)) == (20, 31)
    assert FoundKind.EACH_A_SERIES not in {found.kind for found in plain.info.found}


def test_rows_of_one_time_each_are_no_series() -> None:
    """Fourteen channels of one scale, measured together, and a state that stays for a while."""
    rng = np.random.default_rng(0)
    steps = np.cumsum(rng.normal(0, 0.1, (400, 14)), axis=0) + rng.normal(0, 1, 14)
    rows = [",".join([*(f"{cell:.3f}" for cell in row), str(at // 100 % 2)]) for at, row in enumerate(steps)]
    for head in ([], [",".join([*(f"x{at}" for at in range(14)), "state"])]):
        opened = dataset_from_bytes("\n".join([*head, *rows]).encode(), "a.csv")
        assert (opened.rows, len(opened.info.columns)) == (400, 15)


def test_a_person_may_say_that_it_is_one() -> None:
    rng = np.random.default_rng(0)
    text = "a,b,c\n" + "\n".join(",".join(f"{cell:.3f}" for cell in row) for row in rng.normal(0, 1, (20, 3)))
    assert dataset_from_bytes(text.encode(), "a.csv").rows == 20
    assert dataset_from_bytes(text.encode(), "a.csv", ReadConfig(series=True)).rows == 60


def test_series_end_where_their_values_do() -> None:
    lines = [
        ",".join([str(at % 2), *map(str, np.sin(np.arange(20 + at) / 4 + at)), *["NaN"] * (20 - at)])
        for at in range(12)
    ]
    opened = dataset_from_bytes("\n".join(lines).encode(), "a.csv")
    assert opened.rows == sum(20 + at for at in range(12))


MONTHS = "Year,Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec"


@pytest.mark.parametrize(
    ("header", "frequency", "count"),
    [
        (MONTHS, "monthly", 12),
        ("연도,1월,2월,3월,4월,5월,6월,7월,8월,9월,10월,11월,12월", "monthly", 12),
        ("Year,Q1,Q2,Q3,Q4", "quarterly", 4),
    ],
)
def test_parts_of_a_year_follow_one_another(header: str, frequency: str, count: int) -> None:
    rng = np.random.default_rng(3)
    values = np.round(rng.normal(0, 1, (20, count)), 2)
    totals = np.round(values.mean(axis=1), 2)
    rows = [f"{1990 + at},{','.join(map(str, row))},{totals[at]}" for at, row in enumerate(values)]
    opened = dataset_from_bytes("\n".join([f"{header},Mittel aller", *rows[::-1]]).encode(), "a.csv")
    assert opened.info.frequency == frequency
    assert np.array_equal(opened.column("value"), values.reshape(-1))
    assert [each.name for each in opened.info.columns] == ["time", "value"]
    assert opened.info.suggested.data.task is Task.NEXT
    told = {each.kind: each for each in opened.info.found}
    assert told[FoundKind.SUMMARIES].columns == ("Mittel aller",)


@pytest.mark.parametrize("names", [[f"{at}시" for at in range(1, 25)], [f"{at:02d}:00" for at in range(24)]])
def test_hours_of_days_follow_one_another_for_each_station(names: list[str]) -> None:
    rng = np.random.default_rng(3)
    values = np.round(rng.normal(0, 1, (2, 10, 24)), 2)
    rows = [
        ",".join([f"2024-01-{day + 1:02d}", f"S{station}", *map(str, values[station, day])])
        for day in range(10)
        for station in range(2)
    ]
    opened = dataset_from_bytes("\n".join([",".join(["Date", "Station", *names]), *rows]).encode(), "a.csv")
    assert (opened.info.frequency, opened.rows) == ("hourly", 480)
    assert opened.info.suggested.data.sequence == "Station"
    first = opened.column("value")[np.array(opened.columns["Station"].words().to_pylist()) == "S0"]
    assert np.array_equal(first, values[0].reshape(-1))


def test_a_month_has_the_days_it_has() -> None:
    header = ",".join(["month", *map(str, range(1, 32))])
    rows = [",".join([f"2023-{month:02d}", *(str(100 + month + at) for at in range(31))]) for month in range(1, 13)]
    opened = dataset_from_bytes("\n".join([header, *rows]).encode(), "a.csv")
    assert (opened.rows, opened.info.frequency, opened.info.last) == (365, "daily", "2023-12-31")


@pytest.mark.parametrize("name", ["J-D", "DJF", "Annual", "Total", "합계", "평균", "Mean"])
def test_sums_are_known_by_their_names(name: str) -> None:
    assert cycles.is_summary(name)
