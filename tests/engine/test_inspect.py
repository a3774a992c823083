"""``inspect``: what it prints of a file, when it says that a file cannot be used, and that it loads no torch."""

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from gatescope.engine.cli import commands as cli

ROOT = Path(__file__).parents[2]
FIRST = ["rows_read", "rows_skipped", "bad_cells", "encoding", "delimiter", "header", "columns", "task"]
HOURS = [f"2021-03-{row // 24 + 1:02} {row % 24:02}:00" for row in range(240)]


@pytest.fixture
def told(tmp_path, capsys):
    """Writes a file, inspects it with the options given, returns what is printed."""

    def inspected(raw: str | bytes, *options: str, name: str = "a.csv") -> dict:
        path = tmp_path / name
        path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
        status = cli.inspect([str(path), *options])
        captured = capsys.readouterr()
        assert (status, captured.err) == (0, "")
        return json.loads(captured.out)

    return inspected


@pytest.fixture
def refused(tmp_path, capsys):
    """The sentence that is said instead."""

    def inspected(raw: str | bytes, *options: str, name: str = "a.csv") -> str:
        path = tmp_path / name
        path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
        assert cli.inspect([str(path), *options]) == 1
        captured = capsys.readouterr()
        assert captured.out == ""
        (line,) = captured.err.splitlines()
        assert line.startswith("gatescope: ")
        return line

    return inspected


def hourly(rows: int = 240) -> str:
    waves = (f"{HOURS[row]},{math.sin(row / 4):.3f},{100 + row % 7}" for row in range(rows))
    return "\n".join(["time,height,load", *waves]) + "\n"


def labelled(each: int = 12, sequences: int = 12) -> str:
    rows = (
        f"s{number},{math.sin(step + number):.3f},{('up', 'down')[number % 2]}"
        for number in range(sequences)
        for step in range(each)
    )
    return "\n".join(["sensor,value,kind", *rows]) + "\n"


def roles(said: dict) -> dict[str, str]:
    return {column["name"]: column["role"] for column in said["columns"]}


def test_the_counts_and_guesses_come_first(told):
    said = told(hourly())
    assert list(said)[: len(FIRST)] == FIRST
    assert [said[name] for name in FIRST[:6]] == [240, 0, 0, "utf-8", ",", True]
    assert said["task"] == "next"
    time, height, load = said["columns"]
    assert (time["name"], time["role"], time["type"], time["missing"]) == ("time", "time", "time", 0)
    assert (height["type"], load["type"]) == ("numeric", "numeric")
    assert {"target", "input-target"} & set(roles(said).values())
    assert (said["frequency"], said["gaps"], said["first"]) == ("hourly", 0, HOURS[0])
    assert said["warnings"] == []


def test_skipped_records_and_bad_cells_are_counted_with_their_lines(told):
    lines = hourly().splitlines()
    lines[4] += ",9"
    lines[9] = lines[9].rpartition(",")[0]
    lines[14] = lines[14].rpartition(",")[0] + ",broken"
    said = told("\n".join(lines) + "\n")
    assert (said["rows_read"], said["rows_skipped"], said["skipped_lines"]) == (238, 2, [5, 10])
    assert said["bad_cells"] == 1
    assert said["bad_cells_by_column"] == {"load": {"count": 1, "lines": [15], "first": "broken"}}
    assert next(column["missing"] for column in said["columns"] if column["name"] == "load") == 1
    assert "lines 5, 10" in said["warnings"][0]
    assert "broken" in said["warnings"][1]


def test_a_headerless_korean_file_and_one_with_tabs(told):
    said = told("\n".join(f"{row % 9 / 10},{row % 5},{'가나'[row % 2]}" for row in range(90)))
    assert (said["header"], said["rows_read"], len(said["columns"])) == (False, 90, 3)
    body = "".join(f"2020-{row % 12 + 1:02}-01\t{1000 + row % 13}\n" for row in range(60))
    said = told(("날짜\t통행량\n" + body).encode("cp949"), name="b.tsv")
    assert (said["encoding"], said["delimiter"], said["header"]) == ("cp949", "\t", True)
    assert [column["name"] for column in said["columns"]] == ["날짜", "통행량"]


