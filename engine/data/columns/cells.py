"""Cells as numbers: what counts as missing, what counts as a number, a whole column at a time."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from gatescope.engine.config.data import ReadConfig
from gatescope.engine.data.columns.clothes import Clothes, undressed

MISSING = ("", "na", "n/a", "#n/a", "#na", "<na>", "nan", "null", "none", "nil", "?", "-", "--", "---", ".", "\\n")
_MISSING = frozenset(MISSING)
_INFINITE = r"^[+-]?(inf|infinity)$"
_BLANKS = " \t\r\n\u00a0\u202f\u3000"
_AROUND = _BLANKS + '"'
_AS_WRITTEN = {" ": "[ \u00a0\u202f\u2009]", "'": "['\u2019]"}  # the ways a thousands separator is really typed
_MINUS = "[\u2212\uff0d]"  # a real one, and as wide as a letter of the East
_OTHERS_MOST = 1000  # different cells that are no numbers
PLAIN = ReadConfig()
_FIRST = 16  # cells that are tried before all
_NONE_WRONG = np.zeros(0, np.int64)
_NULL = pa.scalar(None, pa.string())
_WORDS = pa.array(MISSING, pa.string())  # a type that is told is not looked for: 0.3 ms each time
_LACKING = pa.array(["mm"])  # stand for a missing value beside numbers alone: in the files of weather buoys


@dataclass(frozen=True, eq=False)
class Numbers:
    """The cells of one column as float64 (n,), NaN where one is missing or no number; ``wrong`` are the positions of
    those that are neither, ``cells`` are all as written, where some are neither, and ``others`` how often each of these
    comes. ``worn`` counts the marks and scales in which numbers came."""

    values: NDArray[np.float64]
    wrong: NDArray[np.int64]
    cells: Any = None
    others: Counter[str] = field(default_factory=Counter)
    worn: Counter[str] = field(default_factory=Counter)

    @property
    def words(self) -> Any:
        """Those that are neither, as written: a pyarrow array."""
        return self.cells.take(pa.array(self.wrong))

    @property
    def text(self) -> str:
        """The first of them."""
        return str(self.cells[int(self.wrong[0])].as_py()) if len(self.wrong) else ""

    @property
    def missing(self) -> int:
        """How many cells hold nothing: an empty cell, a word for it, an infinite value."""
        return int(np.isnan(self.values).sum()) - len(self.wrong)


def numbers(cells: Any, read: ReadConfig = PLAIN, clothes: Clothes | None = None) -> Numbers:
    """The numbers in ``cells``, a pyarrow (chunked) array of strings; nulls and infinite values count as missing.

    ``read`` says how numbers are written (``decimal``, ``thousands``; open: ``1,234.5``) and names further words for a
    missing value, which are compared as written and as numbers. ``clothes`` are what the numbers of this column may
    wear, None: nothing."""
    absent = absent_numbers(read)
    if read.decimal != ",":
        try:
            return Numbers(_floats(cells, absent), _NONE_WRONG)
        except pa.ArrowInvalid:
            pass
    trimmed = pc.utf8_trim(cells, characters=_AROUND)
    empty = pc.or_(pc.is_null(trimmed), _empty(trimmed, read))
    known = pc.if_else(empty, _NULL, trimmed)
    try:
        return Numbers(_floats(_with_points(known, read), absent), _NONE_WRONG)
    except pa.ArrowInvalid:
        found = _numbers_of_mixed(cells, trimmed, empty, read, absent)
    return found if clothes is None or not len(found.wrong) else _without(clothes, cells, found, read, absent)


def _without(clothes: Clothes, cells: Any, found: Numbers, read: ReadConfig, absent: NDArray[np.float64]) -> Numbers:
    """The numbers of a column, those in clothes among them."""
    point, group, _ = _written(read)
    dressed = cells.take(pa.array(found.wrong))
    if isinstance(dressed, pa.ChunkedArray):
        dressed = dressed.combine_chunks()
    dressed = pc.replace_substring_regex(pc.utf8_trim(dressed, characters=_AROUND), _MINUS, "-")
    bare = undressed(dressed, clothes, point, group)
    known = np.isfinite(bare.values)
    values = found.values.copy()
    values[found.wrong] = np.where(np.isin(bare.values, absent), np.nan, bare.values)
    wrong = found.wrong[~known]
    if not len(wrong):
        return Numbers(values, wrong, worn=bare.worn)
    others = pc.value_counts(pc.filter(dressed, pa.array(~known))).slice(0, _OTHERS_MOST).to_pylist()
    counted = Counter({each["values"]: each["counts"] for each in others})
    return Numbers(values, wrong, cells, counted, bare.worn)


def _with_points(known: Any, read: ReadConfig) -> Any:
    """Decimal commas as points. Raises ``ArrowInvalid`` where there are points too: they separate thousands."""
    if read.decimal != ",":
        return known
    if pc.any(pc.match_substring(known, ".")).as_py():
        raise pa.ArrowInvalid("points")
    return pc.replace_substring(known, ",", ".", max_replacements=1)


def words(cells: Any, read: ReadConfig = PLAIN) -> Any:
    """``cells`` without blanks around them, null where one is missing: '', ``NA`` … or one of ``read.missing``."""
    least = _longest_for_missing(read)
    if shortest(cells) > least and _is_bare(cells):
        return cells
    trimmed = pc.utf8_trim(cells, characters=_BLANKS)
    if shortest(trimmed) > least:
        return trimmed
    return pc.if_else(pc.fill_null(_empty(trimmed, read), True), _NULL, trimmed)


def shortest(cells: Any) -> int:
    """The fewest bytes that one of some strings (a pyarrow array) has, 0 where one is null or there is none."""
    return 0 if cells.null_count or not len(cells) else int(np.diff(_ends(cells)).min())


def _ends(cells: Any) -> NDArray[np.int32]:
    """Where strings without a null begin among their bytes (n + 1,), the end of the last one behind."""
    return np.frombuffer(cells.buffers()[1], np.int32)[cells.offset : cells.offset + len(cells) + 1]


def _is_bare(cells: Any) -> bool:
    """Whether all of some strings, none of them empty, begin and end with an ASCII character that can be seen: nothing
    is to be trimmed, and finding that out costs less than trimming."""
    written, ends = np.frombuffer(cells.buffers()[2], np.uint8), _ends(cells)
    edges = np.concatenate((written[ends[:-1]], written[ends[1:] - 1]))
    return bool((edges - np.uint8(0x21) < 0x7F - 0x21).all())


def is_missing(cell: str, read: ReadConfig = PLAIN) -> bool:
    word = cell.strip(_AROUND).lower()
    if word in _MISSING or not read.missing:
        return word in _MISSING
    return word in (each.strip(_AROUND).lower() for each in read.missing)


def _empty(trimmed: Any, read: ReadConfig) -> Any:
    own = [word.strip(_AROUND).lower() for word in read.missing]
    known = pa.array([*MISSING, *own], pa.string()) if own else _WORDS
    return pc.is_in(pc.utf8_lower(trimmed), value_set=known)


def _longest_for_missing(read: ReadConfig) -> int:
    """Bytes that no word for a missing value exceeds, whatever letters in another case it is written with."""
    return 3 * max(len(word.encode()) for word in (*MISSING, *read.missing))


def absent_numbers(read: ReadConfig) -> NDArray[np.float64]:
    """Those of the user's words for missing that are numbers: 9999 also stands for 9999.0."""
    if not read.missing:
        return np.zeros(0)
    plain = ReadConfig(decimal=read.decimal, thousands=read.thousands)
    values = numbers(pa.array(read.missing, pa.string()), plain).values
    return values[np.isfinite(values)]


