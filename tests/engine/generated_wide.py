"""Wide files made from a known truth: series, their classes and how they are laid out."""

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

NAMES = ("none", "t", "counted", "iso", "us", "years", "world-bank", "months")


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


def wide_file(seed: int, way: str, rows: int, steps: int, label: str, delimiter: str) -> WideFile:
    """``label`` is ``first``, ``last`` or '': where the class stands. Under dates the names of the series stand."""
    rng = np.random.default_rng(seed)
    values, names = waves(rng, rows, steps), column_names(way, steps)
    dated = bool(names) and way not in ("t", "counted")
    classes = () if dated or not label else tuple(str(at % 2 + 1) for at in range(rows))
    beside = [f"Land {at}" for at in range(rows)] if dated else list(classes)
    lines = []
    header = [("Country" if dated else "class"), *names] if beside else names
    for at, row in enumerate(values):
        cells = [str(value) for value in row]
        if beside:
            cells = [*cells, beside[at]] if label == "last" and not dated else [beside[at], *cells]
        lines.append(cells)
    if names and beside and label == "last" and not dated:
        header = [*names, "class"]
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows([header, *lines] if names else lines)
    return WideFile(file.getvalue(), values, classes, ".tsv" if delimiter == "\t" else ".csv")