def test_a_gap_in_the_rhythm_is_said(told):
    lines = hourly().splitlines()
    del lines[50:53]
    said = told("\n".join(lines) + "\n")
    assert (said["rows_read"], said["frequency"], said["gaps"]) == (237, "hourly", 3)
    assert said["gap_labels"] == [HOURS[48]]
    assert any(HOURS[48] in sentence for sentence in said["warnings"])


def test_a_text_is_told_by_its_characters(told):
    said = told("To be or not to be, that is the question.\n" * 40, name="a.txt")
    assert (said["kind"], said["rows_read"], said["columns"], said["header"]) == ("text", 42 * 40, [], None)


def test_options_change_what_is_read_and_the_roles(told):
    said = told(hourly(), "--target", "load", "--inputs", "height", "--horizon", "3", "--scale", "load=min-max")
    assert (roles(said)["load"], roles(said)["height"]) == ("target", "input")
    assert (said["learnt"]["horizon"], said["learnt"]["targets"]) == (3, ["load"])
    assert {"name": "load", "scale": "min-max"}.items() <= said["learnt"]["columns"][0].items()
    said = told(hourly(), "--no-header", "--skip", "1")
    assert (said["header"], said["rows_read"]) == (False, 240)
    said = told(hourly(), "--missing", "103")
    assert next(column["missing"] for column in said["columns"] if column["name"] == "load") > 30


def test_a_label_makes_it_one_target_per_sequence(told):
    said = told(labelled(), "--sequence", "sensor", "--label", "kind")
    assert (said["task"], said["trainable"], roles(said)["kind"]) == ("many-to-one", True, "label")
    assert (said["learnt"]["classes"], said["learnt"]["split"]) == (True, "stratified")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--split", "shuffled"], "neighbours would tell the answer"),
        (["--target", "nowhere"], "no column nowhere. The columns are: time, height, load"),
        (["--sequence", "nowhere"], "no column nowhere"),
        (["--scale", "tall"], "scale cannot be tall; it is one of: standard, min-max, none"),
        (["--fill", "load=tall"], "fill cannot be load=tall; it is one of: interpolate"),
        (["--transform", "deep=log"], "no column deep"),
        (["--delimiter", "ab"], "delimiter cannot be ab; it is one character"),
        (["--decimal", ",", "--thousands", "comma"], "thousands cannot be ,"),
        (["--encoding", "klingon"], "encoding cannot be klingon; it is one of: utf-8"),
        (["--encoding", "hex"], "encoding cannot be hex"),
        (["--skip", "-1"], "skip cannot be -1; it lies between 0"),
        (["--horizon", "0"], "horizon cannot be 0; it lies between 1"),
        (["--validation-share", "2"], "validation_share cannot be 2.0; it lies between 0.01"),
        (["--window", "900"], "window of 900 does not fit"),
        (["--transform", "height=log"], "column height"),
    ],
)
def test_a_bad_choice_is_a_sentence(refused, options, said):
    assert said in refused(hourly(), *options)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "is empty"),
        (b"a,b\n1,2\n", "1 rows"),
        (b"\x00\x01\x02\x03\xff\xfe" * 50, "a.csv"),
        (b"PK\x03\x04" + bytes(range(256)), "a.csv"),
    ],
    ids=["empty", "short", "binary", "archive"],
)
def test_a_file_that_cannot_be_used_is_a_sentence(refused, raw, said):
    assert said in refused(raw)


def test_a_file_that_is_not_there_is_a_sentence(capsys):
    assert cli.inspect(["nowhere.csv"]) == 1
    assert "no file nowhere.csv" in capsys.readouterr().err


def test_it_loads_no_torch_and_prints_one_line(tmp_path):
    path = tmp_path / "물결.csv"
    path.write_text(hourly(), "utf-8")
    code = "import sys; from gatescope import main; status = main.main(['inspect', sys.argv[1]]);"
    words = [sys.executable, "-c", code + "assert 'torch' not in sys.modules; sys.exit(status)", str(path)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["path"] == str(path)
