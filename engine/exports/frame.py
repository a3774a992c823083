"""A frame, every trace in full, as arrays by name."""

from pathlib import Path

import numpy as np
import torch

from gatescope.engine.data.preparing.prepare import Prepared, ProbeData
from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.probing.framing import as_written, read_probe
from gatescope.engine.protocol.exports import ExportOptions
from gatescope.engine.protocol.frame import Array, Probe
from gatescope.engine.protocol.runs import Medium
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.runs.run import Run


def write(laboratory: Laboratory, run: Run, options: ExportOptions, path: Path) -> None:
    step, weights = laboratory.weights(run, options.step)
    probe = _chosen_probe(run, options.probe)
    data = run.prepared.probe(probe)
    reading = read_probe(run.config.net, run.prepared, weights, data)
    data = as_written(run.prepared, data, reading)
    arrays: dict[str, Array] = {"inputs": reading.inputs.cpu().numpy(), "target": data.targets}
    for part, traces in zip(run.config.net.parts, reading.layers, strict=True):
        arrays |= {f"{part}.{trace}": values.cpu().numpy() for trace, values in traces.items()}
    for part, traces in reading.maps.items():
        arrays |= {named(part, trace): values.cpu().numpy() for trace, values in traces.items()}
    arrays |= _said(run.prepared, probe, reading.output) | _of_pair(data)
    arrays["step"] = np.array(step)
    arrays["labels"] = np.array(data.labels)
    with path.open("wb") as file:  # savez appends .npz to a name without it
        np.savez(file, allow_pickle=False, **arrays)


def _said(prepared: Prepared, probe: Probe, output: torch.Tensor) -> dict[str, Array]:
    """What came out: probabilities of symbols or classes, by id, or numbers, scaled and in the data's own units."""
    if prepared.output_medium is Medium.NUMBERS:
        scaled = output.cpu().numpy()
        forecast = prepared.forecast(probe, scaled)
        return {
            "prediction": scaled,
            "prediction_in_units": forecast.prediction,
            "target_in_units": forecast.target,
            "input_units": np.array(forecast.units_of(forecast.input_columns), str),
            "target_units": np.array(forecast.units_of(forecast.target_columns), str),
        }
    said: dict[str, Array] = {"prediction": torch.softmax(output, dim=-1).cpu().numpy()}
    if prepared.class_names:
        said["class_names"] = np.array(prepared.class_names)
    return said


def _of_pair(data: ProbeData) -> dict[str, Array]:
    """What was read; nothing where there is one sequence alone."""
    if data.source is None:
        return {}
    return {"source": data.source, "source_labels": np.array(data.source_labels)}


def named(part: str, trace: str) -> str:
    """What an array is called; a part that is nothing but one trace by that alone."""
    return part if part == trace else f"{part}.{trace}"


def _chosen_probe(run: Run, chosen: Probe | int | None) -> Probe:
    if isinstance(chosen, Probe):
        return chosen
    if chosen is None:
        return run.prepared.probe_default()
    probes = run.prepared.probes()
    if not 0 <= chosen < len(probes):
        raise SessionError(Fault.PROBE_INVALID, part="list", start=chosen, length=len(probes))
    return probes[chosen]
