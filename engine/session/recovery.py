"""Looking through the folder where sessions are kept without asking: which ended without being closed, which cannot be
read.

What lies there may be broken in any way, and the program starts all the same: each file is looked at guarded, for a
moment, and only at what is needed to offer it. Whatever that raises says that it cannot be read; such a file is set
aside, so that it is in nobody's way at the next start. What only took too long is looked at again with more patience.
"""

import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from gatescope.engine.errors import Fact, Fault, SessionError
from gatescope.engine.protocol.runs import SESSION_SUFFIX, Recoverable
from gatescope.engine.protocol.told import Notice
from gatescope.engine.session import format as format_
from gatescope.engine.session import tables
from gatescope.engine.session.access import reading_mode, remove_copy, unchecked_to_read
from gatescope.engine.session.beside import COMPANIONS, check_beside
from gatescope.engine.session.guard import patience
from gatescope.engine.session.owner import Owner, is_owned
from gatescope.engine.session.places import make_private

BRIEF_SECONDS, PATIENT_SECONDS = 0.2, 5.0  # for one file: while somebody waits for the start, and later
BUSY_SECONDS = 0.1  # who holds a lock on one for longer has it open
ALL_SECONDS = 1.0  # for all of them while somebody waits
DAMAGED = "damaged"  # the folder for what is set aside
NAMED_MOST = 5  # of many that cannot be read
VALUE_BYTES = 64 << 20  # the longest value that is read here
_NOT_BROKEN = {
    Fault.FILE_MISSING,
    Fault.FILE_FORBIDDEN,
    Fault.FILE_UNREADABLE,
    Fault.FILE_IS_DIRECTORY,
    Fault.SESSION_IN_USE,
    Fault.SESSION_TOO_NEW,
    Fault.SESSION_UNWRITABLE,
}
"""What says nothing against the file itself."""


@dataclass(frozen=True)
class Look:
    """What a session says of itself: whether its end was chosen, its name, and how many steps were trained in it."""

    clean: bool
    name: str = ""
    steps: int = 0


@dataclass
class Recovery:
    """What was found in a folder. ``slow`` are those that took too long, ``left`` those that there was no time for."""

    found: list[Recoverable] = field(default_factory=list)
    broken: list[Path] = field(default_factory=list)
    slow: list[Path] = field(default_factory=list)
    left: list[Path] = field(default_factory=list)

    @property
    def newest_first(self) -> tuple[Recoverable, ...]:
        return tuple(sorted(self.found, key=lambda left: -left.modified))


def look_through(
    folder: Path, seconds: float = ALL_SECONDS, each: float = BRIEF_SECONDS, most: int = sys.maxsize
) -> Recovery:
    """Looks at the sessions in ``folder``, the newest first and at ``most`` so many of them, for about ``seconds``
    altogether. Changes nothing."""
    return look_at_these(sessions_in(folder), seconds, each, most)


def look_at_these(paths: list[Path], seconds: float, each: float, most: int = sys.maxsize) -> Recovery:
    recovery, end = Recovery(), time.monotonic() + seconds
    for at, path in enumerate(sorted(paths, key=age)):
        if at >= most or time.monotonic() > end:
            recovery.left.append(path)
        else:
            _take(recovery, path, each)
    return recovery


def _take(recovery: Recovery, path: Path, seconds: float) -> None:
    try:
        if is_owned(path):
            return  # open in another window
        modified = max(file.stat().st_mtime for file in content_files(path))  # before reading: that makes a new -shm
        look = look_at(path, seconds)
    except TimeoutError:
        recovery.slow.append(path)
    except SessionError as error:
        if error.fault not in _NOT_BROKEN:
            recovery.broken.append(path)
    except OSError:  # it went meanwhile, or may not be read
        return
    except Exception:  # whatever a broken file makes of reading it, it is a file that cannot be read
        recovery.broken.append(path)
    else:
        if not look.clean and look.steps:
            recovery.found.append(Recoverable(path=str(path), name=look.name, steps=look.steps, modified=modified))


