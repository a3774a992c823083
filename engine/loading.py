"""A session as it is read from its file: its data set and its runs, ready to be put on the table."""

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from engine.config import DataConfig, ReadConfig, RunConfig
from engine.data.dataset import Dataset, dataset_from_bytes, open_dataset
from engine.data.windows import Prepared, prepare
from engine.errors import Fault, SessionError
from engine.messages import DatasetInfo, RunState
from engine.run import Run
from engine.session import Session
from engine.session_tables import RunRow

MANY_ROWS = 4_000_000  # beyond, data is prepared for nothing but a run
Key = tuple[DataConfig, int]


class Preparations:
    """A data set prepared for the runs on it, once for all that look at it alike. Any thread may ask."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._models: Mapping[DataConfig, bytes] = {}
        self._made: dict[Key, Prepared] = {}
        self._ahead: dict[Key, Prepared] = {}  # one, of what is thought of
        self._lock = threading.Lock()

    def of(self, config: RunConfig) -> Prepared:
        """Raises ``DataError`` and ``ConfigError``."""
        key = (config.data, config.train.window)
        with self._lock:
            if key not in self._made:
                ready = self._ahead.pop(key, None)
                self._made[key] = ready or self._prepared(config)
            return self._made[key]

    def learn(self, models: Mapping[DataConfig, bytes]) -> None:
        """From here on takes what tokenisers have learnt from ``models``, where it is there."""
        with self._lock:
            self._models = {**self._models, **models}

    def like(self, config: RunConfig) -> Prepared | None:
        """The same data used in the same way, for whichever window; None of large data that has no run yet. Raises
        ``DataError`` and ``ConfigError``."""
        with self._lock:
            for (data, _), prepared in (*self._made.items(), *self._ahead.items()):
                if data == config.data:
                    return prepared
            if self._dataset.rows > MANY_ROWS:
                return None
            self._ahead = {}
            prepared = self._prepared(config)
            self._ahead[config.data, config.train.window] = prepared
            return prepared

    def _prepared(self, config: RunConfig) -> Prepared:
        return prepare(self._dataset, config.data, config.train.window, self._models.get(config.data, b""))


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
        preparations.learn(session.token_models())
        runs = {row.run: run_from_row(session, row, preparations) for row in session.runs()}
        return Opened(session, dataset, preparations, runs)
    except BaseException:
        session.close()
        raise


def run_from_row(session: Session, row: RunRow, preparations: Preparations) -> Run:
    """A run that only lies in its session. One that trains in another process does not train here."""
    history, keyframes, state = session.history(row.run), session.keyframe_steps(row.run), row.state
    if state is RunState.TRAINING:
        state = RunState.PAUSED if keyframes[-1:] == (len(history),) else RunState.CLOSED
    return Run(
        number=row.run,
        name=row.name,
        config=row.config,
        prepared=preparations.of(row.config),
        history=history,
        parameters=row.parameters,
        state=state,
        keyframes=keyframes,
        keyframes_full=row.keyframes_full,
        fault=row.fault,
        facts=row.facts,
        parent=row.parent,
        fork_step=row.fork_step,
        device=row.device,
    )


def _dataset_of(session: Session) -> Dataset:
    """The data set of a session: from inside the file, else from its path if that is still the same file."""
    source = session.data_source()
    info = source.info
    if source.raw is not None:
        return dataset_from_bytes(source.raw, info.path, _read(info))
    if not os.path.isfile(info.path):
        raise SessionError(Fault.SESSION_DATA_MISSING, path=str(session.path), data=info.path)
    dataset = open_dataset(info.path, _read(info))
    if dataset.info.sha256 != info.sha256:
        raise SessionError(Fault.SESSION_DATA_CHANGED, path=str(session.path), data=info.path)
    return dataset


def _read(info: DatasetInfo) -> ReadConfig:
    """How the file was read; sessions of earlier versions only tell its kind."""
    return info.read if info.read.kind is not None else msgspec.structs.replace(info.read, kind=info.kind)
