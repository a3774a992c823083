"""The options about the data on the command line: what each chooses, and that ``train`` learns what they say."""

import argparse
import json
import math
from pathlib import Path

import msgspec
import pytest

from gatescope.engine.cli import commands as cli
from gatescope.engine.cli.choices import data_config, read_config
from gatescope.engine.cli.options import inspect_parser
from gatescope.engine.config.run import (
    ColumnConfig,
    DataConfig,
    Fill,
    Kind,
    Level,
    ReadConfig,
    RunConfig,
    Scale,
    Split,
    Task,
    TokenConfig,
    Transform,
)
from gatescope.engine.errors import DataError, EngineError, Fault
from gatescope.engine.protocol.datasets import Column, ColumnType, DatasetInfo
from gatescope.engine.session.session import Session

COLUMNS = (
    Column(name="date", type=ColumnType.TIME),
    Column(name="a", type=ColumnType.NUMERIC),
    Column(name="b", type=ColumnType.NUMERIC),
    Column(name="stars", type=ColumnType.NUMERIC, distinct=5, levels=("1", "2", "3", "4", "5")),
    Column(name="shop", type=ColumnType.CATEGORY, distinct=3, levels=("x", "y", "z")),
    Column(name="mood", type=ColumnType.CATEGORY, distinct=2, levels=("good", "bad")),
    Column(name="review", type=ColumnType.TEXT),
    Column(name="answer", type=ColumnType.TEXT),
)
FOUND = DataConfig(kind=Kind.TABLE, time=("date",), inputs=("a", "b"), targets=("b",), categories=("shop",))


def options(*words: str) -> argparse.Namespace:
    return inspect_parser().parse_args(["a.csv", *words])


def chosen(*words: str, found: DataConfig = FOUND) -> DataConfig:
    suggested = RunConfig(data=found)
    kind = found.kind
    columns = COLUMNS if kind is Kind.TABLE else ()
    told = DatasetInfo(
        path="a.csv", name="a.csv", kind=kind, rows=9, encoding="utf-8", suggested=suggested, columns=columns
    )
    return data_config(options(*words), told)


def changed(**changes: object) -> DataConfig:
    return msgspec.structs.replace(FOUND, **changes)


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ([], ReadConfig()),
        (["--delimiter", "tab"], ReadConfig(delimiter="\t")),
        (["--delimiter", "\\t"], ReadConfig(delimiter="\t")),
        (["--delimiter", "Space"], ReadConfig(delimiter=" ")),
        (["--delimiter", ";"], ReadConfig(delimiter=";")),
        (["--quote", "single"], ReadConfig(quote="'")),
        (["--quote", "none"], ReadConfig(quote="")),
        (["--decimal", "comma", "--thousands", "point"], ReadConfig(decimal=",", thousands=".")),
        (["--thousands", "none"], ReadConfig(thousands="")),
        (["--comment", "//", "--skip", "2"], ReadConfig(comment="//", skip=2)),
        (["--comment", "none"], ReadConfig(comment="")),
        (["--header", "--no-units"], ReadConfig(header=True, units=False)),
        (["--no-header"], ReadConfig(header=False)),
        (["--missing", "9999", "-", "-999"], ReadConfig(missing=("9999", "-", "-999"))),
        (["--kind", "text", "--encoding", "cp949"], ReadConfig(kind=Kind.TEXT, encoding="cp949")),
        (["--sheet", "Second"], ReadConfig(sheet="Second")),
    ],
)
def test_how_a_file_is_read(words, read):
    assert read_config(options(*words)) == read


