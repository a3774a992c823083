"""Numbers out: the arrays behind a picture, by name, as NPZ and as CSV. Free of Qt.

Names are those of ``gatescope export … frame``: ``layer0.hidden`` and so on, each (T, H) with units in index order.
What the window has only in the data's own units is called so: ``prediction_in_units``.
"""

import io
from collections.abc import Mapping

import numpy as np

from gatescope.engine.protocol.frame import Array, Forecast, Symbols
from gatescope.gui.scenes.gradient import GradientScene
from gatescope.gui.scenes.stack import StackScene, UnitScene
from gatescope.gui.state.store import RunRecord
from gatescope.gui.state.strands import file_name
from gatescope.gui.views.pipeline.scene import PipelineScene

Arrays = dict[str, Array]
MARK = b"\xef\xbb\xbf"


def stack_arrays(scene: StackScene) -> Arrays:
    """What the stack shows. A trace too large to be here value by value is ``….pooled``: (columns, rows) means, with
    its true (T, H) as ``….shape``."""
    arrays: Arrays = {"labels": np.array(scene.labels), "step": np.array(scene.step)}
    for row in scene.rows:
        name = f"{file_name(scene.layer, scene.both)}.{row.trace}"
        if row.pooled:
            arrays[f"{name}.pooled"] = row.values
            arrays[f"{name}.shape"] = np.array([row.steps, row.size])
        else:
            arrays[name] = row.values
    if scene.forecast is not None:
        arrays |= _forecast(scene.forecast)
    if scene.symbols is not None:
        arrays |= _symbols(scene.symbols)
    if scene.gradient is not None:
        arrays |= _gradient(scene.gradient)
    if scene.free is not None and scene.free.values is not None:
        arrays["free_run_in_units"] = scene.free.values
    return arrays


def _gradient(gradient: GradientScene) -> Arrays:
    """Norms (T,) of the run that is looked at, the loss at each step, and the step that is looked back from, −1 for
    the whole loss."""
    own = [line for line in gradient.lines if not line.run]
    norms = {
        f"{file_name(line.layer, gradient.both)}.{line.trace}.gradient_norm": 10.0 ** line.exponents.astype(np.float64)
        for line in own
    }
    maps = {f"{one.trace}.gradient": one.values for one in gradient.maps}
    return {"gradient_of_step": np.array(gradient.tau), "step_losses": gradient.step_losses, **norms, **maps}


def unit_arrays(scene: UnitScene) -> Arrays:
    """One unit's traces, (T, 1) each; ``units`` says which one."""
    layer = file_name(scene.layer, scene.both)
    lines = {f"{layer}.{line.trace}": np.asarray(line.values)[:, None] for line in scene.lines}
    return {"units": np.array([scene.unit]), **lines}


def loss_arrays(runs: Mapping[int, RunRecord]) -> Arrays:
    """Every step of every run, not what the plot thins them to. Row r of a run is what step r + 1 measured."""
    arrays: Arrays = {}
    for run, record in runs.items():
        train = record.train.column.values
        arrays |= {
            f"run{run}.step": np.arange(1, len(train) + 1),
            f"run{run}.train_loss": train,
            f"run{run}.train_loss_smoothed": record.smooth.values,
            f"run{run}.gradient_norm": record.gradient.values,
            f"run{run}.seconds": record.seconds.values,
            f"run{run}.validation_step": record.validation_steps.values,
            f"run{run}.validation_loss": record.validation_loss.values,
            f"run{run}.naive_loss": np.array(record.info.naive_loss),
        }
    return arrays


def npz(arrays: Mapping[str, Array]) -> bytes:
    """Read with ``numpy.load(path)``; nothing in it is pickled."""
    out = io.BytesIO()
    np.savez_compressed(out, allow_pickle=False, **arrays)
    return out.getvalue()


