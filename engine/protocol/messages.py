"""What crosses the pipe between the window and the engine. Typed, frozen, never pickled.

Who sends a message is its base (``engine.protocol.base``), and there is no list of them beside. The window asks, the
engine answers; unasked the engine says only what is rare and small (``RunChanged``, ``Failed``, ``Noticed`` …).
``Frame`` and ``FrameRequest`` stand in ``engine.protocol.frame``, the values inside messages in
``engine.protocol.runs`` and ``engine.protocol.datasets``; all are spoken of as part of the messages.
"""

import msgspec

from gatescope.engine.config.run import DataConfig, ReadConfig, RunConfig
from gatescope.engine.errors import Fact
from gatescope.engine.protocol.analysis import StepHistograms
from gatescope.engine.protocol.base import About as About
from gatescope.engine.protocol.base import FromEngine as FromEngine
from gatescope.engine.protocol.base import FromWindow as FromWindow
from gatescope.engine.protocol.base import Request as Request
from gatescope.engine.protocol.base import Slot as Slot
from gatescope.engine.protocol.base import Whole
from gatescope.engine.protocol.baselines import Baseline as Baseline
from gatescope.engine.protocol.baselines import BaselineKind as BaselineKind
from gatescope.engine.protocol.datasets import BadCells as BadCells
from gatescope.engine.protocol.datasets import ClassCount as ClassCount
from gatescope.engine.protocol.datasets import Column as Column
from gatescope.engine.protocol.datasets import ColumnType as ColumnType
from gatescope.engine.protocol.datasets import DatasetInfo as DatasetInfo
from gatescope.engine.protocol.datasets import Records as Records
from gatescope.engine.protocol.datasets import Role as Role
from gatescope.engine.protocol.datasets import Sequence as Sequence
from gatescope.engine.protocol.datasets import Stages as Stages
from gatescope.engine.protocol.datasets import Thumbnails as Thumbnails
from gatescope.engine.protocol.exports import ExportOptions
from gatescope.engine.protocol.frame import Array
from gatescope.engine.protocol.kept import KeptSession as KeptSession
from gatescope.engine.protocol.runs import Cost as Cost
from gatescope.engine.protocol.runs import Device as Device
from gatescope.engine.protocol.runs import DeviceReason as DeviceReason
from gatescope.engine.protocol.runs import Medium as Medium
from gatescope.engine.protocol.runs import ReadOnly as ReadOnly
from gatescope.engine.protocol.runs import Recoverable as Recoverable
from gatescope.engine.protocol.runs import Replace as Replace
from gatescope.engine.protocol.runs import RunInfo as RunInfo
from gatescope.engine.protocol.runs import RunMarks as RunMarks
from gatescope.engine.protocol.runs import RunState as RunState
from gatescope.engine.protocol.runs import Seen as Seen
from gatescope.engine.protocol.runs import SessionInfo as SessionInfo
from gatescope.engine.protocol.runs import Status as Status
from gatescope.engine.protocol.told import Notice as Notice

PROTOCOL = 2  # 2: a layer is meant by its address


# ---- the window asks -------------------------------------------------------------------------------------------


class OpenFile(FromWindow, frozen=True):
    """Reads a data file; answered by ``Progress`` … ``DataOpened`` or ``Failed``. ``data`` are the roles chosen, None:
    found out."""

    path: str
    read: ReadConfig = ReadConfig()
    data: DataConfig | None = None


class PreviewRequest(Request, frozen=True, kw_only=True):
    """Asks for the beginning of a file, read with ``read`` and used as ``data`` says (None: found out); answered by
    ``Previewed`` or ``Failed`` (about ``preview``). What is on the table stays there."""

    slot: Slot = Slot("preview")
    path: str
    read: ReadConfig = ReadConfig()
    data: DataConfig | None = None


class StagesRequest(Request, frozen=True, kw_only=True):
    """Asks for the first sentences of a run's text on their way into its network; answered by ``StagesTold``."""

    slot: Slot = Slot("stages")
    run: Whole


class CostRequest(Request, frozen=True, kw_only=True):
    """Asks what a run of ``config`` would take; answered by ``CostTold``."""

    slot: Slot = Slot("cost")
    config: RunConfig


class CancelOpen(FromWindow, frozen=True):
    pass


class OpenSession(FromWindow, frozen=True):
    """Answered by ``SessionOpened`` or ``Failed``."""

    path: str


class SaveAs(FromWindow, frozen=True):
    """Copies the session to ``path`` and goes on in the copy; answered by ``Saved`` or ``Failed``. ``replace`` says
    what the user has agreed to lose there."""

    path: str
    replace: Replace = Replace.SESSION


