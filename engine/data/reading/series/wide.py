"""Wide tables: each record is a series and its cells follow one another in time. Recognised by the names of the columns
or, where these say nothing, by what stands in them; and turned into the long form."""

import re
from dataclasses import dataclass, replace

import msgspec
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from gatescope.engine.config.data import ReadConfig
from gatescope.engine.data.columns import time_columns, times
from gatescope.engine.data.columns.column import ColumnData
from gatescope.engine.data.reading.records import Cells
from gatescope.engine.data.reading.series import likeness
from gatescope.engine.data.reading.series.cyclic import by_cycle
from gatescope.engine.data.reading.series.grids import are_numbers, are_whole, distinct, grid_of, joined, unit_of
from gatescope.engine.data.reading.series.unfolding import KEY, LABEL, VALUE, SeriesSteps, told, unfolded, without

Floats = NDArray[np.float64]
_DATES_LEAST = 4
_STEPS_LEAST = 8
_STEPS_MANY = 20
_SMOOTH, _VERY_SMOOTH, _NO_ORDER = 0.8, 0.4, 1.25  # steps along the records to those down the columns
_CLASSES_MOST = 100
_LOOK = 20_000  # cells
_YEAR = re.compile(r"[XFYVyv_]?_?(\d{4})(?:\s*\[YR\d{4}\])?")
_PREFIXED = re.compile(r"[Xx_](?=\d{4}\D)")
_NUMBER = re.compile(r"(.*?)(\d+)(?:\.0)?\D?")
_LABELS = re.compile(r"class|label|target|y|category|activity|species|type|레이블|라벨|정답|분류|클래스", re.I)
_IDENTITIES = re.compile(r"id|no|nr|#|index|idx|name|unnamed.*|column 1|.*_id|\w*번호", re.I)


@dataclass(frozen=True)
class StepColumns:
    """The columns that are the steps, in their order; ``moments`` name them, where they are dates; ``label`` is the
    column with the classes. ``decide``: it could be otherwise."""

    columns: tuple[str, ...]
    moments: tuple[str, ...] = ()
    label: str = ""
    decide: bool = False


def in_long(table: Cells, read: ReadConfig) -> Cells:
    """The table, in its long form where each record is a series: by ``read.series`` or, None, by what it looks like."""
    if read.series is False or table.series is not None or not table.records.read:
        return _said(table, read.series if table.series is None else True)
    made = by_cycle(table)
    if made is None:
        block = _dated(table) or _alike(table, read.series is True)
        made = None if block is None else _unfolded(table, block)
    return _said(table, False) if made is None else _said(made, True)


def _said(table: Cells, series: bool | None) -> Cells:
    resolved = msgspec.structs.replace(table.form.read, series=bool(series))
    return replace(table, form=replace(table.form, read=resolved))


def _unfolded(table: Cells, block: StepColumns) -> Cells:
    """One series for each record, from its first value to its last."""
    grid = grid_of(table, block.columns)
    known = np.isfinite(grid)
    firsts = known.argmax(axis=1)
    ends = np.where(known.any(axis=1), grid.shape[1] - known[:, ::-1].argmax(axis=1), firsts)
    at = np.arange(grid.shape[1])
    inside = (at >= (firsts if block.moments else 0 * firsts)[:, None]) & (at < ends[:, None])
    moments = None
    if block.moments:
        moments = pa.chunked_array([pa.array(block.moments, pa.string()).take(pa.array(np.nonzero(inside)[1]))])
    steps = SeriesSteps({VALUE: grid[inside]}, inside.sum(axis=1), moments, unit_of(table, block.columns))
    rest, key = without(table, block.columns), None
    rest, label = _named(rest, block.label)
    if not label:
        rest, key = _with_key(rest)
    made = unfolded(rest, steps, label, key=key)
    found = told(steps, block.columns[0], block.columns[-1], block.decide)
    return replace(made, found=(*table.found, found))


def _named(rest: Cells, label: str) -> tuple[Cells, str]:
    """A label in a table without a header gets a name."""
    if not label or table_has_names(rest) or LABEL in rest.columns:
        return rest, label
    return renamed(rest, {label: LABEL}), LABEL


def table_has_names(table: Cells) -> bool:
    return bool(table.form.read.header)


def renamed(table: Cells, names: dict[str, str]) -> Cells:
    """Some columns under other names."""
    form = replace(table.form, names=tuple(names.get(name, name) for name in table.form.names), rows=())
    return replace(table, form=form, columns={names.get(name, name): each for name, each in table.columns.items()})


def _with_key(rest: Cells) -> tuple[Cells, str | None]:
    """The column that names each series: one whose words differ, or several joined; None: they are numbered."""
    words = [name for name, column in rest.columns.items() if column.numbers is None]
    whole = [name for name in words if not rest.columns[name].cells.null_count]
    for name in whole:
        if distinct(rest.columns[name].cells) == rest.records.read:
            return rest, name
    if len(words) < 2 or KEY in rest.columns:
        return rest, None
    together = joined([rest.columns[name].cells for name in words])
    if distinct(together) < rest.records.read:
        return rest, None
    names, units = (*rest.form.names, KEY), (*rest.form.units, "")
    form = replace(rest.form, names=names, units=units, rows=())
    return replace(rest, form=form, columns={**rest.columns, KEY: ColumnData(cells=pa.chunked_array([together]))}), KEY


