"""A session: one SQLite file that is the document, committed as one works.

One process owns the file; whoever opens it second reads only. Any thread of the owner may write: writes happen one
at a time behind a lock. Who only reads beside the writer (frames of the past) takes a ``reader()`` of its own, which
waits for nobody.
"""

import math
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from gatescope.engine.config.run import DataConfig, RunConfig
from gatescope.engine.errors import Fact, Fault, SessionError
from gatescope.engine.protocol.messages import DatasetInfo, RunState
from gatescope.engine.protocol.runs import ReadOnly, Replace, RunMarks, Seen
from gatescope.engine.protocol.told import Notice
from gatescope.engine.session import access as opening
from gatescope.engine.session import copies, tables
from gatescope.engine.session import format as format_
from gatescope.engine.session import further_tables as further
from gatescope.engine.session.autosave import discard, new_session_path, recoverable, sessions_folder
from gatescope.engine.session.format import reading, transaction, writing
from gatescope.engine.session.guard import patience, snapshot
from gatescope.engine.session.history import History
from gatescope.engine.session.identity import File, lasting
from gatescope.engine.session.kept_pictures import NONE, Columns
from gatescope.engine.session.owner import Owner
from gatescope.engine.session.places import is_private
from gatescope.engine.session.tables import RowBatch, RunRow, StoredData, StoredKeyframe

CHECKPOINT_SECONDS = 5.0  # how much of the work a copy of the file alone, taken while it is open, lacks at most
CHECKPOINT_SHARE = 0.01  # of the time, at most, goes into that
Value = TypeVar("Value")
Told = Callable[[Notice, dict[str, Fact]], None]
__all__ = ["RunRow", "Session", "discard", "new_session_path", "recoverable", "sessions_folder"]


