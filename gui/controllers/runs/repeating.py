"""A run repeated with other seeds: those that there are to be are trained one after another.

What there is to do follows from the runs themselves, which a crash and a saved session leave as they are: the next seed
begins when every run of those before it is done. A run that the user pauses is waited for, one that is deleted is not
made again."""

from dataclasses import dataclass, field

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from gatescope.engine.config.run import RunConfig, changed
from gatescope.engine.protocol.messages import Failed, RunState, SetSteps
from gatescope.engine.protocol.seeds import experiment, further_seeds
from gatescope.gui.controllers.form_panels import FormPanels
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.state.seeds import by_seed, is_altered
from gatescope.gui.state.store import RunRecord

DONE = (RunState.FINISHED, RunState.FAILED)
TOTALS = (3, 5)  # seeds in all, as they are offered


@dataclass
class Plan:
    """``config`` with each of these ``seeds``. ``begun`` are those that were set going, the newest last; ``seen`` those
    of which there has been a run, and ``awaited`` the one that was asked for and is not there yet."""

    config: RunConfig
    seeds: tuple[int, ...]
    begun: list[int] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    awaited: int | None = None


class Repeating(QObject):
    """Makes the runs, one when the one before is done."""

    def __init__(self, conductor: Conductor, panels: FormPanels) -> None:
        super().__init__(panels.window)
        self._conductor, self._panels = conductor, panels
        self._plan: Plan | None = None
        conductor.runs_changed.connect(self._look)
        conductor.failed.connect(self._hear_failure)
        panels.runs.menu_wanted.connect(self._fill)

    @property
    def going_on(self) -> bool:
        return self._plan is not None

    def begin(self, run: int, total: int) -> None:
        """Has so many seeds of the experiment of a run, counting those that there are."""
        record = self._conductor.store.runs.get(run)
        if record is None or not can_be_repeated(record):
            return
        config = self._with_steps(record)
        taken = tuple(self._of_experiment(config))
        seeds = (*taken, *further_seeds(taken, max(0, total - len(taken))))
        self._plan = Plan(config, seeds, seen=set(taken))
        told = self.tr("{run} is trained with {n} seeds, one after another.")
        self._panels.status.announce(told.format(run=record.name, n=len(seeds)))
        self._look()

    def stop(self) -> None:
        """No further one begins; the one that trains goes on."""
        self._plan = None
        self._panels.status.announce(self.tr("No further seed begins."))
        self._conductor.runs_changed.emit()

    def _with_steps(self, record: RunRecord) -> RunConfig:
        """What a run without an end has done is what the others are to do."""
        config = record.info.config
        if config.steps:
            return config
        self._conductor.bridge.send(SetSteps(run=record.info.run, steps=record.step))
        return changed(config, steps=record.step)

    def _of_experiment(self, config: RunConfig) -> dict[int, list[RunRecord]]:
        """The runs of each seed, in the order in which they were made."""
        same, found = experiment(config), dict[int, list[RunRecord]]()
        for record in self._conductor.store.runs.values():
            if experiment(record.info.config) == same and not is_altered(record):
                found.setdefault(record.info.config.train.seed, []).append(record)
        return found

    def _fill(self, run: int, menu: QMenu) -> None:
        """The same in a run's own menu."""
        within = menu.addMenu(self.tr("Repeat with other seeds"))
        within.setEnabled(can_be_repeated(self._conductor.store.runs[run]) and not self._conductor.store.read_only)
        for total in TOTALS:
            action = within.addAction(self.tr("{n} seeds in all").format(n=total))
            action.triggered.connect(lambda _on=False, total=total: self.begin(run, total))
        menu.addSeparator()

    # ---- what is next ------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Sets the next one going, unless one is."""
        plan = self._plan
        if plan is None:
            return
        runs = self._of_experiment(plan.config)
        if plan.awaited in runs:
            plan.awaited = None
        plan.seen |= runs.keys() & set(plan.seeds)
        if not runs and plan.awaited is None:  # another file or session is open
            self._plan = None
        elif plan.awaited is None and not any(each.state is RunState.TRAINING for each in _all(runs)):
            self._begin_next(plan, runs)

    def _begin_next(self, plan: Plan, runs: dict[int, list[RunRecord]]) -> None:
        for seed in plan.seeds:
            there = runs.get(seed, [])
            if any(_is_done(each, plan) for each in there) or (not there and seed in plan.seen):
                continue
            if seed in plan.begun:
                if seed == plan.begun[-1]:
                    return  # it rests, and goes on when the user says so
                continue
            plan.begun.append(seed)
            if there:
                (record,) = by_seed(there)
                self._conductor.select(record.info.run)
                self._conductor.play(None)
            else:
                plan.awaited = seed
                self._conductor.new_run(changed(plan.config, seed=seed), steps=0)
            return
        self._plan = None

    def _hear_failure(self, _failure: Failed) -> None:
        """A run that cannot be made is not made with yet another seed."""
        if self._plan is not None and self._plan.awaited is not None:
            self._plan = None


def can_be_repeated(record: RunRecord) -> bool:
    """Whether it says all that another run needs to do the same: what it is, and for how many steps."""
    endless = not record.info.config.steps and (record.state is RunState.TRAINING or not record.step)
    return not endless and not is_altered(record)


def _is_done(record: RunRecord, plan: Plan) -> bool:
    return record.state in DONE or record.step >= (plan.config.steps or 1)


def _all(runs: dict[int, list[RunRecord]]) -> list[RunRecord]:
    return [record for each in runs.values() for record in each]
