"""What every model has to forecast that a network is compared with, and what such a model is."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.data.rivals import autoregression
from gatescope.engine.data.rivals.autoregression import Autoregression
from gatescope.engine.data.rivals.counting import Rows
from gatescope.engine.data.rivals.ngrams import ORDER_MOST, NGrams
from gatescope.engine.data.rows.spans import Ints, Layout
from gatescope.engine.data.scaling.fill import forward
from gatescope.engine.data.scaling.scaled import Scaled, single
from gatescope.engine.errors import ConfigError
from gatescope.engine.protocol.baselines import Baseline, BaselineKind

Floats = NDArray[np.float64]
ROWS_MOST = 200_000  # the last ones of the training part tell the weights
TOKENS_MOST = 2_000_000


class Outcome(StrEnum):
    """What has to be said."""

    FORECAST = "forecast"  # numbers that come ``shift`` steps later
    NUMBERS = "numbers"  # numbers of a step's or a sequence's own
    CLASSES = "classes"
    TEXT = "text"  # the symbol that comes ``shift`` later


@dataclass(frozen=True, eq=False)
class Contest:
    """What has to be said of the rows ``counted`` (n,), and what may be known for it. ``numbers`` are the targets where
    they are numbers, else ``ids`` (N,): a text's tokens, of which the rows ``learnt`` are the training part's and
    ``pairs`` those with one ``shift`` before them; or classes, −1 without one. There are ``symbols`` different ids.
    ``order`` is p of AR(p), 0: chosen."""

    outcome: Outcome
    layout: Layout
    counted: Ints
    shift: int = 0
    season: int = 0
    numbers: Scaled | None = None
    ids: NDArray[Any] | None = None
    symbols: int = 0
    learnt: Rows = range(0)
    pairs: Rows = range(0)
    order: int = 0

    @cached_property
    def series(self) -> Floats:
        """The targets (N, D), as the network learns them, with the last known one where one is missing: before the
        first, the mean of the training part. NaN only in the rows that differencing has taken."""
        targets = self._targets
        series = forward(targets, self.layout)
        missing = np.isnan(series)
        if not missing[self.layout.lost :].any():
            return series
        learnt = targets[self.layout.training]
        mean = np.nansum(learnt, axis=0) / np.maximum(np.isfinite(learnt).sum(axis=0), 1)
        return np.where(missing & (self.layout.places >= self.layout.lost)[:, None], mean, series)

    @property
    def _targets(self) -> Floats:
        assert self.numbers is not None
        return single(self.numbers.scaled).astype(np.float64)

    @property
    def truth(self) -> Floats:
        """(n, D) at the rows ``counted``, NaN where a target does not count."""
        return self._targets[self.counted]

    @cached_property
    def fitted(self) -> tuple[tuple[Autoregression, Autoregression], ...]:
        """AR(1) and AR(p) of each column of a forecast, by the training part; empty where that is too short for one
        that nobody has asked for. Raises ``ConfigError`` (ORDER_TOO_LARGE) for an order chosen by the user."""
        if self.outcome is not Outcome.FORECAST:
            return ()
        found = [_fitted(column, self.layout, self.order) for column in self.series.T]
        return tuple(both for both in found if both is not None) if all(found) else ()

    @property
    def models(self) -> tuple[Autoregression, ...]:
        """AR(p) of each column."""
        return tuple(model for _, model in self.fitted)

    @cached_property
    def grams(self) -> NGrams | None:
        """n-grams for n = 1 … 5 of a text, one symbol ahead."""
        if self.outcome is not Outcome.TEXT or self.shift != 1 or self.ids is None:
            return None
        learnt = np.flatnonzero(self.layout.training)[-TOKENS_MOST:]
        return NGrams(self.ids[learnt], self.symbols, ORDER_MOST, self.layout.places[learnt])

    def judged(self, kind: BaselineKind, guess: Floats, truth: Floats, order: int = 0) -> Baseline:
        """What saying ``guess`` (n, D), scaled, comes to beside ``truth``, by the loss and in the data's units."""
        assert self.numbers is not None
        rmse, mae = self.numbers.errors(guess, self.counted).tolist()
        return Baseline(kind=kind, order=order, loss=squared(guess, truth), rmse=tuple(rmse), mae=tuple(mae))


@dataclass(frozen=True)
class Rival:
    """A kind of model. ``score`` tells what it comes to in a contest of one of the ``outcomes``, nothing where it does
    not go with it; it may raise ``ConfigError``. ``reference``: skill is measured with it there."""

    kind: BaselineKind
    outcomes: tuple[Outcome, ...]
    score: Callable[[Contest], Iterable[Baseline]]
    reference: bool = False


def squared(guess: Floats, truth: Floats) -> float:
    """The mean squared error over what there is a truth for."""
    known = ~np.isnan(truth)
    with np.errstate(over="ignore"):  # numbers that nobody has scaled
        errors = np.square(guess - truth)
        return float(errors.mean() if known.all() else errors[known].mean())


def _fitted(column: Floats, layout: Layout, order: int) -> tuple[Autoregression, Autoregression] | None:
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
        return None


def _most(parts: list[Floats]) -> int:
    """The highest order tried: 10 log₁₀ N, as R's ``ar`` has it."""
    return int(10 * math.log10(max(map(len, parts))))
