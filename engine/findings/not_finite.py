"""The loss or the gradient is no number."""

import math

from gatescope.engine.errors import Fault
from gatescope.engine.findings.evidence import LOSS, Action, ActionKind, Evidence, Finding, Rule
from gatescope.engine.findings.learning import one_digit


def find(evidence: Evidence) -> Finding | None:
    """The run ended because its loss or its gradient was no number. There is no threshold: one such step is enough."""
    info = evidence.info
    if info.fault not in (Fault.LOSS_NOT_FINITE, Fault.GRADIENT_NOT_FINITE):
        return None
    if evidence.in_force("clip"):
        action = Action(ActionKind.NEW_RUN, "learning_rate", one_digit(evidence.in_force("learning_rate") / 10))
    else:
        action = Action(ActionKind.NEW_RUN, "clip", 1.0)
    return Finding(
        RULE.name,
        number=float(info.facts.get("value", math.nan)),
        threshold=math.inf,
        shown=RULE.shown,
        action=action,
        step=int(info.facts.get("step", info.step)),
        part=str(info.facts.get("part", "gradient" if info.fault == Fault.GRADIENT_NOT_FINITE else "loss")),
        tensor=str(info.facts.get("tensor", "")),
    )


RULE = Rule("not-finite", find, LOSS, alone=True)
