"""Every step of every run in numbers, not what the plot thins them to. Row r of a run is what step r + 1 measured."""

from collections.abc import Callable, Mapping

import numpy as np

from gatescope.engine.protocol.frame import Array
from gatescope.gui.scenes.shown_numbers import Arrays, Numbers
from gatescope.gui.state.store import RunRecord, Store
from gatescope.gui.views.loss.scene import LossScene

Titled = Callable[[str], str]


def loss_numbers(_scene: LossScene, store: Store) -> Numbers:
    titled = store.dataset.titled if store.dataset is not None else str
    return Numbers(loss_arrays(store.runs, titled), loss_table(store.runs, titled))


def loss_arrays(runs: Mapping[int, RunRecord], titled: Titled = str) -> Arrays:
    """Every step of every run, not what the plot thins them to. Row r of a run is what step r + 1 measured. ``titled``
    puts its unit behind the name of a column."""
    arrays: Arrays = {}
    for run, record in runs.items():
        train = record.train.column.values
        arrays |= {
            f"run{run}.step": np.arange(1, len(train) + 1),
            f"run{run}.train_loss": train,
            f"run{run}.train_loss_smoothed": record.smooth.values,
            f"run{run}.train_loss_log_smoothed": _log_smoothed(record),
            f"run{run}.gradient_norm": record.gradient.values,
            f"run{run}.seconds": record.seconds.values,
            f"run{run}.validation_step": record.validation_steps.values,
            f"run{run}.validation_loss": record.validation_loss.values,
            f"run{run}.naive_loss": np.array(record.info.naive_loss),
        }
        arrays |= {f"run{run}.{name}": values for name, values in _errors(record, titled).items()}
    return arrays


def _errors(record: RunRecord, titled: Titled) -> Arrays:
    """RMSE and MAE of each target column in the data's units, at each validation."""
    told = np.array(record.validation_errors)
    targets = enumerate(record.info.config.data.targets) if len(told) else ()
    return {
        f"validation_{kind}_{titled(name)}": told[:, row, at]
        for at, name in targets
        for row, kind in enumerate(("rmse", "mae"))
    }


def loss_table(runs: Mapping[int, RunRecord], titled: Titled = str) -> Arrays:
    """A row per run and step, what validation told where it was measured (also at step 0)."""
    tables = [_run_columns(run, record, titled) for run, record in runs.items()]
    names = dict.fromkeys(name for table in tables for name in table)  # runs may forecast other columns
    return {name: np.concatenate([_column(table, name) for table in tables]) for name in names}


def _column(table: Arrays, name: str) -> Array:
    return table[name] if name in table else np.full(len(table["step"]), np.nan)


def _log_smoothed(record: RunRecord) -> Array:
    """The losses as a log axis shows them smoothed."""
    return np.asarray(10.0**record.smooth_logs.values)


def _run_columns(run: int, record: RunRecord, titled: Titled) -> Arrays:
    train = record.train.column.values
    steps = np.arange(len(train) + 1)
    measured = record.validation_steps.values
    inside = measured < len(steps)

    def validated(values: Array) -> Array:
        found = np.full(len(steps), np.nan)
        found[measured[inside]] = values[inside]
        return found

    columns: Arrays = {
        "run": np.full(len(steps), run),
        "name": np.full(len(steps), record.name),
        "step": steps,
    }
    for name, values in (
        ("train_loss", train),
        ("train_loss_smoothed", record.smooth.values),
        ("train_loss_log_smoothed", _log_smoothed(record)),
        ("gradient_norm", record.gradient.values),
        ("seconds", record.seconds.values),
    ):
        columns[name] = np.concatenate([np.full(1, np.nan, values.dtype), values])
    columns["validation_loss"] = validated(record.validation_loss.values)
    columns |= {name: validated(values) for name, values in _errors(record, titled).items()}
    first = 0 if np.isfinite(columns["validation_loss"][0]) else 1
    return {name: values[first:] for name, values in columns.items()}
