"""Save As, and what is left after kill -9."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load

from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.protocol.messages import RunState
from gatescope.engine.protocol.runs import Replace
from gatescope.engine.protocol.told import Unwritable
from gatescope.engine.session.owner import is_owned
from gatescope.engine.session.session import Session
from gatescope.engine.session.tables import RowBatch
from tests.engine.session_samples import crashed, create, keyframe, rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.gatescope"


def check_rows(session: Session, run: int, steps: int) -> None:
    for found, expected in zip(session.history(run).rows(), rows(0, steps), strict=True):
        assert np.array_equal(found, expected)


def integrity(path: Path) -> str:
    db = sqlite3.connect(path)
    try:
        return str(db.execute("PRAGMA integrity_check").fetchone()[0])
    finally:
        db.close()


# ---- copies ----------------------------------------------------------------------------------------------------


def test_a_copy_has_what_only_the_wal_has(path: Path) -> None:
    session, run = create(path, 40, (0, 40))
    naive = Session.open(shutil.copyfile(path, path.with_name("c.gatescope")))
    assert naive.runs() == ()  # what copying the file itself would lose
    naive.close()
    naive.path.unlink()
    copy = session.save_as(path.with_name("b.gatescope"))
    session.commit(run, RowBatch(first=40, rows=rows(40, 1)))
    session.close()
    assert sorted(file.name for file in path.parent.iterdir()) == ["a.gatescope", "b.gatescope"]
    other = Session.open(copy)
    assert not other.read_only
    check_rows(other, run, 40)
    assert other.keyframe(run, 40) == keyframe(40)
    other.close()


def test_a_copy_made_while_the_owner_writes_is_complete(path: Path) -> None:
    session, run = create(path, 1, (0,))
    done = threading.Event()
    written = [1]

    def write() -> None:
        while not done.is_set():
            step = written[0]
            session.commit(run, RowBatch(first=step, rows=rows(step, 1), keyframe=keyframe(step, 3000)))
            written[0] += 1

    thread = threading.Thread(target=write)
    thread.start()
    for number in range(6):
        before = written[0]
        copy = Session.open(session.save_as(path.with_name(f"{number}.gatescope")), read_only=True)
        steps = copy.run(run).steps
        assert before <= steps <= written[0] + 1  # what is committed is counted a moment later
        check_rows(copy, run, steps)
        assert copy.keyframe_steps(run) == tuple(range(steps))
        copy.close()
        assert integrity(path.with_name(f"{number}.gatescope")) == "ok"
    done.set()
    thread.join()
    check_rows(session, run, written[0])
    session.close()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_copy_onto_itself_is_nothing(path: Path) -> None:
    session, run = create(path, 4)
    link = path.with_name("link.gatescope")
    link.symlink_to(path)
    for target in (path, link, path.parent / "." / path.name):
        assert session.save_as(target) == path
        assert session.move_to(target) == path
    session.commit(run, RowBatch(first=4, rows=rows(4, 1)))
    check_rows(session, run, 5)
    session.close()


def test_an_older_session_is_replaced_with_its_wal(path: Path) -> None:
    target = crashed(path.with_name("b.gatescope"), 30, (0, 30))
    session, run = create(path, 4)
    session.save_as(target)
    session.close()
    other = Session.open(target)
    check_rows(other, run, 4)
    other.close()
    assert integrity(target) == "ok"


def test_a_session_in_use_is_not_replaced(path: Path) -> None:
    session, _ = create(path, 4)
    other, run = create(path.with_name("b.gatescope"), 7)
    for save in (session.save_as, session.move_to):
        with pytest.raises(SessionError) as error:
            save(other.path)
        assert error.value.fault is Fault.SESSION_IN_USE
    check_rows(other, run, 7)
    other.close()
    session.close()


def test_moving_goes_on_in_the_copy(path: Path) -> None:
    session, run = create(path, 4, (0, 4))
    target = path.with_name("b.gatescope")
    assert session.move_to(target) == path
    assert session.path == target
    assert (is_owned(path), is_owned(target)) == (False, True)
    session.commit(run, RowBatch(first=4, rows=rows(4, 2), keyframe=keyframe(6)))
    assert session.keyframe(run, 6) == keyframe(6)
    session.close()
    assert sorted(file.name for file in path.parent.iterdir()) == ["a.gatescope", "b.gatescope"]
    for place, steps in ((path, 4), (target, 6)):
        other = Session.open(place)
        check_rows(other, run, steps)
        other.close()


def test_what_is_only_read_can_be_moved_and_then_written(path: Path) -> None:
    owner, run = create(path, 4, (0, 4))
    other = Session.open(path)
    other.move_to(path.with_name("b.gatescope"))
    assert not other.read_only
    other.commit(run, RowBatch(first=4, rows=rows(4, 1)))
    owner.commit(run, RowBatch(first=4, rows=rows(4, 3)))
    check_rows(other, run, 5)
    check_rows(owner, run, 7)
    other.close()
    owner.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes there")
def test_a_disk_that_fills_up_leaves_the_source_and_the_target_as_they_were(path: Path) -> None:
    import resource  # exists on Unix only

    session, run = create(path, 10, (0,))
    session.commit(run, RowBatch(first=10, keyframe=keyframe(10, 200_000)))
    target = path.with_name("b.gatescope")
    target.write_bytes(b"older")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        for save in (session.save_as, session.move_to):
            with pytest.raises(SessionError) as error:
                save(target, Replace.ANYTHING)
            assert error.value.fault is Fault.SESSION_UNWRITABLE
            assert error.value.facts["reason"] not in (Unwritable.FOREIGN, Unwritable.EXISTS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert target.read_bytes() == b"older"
    session.commit(run, RowBatch(first=10, rows=rows(10, 1)))
    check_rows(session, run, 11)
    assert session.path == path
    session.close()
    assert sorted(file.name for file in path.parent.iterdir()) == ["a.gatescope", "b.gatescope"]


# ---- kill -9 ---------------------------------------------------------------------------------------------------

WRITE = """
import json, sys
from pathlib import Path
from gatescope.engine.protocol.messages import RunState
from gatescope.engine.session.tables import RowBatch
from tests.engine.session_samples import create, keyframe, rows
assert "torch" not in sys.modules
session, run = create(Path(sys.argv[1]))
session.set_state(run, RunState.TRAINING)
steps, kept = 0, []
while True:
    count = 1 + steps % 13
    frame = keyframe(steps + count, 5000) if count % 3 == 0 else None
    drop = kept[1:2] if frame and len(kept) > 5 else []
    session.commit(run, RowBatch(steps, rows(steps, count), [(steps, 0.5)], keyframe=frame, drop=drop))
    steps += count
    kept = [step for step in kept if step not in drop] + ([steps] if frame else [])
    print(json.dumps([steps, kept]), flush=True)
"""


@pytest.mark.parametrize("seed", range(10))
def test_a_kill_loses_no_acknowledged_row(path: Path, seed: int) -> None:
    process = subprocess.Popen([sys.executable, "-c", WRITE, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for _ in range(random.Random(seed).randrange(1, 150)):
        said = process.stdout.readline()
    process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    said = ([said, *process.stdout.readlines()])[-1]
    process.communicate()
    steps, kept = json.loads(said)

    session = Session.open(path)
    assert not session.read_only
    row = session.run(1)
    assert 0 <= row.steps - steps <= 13  # at most the batch that was written and not yet told of
    check_rows(session, 1, row.steps)
    found = session.keyframe_steps(1)
    assert found[-1:] == tuple(kept[-1:]) or found[-1] == row.steps
    assert set(kept[2:]) <= set(found)
    for step in found:
        assert load(session.keyframe(1, step).weights)["layers.0.weight_hh_l0"].tolist() == [step] * 5000
    assert row.state is (RunState.PAUSED if found and found[-1] == row.steps else RunState.CLOSED)
    session.close()
    assert integrity(path) == "ok"
    assert os.listdir(path.parent) == [path.name]
