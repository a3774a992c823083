"""The heat maps of the stack: unit by time of each trace."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QRect, QRectF

from gatescope.engine.config.nets import Axis, Half, is_one_way, strand_at
from gatescope.engine.protocol.frame import Array, Trace
from gatescope.gui.kit.canvas import RIGHT
from gatescope.gui.kit.heatmap import HeatMap
from gatescope.gui.kit.live_numbers import share, signed
from gatescope.gui.kit.view import trace_name
from gatescope.gui.look.scales import Scale
from gatescope.gui.state.ordering import place_of, unit_on
from gatescope.gui.views.stack.layout import (
    AT_NAME,
    GUTTER,
    NAME_LEFT,
    Band,
    Form,
    Grow,
    Part,
    Pointer,
    Readout,
    Stroke,
    write_name,
    write_note,
)
from gatescope.gui.views.stack.scene import MapRow, StackScene
from gatescope.gui.views.stack.sharing.about import About, lines_of
from gatescope.gui.views.stack.sharing.choice import Drawn
from gatescope.gui.views.stack.text_rows import shown, written_out
from gatescope.gui.words.entries import Topic
from gatescope.gui.words.explained import of_trace

LETTER, FRAMED = 9, 4  # px of a line from which it has its letter, and a frame
FEW = 8  # units that are drawn as lines where nobody wants it otherwise
STATES = (Trace.HIDDEN, Trace.CELL)  # what a network that reads both ways has twice


class Pictures:
    """The picture of each map."""

    def __init__(self) -> None:
        self._maps: list[HeatMap] = []

    def at(self, index: int) -> HeatMap:
        while len(self._maps) <= index:
            self._maps.append(HeatMap())
        return self._maps[index]


def unit_at(band: Band, row: MapRow, y: float) -> int:
    """The unit whose line of the map is at height y."""
    return unit_on(row.order, line_at(band, row, y))


def drawn_as_lines(scene: StackScene, band: Band) -> bool:
    """Whether each unit of this band is a line: as the user wants it; else where there are few, and they have room.
    What is pooled has no single units, and what is looked at none at all."""
    row = scene.rows[band.index]
    between = row.trace is Trace.ATTENTION or row.lines is Axis.LAYER
    if band.form not in (Form.OPEN, Form.MAIN, Form.LARGE) or row.pooled or between:
        return False
    wanted = scene.choice.drawing(band.name)
    return wanted is Drawn.LINES if wanted is not None else row.size <= FEW and band.form is not Form.OPEN


def unit_under(scene: StackScene, band: Band, t: int, y: float) -> int:
    """The unit that is drawn at height y of column t: its line of the map, or the nearest line."""
    row = scene.rows[band.index]
    if not drawn_as_lines(scene, band):
        return unit_at(band, row, y)
    with np.errstate(invalid="ignore"):
        away = np.abs(heights_of(row, band)[min(t, row.steps - 1)] - y)
    return int(np.argmin(np.where(np.isfinite(away), away, np.inf)))


def heights_of(row: MapRow, band: Band) -> Array:
    """(T, H): where the line of each unit is at each step; what lies beyond the levels runs along the edge."""
    values = row.values if row.own is None else row.values / row.own
    share = (np.clip(values, row.low, row.high) - row.low) / ((row.high - row.low) or 1.0)
    return np.asarray(band.bottom - 1 - share * (band.height - 2))


def value_at(row: MapRow, t: int, unit: int) -> tuple[float, bool]:
    """The value drawn at (t, unit), and whether it is exact and not a pooled mean."""
    # of a pooled map the cell under the pixel; of an exact one this is the value itself
    times, units = row.values.shape
    line = place_of(row.order, unit) if row.pooled else unit
    return float(row.values[t * times // row.steps, line * units // row.size]), not row.pooled


def line_at(band: Band, row: MapRow, y: float) -> int:
    """The line of the map at height y."""
    return min(max(int((y - band.top) * row.size / band.height), 0), row.size - 1)


def line_of(band: Band, row: MapRow, unit: int) -> float:
    """The middle of the unit's line, in pixels."""
    return band.top + (place_of(row.order, unit) + 0.5) * band.height / row.size


