"""A session as it is read from its file: its data set and its runs, ready to be put on the table.

In order, in the opener's thread: the file is opened (and owned, where nobody else does); the data is read, from inside
the file or from where it lay; the runs are made of their rows, and what they learn on is prepared, once for all that
look at it alike. Only then is anything put on the table, by the trainer's thread.
"""

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace

import msgspec

from gatescope.engine.config.data import Kind, Level
from gatescope.engine.config.run import DataConfig, ReadConfig, RunConfig
from gatescope.engine.data.preparing.prepare import Prepared, prepare
from gatescope.engine.data.tables.dataset import Dataset, dataset_from_bytes, open_dataset
from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.protocol.messages import DatasetInfo, RunMarks, RunState
from gatescope.engine.runs.run import ENDED, Run
from gatescope.engine.session.history import History
from gatescope.engine.session.session import Session
from gatescope.engine.session.tables import RunRow

MANY_VALUES = 1_000_000  # beyond, data is prepared for nothing but a run: it would take more than about 0.1 s
MANY_CHARACTERS = 2_000_000  # of a text that is cut where the characters are
FEW_BYTES = 50_000  # of a text that takes longer to cut, and of texts in a column
LOOKED_UP = 3  # rows that take as long as finding a column among its table's, each time it is used
AT_CHARACTERS = (Level.BYTE, Level.JAMO, Level.CODE_POINT)
Key = tuple[DataConfig, int]


