"""What belongs to a whole sequence: its one target, and what is told of it."""

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.data.rows.spans import Ints, Layout, evenly
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.protocol.datasets import SEQUENCES_TOLD, Sequence

Floats = NDArray[np.float64]


def of_each(values: Floats, edges: Ints, names: tuple[str, ...], column: str) -> Floats:
    """(S, D): the one value that all rows of a sequence have in ``values`` (N, D), those left aside that have none
    (NaN). Raises ``ConfigError`` (LABEL_CHANGES), ``column`` being where."""
    low = np.fmin.reduceat(values, edges[:-1], axis=0)
    high = np.fmax.reduceat(values, edges[:-1], axis=0)
    changes = (low < high).any(axis=1)
    if changes.any():
        at = int(changes.argmax())
        raise ConfigError(Fault.LABEL_CHANGES, column=column, sequence=names[at] if names else str(at + 1))
    return low


def at_the_end(labels: Floats, edges: Ints) -> Floats:
    """(N, D): the labels (S, D) at the last row of each sequence, NaN elsewhere."""
    result = np.full((int(edges[-1]), labels.shape[1]), np.nan)
    result[edges[1:] - 1] = labels
    return result


def told(
    names: tuple[str, ...],
    layout: Layout,
    labels: Floats | None,
    classes: tuple[str, ...],
    *,
    judged_first: bool = False,
) -> tuple[Sequence, ...]:
    """The sequences as they are told, at most ``SEQUENCES_TOLD``, spread evenly; none when there is only one.
    ``labels`` (S,) are numbers or positions in ``classes``, NaN where there is none. ``judged_first``: most of them are
    of the validation part, where there are so many."""
    if len(layout) < 2:
        return ()
    return tuple(
        Sequence(
            name=names[at] if names else str(at + 1),
            start=int(layout.edges[at]),
            length=int(layout.edges[at + 1] - layout.edges[at]),
            label="" if labels is None else _written(float(labels[at]), classes),
            validation=bool(layout.borders[at] == layout.edges[at]),
        )
        for at in (_judged(layout) if judged_first else evenly(len(layout), SEQUENCES_TOLD).tolist())
    )


def _judged(layout: Layout) -> list[int]:
    """Validated ones, up to four of five that are told, and others."""
    validated = layout.borders == layout.edges[:-1]
    judged, others = np.flatnonzero(validated), np.flatnonzero(~validated)
    kept = judged[evenly(len(judged), 4 * SEQUENCES_TOLD // 5)]
    rest = others[evenly(len(others), SEQUENCES_TOLD - len(kept))]
    return [int(at) for at in np.sort(np.concatenate((kept, rest)))]


def _written(label: float, classes: tuple[str, ...]) -> str:
    if np.isnan(label):
        return ""
    return classes[int(label)] if classes else f"{label:.6g}"
