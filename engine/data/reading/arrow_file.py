"""Feather (Arrow IPC) and ORC files: columns that come with their types, as in Parquet."""

import struct
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from pyarrow import ipc, orc

from gatescope.engine.config.data import DataConfig, ReadConfig
from gatescope.engine.data.files.arrow_sizes import unpacked_sizes
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
    schema, batches, count = _opened(origin, reading)
    columns = typed_columns(list(schema), read)
    done, size, most = 0, 0, columns_most(origin.size)
    for batch in batches:
        if not whole:
            batch = batch.slice(0, ROWS_OF_A_BEGINNING)
        batch.validate(full=True)  # a damaged offset or a wrong byte is found here, not where a cell is looked at
        size += sum(map(dense_size, batch.columns))
        if size > most:
            raise too_large(reading, size, most)
        for column, piece in zip(columns, batch.columns, strict=True):
            column.add(piece)
        done += batch.num_rows
        reading.tick(done, max(1, count, done))
        if not whole:
            break
    return columns, whole or done >= count > 0


def _opened(origin: Origin, reading: FileReading) -> tuple[Any, Iterator[Any], int]:
    """The schema, the batches, and how many rows there are; 0: not known."""
    source = pa.BufferReader(origin.raw) if origin.raw is not None else pa.memory_map(origin.path)
    most = columns_most(origin.size)
    if origin.head(len(ORC)) == ORC:
        file = orc.ORCFile(source)
        if (needed := file.nrows * len(file.schema) * _VALUE) > most:
            raise too_large(reading, needed, most)
        return file.schema, (file.read_stripe(at) for at in range(file.nstripes)), file.nrows
    if (needed := sum(unpacked_sizes(source))) > most:
        raise too_large(reading, needed, most)
    source.seek(0)
    opened = ipc.open_file(source)
    return opened.schema, (opened.get_batch(at) for at in range(opened.num_record_batches)), 0
