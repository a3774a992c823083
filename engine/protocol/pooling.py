"""Making a large trace as small as the picture it is drawn in, before it crosses the pipe or as it is drawn."""

import numpy as np

from gatescope.engine.protocol.frame import Array


def pool(values: Array, columns: int, rows: int) -> Array:
    """Means over the cells of a grid: (T, H) → (min(columns, T), min(rows, H)) float32, time still first.

    Every value falls into exactly one cell, as on screen: value t of T belongs to column ⌊t · columns / T⌋. What is
    small enough already comes back as it is.
    """
    pooled: Array = _means(_means(values, rows, axis=1), columns, axis=0).astype(np.float32, copy=False)
    return pooled


def _means(values: Array, most: int, axis: int) -> Array:
    """Of neighbours along one axis, in float64."""
    length, most = values.shape[axis], max(1, most)
    if length <= most:
        return values
    edges = -(-np.arange(most + 1) * length // most)  # rounded up: the first t with ⌊t · most / length⌋ = part
    sums: Array = np.add.reduceat(values, edges[:-1], axis=axis, dtype=np.float64)
    means: Array = sums / np.expand_dims(np.diff(edges), 1 - axis)
    return means
