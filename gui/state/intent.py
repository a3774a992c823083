"""What the user wants to see. Frozen and free of Qt: every change makes a new ``ViewState``."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, ClassVar, Self, TypeVar

from gatescope.engine.config.nets import LOWEST
from gatescope.engine.config.run import RunConfig
from gatescope.engine.protocol.analysis import Intervention
from gatescope.engine.protocol.frame import Probe


@dataclass(frozen=True)
class ViewChoice:
    """What is chosen for one view. Each kind of it lives in the room of its view; ``name`` is what it is kept under."""

    name: ClassVar[str] = ""

    def with_(self, **changes: Any) -> Self:
        return replace(self, **changes)

    def afresh(self) -> Self:
        """For other data: what was chosen on the old time axis means nothing there."""
        return self

    def kept(self) -> Self:
        """What of it comes back at the next start."""
        return self


C = TypeVar("C", bound=ViewChoice)


class RangeKind(StrEnum):
    """What the colours of a trace without limits of its own reach to."""

    FIT = "fit"  # the largest value that is shown; may shrink
    RUN = "run"  # 99 % of the sizes that this run has shown; only grows
    FIXED = "fixed"  # a number that was typed, the same for every run


@dataclass(frozen=True)
class RangeChoice:
    """``fixed`` is the end of the colours where it is fixed. ``own``: each unit by its own largest value instead."""

    kind: RangeKind = RangeKind.RUN
    fixed: float = 5.0
    own: bool = False

    def with_(self, **changes: Any) -> "RangeChoice":
        return replace(self, **changes)


@dataclass(frozen=True)
class ViewState:
    """The whole of the user's intent. ``at`` None is the present ("Live"), otherwise a step of the past; ``t`` and
    ``unit`` are the cursor, −1 where it has not been placed; ``layer`` is an address. Where one sequence is read and
    another written ``t`` is a step of what is written, and ``source`` one of what is read.
    ``interventions`` alter what is looked at, never what is trained. ``order`` are the layer's units from top to bottom
    (() by index), ``pinned`` the units compared with the one at the cursor, ``pointed`` the row that a sample's banner
    speaks of, by its topic. ``choices`` are those of single views, at most one of each type. ``form`` is the run that
    the forms describe, but for what may change while it trains."""

    run: int = 0
    at: int | None = None
    probe: Probe | None = None
    layer: str = LOWEST
    t: int = -1
    source: int = -1
    unit: int = -1
    smoothing: float = 0.9
    ranges: RangeChoice = field(default_factory=RangeChoice)
    interventions: tuple[Intervention, ...] = ()
    order: tuple[int, ...] = ()
    pinned: tuple[int, ...] = ()
    pointed: str = ""
    choices: tuple[ViewChoice, ...] = ()
    form: RunConfig | None = None

    def with_(self, **changes: Any) -> "ViewState":
        return replace(self, **changes)

    def afresh(self) -> "ViewState":
        """For other data: how one looks stays, and the rows that are shown; what was chosen on their time axis does
        not."""
        choices = tuple(choice.afresh() for choice in self.choices)
        return ViewState(layer=self.layer, smoothing=self.smoothing, choices=choices)

    def choice(self, kind: type[C]) -> C:
        """What was chosen for the view whose choice is of this type; else what that begins with."""
        return next((one for one in self.choices if isinstance(one, kind)), None) or kind()

    def choose(self, choice: ViewChoice) -> "ViewState":
        """With this choice instead of the one of its type."""
        others = (one for one in self.choices if type(one) is not type(choice))
        return self.with_(choices=(*others, choice))

    @property
    def live(self) -> bool:
        return self.at is None
