"""One owner at a time, across processes, and a lock that dies with its process."""

import subprocess
import sys
from pathlib import Path

import pytest

from gatescope.engine.session import owner as module
from gatescope.engine.session.owner import Owner, is_owned, lock_path

HOLD = """
import sys
from pathlib import Path
from gatescope.engine.session.owner import Owner
owner = Owner.take(Path(sys.argv[1]))
print("owned" if owner else "refused", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def session(tmp_path: Path) -> Path:
    return tmp_path / "a.gatescope"


def hold(session: Path) -> "subprocess.Popen[str]":
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", HOLD, str(session)], stdin=pipe, stdout=pipe, text=True)


def said(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def end(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.communicate()


def test_only_one_owner(session: Path) -> None:
    owner = Owner.take(session)
    assert owner is not None
    assert Owner.take(session) is None
    assert is_owned(session)
    owner.release()
    owner.release()
    assert not is_owned(session)
    assert not lock_path(session).exists()
    again = Owner.take(session)
    assert again is not None
    again.release()


def test_the_lock_of_a_killed_process_is_free(session: Path) -> None:
    process = hold(session)
    try:
        assert said(process) == "owned"
        assert Owner.take(session) is None
        assert is_owned(session)
    finally:
        end(process)
    assert lock_path(session).exists()  # left behind, and nobody minds
    assert not is_owned(session)
    owner = Owner.take(session)
    assert owner is not None
    owner.release()


def test_another_process_is_refused(session: Path) -> None:
    owner = Owner.take(session)
    assert owner is not None
    process = hold(session)
    try:
        assert said(process) == "refused"
    finally:
        end(process)
    owner.release()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a_lock_that_its_last_owner_removed_is_not_taken_for_one(
    session: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = module._lock, []

    def lock_after_the_owner_left(file: object) -> bool:
        calls.append(1)
        if len(calls) == 1:
            lock_path(session).unlink()
        return real(file)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "_lock", lock_after_the_owner_left)
    owner = Owner.take(session)
    monkeypatch.undo()
    assert owner is not None
    assert len(calls) == 2
    assert Owner.take(session) is None
    owner.release()


def test_a_folder_that_is_missing_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        Owner.take(tmp_path / "missing" / "a.gatescope")
    assert not is_owned(tmp_path / "missing" / "a.gatescope")
