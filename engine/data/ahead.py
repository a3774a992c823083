"""What lies after a probe: what a network is told there besides its own output, what its output means, the truth."""

import numpy as np
from numpy.typing import NDArray

from engine.data import rhythm
from engine.data.windows import Floats, Floats32, Prepared, Units

RHYTHM_ROWS = 200  # the last ones tell it


class Ahead:
    """The rows ``row … row+steps-1`` of a table, ``row`` being the one after a probe's last. Nothing that happens in
    them is told to the network."""

    def __init__(self, prepared: Prepared, units: Units, row: int, steps: int) -> None:
        self._prepared, self._units = prepared, units
        self._row, self._steps = row, steps

    @property
    def own(self) -> tuple[list[int], list[int]]:
        """Which inputs are targets too: (positions among the inputs, positions among the targets)."""
        inputs, targets = self._units.input_columns, self._units.target_columns
        both = [at for at, name in enumerate(inputs) if name in targets]
        return both, [targets.index(inputs[at]) for at in both]

    def given(self) -> Floats32:
        """(steps, F) scaled: what the inputs are when each repeats its last season, or its last value without one or
        before a whole one has been seen. Those that are targets are there to be overwritten."""
        season = self._prepared.season
        back = season if 0 < season <= self._row else 1
        past = self._units.inputs[: self._row]
        repeated = past[self._row - back + np.arange(self._steps) % back]
        lag = self._units.step.lag
        values = self._units.step.apply(np.concatenate([past[self._row - lag :], repeated]))
        return self._units.input_scaling.apply(values[lag:]).astype(np.float32)

    def in_units(self, output: NDArray[np.float32]) -> Floats:
        """``output`` (n, D), the scaled predictions of rows ``row`` …, in the data's own units. What is needed of the
        past is the truth up to the probe's last row and its own from there on."""
        step, count = self._units.step, len(output)
        transformed = self._units.scaling.undo(output)
        if not step.lag:
            return step.undo(transformed, transformed)
        whole = np.concatenate([transformed, np.zeros((-count % step.lag, output.shape[1]))])
        with np.errstate(over="ignore", invalid="ignore"):  # a network that diverges predicts infinity
            grown = whole.reshape(-1, step.lag, output.shape[1]).cumsum(axis=0).reshape(whole.shape)[:count]
        known = self._units.targets[self._row - step.lag : self._row]
        return step.undo(grown, known[np.arange(count) % step.lag])

    def truth(self) -> Floats:
        """(steps, D), NaN beyond the data."""
        values = np.full((self._steps, self._units.targets.shape[1]), np.nan)
        known = self._units.targets[self._row : self._row + self._steps]
        values[: len(known)] = known
        return values

    def labels(self) -> tuple[str, ...]:
        """The names of the rows: the data's as far as it goes, then in the rhythm of its time column, where it has one
        that can be read; else row numbers."""
        dataset, end = self._prepared.dataset, self._prepared.dataset.rows
        known = [dataset.label(row) for row in range(self._row, min(end, self._row + self._steps))]
        more = self._steps - len(known)
        if not more:
            return tuple(known)
        later = None
        if dataset.times is not None:
            cells = [dataset.label(row) for row in range(max(0, end - RHYTHM_ROWS), end)]
            later = rhythm.following(cells, dataset.info.frequency, more)
        if later is None:
            later = [str(row + 1) for row in range(end, end + more)]
        return (*known, *later)
