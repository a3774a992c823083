"""Every model that a network is compared with, in the order in which they are told, from little to much memory.

All are judged by the same loss on the same validation targets. One more is a function and an entry here.
"""

from collections.abc import Iterator

import msgspec
import numpy as np

from gatescope.engine.data.rivals import counting, naive
from gatescope.engine.data.rivals.ngrams import ORDER_MOST
from gatescope.engine.data.rivals.rival import Contest, Outcome, Rival
from gatescope.engine.protocol.baselines import Baseline, BaselineKind


def _bigram(contest: Contest) -> Iterator[Baseline]:
    assert contest.ids is not None
    asked = contest.ids, contest.pairs, contest.symbols, contest.counted
    yield Baseline(kind=BaselineKind.BIGRAM, loss=counting.bigram_cross_entropy(*asked, contest.shift))


def _unigram(contest: Contest) -> Iterator[Baseline]:
    assert contest.ids is not None
    asked = contest.ids, contest.learnt, contest.symbols, contest.counted
    yield Baseline(kind=BaselineKind.UNIGRAM, loss=counting.unigram_cross_entropy(*asked))


def _ngrams(contest: Contest) -> Iterator[Baseline]:
    grams, ids, places = contest.grams, contest.ids, contest.layout.places
    if grams is not None and ids is not None:
        for n in range(1, ORDER_MOST + 1):
            loss = grams.cross_entropy(ids, contest.counted, n, places)
            yield Baseline(kind=BaselineKind.NGRAM, order=n, loss=loss)


def _markov(contest: Contest) -> Iterator[Baseline]:
    return _regressed(contest, BaselineKind.MARKOV, 0)


def _autoregression(contest: Contest) -> Iterator[Baseline]:
    return _regressed(contest, BaselineKind.AUTOREGRESSION, 1)


def _regressed(contest: Contest, kind: BaselineKind, at: int) -> Iterator[Baseline]:
    """The model of each column, on the series as the network learns it, transformed and scaled."""
    models = [both[at] for both in contest.fitted]
    if not models:
        return
    layout, counted = contest.layout, contest.counted
    before = (layout.places - layout.lost)[counted]
    columns = zip(models, contest.series.T, strict=True)
    guess = np.column_stack([model.ahead(one, counted, contest.shift, before) for model, one in columns])
    guess = np.where(np.isnan(guess), naive.past_means(contest), guess)
    yield contest.judged(kind, guess, contest.truth, max(model.order for model in models))


_FORECAST, _TEXT = (Outcome.FORECAST,), (Outcome.TEXT,)
RIVALS = (
    Rival(BaselineKind.LAST_VALUE, _FORECAST, naive.last_value, reference=True),
    Rival(BaselineKind.TRAINING_MEAN, (Outcome.NUMBERS,), naive.training_mean, reference=True),
    Rival(BaselineKind.CLASS_SHARES, (Outcome.CLASSES,), naive.class_shares, reference=True),
    Rival(BaselineKind.BIGRAM, _TEXT, _bigram, reference=True),
    Rival(BaselineKind.LAST_SEASON, _FORECAST, naive.last_season),
    Rival(BaselineKind.UNIGRAM, _TEXT, _unigram),
    Rival(BaselineKind.MEAN, _FORECAST, naive.mean_of_past),
    Rival(BaselineKind.MARKOV, _FORECAST, _markov),
    Rival(BaselineKind.AUTOREGRESSION, _FORECAST, _autoregression),
    Rival(BaselineKind.NGRAM, _TEXT, _ngrams),
)


def scores(contest: Contest, reference: bool) -> tuple[Baseline, ...]:
    """What the reference of a contest comes to, or all others. Raises ``ConfigError`` (ORDER_TOO_LARGE)."""
    asked = (each for each in RIVALS if contest.outcome in each.outcomes and each.reference is reference)
    return tuple(msgspec.structs.replace(told, reference=reference) for rival in asked for told in rival.score(contest))
