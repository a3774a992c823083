"""The row of the gradient through time: bars and lines on a logarithmic axis, the memory's bracket, the flag of the
step that is looked back from; and the loss at each step."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPen, QPolygonF

from gatescope.engine.protocol.analysis import Source
from gatescope.engine.protocol.frame import Array, Trace
from gatescope.gui.kit.canvas import CENTRE, LEFT, RIGHT, Canvas
from gatescope.gui.kit.live_numbers import decade, level
from gatescope.gui.look.readable_numbers import three
from gatescope.gui.views.stack.gradient import FlowLine, GradientScene
from gatescope.gui.views.stack.layout import (
    AXIS,
    NAME_LEFT,
    Band,
    Grow,
    Layout,
    Part,
    Pointer,
    Readout,
    Stroke,
    write_name,
    write_note,
)
from gatescope.gui.views.stack.reach_rows import paint_reach
from gatescope.gui.views.stack.scene import StackScene
from gatescope.gui.views.stack.text_rows import NARROWEST, shown
from gatescope.gui.words.entries import Topic
from gatescope.gui.words.nets import layer_name

NARROW = 3.0  # px: narrower columns are drawn as one area
BADGE = 200  # px left free at the right end of the first key line


class GradientRow:
    """``link`` are the words that say what is differentiated, where they were written last."""

    def __init__(self) -> None:
        self.link: QRectF | None = None

    def paint(self, stroke: Stroke, band: Band, gradient: GradientScene) -> None:
        canvas, scene, layout = stroke.canvas, stroke.scene, stroke.layout
        write_name(canvas, band, QCoreApplication.translate("Gradient", "gradient"))
        _grid(canvas, layout, band, gradient)
        paint_lines(canvas, layout, band, gradient)
        self.link = _key(canvas, layout, band, scene, gradient)


# ---- the row itself --------------------------------------------------------------------------------------------


def heights(exponents: Array, low: float, high: float, band: Band) -> Array:
    """The y of each value: the band's bottom and below is nothing; what is no number fills the band."""
    share = (np.nan_to_num(exponents.astype(np.float64), nan=np.inf, posinf=np.inf, neginf=-np.inf) - low) / (
        high - low
    )
    return np.asarray(band.bottom - np.clip(share, 0, 1) * band.height)


def paint_lines(canvas: Canvas, layout: Layout, band: Band, gradient: GradientScene) -> None:
    """The hidden state's as bars, the cell's as a line, other layers faint, other runs in their colours."""
    for line in gradient.lines:
        if line.run:
            _line(canvas, layout, band, gradient, line, canvas.pen(canvas.look.run_colour(line.colour)))
        elif not line.own:
            _line(canvas, layout, band, gradient, line, canvas.pen(canvas.look.faint))
        elif line.trace is Trace.HIDDEN:
            _bars(canvas, layout, band, gradient, line)
        elif not gradient.compared:  # the colours of runs are needed for runs then
            _line(canvas, layout, band, gradient, line, canvas.pen(canvas.look.runs[1]))
    if gradient.compared:
        own = gradient.lines[0]
        _line(canvas, layout, band, gradient, own, canvas.pen(canvas.look.run_colour(own.colour)))


def _bars(canvas: Canvas, layout: Layout, band: Band, gradient: GradientScene, line: FlowLine) -> None:
    look = canvas.look
    tops = heights(line.exponents, gradient.low, gradient.high, band)
    broken = np.isnan(line.exponents) | np.isposinf(line.exponents)
    lefts, wide = _columns(layout)
    colour = look.run_colour(line.colour) if gradient.compared else look.accent
    alpha = 0.22 if gradient.compared else 1.0
    # thinner than a gap and a bar: they would be grey stripes that beat against the pixels
    if layout.column < NARROW:
        _area(canvas, layout, band, tops, colour, alpha)
    else:
        canvas.columns(lefts, np.where(broken, np.nan, tops), wide, band.bottom, colour, alpha)
    if broken.any():
        canvas.columns(lefts, np.where(broken, tops, np.nan), np.maximum(wide, 1), band.bottom, look.bad)


def _columns(layout: Layout) -> tuple[Array, Array]:
    """Left edges and widths of bars on whole pixels, one pixel apart."""
    # rounded edges, not rounded widths: errors would add up along the row
    edges = np.rint(layout.left + np.arange(layout.length + 1) * layout.column)
    return edges[:-1], np.diff(edges) - 1


