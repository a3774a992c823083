"""What the user wants to see. Frozen and free of Qt: every change makes a new ``ViewState``."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from engine.protocol.analysis import Intervention
from engine.protocol.frame import Probe
from gui.state.row_choices import FreeChoice, GradientChoice


class WeightPicture(StrEnum):
    """What is shown of the recurrent weights."""

    EIGENVALUES = "eigenvalues"
    RECURRENT = "recurrent"
    INPUTS = "inputs"


@dataclass(frozen=True)
class ViewState:
    """The whole of the user's intent. ``at`` None is the present ("Live"), otherwise a step of the past; ``t`` and
    ``unit`` are the cursor, −1 where it has not been placed; ``layer`` is the number of a strand, from 0.
    ``interventions`` alter what is looked at, never what is trained. ``order`` are the layer's units from top to bottom
    (() by index), ``pinned`` the units compared with the one at the cursor, ``pointed`` the row that a sample's banner
    speaks of, by its topic."""

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
    weights: WeightPicture = WeightPicture.EIGENVALUES
    histograms: bool = False  # of the weights, instead of their sizes over the steps
    step_histograms: bool = False  # of gradient and update
    interventions: tuple[Intervention, ...] = ()
    order: tuple[int, ...] = ()
    pinned: tuple[int, ...] = ()
    pointed: str = ""
    gradient: GradientChoice = field(default_factory=GradientChoice)
    free: FreeChoice = field(default_factory=FreeChoice)

    def with_(self, **changes: Any) -> "ViewState":
        return replace(self, **changes)

    @property
    def live(self) -> bool:
        return self.at is None
