"""Cells as numbers: what counts as missing, what counts as a number, a whole column at a time."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

MISSING = ("", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "?", "-", "--", ".")
_MISSING = pa.array(MISSING)
_NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"
_INFINITE = r"^[+-]?(inf|infinity)$"
_THOUSANDS = r"^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$"
_DECIMAL_COMMA = r"^[+-]?\d+,\d+([eE][+-]?\d+)?$"
_AROUND = ' \t"\u00a0\u3000'


@dataclass(frozen=True, eq=False)
class Numbers:
    """The cells of one column as float64 (n,), NaN where one is missing or no number; ``wrong`` are the positions of
    those that are neither, ``text`` the first of them as written."""

    values: NDArray[np.float64]
    wrong: NDArray[np.int64]
    text: str = ""


_NONE_WRONG = np.zeros(0, np.int64)


def numbers(cells: Any, decimal_comma: bool = False) -> Numbers:
    """``cells`` is a pyarrow array of strings. Infinite values count as missing."""
    try:
        if not decimal_comma:
            return Numbers(_floats(cells), _NONE_WRONG)
    except pa.ArrowInvalid:
        pass
    return _numbers_of_mixed(cells, decimal_comma)


def is_number(cell: str, decimal_comma: bool = False) -> bool:
    found = numbers(pa.array([cell]), decimal_comma)
    return not len(found.wrong) and not is_missing(cell)


def is_missing(cell: str) -> bool:
    return cell.strip(_AROUND).lower() in MISSING


def has_decimal_commas(cells: list[str]) -> bool:
    """Whether numbers are written 1,5 and none is written 1.5. Only asked where a comma separates no cells."""
    trimmed = pa.array([cell.strip(_AROUND) for cell in cells], pa.string())
    commas = pc.match_substring_regex(trimmed, _DECIMAL_COMMA)
    points = pc.match_substring_regex(trimmed, r"^[+-]?\d*\.\d+$")
    return bool(pc.any(commas).as_py()) and not bool(pc.any(points).as_py())


def _floats(cells: Any) -> NDArray[np.float64]:
    values: NDArray[np.float64] = pc.cast(cells, pa.float64()).to_numpy(zero_copy_only=False)
    if not np.isfinite(values).all():
        values = np.where(np.isfinite(values), values, np.nan)
    return values


def _numbers_of_mixed(cells: Any, decimal_comma: bool) -> Numbers:
    trimmed = pc.utf8_trim(cells, characters=_AROUND)
    missing = pc.is_in(pc.utf8_lower(trimmed), value_set=_MISSING)
    infinite = pc.match_substring_regex(trimmed, _INFINITE, ignore_case=True)
    if decimal_comma:
        plain = pc.replace_substring(trimmed, ",", ".")
    else:
        grouped = pc.match_substring_regex(trimmed, _THOUSANDS)
        plain = pc.if_else(grouped, pc.replace_substring(trimmed, ",", ""), trimmed)
    empty = pc.or_(missing, infinite)
    number = pc.match_substring_regex(plain, _NUMBER)
    wrong = np.flatnonzero(pc.invert(pc.or_(empty, number)).to_numpy(zero_copy_only=False))
    values = _floats(pc.if_else(pc.and_(number, pc.invert(empty)), plain, pa.scalar(None, pa.string())))
    return Numbers(values, wrong, cells[int(wrong[0])].as_py() if len(wrong) else "")


def filled(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """``values`` (n,) with what is missing (NaN) interpolated linearly; at the ends the nearest value is repeated."""
    known = np.isfinite(values)
    if known.all() or not known.any():
        return values
    rows = np.arange(len(values))
    result = values.copy()
    result[~known] = np.interp(rows[~known], rows[known], values[known])
    return result
