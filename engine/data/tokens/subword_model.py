"""What a subword model that comes from a file may be, told by its bytes before sentencepiece is given them.

A model is a protocol buffer: fields of a number and a value. Ours have pieces and say that nothing is normalised. One
that brings a table of its own for normalising has compiled code's work done on offsets that somebody else wrote.
"""

from collections.abc import Iterator

PIECES, PIECE_BYTES = 1_100_000, 1 << 16
_PIECE, _NORMALIZER, _DENORMALIZER = 1, 3, 5
_TABLE = 2  # of a normalizer
_LENGTHS = {1: 8, 5: 4}  # of values of a fixed length, by their kind
_VARINT, _BYTES = 0, 2


def check_model(model: bytes) -> None:
    """Raises ``ValueError``."""
    pieces = 0
    for number, value in _fields(model):
        if number == _PIECE:
            pieces += 1
            if pieces > PIECES or len(value) > PIECE_BYTES:
                raise ValueError("a tokeniser of too many pieces")
        elif number in (_NORMALIZER, _DENORMALIZER) and any(n == _TABLE and table for n, table in _fields(value)):
            raise ValueError("a tokeniser with a table of its own")


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """Each field's number, and its value where that is bytes, else b""."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, kind = key >> 3, key & 7
        start = at
        if kind == _VARINT:
            _, at = _varint(message, at)
        elif kind == _BYTES:
            length, start = _varint(message, at)
            at = start + length
        elif kind in _LENGTHS:
            at += _LENGTHS[kind]
        else:
            raise ValueError("a tokeniser that is none")
        if at > len(message):
            raise ValueError("a tokeniser that breaks off")
        yield number, message[start:at] if kind == _BYTES else b""


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """A number of up to 64 bits, and where what follows it begins."""
    value = 0
    for shift, byte in enumerate(message[at : at + 10]):
        value |= (byte & 0x7F) << 7 * shift
        if byte < 0x80:
            return value, at + shift + 1
    raise ValueError("a tokeniser that breaks off")
