"""What a picture shows, in numbers: arrays by name, and the columns of a table. Free of Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from gatescope.engine.protocol.frame import Array

Arrays = dict[str, Array]


@dataclass(frozen=True)
class Numbers:
    """``arrays`` are all there is, each by its name; ``table`` are columns of one length, what of it makes a table."""

    arrays: Arrays = field(default_factory=dict)
    table: Arrays = field(default_factory=dict)


NONE = Numbers()


def over_time(arrays: Mapping[str, Array], labels: tuple[str, ...]) -> Arrays:
    """A row per time step, a column per unit or data column (``layer0.hidden.17``); t counts from 0. What does not
    lie on the time axis value by value (pooled maps, what colours stand for) is left out."""
    steps = len(labels)
    columns: Arrays = {"t": np.arange(steps), "label": np.array(labels, dtype=str)}
    for name, values in arrays.items():
        if (
            name in ("labels", "step")
            or values.ndim == 0
            or len(values) != steps
            or name.endswith((".pooled", ".shape", ".colour_range"))
        ):
            continue
        columns |= spread(name, values)
    return columns


def spread(name: str, values: Array) -> Arrays:
    """(n,) as one column, (n, m) as m of them."""
    if values.ndim == 1:
        return {name: values}
    return {f"{name}.{column}": values[:, column] for column in range(values.shape[1])}
