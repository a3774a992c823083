"""What differs between runs: the settings that are not the same in all of them. Free of Qt."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec
from PySide6.QtCore import QCoreApplication

from gatescope.engine.config.run import (
    Cell,
    ClipBy,
    ColumnConfig,
    Fill,
    Init,
    Level,
    Optimiser,
    RunConfig,
    Scale,
    Schedule,
    Split,
    Task,
    Transform,
)
from gatescope.gui.look import numbers
from gatescope.gui.words import choices as import_words
from gatescope.gui.words.entries import QT_TRANSLATE_NOOP

CONTEXT = "RunTable"
NAMES = {
    "data.kind": QT_TRANSLATE_NOOP("RunTable", "Data · read as"),
    "data.inputs": QT_TRANSLATE_NOOP("RunTable", "Data · inputs"),
    "data.targets": QT_TRANSLATE_NOOP("RunTable", "Data · targets"),
    "data.validation_share": QT_TRANSLATE_NOOP("RunTable", "Data · validation share"),
    "data.transform": QT_TRANSLATE_NOOP("RunTable", "Data · transform"),
    "data.season": QT_TRANSLATE_NOOP("RunTable", "Data · season"),
    "data.task": QT_TRANSLATE_NOOP("RunTable", "Data · task"),
    "data.horizon": QT_TRANSLATE_NOOP("RunTable", "Data · steps ahead"),
    "data.classes": QT_TRANSLATE_NOOP("RunTable", "Data · targets are classes"),
    "data.categories": QT_TRANSLATE_NOOP("RunTable", "Data · categories"),
    "data.time": QT_TRANSLATE_NOOP("RunTable", "Data · time"),
    "data.sequence": QT_TRANSLATE_NOOP("RunTable", "Data · sequences by"),
    "data.text": QT_TRANSLATE_NOOP("RunTable", "Data · text"),
    "data.second": QT_TRANSLATE_NOOP("RunTable", "Data · second text"),
    "data.scale": QT_TRANSLATE_NOOP("RunTable", "Data · scaling"),
    "data.fill": QT_TRANSLATE_NOOP("RunTable", "Data · missing values"),
    "data.columns": QT_TRANSLATE_NOOP("RunTable", "Data · columns with settings of their own"),
    "data.tokens.level": QT_TRANSLATE_NOOP("RunTable", "Data · token"),
    "data.tokens.most": QT_TRANSLATE_NOOP("RunTable", "Data · largest vocabulary"),
    "data.tokens.least": QT_TRANSLATE_NOOP("RunTable", "Data · least frequency of a token"),
    "data.split": QT_TRANSLATE_NOOP("RunTable", "Data · validation part"),
    "data.shuffled": QT_TRANSLATE_NOOP("RunTable", "Data · order destroyed"),
    "data.order": QT_TRANSLATE_NOOP("RunTable", "Data · order of AR"),
    "net.cell": QT_TRANSLATE_NOOP("RunTable", "Network · cell"),
    "net.hidden": QT_TRANSLATE_NOOP("RunTable", "Network · units"),
    "net.layers": QT_TRANSLATE_NOOP("RunTable", "Network · layers"),
    "net.dropout": QT_TRANSLATE_NOOP("RunTable", "Network · dropout"),
    "net.embedding": QT_TRANSLATE_NOOP("RunTable", "Network · embedding"),
    "net.init": QT_TRANSLATE_NOOP("RunTable", "Network · initialisation"),
    "net.forget_bias": QT_TRANSLATE_NOOP("RunTable", "Network · forget bias"),
    "net.bidirectional": QT_TRANSLATE_NOOP("RunTable", "Network · bidirectional"),
    "train.optimiser": QT_TRANSLATE_NOOP("RunTable", "Training · optimiser"),
    "train.learning_rate": QT_TRANSLATE_NOOP("RunTable", "Training · learning rate"),
    "train.batch": QT_TRANSLATE_NOOP("RunTable", "Training · batch"),
    "train.window": QT_TRANSLATE_NOOP("RunTable", "Training · window"),
    "train.clip": QT_TRANSLATE_NOOP("RunTable", "Training · clipping"),
    "train.seed": QT_TRANSLATE_NOOP("RunTable", "Training · seed"),
    "train.steps": QT_TRANSLATE_NOOP("RunTable", "Training · steps"),
    "train.validate_every": QT_TRANSLATE_NOOP("RunTable", "Training · validated every … steps"),
    "train.device": QT_TRANSLATE_NOOP("RunTable", "Training · device"),
    "train.clip_by": QT_TRANSLATE_NOOP("RunTable", "Training · clipped by"),
    "train.carry": QT_TRANSLATE_NOOP("RunTable", "Training · state carried along"),
    "train.reach": QT_TRANSLATE_NOOP("RunTable", "Training · reach of the gradient"),
    "train.weight_decay": QT_TRANSLATE_NOOP("RunTable", "Training · weight decay"),
    "train.omega": QT_TRANSLATE_NOOP("RunTable", "Training · regulariser Ω"),
    "train.schedule": QT_TRANSLATE_NOOP("RunTable", "Training · schedule of the rate"),
    "train.warm_up": QT_TRANSLATE_NOOP("RunTable", "Training · warm-up"),
    "train.decay": QT_TRANSLATE_NOOP("RunTable", "Training · factor of the rate"),
    "train.decay_every": QT_TRANSLATE_NOOP("RunTable", "Training · rate falls every … steps"),
    "train.patience": QT_TRANSLATE_NOOP("RunTable", "Training · patience"),
    "train.stop_after": QT_TRANSLATE_NOOP("RunTable", "Training · early stopping"),
}
_VALUES: Mapping[StrEnum, str] = {
    Init.TORCH: QT_TRANSLATE_NOOP("RunTable", "torch's own"),
    Init.XAVIER: "Xavier",
    Init.ORTHOGONAL: QT_TRANSLATE_NOOP("RunTable", "orthogonal"),
    Init.IDENTITY: QT_TRANSLATE_NOOP("RunTable", "identity"),
    ClipBy.NORM: QT_TRANSLATE_NOOP("RunTable", "norm"),
    ClipBy.VALUE: QT_TRANSLATE_NOOP("RunTable", "value"),
    Schedule.CONSTANT: QT_TRANSLATE_NOOP("RunTable", "constant"),
    Schedule.COSINE: QT_TRANSLATE_NOOP("RunTable", "cosine"),
    Schedule.STEP: QT_TRANSLATE_NOOP("RunTable", "in steps"),
    Schedule.PLATEAU: QT_TRANSLATE_NOOP("RunTable", "on plateaus"),
    Optimiser.SGD: "SGD",
    Optimiser.RMSPROP: "RMSprop",
    Optimiser.ADAM: "Adam",
    Optimiser.ADAMW: "AdamW",
}


def name_of(path: str) -> str:
    """A setting's name; its path where it has none yet."""
    return QCoreApplication.translate(CONTEXT, NAMES[path]) if path in NAMES else path


