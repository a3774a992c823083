"""Units in an order that shows something, found once from a trace and then left alone. Free of Qt.

An order is the units from top to bottom of a map: ``order[k]`` is the unit on line k, () means by index.
"""

from enum import StrEnum

import numpy as np

from gatescope.engine.protocol.frame import Array

Order = tuple[int, ...]


class OrderBy(StrEnum):
    """What the units are ordered by."""

    INDEX = "index"
    ACTIVITY = "activity"
    SIMILARITY = "similarity"


def order_of(by: OrderBy, values: Array) -> Order:
    """The order of the units of ``values`` (T, H). The same values always give the same order."""
    if by is OrderBy.ACTIVITY:
        return by_activity(values)
    if by is OrderBy.SIMILARITY:
        return by_similarity(values)
    return ()


def by_activity(values: Array) -> Order:
    """The units that move most come first: by their standard deviation over time, then by index."""
    spread = _finite(values, axis=None).std(axis=0)
    return tuple(int(unit) for unit in np.argsort(-spread, kind="stable"))


def by_similarity(values: Array) -> Order:
    """Each unit beside the one it moves most alike: a greedy walk along the correlations over time, from the most
    active unit on, at either end of what is placed. Units that never move come last."""
    likeness, moving = _correlations(values)
    units = [unit for unit in by_activity(values) if moving[unit]]
    still = [unit for unit in range(len(moving)) if not moving[unit]]
    if not units:
        return tuple(still)
    placed, free = [units[0]], np.array(moving)
    free[units[0]] = False
    while free.any():
        ends = [(float(_masked(likeness[end], free).max()), end) for end in (placed[-1], placed[0])]
        at_end = ends[0][0] >= ends[1][0]
        found = int(_masked(likeness[ends[0 if at_end else 1][1]], free).argmax())
        placed.insert(len(placed) if at_end else 0, found)
        free[found] = False
    return (*placed, *still)


def _correlations(values: Array) -> tuple[Array, Array]:
    """(H, H) correlations over time, and which units move at all."""
    centred = _finite(values, axis=0)
    centred = centred - centred.mean(axis=0)
    size = np.sqrt((centred**2).sum(axis=0))
    moving = size > 1e-9
    centred = centred / np.where(moving, size, 1.0)
    return centred.T @ centred, moving


def _finite(values: Array, axis: int | None) -> Array:
    """The same in numbers whose squares can be added up: a run that breaks has states beyond all numbers. What is
    larger than one is told as a part of the largest, of all values or of each unit (``axis`` 0)."""
    found = np.nan_to_num(np.asarray(values, np.float64))
    scaled: Array = found / np.maximum(np.abs(found).max(axis=axis, initial=0.0), 1.0)
    return scaled


def _masked(row: Array, free: Array) -> Array:
    return np.where(free, row, -np.inf)


def place_of(order: Order, unit: int) -> int:
    """The line on which the unit stands; −1 where it has none."""
    if not order:
        return unit
    return order.index(unit) if unit in order else -1


def unit_on(order: Order, place: int) -> int:
    """The unit that stands on the line."""
    return order[place] if order else place


def pinned_with(pinned: Order, unit: int, most: int = 6) -> Order:
    """The pinned units after a click that pins: one more, or one less when it was pinned; the oldest gives way."""
    if unit in pinned:
        return tuple(one for one in pinned if one != unit)
    return (*pinned, unit)[-most:]
