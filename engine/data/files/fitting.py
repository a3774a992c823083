"""How well bytes fit an encoding whose letters take two bytes: what stands in the text that they would be, character by
character, and where. A short table has too few words for statistics of texts; but nobody writes ``◎4.8``, ``12걪`` or
``d룶켧embre``."""

import codecs
import re
from collections.abc import Iterator

from gatescope.engine.data.columns.measures import is_counter, is_unit
from gatescope.engine.data.files import code_pages
from gatescope.engine.data.files.letters import WRITTEN

WESTERN = "cp1252"
LIKELY = 0.4  # how well the encoding that is meant fits, at least
_WELL, _SURE = 0.7, 0.9
_AHEAD = 0.15  # of the next, before there is no doubt
_BEYOND = re.compile("[^\x00-\x7f\xa0]+")
_TORN_MOST = 0.1  # of what is beyond ASCII
_PRIOR = {"cp949": 0.03, "cp932": 0.02, "gb18030": 0.02, "big5": 0.01, "euc_jp": 0.0, "johab": -0.2, WESTERN: 0.05}
"""How much likelier an encoding is than others before anything was read."""
_BY_CHANCE = 2  # different letters, at most
_MOST = 400  # different characters that are looked at
_TELLS, _FITS, _SELDOM, _MAY_BE, _ODD, _WRONG = 1.3, 1.0, 0.7, 0.2, -0.5, -1.0
_BEFORE = frozenset("−－＋±▲△▼▽↑↓￥¥＄")  # numbers
_COMPARES = frozenset("≥≤≧≦＞＜～〜")  # before numbers too, but seldom
_AROUND = frozenset("€£￡¢")
_BEHIND = frozenset("°℃℉％‰㎍㎎㎏㎜㎝㎞㎡㎢㎥㎾㏊㎖ℓµμΩ²³′″￠")
_ALONE = frozenset("※○●◎□■◇◆☆★→←∞≠×÷♂♀§∴〒＃＆＊＠Δαβγ")  # never glued to a number
_BETWEEN = frozenset("«»·¿¡ªº©®¶、。，．：；！？「」『』（）［］【】〈〉《》“”‘’…―—–·・•々ー〇／＿＝　")
_FULL = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HALF_KANA = re.compile("[\uff61-\uff9f]")
_LATIN = re.compile("[À-ÖØ-öø-žơưǎǐǒǔșț]")
_NOT_LATIN = frozenset("ĲĳĸŀĿŉŋŊħĦŧŦÞþ")  # letters that are hardly met but by reading wrongly
_HAN = re.compile("[\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_TORN = re.compile("[a-z]([\u3400-\u9fff\uac00-\ud7a3\uff61-\uff9f]+)[a-z]")
_FREQUENT = {  # the first of two bytes of the letters that a standard counts as the frequent ones
    "cp949": ("euc_kr", 0xB0, 0xC8),
    "cp932": ("euc_jp", 0xB0, 0xCF),
    "euc_jp": ("euc_jp", 0xB0, 0xCF),
    "gb18030": ("gb2312", 0xB0, 0xD7),
    "big5": ("big5", 0xA4, 0xC6),
    "johab": ("euc_kr", 0xB0, 0xC8),
}


def fits(raw: bytes) -> dict[str, float]:
    """Of the encodings that ``raw``, which may end within a character, can be in, how well it fits each: about 1 at
    most, the best first."""
    found = {encoding: _fit(text, encoding) + _PRIOR[encoding] for encoding, text in _texts(raw)}
    return dict(sorted(found.items(), key=lambda each: -each[1]))


def fits_well(found: dict[str, float]) -> bool:
    """Whether an encoding of the East fits better than bytes of something else do by chance."""
    return max((fit for encoding, fit in found.items() if encoding != WESTERN), default=0.0) >= _WELL


def stands_out(found: dict[str, float]) -> bool:
    """Whether an encoding of the East fits nearly in all, and the West's does not: accents alone have the bytes of
    letters too."""
    best = max(found, key=found.__getitem__, default=WESTERN)
    return found.get(best, 0.0) >= _SURE and found[best] >= found.get(WESTERN, _WRONG) + _AHEAD


def instead_of_utf8(raw: bytes) -> str:
    """The encoding that bytes are in which are UTF-8 by chance, '' as a rule: a letter or two of two bytes, ``1,234元``
    in GB18030, are a letter there that nobody puts beside numbers."""
    text = "" if raw.isascii() else _text(raw, "utf-8") or ""
    letters = {each for each in set(text) if not each.isascii()}
    two_bytes = all(each < "\u0800" for each in letters)
    if not 0 < len(letters) <= _BY_CHANCE or not two_bytes or any(_of_other(each, text) > _WRONG for each in letters):
        return ""
    best, fit = next(iter(fits(raw).items()), ("", _WRONG))
    return best if fit >= _FITS else ""


def is_doubtful(raw: bytes, encoding: str) -> bool:
    """Whether an encoding that was guessed makes letters of the East that tables hardly have, fits no better than
    another, or glues signs to accents of the West. ``raw`` may end within a character."""
    if encoding == WESTERN:
        return _are_torn(raw.decode(encoding, "ignore"))
    if encoding not in _PRIOR:
        return code_pages.is_doubtful(raw, encoding)
    found = fits(raw)
    own = found.pop(encoding, _WRONG)
    found.pop(WESTERN, None)
    if instead_of_utf8(raw):
        return True
    return own < LIKELY or own < max(found.values(), default=_WRONG) + _AHEAD


def _are_torn(text: str) -> bool:
    """Whether letters beyond ASCII and signs stand side by side, as in ``¡ãC``: halves of characters of two bytes."""
    runs = _BEYOND.findall(text)
    torn = sum(not run.isalpha() and any(map(str.isalpha, run)) for run in runs)
    return torn > _TORN_MOST * len(runs)


def _texts(raw: bytes) -> Iterator[tuple[str, str]]:
    for encoding in _PRIOR:
        if (text := _text(raw, encoding)) is not None:
            yield encoding, text


def _text(raw: bytes, encoding: str) -> str | None:
    """None where the bytes are not in the encoding; what is cut at the end is left out."""
    try:
        return codecs.getincrementaldecoder(encoding)("strict").decode(raw)
    except UnicodeError:
        return None


def _fit(text: str, encoding: str) -> float:
    characters = [each for each in dict.fromkeys(text) if not each.isascii() and each != "\xa0"][:_MOST]
    torn = set("".join(_TORN.findall(text)))
    marks = [_mark(each, text, encoding) for each in characters]
    marks = [_ODD if mark < _FITS and each in torn else mark for each, mark in zip(characters, marks, strict=True)]
    return sum(marks) / max(1, len(marks))


def _mark(character: str, text: str, encoding: str) -> float:
    if character in WRITTEN.get(encoding, ()) or _KANA.match(character):
        return _of_letter(character, text, encoding)
    if _HAN.match(character):
        return _MAY_BE if _is_frequent(character, encoding) else _ODD
    if _HALF_KANA.match(character):
        return 0.0 if re.search("[\uff61-\uff9f]{3}", text) else _WRONG
    return _of_other(character, text)


def _of_letter(letter: str, text: str, encoding: str) -> float:
    if _KANA.match(letter):
        return _FITS if encoding in ("cp932", "euc_jp") else _ODD
    measures = is_unit(letter) or is_counter(letter)
    return _TELLS if measures and re.search(f"[0-9]{letter}", text) else _FITS


def _is_frequent(character: str, encoding: str) -> bool:
    standard, first, last = _FREQUENT[encoding]
    written = character.encode(standard, "ignore")
    return len(written) == 2 and first <= written[0] <= last


def _of_other(character: str, text: str) -> float:
    return _of_latin(character, text) if _LATIN.match(character) else _of_sign(character, text)


def _of_latin(character: str, text: str) -> float:
    joined = re.search(f"[A-Za-z]{character}|{character}[A-Za-z]", text)
    amid = character.isupper() and re.search(f"[a-z]{character}", text)
    return _FITS if joined and not amid and character not in _NOT_LATIN else _WRONG


def _of_sign(sign: str, text: str) -> float:
    if _FULL.match(sign) or sign in _BETWEEN:
        return _MAY_BE
    behind = re.search(rf"[0-9] ?{re.escape(sign)}", text) is not None
    before = re.search(rf"{re.escape(sign)} ?[.]?[0-9]", text) is not None
    if sign in _AROUND:
        return _FITS
    if sign in _COMPARES:
        return _SELDOM if before or not behind else _WRONG
    if sign in _BEFORE:
        return _FITS if before or not behind else _WRONG
    if sign in _BEHIND:
        return _FITS if behind or not before else _WRONG
    return _MAY_BE if sign in _ALONE and not (behind or before) else _WRONG
