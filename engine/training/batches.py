"""What a network is trained and validated on, as tensors on the run's device, time first."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

import numpy as np
import torch
from torch import Tensor

from gatescope.engine.data.preparing.prepare import Prepared
from gatescope.engine.data.rows.spans import Ints, Spans
from gatescope.engine.models.losses import NOTHING

VALUES_MOST = 4_000_000  # of a validation batch's widest layer, so that validating takes no memory to speak of
LONGER_MOST = 1.25  # the longest span of a bucket is so many times as long as its shortest, unless there are few
BUCKET_BATCHES = 4  # spans of a bucket, in batches, at least: a batch is to be a fair sample
IDS_WIDENED = 1 << 21  # of a text: so many are widened once, more of them as they are drawn
_NARROW = (torch.int8, torch.int16)


class Batch(NamedTuple):
    """Inputs (T, B, F) and targets (T, B, D), or ids (T, B), or a ``Pair``, and ids (T, B). ``lengths`` (B,) on the
    device: how many steps of each are its own, the rest being padding; None: all T."""

    x: Any
    y: Tensor
    lengths: Tensor | None = None


class Draws(Protocol):
    """Batches of the training part. What is drawn depends on the generator's state and on nothing before."""

    host: bool  # draws from a generator on the CPU, whatever the run's device is

    def draw(self, generator: torch.Generator) -> Batch: ...


def batches_of(prepared: Prepared, batch: int, device: torch.device) -> Draws:
    """The fastest that draws right."""
    return (Batches if prepared.uniform else Buckets)(prepared, batch, device)


class Batches:
    """Random windows of equal length whose targets all count, drawn by index arithmetic from data on the device."""

    host = False

    def __init__(self, prepared: Prepared, batch: int, device: torch.device) -> None:
        x, y = data_tensors(prepared, device)
        self.x = x  # (N, F), or ids (N,)
        self.y = y[prepared.shift :]  # row t is the target of row t of x
        self.batch = batch
        spans = prepared.training
        self.first, self.count = 0, len(spans)
        self.starts: Tensor | None = None  # (M,), where they do not follow one another
        if spans.consecutive is not None:
            self.first = spans.consecutive.start
        else:
            self.starts = torch.from_numpy(spans.starts).to(device)
        self.offsets = torch.arange(spans.longest, device=device)[:, None]  # (T, 1)

    def draw(self, generator: torch.Generator) -> Batch:
        starts = torch.randint(self.count, (self.batch,), generator=generator, device=self.offsets.device)
        starts = starts + self.first if self.starts is None else self.starts[starts]
        rows = self.offsets + starts  # (T, B)
        return Batch(fed(self.x[rows]), wide(self.y[rows]))


class Buckets:
    """Random spans of about equal length, padded at the end to the batch's longest; targets that do not count are NaN
    or −1. Every span is as likely as any other: the bucket of a random one, then spans of that bucket.

    The padding repeats a span's last input: no network sees in it what it sees nowhere else, and none is judged by it.
    Lengths stay on the host, for they are the shapes of what the device computes.
    """

    host = True

    def __init__(self, prepared: Prepared, batch: int, device: torch.device) -> None:
        self.x, self.y = data_tensors(prepared, device)
        self.shift, self.batch = prepared.shift, batch
        spans, order = in_order_of_length(prepared.training)
        self.order = order  # (M,): which training span each is
        self.lengths = torch.tensor(spans.lengths)  # (M,) rising, on the host
        self.edges = bucket_edges(spans.lengths, BUCKET_BATCHES * batch)  # bucket k: spans edges[k] … edges[k+1]−1
        self.spans = torch.from_numpy(columns_of(spans)).to(device)  # (3, M)
        self.times = torch.arange(spans.longest, device=device)[:, None]  # (T, 1)

    def draw(self, generator: torch.Generator) -> Batch:
        which = self.choose(generator)
        longest = int(self.lengths[which].max())
        # Not waited for: what is copied from pageable memory has been read when the call returns.
        spans = self.spans[:, which.to(self.spans.device, non_blocking=True)]
        return take(self.x, self.y, self.times[:longest], spans, self.shift)

    def choose(self, generator: torch.Generator) -> Tensor:
        """(B,) positions among the spans in the order of their length, of one bucket."""
        # Both numbers are drawn on the host, whose generator this is: a shape that the device drew would be waited for.
        one = int(torch.randint(len(self.lengths), (1,), generator=generator))
        bucket = int(np.searchsorted(self.edges, one, side="right"))
        low, high = int(self.edges[bucket - 1]), int(self.edges[bucket])
        return torch.randint(low, high, (self.batch,), generator=generator)


def in_order_of_length(spans: Spans) -> tuple[Spans, Ints]:
    """The spans from the shortest to the longest, those of equal length as they were, and which each of them was."""
    order = np.argsort(spans.lengths, kind="stable")
    return spans.kept(order), order


