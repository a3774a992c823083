"""What every step and every validation measured, as a table."""

import csv
from pathlib import Path

from gatescope.engine.protocol.exports import ExportOptions
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.runs.run import Run


def write(_laboratory: Laboratory, run: Run, _options: ExportOptions, path: Path) -> None:
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
