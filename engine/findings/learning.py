"""What the losses of a run tell about its learning: whether it has stopped, and whether anything has been learnt."""

import math

import numpy as np

from gatescope.engine.config.traces import Array
from gatescope.engine.findings.evidence import Evidence
from gatescope.engine.protocol.baselines import BaselineKind, skill

ENOUGH = 100  # steps before anything is said about them
RECENT = 200  # steps that are looked at
BLOCK = 50  # steps whose median stands for all of them: one odd batch says nothing
BLOCKS = 200  # looked at, spread evenly, so that a run of a million steps costs what one of thousands does
ENOUGH_VALIDATIONS = 4

STALLED = 0.95  # the median of the second half of the validations is less than 5 % below that of the first
LITTLE = 0.1  # of skill against the better one of the two models that know nothing but the past values themselves


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


def skilled(evidence: Evidence, loss: float) -> bool:
    """Whether a validation loss is that of a network that has learnt more than a ``LITTLE``: against the best of the
    naive baseline, the mean of all the past and how often symbols come, better ones where nothing hangs together."""
    memoryless = (BaselineKind.MEAN, BaselineKind.UNIGRAM)
    known = [each.loss for each in evidence.info.baselines if each.reference or each.kind in memoryless]
    return skill(loss, min((one for one in known if one > 0), default=0.0)) > LITTLE


def newest(evidence: Evidence) -> float:
    """The last validation loss; infinite before there is one."""
    return float(evidence.validation_loss[-1]) if len(evidence.validation_loss) else math.inf


def block_medians(losses: Array) -> tuple[Array, Array]:
    """Medians of blocks of steps, the last of them ending with the newest step, and the middle of each."""
    if len(losses) < BLOCK:
        return np.zeros(0), np.zeros(0, np.int64)
    starts = np.unique(np.linspace(0, len(losses) - BLOCK, BLOCKS).astype(np.int64))
    medians = np.median(losses[starts[:, None] + np.arange(BLOCK)], axis=1)
    return medians, starts + BLOCK // 2


def one_digit(value: float) -> float:
    """The nearest number with one digit, as one would type it."""
    return float(f"{value:.0e}") if value > 0 and math.isfinite(value) else 1.0
