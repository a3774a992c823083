"""A file's bytes, its fingerprint, and how far the reading of it has come."""

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator

from engine.errors import DataError, Fault

BLOCK = 1 << 20  # progress is told and Cancel is honoured this often

ProgressCall = Callable[[int, int], None]
CancelledCall = Callable[[], bool]


class Reading:
    """One reading of a file, told in the file's own bytes however many passes it takes.

    ``stage(share)`` opens the next pass, which takes that share of the whole; ``tick(done, size)`` tells how far the
    pass is. Both raise ``DataError(READ_CANCELLED)`` once the reader has been told to stop.
    """

    def __init__(
        self, path: str, progress: ProgressCall | None = None, cancelled: CancelledCall | None = None, total: int = 0
    ) -> None:
        self.path = path
        self.total = total
        self._progress = progress
        self._cancelled = cancelled
        self._low = 0.0
        self._high = 0.0

    def stage(self, share: float) -> "Reading":
        self._low, self._high = self._high, min(1.0, self._high + share)
        self.tick(0, 1)
        return self

    def tick(self, done: int, size: int) -> None:
        if self._cancelled is not None and self._cancelled():
            raise DataError(Fault.READ_CANCELLED, path=self.path)
        if self._progress is not None:
            part = self._low + (self._high - self._low) * (done / size if size else 1.0)
            self._progress(int(self.total * part), self.total)

    def done(self) -> None:
        if self._progress is not None:
            self._progress(self.total, self.total)

    def blocks(self, raw: bytes, size: int = BLOCK) -> Iterator[tuple[int, memoryview]]:
        """The pieces of ``raw`` with the offset of each; tells progress before each piece."""
        view = memoryview(raw)
        for start in range(0, len(raw), size):
            self.tick(start, len(raw))
            yield start, view[start : start + size]

    def fails(self, fault: Fault, **facts: str | int | float) -> DataError:
        return DataError(fault, path=self.path, **facts)


def read_bytes(path: str, reading: Reading) -> tuple[bytes, str]:
    """The bytes of a regular file and their SHA-256 as hex.

    Raises ``DataError``: FILE_MISSING, FILE_IS_DIRECTORY, FILE_FORBIDDEN, FILE_UNREADABLE (devices, pipes, whatever
    the operating system refuses), READ_CANCELLED.
    """
    try:
        _check_regular(path, reading)
        with open(path, "rb", buffering=0) as file:
            reading.total = os.fstat(file.fileno()).st_size
            return _read_all(file.read, reading.stage(0.2))
    except FileNotFoundError:
        raise reading.fails(Fault.FILE_MISSING) from None
    except IsADirectoryError:
        raise reading.fails(Fault.FILE_IS_DIRECTORY) from None
    except PermissionError:
        raise reading.fails(Fault.FILE_FORBIDDEN) from None
    except ValueError as error:  # a path with a NUL in it
        raise reading.fails(Fault.FILE_UNREADABLE, reason=str(error)) from None
    except MemoryError:
        raise reading.fails(Fault.FILE_UNREADABLE, reason=os.strerror(errno.ENOMEM)) from None
    except OSError as error:
        raise reading.fails(Fault.FILE_UNREADABLE, reason=error.strerror or str(error)) from None


def sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _check_regular(path: str, reading: Reading) -> None:
    """A pipe or a device is refused before it is opened: opening one can wait for ever."""
    mode = os.stat(path).st_mode
    if stat.S_ISDIR(mode):
        raise reading.fails(Fault.FILE_IS_DIRECTORY)
    if not stat.S_ISREG(mode):
        raise reading.fails(Fault.FILE_UNREADABLE, reason="not a regular file")


def _read_all(read: Callable[[int], bytes | None], reading: Reading) -> tuple[bytes, str]:
    digest = hashlib.sha256()
    pieces: list[bytes] = []
    done = 0
    while piece := read(BLOCK):
        digest.update(piece)
        pieces.append(piece)
        done += len(piece)
        reading.tick(min(done, reading.total), reading.total)
    reading.total = done
    return b"".join(pieces), digest.hexdigest()
