"""Targets that are classes and inputs that are categories: words numbered by what the training part has of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.data.preparing.chosen import Words, by_value
from gatescope.engine.data.rows.spans import Ints, Mask
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.protocol.datasets import ClassCount

CLASSES_MOST = 1000


@dataclass(frozen=True, eq=False)
class Classes:
    """``ids`` (N,) are positions in ``names``, −1 where there is none; ``counts`` how many targets of each part are of
    each class."""

    names: tuple[str, ...]
    ids: Ints
    counts: tuple[ClassCount, ...]

    def name(self, row: int) -> str:
        """Of the class of a row, '' without one."""
        return self.names[self.ids[row]] if self.ids[row] >= 0 else ""


def codes_of(values: NDArray[np.float64]) -> Ints:
    """Positions (n,) that are NaN where there is none, as whole numbers that are −1 there."""
    return np.where(np.isnan(values), -1, values).astype(np.int64)


def classes(words: Words, training: Mask, column: str) -> Classes:
    """The classes of the training part, in the order of what they say.

    Raises ``ConfigError``: CLASSES_TOO_FEW, CLASSES_TOO_MANY, CLASS_UNKNOWN when only the validation part has one.
    """
    learnt = np.bincount(words.codes[training & (words.codes >= 0)], minlength=len(words.names))
    other = np.bincount(words.codes[~training & (words.codes >= 0)], minlength=len(words.names))
    known = np.flatnonzero(learnt)
    if len(known) < 2:
        raise ConfigError(Fault.CLASSES_TOO_FEW, column=column, classes=len(known))
    if len(known) > CLASSES_MOST:
        raise ConfigError(Fault.CLASSES_TOO_MANY, column=column, classes=len(known), limit=CLASSES_MOST)
    strange = np.flatnonzero((other > 0) & (learnt == 0))
    if len(strange):
        raise ConfigError(Fault.CLASS_UNKNOWN, column=column, value=words.names[strange[0]])
    ordered = known[by_value(tuple(words.names[code] for code in known))]
    names = tuple(words.names[code] for code in ordered)
    counts = tuple(
        ClassCount(name=name, training=int(learnt[code]), validation=int(other[code]))
        for name, code in zip(names, ordered, strict=True)
    )
    return Classes(names, _numbered(words, ordered, -1), counts)


def levels(words: Words, training: Mask) -> tuple[Ints, int]:
    """(N,) the level of each row, 1 … L in the order of what they say, 0 for one that the training part does not have
    or that is missing; and L+1."""
    known = np.unique(words.codes[training & (words.codes >= 0)])
    ordered = known[by_value(tuple(words.names[code] for code in known))]
    return _numbered(words, ordered, -1) + 1, len(known) + 1


def _numbered(words: Words, ordered: Ints, nothing: int) -> Ints:
    """For each row the position of its code in ``ordered``."""
    at = np.full(len(words.names) + 1, nothing, np.int64)  # the last one is that of code −1
    at[ordered] = np.arange(len(ordered))
    return at[words.codes]