def _area(canvas: Canvas, layout: Layout, band: Band, tops: Array, colour: str, alpha: float) -> None:
    """For each pixel the greatest of the columns on it."""
    edges = np.arange(layout.width) * layout.length // layout.width
    # y grows downwards: the least is the tallest, and no peak is lost between two pixels
    tops = np.minimum.reduceat(tops, edges) if layout.length > layout.width else tops[edges]
    xs = layout.left + np.arange(layout.width, dtype=float)
    canvas.columns(xs, tops, np.ones(layout.width), band.bottom, colour, alpha)


def _line(canvas: Canvas, layout: Layout, band: Band, gradient: GradientScene, line: FlowLine, pen: QPen) -> None:
    box = QRectF(layout.left, band.top, layout.width, band.height)
    xs = layout.left + (np.arange(layout.length) + 0.5) * layout.column
    values = np.where(np.isnan(line.exponents), np.inf, line.exponents).astype(np.float64)
    values = np.clip(values, gradient.low - 1.0, gradient.high)  # leaves the band where it is too small
    values[np.isneginf(line.exponents)] = np.nan  # and ends where nothing flows
    canvas.curve(box, xs, values, gradient.low, gradient.high, pen)


def _grid(canvas: Canvas, layout: Layout, band: Band, gradient: GradientScene) -> None:
    """A line every so many decades, and the ends of the axis in the column of names."""
    span = gradient.high - gradient.low
    stride = 1 if span <= 2 else 2
    while band.height * stride / span < 12:
        stride += 1
    for exponent in range(gradient.high, gradient.low - 1, -stride):
        y = round(band.bottom - (exponent - gradient.low) / span * band.height)
        canvas.bar(layout.left, min(y, band.bottom - 1), layout.width, 1, canvas.look.border)
    for exponent, y in ((gradient.high, band.top), (gradient.low, band.bottom)):
        box = QRectF(layout.left - 40, y - 8, 37, 16)
        canvas.write(box, decade(exponent), canvas.look.muted, RIGHT, canvas.small)


def source_words(gradient: GradientScene, label: str) -> str:
    """What is differentiated, as the row says it."""
    translate = QCoreApplication.translate
    if gradient.source is Source.LOSS:
        return translate("Gradient", "of the whole loss")
    if gradient.source is Source.STEP_LOSS:
        return translate("Gradient", "of the loss at {step}").format(step=label)
    if gradient.output:
        name = f"‘{shown(gradient.output)}’" if len(shown(gradient.output)) == 1 else gradient.output
        return translate("Gradient", "of output {name} at {step}").format(name=name, step=label)
    return translate("Gradient", "of the output at {step}").format(step=label)


def step_name(scene: StackScene, t: int) -> str:
    """A step by its own name; a token by its place."""
    if scene.shape.reads_symbols or not scene.labels[t]:
        return str(t + 1)
    return scene.labels[t]


def _key(canvas: Canvas, layout: Layout, band: Band, scene: StackScene, gradient: GradientScene) -> QRectF | None:
    """What is differentiated (a link), then what each mark is, with its value at the cursor."""
    if not band.key:
        return None
    look, x, y = canvas.look, float(layout.left), band.top - band.key
    words = source_words(gradient, step_name(scene, gradient.tau) if gradient.tau >= 0 else "") + " ▾"
    link = QRectF(x, y, canvas.width(words, canvas.small) + 2, band.key)
    canvas.write(link, words, look.accent, LEFT, canvas.small)
    x = link.right() + 16
    end = layout.end - (BADGE if band is layout.bands[0] else 0)  # there the step is told
    for text, pen in entries(canvas, gradient, scene.t):
        if x + 22 + canvas.width(text, canvas.small) > end:
            break
        canvas.painter.fillRect(
            QRectF(
                x, y + band.key / 2 - (4 if pen is None else 0.5), 9 if pen is None else 16, 8 if pen is None else 1
            ),
            pen.color() if pen else canvas.colour(look.accent),
        )
        x += 15 if pen is None else 22
        canvas.write(QRectF(x, y, layout.end - x, band.key), text, look.muted, LEFT, canvas.small)
        x += canvas.width(text, canvas.small) + 16
    return link


