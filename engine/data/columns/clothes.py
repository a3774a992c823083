"""Numbers in clothes: what stands around the digits in the cells of one column, and what they are without it.

One prefix and one suffix per column are its unit. ``K``, ``M``, ``억`` … behind a number are a scale; brackets, ▲, ▼
and △ are a sign.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from gatescope.engine.data.columns.measures import (
    FALLS,
    MARKS,
    SCALES,
    is_counter,
    is_currency,
    is_unit,
    may_be_unit,
)

BLANKS = " \t\u00a0\u202f\u2009\u3000"
_NUMBER = r"[0-9](?:[0-9.,'\u2019 \u00a0\u202f\u2009]*[0-9])?(?:[eE][+-]?[0-9]+)?|[.,][0-9]+"
_SIGNS = "[+\\-\u2212\uff0d]"
_PREFIX = rf"[^\d\s.,+\-\u2212\uff0d(){MARKS}]{{1,4}}\.?"
_CELL = re.compile(  # the unit stands within the brackets or outside
    rf"(?P<outer>{_PREFIX})?\s*(?P<open>\()?\s*(?P<mark>[{MARKS}])?\s*(?P<first>{_SIGNS})?\s*(?P<prefix>{_PREFIX})?\s*"
    rf"(?P<sign>{_SIGNS})?\s*(?P<number>{_NUMBER})(?P<gap>\s*)(?P<after>[^\d\s)].*?)?\s*"
    r"(?:(?P<close>\))\s*(?P<behind>[^\d\s()]\S*)?|-)?"
)
_SUFFIX = re.compile(rf"(?P<scale>{'|'.join(sorted(map(re.escape, SCALES), key=len, reverse=True))})\s*(?P<unit>.*)")
_DIGIT = re.compile("[0-9]")
_PARTED = re.compile("[0-9] ?[-/:][0-9]")  # dates, times and ranges, which are many
_NO_EDGES = frozenset("0123456789.,+-eE'")  # what cannot be trimmed without touching a number
_MEASURED_LEAST = 10  # different numbers before a word that nobody knows as a unit
_UNIT_SHARE = 0.5  # of the numbers have the unit
_LONGEST = 40  # characters of a cell that may be a number
_PIECE = 1 << 16
_OPEN, _CLOSE, _HYPHEN = (pa.scalar(each) for each in "()-")


@dataclass(frozen=True)
class Clothes:
    """``prefix`` and ``suffix`` are the unit before and behind the numbers of a column, '' for none; ``scaled``:
    letters behind them are scales; ``minus`` are the marks that make a number negative."""

    prefix: str = ""
    suffix: str = ""
    scaled: bool = False
    minus: str = "△" + FALLS

    @property
    def unit(self) -> str:
        return self.suffix or self.prefix


BARE = Clothes()


@dataclass(frozen=True, eq=False)
class Undressed:
    """``values`` (n,), NaN where a cell is no number; ``worn`` counts the marks and scales that were taken off."""

    values: NDArray[np.float64]
    worn: Counter[str]


@dataclass(frozen=True)
class _Worn:
    prefix: str
    number: str
    gap: str
    scale: str
    suffix: str
    mark: str


@lru_cache(4096)
def core(cell: str) -> str | None:
    """The number in a cell that is one in clothes that anybody knows; None when there is none."""
    worn = _worn(cell)
    if worn is None or (worn.prefix and not is_currency(worn.prefix)):
        return None
    return worn.number if not worn.suffix or (is_unit(worn.suffix) and not is_counter(worn.suffix)) else None


@lru_cache(4096)
def may_be_number(cell: str) -> bool:
    """Whether a cell is a number, plain or in clothes of some kind."""
    worn = _worn(cell)
    return worn is not None and (not worn.prefix or is_currency(worn.prefix))


def worn_by(cells: Sequence[str], minus: str = "", plain: int = 0) -> Clothes:
    """What the numbers of a column wear, by its first cells that are no plain numbers, beside ``plain`` ones.
    ``minus`` are the marks that are known to mean it."""
    worn = [found for cell in cells if (found := _worn(cell)) is not None]
    count = len(worn) + plain
    prefix = _common([each.prefix for each in worn if is_currency(each.prefix)], count)
    suffix = _common([each.suffix for each in worn if each.suffix], count)
    if suffix and not _is_suffix(suffix, [each.number for each in worn if each.suffix == suffix]):
        suffix = ""
    marks = {each.mark for each in worn}
    falls = minus or (FALLS if "▽" in marks and "△" in marks else BARE.minus)
    return Clothes(prefix, suffix, any(each.scale for each in worn), falls)


@lru_cache(4096)
def _worn(cell: str) -> _Worn | None:
    cell = cell.strip(BLANKS + '"')
    may_be = len(cell) <= _LONGEST and _DIGIT.search(cell) and not _PARTED.search(cell)
    found = _CELL.fullmatch(cell) if may_be else None
    if found is None or bool(found["open"]) != (found["close"] == ")"):
        return None
    after, scale = found["after"] or found["behind"] or "", ""
    if not found["gap"] and (scaled := _SUFFIX.fullmatch(after)):
        unit = scaled["unit"]
        if (not unit and not is_counter(after)) or (is_unit(unit) and not is_unit(after)):
            after, scale = unit, scaled["scale"]
    return _Worn(
        found["prefix"] or found["outer"] or "", found["number"], found["gap"], scale, after, found["mark"] or ""
    )


def _common(found: list[str], of: int) -> str:
    """The unit that most have; '' when too few do."""
    (unit, count), *_ = Counter(found).most_common(1) or [("", 0)]
    return unit if count >= _UNIT_SHARE * of else ""


def _is_suffix(suffix: str, numbers: list[str]) -> bool:
    """Whether a suffix is a unit: it is known for one, or a word behind numbers that are measured."""
    measured = len(set(numbers)) >= _MEASURED_LEAST or any(re.search("[.,]", number) for number in numbers)
    if is_unit(suffix) and not is_counter(suffix):
        return True
    return measured and (is_unit(suffix) or may_be_unit(suffix))


def undressed(cells: Any, clothes: Clothes, point: str, group: str) -> Undressed:
    """The numbers in ``cells``, a pyarrow array of trimmed strings with hyphens for minus. ``point`` is the decimal
    mark and ``group`` what separates thousands, as patterns."""
    worn: Counter[str] = Counter()
    if (values := _without_unit(cells, clothes, point)) is not None:
        return Undressed(values, worn)
    values = np.full(len(cells), np.nan)
    pattern = _pattern(clothes, point, group)
    for start in range(0, len(cells), _PIECE):
        piece = cells.slice(start, _PIECE)
        parts = pc.extract_regex(piece, pattern=pattern)
        values[start : start + len(piece)] = _values(parts, clothes, point, group, worn)
    return Undressed(values, worn)


def _without_unit(cells: Any, clothes: Clothes, point: str) -> NDArray[np.float64] | None:
    """Plain numbers once the unit is trimmed; None when some are none. It costs a quarter of matching a pattern."""
    unit = clothes.prefix + clothes.suffix
    if not unit or _NO_EDGES & set(unit):
        return None
    try:
        bare = pc.utf8_trim(cells, characters=unit + BLANKS)
        if point == ",":
            if pc.any(pc.match_substring(bare, ".")).as_py():  # they part thousands
                return None
            bare = pc.replace_substring(bare, ",", ".", max_replacements=1)
        plain = pc.cast(bare, pa.float64())
    except pa.ArrowInvalid:
        return None
    values: NDArray[np.float64] = plain.to_numpy(zero_copy_only=False)
    return values if np.isfinite(values).all() else None


def _pattern(clothes: Clothes, point: str, group: str) -> str:
    prefix = f"(?:{re.escape(clothes.prefix)})?" if clothes.prefix else ""
    suffix = f"(?:{re.escape(clothes.suffix)})?" if clothes.suffix else ""
    scales = "|".join((*sorted(map(re.escape, SCALES), key=len, reverse=True), "")) if clothes.scaled else ""
    whole = rf"\d{{1,3}}(?:{group}\d{{3}})+(?:{point}\d*)?|" if group else ""
    number = rf"{whole}\d+(?:{point}\d*)?(?:[eE][+-]?\d+)?|{point}\d+"
    blank = f"[{BLANKS}]*"
    return (
        rf"^{prefix}{blank}(?P<open>\(?){blank}(?P<mark>[{MARKS}]?){blank}(?P<first>[+-]?){blank}{prefix}{blank}(?P<sign>[+-]?){blank}"
        rf"(?P<number>{number})(?P<scale>{scales}){blank}{suffix}{blank}(?P<close>[)-]?){blank}{suffix}$"
    )


def _values(parts: Any, clothes: Clothes, point: str, group: str, worn: Counter[str]) -> NDArray[np.float64]:
    """The numbers of what was matched; NaN where nothing was, or only one of two brackets."""
    opened, mark, first, sign, number, scale, close = (pc.struct_field(parts, at) for at in range(7))
    if group:
        number = pc.replace_substring_regex(number, group, "")
    if point == ",":
        number = pc.replace_substring(number, ",", ".")
    bracket = pc.equal(opened, _OPEN)
    paired = pc.fill_null(pc.equal(bracket, pc.equal(close, _CLOSE)), False)
    number = pc.if_else(paired, number, pa.scalar(None, pa.string()))
    values: NDArray[np.float64] = pc.cast(number, pa.float64()).to_numpy(zero_copy_only=False)
    falls = pc.is_in(mark, value_set=pa.array(list(clothes.minus), pa.string()))
    negatives = (bracket, falls, pc.equal(first, _HYPHEN), pc.equal(sign, _HYPHEN), pc.equal(close, _HYPHEN))
    minus = np.zeros(len(values), bool)
    for each in negatives:
        minus ^= np.asarray(pc.fill_null(each, False))
    for text, count in (*_counted(mark, paired), *_counted(opened, paired), *_counted(scale, paired)):
        worn[text] += count
    if clothes.scaled:
        values = values * _factors(scale)
    return np.where(minus, -values, values)


def _counted(texts: Any, where: Any) -> Iterator[tuple[str, int]]:
    for each in pc.value_counts(pc.filter(texts, where)).to_pylist():
        if each["values"]:
            yield each["values"], each["counts"]


def _factors(scales: Any) -> NDArray[np.float64]:
    known = pc.index_in(scales, value_set=pa.array(list(SCALES), pa.string()))
    factors = np.append(np.array(list(SCALES.values())), 1.0)
    found: NDArray[np.float64] = factors[np.asarray(pc.fill_null(known, len(SCALES)))]
    return found