@pytest.mark.parametrize(
    ("words", "data"),
    [
        ([], FOUND),
        (["--target", "a"], changed(targets=("a",))),
        (["--inputs", "a"], changed(inputs=("a",))),
        (["--time", "a"], changed(time=("a",), inputs=("b",))),
        (["--category", "mood"], changed(categories=("mood",))),
        (["--sequence", "shop"], changed(sequence="shop", categories=())),
        (["--target", "mood"], changed(targets=("mood",), classes=True, task=Task.TAG)),
        (
            ["--label", "mood", "--sequence", "shop"],
            changed(
                targets=("mood",),
                sequence="shop",
                categories=(),
                classes=True,
                task=Task.MANY_TO_ONE,
                split=Split.STRATIFIED,
            ),
        ),
        (
            ["--label", "stars", "--text", "review"],
            changed(
                targets=("stars",),
                text="review",
                inputs=(),
                categories=("shop",),
                classes=True,
                task=Task.MANY_TO_ONE,
                split=Split.STRATIFIED,
            ),
        ),
        (
            ["--label", "stars", "--sequence", "shop", "--numbers"],
            changed(targets=("stars",), sequence="shop", categories=(), task=Task.MANY_TO_ONE, split=Split.SEQUENCE),
        ),
        (["--task", "tag", "--target", "stars"], changed(targets=("stars",), task=Task.TAG, classes=True)),
        (["--horizon", "24", "--validation-share", "0.1"], changed(horizon=24, validation_share=0.1)),
        (["--split", "shuffled", "--shuffled"], changed(split=Split.SHUFFLED, shuffled=True)),
        (["--scale", "min-max", "--fill", "mask"], changed(scale=Scale.MIN_MAX, fill=Fill.MASK)),
        (
            ["--scale", "a=none", "standard", "--transform", "a=log", "b=difference", "--season", "12"],
            changed(
                scale=Scale.STANDARD,
                season=12,
                columns=(
                    ColumnConfig(name="a", scale=Scale.NONE, transform=Transform.LOG),
                    ColumnConfig(name="b", transform=Transform.DIFFERENCE),
                ),
            ),
        ),
    ],
)
def test_what_is_learnt(words, data):
    assert chosen(*words) == data


def test_two_texts_are_a_pair():
    data = chosen("--text", "review", "--second", "answer")
    assert (data.task, data.text, data.second, data.inputs) == (Task.PAIRS, "review", "answer", ())


def test_tokens_of_a_text():
    data = chosen("--level", "subword", "--vocabulary", "500", "--least", "2", found=DataConfig(kind=Kind.TEXT))
    assert data.tokens == TokenConfig(level=Level.SUBWORD, most=500, least=2)


def test_choosing_twice_is_choosing_once():
    words = ["--label", "mood", "--sequence", "shop", "--scale", "a=none", "--time", "b"]
    once = chosen(*words)
    assert chosen(*words, found=once) == once


def test_columns_of_a_text_are_unknown():
    with pytest.raises(DataError) as caught:
        chosen("--target", "b", found=DataConfig(kind=Kind.TEXT))
    assert caught.value.fault is Fault.COLUMN_UNKNOWN


@pytest.mark.parametrize("words", [["--scale", "b=huge"], ["--scale", "c=none"], ["--horizon", "0"], ["--least", "0"]])
def test_what_is_no_choice_is_refused(words):
    with pytest.raises(EngineError):
        chosen(*words)


# ---- train ----------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GATESCOPE_DATA", str(tmp_path / "home"))


@pytest.fixture
def sensors(tmp_path) -> Path:
    """Forty sequences of twelve rows with tabs between the cells; the kind of each is how fast it swings."""
    lines = ["sensor\tvalue\tkind"]
    for number in range(40):
        kind, speed = (("slow", 4), ("fast", 1))[number % 2]
        lines += [f"s{number}\t{math.sin(step / speed + number):.3f}\t{kind}" for step in range(12)]
    path = tmp_path / "sensors.tsv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_one_class_per_sequence_is_learnt(sensors, tmp_path, capsys):
    session = tmp_path / "s.gatescope"
    words = ["--delimiter", "tab", "--sequence", "sensor", "--label", "kind", "--inputs", "value", "--hidden", "12"]
    assert (
        cli.train(
            [str(sensors), *words, "--steps", "120", "--device", "cpu", "--lr", "0.02", "--session", str(session)]
        )
        == 0
    )
    said = json.loads(capsys.readouterr().out)
    assert said["val_loss"] < 0.8 * said["naive_loss"]
    opened = Session.open(session)
    (row,) = opened.runs()
    opened.close()
    assert (row.config.data.task, row.config.data.classes) == (Task.MANY_TO_ONE, True)


def test_a_shuffled_split_of_a_series_is_refused_with_the_reason(sine, capsys):
    assert cli.train([str(sine), "--split", "shuffled", "--steps", "1", "--device", "cpu"]) == 1
    assert "neighbours would tell the answer" in capsys.readouterr().err


def test_the_order_is_destroyed_when_asked_for(sine, capsys):
    def naive(*words: str) -> float:
        assert cli.train([str(sine), "--steps", "2", "--device", "cpu", *words]) == 0
        return float(json.loads(capsys.readouterr().out)["naive_loss"])

    assert naive("--shuffled") > 4 * naive()