class Export(FromWindow, frozen=True):
    """Writes a part of a run to ``path``, while it trains on; answered by ``Exported`` or ``Failed``. ``what`` is the
    name of an ``ExportSpec``."""

    run: Whole
    what: str
    path: str
    options: ExportOptions = ExportOptions()


class Discard(FromWindow, frozen=True):
    """Deletes a session that the user does not want back."""

    path: str


class ListSessions(FromWindow, frozen=True):
    """Asks for the sessions that are kept without asking and those ``also`` named, which lie elsewhere; answered by one
    or more ``SessionsListed``. So they are again whenever one was named, kept or discarded."""

    also: tuple[str, ...] = ()


class NameSession(FromWindow, frozen=True):
    """Keeps what the user calls a session; '' for nothing."""

    path: str
    name: str


class KeepSession(FromWindow, frozen=True):
    """Keeps that a session is to stay, whatever else may go."""

    path: str


class NewRun(FromWindow, frozen=True):
    """Makes a run on the open data set; answered by ``RunChanged`` or ``Failed``. With ``steps`` it trains at once, as
    ``Play`` says. ``as_many_as`` is a run: its network has as many units as give it about the parameters of that one;
    0: as many as ``config`` says."""

    config: RunConfig
    name: str = ""
    steps: Whole | None = None
    as_many_as: Whole = 0


class Fork(FromWindow, frozen=True):
    """Makes a run that goes on from a keyframe of another; answered by ``RunChanged``. With ``steps`` it trains at
    once, as ``Play`` says."""

    run: Whole
    step: Whole
    steps: Whole | None = None


class Play(FromWindow, frozen=True):
    """Trains ``run``, pausing whichever trains now, or taking turns with it when it is to train ``beside``. ``steps``
    0: until it is done or paused."""

    run: Whole
    steps: Whole = 0
    beside: bool = False


class Pause(FromWindow, frozen=True):
    run: Whole


class SetLive(FromWindow, frozen=True):
    """Changes ``learning_rate`` or ``clip`` of a run from its next step on; kept as a row of its own."""

    run: Whole
    name: str
    value: float


class SetSteps(FromWindow, frozen=True):
    """Plans another number of steps for a run, 0: until it is stopped. One that had made all of its steps, or had
    stopped early, can be trained on."""

    run: Whole
    steps: Whole


class MarkRun(FromWindow, frozen=True):
    """Keeps what the user says of a run; answered by ``RunChanged``."""

    run: Whole
    marks: RunMarks


class KeepSeen(FromWindow, frozen=True):
    """Keeps with a run what stood out about it."""

    run: Whole
    seen: Seen


class DeleteRun(FromWindow, frozen=True):
    """Ends a run and takes it out of the session; answered by ``RunDeleted``. Those that were forked from it stay."""

    run: Whole


class SetSpeed(FromWindow, frozen=True):
    """Limits training to ``steps_per_second`` from step ``first`` to step ``last`` (0: to its end); 0: no limit."""

    steps_per_second: float
    first: int = 0
    last: int = 0


class SetBudget(FromWindow, frozen=True):
    """``observation``: the share of training time that looking may cost; ``keyframe_bytes``: what the keyframes of one
    run may take; 0 keeps what is set."""

    observation: float = 0.0
    keyframe_bytes: Whole = 0


class MetricsRequest(Request, frozen=True, kw_only=True):
    """Asks for the metric rows of ``run`` from ``since`` on and the validation rows from ``since_validation`` on;
    answered when there are some or when ``status`` changed. One is outstanding per run. Samples of sizes come along
    from ``since_sizes`` on.

    ``since_histograms`` None: nobody looks at histograms of what a step does, and none are made. Else they are while it
    trains, until a request says None, and the newest come along if they are of a step later than that."""

    run: Whole
    since: Whole
    since_validation: Whole
    since_sizes: Whole = 0
    since_histograms: Whole | None = None
    slot: Slot = Slot("metrics")


class Quit(FromWindow, frozen=True):
    """Commit and leave. The end of stdin alone says that the window is gone: then the session is offered back."""


# ---- the engine answers ----------------------------------------------------------------------------------------


class Ready(FromEngine, frozen=True):
    """The first message: who speaks, and what was left by earlier engines."""

    protocol: Whole
    torch: str
    device: Device
    devices: tuple[Device, ...]
    threads: Whole
    recoverable: tuple[Recoverable, ...] = ()


class Recovered(FromEngine, frozen=True):
    """More of what earlier engines left: it took longer to look at than ``Ready`` waits."""

    recoverable: tuple[Recoverable, ...]


class Noticed(FromEngine, frozen=True):
    """The engine has done something that was not asked for, or found something that the user should know of."""

    notice: Notice
    facts: dict[str, Fact]


