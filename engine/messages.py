"""What crosses the pipe between the window and the engine. Typed, frozen, never pickled.

The window asks, the engine answers; unasked the engine says only what is rare and small (``RunChanged``, ``Failed``,
``Progress``). ``Frame`` and ``FrameRequest`` stand in ``engine.frame``.
"""

from enum import StrEnum

import msgspec

from engine.config import Kind, RunConfig
from engine.errors import Fact
from engine.frame import Array, Frame, FrameRequest, Probe

PROTOCOL = 1


class _Message(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    pass


class _Value(msgspec.Struct, frozen=True, kw_only=True):
    pass


# ---- values inside messages ------------------------------------------------------------------------------------


class ColumnType(StrEnum):
    NUMERIC = "numeric"
    TIME = "time"
    TEXT = "text"


class Column(_Value, frozen=True):
    """A column of a table: its name, what it holds, how many of its cells are empty, whether it never changes."""

    name: str
    type: ColumnType
    missing: int = 0
    constant: bool = False


class DatasetInfo(_Value, frozen=True):
    """What was read. ``rows`` are records (table) or characters (text). ``frequency`` is a word such as ``monthly`` or
    '' when there is no time column; ``first`` and ``last`` name the first and last row. ``preview`` is the first
    target, pooled to at most 1000 points, in the data's own units (empty for text). ``suggested`` is a configuration
    that works on it; ``suggestion_reason`` says why it transforms the series ('' when it does not): ``trend`` when more
    than a tenth of the validation part lies outside the training part's range."""

    path: str
    name: str
    kind: Kind
    rows: int
    encoding: str
    suggested: RunConfig
    columns: tuple[Column, ...] = ()
    time_column: str = ""
    frequency: str = ""
    first: str = ""
    last: str = ""
    delimiter: str = ""
    symbols: int = 0
    bytes: int = 0
    sha256: str = ""
    suggestion_reason: str = ""
    preview: Array | None = None


class RunState(StrEnum):
    READY = "ready"  # made, not a step done
    TRAINING = "training"
    PAUSED = "paused"
    FINISHED = "finished"  # its number of steps is done
    FAILED = "failed"  # its loss became NaN or infinite, or memory ran out; the recording stays
    CLOSED = "closed"  # rows beyond the last keyframe after a crash: going on is a fork


class RunInfo(_Value, frozen=True):
    """A run as the run list shows it. ``keyframes`` are the steps one can go back to. Losses are NaN until known.
    ``training_rows`` and ``validation_rows`` are (first, one past last) row of each part; ``validation_probe`` is
    the probe looked at first. What the validation loss is to be compared with, on the same targets and scale:
    ``naive_loss`` (repeat the last value; text: bigrams), ``seasonal_naive_loss`` (repeat what was ``season`` steps
    before; 0: no season), ``unigram_loss`` (text: how often each symbol comes)."""

    run: int
    name: str
    config: RunConfig
    state: RunState
    step: int
    parameters: int
    naive_loss: float
    training_rows: tuple[int, int]
    validation_rows: tuple[int, int]
    validation_probe: Probe
    seasonal_naive_loss: float = float("nan")
    season: int = 0
    unigram_loss: float = float("nan")
    train_loss: float = float("nan")
    validation_loss: float = float("nan")
    seconds: float = 0.0  # of training
    keyframes: tuple[int, ...] = ()
    keyframes_full: bool = False  # the byte budget holds only the first and the last
    fault: str = ""
    facts: dict[str, Fact] = {}
    parent: int = 0  # run this one was forked from, 0: none
    fork_step: int = 0
    device: str = "cpu"


class DeviceReason(StrEnum):
    """Why the engine computes where it does."""

    CUDA_FOUND = "cuda-found"
    NO_CUDA_DEVICE = "no-cuda-device"
    TORCH_WITHOUT_CUDA = "torch-without-cuda"
    CUDA_BROKEN = "cuda-broken"  # a device is there, and a first computation on it failed
    CHOSEN = "chosen"


class Device(_Value, frozen=True):
    """``device`` is torch's name for it (``cpu``, ``cuda:0``), ``name`` the maker's."""

    device: str
    name: str
    reason: DeviceReason
    detail: str = ""


class SessionInfo(_Value, frozen=True):
    """A session file. ``data`` describes its data set; ``saved_as`` is '' while it has only been autosaved."""

    path: str
    data: DatasetInfo
    runs: tuple[RunInfo, ...]
    read_only: bool = False
    saved_as: str = ""


class Recoverable(_Value, frozen=True):
    """A session that an earlier engine did not close."""

    path: str
    name: str
    steps: int
    modified: float  # seconds since 1970


# ---- the window asks -------------------------------------------------------------------------------------------


class OpenFile(_Message, frozen=True):
    """Reads a data file; answered by ``Progress`` … ``DataOpened`` or ``Failed``. ``kind`` None: found out."""

    path: str
    kind: Kind | None = None


class CancelOpen(_Message, frozen=True):
    pass


class OpenSession(_Message, frozen=True):
    """Answered by ``SessionOpened`` or ``Failed``."""

    path: str


class SaveAs(_Message, frozen=True):
    """Copies the session to ``path`` and goes on in the copy; answered by ``Saved`` or ``Failed``."""

    path: str


class Discard(_Message, frozen=True):
    """Deletes an autosaved session that the user does not want back."""

    path: str


class NewRun(_Message, frozen=True):
    """Makes a run on the open data set; answered by ``RunChanged`` or ``Failed``."""

    config: RunConfig
    name: str = ""


class Fork(_Message, frozen=True):
    """Makes a run that goes on from a keyframe of another; answered by ``RunChanged``."""

    run: int
    step: int


class Play(_Message, frozen=True):
    """Trains ``run``, pausing whichever trains now. ``steps`` 0: until it is done or paused."""

    run: int
    steps: int = 0


class Pause(_Message, frozen=True):
    run: int


class SetLive(_Message, frozen=True):
    """Changes ``learning_rate`` or ``clip`` of a run from its next step on; kept as a row of its own."""

    run: int
    name: str
    value: float


class SetSpeed(_Message, frozen=True):
    """Limits training to ``steps_per_second``; 0: no limit."""

    steps_per_second: float


class SetBudget(_Message, frozen=True):
    """``observation``: the share of training time that looking may cost; ``keyframe_bytes``: what the keyframes of one
    run may take; 0 keeps what is set."""

    observation: float = 0.0
    keyframe_bytes: int = 0


class MetricsRequest(_Message, frozen=True):
    """Asks for the metric rows of ``run`` from ``since`` on and the validation rows from ``since_validation`` on;
    answered when there are some or when ``status`` changed. One is outstanding per run. Samples of sizes come along
    from ``since_sizes`` on."""

    run: int
    since: int
    since_validation: int
    since_sizes: int = 0


class Quit(_Message, frozen=True):
    """Commit and leave. The end of stdin says the same."""


# ---- the engine answers ----------------------------------------------------------------------------------------


class Ready(_Message, frozen=True):
    """The first message: who speaks, and what was left by earlier engines."""

    protocol: int
    torch: str
    device: Device
    devices: tuple[Device, ...]
    threads: int
    recoverable: tuple[Recoverable, ...] = ()


class Progress(_Message, frozen=True):
    """How far the reading of a file has come, in bytes."""

    path: str
    done: int
    total: int


class DataOpened(_Message, frozen=True):
    info: DatasetInfo


class SessionOpened(_Message, frozen=True):
    info: SessionInfo


class Saved(_Message, frozen=True):
    path: str


class RunChanged(_Message, frozen=True):
    """A run was made, or its state or keyframes changed."""

    info: RunInfo


class Status(_Value, frozen=True):
    """``committed`` rows are on disk and survive a ``kill -9``. ``observation`` is the share of training time that
    looking costs now. ``seconds_left`` is −1 when there is no end."""

    state: RunState
    step: int
    committed: int
    steps_per_second: float
    observation: float
    seconds_left: float = -1.0


class Metrics(_Message, frozen=True):
    """Rows ``since … since+n−1`` of a run; row r is what step r+1 measured. ``train_loss``, ``gradient_norm`` (before
    clipping) and ``seconds`` (of training, since the run began) are (n,); ``validation_steps`` and
    ``validation_loss`` are (m,). ``size_steps`` (k,) and ``sizes`` (k, 3, P) are samples from ``since_sizes`` on of
    ‖gradient‖ before clipping, ‖weights‖ and ‖update‖ of the parameters ``size_names``. ``live`` are all changes made
    while it trained: (step, name, value), in force from the step after."""

    run: int
    since: int
    train_loss: Array
    gradient_norm: Array
    seconds: Array
    since_validation: int
    validation_steps: Array
    validation_loss: Array
    keyframes: tuple[int, ...]
    status: Status
    since_sizes: int = 0
    size_names: tuple[str, ...] = ()
    size_steps: Array | None = None
    sizes: Array | None = None
    live: tuple[tuple[int, str, float], ...] = ()


class Failed(_Message, frozen=True):
    """A request that could not be met (``about`` says which: ``open``, ``session``, ``save``, ``run``, ``frame``,
    ``engine``)."""

    about: str
    fault: str
    facts: dict[str, Fact]


FromWindow = (
    OpenFile
    | CancelOpen
    | OpenSession
    | SaveAs
    | Discard
    | NewRun
    | Fork
    | Play
    | Pause
    | SetLive
    | SetSpeed
    | SetBudget
    | MetricsRequest
    | FrameRequest
    | Quit
)
FromEngine = Ready | Progress | DataOpened | SessionOpened | Saved | RunChanged | Metrics | Frame | Failed
