"""The words for records that sum up others, and for notes, in the languages that files come in."""

import re

_WORDS = (
    "합계 소계 총계 총합 총합계 누계 계 평균 전체평균 합 합산 월계 연계 total totals subtotal sub-total sum average "
    "avg mean median grandtotal overall minimum maximum totale totali totaux summe gesamt gesamtsumme zwischensumme "
    "mittelwert durchschnitt moyenne somme media promedio suma média soma gemiddelde totaal somma 計 合計 小計 総計 "
    "平均 合计 总计 小计 平均值 総合計 总和"
)
_SUMS = frozenset(_WORDS.split())
WRITTEN = tuple(sorted({form for word in _SUMS for form in (word, word.upper(), word.title(), word.capitalize())}))
"""The words alone, as they are mostly written."""

_MARKS = " \t\u00a0\u3000:：*[]<>-=\"'"
_LONGEST = 40  # characters of such a cell
_LATIN = re.compile(
    r"(?:grand|sub|column|overall|daily|monthly|yearly|annual|all)?[\s-]*(?:total|sum|average|mean)s?\b[^a-z]*"
    r"|(?:total|sum|average|mean)s?\s+(?:of|for|général|general|generale)\b.*"
    r"|[^a-z]*\b(?:total|sum|average|mean)s?"
)
_NOTE = re.compile(
    r"[※*†#©(\[]\s*\S.*\s|\(?(?:source|notes?|printed|created|generated|exported|downloaded|copyright|quelle|stand|fonte|"
    r"fuente|출처|자료|주|비고|작성|단위|주석|출력|조회|注|出典|资料|資料|来源)(?:\s*[:：)]|\s+(?:on|by|at|from|am)\b|일)",
    re.IGNORECASE,
)
_EASTERN = re.compile(
    r"[^,]{0,12}[\s(]?(?:합계|소계|총계|총합|누계|평균|合計|小計|総計|合计|小计|总计)\)?(?:\s?\(.{0,8}\)?)?"
)


def is_sum(cell: str) -> bool:
    """Whether a cell says that its record sums up others: ``합계``, ``Grand Total``, ``Mean:``."""
    word = cell.strip(_MARKS).lower()
    if not word or len(word) > _LONGEST:
        return False
    # 합 계 and 合　計 are set with blanks to fill a cell
    if re.sub(r"\s+", "", word) in _SUMS:
        return True
    return _LATIN.fullmatch(word) is not None or _EASTERN.fullmatch(word) is not None


def is_note(cell: str) -> bool:
    """Whether a cell is plainly a note: ``※ …``, ``Source: …``, ``Printed on …``."""
    return _NOTE.match(cell.strip()) is not None
