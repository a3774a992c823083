"""Where a session may be saved, what of it others may read, and what lies beside it."""

import os
import shutil
import stat
import sys
import time
from pathlib import Path

import pytest

from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.protocol.runs import Replace
from gatescope.engine.protocol.told import Unwritable
from gatescope.engine.session import copies
from gatescope.engine.session.autosave import new_session_path, sessions_folder
from gatescope.engine.session.session import Session
from gatescope.engine.session.tables import RowBatch
from tests.engine.session_samples import INFO, RAW, create, rows

unix = pytest.mark.skipif(sys.platform == "win32", reason="no such files and modes there")


@pytest.fixture
def session(tmp_path: Path):
    (tmp_path / "own").mkdir()
    session, _ = create(tmp_path / "own" / "a.gatescope", 9, (0, 4))
    yield session
    session.close()


def refused(session: Session, target: Path, replace: Replace = Replace.SESSION) -> str:
    """Why both ways of saving refuse ``target``; nothing is left beside it then."""
    before = sorted(os.listdir(target.parent))
    reasons = set()
    for save in (session.save_as, session.move_to):
        with pytest.raises(SessionError) as error:
            save(target, replace)
        assert error.value.fault is Fault.SESSION_UNWRITABLE
        reasons.add(str(error.value.facts["reason"]))
    assert sorted(os.listdir(target.parent)) == before
    (reason,) = reasons
    return reason


# ---- what is there already ----------------------------------------------------------------------------------------


def test_a_file_of_the_users_is_replaced_only_if_they_agreed(session: Session, tmp_path: Path) -> None:
    target = tmp_path / "precious.csv"
    target.write_text("a,b\n1,2\n")
    for replace in (Replace.NOTHING, Replace.SESSION):
        assert refused(session, target, replace) == Unwritable.FOREIGN
        assert target.read_text() == "a,b\n1,2\n"
    session.save_as(target, Replace.ANYTHING)
    other = Session.open(target)
    assert len(other.history(1)) == 9
    other.close()


def test_another_session_is_replaced_unless_nobody_agreed(session: Session, tmp_path: Path) -> None:
    target = tmp_path / "b.gatescope"
    create(target, 3)[0].close()
    before = target.read_bytes()
    assert refused(session, target, Replace.NOTHING) == Unwritable.EXISTS
    assert target.read_bytes() == before
    session.move_to(target)
    assert len(session.history(1)) == 9


@unix
def test_a_link_never_costs_what_it_leads_to(session: Session, tmp_path: Path) -> None:
    link = tmp_path / "link.gatescope"
    target = tmp_path / "target"
    link.symlink_to(target)
    target.write_text("mine")
    assert refused(session, link) == Unwritable.FOREIGN
    assert target.read_text() == "mine"
    target.unlink()
    create(target, 3)[0].close()
    assert refused(session, link) == Unwritable.EXISTS
    target.unlink()
    assert session.save_as(link) == target  # nothing is lost: it leads nowhere
    assert link.is_symlink()
    session.move_to(link, Replace.ANYTHING)
    assert (session.path, link.is_symlink()) == (target, True)


@unix
@pytest.mark.parametrize("replace", list(Replace))
def test_a_pipe_stays_a_pipe(session: Session, tmp_path: Path, replace: Replace) -> None:
    pipe = tmp_path / "pipe.gatescope"
    os.mkfifo(pipe)
    assert refused(session, pipe, replace) == Unwritable.NO_FILE
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@unix
def test_a_device_stays_a_device(session: Session, tmp_path: Path) -> None:
    (tmp_path / "null.gatescope").symlink_to("/dev/null")
    for target in (tmp_path / "null.gatescope", Path("/dev/null")):
        with pytest.raises(SessionError) as error:
            session.save_as(target, Replace.ANYTHING)
        assert error.value.fault is Fault.SESSION_UNWRITABLE
        assert error.value.facts["reason"] == Unwritable.NO_FILE
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    assert set(os.listdir(tmp_path)) == {"own", "null.gatescope"}


@pytest.mark.parametrize("replace", list(Replace))
def test_a_folder_stays_a_folder(session: Session, tmp_path: Path, replace: Replace) -> None:
    (tmp_path / "folder.gatescope").mkdir()
    assert refused(session, tmp_path / "folder.gatescope", replace) == Unwritable.IS_DIRECTORY


