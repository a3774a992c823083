"""Runs and what they are compared with, as the lists of them show them."""

import math

from PySide6.QtCore import QCoreApplication

from gatescope.engine.protocol.baselines import skill
from gatescope.engine.protocol.messages import DatasetInfo, Medium, RunInfo
from gatescope.gui.look import language
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.panels.runs.lines import BaselineRow, Measure, RunRow
from gatescope.gui.state.baselines import Level, levels
from gatescope.gui.state.store import RunRecord
from gatescope.gui.words import baselines as baseline_words
from gatescope.gui.words.nets import BOTH


def run_row(record: RunRecord) -> RunRow:
    info, net = record.info, record.info.config.net
    words = QCoreApplication.translate("RunList", "{n} parameters").format(n=numbers.count(info.parameters))
    note = f"{net.label} {net.units} × {net.layers}{BOTH * net.bidirectional} · {words}"
    if not math.isnan(record.accuracy):
        note += " · " + baseline_words.accuracy(record.accuracy)
    note = "\n".join([note, *_errors_told(record)])
    return RunRow(
        run=info.run,
        colour=record.colour,
        name=info.name or net.label,
        loss=record.validation,
        skill=record.skill,
        note=note,
        parameters=info.parameters,
        seconds=numbers.whole(record.trained_for),
        error=_error(record),
        step=record.step,
    )


def measure_of(record: RunRecord | None, data: DatasetInfo | None) -> Measure:
    """What is told beside the skill of runs like this one: the error in the data's units, or of classes how many are
    met; of a text the loss, in nats."""
    translate = QCoreApplication.translate
    if record is None or record.info.output is Medium.SYMBOLS:
        if record is None or not record.info.classes:
            return Measure()
        return Measure(translate("RunList", "Accuracy"), translate("RunList", "Share of targets met"), share=True)
    target = record.info.config.data.targets[:1]
    named = next((each.unit for each in data.columns if (each.name,) == target), "") if data is not None else ""
    unit = named or "".join(target)
    tip = translate("RunList", "Root of the mean squared error over the validation part, in the data's units: {unit}")
    return Measure(translate("RunList", "RMSE, {unit}").format(unit=unit), tip.format(unit=unit))


def _error(record: RunRecord) -> float:
    if record.info.classes:
        return record.accuracy
    return next(iter(record.errors[0]), math.nan)


def _errors_told(record: RunRecord) -> list[str]:
    """RMSE and MAE of each target column."""
    told = QCoreApplication.translate("RunList", "{column}: RMSE {rmse}, MAE {mae}")
    return [
        told.format(column=column, rmse=numbers.three(rmse), mae=numbers.three(mae))
        for column, rmse, mae in zip(record.info.config.data.targets, *record.errors, strict=False)
    ]


def baseline_rows(record: RunRecord | None) -> tuple[BaselineRow, ...]:
    """The baselines of a run, the one that skill is measured with first."""
    known = levels(record.info) if record is not None else ()
    return tuple(_baseline_row(level, known[0].loss) for level in known)


class BaselineRows:
    """The same, made anew only when the run has said something about itself, or in another language: the list is shown
    many times a second while a run trains."""

    def __init__(self) -> None:
        self._of: tuple[RunInfo | None, str] = (None, "")
        self._rows: tuple[BaselineRow, ...] = ()

    def of(self, record: RunRecord | None) -> tuple[BaselineRow, ...]:
        info, spoken = record.info if record is not None else None, language.current()
        if info is not self._of[0] or spoken != self._of[1]:
            self._of, self._rows = (info, spoken), baseline_rows(record)
        return self._rows


def _baseline_row(level: Level, naive: float) -> BaselineRow:
    name = baseline_words.short_name_of(level)
    error = next(iter(level.rmse), math.nan)
    return BaselineRow(name, level.loss, skill(level.loss, naive), baseline_words.tip_of(level), error)
