"""Every row of the stack there is, from top to bottom: one entry each, one file for each kind."""

from dataclasses import replace

from gatescope.engine.config.nets import Axis
from gatescope.engine.config.traces import Trace
from gatescope.gui.views.stack.class_rows import CLASSES
from gatescope.gui.views.stack.flow_rows import FLOW_MAP, SALIENCY
from gatescope.gui.views.stack.free_rows import SPOKEN
from gatescope.gui.views.stack.gradient_rows import GRADIENT, STEP_LOSS
from gatescope.gui.views.stack.layout import Part, StackRow
from gatescope.gui.views.stack.map_rows import MAP
from gatescope.gui.views.stack.number_rows import FORECAST, INPUT
from gatescope.gui.views.stack.pairs.answer_rows import ANSWER
from gatescope.gui.views.stack.pairs.letter_rows import LETTER
from gatescope.gui.views.stack.scene import MapRow, StackScene
from gatescope.gui.views.stack.token_rows import CHARACTERS, FEWER, NEXT

BANDS: tuple[Part, ...] = (
    CHARACTERS,
    INPUT,
    SALIENCY,
    LETTER,
    MAP,
    ANSWER,
    *FEWER,
    NEXT,
    CLASSES,
    FORECAST,
    GRADIENT,
    FLOW_MAP,
    STEP_LOSS,
    SPOKEN,
)


def rows(scene: StackScene) -> tuple[StackRow, ...]:
    """Every row that this scene has, from top to bottom, hidden or not."""
    found = [_row(scene, part, at) for part in BANDS for at in range(part.count(scene))]
    if scene.source is not None:  # what is read above, what is written below it
        found.sort(key=lambda row: _floor(scene, row))
    return tuple(found)


def _row(scene: StackScene, part: Part, at: int) -> StackRow:
    handed = part is MAP and scene.rows[at].columns is Axis.INNER
    brief = scene.source is not None and (part.role == "next" or handed)
    return StackRow(part, at, _named(scene, part, at), beside=part is MAP and _beside(scene, at), brief=brief)


def _beside(scene: StackScene, at: int) -> bool:
    """The states of both halves are read with what stands between them."""
    row = scene.rows[at]
    return scene.source is not None and row.trace is Trace.HIDDEN and row.of_units and row is not scene.main


def _above(row: MapRow) -> bool:
    return row.reads or row.columns is Axis.INNER


def _floor(scene: StackScene, row: StackRow) -> int:
    reads = _above(scene.rows[row.index]) if row.part is MAP else row.part.reads
    return 0 if reads else 1 if row.part is ANSWER else 2


def shown(scene: StackScene) -> tuple[StackRow, ...]:
    """Those that are not hidden, in the user's order; all where every one of them is hidden, so that there is something
    to click. Before an audience each has a number, which is the key that uncovers it."""
    choice, task = scene.choice, scene.shape.task
    found = rows(scene)
    kept = tuple(row for row in found if not choice.hides(task, row.name)) or found
    known = sorted((row for row in kept if choice.place(task, row.name) >= 0), key=lambda r: choice.place(task, r.name))
    in_order = iter(known)
    # what was never moved keeps its place: a row that comes later stands where it stands by itself
    made = tuple(next(in_order) if row in known else row for row in kept)
    return tuple(replace(row, number=at + 1) for at, row in enumerate(made)) if choice.presented else made


def parts(scene: StackScene) -> tuple[Part, ...]:
    """The bands of this scene from top to bottom."""
    return tuple(row.part for row in shown(scene))


def _named(scene: StackScene, part: Part, at: int) -> str:
    """A map by its trace, any other row by what it is."""
    if part is MAP:
        return scene.rows[at].name
    return (part.role or part.name) + (f":{at}" if at else "")
