"""What is written into a session comes back; one process owns it, others read."""

import math
import sqlite3
import threading
from pathlib import Path

import msgspec
import numpy as np
import pytest

from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.protocol.messages import RunState
from gatescope.engine.session import tables
from gatescope.engine.session.owner import lock_path
from gatescope.engine.session.session import Session
from gatescope.engine.session.tables import INSIDE_MOST, RowBatch, get_keyframe
from tests.engine.session_samples import CONFIG, INFO, RAW, crashed, create, keyframe, rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.gatescope"


def same_history(session: Session, run: int, steps: int) -> None:
    for found, expected in zip(session.history(run).rows(), rows(0, steps), strict=True):
        assert np.array_equal(found, expected)


def test_everything_comes_back(path: Path) -> None:
    session, run = create(path, 5, (0, 4))
    session.set_state(run, RunState.PAUSED)
    session.commit(run, RowBatch(first=5, rows=rows(5, 1), validation=[(6, math.nan)], keyframe=keyframe(6)))
    session.close()

    session = Session.open(path)
    (row,) = session.runs()
    assert (row.run, row.name, row.config, row.state) == (run, "LSTM", CONFIG, RunState.PAUSED)
    assert (row.steps, row.seconds, row.parameters, row.naive_loss) == (6, 0.005, 42, 2.5)
    data = session.data_source()
    assert (data.info, data.raw, session.name) == (INFO, RAW, "hamlet.txt")
    same_history(session, run, 6)
    steps, losses = session.history(run).validation()
    assert steps.tolist() == [0, 6]
    assert losses[0] == 3.5
    assert math.isnan(losses[1])
    assert session.history(run).live == ((2, "clip", 0.5),)
    assert session.keyframe_steps(run) == (0, 4, 6)
    session.close()


def test_the_state_of_one_run_is_changed_without_reading_the_others(path: Path, monkeypatch) -> None:
    session, run = create(path, 2, (0,))
    for _ in range(20):
        session.add_run(CONFIG)
    read, read_one = [], tables._run
    monkeypatch.setattr(tables, "_run", lambda db, row: (read.append(row.run), read_one(db, row))[1])
    session.set_state(run, RunState.FAILED, "loss-not-finite", {"step": 2})
    assert read == [run]
    row = session.run(run)
    assert (row.state, row.fault, row.facts, row.steps) == (RunState.FAILED, "loss-not-finite", {"step": 2}, 2)
    session.close()


def test_a_session_without_runs_is_fine(path: Path) -> None:
    Session.create(path, INFO, RAW).close()
    session = Session.open(path)
    assert session.runs() == ()
    with pytest.raises(SessionError) as error:
        session.run(1)
    assert error.value.fault is Fault.RUN_UNKNOWN
    session.close()


def test_large_data_stays_outside(path: Path, tmp_path: Path) -> None:
    with Closing(Session.create(path, INFO, b"x" * (INSIDE_MOST + 1))) as session:
        assert session.data_source().raw is None
    bare = tmp_path / "bare.gatescope"
    Session.create(bare, INFO, None).close()
    assert path.stat().st_size == bare.stat().st_size


def test_a_preview_is_not_kept(path: Path) -> None:
    with Closing(Session.create(path, msgspec.structs.replace(INFO, preview=np.ones(9)), RAW)) as session:
        assert session.data_source().info == INFO


def test_keyframes_are_the_last_at_or_before(path: Path) -> None:
    session, run = create(path, 9, (0, 4, 8))
    assert session.keyframe(run, 7).step == 4
    assert session.keyframe(run, 8) == keyframe(8)
    assert session.keyframe(run, 8, weights_only=True).rest == b""
    assert session.keyframe(run, 8, weights_only=True).weights == keyframe(8).weights
    with pytest.raises(SessionError) as error:
        session.keyframe(run, -1)
    assert error.value.fault is Fault.KEYFRAME_UNKNOWN
    session.commit(run, RowBatch(first=9, drop=[4]))
    assert session.keyframe_steps(run) == (0, 8)
    session.close()


@pytest.mark.parametrize("step", [0, 1, 4, 5, 8, 20])
def test_a_fork_has_what_its_parent_had_at_that_step(path: Path, step: int) -> None:
    session, run = create(path, 4)
    session.commit(run, RowBatch(first=4, rows=rows(4, 3), validation=[(5, 0.5), (7, 0.25)]))
    session.commit(run, RowBatch(first=7, rows=rows(7, 2)))
    for at in (0, 1, 5, 8):
        session.commit(run, RowBatch(first=9, keyframe=keyframe(at)))
    expected = max(at for at in (0, 1, 5, 8) if at <= step)
    child = session.fork(run, step, "fork")
    assert (child.parent, child.fork_step, child.steps, child.name) == (run, expected, expected, "fork")
    assert child.state is (RunState.PAUSED if expected else RunState.READY)
    same_history(session, child.run, expected)
    assert session.history(child.run).validation()[0].tolist() == [s for s in (0, 5, 7) if s <= expected]
    assert len(session.history(child.run).live) == (1 if expected >= 2 else 0)
    assert session.keyframe_steps(child.run) == (expected,)
    session.commit(child.run, RowBatch(first=expected, rows=rows(expected, 2)))
    same_history(session, child.run, expected + 2)
    same_history(session, run, 9)
    session.close()


def test_a_fork_of_nothing_is_refused(path: Path) -> None:
    session, run = create(path, 4, (2,))
    for args, fault in (((run, 1), Fault.KEYFRAME_UNKNOWN), ((9, 2), Fault.RUN_UNKNOWN)):
        with pytest.raises(SessionError) as error:
            session.fork(*args)
        assert error.value.fault is fault
    session.close()


