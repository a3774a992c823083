"""Files that are no session, no longer one, or one of another time."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load

from gatescope.engine.config.run import Kind
from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.protocol.messages import RunState
from gatescope.engine.session import format as session_format
from gatescope.engine.session.autosave import recoverable
from gatescope.engine.session.session import Session
from gatescope.engine.session.tables import RowBatch
from tests.engine.session_samples import CONFIG, INFO, RAW, crashed, create, keyframe, rows

DATA = Path(__file__).parents[1] / "data"
GOLDEN, *LATER = (DATA / f"session-v{number}.gatescope" for number in (1, 2, 3, 4))
WHOLE = GOLDEN.read_bytes()
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + bytes(200)


def fault_of(path: Path) -> Fault:
    with pytest.raises(SessionError) as error:
        Session.open(path)
    assert error.value.facts["path"] == str(path)
    return error.value.fault


def read_all(path: Path) -> None:
    session = Session.open(path)
    try:
        session.data_source()
        for row in session.runs():
            session.history(row.run)
            for step in session.keyframe_steps(row.run):
                session.keyframe(row.run, step)
    finally:
        session.close()


# ---- the golden file -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("golden", [GOLDEN, *LATER], ids=["1", "2", "3", "4"])
def test_the_golden_file_of_a_format(golden: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(golden, tmp_path))
    session = Session.open(path)
    one, two = session.runs()
    assert (one.name, one.state, one.steps, one.config) == ("LSTM", RunState.PAUSED, 8, CONFIG)
    assert (two.name, two.state, two.steps, two.parent, two.fork_step) == ("fork", RunState.FAILED, 5, 1, 4)
    assert (two.fault, two.facts) == ("loss-not-finite", {"run": 2, "step": 5, "value": "nan"})
    for run, steps in ((1, 8), (2, 5)):
        for found, expected in zip(session.history(run).rows(), rows(0, steps), strict=True):
            assert np.array_equal(found, expected)
    assert session.history(1).validation()[0].tolist() == [0, 8]
    assert session.history(1).validation()[1].tolist() == [3.5, 1.25]
    assert session.history(2).live == ((2, "clip", 0.5),)
    assert (session.keyframe_steps(1), session.keyframe_steps(2)) == ((0, 1, 2, 4, 8), (4,))
    weights = load(session.keyframe(1, 7).weights)
    assert {name: w.tolist() for name, w in weights.items()} == {"layers.0.weight_hh_l0": [4.0] * 12}
    assert (session.data_source().info, session.data_source().raw) == (INFO, RAW)
    assert session.data_source().info.kind is Kind.TEXT
    session.close()


@pytest.mark.parametrize("golden", [GOLDEN, *LATER], ids=["1", "2", "3", "4"])
def test_a_golden_file_can_be_read_where_it_lies(golden: Path) -> None:
    before = golden.read_bytes()
    session = Session.open(golden, read_only=True)
    assert len(session.runs()) == 2
    session.close()
    assert golden.read_bytes() == before


# ---- other formats ---------------------------------------------------------------------------------------------


@pytest.fixture
def format_0(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of a format before the first, in which a run had no ``facts``; and the way from there."""

    def add_facts(db: sqlite3.Connection) -> None:
        db.execute("ALTER TABLE runs ADD COLUMN facts TEXT NOT NULL DEFAULT '{}'")

    path = Path(shutil.copy(GOLDEN, tmp_path / "old.gatescope"))
    db = sqlite3.connect(path)
    db.execute("ALTER TABLE runs DROP COLUMN facts")
    db.execute("PRAGMA user_version = 0")
    db.commit()
    db.close()
    monkeypatch.setitem(session_format.MIGRATIONS, 0, add_facts)
    return path


def test_an_older_format_is_migrated(format_0: Path) -> None:
    session = Session.open(format_0)
    assert [dict(row.facts) for row in session.runs()] == [{}, {}]
    assert len(session.history(1)) == 8
    session.close()
    assert session_format.check_header(format_0) == session_format.FORMAT


