"""Series of several channels, each in one cell as a list of lists: one for each channel, or one for each step."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Inner = Sequence[float | None] | None
Nested = Sequence[Inner] | None


def channels_of(name: str, cells: Sequence[Nested]) -> dict[str, list[Floats]]:
    """The channels of the series in a column of such cells: (T,) values of each for each cell, none where it is empty.

    Lists of unequal length in a cell are channels. What is as long in every cell is the number of channels; where both
    ways are, it is the smaller one."""
    grids = [[list(each) if each is not None else [] for each in cell or ()] for cell in cells]
    by_steps = _are_steps([grid for grid in grids if grid])
    count = max((len(grid[0]) if by_steps else len(grid) for grid in grids if grid), default=0)
    made: dict[str, list[Floats]] = {f"{name} {at + 1}": [] for at in range(count)}
    for grid in grids:
        for at, series in enumerate(made.values()):
            values = [step[at] for step in grid] if by_steps else grid[at] if at < len(grid) else []
            series.append(np.array(values, np.float64))
    return made


def _are_steps(grids: Sequence[Sequence[Sequence[float | None]]]) -> bool:
    inner = {len(each) for grid in grids for each in grid}
    outer = {len(grid) for grid in grids}
    if len(inner) != 1:
        return False
    return len(outer) > 1 or max(inner) <= max(outer)
