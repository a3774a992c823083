"""The loss plot as it is drawn: every run's losses over steps, or over the seconds that training took. Free of Qt."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from gatescope.engine.protocol.baselines import BaselineKind
from gatescope.engine.protocol.frame import Array
from gatescope.engine.protocol.messages import RunState
from gatescope.gui.scenes.room import ANYWHERE, Room
from gatescope.gui.state.analysis_logs import marks
from gatescope.gui.state.baselines import Level, levels
from gatescope.gui.state.groups import group_of
from gatescope.gui.state.intent import ViewChoice, ViewState
from gatescope.gui.state.store import RunRecord, Store
from gatescope.gui.views.loss.bands import SeedBand, bands_of
from gatescope.gui.views.loss.reading import Forecasted, Measured
from gatescope.gui.views.loss.timeline import TimelineMark, marks_of

LOSS = "loss"
FINER = 20  # times as many columns at most for a part of a long run
LEAST = 200  # columns that curves are thinned to, however narrow the view
NO_LEVEL = Level(BaselineKind.LAST_VALUE, float("nan"))


@dataclass(frozen=True)
class LossChoice(ViewChoice):
    """``log``: losses on a logarithmic axis; ``by_time``: over seconds of training, not over steps. ``since`` and
    ``until`` are the part of that axis that is looked at, both 0: all of it."""

    name = LOSS
    log: bool = True
    by_time: bool = False
    since: float = 0.0
    until: float = 0.0

    def afresh(self) -> "LossChoice":
        return self.with_(since=0.0, until=0.0)

    def kept(self) -> "LossChoice":
        return self.afresh()


@dataclass(frozen=True, eq=False)
class Clock:
    """When a run's steps were done: ``seconds`` (n,) of training at the end of step 1, 2, …, n, never falling."""

    seconds: Array

    def at(self, steps: Array) -> Array:
        """The seconds of these steps (m,); step 0 is at 0, one not known of yet at the last that is."""
        known = np.minimum(np.asarray(steps, dtype=np.int64), len(self.seconds))
        return np.where(known > 0, self.seconds[known - 1], 0.0) if len(self.seconds) else np.zeros(len(known))

    def step(self, second: float) -> int:
        """The step that was done at this second."""
        return int(np.searchsorted(self.seconds, second, side="right"))


@dataclass(frozen=True)
class LossCurve:
    """One run on the loss plot. ``steps`` and ``raw`` are (n,), ``smooth`` the debiased exponential moving average of
    ``raw``, on an axis of logarithms that of its logarithms; long runs arrive thinned for the screen. ``naive`` is the
    naive baseline's loss. Over time ``steps``, ``validation_steps`` and ``failed_at`` are seconds."""

    run: int
    colour: int
    name: str
    steps: Array
    raw: Array
    smooth: Array
    validation_steps: Array
    validation: Array
    naive: float
    selected: bool
    failed_at: float = -1
    others: tuple[Level, ...] = ()  # the baselines that skill is not measured with


@dataclass(frozen=True)
class LossScene:
    """The loss plot, which is the timeline. ``playhead`` is the step that is looked at, ``newest`` the last step of
    the selected run, ``planned`` the last it is to make (0: until it is stopped), ``keyframes`` the steps one can go
    back to. ``zoom`` is the part of the axis that is looked at, (0, 0): all."""

    curves: tuple[LossCurve, ...]
    playhead: int
    newest: int
    live: bool
    keyframes: tuple[int, ...]
    log: bool
    smoothing: float
    measure: Level = NO_LEVEL  # the baseline of every curve's ``naive``
    pointed: bool = False  # look here first
    clipped: Array | None = None  # steps of the selected run whose gradient was clipped, thinned for the screen
    clock: Clock | None = None  # the selected run's, over time
    planned: int = 0
    state: RunState = RunState.TRAINING
    measured: Measured | None = None
    marks: tuple[TimelineMark, ...] = ()
    zoom: tuple[float, float] = (0.0, 0.0)
    bands: tuple[SeedBand, ...] = ()

    def place(self, step: int) -> float:
        """Where a step of the selected run lies on the axis."""
        return float(self.places((step,))[0])

    def places(self, steps: object) -> Array:
        """The same of many, (n,)."""
        found = np.asarray(steps, dtype=float)
        return found if self.clock is None else self.clock.at(found)

    def step_at(self, place: float) -> int:
        """The step of the selected run at a place on the axis, 0 to its newest."""
        if place >= self.place(self.newest):
            return self.newest
        return max(round(place) if self.clock is None else self.clock.step(place), 0)