def _trace(scene: StackScene, row: MapRow) -> str:
    """The name of a map; the states of a network that reads both ways say which way."""
    if row.lines is Axis.LAYER:
        return QCoreApplication.translate("Stack", "handed over")
    if row.half is not None:
        return _of_half(row.half).format(trace=trace_name(row.trace)) + _way(row.part if is_one_way(row.part) else "")
    way = _way(scene.layer) if scene.both and row.trace in STATES else ""
    return trace_name(row.trace) + way + ("" if row.head is None else f" {row.head + 1}")


def _way(address: str) -> str:
    return (" ←" if strand_at(address).backwards else " →") if address else ""


def _of_half(half: Half) -> str:
    """A trace of the network that reads, or of the one that writes, as short as a name in the gutter."""
    translate = QCoreApplication.translate
    names = {Half.ENCODER: translate("Stack", "enc. {trace}"), Half.DECODER: translate("Stack", "dec. {trace}")}
    return names[half]


def _at_cursor(scene: StackScene, row: MapRow) -> str:
    if not row.of_units or (row.part and row.part != scene.layer):
        return ""
    number = share if row.scale is Scale.SHARE else signed
    if scene.values_at_cursor is not None and row.trace in scene.values_at_cursor:
        return number(scene.values_at_cursor[row.trace])
    if not (0 <= scene.t < row.steps and 0 <= scene.unit < row.size):
        return ""
    value, exact = value_at(row, scene.t, scene.unit)
    return ("" if exact else "≈ ") + number(value)


def _paint(stroke: Stroke, band: Band) -> None:
    canvas, scene, layout, row = stroke.canvas, stroke.scene, stroke.layout, stroke.scene.rows[band.index]
    write_name(canvas, band, _trace(scene, row))
    value = _at_cursor(scene, row)
    _write_beside(stroke, band, row, value)
    if drawn_as_lines(scene, band):
        _paint_lines(stroke, band, row)
        return
    # in device pixels: on a screen of ratio 2 a unit may have a line of its own that it has not in pixels
    tall, wide = lines_of(band, row.size, stroke.ratio), round(layout.width * stroke.ratio)
    # what is pooled was put in order by the engine, before it was averaged
    order = () if row.pooled else row.order
    heat = stroke.kept.of(Pictures).at(band.index)
    table, beyond = canvas.look.table(row.scale), canvas.look.beyond
    picture = heat.image(row.values, row.colours, table, tall, wide, order, beyond, row.own)
    canvas.painter.drawImage(QRect(layout.left, band.top, layout.width, band.height), picture)
    if row.lines is Axis.WRITTEN:
        _name_lines(stroke, band, row)


def _name_lines(stroke: Stroke, band: Band, row: MapRow) -> None:
    """The letters that look, each at the left of its line where that is high enough, and a frame around the one at the
    cursor."""
    canvas, layout, scene = stroke.canvas, stroke.layout, stroke.scene.writing
    tall = band.height / row.size
    if tall >= LETTER:
        for at in range(row.size):
            box = QRectF(layout.left - 20, band.top + at * tall, 16, tall)
            here = at == scene.t
            font = canvas.bold if here else canvas.small
            canvas.write(box, _letter(scene.labels, at), canvas.look.accent if here else canvas.look.muted, RIGHT, font)
    if 0 <= scene.t < row.size and tall >= FRAMED:
        top, bottom = round(band.top + scene.t * tall), round(band.top + (scene.t + 1) * tall)
        canvas.frame(layout.left, top, layout.width - 1, bottom - top, canvas.look.accent)


