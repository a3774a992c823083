"""From records that are series to rows that are steps: the long form, which everything else knows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from gatescope.engine.data.columns.column import ColumnData
from gatescope.engine.data.reading.delimited import Lines
from gatescope.engine.data.reading.records import Cells, Series
from gatescope.engine.data.sniffing.sniff import unique
from gatescope.engine.protocol.datasets import LINES_TOLD, BadCells
from gatescope.engine.protocol.found import Found, FoundKind, Undo

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
KEY, TIME, VALUE, LABEL = "series", "time", "value", "class"
UNDO = Undo(path="read.series", value=False, option="--no-series")


@dataclass(frozen=True, eq=False)
class SeriesSteps:
    """The steps of R series, one series after the other: ``channels`` (N,) by name, ``lengths`` (R,) of the series,
    which add up to N. ``times`` (N,) names the moments (a pyarrow array of strings), None where none are told. ``unit``
    is that of all values."""

    channels: Mapping[str, Floats]
    lengths: Ints
    times: Any = None
    unit: str = ""


def unfolded(
    records: Cells, steps: SeriesSteps, label: str = "", classes: bool = True, key: str | None = None
) -> Cells:
    """``records`` say what is known of each series (R,) beside its steps; ``label`` is the column of them that is to be
    learnt of the series. ``key`` names the column that tells them apart: None for one that is added, '' where all
    records are parts of one series. Records without a step are left out."""
    rows = np.repeat(np.arange(len(steps.lengths)), steps.lengths)
    kept = {name: _repeated(column, rows) for name, column in records.columns.items()}
    if classes and label:
        kept[label] = ColumnData(cells=kept[label].words())
    added: dict[str, ColumnData] = {} if key is not None else {KEY: ColumnData((rows + 1).astype(np.float64))}
    made = {TIME: ColumnData(cells=steps.times)} if steps.times is not None else {}
    made |= {name: ColumnData(numbers) for name, numbers in steps.channels.items()}
    names = unique((*added, *kept, *made))
    columns = dict(zip(names, (*added.values(), *kept.values(), *made.values()), strict=True))
    values = names[len(names) - len(steps.channels) :]
    times = names[len(added) + len(kept) :][:1] if steps.times is not None else ()
    units = dict(zip(records.form.names, records.form.units, strict=True)) | dict.fromkeys(values, steps.unit)
    return replace(
        records,
        form=replace(records.form, names=names, units=tuple(units.get(name, "") for name in names), rows=()),
        columns=columns,
        times=times,
        missing={name: _missing(column) for name, column in columns.items()},
        records=msgspec.structs.replace(records.records, bad=_bad(records, values[0]), unfolded=len(rows)),
        lines=_lines(records.lines, rows),
        clothes={},
        moments=None,
        series=Series(names[0] if key is None else key, values, label, classes),
    )


def told(steps: SeriesSteps, first: str, last: str, decide: bool = False, *, channels: int = 0) -> Found:
    """What is said of records that were read as series, their steps the columns ``first`` … ``last`` or, where there
    are ``channels``, what each record holds of these."""
    lengths = steps.lengths[steps.lengths > 0]
    facts: dict[str, str | int | float] = {"first": first, "last": last}
    facts |= {"shortest": int(min(lengths, default=0)), "longest": int(max(lengths, default=0)), "channels": channels}
    return Found(kind=FoundKind.EACH_A_SERIES, count=len(lengths), evidence=facts, decide=decide, undo=UNDO)


def without(records: Cells, names: tuple[str, ...]) -> Cells:
    """The records without some columns."""
    left = [(name, unit) for name, unit in zip(records.form.names, records.form.units, strict=True)]
    left = [(name, unit) for name, unit in left if name not in names]
    form = replace(records.form, names=tuple(name for name, _ in left), units=tuple(unit for _, unit in left), rows=())
    columns = {name: column for name, column in records.columns.items() if name not in names}
    return replace(records, form=form, columns=columns)


def _repeated(column: ColumnData, rows: Ints) -> ColumnData:
    numbers = None if column.numbers is None else column.numbers[rows]
    if column.cells is None:
        return ColumnData(numbers)
    return ColumnData(numbers, pa.chunked_array([column.cells.take(pa.array(rows))]) if len(rows) else column.cells[:0])


def _missing(column: ColumnData) -> int:
    return int(np.isnan(column.numbers).sum()) if column.numbers is not None else column.cells.null_count


def _bad(records: Cells, value: str) -> tuple[BadCells, ...]:
    """The bad cells of columns that are steps are those of the values."""
    own = tuple(each for each in records.records.bad if each.column in records.columns)
    steps = [each for each in records.records.bad if each.column not in records.columns]
    if not steps:
        return own
    lines = tuple(sorted({line for each in steps for line in each.lines})[:LINES_TOLD])
    count = sum(each.count for each in steps)
    return (*own, BadCells(column=value, count=count, lines=lines, value=steps[0].value))


def _lines(lines: Lines, rows: Ints) -> Lines:
    """A step stands on the line of its record."""
    made = Lines()
    if len(rows):
        of = np.array(lines.of(np.arange(rows[-1] + 1)), np.int64)
        made.add(len(rows), of[rows])
    return made
