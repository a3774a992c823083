"""Copies of a session: what may be replaced by one, and how it comes whole or not at all."""

import errno
import os
import secrets
import sqlite3
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.protocol.runs import Replace
from gatescope.engine.protocol.told import Unwritable
from gatescope.engine.session import format as format_
from gatescope.engine.session import tables
from gatescope.engine.session.access import remove_files
from gatescope.engine.session.beside import COMPANIONS
from gatescope.engine.session.format import transaction, writing
from gatescope.engine.session.places import begin_file

PART_PREFIX, PART_SUFFIX = ".gatescope-", ".part"
STALE_SECONDS = 600.0  # a part that nobody has written to for so long was left by a process that was killed
PAGES_AT_ONCE = 1024
Stopped = Callable[[], bool]


def check_target(named: str | Path, place: Path, replace: Replace) -> None:
    """Whether a session may be written to ``place``, which is ``named`` with its links resolved.

    Raises ``SESSION_UNWRITABLE``: for what is there unless ``replace`` allows it (``FOREIGN`` what is no session, else
    ``EXISTS``), for a folder, a pipe or a device in any case."""
    with writing(place):
        try:
            mode = place.stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            return
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "a folder")
        if not os.access(place, os.W_OK):
            raise PermissionError(errno.EACCES, "not writable")
    if not stat.S_ISREG(mode):
        raise _refused(place, Unwritable.NO_FILE)
    if replace is Replace.ANYTHING:
        return
    if not _is_session(place):
        raise _refused(place, Unwritable.FOREIGN)
    if replace is Replace.NOTHING or os.path.islink(named):
        raise _refused(place, Unwritable.EXISTS)


def _refused(place: Path, reason: Unwritable) -> SessionError:
    return SessionError(Fault.SESSION_UNWRITABLE, path=str(place), reason=str(reason))


def _is_session(place: Path) -> bool:
    try:
        format_.check_header(place)
    except SessionError as error:
        return error.fault is Fault.SESSION_TOO_NEW
    return True


def write_copy(source: sqlite3.Connection, place: Path, stopped: Stopped, check: Callable[[], None]) -> None:
    """Puts a closed copy of everything committed in ``source`` to ``place``. ``check`` is asked once more when it is
    ready. Raises ``SessionError``; what was at ``place`` is intact then, and nothing lies beside it."""
    _sweep(place.parent)
    part = place.with_name(f"{PART_PREFIX}{secrets.token_hex(8)}{PART_SUFFIX}")
    try:
        with writing(place):
            _back_up(source, part, place, stopped)
        check()  # a copy of a gigabyte takes a while: somebody may have put a file there meanwhile
        with writing(place):
            with suppress(FileNotFoundError):
                part.chmod(stat.S_IMODE(place.stat().st_mode))  # as it was
            for companion in COMPANIONS:  # an old WAL would be replayed into the new file
                place.with_name(place.name + companion).unlink(missing_ok=True)
            os.replace(part, place)
            _sync_folder(place.parent)  # the name as well must outlast a power cut
    finally:
        with suppress(OSError):
            remove_files(part)


def _back_up(source: sqlite3.Connection, part: Path, place: Path, stopped: Stopped) -> None:
    begin_file(part)
    db = format_.connect(part, "rw")
    try:
        source.execute("BEGIN")  # one state of it, however long the copying takes
        try:
            source.execute("SELECT count(*) FROM meta").fetchone()  # BEGIN alone takes no snapshot, the first read does
            source.backup(db, pages=PAGES_AT_ONCE, progress=lambda *_: _go_on_unless(stopped, place))
        finally:
            if source.in_transaction:
                source.execute("ROLLBACK")
        db.execute("PRAGMA journal_mode = DELETE")  # one plain file, without a WAL beside it
        db.execute("PRAGMA synchronous = FULL")
        with transaction(db):
            tables.set_meta(db, clean="1", open="0")
    finally:
        db.close()


def _go_on_unless(stopped: Stopped, place: Path) -> None:
    if stopped():
        raise _refused(place, Unwritable.STOPPED)


def _sweep(folder: Path) -> None:
    """Removes what processes left here that were killed while they copied."""
    with suppress(OSError):
        for left in folder.glob(f"{PART_PREFIX}*{PART_SUFFIX}*"):
            with suppress(OSError):
                if time.time() - left.stat().st_mtime > STALE_SECONDS:
                    left.unlink()


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    with suppress(OSError):  # some drives know no such thing
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
