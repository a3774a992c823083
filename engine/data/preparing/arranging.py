"""The rows of a table in the order a network sees them: some left out, sequence after sequence."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.run import DataConfig, Fill, RowOrder
from gatescope.engine.data.preparing import chosen
from gatescope.engine.data.rows.spans import Ints
from gatescope.engine.data.tables.dataset import Dataset
from gatescope.engine.data.tables.in_time import held, late
from gatescope.engine.errors import ConfigError, Fault

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Arranged:
    """``order`` (N,) are the data set's rows, None when they are all of them as they stand. Sequence k has the rows
    ``edges[k] … edges[k+1]-1`` and the name ``names[k]``; ``names`` is empty when nothing tells sequences apart.
    ``dropped`` rows were left out because a value was missing."""

    order: Ints | None
    edges: Ints
    names: tuple[str, ...] = ()
    dropped: int = 0

    def taken(self, values: Floats) -> Floats:
        return values if self.order is None else values[self.order]

    def words(self, words: chosen.Words) -> chosen.Words:
        return words if self.order is None else words.taken(self.order)


def arranged(dataset: Dataset, data: DataConfig) -> Arranged:
    """Leaves out the rows that lack a value of a column with Fill.DROP and groups the others by the columns that tell
    sequences apart, in the order in which sequences begin; without any they are one sequence, of one-to-one each its
    own. Within a sequence rows are in the order of time, or of the file where that was asked for.

    Raises ``ConfigError`` (ROWS_ALL_MISSING).
    """
    kept = _kept(dataset, data)
    count = dataset.rows if kept is None else len(kept)
    dropped = dataset.rows - count
    if data.task.spec.single:
        return Arranged(kept, np.arange(count + 1), (), dropped)
    if not data.sequence:
        return Arranged(kept, np.array([0, count]), (), dropped)
    words = chosen.together(dataset, data.keys)
    seconds = _moments(dataset, words.codes)
    if kept is not None:
        seconds = None if seconds is None else seconds[kept]
    order, edges, codes = _grouped(words.codes if kept is None else words.codes[kept], seconds)
    names = tuple(words.names[code] if code >= 0 else "" for code in codes.tolist())
    if kept is not None:
        order = kept if order is None else kept[order]
    return Arranged(order, edges, names, dropped)


def _kept(dataset: Dataset, data: DataConfig) -> Ints | None:
    """The rows that lack nothing they must have; None: all."""
    names = data.inputs if data.classes or data.task.spec.label else data.inputs + data.targets
    missing = np.zeros(dataset.rows, bool)
    for name in dict.fromkeys(names):
        if data.of(name).fill is Fill.DROP:
            missing |= np.isnan(dataset.column(name))
            if missing.all():
                raise ConfigError(Fault.ROWS_ALL_MISSING, column=name)
    return np.flatnonzero(~missing) if missing.any() else None


def _moments(dataset: Dataset, codes: Ints) -> Floats | None:
    """The time of each row (N,), None where rows are to stay as they are."""
    if dataset.seconds is None or dataset.info.read.rows is not RowOrder.TIME:
        return None
    seconds = held(dataset.seconds, codes)
    return seconds if late(seconds, codes) else None


def _grouped(codes: Ints, seconds: Floats | None) -> tuple[Ints | None, Ints, Ints]:
    """How to order rows by their ``codes`` and, within these, by their ``seconds`` (None: they are), where each group
    begins and ends, its code."""
    found, firsts, of = np.unique(codes, return_index=True, return_inverse=True)
    ranks = np.empty(len(found), np.int64)
    ranks[np.argsort(firsts)] = np.arange(len(found))
    ranked = ranks[of.reshape(-1)]
    order = None if (np.diff(ranked) >= 0).all() else np.argsort(ranked, kind="stable")
    order = order if seconds is None else np.lexsort((seconds, ranked))
    edges = np.concatenate([[0], np.bincount(ranked, minlength=len(found)).cumsum()])
    return order, edges, found[np.argsort(firsts)]
