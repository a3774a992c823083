"""Tables whose records are the steps of one series, or of several that one or two columns tell apart."""

from dataclasses import dataclass
from random import Random

import numpy as np

from gatescope.engine.protocol.found import FoundKind
from tests.engine.combined import axes
from tests.engine.combined.axes import NONE, OWN, Plan
from tests.engine.combined.languages import LANGUAGES
from tests.engine.combined.numbers import Column, columns
from tests.engine.combined.truths import Cell, Floats, Lines, Series, Truth
from tests.engine.generated_clothes import can_write
from tests.engine.generated_headers import UNITS, Header
from tests.engine.generated_outside import WORDS, Stranger
from tests.engine.generated_times import DAY, STEPS, STYLES, ZONES, moments, put_in

STYLE = {each.name: each for each in STYLES}
COUNTER = "no"
KEYS = {"one": 0, "one key": 1, "two keys": 2}
AMONG = {
    NONE: (),
    "totals": (FoundKind.TOTALS,),
    "headers again": (FoundKind.HEADERS_AGAIN,),
    "notes": (FoundKind.NOTES,),
    "blanks": (FoundKind.BLANKS,),
    "several": (FoundKind.BLANKS, FoundKind.TOTALS, FoundKind.NOTES),
}
Record = tuple[tuple[str, ...], np.datetime64, tuple[Cell, ...]]


@dataclass(frozen=True, eq=False)
class _Told:
    """The moments of each series (N,), and what was done to them."""

    stamps: np.ndarray
    gone: int
    twice: int


def table_of_steps(plan: Plan, random: Random) -> Lines:
    header = _header(plan, random)
    names = tuple(header.names())[len(header.index) :]
    made = columns(plan, random, names)
    told = _moments(plan, random)
    series, records = _records(plan, random, made, told)
    cells: list[list[Cell]] = [[*row] for _, _, row in put_in(plan.order, records, random.randrange(1000))]
    strangers = _strangers(plan, random, len(cells))
    lines = header.lines()
    for each in strangers:
        again = lines if each.kind is FoundKind.HEADERS_AGAIN else [header.names()]
        cells[each.at : each.at] = [[*each.cells(row, [column.sum for column in made])] for row in again]
    truth = _truth(plan, header, made, series, told)
    return Lines(
        Truth(**truth, skipped=len(cells) - len(records) - sum(_vanishes(plan, each) for each in strangers)),
        [] if plan.header == NONE else lines,
        cells,
    )


def _truth(plan: Plan, header: Header, made: tuple[Column, ...], series: tuple[Series, ...], told: _Told) -> dict:
    width = len(header.index) - KEYS[plan.layout]
    names = tuple(header.names())
    if plan.header == NONE:
        names = tuple(f"column {at}" for at in range(1, len(names) + 1))
    target = LANGUAGES[plan.language].target
    units = header.units or tuple(column.clothing.unit if column.clothing else "" for column in made)
    return {
        "plan": plan,
        "series": series,
        "names": names[len(header.index) :],
        "units": tuple((units * len(made))[: len(made)]),
        "target": target if target in names else "",
        "time": () if plan.style == NONE else names[:width],
        "keys": names[width : len(header.index)],
        "gone": told.gone * len(series),
        "twice": told.twice,
        "sentinel": next((column.sentinel for column in made if column.sentinel is not None), None),
    }


# ---- the header -----------------------------------------------------------------------------------------------------


def _header(plan: Plan, random: Random) -> Header:
    words = LANGUAGES[plan.language]
    grouped = plan.header in ("two", "two merged", "three", "own line")
    others = words.others[: 2 if grouped else random.choice((1, 2))]
    parts = list(others if grouped else (*others, words.target))
    random.shuffle(parts)
    return Header(
        (*_time(plan), *words.keys[: KEYS[plan.layout]]),
        words.groups if grouped else (),
        tuple(parts),
        _units(plan, random) if plan.header in axes.WITH_UNITS else (),
        merged=plan.header in ("two merged", "three"),
        made=plan.header == "units and made",
        own=plan.header == "own line",
    )


def _time(plan: Plan) -> tuple[str, ...]:
    if plan.style == NONE:
        return (COUNTER,)
    names = STYLE[plan.style].names
    return (LANGUAGES[plan.language].time,) if names == ("date",) else names


