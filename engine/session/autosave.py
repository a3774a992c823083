"""The folder where sessions are kept without asking: names for them, what a crash left there, what may go."""

import os
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.protocol.messages import Recoverable
from gatescope.engine.protocol.runs import SESSION_SUFFIX
from gatescope.engine.session import format as format_
from gatescope.engine.session import tables
from gatescope.engine.session.access import opened_to_read, real, remove_files
from gatescope.engine.session.owner import Owner, is_owned

KEEP_BYTES = 2 << 30
STEM_BYTES = 120
_UNSAFE = re.compile(r"[^\w .()+&,'=@#-]")  # a subset of what every file system takes; letters of any script
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?=$|[ .])", re.IGNORECASE)


def sessions_folder() -> Path:
    """Where sessions are autosaved; may not exist yet. ``GATESCOPE_DATA`` overrides the place for data."""
    if chosen := os.environ.get("GATESCOPE_DATA"):
        return Path(chosen).expanduser().absolute() / "sessions"
    home = Path.home()
    if sys.platform == "win32":
        base, name = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local"), "Gatescope"
    elif sys.platform == "darwin":
        base, name = home / "Library" / "Application Support", "Gatescope"
    else:
        given = os.environ.get("XDG_DATA_HOME", "")  # the standard: what is no absolute path does not count
        base, name = Path(given) if os.path.isabs(given) else home / ".local" / "share", "gatescope"
    return base / name / "sessions"


def new_session_path(name: str, folder: Path | None = None, now: datetime | None = None) -> Path:
    """A path that is not taken, named after a data file and the time, safe on every system. Makes the folder.

    Raises ``SESSION_UNWRITABLE`` when the folder cannot be made."""
    folder = folder or sessions_folder()
    with format_.writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    stem = f"{safe_stem(name)} {now or datetime.now():%Y-%m-%d %H.%M}"
    path, count = folder / f"{stem}{SESSION_SUFFIX}", 1
    while path.exists() or is_owned(path):
        count += 1
        path = folder / f"{stem} ({count}){SESSION_SUFFIX}"
    return path


def safe_stem(name: str) -> str:
    """The stem of a file name, as it can be part of one on every system: never empty, not reserved, not long."""
    stem = Path(name.replace("\\", "/")).stem.encode("utf-8", "replace").decode()
    stem = re.sub(r"\s+", " ", _UNSAFE.sub("-", stem)).strip(" .-")
    stem = stem.encode()[:STEM_BYTES].decode("utf-8", "ignore").strip(" .-")
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return stem or "session"


def recoverable(folder: Path) -> list[Recoverable]:
    """The sessions that ended without being closed, that nobody has open, and in which at least one step stands; the
    newest first. What cannot be read is left out."""
    found = []
    for path in _sessions(folder):
        with suppress(SessionError, OSError):
            if is_owned(path):
                continue
            if (left := _left_behind(path)) is not None:
                found.append(left)
    return sorted(found, key=lambda left: -left.modified)


def _left_behind(path: Path) -> Recoverable | None:
    modified = max(file.stat().st_mtime for file in _files(path))  # before reading: that makes a new -shm
    with opened_to_read(path) as db:
        clean, name = tables.get_meta(db, "clean") == "1", tables.get_meta(db, "name")
        steps = sum(run.steps - run.fork_step for run in tables.get_runs(db))
    if clean or steps == 0:
        return None
    return Recoverable(path=str(path), name=name, steps=steps, modified=modified)


def discard(path: str | Path) -> None:
    """Deletes a session for good. Raises ``SESSION_IN_USE`` when it is open, a file fault or ``SESSION_FOREIGN`` when
    it is no session, ``SESSION_UNWRITABLE`` when it cannot be deleted."""
    place = real(path)
    try:
        format_.check_header(place)
    except SessionError as error:
        if error.fault not in (Fault.SESSION_DAMAGED, Fault.SESSION_TOO_NEW):
            raise
    with format_.writing(place):
        owner = Owner.take(place)
        if owner is None:
            raise SessionError(Fault.SESSION_IN_USE, path=str(place))
        try:
            remove_files(place)
        finally:
            owner.release()


def prune(folder: Path, keep_bytes: int = KEEP_BYTES) -> list[Path]:
    """Deletes the oldest sessions of a folder until it holds at most ``keep_bytes``: only such as were closed and
    nobody has open. Returns what went."""
    ages, gone = [], []
    for path in _sessions(folder):
        with suppress(OSError):
            files = [file.stat() for file in _files(path)]
            ages.append((max(s.st_mtime for s in files), sum(s.st_size for s in files), path))
    total = sum(size for _, size, _ in ages)
    for _, size, path in sorted(ages):
        if total <= keep_bytes:
            break
        with suppress(SessionError, OSError, sqlite3.Error):
            if not is_owned(path) and _is_closed(path):
                discard(path)
                gone.append(path)
                total -= size
    return gone


def _is_closed(path: Path) -> bool:
    with opened_to_read(path) as db:
        return tables.get_meta(db, "clean") == "1"


def _sessions(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from sorted(path for path in folder.glob(f"*{SESSION_SUFFIX}") if path.is_file())


def _files(path: Path) -> list[Path]:
    companions = (path.with_name(path.name + companion) for companion in ("-wal", "-journal"))
    return [path, *(companion for companion in companions if companion.exists())]
