"""What the engine tells about things: data sets, runs, devices, sessions. Values inside messages, typed and frozen."""

from enum import StrEnum

import msgspec

from gatescope.engine.config.run import RunConfig
from gatescope.engine.errors import Fact
from gatescope.engine.protocol.base import Whole
from gatescope.engine.protocol.baselines import Baseline, reference_loss
from gatescope.engine.protocol.datasets import ClassCount, DatasetInfo, Sequence, Value
from gatescope.engine.protocol.frame import Probe

SESSION_SUFFIX = ".gatescope"  # of the files that sessions are kept in


class Medium(StrEnum):
    """What goes into a network, or comes out of it."""

    NUMBERS = "numbers"
    SYMBOLS = "symbols"  # tokens of a vocabulary, or classes


class RunState(StrEnum):
    READY = "ready"  # made, not a step done
    TRAINING = "training"
    PAUSED = "paused"
    FINISHED = "finished"  # its number of steps is done
    FAILED = "failed"  # its loss became NaN or infinite, or memory ran out; the recording stays
    CLOSED = "closed"  # rows beyond the last keyframe after a crash: going on is a fork


class RunMarks(Value, frozen=True):
    """What the user says of a run: its name ('': what it differs in), a note, whether it is left out of lists and
    plots, and the number of its colour (−1: by its place)."""

    name: str = ""
    note: str = ""
    hidden: bool = False
    colour: int = -1


class Seen(Value, frozen=True):
    """What stood out about a run when somebody looked, at a ``step``: how bad that is, and what the finding said. What
    follows from metrics is not kept: it is found again."""

    step: Whole
    severity: str
    rule: str
    number: float
    threshold: float
    shown: str
    layer: str = ""
    gate: str = ""
    t: int = -1
    until: int = -1
    unit: int = -1
    units: Whole = 0
    size: Whole = 0


class RunInfo(Value, frozen=True):
    """A run as the run list shows it. ``keyframes`` are the steps one can go back to. Losses are NaN until known.
    ``training_rows`` and ``validation_rows`` are (first, one past last) row of each part; ``validation_probe`` is
    the probe looked at first. ``baselines`` are what the validation loss is to be compared with, on the same targets
    and scale, the one that skill is measured with first.

    ``shift`` is how many rows a target lies behind its input: the horizon, 0 where every step or sequence has a target
    of its own. ``sequences`` are those of the data, 500 at most and empty when it is one; ``classes`` the targets
    counted, empty unless they are classes; ``accuracy`` the share of validation targets met, NaN without classes,
    ``rmse`` and ``mae`` the errors of each target column in the data's own units, () without numbers; ``slips`` are the
    shares of tokens and of characters that are wrong in answers, () where none are written.
    ``input_sizes`` are the roots of the mean squares of the numeric inputs in the training part, as the network sees
    them. ``activation_bytes`` is about what a step holds between forward and
    backward (batches of unequal sequences: at most), ``activation_steps`` through how many steps at once (T)."""

    run: Whole
    name: str
    config: RunConfig
    state: RunState
    step: Whole
    parameters: Whole
    training_rows: tuple[Whole, Whole]
    validation_rows: tuple[Whole, Whole]
    validation_probe: Probe
    season: Whole = 0  # in steps, 0: none
    train_loss: float = float("nan")
    validation_loss: float = float("nan")
    seconds: float = 0.0  # of training
    keyframes: tuple[Whole, ...] = ()
    keyframes_full: bool = False  # the byte budget holds only the first and the last
    fault: str = ""
    facts: dict[str, Fact] = msgspec.field(default_factory=dict)
    parent: Whole = 0  # run this one was forked from, 0: none
    fork_step: Whole = 0
    device: str = "cpu"
    input: Medium = Medium.NUMBERS
    output: Medium = Medium.NUMBERS
    shift: Whole = 1
    sequences: tuple[Sequence, ...] = ()
    classes: tuple[ClassCount, ...] = ()
    accuracy: float = float("nan")
    rmse: tuple[float, ...] = ()
    mae: tuple[float, ...] = ()
    slips: tuple[float, ...] = ()
    marks: RunMarks = RunMarks()
    seen: tuple[Seen, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    activation_bytes: Whole = 0
    activation_steps: Whole = 0
    input_sizes: tuple[float, ...] = ()

    @property
    def naive_loss(self) -> float:
        """The loss of the baseline that skill is measured with, NaN without one."""
        return reference_loss(self.baselines)


class Cost(Value, frozen=True):
    """What a run takes. ``activation_bytes`` is what backpropagation through ``steps`` steps (T) holds, and grows with
    them, ``square_bytes`` of it with their square; ``needed_bytes`` is all of the memory, of which ``available_bytes``
    are free."""

    parameters: Whole
    steps: Whole
    activation_bytes: Whole
    needed_bytes: Whole
    available_bytes: Whole
    square_bytes: Whole = 0


class DeviceReason(StrEnum):
    """Why the engine computes where it does."""

    CUDA_FOUND = "cuda-found"
    NO_CUDA_DEVICE = "no-cuda-device"
    TORCH_WITHOUT_CUDA = "torch-without-cuda"
    CUDA_BROKEN = "cuda-broken"  # a device is there, and a first computation on it failed
    CHOSEN = "chosen"


class Device(Value, frozen=True):
    """``device`` is torch's name for it (``cpu``, ``cuda:0``), ``name`` the maker's."""

    device: str
    name: str
    reason: DeviceReason
    detail: str = ""


class ReadOnly(StrEnum):
    """Why a session can be looked at but not trained."""

    IN_USE = "in-use"  # by another process
    FORBIDDEN = "forbidden"  # its file or its folder cannot be written
    LINKED = "linked"  # its file has a second name, under which another process may write it with a WAL of its own
    DISK_FULL = "disk-full"
    ASKED = "asked"


class Replace(StrEnum):
    """What a saved session may take the place of."""

    NOTHING = "nothing"
    SESSION = "session"  # of another session, under its own name
    ANYTHING = "anything"  # of any file: the user was told what it is and agreed


class SessionInfo(Value, frozen=True):
    """A session file. ``data`` describes its data set; ``saved_as`` is '' while it has only been autosaved.
    ``because`` says why it can only be read, where it can."""

    path: str
    data: DatasetInfo
    runs: tuple[RunInfo, ...]
    read_only: bool = False
    saved_as: str = ""
    because: ReadOnly | None = None


class Recoverable(Value, frozen=True):
    """A session that an earlier engine did not close."""

    path: str
    name: str
    steps: Whole
    modified: float  # seconds since 1970


class Status(Value, frozen=True):
    """``committed`` rows are on disk and survive a ``kill -9``. ``observation`` is the share of training time that
    looking costs now. ``seconds_left`` is −1 when there is no end."""

    state: RunState
    step: Whole
    committed: Whole
    steps_per_second: float
    observation: float
    seconds_left: float = -1.0
