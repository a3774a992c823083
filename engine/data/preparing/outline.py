"""What a network would see, for a look before there is one: of all six tasks."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gatescope.engine.config.run import DataConfig, Kind, Task
from gatescope.engine.data.preparing.arranging import arranged
from gatescope.engine.data.preparing.pairs_and_unfolding import pairs, unfolding
from gatescope.engine.data.preparing.prepare import check_kind, prepare
from gatescope.engine.data.preparing.prepared import Prepared
from gatescope.engine.data.tables.dataset import PREVIEW_POINTS, Dataset, pooled
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.protocol.datasets import ClassCount, Sequence

BY_SEQUENCES = -1.0


@dataclass(frozen=True)
class Outline:
    """``sequences`` and ``classes`` as in ``Prepared``; ``split`` is the share of the rows before the validation part,
    ``BY_SEQUENCES`` where whole sequences, or a part of each of several, are validated on: ``validated`` are then the
    stretches of a table's rows, as they stand in the file, that are, from share to share. ``filled`` counts by column
    the values that were missing, ``dropped`` the rows left out."""

    sequences: tuple[Sequence, ...] = ()
    classes: tuple[ClassCount, ...] = ()
    split: float = BY_SEQUENCES
    validated: tuple[tuple[float, float], ...] = ()
    filled: tuple[tuple[str, int], ...] = ()
    dropped: int = 0


def outline(dataset: Dataset, data: DataConfig, window: int) -> Outline:
    """Raises ``DataError`` and ``ConfigError`` as ``prepare`` does, but not that a task has no networks yet."""
    check_kind(dataset, data)
    untrained = OUTLINES.get(data.task) if dataset.kind is Kind.TABLE else None
    if untrained is not None:
        return untrained(dataset, data, window)
    check_drawn(data)
    return _of(prepare(dataset, data, window), data)


def check_drawn(data: DataConfig) -> None:
    """Raises ``ConfigError`` (TASK_UNTRAINABLE) for a task that the window cannot show: not all that is trained without
    one can be drawn."""
    if not data.task.spec.trainable:
        raise ConfigError(Fault.TASK_UNTRAINABLE, task=str(data.task))


def _pairs(dataset: Dataset, data: DataConfig, _window: int) -> Outline:
    made = pairs(dataset, data)
    return Outline(made.sequences(), dropped=dataset.rows - len(made))


def _unfolding(dataset: Dataset, data: DataConfig, _window: int) -> Outline:
    return Outline(unfolding(dataset, data).sequences())


OUTLINES: dict[Task, Callable[[Dataset, DataConfig, int], Outline]] = {
    Task.PAIRS: _pairs,
    Task.ONE_TO_MANY: _unfolding,
}
"""Of the tasks that ``prepare`` does not take, or that are told of by what is read."""


def _of(made: Prepared, data: DataConfig) -> Outline:
    layout = made.layout
    split = int(layout.borders[0]) / layout.rows if len(layout) == 1 and not made.single else BY_SEQUENCES
    several = split == BY_SEQUENCES and made.dataset.kind is Kind.TABLE and not data.text
    return Outline(
        made.sequences, made.classes, split, _validated(made, data) if several else (), made.filled, made.dropped
    )


def _validated(made: Prepared, data: DataConfig) -> tuple[tuple[float, float], ...]:
    """The stretches of rows that are validated on, as fine as the target is drawn."""
    count = made.dataset.rows
    order = made.order if made.single else arranged(made.dataset, data).order
    mask = np.zeros(count)
    mask[slice(None) if order is None else order] = ~made.layout.training
    mostly = pooled(mask, PREVIEW_POINTS) > 0.5
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mostly, [False])))) / len(mostly)
    return tuple(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