def _paint_lines(stroke: Stroke, band: Band, row: MapRow) -> None:
    """Every unit pale, on top of them the pinned ones in their colours and the one at the cursor."""
    canvas, scene, layout = stroke.canvas, stroke.scene, stroke.layout
    ys = heights_of(row, band)
    xs = layout.left + (np.arange(len(ys)) + 0.5) * layout.width / len(ys)
    if row.low < 0 < row.high:
        y = band.bottom - 1 + row.low / (row.high - row.low) * (band.height - 2)
        canvas.bar(layout.left, round(y), layout.width, 1, canvas.look.border)
    canvas.polyline(xs, ys, canvas.pen(canvas.look.faint if row.size > FEW else canvas.look.muted))
    marked = [(unit, canvas.look.pin_colour(at)) for at, unit in enumerate(scene.pinned)]
    for unit, colour in (*marked, (scene.unit, canvas.look.accent)):
        if 0 <= unit < row.size:
            canvas.polyline(xs, ys[:, unit : unit + 1], canvas.pen(colour))


def _write_beside(stroke: Stroke, band: Band, row: MapRow, value: str) -> None:
    """What there is room for beside the map."""
    canvas = stroke.canvas
    if band.form in (Form.MAIN, Form.LARGE):
        stroke.kept.of(About).paint(stroke, band, row, value, lines=drawn_as_lines(stroke.scene, band))
    elif band.form is Form.STRIP and value:
        box = QRectF(NAME_LEFT, band.top + (band.height - 16) / 2, GUTTER - NAME_LEFT - 10, 16)
        if canvas.width(f"› {_trace(stroke.scene, row)} {value}", canvas.small) <= box.width():  # beside the name
            canvas.write(box, value, canvas.look.muted, RIGHT, canvas.small)
    elif value and band.height >= 30:
        write_note(canvas, QRectF(NAME_LEFT, band.top + 16, GUTTER - 14, 16), value)


def _read(at: Pointer) -> Readout:
    row = at.scene.rows[at.band.index]
    unit = unit_under(at.scene, at.band, at.t, at.y)
    value, exact = value_at(row, at.t, unit)
    told = share(value) if row.lines is Axis.WRITTEN else signed(value)
    lines = [(_said(at.scene, row, unit), ("" if exact else "≈ ") + told)]
    drawn = lines_of(at.band, row.size)
    # the colour is that of the whole group then, not of the value told here
    if at.band.form is not Form.OPEN and drawn < row.size and not drawn_as_lines(at.scene, at.band):
        said = QCoreApplication.translate("Stack", "the colour is a mean of up to {n} units")
        lines.append((said.format(n=-(-row.size // drawn)), ""))
    return Readout(at.title, tuple(lines))


def _letter(labels: tuple[str, ...], at: int) -> str:
    return shown(labels[at]) if at < len(labels) else str(at + 1)


def _said(scene: StackScene, row: MapRow, line: int) -> str:
    """What a line of a map is: a unit, or the step that is looked at."""
    translate = QCoreApplication.translate
    if row.lines is Axis.LAYER:
        return translate("Stack", "layer {n} begins with").format(n=line + 1)
    if row.lines is Axis.WRITTEN:
        said = translate("Stack", "letter {n}, “{symbol}”, looks here")
        return said.format(n=line + 1, symbol=_letter(scene.writing.labels, line))
    if row.lines is not Axis.LOOKED:
        return translate("Stack", "{trace}, unit {unit}").format(trace=_trace(scene, row), unit=line)
    label = scene.labels[line] if line < len(scene.labels) else str(line + 1)
    return translate("Stack", "{trace} at {step}").format(trace=_trace(scene, row), step=written_out(label) or line + 1)


def _topic(row: MapRow) -> Topic:
    return Topic.ALIGNMENT if row.lines in (Axis.WRITTEN, Axis.LAYER) else of_trace(row.trace)


MAP = Part(
    "map",
    Grow.MAP,
    lambda scene: len(scene.rows),
    _paint,
    lambda scene, band: _topic(scene.rows[band.index]),
    _read,
    mark=AT_NAME,
    title=lambda scene, index: _trace(scene, scene.rows[index]),
    unitwise=True,
    units=True,
)
