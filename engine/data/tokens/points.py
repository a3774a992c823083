"""Code points and jamo as tokens. They go through one lookup table: no Python loop over a text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.data import Level
from gatescope.engine.data.tokens.base import UNKNOWN, UNKNOWN_NAME, Characters, Encoded, Ids, Tokeniser, narrowest, nfc
from gatescope.engine.data.tokens.hangul import Points, jamo

_POINTS = 0x110000  # every Unicode code point
_PIECE = 1 << 18  # characters at once: what is made of them stays in the processor's cache
_FEW = 8
_TICK = 1 << 22


def code_points(text: str, first: int = 0) -> Iterator[tuple[int, Points]]:
    """The code points of ``text``, from that at ``first`` on, in pieces, with the position of each piece. Lone
    surrogates pass through."""
    for start in range(first, len(text), _PIECE):
        yield start, _points_of(text, start)


def _points_of(text: str, start: int) -> Points:
    return np.frombuffer(text[start : start + _PIECE].encode("utf-32-le", "surrogatepass"), "<u4")


@dataclass(frozen=True, eq=False)
class Alphabet:
    """The different code points of a text (V,), rising, and how often each comes."""

    points: Points
    counts: NDArray[np.int64]

    def without(self, part: "Alphabet") -> "Alphabet":
        """That of the rest of the text, where ``part`` is one part's."""
        counts = self.counts.copy()
        counts[np.searchsorted(self.points, part.points)] -= part.counts
        return Alphabet(self.points[counts > 0], counts[counts > 0])


def alphabet(texts: Iterable[str], start: int = 0, tick: Callable[[int, int], None] | None = None) -> Alphabet:
    """That of texts, each from its character ``start`` on. ``tick(done, size)`` is called about every 4 million."""
    counts = np.zeros(_POINTS, np.int64)
    for text in texts:
        for at, points in code_points(text, start):
            if tick is not None and at % _TICK == 0:
                tick(at, len(text))
            found = np.bincount(points)
            counts[: len(found)] += found
    there = np.flatnonzero(counts)
    return Alphabet(there.astype(np.uint32), counts[there])


class Vocabulary(Tokeniser):
    """The characters of a training part; its ids follow from 1 in the order of their code points. ``most`` and
    ``least`` as in ``TokenConfig``. The texts are taken as they come: given in NFC they cost no second look."""

    level = Level.CODE_POINT

    def __init__(self, training: str | Iterable[str] | Alphabet, most: int = 0, least: int = 1) -> None:
        if not isinstance(training, Alphabet):
            texts = (training,) if isinstance(training, str) else training
            training = alphabet(_joined([self._split(text) for text in texts]))
        self._points = _frequent(training, most, least)
        self._ids: Ids = np.full(_POINTS, UNKNOWN, narrowest(len(self._points) + 1))
        self._ids[self._points] = np.arange(1, len(self._points) + 1)

    def __len__(self) -> int:
        return len(self._points) + 1

    def pieces(self, text: str) -> list[str]:
        return list(self._split(text))

    def encoded(self, texts: Iterable[str]) -> Encoded:
        return self.characters([self._split(text) for text in texts])

    def characters(self, texts: Sequence[str]) -> Encoded:
        """Texts whose characters are the tokens."""
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        return Encoded(self._looked_up(texts), lengths, Characters(texts, np.cumsum(lengths)))

    def name(self, symbol: int) -> str:
        if not 0 <= symbol < len(self):
            raise IndexError(symbol)
        return UNKNOWN_NAME if symbol == UNKNOWN else chr(int(self._points[symbol - 1]))

    def _split(self, text: str) -> str:
        """``text`` so that each of its characters is a token."""
        return nfc(text)

    def _looked_up(self, texts: Sequence[str]) -> Ids:
        ids: Ids = np.empty(sum(map(len, texts)), self._ids.dtype)
        first = 0
        for text in _joined(texts):
            self._look_up(text, ids[first : first + len(text)])
            first += len(text)
        return ids

    def _look_up(self, text: str, place: Ids) -> None:
        """Writes the ids of ``text`` to ``place``. Two threads take turns at a long one: much of the time goes into
        memory that is touched for the first time."""

        def look(start: int) -> None:
            points = _points_of(text, start)
            into = place[start : start + len(points)]
            np.take(self._ids, points, out=into, mode="clip")  # "clip": else the result is made twice

        starts = range(0, len(text), _PIECE)
        if len(starts) <= _FEW:
            list(map(look, starts))
            return
        with ThreadPoolExecutor(2, "tokens") as pool:
            list(pool.map(look, starts))


class Jamo(Vocabulary):
    """The characters of a training part, its Hangul syllables as the letters they are made of."""

    level = Level.JAMO

    def _split(self, text: str) -> str:
        return "".join(_text(jamo(points)) for _, points in code_points(nfc(text)))

    def decode(self, ids: Iterable[int]) -> str:
        return nfc(super().decode(ids))


def _joined(texts: Sequence[str]) -> Sequence[str]:
    """Many texts as one; few, which may be long, as they are."""
    return texts if len(texts) <= _FEW else ("".join(texts),)


def _frequent(training: Alphabet, most: int, least: int) -> Points:
    """The code points to know, rising: the same rule as ``token_base.frequent``."""
    enough = np.flatnonzero(training.counts >= least)
    if most and len(enough) >= most:
        often = np.argsort(-training.counts[enough], kind="stable")
        enough = np.sort(enough[often[: max(1, most - 1)]])
    return training.points[enough]


def _text(points: Points) -> str:
    return points.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
