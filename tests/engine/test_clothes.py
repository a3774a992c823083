"""Single ways of dressing numbers, the words among them, and what is no number though it has digits."""

from collections.abc import Sequence

import msgspec
import numpy as np
import pytest

from gatescope.engine.config.data import ReadConfig, Task
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.tables.dataset import Dataset, dataset_from_bytes
from gatescope.engine.protocol.datasets import Column, ColumnType
from gatescope.engine.protocol.found import Found, FoundKind


def _read(cells: Sequence[str], encoding: str = "utf-8", read: ReadConfig | None = None) -> Dataset:
    """A file with a day, ``cells`` under ``x`` and a number."""
    lines = [f"2023-{1 + at // 28:02d}-{1 + at % 28:02d};{cell};{at / 2}" for at, cell in enumerate(cells)]
    return dataset_from_bytes("\n".join(["date;x;y", *lines]).encode(encoding), "x.csv", read)


def _column(read: Dataset) -> Column:
    return next(each for each in read.info.columns if each.name == "x")


def _found(read: Dataset, kind: FoundKind) -> list[Found]:
    return [each for each in read.info.found if each.kind is kind]


@pytest.mark.parametrize(
    "cells",
    [
        [f"{1 + at % 9}호선" for at in range(40)],
        [f"{10 * (1 + at % 6)}대" for at in range(40)],
        [f"ID{at:04d}" for at in range(40)],
        [f"10.0.0.{at}" for at in range(40)],
        [f"({1 + at % 4})" for at in range(40)],
        [("1", "2", "3", "A", "B")[at % 5] for at in range(40)],
        [("101", "102", "103", "5A", "6B")[at % 5] for at in range(40)],
        [f"{1 + at % 12} Jan" for at in range(40)],
    ],
    ids=["lines", "ages", "identifiers", "addresses", "footnotes", "classes", "rooms", "days"],
)
def test_what_only_tells_things_apart_is_no_number(cells: list[str]) -> None:
    assert _column(_read(cells)).type is not ColumnType.NUMERIC


def test_clothes_that_begin_far_below_are_taken_off() -> None:
    """The first cells are plain or words; most of the column is dressed."""
    read = _read([str(at) for at in range(300)] + [f"${at:,}" for at in range(300, 2000)])
    np.testing.assert_allclose(read.column("x"), np.arange(2000))
    read = _read(["n/k"] * 250 + [f"{at} kg" for at in range(2000)])
    np.testing.assert_allclose(read.column("x")[250:], np.arange(2000))
    assert _column(read).unit == "kg"


def test_words_among_numbers_are_told_with_two_ways_out() -> None:
    cells = ["점검중" if at % 7 == 3 else "closed" if at % 11 == 5 else str(at * 1.5) for at in range(60)]
    read = _read(cells)
    told = _found(read, FoundKind.UNREADABLE)[0]
    assert (told.columns, told.count, told.decide) == (("x",), sum(cell.isalpha() for cell in cells), True)
    assert told.evidence["words"] == f"점검중 ({cells.count('점검중')}), closed ({cells.count('closed')})"
    assert told.undo is not None
    assert told.accept is not None
    as_words = _read(cells, read=ReadConfig(words=told.undo.value))  # type: ignore[arg-type]
    assert _column(as_words).type is ColumnType.TEXT or _column(as_words).levels
    agreed = _read(cells, read=ReadConfig(missing=told.accept.value))  # type: ignore[arg-type]
    assert not agreed.info.records.bad
    assert not _found(agreed, FoundKind.UNREADABLE)
    assert _column(agreed).missing == told.count


def test_a_spreadsheet_s_errors_are_missing_however_many() -> None:
    read = _read(["#DIV/0!" if at % 3 else str(at) for at in range(60)])
    assert _column(read).type is ColumnType.NUMERIC
    assert _column(read).missing == 40
    assert not _found(read, FoundKind.UNREADABLE)[0].decide


def test_what_a_triangle_means_can_be_said() -> None:
    cells = ["▲1.5" if at % 2 else "2.5" for at in range(40)]
    read = _read(cells)
    told = _found(read, FoundKind.SIGN)[0]
    assert told.decide
    assert told.undo is not None
    assert told.undo.value == "▲"
    assert read.column("x")[1] == 1.5
    assert _read(cells, read=ReadConfig(minus="▲")).column("x")[1] == -1.5


def test_a_white_triangle_rises_where_another_one_falls() -> None:
    read = _read(["△3" if at % 2 else "▽2" for at in range(40)])
    assert read.column("x")[:2].tolist() == [-2.0, 3.0]
    assert _read(["△3" if at % 2 else "2" for at in range(40)]).column("x")[:2].tolist() == [2.0, -3.0]


@pytest.mark.parametrize("mark", ["▲▼", "▲▼△"])
@pytest.mark.parametrize("unit", ["", "℃", " °C"])
@pytest.mark.parametrize("name", ["대비", "x", "전일 대비"])
def test_triangles_do_not_make_korean_japanese_or_chinese(mark: str, unit: str, name: str) -> None:
    lines = [f"2023-01-{1 + at % 28:02d},{mark[at % len(mark)]} {at},{at}{unit}" for at in range(28)]
    read = dataset_from_bytes("\n".join([f"date,{name},y", *lines]).encode("cp949"), "x.csv")
    assert read.info.encoding == "cp949"
    assert [each.name for each in read.info.columns] == ["date", name, "y"]


def test_figures_are_no_text() -> None:
    """Cells that are nine tenths digits, and no numbers: nobody learns to write them."""
    lines = [f"{at}/{at + 1}/{at * 7}/{at * 3} {at * 11}/{at}" for at in range(60)]
    read = dataset_from_bytes(
        "\n".join(["text;y", *(f"{each};{at}" for at, each in enumerate(lines))]).encode(), "x.csv"
    )
    assert not read.info.suggested.data.text
    assert read.info.suggested.data.task is Task.NEXT


def test_garbage_in_clothes_is_no_crash() -> None:
    rng = np.random.default_rng(0)
    letters = list("$€₩%()▲△▼+-−.,0123456789KMB 억원°C<>?#/!'e")
    for _ in range(40):
        cells = ["".join(rng.choice(letters, rng.integers(1, 12))) for _ in range(50)]
        _read([cell.replace(";", "") for cell in cells])


def test_a_unit_goes_with_the_forecast() -> None:
    read = _read([f"{at % 13 + 0.5} °C" for at in range(80)])
    data = msgspec.structs.replace(read.info.suggested.data, inputs=("x", "y"), targets=("x",))
    made = prepare(read, data, 10)
    forecast = made.forecast(made.probe_default(), np.zeros((made.probe_default().length, 1)))
    assert forecast.units_of(forecast.input_columns) == ("°C", "")
    assert forecast.titled("x") == "x (°C)"


def test_a_buoy_s_mm_is_missing_beside_numbers_and_a_word_elsewhere() -> None:
    read = _read(["MM" if at % 8 == 3 else str(at / 10) for at in range(40)])
    assert _column(read).missing == 5
    assert not read.info.records.bad
    assert _column(_read(["mm"] * 20 + ["cm"] * 20)).type is ColumnType.CATEGORY
