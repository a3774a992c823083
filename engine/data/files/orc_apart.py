"""ORC files, unpacked in a process of their own.

What an ORC file becomes is told nowhere in it but in what is packed: a word that stands once, and how often, runs of
numbers, how long lists are. And a batch is there only when all of it is. So another process unpacks it, with bounds on
its memory and time set by the system, and hands over what it has in Arrow's messages; it can die without harm.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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


@contextmanager
def unpacked(origin: Origin, reading: FileReading) -> Iterator[tuple[Any, Iterator[Any], int]]:
    """The schema, the batches and how many rows there are. Where the bounds were reached, while they come or before,
    raises ``DataError`` ARCHIVE_TOO_LARGE; ARCHIVE_DAMAGED with the reason for what is no ORC file."""
    path = "-" if origin.raw is not None else origin.path
    with TemporaryFile() as complaints, another((WORD, path), PIPE if path == "-" else DEVNULL, complaints) as process:
        try:
            if process.stdin is not None:
                with suppress(BrokenPipeError), process.stdin as stdin:
                    stdin.write(origin.raw or b"")
            stream = _unless_it_failed(lambda: ipc.open_stream(process.stdout), process, complaints, reading)
            rows = int((stream.schema.metadata or {}).get(COUNT, 0))
            yield stream.schema, _batches(stream, process, complaints, reading), rows
        finally:
            process.kill()


def _batches(stream: Any, process: "Popen[bytes]", complaints: IO[bytes], reading: FileReading) -> Iterator[Any]:
    while (batch := _unless_it_failed(lambda: _next(stream), process, complaints, reading)) is not None:
        yield batch
    if process.wait():  # the end of what it says may be its own
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
    if process.returncode != DAMAGED:  # it said so, or was stopped
        return too_large(reading, MEMORY, MEMORY)
    complaints.seek(0)
    said = complaints.read(_SAID).decode("utf-8", "replace").split()
    return reading.fails(Fault.ARCHIVE_DAMAGED, reason=" ".join(said)[:200])
