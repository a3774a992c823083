"""A session whose file goes, is replaced or written by another while it is open: noticed, said, and nothing lost."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from gatescope.engine.errors import Fact, Fault, SessionError
from gatescope.engine.protocol.runs import ReadOnly
from gatescope.engine.protocol.told import Notice
from gatescope.engine.session import owner as owner_module
from gatescope.engine.session.autosave import recoverable, sessions_folder
from gatescope.engine.session.owner import Owner, is_owned, lock_path
from gatescope.engine.session.session import Session
from gatescope.engine.session.tables import RowBatch
from tests.engine.session_samples import create, keyframe, rows

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="an open file can be neither removed nor replaced there"
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GATESCOPE_DATA", str(tmp_path / "home"))
    return sessions_folder()


class Told:
    """Hears what a session tells."""

    def __init__(self, session: Session) -> None:
        self.heard: list[tuple[Notice, dict[str, Fact]]] = []
        session.tell = lambda notice, facts: self.heard.append((notice, facts))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    folder = tmp_path / "mine"
    folder.mkdir()
    session, _ = create(folder / "a.gatescope", 40, (0, 40))
    yield session
    session.close()


def check_rows(session: Session, steps: int) -> None:
    assert session.run(1).steps == steps
    assert np.array_equal(session.history(1).rows()[0], rows(0, steps)[0])


def other_session(path: Path, steps: int = 7) -> bytes:
    """Another one, closed; its bytes."""
    create(path, steps)[0].close()
    return path.read_bytes()


def delete(path: Path) -> None:
    path.unlink()


def delete_all(path: Path) -> None:
    for file in list(path.parent.iterdir()):
        file.unlink()


def delete_folder(path: Path) -> None:
    shutil.rmtree(path.parent)


@pytest.mark.parametrize("lose", [delete, delete_all, delete_folder])
def test_a_file_that_is_deleted_is_gone_on_with_elsewhere(session: Session, home: Path, lose) -> None:
    told, old = Told(session), session.path
    lose(old)
    session.commit(1, RowBatch(first=40, rows=rows(40, 5), keyframe=keyframe(45)))
    assert session.path.parent == home
    assert told.heard == [(Notice.SESSION_GONE, {"path": str(old), "to": str(session.path)})]
    check_rows(session, 45)
    assert session.keyframe(1, 45) == keyframe(45)
    session.commit(1, RowBatch(first=45, rows=rows(45, 1)))
    assert len(told.heard) == 1
    assert not old.parent.exists() or os.listdir(old.parent) == []
    session.close()
    assert [file.name for file in home.iterdir()] == [session.path.name]
    again = Session.open(session.path)
    check_rows(again, 46)
    again.close()


def test_another_session_in_its_place_is_left_as_it_is(session: Session, tmp_path: Path) -> None:
    told, old = Told(session), session.path
    theirs = other_session(tmp_path / "other.gatescope")
    os.replace(tmp_path / "other.gatescope", old)
    session.commit(1, RowBatch(first=40, rows=rows(40, 5)))
    assert [notice for notice, _ in told.heard] == [Notice.SESSION_REPLACED]
    check_rows(session, 45)
    assert os.listdir(old.parent) == [old.name]
    assert old.read_bytes() == theirs
    session.close()
    assert old.read_bytes() == theirs


def test_a_file_that_was_moved_is_whole_there(session: Session, tmp_path: Path) -> None:
    told = Told(session)
    os.rename(session.path, tmp_path / "moved.gatescope")
    session.commit(1, RowBatch(first=40, rows=rows(40, 5)))
    assert [notice for notice, _ in told.heard] == [Notice.SESSION_GONE]
    check_rows(session, 45)
    moved = Session.open(tmp_path / "moved.gatescope")
    check_rows(moved, 40)
    assert moved.keyframe(1, 40) == keyframe(40)
    moved.close()


def test_its_own_pictures_are_read_and_never_anothers(session: Session, tmp_path: Path) -> None:
    other_session(tmp_path / "other.gatescope")
    os.replace(tmp_path / "other.gatescope", session.path)
    assert session.keyframe(1, 40) == keyframe(40)


@pytest.mark.parametrize("replaced", [True, False])
def test_save_as_works_from_what_is_open(session: Session, tmp_path: Path, home: Path, replaced: bool) -> None:
    old = session.path
    theirs = other_session(tmp_path / "other.gatescope")
    old.unlink()
    if replaced:
        os.replace(tmp_path / "other.gatescope", old)
    session.move_to(tmp_path / "b.gatescope", remove=True)
    check_rows(session, 40)
    assert session.path == tmp_path / "b.gatescope"
    assert list(home.iterdir()) == []  # where it was in between
    assert old.read_bytes() == theirs if replaced else not old.exists()
    session.close()
    assert old.read_bytes() == theirs if replaced else not old.exists()


def test_save_as_to_where_it_was(session: Session) -> None:
    old = session.path
    old.unlink()
    session.move_to(old)
    assert session.path == old
    session.commit(1, RowBatch(first=40, rows=rows(40, 2)))
    session.close()
    again = Session.open(old)
    check_rows(again, 42)
    again.close()


def test_an_autosaved_session_that_was_replaced_costs_the_other_nothing(home: Path, tmp_path: Path) -> None:
    home.mkdir(parents=True)
    session, _ = create(home / "a.gatescope", 40, (0, 40))
    theirs = other_session(tmp_path / "other.gatescope")
    os.replace(tmp_path / "other.gatescope", session.path)
    session.move_to(tmp_path / "b.gatescope", remove=True)
    session.close()
    assert (home / "a.gatescope").read_bytes() == theirs
    assert os.listdir(home) == ["a.gatescope"]


@pytest.mark.parametrize("replaced", [True, False])
def test_closing_loses_nothing(session: Session, tmp_path: Path, home: Path, replaced: bool) -> None:
    old = session.path
    theirs = other_session(tmp_path / "other.gatescope")
    old.unlink()
    if replaced:
        os.replace(tmp_path / "other.gatescope", old)
    session.close()
    (left,) = recoverable(home)
    assert left.steps == 40
    assert old.read_bytes() == theirs if replaced else not old.exists()
    again = Session.open(left.path)
    check_rows(again, 40)
    again.close()


def test_where_there_is_no_room_nothing_is_acknowledged(session: Session, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way")
    old = session.path
    old.unlink()
    for _ in range(2):
        with pytest.raises(SessionError) as error:
            session.commit(1, RowBatch(first=40, rows=rows(40, 5)))
        assert error.value.fault is Fault.SESSION_UNWRITABLE
    session.move_to(tmp_path / "b.gatescope")
    session.commit(1, RowBatch(first=40, rows=rows(40, 5)))
    check_rows(session, 45)


def test_who_only_reads_a_file_that_goes_is_told(session: Session, tmp_path: Path) -> None:
    other = Session.open(session.path)
    other_session(tmp_path / "other.gatescope")
    os.replace(tmp_path / "other.gatescope", session.path)
    with pytest.raises(SessionError) as error:
        other.keyframe(1, 40)
    assert error.value.fault is Fault.FILE_MISSING
    other.move_to(tmp_path / "b.gatescope")  # what is open can still be saved
    check_rows(other, 40)
    other.close()


# ---- two writers --------------------------------------------------------------------------------------------------

OPEN = """
import sys
from gatescope.engine.session.session import Session
session = Session.open(sys.argv[1])
print(session.because or "owner", flush=True)
sys.stdin.read()
session.close()
"""


def opened_by_another(path: Path) -> str:
    """How another process may use it."""
    done = subprocess.run([sys.executable, "-c", OPEN, str(path)], input="", capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the owner notices later")
def test_a_lock_file_that_is_deleted_lets_nobody_write(session: Session) -> None:
    lock_path(session.path).unlink()
    assert is_owned(session.path)
    assert opened_by_another(session.path) == ReadOnly.IN_USE
    session.commit(1, RowBatch(first=40, rows=rows(40, 1)))
    assert lock_path(session.path).exists()  # made again
    assert opened_by_another(session.path) == ReadOnly.IN_USE


def test_a_file_with_a_second_name_is_only_read(session: Session, tmp_path: Path) -> None:
    os.link(session.path, tmp_path / "link.gatescope")
    for name in (tmp_path / "link.gatescope", session.path):
        assert opened_by_another(name) == ReadOnly.LINKED
    session.close()
    assert opened_by_another(tmp_path / "link.gatescope") == ReadOnly.LINKED
    other = Session.open(tmp_path / "link.gatescope")
    other.move_to(tmp_path / "copy.gatescope")
    other.close()
    assert opened_by_another(tmp_path / "copy.gatescope") == "owner"


def test_where_only_the_lock_file_tells_the_first_owner_goes_elsewhere(
    session: Session, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owner_module, "_locks_sessions", lambda _: False)  # as over a network
    session.checkpoint()
    told, old = Told(session), session.path
    lock_path(old).unlink()
    second = Owner.take(old)
    assert second is not None
    session.commit(1, RowBatch(first=40, rows=rows(40, 5)))
    assert [notice for notice, _ in told.heard] == [Notice.SESSION_TAKEN]
    assert session.path.parent == home
    check_rows(session, 45)
    assert lock_path(old).exists()  # the second one's
    db = sqlite3.connect(old)
    assert db.execute("SELECT key, value FROM meta WHERE key IN ('clean', 'open')").fetchall() == [
        ("clean", "0"),
        ("open", "1"),
    ]  # nobody has closed it
    db.close()
    second.release()
    assert not lock_path(old).exists()
    again = Session.open(old)
    check_rows(again, 40)
    again.close()
