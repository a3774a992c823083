"""Paints the stack: every band on the same columns, one cursor through all of them."""

import math
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QRect, QRectF

from gatescope.engine.protocol.frame import Symbols, Trace
from gatescope.gui.kit.canvas import CENTRE, LEFT, RIGHT, Canvas
from gatescope.gui.kit.heatmap import HeatMap
from gatescope.gui.kit.live_numbers import share, signed
from gatescope.gui.kit.ticks import Ticks, crowded, left_of, ticks
from gatescope.gui.kit.view import trace_name
from gatescope.gui.look.numbers import count, three
from gatescope.gui.look.scales import Scale
from gatescope.gui.state.ordering import place_of
from gatescope.gui.state.strands import backwards
from gatescope.gui.views.stack import class_rows, free_rows, gradient_rows, number_rows, reach_rows
from gatescope.gui.views.stack.class_rows import ClassRows
from gatescope.gui.views.stack.free_rows import SpokenRow
from gatescope.gui.views.stack.gradient_rows import GradientRows
from gatescope.gui.views.stack.layout import AXIS, GAP, LINE, Band, Layout, Part
from gatescope.gui.views.stack.legend import Legend
from gatescope.gui.views.stack.readout import value_at
from gatescope.gui.views.stack.scene import MapRow, StackScene
from gatescope.gui.views.stack.text_rows import TextRows, shown

STATES = (Trace.HIDDEN, Trace.CELL)
STRIP = 4  # px of colour below tokens that do not stand in their columns


def parts(scene: StackScene) -> tuple[Part, ...]:
    """The bands of this scene from top to bottom."""
    maps = (Part.MAP,) * len(scene.rows)
    gradient: tuple[Part, ...] = ()
    if scene.gradient is not None:
        gradient = (Part.GRADIENT, *(Part.FLOW_MAP,) * len(scene.gradient.maps), Part.STEP_LOSS)
    spoken = (Part.SPOKEN,) if scene.free is not None and scene.shape.text else ()
    return (*_read(scene), *maps, *_outcomes(scene), *gradient, *spoken)


def _read(scene: StackScene) -> tuple[Part, ...]:
    """What goes in."""
    if scene.shape.reads_symbols:
        return (Part.CHARACTERS,)
    if scene.forecast is None or not scene.forecast.input_columns:
        return ()
    return (Part.INPUT, Part.SALIENCY) if scene.gradient is not None else (Part.INPUT,)


def _outcomes(scene: StackScene) -> tuple[Part, ...]:
    """What comes out."""
    if scene.symbols is not None:
        return (Part.CLASSES,) if scene.shape.classes and class_rows.few(scene.symbols) else (Part.NEXT,)
    if scene.forecast is None:
        return ()
    return (Part.FORECAST,) * min(len(scene.forecast.target_columns), number_rows.FORECASTS_MOST)


def _trace(scene: StackScene, row: MapRow) -> str:
    """The name of a map; the states of a network that reads both ways say which way."""
    way = ("", " ←" if backwards(scene.layer, scene.both) else " →")[scene.both and row.trace in STATES]
    return trace_name(row.trace) + way


def columns_ahead(scene: StackScene) -> int:
    """Columns after the probe: for what the network goes on with, or for forecasts that lie that far ahead."""
    if scene.free is not None:
        return scene.free.steps
    forecast = scene.forecast
    return number_rows.later(forecast) if forecast is not None and forecast.target_columns else 0


