"""What needs no learning, or hardly any: the last value, the last season, a mean, the shares of classes."""

from collections.abc import Iterator

import numpy as np

from gatescope.engine.data.rivals.rival import Contest, Floats
from gatescope.engine.data.scaling.fill import forward
from gatescope.engine.data.scaling.scaled import places
from gatescope.engine.data.scaling.seasons import repeat_last
from gatescope.engine.protocol.baselines import Baseline, BaselineKind


def last_value(contest: Contest) -> Iterator[Baseline]:
    """Repeats the last value known when the forecast is made."""
    yield contest.judged(BaselineKind.LAST_VALUE, _last(contest), _truth(contest))


def last_season(contest: Contest) -> Iterator[Baseline]:
    """Repeats the last season known then."""
    season, shift = contest.season, contest.shift
    guess = _repeated(contest, season * -(-shift // season)) if season else np.full(1, np.nan)
    if np.isfinite(guess).any():
        yield contest.judged(BaselineKind.LAST_SEASON, _or_else(guess, _last(contest)), _truth(contest))


def training_mean(contest: Contest) -> Iterator[Baseline]:
    """Always says the training part's mean, where nothing before is known."""
    yield contest.judged(BaselineKind.TRAINING_MEAN, _mean(contest), _truth(contest))


def class_shares(contest: Contest) -> Iterator[Baseline]:
    """Says every time how often each class comes in the training part: its cross-entropy in nats, over the rows that
    have a class."""
    ids = contest.ids
    assert ids is not None
    counts = np.bincount(ids[contest.layout.training & (ids >= 0)], minlength=contest.symbols)
    truth = ids[contest.counted][ids[contest.counted] >= 0]
    loss = float(-np.log((counts / counts.sum())[truth]).mean())
    yield Baseline(kind=BaselineKind.CLASS_SHARES, loss=loss)


def mean_of_past(contest: Contest) -> Iterator[Baseline]:
    """Says the mean of all values known then."""
    yield contest.judged(BaselineKind.MEAN, past_means(contest), contest.truth)


def past_means(contest: Contest) -> Floats:
    """(n, D): the mean of all values known ``shift`` steps before each counted row; 0, the scaled mean, when there is
    none."""
    layout, rows, shift = contest.layout, contest.counted, contest.shift
    known = np.where(np.isnan(contest.series), 0.0, contest.series)
    sums = np.concatenate([np.zeros((1, known.shape[1])), known.cumsum(axis=0)])
    first = layout.edges[np.searchsorted(layout.edges, rows, side="right") - 1] + layout.lost
    count = (rows - shift + 1 - first)[:, None]
    total = sums[np.maximum(rows - shift + 1, 0)] - sums[first]
    return np.where(count > 0, total / np.maximum(count, 1), 0.0)


def _truth(contest: Contest) -> Floats:
    assert contest.numbers is not None
    return contest.numbers.scaled[contest.counted]


def _mean(contest: Contest) -> Floats:
    assert contest.numbers is not None
    return np.broadcast_to(contest.numbers.usual, _truth(contest).shape)


def _last(contest: Contest) -> Floats:
    return _or_else(_repeated(contest, contest.shift), _mean(contest))


def _repeated(contest: Contest, lag: int) -> Floats:
    """What was ``lag`` steps before each counted row, scaled as it is there."""
    targets, layout = contest.numbers, contest.layout
    assert targets is not None
    known = forward(targets.values, layout) if np.isnan(targets.values).any() else targets.values
    before = repeat_last(known, lag, places(layout))
    guess: Floats = targets.scaling.apply(targets.steps.express(before, targets.values, places(layout)))
    return guess[contest.counted]


def _or_else(guess: Floats, other: Floats) -> Floats:
    return np.where(np.isnan(guess), other, guess) if np.isnan(guess).any() else guess
