"""What a loss has to be compared with before it means something. Free of Qt.

One definition of skill: 1 − validation loss ÷ naive loss, where naive is to repeat the last value (text: bigrams).
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from engine.config import Kind
from engine.messages import RunInfo


class Baseline(StrEnum):
    """What needs no learning."""

    LAST_VALUE = "last-value"
    LAST_SEASON = "last-season"
    BIGRAM = "bigram"
    UNIGRAM = "unigram"


@dataclass(frozen=True)
class Level:
    """A baseline's validation loss, and the season of ``LAST_SEASON``."""

    baseline: Baseline
    loss: float
    season: int = 0


class Verdict(StrEnum):
    """What a run's validation loss says, in one word; sentences stand in ``gui/panels/verdict.py``."""

    UNKNOWN = "unknown"
    NOTHING_YET = "nothing-yet"  # no better than the naive baseline
    SEASON_BETTER = "season-better"  # better than that, and no better than repeating the last season
    LEARNT = "learnt"


def levels(info: RunInfo) -> tuple[Level, ...]:
    """The baselines that are known for a run; the naive one, which skill is measured with, comes first."""
    if info.config.data.kind is Kind.TEXT:
        found = (Level(Baseline.BIGRAM, info.naive_loss), Level(Baseline.UNIGRAM, info.unigram_loss))
    else:
        found = (
            Level(Baseline.LAST_VALUE, info.naive_loss),
            Level(Baseline.LAST_SEASON, info.seasonal_naive_loss, info.season),
        )
    return tuple(level for level in found if math.isfinite(level.loss))


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
    return Verdict.LEARNT


def bits_per_character(loss: float) -> float:
    """A cross-entropy in nats as bits."""
    return loss / math.log(2)


def perplexity(loss: float) -> float:
    """Among how many equally likely symbols the network hesitates; ∞ beyond what a float holds."""
    return math.exp(loss) if loss < 700 else math.inf
