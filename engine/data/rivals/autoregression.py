"""Autoregression: a value as a weighted sum of the p values before it, fitted by least squares.

    x_t = c + φ_1 x_{t−1} + … + φ_p x_{t−p} + ε_t

p = 1 is the Markov model of a number: all that counts is the last step. p = 0 is the mean of the past. The order is
chosen by Akaike's criterion (Akaike 1974), every order on the same rows, as it must be to be compared.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.data import DataConfig
from gatescope.engine.config.setting import outside, setting_of
from gatescope.engine.errors import ConfigError, Fault

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ORDER_MOST = round(setting_of(DataConfig, "order").bounds[1])
_BLOCK = 1 << 16  # rows of the regression that are held at once


@dataclass(frozen=True, eq=False)
class Autoregression:
    """``weights`` (p,): φ_1 … φ_p, of the last value first; ``variance`` is the mean square of what is left."""

    intercept: float
    weights: Floats
    variance: float

    @property
    def order(self) -> int:
        return len(self.weights)

    def ahead(self, series: Floats, rows: Ints, steps: int, before: Ints) -> Floats:
        """The forecasts (m,) of the ``rows`` of ``series`` (N,), ``steps`` before each of them, fed by its own
        forecasts in between. ``before`` (m,) is how many values of its sequence precede each. NaN where too little is
        known."""
        known = before >= steps - 1 + max(self.order, 1)
        last = np.where(known, rows, rows[known][0] if known.any() else 0) - steps
        values = series[np.maximum(last[:, None] - np.arange(self.order), 0)]  # (m, p), the last value first
        for _ in range(steps):
            guess = self.intercept + values @ self.weights
            values = np.column_stack([guess, values[:, :-1]]) if self.order else values
        return np.where(known, guess, np.nan)

    def one_step(self, series: Floats) -> Floats:
        """The forecast (N,) of each value of ``series`` (N,) from the true values before it; NaN for the first p."""
        guess = np.full(len(series), np.nan)
        if len(series) > self.order:
            total = np.full(len(series) - self.order, self.intercept)
            for back, weight in enumerate(self.weights, 1):
                total += weight * series[self.order - back : len(series) - back]
            guess[self.order :] = total
        return guess

    def recursive(self, past: Floats, steps: int) -> Floats:
        """The next ``steps`` values after ``past`` (n,), n ≥ p, each fed by the forecasts before it."""
        values = list(past[len(past) - self.order :]) if self.order else []
        ahead = np.empty(steps)
        for step in range(steps):
            ahead[step] = self.intercept + float(np.dot(self.weights, values[::-1][: self.order]))
            values = [*values[1:], ahead[step]] if self.order else []
        return ahead


def fit(series: Floats | Sequence[Floats], order: int) -> Autoregression:
    """AR(``order``) of one series (N,), or of several that are alike, by least squares with an intercept. Raises
    ``ConfigError`` (ORDER_TOO_LARGE) when there are no more rows than weights."""
    if not 0 <= order <= ORDER_MOST:
        raise outside("order", order, 0, ORDER_MOST)
    several = _several(series)
    rows, length = _rows(several, order), sum(map(len, several))
    if rows <= order + 1:
        raise ConfigError(Fault.ORDER_TOO_LARGE, order=order, rows=length, largest=largest(length))
    mean = _mean(several)
    found = _solved(*_normal(several, mean, order, order), rows)  # about 0, for the sake of the digits
    return Autoregression(found.intercept + mean * (1.0 - float(found.weights.sum())), found.weights, found.variance)


def largest(rows: int) -> int:
    """The highest order that so many values can be fitted with."""
    return min(ORDER_MOST, max((rows - 2) // 2, 0))


def choose(series: Floats | Sequence[Floats], most: int) -> int:
    """The order 0 … ``most`` that Akaike's criterion prefers: n ln σ² + 2 (p + 1), on the same n = N − most rows."""
    several = _several(series)
    most = min(most, largest(max(map(len, several))))
    gram, moment, square = _normal(several, _mean(several), most, most)
    rows = _rows(several, most)
    criteria = []
    for order in range(most + 1):
        part = slice(0, order + 1)
        found = _solved(gram[part, part], moment[part], square, rows)
        criteria.append(rows * np.log(max(found.variance, np.finfo(float).tiny)) + 2 * (order + 1))
    return int(np.argmin(criteria))


def _several(series: Floats | Sequence[Floats]) -> Sequence[Floats]:
    return [series] if isinstance(series, np.ndarray) else series


def _rows(several: Sequence[Floats], first: int) -> int:
    return sum(max(len(series) - first, 0) for series in several)


def _mean(several: Sequence[Floats]) -> float:
    return float(sum(series.sum() for series in several) / max(sum(map(len, several)), 1))


def _blocks(several: Sequence[Floats], first: int) -> Iterator[tuple[Floats, Ints]]:
    for series in several:
        for start in range(first, len(series), _BLOCK):
            yield series, np.arange(start, min(start + _BLOCK, len(series)))


def _normal(several: Sequence[Floats], mean: float, order: int, first: int) -> tuple[Floats, Floats, float]:
    """XᵀX, Xᵀy and yᵀy of the regression of the rows from ``first`` on of every series, less ``mean``; X = (1, x_{t−1}
    … x_{t−p})."""
    gram, moment, square = np.zeros((order + 1, order + 1)), np.zeros(order + 1), 0.0
    for series, rows in _blocks(several, first):
        x = np.column_stack([np.ones(len(rows)), *(series[rows - back] - mean for back in range(1, order + 1))])
        y = series[rows] - mean
        gram += x.T @ x
        moment += x.T @ y
        square += float(y @ y)
    return gram, moment, square


def _solved(gram: Floats, moment: Floats, square: float, rows: int) -> Autoregression:
    """The least-squares weights; of a series without variation the smallest ones."""
    beta: Floats = np.linalg.lstsq(gram, moment, rcond=None)[0].astype(np.float64)
    left = max(square - float(beta @ moment), 0.0)
    return Autoregression(float(beta[0]), beta[1:], left / rows)
