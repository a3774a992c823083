"""What is told of the order of a file's rows and of its dates, and what a person may choose about it."""

from pathlib import Path

import numpy as np
import pytest

from gatescope.engine.config.data import DataConfig, Kind, ReadConfig, Repeats, RowOrder
from gatescope.engine.data.preparing.arranging import arranged
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.tables.dataset import Dataset, open_dataset
from gatescope.engine.errors import ConfigError
from gatescope.engine.protocol.datasets import Role, UnreadTime
from gatescope.engine.protocol.roles import role_of, with_role

DAYS = [f"2023-01-{day:02}" for day in range(1, 31)]


def opened(folder: Path, text: str, read: ReadConfig | None = None, data: DataConfig | None = None) -> Dataset:
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    return open_dataset(str(path), read, data)


def lines(cells: list[str], head: str = "date") -> str:
    return "\n".join([f"{head},value", *(f"{cell},{at * 7 % 11 + 0.5}" for at, cell in enumerate(cells))]) + "\n"


def test_rows_out_of_order_are_sorted_and_counted(tmp_path: Path) -> None:
    made = opened(tmp_path, lines([*DAYS[10:], *DAYS[:10]]))
    assert (made.info.first, made.info.last, made.info.frequency) == (DAYS[0], DAYS[-1], "daily")
    assert (made.info.records.sorted, made.info.records.reversed) == (10, False)
    assert made.column("value")[0] == 20 * 7 % 11 + 0.5


def test_the_order_of_the_file_can_be_kept(tmp_path: Path) -> None:
    text = lines([*DAYS[10:], *DAYS[:10]])
    made = opened(tmp_path, text, ReadConfig(rows=RowOrder.FILE))
    assert (made.info.first, made.info.records.sorted, made.info.records.backwards) == (DAYS[10], 0, 10)
    assert "order" in made.info.doubts
    falling = opened(tmp_path, lines(DAYS[::-1]), ReadConfig(rows=RowOrder.FILE))
    assert (falling.info.first, falling.info.records.reversed) == (DAYS[-1], False)
    rows = arranged(falling, falling.info.suggested.data)
    assert rows.order is None


def test_a_row_without_a_time_stays_behind_the_one_before(tmp_path: Path) -> None:
    cells = [*DAYS[10:20], "soon", *DAYS[20:], *DAYS[:10]]
    made = opened(tmp_path, lines(cells))
    labels = made.times.to_pylist()
    assert labels == [*DAYS[:20], "soon", *DAYS[20:]]
    assert [(each.column, each.count, each.lines) for each in made.info.records.bad] == [("date", 1, (12,))]


@pytest.mark.parametrize(("repeats", "rows", "third"), [("keep", 33, 14.5), ("drop", 30, 14.5), ("average", 30, 12.0)])
def test_moments_that_come_twice(tmp_path: Path, repeats: str, rows: int, third: float) -> None:
    text = "date,value\n" + "".join(f"{day},{at + 0.5}\n" for at, day in enumerate(DAYS))
    text = text.replace(f"{DAYS[2]},2.5", f"{DAYS[2]},14.5") + "".join(f"{DAYS[at]},9.5\n" for at in (2, 4, 4))
    made = opened(tmp_path, text, ReadConfig(repeats=Repeats(repeats)))
    records = made.info.records
    assert (made.rows, len(made.column("value")), records.repeated, records.merged) == (rows, rows, 3, 33 - rows)
    assert made.column("value")[2] == third
    assert len(prepare(made, made.info.suggested.data, 5).training.starts)


def test_a_time_that_cannot_be_read_is_told_with_its_first_cell(tmp_path: Path) -> None:
    cells = [f"{day}|{1 + at // 12}|y{2000 + at % 12}" for at, day in enumerate(range(30, 0, -1))]
    made = opened(tmp_path, lines(cells), ReadConfig(delimiter=","))
    assert made.info.unread is not None
    assert (made.info.unread.column, made.info.unread.value, made.info.unread.line) == ("date", "30|1|y2000", 2)
    assert not made.info.suggested.data.time