def resolve_loss(state: ViewState, store: Store, room: Room = ANYWHERE) -> LossScene | None:
    """All runs' losses, and where on them the user stands; long curves are thinned to the view's pixels. Of runs with
    several seeds the one that is looked at has curves of its own, the others are in a band; over time, of which each
    takes another, all of them have curves."""
    record, columns = store.runs.get(state.run), max(LEAST, room.columns(LOSS, 1000))
    choice = state.choice(LossChoice)
    if record is None:
        return None
    drawn, wide = [run for run in store.runs.values() if _is_drawn(run, record)], _columns(columns, record, choice)
    bands = () if choice.by_time else tuple(bands_of(drawn, record, wide))
    within = {run for each in bands for run in each.runs} - {state.run}
    return LossScene(
        curves=tuple(_curve(run, run is record, wide, choice) for run in drawn if run.info.run not in within),
        bands=bands,
        playhead=record.step if state.at is None else state.at,
        newest=record.step,
        live=state.live,
        keyframes=record.keyframes,
        log=choice.log,
        smoothing=state.smoothing,
        measure=next(iter(levels(record.info)), NO_LEVEL),
        pointed=state.pointed == "loss",
        clipped=marks(record.clipped.values, record.step, columns // 2),
        clock=Clock(record.seconds.values) if choice.by_time else None,
        planned=record.info.config.steps,
        state=record.state,
        measured=_measured(record, store, choice.log, bands),
        marks=marks_of(record, store.runs),
        zoom=(choice.since, choice.until),
    )


def _columns(columns: int, record: RunRecord, choice: LossChoice) -> int:
    """As many for the whole of the axis as leave the part that is looked at all of its own."""
    whole = record.trained_for if choice.by_time else record.step
    share = (choice.until - choice.since) / max(whole, 1e-9)
    return round(columns / max(share, 1 / FINER)) if 0 < share < 1 else columns


def _measured(record: RunRecord, store: Store, log: bool, bands: Iterable[SeedBand]) -> Measured:
    units = {column.name: column.unit for column in store.dataset.columns} if store.dataset is not None else {}
    return Measured(
        raw=record.train.column.values,
        smooth=(record.smooth_logs if log else record.smooth).values,
        logs=log,
        seconds=record.seconds.values,
        validated=record.validation_steps.values,
        validation=record.validation_loss.values,
        naive=record.info.naive_loss,
        errors=record.validation_errors,
        targets=tuple(Forecasted(name, units.get(name, "")) for name in record.info.config.data.targets),
        seeds=next((banded.band for banded in bands if banded.selected), None),
    )


def _is_drawn(run: RunRecord, looked_at: RunRecord) -> bool:
    """One that is looked at always is; of the others those whose losses are in its scale, and that are not hidden."""
    return run is looked_at or (not run.hidden and group_of(run.info) == group_of(looked_at.info))


def _curve(record: RunRecord, selected: bool, columns: int, choice: LossChoice) -> LossCurve:
    info = record.info
    thinned = record.train.thin(columns)
    steps, validation_steps = thinned.rows + 1, record.validation_steps.values  # row r is what step r+1 measured
    failed = float(info.facts.get("step", info.step)) if info.state is RunState.FAILED else -1.0
    if choice.by_time:
        clock = Clock(record.seconds.values)
        steps, validation_steps = clock.at(steps), clock.at(validation_steps)
        failed = float(clock.at(np.array([failed]))[0]) if failed >= 0 else -1.0
    return LossCurve(
        run=info.run,
        colour=record.colour,
        name=record.name,
        steps=steps,
        raw=thinned.values,
        smooth=_smooth(record, thinned.rows, choice.log),
        validation_steps=validation_steps,
        validation=record.validation_loss.values,
        naive=info.naive_loss,
        selected=selected,
        others=levels(info)[1:],
        failed_at=failed,
    )


def _smooth(record: RunRecord, rows: Array, log: bool) -> Array:
    """The smoothed losses of these rows, as they are smoothed for the axis that they are drawn on."""
    if not log:
        return record.smooth.values[rows]
    return np.asarray(10.0 ** record.smooth_logs.values[rows].astype(np.float64))
