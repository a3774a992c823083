"""Takes a part of a session out of it: weights, a frame, the metrics, the list of probes."""

import argparse
import csv
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save

from gatescope.engine.data.preparing.prepare import Prepared
from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.probing.framing import read_probe
from gatescope.engine.protocol.frame import Array, Probe
from gatescope.engine.protocol.runs import Medium
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.runs.run import Run
from gatescope.engine.session.access import is_same_file


def export_part(options: argparse.Namespace) -> None:
    """Writes ``options.part`` of the session to ``options.out``, whole or not at all. Raises ``EngineError``."""
    if is_same_file(options.session, options.out):
        raise SessionError(Fault.SESSION_UNWRITABLE, path=str(options.out), reason="it is the session itself")
    laboratory = Laboratory()
    laboratory.open_session(str(options.session), read_only=True)
    try:
        run = _chosen_run(laboratory, options.run)
        write = {"weights": _weights, "frame": _frame, "metrics": _metrics, "probes": _probes}[options.part]
        _replace_file(options.out, lambda path: write(laboratory, run, options, path))
    finally:
        laboratory.close()


def _chosen_run(laboratory: Laboratory, number: int | None) -> Run:
    if not laboratory.runs:
        raise SessionError(Fault.SESSION_EMPTY, path=laboratory.path)
    return laboratory.run(max(laboratory.runs) if number is None else number)


def _replace_file(out: Path, write: Callable[[Path], None]) -> None:
    try:
        if out.exists() and not out.is_file() and not out.is_dir():  # a pipe or a device stays what it is
            write(out)
            return
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
        os.close(handle)
        temporary = Path(name)
        try:
            write(temporary)
            temporary.chmod(_usual_mode(out))
            os.replace(temporary, out)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise SessionError(Fault.SESSION_UNWRITABLE, path=str(out), reason=error.strerror or str(error)) from error


def _usual_mode(out: Path) -> int:
    """What a file that is written in place would have: that of the one there, else what the umask leaves."""
    if out.exists():
        return out.stat().st_mode & 0o777
    os.umask(mask := os.umask(0o077))
    return 0o666 & ~mask


def _weights(laboratory: Laboratory, run: Run, options: argparse.Namespace, path: Path) -> None:
    step, weights = laboratory.weights(run, options.step)
    arrays = {name: tensor.cpu().numpy() for name, tensor in weights.items()}
    path.write_bytes(save(arrays, metadata={"run": str(run.number), "step": str(step), "cell": run.config.net.cell}))


def _frame(laboratory: Laboratory, run: Run, options: argparse.Namespace, path: Path) -> None:
    step, weights = laboratory.weights(run, options.step)
    probe = _chosen_probe(run, options.probe)
    data = run.prepared.probe(probe)
    reading = read_probe(run.config.net, run.prepared, weights, data)
    arrays: dict[str, Array] = {"inputs": reading.inputs.cpu().numpy(), "target": data.targets}
    for strand, traces in enumerate(reading.layers):
        for trace, values in traces.items():
            arrays[f"{run.config.net.strand_name(strand)}.{trace}"] = values.cpu().numpy()
    arrays |= _said(run.prepared, probe, reading.output)
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
        }
    said: dict[str, Array] = {"prediction": torch.softmax(output, dim=-1).cpu().numpy()}
    if prepared.class_names:
        said["class_names"] = np.array(prepared.class_names)
    return said


def _chosen_probe(run: Run, number: int | None) -> Probe:
    if number is None:
        return run.prepared.probe_default()
    probes = run.prepared.probes()
    if not 0 <= number < len(probes):
        raise SessionError(Fault.PROBE_INVALID, part="list", start=number, length=len(probes))
    return probes[number]


def _metrics(_laboratory: Laboratory, run: Run, _options: argparse.Namespace, path: Path) -> None:
    loss, norm, seconds = run.history.rows(0)
    steps, validation = run.history.validation(0)
    classes = bool(run.prepared.class_names)  # only they have an accuracy
    measured = zip(validation, run.history.accuracy(0), strict=True)
    known = {int(step): values[: 1 + classes] for step, values in zip(steps, measured, strict=True)}
    none = ("",) * (1 + classes)
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        names = ["step", "train_loss", "gradient_norm", "seconds", "validation_loss", "validation_accuracy"]
        out.writerow(names[: 5 + classes])
        if 0 in known:
            out.writerow([0, "", "", "", *known[0]])
        for row in range(len(loss)):
            out.writerow([row + 1, loss[row], norm[row], seconds[row], *known.get(row + 1, none)])


def _probes(_laboratory: Laboratory, run: Run, _options: argparse.Namespace, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["probe", "part", "start", "length", "first", "last", "sequence", "name"])
        for number, probe in enumerate(run.prepared.probes()):
            labels = run.prepared.probe(probe).labels
            place = probe.part, probe.start, probe.length, labels[0], labels[-1]
            out.writerow([number, *place, *_sequence(run.prepared, probe.start)])


def _sequence(prepared: Prepared, row: int) -> tuple[int | str, str]:
    """The number (from 1 on) and the name of the sequence that a row lies in: '' when there is only one; the name is ''
    too when there are so many that not all of them are told."""
    if len(prepared.layout) == 1:
        return "", ""
    number = prepared.layout.sequence_of(row)
    start = int(prepared.layout.edges[number])
    return number + 1, next((each.name for each in prepared.sequences if each.start == start), "")
