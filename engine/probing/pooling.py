"""Making a large trace as small as the picture it is drawn in."""

import numpy as np

from gatescope.engine.protocol.frame import Array


def pool(values: Array, columns: int, rows: int) -> Array:
    """Means over the cells of a grid: (T, H) → (min(columns, T), min(rows, H)) float32, time still first.

    Every value falls into exactly one cell, as on screen: value t of T belongs to column ⌊t · columns / T⌋.
    """
    time, time_sizes = _edges(values.shape[0], columns)
    unit, unit_sizes = _edges(values.shape[1], rows)
    sums = np.add.reduceat(np.add.reduceat(values, unit, axis=1, dtype=np.float64), time, axis=0)
    means: Array = sums / np.outer(time_sizes, unit_sizes)
    return means.astype(np.float32)


def _edges(length: int, parts: int) -> tuple[Array, Array]:
    """Where each part begins, and how long it is."""
    parts = max(1, min(parts, length))
    edges = -(-np.arange(parts + 1) * length // parts)  # rounded up: the first t with ⌊t · parts / length⌋ = part
    return edges[:-1], np.diff(edges)
