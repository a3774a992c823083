"""How large the columns of an Arrow file become, told before any buffer is unpacked.

Arrow's messages say it: the number of rows, and in front of each packed buffer its size unpacked. pyarrow shows neither
before it has unpacked them, so that the few fields are read from the FlatBuffers of the format here.
"""

import struct
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from pyarrow import ipc

_HEADER = 2  # of a Message
_LENGTH, _BUFFERS, _PACKED = 0, 2, 3  # RecordBatch
_MAGIC = 8  # bytes before the first message
_VALUE = 8


def unpacked_sizes(source: Any) -> Iterator[int]:
    """The bytes that each batch and dictionary of the file takes, in their order. Raises ``pyarrow.ArrowException``,
    ``struct.error`` and ``IndexError`` for what is no Arrow file."""
    source.seek(_MAGIC)
    for message in _until_the_end(ipc.MessageReader.open_stream(source)):
        table = _Table(message.metadata.to_pybytes(), 0)
        if message.type == "record batch":
            yield _size(table.inner(_HEADER), message.body)
        elif message.type == "dictionary":
            yield _size(table.inner(_HEADER).inner(1), message.body)


def _until_the_end(messages: Any) -> Iterator[Any]:
    while True:
        try:
            yield messages.read_next_message()
        except StopIteration:
            return


def _size(batch: "_Table", body: Any) -> int:
    rows = batch.number(_LENGTH)
    buffers = batch.places(_BUFFERS)
    held = [length for _, length in buffers]
    if batch.has(_PACKED) and body is not None:
        held = [_declared(body, at, length) for at, length in buffers]
    return max(rows, 0) * _VALUE + sum(held)


def _declared(body: Any, at: int, length: int) -> int:
    """What a packed buffer says in its first bytes; −1 of one that is not packed."""
    if length < _VALUE:
        return length
    (size,) = struct.unpack("<q", body.slice(at, _VALUE).to_pybytes())
    return length if size < 0 else int(size)


class _Table:
    """A table of FlatBuffers: its fields by their numbers."""

    def __init__(self, raw: bytes, at: int) -> None:
        self._raw = raw
        self._at = at + self._unsigned(at)
        self._fields = self._at - struct.unpack_from("<i", raw, self._at)[0]
        self._size = struct.unpack_from("<H", raw, self._fields)[0]

    def _unsigned(self, at: int) -> int:
        return int(struct.unpack_from("<I", self._raw, at)[0])

    def _place(self, field: int) -> int:
        entry = 4 + 2 * field
        away = struct.unpack_from("<H", self._raw, self._fields + entry)[0] if entry < self._size else 0
        return self._at + away if away else 0

    def has(self, field: int) -> bool:
        return self._place(field) > 0

    def inner(self, field: int) -> "_Table":
        return _Table(self._raw, self._place(field))

    def number(self, field: int) -> int:
        place = self._place(field)
        return int(struct.unpack_from("<q", self._raw, place)[0]) if place else 0

    def places(self, field: int) -> list[tuple[int, int]]:
        """A list of (offset, length)."""
        place = self._place(field)
        if not place:
            return []
        place += self._unsigned(place)
        count = self._unsigned(place)
        if place + 4 + 16 * count > len(self._raw):
            raise pa.ArrowInvalid("a list of buffers that ends nowhere")
        return [struct.unpack_from("<qq", self._raw, place + 4 + 16 * at) for at in range(count)]
