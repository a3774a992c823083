"""What a network has to beat besides repeating the last value: models of the same task that can be had at once.

For numbers the mean of all the past, the Markov model (AR(1)) and AR(p), on the series as the network learns it,
transformed and scaled; for a text n-grams. All are judged by the same loss on the same validation targets.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.data.rivals import autoregression
from gatescope.engine.data.rivals.autoregression import Autoregression
from gatescope.engine.data.rivals.ngrams import ORDER_MOST, Ids, NGrams
from gatescope.engine.data.rows.spans import Ints, Layout
from gatescope.engine.errors import ConfigError
from gatescope.engine.protocol.datasets import Baseline, BaselineKind

Floats = NDArray[np.float64]
ROWS_MOST = 200_000  # the last ones of the training part tell the weights
TOKENS_MOST = 2_000_000


@dataclass(frozen=True, eq=False)
class Rivals:
    """``losses`` from little to much memory; ``models``: AR(p) of each target column; ``grams`` of a text."""

    losses: tuple[Baseline, ...] = ()
    models: tuple[Autoregression, ...] = ()
    grams: NGrams | None = None

    @property
    def order(self) -> int:
        """p, the largest of the columns."""
        return max((model.order for model in self.models), default=0)


def of_numbers(series: Floats, truth: Floats, layout: Layout, counted: Ints, shift: int, order: int) -> Rivals:
    """``series`` (N, D) as the network learns it, nothing missing but what differencing takes from the beginning;
    ``truth`` (n, D) at the rows ``counted`` is NaN where a target does not count. ``order`` is p, 0: chosen. Raises
    ``ConfigError`` (ORDER_TOO_LARGE) for an order chosen by the user."""
    before = (layout.places - layout.lost)[counted]
    fitted = [_fitted(column, layout, order) for column in series.T]
    means = np.column_stack([_mean_of_past(column, layout, counted, shift) for column in series.T])
    losses = [Baseline(kind=BaselineKind.MEAN, loss=_squared(means, truth))]
    for kind, at in ((BaselineKind.MARKOV, 0), (BaselineKind.AUTOREGRESSION, 1)):
        models = [both[at] for both in fitted]
        if all(models):
            guess = np.column_stack(
                [m.ahead(column, counted, shift, before) for m, column in zip(models, series.T, strict=True) if m]
            )
            guess = np.where(np.isnan(guess), means, guess)
            largest = max(model.order for model in models if model)
            losses.append(Baseline(kind=kind, order=largest, loss=_squared(guess, truth)))
    chosen = tuple(model for _, model in fitted if model)
    return Rivals(tuple(losses), chosen if len(chosen) == len(fitted) else ())


def of_symbols(ids: Ids, layout: Layout, counted: Ints, symbols: int) -> Rivals:
    """n-grams for n = 1 … 5 of a text's ids (N,), one symbol ahead."""
    learnt = np.flatnonzero(layout.training)[-TOKENS_MOST:]
    grams = NGrams(ids[learnt], symbols, ORDER_MOST, layout.places[learnt])
    losses = tuple(
        Baseline(kind=BaselineKind.NGRAM, order=n, loss=grams.cross_entropy(ids, counted, n, layout.places))
        for n in range(1, ORDER_MOST + 1)
    )
    return Rivals(losses, grams=grams)


def _fitted(column: Floats, layout: Layout, order: int) -> tuple[Autoregression | None, Autoregression | None]:
    """AR(1) and AR(p) of the training part; None where it is too short for one that nobody has asked for."""
    parts = [
        column[begin + layout.lost : border]
        for begin, border in zip(layout.edges[:-1].tolist(), layout.borders.tolist(), strict=True)
    ]
    parts = [part[-ROWS_MOST:] for part in parts if len(part)]
    try:
        markov = autoregression.fit(parts, 1)
        return markov, autoregression.fit(parts, order or autoregression.choose(parts, _most(parts)))
    except ConfigError:
        if order:
            raise
        return None, None


def _most(parts: list[Floats]) -> int:
    """The highest order tried: 10 log₁₀ N, as R's ``ar`` has it."""
    return int(10 * math.log10(max(map(len, parts))))


def _mean_of_past(column: Floats, layout: Layout, rows: Ints, shift: int) -> Floats:
    """The mean of all values known ``shift`` steps before each row; 0, the scaled mean, when there is none."""
    known = np.where(np.isnan(column), 0.0, column)
    sums = np.concatenate([[0.0], known.cumsum()])
    first = layout.edges[np.searchsorted(layout.edges, rows, side="right") - 1] + layout.lost
    count = rows - shift + 1 - first
    return np.where(count > 0, (sums[np.maximum(rows - shift + 1, 0)] - sums[first]) / np.maximum(count, 1), 0.0)


def _squared(guess: Floats, truth: Floats) -> float:
    errors = np.square(guess - truth)
    return float(errors[~np.isnan(truth)].mean())
