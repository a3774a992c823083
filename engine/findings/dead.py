"""ReLU units that are 0 at every step of the probe."""

from gatescope.engine.config.nets import Ability
from gatescope.engine.config.run import Activation, Cell, FeedForward
from gatescope.engine.findings.evidence import SATURATION, Action, ActionKind, Evidence, Finding, Rule, of_units

DEAD = 0.75  # of a layer's units; half of them being 0 along one probe is common in networks that learn well


def find(evidence: Evidence) -> Finding | None:
    """``DEAD`` of a layer's ReLU units are 0 at every step of the probe: nothing flows back through them, so that they
    stay so (Maas, Hannun & Ng 2013)."""
    layers = [(unit.layer, unit.dead) for unit in evidence.units if unit.dead is not None]
    if not layers:
        return None
    layer, units = max(layers, key=lambda one: float(one[1].mean()))
    if units.mean() <= DEAD:
        return None
    net = evidence.config.net
    name, other = ("activation", Activation.TANH) if isinstance(net, FeedForward) else ("cell", Cell.RNN_TANH)
    return of_units(RULE, units, DEAD, Action(ActionKind.NEW_RUN, name, other), layer, None)


RULE = Rule("dead", find, SATURATION, frozenset({"unscaled", "rate-too-high"}), needs=(Ability.FIGURES,))
