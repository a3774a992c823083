"""Where a file's bytes come from, its fingerprint, and how far the reading of it has come."""

import errno
import io
import os
import stat
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, TypeVar

from gatescope.engine.errors import DataError, Fault

BLOCK = 1 << 19  # progress is told and Cancel is honoured this often; a record may be about twice as long
RAW_MOST = 32 << 20  # bytes of a file that a session keeps inside

_LARGE = 4 << 20  # bytes of a file of which nothing takes long
_PATIENCE = 0.05  # seconds between two looks at whether the reading was cancelled
Made = TypeVar("Made")

ProgressCall = Callable[[int, int], None]
CancelledCall = Callable[[], bool]


class FileReading:
    """One reading of a file, told in the file's own bytes however many passes it takes.

    ``stage(share)`` opens the next pass, which takes that share of the whole; ``tick(done, size)`` tells how far the
    pass is, never less than was told before. Both raise ``DataError(READ_CANCELLED)`` once the reader has been told to
    stop.
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
        self._told = 0
        self.part = 0.0  # of the pass, that is done

    def stage(self, share: float) -> "FileReading":
        self._low, self._high = self._high, min(1.0, self._high + share)
        self.tick(0, 1)
        return self

    def refuse_if_cancelled(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise DataError(Fault.READ_CANCELLED, path=self.path)

    def tick(self, done: int, size: int) -> None:
        self.refuse_if_cancelled()
        self.part = done / size if size else 1.0
        if self._progress is not None:
            part = self._low + (self._high - self._low) * self.part
            self._told = max(self._told, int(self.total * part))
            self._progress(self._told, self.total)

    def patiently(self, make: Callable[[], Made], *, however_small: bool = False) -> Made:
        """What ``make`` makes. What takes long for a large file, and cannot be stopped, is made in a thread of its own:
        one that is told to stop need not wait for it."""
        if self._cancelled is None or (self.total < _LARGE and not however_small):
            return make()
        made: Future[Made] = Future()
        threading.Thread(target=_make, args=(make, made), name="patience", daemon=True).start()
        while True:
            try:
                return made.result(_PATIENCE)
            except FutureTimeout:
                if made.done():
                    raise
                self.refuse_if_cancelled()

    def done(self) -> None:
        if self._progress is not None:
            self._progress(self.total, self.total)

    def fails(self, fault: Fault, **facts: str | int | float) -> DataError:
        return DataError(fault, path=self.path, **facts)


def _make(make: Callable[[], Made], made: "Future[Made]") -> None:
    try:
        made.set_result(make())
    except BaseException as error:  # a panic of a Rust library is no Exception
        made.set_exception(error)


@dataclass(frozen=True, eq=False)
class Origin:
    """The bytes of a file: ``raw`` where they are at hand, else those on disk. ``size`` of them."""

    path: str
    size: int
    raw: bytes | None = None

    def open(self) -> BinaryIO:
        """The bytes from the first on. Raises ``OSError``."""
        return open(self.path, "rb", buffering=0) if self.raw is None else io.BytesIO(self.raw)

    def head(self, count: int) -> bytes:
        with self.open() as file:
            return file.read(count) or b""


def origin_of(path: str, reading: FileReading, most: int = RAW_MOST) -> Origin:
    """The regular file at ``path``, read into memory when it has at most ``most`` bytes.

    Raises ``DataError``: FILE_MISSING, FILE_IS_DIRECTORY, FILE_FORBIDDEN, FILE_UNREADABLE (devices, pipes, whatever
    the operating system refuses), READ_CANCELLED."""
    with system_errors(reading):
        _check_regular(path, reading)
        with open(path, "rb", buffering=0) as file:
            reading.total = os.fstat(file.fileno()).st_size
            if reading.total > most:
                return Origin(path, reading.total)
            raw = _read_all(file.read, reading.stage(0.2))
    reading.total = len(raw)
    return Origin(path, len(raw), raw)


@contextmanager
def system_errors(reading: FileReading) -> Iterator[None]:
    """What the operating system refuses becomes a ``DataError``."""
    try:
        yield
    except FileNotFoundError:
        raise reading.fails(Fault.FILE_MISSING) from None
    except IsADirectoryError:
        raise reading.fails(Fault.FILE_IS_DIRECTORY) from None
    except PermissionError:
        raise reading.fails(Fault.FILE_FORBIDDEN) from None
    except MemoryError:
        raise reading.fails(Fault.FILE_UNREADABLE, reason=os.strerror(errno.ENOMEM)) from None
    except OSError as error:
        raise reading.fails(Fault.FILE_UNREADABLE, reason=error.strerror or str(error)) from None


def _check_regular(path: str, reading: FileReading) -> None:
    """A pipe or a device is refused before it is opened: opening one can wait for ever."""
    try:
        mode = os.stat(path).st_mode
    except ValueError as error:  # a path with a NUL in it
        raise reading.fails(Fault.FILE_UNREADABLE, reason=str(error)) from None
    if stat.S_ISDIR(mode):
        raise reading.fails(Fault.FILE_IS_DIRECTORY)
    if not stat.S_ISREG(mode):
        raise reading.fails(Fault.FILE_UNREADABLE, reason="not a regular file")


def _read_all(read: Callable[[int], bytes | None], reading: FileReading) -> bytes:
    pieces: list[bytes] = []
    done = 0
    while piece := read(BLOCK):
        pieces.append(piece)
        done += len(piece)
        reading.tick(min(done, reading.total), reading.total)
    return b"".join(pieces)
