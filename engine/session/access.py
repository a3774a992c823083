"""How a session file is taken over, opened to read and left: the steps that ``Session`` is made of.

Beside ``clean``, whether somebody chose its end, a session says in its file whether it is ``open``. That stands in the
file itself before anything is in the WAL: a copy of the file alone, taken while it was open, says so by it.
"""

import os
import shutil
import sqlite3
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.protocol.runs import SESSION_SUFFIX, ReadOnly
from gatescope.engine.session import format as format_
from gatescope.engine.session import tables
from gatescope.engine.session.beside import COMPANIONS, check_beside
from gatescope.engine.session.format import reading, transaction, writing
from gatescope.engine.session.guard import patience
from gatescope.engine.session.identity import File, file_at, remove_these
from gatescope.engine.session.owner import Owner, is_owned
from gatescope.engine.session.places import begin_file

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


def own(place: Path) -> Owner | ReadOnly:
    """The lock of a session, or why it can only be read."""
    try:
        if place.stat().st_nlink > 1:
            return ReadOnly.LINKED
        if not os.access(place, os.W_OK):
            return ReadOnly.FORBIDDEN
        return Owner.take(place) or ReadOnly.IN_USE
    except OSError:  # its folder cannot be written
        return ReadOnly.FORBIDDEN


def own_new(place: Path) -> Owner:
    """The lock of what is to be written at ``place``. Raises ``SESSION_IN_USE``, ``SESSION_UNWRITABLE``."""
    with writing(place):
        owner = Owner.take(place)
    if owner is None:
        raise SessionError(Fault.SESSION_IN_USE, path=str(place))
    return owner


def make(place: Path, data: tables.StoredData) -> sqlite3.Connection:
    """A new session on a data set, in place of whatever is there; the file is whole before it becomes a WAL file."""
    with writing(place):
        remove_files(place)
        begin_file(place)
        db = format_.connect(place, "rw")
        try:
            db.execute(f"PRAGMA page_size = {format_.PAGE_BYTES}")
            with transaction(db):
                format_.make_tables(db)
                now = datetime.now(UTC).isoformat("T", "seconds")
                tables.set_meta(db, name=data.info.name, created=now, clean="0", open="1")
                tables.put_data(db, data)
            format_.prepare_to_write(db, place)
        except BaseException:
            db.close()
            with suppress(OSError):
                remove_files(place)
            raise
    return db


def take_over(place: Path) -> tuple[sqlite3.Connection, bool]:
    """The connection of the owner: the file checked, brought to this format, what a crash left put in order. And
    whether the file was copied while it was open, without its WAL."""
    lacks = lacks_its_wal(place)
    # Looked at first through a connection that cannot write: what is refused stays as it was, byte for byte.
    checked, copy = open_to_read(place, reading_mode(place))
    checked.close()
    remove_copy(copy)
    with reading(place):
        db = format_.connect(place, "rw")
        try:
            cut = lacks and is_cut(db)  # asked before ``open`` is written anew below
            format_.prepare_to_write(db, place)
            format_.migrate(db)
            with transaction(db):
                tables.settle_runs(db)
                tables.set_meta(db, clean="0", open="1")
            checkpoint(db)  # ``open`` has to stand in the file itself before the first row stands in the WAL
        except BaseException:
            db.close()
            raise
    return db, cut


def reading_mode(place: Path) -> str:
    """How ``place`` is connected to for reading. SQLite would put a WAL beside one that lacks its own."""
    return "immutable" if lacks_its_wal(place) and not is_owned(place) else "ro"


def open_to_read(place: Path, mode: str = "ro") -> tuple[sqlite3.Connection, Path | None]:
    """A connection that only reads a file that was checked, and where the copy lies that it reads, if one had to be
    made. Raises ``SessionError``."""
    format_.check_header(place)
    with reading(place):
        check_beside(place)
        db, copy = _reading_connection(place, mode)
        try:
            db.execute("PRAGMA query_only = ON")
            _check(db, copy or place)
            with patience(db):
                tables.get_runs(db)
        except BaseException:
            db.close()
            remove_copy(copy)
            raise
    return db, copy


def _check(db: sqlite3.Connection, place: Path) -> None:
    with patience(db):
        format_.check_content(db)
        clean = tables.get_meta(db, "clean") == "1"
    format_.check_whole(db, place, clean)


def _reading_connection(place: Path, mode: str) -> tuple[sqlite3.Connection, Path | None]:
    """A file of an older format has to be migrated: it is read in a copy."""
    if format_.check_header(place) == format_.FORMAT:
        return unchecked_to_read(place, mode)
    return _open_copy(place, migrated=True)


