"""What a network would see, for a look before there is one: of all six tasks."""

from dataclasses import dataclass

from engine.config import DataConfig, Kind, Task
from engine.data.dataset import Dataset
from engine.data.prepare_others import pairs, unfolding
from engine.data.prepare_table import prepare_table
from engine.data.prepared import Prepared
from engine.data.windows import check_kind, prepare
from engine.infos_data import ClassCount, Sequence

BY_SEQUENCES = -1.0


@dataclass(frozen=True)
class Outline:
    """``sequences`` and ``classes`` as in ``Prepared``; ``split`` is the share of the rows before the validation part,
    ``BY_SEQUENCES`` where whole sequences, or a part of each of several, are validated on. ``filled`` counts by column
    the values that were missing, ``dropped`` the rows left out."""

    sequences: tuple[Sequence, ...] = ()
    classes: tuple[ClassCount, ...] = ()
    split: float = BY_SEQUENCES
    filled: tuple[tuple[str, int], ...] = ()
    dropped: int = 0


def outline(dataset: Dataset, data: DataConfig, window: int) -> Outline:
    """Raises ``DataError`` and ``ConfigError`` as ``prepare`` does, but not that a task has no networks yet."""
    check_kind(dataset, data)
    if data.task is Task.PAIRS and dataset.kind is Kind.TABLE:
        return Outline(pairs(dataset, data).sequences(dataset))
    if data.task is Task.ONE_TO_MANY and dataset.kind is Kind.TABLE:
        return Outline(unfolding(dataset, data).sequences())
    if data.task is Task.ONE_TO_ONE and dataset.kind is Kind.TABLE:
        return _of(prepare_table(dataset, data, window))
    return _of(prepare(dataset, data, window))


def _of(made: Prepared) -> Outline:
    layout = made.layout
    split = int(layout.borders[0]) / layout.rows if len(layout) == 1 else BY_SEQUENCES
    return Outline(made.sequences, made.classes, split, made.filled, made.dropped)
