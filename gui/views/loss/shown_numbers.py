"""Every step of every run in numbers, not what the plot thins them to. Row r of a run is what step r + 1 measured."""

from collections.abc import Mapping

import numpy as np

from gatescope.engine.protocol.frame import Array
from gatescope.gui.scenes.shown_numbers import Arrays, Numbers
from gatescope.gui.state.store import RunRecord, Store
from gatescope.gui.views.loss.scene import LossScene


def loss_numbers(_scene: LossScene, store: Store) -> Numbers:
    return Numbers(loss_arrays(store.runs), loss_table(store.runs))


def loss_arrays(runs: Mapping[int, RunRecord]) -> Arrays:
    """Every step of every run, not what the plot thins them to. Row r of a run is what step r + 1 measured."""
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
    return arrays


def loss_table(runs: Mapping[int, RunRecord]) -> Arrays:
    """A row per run and step, the losses of validation where they were measured (also at step 0)."""
    tables = [_run_columns(run, record) for run, record in runs.items()]
    return {name: np.concatenate([table[name] for table in tables]) for name in tables[0]} if tables else {}


def _log_smoothed(record: RunRecord) -> Array:
    """The losses as a log axis shows them smoothed."""
    return np.asarray(10.0**record.smooth_logs.values)


def _run_columns(run: int, record: RunRecord) -> Arrays:
    train = record.train.column.values
    steps = np.arange(len(train) + 1)
    validation = np.full(len(steps), np.nan)
    measured = record.validation_steps.values
    inside = measured < len(steps)
    validation[measured[inside]] = record.validation_loss.values[inside]
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
    columns["validation_loss"] = validation
    first = 0 if len(validation) and np.isfinite(validation[0]) else 1
    return {name: values[first:] for name, values in columns.items()}