def look_at(path: Path, seconds: float) -> Look:
    """Reads as little of a session as tells whether it is to be offered. Raises ``SessionError``, ``TimeoutError`` when
    that takes longer than ``seconds``, and whatever a broken file makes of it."""
    if path.stat().st_size == 0:
        return Look(clean=True)  # it was made and nothing was written
    current, end = format_.check_header(path) == format_.FORMAT, time.monotonic() + seconds
    try:
        with format_.reading(path), connected(path, seconds) as db:
            return _read(db, current)
    except SessionError:
        if time.monotonic() > end:
            raise TimeoutError(f"{path} takes longer than {seconds} s") from None
        raise


def _read(db: sqlite3.Connection, current: bool) -> Look:
    format_.check_content(db)
    if tables.get_meta(db, "clean") == "1":
        return Look(clean=True)
    runs = db.execute("SELECT id, fork_step FROM runs").fetchall()
    steps = sum(tables.count_rows(db, run) - fork_step for run, fork_step in runs)
    if current and steps:
        tables.get_runs(db)  # what could not be opened is not offered
    return Look(clean=False, name=tables.get_meta(db, "name"), steps=steps)


@contextmanager
def connected(path: Path, seconds: float) -> Iterator[sqlite3.Connection]:
    """A connection that gives up after so many ``seconds``, and believes nothing. Raises ``TimeoutError`` then."""
    end = time.monotonic() + seconds
    check_beside(path)
    db, copy = unchecked_to_read(path, reading_mode(path), BUSY_SECONDS)
    try:
        db.execute("PRAGMA query_only = ON")
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, VALUE_BYTES)
        with patience(db, max(0.0, end - time.monotonic()), time.monotonic):
            yield db
    finally:
        db.close()
        remove_copy(copy)


def set_aside(path: Path) -> Path | None:
    """Moves a file that cannot be read, with what lies beside it, into ``damaged`` beside it. Where it lies now; None
    when it is open somewhere, or cannot be moved."""
    folder = path.parent / DAMAGED
    with suppress(OSError):
        make_private(folder)
        owner = Owner.take(path)
        if owner is None:
            return None  # it is open somewhere
        try:
            place = _free_place(folder, path)
            for companion in (*COMPANIONS, ""):  # the session last: cut off between two, it is found here again
                with suppress(FileNotFoundError):
                    os.rename(path.with_name(path.name + companion), place.with_name(place.name + companion))
            return place
        finally:
            owner.release()
    return None


def set_aside_all(paths: list[Path]) -> list[tuple[Notice, dict[str, Fact]]]:
    """Sets files aside that cannot be read, and what is to be told of it."""
    told: dict[Notice, list[Path]] = {}
    for path in paths:
        if not is_owned(path):  # somebody has opened it meanwhile
            notice = Notice.SESSIONS_UNREADABLE if set_aside(path) is None else Notice.SESSIONS_SET_ASIDE
            told.setdefault(notice, []).append(path)
    return [(notice, _facts(notice, files)) for notice, files in told.items()]


def _facts(notice: Notice, files: list[Path]) -> dict[str, Fact]:
    names = ", ".join(path.name for path in files[:NAMED_MOST])
    folder = files[0].parent / DAMAGED if notice is Notice.SESSIONS_SET_ASIDE else files[0].parent
    return {"names": f"{names} …" if len(files) > NAMED_MOST else names, "folder": str(folder)}


def _free_place(folder: Path, path: Path) -> Path:
    place, count = folder / path.name, 1
    while os.path.lexists(place):
        count += 1
        place = folder / f"{path.stem} ({count}){path.suffix}"
    return place


def sessions_in(folder: Path) -> list[Path]:
    """The files that lie there as sessions; none where there is no such folder."""
    with suppress(OSError):
        return sorted(path for path in folder.glob(f"*{SESSION_SUFFIX}") if path.is_file())
    return []


def content_files(path: Path) -> list[Path]:
    """A session and what SQLite keeps beside it of its content."""
    companions = (path.with_name(path.name + companion) for companion in ("-wal", "-journal"))
    return [path, *(companion for companion in companions if companion.exists())]


def age(path: Path) -> float:
    """The newer the less."""
    with suppress(OSError):
        return -max(file.stat().st_mtime for file in content_files(path))
    return 0.0
