"""Hangul syllables and the letters (jamo) that they are made of, by arithmetic (Unicode, section 3.12).

Only syllables are taken apart: canonical composition (NFC) puts them together again, and leaves the rest as it was.
"""

import numpy as np
from numpy.typing import NDArray

SYLLABLES = 0xAC00
_COUNT = 11172
_LEADING, _VOWEL, _TRAILING = 0x1100, 0x1161, 0x11A7  # the last one: the place before the first trailing consonant
_VOWELS, _TRAILINGS = 21, 28

Points = NDArray[np.uint32]


def jamo(points: Points) -> Points:
    """Code points (n,) with each Hangul syllable as its two or three jamo (m,)."""
    syllable = points - np.uint32(SYLLABLES)  # far beyond them for what lies before them: unsigned numbers wrap round
    is_syllable = syllable < _COUNT
    if not is_syllable.any():
        return points
    trailing = np.where(is_syllable, syllable % _TRAILINGS, 0)
    sizes = 1 + is_syllable + (trailing > 0)
    first = np.cumsum(sizes) - sizes
    result = np.repeat(points, sizes)
    at, inside = first[is_syllable], syllable[is_syllable]
    result[at] = _LEADING + inside // (_VOWELS * _TRAILINGS)
    result[at + 1] = _VOWEL + inside // _TRAILINGS % _VOWELS
    closed = trailing > 0
    result[first[closed] + 2] = _TRAILING + trailing[closed]
    return result
