"""The file format of a session: SQLite with an application id, an integer format, and migrations between formats.

Format 3. ``metrics`` holds chunks of consecutive rows as little-endian columns (float32, float32, float64), 16 bytes
a step; ``first`` is the index of the chunk's first row, and row r is what step r + 1 measured. A keyframe is two
safetensors files, ``weights`` (by torch.nn's own names) and ``rest``, with ``state`` as JSON beside them. ``sizes`` has
the norms (3, P) float32 of the P ``parameters`` of a run, ``accuracy`` the share of the validation targets met,
``errors`` RMSE and MAE (2, D) float64 of each target column in the data's own units, ``marks`` what the user says of
a run, and ``meta`` under "seen of run N" what stood out about one when somebody looked at it.
"""

import errno
import os
import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import msgspec

from gatescope.engine.errors import ConfigError, Fault, SessionError
from gatescope.engine.machine.drives import on_network
from gatescope.engine.session.beside import COMPANIONS as COMPANIONS
from gatescope.engine.session.guard import guarded, patience
from gatescope.engine.session.migrations import MIGRATIONS
from gatescope.engine.session.schema import STATEMENTS, check_schema

APPLICATION_ID = 0x47617465  # "Gate"
FORMAT = 4
MAGIC = b"SQLite format 3\x00"
HEADER = 100
PAGE_BYTES = 16_384  # a keyframe is one large value: written three times as fast as in SQLite's pages of 4096
BUSY_SECONDS = 30.0
WAL_BYTES_KEPT = 64 << 20
CLEAN_SECONDS = 0.2  # that a file is looked through before it is opened: 100 MB or more
UNCLEAN_SECONDS = 2.0  # … which nobody closed


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of what is written inside, or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Whatever a damaged file makes of reading it becomes a ``SessionError``, and every one says which file it is."""
    try:
        yield
    except SessionError as error:
        error.facts.setdefault("path", str(path))
        raise
    except sqlite3.Error as error:
        raise _read_error(path, error) from error
    except TimeoutError as error:
        raise SessionError(Fault.SESSION_DAMAGED, path=str(path), reason="reading it does not end") from error
    except RecursionError as error:
        raise SessionError(Fault.SESSION_DAMAGED, path=str(path), reason="nested too deep") from error
    except (ValueError, TypeError, LookupError, OverflowError, zlib.error, msgspec.MsgspecError, ConfigError) as error:
        raise SessionError(Fault.SESSION_DAMAGED, path=str(path), reason=str(error)) from error
    except OSError as error:
        raise SessionError(Fault.FILE_UNREADABLE, path=str(path), reason=reason(error)) from error


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Whatever keeps a file from being written becomes a ``SessionError``."""
    try:
        yield
    except sqlite3.Error as error:
        raise _write_error(path, error) from error
    except (OSError, OverflowError) as error:
        raise SessionError(Fault.SESSION_UNWRITABLE, path=str(path), reason=reason(error)) from error


def reason(error: Exception) -> str:
    """A word for the common reasons (``disk-full``, ``read-only``, ``folder-missing``, ``forbidden``,
    ``is-directory``), otherwise the system's own sentence."""
    number = error.errno if isinstance(error, OSError) else None
    words = {
        errno.ENOSPC: "disk-full",
        errno.EDQUOT: "disk-full",
        errno.EFBIG: "disk-full",
        errno.EROFS: "read-only",
        errno.ENOENT: "folder-missing",
        errno.ENOTDIR: "folder-missing",
        errno.EACCES: "forbidden",
        errno.EPERM: "forbidden",
        errno.EISDIR: "is-directory",
    }
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return words.get(number, text) if number else text