def test_what_appears_while_it_is_copied_is_not_replaced(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "b.gatescope"
    back_up = copies._back_up

    def slow(*arguments: object) -> None:
        back_up(*arguments)  # type: ignore[arg-type]
        target.write_text("mine")

    monkeypatch.setattr(copies, "_back_up", slow)
    with pytest.raises(SessionError) as error:
        session.save_as(target)
    assert error.value.facts["reason"] == Unwritable.FOREIGN
    assert target.read_text() == "mine"
    assert set(os.listdir(tmp_path)) == {"own", "b.gatescope"}


# ---- parts --------------------------------------------------------------------------------------------------------


def test_who_must_leave_while_it_is_copied_leaves_nothing(session: Session, tmp_path: Path) -> None:
    with pytest.raises(SessionError) as error:
        session.move_to(tmp_path / "b.gatescope", stopped=lambda: True)
    assert error.value.facts["reason"] == Unwritable.STOPPED
    assert os.listdir(tmp_path) == ["own"]
    assert len(session.history(1)) == 9


def test_what_a_killed_process_left_goes_with_the_next_copy(session: Session, tmp_path: Path) -> None:
    old, new = tmp_path / ".gatescope-0000.part", tmp_path / ".gatescope-1111.part"
    for part in (old, old.with_name(old.name + "-journal"), new):
        part.write_text("?")
    past = time.time() - 2 * copies.STALE_SECONDS
    for part in (old, old.with_name(old.name + "-journal")):
        os.utime(part, (past, past))
    session.save_as(tmp_path / "b.gatescope")
    assert set(os.listdir(tmp_path)) == {"own", "b.gatescope", new.name}  # another process may be writing that one


# ---- who may read it ----------------------------------------------------------------------------------------------


@pytest.fixture
def umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@unix
@pytest.mark.usefixtures("umask")
def test_what_is_kept_without_asking_is_its_users_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATESCOPE_DATA", str(tmp_path / "new" / "data"))
    path = new_session_path("a.csv")
    session, run = create(path, 9, (0, 4))
    session.commit(run, RowBatch(first=9, rows=rows(9, 1)))
    found = {file.name.removeprefix(path.name): mode(file) for file in sessions_folder().iterdir()}
    assert found == {"": 0o600, "-wal": 0o600, "-shm": 0o600, ".lock": 0o600}
    assert {mode(each) for each in (tmp_path / "new", tmp_path / "new" / "data", sessions_folder())} == {0o700}
    session.move_to(tmp_path / "mine.gatescope", remove=True)
    assert mode(session.path) == 0o644
    session.close()
    assert list(sessions_folder().iterdir()) == []
    session = Session.open(tmp_path / "mine.gatescope")
    session.move_to(new_session_path("a.csv"))
    assert mode(session.path) == 0o600
    session.close()


@unix
@pytest.mark.parametrize(("mask", "expected"), [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
def test_what_the_user_saves_follows_their_umask(session: Session, tmp_path: Path, mask: int, expected: int) -> None:
    before = os.umask(mask)
    try:
        assert mode(session.save_as(tmp_path / "b.gatescope")) == expected
        other = Session.create(tmp_path / "c.gatescope", INFO, RAW)
        assert mode(other.path) == expected
        other.close()
    finally:
        os.umask(before)


@unix
@pytest.mark.usefixtures("umask")
def test_a_file_that_is_replaced_keeps_its_permissions(session: Session, tmp_path: Path) -> None:
    target = tmp_path / "b.gatescope"
    create(target, 3)[0].close()
    target.chmod(0o640)
    assert mode(session.save_as(target)) == 0o640


# ---- what lies beside it ------------------------------------------------------------------------------------------


def test_closed_nothing_lies_beside_it(session: Session, tmp_path: Path) -> None:
    folder = session.path.parent
    assert {file.name.removeprefix("a.gatescope") for file in folder.iterdir()} == {"", "-wal", "-shm", ".lock"}
    other = Session.open(session.path)
    assert other.read_only
    session.close()
    other.close()
    Session.open(folder / "a.gatescope", read_only=True).close()
    assert os.listdir(folder) == ["a.gatescope"]


def test_a_copy_taken_while_it_was_open_says_so(session: Session, tmp_path: Path) -> None:
    session.checkpoint()
    session.commit(1, RowBatch(first=9, rows=rows(9, 5)))
    alone, whole = tmp_path / "alone.gatescope", tmp_path / "whole.gatescope"
    for read_only in (True, False):
        shutil.copy(session.path, alone)
        opened = Session.open(alone, read_only=read_only)
        assert opened.cut
        assert len(opened.history(1)) == 9
        opened.close()
        assert set(os.listdir(tmp_path)) == {"own", "alone.gatescope"}
    for companion in ("", "-wal"):
        shutil.copy(str(session.path) + companion, str(whole) + companion)
    opened = Session.open(whole)
    assert not opened.cut
    assert len(opened.history(1)) == 14
    opened.close()
    for chosen in (True, False):  # what was closed is whole
        session.close(chosen=chosen)
        shutil.copy(session.path, alone)
        opened = Session.open(alone)
        assert not opened.cut
        opened.close()
        session = Session.open(session.path)
    session.close()


def test_even_before_its_first_commit_a_copy_says_so(tmp_path: Path) -> None:
    session, _ = create(tmp_path / "a.gatescope", 9)
    opened = Session.open(shutil.copy(session.path, tmp_path / "b.gatescope"))
    assert opened.cut
    opened.close()
    session.close()
    session = Session.open(tmp_path / "a.gatescope")  # closed once: what it says is in the file before the WAL is used
    opened = Session.open(shutil.copy(session.path, tmp_path / "c.gatescope"))
    assert opened.cut
    opened.close()
    session.close()


def test_the_file_itself_is_never_far_behind(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "_checkpoint_at", time.monotonic() + 3600)
    session.commit(1, RowBatch(first=9, rows=rows(9, 5)))
    before = Session.open(shutil.copy(session.path, tmp_path / "b.gatescope"))
    assert before.runs() == ()
    before.close()
    monkeypatch.setattr(session, "_checkpoint_at", time.monotonic())
    session.commit(1, RowBatch(first=14, rows=rows(14, 1)))
    after = Session.open(shutil.copy(session.path, tmp_path / "c.gatescope"))
    assert len(after.history(1)) == 15
    after.close()
    assert session._checkpoint_at > time.monotonic() + 4
