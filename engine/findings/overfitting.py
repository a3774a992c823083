"""The validation loss rises while the training loss goes on falling."""

import numpy as np

from gatescope.engine.findings.evidence import LOSS, Action, ActionKind, Evidence, Finding, Rule, of_size
from gatescope.engine.findings.learning import ENOUGH_VALIDATIONS, block_medians

WORSE = 0.1  # Prechelt 1998, "Early stopping – but when?": his slow criterion GL stops at 5 %, this is twice that
FELL = 0.9


def find(evidence: Evidence) -> Finding | None:
    """The last three validation losses are all ``WORSE`` above the best (Prechelt's generalisation loss), while the
    training loss has gone on falling since."""
    steps, losses = evidence.validation_steps, evidence.validation_loss
    if len(losses) < ENOUGH_VALIDATIONS or not np.isfinite(losses).all():
        return None
    best = int(losses.argmin())
    rise = float(losses[-3:].min() / losses[best] - 1) if losses[best] > 0 else 0.0
    if best > len(losses) - 4 or not rise > WORSE:
        return None
    medians, blocks = block_medians(evidence.train_loss)
    if not len(medians) or not medians[-1] < FELL * medians[np.abs(blocks - steps[best]).argmin()]:
        return None
    config = evidence.config
    if config.train.stop_after:
        action = of_size(config.net, config.net.units // 2)
    else:
        action = Action(ActionKind.NEW_RUN, "stop_after", 5)
    return Finding(RULE.name, rise, WORSE, RULE.shown, action, step=int(steps[best]))


RULE = Rule("overfitting", find, LOSS, frozenset({"unscaled", "rate-too-high", "exploding"}))