# ---- dates as names --------------------------------------------------------------------------------------------------


def _dated(table: Cells) -> StepColumns | None:
    """Columns called by dates, or by years, one after the other, in which numbers stand."""
    if not table.form.read.header or any(name not in table.columns for name in table.times):
        return None
    written = {name: _moment(name) for name in table.form.names}
    names = [name for name in table.form.names if written[name]]
    if len(names) < _DATES_LEAST or len(names) != len({written[name] for name in names}):
        return None
    if table.times and set(table.times) - set(names):
        return None
    places = [table.form.names.index(name) for name in names]
    if places[-1] - places[0] != len(places) - 1 or not are_numbers(table, tuple(names)):
        return None
    found = times.read_strings(pa.array([written[name] for name in names], pa.string()))[0].seconds
    if not _in_order(found) or 2 * len(names) < len(table.form.names) - 4:
        return None
    return StepColumns(tuple(names), tuple(written[name] for name in names))


def _moment(name: str) -> str:
    """The date that a column's name tells, '' where it tells none."""
    if year := _YEAR.fullmatch(name.strip()):
        return f"{year[1]}-01" if 1500 <= int(year[1]) <= 2200 else ""
    bare = _PREFIXED.sub("", name.strip(), count=1)
    return bare if time_columns.is_time(bare) and not _NUMBER.fullmatch(bare.replace(".", "")) else _compact(bare)


def _compact(name: str) -> str:
    """``20200131`` and ``202001`` as dates."""
    if not re.fullmatch(r"(1[6-9]|20|21)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?", name):
        return name if time_columns.is_time(name) and not name.isdecimal() else ""
    return "-".join(filter(None, (name[:4], name[4:6], name[6:])))


def _in_order(seconds: Floats) -> bool:
    steps = np.diff(seconds)
    return bool(np.isfinite(seconds).all() and ((steps > 0).all() or (steps < 0).all()))


# ---- columns that are alike ------------------------------------------------------------------------------------------


def _alike(table: Cells, chosen: bool) -> StepColumns | None:
    """The longest run of like-scaled columns that are called alike or not at all, a class beside it, where a value is
    closer to its neighbours in the record than to those in the column. ``chosen``: a person said that it is one."""
    if table.times and not chosen:
        return None
    names = tuple(table.form.names)
    if len(names) < _STEPS_LEAST and not chosen:
        return None
    label = _label(table, names)
    run = _run(table, tuple(name for name in names if name != label), chosen)
    if len(run) < (2 if chosen else _STEPS_LEAST):
        return None
    if chosen:
        return StepColumns(run, (), label)
    rest = [name for name in names if name != label and name not in run]
    seen = likeness.of(grid_of(table, run, likeness.ROWS))
    if not (seen.alike and seen.loose) or any(
        not _IDENTITIES.fullmatch(name.strip()) and _varies(table, name) for name in rest
    ):
        return None
    if seen.ratio < (_SMOOTH if label else _VERY_SMOOTH) and (label or len(run) >= _STEPS_MANY):
        return StepColumns(run, (), label)
    if label and len(run) >= _STEPS_MANY and seen.ratio < _NO_ORDER and not rest:
        return StepColumns(run, (), label, decide=True)
    return None


def _varies(table: Cells, name: str) -> bool:
    numbers = table.columns[name].numbers
    return numbers is not None and len(np.unique(numbers[np.isfinite(numbers)])) > 1


def _label(table: Cells, names: tuple[str, ...]) -> str:
    """The first or the last column, where it holds a few classes, each of which comes again."""
    ends = [name for name in dict.fromkeys((names[-1], names[0])) if _few(table.columns[name])]
    called = [name for name in ends if table.form.read.header and _LABELS.fullmatch(name.strip())]
    if called or len(ends) < 2:
        return (called or ends or [""])[0]
    counts = {name: _levels(table.columns[name]) for name in ends}
    return min(ends, key=lambda name: (counts[name], name != names[0]))


def _levels(column: ColumnData) -> int:
    return distinct(column.words())


def _few(column: ColumnData) -> bool:
    if column.numbers is not None and not are_whole(column.numbers):
        return False
    if column.numbers is not None and len(np.unique(column.numbers[:_LOOK])) > _CLASSES_MOST + 1:
        return False
    count = len(column.words())
    return 2 <= _levels(column) <= min(_CLASSES_MOST, max(2, count // 2))


def _run(table: Cells, names: tuple[str, ...], chosen: bool) -> tuple[str, ...]:
    """The longest run of numeric columns whose names count up, or that have none."""
    best: tuple[str, ...] = ()
    run: list[str] = []
    for name in (*names, ""):
        fits = bool(name) and table.columns[name].numbers is not None
        if fits and run and not chosen and table.form.read.header and not _follows(run[-1], name):
            best, run = max(best, tuple(run), key=len), []
        if fits:
            run.append(name)
        else:
            best, run = max(best, tuple(run), key=len), []
    return best


def _follows(before: str, name: str) -> bool:
    """Whether a name is the one before with the next number, or numbers alone that rise."""
    early, late = (_NUMBER.fullmatch(each.strip()) for each in (before, name))
    if early is None or late is None or early[1] != late[1]:
        return False
    step = int(late[2]) - int(early[2])
    return step == 1 or (not early[1] and step > 0)
