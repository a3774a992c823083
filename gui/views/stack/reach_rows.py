"""What truncated backpropagation through time sees of the sequence, on the rows of the gradient: a bracket over the k₂
steps that a step's loss looks back on while it trains, and a veil over those that get exactly 0 from it."""

from PySide6.QtCore import QCoreApplication, QRectF

from gatescope.gui.kit.canvas import CENTRE, Canvas
from gatescope.gui.views.stack.layout import Band, Layout
from gatescope.gui.views.stack.scene import StackScene

VEIL = 0.62
END = 5  # px: the bracket's ends


def seen(scene: StackScene) -> tuple[int, int] | None:
    """The first and the last step of what is seen from τ, or from the cursor; None for a run whose gradient sees all of
    its window, and where nothing lies beyond."""
    gradient = scene.gradient
    if gradient is None or not gradient.sees:
        return None
    # of the whole loss every step has its own k₂ steps: those of the cursor's are shown
    last = gradient.tau if gradient.tau >= 0 else scene.t
    first = last - gradient.sees + 1
    return (first, last) if first > 0 else None


def paint_reach(canvas: Canvas, scene: StackScene, layout: Layout, band: Band, *, bracket: bool = False) -> None:
    """Over what one band of the gradient shows, which is the whole gradient; with ``bracket`` and words on its row."""
    span = seen(scene)
    if span is None:
        return
    look, edge, end = canvas.look, round(layout.x(span[0])), round(layout.x(span[1] + 1))
    canvas.bar(layout.left, band.top, edge - layout.left, band.height, look.window, VEIL)
    canvas.dots(edge, band.top, 1, band.height, look.ink)
    if not bracket:
        return
    canvas.bar(edge, band.top, end - edge, 1, look.ink)
    for x in (edge, end - 1):
        canvas.bar(x, band.top, 1, END, look.ink)
    translate = QCoreApplication.translate
    steps = span[1] - span[0] + 1
    _say(canvas, QRectF(edge, band.top, end - edge, 18), translate("Gradient", "k₂ = {n}").format(n=steps))
    beyond = translate("Gradient", "exactly 0 while it trains"), "0"
    _say(canvas, QRectF(layout.left, band.top, edge - layout.left, 18), *beyond)


def _say(canvas: Canvas, room: QRectF, *words: str) -> None:
    """The first of the words that the room holds, on a ground of their own."""
    for text in words:
        wide = canvas.width(text, canvas.small) + 6
        if wide + 4 <= room.width():
            box = QRectF(room.center().x() - wide / 2, room.top() + 2, wide, room.height() - 3)
            canvas.painter.fillRect(box, canvas.colour(canvas.look.window, 0.85))
            canvas.write(box, text, canvas.look.ink, CENTRE, canvas.small)
            return
