"""What is on the table: one data set, its session file, and the runs made on it.

A data set is adopted; its session file is made with its first run. A run is made, rests, is woken when it is to train
and put to rest again, which brings its recording up to its step. Once woken it stays awake until the table is cleared,
so that going on costs nothing.

Everything here belongs to the trainer's thread, except ``run``, ``weights``, ``status`` and ``like``, which any thread
may call.
"""

import math
import os
from collections.abc import Callable, Mapping
from contextlib import suppress

import msgspec
import torch

from gatescope.engine.config.process import KEYFRAME_BYTES
from gatescope.engine.config.run import LIVE, RunConfig, TrainConfig, changed
from gatescope.engine.config.setting import outside, setting_of
from gatescope.engine.data.preparing.prepare import Prepared
from gatescope.engine.data.tables.dataset import Dataset
from gatescope.engine.errors import ConfigError, Fact, Fault, RunError, SessionError
from gatescope.engine.machine.device import choose, memory_told
from gatescope.engine.models.sizing import sized
from gatescope.engine.protocol.exports import StepNamed
from gatescope.engine.protocol.messages import Device, RunMarks, RunState, Seen, SessionInfo, Status
from gatescope.engine.protocol.runs import ReadOnly, Replace
from gatescope.engine.protocol.told import Notice, Unwritable
from gatescope.engine.runs.keyframe_reading import Keyframe, read_keyframe, read_weights
from gatescope.engine.runs.loading import Opened, Preparations, load_session, run_from_row, runs_from
from gatescope.engine.runs.recording import Recorder
from gatescope.engine.runs.run import ENDED, Run
from gatescope.engine.runs.turns import Training
from gatescope.engine.session.access import is_same_file, real
from gatescope.engine.session.autosave import new_session_path
from gatescope.engine.session.session import Session
from gatescope.engine.session.stored import SEEN_MOST
from gatescope.engine.training.expected import Expected
from gatescope.engine.training.trainer import Trainer


