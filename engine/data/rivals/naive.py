"""What one gets without a network on exactly the validation targets that count, in the loss's own scale."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.data.rows.spans import Ints, Layout, Mask
from gatescope.engine.data.scaling import seasons as baselines
from gatescope.engine.data.scaling.fill import forward
from gatescope.engine.data.scaling.scaled import Scaled, places

Floats = NDArray[np.float64]


def number_losses(targets: Scaled, layout: Layout, counted: Ints, shift: int, season: int) -> dict[str, Any]:
    """Mean squared errors over the rows ``counted``: of repeating the last value known when the forecast is made, and
    of repeating the last season; without a shift, when nothing before is known, of the training part's mean."""
    truth = targets.scaled[counted]
    mean = np.broadcast_to(targets.usual, truth.shape)
    if not shift:
        return {"naive_loss": _squared(mean, truth)}
    known = forward(targets.values, layout) if np.isnan(targets.values).any() else targets.values

    def repeated(lag: int) -> Floats:
        before = baselines.repeat_last(known, lag, places(layout))
        guess: Floats = targets.scaling.apply(targets.steps.express(before, targets.values, places(layout)))[counted]
        return guess

    last = _or_else(repeated(shift), mean)
    losses = {"naive_loss": _squared(last, truth)}
    if season:
        guess = repeated(season * -(-shift // season))
        if np.isfinite(guess).any():
            losses["seasonal_naive_loss"] = _squared(_or_else(guess, last), truth)
    return losses


def class_losses(ids: Ints, training: Mask, counted: Ints, classes: int) -> dict[str, Any]:
    """``naive_loss``: the cross-entropy in nats, over the rows ``counted`` that have a class, of saying every time how
    often each class comes in the training part; ``unigram_loss``: the share of those that are of its most frequent one.
    ``ids`` (N,) are −1 without a class, ``training`` (N,) are the rows learnt from."""
    counts = np.bincount(ids[training & (ids >= 0)], minlength=classes)
    truth = ids[counted][ids[counted] >= 0]
    shares = counts / counts.sum()
    return {
        "naive_loss": float(-np.log(shares[truth]).mean()),
        "unigram_loss": float((truth == counts.argmax()).mean()),
    }


def _or_else(guess: Floats, other: Floats) -> Floats:
    return np.where(np.isnan(guess), other, guess) if np.isnan(guess).any() else guess


def _squared(guess: Floats, truth: Floats) -> float:
    """Over what there is a truth for."""
    known = ~np.isnan(truth)
    with np.errstate(over="ignore"):  # numbers that nobody has scaled
        errors = np.square(guess - truth)
        return float(errors.mean() if known.all() else errors[known].mean())
