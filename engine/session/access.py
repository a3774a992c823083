"""How a session file is taken over, opened to read, left and copied: the steps that ``Session`` is made of."""

import errno
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.protocol.messages import DatasetInfo
from gatescope.engine.protocol.runs import SESSION_SUFFIX
from gatescope.engine.session import format as format_
from gatescope.engine.session import tables
from gatescope.engine.session.beside import COMPANIONS, check_beside
from gatescope.engine.session.format import reading, transaction, writing
from gatescope.engine.session.guard import patience
from gatescope.engine.session.owner import Owner

LEAVE_MILLISECONDS = 500  # how long closing waits for somebody who still reads


def remove_files(path: Path) -> None:
    """Removes a session and what SQLite keeps beside it. Raises ``OSError``."""
    for name in (path.name, *(path.name + companion for companion in COMPANIONS)):
        path.with_name(name).unlink(missing_ok=True)


def real(path: str | Path) -> Path:
    """Raises ``FILE_UNREADABLE`` for what can be no path at all."""
    try:
        return Path(os.path.realpath(path))  # lock and WAL stand beside the file itself, not beside a link to it
    except ValueError as error:  # a NUL in it
        raise SessionError(Fault.FILE_UNREADABLE, path=str(path), reason=str(error)) from error


def is_same_file(one: Path, other: Path) -> bool:
    """Whether both are one file; a name that the system refuses is none."""
    try:
        return one == other or one.samefile(other)
    except OSError:
        return False


def own(place: Path) -> Owner | None:
    """The lock of a session; None when it is another's or nothing can be written there."""
    if not os.access(place, os.W_OK):
        return None
    try:
        return Owner.take(place)
    except OSError:
        return None


def own_target(place: Path) -> Owner:
    with writing(place):
        if place.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder")
        if place.exists() and not os.access(place, os.W_OK):
            raise PermissionError(errno.EACCES, "not writable")
        owner = Owner.take(place)
    if owner is None:
        raise SessionError(Fault.SESSION_IN_USE, path=str(place))
    return owner


def make(place: Path, info: DatasetInfo, raw: bytes | None) -> sqlite3.Connection:
    """A new session on a data set, in place of whatever is there; the file is whole before it becomes a WAL file."""
    with writing(place):
        remove_files(place)
        db = format_.connect(place, "rwc")
        try:
            db.execute(f"PRAGMA page_size = {format_.PAGE_BYTES}")
            with transaction(db):
                format_.make_tables(db)
                now = datetime.now(UTC).isoformat("T", "seconds")
                tables.set_meta(db, name=info.name, created=now, clean="0")
                tables.put_data(db, tables.StoredData(info, raw))
            format_.prepare_to_write(db, place)
        except BaseException:
            db.close()
            with suppress(OSError):
                remove_files(place)
            raise
    return db


def take_over(place: Path) -> sqlite3.Connection:
    """The connection of the owner: the file checked, brought to this format, what a crash left put in order."""
    checked, copy = open_to_read(place)  # what is refused is not touched
    checked.close()
    remove_copy(copy)
    with reading(place):
        db = format_.connect(place, "rw")
        try:
            format_.prepare_to_write(db, place)
            format_.migrate(db)
            with transaction(db):
                tables.settle_runs(db)
                tables.set_meta(db, clean="0")
        except BaseException:
            db.close()
            raise
    return db


def open_to_read(place: Path, look_through: bool = True) -> tuple[sqlite3.Connection, Path | None]:
    """A connection that only reads a file that was checked, and where the copy lies that it reads, if one had to be
    made. ``look_through`` as in ``check_whole``. Raises ``SessionError``."""
    format_.check_header(place)
    with reading(place):
        check_beside(place)
        db, copy = _reading_connection(place)
        try:
            db.execute("PRAGMA query_only = ON")
            _check(db, copy or place, look_through)
            with patience(db):
                tables.get_runs(db)
        except BaseException:
            db.close()
            remove_copy(copy)
            raise
    return db, copy


def _check(db: sqlite3.Connection, place: Path, look_through: bool = True) -> None:
    with patience(db):
        format_.check_content(db)
        clean = tables.get_meta(db, "clean") == "1"
    format_.check_whole(db, place, clean, look_through)


@contextmanager
def opened_to_read(place: Path) -> Iterator[sqlite3.Connection]:
    """``open_to_read`` for a moment."""
    db, copy = open_to_read(place, look_through=False)
    try:
        with reading(place), patience(db):
            yield db
    finally:
        db.close()
        remove_copy(copy)


def _reading_connection(place: Path) -> tuple[sqlite3.Connection, Path | None]:
    """A file of an older format has to be migrated, and one that a crash left in a folder that cannot be written is
    not readable in place: both are read in a copy."""
    if format_.check_header(place) == format_.FORMAT:
        db = format_.connect(place, "ro")
        try:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return db, None
        except sqlite3.Error as error:
            db.close()
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                raise
    copy = Path(tempfile.mkdtemp(prefix="gatescope-")) / f"copy{SESSION_SUFFIX}"
    try:
        return _open_copy(place, copy), copy
    except BaseException:
        remove_copy(copy)
        raise


def _open_copy(place: Path, copy: Path) -> sqlite3.Connection:
    for companion in ("", "-wal", "-journal"):
        source = place.with_name(place.name + companion)
        if source.exists():
            shutil.copyfile(source, copy.with_name(copy.name + companion))
    db = format_.connect(copy, "rw")
    try:
        _check(db, copy)
        with patience(db):
            format_.migrate(db)
    except BaseException:
        db.close()
        raise
    return db


def remove_copy(copy: Path | None) -> None:
    if copy is not None:
        shutil.rmtree(copy.parent, ignore_errors=True)


def leave_clean(db: sqlite3.Connection, chosen: bool = True) -> None:
    """A closed session is one plain file, readable also from a disk that cannot be written. One whose end nobody has
    chosen is just as whole, and is offered back."""
    if chosen:
        with transaction(db):
            tables.set_meta(db, clean="1")
    db.execute(f"PRAGMA busy_timeout = {LEAVE_MILLISECONDS}")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    with suppress(sqlite3.OperationalError):  # somebody still reads: it stays a WAL file
        db.execute("PRAGMA journal_mode = DELETE").fetchone()


def let_go(db: sqlite3.Connection, owner: Owner | None, copy: Path | None) -> None:
    with suppress(sqlite3.Error):
        if owner is not None:
            leave_clean(db)
    db.close()
    remove_copy(copy)
    if owner is not None:
        owner.release()


def back_up(source: sqlite3.Connection, part: Path) -> None:
    db = format_.connect(part, "rwc")
    try:
        source.backup(db)
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("PRAGMA synchronous = FULL")
        with transaction(db):
            tables.set_meta(db, clean="1")
    finally:
        db.close()


def sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    with suppress(OSError):  # some drives know no such thing
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
