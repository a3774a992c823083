"""The beginning of a file, as it would be read and learnt: what a person looks at before anything is opened."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from gatescope.engine.config.data import DataConfig, Kind, Level, TokenConfig
from gatescope.engine.data.columns import cells, times
from gatescope.engine.data.files.pictures import Pictures
from gatescope.engine.data.files.source import CancelledCall, FileReading, Origin, origin_of, system_errors
from gatescope.engine.data.files.stream import head
from gatescope.engine.data.preparing.outline import check_drawn, outline
from gatescope.engine.data.preparing.stages import stages_of
from gatescope.engine.data.reading.blocks import Cutter
from gatescope.engine.data.reading.delimited import CutRecord, shape_of, taken
from gatescope.engine.data.reading.readers import Contents, beginning_of, contents_of, format_of
from gatescope.engine.data.tables.dataset import Dataset, looked_at, series_of
from gatescope.engine.data.tables.picture_columns import PicturesFrom
from gatescope.engine.errors import ConfigError, DataError, EngineError
from gatescope.engine.protocol.datasets import ColumnType, Stages, Thumbnails
from gatescope.engine.protocol.messages import Previewed, PreviewRequest

BYTES_MOST = 4 << 20
RECORDS_MOST = 200
TEXT_MOST = 20_000  # characters that are shown
_CELL_MOST = 500
_SLOW = (Level.SUBWORD, Level.MORPHEME)  # to count sequences, code points do
Places = tuple[tuple[int, int], ...]


def preview(request: PreviewRequest, cancelled: CancelledCall) -> Previewed:
    """Reads at most the first 4 MB of a file (a workbook's first sheet: the whole of it). The same request gives the
    same answer.

    Raises ``DataError`` for what cannot be read; what can be, but not be learnt, is told in ``fault``."""
    reading = FileReading(request.path, cancelled=cancelled)
    origin, size, whole = _beginning(request.path, request.read.kind, reading)
    contents = contents_of(origin, request.read, request.data, reading, whole)
    pictures = PicturesFrom(Path(request.path).parent, most=RECORDS_MOST)
    dataset, fault = looked_at(contents, request.data, reading, pictures)
    dataset = replace(dataset, info=msgspec.structs.replace(dataset.info, bytes=size), raw=None)
    data = request.data or dataset.info.suggested.data
    records = _records(contents, dataset, reading)
    read = _read_ones(records, dataset, contents)
    bad, missing = _places(records, read, dataset, contents)
    learnt = {} if fault is not None else _learnt(dataset, data, reading)
    if fault is not None:
        learnt |= _told(fault)
    return Previewed(
        number=request.number,
        info=dataset.info,
        cells=tuple(tuple(cell[:_CELL_MOST] for cell in record.cells) for record in records),
        lines=tuple(record.line for record in records),
        bad=bad,
        missing=missing,
        moments=_moments(records, read, dataset),
        text=dataset.text[:TEXT_MOST],
        thumbnails=_thumbnails(records, dataset),
        series=series_of(dataset.columns, data),
        **learnt,
    )


def _beginning(path: str, kind: Kind | None, reading: FileReading) -> tuple[Origin, int, bool]:
    """The bytes to look at, how large the file is, and whether these are all of it."""
    with system_errors(reading):
        file = origin_of(path, reading, BYTES_MOST)
        if not format_of(path, beginning_of(file), kind)[1].cut:
            return file, file.size, False
        raw, whole = head(file, reading, BYTES_MOST)
    if whole and file.raw is not None:
        return file, file.size, True
    return Origin(path, len(raw), raw), file.size, whole


# ---- the records ---------------------------------------------------------------------------------------------------


def _records(contents: Contents, dataset: Dataset, reading: FileReading) -> list[CutRecord]:
    if contents.cells is None:
        return []
    form = contents.cells.form
    if contents.source is None:
        return _typed(dataset)
    if not form.names:
        return []
    cutter = Cutter(contents.source.pieces(), shape_of(form.read, form.before), reading, contents.whole)
    return taken(iter(cutter), RECORDS_MOST)[0]


def _typed(dataset: Dataset) -> list[CutRecord]:
    """The first records of a file of columns, in its own order."""
    order = dataset.order if dataset.order is not None else np.arange(dataset.rows)
    rows = np.argsort(order, kind="stable")[:RECORDS_MOST]
    columns = [column.words(int(rows.max(initial=-1)) + 1) for column in dataset.columns.values()]
    cells_of = [words.take(pa.array(rows)).to_pylist() for words in columns]
    lines = (order[rows] + 1).tolist()
    return [
        CutRecord(line, tuple(cell or "" for cell in row))
        for line, row in zip(lines, zip(*cells_of, strict=True), strict=True)
    ]


@dataclass(frozen=True)
class _ReadOnes:
    """Which ``records`` (K,) were read, and which ``rows`` (K,) of the data they became; −1 of one that went into
    another."""

    records: list[int]
    rows: NDArray[np.int64]


def _read_ones(records: list[CutRecord], dataset: Dataset, contents: Contents) -> _ReadOnes:
    count = len(dataset.info.columns)
    outside = contents.cells.outside if contents.cells is not None else frozenset()
    read = [at for at, record in enumerate(records) if len(record.cells) == count and record.line not in outside]
    of_file = np.arange(len(read)) if contents.source is not None else np.array([records[at].line - 1 for at in read])
    if dataset.order is None or not len(read):
        return _ReadOnes(read, np.where(of_file < dataset.rows, of_file, -1))  # a damaged one may be cut in two ways
    rows = np.full(int(of_file.max()) + 1, -1)
    kept = np.flatnonzero(dataset.order < len(rows))
    rows[dataset.order[kept]] = kept
    return _ReadOnes(read, rows[of_file])


def _places(records: list[CutRecord], read: _ReadOnes, dataset: Dataset, contents: Contents) -> tuple[Places, Places]:
    """Where cells are bad, and where they are missing."""
    bad: list[tuple[int, int]] = []
    missing: list[tuple[int, int]] = []
    for place, column in enumerate(dataset.info.columns):
        if column.type is ColumnType.NUMERIC:
            words: Any = pa.array([records[at].cells[place] for at in read.records], pa.string())
            worn = contents.cells.clothes.get(column.name) if contents.cells is not None else None
            own = contents.read if contents.source is not None else cells.PLAIN
            found = cells.numbers(words, own.of(column.name), worn)
            wrong = found.wrong.tolist()
            empty = np.setdiff1d(np.flatnonzero(np.isnan(found.values)), found.wrong).tolist()
        elif column.name in dataset.pictures:
            wrong, empty = _unseen(dataset.pictures[column.name], [records[at].cells[place] for at in read.records])
        else:
            lines = {line for each in dataset.info.records.bad if each.column == column.name for line in each.lines}
            wrong = [at for at, record in enumerate(read.records) if records[record].line in lines]
            empty = _empty(dataset, column.name, read.rows)
        bad += [(read.records[at], place) for at in wrong]
        missing += [(read.records[at], place) for at in empty]
    return tuple(sorted(bad)), tuple(sorted(missing))


def _empty(dataset: Dataset, name: str, rows: NDArray[np.int64]) -> list[int]:
    """Which of ``rows`` have no word in a column."""
    known = np.flatnonzero(rows >= 0)
    empty = np.asarray(dataset.columns[name].words().take(pa.array(rows[known])).is_null())
    return [int(at) for at in known[empty]]


def _unseen(pictures: Pictures, cells: list[str]) -> tuple[list[int], list[int]]:
    """Which cells name no picture, and which name none because they are empty."""
    named = [cell.strip() for cell in cells]
    wrong = [at for at, cell in enumerate(named) if cell in pictures.faults]
    return wrong, [at for at, cell in enumerate(named) if not cell]


def _thumbnails(records: list[CutRecord], dataset: Dataset) -> tuple[Thumbnails, ...]:
    """The pictures that the records name."""
    told = []
    for place, column in enumerate(dataset.info.columns):
        pictures = dataset.pictures.get(column.name)
        if pictures is None:
            continue
        named = [record.cells[place].strip() if place < len(record.cells) else "" for record in records]
        shown = tuple(at for at, cell in enumerate(named) if cell in pictures.pixels)
        pixels, _ = pictures.of([named[at] for at in shown])
        side = pictures.side
        told.append(Thumbnails(place=place, records=shown, pixels=pixels.reshape(len(shown), side, side)))
    return tuple(told)


def _moments(records: list[CutRecord], read: _ReadOnes, dataset: Dataset) -> tuple[str, ...]:
    """When each record is, as its time was read."""
    if dataset.seconds is None:
        return ()
    said = [""] * len(records)
    known = read.rows >= 0
    told = times.named(dataset.seconds[read.rows[known]])
    for at, moment in zip(np.flatnonzero(known), told, strict=True):
        said[read.records[at]] = moment
    return tuple(said)


# ---- what is learnt ------------------------------------------------------------------------------------------------


def _learnt(dataset: Dataset, data: DataConfig, reading: FileReading) -> dict[str, Any]:
    """The split, sequences, classes and stages, as far as they can be made; and why the rest cannot."""
    reading.refuse_if_cancelled()
    told: dict[str, Any] = {}
    try:
        told["stages"] = _stages(dataset, data)
        quick = data
        if data.tokens.level in _SLOW:
            quick = msgspec.structs.replace(data, tokens=TokenConfig())
        reading.refuse_if_cancelled()
        if dataset.kind is Kind.TEXT:
            return told | {"split": 1 - data.validation_share}
        made = outline(dataset, quick, dataset.info.suggested.train.window)
        told |= {"sequences": made.sequences, "classes": made.classes, "split": made.split, "validated": made.validated}
        check_drawn(data)
        return told
    except (DataError, ConfigError) as error:
        return told | _told(error)


def _told(error: EngineError) -> dict[str, Any]:
    return {"fault": error.fault, "facts": error.facts}


def _stages(dataset: Dataset, data: DataConfig) -> Stages | None:
    if dataset.kind is Kind.TEXT:
        return stages_of(dataset.text, data)
    if not data.text or data.text not in dataset.columns:
        return None
    texts = dataset.columns[data.text].words().drop_null().to_pylist()
    return stages_of(texts, data) if texts else None
