"""Rules about what a run measured while it trained: losses and gradient norms. Each says where its number is from."""

import math

import numpy as np

from gatescope.engine.config.run import HIDDEN_MOST, Transform
from gatescope.engine.config.traces import Array
from gatescope.engine.errors import Fault
from gatescope.engine.findings.evidence import Action, ActionKind, Evidence, Finding, Rule, Shown, change
from gatescope.engine.protocol.datasets import BaselineKind
from gatescope.engine.protocol.runs import Medium

ENOUGH = 100  # steps before anything is said about them
RECENT = 200  # steps that are looked at
BLOCK = 50  # steps whose median stands for all of them: one odd batch says nothing
BLOCKS = 200  # looked at, spread evenly, so that a run of a million steps costs what one of thousands does
ENOUGH_VALIDATIONS = 4


def not_finite(evidence: Evidence) -> Finding | None:
    """The run ended because its loss or its gradient was no number. There is no threshold: one such step is enough."""
    info = evidence.info
    if info.fault not in (Fault.LOSS_NOT_FINITE, Fault.GRADIENT_NOT_FINITE):
        return None
    if evidence.in_force("clip"):
        action = Action(ActionKind.NEW_RUN, "learning_rate", one_digit(evidence.in_force("learning_rate") / 10))
    else:
        action = Action(ActionKind.NEW_RUN, "clip", 1.0)
    return Finding(
        Rule.NOT_FINITE,
        number=float(info.facts.get("value", math.nan)),
        threshold=math.inf,
        shown=Shown.LOSS,
        action=action,
        step=int(info.facts.get("step", info.step)),
        part=str(info.facts.get("part", "gradient" if info.fault == Fault.GRADIENT_NOT_FINITE else "loss")),
        tensor=str(info.facts.get("tensor", "")),
    )


ROSE = 1.5  # batches differ by less: the median of 50 losses of batch 1 scatters by about 1.25 / √50 = 18 %
HIGH = 0.5  # of the first loss: what has fallen further has learnt something, however it jumps


def rate_too_high(evidence: Evidence) -> Finding | None:
    """The training loss stands well above the lowest it has been and has not fallen to half of what it was before the
    first step, with a skill of ``LITTLE`` at most (see ``skilled``).

    A step that is too long does not lower the loss (for a quadratic, one longer than 2 / curvature: LeCun, Bottou,
    Orr & Müller 1998); ``ROSE`` keeps clear of the batches' scatter. What was measured with another learning
    rate is not held against the present one.
    """
    rows = len(evidence.train_loss)
    if rows < ENOUGH or rows - evidence.since("learning_rate") < BLOCK:
        return None
    medians, steps = _medians(evidence.train_loss)
    first = float(evidence.train_loss[0])
    now, lowest = float(medians[-1]), min(first, float(medians.min()))
    if not (now > ROSE * lowest and now > HIGH * first) or skilled(evidence, _newest(evidence)):
        return None
    at = 1 if first <= lowest else int(steps[medians.argmin()])
    lower = one_digit(evidence.in_force("learning_rate") / 10)
    changed = evidence.since("learning_rate") > 0
    action = Action(ActionKind.NEW_RUN, "learning_rate", lower) if changed else change(evidence, "learning_rate", lower)
    return Finding(Rule.RATE_TOO_HIGH, now / lowest, ROSE, Shown.LOSS, action, step=at)


SPIKE = 100.0  # Pascanu, Mikolov & Bengio 2013 clip at half to ten times the mean norm: this is far beyond


def exploding(evidence: Evidence) -> Finding | None:
    """Without clipping, a gradient of the last steps was ``SPIKE`` times as long as they usually are."""
    norms = evidence.gradient_norm[-1000:]
    if len(norms) < ENOUGH or evidence.in_force("clip"):
        return None
    usual, recent = float(np.median(norms)), norms[-RECENT:]
    if not usual > 0 or not recent.max() > SPIKE * usual:
        return None
    step = len(evidence.gradient_norm) - len(recent) + int(recent.argmax()) + 1
    action = change(evidence, "clip", one_digit(usual))
    return Finding(Rule.EXPLODING, float(recent.max()) / usual, SPIKE, Shown.SIZES, action, step=step)


CLIPPED = 0.95  # of the steps


