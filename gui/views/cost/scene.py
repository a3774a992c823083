"""What runs take, as it is asked for and drawn against T. Pure, free of Qt."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gatescope.engine.config.traces import Array
from gatescope.engine.protocol.messages import Cost, CostRequest, CostTold
from gatescope.gui.scenes.asking import COST as COST
from gatescope.gui.scenes.room import ANYWHERE, Room
from gatescope.gui.scenes.shown_numbers import Arrays, Numbers
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import RunRecord, Store

UNKNOWN = CostTold(number=0)
NOTHING = Cost(parameters=0, steps=0, activation_bytes=0, needed_bytes=0, available_bytes=0)


@dataclass(frozen=True)
class RunCost:
    """What a step of a run holds and takes; ``seconds`` is NaN before it was trained."""

    name: str
    colour: int
    steps: int
    held: int  # bytes
    seconds: float


@dataclass(frozen=True)
class CostScene:
    """``steps`` is T as the form has it (0: not known), ``held`` the bytes for it, of which ``square`` grow with T²,
    ``free`` those that there are."""

    steps: int = 0
    held: int = 0
    free: int = 0
    runs: tuple[RunCost, ...] = ()
    square: int = 0

    def held_at(self, steps: Array) -> Array:
        """The bytes for so many steps (n,), all else being as it is."""
        times = np.asarray(steps) / max(self.steps, 1)
        return np.asarray((self.held - self.square) * times + self.square * times**2)

    @property
    def timed(self) -> tuple[RunCost, ...]:
        return tuple(run for run in self.runs if run.seconds > 0)

    @property
    def until(self) -> float:
        """Where the axis of T ends, in two digits."""
        return float(f"{1.15 * max([self.steps, *(run.steps for run in self.runs)]):.1e}")


def wants(state: ViewState, store: Store) -> Iterator[CostRequest]:
    """What the run that the forms describe would take; again where that was not known and another run was made since:
    a first run makes known what large data takes."""
    form, asked = state.form, store.cost_asked
    if form is None:
        return
    known = told(state, store)
    again = known is not UNKNOWN and known.cost is None and asked is not None and asked[1] != len(store.runs)
    if asked is None or asked[0] != form or again:
        yield CostRequest(config=form)


def told(state: ViewState, store: Store) -> CostTold:
    """What is known of the form's run: the last answer, as long as it was about the same data."""
    if state.form is None or store.cost is None or store.cost.config.data != state.form.data:
        return UNKNOWN
    return store.cost.told


def resolve_cost(state: ViewState, store: Store, _room: Room = ANYWHERE) -> CostScene:
    """The form's run and every run there is, but for those that are hidden and not looked at."""
    cost = told(state, store).cost or NOTHING
    shown = (record for run, record in store.runs.items() if run == state.run or not record.hidden)
    runs = tuple(map(_of, shown))
    return CostScene(cost.steps, cost.activation_bytes, cost.available_bytes, runs, cost.square_bytes)


def _of(record: RunRecord) -> RunCost:
    info = record.info
    return RunCost(record.name, record.colour, info.activation_steps, info.activation_bytes, record.seconds_per_step)


def cost_numbers(scene: CostScene, _store: Store) -> Numbers:
    """T, bytes of activations and seconds of a step, of each run (n,); of the form's run T, bytes, and those free."""
    table: Arrays = {
        "run": np.array([run.name for run in scene.runs], dtype=str),
        "T": np.array([run.steps for run in scene.runs], dtype=int),
        "activation_bytes": np.array([run.held for run in scene.runs], dtype=int),
        "seconds_per_step": np.array([run.seconds for run in scene.runs], dtype=float),
    }
    form = {"form.T": scene.steps, "form.activation_bytes": scene.held, "free_bytes": scene.free}
    return Numbers(table | {name: np.array(value) for name, value in form.items()}, table)
