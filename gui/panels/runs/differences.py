"""What differs between runs: the settings that are not the same in all of them. Free of Qt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from engine.config.run import RunConfig


@dataclass(frozen=True)
class Setting:
    """A setting by its path in ``RunConfig``, such as ``train.batch``, and its value in each run, in their order."""

    path: str
    values: tuple[object, ...]


def differing(configs: Sequence[RunConfig]) -> tuple[Setting, ...]:
    """The settings that are not alike, in the configuration's order; () of one run."""
    flat = [dict(_flat(config)) for config in configs]
    rows = (Setting(path, tuple(one[path] for one in flat)) for path in (flat[0] if flat else ()))
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
