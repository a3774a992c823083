"""What the user wants to see. Frozen and free of Qt: every change makes a new ``ViewState``."""

from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from gatescope.engine.protocol.analysis import Intervention, Source
from gatescope.engine.protocol.frame import FREE_STEPS_MOST, Probe

SHARES = (0.1, 0.05, 0.01, 0.001)  # of the largest saliency, that bound a memory
TEMPERATURE_MOST = 2.0
STEPS_MOST = FREE_STEPS_MOST
C = TypeVar("C")
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


@dataclass(frozen=True)
class ViewState:
    """The whole of the user's intent. ``at`` None is the present ("Live"), otherwise a step of the past; ``t`` and
    ``unit`` are the cursor, −1 where it has not been placed; ``layer`` is the number of a strand, from 0.
    ``interventions`` alter what is looked at, never what is trained. ``order`` are the layer's units from top to bottom
    (() by index), ``pinned`` the units compared with the one at the cursor, ``pointed`` the row that a sample's banner
    speaks of, by its topic. ``choices`` are those of single views, at most one of each type."""

    run: int = 0
    at: int | None = None
    probe: Probe | None = None
    layer: int = 0
    t: int = -1
    unit: int = -1
    smoothing: float = 0.9
    log_loss: bool = True
    by_time: bool = False  # the losses lie over seconds of training, not over steps
    full_range: bool = False
    interventions: tuple[Intervention, ...] = ()
    order: tuple[int, ...] = ()
    pinned: tuple[int, ...] = ()
    pointed: str = ""
    gradient: GradientChoice = field(default_factory=GradientChoice)
    free: FreeChoice = field(default_factory=FreeChoice)
    choices: tuple[object, ...] = ()

    def with_(self, **changes: Any) -> "ViewState":
        return replace(self, **changes)

    def choice(self, kind: type[C]) -> C:
        """What was chosen for the view whose choice is of this type; else what that begins with."""
        return next((one for one in self.choices if isinstance(one, kind)), None) or kind()

    def choose(self, choice: object) -> "ViewState":
        """With this choice instead of the one of its type."""
        others = (one for one in self.choices if type(one) is not type(choice))
        return self.with_(choices=(*others, choice))

    @property
    def live(self) -> bool:
        return self.at is None
