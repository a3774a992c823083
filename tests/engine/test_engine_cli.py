"""``train`` at the ends of its pipes: signals, closed outputs, terminals and names that are not UTF-8."""

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gatescope.engine.cli import commands as cli
from gatescope.engine.cli.train import ProgressBar
from gatescope.engine.session.session import Session

MAIN = str(Path(__file__).parents[2] / "main.py")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GATESCOPE_DATA", str(tmp_path / "home"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_training_after_its_step_and_going_on_is_exact(sine, tmp_path, number):
    session = tmp_path / "s.gatescope"
    words = [sys.executable, MAIN, "train", str(sine), "--steps", "0", "--device", "cpu", "--session", str(session)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr.readline().startswith("step ")
        process.send_signal(number)
        out, _ = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 0
    opened = Session.open(session)
    (row,) = opened.runs()
    assert (row.state, row.steps) == ("paused", json.loads(out)["steps"])
    assert opened.keyframe_steps(1)[-1] == row.steps > 0
    opened.close()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_an_output_that_cannot_be_written_is_said_in_a_sentence(sine):
    words = [sys.executable, MAIN, "train", str(sine), "--steps", "2", "--device", "cpu"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("gatescope: The output cannot be written")


def test_a_progress_bar_that_nobody_reads_ends_no_training(sine, capsys, monkeypatch):
    read, write = os.pipe()
    os.close(read)
    with open(write, "w") as err:
        monkeypatch.setattr("sys.stderr", err)
        assert cli.train([str(sine), "--steps", "3", "--device", "cpu"]) == 0
        monkeypatch.setattr("sys.stderr", io.StringIO())
        os.dup2(os.open(os.devnull, os.O_WRONLY), write)  # what is left in its buffer
    assert json.loads(capsys.readouterr().out)["steps"] == 3


@pytest.mark.parametrize(("encoding", "blocks"), [("utf-8", True), ("euc-kr", False), ("ascii", False)])
def test_a_terminal_without_blocks_is_shown_none(encoding, blocks):
    assert ProgressBar(io.TextIOWrapper(io.BytesIO(), encoding, "backslashreplace"))._blocks is blocks


def test_a_text_has_no_columns(tmp_path, capsys):
    path = tmp_path / "t.txt"
    path.write_text("to be or not to be, that is the question. " * 30)
    assert cli.train([str(path), "--target", "b", "--steps", "1", "--device", "cpu"]) == 1
    assert "no column b" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="names there are bytes")
def test_a_file_whose_name_is_no_text_is_learnt_from(sine, tmp_path, capsys):
    path = os.fsencode(tmp_path) + b"/\xff.csv"
    os.link(sine, path)
    assert cli.train([os.fsdecode(path), "--steps", "2", "--device", "cpu"]) == 0
    assert json.loads(capsys.readouterr().out)["steps"] == 2
