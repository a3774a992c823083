"""The list of probe sequences of a run, as a table."""

import csv
from pathlib import Path

from gatescope.engine.data.preparing.prepare import Prepared
from gatescope.engine.protocol.exports import ExportOptions
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.runs.run import Run


def write(_laboratory: Laboratory, run: Run, _options: ExportOptions, path: Path) -> None:
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
