"""What the stack shows, in numbers. Names are those of ``gatescope export … frame``: ``layer0.hidden`` and so on, each
(T, H) with units in index order. What the window has only in the data's own units is called so:
``prediction_in_units``."""

import numpy as np

from gatescope.engine.config.nets import Axis
from gatescope.engine.protocol.frame import Forecast, Symbols, Trace
from gatescope.gui.scenes.shown_numbers import Arrays, Numbers, over_time
from gatescope.gui.state.store import Store
from gatescope.gui.views.stack.gradient import GradientScene
from gatescope.gui.views.stack.scene import MapRow, StackScene


def stack_numbers(scene: StackScene, _store: Store) -> Numbers:
    arrays = stack_arrays(scene)
    # what stands on other steps is no part of the table, also where there are as many of them
    elsewhere = {_called(scene, row) for row in scene.rows if row.columns in (Axis.READ, Axis.INNER)}
    elsewhere = {name for name in elsewhere if not name.startswith(Trace.ATTENTION)} | {"source_labels"}
    return Numbers(arrays, over_time({k: v for k, v in arrays.items() if k not in elsewhere}, scene.labels))


def stack_arrays(scene: StackScene) -> Arrays:
    """What the stack shows. A trace too large to be here value by value is ``….pooled``: (columns, rows) means, with
    its true (T, H) as ``….shape``."""
    arrays: Arrays = {"labels": np.array(scene.labels), "step": np.array(scene.step)}
    for row in scene.rows:
        name = _called(scene, row)
        # means are no values: they have another name, so that nobody takes them for the trace
        if row.pooled:
            arrays[f"{name}.pooled"] = row.values
            arrays[f"{name}.shape"] = np.array([row.steps, row.size])
        else:
            turned = row.lines in (Axis.WRITTEN, Axis.LAYER)  # step of the answer, or layer, first
            arrays[name] = row.values.T if turned else row.values
        arrays |= _colours(name, row)
    if scene.source is not None:
        arrays["source_labels"] = np.array(scene.source.labels)
    if scene.forecast is not None:
        arrays |= _forecast(scene.forecast)
    if scene.symbols is not None:
        arrays |= _symbols(scene.symbols)
    if scene.gradient is not None:
        arrays |= _gradient(scene.gradient)
    if scene.free is not None and scene.free.values is not None:
        arrays["free_run_in_units"] = scene.free.values
    return arrays


def _called(scene: StackScene, row: MapRow) -> str:
    """What is nothing but one trace is called by that alone."""
    part = row.part or scene.layer
    return part if part == row.trace else f"{part}.{row.trace}"


def _colours(name: str, row: MapRow) -> Arrays:
    """What the colours of a map stand for: ``….colour_range`` (2,), the values at both ends, or where each unit has its
    own (H, 2), and ``….colour_scale``, how they run between them (linear, sqrt, asinh)."""
    ends = np.array([row.low, row.high])
    ends = ends if row.own is None else np.multiply.outer(row.own, ends)
    return {f"{name}.colour_range": ends, f"{name}.colour_scale": np.array(str(row.course))}


def _gradient(gradient: GradientScene) -> Arrays:
    """Norms (T,) of the run that is looked at, the loss at each step, and the step that is looked back from, −1 for
    the whole loss."""
    # lines of compared runs are theirs: whoever wants their numbers looks at them
    own = [line for line in gradient.lines if not line.run]
    norms = {f"{line.layer}.{line.trace}.gradient_norm": 10.0 ** line.exponents.astype(np.float64) for line in own}
    maps = {f"{one.trace}.gradient": one.values for one in gradient.maps}
    return {"gradient_of_step": np.array(gradient.tau), "step_losses": gradient.step_losses, **norms, **maps}


def _forecast(forecast: Forecast) -> Arrays:
    return {
        "input_columns": np.array(forecast.input_columns),
        "target_columns": np.array(forecast.target_columns),
        "input_units": np.array(forecast.units_of(forecast.input_columns), str),
        "target_units": np.array(forecast.units_of(forecast.target_columns), str),
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
