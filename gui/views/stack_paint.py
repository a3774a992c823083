"""Paints the stack: every band on the same columns, one cursor through all of them."""

import math

from PySide6.QtCore import QCoreApplication, QRect, QRectF

from gui.numbers import count, three
from gui.ordering import place_of
from gui.scene import MapRow, Scale, StackScene
from gui.views import free_rows, gradient_rows, number_rows
from gui.views.canvas import CENTRE, LEFT, RIGHT, Canvas
from gui.views.free_rows import SpokenRow
from gui.views.gradient_rows import GradientRows
from gui.views.heatmap import HeatMap
from gui.views.layout import AXIS, GAP, LINE, Band, Layout, Part
from gui.views.legend import Legend
from gui.views.numbers import share, signed
from gui.views.readout import value_at
from gui.views.text_rows import NARROWEST, TextRows
from gui.views.ticks import Ticks, left_of, ticks
from gui.views.view import trace_name


def parts(scene: StackScene) -> tuple[Part, ...]:
    """The bands of this scene from top to bottom."""
    maps = (Part.MAP,) * len(scene.rows)
    gradient: tuple[Part, ...] = ()
    if scene.gradient is not None:
        gradient = (Part.GRADIENT, *(Part.FLOW_MAP,) * len(scene.gradient.maps), Part.STEP_LOSS)
    if scene.symbols is not None:
        spoken = (Part.SPOKEN,) if scene.free is not None else ()
        return (Part.CHARACTERS, *maps, Part.NEXT, *gradient, *spoken)
    if scene.forecast is None:
        return (*maps, *gradient)
    shown = min(len(scene.forecast.target_columns), number_rows.FORECASTS_MOST)
    saliency = (Part.SALIENCY,) if gradient else ()
    return (Part.INPUT, *saliency, *maps, *(Part.FORECAST,) * shown, *gradient)


class StackPainter:
    """Keeps pictures, characters and axis names between paintings; holds no scene."""

    def __init__(self) -> None:
        self.legend = Legend()
        self._maps: list[HeatMap] = []
        self._text = TextRows()
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
        if scene.free is not None:
            free_rows.paint_words(canvas, layout, scene.free)
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
            _name(canvas, band, translate("Stack", "forecast"))
            number_rows.paint_forecast(canvas, layout, band, scene.forecast, scene.t, scene.free)
        elif band.part is Part.CHARACTERS and scene.symbols is not None:
            _name(canvas, band, translate("Stack", "input"))
            if scene.gradient is not None:
                self.gradient.colour_characters(canvas, layout, band, scene.gradient)
            self._text.characters(canvas, layout, band.top, band.height, scene.symbols, scene.t, canvas.look.ink)
        elif band.part is Part.SPOKEN and scene.free is not None:
            self._spoken.paint(canvas, layout, band, scene.free)
        elif band.part is not Part.NEXT:
            self.gradient.paint(canvas, scene, layout, band, ratio)
        elif scene.symbols is not None:
            _name(canvas, band, translate("Stack", "next symbol"))
            _note(canvas, band.bottom - LINE, LINE, translate("Stack", "truth"))
            self._text.probable(canvas, layout, band, scene.symbols)

    def _map(self, canvas: Canvas, scene: StackScene, layout: Layout, band: Band, ratio: float) -> None:
        row = scene.rows[band.index]
        _name(canvas, band, trace_name(row.trace))
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
            if band.part in (Part.CHARACTERS, Part.NEXT) and layout.column >= NARROWEST:
                canvas.frame(layout.x(scene.t), band.top, layout.column, band.height, canvas.look.accent)
                top = band.bottom
            else:
                bottom = min(band.bottom + GAP, layout.axis + 2) if scene.symbols is None else band.bottom
                canvas.bar(x - 1, top, 3, bottom - top, canvas.look.window, 0.5)
                canvas.bar(x, top, 1, bottom - top, canvas.look.accent)
                top = bottom

    def _axis(self, canvas: Canvas, scene: StackScene, layout: Layout) -> None:
        """The names below the columns; the cursor's own name stands in a tag, and those it would touch give way."""
        wide_text = scene.symbols is not None and layout.column >= NARROWEST
        if wide_text and scene.symbols is not None:
            muted = canvas.look.muted
            self._text.characters(canvas, layout, layout.axis + 3, AXIS - 6, scene.symbols, scene.t, muted)
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

    def _names(self, canvas: Canvas, scene: StackScene, layout: Layout) -> Ticks:
        labels = scene.labels if scene.symbols is None else tuple(str(t + 1) for t in range(scene.length))
        if layout.ahead and scene.free is not None:
            labels += scene.free.labels
        kept = self._ticks
        if kept is None or kept[1] != layout.width or (kept[0] is not labels and kept[0] != labels):
            found = ticks(labels, layout.column, lambda text: canvas.width(text, canvas.small))
            kept = self._ticks = (labels, layout.width, found)
        return kept[2]

    def _tag(self, canvas: Canvas, scene: StackScene, layout: Layout) -> QRectF | None:
        wide_enough = scene.symbols is not None and layout.column >= NARROWEST
        if not 0 <= scene.t < scene.length or wide_enough:
            return None
        label = str(scene.t + 1) if scene.symbols is not None else scene.labels[scene.t]
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
    """What the band is called where one can ask for words about it (``gui/words_entries.py``)."""
    if band.part is Part.MAP:
        return scene.rows[band.index].trace
    named = {Part.INPUT: "input", Part.CHARACTERS: "input", Part.FORECAST: "forecast", Part.NEXT: "next_symbol"}
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


def _name(canvas: Canvas, band: Band, name: str) -> None:
    canvas.write(QRectF(12, band.top, 82, 16), name, canvas.look.ink, LEFT)


def _note(canvas: Canvas, top: float, height: float, text: str) -> None:
    canvas.write(QRectF(12, top, 82, height), text, canvas.look.muted, LEFT, canvas.small)
