"""Whether a column is one of numbers: by how many of its cells are, and by what the others say."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from gatescope.engine.config.data import ReadConfig
from gatescope.engine.data.columns import cells, clothes
from gatescope.engine.data.columns.clothes import Clothes
from gatescope.engine.data.columns.measures import ERRORS

NUMERIC_SHARE = 0.9  # of a column's cells: then the others are mistakes, not words
_MOSTLY = 0.5  # … with few different words among them
_WORDS_MOST = 12  # different ones
_NUMBERS_LEAST, _NUMBERS_PER_WORD = 5, 2  # different numbers, where the words could as well be classes beside classes
_LOOK = 1000
_QUALIFIED = re.compile(r"\s*([<>\u2264\u2265~\u2248?])=?\s*[\d.,]+\s*")
_ERRORS = frozenset(word.lower() for word in ERRORS)


def is_error(word: str) -> bool:
    """Whether a spreadsheet writes it where a formula failed."""
    return word.strip().lower() in _ERRORS


def kinds(others: Counter[str]) -> Counter[str]:
    """Cells that are no numbers by what they say: ``<5`` and ``<0.1`` are one thing."""
    found: Counter[str] = Counter()
    for word, count in others.items():
        qualified = _QUALIFIED.fullmatch(word)
        found[qualified[1].strip() + "…" if qualified else word.strip()] += count
    return found


def are_numbers(known: int, others: Counter[str], wrong: int, values: NDArray[np.float64]) -> bool:
    """Whether a column is numeric whose ``known`` cells hold something, ``wrong`` of them no number, of which
    ``others`` counts the different ones. ``values`` are some of its cells as numbers."""
    if known - wrong >= NUMERIC_SHARE * known:
        return True
    failed = sum(count for word, count in others.items() if is_error(word))
    known, wrong = known - failed, wrong - failed
    said = {word for word in kinds(others) if not is_error(word)}
    if known == wrong or wrong > (1 - _MOSTLY) * known or len(said) > _WORDS_MOST:
        return False
    different = len(np.unique(values[np.isfinite(values)][:_LOOK]))
    return different >= max(_NUMBERS_LEAST, _NUMBERS_PER_WORD * len(said)) or not said


def _may_be_numbers(known: list[str]) -> bool:
    """Whether enough cells are, at best, numbers: which tells words at once."""
    worn = sum(map(clothes.may_be_number, known))
    return worn >= _MOSTLY * len(known) or worn >= _MOSTLY * (len(known) - sum(map(is_error, known)))


def clothes_of(column: Sequence[str], read: ReadConfig) -> Clothes | None:
    """What the numbers of a column wear, by its first cells; None when it is not one of numbers."""
    known = [cell for cell in column if not cells.is_missing(cell, read)]
    if not _may_be_numbers(known):
        return None
    plain = cells.numbers(pa.array(known, pa.string()), read)
    if not len(plain.wrong):
        return clothes.worn_by((), read.minus)
    dressed = [known[at] for at in plain.wrong.tolist()]
    worn = clothes.worn_by(dressed, read.minus, len(known) - len(dressed))
    found = cells.numbers(pa.array(known, pa.string()), read, worn)
    count = len(known) - int(np.isnan(found.values).sum()) + len(found.wrong)
    if not are_numbers(count, found.others, len(found.wrong), found.values):
        return None
    listed = (
        found.worn["("] == len(known) and not worn.unit and bool((found.values > -100).all())
    )  # (1), (2) …: footnotes
    return None if listed else worn
