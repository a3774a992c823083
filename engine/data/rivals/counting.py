"""How often symbols come, and which follows which: what a text is guessed by without a network."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Ids = NDArray[np.integer[Any]]
Rows = Ints | range

LIDSTONE = 0.1
_TABLE_MOST = 1 << 24  # cells of a whole bigram table; beyond it only the pairs asked for are counted
_PIECE = 1 << 18  # counted at once: what is made of them stays in the processor's cache
_SEASON_MOST = 1000
_SEASON_ROWS = 1 << 16  # the last ones tell it as well as all
_SEASON_CLEAR = 0.3  # autocorrelation below this is no season


def unigram_cross_entropy(ids: Ids, learnt: Rows, symbols: int, targets: Ints) -> float:
    """Mean of −log P(next) in nats over the positions ``targets`` of ``ids`` (N,), P counted on the positions
    ``learnt`` with ``LIDSTONE`` added to each of the ``symbols``."""
    counted = np.zeros(symbols, np.int64)
    for start in range(0, len(learnt), _PIECE):
        counted += np.bincount(_taken(ids, learnt[start : start + _PIECE]), minlength=symbols)
    probability = (counted[ids[targets]] + LIDSTONE) / (len(learnt) + LIDSTONE * symbols)
    return float(-np.log(probability).mean())


def bigram_cross_entropy(ids: Ids, learnt: Rows, symbols: int, targets: Ints, lag: int = 1) -> float:
    """Mean of −log P(next | this) in nats over the positions ``targets`` of ``ids`` (N,), ``lag`` after this, P counted
    on the pairs that end at the positions ``learnt`` with ``LIDSTONE`` added to each of the ``symbols`` successors."""
    this = ids[targets - lag].astype(np.int64)
    counted, contexts = _pair_counts(ids, learnt, symbols, this * symbols + ids[targets], lag)
    probability = (counted + LIDSTONE) / (contexts[this] + LIDSTONE * symbols)
    return float(-np.log(probability).mean())


def _pair_counts(ids: Ids, learnt: Rows, symbols: int, pairs: Ints, lag: int) -> tuple[Ints, Ints]:
    """How often each of ``pairs`` (first · symbols + second) ends at ``learnt``; how often each first begins one."""
    table = symbols * symbols <= _TABLE_MOST
    narrow: type = np.min_scalar_type(symbols * symbols).type if table else np.int64  # of a key: counted the faster
    asked = np.arange(symbols * symbols) if table else np.unique(pairs)
    counts, contexts = np.zeros(len(asked), np.int64), np.zeros(symbols, np.int64)
    for start in range(0, len(learnt), _PIECE):
        rows = learnt[start : start + _PIECE]
        first: Ids = _taken(ids, rows, lag).astype(narrow)
        keys = first * narrow(symbols) + _taken(ids, rows).astype(narrow)
        if table:
            counts += np.bincount(keys, minlength=len(asked))
        else:
            contexts += np.bincount(first, minlength=symbols)
            at = np.searchsorted(asked, keys).clip(max=len(asked) - 1)
            counts += np.bincount(at[asked[at] == keys], minlength=len(asked))
    if table:
        return counts[pairs], counts.reshape(symbols, symbols).sum(1)
    return counts[np.searchsorted(asked, pairs)], contexts


def _taken(ids: Ids, rows: Rows, back: int = 0) -> Ids:
    """``ids`` that stand ``back`` before ``rows``; consecutive ones are not copied."""
    if isinstance(rows, range):
        return ids[rows.start - back : rows.stop - back]
    return ids[rows - back]
