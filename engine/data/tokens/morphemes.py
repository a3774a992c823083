"""Korean morphemes, found by kiwipiepy, an optional package.

It tells where the morphemes lie; the text between their borders is kept as it is, so that a contraction such as 갔다
stays what was written and white space is not lost.
"""

import functools
import itertools
import re
import threading
from typing import Any

from gatescope.engine.errors import ConfigError, Fault

_LINE_MOST = 4096  # characters that are analysed at once: what does not end takes more than its share of time
_LINES = re.compile(rf"[^\n]{{1,{_LINE_MOST}}}\n?|\n")
_UNSAYABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


class Morphemes:
    """Cuts a text at the borders of its morphemes. Making one loads a language model: about 2 s, 500 MB."""

    def __init__(self, kiwi: Any) -> None:
        self._kiwi = kiwi
        self._lock = threading.Lock()  # more than one thread prepares data

    def __call__(self, text: str) -> list[str]:
        pieces: list[str] = []
        for line in _LINES.findall(text):
            borders = sorted(self._borders(line))
            pieces += [line[start:end] for start, end in itertools.pairwise(borders)]
        return pieces

    def _borders(self, line: str) -> set[int]:
        borders = {0, len(line)}
        with self._lock:
            for token in self._kiwi.tokenize(_UNSAYABLE.sub(" ", line)):
                borders.add(min(token.start, len(line)))
                borders.add(min(token.start + token.len, len(line)))
        return borders


@functools.cache  # it never changes, and takes long to load
def morphemes() -> Morphemes:
    """Raises ``ConfigError`` (PACKAGE_MISSING)."""
    try:
        import kiwipiepy  # an optional package
    except ImportError as error:
        raise ConfigError(Fault.PACKAGE_MISSING, package="kiwipiepy") from error
    return Morphemes(kiwipiepy.Kiwi(num_workers=1))
