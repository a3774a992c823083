"""Runs and what they are compared with, as the lists of them show them."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from gatescope.engine.config.run import Transform
from gatescope.engine.protocol.baselines import skill
from gatescope.engine.protocol.messages import DatasetInfo, Medium, RunInfo
from gatescope.engine.protocol.seeds import SeedSpread
from gatescope.engine.protocol.shape import of_run
from gatescope.gui.look import language
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.panels.runs import seed_words
from gatescope.gui.panels.runs.lines import BaselineRow, GroupRow, Measure, RunRow, SeedsRow
from gatescope.gui.panels.runs.order import Branch, RunsChoice, Sorter
from gatescope.gui.state.baselines import Level, levels
from gatescope.gui.state.groups import Group, grouped
from gatescope.gui.state.seeds import Repeats, alike, repeated
from gatescope.gui.state.store import RunRecord
from gatescope.gui.words import baselines as baseline_words
from gatescope.gui.words.import_choices import tasks, transforms
from gatescope.gui.words.nets import BOTH

AS_MADE, NONE = RunsChoice(), Measure()


def run_row(record: RunRecord) -> RunRow:
    info, net = record.info, record.info.config.net
    words = QCoreApplication.translate("RunList", "{n} parameters").format(n=numbers.count(info.parameters))
    note = f"{net.label} {net.units} × {net.layers}{BOTH * net.bidirectional} · {words}"
    if not math.isnan(record.accuracy):
        note += " · " + baseline_words.met(record.accuracy, of_run(info))
    note = "\n".join([note, *_errors_told(record), *baseline_words.of_answers(record)])
    return RunRow(
        run=info.run,
        colour=record.colour,
        name=record.name,
        loss=record.validation,
        skill=record.skill,
        note=note,
        parameters=info.parameters,
        seconds=numbers.whole(record.trained_for),
        error=_error(record),
        step=record.step,
        hidden=record.hidden,
        remark=info.marks.note,
        mae=next(iter(record.errors[1]), math.nan),
        best=record.best[0] if record.best is not None else -1,
    )


class RunRows:
    """The lines of the list, in the order that is chosen."""

    def __init__(self) -> None:
        self._sorters: dict[Group, Sorter] = {}

    def of(
        self, records: Iterable[RunRecord], choice: RunsChoice = AS_MADE, measure: Measure = NONE, held: bool = False
    ) -> tuple[RunRow | SeedsRow | GroupRow, ...]:
        """The runs by groups of those that can be compared, a fork below the run that it goes on from, runs that differ
        in their seed alone below what they come to; headings only where there are several groups. ``held``: what is
        there keeps its place."""
        groups = grouped(records)
        found: list[RunRow | SeedsRow | GroupRow] = []
        first = next(iter(groups), None)
        self._sorters = {group: self._sorters.get(group) or Sorter() for group in groups}
        for group, runs in groups.items():
            if len(groups) > 1:
                found.append(GroupRow(_group_name(runs[0]), _why(group, first)))
            found += _flat(self._sorters[group].sort(as_tree(runs), choice, measure, held))
        return tuple(found)


def run_rows(records: Iterable[RunRecord]) -> tuple[RunRow | SeedsRow | GroupRow, ...]:
    """The same as the runs were made."""
    return RunRows().of(records)


def as_tree(runs: list[RunRecord]) -> tuple[Branch, ...]:
    """Each run with those that were forked from it below it, and those that were repeated with other seeds together."""
    known = {record.info.run for record in runs}
    families = {record.info.run: repeats for repeats in repeated(runs) for record in alike(runs, repeats)}
    roots: list[Branch] = []
    told: set[int] = set()

    def below(parent: int) -> tuple[Branch, ...]:
        own = (record for record in runs if record.info.parent == parent)
        return tuple(Branch(run_row(record), below(record.info.run)) for record in own)

    for record in runs:
        if record.info.parent in known or record.info.run in told:
            continue
        repeats = families.get(record.info.run)
        together = alike(runs, repeats) if repeats is not None else [record]
        own = [each for each in together if each.info.parent not in known]
        told |= {each.info.run for each in own}
        if repeats is None:
            roots += [Branch(run_row(each), below(each.info.run)) for each in own]
        else:
            lines = tuple(Branch(_by_seed(each), below(each.info.run)) for each in own)
            roots.append(Branch(seeds_row(repeats), lines))
    return tuple(roots)


def _by_seed(record: RunRecord) -> RunRow:
    """A run below what its seed is one of: what they have in common is said there."""
    own = QCoreApplication.translate("RunList", "seed {n}").format(n=numbers.count(record.info.config.train.seed))
    return replace(run_row(record), name=record.info.marks.name or own)


def _flat(branches: Iterable[Branch], depth: int = 0) -> Iterator[RunRow | SeedsRow]:
    for branch in branches:
        yield replace(branch.row, depth=depth)
        yield from _flat(branch.below, depth + 1)


def seeds_row(repeats: Repeats) -> SeedsRow:
    error, measure = _repeated_error(repeats), measure_of(repeats.first, None)
    told = ""
    if error is not None:
        figure = measure.text(error.mean) if measure.share else seed_words.of(error)
        told = f"{measure.name if measure.share else 'RMSE'} {figure}"
    return SeedsRow(
        key=repeats.first.info.run,
        colour=repeats.first.colour,
        text=seed_words.line(repeats),
        details=seed_words.details(repeats, told),
        tip=seed_words.tip(repeats),
        loss=_mean(repeats.loss),
        skill=_mean(repeats.skill),
        error=_mean(error),
        step=repeats.steps[1],
        mae=_mean(next(iter(repeats.mae), None)),
    )


def _repeated_error(repeats: Repeats) -> SeedSpread | None:
    """That of what ``Measure`` names."""
    info = repeats.first.info
    return repeats.accuracy if info.classes or of_run(info).writes else next(iter(repeats.rmse), None)


def _mean(spread: SeedSpread | None) -> float:
    return spread.mean if spread is not None else math.nan


def _group_name(record: RunRecord) -> str:
    """What the runs of a group have to say, and what is done to it."""
    data = record.info.config.data
    steps = {data.of(name).transform or Transform.NONE for name in data.targets} - {Transform.NONE}
    done = [transforms()[step] for step in sorted(steps)]
    return " · ".join([", ".join(data.targets) or tasks()[data.task][0], *done])


def _why(group: Group, first: Group | None) -> str:
    """Why the runs of a group are not compared with the first ones; '' where they are."""
    translate = QCoreApplication.translate
    if first is None or group == first:
        return ""
    if group.judged == first.judged:
        return translate("RunList", "not comparable by loss")
    return translate("RunList", "not comparable")


def measure_of(record: RunRecord | None, data: DatasetInfo | None) -> Measure:
    """What is told beside the skill of runs like this one: the error in the data's units, or of classes how many are
    met; of a text the loss, in nats."""
    translate = QCoreApplication.translate
    if record is not None and of_run(record.info).writes:
        tip = translate("RunList", "Share of answers that are right as a whole, written freely")
        return Measure(translate("RunList", "Right"), tip, share=True)
    if record is None or record.info.output is Medium.SYMBOLS:
        if record is None or not record.info.classes:
            return Measure()
        return Measure(translate("RunList", "Accuracy"), translate("RunList", "Share of targets met"), share=True)
    target = record.info.config.data.targets[:1]
    named = next((each.unit for each in data.columns if (each.name,) == target), "") if data is not None else ""
    unit = named or "".join(target)
    tip = translate("RunList", "Root of the mean squared error over the validation part, in the data's units: {unit}")
    return Measure(translate("RunList", "RMSE\n{unit}").format(unit=unit), tip.format(unit=unit))


def _error(record: RunRecord) -> float:
    if record.info.classes or of_run(record.info).writes:
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
