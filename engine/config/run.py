"""What a run is made from: frozen, checked when made, to and from JSON.

``RunConfig`` = ``DataConfig`` + a kind of network + ``TrainConfig``. Only the learning rate and the clipping may change
while a run trains (``LIVE``); anything else is a new run. The data side stands in ``engine.config.data`` and the
networks in ``engine.config.nets``, spoken of as part of the configuration.
"""

from enum import StrEnum
from typing import Annotated, Any

import msgspec

from gatescope.engine.config.cells import Cell as Cell
from gatescope.engine.config.data import ColumnConfig as ColumnConfig
from gatescope.engine.config.data import DataConfig as DataConfig
from gatescope.engine.config.data import Fill as Fill
from gatescope.engine.config.data import Kind as Kind
from gatescope.engine.config.data import Level as Level
from gatescope.engine.config.data import ReadConfig as ReadConfig
from gatescope.engine.config.data import Repeats as Repeats
from gatescope.engine.config.data import RowOrder as RowOrder
from gatescope.engine.config.data import Scale as Scale
from gatescope.engine.config.data import Split as Split
from gatescope.engine.config.data import Task as Task
from gatescope.engine.config.data import TokenConfig as TokenConfig
from gatescope.engine.config.data import Transform as Transform
from gatescope.engine.config.decoder import Decoder as Decoder
from gatescope.engine.config.encoder_decoder import EncoderDecoder as EncoderDecoder
from gatescope.engine.config.kinds import EVERY_KIND as EVERY_KIND
from gatescope.engine.config.kinds import KINDS as KINDS
from gatescope.engine.config.kinds import AnyNet as AnyNet
from gatescope.engine.config.nets import HIDDEN_MOST as HIDDEN_MOST
from gatescope.engine.config.nets import LAYERS_MOST as LAYERS_MOST
from gatescope.engine.config.nets import Activation as Activation
from gatescope.engine.config.nets import FeedForward as FeedForward
from gatescope.engine.config.nets import Init as Init
from gatescope.engine.config.nets import Net as Net
from gatescope.engine.config.nets import Positions as Positions
from gatescope.engine.config.nets import Recurrent as Recurrent
from gatescope.engine.config.nets import Reservoir as Reservoir
from gatescope.engine.config.nets import Strand as Strand
from gatescope.engine.config.nets import Transformer as Transformer
from gatescope.engine.config.process import is_device
from gatescope.engine.config.setting import Config, Field, Group, outside, settings
from gatescope.engine.errors import ConfigError, Fault

ONE_HOT_MOST = 512
STEPS_BACK_MOST = 1_000_000


class Optimiser(StrEnum):
    SGD = "sgd"
    RMSPROP = "rmsprop"
    ADAM = "adam"
    ADAMW = "adamw"


class ClipBy(StrEnum):
    """How a gradient that is too long is shortened: all of it by its norm, or each of its values by itself."""

    NORM = "norm"
    VALUE = "value"


class Schedule(StrEnum):
    """How the learning rate changes from step to step, after a warm-up from 0."""

    CONSTANT = "constant"
    COSINE = "cosine"  # down to 0 at the last step (Loshchilov & Hutter 2017, without restarts)
    STEP = "step"  # × ``decay`` every ``decay_every`` steps
    PLATEAU = "plateau"  # × ``decay`` when ``patience`` validations have brought nothing better