def _units(plan: Plan, random: Random) -> tuple[str, ...]:
    return tuple(random.sample([unit for unit in UNITS if _can(plan, unit)], 2))


def _is_written(plan: Plan, word: str) -> bool:
    """Whether a word may stand in a file in its language; one of another alone tells nothing of an encoding."""
    return word == LANGUAGES[plan.language].total or (plan.encoding in (OWN, "utf-8", "utf-8-sig", "utf-16"))


def _can(plan: Plan, word: str) -> bool:
    return plan.encoding == OWN or can_write(word, plan.encoding)


# ---- the records ----------------------------------------------------------------------------------------------------


def _moments(plan: Plan, random: Random) -> _Told:
    count = random.randint(30, 60) if plan.layout == "one" else random.randint(24, 34)
    if plan.style == NONE:
        return _Told(np.arange(count).astype("M8[D]"), 0, 0)
    finest = STYLE[plan.style].finest
    first = np.datetime64("1995-01-01") + random.randint(0, 10_000) * DAY
    stamps = moments(finest, first, random.choice(STEPS.get(finest, (DAY,))), count)
    gone = random.sample(range(2, count - 3), random.choice((0, 0, 1, 2)))
    twice = random.choice((0, 0, 1)) if plan.layout == "one" else 0
    return _Told(np.delete(stamps, gone), len(gone), twice)


def _records(
    plan: Plan, random: Random, made: tuple[Column, ...], told: _Told
) -> tuple[tuple[Series, ...], list[Record]]:
    series, records = [], []
    for key in _keys(plan, random):
        values = [column.values(random, len(told.stamps)) for column in made]
        cells = list(zip(*(column.written(each) for column, each in zip(made, values, strict=True)), strict=True))
        for at, stamp in enumerate(told.stamps):
            records.append((key, stamp, (*_when(plan, stamp, at), *key, *cells[at])))
        meant = np.column_stack([column.meant(each) for column, each in zip(made, values, strict=True)])
        series.append(Series(_seconds(plan, told.stamps), meant))
    if told.twice:
        (only,) = series
        assert only.seconds is not None
        again = (np.insert(only.seconds, 0, only.seconds[0]), np.insert(only.values, 0, only.values[0], axis=0))
        return (Series(*again),), [*records, records[0]]
    return tuple(series), records


def _keys(plan: Plan, random: Random) -> list[tuple[str, ...]]:
    words = LANGUAGES[plan.language].series
    if plan.layout == "two keys":
        return [(word, number) for word in words[:2] for number in ("1", "2")]
    return [(word,) for word in words[: random.choice((2, 3, 4))]] if plan.layout == "one key" else [()]


def _when(plan: Plan, stamp: np.datetime64, at: int) -> tuple[Cell, ...]:
    if plan.style == NONE:
        return (str(at + 1),)
    cells = STYLE[plan.style].write(stamp.astype("M8[s]").astype(object))
    if plan.style != "serial":
        return cells
    marks = axes.MARKS.get(plan.marks)
    return (float(cells[0]),) if marks is None else (cells[0].replace(".", marks.decimal),)


def _seconds(plan: Plan, stamps: np.ndarray) -> Floats | None:
    if plan.style == NONE:
        return None
    return stamps.astype("M8[s]").astype(np.int64) + float(ZONES.get(plan.style, 0))


def _vanishes(plan: Plan, each: Stranger) -> bool:
    """Sheets and pages have no records of nothing, as texts with delimiters have."""
    return each.kind is FoundKind.BLANKS and not plan.in_text


def _strangers(plan: Plan, random: Random, count: int) -> list[Stranger]:
    """From the last to the first, so that each can be put in without moving those before it."""
    sums = [word for word in (*WORDS, LANGUAGES[plan.language].total) if word.isascii() or _is_written(plan, word)]
    made = []
    for kind in AMONG[plan.among]:
        at = count if kind is FoundKind.NOTES else random.choice((count // 2, count))
        word = LANGUAGES[plan.language].note if kind is FoundKind.NOTES else random.choice(sums)
        made.append(Stranger(kind, at, word))
    return sorted(made, key=lambda stranger: (-stranger.at, stranger.kind is not FoundKind.NOTES))
