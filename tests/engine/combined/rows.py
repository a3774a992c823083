"""Tables in which a record is a series, or the months of a year."""

from random import Random

import numpy as np

from tests.engine.combined import axes
from tests.engine.combined.axes import NONE, Plan
from tests.engine.combined.languages import LANGUAGES
from tests.engine.combined.numbers import NA, PLAIN
from tests.engine.combined.truths import Cell, Floats, Lines, Series, Truth
from tests.engine.generated_wide import Wide, column_names, wide

_DATES = {"iso": "D", "us": "D", "years": "Y", "world-bank": "Y", "months": "M"}
_FIRST = {"D": "2020-01-22", "Y": "1960", "M": "2000-01"}
VALUE = ("value",)


def table_of_rows(plan: Plan, random: Random) -> Lines:
    make = {"classes in rows": _classes, "dates across": _dated, "months across": _months}[plan.layout]
    made, truth = make(plan, random)
    lines = made.lines(str)
    marks = axes.MARKS.get(plan.marks)
    places = 4 if plan.layout == "classes in rows" else 2
    lack: Cell = None if plan.typed else "" if plan.lacking == "empty" else random.choice(NA)

    def cell(value: float) -> Cell:
        if np.isnan(value):
            return lack
        return value if marks is None else (marks or PLAIN).number(value, places)

    records: list[list[Cell]] = []
    for at, row in enumerate(made.values):
        own: list[Cell] = [*made.beside[at : at + 1]]
        records.append([*map(cell, row), *own] if made.last else [*own, *map(cell, row)])
    return Lines(truth, lines[: len(lines) - len(records)], records)


def _classes(plan: Plan, random: Random) -> tuple[Wide, Truth]:
    way = "none" if plan.header == NONE else random.choice(("t", "counted"))
    label = random.choice(("first", "last"))
    made = wide(random.randrange(10_000), way, random.randint(12, 30), random.randint(24, 40), label)
    series = tuple(Series(None, row[:, None], own) for row, own in zip(made.values, made.beside, strict=True))
    return made, Truth(plan, series, VALUE, ("",), made.called)


def _dated(plan: Plan, random: Random) -> tuple[Wide, Truth]:
    words = LANGUAGES[plan.language]
    rows, steps = random.randint(2, len(words.series)), random.randint(24, 40)
    values = _levels(random, rows, steps)
    if plan.lacking != NONE:
        for at, row in enumerate(values):
            row[5 + at : -3 : 9] = np.nan
    made = Wide(tuple(column_names(plan.style, steps)), values, words.series[:rows], words.keys[0])
    unit = _DATES[plan.style]
    moments = np.datetime64(_FIRST[unit], unit) + np.arange(steps)
    seconds = moments.astype("M8[s]").astype(np.int64).astype(float)
    series = tuple(Series(seconds, row[:, None]) for row in values)
    return made, Truth(plan, series, VALUE, ("",), time=("time",), keys=(words.keys[0],))


def _months(plan: Plan, random: Random) -> tuple[Wide, Truth]:
    words = LANGUAGES[plan.language]
    years = random.randint(8, 30)
    values, first = _levels(random, years, 12), random.randint(1950, 1990)
    made = Wide(words.months, values, tuple(str(first + at) for at in range(years)), words.year)
    moments = np.datetime64(first - 1970, "Y").astype("M8[M]") + np.arange(12 * years)
    seconds = moments.astype("M8[s]").astype(np.int64).astype(float)
    return made, Truth(plan, (Series(seconds, values.reshape(-1, 1)),), VALUE, ("",), time=("time",))


def _levels(random: Random, rows: int, steps: int) -> Floats:
    level = random.choice((15.0, 900.0, 25_000.0))
    phase = np.array([[random.uniform(0, 6)] for _ in range(rows)])
    noise = np.array([[random.uniform(-0.02, 0.02) for _ in range(steps)] for _ in range(rows)])
    return np.round(level * (1 + 0.1 * np.sin(phase + np.arange(steps) / 3) + noise), 2)
