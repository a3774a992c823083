"""Wide files made from a known truth: series, their classes and how they are laid out."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

NAMES = ("none", "t", "counted", "iso", "us", "years", "world-bank", "months")
DATED = tuple(way for way in NAMES if way not in ("none", "t", "counted"))


@dataclass(frozen=True, eq=False)
class Wide:
    """One series of ``values`` (R, C) in each record, below ``names``, () where nothing names the columns. ``beside``
    (R,) stand before them, or behind if ``last``, under ``called``: their classes or, under dates, their names."""

    names: tuple[str, ...]
    values: NDArray[np.float64]
    beside: tuple[str, ...] = ()
    called: str = ""
    last: bool = False

    def lines(self, write: Callable[[float], str] = str) -> list[list[str]]:
        """The header, if there is one, and the records, their numbers as ``write`` writes them."""
        rows = [list(map(write, row)) for row in self.values.tolist()]
        lines = [self._beside(row, *self.beside[at : at + 1]) for at, row in enumerate(rows)]
        return [self._beside(list(self.names), *[self.called] * bool(self.beside)), *lines] if self.names else lines

    def _beside(self, cells: list[str], *own: str) -> list[str]:
        return [*cells, *own] if self.last else [*own, *cells]


@dataclass(frozen=True, eq=False)
class WideFile:
    """``text`` has one series of ``values`` (R, C) in each record, under names in one of the ways of ``NAMES``;
    ``classes`` (R,) stand beside them, '' where there are none."""

    text: str
    values: NDArray[np.float64]
    classes: tuple[str, ...] = ()
    suffix: str = ".csv"


def waves(rng: np.random.Generator, rows: int, steps: int) -> NDArray[np.float64]:
    """Smooth series (rows, steps), each with a phase of its own."""
    phase, pace = rng.uniform(0, 6.3, (rows, 1)), rng.uniform(0.15, 0.35, (rows, 1))
    noise = rng.normal(0, 0.05, (rows, steps))
    return np.round(np.sin(phase + pace * np.arange(steps)) + noise, 4)


def column_names(way: str, steps: int) -> list[str]:
    first = date(2020, 1, 22)
    days = [first + timedelta(days=at) for at in range(steps)]
    made = {
        "t": [f"t{at}" for at in range(steps)],
        "counted": [str(at) for at in range(steps)],
        "iso": [str(day) for day in days],
        "us": [f"{day.month}/{day.day}/{day:%y}" for day in days],
        "years": [str(1960 + at) for at in range(steps)],
        "world-bank": [f"{1960 + at} [YR{1960 + at}]" for at in range(steps)],
        "months": [f"{2000 + at // 12}-{at % 12 + 1:02d}" for at in range(steps)],
    }
    return made.get(way, [])


def wide(seed: int, way: str, rows: int, steps: int, label: str) -> Wide:
    """``label`` is ``first``, ``last`` or '': where the class stands. Under dates the names of the series stand."""
    values, names = waves(np.random.default_rng(seed), rows, steps), tuple(column_names(way, steps))
    if way in DATED:
        return Wide(names, values, tuple(f"Land {at}" for at in range(rows)), "Country")
    classes = tuple(str(at % 2 + 1) for at in range(rows)) if label else ()
    return Wide(names, values, classes, "class", label == "last")


def wide_file(seed: int, way: str, rows: int, steps: int, label: str, delimiter: str) -> WideFile:
    """A ``wide`` table with ``delimiter`` between its cells."""
    made = wide(seed, way, rows, steps, label)
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(made.lines())
    classes = made.beside if way not in DATED else ()
    return WideFile(file.getvalue(), made.values, classes, ".tsv" if delimiter == "\t" else ".csv")
