"""Markov chains of symbols: the next symbol from the n − 1 before it, counted and smoothed.

    P_k(s | u) = (count(u s) + D(u) P_{k−1}(s | u′)) / (count(u ·) + D(u))

with u′ the context without its oldest symbol, D(u) how many different symbols follow u, and P_{−1} = 1 / V (Witten &
Bell 1991, as interpolation in Chen & Goodman 1999). What u was never seen with still has a probability, and there is
nothing to tune.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.setting import outside

Ints = NDArray[np.int64]
Ids = NDArray[np.signedinteger[Any]]  # of any width: those of a small vocabulary are narrow
Floats = NDArray[np.float64]
ORDER_MOST = 5


@dataclass(frozen=True, eq=False)
class _Grams:
    """The different k-grams of a text. ``keys`` rise: id of the first k − 1 symbols · V + the last; a k-gram's own id
    is its place among them. Of the contexts, which are the (k − 1)-grams by id: ``follows`` and ``kinds``."""

    keys: Ints
    counts: Ints
    follows: Ints  # symbols that follow a context, in all
    kinds: Ints  # different ones

    def find(self, keys: Ids) -> Ints:
        """The ids of k-grams by key, −1 for one that the text does not have."""
        at = np.searchsorted(self.keys, keys).clip(max=len(self.keys) - 1)
        return np.where(self.keys[at] == keys, at, -1)


class NGrams:
    """An n-gram model of a training text: symbols 0 … V−1, n from 1 to ``ORDER_MOST``."""

    def __init__(self, ids: Ids, symbols: int, n: int, places: Ints | None = None) -> None:
        """Counts ``ids`` (N,). ``places`` (N,) are the positions in their texts, None when it is one. Raises
        ``ConfigError`` (CONFIG_VALUE): an n out of range, a text without symbols."""
        if not 1 <= n <= ORDER_MOST:
            raise outside("n", n, 1, ORDER_MOST)
        if not len(ids):
            raise outside("length", 0, 1, 2**62)
        self.symbols, self.n = symbols, n
        self._tables: list[_Grams] = []
        place = np.arange(len(ids)) if places is None else np.minimum(places, np.arange(len(ids)))
        known, contexts = np.zeros(len(ids), np.int64), 1  # the id of the k-gram before each position
        for k in range(n):
            here = np.flatnonzero(place >= k)
            if not len(here):
                break
            found, grams, counts = np.unique(known[here] * symbols + ids[here], return_inverse=True, return_counts=True)
            follows = np.bincount(found // symbols, counts, contexts).astype(np.int64)
            self._tables.append(_Grams(found, counts, follows, np.bincount(found // symbols, minlength=contexts)))
            contexts = len(found)
            known = np.zeros(len(ids) + 1, np.int64)
            known[here + 1] = grams
            known = known[:-1]

    def probability(self, ids: Ids, at: Ints, n: int = ORDER_MOST, places: Ints | None = None) -> Floats:
        """P(ids[t] | the n − 1 symbols before t) for the positions ``at`` (m,) of ``ids`` (N,)."""
        result, before = np.full(len(at), 1.0 / self.symbols), at if places is None else places[at]
        for k, table in enumerate(self._tables[:n]):
            context = self._contexts(ids, at, before, k)
            seen = context >= 0
            gram = table.find(np.where(seen, context, 0) * self.symbols + ids[at])
            count = np.where(seen & (gram >= 0), table.counts[gram.clip(min=0)], 0)
            follows, kinds = table.follows[context.clip(min=0)], table.kinds[context.clip(min=0)]
            mixed = (count + kinds * result) / np.maximum(follows + kinds, 1)
            result = np.where(seen & (follows > 0), mixed, result)
        return result

    def cross_entropy(self, ids: Ids, at: Ints, n: int = ORDER_MOST, places: Ints | None = None) -> float:
        """Mean of −log P in nats over the positions ``at``."""
        return float(-np.log(self.probability(ids, at, n, places)).mean())

    def next(self, past: Ints, n: int = ORDER_MOST) -> Floats:
        """P(s | the last n − 1 symbols of ``past``) for every symbol (V,)."""
        text, at = np.append(past, 0), np.array([len(past)])
        result = np.full(self.symbols, 1.0 / self.symbols)
        for k, table in enumerate(self._tables[:n]):
            context = int(self._contexts(text, at, at, k)[0])
            if context < 0 or not table.follows[context]:
                break
            low, high = np.searchsorted(table.keys, (context * self.symbols, (context + 1) * self.symbols))
            counts = np.zeros(self.symbols)
            counts[table.keys[low:high] % self.symbols] = table.counts[low:high]
            result = (counts + table.kinds[context] * result) / (table.follows[context] + table.kinds[context])
        return result

    def generate(self, past: Ints, length: int, seed: int, n: int = ORDER_MOST) -> Ints:
        """``length`` symbols that go on after ``past``, each drawn given those before it."""
        rng = np.random.default_rng(seed)
        text = [int(symbol) for symbol in past[max(0, len(past) - self.n + 1) :]]
        start = len(text)
        for _ in range(length):
            recent = np.array(text[max(0, len(text) - self.n + 1) :], np.int64)
            drawn = np.searchsorted(self.next(recent, n).cumsum(), rng.random(), side="right")
            text.append(min(int(drawn), self.symbols - 1))
        return np.array(text[start:], np.int64)

    def _contexts(self, ids: Ids, at: Ints, before: Ints, k: int) -> Ints:
        """The ids of the k-grams before the positions ``at``, each of which has so many symbols ``before`` it: −1 where
        they are fewer, or the training text does not have it."""
        context = np.where(before >= k, 0, -1)
        for back in range(k, 0, -1):
            table = self._tables[k - back]
            symbol = ids[np.maximum(at - back, 0)]
            context = np.where(context >= 0, table.find(np.maximum(context, 0) * self.symbols + symbol), -1)
        return context
