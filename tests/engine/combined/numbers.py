"""The columns of numbers of a table that is made: what they wear, and what stands where a number lacks."""

from dataclasses import dataclass
from random import Random

import numpy as np

from tests.engine.combined import axes
from tests.engine.combined.axes import NONE, OWN, Plan
from tests.engine.combined.truths import Cell, Floats
from tests.engine.generated_clothes import CLOTHES, LEVELS, WORDS, Clothing, Marks, can_write, worn_values

CLOTHING = {each.name: each for each in CLOTHES}
PLAIN = Marks(".", "")
NA = ("NA", "NaN", "N/A", "null", "-", "nan")
ERRORS = ("#DIV/0!", "#N/A", "#VALUE!", "#REF!")
SENTINELS = (-999.0, -9999.0, 99999.0, -200.0)
_EVERY = 7  # of the values, one lacks where some do


@dataclass(frozen=True)
class Column:
    """How the numbers of one column are written. ``lacks`` are the cells that stand where a value lacks, one after the
    other; ``sentinel`` is the number that they say."""

    name: str
    level: float
    places: int
    marks: Marks | None  # None: they are numbers, not words
    clothing: Clothing | None = None
    lacks: tuple[Cell, ...] = ()
    sentinel: float | None = None

    def values(self, random: Random, count: int) -> Floats:
        """The numbers (N,) as their owner means them."""
        if self.clothing is not None:
            steps = [random.randint(-300, 300) for _ in range(count)]
            made = np.array(worn_values(self.clothing, steps, self.level))
        else:
            noise = np.array([random.uniform(-0.05, 0.05) for _ in range(count)])
            made = self.level * (1 + 0.1 * np.sin(np.arange(count) / 5 + random.uniform(0, 6)) + noise)
            made = np.round(made, self.places)
        if self.lacks:
            made[4::_EVERY] = np.nan
        return made

    def meant(self, values: Floats) -> Floats:
        """``values`` with what is written where they lack, if that is a number."""
        scale = self.clothing.factor if self.clothing else 1.0
        return np.where(np.isnan(values), np.nan if self.sentinel is None else self.sentinel, values * scale)

    def written(self, values: Floats) -> list[Cell]:
        lacks = iter(self.lacks * len(values))
        return [next(lacks) if np.isnan(value) else self.cell(float(value)) for value in values]

    def cell(self, value: float) -> Cell:
        if self.clothing is not None:
            return self.clothing.write(value, self.marks or PLAIN)
        return value if self.marks is None else self.marks.number(value, self.places)

    @property
    def sum(self) -> Cell:
        """What a record that sums up has."""
        return self.cell(round(self.level * 30.0, self.places))


def columns(plan: Plan, random: Random, names: tuple[str, ...]) -> tuple[Column, ...]:
    """One for each of ``names``; one of them is what the plan says of clothes and of what lacks."""
    marks = axes.MARKS.get(plan.marks)
    special = random.randrange(len(names))
    made = []
    for at, name in enumerate(names):
        worn = CLOTHING[plan.clothes] if plan.clothes != NONE and at == special else None
        level = 1.5 if worn is not None and worn.signed else random.choice(LEVELS)
        places = worn.places if worn is not None else random.choice((1, 2, 2, 3))
        lacks, sentinel = _lacks(plan, random, marks, places) if at == special else ((), None)
        made.append(Column(name, level, places, marks, worn, lacks, sentinel))
    return tuple(made)


def _lacks(plan: Plan, random: Random, marks: Marks | None, places: int) -> tuple[tuple[Cell, ...], float | None]:
    if plan.lacking == "sentinel":
        value = random.choice(SENTINELS)
        return (value if marks is None else Marks(marks.decimal, "").number(value, places),), value
    encoding = "utf-8" if plan.encoding == OWN else plan.encoding
    words = tuple(word for word in WORDS if can_write(word, encoding) and not word.startswith("#"))
    able: dict[str, tuple[Cell, ...]] = {
        "empty": (None if plan.typed else "",),
        "NA": (random.choice(NA),),
        "error": (random.choice(ERRORS),),
        "few words": tuple(random.sample(words, random.choice((1, 1, 2)))),
    }
    return able.get(plan.lacking, ()), None
