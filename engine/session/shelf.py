"""The sessions that lie on the disk, looked at one by one without being opened: what each is called, how large it is,
how its runs went. And what of one that nobody has open can be changed: what it is called.

Whatever is broken, foreign or gone is not on the shelf, and keeps nothing else from being there.
"""

import math
import os
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec

from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.protocol.kept import NAME_MOST, KeptSession
from gatescope.engine.session import format as format_
from gatescope.engine.session import tables
from gatescope.engine.session.access import real
from gatescope.engine.session.beside import check_beside
from gatescope.engine.session.format import reading, transaction, writing
from gatescope.engine.session.guard import patience
from gatescope.engine.session.owner import Owner, is_owned
from gatescope.engine.session.recovery import BRIEF_SECONDS, age, connected, content_files, sessions_in
from gatescope.engine.session.stored import ValidationStored, believed

RUNS_CALLED = 3  # of which the names are told
CURVES_MOST, POINTS_MOST = 3, 32  # of a picture as large as a thumb
TITLE, KEPT = "title", "kept"  # what the user calls a session, and whether they said that it stays
Stamp = tuple[tuple[int, int, int, int], ...]


class Shelf:
    """Looks at sessions, and not again at what has not changed since."""

    def __init__(self, folder: Path) -> None:
        self._folder = real(folder)
        self._known: dict[Path, tuple[Stamp, KeptSession]] = {}

    def paths(self, also: Iterable[str]) -> list[Path]:
        """Where there may be one: in the folder, and those that are named beside; the newest first, each once."""
        found = {real(path) for path in also if "\0" not in path} | set(sessions_in(self._folder))
        return sorted(found, key=age)

    def look(self, path: Path, seconds: float = BRIEF_SECONDS) -> KeptSession | None:
        """What lies there; None where it is no session that can be read. Raises ``TimeoutError`` where that takes
        longer than ``seconds``, or somebody is writing it just now."""
        try:
            stamp = _stamp(path)
            known = self._known.get(path)
            if known is None or known[0] != stamp:
                known = self._known[path] = stamp, sketch(path, seconds)
                known = self._known[path] = _stamp(path), known[1]  # reading may have made something beside it
            unsaved = known[1].unsaved and path.parent == self._folder
            return msgspec.structs.replace(known[1], open=is_owned(path), unsaved=unsaved)
        except TimeoutError:
            raise
        except Exception:  # whatever a broken file makes of looking at it, the others are listed
            self.forget(path)
            return None

    def forget(self, path: Path) -> None:
        """It was written by us: not every system tells that of a file that is as old and as large as before."""
        self._known.pop(path, None)


def _stamp(path: Path) -> Stamp:
    """Other when anything was written. Raises ``OSError`` when it is gone."""
    found = [path.stat(), *(file.stat() for file in content_files(path)[1:])]
    return tuple((each.st_mtime_ns, each.st_ctime_ns, each.st_size, each.st_ino) for each in found)


def sketch(path: Path, seconds: float = BRIEF_SECONDS) -> KeptSession:
    """Reads as little of a session as a list needs. Raises ``SessionError``, ``TimeoutError`` when that takes longer
    than ``seconds`` or somebody is writing it, and whatever a broken file makes of it."""
    format_.check_header(path)
    end = time.monotonic() + seconds
    try:
        with reading(path), connected(path, seconds) as db:
            return _sketch(path, db)
    except SessionError as error:
        if time.monotonic() > end or error.fault is Fault.SESSION_IN_USE:
            raise TimeoutError(f"{path} takes longer than {seconds} s") from None
        raise


def _sketch(path: Path, db: sqlite3.Connection) -> KeptSession:
    format_.check_content(db)
    sizes = [file.stat() for file in content_files(path)]
    runs = db.execute("SELECT id, name, fork_step FROM runs ORDER BY id").fetchall()
    title = tables.get_meta(db, TITLE)
    return KeptSession(
        path=str(path),
        data=tables.get_meta(db, "name"),
        modified=max(each.st_mtime for each in sizes),
        size=sum(each.st_size for each in sizes),
        name=title[:NAME_MOST],
        runs=len(runs),
        called=tuple(str(name)[:NAME_MOST] for _, name, _ in runs[:RUNS_CALLED]),
        steps=sum(tables.count_rows(db, run) - fork_step for run, _, fork_step in runs),
        unsaved=not title and not tables.get_meta(db, KEPT),
        clean=tables.get_meta(db, "clean") == "1",
        curves=tuple(curve for run, *_ in runs[-CURVES_MOST:] if (curve := _curve(db, run))),
    )


def _curve(db: sqlite3.Connection, run: int) -> tuple[float, ...]:
    """The validation losses of a run, every so many of them and the last; () where there are not two."""
    (count,) = db.execute("SELECT count(*) FROM validation WHERE run = ?", (run,)).fetchone()
    stride = max(1, math.ceil(count / (POINTS_MOST - 1)))
    rows = db.execute("SELECT step, loss FROM validation WHERE run = ? ORDER BY step", (run,))
    picked = [row for at, row in enumerate(rows) if at % stride == 0 or at == count - 1]
    losses = [each.loss for each in believed(ValidationStored, picked, "validation")]
    known = tuple(loss for loss in losses if loss is not None and math.isfinite(loss))
    return known if len(known) > 1 else ()


def name_session(path: str | Path, name: str) -> None:
    """What the user calls a session that nobody has open, '' for nothing. Raises ``SessionError``."""
    _put_meta(real(path), **{TITLE: name.strip()[:NAME_MOST]})


def keep_session(path: str | Path) -> None:
    """The user says that it stays, whatever else may go. Raises ``SessionError``."""
    _put_meta(real(path), **{KEPT: "1"})


def _put_meta(place: Path, **values: str) -> None:
    """It is as old afterwards as before: nothing was worked on."""
    format_.check_header(place)
    with reading(place):
        check_beside(place)
    with writing(place):
        owner = Owner.take(place)
        if owner is None:
            raise SessionError(Fault.SESSION_IN_USE, path=str(place))
        try:
            worked_on = max(file.stat().st_mtime_ns for file in content_files(place))
            _write_meta(place, values)
            os.utime(place, ns=(worked_on, worked_on))
        finally:
            owner.release()


def _write_meta(place: Path, values: dict[str, str]) -> None:
    db = format_.connect(place, "rw")
    try:
        with reading(place), patience(db):
            format_.check_content(db)
        with transaction(db):
            tables.set_meta(db, **values)
    finally:
        db.close()
