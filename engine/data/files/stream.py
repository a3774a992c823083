"""The bytes of a file as they come, unpacked when gzip packed them, with their fingerprint taken on the way."""

import hashlib
import zlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from gatescope.engine.data.files.source import BLOCK, FileReading, Origin, system_errors
from gatescope.engine.errors import DataError, Fault

GZIP = b"\x1f\x8b"
UNPACKED_MOST = 8 << 30  # bytes
RATIO_MOST = 250  # of unpacked to packed bytes; tables reach 20, a series that never changes 100
RATIO_FROM = 64 << 20  # unpacked bytes, before the ratio says anything
_COLUMNS_FROM = 256 << 20  # the same of columns, in which what repeats takes next to nothing
_GZIP_WINDOW = 16 + zlib.MAX_WBITS


def columns_most(packed: int) -> int:
    """The bytes that the columns of a file of ``packed`` bytes may take."""
    return min(UNPACKED_MOST, max(_COLUMNS_FROM, RATIO_MOST * packed))


class Fingerprint:
    """The SHA-256 of what is added, taken in a thread of its own while the reader goes on. A context manager."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._pool = ThreadPoolExecutor(1, "fingerprint")
        self._pending: Future[None] | None = None

    def __enter__(self) -> "Fingerprint":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def add(self, piece: bytes) -> None:
        if self._pending is not None:
            self._pending.result()
        self._pending = self._pool.submit(self._digest.update, piece)

    def hexdigest(self) -> str:
        if self._pending is not None:
            self._pending.result()
        return self._digest.hexdigest()


class Stream:
    """The pieces of a file, in order, of at most ``BLOCK`` bytes each, unpacked. Iterating it raises ``DataError``:
    FILE_UNREADABLE, ARCHIVE_DAMAGED, ARCHIVE_TOO_LARGE, READ_CANCELLED."""

    def __init__(self, origin: Origin, reading: FileReading, fingerprint: Fingerprint | None = None) -> None:
        self._origin, self._reading, self._fingerprint = origin, reading, fingerprint

    def __iter__(self) -> Iterator[bytes]:
        with system_errors(self._reading):
            packed = self._origin.head(len(GZIP)) == GZIP
        pieces = self._packed_pieces()
        return _unpacked(pieces, self._reading) if packed else pieces

    def _packed_pieces(self) -> Iterator[bytes]:
        done = 0
        with system_errors(self._reading), self._origin.open() as file:
            while piece := file.read(BLOCK):
                if self._fingerprint is not None:
                    self._fingerprint.add(piece)
                yield piece
                done += len(piece)
                self._reading.tick(min(done, self._origin.size), self._origin.size)


def head(origin: Origin, reading: FileReading, count: int) -> tuple[bytes, bool]:
    """The first ``count`` bytes, unpacked, and whether these are all."""
    pieces: list[bytes] = []
    have = 0
    for piece in Stream(origin, FileReading(reading.path)):
        pieces.append(piece)
        have += len(piece)
        if have > count:
            break
    return b"".join(pieces)[:count], have <= count


def _unpacked(pieces: Iterator[bytes], reading: FileReading) -> Iterator[bytes]:
    """What gzip packed, however many members it packed it in. Zeros behind the last are no member."""
    unpacker: Any = zlib.decompressobj(_GZIP_WINDOW)
    packed = unpacked = 0
    for piece in pieces:
        packed += len(piece)
        rest = piece
        while rest:
            if unpacker.eof:
                rest = rest.lstrip(b"\0")
                unpacker = zlib.decompressobj(_GZIP_WINDOW) if rest else unpacker
            block, rest = _step(unpacker, rest, reading)
            unpacked += len(block)
            _refuse_large(unpacked, packed, reading)
            if block:
                yield block
            reading.refuse_if_cancelled()
    while not unpacker.eof and (block := unpacker.decompress(b"", BLOCK)):
        yield block
    if not unpacker.eof:
        raise reading.fails(Fault.ARCHIVE_DAMAGED, reason="it ends too early")


def _step(unpacker: Any, packed: bytes, reading: FileReading) -> tuple[bytes, bytes]:
    """A block out of ``packed``, and what of it is left."""
    if not packed:
        return b"", b""
    try:
        block: bytes = unpacker.decompress(packed, BLOCK)
    except zlib.error as error:
        raise reading.fails(Fault.ARCHIVE_DAMAGED, reason=str(error)) from None
    return block, unpacker.unconsumed_tail or unpacker.unused_data


def _refuse_large(unpacked: int, packed: int, reading: FileReading) -> None:
    limit = UNPACKED_MOST if unpacked <= RATIO_FROM else min(UNPACKED_MOST, RATIO_MOST * packed)
    if unpacked > limit:
        raise too_large(reading, unpacked, limit)


def too_large(reading: FileReading, size: int, limit: int) -> DataError:
    return reading.fails(Fault.ARCHIVE_TOO_LARGE, bytes=size, limit=limit)
