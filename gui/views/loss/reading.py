"""What was measured at a step of the selected run, as the card beside the pointer tells it. Free of Qt."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gatescope.engine.protocol.baselines import skill
from gatescope.engine.protocol.frame import Array
from gatescope.gui.state.seeds import LossBand


@dataclass(frozen=True)
class Forecasted:
    """A column that is forecast, and the unit it is measured in ('': none is known)."""

    name: str
    unit: str = ""


@dataclass(frozen=True, eq=False)
class Measured:
    """A run in full, not thinned for the screen. ``raw``, ``smooth`` (its ``logs``, to the base 10, where it is
    smoothed for such an axis) and ``seconds`` are (n,): row r is what step r + 1 measured. ``validation`` (m,) are the
    losses at ``validated`` (m,), ``errors`` m of (2, D): RMSE and MAE of each of the D ``targets`` in the data's units;
    none where none were measured. ``seeds`` are the losses of all runs that differ in their seed alone."""

    raw: Array
    smooth: Array
    seconds: Array
    validated: Array
    validation: Array
    logs: bool = False
    naive: float = math.nan
    errors: Sequence[Array] = ()
    targets: tuple[Forecasted, ...] = ()
    seeds: LossBand | None = None


@dataclass(frozen=True)
class StepReading:
    """The losses at ``step``, NaN where there are none. What validation told is that of the step ``validated``, the
    nearest one (−1: none); ``errors`` are (target, RMSE, MAE), ``seeds`` the mean, the lowest and the highest loss of
    all seeds there."""

    step: int
    seconds: float
    raw: float
    smooth: float
    validated: int
    validation: float
    skill: float
    errors: tuple[tuple[Forecasted, float, float], ...] = ()
    seeds: tuple[float, float, float] | None = None


def reading(measured: Measured, step: int) -> StepReading:
    """What is known at the recorded step nearest to ``step``; step 0 has no training loss yet."""
    step = min(max(step, 0), len(measured.raw))
    raw, smooth, seconds = (_at(column, step) for column in (measured.raw, measured.smooth, measured.seconds))
    row = _nearest(measured.validated, step)
    validation = math.nan if row is None else float(measured.validation[row])
    return StepReading(
        step=step,
        seconds=seconds if step else 0.0,
        raw=raw,
        smooth=10.0**smooth if measured.logs else smooth,
        validated=-1 if row is None else int(measured.validated[row]),
        validation=validation,
        skill=skill(validation, measured.naive),
        errors=() if row is None else _errors(measured, row),
        seeds=None if row is None else _seeds(measured.seeds, int(measured.validated[row])),
    )


def _seeds(band: LossBand | None, step: int) -> tuple[float, float, float] | None:
    """None where fewer than two of them were validated."""
    if band is None or step not in band.steps:
        return None
    at = int(np.searchsorted(band.steps, step))
    return float(band.mean[at]), float(band.low[at]), float(band.high[at])


def _at(column: Array, step: int) -> float:
    return float(column[step - 1]) if 0 < step <= len(column) else math.nan


def _nearest(steps: Array, step: int) -> int | None:
    """Of two that are equally near, the earlier."""
    return int(np.abs(np.asarray(steps) - step).argmin()) if len(steps) else None


def _errors(measured: Measured, row: int) -> tuple[tuple[Forecasted, float, float], ...]:
    if row >= len(measured.errors):
        return ()
    rmse, mae = (values.tolist() for values in np.asarray(measured.errors[row], float))
    told = zip(measured.targets, rmse, mae, strict=False)
    return tuple((target, root, mean) for target, root, mean in told if math.isfinite(root))
