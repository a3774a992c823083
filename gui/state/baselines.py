"""What a loss has to be compared with before it means something. Free of Qt."""

import math
from dataclasses import dataclass
from enum import StrEnum

from gatescope.engine.protocol.baselines import Baseline, BaselineKind
from gatescope.engine.protocol.messages import RunInfo


@dataclass(frozen=True)
class Level:
    """A baseline's validation loss, the season of ``LAST_SEASON``, how many steps ahead it has to say something, the
    order of ``AUTOREGRESSION`` and ``NGRAM``, and (order, loss) of each n-gram there is where this is the best.
    ``rmse`` are its errors in the data's units, of each target column."""

    baseline: BaselineKind
    loss: float
    season: int = 0
    shift: int = 1
    order: int = 0
    alike: tuple[tuple[int, float], ...] = ()
    rmse: tuple[float, ...] = ()


class Verdict(StrEnum):
    """What a run's validation loss says, in one word; sentences stand in ``gui/words/baselines.py``."""

    UNKNOWN = "unknown"
    NOTHING_YET = "nothing-yet"  # no better than the naive baseline
    SEASON_BETTER = "season-better"  # better than that, and no better than repeating the last season
    RIVAL_BETTER = "rival-better"  # the same of a model that has few numbers to learn
    LEARNT = "learnt"


def levels(info: RunInfo) -> tuple[Level, ...]:
    """The baselines that are known for a run; the naive one, which skill is measured with, comes first. Of n-grams the
    best of those that look back further than a bigram, and AR(p) only where it is not the Markov model once more."""
    shown = tuple(each for each in info.baselines if _is_shown(each))
    season = {BaselineKind.LAST_SEASON: info.season}
    found = [
        Level(each.kind, each.loss, season.get(each.kind, 0), info.shift, each.order, (), each.rmse) for each in shown
    ]
    grams = tuple(each for each in info.baselines if each.kind is BaselineKind.NGRAM)
    best = min((each for each in grams if each.order > 2), key=lambda each: each.loss, default=None)
    if best is not None:
        alike = tuple((each.order, each.loss) for each in grams)
        found.append(Level(best.kind, best.loss, order=best.order, alike=alike))
    return tuple(level for level in found if math.isfinite(level.loss))


def _is_shown(baseline: Baseline) -> bool:
    again = baseline.kind is BaselineKind.AUTOREGRESSION and baseline.order <= 1
    return baseline.kind is not BaselineKind.NGRAM and not again


def verdict(loss: float, known: tuple[Level, ...]) -> Verdict:
    """What ``loss`` (of validation) says beside the baselines ``known``."""
    if not known or not math.isfinite(loss):
        return Verdict.UNKNOWN
    if loss >= known[0].loss:
        return Verdict.NOTHING_YET
    better = {level.baseline for level in known if loss >= level.loss}
    if BaselineKind.LAST_SEASON in better:
        return Verdict.SEASON_BETTER
    if better - {BaselineKind.UNIGRAM}:  # that one is worse than the naive one wherever it means anything
        return Verdict.RIVAL_BETTER
    return Verdict.LEARNT


def bits_per_character(loss: float) -> float:
    """A cross-entropy in nats as bits."""
    return loss / math.log(2)


def perplexity(loss: float) -> float:
    """Among how many equally likely symbols the network hesitates; ∞ beyond what a float holds."""
    return math.exp(loss) if loss < 700 else math.inf
