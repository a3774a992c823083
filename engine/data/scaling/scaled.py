"""Columns of numbers made ready: transformed, scaled by the training part's statistics, missing ones replaced."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.run import DataConfig, Fill, Scale, Transform
from gatescope.engine.data.columns.magnitude import beyond
from gatescope.engine.data.rows.spans import Ints, Layout
from gatescope.engine.data.scaling import transforms
from gatescope.engine.data.scaling.scaling import Scaling
from gatescope.engine.data.scaling.transforms import Step, Steps
from gatescope.engine.errors import DataError, Fault

Floats = NDArray[np.float64]
Floats32 = NDArray[np.float32]
HELD = 1e18  # of single precision: squares and their sums over a batch are numbers


@dataclass(frozen=True, eq=False)
class Scaled:
    """``values`` (N, C) in the columns' own units, how they were transformed and scaled, and what became of them,
    ``scaled`` (N, C) float64: NaN where a value is missing, and in the first rows of each sequence, which differencing
    leaves without one. ``learnt`` are the rows that statistics are taken of."""

    names: tuple[str, ...]
    values: Floats
    steps: Steps
    scaling: Scaling
    scaled: Floats
    learnt: Ints | slice

    @cached_property
    def usual(self) -> Floats:
        """(C,): the mean of ``scaled`` over what is known of the rows learnt; 0 where nothing is."""
        values = self.scaled[self.learnt]
        known = np.isfinite(values)
        return np.asarray(np.where(known, values, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1))

    @property
    def usual_in_units(self) -> Floats:
        """(C,): what stands for the mean in own units, before any difference."""
        levels = Steps(tuple(Step(each.log) for each in self.steps.columns))
        mean = self.usual[None]
        return np.asarray(levels.undo(self.scaling.undo(mean), mean)[0])

    def in_units(self, guess: NDArray[Any], rows: Ints) -> Floats:
        """``guess`` (n, C), scaled, of the ``rows`` (n,), in own units: NaN where what it is a difference to is not
        known."""
        return self.steps.undo(self.scaling.undo(guess), self.steps.before(self.values, rows))

    def errors(self, guess: NDArray[Any], rows: Ints) -> Floats:
        """(2, C): the root of the mean square and the mean size of the errors of ``guess`` (n, C), scaled, in own
        units, over those of ``rows`` (n,) that have a truth; NaN where there is none."""
        known = ~np.isnan(self.scaled[rows])
        with np.errstate(over="ignore", invalid="ignore"):  # a network that diverges predicts infinity
            sizes = np.where(known, np.abs(self.in_units(guess, rows) - self.values[rows]), 0.0)
            largest = sizes.max(axis=0, initial=0.0)  # whose square need not be a number
            unit = np.where((largest > 0) & np.isfinite(largest), largest, 1.0)
            count = np.where(known.any(axis=0), known.sum(axis=0), np.nan)
            root = unit * np.sqrt(np.square(sizes / unit).sum(axis=0) / count)
            return np.stack([root, unit * ((sizes / unit).sum(axis=0) / count)])


def steps_of(data: DataConfig, names: tuple[str, ...], season: int, horizon: int, target: bool = False) -> Steps:
    """What is done to the columns ``names`` when the forecast is ``horizon`` rows ahead. Without a horizon (0) the
    inputs may be differenced still; of a target, before which no other is known then, only the logarithm is taken."""
    chosen = [data.of(name).transform or Transform.NONE for name in names]
    made = [transforms.step(each, season, horizon) for each in chosen]
    return Steps(tuple(Step(each.log) if target and not horizon else each for each in made))


def scaled(data: DataConfig, names: tuple[str, ...], values: Floats, steps: Steps, layout: Layout) -> Scaled:
    """By the statistics of the training rows of ``layout``, its lost ones left out. ``values`` are at most ``LARGEST``.
    Raises ``DataError`` (SCALED_TOO_LARGE) for what a network cannot hold even so."""
    transformed = steps.apply(values, places(layout))
    learnt = training_rows(layout)
    scaling = Scaling.of(transformed[learnt], tuple(data.of(name).scale or Scale.STANDARD for name in names))
    with np.errstate(over="ignore"):  # beside what hardly varies, anything may be large
        made = scaling.apply(transformed)
    _check_held(names, made)
    return Scaled(names, values, steps, scaling, made, learnt)


def _check_held(names: tuple[str, ...], made: Floats) -> None:
    for at, name in enumerate(names):
        row = beyond(made[:, at], HELD)
        if row >= 0:
            value = float(made[row, at])
            raise DataError(Fault.SCALED_TOO_LARGE, column=name, value=value, limit=HELD)


def features(data: DataConfig, inputs: Scaled, codes: Ints, layout: Layout) -> Floats32:
    """(N, F+M+K): scaled inputs, the training part's mean where one is missing, then an indicator of that for each of
    the M columns that are filled with MASK and lack a value, then the category ``codes`` (N, K)."""
    missing = np.isnan(inputs.scaled)
    if len(layout) == 1:
        missing[: layout.lost] = False
    elif layout.lost:
        missing[layout.places < layout.lost] = False
    if not missing.any() and not codes.shape[1]:
        return single(inputs.scaled)
    masks = [at for at, name in enumerate(inputs.names) if data.of(name).fill is Fill.MASK and missing[:, at].any()]
    known = np.where(missing, inputs.usual, inputs.scaled)
    return np.concatenate([single(known), missing[:, masks], codes], axis=1, dtype=np.float32)


def single(values: Floats) -> Floats32:
    """In single precision."""
    return values.astype(np.float32)


def places(layout: Layout) -> Ints | None:
    """(N,): the rows' positions in their sequences; None when they are one."""
    return None if len(layout) == 1 else layout.places


def training_rows(layout: Layout) -> Ints | slice:
    """The rows that statistics are taken of."""
    if len(layout) == 1:
        return slice(layout.lost, int(layout.borders[0]))
    return np.flatnonzero(layout.training & (layout.places >= layout.lost))
