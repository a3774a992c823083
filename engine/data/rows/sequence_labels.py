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
    names: tuple[str, ...], layout: Layout, labels: Floats | None, classes: tuple[str, ...]
) -> tuple[Sequence, ...]:
    """The sequences as they are told, at most ``SEQUENCES_TOLD``, spread evenly; none when there is only one.
    ``labels`` (S,) are numbers or positions in ``classes``, NaN where there is none."""
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
        for at in evenly(len(layout), SEQUENCES_TOLD).tolist()
    )


def _written(label: float, classes: tuple[str, ...]) -> str:
    if np.isnan(label):
        return ""
    return classes[int(label)] if classes else f"{label:.6g}"
