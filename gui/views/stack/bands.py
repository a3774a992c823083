"""Every row of the stack there is, from top to bottom: one entry each, one file for each kind."""

from gatescope.gui.views.stack.class_rows import CLASSES
from gatescope.gui.views.stack.flow_rows import FLOW_MAP, SALIENCY
from gatescope.gui.views.stack.free_rows import SPOKEN
from gatescope.gui.views.stack.gradient_rows import GRADIENT, STEP_LOSS
from gatescope.gui.views.stack.layout import Part, StackRow
from gatescope.gui.views.stack.map_rows import MAP
from gatescope.gui.views.stack.number_rows import FORECAST, INPUT
from gatescope.gui.views.stack.scene import StackScene
from gatescope.gui.views.stack.token_rows import CHARACTERS, FEWER, NEXT

BANDS: tuple[Part, ...] = (
    CHARACTERS,
    INPUT,
    SALIENCY,
    MAP,
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
    return tuple(StackRow(part, at, _named(scene, part, at)) for part in BANDS for at in range(part.count(scene)))


def shown(scene: StackScene) -> tuple[StackRow, ...]:
    """Those that are not hidden; all where every one of them is, so that there is something to click."""
    found = rows(scene)
    return tuple(row for row in found if not scene.choice.hides(scene.shape.task, row.name)) or found


def parts(scene: StackScene) -> tuple[Part, ...]:
    """The bands of this scene from top to bottom."""
    return tuple(row.part for row in shown(scene))


def _named(scene: StackScene, part: Part, at: int) -> str:
    """A map by its trace, any other row by what it is."""
    if part is MAP:
        return scene.rows[at].name
    return (part.role or part.name) + (f":{at}" if at else "")
