"""A setting is declared once, as a field of a configuration: ``patience: Annotated[int, Field(1, 2**31)] = 5``.

From the declaration follow what is refused when a configuration is made, the option of the command line, the field of
the form with its bounds, what the form remembers and the lines of the run table. Only the words stand elsewhere:
``engine.cli.help_words`` has those of the options, ``gui.words.run_settings`` those of the window.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec

from gatescope.engine.errors import ConfigError, Fault

Kinds = tuple[type[Any], ...]


class Group(StrEnum):
    """What a setting is about. Those of a group stand together, in the order of their declaration."""

    SIZE = "size"  # of the network, and how far it looks
    DIRECTION = "direction"
    DETAIL = "detail"  # what is seldom changed
    DEVICE = "device"
    KIND = "kind"  # of a kind of network that is made of no cells
    RESERVOIR = "reservoir"  # of what stays as it is drawn, and how it is read out
    PAIRS = "pairs"  # from one sequence to another
    TOLD = "told"  # what a network that writes is told of the truth, and in which order it reads
    INITIAL = "initial"  # before the first step
    METHOD = "method"  # from a gradient to a step
    RATE = "rate"  # the learning rate over time
    END = "end"


@dataclass(frozen=True)
class Field:
    """What is declared of a setting beside its type and its default.

    ``low`` and ``high`` bound a number, both included. ``group`` None: it is no choice of its own, in the form or on
    the command line. ``live``: it may change while a run trains. ``option``: its name on the command line where that
    is not its own.
    """

    low: float | None = None
    high: float | None = None
    group: Group | None = None
    live: bool = False
    option: str = ""


@dataclass(frozen=True)
class Setting:
    """A field of a configuration. ``kind`` is its type without None, ``optional`` whether None is a value of it."""

    name: str
    kind: Any
    optional: bool
    default: Any
    field: Field

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the largest value. Raises ``TypeError`` for a setting that is declared without."""
        if self.field.low is None or self.field.high is None:
            raise TypeError(f"{self.name} has no bounds")
        return self.field.low, self.field.high

    @property
    def group(self) -> Group | None:
        return self.field.group

    @property
    def facts(self) -> dict[str, object]:
        """What a sentence about it may name."""
        return {"low": self.field.low, "high": self.field.high, "default": self.default}

    @property
    def option(self) -> str:
        """Its option on the command line."""
        return self.field.option or "--" + self.name.replace("_", "-")


def outside(name: str, value: float, low: float, high: float) -> ConfigError:
    """What is raised of a value that does not lie in ``low … high``."""
    return ConfigError(Fault.CONFIG_VALUE, name=name, value=value, low=low, high=high)


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Checked when made: a value out of the bounds of its ``Field`` raises ``ConfigError`` (CONFIG_VALUE), as does a
    NaN."""

    def __post_init__(self) -> None:
        # by place: one look at all values and a loop cost 0.8 µs, a ``getattr`` for each 1.1 µs
        values = msgspec.structs.astuple(self)
        for at, low, high in _bounds(type(self)):
            if (value := values[at]) is not None and not low <= value <= high:
                raise outside(self.__struct_fields__[at], value, low, high)


@cache
def settings(kind: type[Config]) -> tuple[Setting, ...]:
    """Every setting of a configuration, in the order of their declaration."""
    hints = get_type_hints(kind, include_extras=True)
    defaults = {field.name: field.default for field in msgspec.structs.fields(kind)}
    return tuple(_setting(name, hints[name], defaults[name]) for name in kind.__struct_fields__)


def grouped(kind: type[Config], *groups: Group) -> tuple[Setting, ...]:
    """The settings of a configuration that belong to these groups, or to any."""
    known = groups or tuple(Group)
    return tuple(setting for setting in settings(kind) if setting.group in known)


def setting_of(kind: type[Config], name: str) -> Setting:
    """The setting of that name. Raises ``KeyError`` where there is none."""
    return {each.name: each for each in settings(kind)}[name]


def by_path(kind: type[Config], before: str = "") -> Iterator[tuple[str, Setting]]:
    """Every setting of a configuration and of those in it, by its path, such as ``train.batch``.

    Where a part is of one of several kinds, its kind is a setting (``net.kind``), and kinds that have a name in common
    share its path: that of the first is told."""
    for each in settings(kind):
        within = [inner for inner in _alternatives(each.kind) if isinstance(inner, type) and issubclass(inner, Config)]
        if len(within) > 1:
            yield f"{before}{each.name}.kind", Setting("kind", str, False, _tag(within[0]), Field())
        told: set[str] = set()
        for path, setting in chain.from_iterable(by_path(inner, f"{before}{each.name}.") for inner in within):
            if path not in told:
                yield path, setting
            told.add(path)
        if not within:
            yield before + each.name, each


def _tag(kind: type[Config]) -> str:
    """What a kind is called in files."""
    return str(kind.__struct_config__.tag)


@cache
def _bounds(kind: type[Config]) -> tuple[tuple[int, float, float], ...]:
    """The place and the bounds of every bounded setting, looked up for every configuration that is made."""
    known = enumerate(settings(kind))
    return tuple((at, *each.bounds) for at, each in known if each.field.low is not None)


def _setting(name: str, hint: Any, default: Any) -> Setting:
    declared = Field()
    if get_origin(hint) is Annotated:
        hint, *notes = get_args(hint)
        declared = next((note for note in notes if isinstance(note, Field)), declared)
    optional = NoneType in get_args(hint)
    if optional:
        (hint,) = (inner for inner in get_args(hint) if inner is not NoneType)
    return Setting(name, hint, optional, default, declared)


def _alternatives(kind: Any) -> Kinds:
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
