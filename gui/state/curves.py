"""Columns that grow by a few rows a tick, their smoothing and their thinning for the screen. Free of Qt.

All three cost what is new, never what is there: a run of a million steps is drawn 30 times a second.
"""

import math
from dataclasses import dataclass

import numpy as np

from gatescope.engine.protocol.frame import Array

BLOCK = 64  # rows per entry of the table of extremes, and per matrix product of the smoothing
WILD = 100.0
FORGOTTEN = 0.01  # the weight of a value that is no part of a moving average of logarithms any more


class Column:
    """An append-only column. Room grows by half, so that a column takes at most 1.5 times what it holds."""

    def __init__(self, dtype: str) -> None:
        self._room = np.empty(256, dtype)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def values(self) -> Array:
        """(n,) a read-only look at what is there; it stays valid, later rows are not part of it."""
        view = self._room[: self._count]
        view.flags.writeable = False
        return view

    @property
    def nbytes(self) -> int:
        return self._room.nbytes

    def extend(self, values: Array) -> None:
        end = self._count + len(values)
        if end > len(self._room):
            room = np.empty(max(end, len(self._room) * 3 // 2), self._room.dtype)
            room[: self._count] = self._room[: self._count]
            self._room = room
        with np.errstate(over="ignore"):  # single precision is enough to draw
            self._room[self._count : end] = values
        self._count = end


def _weighted_sums(values: Array, weight: float) -> Array:
    """s_k = weight · s_{k−1} + x_k from s = 0, float64 (n,) → (n,): one matrix product per block, carried over
    between the blocks by the same recursion with weight^BLOCK."""
    if len(values) <= BLOCK:
        power = weight ** np.arange(len(values))
        return np.array([power[k::-1] @ values[: k + 1] for k in range(len(values))])
    blocks = -(-len(values) // BLOCK)
    padded = np.zeros(blocks * BLOCK)
    padded[: len(values)] = values
    lag = np.subtract.outer(np.arange(BLOCK), np.arange(BLOCK))
    kernel = np.where(lag >= 0, float(weight) ** np.maximum(lag, 0), 0.0)
    local = padded.reshape(blocks, BLOCK) @ kernel.T
    carried = _weighted_sums(local[:-1, -1], weight**BLOCK)
    local[1:] += np.multiply.outer(carried, weight ** np.arange(1, BLOCK + 1))
    return local.ravel()[: len(values)]


class Ema:
    """The debiased exponential moving average, as Adam's moments are (Kingma & Ba 2015, section 3), fed in pieces.

    ``weight`` 0 returns the values. NaN and infinite values are carried over and do not poison what follows.
    """

    def __init__(self, weight: float) -> None:
        self.weight = weight
        self._sum = 0.0
        self._count = 0

    def extend(self, values: Array) -> Array:
        """(n,) new values → (n,) their averages, float64."""
        out = np.array(values, np.float64)
        if self.weight <= 0 or not len(out):
            return out
        finite = np.isfinite(out)
        if finite.all():
            return self._averages(out)
        out[finite] = self._averages(out[finite])
        return out

    def _averages(self, values: Array) -> Array:
        if not len(values):
            return values
        sums = _weighted_sums(values, self.weight)
        # powers of the weight: beyond e^−40 they add nothing to a float64
        powers = self.weight ** np.arange(1, min(len(values), int(-40 / np.log(self.weight)) + 1) + 1)
        sums[: len(powers)] += self._sum * powers
        last = float(sums[-1])
        sums *= 1.0 - self.weight
        # the weights of the values seen so far add up to less than 1: what makes the early averages unbiased
        sums[: len(powers)] /= 1.0 - self.weight**self._count * powers
        self._sum = last
        self._count += len(values)
        return sums


class LogEma:
    """The debiased moving average of the logarithms over the newest n values that have one, fed in pieces:

        s_t = (1 − w) / (1 − w^m) · Σ_{k<m} w^k log10 x_{t−k},   m = min(t, n),   w^n = FORGOTTEN

    with the bias taken out as Adam does it (see ``Ema``). It is a mean of those n logarithms, so that it never leaves
    the range of the newest n values: one wild value raises it for a moment and is forgotten, where the logarithm of a
    mean would come down from it over hundreds of steps, as nothing that was learnt did.
    """

    def __init__(self, weight: float) -> None:
        self.weight = weight
        self._reach = math.ceil(math.log(FORGOTTEN) / math.log(weight)) if weight > 0 else 1
        self._sums = np.zeros(self._reach)  # Σ w^k log10 x_{t−k} over all k, at the newest n steps
        self._count = 0

    def extend(self, values: Array) -> Array:
        """(n,) new values → (n,) averages of their logarithms, float64; NaN where a value has no logarithm."""
        values = np.asarray(values, np.float64)
        usable = np.isfinite(values) & (values > 0)
        out = np.full(len(values), np.nan)
        if usable.any():
            out[usable] = self._averages(np.log10(values[usable]))
        return out

    def _averages(self, logs: Array) -> Array:
        if self.weight <= 0:
            return logs
        steps = np.arange(1, len(logs) + 1)
        with np.errstate(under="ignore"):
            sums = _weighted_sums(logs, self.weight) + self._sums[-1] * self.weight**steps
        known = np.concatenate([self._sums, sums])
        seen = np.minimum(self._count + steps, self._reach)
        local = sums - self.weight**self._reach * known[: len(sums)]  # without those that are too long ago
        self._sums, self._count = known[-self._reach :], self._count + len(sums)
        return np.asarray(local * (1 - self.weight) / (1 - self.weight**seen))


def tamed(values: Array, before: Array) -> Array:
    """Values for a plain mean: one that is more than ``WILD`` times what the values before it come to, 10^``before``,
    counts as that many times; else a mean would come down from it over hundreds of steps. ``before`` may be shorter
    than the values by the first, which has none before it."""
    known = np.concatenate([np.full(len(values) - len(before), np.nan), before])
    with np.errstate(over="ignore"):
        most = WILD * 10.0 ** known.astype(np.float64)
    return np.where(np.isfinite(values), np.fmin(values, most), values)


@dataclass(frozen=True)
class Thinned:
    """``rows`` (m,) are row numbers of the column, ``low``/``high`` alternate in ``values`` (m,)."""

    rows: Array
    values: Array


class Curve:
    """A column with a table of the extremes of every ``BLOCK`` rows, so that thinning keeps every peak."""

    def __init__(self) -> None:
        self.column = Column("f4")
        self._low = Column("f4")
        self._high = Column("f4")

    def __len__(self) -> int:
        return len(self.column)

    @property
    def nbytes(self) -> int:
        return self.column.nbytes + self._low.nbytes + self._high.nbytes

    def extend(self, values: Array) -> None:
        self.column.extend(values)
        done = len(self._low) * BLOCK
        whole = self.column.values[done : len(self.column) // BLOCK * BLOCK].reshape(-1, BLOCK)
        if len(whole):
            self._low.extend(np.fmin.reduce(whole, axis=1))
            self._high.extend(np.fmax.reduce(whole, axis=1))

    def thin(self, columns: int) -> Thinned:
        """At most about two points per screen column. A bin gives its lowest value, then its highest."""
        count, values = len(self.column), self.column.values
        if count <= 4 * columns or count < 4 * BLOCK:
            return Thinned(np.arange(count), values)
        blocks = len(self._low)
        width = -(-blocks // max(columns, 1))
        starts = np.arange(0, blocks, width)
        low = np.fmin.reduceat(self._low.values, starts)
        high = np.fmax.reduceat(self._high.values, starts)
        ends = np.minimum(starts + width, blocks)
        rows = np.stack([starts * BLOCK, (starts + ends) * BLOCK // 2], axis=1).ravel()
        tail = np.arange(blocks * BLOCK, count)  # rows that do not fill a block yet: as they are
        pairs = np.stack([low, high], axis=1).ravel()
        return Thinned(np.concatenate([rows, tail]), np.concatenate([pairs, values[tail]]))
