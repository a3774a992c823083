"""Which runs can be compared by their loss. Free of Qt."""

from collections.abc import Iterable
from dataclasses import dataclass

from gatescope.engine.protocol.messages import RunInfo
from gatescope.gui.state.store import RunRecord


@dataclass(frozen=True)
class Group:
    """Runs of equal ``judged`` are validated on the same targets; those of equal ``scaled``, too, have losses in the
    same scale."""

    judged: tuple[object, ...]
    scaled: tuple[object, ...]


def group_of(info: RunInfo) -> Group:
    """By what has to be said, of which rows, and in which scale; whatever a network reads for it."""
    data = info.config.data
    targets = data.targets or data.inputs
    steps = [data.of(name).transform for name in targets]
    said = data.kind, data.task, targets, data.classes, data.text, data.second, data.horizon, info.output
    rows = data.split, data.validation_share, data.keys, info.validation_rows
    season = info.season if any(step is not None and "season" in step for step in steps) else 0
    scales = tuple(data.of(name).scale for name in targets)
    symbols = data.tokens if not data.classes else None
    return Group((*said, *rows), (*steps, *scales, season, symbols))


def grouped(records: Iterable[RunRecord]) -> dict[Group, list[RunRecord]]:
    """Runs by group, in the order in which they were made."""
    found: dict[Group, list[RunRecord]] = {}
    for record in records:
        found.setdefault(group_of(record.info), []).append(record)
    return found
