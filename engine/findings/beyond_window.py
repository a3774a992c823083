"""The probe is longer than what the gradient sees in training."""

from gatescope.engine.findings.evidence import GRADIENT, Action, ActionKind, Evidence, Finding, Rule
from gatescope.engine.findings.memory import gradient_reach


def find(evidence: Evidence) -> Finding | None:
    """The probe is longer than what the gradient sees in training: what a step owes to those further back was never
    learnt, only hoped for. Sequences that are learnt whole have no such limit, and the run's own probe is one
    window."""
    steps, reach, train = evidence.probe_steps, gradient_reach(evidence), evidence.config.train
    own = 0 if train.carry else evidence.info.validation_probe.length
    if not reach or steps <= max(reach, own):
        return None
    first, last = evidence.info.training_rows
    action = None
    if train.carry:
        action = Action(ActionKind.NEW_RUN, "reach", steps)
    elif steps + evidence.info.shift <= (last - first) // 2:
        action = Action(ActionKind.NEW_RUN, "window", steps)
    until = steps - reach - 1
    return Finding(RULE.name, steps, reach, RULE.shown, action, t=0, until=until)


RULE = Rule("beyond-window", find, GRADIENT)
