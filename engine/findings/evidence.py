"""What stands out about a run, found by rules with numbers: what is wrong, where, and what one would change.

A rule looks with a pure function of the ``Evidence``; each has a file of its own here, with its constants, and its
words in ``gui/words/findings``. Free of torch.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec
import numpy as np

from gatescope.engine.config.nets import Ability, Net
from gatescope.engine.config.run import LIVE, RunConfig
from gatescope.engine.config.traces import Array, Trace
from gatescope.engine.protocol.analysis import Flow, GateUse, UnitUse
from gatescope.engine.protocol.runs import RunInfo

LOSS, GRADIENT, SATURATION, SIZES = "loss", "gradient", "saturation", "sizes"
"""Views by their names in the window: what a finding is shown in."""


class ActionKind(StrEnum):
    LIVE = "live"  # changes the run that trains
    NEW_RUN = "new-run"  # the same run with this one thing changed


Setting = float | int | bool | str


@dataclass(frozen=True)
class Action:
    """What would be changed: the field ``name`` of a configuration's data, network or training, to ``value``."""

    kind: ActionKind
    name: str
    value: Setting


@dataclass(frozen=True)
class Finding:
    """What the ``rule`` of that name found: its ``number`` beyond the ``threshold``, the view in which it is ``shown``,
    the place, and what one would do about it.

    ``step`` is one of training (−1: none in particular, as for all places), ``t`` … ``until`` are steps of the probe,
    ``units`` of ``size`` units of ``layer`` are meant, ``unit`` being the first of them. ``tensor`` and ``part``
    (weight, loss, gradient) are what was first no number, '' where it is not known. ``column`` is an input by name.
    """

    rule: str
    number: float
    threshold: float
    shown: str
    action: Action | None = None
    step: int = -1
    t: int = -1
    until: int = -1
    layer: str = ""
    gate: Trace | None = None
    unit: int = -1
    units: int = 0
    size: int = 0
    part: str = ""
    tensor: str = ""
    column: str = ""


NO_ROWS: Array = np.zeros(0)


@dataclass(frozen=True, eq=False)
class Evidence:
    """What is known of a run. ``train_loss`` and ``gradient_norm`` (before clipping) are (n,), row r being what step
    r + 1 measured; ``validation_steps`` and ``validation_loss`` (m,); ``live`` the changes made while it trained:
    (step, name, value). ``ready`` says that it can be trained on.

    Of the newest look at a probe of ``probe_steps`` (0: nobody looked): ``flow``, the gradient of the output at its
    last step, and ``gates`` and ``units``, how often they are saturated.
    """

    info: RunInfo
    train_loss: Array = field(default_factory=lambda: NO_ROWS)
    gradient_norm: Array = field(default_factory=lambda: NO_ROWS)
    validation_steps: Array = field(default_factory=lambda: NO_ROWS)
    validation_loss: Array = field(default_factory=lambda: NO_ROWS)
    live: tuple[tuple[int, str, float], ...] = ()
    ready: bool = True
    probe_steps: int = 0
    flow: Flow | None = None
    gates: tuple[GateUse, ...] = ()
    units: tuple[UnitUse, ...] = ()

    @property
    def config(self) -> RunConfig:
        """As the run began."""
        return self.info.config

    def in_force(self, name: str) -> float:
        """The learning rate or the clipping now."""
        changes = [value for _, changed, value in self.live if changed == name]
        return float(changes[-1] if changes else getattr(self.config.train, name))

    def since(self, name: str) -> int:
        """The first row that was measured with it; 0 when it was never changed."""
        return max((step for step, changed, _ in self.live if changed == name), default=0)


@dataclass(frozen=True)
class Rule:
    """Something that can be wrong with a run. ``find`` says whether it is, ``shown`` names the view to look at.

    What follows from something else that was found is not told beside it, one would mend the wrong end: the names of
    the rules that it may follow from are ``explained_by``; None: whatever is more urgent. One that is found ``alone``
    is the only one told: whatever else there is led there, or followed from it. ``needs`` are the abilities of those
    networks that it holds for; none: it holds for every kind.
    """

    name: str
    find: Callable[[Evidence], Finding | None]
    shown: str
    explained_by: frozenset[str] | None = frozenset()
    alone: bool = False
    needs: tuple[Ability, ...] = ()

    def holds_for(self, net: Net) -> bool:
        return all(map(net.can, self.needs))


def applied(config: RunConfig, action: Action) -> RunConfig:
    """``config`` with that one thing changed. Raises ``ConfigError`` when it cannot be."""
    if action.name == "scale":  # of all columns, also of those that were left out one by one
        columns = (msgspec.structs.replace(each, scale=None) for each in config.data.columns)
        config = msgspec.structs.replace(config, data=msgspec.structs.replace(config.data, columns=tuple(columns)))
    for part in ("train", "net", "data"):
        section = getattr(config, part)
        if action.name in section.__struct_fields__:
            changed = msgspec.structs.replace(section, **{action.name: action.value})
            return msgspec.structs.replace(config, **{part: changed})
    raise KeyError(action.name)


def change(evidence: Evidence, name: str, value: Setting) -> Action:
    """A live change where that is possible, else a new run."""
    live = name in LIVE and evidence.ready
    return Action(ActionKind.LIVE if live else ActionKind.NEW_RUN, name, value)


def of_size(net: Net, units: int) -> Action:
    """A new run of about so many units."""
    return Action(ActionKind.NEW_RUN, net.sized_by, net.fitting(units))


def of_units(
    rule: Rule, meant: Array, threshold: float, action: Action | None, layer: str, gate: Trace | None
) -> Finding:
    """What was found of the units of a layer that ``meant``, (H,) of bool, marks."""
    return Finding(
        rule.name,
        float(meant.mean()),
        threshold,
        rule.shown,
        action,
        layer=layer,
        gate=gate,
        unit=int(meant.argmax()),
        units=int(meant.sum()),
        size=len(meant),
    )
