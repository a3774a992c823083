"""Pairs of sequences as a network is trained and validated on them, as tensors on the run's device, time first."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor

from gatescope.engine.data.preparing.prepare import Pair, Prepared, PreparedAnswers
from gatescope.engine.data.rows.spans import Ints, Spans
from gatescope.engine.models.losses import NOTHING
from gatescope.engine.training.batches import (
    BUCKET_BATCHES,
    VALUES_MOST,
    Batch,
    Chunk,
    Draws,
    Validation,
    batches_of,
    bucket_edges,
    chunk_edges,
)

PAIRS_MOST = 256  # that are validated on at once


def drawn_from(prepared: Prepared, batch: int, device: torch.device) -> Draws:
    """Batches of the training part, of pairs or of stretches of rows."""
    if isinstance(prepared, PreparedAnswers):
        return PairBatches(prepared, batch, device)
    return batches_of(prepared, batch, device)


def judged_on(prepared: Prepared, width: int, device: torch.device) -> Iterable[Chunk]:
    """The fixed stretches of the validation part; ``width`` as in ``Validation``."""
    if isinstance(prepared, PreparedAnswers):
        return PairValidation(prepared, width, device)
    return Validation(prepared, width, device)


class PairRows:
    """The pairs of some ``spans`` of the rows that are written, from the shortest source to the longest, side by side.

    Padding repeats the last symbol, and no target counts there. Lengths stay on the host, for they are the shapes of
    what the device computes."""

    def __init__(self, prepared: PreparedAnswers, spans: Spans, device: torch.device) -> None:
        edges = prepared.layout.edges
        self.numbers = np.searchsorted(edges, spans.starts)
        read = np.diff(prepared.reading)[self.numbers]
        order = np.argsort(read, kind="stable")
        self.numbers, self.read = self.numbers[order], read[order]
        self.written = spans.lengths[order]
        self._lengths = torch.from_numpy(np.stack((self.read, self.written)))  # (2, M) on the host
        self._even = [bool((each == each[:1]).all()) for each in (self.read, self.written)]
        self._times = torch.arange(int(self._lengths.max()) if len(spans) else 0)[:, None]
        starts = np.stack((prepared.reading[self.numbers], edges[self.numbers]))
        self._starts = torch.from_numpy(starts).to(device)
        self._source = torch.from_numpy(prepared.source).to(device)
        assert prepared.ids is not None and prepared.targets is not None  # noqa: PT018
        self._given = torch.from_numpy(np.asarray(prepared.ids)).to(device)
        self._targets = torch.from_numpy(prepared.targets).to(device)

    def __len__(self) -> int:
        return len(self.numbers)

    def take(self, which: Tensor) -> Batch:
        """The pairs at the positions ``which`` (B,), on the host."""
        read, written = self._lengths[:, which]
        begin_read, begin_written = self._starts[:, which.to(self._starts.device, non_blocking=True)]
        source = self._source[self._rows(begin_read, read, self._even[0])]
        rows = self._rows(begin_written, written, self._even[1])
        y = self._targets[rows]
        if not self._even[1]:
            over = self._times[: len(y)] >= written
            y = y.masked_fill_(over.to(y.device, non_blocking=True), NOTHING)
        same = self._even[0] or bool((read == len(source)).all())
        return Batch(Pair(source, None if same else read, self._given[rows]), y, None)

    def _rows(self, begins: Tensor, lengths: Tensor, even: bool) -> Tensor:
        """(T, B): the rows from each of ``begins`` on, the last one of its ``lengths`` again where others go on."""
        times = self._times[: int(lengths[0] if even else lengths.max())]
        times = times if even else torch.minimum(times, lengths - 1)
        return begins + times.to(begins.device, non_blocking=True)


class PairBatches:
    """Random pairs whose sources are of about equal length. Every pair is as likely as any other: the bucket of a
    random one, then pairs of that bucket."""

    host = True

    def __init__(self, prepared: PreparedAnswers, batch: int, device: torch.device) -> None:
        self.rows, self.batch = PairRows(prepared, prepared.training, device), batch
        self.edges: Ints = bucket_edges(self.rows.read, BUCKET_BATCHES * batch)

    def draw(self, generator: torch.Generator) -> Batch:
        one = int(torch.randint(len(self.rows), (1,), generator=generator))
        bucket = int(np.searchsorted(self.edges, one, side="right"))
        low, high = int(self.edges[bucket - 1]), int(self.edges[bucket])
        return self.rows.take(torch.randint(low, high, (self.batch,), generator=generator))


class PairValidation:
    """The pairs of the validation part, once each."""

    def __init__(self, prepared: PreparedAnswers, width: int, device: torch.device) -> None:
        rows = PairRows(prepared, prepared.validation, device)
        longest = np.maximum(rows.read, int(rows.written.max(initial=1)))
        steps = min(VALUES_MOST // max(1, width), PAIRS_MOST * int(longest.max(initial=1)))
        edges = chunk_edges(longest, steps)
        self._chunks = [
            _chunk(rows.take(torch.arange(first, end)), prepared.layout.edges[rows.numbers[first:end]])
            for first, end in pairwise(edges)
        ]

    def __iter__(self) -> Iterator[Chunk]:
        return iter(self._chunks)


def _chunk(batch: Batch, firsts: Ints) -> Chunk:
    """``firsts`` (M,) are the rows of each answer's first symbol."""
    counted = batch.y != NOTHING
    times, answers = counted.cpu().numpy().nonzero()
    rows = np.asarray(firsts[answers] + times, np.int64)
    return Chunk(batch.x, batch.y[counted], counted, float(counted.sum()), True, None, rows)