class Preparations:
    """A data set prepared for the runs on it, once for all that look at it alike. Any thread may ask, and waits for
    another only while that prepares the same."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._models: Mapping[DataConfig, bytes] = {}
        self._made: dict[Key, Prepared] = {}
        self._ahead: dict[Key, Prepared] = {}  # one, of what is thought of
        self._lock = threading.Lock()  # of what is kept here, never held for long
        self._making: dict[Key, threading.Lock] = {}  # one holds its key while it prepares; others of that key wait

    def of(self, config: RunConfig) -> Prepared:
        """Raises ``DataError`` and ``ConfigError``."""
        key = (config.data, config.train.window)
        # without a lock: reading a dictionary is one step, and what is in it never changes
        if (made := self._made.get(key)) is not None:
            return made
        with self._alone(key):
            with self._lock:
                ready = self._made.get(key) or self._ahead.get(key)
            ready = ready or self._prepared(config)
            with self._lock:
                self._made[key] = ready
                self._ahead = {other: each for other, each in self._ahead.items() if other[0] != config.data}
            return ready

    def learn(self, models: Mapping[DataConfig, bytes]) -> None:
        """From here on takes what tokenisers have learnt from ``models``, where it is there."""
        with self._lock:
            self._models = {**self._models, **models}

    def like(self, config: RunConfig) -> Prepared | None:
        """The same data used in the same way, for whichever window; None of data that has no run yet and may take long
        to prepare. Raises ``DataError`` and ``ConfigError``."""
        found = self._found(config.data)
        if found is not None or not is_quick(self.dataset, config.data):
            return found
        key = (config.data, config.train.window)
        with self._alone(key):
            prepared = self._found(config.data) or self._prepared(config)
            with self._lock:
                if (found := self._like(config.data)) is None:  # nobody has made it meanwhile
                    self._ahead = {key: prepared}
            return found or prepared

    def _alone(self, key: Key) -> threading.Lock:
        """What to hold while ``key`` is prepared."""
        with self._lock:
            return self._making.setdefault(key, threading.Lock())

    def _found(self, data: DataConfig) -> Prepared | None:
        with self._lock:
            return self._like(data)

    def _like(self, data: DataConfig) -> Prepared | None:
        kept = (*self._made.items(), *self._ahead.items())
        return next((prepared for (other, _), prepared in kept if other == data), None)

    def _prepared(self, config: RunConfig) -> Prepared:
        return prepare(self.dataset, config.data, config.train.window, self._models.get(config.data, b""))


def is_quick(dataset: Dataset, data: DataConfig) -> bool:
    """Whether ``dataset`` is prepared in about 0.1 s, as far as its size can tell."""
    level = data.tokens.level
    if dataset.kind is Kind.TEXT:
        most = MANY_CHARACTERS if level in AT_CHARACTERS else FEW_BYTES
        return level is not Level.MORPHEME and dataset.rows <= most  # morphemes: a language model is read first, 2 s
    if data.text:
        return level is not Level.MORPHEME and _bytes_of(dataset, data.text) <= FEW_BYTES
    used = len(data.inputs) + len(data.targets) + len(data.categories) + len(data.keys)
    return used * (dataset.rows + LOOKED_UP * len(dataset.columns)) <= MANY_VALUES


def _bytes_of(dataset: Dataset, name: str) -> int:
    """What a column takes; 0 of one that there is not, which is refused at once."""
    column = dataset.columns.get(name)
    if column is None:
        return 0
    return 8 * dataset.rows if column.cells is None else int(column.cells.nbytes)


@dataclass(frozen=True)
class Opened:
    """A session, its data set and its runs by number. ``close`` it if it is not adopted."""

    session: Session
    dataset: Dataset
    preparations: Preparations
    runs: dict[int, Run]

    def close(self) -> None:
        self.session.close()


def load_session(path: str, read_only: bool = False) -> Opened:
    """Opens a session file with its data set, which lies inside the file or where it was. Any thread may call.

    Raises ``EngineError`` for whatever is wrong with any part of it: what it returns can be adopted."""
    session = Session.open(path, read_only=read_only)
    try:
        dataset = _dataset_of(session)
        preparations = Preparations(dataset)
        return Opened(session, dataset, preparations, runs_from(session, preparations))
    except BaseException:
        session.close()
        raise


def runs_from(session: Session, preparations: Preparations) -> dict[int, Run]:
    """All runs of ``session`` as they stand in its file now."""
    preparations.learn(session.token_models())
    rows = session.runs()
    known = {row.run for row in rows}
    if orphan := next((row for row in rows if row.parent and row.parent not in known), None):
        raise damaged(session, f"run {orphan.run} goes on from run {orphan.parent}, which is not there")
    return {row.run: run_from_row(session, row, preparations) for row in rows}


def run_from_row(session: Session, row: RunRow, preparations: Preparations) -> Run:
    """A run that only lies in its session. One that trains in another process does not train here."""
    keyframes, history, state = session.keyframe_steps(row.run), session.history(row.run), row.state
    if beyond := [step for step in _steps(row, history, keyframes) if step > len(history)]:
        raise damaged(session, f"run {row.run} has {len(history)} steps, and something of step {beyond[0]}")
    if state not in ENDED and len(history) > max(keyframes, default=0):
        state = RunState.CLOSED
    elif state is RunState.TRAINING:
        state = RunState.PAUSED
    return Run(
        number=row.run,
        name=row.name,
        config=row.config,
        prepared=_prepared(session, row, preparations),
        history=history,
        parameters=row.parameters,
        state=state,
        step=len(history),
        enough=state is RunState.FINISHED,  # by its steps or early; a network that is woken knows which
        keyframes=keyframes,
        keyframes_full=row.keyframes_full,
        fault=row.fault,
        facts=row.facts,
        parent=row.parent,
        fork_step=row.fork_step,
        device=row.device,
        marks=session.marks().get(row.run, RunMarks()),
        seen=session.seen(row.run),
    )


def damaged(session: Session, reason: str) -> SessionError:
    return SessionError(Fault.SESSION_DAMAGED, path=str(session.path), reason=reason)


def _steps(row: RunRow, history: History, keyframes: tuple[int, ...]) -> tuple[int, ...]:
    """The last step of each thing that a run has measured or kept."""
    sizes, _ = history.sizes(-1)
    return *keyframes[-1:], row.fork_step, history.last_validation_step, *sizes.tolist()


def _prepared(session: Session, row: RunRow, preparations: Preparations) -> Prepared:
    try:
        return preparations.of(row.config)
    except ValueError as error:  # its tokeniser
        raise damaged(session, f"run {row.run}: {error}") from error


def _dataset_of(session: Session) -> Dataset:
    """The data set of a session: from inside the file, else from its path if that is still the same file. Its rows are
    in the order that the roles it was opened with put them in."""
    source = session.data_source()
    info = source.info
    if source.raw is not None:
        dataset = dataset_from_bytes(source.raw, info.path, _read(info), info.suggested.data, source.pictures)
        if dataset.info.sha256 != info.sha256:
            raise damaged(session, "the data inside is not what the runs learnt from")
        return _as_opened(dataset, info)
    if not os.path.isfile(info.path):
        raise SessionError(Fault.SESSION_DATA_MISSING, path=str(session.path), data=info.path)
    dataset = open_dataset(info.path, _read(info), info.suggested.data, pictures=source.pictures)
    if dataset.info.sha256 != info.sha256:
        raise SessionError(Fault.SESSION_DATA_CHANGED, path=str(session.path), data=info.path)
    return _as_opened(dataset, info)


def _as_opened(dataset: Dataset, info: DatasetInfo) -> Dataset:
    """With what was suggested when it was opened first."""
    told = msgspec.structs.replace(dataset.info, suggested=info.suggested, suggestion_reason=info.suggestion_reason)
    return replace(dataset, info=told)


def _read(info: DatasetInfo) -> ReadConfig:
    """How the file was read; sessions of earlier versions only tell its kind."""
    return info.read if info.read.kind is not None else msgspec.structs.replace(info.read, kind=info.kind)
