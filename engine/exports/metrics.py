"""What every step and every validation measured, as a table."""

import csv
from pathlib import Path

from gatescope.engine.data.preparing.prepare import PreparedPairs
from gatescope.engine.data.tables.dataset import Dataset
from gatescope.engine.protocol.exports import ExportOptions
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.runs.run import Run


def write(laboratory: Laboratory, run: Run, _options: ExportOptions, path: Path) -> None:
    loss, norm, seconds = run.history.rows(0)
    names, known = _validations(run, laboratory.dataset)
    none = ("",) * len(names)
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["step", "train_loss", "gradient_norm", "seconds", *names])
        if 0 in known:
            out.writerow([0, "", "", "", *known[0]])
        for row in range(len(loss)):
            out.writerow([row + 1, loss[row], norm[row], seconds[row], *known.get(row + 1, none)])


def _validations(run: Run, dataset: Dataset | None) -> tuple[list[str], dict[int, tuple[object, ...]]]:
    """What is measured at a validation, and that by step: the loss, the accuracy of classes, RMSE and MAE of each
    target column in the data's own units, which stand behind its name. A cell is empty where a session of before has no
    errors."""
    steps, losses = run.history.validation(0)
    names, columns = ["validation_loss"], [losses.tolist()]
    if run.prepared.judged:  # only they have an accuracy
        names.append("validation_accuracy")
        columns.append(run.history.accuracy(0).tolist())
    numbers, errors = run.prepared.contest.numbers, run.errors(0)
    if numbers is not None and errors is not None:
        titles = [dataset.info.titled(name) if dataset is not None else name for name in numbers.names]
        names += [f"validation_{kind}_{title}" for kind in ("rmse", "mae") for title in titles]
        told = errors.reshape(len(errors), 2 * len(numbers.names))
        columns += [["" if value != value else value for value in column] for column in told.T.tolist()]
    if errors is not None and isinstance(run.prepared, PreparedPairs):
        names += ["validation_token_error", "validation_character_error"]
        columns += [["" if value != value else value for value in each] for each in errors[:, :, 0].T.tolist()]
    rows = zip(*columns, strict=False)  # a validation may come between two of these looks
    return names, {int(step): row for step, row in zip(steps, rows, strict=False)}
