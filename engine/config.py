"""What a run is made from: frozen, checked when made, to and from JSON.

``RunConfig`` = ``DataConfig`` + ``NetConfig`` + ``TrainConfig``. Only the learning rate and the clipping may change
while a run trains (``LIVE``); anything else is a new run.
"""

from enum import StrEnum
from typing import Any

import msgspec

from engine.errors import ConfigError, Fault

LAYERS_MOST = 4
HIDDEN_MOST = 1024
ONE_HOT_MOST = 512
LIVE = ("learning_rate", "clip")


class Kind(StrEnum):
    """What a file is read as."""

    TABLE = "table"
    TEXT = "text"


class Cell(StrEnum):
    """The recurrent cell, by the name it has on the command line and in files."""

    RNN_TANH = "rnn"
    RNN_RELU = "rnn-relu"
    LSTM = "lstm"
    GRU = "gru"


class Optimiser(StrEnum):
    SGD = "sgd"
    RMSPROP = "rmsprop"
    ADAM = "adam"
    ADAMW = "adamw"


class Transform(StrEnum):
    """What is done to a series before it is scaled; undone for every number that a person reads."""

    NONE = "none"
    LOG = "log"
    DIFFERENCE = "difference"
    SEASONAL_DIFFERENCE = "seasonal-difference"
    LOG_DIFFERENCE = "log-difference"
    LOG_SEASONAL_DIFFERENCE = "log-seasonal-difference"


def _within(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:  # a NaN fails this too
        raise ConfigError(Fault.CONFIG_VALUE, name=name, value=value, low=low, high=high)


class _Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class DataConfig(_Config, frozen=True):
    """Which part of the data is learnt. ``inputs`` and ``targets`` name columns and are empty for text."""

    kind: Kind
    inputs: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    validation_share: float = 0.3
    transform: Transform = Transform.NONE
    season: int = 0  # steps; 0: found by autocorrelation where it is needed

    def __post_init__(self) -> None:
        _within("validation_share", self.validation_share, 0.01, 0.9)
        _within("season", self.season, 0, 1_000_000)
        if self.kind is Kind.TABLE and not (self.inputs and self.targets):
            raise ConfigError(Fault.CONFIG_VALUE, name="targets" if self.inputs else "inputs", value="")


class NetConfig(_Config, frozen=True):
    """The network. ``embedding`` is the width of the symbol vectors; 0 means one-hot (text only)."""

    cell: Cell = Cell.LSTM
    hidden: int = 32
    layers: int = 1
    dropout: float = 0.0
    embedding: int = 0

    def __post_init__(self) -> None:
        _within("hidden", self.hidden, 1, HIDDEN_MOST)
        _within("layers", self.layers, 1, LAYERS_MOST)
        _within("dropout", self.dropout, 0.0, 0.95)
        _within("embedding", self.embedding, 0, 1024)


class TrainConfig(_Config, frozen=True):
    """How it is trained. ``clip`` is the largest gradient norm, 0 for none; ``steps`` 0 means until stopped."""

    optimiser: Optimiser = Optimiser.ADAM
    learning_rate: float = 0.003
    batch: int = 32
    window: int = 48
    clip: float = 1.0
    seed: int = 0
    steps: int = 0
    validate_every: int = 50
    device: str = "auto"  # auto | cpu | cuda | cuda:N

    def __post_init__(self) -> None:
        _within("learning_rate", self.learning_rate, 0.0, 1e6)
        _within("batch", self.batch, 1, 65_536)
        _within("window", self.window, 1, 1_000_000)
        _within("clip", self.clip, 0.0, 1e9)
        _within("seed", self.seed, 0, 2**31 - 1)
        _within("steps", self.steps, 0, 2**40)
        _within("validate_every", self.validate_every, 1, 2**31)
        head, _, index = self.device.partition(":")
        if self.device not in ("auto", "cpu", "cuda") and not (head == "cuda" and index.isdigit()):
            raise ConfigError(Fault.CONFIG_VALUE, name="device", value=self.device, choices="auto, cpu, cuda, cuda:N")


class RunConfig(_Config, frozen=True):
    data: DataConfig
    net: NetConfig = NetConfig()
    train: TrainConfig = TrainConfig()


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
