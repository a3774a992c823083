"""A session: one SQLite file that is the document, committed as one works.

One process owns the file; whoever opens it second reads only. Any thread of the owner may write: writes happen one
at a time behind a lock. Who only reads beside the writer (frames of the past) takes a ``reader()`` of its own, which
waits for nobody.
"""

import math
import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from gatescope.engine.config.run import DataConfig, RunConfig
from gatescope.engine.errors import Fact, Fault, SessionError
from gatescope.engine.protocol.messages import DatasetInfo, RunState
from gatescope.engine.session import access as opening
from gatescope.engine.session import format as format_
from gatescope.engine.session import tables
from gatescope.engine.session.autosave import discard, new_session_path, prune, recoverable, sessions_folder
from gatescope.engine.session.beside import COMPANIONS
from gatescope.engine.session.format import reading, transaction, writing
from gatescope.engine.session.further_tables import get_models, put_model
from gatescope.engine.session.guard import patience, snapshot
from gatescope.engine.session.history import History
from gatescope.engine.session.owner import Owner
from gatescope.engine.session.tables import RowBatch, RunRow, StoredData, StoredKeyframe

Value = TypeVar("Value")
__all__ = ["RunRow", "Session", "discard", "new_session_path", "prune", "recoverable", "sessions_folder"]


