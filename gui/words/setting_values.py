"""What the values of settings are called that are chosen from a list."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from gatescope.engine.config.encoder_decoder import AttentionKind, Forcing
from gatescope.engine.config.run import Activation, Cell, ClipBy, Init, Optimiser, Positions, Schedule
from gatescope.gui.words.entries import QT_TRANSLATE_NOOP

CONTEXT = "Settings"
CHOICES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {  # in the order in which they are offered
    Cell: {cell: cell.label for cell in (Cell.LSTM, Cell.GRU, *Cell)},
    Optimiser: {
        Optimiser.ADAM: "Adam",
        Optimiser.ADAMW: "AdamW",
        Optimiser.RMSPROP: "RMSprop",
        Optimiser.SGD: "SGD",
    },
    Init: {
        Init.TORCH: QT_TRANSLATE_NOOP("Settings", "torch's own"),
        Init.XAVIER: "Xavier",
        Init.ORTHOGONAL: QT_TRANSLATE_NOOP("Settings", "orthogonal"),
        Init.IDENTITY: QT_TRANSLATE_NOOP("Settings", "identity"),
    },
    Positions: {
        Positions.LEARNT: QT_TRANSLATE_NOOP("Settings", "learnt"),
        Positions.SINUSOIDAL: QT_TRANSLATE_NOOP("Settings", "sinusoidal"),
    },
    AttentionKind: {
        AttentionKind.NONE: QT_TRANSLATE_NOOP("Settings", "none"),
        AttentionKind.ADDITIVE: QT_TRANSLATE_NOOP("Settings", "additive"),
        AttentionKind.DOT: QT_TRANSLATE_NOOP("Settings", "dot product"),
        AttentionKind.GENERAL: QT_TRANSLATE_NOOP("Settings", "general"),
    },
    Forcing: {
        Forcing.FIXED: QT_TRANSLATE_NOOP("Settings", "never"),
        Forcing.LINEAR: QT_TRANSLATE_NOOP("Settings", "linearly"),
        Forcing.EXPONENTIAL: QT_TRANSLATE_NOOP("Settings", "exponentially"),
        Forcing.SIGMOID: QT_TRANSLATE_NOOP("Settings", "inverse sigmoid"),
    },
    Activation: {Activation.TANH: "tanh", Activation.RELU: "ReLU"},
    ClipBy: {
        ClipBy.NORM: QT_TRANSLATE_NOOP("Settings", "norm"),
        ClipBy.VALUE: QT_TRANSLATE_NOOP("Settings", "value"),
    },
    Schedule: {
        Schedule.CONSTANT: QT_TRANSLATE_NOOP("Settings", "constant"),
        Schedule.COSINE: QT_TRANSLATE_NOOP("Settings", "cosine"),
        Schedule.STEP: QT_TRANSLATE_NOOP("Settings", "in steps"),
        Schedule.PLATEAU: QT_TRANSLATE_NOOP("Settings", "on plateaus"),
    },
}


def value_name(value: StrEnum) -> str:
    """A chosen value; one without words is called what it is in files."""
    text = CHOICES.get(type(value), {}).get(value)
    return QCoreApplication.translate(CONTEXT, text) if text else value.value


def offered(kind: type[StrEnum]) -> list[tuple[str, object]]:
    """What can be chosen of ``kind``, in the order in which it is offered."""
    return [(value_name(value), value) for value in CHOICES.get(kind, kind)]