def clipped(evidence: Evidence) -> Finding | None:
    """Clipping is there for the rare step that is too long (Pascanu et al. 2013). One that shortens nearly every step
    only sets their length, as the learning rate should."""
    clip = evidence.in_force("clip")
    norms = evidence.gradient_norm[evidence.since("clip") :][-RECENT:]
    if not clip or len(norms) < ENOUGH:
        return None
    share = float((norms > clip).mean())
    if share < CLIPPED:
        return None
    usual = one_digit(2 * float(np.quantile(norms, 0.9)))
    return Finding(Rule.CLIPPED, share, CLIPPED, Shown.SIZES, change(evidence, "clip", usual), step=len(norms))


WORSE = 0.1  # Prechelt 1998, "Early stopping – but when?": his slow criterion GL stops at 5 %, this is twice that
FELL = 0.9


def overfitting(evidence: Evidence) -> Finding | None:
    """The last three validation losses are all ``WORSE`` above the best (Prechelt's generalisation loss), while the
    training loss has gone on falling since."""
    steps, losses = evidence.validation_steps, evidence.validation_loss
    if len(losses) < ENOUGH_VALIDATIONS or not np.isfinite(losses).all():
        return None
    best = int(losses.argmin())
    rise = float(losses[-3:].min() / losses[best] - 1) if losses[best] > 0 else 0.0
    if best > len(losses) - 4 or not rise > WORSE:
        return None
    medians, blocks = _medians(evidence.train_loss)
    if not len(medians) or not medians[-1] < FELL * medians[np.abs(blocks - steps[best]).argmin()]:
        return None
    config = evidence.config
    if config.train.stop_after:
        action = Action(ActionKind.NEW_RUN, "hidden", max(config.net.hidden // 2, 1))
    else:
        action = Action(ActionKind.NEW_RUN, "stop_after", 5)
    return Finding(Rule.OVERFITTING, rise, WORSE, Shown.LOSS, action, step=int(steps[best]))


STALLED = 0.95  # the median of the second half of the validations is less than 5 % below that of the first


def naive(evidence: Evidence) -> Finding | None:
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
    elif config.net.hidden < HIDDEN_MOST:
        action = Action(ActionKind.NEW_RUN, "hidden", min(2 * config.net.hidden, HIDDEN_MOST))
    else:
        action = Action(ActionKind.NEW_RUN, "learning_rate", one_digit(config.train.learning_rate / 3))
    step = int(evidence.validation_steps[at])
    return Finding(Rule.NAIVE, lately(evidence), info.naive_loss, Shown.LOSS, action, step=step)


def stalled(evidence: Evidence) -> bool:
    """Whether the validation loss has stopped falling, at a number that means something."""
    losses = evidence.validation_loss
    if len(losses) < ENOUGH_VALIDATIONS or len(evidence.train_loss) < ENOUGH or not np.isfinite(losses).all():
        return False
    before = float(np.median(losses[: len(losses) // 2]))
    return lately(evidence) >= STALLED * before and evidence.info.naive_loss > 0


def lately(evidence: Evidence) -> float:
    """The median of the second half of the validation losses: one lucky validation says nothing."""
    losses = evidence.validation_loss
    return float(np.median(losses[len(losses) // 2 :]))


LITTLE = 0.1  # of skill against the better one of the two models that know nothing but the past values themselves


def skilled(evidence: Evidence, loss: float) -> bool:
    """Whether a validation loss is that of a network that has learnt more than a ``LITTLE``: against the best of the
    naive baseline, the mean of all the past and how often symbols come, better ones where nothing hangs together."""
    known = [evidence.info.naive_loss, evidence.info.unigram_loss]
    known += [each.loss for each in evidence.info.baselines if each.kind is BaselineKind.MEAN]
    return loss < (1 - LITTLE) * min((one for one in known if one > 0), default=0.0)


def one_digit(value: float) -> float:
    """The nearest number with one digit, as one would type it."""
    return float(f"{value:.0e}") if value > 0 and math.isfinite(value) else 1.0


def _newest(evidence: Evidence) -> float:
    return float(evidence.validation_loss[-1]) if len(evidence.validation_loss) else math.inf


def _medians(losses: Array) -> tuple[Array, Array]:
    """Medians of blocks of steps, the last of them ending with the newest step, and the middle of each."""
    if len(losses) < BLOCK:
        return np.zeros(0), np.zeros(0, np.int64)
    starts = np.unique(np.linspace(0, len(losses) - BLOCK, BLOCKS).astype(np.int64))
    medians = np.median(losses[starts[:, None] + np.arange(BLOCK)], axis=1)
    return medians, starts + BLOCK // 2