class Session:
    """An open session. Made by ``create`` or ``open``; ``close`` it, or leave it to the next start to find it unclean.

    Every method raises ``SessionError``: ``SESSION_DAMAGED`` for what cannot be read, ``SESSION_UNWRITABLE`` for
    what cannot be written."""

    def __init__(self, path: Path, db: sqlite3.Connection, owner: Owner | None, copy: Path | None = None) -> None:
        self.path = path
        self._db = db
        self._owner = owner
        self._copy = copy  # where it is read instead, when it cannot be read in place
        self._lock = threading.RLock()  # one writes at a time: trainer, opener, or whoever closes; again from within

    # ---- opening and closing -----------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: str | Path, info: DatasetInfo, raw: bytes | None, *, replace: bool = False) -> "Session":
        """A new session on a data set, owned by the caller. Its bytes ``raw`` are kept inside up to ``INSIDE_MOST``.
        ``replace`` takes the place of a file that is there."""
        place = opening.real(path)
        with writing(place):
            owner = Owner.take(place)
        if owner is None:
            raise SessionError(Fault.SESSION_IN_USE, path=str(place))
        try:
            if place.exists() and not replace:
                raise SessionError(Fault.SESSION_UNWRITABLE, path=str(place), reason="exists")
            db = opening.make(place, info, raw)
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
        owner = None if read_only else opening.own(place)
        if owner is None:
            return cls._to_read(place)
        try:
            return cls(place, opening.take_over(place), owner)
        except SessionError as error:
            owner.release()
            if error.fault is not Fault.SESSION_UNWRITABLE:
                raise
        except BaseException:
            owner.release()
            raise
        return cls._to_read(place)  # a full disk keeps nobody from looking

    @classmethod
    def _to_read(cls, place: Path) -> "Session":
        db, copy = opening.open_to_read(place)
        return cls(place, db, None, copy)

    def close(self, *, chosen: bool = True) -> None:
        """Marks the session as closed, if its end was ``chosen``, empties the WAL into the file and gives up the
        lock. Closing twice is nothing. Raises ``SESSION_UNWRITABLE`` when the disk is full; it is closed all the same.
        """
        with self._lock:
            owner, self._owner = self._owner, None
            try:
                if owner is not None:
                    with writing(self.path):
                        opening.leave_clean(self._db, chosen)
            finally:
                self._db.close()
                opening.remove_copy(self._copy)
                if owner is not None:
                    owner.release()

    @property
    def read_only(self) -> bool:
        return self._owner is None

    @property
    def autosaved(self) -> bool:
        """Whether it lies where sessions are kept without asking, not where a person has put it."""
        return self.path.parent == opening.real(sessions_folder())

    @property
    def name(self) -> str:
        return self._read(lambda db: tables.get_meta(db, "name"))

    # ---- reading -----------------------------------------------------------------------------------------------

    @contextmanager
    def reader(self) -> Iterator[sqlite3.Connection]:
        """A connection of one's own that sees everything committed so far, for the thread that asks for it. Take one
        per question: after ``move_to`` it is another file. Reading through it raises ``SessionError``."""
        place = self._copy or self.path
        with reading(self.path):
            db = format_.connect(place, "ro")
            try:
                db.execute("PRAGMA query_only = ON")
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
        models = self._read(get_models)
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
            with snapshot(db):
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
        with self._lock:
            changed = replace(self.run(run), **changes)
            self._write(lambda db: tables.put_run(db, changed))

    def commit(self, run: int, batch: RowBatch) -> None:
        """Writes a batch, all or nothing. When it returns, a killed process loses none of it."""
        self._write(lambda db: tables.put_batch(db, run, batch))

    def fork(self, run: int, step: int, name: str = "") -> RunRow:
        """A new run that has everything of ``run`` up to its last keyframe at or before ``step``. Raises
        ``RUN_UNKNOWN``, and ``KEYFRAME_UNKNOWN`` when there is no such keyframe."""
        with self._lock:
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
                state=RunState.PAUSED if earlier[-1] else RunState.READY,
                keyframes_full=False,
                fault="",
                facts={},
            )
            return self.run(self._write(lambda db: _put_fork(db, child)))

    # ---- copies ------------------------------------------------------------------------------------------------

    def save_as(self, target: str | Path) -> Path:
        """Writes a closed copy of everything committed so far, whole or not at all; the writer may go on meanwhile.
        Onto itself is nothing. Returns the path with its links resolved.

        Raises ``SESSION_IN_USE`` when another process owns ``target``, ``SESSION_UNWRITABLE`` otherwise; this session
        and an older file at ``target`` are intact then."""
        place = opening.real(target)
        if not opening.is_same_file(place, self.path):
            owner = opening.own_target(place)
            try:
                self._copy_to(place)
            finally:
                owner.release()
        return place

    def move_to(self, target: str | Path) -> Path:
        """Copies the session like ``save_as`` and goes on in the copy; returns the path of the file left behind, which
        is closed. Nobody can write between the two. Raises like ``save_as``, and stays where it was then."""
        place, left = opening.real(target), self.path
        if opening.is_same_file(place, left):
            return left
        with self._lock:
            owner = opening.own_target(place)
            try:
                self._copy_to(place)
                db = opening.take_over(place)
            except BaseException:
                owner.release()
                raise
            old_db, old_owner, old_copy = self._db, self._owner, self._copy
            self.path, self._db, self._owner, self._copy = place, db, owner, None
            opening.let_go(old_db, old_owner, old_copy)
        return left

    def _copy_to(self, place: Path) -> None:
        part = place.with_name(f".gatescope-{secrets.token_hex(8)}.part")
        try:
            with self.reader() as source, writing(place):
                opening.back_up(source, part)
            with writing(place):
                for companion in COMPANIONS:  # an old WAL would be replayed into the new file
                    place.with_name(place.name + companion).unlink(missing_ok=True)
                os.replace(part, place)
                opening.sync_folder(place.parent)
        finally:
            with suppress(OSError):
                opening.remove_files(part)

    # ---- how each access happens -------------------------------------------------------------------------------

    def _read(self, read: Callable[[sqlite3.Connection], Value]) -> Value:
        with self._lock, reading(self.path), patience(self._db):
            return read(self._db)

    def _write(self, write: Callable[[sqlite3.Connection], Value]) -> Value:
        with self._lock:
            if self._owner is None:
                raise SessionError(Fault.SESSION_UNWRITABLE, path=str(self.path), reason="read-only")
            with writing(self.path), transaction(self._db):
                return write(self._db)


def _put_new(db: sqlite3.Connection, row: RunRow, token_model: bytes) -> int:
    number = tables.put_run(db, row)
    put_model(db, number, token_model)
    return number


def _put_fork(db: sqlite3.Connection, child: RunRow) -> int:
    number = tables.put_run(db, child)
    tables.copy_run(db, child.parent, child.fork_step, number)
    return number