def _floats(cells: Any, absent: NDArray[np.float64]) -> NDArray[np.float64]:
    """Raises ``ArrowInvalid`` where one is no number: soon, if one of the first is none. Arrow writes a message for
    each of them, which takes longer than all the rest."""
    pc.cast(cells.slice(0, _FIRST), pa.float64())
    values: NDArray[np.float64] = pc.cast(cells, pa.float64()).to_numpy(zero_copy_only=False)
    if not np.isfinite(values).all():
        values = np.where(np.isfinite(values), values, np.nan)
    return np.where(np.isin(values, absent), np.nan, values) if len(absent) else values


def _numbers_of_mixed(cells: Any, trimmed: Any, empty: Any, read: ReadConfig, absent: NDArray[np.float64]) -> Numbers:
    point, group, drop = _written(read)
    trimmed = pc.replace_substring_regex(trimmed, _MINUS, "-")
    infinite = pc.match_substring_regex(trimmed, _INFINITE, ignore_case=True)
    empty = pc.or_(empty, pc.fill_null(infinite, False))
    plain = trimmed
    if group:
        grouped = pc.match_substring_regex(trimmed, rf"^[+-]?\d{{1,3}}({group}\d{{3}})+({point}\d*)?$")
        if pc.any(grouped).as_py():
            plain = pc.if_else(grouped, pc.replace_substring_regex(trimmed, group, ""), trimmed)
    number = pc.match_substring_regex(plain, rf"^[+-]?(\d+{point}?\d*|{point}\d+)([eE][+-]?\d+)?$")
    if drop:
        plain = pc.replace_substring(plain, ",", ".")
    number = pc.fill_null(number, False)
    if pc.any(number).as_py():  # elsewhere they are words
        empty = pc.or_(empty, pc.fill_null(pc.is_in(pc.utf8_lower(trimmed), value_set=_LACKING), False))
    wrong = np.flatnonzero(pc.invert(pc.or_(empty, number)).to_numpy(zero_copy_only=False))
    values = _floats(pc.if_else(pc.and_(number, pc.invert(empty)), plain, _NULL), absent)
    return Numbers(values, wrong, cells)


def _written(read: ReadConfig) -> tuple[str, str, bool]:
    """The decimal mark and the thousands separator as patterns, '' for none, and whether the mark is a comma."""
    comma = read.decimal == ","
    thousands = ("." if comma else ",") if read.thousands is None else read.thousands
    group = _AS_WRITTEN.get(thousands, re.escape(thousands))
    return "," if comma else r"\.", group, comma


def filled(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """``values`` (n,) with what is missing (NaN) interpolated linearly; at the ends the nearest value is repeated."""
    known = np.isfinite(values)
    if known.all() or not known.any():
        return values
    rows = np.arange(len(values))
    result = values.copy()
    result[~known] = np.interp(rows[~known], rows[known], values[known])
    return result
