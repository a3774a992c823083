"""Where the question marks of the stack stand, and what each of its bands is explained by."""

from gatescope.gui.kit.view import MARK, Mark
from gatescope.gui.views.stack.layout import LEFT, Band, Layout
from gatescope.gui.views.stack.scene import StackScene
from gatescope.gui.words.entries import Topic
from gatescope.gui.words.explained import of_trace

NAME_LEFT, LINE, TALL = 12, 16, 32  # where names are written; a lower band has room for the name alone
PARTS = {
    "input": Topic.INPUT,
    "characters": Topic.INPUT,
    "forecast": Topic.FORECAST,
    "next": Topic.NEXT_SYMBOL,
    "classes": Topic.CLASSES,
    "gradient": Topic.GRADIENT,
    "spoken": Topic.FREE,
}
ASKED = PARTS | {  # these rows are too low for a mark; F1 and the menu explain them
    "saliency": Topic.MEMORY,
    "step-loss": Topic.LOSS,
    "flow-map": Topic.GRADIENT,
}


def topic_of(scene: StackScene, band: Band) -> Topic | None:
    """What explains a band."""
    part = str(band.part)
    if part == "map":
        return of_trace(scene.rows[band.index].trace)
    return Topic.CLASSES if part == "next" and scene.shape.classes else ASKED.get(part)


def marks(scene: StackScene, layout: Layout) -> tuple[Mark, ...]:
    """One beside the name of each band that has room for it."""
    marked = [band for band in layout.bands if band.part == "map" or (band.part in PARTS and band.index == 0)]
    named = [band for band in marked if band.height >= TALL and band.part != "spoken"]
    # where a name has the ends of its axis at its right, the mark stands at the left
    found = [(topic_of(scene, band), NAME_LEFT if band.part == "gradient" else LEFT - MARK - 8, band) for band in named]
    return tuple(
        Mark(topic, left, band.top + LINE + 1, band.top, band.bottom)
        for topic, left, band in found
        if topic is not None
    )
