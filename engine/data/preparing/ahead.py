"""What lies after a probe: what a network is told there besides its own output, what its output means, the truth."""

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.data.columns import following as rhythm
from gatescope.engine.data.preparing.prepared import Floats32, Prepared
from gatescope.engine.data.scaling.units import Floats, Units, following

RHYTHM_ROWS = 200  # the last ones tell it


class Ahead:
    """The rows ``row … row+steps-1`` of a table, ``row`` being the one after a probe's last; they may lie beyond
    the end of its sequence. Nothing that happens in them is told to the network.

    With a horizon h, what the network says after row r is of row r + h: of the first h rows it has spoken along the
    last h steps of the probe.
    """

    def __init__(self, prepared: Prepared, units: Units, row: int, steps: int) -> None:
        self._prepared, self._units = prepared, units
        self._row, self._steps = row, steps
        sequence = prepared.layout.sequence_of(row - 1)
        self._begin, self._end = int(prepared.layout.edges[sequence]), int(prepared.layout.edges[sequence + 1])

    @property
    def own(self) -> tuple[list[int], list[int]]:
        """Which inputs are targets too: (positions among the inputs, positions among the targets)."""
        inputs, targets = self._units.input_columns, self._units.target_columns
        both = [at for at, name in enumerate(inputs) if name in targets]
        return both, [targets.index(inputs[at]) for at in both]

    def given(self) -> Floats32:
        """(steps, F+K) as ``Prepared.features``: what the inputs are when each repeats its last season, or its last
        value without one or before a whole one has been seen. Those that are targets are there to be overwritten."""
        assert self._prepared.features is not None
        season, units = self._prepared.season, self._units
        back = season if 0 < season <= self._row - self._begin else 1
        source = self._row - back + np.arange(self._steps) % back
        given: Floats32 = self._prepared.features[source]
        lag, columns = units.input_steps.lag, len(units.input_columns)
        rows = np.concatenate([np.arange(self._row - lag, self._row), source])
        values = units.input_scaling.apply(units.input_steps.apply(units.inputs[rows])[lag:]).astype(np.float32)
        given[:, :columns] = np.where(np.isnan(values), given[:, :columns], values)
        return given

    def in_units(self, output: NDArray[np.float32]) -> Floats:
        """``output`` (n, D), the scaled predictions of rows ``row`` …, in the data's own units. What is needed of the
        past is the truth up to the probe's last row and its own from there on."""
        units, count = self._units, len(output)
        transformed = units.scaling.undo(output)
        with np.errstate(over="ignore", invalid="ignore"):  # a network that diverges predicts infinity
            grown = [_grown(transformed[:, at], step.lag) for at, step in enumerate(units.steps.columns)]
        known = [self._known(at, step.lag, count) for at, step in enumerate(units.steps.columns)]
        return units.steps.undo(np.column_stack(grown), np.column_stack(known))

    def _known(self, column: int, lag: int, count: int) -> Floats:
        """(count,): the last true value that lies whole lags before each row; anything without a lag."""
        lag = lag or 1
        return self._units.targets[self._row - lag : self._row, column][np.arange(count) % lag]

    def truth(self) -> Floats:
        """(steps, D), NaN beyond the sequence."""
        return following(self._units.targets, self._row, self._steps, self._end, np.nan)

    def labels(self) -> tuple[str, ...]:
        """The names of the rows: the data's as far as the sequence goes, then in the rhythm of its time column, where
        it has one that can be read; else row numbers."""
        prepared, end = self._prepared, self._end
        known = [prepared.label(row) for row in range(self._row, min(end, self._row + self._steps))]
        more = self._steps - len(known)
        if not more:
            return tuple(known)
        later = None
        if prepared.dataset.times is not None:
            cells = [prepared.label(row) for row in range(max(self._begin, end - RHYTHM_ROWS), end)]
            later = rhythm.following(cells, prepared.dataset.info.frequency, more)
        if later is None:
            later = [str(row + 1) for row in range(end, end + more)]
        return (*known, *later)


def _grown(values: Floats, lag: int) -> Floats:
    """Sums of ``values`` (n,) over all rows that lie whole lags before, each row's own among them."""
    if not lag:
        return values
    whole = np.concatenate([values, np.zeros(-len(values) % lag)])
    return whole.reshape(-1, lag).cumsum(axis=0).reshape(-1)[: len(values)]