class Laboratory:
    """Holds the open data set, session and runs. Raises ``EngineError`` for whatever cannot be done."""

    def __init__(self) -> None:
        self.session: Session | None = None
        self.runs: dict[int, Run] = {}
        self.tell: Callable[[Notice, dict[str, Fact]], None] = lambda _notice, _facts: None
        """What is done without being asked is told here, in whichever thread does it."""
        self._awake: dict[int, Training] = {}
        self._path: str | None = None
        self._preparations: Preparations | None = None
        self._keyframe_bytes = KEYFRAME_BYTES

    # -- data set and session --------------------------------------------------------------------------------------

    @property
    def dataset(self) -> Dataset | None:
        return self._preparations.dataset if self._preparations else None

    @property
    def path(self) -> str:
        return str(self.session.path) if self.session else ""

    def adopt(self, dataset: Dataset, path: str | None = None) -> None:
        """Puts another data set on the table; its session file is made with its first run, at ``path`` if given."""
        if path is not None and os.path.exists(path):  # False too for a name that the system refuses
            self._adopt_matching(dataset, path)
            return
        self.close()
        self._path, self._preparations = path, Preparations(dataset)

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
        self.session, self.runs, self._preparations = opened.session, opened.runs, opened.preparations
        self.session.tell = self._pass_on

    def tell_cut(self) -> None:
        """Tells once of a session that was copied while it was open, and may lack what came later."""
        if self.session is not None and self.session.cut:
            step = max((run.step for run in self.runs.values()), default=0)
            self._pass_on(Notice.SESSION_CUT, {"path": self.path, "step": step})
            self.session.cut = False

    def _pass_on(self, notice: Notice, facts: dict[str, Fact]) -> None:
        self.tell(notice, facts)

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
            because=self.session.because,
        )

    def save_as(
        self, path: str, replace: Replace = Replace.SESSION, stopped: Callable[[], bool] = lambda: False
    ) -> str:
        """Copies the session to ``path`` and goes on there; what was only autosaved is left no more. Returns the path
        with its links resolved. ``stopped`` is asked while it copies."""
        if self.session is None:
            raise SessionError(Fault.SESSION_EMPTY, path=path)
        autosaved, read_only = self.session.autosaved, self.session.read_only
        with suppress(SessionError):  # a full disk: there is room where it goes
            self.commit()
        self.session.move_to(path, replace, stopped, remove=autosaved and not read_only)
        self.commit()
        if read_only:  # its owner may have gone on since it was read
            self.runs = runs_from(self.session, self._prepared())
        return self.path

    # -- runs ------------------------------------------------------------------------------------------------------

    def run(self, number: int) -> Run:
        run = self.runs.get(number)
        if run is None:
            raise SessionError(Fault.RUN_UNKNOWN, path=self.path, run=number)
        return run

    def like(self, config: RunConfig) -> Prepared | None:
        """Data prepared as ``config`` says, for whichever window; None of large data without a run. Raises
        ``ConfigError`` and ``DataError``."""
        return self._prepared().like(config)

    def new_run(self, config: RunConfig, name: str = "") -> Run:
        """Makes a run and its network; its first keyframe is step 0."""
        preparations = self._prepared()
        prepared = preparations.of(config)
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
            token_model=prepared.token_model,
        )
        run = run_from_row(session, session.run(number), preparations)
        training = self._training(run, trainer, session)
        with memory_told(device):
            training.validate()
        self.put_to_rest(training)
        self.runs[number], self._awake[number] = run, training  # whole, or not at all
        return run

    def sized(self, config: RunConfig, parameters: int) -> RunConfig:
        """The same with a network of about so many parameters. Raises ``ConfigError`` and ``DataError``."""
        net = sized(config.net, self._prepared().of(config).shape, parameters)
        return msgspec.structs.replace(config, net=net)

    def fork(self, number: int, step: int) -> Run:
        """Makes a run that goes on from the last keyframe of another at or before ``step``. Where the other has nothing
        left to do from there on, neither has this."""
        parent, preparations = self.run(number), self._prepared()
        session = self._writable_session()
        nearest = max((at for at in session.keyframe_steps(number) if at <= step), default=step)
        self._keyframe(session, parent, nearest)  # what cannot be gone on from is not forked
        row = session.fork(number, nearest, parent.name)
        if parent.state is RunState.FINISHED and nearest == parent.step:
            session.set_state(row.run, RunState.FINISHED)
            row = session.run(row.run)
        run = self.runs[row.run] = run_from_row(session, row, preparations)
        return run

    def wake(self, run: Run) -> Training:
        """``run`` ready to train: restored from its last keyframe when it only lies in the session."""
        if run.state in ENDED:
            raise SessionError(Fault.RUN_ENDED, run=run.number, step=run.step)
        if (awake := self._awake.get(run.number)) is not None:
            return awake
        session = self._writable_session()
        device, described = self._device_of(run)
        with memory_told(device):
            # Before its first keyframe it begins as it was made; what cannot be gone on from makes no network.
            keyframe = self._keyframe(session, run, run.step) if run.step or run.keyframes else None
            trainer = Trainer(run.config, run.prepared, device)
            if keyframe is not None:
                trainer.restore(keyframe.tensors, keyframe.state)
        run.device = described.device
        training = self._awake[run.number] = self._training(run, trainer, session)
        return training

    def _device_of(self, run: Run) -> tuple[torch.device, Device]:
        """Where a run goes on: where it was asked to be trained, else, on another machine, where it can be."""
        try:
            return choose(run.config.train.device)
        except ConfigError as error:
            if error.fault is not Fault.DEVICE_UNAVAILABLE:
                raise
        device, described = choose("auto")
        asked = run.config.train.device
        self._pass_on(Notice.DEVICE_MOVED, {"run": run.number, "device": asked, "now": described.device})
        return device, described

    def begin(self, run: Run) -> Training:
        """``run`` trains from here on: should this process die, the file says so, unless there is no room for it."""
        session = self._writable_session()
        training = self.wake(run)
        with suppress(SessionError):
            session.set_state(run.number, RunState.TRAINING)
        run.state = RunState.TRAINING
        return training

    def put_to_rest(self, training: Training) -> None:
        """Brings the recording of a run to its step, with a keyframe there, so that going on is exact."""
        run, recorder = training.run, training.recorder
        if run.state is not RunState.FAILED:
            try:
                training.keep()
            except RunError as error:  # found out late, when the rows came over from the device
                run.fail(error)
        recorder.commit()
        run.keyframes = recorder.keyframe_steps
        recorder.session.update_run(
            run.number, state=run.state, fault=run.fault, facts=run.facts, keyframes_full=run.keyframes_full
        )
        recorder.session.checkpoint()

    def _training(self, run: Run, trainer: Trainer, session: Session) -> Training:
        return Training(run, trainer, Recorder(session, run.number, trainer.state, self._keyframe_bytes))

    def set_steps(self, run: Run, steps: int) -> None:
        """Plans another number of steps for ``run``, 0: until it is stopped. One that stopped early no longer does.
        Raises ``ConfigError`` for fewer steps than were done, and for a network that is learnt in so many."""
        least, most = max(run.step, 1), setting_of(TrainConfig, "steps").bounds[1]
        if run.config.net.steps_most:
            least = most = run.config.net.steps_most
        if (steps or run.config.net.steps_most) and not least <= steps <= most:
            raise outside("steps", steps, least, most)
        early = run.enough and not 0 < run.config.steps <= run.step
        run.config = changed(run.config, steps=steps, **({"stop_after": 0} if early else {}))
        run.enough = False
        if (awake := self._awake.get(run.number)) is not None:
            awake.trainer.plan(run.config)
        if run.state is not RunState.TRAINING and (run.state is RunState.FINISHED or not run.left()):
            run.rest()
        self._writable_session().update_run(run.number, config=run.config, state=run.state)

    def set_live(self, run: Run, name: str, value: float) -> None:
        """Changes the learning rate or the clipping of ``run`` from its next step on."""
        if name not in LIVE or not 0 <= value < math.inf:
            raise ConfigError(Fault.CONFIG_VALUE, name=name, value=value, low=0.0, high=1e9)
        training = self.wake(run)
        training.trainer.set_live(name, value)
        training.recorder.add_live(run.step, name, value)

    def mark(self, run: Run, marks: RunMarks) -> None:
        """Keeps what the user says of ``run``."""
        self._writable_session().mark(run.number, marks)
        run.marks = marks

    def keep_seen(self, run: Run, seen: Seen) -> None:
        """Keeps what stood out about ``run``, as long as that is not more than ever does."""
        if len(run.seen) < SEEN_MOST:
            self._writable_session().keep_seen(run.number, (*run.seen, seen))
            run.seen = (*run.seen, seen)

    def delete(self, run: Run) -> tuple[Run, ...]:
        """Takes ``run``, which does not train, out of the session. Returns those that were forked from it: they come
        from the run that it came from now."""
        session = self._writable_session()
        session.delete_run(run.number)
        self._awake.pop(run.number, None)
        del self.runs[run.number]
        forks = tuple(each for each in self.runs.values() if each.parent == run.number)
        for each in forks:
            row = session.run(each.number)
            each.parent, each.fork_step = row.parent, row.fork_step
        return forks

    def status(self, run: Run, observation: float) -> Status:
        """How ``run`` stands, while looking costs the share ``observation`` of the training time."""
        awake = self._awake.get(run.number)
        return awake.status(observation) if awake is not None else run.status(observation)

    def weights(self, run: Run, at: int | StepNamed | None) -> tuple[int, Mapping[str, torch.Tensor]]:
        """The weights of the last keyframe at or before step ``at`` (None: of the last), or of the one that is named,
        and its step."""
        session, step = self.session, _meant(run, at)
        if session is None:
            raise SessionError(Fault.RUN_UNKNOWN, path="", run=run.number)
        place, expected = session.path, Expected(run.config, run.prepared)
        try:
            with session.reader() as db:
                return read_weights(db, run.number, step, expected)
        except SessionError:
            if session.path == place:
                raise
        with session.reader() as db:  # it went elsewhere meanwhile
            return read_weights(db, run.number, step, expected)

    # -- the end ---------------------------------------------------------------------------------------------------

    def set_keyframe_budget(self, size: int) -> None:
        self._keyframe_bytes = size

    @property
    def awake(self) -> tuple[Training, ...]:
        """The runs that need not be restored to be trained on."""
        return tuple(self._awake.values())

    def commit(self) -> None:
        """Commits what the runs have measured. Raises ``SessionError`` when that of one cannot be kept; that of the
        others is."""
        trouble: SessionError | None = None
        for training in self._awake.values():
            try:
                training.recorder.commit()
            except SessionError as error:
                trouble = error
        if trouble is not None:
            raise trouble

    def close(self, *, chosen: bool = True) -> None:
        """Commits and closes the session; nothing lies on the table afterwards. A session whose end nobody chose (the
        window is gone) is whole too, and is offered back by the next start."""
        session, self.session = self.session, None
        awake, self._awake = self._awake, {}
        self.runs, self._path, self._preparations = {}, None, None
        if session is None:
            return
        trouble: SessionError | None = None
        for training in awake.values():
            try:
                _leave(training, session)
            except SessionError as error:  # that of the others is kept
                trouble = error
        session.close(chosen=chosen)
        if trouble is not None:
            raise trouble

    # -- helpers ---------------------------------------------------------------------------------------------------

    def _keyframe(self, session: Session, run: Run, at: int) -> Keyframe:
        expected = Expected(run.config, run.prepared)
        with session.reader() as db:
            return read_keyframe(db, run.number, at, expected)

    def _prepared(self) -> Preparations:
        if self._preparations is None:
            raise ConfigError(Fault.DATA_NOT_OPEN)
        return self._preparations

    def _writable_session(self) -> Session:
        dataset = self._prepared().dataset
        if self.session is None:
            path = self._path or str(new_session_path(dataset.info.name))
            self.session = Session.create(path, dataset.info, dataset.raw, pictures=dataset.pictures)
            self.session.tell = self._pass_on
        if self.session.because is ReadOnly.IN_USE:
            raise SessionError(Fault.SESSION_IN_USE, path=self.path)
        if self.session.because is not None:
            raise SessionError(Fault.SESSION_UNWRITABLE, path=self.path, reason=_unwritable(self.session.because))
        return self.session


def _meant(run: Run, at: int | StepNamed | None) -> int:
    if at is StepNamed.BEST:
        return -1 if run.best_kept is None else run.best_kept  # there is no keyframe at or before −1
    return run.step if at is None else at


def _leave(training: Training, session: Session) -> None:
    run, recorder = training.run, training.recorder
    recorder.commit()
    if run.state is RunState.TRAINING:  # within a step that is not waited for
        exact = recorder.committed in recorder.keyframe_steps
        session.set_state(run.number, RunState.PAUSED if exact else RunState.CLOSED)


def _unwritable(because: ReadOnly) -> str:
    reasons = {ReadOnly.FORBIDDEN: Unwritable.FORBIDDEN, ReadOnly.DISK_FULL: Unwritable.DISK_FULL}
    return str(reasons.get(because, Unwritable.READ_ONLY))
