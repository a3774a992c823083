"""The code pages of one byte a letter beside that of the West: told by whole words of another script, or by words of
the West with letters and signs where no language of the West has them, ``Ciœnienie`` and ``Zùstatek``."""

import re

CENTRAL = "cp1250"
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = {  # the letters of a script, small and large
    "cp1251": ("а-яёєіїґўђјљњћџ", "А-ЯЁЄІЇҐЎЂЈЉЊЋЏ"),
    "koi8_r": ("а-яё", "А-ЯЁ"),
    "cp1253": ("α-ώάέήίΐΰ", "Α-ΫΆΈΉΊΌΎΏ"),
}
_SANE = {page: re.compile(rf"(?:[{large}]?[{small}]+|[{large}]{{1,}})") for page, (small, large) in _SCRIPTS.items()}
_SHARE = 0.9  # of the words that are not ASCII
_LETTERS_LEAST, _SURE = 5, 10  # different ones: from which it may be, and from which it is
_SIGNS = frozenset("°€£µ²³±№–—…“”„‘’«»§")
_CENTRAL = re.compile(
    r"[a-zà-ÿ]{2}[¹³]|[a-z]¿[a-z]|[a-z][¹³][a-z]|[£¥¯][a-z¹³]|œ(?![ueic])[a-zà-ÿ]|[ìù][a-zà-ÿ]|\bÈ[a-zà-ÿ]|\b[ØÙÌ][a-zà-ÿ]",
)
_HUNGARIAN = re.compile(r"[õû](?!e)")
_PORTUGUESE = frozenset("ãçâê")


def likeliest(raw: bytes) -> str:
    """The code page of another script, or of Central Europe, that ``raw`` is in; '' where nothing says so."""
    page = next((each for each in _SCRIPTS if _is_of(each, _text(raw, each))), "")
    if page or not _are_letters(_text(raw, CENTRAL)):
        return page
    return CENTRAL if _is_central(_text(raw, "cp1252")) else ""


def is_doubtful(raw: bytes, page: str) -> bool:
    """Whether a page that was guessed, of these, could as well be another: there are few letters, or several pages for
    the same language."""
    letters = {each.lower() for each in raw.decode(page, "ignore") if each.isalpha() and not each.isascii()}
    return page == CENTRAL or (page in _SCRIPTS and len(letters) < _SURE)


def _text(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeError:
        return ""


def _is_of(page: str, text: str) -> bool:
    """Whether the words beyond ASCII are of a script in all their letters, large ones at the beginning alone or
    throughout."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    sane = [word for word in words if _SANE[page].fullmatch(word)]
    small = [word for word in sane if word[1:].islower()]
    return (
        len(set("".join(sane).lower())) >= _LETTERS_LEAST
        and len(sane) >= _SHARE * len(words)
        and len(small) > len(sane) // 2
        and _are_letters(text)
    )


def _are_letters(text: str) -> bool:
    """Whether nearly all that is beyond ASCII are letters."""
    beyond = [each for each in text if not each.isascii() and not each.isspace() and each not in _SIGNS]
    return sum(map(str.isalpha, beyond)) >= _SHARE * len(beyond)


def _is_central(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    mixed = [word for word in words if re.search("[a-z]", word)]  # letters with marks among those without
    if len(mixed) < _SHARE * len(words):
        return False
    if _CENTRAL.search(text):
        return True
    return bool(_HUNGARIAN.search(text)) and bool(set("áéíóú") & set(text)) and not _PORTUGUESE & set(text)
