"""A session that comes from another computer, and one whose file cannot be written: what the laboratory makes of it."""

import math
import os
import shutil
import sys
from pathlib import Path

import pytest

from gatescope.engine.cli import commands, told_words
from gatescope.engine.config.run import Cell, DataConfig, Kind, Recurrent, RunConfig, TrainConfig
from gatescope.engine.data.tables.dataset import open_dataset
from gatescope.engine.errors import ConfigError, Fact, Fault, SessionError
from gatescope.engine.machine import device as machine
from gatescope.engine.protocol.messages import DeviceReason, RunState
from gatescope.engine.protocol.told import Notice, Unwritable
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.session.session import Session
from gatescope.engine.session.tables import RowBatch


def config(device: str = "cpu") -> RunConfig:
    return RunConfig(
        data=DataConfig(kind=Kind.TABLE, inputs=("value",), targets=("value",)),
        net=Recurrent(cell=Cell.LSTM, hidden=4),
        train=TrainConfig(steps=0, window=20, batch=4, validate_every=10, device=device),
    )


@pytest.fixture
def laboratory(sine: Path, tmp_path: Path):
    laboratory = Laboratory()
    laboratory.adopt(open_dataset(str(sine)), str(tmp_path / "a.gatescope"))
    yield laboratory
    laboratory.close()


def train(laboratory: Laboratory, number: int, steps: int) -> None:
    training = laboratory.begin(laboratory.run(number))
    while training.run.step < steps:
        training.turn(steps, lambda: False)
    training.rest()
    laboratory.put_to_rest(training)


def test_a_run_of_another_device_goes_on_with_what_there_is(
    laboratory: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "_try_cuda", lambda _: (DeviceReason.NO_CUDA_DEVICE, ""))
    run = laboratory.new_run(config())
    train(laboratory, run.number, 12)
    path = laboratory.path
    assert laboratory.session is not None
    laboratory.session.update_run(run.number, config=config("cuda"), device="cuda:0")
    laboratory.close()

    told: list[tuple[Notice, dict[str, Fact]]] = []
    laboratory.tell = lambda notice, facts: told.append((notice, facts))
    laboratory.open_session(path)
    assert told == []  # nobody trains yet
    train(laboratory, run.number, 20)
    assert told == [(Notice.DEVICE_MOVED, {"run": run.number, "device": "cuda", "now": "cpu"})]
    assert (laboratory.run(run.number).step, laboratory.run(run.number).device) == (20, "cpu")
    with pytest.raises(ConfigError) as error:  # who asks for it anew is refused
        laboratory.new_run(config("cuda"))
    assert error.value.fault is Fault.DEVICE_UNAVAILABLE


def fill(session: Session) -> None:
    (pages,) = session._db.execute("PRAGMA page_count").fetchone()
    session._db.execute(f"PRAGMA max_page_count = {pages}")


def test_on_a_full_disk_it_trains_on_and_everything_is_kept_when_there_is_room(laboratory: Laboratory) -> None:
    run = laboratory.new_run(config())
    session = laboratory.session
    assert session is not None
    fill(session)
    training = laboratory.begin(run)
    recorder = training.recorder
    while recorder.trouble is None:
        training.turn(math.inf, lambda: False)
    until = run.step + 100
    while run.step < until:
        training.turn(math.inf, lambda: False)
    assert recorder.trouble.facts["reason"] == Unwritable.DISK_FULL
    assert run.state is RunState.TRAINING
    assert len(run.history) == run.step
    with pytest.raises(SessionError):
        laboratory.put_to_rest(training)
    session._db.execute("PRAGMA max_page_count = 1000000")
    training.rest()
    laboratory.put_to_rest(training)
    assert recorder.trouble is None
    assert session.run(run.number).steps == run.step == session.keyframe_steps(run.number)[-1]


def test_on_a_full_disk_it_can_be_saved_elsewhere(laboratory: Laboratory, tmp_path: Path) -> None:
    run = laboratory.new_run(config())
    assert laboratory.session is not None
    fill(laboratory.session)
    training = laboratory.begin(run)
    while training.recorder.trouble is None:
        training.turn(math.inf, lambda: False)
    laboratory.save_as(str(tmp_path / "b.gatescope"))
    training.rest()
    laboratory.put_to_rest(training)
    laboratory.close()
    session = Session.open(tmp_path / "b.gatescope")
    assert session.run(run.number).steps == run.step
    session.close()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file stays where it is there")
def test_the_run_that_trains_is_kept_when_its_file_goes(laboratory: Laboratory, tmp_path: Path) -> None:
    told: list[Notice] = []
    laboratory.tell = lambda notice, _facts: told.append(notice)
    run = laboratory.new_run(config())
    os.unlink(laboratory.path)
    train(laboratory, run.number, 30)
    assert told == [Notice.SESSION_GONE]
    assert len(laboratory.weights(run, 0)[1]) > 0  # its past is still there to be looked at
    info = laboratory.session_info()
    assert info is not None
    assert (info.saved_as, info.path) == ("", laboratory.path)
    left = laboratory.path
    laboratory.close()
    session = Session.open(left)
    assert session.run(run.number).steps == 30
    session.close()


def test_everything_that_is_told_has_its_words() -> None:
    assert set(told_words.SENTENCES) == set(Notice)
    assert set(told_words.REASONS) == set(Unwritable)


def test_the_command_line_says_what_it_set_aside(
    sine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GATESCOPE_DATA", str(tmp_path))
    folder = tmp_path / "sessions"
    folder.mkdir()
    (folder / "broken.gatescope").write_text("no session")
    command = [str(sine), "--steps", "2", "--hidden", "4", "--window", "20", "--device", "cpu"]
    assert commands.train(command) == 0
    heard = capsys.readouterr()
    assert f"broken.gatescope could not be read; moved to {folder / 'damaged'}" in heard.err
    assert (folder / "damaged" / "broken.gatescope").read_text() == "no session"
    assert len(list(folder.glob("*.gatescope"))) == 1


def test_the_command_line_says_what_a_copy_lacks(
    laboratory: Laboratory, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = laboratory.new_run(config())
    train(laboratory, run.number, 12)
    copy = shutil.copy(laboratory.path, tmp_path / "copy.gatescope")
    assert commands.export([str(copy), "metrics", str(tmp_path / "out.csv")]) == 0
    assert "copy.gatescope is a copy that was taken while the session was open: it ends at step 12" in (
        capsys.readouterr().err
    )
    assert (tmp_path / "out.csv").read_text().splitlines()[-1].startswith("12,")
    assert not (tmp_path / "copy.gatescope-wal").exists()


def test_where_rows_find_room_and_keyframes_do_not_it_is_told_once(
    laboratory: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = laboratory.new_run(config())
    session = laboratory.session
    assert session is not None
    commit = session.commit

    def no_keyframe(number: int, batch: RowBatch) -> None:
        if batch.keyframe is not None:
            raise SessionError(Fault.SESSION_UNWRITABLE, path=str(session.path), reason="disk-full")
        commit(number, batch)

    monkeypatch.setattr(session, "commit", no_keyframe)
    training = laboratory.begin(run)
    while run.step < 40:
        training.turn(math.inf, lambda: False)
        training.recorder.commit()
        assert training.recorder.committed == run.step
    assert training.recorder.trouble is not None  # and not gone with every row
    monkeypatch.undo()
    training.rest()
    laboratory.put_to_rest(training)
    assert training.recorder.trouble is None