def test_an_older_format_is_read_without_changing_it(format_0: Path) -> None:
    before = format_0.read_bytes()
    session = Session.open(format_0, read_only=True)
    assert len(session.history(1)) == 8
    assert session.keyframe(1, 8).step == 8
    copy = session.save_as(format_0.with_name("new.gatescope"))
    session.close()
    assert format_0.read_bytes() == before
    assert session_format.check_header(copy) == session_format.FORMAT


def test_a_migration_that_fails_changes_nothing(format_0: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(db: sqlite3.Connection) -> None:
        db.execute("DELETE FROM runs")
        db.execute("SELECT nothing FROM nowhere")

    monkeypatch.setitem(session_format.MIGRATIONS, 0, fail)
    assert fault_of(format_0) is Fault.SESSION_DAMAGED
    db = sqlite3.connect(format_0)
    assert db.execute("SELECT count(*) FROM runs").fetchone() == (2,)
    assert db.execute("PRAGMA user_version").fetchone() == (0,)
    db.close()


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    path = Path(shutil.copy(GOLDEN, tmp_path))
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {session_format.FORMAT + 1}")
    db.close()
    before = path.read_bytes()
    with pytest.raises(SessionError) as error:
        Session.open(path)
    assert error.value.fault is Fault.SESSION_TOO_NEW
    assert (error.value.facts["format"], error.value.facts["known"]) == (5, 4)
    assert path.read_bytes() == before


def test_a_format_that_nobody_knows_is_damage(tmp_path: Path) -> None:
    path = Path(shutil.copy(GOLDEN, tmp_path))
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = -3")
    db.close()
    assert fault_of(path) is Fault.SESSION_DAMAGED


# ---- foreign and damaged ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"\n", b"time,value\n1,2\n", PNG, b"SQLite format 4\0" + bytes(100)])
def test_a_foreign_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.gatescope"
    path.write_bytes(content)
    assert fault_of(path) is Fault.SESSION_FOREIGN
    assert path.read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_another_programs_database(tmp_path: Path) -> None:
    path = tmp_path / "a.gatescope"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE runs (id)")
    db.close()
    assert fault_of(path) is Fault.SESSION_FOREIGN


def test_what_is_no_file(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "missing") is Fault.FILE_MISSING
    assert fault_of(tmp_path) is Fault.FILE_IS_DIRECTORY


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.gatescope")
    assert fault_of(tmp_path / "a.gatescope") is Fault.SESSION_FOREIGN


@given(share=st.floats(0, 1, exclude_max=True))
def test_a_truncated_file_is_never_taken_for_whole(share: float) -> None:
    length = int(share * len(WHOLE))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.gatescope"
        path.write_bytes(WHOLE[:length])
        assert fault_of(path) is (Fault.SESSION_DAMAGED if length else Fault.SESSION_FOREIGN)
        assert path.read_bytes() == WHOLE[:length]


@pytest.mark.parametrize("length", [1, 15, 16, 17, 71, 72, 99, 100, 101, 511, 512, 513, 1024])
def test_a_file_truncated_within_its_first_pages(tmp_path: Path, length: int) -> None:
    path = tmp_path / "a.gatescope"
    path.write_bytes(WHOLE[:length])
    assert fault_of(path) is Fault.SESSION_DAMAGED


@given(at=st.floats(0, 1, exclude_max=True), length=st.integers(1, 600), value=st.integers(0, 255))
def test_bytes_overwritten_are_never_more_than_a_session_error(at: float, length: int, value: int) -> None:
    start = int(at * len(WHOLE))
    broken = (WHOLE[:start] + bytes([value]) * length + WHOLE[start + length :])[: len(WHOLE)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.gatescope"
        path.write_bytes(broken)
        with suppress(SessionError):
            read_all(path)


@settings(max_examples=10)
@given(share=st.floats(0, 1))
def test_a_wal_that_breaks_off_loses_only_what_was_in_it(share: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = crashed(Path(folder) / "a.gatescope", 300, (0, 300))
        wal = path.with_name(path.name + "-wal")
        wal.write_bytes(wal.read_bytes()[: int(share * wal.stat().st_size)])
        session = Session.open(path)
        assert [row.steps for row in session.runs()] in ([], [0], [300])
        session.close()


def test_the_lock_is_free_after_a_file_was_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.gatescope"
    path.write_bytes(WHOLE[: len(WHOLE) // 2])
    assert fault_of(path) is Fault.SESSION_DAMAGED
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    path.write_bytes(WHOLE)
    session = Session.open(path)
    assert not session.read_only
    session.close()


# ---- a disk that cannot be written -----------------------------------------------------------------------------


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that other users can reach: pytest's own cannot be."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        place.chmod(0o755)
        yield place


READ = """
import os
import sys
from pathlib import Path
from gatescope.engine.session.autosave import recoverable
from gatescope.engine.errors import SessionError
from gatescope.engine.session.session import Session
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
session = Session.open(sys.argv[1])
print(session.read_only, len(session.history(1)), session.keyframe(1, 4).step, len(recoverable(Path(sys.argv[2]))))
try:
    session.save_as(Path(sys.argv[2]) / "copy.gatescope")
except SessionError as error:
    print(error.fault, error.facts["reason"])
session.close()
"""


def as_nobody(path: Path) -> list[str]:
    """What a user reads who may not write there."""
    command = [sys.executable, "-c", READ, str(path), str(path.parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such mode there")
@pytest.mark.parametrize("clean", [True, False])
def test_a_read_only_folder(shared: Path, clean: bool) -> None:
    path = shared / "a.gatescope"
    if clean:
        create(path, 9, (0, 4))[0].close()
    else:
        crashed(path, 9, (0, 4))
    for file in shared.iterdir():
        file.chmod(0o444)
    shared.chmod(0o555)
    before = {file.name: file.read_bytes() for file in shared.iterdir()}
    assert as_nobody(path) == ["True", "9", "4", "0" if clean else "1", "session-unwritable", "forbidden"]
    assert {file.name: file.read_bytes() for file in shared.iterdir()} == before
    shared.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such mode there")
def test_another_user_reads_while_the_owner_writes(shared: Path) -> None:
    path = shared / "a.gatescope"
    session, run = create(path, 9, (0, 4))
    session.commit(run, RowBatch(first=9, rows=rows(9, 2)))
    shared.chmod(0o555)
    assert as_nobody(path)[:3] == ["True", "11", "4"]
    shared.chmod(0o755)
    session.close()


def test_a_full_disk_loses_nothing_that_was_committed(tmp_path: Path) -> None:
    session, run = create(tmp_path / "a.gatescope", 10, (0, 10))
    pages = session._db.execute("PRAGMA page_count").fetchone()[0]
    session._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(SessionError) as error:
        session.commit(run, RowBatch(first=10, rows=rows(10, 5), keyframe=keyframe(15, 10_000)))
    assert (error.value.fault, error.value.facts["reason"]) == (Fault.SESSION_UNWRITABLE, "disk-full")
    assert (session.run(run).steps, session.keyframe_steps(run)) == (10, (0, 10))
    session._db.execute("PRAGMA max_page_count = 1000000")
    session.commit(run, RowBatch(first=10, rows=rows(10, 5), keyframe=keyframe(15, 10_000)))
    assert (session.run(run).steps, session.keyframe_steps(run)) == (15, (0, 10, 15))
    session.close()


def test_the_names_of_reasons(tmp_path: Path) -> None:
    for target, reason in ((tmp_path / "missing" / "b.gatescope", "folder-missing"), (tmp_path, "is-directory")):
        session, _ = create(tmp_path / "a.gatescope", 1)
        with pytest.raises(SessionError) as error:
            session.save_as(target)
        assert (error.value.fault, error.value.facts["reason"]) == (Fault.SESSION_UNWRITABLE, reason)
        session.close()
        (tmp_path / "a.gatescope").unlink()


def test_nothing_recoverable_in_a_folder_of_rubbish(tmp_path: Path) -> None:
    for name, content in (("a", b""), ("b", PNG), ("c", GOLDEN.read_bytes()[:3000])):
        (tmp_path / f"{name}.gatescope").write_bytes(content)
    (tmp_path / "d.gatescope").mkdir()
    assert recoverable(tmp_path) == []
    assert recoverable(tmp_path / "missing") == []