class StackPainter:
    """Keeps pictures, characters and axis names between paintings; holds no scene."""

    def __init__(self) -> None:
        self.legend = Legend()
        self._maps: list[HeatMap] = []
        self._text = TextRows()
        self._classes = ClassRows()
        self.gradient = GradientRows()
        self._spoken = SpokenRow()
        self._ticks: tuple[tuple[str, ...], int, Ticks] | None = None

    def forget(self) -> None:
        """The font has changed: what was measured with the old one is gone."""
        self._text.forget()
        self._spoken.forget()
        self._ticks = None

    def paint(self, canvas: Canvas, scene: StackScene, layout: Layout, ratio: float) -> None:
        self.legend.paint(canvas, scene, layout.end)
        free_rows.paint_ground(canvas, layout)
        while len(self._maps) < len(scene.rows):
            self._maps.append(HeatMap())
        for band in layout.bands:
            self._band(canvas, scene, layout, band, ratio)
        free_rows.paint_words(canvas, layout, scene.free, scene.shape.shift)
        self._boundary(canvas, scene, layout)
        self._unit(canvas, scene, layout)
        self._cursor(canvas, scene, layout)
        self._axis(canvas, scene, layout)
        self._badge(canvas, scene, layout)

    def _band(self, canvas: Canvas, scene: StackScene, layout: Layout, band: Band, ratio: float) -> None:
        translate = QCoreApplication.translate
        if scene.pointed and scene.pointed == _topic(scene, band):
            _point_at(canvas, band)
        if band.part is Part.MAP:
            self._map(canvas, scene, layout, band, ratio)
        elif band.part is Part.INPUT and scene.forecast is not None:
            _name(canvas, band, translate("Stack", "input"))
            number_rows.paint_input(canvas, layout, band, scene.forecast, scene.t)
        elif band.part is Part.FORECAST and scene.forecast is not None:
            _name(canvas, band, translate("Stack", "forecast") if scene.shape.shift else translate("Stack", "estimate"))
            number_rows.paint_forecast(canvas, layout, band, scene)
        elif band.part is Part.CHARACTERS:
            self._tokens(canvas, scene, layout, band)
        elif band.part is Part.SPOKEN and scene.free is not None:
            self._spoken.paint(canvas, layout, band, scene.free)
        elif band.part in (Part.NEXT, Part.CLASSES) and scene.symbols is not None:
            self._probable(canvas, scene, layout, band, scene.symbols)
        else:
            self.gradient.paint(canvas, scene, layout, band, ratio)
            reach_rows.paint_reach(canvas, scene, layout, band)

    def _tokens(self, canvas: Canvas, scene: StackScene, layout: Layout, band: Band) -> None:
        _name(canvas, band, QCoreApplication.translate("Stack", "input"))
        unknown, ink = scene.symbols.unknown if scene.symbols is not None else None, canvas.look.ink
        if self._wide(canvas, scene, layout):
            ground, text = band, band
        else:  # the tokens stand elsewhere than the columns that the colours are of
            ground = replace(band, top=band.bottom - STRIP, height=STRIP)
            text = replace(band, height=band.height - STRIP)
        if scene.gradient is not None:
            self.gradient.colour_characters(canvas, layout, ground, scene.gradient)
        if unknown is not None:
            self._text.unknown(canvas, layout, ground, unknown)
        self._text.tokens(canvas, layout, text.top, text.height, scene.labels, scene.t, ink)

    def _probable(self, canvas: Canvas, scene: StackScene, layout: Layout, band: Band, symbols: Symbols) -> None:
        """The most probable symbols or classes."""
        translate = QCoreApplication.translate
        if band.part is Part.CLASSES:
            if band.key:
                canvas.write(QRectF(12, band.top - band.key, 82, 16), translate("Stack", "class"), canvas.look.ink)
            self._classes.paint(canvas, layout, band, symbols, scene.t)
            return
        _name(canvas, band, translate("Stack", "class") if scene.shape.classes else _next(scene.shape.shift))
        _note(canvas, band.bottom - LINE, LINE, translate("Stack", "truth"))
        self._text.probable(canvas, layout, band, symbols, scene.t)

    def _map(self, canvas: Canvas, scene: StackScene, layout: Layout, band: Band, ratio: float) -> None:
        row = scene.rows[band.index]
        _name(canvas, band, _trace(scene, row))
        value = _at_cursor(scene, row)
        if value and band.height >= 30:
            _note(canvas, band.top + 16, 16, value)
        table = canvas.look.table(row.scale)
        tall, wide = round(band.height * ratio), round(layout.width * ratio)
        order = () if row.pooled else row.order
        picture = self._maps[band.index].image(row.values, row.low, row.high, table, tall, wide, order)
        canvas.painter.drawImage(QRect(layout.left, band.top, layout.width, band.height), picture)

    def _boundary(self, canvas: Canvas, scene: StackScene, layout: Layout) -> None:
        """Where the validation part begins, if it begins within the sequence."""
        if not 0 < scene.validation_from < scene.length:
            return
        x = round(layout.x(scene.validation_from))
        for band in layout.bands:
            canvas.bar(x, band.top, 1, band.height, canvas.look.window, 0.6)
            for y in range(band.top, band.bottom, 6):
                canvas.bar(x, y, 1, min(4, band.bottom - y), canvas.look.muted)

    def _unit(self, canvas: Canvas, scene: StackScene, layout: Layout) -> None:
        """The highlighted unit, dotted through all maps; the pinned ones have their colours at both ends."""
        for band in layout.bands:
            if band.part is not Part.MAP or scene.unit < 0:
                continue
            row = scene.rows[band.index]
            for at, unit in enumerate(scene.pinned):
                y = int(_line_of(band, row, unit))
                for x in (layout.left - 5, layout.right + 1):
                    canvas.bar(x, y - 1, 4, 3, canvas.look.pin_colour(at))
            y = int(_line_of(band, row, scene.unit))
            canvas.bar(layout.left, y, layout.width, 1, canvas.look.window, 0.55)
            canvas.dots(layout.left, y, layout.width, 1, canvas.look.ink)

    def _cursor(self, canvas: Canvas, scene: StackScene, layout: Layout) -> None:
        if not 0 <= scene.t < scene.length:
            return
        x = int(layout.x(scene.t + 0.5))
        top = layout.bands[0].top
        for band in layout.bands:
            if band.part is Part.SPOKEN:
                continue
            if band.part in (Part.CHARACTERS, Part.NEXT) and self._wide(canvas, scene, layout):
                canvas.frame(layout.x(scene.t), band.top, layout.column, band.height, canvas.look.accent)
                top = band.bottom
            else:
                bottom = band.bottom if scene.shape.reads_symbols else min(band.bottom + GAP, layout.axis + 2)
                canvas.bar(x - 1, top, 3, bottom - top, canvas.look.window, 0.5)
                canvas.bar(x, top, 1, bottom - top, canvas.look.accent)
                top = bottom

    def _axis(self, canvas: Canvas, scene: StackScene, layout: Layout) -> None:
        """The names below the columns; the cursor's own name stands in a tag, and those it would touch give way."""
        wide_text = self._wide(canvas, scene, layout)
        if wide_text:
            top, muted = layout.axis + 3, canvas.look.muted
            self._text.tokens(canvas, layout, top, AXIS - 6, scene.labels, scene.t, muted)
        taken = self._marks(canvas, scene, layout)
        for t, name in () if wide_text else self._names(canvas, scene, layout):
            wide = canvas.width(name, canvas.small)
            left = layout.left + left_of(t, wide, layout.column, layout.columns)
            box = QRectF(left, layout.axis + 3, wide + 1, AXIS - 4)
            if not any(box.adjusted(-6, 0, 6, 0).intersects(mark) for mark in taken):
                canvas.write(box, name, canvas.look.muted, CENTRE, canvas.small)

    def _marks(self, canvas: Canvas, scene: StackScene, layout: Layout) -> list[QRectF]:
        """The tags on the axis: the cursor's, τ's, and how long the memory is."""
        at_tau = scene.gradient is not None and scene.gradient.tau == scene.t
        tag = None if at_tau else self._tag(canvas, scene, layout)
        flag = gradient_rows.paint_flag(canvas, scene, layout, tag)
        memory = gradient_rows.paint_memory(canvas, scene, layout, [b for b in (flag, tag) if b is not None])
        return [box for box in (tag, flag, memory) if box is not None]

    def _wide(self, canvas: Canvas, scene: StackScene, layout: Layout) -> bool:
        """Whether each token stands in its own column, on the axis as well."""
        return scene.shape.reads_symbols and self._text.in_columns(canvas, layout, scene.labels)

    def _names(self, canvas: Canvas, scene: StackScene, layout: Layout) -> Ticks:
        """Tokens that are words stand on the axis as far as they fit, characters by their number."""
        words = scene.shape.reads_symbols and self._text.words(canvas, scene.labels)
        labels = scene.labels
        if scene.shape.reads_symbols and not words:
            labels = tuple(str(t + 1) for t in range(scene.length))
        if layout.ahead and scene.free is not None:
            labels += scene.free.labels
        kept = self._ticks
        if kept is None or kept[1] != layout.width or (kept[0] is not labels and kept[0] != labels):
            choose = crowded if words else ticks
            said = tuple(map(shown, labels)) if words else labels
            found = choose(said, layout.column, lambda text: canvas.width(text, canvas.small))
            kept = self._ticks = (labels, layout.width, found)
        return kept[2]

    def _tag(self, canvas: Canvas, scene: StackScene, layout: Layout) -> QRectF | None:
        if not 0 <= scene.t < scene.length or self._wide(canvas, scene, layout):
            return None
        label = scene.labels[scene.t]
        if scene.shape.reads_symbols:
            label = shown(label) if self._text.words(canvas, scene.labels) else str(scene.t + 1)
        wide = canvas.width(label, canvas.small) + 12
        box = QRectF(layout.x(scene.t + 0.5) - wide / 2, layout.axis + 4, wide, AXIS - 6)
        box.moveLeft(min(max(box.left(), layout.left), layout.end - wide))
        canvas.pill(box, label, canvas.look.accent, canvas.look.on_accent)
        return box

    def _badge(self, canvas: Canvas, scene: StackScene, layout: Layout) -> None:
        """Which step is looked at, and that it is past where it is."""
        band = layout.bands[0]
        if not band.key:
            return
        translate = QCoreApplication.translate
        text = translate("Stack", "step {step}").format(step=count(scene.step))
        altered = not math.isnan(scene.plain_loss)
        if altered:
            told = translate("Stack", "altered: loss {plain} → {loss}")
            text += " · " + told.format(plain=three(scene.plain_loss), loss=three(scene.loss))
        elif not math.isnan(scene.loss):
            text += " · " + translate("Stack", "loss {loss}").format(loss=three(scene.loss))
        if not scene.live:
            text = translate("Stack", "past") + " · " + text
        wide = canvas.width(text, canvas.small)
        top = band.top - band.key
        if scene.live and not altered:
            canvas.write(QRectF(layout.end - wide - 2, top, wide + 2, 16), text, canvas.look.muted, RIGHT, canvas.small)
        else:
            box = QRectF(layout.end - wide - 12, top - 1, wide + 12, 16)
            canvas.pill(box, text, canvas.look.warn, canvas.look.window)