class Session:
    """An open session. Made by ``create`` or ``open``; ``close`` it, or leave it to the next start to find it unclean.

    Every method raises ``SessionError``: ``SESSION_DAMAGED`` for what cannot be read, ``SESSION_UNWRITABLE`` for
    what cannot be written."""

    def __init__(self, path: Path, db: sqlite3.Connection, held: Owner | ReadOnly, copy: Path | None = None) -> None:
        self.path = path
        self.because = held if isinstance(held, ReadOnly) else None
        """Why it can only be read; None where it can be written."""
        self.cut = False
        """Whether it is a copy that was taken while its session was open, without what was not yet in the file."""
        self.tell: Told = lambda _notice, _facts: None
        """What is done without being asked is told here, in whichever thread does it."""
        self._strayed = False  # its own file went: nobody has chosen where it lies now
        self._db = db
        self._owner = None if isinstance(held, ReadOnly) else held
        self._copy = copy  # where it is read instead, when it cannot be read in place
        self._mode = "ro"  # of those who only read
        self._file = lasting(path)
        self._beside: tuple[File, ...] = opening.files_of(path)[1:]  # its WAL, to be told from another's
        self._checkpoint_at = time.monotonic() + CHECKPOINT_SECONDS
        self._lock = threading.RLock()  # one writes at a time: trainer, opener, or whoever closes; again from within

    # ---- opening and closing -----------------------------------------------------------------------------------

    @classmethod
    def create(
        cls, path: str | Path, info: DatasetInfo, raw: bytes | None, pictures: Columns = NONE, *, replace: bool = False
    ) -> "Session":
        """A new session on a data set, owned by the caller. Its bytes ``raw`` are kept inside up to ``INSIDE_MOST``,
        and the pixels of its ``pictures``. ``replace`` takes the place of a file that is there."""
        place = opening.real(path)
        owner = opening.own_new(place)  # before looking whether there is one: two who create must not both find none
        try:
            if place.exists() and not replace:
                raise SessionError(Fault.SESSION_UNWRITABLE, path=str(place), reason="exists")
            db = opening.make(place, tables.StoredData(info, raw, pictures))
            with writing(place):
                owner.guard(place)  # the file is another one than the lock was taken beside
        except BaseException:
            owner.release()
            raise
        return cls(place, db, owner)

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False) -> "Session":
        """Opens a session: to write, unless it is owned by another, cannot be written, or ``read_only`` is asked for.

        Raises ``SessionError``: a file fault, ``SESSION_FOREIGN``, ``SESSION_DAMAGED``, ``SESSION_TOO_NEW``."""
        place = opening.real(path)
        format_.check_header(place)
        held = ReadOnly.ASKED if read_only else opening.own(place)
        if isinstance(held, ReadOnly):
            return cls._to_read(place, held)
        try:
            db, cut = opening.take_over(place)
        except SessionError as error:
            held.release()
            if error.fault is not Fault.SESSION_UNWRITABLE:
                raise
            full = error.facts.get("reason") == ReadOnly.DISK_FULL
            return cls._to_read(place, ReadOnly.DISK_FULL if full else ReadOnly.FORBIDDEN)  # one can still look
        except BaseException:
            held.release()
            raise
        session = cls(place, db, held)
        session.cut = cut
        return session

    @classmethod
    def _to_read(cls, place: Path, because: ReadOnly) -> "Session":
        lacks, mode = opening.lacks_its_wal(place), opening.reading_mode(place)  # before a connection makes a WAL
        db, copy = opening.open_to_read(place, mode)
        session = cls(place, db, because, copy)
        session.cut, session._mode = lacks and opening.is_cut(db), mode
        return session

    def close(self, *, chosen: bool = True) -> None:
        """Marks the session as closed, if its end was ``chosen``, empties the WAL into the file and gives up the
        lock. Closing twice is nothing. Raises ``SESSION_UNWRITABLE`` when the disk is full; it is closed all the same.

        One whose file is gone is kept in a new one, which is offered back."""
        with self._lock:
            try:
                if self._owner is not None:
                    self._stay()
                    with writing(self.path):
                        opening.leave_clean(self._db, chosen and not self._strayed)
            finally:  # in this order: SQLite lets go of the file, then the lock goes, so that no two ever write
                owner, self._owner = self._owner, None
                self._db.close()
                opening.remove_copy(self._copy)
                if owner is not None:
                    owner.release()
                elif self._copy is None:
                    opening.tidy(self.path)

    @property
    def read_only(self) -> bool:
        return self._owner is None

    @property
    def autosaved(self) -> bool:
        """Whether it lies where sessions are kept without asking, not where a person has put it."""
        return is_private(self.path)

    @property
    def name(self) -> str:
        return self._read(lambda db: tables.get_meta(db, "name"))

    def set_title(self, title: str) -> None:
        """What its user calls it, '' for nothing."""
        self._write(lambda db: tables.set_meta(db, title=title))

    # ---- reading -----------------------------------------------------------------------------------------------

    @contextmanager
    def reader(self) -> Iterator[sqlite3.Connection]:
        """A connection of one's own that sees everything committed so far, for the thread that asks for it. Take one
        per question: after ``move_to`` it is another file. Reading through it raises ``SessionError``."""
        if self._copy is None and self._lost():
            with self._lock:
                self._stay()
        place = self._copy or self.path
        with reading(self.path):
            db = format_.connect(place, self._mode)
            try:
                db.execute("PRAGMA query_only = ON")  # even where the file may be written
                with patience(db):
                    yield db
            finally:
                db.close()

    def data_source(self) -> StoredData:
        """Raises ``SESSION_DAMAGED`` when there is none."""
        if (data := self._read(tables.get_data)) is None:
            raise SessionError(Fault.SESSION_DAMAGED, path=str(self.path), reason="no data set")
        return data

    def runs(self) -> tuple[RunRow, ...]:
        return self._read(tables.get_runs)

    def token_models(self) -> dict[DataConfig, bytes]:
        """What tokenisers have learnt, by the use of the data that it was learnt for."""
        models = self._read(further.get_models)
        return {row.config.data: models[row.run] for row in self.runs() if row.run in models}

    def run(self, run: int) -> RunRow:
        """Raises ``RUN_UNKNOWN``."""
        stored = self._read(lambda db: tables.get_run(db, run))
        if stored is None:
            raise SessionError(Fault.RUN_UNKNOWN, path=str(self.path), run=run)
        return stored

    def history(self, run: int) -> History:
        """Everything that was measured and committed."""

        def read(db: sqlite3.Connection) -> History:
            with snapshot(db):  # several tables: rows and validations of one and the same moment
                return tables.get_history(db, run)

        return self._read(read)

    def keyframe_sizes(self, run: int) -> dict[int, int]:
        """Bytes by step, steps rising."""
        return self._read(lambda db: tables.keyframe_sizes(db, run))

    def keyframe_steps(self, run: int) -> tuple[int, ...]:
        return tuple(self.keyframe_sizes(run))

    def keyframe(self, run: int, at_step: int, *, weights_only: bool = False) -> StoredKeyframe:
        """The last keyframe at or before ``at_step``, read beside the writer. Raises ``KEYFRAME_UNKNOWN``."""
        with self.reader() as db:
            found = tables.get_keyframe(db, run, at_step, weights_only=weights_only)
        if found is None:
            raise SessionError(Fault.KEYFRAME_UNKNOWN, path=str(self.path), run=run, step=at_step)
        return found

    # ---- writing -----------------------------------------------------------------------------------------------

    def add_run(
        self,
        config: RunConfig,
        *,
        name: str = "",
        device: str = "cpu",
        parameters: int = 0,
        naive_loss: float = math.nan,
        token_model: bytes = b"",
    ) -> int:
        """A new run; returns its number, which is never given twice."""
        row = RunRow(name, config, device=device, parameters=parameters, naive_loss=naive_loss)
        return self._write(lambda db: _put_new(db, row, token_model))

    def set_state(self, run: int, state: RunState, fault: str = "", facts: Mapping[str, Fact] | None = None) -> None:
        """Raises ``RUN_UNKNOWN``."""
        self.update_run(run, state=state, fault=fault, facts=facts or {})

    def update_run(self, run: int, **changes: Any) -> None:
        """Changes fields of ``RunRow`` (name, device, keyframes_full …). Raises ``RUN_UNKNOWN``."""
        with self._lock:  # read and write as one: two who change other fields of a run must both be heard
            changed = replace(self.run(run), **changes)
            self._write(lambda db: tables.put_run(db, changed))

    def marks(self) -> dict[int, RunMarks]:
        """What the user says of runs, by run."""
        return self._read(further.get_marks)

    def mark(self, run: int, marks: RunMarks) -> None:
        self._write(lambda db: further.put_marks(db, run, marks))

    def seen(self, run: int) -> tuple[Seen, ...]:
        """What stood out about it when somebody looked."""
        return self._read(lambda db: further.get_seen(db, run))

    def keep_seen(self, run: int, seen: tuple[Seen, ...]) -> None:
        self._write(lambda db: further.put_seen(db, run, seen))

    def delete_run(self, run: int) -> None:
        """Takes a run out of the file; those that were forked from it stay as they are."""
        self._write(lambda db: further.delete_run(db, run))

    def commit(self, run: int, batch: RowBatch) -> None:
        """Writes a batch, all or nothing. When it returns, a killed process loses none of it."""
        self._write(lambda db: tables.put_batch(db, run, batch))

    def fork(self, run: int, step: int, name: str = "") -> RunRow:
        """A new run that has everything of ``run`` up to its last keyframe at or before ``step``. Raises
        ``RUN_UNKNOWN``, and ``KEYFRAME_UNKNOWN`` when there is no such keyframe."""
        with self._lock:  # its rows and keyframes must not grow between looking and copying
            parent = self.run(run)
            earlier = [kept for kept in self.keyframe_steps(run) if kept <= step]
            if not earlier:
                raise SessionError(Fault.KEYFRAME_UNKNOWN, path=str(self.path), run=run, step=step)
            child = replace(
                parent,
                run=0,
                name=name or parent.name,
                parent=run,
                fork_step=earlier[-1],
                state=RunState.PAUSED if earlier[-1] else RunState.READY,  # from step 0 it is a new run
                keyframes_full=False,
                fault="",
                facts={},
            )
            return self.run(self._write(lambda db: _put_fork(db, child)))

    # ---- copies ------------------------------------------------------------------------------------------------

    def save_as(self, target: str | Path, replace: Replace = Replace.SESSION) -> Path:
        """Writes a closed copy of everything committed so far, whole or not at all; the writer may go on meanwhile.
        Onto itself is nothing. Returns the path with its links resolved.

        Raises ``SESSION_IN_USE`` when another process owns ``target``, ``SESSION_UNWRITABLE`` otherwise, also for what
        ``replace`` does not allow; this session and an older file at ``target`` are intact then."""
        place = opening.real(target)
        self._settle()
        if not self._is_here(place):
            owner = self._own_target(target, place, replace)
            try:
                self._copy_to(target, place, replace, lambda: False)
            finally:
                owner.release()
        return place

    def move_to(
        self,
        target: str | Path,
        replace: Replace = Replace.SESSION,
        stopped: copies.Stopped = lambda: False,
        *,
        remove: bool = False,
    ) -> Path:
        """Copies the session like ``save_as`` and goes on in the copy; returns the path of the file left behind, which
        is closed, and removed if ``remove`` says so. Nobody can write between the two. Raises like ``save_as``, and
        stays where it was then. ``stopped`` is asked while it copies."""
        place = opening.real(target)
        with self._lock:
            self._settle()
            left = self.path
            if self._is_here(place):
                return left
            owner = self._own_target(target, place, replace)
            try:
                self._copy_to(target, place, replace, stopped)
                with writing(place):
                    owner.guard(place)
                db, _ = opening.take_over(place)
            except BaseException:
                owner.release()
                raise
            # Where its own file went, what lies at its path is somebody else's: only the WAL that was its own goes.
            unwanted = self._beside if self._lost() else opening.files_of(left) if remove else None
            self._go_on_in(place, db, owner, unwanted)
            self._strayed = False
        return left

    def _own_target(self, named: str | Path, place: Path, replace: Replace) -> Owner:
        copies.check_target(named, place, replace)
        return opening.own_new(place)

    def _copy_to(self, named: str | Path, place: Path, replace: Replace, stopped: copies.Stopped) -> None:
        with self._source() as source:
            copies.write_copy(source, place, stopped, lambda: copies.check_target(named, place, replace))

    @contextmanager
    def _source(self) -> Iterator[sqlite3.Connection]:
        """What to copy from: a file that is gone is still open here."""
        if self._copy is None and self._lost():
            with self._lock:  # the one connection that still reaches it: whoever writes has to wait
                yield self._db
        else:
            with self.reader() as db:
                yield db

    def _go_on_in(self, place: Path, db: sqlite3.Connection, owner: Owner, unwanted: tuple[File, ...] | None) -> None:
        old = self._db, self._owner, self._copy  # let go last: whatever fails before leaves everything as it was
        self.path, self._db, self._owner, self._copy = place, db, owner, None
        self._mode, self.because, self._file, self._beside = "ro", None, lasting(place), opening.files_of(place)[1:]
        opening.let_go(*old, unwanted)

    # ---- whether its file is still there -----------------------------------------------------------------------

    def _is_here(self, place: Path) -> bool:
        return opening.is_same_file(place, self.path) and not self._lost()

    def _lost(self) -> Notice | None:
        """Whether what lies at ``path`` is still this session."""
        if self._file is None or self._file.gone:
            return Notice.SESSION_GONE
        return Notice.SESSION_REPLACED if self._file.replaced else None

    def _settle(self) -> None:
        """``_stay`` as far as possible: what is to be copied is open all the same."""
        with suppress(SessionError):
            self._stay()

    def _stay(self) -> None:
        """Goes on in a new file among those that are kept without asking, should the one at ``path`` no longer be this
        session or no longer be its own. Raises ``SESSION_UNWRITABLE`` when there is no room for it, and for what is
        only read and gone ``FILE_MISSING``."""
        why = self._lost()
        if self._owner is None:
            if why is not None and self._copy is None:
                raise SessionError(Fault.FILE_MISSING, path=str(self.path))
            return
        if why is None and not self._owner.keep():
            why = Notice.SESSION_TAKEN
        if why is None:
            return
        opening.checkpoint(self._db)  # it may only have been moved: then it is whole there
        left, place = self.path, new_session_path(tables.get_meta(self._db, "name"))
        owner = opening.own_new(place)
        try:
            copies.write_copy(self._db, place, lambda: False, lambda: None)
            with writing(place):
                owner.guard(place)
            db, _ = opening.take_over(place)
        except BaseException:
            owner.release()
            raise
        # Never what is there now, and of what is beside it nothing either that another process writes.
        self._strayed = True
        self._go_on_in(place, db, owner, self._beside if why is not Notice.SESSION_TAKEN else ())
        self.tell(why, {"path": str(left), "to": str(place)})

    # ---- how each access happens -------------------------------------------------------------------------------

    def _read(self, read: Callable[[sqlite3.Connection], Value]) -> Value:
        with self._lock, reading(self.path), patience(self._db):
            return read(self._db)

    def _write(self, write: Callable[[sqlite3.Connection], Value]) -> Value:
        with self._lock:
            if self._owner is None:
                raise SessionError(Fault.SESSION_UNWRITABLE, path=str(self.path), reason="read-only")
            self._stay()  # before every commit: what is acknowledged must lie where it will be found again
            with writing(self.path), transaction(self._db):
                value = write(self._db)
            self._beside = self._beside or opening.files_of(self.path)[1:]  # SQLite makes them with the first write
            if time.monotonic() >= self._checkpoint_at:
                self.checkpoint()
            return value

    def checkpoint(self) -> None:
        """Brings everything committed so far into the file itself; until then it may stand in the WAL beside it."""
        with self._lock:
            if self._owner is not None:
                began = time.monotonic()
                opening.checkpoint(self._db)
                now = time.monotonic()  # on a slow disk it is done less often, so that training does not wait for it
                self._checkpoint_at = now + max(CHECKPOINT_SECONDS, (now - began) / CHECKPOINT_SHARE)


def _put_new(db: sqlite3.Connection, row: RunRow, token_model: bytes) -> int:
    number = tables.put_run(db, row)
    further.put_model(db, number, token_model)
    return number


def _put_fork(db: sqlite3.Connection, child: RunRow) -> int:
    number = tables.put_run(db, child)
    tables.copy_run(db, child.parent, child.fork_step, number)
    return number
