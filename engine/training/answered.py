"""How right answers are that a network writes by itself, held against what should have been written."""

import math
from collections.abc import Iterable
from typing import Any, NamedTuple

import torch
from torch import Tensor

from gatescope.engine.data.preparing.prepare import PreparedAnswers
from gatescope.engine.models.family import Writer
from gatescope.engine.models.losses import NOTHING
from gatescope.engine.training.batches import Chunk

try:
    from rapidfuzz.distance import Levenshtein
except ImportError:  # the extra ``metrics`` is not installed
    Levenshtein: Any = None  # type: ignore[no-redef]


class Answered(NamedTuple):
    """Shares: of answers that are right as a ``whole``, and of ``tokens`` that are right where they should stand, the
    end counted. ``characters``: the character error rate, how many of them must be changed for each that there should
    be; NaN where nothing measures it."""

    whole: float = math.nan
    tokens: float = math.nan
    characters: float = math.nan


UNANSWERED = Answered()


class Tally:
    """Counts answers one by one."""

    def __init__(self, prepared: PreparedAnswers) -> None:
        self._prepared = prepared
        self._answers = self._whole = self._tokens = self._right = self._changes = self._characters = 0

    def add(self, said: list[int], truth: list[int]) -> None:
        """Ids of an answer, and those that it should have, each with the sign of the end."""
        self._answers += 1
        self._tokens += len(truth)
        self._right += sum(one == other for one, other in zip(said, truth, strict=False))
        self._whole += said[: len(truth)] == truth
        if Levenshtein is not None:
            right = self._prepared.text(truth)
            self._changes += Levenshtein.distance(self._prepared.text(said), right)
            self._characters += len(right)

    def told(self) -> Answered:
        if not self._answers:
            return UNANSWERED
        characters = self._changes / self._characters if self._characters else math.nan
        return Answered(self._whole / self._answers, self._right / self._tokens, characters)


def answered(writer: Writer, prepared: PreparedAnswers, chunks: Iterable[Chunk], width: int = 1) -> Answered:
    """Of the pairs in ``chunks``: the greedy answers, or the best that a beam of a ``width`` finds."""
    tally = Tally(prepared)
    for chunk in chunks:
        truth = torch.full(chunk.counted.shape, NOTHING).masked_scatter_(chunk.counted.cpu(), chunk.y.cpu())
        for said, wanted in zip(_said(writer, chunk, width), truth.t().tolist(), strict=True):
            tally.add(said, [symbol for symbol in wanted if symbol != NOTHING])
    return tally.told()


def _said(writer: Writer, chunk: Chunk, width: int) -> list[list[int]]:
    source, lengths, _ = chunk.x
    if width == 1:
        return writer.greedy(source, lengths).t().tolist()
    each = [len(source)] * source.shape[1] if lengths is None else lengths.tolist()
    found = (writer.beam(_alone(source, at, length), width) for at, length in enumerate(each))
    return [list(best[0].symbols) for best in found]


def _alone(source: Tensor, at: int, length: int) -> Tensor:
    return source[:length, at : at + 1]