def unchecked_to_read(
    place: Path, mode: str, busy_seconds: float = format_.BUSY_SECONDS
) -> tuple[sqlite3.Connection, Path | None]:
    """A connection that only reads, whatever the file holds. One that a crash left in a folder that cannot be written
    is not readable in place: it is read in a copy. Raises ``sqlite3.Error``, ``OSError``."""
    db = format_.connect(place, mode)
    try:
        db.execute(f"PRAGMA busy_timeout = {round(1000 * busy_seconds)}")
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return db, None
    except sqlite3.Error as error:
        db.close()
        # Only these two say that it is the place, not the file, that keeps SQLite from reading.
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
    return _open_copy(place, migrated=False)


def _open_copy(place: Path, migrated: bool) -> tuple[sqlite3.Connection, Path]:
    copy = Path(tempfile.mkdtemp(prefix="gatescope-")) / f"copy{SESSION_SUFFIX}"
    db = None
    try:
        for companion in ("", "-wal", "-journal"):
            source = place.with_name(place.name + companion)
            if source.exists():
                shutil.copyfile(source, copy.with_name(copy.name + companion))
        db = format_.connect(copy, "rw")
        if migrated:
            _check(db, copy)
            with patience(db):
                format_.migrate(db)
    except BaseException:
        if db is not None:
            db.close()
        remove_copy(copy)
        raise
    return db, copy


def remove_copy(copy: Path | None) -> None:
    if copy is not None:
        shutil.rmtree(copy.parent, ignore_errors=True)


def leave_clean(db: sqlite3.Connection, chosen: bool = True) -> None:
    """A closed session is one plain file, readable also from a disk that cannot be written. One whose end nobody has
    chosen is just as whole, and is offered back."""
    with transaction(db):
        tables.set_meta(db, open="0", **({"clean": "1"} if chosen else {}))
    db.execute(f"PRAGMA busy_timeout = {LEAVE_MILLISECONDS}")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    with suppress(sqlite3.OperationalError):  # somebody still reads: it stays a WAL file
        db.execute("PRAGMA journal_mode = DELETE").fetchone()


def let_go(db: sqlite3.Connection, owner: Owner | None, copy: Path | None, unwanted: tuple[File, ...] | None) -> None:
    """Closes a session that is gone on with elsewhere: as one that was closed, where ``unwanted`` is None; else as it
    is, and of these files those go that are still there, while nobody else can open them."""
    with suppress(sqlite3.Error):
        if owner is not None and unwanted is None:
            leave_clean(db)
    db.close()
    remove_copy(copy)
    remove_these(unwanted or ())
    if owner is not None:
        owner.release()  # last: until here nobody else may take the files for theirs


def tidy(place: Path) -> None:
    """Removes what the last reader leaves beside a file whose owner has closed it meanwhile."""
    wal = place.with_name(place.name + "-wal")
    with suppress(OSError, sqlite3.Error):
        if wal.stat().st_size or not isinstance(owner := own(place), Owner):
            return  # rows stand in it, or somebody writes: it is theirs to put in order
        db = format_.connect(place, "rw")
        try:
            db.execute("PRAGMA busy_timeout = 0")  # another reader: the last one of all does it
            db.execute("PRAGMA journal_mode = DELETE").fetchone()
        finally:
            db.close()
            owner.release()


def checkpoint(db: sqlite3.Connection) -> None:
    """Brings what the WAL holds into the file, as far as nobody reads it. A disk that is full keeps it in the WAL."""
    with suppress(sqlite3.Error):
        db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()


def lacks_its_wal(place: Path) -> bool:
    """Whether the file is one that has a WAL beside it while it is open, and there is none: then the file is whole, or
    it is a copy that was taken while it was open. Which of both it says itself (``open``)."""
    with reading(place), place.open("rb") as file:
        head = file.read(format_.HEADER)
    return head[18:20] == b"\2\2" and not place.with_name(place.name + "-wal").exists()


def is_cut(db: sqlite3.Connection) -> bool:
    """Of a file that lacks its WAL: whether it was copied without it."""
    return tables.get_meta(db, "open") == "1"


def files_of(place: Path) -> tuple[File, ...]:
    """What a session and SQLite keep at ``place``, as it is now."""
    found = (file_at(place.with_name(place.name + companion)) for companion in ("", *COMPANIONS))
    return tuple(file for file in found if file is not None)
