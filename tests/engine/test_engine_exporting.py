"""Where ``export`` writes to, and what it refuses to write over."""

import math
import os
import sys

import pytest

from gatescope.engine.cli import commands as cli


@pytest.fixture
def session(sine, tmp_path):
    path = tmp_path / "s.gatescope"
    assert cli.train([str(sine), "--steps", "2", "--device", "cpu", "--session", str(path)]) == 0
    return path


def test_the_session_is_not_written_over(session, capsys):
    before = session.read_bytes()
    assert cli.export([str(session), "weights", str(session)]) == 1
    assert "it is the session itself" in capsys.readouterr().err
    assert session.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Unix has modes and pipes")
def test_a_file_gets_the_usual_mode_and_keeps_the_one_it_has(session, tmp_path):
    out = tmp_path / "m.csv"
    before = os.umask(0o022)
    try:
        assert cli.export([str(session), "metrics", str(out)]) == 0
        assert out.stat().st_mode & 0o777 == 0o644
        out.chmod(0o600)
        assert cli.export([str(session), "metrics", str(out)]) == 0
        assert out.stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)


@pytest.mark.skipif(sys.platform == "win32", reason="Unix has modes and pipes")
def test_a_pipe_is_written_into_and_stays(session, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert cli.export([str(session), "metrics", str(pipe)]) == 0
    lines = os.read(reader, 1 << 16).decode().splitlines()
    os.close(reader)
    assert pipe.is_fifo()
    assert [math.floor(float(line.split(",")[0])) for line in lines[1:]] == [0, 1, 2]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--step", "-1"], "no keyframe at or before step -1"),
        (["--run", "9"], "no run 9"),
        (["--probe", "-1"], "no such probe"),
    ],
)
def test_what_there_is_not_is_said_in_a_sentence(session, tmp_path, capsys, more, said):
    assert cli.export([str(session), "frame", str(tmp_path / "f.npz"), *more]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "f.npz").exists()
