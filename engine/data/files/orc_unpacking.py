"""The process that unpacks an ORC file: within bounds that the system keeps, into a stream of Arrow's messages.

It takes memory from the system itself, which says no at the bound, where Arrow's allocator has a gigabyte in reserve;
has no more threads than it must; and ends without taking down what it has, which threads may still hold.
"""

import os
import sys
from contextlib import suppress
from typing import Any

import pyarrow as pa
from pyarrow import dataset, fs, ipc, orc

from gatescope.engine.data.files.orc_apart import COUNT, DAMAGED, MEMORY, SECONDS, TOO_LARGE

_ROWS = 1024  # that are unpacked at once: each may be long
_MESSAGE = 16 << 20  # bytes of a message


def main(words: list[str]) -> int:
    """Writes the ORC file at a path, or at ``-`` on stdin, to stdout as an Arrow stream. Ends the process."""
    status = _written(*words)
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    os._exit(status)


def _written(path: str) -> int:
    pa.set_memory_pool(pa.system_memory_pool())
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    _bound()
    try:
        with pa.PythonFile(sys.stdout.buffer, "w") as out:
            _unpack(path, out)
    except BrokenPipeError:
        return 0  # nobody wants more
    except (MemoryError, pa.ArrowCapacityError):
        return TOO_LARGE
    except (pa.ArrowException, ValueError, LookupError, OSError, NotImplementedError) as error:
        sys.stderr.write(str(error))
        return DAMAGED
    finally:
        with suppress(OSError):
            sys.stdout.close()
    return 0


def _unpack(path: str, out: Any) -> None:
    raw = pa.py_buffer(sys.stdin.buffer.read()) if path == "-" else None
    place = raw if raw is not None else path
    rows = orc.ORCFile(pa.BufferReader(raw) if raw is not None else pa.memory_map(path)).nrows
    there = {} if raw is not None else {"filesystem": fs.LocalFileSystem()}
    found = (
        dataset.OrcFileFormat()
        .make_fragment(place, **there)
        .scanner(batch_size=_ROWS, use_threads=False, batch_readahead=0, fragment_readahead=0)
    )
    schema = found.projected_schema.with_metadata({COUNT: str(rows)})
    with ipc.new_stream(out, schema) as stream:
        for batch in found.to_batches():
            step = max(1, _MESSAGE * len(batch) // max(1, batch.nbytes))
            for at in range(0, len(batch), step):
                stream.write_batch(batch.slice(at, step).cast(schema))


def _bound() -> None:
    """Sets the bounds, where the system has such."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # Unix alone has it

        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        with open("/proc/self/statm", encoding="ascii") as told:  # only Linux tells, and keeps, it
            pages = int(told.read().split()[0])
        most = pages * os.sysconf("SC_PAGE_SIZE") + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