def test_many_rows_at_once(path: Path) -> None:
    session, run = create(path)
    session.commit(run, RowBatch(rows=rows(0, 200_000)))
    same_history(session, run, 200_000)
    assert session.run(run).seconds == pytest.approx(199.999)
    session.close()


def test_a_batch_is_written_whole_or_not_at_all(path: Path) -> None:
    session, run = create(path, 4)
    with pytest.raises(SessionError):
        session.commit(run, RowBatch(first=4, rows=rows(4, 2), live=[(4, "clip", None)]))  # type: ignore[list-item]
    assert session.run(run).steps == 4
    session.commit(run, RowBatch(first=4, rows=rows(4, 2)))
    same_history(session, run, 6)
    session.close()


# ---- after a crash ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "keyframes", "before", "after"),
    [
        (5, (0, 4), RunState.TRAINING, RunState.CLOSED),
        (5, (0, 4), RunState.PAUSED, RunState.CLOSED),
        (4, (0, 4), RunState.TRAINING, RunState.PAUSED),
        (4, (0, 4), RunState.FINISHED, RunState.FINISHED),
        (5, (0, 4), RunState.FAILED, RunState.FAILED),
        (0, (0,), RunState.TRAINING, RunState.READY),
        (0, (), RunState.READY, RunState.READY),
        (3, (), RunState.TRAINING, RunState.CLOSED),
    ],
)
def test_a_run_after_a_crash(
    path: Path, steps: int, keyframes: tuple[int, ...], before: RunState, after: RunState
) -> None:
    session, run = create(path, steps, keyframes)
    session.set_state(run, before)
    session.close()
    session = Session.open(path)
    assert session.run(run).state is after
    same_history(session, run, steps)
    session.close()


def test_a_crash_leaves_everything_committed(path: Path) -> None:
    session = Session.open(crashed(path, 50, (0, 50)))
    assert not session.read_only
    same_history(session, 1, 50)
    session.close()
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name]


# ---- one owner, many readers -----------------------------------------------------------------------------------


def test_a_second_opener_reads_what_the_owner_writes(path: Path) -> None:
    owner, run = create(path, 4)
    other = Session.open(path)
    assert (owner.read_only, other.read_only) == (False, True)
    owner.commit(run, RowBatch(first=4, rows=rows(4, 3)))
    same_history(other, run, 7)
    with pytest.raises(SessionError) as error:
        other.commit(run, RowBatch(first=7, rows=rows(7, 1)))
    assert error.value.fault is Fault.SESSION_UNWRITABLE
    other.close()
    owner.close()


def test_closing_leaves_one_plain_file(path: Path) -> None:
    session, _ = create(path, 4)
    assert lock_path(path).exists()
    session.close()
    session.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert path.read_bytes()[18:20] == b"\1\1"  # not a WAL file: readable from a disk that cannot be written


def test_reading_only_on_request_changes_nothing(path: Path) -> None:
    session, _ = create(path, 4)
    session.close()
    before = path.read_bytes()
    session = Session.open(path, read_only=True)
    assert session.read_only
    same_history(session, 1, 4)
    session.close()
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_reader_cannot_write(path: Path) -> None:
    session, _ = create(path, 4)
    with pytest.raises(SessionError), session.reader() as db:
        db.execute("DELETE FROM runs")
    assert len(session.runs()) == 1
    session.close()


def test_keyframes_are_read_while_rows_are_written(path: Path) -> None:
    session, run = create(path, 1, (0,))
    wrong: list[str] = []
    done = threading.Event()

    def travel() -> None:
        while not done.is_set():
            with session.reader() as db:
                found = get_keyframe(db, run, 10**6)
            if found is None or found != keyframe(found.step, 12 if found.step == 0 else 4000):
                wrong.append(repr(found))

    thread = threading.Thread(target=travel)
    thread.start()
    for step in range(1, 80):
        session.commit(run, RowBatch(first=step, rows=rows(step, 1), keyframe=keyframe(step, 4000), drop=[step - 1]))
    done.set()
    thread.join()
    assert not wrong
    same_history(session, run, 80)
    session.close()


def test_writers_in_two_threads_take_turns(path: Path) -> None:
    session, one = create(path)
    two = session.add_run(CONFIG)

    def write(run: int) -> None:
        for first in range(0, 400, 4):
            session.commit(run, RowBatch(first=first, rows=rows(first, 4)))

    threads = [threading.Thread(target=write, args=(run,)) for run in (one, two)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    same_history(session, one, 400)
    same_history(session, two, 400)
    session.close()


def test_create_does_not_overwrite_unasked(path: Path) -> None:
    session, _ = create(path, 4)
    with pytest.raises(SessionError) as error:
        Session.create(path, INFO, RAW, replace=True)
    assert error.value.fault is Fault.SESSION_IN_USE
    session.close()
    with pytest.raises(SessionError) as error:
        Session.create(path, INFO, RAW)
    assert (error.value.fault, error.value.facts["reason"]) == (Fault.SESSION_UNWRITABLE, "exists")
    session = Session.create(path, INFO, RAW, replace=True)
    assert session.runs() == ()
    session.close()


def test_a_number_of_a_run_is_never_given_twice(path: Path) -> None:
    session, first = create(path)
    session.close()
    db = sqlite3.connect(path)
    db.execute("DELETE FROM runs")
    db.commit()
    db.close()
    with Closing(Session.open(path)) as session:
        assert session.add_run(CONFIG) > first


class Closing:
    """``with`` for a session."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def __enter__(self) -> Session:
        return self.session

    def __exit__(self, *_: object) -> None:
        self.session.close()