def bucket_edges(lengths: Ints, least: int) -> Ints:
    """Where buckets of rising ``lengths`` (M,) begin, and M. A bucket has ``least`` spans (the last one at least, or
    all there are) and ends where they become more than ``LONGER_MOST`` times as long as its first."""
    edges, count = [0], len(lengths)
    while count - edges[-1] >= 2 * least:
        first = edges[-1]
        end = int(np.searchsorted(lengths, lengths[first] * LONGER_MOST, side="right"))
        end = max(end, first + least)
        if count - end < least:
            break
        edges.append(end)
    return np.array([*edges, count])


def columns_of(spans: Spans) -> Ints:
    """(3, M): first rows, lengths, positions of the first target that counts."""
    return np.stack((spans.starts, spans.lengths, spans.counted_from))


def take(x: Tensor, y: Tensor, times: Tensor, spans: Tensor, shift: int) -> Batch:
    """Spans (3, B) side by side, padded: inputs (T, B, …) and targets (T, B, …), NaN or −1 where they do not count.
    ``times`` is 0 … T−1 as (T, 1)."""
    starts, lengths, counted_from = spans
    rows = starts + torch.minimum(times, lengths - 1)  # (T, B)
    target = wide(y[rows + shift])
    idle = (times < counted_from) | (times >= lengths)
    if target.is_floating_point():
        return Batch(fed(x[rows]), target.masked_fill_(idle[..., None], torch.nan), lengths)
    return Batch(fed(x[rows]), target.masked_fill_(idle, NOTHING), lengths)


def fed(x: Tensor) -> Tensor:
    """Inputs as layers take them: the ids of a long text are kept in as few bytes as hold them."""
    return x.int() if x.dtype in _NARROW else x


def wide(target: Tensor) -> Tensor:
    """Targets as losses take them."""
    return target if target.is_floating_point() else target.long()


class Chunk(NamedTuple):
    """Inputs (T, M, …), or a ``Pair``, the targets that count (n, …), and which of the (T, M) targets these are.
    ``weight`` is n, or less where some of a target's columns are NaN: then it is not ``whole``. ``lengths`` (M,) as in
    ``Batch``. ``rows`` (n,) are those of the data that the targets stand in; on the host."""

    x: Any
    y: Tensor
    counted: Tensor
    weight: float
    whole: bool
    lengths: Tensor | None
    rows: Ints


class Validation:
    """The fixed spans of the validation part, and the loss over exactly the targets that are counted."""

    def __init__(self, prepared: Prepared, width: int, device: torch.device) -> None:
        """``width`` is how many values per time step a batch of one span makes (its outputs or its units)."""
        x, y = data_tensors(prepared, device)
        spans, _ = in_order_of_length(prepared.validation)
        columns = torch.from_numpy(columns_of(spans)).to(device)
        self._chunks = []
        for first, end in pairwise(chunk_edges(spans.lengths, VALUES_MOST // max(1, width))):
            times = torch.arange(int(spans.lengths[end - 1]), device=device)[:, None]
            batch = take(x, y, times, columns[:, first:end], prepared.shift)
            self._chunks.append(_chunk(batch, spans.starts[first:end] + prepared.shift))

    def __iter__(self) -> Iterator[Chunk]:
        return (chunk for chunk in self._chunks if chunk.weight)


def _chunk(batch: Batch, firsts: Ints) -> Chunk:
    """Made once, before the first step: what is asked of the device here may be waited for. ``firsts`` (M,) are the
    rows of each span's first target."""
    x, y, lengths = batch
    if not y.is_floating_point():
        counted = y != NOTHING
        return Chunk(x, y[counted], counted, float(counted.sum()), True, lengths, _rows(counted, firsts))
    known = ~y.isnan()
    counted = known.any(-1)
    values = int(known.sum())
    whole = values == int(counted.sum()) * y.shape[-1]
    return Chunk(x, y[counted], counted, values / y.shape[-1], whole, lengths, _rows(counted, firsts))


def _rows(counted: Tensor, firsts: Ints) -> Ints:
    times, spans = counted.cpu().numpy().nonzero()
    return np.asarray(firsts[spans] + times, np.int64)


def chunk_edges(lengths: Ints, steps_most: int) -> list[int]:
    """Where chunks of rising ``lengths`` (M,) begin, and M: each is one span, or has at most ``steps_most`` steps with
    its padding."""
    edges = [0]
    for at in range(1, len(lengths)):
        if (at + 1 - edges[-1]) * int(lengths[at]) > steps_most:
            edges.append(at)
    return [*edges, len(lengths)] if len(lengths) else [0]


def data_tensors(prepared: Prepared, device: torch.device) -> tuple[Tensor, Tensor]:
    """Inputs and targets of the whole data set: (N, F) or ids (N,), and (N, D) or ids (N,)."""
    inputs = prepared.features if prepared.ids is None else prepared.ids
    assert inputs is not None
    x = torch.from_numpy(inputs)
    x = (fed(x) if len(x) <= IDS_WIDENED else x).to(device)
    return x, x if prepared.targets is None else torch.from_numpy(prepared.targets).to(device)