class TrainConfig(Config, frozen=True):
    """How it is trained. ``clip`` is the largest gradient norm (or value), 0 for none; ``steps`` 0 means until stopped.

    ``carry``: truncated backpropagation through time (Williams & Peng 1990). The state is carried from window to window
    along the data; every ``window`` steps (k1) the weights follow a gradient that reaches ``reach`` steps (k2, at least
    k1; 0: k1) back and is exactly zero beyond. Without ``carry`` windows are drawn at random, each from zero state.

    ``weight_decay`` None: torch's own for the optimiser. ``omega`` is the weight of the regulariser Ω that keeps the
    gradient's norm from step to step (Pascanu, Mikolov & Bengio 2013, equation 9). ``warm_up`` steps lead from 0 to the
    learning rate. ``stop_after`` validations without a better one end the run (0: never).
    """

    window: Annotated[int, Field(1, STEPS_BACK_MOST, Group.SIZE)] = 48
    batch: Annotated[int, Field(1, 65_536, Group.DETAIL)] = 32
    optimiser: Annotated[Optimiser, Field(group=Group.DETAIL)] = Optimiser.ADAM
    seed: Annotated[int, Field(0, 2**31 - 1, Group.DETAIL)] = 0
    steps: Annotated[int, Field(0, 2**40, Group.DETAIL)] = 0
    validate_every: Annotated[int, Field(1, 2**31)] = 50
    device: Annotated[str, Field(group=Group.DEVICE)] = "auto"  # auto | cpu | cuda | cuda:N
    clip: Annotated[float, Field(0.0, 1e9, Group.METHOD, live=True)] = 1.0
    clip_by: Annotated[ClipBy, Field(group=Group.METHOD)] = ClipBy.NORM
    carry: Annotated[bool, Field(group=Group.METHOD)] = False
    reach: Annotated[int, Field(0, STEPS_BACK_MOST, Group.METHOD)] = 0
    omega: Annotated[float, Field(0.0, 1e6, Group.METHOD)] = 0.0
    weight_decay: Annotated[float | None, Field(0.0, 1e3, Group.METHOD)] = None
    learning_rate: Annotated[float, Field(0.0, 1e6, Group.RATE, live=True, option="--lr")] = 0.003
    schedule: Annotated[Schedule, Field(group=Group.RATE)] = Schedule.CONSTANT
    decay: Annotated[float, Field(1e-6, 1.0, Group.RATE)] = 0.5
    decay_every: Annotated[int, Field(1, 2**31, Group.RATE)] = 1000
    patience: Annotated[int, Field(1, 2**31, Group.RATE)] = 5
    warm_up: Annotated[int, Field(0, 2**31, Group.RATE)] = 0
    stop_after: Annotated[int, Field(0, 2**31, Group.END)] = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.carry and self.omega:
            raise outside("omega", self.omega, 0, 0)
        if self.carry and 0 < self.reach < self.window:
            raise outside("reach", self.reach, self.window, STEPS_BACK_MOST)
        if not is_device(self.device):
            raise ConfigError(Fault.CONFIG_VALUE, name="device", value=self.device, choices="auto, cpu, cuda, cuda:N")


LIVE = tuple(each.name for each in settings(TrainConfig) if each.field.live)


class RunConfig(Config, frozen=True):
    data: DataConfig
    net: AnyNet = Recurrent()
    train: TrainConfig = TrainConfig()

    @property
    def steps(self) -> int:
        """After how many steps the run is over; 0: when it is stopped."""
        return min((steps for steps in (self.train.steps, self.net.steps_most) if steps), default=0)


def direction_fault(task: Task, carry: bool) -> Fault | None:
    """Why a network cannot read this from its end too; None when it can. ``carry`` as in ``TrainConfig``."""
    if task.spec.ahead:
        return Fault.BIDIRECTIONAL_AHEAD
    return Fault.BIDIRECTIONAL_CARRY if carry else None


def to_json(config: RunConfig) -> str:
    return msgspec.json.encode(config).decode()


def from_json(text: str | bytes) -> RunConfig:
    """Raises ``ConfigError`` when the text is no configuration or a value in it is out of range."""
    try:
        return msgspec.json.decode(text, type=RunConfig)
    except msgspec.ValidationError as error:
        if isinstance(error.__cause__, ConfigError):
            raise error.__cause__ from None
        raise ConfigError(Fault.CONFIG_VALUE, name="config", value=str(error)) from None
    except msgspec.DecodeError as error:
        raise ConfigError(Fault.CONFIG_VALUE, name="config", value=str(error)) from None


def changed(config: RunConfig, **train: Any) -> RunConfig:
    """The same run configuration with some of its training values replaced, checked again."""
    return msgspec.structs.replace(config, train=msgspec.structs.replace(config.train, **train))
