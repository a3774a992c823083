"""What a loss has to be compared with before it means something. Free of Qt.

One definition of skill: 1 − validation loss ÷ naive loss, where naive is to repeat the last value (text: bigrams;
classes: the training part's shares; a number for a step or sequence of its own: the training part's mean).
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from gatescope.engine.protocol.messages import BaselineKind, RunInfo
from gatescope.gui.state.task_shape import of_run


class Baseline(StrEnum):
    """What needs no learning."""

    LAST_VALUE = "last-value"
    LAST_SEASON = "last-season"
    BIGRAM = "bigram"
    UNIGRAM = "unigram"
    CLASS_SHARES = "class-shares"
    MEAN = "mean"
    PAST_MEAN = "past-mean"
    MARKOV = "markov"
    AUTOREGRESSION = "autoregression"
    NGRAM = "ngram"


RIVALS = {
    BaselineKind.MEAN: Baseline.PAST_MEAN,
    BaselineKind.MARKOV: Baseline.MARKOV,
    BaselineKind.AUTOREGRESSION: Baseline.AUTOREGRESSION,
    BaselineKind.NGRAM: Baseline.NGRAM,
}


@dataclass(frozen=True)
class Level:
    """A baseline's validation loss, the season of ``LAST_SEASON``, how many steps ahead it has to say something, the
    order of ``AUTOREGRESSION`` and ``NGRAM``, and (order, loss) of each n-gram there is where this is the best."""

    baseline: Baseline
    loss: float
    season: int = 0
    shift: int = 1
    order: int = 0
    alike: tuple[tuple[int, float], ...] = ()


class Verdict(StrEnum):
    """What a run's validation loss says, in one word; sentences stand in ``gui/words/baselines.py``."""

    UNKNOWN = "unknown"
    NOTHING_YET = "nothing-yet"  # no better than the naive baseline
    SEASON_BETTER = "season-better"  # better than that, and no better than repeating the last season
    RIVAL_BETTER = "rival-better"  # the same of a model that has few numbers to learn
    LEARNT = "learnt"


def levels(info: RunInfo) -> tuple[Level, ...]:
    """The baselines that are known for a run; the naive one, which skill is measured with, comes first."""
    return tuple(level for level in (*_told(info), *_rivals(info)) if math.isfinite(level.loss))


def _rivals(info: RunInfo) -> tuple[Level, ...]:
    """The models that come with a run; of n-grams the best of those that look back further than a bigram, and AR(p)
    only where it is not the Markov model once more."""
    found, grams = [], []
    for each in info.baselines:
        if each.kind is BaselineKind.NGRAM:
            grams.append((each.order, each.loss))
        elif each.kind is not BaselineKind.AUTOREGRESSION or each.order > 1:
            found.append(Level(RIVALS[each.kind], each.loss, shift=info.shift, order=each.order))
    if any(order > 2 for order, _ in grams):
        order, loss = min((each for each in grams if each[0] > 2), key=lambda each: each[1])
        found.append(Level(Baseline.NGRAM, loss, order=order, alike=tuple(grams)))
    return tuple(found)


def _told(info: RunInfo) -> tuple[Level, ...]:
    shape, naive, shift = of_run(info), info.naive_loss, info.shift
    if shape.text:
        return Level(Baseline.BIGRAM, naive, shift=shift), Level(Baseline.UNIGRAM, info.unigram_loss)
    if shape.classes:
        return (Level(Baseline.CLASS_SHARES, naive),)
    if not shift:
        return (Level(Baseline.MEAN, naive),)
    season = Level(Baseline.LAST_SEASON, info.seasonal_naive_loss, info.season, shift)
    return Level(Baseline.LAST_VALUE, naive, shift=shift), season


def commonest_share(info: RunInfo) -> float:
    """The accuracy of always saying the class that the training part has most of, on the validation part; NaN without
    classes."""
    total = sum(each.validation for each in info.classes)
    if not total:
        return math.nan
    return max(info.classes, key=lambda each: each.training).validation / total


def skill(loss: float, naive: float) -> float:
    """1 − loss ÷ naive, NaN where either is unknown."""
    return 1 - loss / naive if naive > 0 else math.nan


def verdict(loss: float, known: tuple[Level, ...]) -> Verdict:
    """What ``loss`` (of validation) says beside the baselines ``known``."""
    if not known or not math.isfinite(loss):
        return Verdict.UNKNOWN
    if loss >= known[0].loss:
        return Verdict.NOTHING_YET
    if any(level.baseline is Baseline.LAST_SEASON and loss >= level.loss for level in known):
        return Verdict.SEASON_BETTER
    if any(level.baseline in RIVALS.values() and loss >= level.loss for level in known):
        return Verdict.RIVAL_BETTER
    return Verdict.LEARNT


def bits_per_character(loss: float) -> float:
    """A cross-entropy in nats as bits."""
    return loss / math.log(2)


def perplexity(loss: float) -> float:
    """Among how many equally likely symbols the network hesitates; ∞ beyond what a float holds."""
    return math.exp(loss) if loss < 700 else math.inf
