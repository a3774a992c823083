"""How messages cross the pipe: four bytes of length, then MessagePack.

Arrays cross as (dtype, shape, bytes) and arrive read-only, strings that are no text as ``wire_text`` says. What does
not decode raises ``EngineError`` with ``Fault.PROTOCOL``: it ends that engine, not the window.
"""

import re
import struct
from typing import Any, BinaryIO, Union, get_origin

import msgspec
import numpy as np

from gatescope.engine.errors import EngineError, Fault
from gatescope.engine.protocol import frame as frame  # made before it is asked what messages there are
from gatescope.engine.protocol import messages as messages
from gatescope.engine.protocol.base import FromEngine, FromWindow, Message, kinds

_BYTES = range(0xDC80, 0xDD00)  # how Python keeps the bytes 0x80 … 0xFF of a name
_PRIVATE = 0x10FE80  # private use, plane 16
_CROSSING = {byte: _PRIVATE + at for at, byte in enumerate(_BYTES)}
_BACK = {private: byte for byte, private in _CROSSING.items()}
_LONE = re.compile("[\ud800-\udfff]")


def sayable(value: Any) -> Any:
    """``value``, a message or a part of one, with strings that UTF-8 can hold."""
    if isinstance(value, str):
        return _LONE.sub("\ufffd", value.translate(_CROSSING)) if _LONE.search(value) else value
    if isinstance(value, tuple):
        return tuple(map(sayable, value))
    if isinstance(value, dict):
        return {sayable(key): sayable(inside) for key, inside in value.items()}
    if isinstance(value, msgspec.Struct):
        return type(value)(**{name: sayable(getattr(value, name)) for name in value.__struct_fields__})
    return value


def with_path(message: Any) -> Any:
    """``message`` as it was before ``sayable``, as far as its path is concerned."""
    path = getattr(message, "path", "")
    there = path.translate(_BACK)
    return message if there == path else msgspec.structs.replace(message, path=there)


LENGTH = struct.Struct("<I")
BYTES_MOST = 1 << 30


def _encode_array(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        value = np.ascontiguousarray(value)
        return (value.dtype.str, value.shape, value.data.cast("B") if value.size else b"")
    raise NotImplementedError(type(value))


def _decode_array(kind: Any, value: Any) -> Any:
    if (get_origin(kind) or kind) is not np.ndarray:
        raise NotImplementedError(kind)
    dtype, shape, data = value
    dtype = np.dtype(dtype)
    if dtype.hasobject:
        raise ValueError(f"dtype {dtype}")
    return np.frombuffer(data, dtype).reshape(shape)


def _decoder(of: type[Message]) -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(Union[kinds(of)], dec_hook=_decode_array)  # noqa: UP007 - of what there is


_encoder = msgspec.msgpack.Encoder(enc_hook=_encode_array)
_from_window, _from_engine = _decoder(FromWindow), _decoder(FromEngine)


def pack(message: FromWindow | FromEngine) -> bytes:
    """The bytes of a message, its length in front."""
    try:
        body = _encoder.encode(message)
    except UnicodeEncodeError:  # rare: not looked for in every message
        body = _encoder.encode(sayable(message))
    return LENGTH.pack(len(body)) + body


def unpack_from_window(body: bytes) -> FromWindow:
    return with_path(_decode(_from_window, body))  # type: ignore[no-any-return]


def unpack_from_engine(body: bytes) -> FromEngine:
    return _decode(_from_engine, body)  # type: ignore[no-any-return]


def _decode(decoder: Any, body: bytes) -> Any:
    try:
        return decoder.decode(body)
    except Exception as error:  # a foreign stream can fail in any way, also in a config's own checks
        raise EngineError(Fault.PROTOCOL, reason=f"{type(error).__name__}: {error}") from error


def read(stream: BinaryIO) -> bytes | None:
    """The next message body from a blocking stream; None at its end."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    if length > BYTES_MOST:
        raise EngineError(Fault.PROTOCOL, reason=f"a message of {length} bytes")
    body = stream.read(length)
    return body if len(body) == length else None


class Splitter:
    """Cuts a stream that arrives in pieces into message bodies."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, piece: bytes) -> list[bytes]:
        """The bodies that are complete now. Raises ``EngineError`` when the stream cannot be messages."""
        buffer = self._buffer
        buffer += piece
        bodies: list[bytes] = []
        start = 0
        while len(buffer) - start >= LENGTH.size:
            (length,) = LENGTH.unpack_from(buffer, start)
            if length > BYTES_MOST:
                raise EngineError(Fault.PROTOCOL, reason=f"a message of {length} bytes")
            end = start + LENGTH.size + length
            if len(buffer) < end:
                break
            bodies.append(bytes(memoryview(buffer)[start + LENGTH.size : end]))
            start = end
        if start:
            del buffer[:start]
        return bodies
