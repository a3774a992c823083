"""What ``train`` prints at its end: plain JSON numbers, null where there is none."""

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from gatescope.engine.data.preparing.prepare import PreparedAnswers
from gatescope.engine.protocol.baselines import Baseline, best, skill
from gatescope.engine.protocol.runs import RunState
from gatescope.engine.protocol.seeds import spread
from gatescope.engine.runs.run import Run

ANSWERS = ("whole_answers", "tokens_right", "character_error")
SPREAD = (
    "train_loss",
    "val_loss",
    "skill",
    "skill_best",
    "accuracy",
    *ANSWERS,
)  # figures of which several runs have a mean
ERRORS = ("rmse", "mae")  # the same of each target column
ALIKE = ("task", "naive_loss", "baselines", "device")  # in all runs of one experiment


def summary(run: Run, session: str) -> dict[str, Any]:
    """Of one run."""
    return {**_told(run), "session": session}


def summary_of_seeds(runs: Sequence[Run], session: str) -> dict[str, Any]:
    """Of runs that differ in their seed: what each came to (``fault`` where it broke), and mean, standard deviation,
    lowest and highest of the figures of those that did not break."""
    told = [_told(run) for run in runs]
    whole = [each for each, run in zip(told, runs, strict=True) if run.state is not RunState.FAILED]
    seeds = [{"seed": run.config.train.seed, **_own(each), **_fault(run)} for each, run in zip(told, runs, strict=True)]
    return {
        **{name: told[0][name] for name in ALIKE},
        "seeds": seeds,
        "spread": {name: _spread([each[name] for each in whole]) for name in SPREAD if name in told[0]}
        | {name: _spread_by_column([each[name] for each in whole]) for name in ERRORS},
        "session": session,
    }


def _own(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name not in ALIKE}


def _fault(run: Run) -> dict[str, str]:
    return {"fault": run.fault} if run.state is RunState.FAILED else {}


def _told(run: Run) -> dict[str, Any]:
    info = run.info()
    rival, numbers = best(info.baselines), run.prepared.contest.numbers
    columns = numbers.names if numbers is not None else ()
    return {
        "task": str(run.config.data.task),
        "steps": info.step,
        "train_loss": _number(info.train_loss),
        "val_loss": _number(info.validation_loss),
        "naive_loss": _number(info.naive_loss),
        "skill": _number(skill(info.validation_loss, info.naive_loss)),
        "skill_best": _number(skill(info.validation_loss, rival.loss if rival else math.nan)),
        "baselines": [_baseline(each, columns) for each in info.baselines],
        "accuracy": _number(info.accuracy),
        "rmse": _by_column(columns, info.rmse),
        "mae": _by_column(columns, info.mae),
        "steps_per_second": _number(info.step / info.seconds if info.seconds else math.nan),
        "device": info.device,
        **_answers(run),
    }


def _answers(run: Run) -> dict[str, float | None]:
    """How right the free answers to the validation pairs were at last; nothing where there are no pairs."""
    if not isinstance(run.prepared, PreparedAnswers):
        return {}
    return dict(zip(ANSWERS, map(_number, run.answers), strict=True))


def _baseline(each: Baseline, columns: Sequence[str]) -> dict[str, Any]:
    told = {"kind": str(each.kind), "order": each.order, "loss": _number(each.loss)}
    return told | {"rmse": _by_column(columns, each.rmse), "mae": _by_column(columns, each.mae)}


def _by_column(columns: Sequence[str], values: Sequence[float]) -> dict[str, float | None] | None:
    """In the data's units by the name of the target column; null where nothing is measured in units."""
    return {name: _number(value) for name, value in zip(columns, values, strict=True)} if values else None


def _spread_by_column(told: Sequence[dict[str, float | None] | None]) -> dict[str, Any] | None:
    known = [each for each in told if each is not None]
    return {column: _spread([each[column] for each in known]) for column in known[0]} if known else None


def _spread(values: Sequence[float | None]) -> dict[str, float | None] | None:
    found = spread(math.nan if value is None else value for value in values)
    return {name: _number(value) for name, value in asdict(found).items()} if found is not None else None


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
