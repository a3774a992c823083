"""Whether a file was read as it is meant, and where it was not, whether that is told."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gatescope.engine.config.tasks import Task
from gatescope.engine.data.preparing.arranging import arranged
from gatescope.engine.data.tables.dataset import Dataset, dataset_from_bytes
from gatescope.engine.errors import DataError, Fault
from gatescope.engine.protocol.datasets import ColumnType, DatasetInfo
from gatescope.engine.protocol.found import Found, FoundKind
from tests.engine.combined.files import Made
from tests.engine.combined.truths import Series, Truth


class Outcome(StrEnum):
    """What came of a file. ``TOLD``: it was read otherwise than it is meant, and a doubt that names this is shown."""

    RIGHT = "right"
    TOLD = "told"
    REFUSED = "refused"
    SILENT = "silent"


@dataclass(frozen=True)
class Mistake:
    """What was read otherwise: ``about`` is a name of ``TOLD_BY``."""

    about: str
    text: str


@dataclass(frozen=True)
class Verdict:
    """``mistakes`` are all that there are, told or not."""

    outcome: Outcome
    mistakes: tuple[Mistake, ...] = ()

    @property
    def words(self) -> str:
        return "; ".join(f"{each.about}: {each.text}" for each in self.mistakes)


_CUT = (FoundKind.DELIMITER, FoundKind.QUOTE, FoundKind.SKIP)
_LEFT = (FoundKind.TOTALS, FoundKind.HEADERS_AGAIN, FoundKind.NOTES, FoundKind.BLANKS, FoundKind.TIMELESS)
_DATES = (FoundKind.DATE_ORDER, FoundKind.UNREAD_TIME)
TOLD_BY: dict[str, tuple[FoundKind, ...]] = {
    "names": (FoundKind.ENCODING, FoundKind.HEADER, *_CUT),
    "time": (*_DATES, FoundKind.ENCODING, *_CUT),
    "keys": (FoundKind.BACKWARDS, *_DATES),
    "target": (FoundKind.TARGET_NAMED, FoundKind.TARGET_PRICE, FoundKind.TARGET_LAST),
    "roles": (FoundKind.BACKWARDS, FoundKind.UNREADABLE, *_DATES),
    "units": (),
    "type": (FoundKind.DECIMAL, FoundKind.ENCODING, *_CUT),
    "sequences": (FoundKind.BACKWARDS, FoundKind.EACH_A_SERIES, *_DATES),
    "moments": _DATES,
    "values": (FoundKind.DECIMAL, FoundKind.BACKWARDS, *_DATES),
    "records": (FoundKind.HEADER, *_CUT),
    "pace": _DATES,
    "missing": (),
}
"""By what a mistake may be of: the findings that, when a person is asked to decide them, say so."""

REFUSALS: tuple[Fault, ...] = ()
"""What a file of these may be refused for."""


def judge(made: Made) -> Verdict:
    try:
        dataset = dataset_from_bytes(made.raw, made.name)
    except DataError as error:
        told = Mistake("refusal", str(error))
        return Verdict(Outcome.REFUSED if error.fault in REFUSALS else Outcome.SILENT, (told,))
    mistakes = tuple(_mistakes(made.truth, dataset))
    if not mistakes:
        return Verdict(Outcome.RIGHT)
    told = all(_is_told(each, dataset.info, made.truth) for each in mistakes)
    return Verdict(Outcome.TOLD if told else Outcome.SILENT, mistakes)


def _is_told(mistake: Mistake, info: DatasetInfo, truth: Truth) -> bool:
    asked = {each.kind for each in info.found if each.decide or mistake.about == "target"}
    unread = any(each.column in truth.time for each in info.records.bad)
    return bool(asked & set(TOLD_BY[mistake.about])) or (unread and mistake.about in ("moments", "pace", "values"))


def _mistakes(truth: Truth, dataset: Dataset) -> Iterator[Mistake]:
    info, data = dataset.info, dataset.info.suggested.data
    numeric = tuple(each.name for each in info.columns if each.type is ColumnType.NUMERIC)
    if data.time != truth.time:
        yield Mistake("time", f"{data.time}, not {truth.time}")
    if lost := [name for name in (*truth.names, *truth.keys) if name not in dataset.columns]:
        yield Mistake("names", f"no {lost} among {list(dataset.columns)[:8]}")
        return
    if lost := [name for name in truth.names if name not in numeric]:
        yield Mistake("type", f"no numbers in {lost}")
        return
    yield from _roles(truth, dataset)
    yield from _units(truth, info)
    if info.records.skipped != truth.skipped:
        yield Mistake("records", f"{info.records.skipped} left out, not {truth.skipped}")
    yield from _series(truth, dataset)
    yield from _pace(truth, info)
    yield from _sentinel(truth, info)


def _roles(truth: Truth, dataset: Dataset) -> Iterator[Mistake]:
    data = dataset.info.suggested.data
    if set(data.keys) != set(truth.keys) and truth.plan.layout != "classes in rows":
        yield Mistake("keys", f"{data.keys}, not {truth.keys}")
    if truth.target and data.targets != (truth.target,):
        yield Mistake("target", f"{data.targets}, not {truth.target}")
    others = {*data.inputs, *data.categories} - {*truth.names}
    if not set(truth.names) <= {*data.inputs, *data.targets} or others:
        yield Mistake("roles", f"inputs {data.inputs}, categories {data.categories}")
    task = Task.MANY_TO_ONE if truth.plan.layout == "classes in rows" else Task.NEXT
    if data.task is not task:
        yield Mistake("roles", f"task {data.task}")


def _units(truth: Truth, info: DatasetInfo) -> Iterator[Mistake]:
    found = {each.name: each.unit for each in info.columns}
    for name, unit in zip(truth.names, truth.units, strict=True):
        if found[name] != unit:
            yield Mistake("units", f"{name} has {found[name]!r}, not {unit!r}")


# ---- the series -----------------------------------------------------------------------------------------------------


def _series(truth: Truth, dataset: Dataset) -> Iterator[Mistake]:
    read = list(_read(truth, dataset))
    if len(read) != len(truth.series):
        yield Mistake("sequences", f"{len(read)}, not {len(truth.series)}")
        return
    left = list(truth.series)
    for each in read:
        nearest = max(left, key=lambda other: _likeness(each, other))
        left.remove(nearest)
        yield from _differences(truth, each, nearest)


def _read(truth: Truth, dataset: Dataset) -> Iterator[Series]:
    """The sequences as a network sees them."""
    data = dataset.info.suggested.data
    rows = arranged(dataset, data)
    values = rows.taken(np.column_stack([dataset.column(name) for name in truth.names]))
    seconds = None if dataset.seconds is None else rows.taken(dataset.seconds)
    classes = dataset.columns[data.targets[0]].words().to_pylist() if data.classes else None
    for first, last in zip(rows.edges[:-1], rows.edges[1:], strict=True):
        moments = None if seconds is None else seconds[first:last]
        row = int(first if rows.order is None else rows.order[first])
        yield Series(moments, values[first:last], classes[row] if classes else "")


def _likeness(one: Series, other: Series) -> float:
    if one.values.shape != other.values.shape:
        return -math.inf
    same = (one.values == other.values) | (np.isnan(one.values) & np.isnan(other.values))
    return float(same.mean())


def _differences(truth: Truth, read: Series, meant: Series) -> Iterator[Mistake]:
    if read.values.shape != meant.values.shape:
        yield Mistake("records", f"{len(read.values)} steps, not {len(meant.values)}")
        return
    for at, name in enumerate(truth.names):
        wrong = np.flatnonzero(~np.isclose(read.values[:, at], meant.values[:, at], rtol=1e-9, equal_nan=True))
        if len(wrong):
            first = int(wrong[0])
            text = f"{len(wrong)} of {name}, first {read.values[first, at]}, not {meant.values[first, at]}"
            yield Mistake("values", text)
    if read.label != meant.label:
        yield Mistake("values", f"class {read.label!r}, not {meant.label!r}")
    if meant.seconds is None or read.seconds is None:
        return
    if not np.array_equal(read.seconds, meant.seconds):
        first, wanted = (each[:3].astype("M8[s]").astype(str).tolist() for each in (read.seconds, meant.seconds))
        yield Mistake("moments", f"{first}, not {wanted}")


def _pace(truth: Truth, info: DatasetInfo) -> Iterator[Mistake]:
    if truth.time and info.gaps != truth.gone:
        yield Mistake("pace", f"{info.gaps} gaps, not {truth.gone} ({info.frequency})")
    if truth.time and info.records.repeated != truth.twice:
        yield Mistake("pace", f"{info.records.repeated} repeated, not {truth.twice}")


def _sentinel(truth: Truth, info: DatasetInfo) -> Iterator[Mistake]:
    offered = [each for each in info.found if each.kind is FoundKind.SENTINEL]
    values = {float(each.value.replace(",", ".").replace("−", "-")) for each in offered}
    if values != ({truth.sentinel} if truth.sentinel is not None else set()):
        yield Mistake("missing", f"{values} offered, not {truth.sentinel}")


def doubts(found: tuple[Found, ...]) -> tuple[FoundKind, ...]:
    """What a person is asked to decide."""
    return tuple(each.kind for each in found if each.decide)
