"""Every row of the stack there is, from top to bottom: one entry each, one file for each kind."""

from gatescope.gui.views.stack.class_rows import CLASSES
from gatescope.gui.views.stack.flow_rows import FLOW_MAP, SALIENCY
from gatescope.gui.views.stack.free_rows import SPOKEN
from gatescope.gui.views.stack.gradient_rows import GRADIENT, STEP_LOSS
from gatescope.gui.views.stack.layout import Part
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


def parts(scene: StackScene) -> tuple[Part, ...]:
    """The bands of this scene from top to bottom."""
    return tuple(part for part in BANDS for _ in range(part.count(scene)))
