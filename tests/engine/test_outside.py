"""Records that are none of the series are left out, counted and named; what remains is what was there."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings

from gatescope.engine.config.data import ReadConfig
from gatescope.engine.data.sniffing.sums import is_sum
from gatescope.engine.data.tables.dataset import Dataset, dataset_from_bytes, open_dataset
from gatescope.engine.protocol.found import LEFT_OUT, FoundKind
from tests.engine.generated_outside import Mixed, Stranger, mixed

DAYS = [f"2023-01-{day:02},{day}.5,{day * 3 % 7}.25" for day in range(1, 31)]


def opened(*lines: str, read: ReadConfig | None = None) -> Dataset:
    return dataset_from_bytes("\n".join(["date,a,b", *lines, ""]).encode(), "a.csv", read)


def told(made: Dataset) -> dict[FoundKind, int]:
    return {each.kind: each.count for each in made.info.found if each.kind in LEFT_OUT}


NOTES_BELOW = tuple(Stranger(FoundKind.NOTES, 20, "* provisional") for _ in range(3))


@settings(deadline=None, max_examples=200)
@given(mixed())
@example(Mixed(20, 1, True, ",", NOTES_BELOW))  # as many as make a time one that cannot be read
def test_what_remains_is_the_series(truth: Mixed) -> None:
    made = dataset_from_bytes(truth.text().encode(), "a.csv")
    records = made.info.records
    assert (records.read, records.skipped) == (truth.rows, len(truth.strangers))
    assert told(made) == dict(Counter(each.kind for each in truth.strangers))
    assert not records.bad
    for at, name in enumerate(truth.names()[1:], 1):
        np.testing.assert_array_equal(made.column(name), [float(row[at]) for row in truth.series()])


@settings(deadline=None, max_examples=50)
@given(mixed())
def test_all_is_kept_when_it_is_asked_for(truth: Mixed) -> None:
    made = dataset_from_bytes(truth.text().encode(), "a.csv", ReadConfig(keep=True))
    records = made.info.records
    assert records.read + records.skipped == truth.rows + len(truth.strangers)
    assert FoundKind.TOTALS not in told(made)
    assert FoundKind.NOTES not in told(made)


def test_lines_word_and_way_back() -> None:
    made = opened(*DAYS, ",,", "합계,500,600")
    totals = next(each for each in made.info.found if each.kind is FoundKind.TOTALS)
    assert (totals.count, totals.value, totals.lines) == (1, "합계", (33,))
    assert totals.undo is not None
    assert (totals.undo.path, totals.undo.value, totals.undo.option) == ("read.keep", True, "--keep")
    assert made.info.records.skipped_lines == (32, 33)


def test_lines_of_bad_cells_are_those_of_the_file() -> None:
    made = opened("합계,500,600", *DAYS[:10], "2023-01-11,oops,4", *DAYS[11:], "Total,1,2")
    (bad,) = made.info.records.bad
    assert (bad.column, bad.count, bad.lines, bad.value) == ("a", 1, (13,), "oops")


def test_a_record_without_a_readable_time() -> None:
    made = opened(*DAYS, "soon,3,4")
    assert (made.rows, told(made)) == (30, {FoundKind.TIMELESS: 1})
    assert opened(*DAYS[:10], "soon,3,4", *DAYS[10:]).rows == 31  # a bad cell of a record


def test_an_empty_time_alone_is_none_but_at_the_end() -> None:
    assert opened(*DAYS[:10], ",3,4", *DAYS[10:]).rows == 31
    assert opened(*DAYS, ",300,400").rows == 30


def test_times_that_are_not_understood_are_no_reason_to_leave_records_out() -> None:
    made = opened(*DAYS, *(f"later {at},3,{at}" for at in range(20)))
    assert made.rows == 50


def test_a_series_called_total_stays() -> None:
    lines = [f"2023-01-{day:02},{name},{day}.5" for day in range(1, 31) for name in ("east", "west", "total")]
    made = dataset_from_bytes("\n".join(["date,where,x", *lines, ""]).encode(), "a.csv")
    assert made.rows == 90


def test_damaged_records_in_the_middle_of_a_file_without_time_stay() -> None:
    lines = [f"{at * 0.5},{at % 7}.5" for at in range(40)]
    made = dataset_from_bytes("\n".join(["a,b", *lines, "점검중,점검중", *lines, ""]).encode(), "a.csv")
    assert (made.rows, told(made)) == (81, {})
    assert {each.column: each.count for each in made.info.records.bad} == {"a": 1, "b": 1}


def test_a_total_at_the_end_of_many_blocks(tmp_path: Path) -> None:
    rows = 200_000
    path = tmp_path / "long.csv"
    body = "".join(f"{at},{at % 97}.5,{at % 13}\n" for at in range(rows))
    path.write_text("no,a,b\n" + body + "Total,1,2\nprinted by nobody,,\n", "utf-8")
    made = open_dataset(str(path))
    assert (made.rows, told(made)) == (rows, {FoundKind.TOTALS: 1, FoundKind.NOTES: 1})
    assert {each.kind: each.lines for each in made.info.found}[FoundKind.TOTALS] == (rows + 2,)


def test_sums_among_labels() -> None:
    lines = [f"item{at},{at % 7}.5,{at}" for at in range(40)]
    body = [*lines[:20], "소계,70.5,190", *lines[20:], "합계,140.5,780"]
    made = dataset_from_bytes("\n".join(["품목,a,b", *body, ""]).encode(), "a.csv")
    assert (made.rows, told(made)) == (40, {FoundKind.TOTALS: 2})


def test_a_class_called_total_stays_without_a_time() -> None:
    lines = [f"{name},{at % 7}.5,{at}" for name in ("north", "total", "south") for at in range(20)]
    assert dataset_from_bytes("\n".join(["where,a,b", *lines, ""]).encode(), "a.csv").rows == 60


SUMS = (
    "합계",
    "소 계",
    "총계",
    "평균",
    "서울 합계",
    "Total",
    "GRAND TOTAL",
    "Total (2023)",
    "Average:",
    "計",
    "합계(명)",
)


@pytest.mark.parametrize("word", SUMS)
def test_words_for_sums(word: str) -> None:
    assert is_sum(word)


@pytest.mark.parametrize("word", ["", "totally", "total nonsense", "계절", "meaning", "2023", "north", "summer"])
def test_words_that_are_none(word: str) -> None:
    assert not is_sum(word)


def test_what_has_neither_a_time_nor_a_number_but_that_of_the_record_is_a_note() -> None:
    told = [f"{at + 1},,{word}," for at, word in enumerate(("FirstName", "LastName", "Device"))]
    lines = [f"{at + 4},2023-01-01T{at // 12:02}:{at % 12 * 5:02}:00,EGV,{at * at % 90}" for at in range(200)]
    read = dataset_from_bytes("\n".join(["Index,Timestamp,Event,Glucose", *told, *lines]).encode(), "a.csv")
    assert (read.rows, read.info.records.skipped, read.info.gaps) == (200, 3, 0)
