"""A value far outside the rest that repeats exactly is offered as missing; what only looks far is not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from gatescope.engine.config.data import ReadConfig
from gatescope.engine.data.columns.sentinels import sentinels, written
from gatescope.engine.data.tables.dataset import Dataset, dataset_from_bytes
from gatescope.engine.protocol.found import Found, FoundKind


def _season(rows: int = 200, level: float = 20.0, span: float = 10.0) -> NDArray[np.float64]:
    rng = np.random.default_rng(rows)
    return np.round(level + span / 2 * np.sin(np.arange(rows) / 7) + rng.normal(0, span / 20, rows), 1)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([-999.0, -9999.0, -99.9, 999.9, 9999.0, 99999.0, 1e20, -1e30, 9.96921e36, 32767.0, -200.0]),
    st.integers(2, 60),
    st.sampled_from([(20.0, 10.0), (5.0, 8.0), (0.5, 0.4), (0.0, 30.0)]),
)
def test_what_stands_for_missing_is_found(value: float, count: int, shape: tuple[float, float]) -> None:
    numbers = _season(200, *shape)
    numbers[np.random.default_rng(count).choice(200, count, replace=False)] = value
    assert [(each.value, each.count) for each in sentinels(numbers)] == [(value, count)]


def test_several_in_one_column() -> None:
    numbers = _season()
    numbers[::10], numbers[5::20], numbers[7::40] = -999.0, -9999.0, 9999.0
    assert {each.value: each.count for each in sentinels(numbers)} == {-999.0: 20, -9999.0: 10, 9999.0: 5}


def test_the_only_negative_number_of_a_wide_quantity() -> None:
    numbers = np.abs(_season(200, 700.0, 1400.0))
    numbers[::9] = -200.0
    assert [each.value for each in sentinels(numbers)] == [-200.0]


@pytest.mark.parametrize(
    "numbers",
    [
        _season(),
        np.where(np.arange(200) % 9 == 0, 50.0, 0.0),
        np.where(np.arange(200) == 7, 9999.0, _season()),
        np.tile([0.0, 1.0], 50),
        np.arange(100.0) % 100,
        np.maximum(0.0, _season(200, 0.0, 10.0)),
        np.random.default_rng(0).standard_t(2, 500).round(1),
        np.array([np.nan] * 5),
        np.zeros(0),
    ],
    ids=["plain", "spikes", "once", "flag", "ninety-nine", "clipped", "tails", "nothing", "empty"],
)
def test_others_are_left_alone(numbers: NDArray[np.float64]) -> None:
    assert sentinels(numbers) == []


def _file(read: ReadConfig | None = None) -> Dataset:
    numbers = _season()
    numbers[3::10] = -999.0
    lines = [f"2023-01-01 {at // 60:02d}:{at % 60:02d},{value},{at}" for at, value in enumerate(numbers)]
    return dataset_from_bytes("\n".join(["time,x,y", *lines]).encode(), "x.csv", read)


def _offered(read: Dataset) -> list[Found]:
    return [each for each in read.info.found if each.kind is FoundKind.SENTINEL]


def test_one_setting_makes_it_missing() -> None:
    told = _offered(_file())
    assert [(each.columns, each.count, each.value, each.decide) for each in told] == [(("x",), 20, "-999", True)]
    assert told[0].undo is not None
    assert told[0].undo.option == "--missing -999"
    read = _file(ReadConfig(missing=told[0].undo.value))  # type: ignore[arg-type]
    assert int(np.isnan(read.column("x")).sum()) == 20
    assert not _offered(read)


def test_it_is_missing_in_its_column_alone_where_another_one_means_it() -> None:
    numbers = _season()
    numbers[3::10] = 99.0
    lines = [f"{at},{value},{at % 101}" for at, value in enumerate(numbers)]
    raw = "\n".join(["n,x,humidity", *lines]).encode()
    told = _offered(dataset_from_bytes(raw, "x.csv"))
    assert [each.columns for each in told] == [("x",)]
    assert told[0].undo is not None
    assert told[0].undo.option == "--missing x=99"
    read = dataset_from_bytes(raw, "x.csv", ReadConfig(missing=told[0].undo.value))  # type: ignore[arg-type]
    assert int(np.isnan(read.column("x")).sum()) == 20
    assert not np.isnan(read.column("humidity")).any()


@pytest.mark.parametrize("value", [-999.0, 99.9, 1e20, 9.96921e36, 0.1 + 0.2])
def test_a_value_is_written_so_that_it_is_read_again(value: float) -> None:
    assert float(written(value)) == value
