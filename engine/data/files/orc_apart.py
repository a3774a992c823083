"""ORC files, unpacked in a process of their own.

What an ORC file becomes is told nowhere in it but in what is packed: a word that stands once, and how often, runs of
numbers, how long lists are. And a batch is there only when all of it is. So another process unpacks it, with bounds on
its memory and time set by the system, and hands over what it has in Arrow's messages; it can die without harm. One
that dies before it has said anything is started once more: where memory is short it dies again, by chance not.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from tempfile import TemporaryFile
from typing import IO, Any

import pyarrow as pa
from pyarrow import ipc

from gatescope.engine.data.files.source import FileReading, Origin
from gatescope.engine.data.files.stream import too_large
from gatescope.engine.errors import DataError, Fault
from gatescope.engine.machine.itself import another

WORD = "unpack-orc"  # of the command line
MEMORY = 1 << 30  # bytes that it may take to unpack
SECONDS = 120  # of processor time
DAMAGED, TOO_LARGE = 1, 3  # the status it ends with: it said why; there was not enough
COUNT = b"rows"  # in the schema, how many there are
_SAID = 1 << 16  # bytes of that
_ENDING = 2.0  # seconds that it may take to end, once it says no more
_TRIES = 2
_OUT_OF_BOUNDS = {
    -getattr(signal, name) for name in ("SIGSEGV", "SIGBUS", "SIGABRT", "SIGKILL", "SIGXCPU") if hasattr(signal, name)
}
"""How it ends where it got no memory, which the libraries seldom say, or no more time."""


@contextmanager
def unpacked(origin: Origin, reading: FileReading) -> Iterator[tuple[Any, Iterator[Any], int]]:
    """The schema, the batches and how many rows there are. Where the bounds were reached, while they come or before,
    raises ``DataError`` ARCHIVE_TOO_LARGE; ARCHIVE_DAMAGED with the reason for what is no ORC file, or where the other
    process ended otherwise."""
    with ExitStack() as stack:
        process, complaints, stream = _begun(origin, reading, stack)
        rows = int((stream.schema.metadata or {}).get(COUNT, 0))
        yield stream.schema, _batches(stream, process, complaints, reading, rows), rows


def _begun(origin: Origin, reading: FileReading, stack: ExitStack) -> "tuple[Popen[bytes], IO[bytes], Any]":
    """A process that began to speak. One that died first, of whatever, gets a second try."""
    for left in range(_TRIES - 1, -1, -1):
        process, complaints = stack.enter_context(_started(origin))
        try:
            return process, complaints, _unless_it_failed(partial(_opened, process), process, complaints, reading)
        except DataError:
            if not left or process.returncode not in _OUT_OF_BOUNDS:
                raise
    raise AssertionError("no try was made")


@contextmanager
def _started(origin: Origin) -> "Iterator[tuple[Popen[bytes], IO[bytes]]]":
    path = "-" if origin.raw is not None else origin.path
    with TemporaryFile() as complaints, another((WORD, path), PIPE if path == "-" else DEVNULL, complaints) as process:
        try:
            if process.stdin is not None:
                with suppress(BrokenPipeError), process.stdin as stdin:
                    stdin.write(origin.raw or b"")
            yield process, complaints
        finally:
            process.kill()


def _opened(process: "Popen[bytes]") -> Any:
    return ipc.open_stream(process.stdout)


def _batches(
    stream: Any, process: "Popen[bytes]", complaints: IO[bytes], reading: FileReading, rows: int
) -> Iterator[Any]:
    have = 0
    while (batch := _unless_it_failed(lambda: _next(stream), process, complaints, reading)) is not None:
        have += len(batch)
        yield batch
    if process.wait() and have != rows:  # the end of what it says may be its own
        raise _why(process, complaints, reading)


def _next(stream: Any) -> Any:
    """None at the end."""
    try:
        return stream.read_next_batch()
    except StopIteration:
        return None


def _unless_it_failed(
    read: Callable[[], Any], process: "Popen[bytes]", complaints: IO[bytes], reading: FileReading
) -> Any:
    try:
        return reading.patiently(read, however_small=True)  # it may be silent for long
    except (pa.ArrowException, OSError) as error:
        with suppress(TimeoutExpired):  # it is still there: what it said is damaged
            process.wait(_ENDING)
        if not process.returncode:
            raise
        raise _why(process, complaints, reading) from error


def _why(process: "Popen[bytes]", complaints: IO[bytes], reading: FileReading) -> DataError:
    if process.returncode == TOO_LARGE or process.returncode in _OUT_OF_BOUNDS:
        return too_large(reading, MEMORY, MEMORY)
    complaints.seek(0)
    said = " ".join(complaints.read(_SAID).decode("utf-8", "replace").split())[:200]
    return reading.fails(Fault.ARCHIVE_DAMAGED, reason=said or f"its reader ended with status {process.returncode}")
