"""Feather (Arrow IPC) and ORC files: columns that come with their types, as in Parquet."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
from pyarrow import ipc

from gatescope.engine.config.data import DataConfig, ReadConfig
from gatescope.engine.data.files.arrow_sizes import unpacked_sizes
from gatescope.engine.data.files.orc_apart import unpacked
from gatescope.engine.data.files.source import FileReading, Origin, system_errors
from gatescope.engine.data.files.stream import columns_most, too_large
from gatescope.engine.data.reading.parquet import (
    ROWS_OF_A_BEGINNING,
    TypedColumn,
    dense_size,
    typed_cells,
    typed_columns,
)
from gatescope.engine.data.reading.readers import Contents, Format, digest_of
from gatescope.engine.errors import Fault

ARROW, ORC = b"ARROW1", b"ORC"
_VALUE = 8  # bytes
_BEGINNING = 32 << 20  # bytes that are enough to show


def _read(origin: Origin, read: ReadConfig, data: DataConfig | None, reading: FileReading, whole: bool) -> Contents:
    with system_errors(reading):
        try:
            columns, complete = _columns(origin, read, reading, whole)
        except (pa.ArrowException, ValueError, LookupError, NotImplementedError, OSError, struct.error) as error:
            if getattr(error, "errno", None) is not None:
                raise
            reason = " ".join(str(error).split())[:200]
            raise reading.fails(Fault.ARCHIVE_DAMAGED, reason=reason or type(error).__name__) from None
    cells = typed_cells(columns, read, data)
    digest, doubts = digest_of(origin, reading, whole), cells.form.doubts
    return Contents(origin, cells.form.read, digest, complete, cells, doubts=doubts, format="arrow_file")


FORMAT = Format(lambda _path, first: first.startswith((ARROW, ORC)), _read)


def _columns(origin: Origin, read: ReadConfig, reading: FileReading, whole: bool) -> tuple[list[TypedColumn], bool]:
    opened = unpacked if origin.head(len(ORC)) == ORC else _opened
    with opened(origin, reading) as (schema, batches, count):
        columns = typed_columns(list(schema), read)
        most = columns_most(origin.size)
        if (needed := count * len(schema) * _VALUE) > most:
            raise too_large(reading, needed, most)
        done, size = 0, 0
        for batch in batches:
            if not whole:
                batch = batch.slice(0, ROWS_OF_A_BEGINNING - done)
            batch.validate(full=True)  # a damaged offset or a wrong byte is found here, not where a cell is looked at
            size += sum(map(dense_size, batch.columns))
            if size > most:
                raise too_large(reading, size, most)
            for column, piece in zip(columns, batch.columns, strict=True):
                column.add(piece)
            done += batch.num_rows
            reading.tick(done, max(1, count, done))
            if not whole and (done >= ROWS_OF_A_BEGINNING or size > _BEGINNING):
                break
    return columns, whole or done >= count > 0


@contextmanager
def _opened(origin: Origin, reading: FileReading) -> Iterator[tuple[Any, Iterator[Any], int]]:
    """The schema, the batches, and how many rows there are; 0: not known."""
    source = pa.BufferReader(origin.raw) if origin.raw is not None else pa.memory_map(origin.path)
    most = columns_most(origin.size)
    if (needed := sum(unpacked_sizes(source))) > most:
        raise too_large(reading, needed, most)
    source.seek(0)
    opened = ipc.open_file(source)
    yield opened.schema, (opened.get_batch(at) for at in range(opened.num_record_batches)), 0
