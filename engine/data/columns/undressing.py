"""Columns that came as words and hold numbers, plain or in clothes: looked at in a few places, then read as a whole."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from gatescope.engine.config.data import ReadConfig
from gatescope.engine.data.columns import cells
from gatescope.engine.data.columns.cells import Numbers
from gatescope.engine.data.columns.clothes import Clothes
from gatescope.engine.data.columns.column import ColumnReader, Floats, GrowingNumbers, Ints
from gatescope.engine.data.columns.numeric import are_numbers, clothes_of

_LOOKS, _LOOK = 8, 1000  # places, and cells at each, at which words are looked at for numbers


def worn_in(words: Sequence[Any], known: int, read: ReadConfig) -> Clothes | None:
    """What the numbers in blocks of words (pyarrow arrays) wear, of which ``known`` are not missing; None where they
    are none."""
    found = _undressed(words, known, read)
    return None if found is None else found[0]


def _undressed(words: Sequence[Any], known: int, read: ReadConfig) -> tuple[Clothes, list[Numbers]] | None:
    """The same with the numbers of each block."""
    places = sorted({int(at) for at in np.linspace(0, len(words) - 1, _LOOKS)}) if words else []
    samples = (words[at].drop_null().slice(0, _LOOK).to_pylist() for at in places)
    worn = next((each for sample in samples if sample and (each := clothes_of(sample, read))), None)
    if worn is None or not known:
        return None
    others: Counter[str] = Counter()
    wrong, some, made = 0, np.zeros(0), list[Numbers]()
    for block in words:
        found = cells.numbers(block, read, worn)
        wrong, others, some = wrong + len(found.wrong), others + found.others, np.append(some, found.values[:_LOOK])
        made.append(found)
    return (worn, made) if are_numbers(known, others, wrong, some) else None


def numbers_in(
    name: str, words: Sequence[Any], read: ReadConfig, lines: Callable[[Ints], list[int]]
) -> ColumnReader | None:
    """The column, read as numbers; None where it is one of words. ``lines`` tells those of some rows."""
    blocks = [block for block in words if len(block)]
    known = sum(len(block) - block.null_count for block in blocks)
    undressed = None if name in read.words else _undressed(blocks, known, read.of(name))
    if undressed is None:
        return None
    worn, numbers = undressed
    made, before = ColumnReader(name, True, GrowingNumbers(1), worn), 0
    for found in numbers:
        made.add_numbers(found, lambda rows, start=before: lines(rows + start))  # type: ignore[misc]
        before += len(found.values)
    return made


def without(name: str, numbers: Floats, read: ReadConfig) -> Floats:
    """Numbers that came as such, NaN where they are what the user calls missing."""
    called = []
    for word in read.of(name).missing:
        try:
            called.append(float(word.replace(",", ".")))
        except ValueError:
            continue  # a word, which no number is
    return np.where(np.isin(numbers, called), np.nan, numbers) if called else numbers
