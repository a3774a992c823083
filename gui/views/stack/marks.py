"""Where the question marks of the stack stand, and what each of its bands is explained by."""

from gatescope.gui.kit.view import Mark
from gatescope.gui.views.stack.layout import Layout
from gatescope.gui.views.stack.scene import StackScene
from gatescope.gui.words.entries import Topic

LINE, TALL = 16, 32  # a lower band has room for its name alone


def marks(scene: StackScene, layout: Layout) -> tuple[Mark, ...]:
    """One beside the first name of each kind that has room for it."""
    found: list[Mark] = []
    known: set[Topic] = set()
    for band in layout.bands:
        topic = band.part.topic(scene, band)
        if band.part.mark is not None and topic not in known and band.height >= TALL:
            found.append(Mark(topic, band.part.mark, band.top + LINE + 1, band.top, band.bottom))
        known.add(topic)
    return tuple(found)
