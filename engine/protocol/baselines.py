"""What a network has to beat, and how far it does: all of a run's baselines are one list of values."""

import math
from collections.abc import Iterable
from enum import StrEnum

import numpy as np

from gatescope.engine.protocol.base import Whole
from gatescope.engine.protocol.datasets import ClassCount, Value

NO_ERRORS = np.empty((2, 0))  # RMSE and MAE of each target column, where no numbers come out


class BaselineKind(StrEnum):
    """A model that a network has to beat."""

    LAST_VALUE = "last-value"  # the last one known
    LAST_SEASON = "last-season"  # the last one known of the same season
    TRAINING_MEAN = "training-mean"  # where nothing is repeated: a number for a step or sequence of its own
    CLASS_SHARES = "class-shares"  # of the training part
    BIGRAM = "bigram"  # which symbol follows which, ``horizon`` later
    UNIGRAM = "unigram"  # how often each symbol comes
    MEAN = "mean"  # of all the past
    MARKOV = "markov"  # AR(1)
    AUTOREGRESSION = "autoregression"  # AR(order)
    NGRAM = "ngram"  # of ``order`` symbols, the next one included


class Baseline(Value, frozen=True):
    """What such a model scores on exactly the validation targets that count, in the loss's own scale. ``reference``:
    skill is measured with it; one of a run's. ``rmse`` and ``mae`` are its errors in the data's own units, of each
    target column; () where no numbers come out."""

    kind: BaselineKind
    loss: float
    order: Whole = 0
    reference: bool = False
    rmse: tuple[float, ...] = ()
    mae: tuple[float, ...] = ()


def reference_loss(baselines: Iterable[Baseline]) -> float:
    """The loss that skill is measured with, NaN without one."""
    return next((each.loss for each in baselines if each.reference), math.nan)


def skill(loss: float, reference: float) -> float:
    """1 − loss ÷ the reference's: 0 is no better than it, 1 is perfect. NaN where either is unknown."""
    return 1 - loss / reference if reference > 0 else math.nan


def best(baselines: Iterable[Baseline]) -> Baseline | None:
    """The one with the lowest loss, None without one."""
    known = [each for each in baselines if math.isfinite(each.loss)]
    return min(known, key=lambda each: each.loss, default=None)


def commonest_share(classes: Iterable[ClassCount]) -> float:
    """The accuracy of always saying the class that the training part has most of, on the validation part; NaN without
    classes."""
    counted = tuple(classes)
    total = sum(each.validation for each in counted)
    return max(counted, key=lambda each: each.training).validation / total if total else math.nan