def _line_of(band: Band, row: MapRow, unit: int) -> float:
    """The middle of the unit's line, in pixels."""
    return band.top + (place_of(row.order, unit) + 0.5) * band.height / row.size


def _topic(scene: StackScene, band: Band) -> str:
    """What the band is called where one can ask for words about it (``gui/words/entries.py``)."""
    if band.part is Part.MAP:
        return scene.rows[band.index].trace
    outcome = "classes" if scene.shape.classes else "next_symbol"
    named = {Part.INPUT: "input", Part.CHARACTERS: "input", Part.FORECAST: "forecast"}
    named |= {Part.NEXT: outcome, Part.CLASSES: outcome}
    return named.get(band.part, "")


def _point_at(canvas: Canvas, band: Band) -> None:
    """Look here first: an accent mark and tint at the band's name."""
    canvas.bar(4, band.top - 1, 88, 18, canvas.look.accent, 0.14)
    canvas.bar(4, band.top - 1, 3, max(band.height, 18), canvas.look.accent)


def _at_cursor(scene: StackScene, row: MapRow) -> str:
    number = share if row.scale is Scale.SHARE else signed
    if scene.values_at_cursor is not None and row.trace in scene.values_at_cursor:
        return number(scene.values_at_cursor[row.trace])
    if not (0 <= scene.t < row.steps and 0 <= scene.unit < row.size):
        return ""
    value, exact = value_at(row, scene.t, scene.unit)
    return ("" if exact else "≈ ") + number(value)


def _next(shift: int) -> str:
    translate = QCoreApplication.translate
    return translate("Stack", "{n} symbols on").format(n=shift) if shift > 1 else translate("Stack", "next symbol")


def _name(canvas: Canvas, band: Band, name: str) -> None:
    canvas.write(QRectF(12, band.top, 82, 16), name, canvas.look.ink, LEFT)


def _note(canvas: Canvas, top: float, height: float, text: str) -> None:
    canvas.write(QRectF(12, top, 82, height), text, canvas.look.muted, LEFT, canvas.small)
