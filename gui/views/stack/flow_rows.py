"""What the gradient says of each input, as a strip below the input, and of each unit, as maps."""

from functools import cache

import numpy as np
from PySide6.QtCore import QCoreApplication, QRect, QRectF

from gatescope.engine.protocol.frame import Array, Trace
from gatescope.gui.kit.canvas import Canvas
from gatescope.gui.kit.heatmap import HeatMap
from gatescope.gui.kit.live_numbers import decade, share
from gatescope.gui.look import colours
from gatescope.gui.look.scales import SHARES, ColourScale, Scale
from gatescope.gui.views.stack.gradient import FlowMap, GradientScene
from gatescope.gui.views.stack.gradient_rows import read_norms
from gatescope.gui.views.stack.layout import (
    GUTTER,
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
from gatescope.gui.views.stack.number_rows import reads_numbers
from gatescope.gui.views.stack.reach_rows import paint_reach
from gatescope.gui.views.stack.sharing.about import lines_of
from gatescope.gui.words.entries import Topic

SALIENCY_LINES = 5  # input columns that have a line of their own in the strip


class Saliency:
    """Keeps the picture of the strip."""

    def __init__(self) -> None:
        self._strip = HeatMap()

    def paint(self, canvas: Canvas, layout: Layout, band: Band, gradient: GradientScene, ratio: float) -> None:
        """What each step matters, as the colour of its column."""
        values = gradient.saliency[:, :SALIENCY_LINES]
        wide = round(layout.width * ratio)
        picture = self._strip.image(values, SHARES, ramp(canvas.look.window, canvas.look.accent), 16, wide)
        box = QRect(layout.left, band.top, layout.width, band.height)
        canvas.painter.drawImage(box, picture)
        canvas.bar(layout.left, band.bottom, layout.width, 1, canvas.look.border)


class FlowMaps:
    """Keeps pictures and logarithms from frame to frame."""

    def __init__(self) -> None:
        self._maps = (HeatMap(), HeatMap())
        self._logs: list[tuple[Array, Array] | None] = [None, None]

    def paint(self, canvas: Canvas, layout: Layout, band: Band, gradient: GradientScene, ratio: float) -> None:
        """Unit by time of one trace."""
        one = gradient.maps[band.index]
        low = gradient.low - 1  # a unit's own share of a norm is smaller than the norm
        write_name(canvas, band, _map_name(one.trace))
        if band.height >= 30:
            text = f"{decade(low)} … {decade(gradient.high)}"
            write_note(canvas, QRectF(NAME_LEFT, band.top + 16, GUTTER - 14, 16), text)
        values = self._log(band.index, one)
        tall, wide = lines_of(band, one.values.shape[1], ratio), round(layout.width * ratio)
        picture = self._maps[band.index].image(
            values,
            ColourScale(low, gradient.high),
            canvas.look.table(Scale.SHARE),
            tall,
            wide,
            one.order,
        )
        canvas.painter.drawImage(QRect(layout.left, band.top, layout.width, band.height), picture)
        if gradient.tau >= 0 and not gradient.both:  # nothing that comes later has any part in it
            x = layout.x(gradient.tau + 1)
            canvas.bar(x, band.top, layout.right - x, band.height, canvas.look.window)

    def _log(self, index: int, one: FlowMap) -> Array:
        kept = self._logs[index]
        if kept is None or kept[0] is not one.values:
            with np.errstate(divide="ignore", invalid="ignore"):
                # −400 for 0: below the least double there is, and a number that can be coloured
                logs = np.maximum(np.log10(np.abs(one.values)), -400).astype(np.float32)
            kept = self._logs[index] = (one.values, logs)
        return kept[1]


def _map_name(trace: Trace) -> str:
    return "∂/∂h" if trace is Trace.HIDDEN else "∂/∂c"


@cache
def ramp(ground: str, ink: str) -> Array:
    """256 colours from the ground to the ink, (256, 4) uint8: nothing there, most there."""
    shades = [colours.rgb(colours.mix(ground, ink, 0.8 * i / 255)) for i in range(256)]
    table = np.full((256, 4), 255, np.uint8)
    table[:, :3] = np.rint(np.array(shades) * 255)
    return table


def _paint_saliency(stroke: Stroke, band: Band) -> None:
    canvas, gradient = stroke.canvas, stroke.scene.gradient
    if gradient is not None:
        words = QCoreApplication.translate("Gradient", "saliency")
        write_note(canvas, QRectF(NAME_LEFT, band.top - 3, GUTTER - 14, 16), words)
        stroke.kept.of(Saliency).paint(canvas, stroke.layout, band, gradient, stroke.ratio)
        paint_reach(canvas, stroke.scene, stroke.layout, band)


def _saliency(gradient: GradientScene, t: int) -> tuple[tuple[str, str], ...]:
    names = gradient.saliency_names or (QCoreApplication.translate("Gradient", "input"),)
    return tuple((name, _share(gradient, t, at)) for at, name in enumerate(names[:8]))


def _share(gradient: GradientScene, t: int, at: int) -> str:
    """The saliency as a share of the largest, back from its logarithmic scale."""
    value = float(gradient.saliency[t, at])
    if value <= 0:
        return f"≤ {share(gradient.share)}"
    return share(gradient.share ** (1 - value))


def _read_saliency(at: Pointer) -> Readout | None:
    return Readout(at.title, _saliency(at.scene.gradient, at.t)) if at.scene.gradient is not None else None


def _paint_map(stroke: Stroke, band: Band) -> None:
    gradient = stroke.scene.gradient
    if gradient is not None and band.index < len(gradient.maps):
        stroke.kept.of(FlowMaps).paint(stroke.canvas, stroke.layout, band, gradient, stroke.ratio)
        paint_reach(stroke.canvas, stroke.scene, stroke.layout, band)


SALIENCY = Part(
    "saliency",
    10,
    lambda scene: int(scene.gradient is not None and reads_numbers(scene)),
    _paint_saliency,
    lambda _scene, _band: Topic.MEMORY,
    _read_saliency,
    thin=True,
    gradient=True,
    title=lambda _scene, _index: QCoreApplication.translate("Gradient", "saliency"),
)
FLOW_MAP = Part(
    "flow-map",
    Grow.MAP,
    lambda scene: len(scene.gradient.maps) if scene.gradient is not None else 0,
    _paint_map,
    lambda _scene, _band: Topic.GRADIENT,
    read_norms,
    gradient=True,
    title=lambda scene, index: _map_name(scene.gradient.maps[index].trace) if scene.gradient is not None else "",
    unitwise=True,
)