def entries(canvas: Canvas, gradient: GradientScene, t: int) -> list[tuple[str, QPen | None]]:
    """Words and stroke (None: a bar) of every kind of line there is."""
    translate, look = QCoreApplication.translate, canvas.look
    found: list[tuple[str, QPen | None]] = []
    for line in gradient.lines:
        value = f" {three(10.0 ** float(line.exponents[t]))}" if 0 <= t < len(line.exponents) else ""
        if line.run:
            found.append((line.run + value, canvas.pen(look.run_colour(line.colour))))
        elif gradient.compared:
            if line.own and line.trace is Trace.HIDDEN:
                found.insert(0, (gradient.run + value, canvas.pen(look.run_colour(line.colour))))
        elif line.own:
            norm = "‖∂/∂h‖" if line.trace is Trace.HIDDEN else "‖∂/∂c‖"
            found.append((norm + value, None if line.trace is Trace.HIDDEN else canvas.pen(look.runs[1])))
    if any(not line.own and not line.run and not gradient.compared for line in gradient.lines):
        found.append((translate("Gradient", "other layers"), canvas.pen(look.faint)))
    return found


# ---- beside it -------------------------------------------------------------------------------------------------


def _paint_losses(canvas: Canvas, layout: Layout, band: Band, gradient: GradientScene) -> None:
    """The loss at each step, on a linear axis from 0."""
    translate = QCoreApplication.translate
    name, bound = translate("Gradient", "step loss"), level(gradient.loss_bound)
    room = layout.left - 3 - 12 - 4 - canvas.width(bound, canvas.small)
    name = name if canvas.width(name, canvas.small) <= room else translate("Gradient", "loss")
    write_note(canvas, QRectF(12, band.top - 1, room, 16), name)
    box = QRectF(layout.left - 40, band.top - 1, 37, 16)
    canvas.write(box, bound, canvas.look.muted, RIGHT, canvas.small)
    share = np.clip(gradient.step_losses / gradient.loss_bound, 0, 1)
    tops = band.bottom - share * band.height
    canvas.bar(layout.left, band.bottom - 1, layout.width, 1, canvas.look.border)
    if layout.column < NARROW:
        _area(canvas, layout, band, np.nan_to_num(tops, nan=band.bottom), canvas.look.muted, 1.0)
        return
    lefts, wide = _columns(layout)
    canvas.columns(lefts, tops, wide, band.bottom, canvas.look.muted)


def paint_flag(canvas: Canvas, scene: StackScene, layout: Layout, tag: QRectF | None) -> QRectF | None:
    """τ on every row, its name on the axis beside the cursor's ``tag``; None when the whole loss is looked at.
    Returns the name's box."""
    gradient = scene.gradient
    if gradient is None or not 0 <= gradient.tau < layout.length:
        return None
    x, colour = int(layout.x(gradient.tau + 0.5)), canvas.look.warn
    canvas.painter.setPen(Qt.PenStyle.NoPen)
    canvas.painter.setBrush(canvas.colour(colour))
    for band in layout.bands:
        if band.part.tokens and layout.column >= NARROWEST:
            canvas.frame(layout.x(gradient.tau), band.top, layout.column, band.height, colour)
            # ``frame`` has put its own pen and brush in place
            canvas.painter.setPen(Qt.PenStyle.NoPen)
            canvas.painter.setBrush(canvas.colour(colour))
        elif band.part.crossed:
            flag = [QPointF(x, band.top), QPointF(x + 7, band.top + 3), QPointF(x, band.top + 6)]
            canvas.painter.drawPolygon(QPolygonF(flag))
            canvas.bar(x, band.top, 1, band.height, colour, 0.8)
    text = f"τ {step_name(scene, gradient.tau)}"
    wide = canvas.width(text, canvas.small) + 12
    box = QRectF(x - wide / 2, layout.axis + 4, wide, AXIS - 6)
    box.moveLeft(min(max(box.left(), layout.left), layout.end - wide))
    # beside the cursor's tag on the side where τ lies, if there is room
    if tag is not None and box.adjusted(-3, 0, 3, 0).intersects(tag):
        right = tag.right() + 3 + wide <= layout.end and gradient.tau >= scene.t
        box.moveLeft(tag.right() + 3 if right or tag.left() - 3 - wide < layout.left else tag.left() - 3 - wide)
    canvas.pill(box, text, colour, canvas.look.window)
    return box


