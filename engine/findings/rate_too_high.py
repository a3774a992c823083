"""The learning rate is too high: steps so long that they do not lower the loss."""

from gatescope.engine.findings.evidence import LOSS, Action, ActionKind, Evidence, Finding, Rule, change
from gatescope.engine.findings.learning import BLOCK, ENOUGH, block_medians, newest, one_digit, skilled

ROSE = 1.5  # batches differ by less: the median of 50 losses of batch 1 scatters by about 1.25 / √50 = 18 %
HIGH = 0.5  # of the first loss: what has fallen further has learnt something, however it jumps


def find(evidence: Evidence) -> Finding | None:
    """The training loss stands well above the lowest it has been and has not fallen to half of what it was before the
    first step, with a skill of ``LITTLE`` at most (see ``skilled``).

    A step that is too long does not lower the loss (for a quadratic, one longer than 2 / curvature: LeCun, Bottou,
    Orr & Müller 1998); ``ROSE`` keeps clear of the batches' scatter. What was measured with another learning
    rate is not held against the present one.
    """
    rows = len(evidence.train_loss)
    if rows < ENOUGH or rows - evidence.since("learning_rate") < BLOCK:
        return None
    medians, steps = block_medians(evidence.train_loss)
    first = float(evidence.train_loss[0])
    now, lowest = float(medians[-1]), min(first, float(medians.min()))
    if not (now > ROSE * lowest and now > HIGH * first) or skilled(evidence, newest(evidence)):
        return None
    at = 1 if first <= lowest else int(steps[medians.argmin()])
    lower = one_digit(evidence.in_force("learning_rate") / 10)
    changed = evidence.since("learning_rate") > 0
    action = Action(ActionKind.NEW_RUN, "learning_rate", lower) if changed else change(evidence, "learning_rate", lower)
    return Finding(RULE.name, now / lowest, ROSE, RULE.shown, action, step=at)


RULE = Rule("rate-too-high", find, LOSS, frozenset({"unscaled"}))
