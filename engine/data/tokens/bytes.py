"""The bytes of a text in UTF-8 as tokens. Nothing is unknown, and nothing is changed: also what is not in NFC."""

from collections.abc import Iterable

import numpy as np

from gatescope.engine.config.data import Level
from gatescope.engine.data.tokens.base import PADDING, UNKNOWN, UNKNOWN_NAME, Encoded, Names, Tokeniser

BYTES = 256


def byte_name(byte: int) -> str:
    """What a person sees of a byte: its ASCII character, else such as ``<0xED>``."""
    return chr(byte) if byte < 0x80 else f"<0x{byte:02X}>"


def utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def from_utf8(raw: bytes) -> str:
    """The text of ``raw``; what is no UTF-8, as a network may write it, becomes U+FFFD."""
    try:
        return raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace")


class Bytes(Tokeniser):
    """256 bytes, whatever the training part has: id b + 1 is byte b."""

    level = Level.BYTE

    def __len__(self) -> int:
        return BYTES + 1

    def pieces(self, text: str) -> list[str]:
        return [byte_name(byte) for byte in utf8(text)]

    def encoded(self, texts: Iterable[str]) -> Encoded:
        each = [utf8(text) for text in texts]
        ids = np.frombuffer(b"".join(each), np.uint8) + np.int32(1)
        return Encoded(ids, np.fromiter(map(len, each), np.int64, len(each)), Names(ids, self))

    def name(self, symbol: int) -> str:
        if not 0 <= symbol < len(self):
            raise IndexError(symbol)
        return UNKNOWN_NAME if symbol == UNKNOWN else byte_name(symbol - 1)

    def decode(self, ids: Iterable[int]) -> str:
        return from_utf8(b"".join(self._bytes(int(symbol)) for symbol in ids if symbol != PADDING))

    def _bytes(self, symbol: int) -> bytes:
        if not 0 <= symbol < len(self):
            raise IndexError(symbol)
        return UNKNOWN_NAME.encode() if symbol == UNKNOWN else bytes((symbol - 1,))

    def prepared(self, text: str) -> str:
        return text