def _primary(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _read_error(path: Path, error: sqlite3.Error) -> SessionError:
    code = _primary(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return SessionError(Fault.SESSION_IN_USE, path=str(path))
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return SessionError(Fault.FILE_UNREADABLE, path=str(path), reason=str(error))
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY):
        return _write_error(path, error)
    return SessionError(Fault.SESSION_DAMAGED, path=str(path), reason=str(error))


def _write_error(path: Path, error: sqlite3.Error) -> SessionError:
    code = _primary(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return SessionError(Fault.SESSION_IN_USE, path=str(path))
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return SessionError(Fault.SESSION_DAMAGED, path=str(path), reason=str(error))
    words = {
        sqlite3.SQLITE_FULL: "disk-full",
        sqlite3.SQLITE_READONLY: "read-only",
        sqlite3.SQLITE_PERM: "forbidden",
    }
    return SessionError(Fault.SESSION_UNWRITABLE, path=str(path), reason=words.get(code, str(error)))


def check_header(path: Path) -> int:
    """The format of the file, told by its first bytes without opening it as a database.

    Raises ``SessionError``: ``FILE_MISSING``, ``FILE_IS_DIRECTORY``, ``FILE_FORBIDDEN``, ``SESSION_FOREIGN``,
    ``SESSION_DAMAGED`` when it breaks off within its header, ``SESSION_TOO_NEW``."""
    head = _head(path)
    name = str(path)
    if not head or head[: len(MAGIC)] != MAGIC[: len(head)]:
        raise SessionError(Fault.SESSION_FOREIGN, path=name)
    if len(head) < HEADER:
        raise SessionError(Fault.SESSION_DAMAGED, path=name, reason="broken off within its header")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise SessionError(Fault.SESSION_FOREIGN, path=name)
    format_ = int.from_bytes(head[60:64], "big", signed=True)
    if format_ > FORMAT:
        raise SessionError(Fault.SESSION_TOO_NEW, path=name, format=format_, known=FORMAT)
    if format_ < FORMAT and any(step not in MIGRATIONS for step in range(format_, FORMAT)):
        raise SessionError(Fault.SESSION_DAMAGED, path=name, reason=f"format {format_}")
    return format_


def _head(path: Path) -> bytes:
    name = str(path)
    try:
        if path.is_dir():
            raise SessionError(Fault.FILE_IS_DIRECTORY, path=name)
        if path.exists() and not path.is_file():
            raise SessionError(Fault.SESSION_FOREIGN, path=name)  # a pipe would keep us waiting
        with path.open("rb") as file:
            return file.read(HEADER)
    except (FileNotFoundError, NotADirectoryError):
        raise SessionError(Fault.FILE_MISSING, path=name) from None
    except PermissionError:
        raise SessionError(Fault.FILE_FORBIDDEN, path=name) from None
    except OSError as error:
        raise SessionError(Fault.FILE_UNREADABLE, path=name, reason=reason(error)) from error


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection in ``mode`` ``ro``, ``rw``, ``rwc``, or ``immutable`` (a file that nobody can be writing)."""
    place = path.absolute().as_posix()
    options = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    uri = f"file://{'' if place.startswith('/') else '/'}{quote(os.fsencode(place))}?{options}"
    return guarded(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False))


def prepare_to_write(db: sqlite3.Connection, path: Path) -> None:
    """Chooses how ``db`` commits. WAL: a commit costs no disk flush and survives ``kill -9``; on a network drive, where
    WAL cannot work, a rollback journal and full flushes."""
    network = on_network(path)
    db.execute(f"PRAGMA journal_mode = {'DELETE' if network else 'WAL'}")
    db.execute(f"PRAGMA synchronous = {'FULL' if network else 'NORMAL'}")
    db.execute(f"PRAGMA journal_size_limit = {WAL_BYTES_KEPT}")


def make_tables(db: sqlite3.Connection) -> None:
    """Makes an empty file a session, inside a transaction of the caller."""
    for statement in STATEMENTS:
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {FORMAT}")


def migrate(db: sqlite3.Connection) -> None:
    """Brings an older file to ``FORMAT``, in one transaction."""
    (format_,) = db.execute("PRAGMA user_version").fetchone()
    if format_ == FORMAT:
        return
    with transaction(db):
        for step in range(format_, FORMAT):
            MIGRATIONS[step](db)
        db.execute(f"PRAGMA user_version = {FORMAT}")


def check_content(db: sqlite3.Connection) -> None:
    """Before anything in a file is read: what its first page says with the WAL beside it, which may be another than
    ``check_header`` saw, and its tables. Raises ``ValueError``."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (format_,) = db.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise ValueError("its WAL is of something else")
    if format_ > FORMAT:
        raise ValueError(f"its WAL is of format {format_}")
    check_schema(db, older=format_ < FORMAT)


def check_whole(db: sqlite3.Connection, path: Path, clean: bool) -> None:
    """Raises ``ValueError`` when pages are missing or broken. A file that was closed and has its full length is
    looked through for a moment: what is broken within it beyond that shows when it is read."""
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    (size,) = db.execute("PRAGMA page_size").fetchone()
    wal, seconds = path.with_name(path.name + "-wal"), UNCLEAN_SECONDS
    if not (wal.exists() and wal.stat().st_size):  # otherwise the last pages may still stand there
        found = path.stat().st_size
        if found < pages * size:
            raise ValueError(f"{pages * size - found} bytes are missing at its end")
        if clean and found == pages * size:
            seconds = CLEAN_SECONDS
    if (verdict := _looked_through(db, seconds)) != "ok":
        raise ValueError(verdict)


def _looked_through(db: sqlite3.Connection, seconds: float) -> str:
    """The first thing that is wrong with its pages, ``ok`` when there is none that is found in so many seconds."""
    try:
        with patience(db, seconds, time.perf_counter):
            (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
    except TimeoutError:
        return "ok"
    return str(verdict)