class Progress(FromEngine, frozen=True):
    """How far the reading of a file has come, in bytes."""

    path: str
    done: Whole
    total: Whole


class DataOpened(FromEngine, frozen=True):
    info: DatasetInfo


class Previewed(FromEngine, frozen=True):
    """The first records (R at most 200) as they were cut: ``cells`` (R × columns), ``lines`` (R,) on which they begin,
    and the (record, column) places of cells that are ``bad`` or ``missing``; ``moments`` (R,) are their times as read,
    '' where there is none, nothing without a time. ``series`` are the values of the first
    numeric target, pooled; ``split`` is where the validation part begins in it, as a share, −1 of several sequences:
    then ``validated`` are the stretches of it that are validated on, from share to share.
    ``fault`` and ``facts`` say why what was read cannot be trained on as ``data`` says; then what depends on it is
    empty. ``text`` is the beginning of a plain text. ``thumbnails`` are the pictures that the records name."""

    number: Whole
    info: DatasetInfo
    cells: tuple[tuple[str, ...], ...] = ()
    lines: tuple[Whole, ...] = ()
    bad: tuple[tuple[Whole, Whole], ...] = ()
    missing: tuple[tuple[Whole, Whole], ...] = ()
    moments: tuple[str, ...] = ()
    text: str = ""
    series: Array | None = None
    split: float = -1.0
    validated: tuple[tuple[float, float], ...] = ()
    sequences: tuple[Sequence, ...] = ()
    classes: tuple[ClassCount, ...] = ()
    stages: Stages | None = None
    thumbnails: tuple[Thumbnails, ...] = ()
    fault: str = ""
    facts: dict[str, Fact] = msgspec.field(default_factory=dict)


class StagesTold(FromEngine, frozen=True):
    run: Whole
    stages: Stages


class CostTold(FromEngine, frozen=True):
    """``fault`` and ``facts`` say why such a run would be refused. ``cost`` is None where it is not known: then, or of
    data that takes long to prepare before its first run."""

    number: Whole
    cost: Cost | None = None
    fault: str = ""
    facts: dict[str, Fact] = msgspec.field(default_factory=dict)


class SessionOpened(FromEngine, frozen=True):
    info: SessionInfo


class SessionsListed(FromEngine, frozen=True):
    """A part of the list, the newest first. The ``first`` part begins it anew, the ``last`` one ends it; ``left`` are
    those that there was no time for."""

    sessions: tuple[KeptSession, ...]
    first: bool
    last: bool
    left: Whole = 0


class Saved(FromEngine, frozen=True):
    path: str


class Exported(FromEngine, frozen=True):
    what: str
    path: str


class RunChanged(FromEngine, frozen=True):
    """A run was made, or its state or keyframes changed. ``session`` is the file that keeps it: where to go on from
    should this engine die."""

    info: RunInfo
    session: str = ""


class RunDeleted(FromEngine, frozen=True):
    run: Whole


class Metrics(FromEngine, frozen=True):
    """Rows ``since … since+n−1`` of a run; row r is what step r+1 measured. ``train_loss``, ``gradient_norm`` (before
    clipping) and ``seconds`` (of training, since the run began) are (n,); ``validation_steps`` and
    ``validation_loss`` are (m,), and so is ``validation_accuracy``, which is None unless targets are classes;
    ``validation_errors`` (m, 2, D) are RMSE and MAE of each target column in the data's units, (m, 2, 1) the shares of
    tokens and characters that are wrong in answers, None unless targets are
    numbers, NaN where they were not measured.
    ``size_steps`` (k,) and ``sizes`` (k, 3, P) are samples from ``since_sizes`` on of ‖gradient‖ before clipping,
    ‖weights‖ and ‖update‖ of the parameters ``size_names``. ``live`` are all changes made while it trained: (step,
    name, value), in force from the step after. ``keyframes`` is None while they are those told before, ``histograms``
    while there are none newer than those that were asked for."""

    run: Whole
    since: Whole
    train_loss: Array
    gradient_norm: Array
    seconds: Array
    since_validation: Whole
    validation_steps: Array
    validation_loss: Array
    keyframes: tuple[Whole, ...] | None
    status: Status
    since_sizes: Whole = 0
    size_names: tuple[str, ...] = ()
    size_steps: Array | None = None
    sizes: Array | None = None
    live: tuple[tuple[int, str, float], ...] = ()
    histograms: StepHistograms | None = None
    validation_accuracy: Array | None = None
    validation_errors: Array | None = None


class Failed(FromEngine, frozen=True):
    """A request that could not be met. ``slot`` and ``number`` are those of a ``Request``, and None and 0 where it was
    not one."""

    about: About
    fault: str
    facts: dict[str, Fact]
    slot: Slot | None = None
    number: Whole = 0
