"""Characters as numbers, and back. Code points go through one lookup table: no Python loop over a text."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

UNKNOWN = 0
UNKNOWN_NAME = "<unk>"
_POINTS = 0x110000  # every Unicode code point
_PIECE = 1 << 22


def code_points(text: str) -> Iterator[tuple[int, NDArray[np.uint32]]]:
    """The code points of ``text`` in pieces, with the position of each piece. Lone surrogates pass through."""
    for start in range(0, len(text), _PIECE):
        piece = text[start : start + _PIECE].encode("utf-32-le", "surrogatepass")
        yield start, np.frombuffer(piece, "<u4")


def distinct(text: str, tick: Callable[[int, int], None] | None = None) -> NDArray[np.uint32]:
    """The different code points of ``text``, rising. ``tick(done, size)`` is called about every 4 million of them."""
    seen = np.zeros(_POINTS, bool)
    for start, points in code_points(text):
        if tick is not None:
            tick(start, len(text))
        seen[points] = True
    return np.flatnonzero(seen).astype(np.uint32)


class Vocabulary:
    """The characters of a training part. Id 0 is ``<unk>``, a character that part does not have; the others follow
    from 1 in the order of their code points. ``len()`` counts ``<unk>`` too."""

    def __init__(self, training_text: str) -> None:
        self._points = distinct(training_text)
        self._ids = np.zeros(_POINTS, np.int32)
        self._ids[self._points] = np.arange(1, len(self._points) + 1)

    def __len__(self) -> int:
        return len(self._points) + 1

    def encode(self, text: str) -> NDArray[np.int64]:
        """Ids (len(text),) of the characters; 0 where the training part has not seen one."""
        ids = np.empty(len(text), np.int64)
        for start, points in code_points(text):
            ids[start : start + len(points)] = self._ids[points]
        return ids

    def name(self, symbol: int) -> str:
        """The character of an id, as it is; ``<unk>`` for 0. Raises ``IndexError`` for an id there is none for."""
        if not 0 <= symbol < len(self):
            raise IndexError(symbol)
        return UNKNOWN_NAME if symbol == UNKNOWN else chr(int(self._points[symbol - 1]))
