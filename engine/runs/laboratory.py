"""What is on the table: one data set, its session file, and the runs made on it.

Everything here belongs to the trainer's thread, except ``run``, ``weights`` and ``like``, which any thread may call.
"""

import math
import os
from collections.abc import Mapping
from contextlib import suppress

import torch

from gatescope.engine.config.run import LIVE, RunConfig
from gatescope.engine.data.preparing.prepare import Prepared
from gatescope.engine.data.tables.dataset import Dataset
from gatescope.engine.errors import ConfigError, Fault, RunError, SessionError
from gatescope.engine.machine.device import choose, memory_told
from gatescope.engine.protocol.messages import RunState, SessionInfo
from gatescope.engine.runs.loading import Opened, Preparations, load_session, run_from_row
from gatescope.engine.runs.recording import KEYFRAME_BYTES, Recorder, read_keyframe, read_weights
from gatescope.engine.runs.run import Run
from gatescope.engine.session.access import is_same_file, real, remove_files
from gatescope.engine.session.autosave import new_session_path
from gatescope.engine.session.owner import is_owned
from gatescope.engine.session.session import Session
from gatescope.engine.training.trainer import Trainer


class Laboratory:
    """Holds the open data set, session and runs. Raises ``EngineError`` for whatever cannot be done."""

    def __init__(self) -> None:
        self.dataset: Dataset | None = None
        self.session: Session | None = None
        self.runs: dict[int, Run] = {}
        self._path: str | None = None
        self._preparations: Preparations | None = None
        self._keyframe_bytes = KEYFRAME_BYTES

    # -- data set and session --------------------------------------------------------------------------------------

    @property
    def path(self) -> str:
        return str(self.session.path) if self.session else ""

    def adopt(self, dataset: Dataset, path: str | None = None) -> None:
        """Puts another data set on the table; its session file is made with its first run, at ``path`` if given."""
        if path is not None and os.path.exists(path):  # False too for a name that the system refuses
            self._adopt_matching(dataset, path)
            return
        self.close()
        self.dataset, self._path, self._preparations = dataset, path, Preparations(dataset)

    def _adopt_matching(self, dataset: Dataset, path: str) -> None:
        opened = load_session(path)
        if opened.dataset.info.sha256 != dataset.info.sha256:
            opened.close()
            raise SessionError(Fault.SESSION_OTHER_DATA, path=path, data=opened.dataset.info.path)
        self.adopt_session(opened)

    def open_session(self, path: str, read_only: bool = False) -> None:
        self.adopt_session(load_session(path, read_only))

    def adopt_session(self, opened: Opened) -> None:
        self.close()
        self.session, self.dataset, self.runs = opened.session, opened.dataset, opened.runs
        self._preparations = opened.preparations

    def has_open(self, path: str) -> bool:
        """Whether ``path`` is the session on the table, and may be written."""
        session = self.session
        return session is not None and not session.read_only and is_same_file(real(path), session.path)

    def session_info(self) -> SessionInfo | None:
        """What the window needs to know of the open session; None while there is none."""
        if self.session is None or self.dataset is None:
            return None
        return SessionInfo(
            path=self.path,
            data=self.dataset.info,
            runs=tuple(run.info() for run in self.runs.values()),
            read_only=self.session.read_only,
            saved_as="" if self.session.autosaved else self.path,
        )

    def save_as(self, path: str) -> str:
        """Copies the session to ``path`` and goes on there; what was only autosaved is left no more. Returns the path
        with its links resolved."""
        if self.session is None:
            raise SessionError(Fault.SESSION_EMPTY, path=path)
        autosaved, read_only = self.session.autosaved, self.session.read_only
        with suppress(SessionError):  # a full disk: there is room where it goes
            self.commit()
        left = self.session.move_to(path)
        self.commit()
        if read_only:
            self._reread()
        if autosaved and left != self.session.path:
            with suppress(OSError):  # somebody reads it, or the folder is not ours: it stays
                remove_files(left)
        return self.path

    def _reread(self) -> None:
        """Its owner may have gone on since the session was read."""
        assert self.session is not None
        assert self._preparations is not None
        self._preparations.learn(self.session.token_models())
        self.runs = {row.run: run_from_row(self.session, row, self._preparations) for row in self.session.runs()}

    # -- runs ------------------------------------------------------------------------------------------------------

    def run(self, number: int) -> Run:
        run = self.runs.get(number)
        if run is None:
            raise SessionError(Fault.RUN_UNKNOWN, path=self.path, run=number)
        return run

    def like(self, config: RunConfig) -> Prepared | None:
        """Data prepared as ``config`` says, for whichever window; None of large data without a run. Raises
        ``ConfigError`` and ``DataError``."""
        preparations = self._preparations
        if preparations is None:
            raise ConfigError(Fault.DATA_NOT_OPEN)
        return preparations.like(config)

    def new_run(self, config: RunConfig, name: str = "") -> Run:
        """Makes a run and its network; its first keyframe is step 0."""
        if self.dataset is None:
            raise ConfigError(Fault.DATA_NOT_OPEN)
        assert self._preparations is not None
        prepared = self._preparations.of(config)
        device, described = choose(config.train.device)
        with memory_told(device):
            trainer = Trainer(config, prepared, device)
        session = self._writable_session()
        number = session.add_run(
            name=name,
            config=config,
            device=described.device,
            parameters=trainer.parameters(),
            naive_loss=prepared.naive_loss,
            token_model=prepared.vocabulary.model if prepared.vocabulary is not None else b"",
        )
        run = run_from_row(session, session.run(number), self._preparations)
        run.trainer = trainer
        self._record(run)
        with memory_told(device):
            run.validate()
        self.put_to_rest(run)
        self.runs[number] = run  # whole, or not at all
        return run

    def fork(self, number: int, step: int) -> Run:
        """Makes a run that goes on from the last keyframe of another at or before ``step``."""
        parent = self.run(number)
        session = self._writable_session()
        nearest = max((at for at in session.keyframe_steps(number) if at <= step), default=step)
        row = session.fork(number, nearest, parent.name)
        assert self._preparations is not None
        run = self.runs[row.run] = run_from_row(session, row, self._preparations)
        return run

    def wake(self, run: Run) -> None:
        """Makes sure that ``run`` can train: restores it from its last keyframe when it only lies in the session."""
        if run.state in (RunState.CLOSED, RunState.FAILED):
            raise SessionError(Fault.RUN_ENDED, run=run.number, step=run.step)
        if run.trainer is not None:
            return
        session = self._writable_session()
        device, described = choose(run.config.train.device)
        with memory_told(device):
            trainer = Trainer(run.config, run.prepared, device)
            if run.step or run.keyframes:  # else it was made and its first keyframe was not: it begins as it was made
                with session.reader() as db:
                    keyframe = read_keyframe(db, run.number, run.step)
                trainer.restore(keyframe.tensors, keyframe.state)
        run.trainer, run.device = trainer, described.device
        self._record(run)

    def begin(self, run: Run) -> None:
        """``run`` trains from here on: should this process die, the file says so."""
        session = self._writable_session()
        self.wake(run)
        session.set_state(run.number, RunState.TRAINING)
        run.state = RunState.TRAINING

    def put_to_rest(self, run: Run) -> None:
        """Brings the recording of ``run`` to its step, with a keyframe there, so that going on is exact."""
        assert self.session is not None
        if run.recorder is None:
            return
        if run.state is not RunState.FAILED:
            try:
                run.keep()
            except RunError as error:  # found out late, when the rows came over from the device
                run.fail(error)
        run.recorder.commit()
        self.session.update_run(
            run.number, state=run.state, fault=run.fault, facts=run.facts, keyframes_full=run.keyframes_full
        )

    def _record(self, run: Run) -> None:
        assert self.session is not None
        assert run.trainer is not None
        run.recorder = Recorder(self.session, run.number, run.trainer.state, self._keyframe_bytes)

    def set_live(self, run: Run, name: str, value: float) -> None:
        """Changes the learning rate or the clipping of ``run`` from its next step on."""
        if name not in LIVE or not 0 <= value < math.inf:
            raise ConfigError(Fault.CONFIG_VALUE, name=name, value=value, low=0.0, high=1e9)
        self.wake(run)
        assert run.trainer is not None
        assert run.recorder is not None
        run.trainer.set_live(name, value)
        run.recorder.add_live(run.step, name, value)

    def weights(self, run: Run, at: int | None) -> tuple[int, Mapping[str, torch.Tensor]]:
        """The weights of the last keyframe at or before step ``at`` (None: of the last), and its step."""
        session, step = self.session, run.step if at is None else at
        if session is None:
            raise SessionError(Fault.RUN_UNKNOWN, path="", run=run.number)
        place = session.path
        try:
            with session.reader() as db:
                return read_weights(db, run.number, step)
        except SessionError:
            if session.path == place:
                raise
        with session.reader() as db:  # it went elsewhere meanwhile
            return read_weights(db, run.number, step)

    # -- the end ---------------------------------------------------------------------------------------------------

    def set_keyframe_budget(self, size: int) -> None:
        self._keyframe_bytes = size

    def commit(self) -> None:
        for run in self.runs.values():
            if run.recorder is not None:
                run.recorder.commit()

    def close(self, *, chosen: bool = True) -> None:
        """Commits and closes the session; nothing lies on the table afterwards. A session whose end nobody chose (the
        window is gone) is whole too, and is offered back by the next start."""
        session, self.session = self.session, None
        runs, self.runs = self.runs, {}
        self.dataset = self._path = self._preparations = None
        if session is None:
            return
        try:
            for run in runs.values():
                if run.recorder is not None:
                    run.recorder.commit()
                    if run.state is RunState.TRAINING:  # within a step that is not waited for
                        exact = run.recorder.committed in run.recorder.keyframe_steps
                        session.set_state(run.number, RunState.PAUSED if exact else RunState.CLOSED)
        finally:
            session.close(chosen=chosen)

    # -- helpers ---------------------------------------------------------------------------------------------------

    def _writable_session(self) -> Session:
        if self.dataset is None:
            raise SessionError(Fault.SESSION_EMPTY, path="")
        if self.session is None:
            path = self._path or str(new_session_path(self.dataset.info.name))
            self.session = Session.create(path, self.dataset.info, self.dataset.raw)
        if self.session.read_only:
            if is_owned(self.session.path):
                raise SessionError(Fault.SESSION_IN_USE, path=self.path)
            raise SessionError(Fault.SESSION_UNWRITABLE, path=self.path, reason="read-only")
        return self.session
