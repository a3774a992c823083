"""Runs with several seeds on the loss plot, as a band between their lowest and highest validation loss. Free of Qt."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from gatescope.engine.protocol.frame import Array
from gatescope.engine.protocol.messages import RunState
from gatescope.gui.state.seeds import LossBand, band, repeated
from gatescope.gui.state.store import RunRecord


@dataclass(frozen=True, eq=False)
class SeedBand:
    """The ``runs``, of which the first has the ``colour`` and the ``name``; ``selected``: the one that is looked at is
    among them."""

    runs: tuple[int, ...]
    colour: int
    name: str
    band: LossBand
    selected: bool

    @property
    def losses(self) -> Array:
        """What it covers."""
        return np.concatenate([self.band.low, self.band.high])


def bands_of(drawn: Iterable[RunRecord], looked_at: RunRecord, columns: int) -> Iterator[SeedBand]:
    """The bands of the runs that are drawn. One that broke is in none, nor one that is hidden and drawn only because it
    is looked at."""
    whole = (run for run in drawn if not run.hidden and run.state is not RunState.FAILED)
    for repeats in repeated(whole):
        found = band(repeats.members, columns)
        if found is not None:
            first, own = repeats.first, any(run is looked_at for run in repeats.members)
            yield SeedBand(repeats.runs, first.colour, first.name, found, own)


def within(banded: SeedBand, low: float, high: float) -> SeedBand:
    """What of it lies between two steps; all of it where nothing does."""
    full = banded.band
    inside = (full.steps >= low) & (full.steps <= high)
    if not inside.any():
        return banded
    return replace(banded, band=LossBand(full.steps[inside], full.low[inside], full.mean[inside], full.high[inside]))
