"""What stands in the box beside the mouse: the exact values under it."""

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPen

from gatescope.gui.kit.canvas import LEFT, RIGHT, Canvas
from gatescope.gui.look.readable_numbers import three
from gatescope.gui.views.stack.layout import Layout, Pointer, Readout, on_axis
from gatescope.gui.views.stack.scene import StackScene


def read(scene: StackScene, layout: Layout, x: float, y: float) -> Readout | None:
    """What is under (x, y); None outside the bands."""
    band = layout.band_at(y)
    if band is None or not layout.left <= x < layout.end or band.part.read is None:
        return None
    scene, layout = on_axis(scene, layout, band)
    # after the probe the same columns mean what was said, whatever the band
    if x >= layout.right and not band.part.beyond(scene):
        return _ahead(scene, layout, x)
    t = layout.t_at(x)
    title = QCoreApplication.translate("Stack", "step {t} of the sequence").format(t=t + 1)
    if scene.whole is not None and not scene.labels:
        title = QCoreApplication.translate("Stack", "unit {unit}").format(unit=t)
    elif scene.whole is not None:
        title = QCoreApplication.translate("Stack", "letter {t} of the source").format(t=t + 1)
    elif scene.source is not None:
        title = QCoreApplication.translate("Stack", "letter {t} of the answer").format(t=t + 1)
    if scene.labels and not scene.shape.reads_symbols and scene.labels[t]:
        title = scene.labels[t]
    return band.part.read(Pointer(scene, layout, band, x, y, t, title))


def _ahead(scene: StackScene, layout: Layout, x: float) -> Readout | None:
    """Name and values of a column after the probe; None where there is none. A forecast of the next step stands one
    step ahead of the axis there as it does before, any other at its own time."""
    free, translate = scene.free, QCoreApplication.translate
    at = int((x - layout.right) / layout.column)
    if free is None or free.values is None or x < layout.right or not 0 <= at < min(layout.ahead, len(free.labels)):
        return None
    one_ahead = scene.shape.shift == 1
    row = at + one_ahead
    if row >= len(free.values):
        return None
    lines = [(translate("Free", "fed by its own output"), three(float(free.values[row, 0])))]
    truth = float(free.truth[row, 0]) if free.truth is not None else float("nan")
    # NaN is not equal to itself: beyond the data there is no truth
    if truth == truth:
        name = translate("Stack", "truth, one ahead") if one_ahead else translate("Stack", "truth")
        lines.append((name, three(truth)))
    return Readout(free.labels[at], tuple(lines))


def paint_readout(canvas: Canvas, readout: Readout, x: float, y: float, width: int, height: int) -> None:
    """A small box beside (x, y) that stays within the view."""
    line, small = 16, canvas.small
    inner = max(
        [canvas.width(readout.title, small)]
        + [canvas.width(n, small) + 16 + canvas.width(v, small) for n, v in readout.lines]
    )
    box = QRectF(0, 0, inner + 16, line * (1 + len(readout.lines)) + 8)
    box.moveTo(
        x + 14 if x + 14 + box.width() < width else x - 14 - box.width(), min(max(y + 12, 0), height - box.height() - 1)
    )
    canvas.painter.setPen(QPen(canvas.colour(canvas.look.border)))
    canvas.painter.setBrush(canvas.colour(canvas.look.raised, 0.96))
    canvas.painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    at = QRectF(box.left() + 8, box.top() + 4, inner, line)
    canvas.write(at, readout.title, canvas.look.muted, LEFT, small)
    for name, value in readout.lines:
        at.translate(0, line)
        canvas.write(at, name, canvas.look.ink, LEFT, small)
        canvas.write(at, value, canvas.look.ink, RIGHT, small)
