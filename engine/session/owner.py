"""The owner lock of a session: one process writes a session, and the lock dies with it.

The operating system holds it on a file of its own beside the session (``<session>.lock``), so that a killed process
leaves none behind, whatever file it leaves. That file can be removed by anybody, and a session can be reached under
another name; therefore the session's own file is locked as well, where that is independent of the locks that SQLite
takes on it: on Linux, on a drive of this machine. Elsewhere the owner notices at its next commit (``keep``).
"""

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, TypeVar

from gatescope.engine.machine.drives import on_network

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ASK_TIMES = 4
ASK_SECONDS = 0.005
_UNSUPPORTED = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}
_PRIVATE = 0o600
Found = TypeVar("Found")


def lock_path(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


class Owner:
    """Holds the lock of a session until ``release``."""

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self._path = path
        self._file: IO[bytes] | None = file
        self._session: IO[bytes] | None = None  # its own file, where that can be locked

    @classmethod
    def take(cls, session: Path) -> "Owner | None":
        """The lock of ``session``, which need not exist; None when somebody else holds it. Raises ``OSError`` when the
        folder cannot be written. On a drive that knows no locks at all the caller owns what it opens."""
        path = lock_path(session)
        file = _patiently(lambda: _locked(path))
        if file is None:
            return None
        owner = cls(path, file)
        try:
            if owner.guard(session):
                return owner
        except BaseException:
            owner.release()
            raise
        owner.release()
        return None

    def guard(self, session: Path) -> bool:
        """Locks the file that ``session`` is now as well; False when somebody else holds it. To be called again when
        another file has taken its place. Raises ``OSError``."""
        if not _locks_sessions(session):
            return True
        file = _patiently(lambda: _locked_session(session))
        if file is None:
            return False
        if self._session is not None:
            self._session.close()  # the file before this one
        self._session = file
        return True

    def keep(self) -> bool:
        """Whether the lock is still held. One whose file was removed is taken again, unless another was faster."""
        if self._file is None or sys.platform == "win32" or _is_same(self._file, self._path):
            return True
        try:
            file = _patiently(lambda: _locked(self._path))
        except OSError:  # the folder is gone: nobody else can take it either
            return True
        if file is not None:
            self._file.close()
            self._file = file
        return file is not None

    def release(self) -> None:
        """Gives the lock back and removes its file, if that is still its own. The session's connection is closed by
        then: this closes a file that SQLite has locked too."""
        session, self._session = self._session, None
        if session is not None:
            session.close()
        file, self._file = self._file, None
        if file is None:
            return
        if sys.platform == "win32":  # an open file cannot be removed, nor one that the next owner has opened
            file.close()
            with contextlib.suppress(OSError):
                self._path.unlink()
            return
        with contextlib.suppress(OSError):
            if _is_same(file, self._path):
                self._path.unlink()  # while it is held: nobody can lock it between the two
        file.close()


def is_owned(session: Path) -> bool:
    """Whether some process holds the lock of ``session`` now. Changes nothing."""
    try:
        with lock_path(session).open("r+b") as file:
            if not _lock(file):
                return True
    except FileNotFoundError:
        pass
    except OSError:
        return True  # somebody else's file: not ours to touch
    if not _locks_sessions(session):
        return False
    try:
        held = _locked_session(session)
    except OSError:
        return False
    if held is not None:
        held.close()
    return held is None


def _patiently(take: Callable[[], Found | None]) -> Found | None:
    """Asks again for a moment: ``is_owned`` somewhere may hold what is asked for."""
    for _ in range(ASK_TIMES - 1):
        if (found := take()) is not None:
            return found
        time.sleep(ASK_SECONDS)
    return take()


def _locked(path: Path) -> IO[bytes] | None:
    """The lock file, made where it is missing, open and locked; None when somebody else holds it."""
    while True:
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, _PRIVATE), "a+b")
        try:
            if not _lock(file):
                file.close()
                return None
            if _is_same(file, path):
                return file
        except BaseException:
            file.close()
            raise
        file.close()  # its last owner removed it between our opening and our locking


def _locks_sessions(session: Path) -> bool:
    """Whether the session's own file can be locked beside what SQLite does. Over a network, and on other systems, both
    are locks of one kind."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        return stat.S_ISREG(session.stat().st_mode) and not on_network(session)
    except OSError:  # it is not there yet
        return False


def _locked_session(session: Path) -> IO[bytes] | None:
    file = session.open("rb")
    try:
        if _lock(file):
            return file
    except BaseException:
        file.close()
        raise
    file.close()
    return None


def _is_same(file: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _lock(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _UNSUPPORTED:
            return True
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        raise
    return True
