"""Words, graphemes and morphemes as tokens: whatever cuts a text into pieces that make it up again.

Graphemes and words are Unicode's (UAX #29), found by the ``regex`` package. White space and punctuation between words
are tokens too, so that nothing is lost.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import chain, repeat

import numpy as np
import regex

from gatescope.engine.config.data import Level
from gatescope.engine.data.tokens.base import (
    UNKNOWN,
    UNKNOWN_NAME,
    Encoded,
    Ids,
    Slices,
    Tokeniser,
    blocks,
    frequent,
    nfc,
)

Cut = Callable[[str], list[str]]

graphemes: Cut = regex.compile(r"\X").findall
words: Cut = regex.compile(r"(?wsV1).+?\b").findall  # V1 and w: borders as in UAX #29; s: lines are pieces too


class Pieces(Tokeniser):
    """The pieces that ``cut`` makes of a training part; their ids follow from 1 in the order of their code points.
    Joined, the pieces of a text must be that text."""

    def __init__(self, level: Level, cut: Cut, training: Iterable[str], most: int = 0, least: int = 1) -> None:
        self.level = level
        self._cut = cut
        counts: Counter[str] = Counter()
        for text in training:
            for block in blocks(nfc(text)):
                counts.update(cut(block))
        self._names = (UNKNOWN_NAME, *frequent(counts, most, least))
        self._ids = {name: at for at, name in enumerate(self._names) if at != UNKNOWN}

    def __len__(self) -> int:
        return len(self._names)

    def pieces(self, text: str) -> list[str]:
        return list(chain.from_iterable(map(self._cut, blocks(nfc(text)))))

    def encoded(self, texts: Iterable[str]) -> Encoded:
        prepared = [nfc(text) for text in texts]
        ids, sizes, lengths = [np.zeros(0, np.int32)], [np.zeros(0, np.int64)], np.zeros(len(prepared), np.int64)
        for at, text in enumerate(prepared):
            for block in blocks(text):
                pieces = self._cut(block)
                ids.append(self._looked_up(pieces))
                sizes.append(np.fromiter(map(len, pieces), np.int64, len(pieces)))
                lengths[at] += len(pieces)
        ends = np.cumsum(np.concatenate(sizes))
        return Encoded(np.concatenate(ids), lengths, Slices("".join(prepared), ends))

    def name(self, symbol: int) -> str:
        if not 0 <= symbol < len(self):
            raise IndexError(symbol)
        return self._names[symbol]

    def _looked_up(self, pieces: list[str]) -> Ids:
        return np.fromiter(map(self._ids.get, pieces, repeat(UNKNOWN)), np.int32, len(pieces))
