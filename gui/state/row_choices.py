"""What the user chose for the rows below the maps: gradient through time and free running. Frozen, free of Qt."""

from dataclasses import dataclass, replace
from typing import Any

from engine.protocol.analysis import Source
from engine.protocol.frame import FREE_STEPS_MOST

SHARES = (0.1, 0.05, 0.01, 0.001)  # of the largest saliency, that bound a memory
TEMPERATURE_MOST = 2.0
STEPS_MOST = FREE_STEPS_MOST
NGRAM_MOST = 5


@dataclass(frozen=True)
class GradientChoice:
    """``shown`` when there is room. ``tau`` is the step whose loss or output is differentiated, −1: the last; it plays
    no part for the whole loss. ``column`` is a target column or a symbol's id, −1: the first column, or the most
    probable symbol. ``maps`` shows unit × time, ``compare`` the other runs on the same data."""

    shown: bool = True
    source: Source = Source.LOSS
    tau: int = -1
    column: int = -1
    share: float = 0.01
    maps: bool = False
    compare: bool = False

    def with_(self, **changes: Any) -> "GradientChoice":
        return replace(self, **changes)

    def at(self, tau: int) -> "GradientChoice":
        """Of one step: of its output, unless its loss has been chosen already."""
        return self.with_(shown=True, tau=tau, source=Source.OUTPUT if self.source is Source.LOSS else self.source)

    def whole(self) -> "GradientChoice":
        return self.with_(source=Source.LOSS, tau=-1)

    def afresh(self) -> "GradientChoice":
        """For other data: what was chosen on the old time axis means nothing there."""
        return self.with_(source=Source.LOSS, tau=-1, column=-1)


@dataclass(frozen=True)
class FreeChoice:
    """Whether the network goes on by itself: ``steps`` of a table, ``characters`` of a text at ``temperature``, which
    an n-gram writes instead where ``ngram`` is not 0."""

    shown: bool = False
    steps: int = 24
    characters: int = 400
    temperature: float = 0.7
    seed: int = 0
    ngram: int = 0

    def with_(self, **changes: Any) -> "FreeChoice":
        return replace(self, **changes)