def value_of(path: str, value: object) -> str:
    """A setting's value as it is chosen; what is left open or empty is a dash, what is found out says so."""
    translate = QCoreApplication.translate
    if isinstance(value, bool):
        return translate(CONTEXT, "yes") if value else translate(CONTEXT, "no")
    if isinstance(value, Cell):
        return value.label
    if isinstance(value, StrEnum):
        return _choice(value)
    if path in ("data.season", "data.order") and value == 0:
        return translate(CONTEXT, "automatic")
    if value is None or value in ("", ()):
        return "–"
    if isinstance(value, int):
        return numbers.count(value)
    if isinstance(value, tuple):
        return ", ".join(each.name if isinstance(each, ColumnConfig) else str(each) for each in value)
    return numbers.plain(value) if isinstance(value, float) else str(value)


def _choice(value: StrEnum) -> str:
    match value:
        case Task():
            return import_words.tasks()[value][0]
        case Split():
            return import_words.splits()[value][0]
        case Scale():
            return import_words.scales()[value][0]
        case Fill():
            return import_words.fills()[value][0]
        case Level():
            return import_words.levels()[value][0]
        case Transform():
            return import_words.transforms()[value]
    return QCoreApplication.translate(CONTEXT, _VALUES[value]) if value in _VALUES else str(value)


def duration(seconds: float) -> str:
    """How long a run has trained."""
    translate = QCoreApplication.translate
    if seconds < 90:
        return translate("StatusLine", "{n} s").format(n=round(seconds))
    if seconds < 5400:
        return translate("StatusLine", "{n} min").format(n=round(seconds / 60))
    return translate("StatusLine", "{n} h").format(n=numbers.three(seconds / 3600))


@dataclass(frozen=True)
class DifferingSetting:
    """A setting by its path in ``RunConfig``, such as ``train.batch``, and its value in each run, in their order."""

    path: str
    values: tuple[object, ...]


def differing(configs: Sequence[RunConfig]) -> tuple[DifferingSetting, ...]:
    """The settings that are not alike, in the configuration's order; () of one run."""
    flat = [dict(_flat(config)) for config in configs]
    rows = (DifferingSetting(path, tuple(one[path] for one in flat)) for path in (flat[0] if flat else ()))
    return tuple(row for row in rows if any(value != row.values[0] for value in row.values[1:]))


def paths() -> tuple[str, ...]:
    """Every setting that there is."""
    return tuple(_paths(RunConfig))


def _flat(config: msgspec.Struct, before: str = "") -> Iterator[tuple[str, object]]:
    for name in config.__struct_fields__:
        value = getattr(config, name)
        if isinstance(value, msgspec.Struct):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _paths(of: type, before: str = "") -> Iterator[str]:
    for field in msgspec.structs.fields(of):
        if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
            yield from _paths(field.type, f"{before}{field.name}.")
        else:
            yield before + field.name