def paint_memory(canvas: Canvas, scene: StackScene, layout: Layout, taken: list[QRectF]) -> QRectF | None:
    """The bracket on the axis from the first step that still matters to τ, and its length in words where those fit
    between the boxes ``taken``."""
    gradient = scene.gradient
    if gradient is None or gradient.first < 0:
        return None
    left, right = int(layout.x(gradient.first + 0.5)), int(layout.x(gradient.tau + 0.5))
    look = canvas.look
    canvas.bar(left, layout.axis + 1, right - left + 1, 2, look.warn)
    for x in (left, right):
        canvas.bar(x, layout.axis - 3, 2, 6, look.warn)
    text = memory_words(gradient)
    wide = canvas.width(text, canvas.small) + 10
    box = QRectF(_free_left((left + right) / 2, wide, layout, taken), layout.axis + 4, wide, AXIS - 6)
    canvas.painter.fillRect(box, canvas.colour(look.window))
    canvas.write(box, text, look.warn, CENTRE, canvas.small)
    return box


def _free_left(middle: float, wide: float, layout: Layout, taken: list[QRectF]) -> float:
    """Where words of this width begin so that they lie nearest to ``middle`` and on none of the boxes."""
    edges = [middle - wide / 2, *(b.left() - wide - 4 for b in taken), *(b.right() + 4 for b in taken)]
    free = [
        x
        for x in edges
        if layout.left <= x <= layout.end - wide
        and not any(x < b.right() + 3 and b.left() - 3 < x + wide for b in taken)
    ]
    return min(free or [float(layout.left)], key=lambda x: abs(x + wide / 2 - middle))


def memory_words(gradient: GradientScene) -> str:
    translate = QCoreApplication.translate
    if gradient.memory == 1 and not gradient.at_least:
        return translate("Gradient", "memory 1 step")
    enough = translate("Gradient", "memory ≥ {n} steps")
    return (enough if gradient.at_least else translate("Gradient", "memory {n} steps")).format(n=gradient.memory)


# ---- the bands -------------------------------------------------------------------------------------------------


def _paint(stroke: Stroke, band: Band) -> None:
    if stroke.scene.gradient is not None:
        stroke.kept.of(GradientRow).paint(stroke, band, stroke.scene.gradient)
        paint_reach(stroke.canvas, stroke.scene, stroke.layout, band, bracket=True)


def _paint_step_loss(stroke: Stroke, band: Band) -> None:
    if stroke.scene.gradient is not None:
        _paint_losses(stroke.canvas, stroke.layout, band, stroke.scene.gradient)


def _norms(gradient: GradientScene, t: int) -> tuple[tuple[str, str], ...]:
    """The exact values of every line at step t."""
    translate = QCoreApplication.translate
    norms = []
    for line in gradient.lines:
        if line.run:
            name = line.run
        else:
            norm = "‖∂/∂h‖" if line.trace == "hidden" else "‖∂/∂c‖"
            name = translate("Gradient", "{norm}, layer {layer}").format(norm=norm, layer=layer_name(line.layer))
        norms.append((name, three(10.0 ** float(line.exponents[t]))))
    return tuple(norms)


def read_norms(at: Pointer) -> Readout | None:
    return Readout(at.title, _norms(at.scene.gradient, at.t)) if at.scene.gradient is not None else None


def _step_loss(gradient: GradientScene, t: int) -> tuple[tuple[str, str], ...]:
    return ((QCoreApplication.translate("Gradient", "loss at this step"), three(float(gradient.step_losses[t]))),)


def _read_step_loss(at: Pointer) -> Readout | None:
    return Readout(at.title, _step_loss(at.scene.gradient, at.t)) if at.scene.gradient is not None else None


GRADIENT = Part(
    "gradient",
    Grow.CURVE,
    lambda scene: int(scene.gradient is not None),
    _paint,
    lambda _scene, _band: Topic.GRADIENT,
    read_norms,
    mark=NAME_LEFT,
    keyed=True,
    gradient=True,
    title=lambda _scene, _index: QCoreApplication.translate("Gradient", "gradient"),
)
STEP_LOSS = Part(
    "step-loss",
    14,
    lambda scene: int(scene.gradient is not None),
    _paint_step_loss,
    lambda _scene, _band: Topic.LOSS,
    _read_step_loss,
    thin=True,
    gradient=True,
    title=lambda _scene, _index: QCoreApplication.translate("Gradient", "step loss"),
)
