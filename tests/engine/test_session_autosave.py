"""Names for autosaved sessions, what a crash left, what may go; network drives."""

import os
import sys
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.machine.drives import NETWORK, file_system, parse_proc_mounts
from gatescope.engine.session.autosave import discard, new_session_path, recoverable, safe_stem, sessions_folder
from gatescope.engine.session.session import Session
from tests.engine.session_samples import crashed, create

NOW = datetime(2026, 11, 21, 2, 30)


def test_the_folder_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATESCOPE_DATA", str(tmp_path))
    assert sessions_folder() == tmp_path / "sessions"
    session, _ = create(new_session_path("a.csv"), 1)
    assert session.autosaved
    session.move_to(tmp_path / "mine.gatescope")
    assert not session.autosaved
    session.close()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the XDG standard")
def test_the_folder_of_the_standard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GATESCOPE_DATA")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    assert sessions_folder() == tmp_path / "xdg" / "gatescope" / "sessions"
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert sessions_folder() == tmp_path / ".local" / "share" / "gatescope" / "sessions"


def test_names_are_readable_and_not_taken(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "sessions"
    path = new_session_path("airline-passengers.csv", folder, NOW)
    assert path == folder / "airline-passengers 2026-11-21 02.30.gatescope"
    path.touch()
    second = new_session_path("airline-passengers.csv", folder, NOW)
    assert second.name == "airline-passengers 2026-11-21 02.30 (2).gatescope"
    assert new_session_path("/data/한국어 자료.txt", folder, NOW).name.startswith("한국어 자료 2026")
    assert new_session_path("C:\\data\\load.csv", folder, NOW).name.startswith("load 2026")


@given(st.text(max_size=300) | st.sampled_from(["con.csv", "NUL", "aux.tar.gz", "..", "a" * 300, "가" * 300, "\udcff"]))
def test_any_name_becomes_one_that_every_system_takes(name: str) -> None:
    stem = safe_stem(name)
    assert 0 < len(stem.encode()) <= 121
    assert not set(stem) & set('<>:"/\\|?*') | {c for c in stem if ord(c) < 32}
    assert stem == stem.strip(" .")
    assert stem.split(".")[0].split(" ")[0].lower() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SessionError) as error:
        new_session_path("a.csv", tmp_path / "file" / "sessions")
    assert error.value.fault is Fault.SESSION_UNWRITABLE


def test_what_a_crash_left_is_offered(tmp_path: Path) -> None:
    crashed(tmp_path / "old.gatescope", 30, (0, 16))
    crashed(tmp_path / "new.gatescope", 40, (0, 16))
    crashed(tmp_path / "no steps.gatescope", 0, (0,))
    create(tmp_path / "closed.gatescope", 9)[0].close()
    used, _ = create(tmp_path / "used.gatescope", 9)
    for suffix in ("", "-wal"):
        os.utime(tmp_path / f"old.gatescope{suffix}", (1000, 1000))
    for _ in range(2):  # looking changes nothing
        found = recoverable(tmp_path)
        assert [(Path(left.path).name, left.steps, left.name) for left in found] == [
            ("new.gatescope", 40, "hamlet.txt"),
            ("old.gatescope", 30, "hamlet.txt"),
        ]
        assert found[1].modified == 1000
    used.close()
    Session.open(tmp_path / "old.gatescope").close()  # taken over and closed: no longer left behind
    assert [Path(left.path).name for left in recoverable(tmp_path)] == ["new.gatescope"]


def test_what_is_not_wanted_back_is_deleted_with_all_its_files(tmp_path: Path) -> None:
    path = crashed(tmp_path / "a.gatescope", 30, (0, 16))
    recoverable(tmp_path)
    discard(path)
    assert list(tmp_path.iterdir()) == []


def test_only_sessions_that_nobody_uses_are_deleted(tmp_path: Path) -> None:
    session, _ = create(tmp_path / "a.gatescope", 3)
    with pytest.raises(SessionError) as error:
        discard(session.path)
    assert error.value.fault is Fault.SESSION_IN_USE
    assert len(session.history(1)) == 3
    session.close()
    other = tmp_path / "thesis.txt"
    other.write_text("years of work")
    with pytest.raises(SessionError) as error:
        discard(other)
    assert error.value.fault is Fault.SESSION_FOREIGN
    assert other.exists()


MOUNTS = parse_proc_mounts(
    "/dev/vda / ext4 rw 0 0\n"
    "nas:/home /home nfs4 rw 0 0\n"
    "/dev/vdb /home/local ext4 rw 0 0\n"
    "//nas/a\\040b /mnt/a\\040b cifs rw 0 0\n"
    "me@host: /home/local/far fuse.sshfs rw 0 0\n"
    "/dev/vdc /home/local/far ext4 rw 0 0\n"
)


@pytest.mark.skipif(sys.platform == "win32", reason="mount points")
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/tmp/a.gatescope", "ext4"),
        ("/home/me/a.gatescope", "nfs4"),
        ("/homely/a.gatescope", "ext4"),
        ("/home/local/a.gatescope", "ext4"),
        ("/home/local/far/a.gatescope", "ext4"),
        ("/mnt/a b/c", "cifs"),
    ],
)
def test_the_file_system_of_a_path(path: str, kind: str) -> None:
    assert file_system(Path(path), MOUNTS) == kind
    assert bool(NETWORK.match(kind)) is (kind in ("nfs4", "cifs"))


def test_a_network_drive_gets_a_rollback_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gatescope.engine.session.format.on_network", lambda path: True)
    session, run = create(tmp_path / "a.gatescope", 5, (0, 4))
    assert session._db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    other = Session.open(session.path)
    assert other.read_only
    assert len(other.history(run)) == 5
    assert session.keyframe(run, 4).step == 4
    session.save_as(tmp_path / "b.gatescope")
    other.close()
    session.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.gatescope", "b.gatescope"]
