"""What every tokeniser is: a text as ids and back, at whatever level it is cut.

``engine.data.tokens.tokeniser`` makes them; nothing else needs to know which one it has.
"""

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.data import Level

UNKNOWN = 0
UNKNOWN_NAME = "<unk>"
PADDING = -1  # of ids that fill a batch up; in no vocabulary, and never learnt
BLOCK = 1 << 20  # characters that are worked on at once

Ids = NDArray[np.signedinteger[Any]]  # of the narrowest type: a long text is a great many of them
_STRETCH = 1 << 15  # characters that are composed by themselves
_ASCII = re.compile(r"[\x00-\x7f]")


class Written(Protocol):
    """The pieces of a text, by number."""

    def __getitem__(self, row: int, /) -> str: ...


@dataclass(frozen=True, eq=False)
class Encoded:
    """Texts as tokens, one after the other: ``ids`` (N,), how many of them are each text's, ``lengths`` (M,), and
    the token of each row as it stands in the text, ``written[row]``: also one that is unknown."""

    ids: Ids
    lengths: NDArray[np.int64]
    written: Written


class Tokeniser(ABC):
    """Cuts texts into tokens of one ``level`` and numbers them, by what it has seen in a training part.

    Id 0 is ``<unk>``; ``len()`` counts it too. ``decode(encode(s))`` is ``s`` at the levels of byte and subword, which
    know everything, and ``s`` in NFC at the others, as far as the training part has its tokens. Made from the same
    texts, two are the same.
    """

    level: Level
    model: bytes = b""  # what it has learnt, where another version of a library might learn something else

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def pieces(self, text: str) -> list[str]:
        """The tokens (n,) of ``text`` as a person sees them, as many as ``encode`` gives ids."""

    @abstractmethod
    def name(self, symbol: int) -> str:
        """The token of an id as a person sees it; ``<unk>`` for 0. Raises ``IndexError`` for an id of nothing."""

    @abstractmethod
    def encoded(self, texts: Iterable[str]) -> Encoded:
        """Many texts at once, such as a training and a validation part, or the cells of a column."""

    def encode(self, text: str) -> NDArray[np.int64]:
        """Ids (n,) of the tokens of ``text``; 0 where the training part has not seen one (or not often enough)."""
        return self.encoded((text,)).ids.astype(np.int64)

    def decode(self, ids: Iterable[int]) -> str:
        """The text of ids, padding left out. Raises ``IndexError``."""
        return "".join(self.name(int(symbol)) for symbol in ids if symbol != PADDING)

    def prepared(self, text: str) -> str:
        """``text`` as it is before it is cut: what is not told apart any more is one here."""
        return nfc(text)


@dataclass(frozen=True, eq=False)
class Characters:
    """The characters of ``texts``, which end at ``ends`` (M,), without a copy of them."""

    texts: Sequence[str]
    ends: NDArray[np.int64]

    def __getitem__(self, row: int, /) -> str:
        text = int(np.searchsorted(self.ends, row, "right"))
        return self.texts[text][row - int(self.ends[text - 1]) if text else row]


@dataclass(frozen=True, eq=False)
class Slices:
    """The pieces of ``text`` that end at ``ends`` (N,)."""

    text: str
    ends: NDArray[np.int64]

    def __getitem__(self, row: int, /) -> str:
        return self.text[int(self.ends[row - 1]) if row else 0 : int(self.ends[row])]


@dataclass(frozen=True, eq=False)
class Names:
    """The names of ``ids`` (N,), where nothing is unknown."""

    ids: Ids
    tokeniser: Tokeniser

    def __getitem__(self, row: int, /) -> str:
        return self.tokeniser.name(int(self.ids[row]))


def narrowest(symbols: int) -> np.dtype[np.signedinteger[Any]]:
    """The narrowest type that holds the ids of so many symbols, and ``PADDING``."""
    return np.min_scalar_type(-symbols)


def nfc(text: str) -> str:
    """``text`` in canonical composition; itself, not a copy, where it is that already."""
    if text.isascii():
        return text
    composed: list[str] = []
    done = 0  # what comes before it stands in ``composed``
    for start, end in _composable(text):
        piece = text[start:end]
        made = unicodedata.normalize("NFC", piece)
        if made != piece:
            composed += (text[done:start], made)
            done = end
    return "".join((*composed, text[done:])) if composed else text


def _composable(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that are composed by themselves: each but the first begins with an ASCII character, which composes with
    nothing before it. One rare mark then costs its stretch, not the whole text."""
    start = 0
    while start < len(text):
        found = _ASCII.search(text, start + _STRETCH)
        end = found.start() if found else len(text)
        yield start, end
        start = end


def blocks(text: str) -> Iterator[str]:
    """``text`` in pieces of at most ``BLOCK``, cut after a line where there is one, else before a space."""
    start = 0
    while len(text) - start > BLOCK:
        end = text.rfind("\n", start + 1, start + BLOCK) + 1 or text.rfind(" ", start + 1, start + BLOCK)
        end = end if end > start else start + BLOCK
        yield text[start:end]
        start = end
    if start < len(text):
        yield text[start:] if start else text


def frequent(counts: Mapping[str, int], most: int, least: int) -> list[str]:
    """The tokens to know, in the order of their code points: those that come ``least`` times, and of these the most
    frequent, so that with ``<unk>`` there are at most ``most`` (0: all)."""
    enough = [token for token, count in counts.items() if count >= least]
    if most and len(enough) >= most:
        enough = nsmallest(max(1, most - 1), enough, key=lambda token: (-counts[token], token))
    return sorted(enough)
