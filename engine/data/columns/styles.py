"""The styles in which a moment is written: what a shape (a cell whose digits are all 0) says of the cell's digits.

A shape is looked at once, however many cells have it; whatever is no digit (a month's name, ``PM``, a zone) is the same
in all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from gatescope.engine.data.columns import names

MONTH = "month"  # the mark of a month's name with a number of two digits: a day or a year
LONGEST = 60  # characters of a cell that is a moment
DIGITS = str.maketrans("123456789", "000000000")
_MONTH = r"(?P<word>[^\W\d_]{3,12})"  # any word: it is looked up, which is faster than trying hundreds of them
_WEEKDAY = rf"(?P<weekday_word>{names.alternatives(names.WEEKDAYS)})"
_HALF_YEAR = rf"(?P<half_word>{names.alternatives(tuple(names.HALF_YEARS))})"
_HALF = r"(?P<half>[ap]\.?m\b\.?)"
_NOON = rf"(?P<half>{names.alternatives(tuple(names.HALVES)[2:])})"
_FRACTION = r"(?:[.,](?P<fraction>\d+))?"
_CLOCKS = (
    rf"(?P<hour>\d\d?):(?P<minute>\d\d?)(?::(?P<second>\d\d?){_FRACTION})?(?:\s*{_HALF})?",
    r"(?P<hour>\d\d?)\.(?P<minute>\d\d)(?:\.(?P<second>\d\d))?",
    r"(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?",
    r"(?P<hour>\d\d?)\s*[시時点时](?:\s*(?P<minute>\d\d?)\s*[분分](?:\s*(?P<second>\d\d?)\s*[초秒])?)?",
    rf"(?P<hour>\d\d?)[-\s]*{_HALF}",
    r"(?P<hour>\d\d?)\s?h(?:\s?(?P<minute>\d\d)(?:m?\s?(?P<second>\d\d)s?)?m?)?",
    r"(?P<hour>\d\d?)",
)
_ANY_CLOCK = "(?:" + "|".join(_CLOCKS) + ")"
_CLOCK = rf"(?:{_NOON}\s*)?{_ANY_CLOCK}(?:\s*{_NOON})?"
_ZONE = (
    rf"(?:\s*(?P<zone>{names.alternatives(tuple(names.ZONE_OF))})?"
    r"(?:\s*(?P<sign>[-+])(?P<zone_hour>\d\d?)(?::?(?P<zone_minute>\d\d))?)?(?:\s*\[[a-z_/]+\])?)"
)
_NTH = r"(?:st|nd|rd|th|er|º|°|\.|,)?"
_OF = r"(?:\s*[-/. ,]\s*|\s+(?:de|del|of|d['’])\s*)"
_YEAR = r"['’]?(?P<year>\d{4}|\d\d)"
_DATES = (
    r"(?P<year>\d{4})\s?[-/.]\s?(?P<month>\d\d?)\s?[-/.]\s?(?P<day>\d\d?)\.?",
    r"(?P<year>\d{4}) (?P<month>\d\d?) (?P<day>\d\d?)",
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
    r"(?P<year>\d{4}|\d\d)\s*[년年]\s*(?P<month>\d\d?)\s*[월月]\s*(?P<day>\d\d?)\s*[일日号]?",
    r"(?P<a>\d\d?)(?P<mark>[-/.])\s?(?P<b>\d\d?)(?P=mark)\s?(?P<year>\d{4})",
    r"(?:(?P<a>\d\d)(?P<mark>[-/.])\s?(?P<b>\d\d?)(?P=mark)\s?(?P<c>\d\d?)"
    r"|(?P<a>\d)(?P<mark>[-/.])\s?(?P<b>\d\d?)(?P=mark)\s?(?P<c>\d\d))",
    rf"(?P<day>\d\d?){_NTH}{_OF}?{_MONTH}\.?{_OF}?{_YEAR}",
    rf"{_MONTH}\.?\s*[- ,/]?\s*(?P<day>\d\d?){_NTH}\s*[-, /]\s*{_YEAR}",
    rf"(?P<year>\d{{4}})[- ,/.]*{_MONTH}\.?[- ,/.]*(?P<day>\d\d?)",
    r"(?P<year>\d{4})-(?P<of_year>\d{3})",
)
_WHOLE = (  # periods that have no clock
    r"(?P<year>\d{4})[-/](?P<month>\d\d?)",
    r"(?P<month>\d\d?)[-/](?P<year>\d{4})",
    r"(?P<year>\d{4})\s*[년年]\s*(?P<month>\d\d?)\s*[월月]",
    rf"(?P<year>\d{{4}})[- ,/.]*{_MONTH}\.?",
    rf"{_MONTH}\.?{_OF}?{_YEAR}",
    r"(?P<year>\d{4})\s?[-:/]?\s?q(?P<quarter>\d)",
    rf"q(?P<quarter>\d)\s?[-/:]?\s?{_YEAR}",
    rf"(?P<quarter>\d)q\s?[-/:]?\s?{_YEAR}",
    r"(?P<year>\d{4})\s?[-:/]?\s?(?P<quarter>\d)q",
    r"(?P<year>\d{4})\s*[년年]?\s*(?P<quarter>\d)\s*(?:사?분기|季度|四半期)",
    r"(?P<year>\d{4})\s?[-:/]?\s?h(?P<half_year>\d)",
    rf"h(?P<half_year>\d)\s?[-/:]?\s?{_YEAR}",
    rf"(?P<half_year>\d)h\s?[-/:]?\s?{_YEAR}",
    rf"(?P<year>\d{{4}})\s*[년年]?\s*{_HALF_YEAR}",
    r"(?P<year>\d{4})[-\s]?w(?:eek|k)?\s?(?P<week>\d\d?)(?:-(?P<weekday>\d))?",
    rf"w(?:eek|k)?\s?(?P<week>\d\d?)[-,/ ]\s?{_YEAR}",
    r"(?P<year>\d{4})\s*[년年]\s*(?:제\s*)?(?P<week>\d\d?)\s*[주周週]차?",
)
_SHORT = (  # what only the other cells, or the name of the column, tell from numbers or ranges
    r"(?P<year>\d{4})\.\s?(?P<month>\d\d)\.?",
    r"(?P<month>\d\d)\.(?P<year>\d{4})",
    r"(?P<year>\d\d?)[-/](?P<month>\d\d)",
    r"(?P<month>\d\d?)(?:[-/]|\s*[월月]\s*)(?P<day>\d\d?)[일日]?",
    r"(?P<month>\d\d?)\.\s?(?P<day>\d\d?)\.",
    rf"(?P<day>\d\d?){_NTH}[-/. ]?{_MONTH}\.?",
    rf"{_MONTH}\.?[-/. ]?(?P<day>\d\d?){_NTH}",
)
_BEFORE = rf"\[?(?:\(?{_WEEKDAY}\)?[.,]?\s+)?"
_AFTER = rf"(?:\s*,?\s*\(?{_WEEKDAY}\)?\.?)?"
_UNTIL, _DIGITS = r"\s*(?:[-\u2013\u2014~]|to|bis)\s*", r"\d[\d:./-]*"  # of an interval, that is told by its beginning
_DIVIDED = r"(?:\s*t\s*|[,;]?\s+|\s*[,;:_-]\s*|(?<=\)))"


@lru_cache(256)  # made when one is reached: all of them took a tenth of the engine's start
def _compiled(pattern: str) -> "regex.Pattern[str]":
    return regex.compile(rf"\s*(?:{pattern})\s*", regex.IGNORECASE)


_PATTERNS = (
    *(f"{_BEFORE}{date}{_AFTER}(?:{_DIVIDED}{_CLOCK}{_ZONE})?{_ZONE}\\]?" for date in _DATES),
    *_WHOLE,
    rf"{_WEEKDAY},?\s+{_MONTH}\s+(?P<day>\d\d?)\s+{_CLOCKS[0]}{_ZONE}\s+(?P<year>\d{{4}})",
    rf"(?P<year>\d{{4}})(?P<month>\d\d)(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)?(?P<second>\d\d)?{_ZONE}",
    *(rf"{_CLOCKS[0]},?\s+{_BEFORE}{date}{_AFTER}" for date in _DATES),
    *(rf"{_DATES[at]}{_DIVIDED}{_CLOCKS[0]}{_UNTIL}(?:{_DIGITS}\s+)?{_DIGITS}" for at in (0, 4)),
    rf"{_CLOCKS[0]}{_UNTIL}\d\d?:{_DIGITS}",
    *(rf"(?:{_NOON}\s*)?{clock}" for clock in (_CLOCKS[0], *_CLOCKS[3:5])),
    _CLOCKS[5] + r"(?<=h.+)",
)
_WORDS = ("word", "half", "half_word", "weekday_word")
_FIELDS = (
    *("year", "month", "day", "a", "b", "c", "of_year", "quarter", "half_year", "week", "weekday"),
    *("hour", "minute", "second", "fraction", "zone_hour", "zone_minute"),
)


@dataclass(frozen=True)
class Style:
    """What the digits of a shape are: ``fields`` has the first and one past the last place (in characters) of each.
    ``month`` is the one that is named, ``half`` the hours that ``PM`` adds (None: not told), ``zone`` the seconds that
    a zone's name is ahead of UTC, ``sign`` that of the digits of a zone, 0 where no zone is told. ``mark`` stands
    between the parts ``a``, ``b`` (and ``c``) of a date whose order is open. ``short``: a range or a number could look
    so. ``words`` has the places of a month's or a weekday's name and of the half of the day."""

    fields: Mapping[str, tuple[int, int]]
    month: int = 0
    half: float | None = None
    zone: float = 0.0
    sign: int = 0
    mark: str = ""
    short: bool = False
    words: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def is_clock(self) -> bool:
        return not self.month and not ({"year", "month", "day", "a", "of_year"} & self.fields.keys())

    @property
    def has_clock(self) -> bool:
        return "hour" in self.fields

    @property
    def has_year(self) -> bool:
        return bool({"year", "a"} & self.fields.keys())


def shape_of(cell: str) -> str:
    return cell.translate(DIGITS)


@lru_cache(8192)
def style_of(shape: str, short: bool = False, pattern: str = "") -> Style | None:
    """The style of a shape, None where it is no moment. ``short`` styles look like ranges or numbers and are taken only
    when asked for. ``pattern`` is the one way of writing that a person named, if any (see ``pattern_of``)."""
    if len(shape) > LONGEST or "0" not in shape:
        return None
    patterns = map(_compiled, (_source(pattern),) if pattern else _PATTERNS)
    for each in patterns:
        if (found := each.fullmatch(shape)) and (style := _style(found, False)):
            return style
    for each in map(_compiled, _SHORT) if short and not pattern else ():
        if (found := each.fullmatch(shape)) and (style := _style(found, True)):
            return style
    return None


def _style(found: "regex.Match[str]", short: bool) -> Style | None:
    """None where the word that should be a month is none."""
    groups = found.groupdict()
    half = (groups.get("half") or "").lower().replace(".", "")
    zone = groups.get("zone")
    sign = groups.get("sign")
    word = groups.get("word")
    month = (
        names.MONTH_OF.get(names.folded(word), 0) if word else names.HALF_YEARS.get(groups.get("half_word") or "", 0)
    )
    if word and not month:
        return None
    fields = {name: found.span(name) for name in _FIELDS if groups.get(name) is not None}
    open_ = bool(word) and not short and fields.keys() == {"year"} and _is_short_year(found)
    if open_:
        fields = {"a": fields["year"]}
    return Style(
        fields=fields,
        month=month,
        half=names.HALVES[half] if half else None,
        zone=3600.0 * names.ZONE_OF[names.folded(zone)] if zone else 0.0,
        sign=(1 if sign == "+" else -1) if sign else 0,
        mark=MONTH if open_ else groups.get("mark") or "",
        short=short,
        words={name: found.span(name) for name in _WORDS if groups.get(name) is not None},
    )


def _is_short_year(found: "regex.Match[str]") -> bool:
    """Whether a year has two digits and no apostrophe before them."""
    start, end = found.span("year")
    return end - start == 2 and found.string[start - 1] not in "'’"


# ---- a way of writing that a person names ---------------------------------------------------------------------------

_TOKENS = (
    *(("YYYY", r"(?P<year>\d{4})"), ("YY", r"(?P<year>\d\d)"), ("MMMM", _MONTH), ("MMM", _MONTH + r"\.?")),
    *(("MM", r"(?P<month>\d\d?)"), ("M", r"(?P<month>\d\d?)"), ("DDD", r"(?P<of_year>\d{1,3})")),
    *(("DD", r"(?P<day>\d\d?)"), ("D", r"(?P<day>\d\d?)"), ("HH", r"(?P<hour>\d\d?)"), ("hh", r"(?P<hour>\d\d?)")),
    *(("H", r"(?P<hour>\d\d?)"), ("h", r"(?P<hour>\d\d?)"), ("mm", r"(?P<minute>\d\d)"), ("m", r"(?P<minute>\d\d?)")),
    *(("ss", r"(?P<second>\d\d)"), ("s", r"(?P<second>\d\d?)"), ("S", r"(?P<fraction>\d+)"), ("a", _HALF)),
    *(("Q", r"(?P<quarter>\d)"), ("WW", r"(?P<week>\d\d?)"), ("E", _WEEKDAY), ("Z", _ZONE)),
)
_PYTHON = {
    "Y": "YYYY",
    "y": "YY",
    "m": "MM",
    "d": "DD",
    "e": "D",
    "H": "HH",
    "I": "hh",
    "M": "mm",
    "S": "ss",
    "f": "S",
    "b": "MMM",
    "B": "MMMM",
    "p": "a",
    "j": "DDD",
    "a": "E",
    "A": "E",
    "z": "Z",
    "Z": "Z",
    "V": "WW",
    "q": "Q",
}


def is_pattern(text: str) -> bool:
    """Whether a person's pattern names a part of a date or a clock: ``DD.MM.YYYY hh:mm``, ``%d|%m|%Y``."""
    parts = ("year", "month", "day", "hour", "quarter", "of_year", "week")
    return bool(text) and any(f"(?P<{part}>" in _source(text) for part in parts)


def _source(pattern: str) -> str:
    """The regular expression that a person's pattern stands for; what is no token stands for itself."""
    result, at, python = "", 0, "%" in pattern
    known = dict(_TOKENS)
    while at < len(pattern):
        if python:
            token = _PYTHON.get(pattern[at + 1 : at + 2], "") if pattern[at] == "%" else ""
            width = 2
        else:
            token = next((name for name, _ in _TOKENS if pattern.startswith(name, at)), "")
            width = len(token)
        result += known[token] if token else regex.escape(pattern[at])
        at += width if token else 1
    return result
