"""Stretches of rows that a network sees at once: where they begin, how long they are, which of their targets count.

Rows stand sequence after sequence. The target of input row r is row r + ``shift`` (the horizon; 0 where every step or
every sequence has a target of its own). No span crosses the end of a sequence; no target of a training span is one of
the validation part, whose inputs may reach back.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Spans:
    """``starts`` (M,) are the first input rows, ``lengths`` (M,) how many inputs each has, ``counted_from`` (M,) the
    position in the span of the first target that counts: those before belong to the training part or were counted by
    another span. Targets that are NaN or −1 never count.

    ``consecutive`` is the range of the starts when they follow one another: then nothing is stored for each.
    """

    def __init__(self, starts: Ints | range, lengths: Ints | int, counted_from: Ints | int = 0) -> None:
        self.consecutive = starts if isinstance(starts, range) else None
        self._starts, self._count = starts, len(starts)
        self._lengths, self._counted_from = lengths, counted_from

    def __len__(self) -> int:
        return self._count

    @cached_property
    def starts(self) -> Ints:
        return np.arange(self._starts.start, self._starts.stop) if isinstance(self._starts, range) else self._starts

    @property
    def lengths(self) -> Ints:
        return np.broadcast_to(np.asarray(self._lengths, np.int64), self._count)

    @property
    def counted_from(self) -> Ints:
        return np.broadcast_to(np.asarray(self._counted_from, np.int64), self._count)

    @property
    def shortest(self) -> int:
        return int(np.min(self._lengths)) if self._count else 0

    @property
    def longest(self) -> int:
        return int(np.max(self._lengths, initial=0))

    def target_rows(self, shift: int) -> Ints:
        """The rows of the targets from ``counted_from`` on of all spans, in their order."""
        counts = self.lengths - self.counted_from
        firsts = self.starts + self.counted_from + shift
        return np.repeat(firsts, counts) + places(counts)

    def kept(self, at: Ints) -> "Spans":
        """Only the spans at the positions ``at``."""
        return Spans(self.starts[at], self.lengths[at], self.counted_from[at])


def places(counts: Ints) -> Ints:
    """0 … c−1 for each c of ``counts``, one after the other."""
    return np.arange(counts.sum()) - np.repeat(counts.cumsum() - counts, counts)


@dataclass(frozen=True, eq=False)
class Layout:
    """Where sequences lie and where the validation part begins in each: sequence k has the rows ``edges[k] …
    edges[k+1]-1``, those from ``borders[k]`` on are of the validation part. ``edges`` (S+1,), ``borders`` (S,).

    ``lost`` are the first rows of every sequence that differencing has left without a value: no span touches them.
    """

    edges: Ints
    borders: Ints
    lost: int = 0

    @classmethod
    def single(cls, rows: int, share: float, lost: int = 0) -> "Layout":
        """One sequence whose last ``share`` is validated on."""
        return cls(np.array([0, rows]), np.array([training_rows(rows, share)]), lost)

    def __len__(self) -> int:
        return len(self.borders)

    @property
    def rows(self) -> int:
        return int(self.edges[-1])

    @property
    def lengths(self) -> Ints:
        return np.diff(self.edges)

    @property
    def first(self) -> Ints:
        """The first row of each sequence that a span may touch; at most one past its last."""
        return np.minimum(self.edges[:-1] + self.lost, self.edges[1:])

    @cached_property
    def training(self) -> Mask:
        """(N,): which rows are of the training part."""
        mask = np.zeros(self.rows, bool)
        counts = self.borders - self.edges[:-1]
        mask[np.repeat(self.edges[:-1], counts) + places(counts)] = True
        return mask

    @cached_property
    def places(self) -> Ints:
        """(N,): the position of each row in its sequence."""
        return places(self.lengths)

    @property
    def parts(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """(first, one past last) row of the training part and of the validation part; where sequences of both take
        turns, the stretches that hold all of each."""
        ends, starts = self.edges[1:], self.edges[:-1]
        learnt, validated = self.borders > starts, self.borders < ends
        training = (int(starts[learnt][0]), int(self.borders[learnt][-1])) if learnt.any() else (0, 0)
        validation = (int(self.borders[validated][0]), int(ends[validated][-1])) if validated.any() else (0, 0)
        return training, validation

    def sequence_of(self, row: int) -> int:
        """Which sequence has ``row``. Raises ``IndexError``."""
        if not 0 <= row < self.rows:
            raise IndexError(row)
        return int(np.searchsorted(self.edges, row, side="right")) - 1


def training_spans(layout: Layout, window: int, shift: int) -> Spans:
    """Every stretch of ``window`` rows whose targets are of the training part, and the whole of a sequence that is
    shorter. ``window`` 0: whole sequences."""
    first = layout.first
    usable = np.maximum(layout.borders - shift - first, 0)
    lengths = np.minimum(window, usable) if window else usable
    counts = np.where(lengths > 0, usable - lengths + 1, 0)
    if len(layout) == 1:
        start = int(first[0])
        return Spans(range(start, start + int(counts[0])), int(lengths[0]))
    return Spans(np.repeat(first, counts) + places(counts), np.repeat(lengths, counts))


def validation_spans(layout: Layout, window: int, shift: int) -> Spans:
    """Spans whose counted targets are those of the validation part that have an input, each counted once. The last one
    of a sequence reaches back so that it ends with it. ``window`` 0: whole sequences."""
    first, ends = layout.first, layout.edges[1:]
    longest = np.maximum(ends - shift - first, 0)
    lengths = np.minimum(window, longest) if window else longest
    target = np.maximum(layout.borders, first + shift)
    counts = np.where(lengths > 0, -(-np.maximum(ends - target, 0) // np.maximum(lengths, 1)), 0)
    of = np.repeat(np.arange(len(layout)), counts)
    targets = target[of] + places(counts) * lengths[of]
    starts = np.minimum(targets, ends[of] - lengths[of]) - shift
    return Spans(starts, lengths[of], targets - shift - starts)


def evenly(count: int, most: int) -> Ints:
    """Positions 0 … count-1, or ``most`` of them spread evenly, the first and the last among them."""
    if count <= most:
        return np.arange(count)
    return np.linspace(0, count - 1, most).round().astype(np.int64)


def training_rows(rows: int, share: float) -> int:
    """How many of ``rows`` come before the validation part: at least one, and at least one is left."""
    validation = -int(-(rows * share - 1e-9) // 1)
    return min(max(rows - validation, 1), rows - 1)
