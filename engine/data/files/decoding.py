"""From bytes to text: which encoding a file is in, and its characters as they come.

In this order, each strictly: a byte order mark, UTF-8, a code page of another script whose words these are, Windows'
for the West where accents stand alone, the encoding that the characters and their places fit, and then whatever
charset-normalizer finds among a few that are really met.
"""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import charset_normalizer

from gatescope.engine.data.files import code_pages
from gatescope.engine.data.files.fitting import LIKELY, WESTERN, fits, fits_well, instead_of_utf8, stands_out
from gatescope.engine.data.files.source import FileReading, Origin
from gatescope.engine.data.files.stream import Stream, head
from gatescope.engine.errors import ConfigError, Fault

GUESSED = ["utf_16", "cp949", "johab", "cp932", "euc_jp", "gb18030", "big5", "cp1252"]
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 1 << 16
_LATIN = frozenset([*range(0xC0, 0x100), *b"\xa0\xa1\xa3\xa7\xa9\xaa\xab\xae\xb0\xb1\xb2\xb3\xb4\xb5\xb7\xba\xbb\xbf"])
_PUNCTUATION = frozenset(b"\x80\x85\x91\x92\x93\x94\x96\x97\x99")  # of cp1252
_HIGH = re.compile(rb"[\x80-\xff]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_CONTROLS_MOST = 0.02
_JOINED = 4  # what waits to be joined is at most 1 / 2⁴ of what is
_UTF8 = "utf-8"
_WIDE = ("utf-16", "utf-32")  # the encodings that have zeros in their bytes
Made = TypeVar("Made")


class WrongBytes(Exception):
    """The bytes at ``offset`` are not in the encoding tried."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class TextDecoder:
    """Pieces of a file as pieces of text whose lines end with a newline alone, however they ended.

    ``whole`` False: the file goes on behind the last piece, which may cut a character. ``feed`` (UTF-8) and ``text``
    raise ``WrongBytes`` and ``DataError`` (FILE_BINARY)."""

    def __init__(self, encoding: str, reading: FileReading, whole: bool = True) -> None:
        self._encoding, self._reading, self._whole = encoding, reading, whole
        self._decoder = codecs.getincrementaldecoder(encoding)("strict")
        self._is_utf8 = codecs.lookup(encoding).name == "utf-8"
        self._wide = codecs.lookup(encoding).name.startswith(_WIDE)
        self._offset = 0  # of the piece
        self._begun = False
        self._return = ""  # a carriage return that may belong to the newline of the next piece

    def feed(self, piece: bytes, last: bool = False) -> bytes:
        """A piece in UTF-8."""
        as_it_is = self._is_utf8 and piece.isascii() and not (self._return or b"\r" in piece or b"\0" in piece)
        if as_it_is and not last and not self._pending():
            self._begun = self._begun or bool(piece)
            self._offset += len(piece)
            return piece
        return self._encoded(self._text(piece, last), len(piece))

    def text(self, piece: bytes, last: bool = False) -> str:
        """The characters of a piece."""
        made = self._text(piece, last)
        if not self._is_utf8:
            self._encoded(made, len(piece))
        return made

    def _encoded(self, made: str, size: int) -> bytes:
        """What was made of the last ``size`` bytes, in UTF-8. Some odd encodings give halves of characters."""
        try:
            return made.encode()
        except UnicodeError:
            raise WrongBytes(self._offset - size) from None

    def _text(self, piece: bytes, last: bool) -> str:
        if b"\0" in piece and not self._wide:
            raise self._reading.fails(Fault.FILE_BINARY, offset=self._offset + piece.index(b"\0"))
        made = self._decoded(piece)
        if last:
            made += self._end()
        self._offset += len(piece)
        return self._with_plain_newlines(self._without_mark(made), last)

    def _pending(self) -> int:
        """How many bytes of a character that is not complete have come."""
        return len(self._decoder.getstate()[0])

    def _decoded(self, piece: bytes) -> str:
        pending = self._pending()
        try:
            text = self._decoder.decode(piece)
        except UnicodeDecodeError as error:
            raise WrongBytes(self._offset - pending + error.start) from None
        except UnicodeError:  # some odd encodings
            raise WrongBytes(self._offset) from None
        if self._wide and "\0" in text:
            offset = self._offset + len(text[: text.index("\0")].encode(self._encoding))
            raise self._reading.fails(Fault.FILE_BINARY, offset=offset)
        return text

    def _end(self) -> str:
        """What the end of the file makes of the last bytes. A last UTF-8 character that it cuts in two is left out: the
        file was truncated, not wrong."""
        left = self._pending()
        if not left or not self._whole or (self._is_utf8 and self._begun):
            return ""
        try:
            return self._decoder.decode(b"", True)
        except UnicodeError:
            raise WrongBytes(max(0, self._offset - left)) from None

    def _without_mark(self, made: str) -> str:
        if self._begun or not made:
            return made
        self._begun = True
        return made.removeprefix("\ufeff")

    def _with_plain_newlines(self, made: str, last: bool) -> str:
        if not self._return and "\r" not in made:
            return made
        made, self._return = self._return + made, ""
        if made.endswith("\r") and not last:
            made, self._return = made[:-1], "\r"
        return made.replace("\r\n", "\n").replace("\r", "\n")


def pieces_of(stream: Stream, make: Callable[[bytes, bool], Made]) -> Iterator[Made]:
    """A file's pieces as a method of its decoder makes them. Raises what both raise."""
    for piece in stream:
        yield make(piece, False)
    yield make(b"", True)


def joined(pieces: Iterable[str]) -> str:
    """All pieces as one text. ``str.join`` would hold them beside it to the end. CPython makes a string longer where it
    lies, if nobody else has it; even if it copied, it would copy each character a few times only."""
    text, waiting, size = "", list[str](), 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size > len(text) >> _JOINED:
            more, waiting, size = "".join(waiting), [], 0
            text += more
    text += "".join(waiting)
    return text


def in_its_encoding(origin: Origin, chosen: str, reading: FileReading, made: Callable[[str], Made]) -> tuple[Made, str]:
    """What ``made(encoding)`` makes of a file in the encoding it is in, and that encoding. ``made`` raises
    ``WrongBytes`` in a wrong one, and is called again with the next that may be right.

    Raises ``DataError``: FILE_EMPTY, FILE_BINARY, ENCODING_WRONG, ENCODING_UNKNOWN; ``ConfigError`` for a ``chosen``
    that is no encoding."""
    first = _known(chosen) if chosen else _first(origin, reading)
    try:
        return made(first), first
    except WrongBytes as error:
        bad = error.offset
    if chosen:
        raise reading.fails(Fault.ENCODING_WRONG, encoding=first, line=_line(origin, first, bad, reading))
    for encoding in _others(first, *_around(origin, bad, reading)):
        try:
            return made(encoding), encoding
        except WrongBytes:
            pass
    raise reading.fails(Fault.ENCODING_UNKNOWN, line=_line(origin, first, bad, reading), offset=bad)


def _known(encoding: str) -> str:
    try:
        found = codecs.lookup(encoding)
        if found._is_text_encoding and found.incrementaldecoder is not None:
            found.incrementaldecoder("strict").decode(b"")
            return found.name
    except (LookupError, UnicodeError, ValueError):
        pass
    raise ConfigError(Fault.CONFIG_VALUE, name="encoding", value=encoding)


def _first(origin: Origin, reading: FileReading) -> str:
    """The encoding to try first, from the first bytes."""
    sample, whole = head(origin, reading, SAMPLE)
    if not sample or (whole and sample.isspace()):
        raise reading.fails(Fault.FILE_EMPTY)
    if marked := next((name for mark, name in _MARKS if sample.startswith(mark)), ""):
        return marked
    if b"\0" in sample and (wide := _utf16_without_mark(sample)):
        return wide
    _refuse_binary(sample, reading)
    return instead_of_utf8(sample) or _UTF8


def _utf16_without_mark(sample: bytes) -> str:
    """UTF-16 of a text with digits or Latin letters has NULs on one side of its pairs only."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > 0.05 * half and even < 0.2 * odd and _is_written(sample, "utf-16-le"):
        return "utf-16-le"
    return "utf-16-be" if even > 0.05 * half and odd < 0.2 * even and _is_written(sample, "utf-16-be") else ""


def _is_written(sample: bytes, encoding: str) -> bool:
    """Whether nearly all characters of a sample can be seen."""
    text = sample[: len(sample) & ~1].decode(encoding, "replace")
    seen = sum(character.isprintable() or character.isspace() for character in text)
    return seen - text.count("\ufffd") >= 0.98 * len(text)


def _refuse_binary(sample: bytes, reading: FileReading) -> None:
    zero = sample.find(b"\0")
    if zero >= 0:
        raise reading.fails(Fault.FILE_BINARY, offset=zero)
    plain = sample.translate(None, _CONTROLS)
    if len(sample) - len(plain) > _CONTROLS_MOST * len(sample):
        offset = next(at for at, byte in enumerate(sample) if byte in _CONTROLS)
        raise reading.fails(Fault.FILE_BINARY, offset=offset)


def _line(origin: Origin, encoding: str, offset: int, reading: FileReading) -> int:
    """The line, from 1, in which the byte at ``offset`` stands."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    line, left, ends_with_return = 1, offset, False
    for piece in Stream(origin, FileReading(reading.path)):
        text = decoder.decode(piece[:left])
        line += text.count("\n") + text.count("\r") - text.count("\r\n")
        line -= ends_with_return and text.startswith("\n")
        ends_with_return = text.endswith("\r") if text else ends_with_return
        left -= len(piece)
        if left <= 0:
            break
    return line


def _around(origin: Origin, bad: int, reading: FileReading) -> tuple[bytes, int]:
    """Whole lines around the first byte that is not UTF-8, and where it stands in them."""
    first = max(0, bad - SAMPLE)
    have, at = b"", 0
    for piece in Stream(origin, FileReading(reading.path)):
        if at + len(piece) > first:
            have += piece[max(0, first - at) :]
        at += len(piece)
        if at > bad + 4 * SAMPLE:
            break
    have = have[: bad - first + 4 * SAMPLE]
    start = have.rfind(b"\n", 0, bad - first) + 1 if first else 0
    end = have.rfind(b"\n", bad - first)
    return (have[start : end + 1] if end > 0 and at > bad + 4 * SAMPLE else have[start:]), bad - first - start


def _others(first: str, around: bytes, bad: int) -> Iterator[str]:
    """The encodings that bytes may be in which are not in the ``first``, the likeliest of them first."""
    if first.startswith(_WIDE) or (first == _UTF8 and _damaged_utf8(around, bad)):
        return
    if first != _UTF8:
        yield _UTF8
    fitting = fits(around)
    if not stands_out(fitting):
        page = "" if fits_well(fitting) else code_pages.likeliest(around)
        if page:
            yield page
        if _is_latin(around):
            yield WESTERN
    yield from (encoding for encoding, fit in fitting.items() if fit >= LIKELY and encoding != WESTERN)
    for match in charset_normalizer.from_bytes(around, cp_isolation=GUESSED):
        yield "cp949" if match.encoding == "euc_kr" else match.encoding
    yield from fitting


def _is_latin(around: bytes) -> bool:
    """Whether the bytes beyond ASCII stand alone, between letters, as accents do; in other encodings they come in
    pairs."""
    runs = _HIGH.findall(around)
    alone = sum(len(run) == 1 and run[0] in _LATIN | _PUNCTUATION for run in runs)
    return alone >= 0.9 * len(runs)


def _damaged_utf8(around: bytes, bad: int) -> bool:
    """Whether the text around the first bad byte is UTF-8 but for a few bytes: then no other encoding is meant."""
    text = around[: bad + SAMPLE].decode("utf-8", "replace")
    other = len(_NOT_ASCII.findall(text))
    return other >= 20 and text.count("\ufffd") < 0.1 * other


def decode(raw: bytes, reading: FileReading) -> tuple[str, str]:
    """The text of ``raw`` in plain lines, without a byte order mark, and the encoding it was in. Raises ``DataError``:
    FILE_EMPTY, FILE_BINARY, ENCODING_UNKNOWN, READ_CANCELLED."""
    origin = Origin(reading.path, len(raw), raw)

    def made(encoding: str) -> str:
        return "".join(pieces_of(Stream(origin, reading), TextDecoder(encoding, reading).text))

    text, encoding = in_its_encoding(origin, "", reading, made)
    if not text or text.isspace():
        raise reading.fails(Fault.FILE_EMPTY)
    return text, encoding
