"""Gates or tanh units that stand at their limits all along the probe."""

import numpy as np

from gatescope.engine.config.nets import Ability
from gatescope.engine.config.run import Recurrent
from gatescope.engine.config.traces import Array, Trace
from gatescope.engine.findings.evidence import SATURATION, Action, ActionKind, Evidence, Finding, Rule, of_units
from gatescope.engine.findings.learning import one_digit

ALWAYS = 0.95  # of the time
MOST, SOME = 0.9, 0.5  # of the units


def find(evidence: Evidence) -> Finding | None:
    """``MOST`` units of a gate stand shut (below 0.1) or open (above 0.9) ``ALWAYS``, or as many tanh units beyond
    ±0.99: there the derivative of σ is below 0.09 and that of tanh below 0.02, and nearly nothing is learnt through
    them (the limits of Karpathy, Johnson & Fei-Fei 2015)."""
    worst = _worst(evidence)
    if worst is None or worst[2].mean() < MOST:
        return None
    layer, gate, stands = worst
    net = evidence.config.net
    if gate is Trace.FORGET_GATE and isinstance(net, Recurrent) and abs(net.forget_bias) > 1:
        action = Action(ActionKind.NEW_RUN, "forget_bias", 1.0)
    else:
        action = Action(ActionKind.NEW_RUN, "learning_rate", one_digit(evidence.in_force("learning_rate") / 10))
    return of_units(RULE, stands, MOST, action, layer, gate)


def noticed(evidence: Evidence) -> Finding | None:
    """The same of ``SOME`` units: too few to be found, too many to be passed over where nothing else is said."""
    worst = _worst(evidence)
    if worst is None or not SOME <= worst[2].mean() < MOST:
        return None
    return of_units(RULE, worst[2], MOST, None, worst[0], worst[1])


def _worst(evidence: Evidence) -> tuple[str, Trace | None, Array] | None:
    """The layer and gate (None: the units that a tanh gives) of which most units stand, and which do."""
    found: list[tuple[str, Trace | None, Array]] = [
        (use.layer, use.gate, np.maximum(use.shut, use.open) >= ALWAYS) for use in evidence.gates
    ]
    found += [(unit.layer, None, unit.stuck >= ALWAYS) for unit in evidence.units if unit.stuck is not None]
    return max(found, key=lambda one: float(one[2].mean()), default=None)


RULE = Rule("saturated", find, SATURATION, frozenset({"unscaled", "rate-too-high"}), needs=(Ability.FIGURES,))