@pytest.mark.parametrize("name", ["x", "when"])
@pytest.mark.parametrize("mark", "~*'^·→")
def test_three_numbers_with_any_mark_between_may_be_a_day(name: str, mark: str, tmp_path: Path) -> None:
    cells = [mark.join((f"{1 + at % 28:02}", f"{1 + at // 28:02}", "2023")) for at in range(60)]
    made = opened(tmp_path, lines(cells).replace("date", name, 1), ReadConfig(delimiter=","))
    assert made.info.unread is not None
    assert (made.info.unread.column, made.info.unread.value) == (name, f"01{mark}01{mark}2023")


@pytest.mark.parametrize("cell", ["{a}~{b}", "x{a}~{b}", "{a}×{b}m", "{a};{b};{c}"])
def test_a_range_or_a_size_is_no_time(cell: str, tmp_path: Path) -> None:
    cells = [cell.format(a=at, b=at + 3, c=at * at) for at in range(40)]
    assert opened(tmp_path, lines(cells).replace("date", "size", 1), ReadConfig(delimiter=",")).info.unread is None


def test_what_falls_as_words_is_said(tmp_path: Path) -> None:
    made = opened(tmp_path, lines([f"day <{at:03}>" for at in range(40, 0, -1)]))
    assert made.info.unread == UnreadTime(column="date", value="day <040>", line=2, falling=True)


def test_a_time_of_which_nothing_can_be_read_has_bad_cells(tmp_path: Path) -> None:
    made = opened(
        tmp_path,
        lines([f"{at}x" for at in range(20)]),
        data=DataConfig(kind=Kind.TABLE, inputs=("value",), targets=("value",), time=("date",)),
    )
    assert made.info.unread is not None
    assert [each.count for each in made.info.records.bad] == [20]


@pytest.mark.parametrize("pattern", ["DD|M|YYYY", "%d|%m|%Y"])
def test_a_pattern_reads_what_nothing_else_does(tmp_path: Path, pattern: str) -> None:
    cells = [f"{int(day[8:]):02}|1|2023" for day in DAYS]
    made = opened(tmp_path, lines(cells), ReadConfig(dates=pattern, delimiter=","))
    assert (made.info.suggested.data.time, made.info.frequency, made.info.unread) == (("date",), "daily", None)


@pytest.mark.parametrize("dates", ["somehow", "first"])
def test_a_pattern_that_names_nothing_is_refused(dates: str) -> None:
    with pytest.raises(ConfigError):
        ReadConfig(dates=dates)


def test_both_readings_of_a_tie_are_told_and_one_can_be_chosen(tmp_path: Path) -> None:
    text = lines([f"{day:02}/05/2020" for day in range(1, 13)])
    told = opened(tmp_path, text).info
    assert [each.dates for each in told.date_readings] == ["day-first", "month-first"]
    assert [each.last for each in told.date_readings] == ["2020-05-12", "2020-12-05"]
    chosen = opened(tmp_path, text, ReadConfig(dates="month-first")).info
    assert (chosen.frequency, chosen.date_readings) == ("monthly", ())


def test_gaps_decide_between_day_and_month(tmp_path: Path) -> None:
    cells = [f"{2 + at // 48:02}/08/2022 {at // 2 % 24:02}:{at % 2 * 30:02}" for at in range(120)]
    told = opened(tmp_path, lines(cells)).info
    assert (told.frequency, told.gaps, told.date_readings) == ("half-hourly", 0, ())


def test_dates_that_a_spreadsheet_has_half_turned_round_are_a_doubt(tmp_path: Path) -> None:
    cells = [f"{day:02}/05/2020" if day <= 12 else f"5/{day}/2020" for day in range(1, 31)]
    assert "time" in opened(tmp_path, lines(cells)).info.doubts


def test_telephone_numbers_are_no_time(tmp_path: Path) -> None:
    made = opened(tmp_path, lines([f"010-{1234 + 7 * at}-{5678 + at}" for at in range(40)], "phone"))
    assert (made.info.unread, made.info.suggested.data.time) == (None, ())


