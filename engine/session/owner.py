"""The owner lock of a session: one process writes a session, and the lock dies with it.

The lock is held on a file of its own beside the session (``<session>.lock``) by the operating system, so that a
killed process leaves none behind, whatever file it leaves.
"""

import contextlib
import errno
import os
import sys
import time
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ASK_TIMES = 4
ASK_SECONDS = 0.005
_UNSUPPORTED = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}


def lock_path(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


class Owner:
    """Holds the lock of a session until ``release``."""

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self._path = path
        self._file: IO[bytes] | None = file

    @classmethod
    def take(cls, session: Path) -> "Owner | None":
        """The lock of ``session``; None when somebody else holds it. Raises ``OSError`` when the folder cannot be
        written. On a drive that knows no locks at all the caller owns what it opens."""
        path, asked = lock_path(session), 1
        while True:
            file = path.open("a+b")
            try:
                if not _lock(file):
                    file.close()
                    if asked == ASK_TIMES:
                        return None
                    asked += 1
                    time.sleep(ASK_SECONDS)  # ``is_owned`` somewhere holds it for a moment
                    continue
                if _is_same(file, path):
                    return cls(path, file)
            except BaseException:
                file.close()
                raise
            file.close()  # its last owner removed it between our opening and our locking

    def release(self) -> None:
        """Gives the lock back and removes its file."""
        file, self._file = self._file, None
        if file is None:
            return
        if sys.platform == "win32":  # an open file cannot be removed, nor one that the next owner has opened
            file.close()
            with contextlib.suppress(OSError):
                self._path.unlink()
        else:  # removed while it is held: nobody can lock it between the two
            with contextlib.suppress(OSError):
                self._path.unlink()
            file.close()


def is_owned(session: Path) -> bool:
    """Whether some process holds the lock of ``session`` now. Changes nothing."""
    try:
        with lock_path(session).open("r+b") as file:
            return not _lock(file)
    except FileNotFoundError:
        return False
    except OSError:
        return True  # somebody else's file: not ours to touch


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
