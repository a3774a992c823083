"""The training part as a closed form takes it: every target once, in the spans that networks are judged on.

Windows overlap when batches of them are drawn. Here they stand side by side, as in validation, so that what is solved
is what is measured: sequences of the same length, each from zero state.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor

from gatescope.engine.data.preparing.prepare import Prepared
from gatescope.engine.data.rows.spans import Ints, Spans
from gatescope.engine.training.batches import chunk_edges, columns_of, data_tensors, in_order_of_length, take

STEPS_MOST = 1 << 16  # of spans side by side, with their padding


def side_by_side(spans: Spans) -> Spans:
    """Of spans that follow one another at a distance of one row, as many as have every target between them; the last
    one of each row of them reaches back, and counts only what is new."""
    starts, lengths, counted = spans.starts, spans.lengths, spans.counted_from
    apart = (np.diff(starts) != 1) | (np.diff(starts + lengths) != 1) | (np.diff(starts + counted) != 1)
    edges = np.flatnonzero(np.concatenate(([True], apart, [True]))) if len(starts) else np.zeros(1, np.int64)
    kept, from_ = [], []
    for first, end in pairwise(edges.tolist()):
        new = int(lengths[first] - counted[first])  # targets of a span that no other one need count
        own = _every(first, end, max(new, 1))
        kept.append(own)
        since = np.diff(own, prepend=own[0] - new)  # rows that each begins after the one before
        from_.append(lengths[own] - np.minimum(since, new))
    chosen = np.concatenate([np.zeros(0, np.int64), *kept])
    return Spans(starts[chosen], lengths[chosen], np.concatenate([np.zeros(0, np.int64), *from_]))


def _every(first: int, end: int, distance: int) -> Ints:
    """``first``, and on at that distance, and the last one before ``end``."""
    return np.unique(np.append(np.arange(first, end, distance), end - 1))


class Once:
    """Goes through it anew each time that it is asked."""

    def __init__(self, prepared: Prepared, device: torch.device) -> None:
        self._x, self._y = data_tensors(prepared, device)
        self._shift = prepared.shift
        self._spans, _ = in_order_of_length(side_by_side(prepared.training))
        self._columns = torch.from_numpy(columns_of(self._spans)).to(device)

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        lengths = self._spans.lengths
        for first, end in pairwise(chunk_edges(lengths, STEPS_MOST)):
            times = torch.arange(int(lengths[end - 1]), device=self._columns.device)[:, None]
            batch = take(self._x, self._y, times, self._columns[:, first:end], self._shift)
            yield batch.x, batch.y
