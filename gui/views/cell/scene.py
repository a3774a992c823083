"""The opened cell as it is asked for and drawn: one step of one unit. Pure, free of Qt."""

from dataclasses import dataclass

import numpy as np

from gatescope.engine.config.nets import Half, strand_at
from gatescope.engine.protocol.frame import Frame, Trace
from gatescope.engine.protocol.shape import TaskShape, of_run
from gatescope.gui.look.readable_numbers import three
from gatescope.gui.scenes.asking import STACK
from gatescope.gui.scenes.room import ANYWHERE, Room
from gatescope.gui.scenes.shown_numbers import Arrays, Numbers
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Store
from gatescope.gui.views.unit.scene import UnitScene, read_before, resolve_unit

CELL = "cell"


@dataclass(frozen=True)
class CellScene:
    """One step of one unit: values of its traces at t (``now``) and t − 1 (``before``, 0 ahead of the first step); of
    one that reads ``backwards`` t + 1. ``label`` names the step and ``x`` says what was read there."""

    cell: str
    layer: str
    unit: int
    t: int
    length: int
    label: str
    x: str
    now: dict[Trace, float]
    before: dict[Trace, float]
    backwards: bool = False


def resolve_cell(state: ViewState, store: Store, _room: Room = ANYWHERE) -> CellScene | None:
    unit = resolve_unit(state, store)
    if unit is None:
        return None
    stack = store.answer(STACK)
    before = {line.trace: read_before(line.values, unit.t, unit.backwards) for line in unit.lines}
    return CellScene(
        cell=unit.cell,
        layer=unit.layer,
        unit=unit.unit,
        t=unit.t,
        length=len(unit.lines[0].values),
        label=unit.label,
        x=_read(unit, stack.frame, of_run(store.runs[stack.frame.run].info)) if stack else "",
        now={line.trace: line.at_cursor for line in unit.lines},
        before=before,
        backwards=unit.backwards,
    )


def _read(unit: UnitScene, frame: Frame, shape: TaskShape) -> str:
    """What stood at the cursor: the token, or the first input column's value."""
    layer, _, half = strand_at(unit.layer)
    if layer:
        return ""
    if half is Half.DECODER:  # it is given the symbol before
        return unit.labels[unit.t - 1] if 0 < unit.t <= len(unit.labels) else ""
    if shape.reads_symbols:
        return unit.labels[unit.t] if unit.t < len(unit.labels) else ""
    if frame.forecast is not None and unit.t < len(frame.forecast.inputs) and frame.forecast.inputs.shape[1] == 1:
        return three(float(frame.forecast.inputs[unit.t, 0]))
    return ""


def cell_numbers(scene: CellScene, _store: Store) -> Numbers:
    """Each trace at the cursor and one step before."""
    table: Arrays = {
        "trace": np.array([str(trace) for trace in scene.now]),
        "value": np.array(list(scene.now.values())),
        "before": np.array([scene.before.get(trace, np.nan) for trace in scene.now]),
    }
    return Numbers({"unit": np.array(scene.unit), "t": np.array(scene.t), **table}, table)
