"""What differs between runs, the settings that are not the same in all of them, and what a run is called after it:
"GRU 64", "lr 0.01"."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec
from PySide6.QtCore import QCoreApplication

from gatescope.engine.config.run import AnyNet, ColumnConfig, Fill, Level, RunConfig, Scale, Split, Task, Transform
from gatescope.engine.config.setting import by_path
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.state.groups import grouped
from gatescope.gui.state.store import RunRecord
from gatescope.gui.words import import_choices as import_words
from gatescope.gui.words.entries import NO_YES
from gatescope.gui.words.nets import BOTH
from gatescope.gui.words.run_settings import WORDS, said
from gatescope.gui.words.setting_values import value_name

TOLD_MOST = 2  # of more the rest is counted
SHORT = {"train.learning_rate": "lr", "train.stop_after": "stop"}  # what people call them in a name
NETWORK = ("net.kind", "net.cell", "net.hidden", "net.width", "net.layers")  # told by the network's own name


def value_of(path: str, value: object) -> str:
    """A setting's value as it is chosen; what is left open or empty is a dash, what is found out says so."""
    if isinstance(value, bool):
        return said(NO_YES[value])
    if isinstance(value, StrEnum):
        return _choice(value)
    if path in ("data.season", "data.order") and value == 0:
        return QCoreApplication.translate("RunTable", "automatic")
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
    return value_name(value)


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
    known = dict.fromkeys(path for one in flat for path in one)  # a kind of network has settings that others have not
    rows = (DifferingSetting(path, tuple(one.get(path) for one in flat)) for path in known)
    return tuple(row for row in rows if any(value != row.values[0] for value in row.values[1:]))


def with_changes(first: float, changes: Iterable[tuple[int, float]]) -> str:
    """What a setting was and became while a run trained, ``changes`` being (step, value): ``0.001 → 0.05 at 330``."""
    at_step = dict(changes)  # of several at a step the last is in force
    parts, before = [numbers.plain(first)], first
    for step, value in sorted(at_step.items()):
        if value != before:
            told = QCoreApplication.translate("RunTable", "{value} at {step}")
            parts.append(told.format(value=numbers.plain(value), step=numbers.count(step)))
            before = value
    return " → ".join(parts)


def paths() -> tuple[str, ...]:
    """Every setting that there is."""
    return tuple(path for path, _ in by_path(RunConfig))


def _flat(config: msgspec.Struct, before: str = "") -> Iterator[tuple[str, object]]:
    if config.__struct_config__.tag is not None:
        yield f"{before}kind", str(config.__struct_config__.tag)
    for name in config.__struct_fields__:
        value = getattr(config, name)
        if isinstance(value, msgspec.Struct):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def net_name(net: AnyNet) -> str:
    """Its kind and size, such as ``LSTM 32`` or ``GRU 64 × 2``."""
    return f"{net.label} {net.units}" + (f" × {net.layers}" if net.layers > 1 else "")


def differing_name(base: RunConfig, config: RunConfig, paths: frozenset[str] | None = None) -> str:
    """What a run is called beside one of ``base``; '' where nothing differs, or none of ``paths``."""
    rows = [row for row in differing((base, config)) if paths is None or row.path in paths]
    parts = [net_name(config.net)] if any(row.path in NETWORK for row in rows) else []
    other_kind = type(base.net) is not type(config.net)
    rest = [row for row in rows if row.path not in NETWORK and not (other_kind and row.path.startswith("net."))]
    parts += [f"{_short(row.path)} {value_of(row.path, row.values[1])}" for row in rest]
    more = len(parts) - TOLD_MOST
    told = parts[:TOLD_MOST] + ([QCoreApplication.translate("RunTable", "{n} more").format(n=more)] if more > 0 else [])
    return " · ".join(told)


def _short(path: str) -> str:
    name = SHORT.get(path) or said(WORDS[path].name or WORDS[path].full)
    return name if name in SHORT.values() else name[:1].lower() + name[1:]


# ---- what runs are called --------------------------------------------------------------------------------------


def names_of(records: Iterable[RunRecord]) -> dict[int, str]:
    """By run, as the user says, else by what differs from the first run of its group; numbered where two would be
    called alike."""
    found: dict[int, str] = {}
    known = list(records)
    for runs in grouped(known).values():
        for record in runs:
            found[record.info.run] = record.info.marks.name or _made(record, runs[0])
    return _told_apart(found, {record.info.run for record in known if record.info.marks.name})


def _made(record: RunRecord, first: RunRecord) -> str:
    info, translate = record.info, QCoreApplication.translate
    if info.parent:
        return translate("RunList", "branch at {step}").format(step=info.fork_step)
    name = net_name(info.config.net) + BOTH * info.config.net.bidirectional
    if info.config.data.shuffled:
        return name + " · " + translate("RunList", "no order")
    return name if record is first else differing_name(_as_asked(first.info.config), _as_asked(info.config)) or name


def _as_asked(config: RunConfig) -> RunConfig:
    """Without what is no setting of the run itself: where it is computed."""
    return msgspec.structs.replace(config, train=msgspec.structs.replace(config.train, device="auto"))


def _told_apart(names: dict[int, str], typed: set[int]) -> dict[int, str]:
    seen: Counter[str] = Counter()
    for run, name in names.items():
        seen[name] += 1
        if seen[name] > 1 and run not in typed:
            names[run] = f"{name} ({seen[name]})"
    return names