def over_time_csv(arrays: Mapping[str, Array], labels: tuple[str, ...]) -> bytes:
    """A row per time step, a column per unit or data column (``layer0.hidden.17``); t counts from 0. What does not
    lie on the time axis value by value (pooled maps) is in the NPZ only. What is not a number is an empty cell."""
    steps = len(labels)
    columns: dict[str, Array] = {"t": np.arange(steps), "label": np.array(labels, dtype=str)}
    for name, values in arrays.items():
        if (
            name in ("labels", "step")
            or values.ndim == 0
            or len(values) != steps
            or name.endswith((".pooled", ".shape"))
        ):
            continue
        if values.ndim == 1:
            columns[name] = values
        else:
            columns |= {f"{name}.{column}": values[:, column] for column in range(values.shape[1])}
    return _written(columns)


def unit_csv(scene: UnitScene, labels: tuple[str, ...]) -> bytes:
    layer = file_name(scene.layer, scene.both)
    columns = {f"{layer}.{line.trace}.{scene.unit}": np.asarray(line.values) for line in scene.lines}
    return over_time_csv(columns, labels)


def loss_csv(runs: Mapping[int, RunRecord]) -> bytes:
    """A row per run and step, the losses of validation where they were measured (also at step 0)."""
    tables = [_run_columns(run, record) for run, record in runs.items()]
    if not tables:
        return b""
    return _written({name: np.concatenate([table[name] for table in tables]) for name in tables[0]})


def pipeline_csv(scene: PipelineScene) -> bytes:
    """A row per token: where it stands, its id, and its numbers where there is an embedding (``embedding.0`` …)."""
    rows, places = np.nonzero(scene.stages.ids >= 0)
    ids = scene.stages.ids[rows, places]
    tokens = np.array([scene.stages.tokens[row][at] for row, at in zip(rows, places, strict=True)], dtype=str)
    columns: dict[str, Array] = {"sentence": rows, "place": places, "token": tokens, "id": ids}
    if scene.stages.embedding is not None:
        dense = scene.stages.embedding[ids]
        columns |= {f"embedding.{column}": dense[:, column] for column in range(dense.shape[1])}
    return _written(columns)


def _run_columns(run: int, record: RunRecord) -> dict[str, Array]:
    train = record.train.column.values
    steps = np.arange(len(train) + 1)
    validation = np.full(len(steps), np.nan)
    measured = record.validation_steps.values
    inside = measured < len(steps)
    validation[measured[inside]] = record.validation_loss.values[inside]
    columns: dict[str, Array] = {
        "run": np.full(len(steps), run),
        "name": np.full(len(steps), record.info.name),
        "step": steps,
    }
    for name, values in (
        ("train_loss", train),
        ("train_loss_smoothed", record.smooth.values),
        ("gradient_norm", record.gradient.values),
        ("seconds", record.seconds.values),
    ):
        columns[name] = np.concatenate([np.full(1, np.nan, values.dtype), values])
    columns["validation_loss"] = validation
    first = 0 if len(validation) and np.isfinite(validation[0]) else 1
    return {name: values[first:] for name, values in columns.items()}


def _written(columns: Mapping[str, Array]) -> bytes:
    """Numbers with as many digits as tell them apart (float32 as such). The mark makes Excel read Hangul."""
    import pyarrow  # a third of a second, and only who exports needs it; ten times faster than Python's own writer
    from pyarrow import csv

    table = pyarrow.table({name: pyarrow.array(values, from_pandas=True) for name, values in columns.items()})
    out = io.BytesIO(MARK)
    out.seek(len(MARK))
    csv.write_csv(table, out, csv.WriteOptions(quoting_style="needed"))
    return out.getvalue()


def _forecast(forecast: Forecast) -> Arrays:
    return {
        "input_columns": np.array(forecast.input_columns),
        "target_columns": np.array(forecast.target_columns),
        "inputs_in_units": forecast.inputs,
        "prediction_in_units": forecast.prediction,
        "target_in_units": forecast.target,
        "naive_in_units": forecast.naive,
    }


def _symbols(symbols: Symbols) -> Arrays:
    names = symbols.names
    return {
        "inputs": symbols.inputs,
        "target": symbols.truth,
        "target_probability": symbols.truth_probability,
        "top": symbols.top,
        "top_probability": symbols.probability,
        "symbol_ids": np.array(sorted(names)),
        "symbol_names": np.array([names[id] for id in sorted(names)]),
    }
