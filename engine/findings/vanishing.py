"""The gradient vanishes on its way back through the probe."""

import numpy as np

from gatescope.engine.config.nets import Ability
from gatescope.engine.config.run import Cell, Init, Recurrent
from gatescope.engine.config.traces import Trace
from gatescope.engine.findings.evidence import GRADIENT, Action, ActionKind, Evidence, Finding, Rule
from gatescope.engine.findings.learning import lately, skilled, stalled
from gatescope.engine.findings.memory import both_ends, gradient_reach, owed

VANISHED = 1e-5


def find(evidence: Evidence) -> Finding | None:
    """What the output at the last step of the probe owes to the first step that training can see is ``VANISHED`` of
    what it owes to the step that matters most, and the network has learnt next to nothing and stopped.

    A gradient is a sum over the steps. It is known to about 1 part in √(batch × sequences): 1e-5 is below the noise of
    any batch there can be, so that the sum does not tell such a step from none (Bengio, Simard & Frasconi 1994). A
    network that has learnt its task needs no more memory than it has, whatever its gradient does.

    One answer of a network that reads both ways is near the first step and near the last: the step that it owes least
    lies between, and is meant instead of the first.
    """
    strength = owed(evidence)
    if not len(strength) or not stalled(evidence) or skilled(evidence, lately(evidence)):
        return None
    reach = gradient_reach(evidence)
    begin = max(0, len(strength) - reach) if reach else 0
    first = int(strength.argmin()) if both_ends(evidence) else begin
    largest = float(strength[begin:].max())
    ratio = float(strength[first]) / largest if largest > 0 and np.isfinite(largest) else 1.0
    if not ratio < VANISHED:
        return None
    return Finding(RULE.name, ratio, VANISHED, RULE.shown, _longer_memory(evidence), t=first)


def _longer_memory(evidence: Evidence) -> Action | None:
    net = evidence.config.net
    if not isinstance(net, Recurrent):
        return None
    if Trace.FORGET_GATE not in net.cell.traces and Trace.UPDATE_GATE not in net.cell.traces:
        return Action(ActionKind.NEW_RUN, "cell", Cell.LSTM)
    if Trace.CELL in net.cell.traces and net.forget_bias < 1:  # Jozefowicz, Zaremba & Sutskever 2015
        return Action(ActionKind.NEW_RUN, "forget_bias", 1.0)
    return Action(ActionKind.NEW_RUN, "init", Init.ORTHOGONAL) if net.init is not Init.ORTHOGONAL else None


RULE = Rule(
    "vanishing",
    find,
    GRADIENT,
    frozenset({"unscaled", "rate-too-high", "dead", "saturated"}),
    needs=(Ability.REVERSE, Ability.MATRICES),
)