def keyed(order: list[int]) -> str:
    rows = [(day, shop, item) for shop in "ab" for item in (1, 2, 3) for day in DAYS]
    made = [f"{day},{shop},{item},{at * 7 % 11 + 0.5}" for at, (day, shop, item) in enumerate(rows)]
    return "\n".join(["date,shop,item,sales", *(made[at] for at in order)]) + "\n"


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_several_columns_tell_series_apart(tmp_path: Path, seed: int | None) -> None:
    order = list(range(180)) if seed is None else np.random.default_rng(seed).permutation(180).tolist()
    made = opened(tmp_path, keyed(order))
    data = made.info.suggested.data
    assert (set(data.keys), data.targets, made.info.gaps) == ({"shop", "item"}, ("sales",), 0)
    rows = arranged(made, data)
    assert np.diff(rows.edges).tolist() == [30] * 6
    assert set(rows.names) == {f"{shop} · {item}" for shop in "ab" for item in (1, 2, 3)}
    assert all(role_of(data, name) is Role.SEQUENCE for name in ("shop", "item"))


def test_time_that_falls_with_nothing_to_tell_series_apart_is_a_doubt(tmp_path: Path) -> None:
    made = opened(tmp_path, lines(DAYS * 3))
    assert "order" in made.info.doubts
    assert (made.info.records.backwards, made.info.records.repeated) == (58, 60)


def test_columns_that_tell_sequences_apart_are_chosen_and_left_one_by_one() -> None:
    data = DataConfig(kind=Kind.TABLE, inputs=("v",), targets=("v",))
    data = with_role(with_role(data, "a", Role.SEQUENCE), "b", Role.SEQUENCE)
    assert (data.keys, data.sequence, data.beside) == (("a", "b"), "a", ("b",))
    assert with_role(data, "a", Role.NONE).keys == ("b",)
    with pytest.raises(ConfigError):
        DataConfig(kind=Kind.TABLE, inputs=("v",), targets=("v",), beside=("b",))


def test_one_saturday_is_no_weekend(tmp_path: Path) -> None:
    days = [str(day) for day in np.busday_offset("2023-01-02", np.arange(44))]
    made = opened(tmp_path, lines(sorted([*days, "2023-01-14"])))
    assert (made.info.frequency, made.info.gaps) == ("daily", 0)


def test_gaps_are_told_from_the_earliest(tmp_path: Path) -> None:
    kept = [day for at, day in enumerate(np.arange("2021-01-01", "2021-05-01", dtype="M8[D]").astype(str)) if at % 9]
    made = opened(tmp_path, lines(kept[::-1]))
    assert (made.info.gaps, made.info.gap_labels[0]) == (13, "2021-01-09")


@pytest.mark.parametrize(("step", "pattern", "word"), [("D", "%b %d", "daily"), ("M", "%b %y", "monthly")])
def test_a_month_with_two_digits_is_a_day_or_a_year(tmp_path: Path, step: str, pattern: str, word: str) -> None:
    stamps = (np.datetime64("2003-11", step) + np.arange(50)).astype("M8[D]")
    made = opened(tmp_path, lines([stamp.strftime(pattern) for stamp in stamps.tolist()]))
    assert (made.info.frequency, made.info.gaps, made.info.date_readings) == (word, 0, ())


def test_blanks_inside_of_a_date_do_not_beat_the_comma_of_every_line(tmp_path: Path) -> None:
    made = opened(tmp_path, lines([f"no {at} of 2020" for at in range(1, 31)], "run of the year"))
    assert (made.info.delimiter, [each.name for each in made.info.columns]) == (",", ["run of the year", "value"])


@pytest.mark.parametrize("written", ["d{0:02}m{1:02}y23 h{2}", "23§{1:02}§{0:02} q{2}", "{1}~{0}~2023~~{2}"])
@pytest.mark.parametrize("name", ["stamp", "what"])
def test_a_column_that_goes_on_as_dates_do_is_told_when_nothing_reads_it(
    tmp_path: Path, written: str, name: str
) -> None:
    cells = [written.format(1 + at // 24 % 28, 1 + at // 24 // 28, at % 24) for at in range(24 * 40)]
    made = opened(tmp_path, lines(cells).replace("date", name, 1))
    assert made.info.unread is not None
    assert (made.info.unread.column, made.info.unread.value) == (name, cells[0])


def test_codes_that_come_in_no_order_are_no_times(tmp_path: Path) -> None:
    codes = [f"A{at * 7 % 12:02}-{at * 5 % 28:02}-{at * 3 % 40:02}" for at in range(60)]
    assert opened(tmp_path, lines(codes).replace("date", "what", 1)).info.unread is None
