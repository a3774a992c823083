"""What the options of the command line choose: how a file is read, and what of it is learnt.

An option that is left out leaves what was found out. A column named by an option has that use and no other, unless
another option names it too.
"""

import argparse
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from gatescope.engine.cli.options import DELIMITERS, MARKS, NONE, QUOTES, named
from gatescope.engine.config.run import (
    EVERY_KIND,
    AnyNet,
    ColumnConfig,
    DataConfig,
    Fill,
    Kind,
    ReadConfig,
    Scale,
    Split,
    Task,
    TokenConfig,
    TrainConfig,
    Transform,
)
from gatescope.engine.config.setting import Config, grouped
from gatescope.engine.data.preview import preview
from gatescope.engine.data.tables.dataset import Dataset, open_dataset
from gatescope.engine.errors import ConfigError, DataError, Fault
from gatescope.engine.protocol.datasets import Column, ColumnType, DatasetInfo
from gatescope.engine.protocol.messages import PreviewRequest
from gatescope.engine.protocol.roles import are_classes

Choice = TypeVar("Choice", bound=StrEnum)
Configuration = TypeVar("Configuration", bound=msgspec.Struct)
ABOUT_DATA = (
    *("time", "target", "inputs", "category", "sequence", "label", "text", "second", "picture"),
    *("task", "horizon", "classes", "split", "validation_share", "fill", "scale", "transform", "season"),
    *("order", "level", "vocabulary", "least", "shuffled"),
    *("second_level", "second_vocabulary", "second_least", "longest"),
)


def read_config(options: argparse.Namespace) -> ReadConfig:
    """How the file is to be read. Raises ``ConfigError``."""
    return replaced(
        ReadConfig(),
        kind=options.kind,
        encoding=_encoding(options.encoding),
        delimiter=named(options.delimiter, DELIMITERS),
        header=options.header,
        header_lines=options.header_lines,
        quote=named(options.quote, QUOTES),
        decimal=named(options.decimal, MARKS),
        thousands=named(options.thousands, MARKS),
        comment=named(options.comment, NONE),
        skip=options.skip,
        units=options.units,
        thumbnail=options.thumbnail,
        missing=None if options.missing is None else tuple(options.missing),
        words=None if options.words is None else tuple(options.words),
        minus=options.minus,
        sheet=options.sheet,
        series=options.series,
        dates=options.dates,
        rows=options.rows,
        repeats=options.repeats,
        keep=options.keep,
    )


def opened(options: argparse.Namespace) -> Dataset:
    """The file read as the options say. Where they choose what is learnt, its beginning is looked at first, so that
    the network and the training suggested are those that go with it.

    Raises ``DataError`` and ``ConfigError``.
    """
    read = read_config(options)
    if not any(getattr(options, name) not in (None, []) for name in ABOUT_DATA):
        return open_dataset(options.file, read)
    told = preview(PreviewRequest(number=0, path=options.file, read=read), lambda: False)
    return open_dataset(options.file, read, data_config(options, told.info))


def data_config(options: argparse.Namespace, info: DatasetInfo) -> DataConfig:
    """What is to be learnt of the data that ``info`` describes: what is suggested, with what the options say instead.

    Raises ``DataError`` (COLUMN_UNKNOWN) and ``ConfigError``.
    """
    columns = {column.name: column for column in info.columns}
    for name in _named_columns(options):
        if name not in columns:
            raise DataError(Fault.COLUMN_UNKNOWN, path=info.path, column=name, columns=", ".join(columns)[:1000])
    suggested = info.suggested.data
    roles = _roles(options, suggested, columns) if info.kind is Kind.TABLE else {"task": options.task}
    scale, scales = _by_column("scale", options.scale, Scale, columns)
    transform, transforms = _by_column("transform", options.transform, Transform, columns)
    fill, fills = _by_column("fill", options.fill, Fill, columns)
    if roles["task"] is not None and roles["task"].spec.single:
        suggested = replaced(suggested, transform=Transform.NONE, season=0)
        roles["inputs"] = tuple(name for name in roles["inputs"] if name not in roles["targets"])
    return replaced(
        suggested,
        **roles | {"split": options.split or roles.get("split")},
        horizon=options.horizon,
        validation_share=options.validation_share,
        season=options.season,
        order=options.order,
        scale=scale,
        transform=transform,
        fill=fill,
        columns=_columns(suggested.columns, scales, transforms, fills),
        longest=options.longest,
        **_tokens(options, suggested),
        shuffled=options.shuffled,
    )


