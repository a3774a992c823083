"""What is forecast, where several columns could be: told from their names, said as a guess, chosen otherwise."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from gatescope.engine.cli import found_words
from gatescope.engine.cli.commands import inspect
from gatescope.engine.config.data import Kind, Task, Transform
from gatescope.engine.data.tables.dataset import Dataset, dataset_from_bytes
from gatescope.engine.data.tables.target_names import choose, plain
from gatescope.engine.protocol.found import FoundKind
from tests.engine.awkward import days, lines, wave
from tests.engine.generated_targets import QUOTES, Told, explained, quoted

TARGETS = (FoundKind.TARGET_NAMED, FoundKind.TARGET_PRICE, FoundKind.TARGET_LAST, FoundKind.STATE)


def opened(raw: bytes) -> Dataset:
    return dataset_from_bytes(raw, "a.csv", Kind.TABLE)


def guessed(dataset: Dataset) -> list[str]:
    return [found_words.sentence(each) for each in dataset.info.found if each.kind in TARGETS]


@settings(max_examples=60, deadline=None)
@given(quoted())
def test_the_price_of_the_days_end_is_the_target_in_any_order(told: Told) -> None:
    dataset = opened(told.raw)
    assert dataset.info.suggested.data.targets == (told.target,)
    (sentence,) = guessed(dataset)
    assert sentence.startswith(f"Target: {told.target}, a price beside ")


@settings(max_examples=60, deadline=None)
@given(explained())
def test_what_people_forecast_is_the_target_and_nothing_that_explains_it(told: Told) -> None:
    dataset = opened(told.raw)
    data = dataset.info.suggested.data
    assert (data.task, data.targets) == (Task.NEXT, (told.target,))
    assert set(data.inputs) <= set(told.names)
    (found,) = [each for each in dataset.info.found if each.kind in TARGETS]
    assert found.columns == data.targets
    assert found.undo is not None
    assert isinstance(found.undo.value, tuple)
    assert set(found.undo.value) <= set(told.names) - {told.target}


@pytest.mark.parametrize("beside", [each for _, each in QUOTES], ids=lambda each: each[0])
def test_volume_and_change_are_never_the_target_where_the_last_price_is_missing(beside: tuple[str, ...]) -> None:
    never = ("Volume", "Vol.", "거래량", "出来高", "交易量", "涨跌幅", "대비", "Dividends")
    found = choose(beside)
    assert found.name not in never
    assert "%" not in found.name


def test_without_a_name_that_tells_it_is_the_last_and_said_so() -> None:
    dataset = opened(lines(days(60), wave(60), wave(60, 3.1), head=("date", "HUFL", "OT")).encode())
    assert dataset.info.suggested.data.targets == ("OT",)
    assert guessed(dataset) == [
        "Target: OT, the last column; nothing says which is meant, HUFL could be. Otherwise: --target HUFL."
    ]


def test_one_column_is_no_guess() -> None:
    assert guessed(opened(lines(days(60), wave(60), head=("date", "Volume")).encode())) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [("AveragePrice", "average price"), ("Close/Last", "close last"), ("Adj Close**", "adj close"), ("Vol.", "vol"),
     ("nat_demand", "nat demand"), ("종가(원)", "종가 원")],
)  # fmt: skip
def test_names_written_differently_are_alike(name: str, expected: str) -> None:
    assert plain(name) == expected


# ---- a class of each step --------------------------------------------------------------------------------------

FLIPS = [int(at % 17 > 12) for at in range(120)]


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("label", FLIPS), ("is_anomaly", FLIPS), ("Occupancy", FLIPS), ("state", [at // 9 % 4 for at in range(120)]),
        ("activity", ["walk" if each else "rest" for each in FLIPS]),
        ("Normal/Attack", ["Attack" if each else "Normal" for each in FLIPS]),
        ("이상여부", FLIPS), ("machine_status", [at // 9 % 3 for at in range(120)]),
        ("label", [f"{each}.0" for each in FLIPS]),
    ],
)  # fmt: skip
def test_few_values_that_are_called_so_beside_a_signal_are_a_class_per_step(name: str, cells: list[object]) -> None:
    raw = lines(wave(120), cells, wave(120, 5.3), head=("current", name, "voltage")).encode()
    dataset = opened(raw)
    data = dataset.info.suggested.data
    assert (data.task, data.targets, data.classes) == (Task.TAG, (name,), True)
    assert (data.inputs, data.categories, data.transform) == (("current", "voltage"), (), Transform.NONE)
    (found,) = [each for each in dataset.info.found if each.kind is FoundKind.STATE]
    assert found.undo is not None
    assert found.undo.value == ("voltage",)


@pytest.mark.parametrize(
    ("name", "cells", "signal"),
    [
        ("label", wave(120), "current"),  # a quantity
        ("state", FLIPS, "demand"),  # what is forecast is named
        ("holiday", FLIPS, "current"),  # a flag that explains
        ("state", ["on" if each else "off" for each in FLIPS], "current"),
    ],
)
def test_others_are_not(name: str, cells: list[object], signal: str) -> None:
    data = opened(lines(wave(120), cells, head=(signal, name)).encode()).info.suggested.data
    assert (data.task, data.classes) == (Task.NEXT, False)


def test_labels_without_a_signal_are_forecast() -> None:
    data = opened(lines(FLIPS, head=("label",)).encode()).info.suggested.data
    assert (data.task, data.targets) == (Task.NEXT, ("label",))


def test_the_other_way_is_one_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text(lines(wave(120), FLIPS, head=("data", "label")), encoding="utf-8")
    inspect([str(path)])
    said = json.loads(capsys.readouterr().out)
    assert said["task"] == "tag"
    assert said["warnings"] == [
        "Target: label, one of 2 classes for each step, told from data. Otherwise: --target data."
    ]
    inspect([str(path), "--target", "data"])
    said = json.loads(capsys.readouterr().out)
    assert (said["task"], said["learnt"]["targets"], said["learnt"]["classes"]) == ("next", ["data"], False)
    assert np.isfinite(said["parts"]["naive_loss"])


@pytest.mark.parametrize("numbers", [lambda at: at, lambda at: 59 - at, lambda at: at % 6, lambda at: 5 - at % 6])
def test_a_nameless_column_of_row_numbers_is_neither_input_nor_offered(numbers: Callable[[int], int]) -> None:
    lines = [f"{numbers(at)},2020-{at // 28 + 1:02}-{at % 28 + 1:02},{at * at % 37}.5,{at % 5}" for at in range(60)]
    dataset = opened("\n".join([",Date,price,mood", *lines]).encode())
    assert dataset.info.suggested.data.inputs == ("price", "mood")
    (found,) = [each for each in dataset.info.found if each.kind in TARGETS]
    assert found.undo is not None
    assert found.undo.value == ("mood",)


def test_a_nameless_column_that_is_measured_is_an_input_and_so_are_those_of_a_file_without_names() -> None:
    measured = "\n".join([",Date,price", *(f"{at * 7 % 11},2020-01-{at + 1:02},{at * at % 37}.5" for at in range(30))])
    assert opened(measured.encode()).info.suggested.data.inputs == ("column 1", "price")
    bare = "\n".join(f"{at % 6};{at * at % 37}.5;{at * 7 % 11}" for at in range(30))
    assert "column 1" in opened(bare.encode()).info.suggested.data.inputs
