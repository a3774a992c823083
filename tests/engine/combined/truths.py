"""What a file says, and the lines that say it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.engine.combined.axes import Plan

Floats = NDArray[np.float64]
Cell = str | float | None


@dataclass(frozen=True, eq=False)
class Series:
    """``seconds`` (N,) since 1970, None without a time; ``values`` (N, C), NaN where a cell lacks; its class."""

    seconds: Floats | None
    values: Floats
    label: str = ""


@dataclass(frozen=True, eq=False)
class Truth:
    """What is meant by a file. ``names`` and ``units`` are those of the columns of numbers; ``target`` is '' where
    nothing says which is forecast. ``time`` and ``keys`` are the columns that say when and of which series. ``skipped``
    records are none of the series; ``gone`` moments lack, ``twice`` records come again, and ``sentinel`` may stand for
    missing."""

    plan: Plan
    series: tuple[Series, ...]
    names: tuple[str, ...]
    units: tuple[str, ...]
    target: str = ""
    time: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    skipped: int = 0
    gone: int = 0
    twice: int = 0
    sentinel: float | None = None


@dataclass(frozen=True, eq=False)
class Lines:
    """A truth and the lines of its table: those of the ``header``, each with a cell for every column, and the
    ``records``."""

    truth: Truth
    header: list[list[str]]
    records: list[list[Cell]]