def _tokens(options: argparse.Namespace, suggested: DataConfig) -> dict[str, TokenConfig]:
    """How each text is cut: the second at the level of the first, unless another is named."""
    level, second = options.level, options.second_level or options.level
    most, least = options.second_vocabulary, options.second_least
    return {
        "tokens": replaced(suggested.tokens, level=level, most=options.vocabulary, least=options.least),
        "second_tokens": replaced(suggested.second_tokens, level=second, most=most, least=least),
    }


def net_config(options: argparse.Namespace, suggested: AnyNet) -> AnyNet:
    """The network suggested, or one of the kind that is named, with what the options say instead. Raises
    ``ConfigError``, also for an option of another kind."""
    kind = EVERY_KIND[options.net] if options.net else type(suggested)
    base = suggested if isinstance(suggested, kind) else kind()
    own = _chosen(options, kind)
    foreign = {name: value for other in EVERY_KIND.values() for name, value in _chosen(options, other).items()}
    for name in sorted(foreign.keys() - own.keys()):
        if foreign[name] is not None:
            raise ConfigError(Fault.CONFIG_VALUE, name=name, value=foreign[name], choices=_kinds_with(name))
    return replaced(base, **own)


def _kinds_with(field: str) -> str:
    """``for --net echo-state only``."""
    *others, last = (name for name, kind in EVERY_KIND.items() if field in kind.__struct_fields__)
    return f"for --net {', '.join(others)}{' or ' if others else ''}{last} only"


def train_config(options: argparse.Namespace, suggested: TrainConfig) -> TrainConfig:
    """The training suggested, with what the options say instead. Raises ``ConfigError``."""
    train = replaced(suggested, **_chosen(options, TrainConfig))
    if train.reach and not train.carry:
        raise ConfigError(Fault.CONFIG_VALUE, name="reach", value=train.reach, choices="for --carry only")
    return train


def replaced(config: Configuration, **changes: Any) -> Configuration:
    """The configuration with those of the changes that are not None, checked again."""
    chosen = {name: value for name, value in changes.items() if value is not None}
    made: Configuration = msgspec.structs.replace(config, **chosen)
    return made


def _chosen(options: argparse.Namespace, kind: type[Config]) -> dict[str, Any]:
    return {setting.name: getattr(options, setting.name) for setting in grouped(kind)}


def _encoding(name: str | None) -> str | None:
    try:
        "a".encode(name or "utf-8")
    except (LookupError, ValueError):
        choices = "utf-8, utf-16, cp949, euc-kr, latin-1 or another that Python knows"
        raise ConfigError(Fault.CONFIG_VALUE, name="encoding", value=name or "", choices=choices) from None
    return name


def _named_columns(options: argparse.Namespace) -> list[str]:
    several = [options.time, options.target, options.inputs, options.category, options.sequence]
    one = [options.label, options.text, options.second, options.picture]
    return [name for names in several for name in names or ()] + [name for name in one if name is not None]


