"""No better than the naive baseline."""

from gatescope.engine.config.run import HIDDEN_MOST, Transform
from gatescope.engine.findings.evidence import LOSS, Action, ActionKind, Evidence, Finding, Rule, of_size
from gatescope.engine.findings.learning import lately, one_digit, stalled
from gatescope.engine.protocol.runs import Medium


def find(evidence: Evidence) -> Finding | None:
    """The validation losses have stopped falling, and half of the later ones are not below the naive baseline's: skill
    is 0 or less."""
    info, losses = evidence.info, evidence.validation_loss
    if not stalled(evidence) or not lately(evidence) >= info.naive_loss:
        return None
    at = int(losses.argmin())
    config = evidence.config
    series = info.output is Medium.NUMBERS and info.shift > 0
    if series and config.data.transform is Transform.NONE:  # then naive is to say 0, and all that is learnt is better
        action = Action(ActionKind.NEW_RUN, "transform", Transform.DIFFERENCE)
    elif config.net.units < HIDDEN_MOST:
        action = of_size(config.net, 2 * config.net.units)
    else:
        action = Action(ActionKind.NEW_RUN, "learning_rate", one_digit(config.train.learning_rate / 3))
    step = int(evidence.validation_steps[at])
    return Finding(RULE.name, lately(evidence), info.naive_loss, RULE.shown, action, step=step)


RULE = Rule("naive", find, LOSS, explained_by=None)