def _roles(options: argparse.Namespace, found: DataConfig, columns: dict[str, Column]) -> dict[str, Any]:
    """The fields of a ``DataConfig`` that say what the columns of a table are used for."""
    taken = set(_named_columns(options))

    def several(chosen: list[str] | None, before: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(chosen) if chosen else tuple(name for name in before if name not in taken)

    def one(chosen: str | None, before: str) -> str:
        return chosen or ("" if before in taken else before)

    keys = several(options.sequence, found.keys)
    targets = (options.label,) if options.label else tuple(options.target or ()) or several(None, found.targets)
    roles = {
        "targets": targets,
        "inputs": _inputs(options, found),
        "categories": several(options.category, found.categories),
        "time": several(options.time, found.time),
        "sequence": "".join(keys[:1]),
        "beside": keys[1:],
        "text": one(options.text, found.text),
        "second": one(options.second, found.second),
        "picture": one(options.picture, found.picture),
    }
    told = {**roles, **_task(options, found, roles, columns)}
    if told["task"].spec.unfolds and roles["text"] and not options.target:  # what is written is the text alone
        inputs = options.inputs or [
            *dict.fromkeys((*roles["inputs"], *(each for each in targets if each not in taken)))
        ]
        told |= {"targets": (), "inputs": tuple(inputs), "classes": False, "split": Split.SEQUENCE}
    return told


def _inputs(options: argparse.Namespace, found: DataConfig) -> tuple[str, ...]:
    """Columns to predict from. A chosen target stays among them where it was, as a series is predicted from its own
    past; a text alone is enough, unless it is what they become."""
    if options.inputs:
        return tuple(options.inputs)
    if options.text and options.task is not Task.ONE_TO_MANY:
        return ()
    gone = set(_named_columns(options)) - set(options.target or ())
    return tuple(name for name in found.inputs if name not in gone)


def _task(
    options: argparse.Namespace, found: DataConfig, roles: dict[str, Any], columns: dict[str, Column]
) -> dict[str, Any]:
    """The task that the columns ask for where no option names it, whether its targets are classes, and its split."""
    targets = [columns[name] for name in roles["targets"]]
    words = any(each.type is not ColumnType.NUMERIC for each in targets)
    task = options.task or _task_of(options, found, roles, options.classes or (options.classes is None and words))
    classes = options.classes
    if classes is None and (roles["targets"], task) == (found.targets, found.task):
        classes = found.classes
    elif classes is None:
        classes = words if task.spec.ahead else any(are_classes(each) for each in targets)
    whole = Split.STRATIFIED if classes else Split.SEQUENCE
    split = found.split
    if task.spec.once or task.spec.writes:
        split = split if split is Split.SEQUENCE else whole
    elif split is Split.STRATIFIED or not (roles["sequence"] or roles["text"]):
        split = Split.TIME
    return {"classes": classes, "task": task, "split": split}


def _task_of(options: argparse.Namespace, found: DataConfig, roles: dict[str, Any], words: bool) -> Task:
    if options.second:
        return Task.PAIRS
    if options.label or (roles["text"] and roles["targets"]):
        return Task.MANY_TO_ONE
    if roles["text"] and (options.inputs or roles["picture"]):
        return Task.ONE_TO_MANY
    if options.target or options.text:
        return Task.TAG if words else Task.NEXT
    return found.task


def _by_column(
    name: str, words: list[str] | None, kind: type[Choice], columns: dict[str, Column]
) -> tuple[Choice | None, dict[str, Choice]]:
    """From words such as ``standard`` and ``OT=none``: what holds for all, and for single columns."""
    everywhere: Choice | None = None
    single: dict[str, Choice] = {}
    for word in words or ():
        column, _, value = word.rpartition("=")
        if value not in list(kind):
            raise ConfigError(Fault.CONFIG_VALUE, name=name, value=word, choices=", ".join(kind))
        if column and column not in columns:
            raise ConfigError(Fault.COLUMN_UNKNOWN, column=column, columns=", ".join(columns)[:1000])
        if column:
            single[column] = kind(value)
        else:
            everywhere = kind(value)
    return everywhere, single


def _columns(
    before: tuple[ColumnConfig, ...],
    scales: dict[str, Scale],
    transforms: dict[str, Transform],
    fills: dict[str, Fill],
) -> tuple[ColumnConfig, ...]:
    known = {each.name: each for each in before}
    for name in dict.fromkeys([*scales, *transforms, *fills]):
        own = known.get(name, ColumnConfig(name=name))
        known[name] = replaced(own, scale=scales.get(name), transform=transforms.get(name), fill=fills.get(name))
    return tuple(known.values())
