"""Paints the stack: every band on the same columns, one cursor through all of them."""

import math
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QRectF

from gatescope.gui.kit.canvas import CENTRE, RIGHT, Canvas
from gatescope.gui.kit.ticks import Ticks, crowded, left_of, ticks
from gatescope.gui.look.readable_numbers import count, three
from gatescope.gui.views.stack import free_rows, gradient_rows, number_rows
from gatescope.gui.views.stack.gradient_rows import GradientRow
from gatescope.gui.views.stack.layout import AXIS, GAP, GUTTER, Band, Form, Layout, Painters, Stroke, on_axis
from gatescope.gui.views.stack.legend import Legend
from gatescope.gui.views.stack.map_rows import MAP, drawn_as_lines, line_of
from gatescope.gui.views.stack.scene import MapRow, StackScene
from gatescope.gui.views.stack.sharing.about import About
from gatescope.gui.views.stack.text_rows import TextRows, in_columns, shown

FRAMED = 5  # px of a unit's line that a frame around it leaves to be seen


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
        self._kept = Painters()
        self._ticks: tuple[tuple[str, ...], int, Ticks] | None = None

    @property
    def link(self) -> QRectF | None:
        """Where the words stand that say what is differentiated."""
        return self._kept.of(GradientRow).link

    @property
    def links(self) -> About:
        """The words beside the row in focus that are buttons."""
        return self._kept.of(About)

    def forget(self) -> None:
        """The font has changed: what was measured with the old one is gone."""
        self._kept.forget()
        self._ticks = None

    def paint(self, canvas: Canvas, scene: StackScene, layout: Layout, ratio: float) -> None:
        self.legend.paint(canvas, scene, layout)
        self.links.links = ()
        free_rows.paint_ground(canvas, layout)
        stroke = Stroke(canvas, scene, layout, ratio, self._kept)
        # what lies on top is painted after: bands, words beyond the probe, boundary, unit, cursor, names, badge
        for band in layout.bands:
            if scene.pointed and band.part.mark is not None and scene.pointed == band.part.topic(scene, band):
                _point_at(canvas, band)
            if band.form is Form.LARGE:
                canvas.bar(
                    0, band.top - band.key - 3, GUTTER - 4, band.height + band.key + 6, canvas.look.selection, 0.4
                )
            band.part.paint(_along(stroke, band), band)
        free_rows.paint_words(canvas, layout, scene.free, scene.shape.shift)
        self._boundary(canvas, scene, layout)
        self._unit(canvas, scene, layout)
        self._cursor(stroke)
        self._axis(stroke)
        self._badge(canvas, scene, layout)

    def _boundary(self, canvas: Canvas, scene: StackScene, layout: Layout) -> None:
        """Where the validation part begins, if it begins within the sequence."""
        if not 0 < scene.validation_from < scene.length:
            return
        x = round(layout.x(scene.validation_from))
        for band in layout.bands:
            # a line in the colour of the window below the dashes: they are seen on dark and on light cells alike
            canvas.bar(x, band.top, 1, band.height, canvas.look.window, 0.6)
            for y in range(band.top, band.bottom, 6):
                canvas.bar(x, y, 1, min(4, band.bottom - y), canvas.look.muted)

    def _unit(self, canvas: Canvas, scene: StackScene, layout: Layout) -> None:
        """The highlighted unit, dotted through all maps; the pinned ones have their colours at both ends."""
        for band in layout.bands:
            if band.part is not MAP or scene.unit < 0 or not scene.rows[band.index].of_units:
                continue
            row = scene.rows[band.index]
            if row.part and row.part != scene.layer:  # of another half, whose units are others
                continue
            for at, unit in () if drawn_as_lines(scene, band) else enumerate(scene.pinned):
                y = int(line_of(band, row, unit))
                for x in (layout.left - 5, layout.right + 1):
                    canvas.bar(x, y - 1, 4, 3, canvas.look.pin_colour(at))
            if band.form is not Form.STRIP and not drawn_as_lines(scene, band):
                self._mark_unit(canvas, layout, band, row, scene.unit)

    def _mark_unit(self, canvas: Canvas, layout: Layout, band: Band, row: MapRow, unit: int) -> None:
        """Around its line where that can be seen inside, else along it."""
        middle, tall = line_of(band, row, unit), band.height / row.size
        if tall >= FRAMED:
            top, bottom = round(middle - tall / 2), round(middle + tall / 2)
            canvas.frame(layout.left - 1, top - 1, layout.width + 1, bottom - top + 2, canvas.look.window)
            canvas.frame(layout.left, top, layout.width - 1, bottom - top, canvas.look.ink)
            return
        canvas.bar(layout.left, int(middle), layout.width, 1, canvas.look.window, 0.55)
        canvas.dots(layout.left, int(middle), layout.width, 1, canvas.look.ink)

    def _cursor(self, stroke: Stroke) -> None:
        layout = stroke.layout
        top = next((band.top for band in layout.bands if band.part.crossed), layout.axis)
        labels = stroke.scene.labels
        for band in layout.bands:
            own = _along(stroke, band)
            if own.scene.labels is not labels:  # the next bands stand on the steps of the other sequence
                labels, top = own.scene.labels, band.top
            top = self._cross(own, band, top)

    def _cross(self, stroke: Stroke, band: Band, top: int) -> int:
        """The cursor through a band, from ``top``; returns how far it reaches."""
        canvas, scene, layout = stroke.canvas, stroke.scene, stroke.layout
        if not band.part.crossed or not 0 <= scene.t < scene.length:
            return band.bottom
        if band.part.tokens and in_columns(stroke):
            canvas.frame(layout.x(scene.t), band.top, layout.column, band.height, canvas.look.accent)
            return band.bottom
        x = int(layout.x(scene.t + 0.5))
        bottom = band.bottom if scene.shape.reads_symbols else min(band.bottom + GAP, layout.axis + 2)
        # the same at both sides of the cursor: an accent alone drowns in the middle of a colour map
        canvas.bar(x - 1, top, 3, bottom - top, canvas.look.window, 0.5)
        canvas.bar(x, top, 1, bottom - top, canvas.look.accent)
        return bottom

    def _axis(self, stroke: Stroke) -> None:
        """The names below the columns; the cursor's own name stands in a tag, and those it would touch give way."""
        canvas, scene, layout = stroke.canvas, stroke.scene, stroke.layout
        wide_text = in_columns(stroke)
        if wide_text:
            top, muted = layout.axis + 3, canvas.look.muted
            self._kept.of(TextRows).tokens(canvas, layout, top, AXIS - 6, scene.labels, scene.t, muted)
        # the tags first: names give way to them, not the other way round
        taken = self._marks(stroke)
        for t, name in () if wide_text else self._names(canvas, scene, layout):
            wide = canvas.width(name, canvas.small)
            left = layout.left + left_of(t, wide, layout.column, layout.columns)
            box = QRectF(left, layout.axis + 3, wide + 1, AXIS - 4)
            if not any(box.adjusted(-6, 0, 6, 0).intersects(mark) for mark in taken):
                canvas.write(box, name, canvas.look.muted, CENTRE, canvas.small)

    def _marks(self, stroke: Stroke) -> list[QRectF]:
        """The tags on the axis: the cursor's, τ's, and how long the memory is."""
        canvas, scene, layout = stroke.canvas, stroke.scene, stroke.layout
        at_tau = scene.gradient is not None and scene.gradient.tau == scene.t
        tag = None if at_tau else self._tag(stroke)
        flag = gradient_rows.paint_flag(canvas, scene, layout, tag)
        memory = gradient_rows.paint_memory(canvas, scene, layout, [b for b in (flag, tag) if b is not None])
        return [box for box in (tag, flag, memory) if box is not None]

    def _names(self, canvas: Canvas, scene: StackScene, layout: Layout) -> Ticks:
        """Tokens that are words stand on the axis as far as they fit, characters by their number."""
        words = scene.shape.reads_symbols and self._kept.of(TextRows).words(canvas, scene.labels)
        labels = scene.labels
        if scene.shape.reads_symbols and not words:
            labels = tuple(str(t + 1) for t in range(scene.length))
        if layout.ahead and scene.free is not None:
            labels += scene.free.labels
        kept = self._ticks
        if kept is None or kept[1] != layout.width or (kept[0] is not labels and kept[0] != labels):
            # kept until the labels or the width are others: measuring hundreds of names costs more than a map
            choose = crowded if words else ticks
            said = tuple(map(shown, labels)) if words else labels
            found = choose(said, layout.column, lambda text: canvas.width(text, canvas.small))
            kept = self._ticks = (labels, layout.width, found)
        return kept[2]

    def _tag(self, stroke: Stroke) -> QRectF | None:
        canvas, scene, layout = stroke.canvas, stroke.scene, stroke.layout
        if not 0 <= scene.t < scene.length or in_columns(stroke):
            return None
        label = scene.labels[scene.t]
        if scene.shape.reads_symbols:
            label = shown(label) if self._kept.of(TextRows).words(canvas, scene.labels) else str(scene.t + 1)
        wide = canvas.width(label, canvas.small) + 12
        box = QRectF(layout.x(scene.t + 0.5) - wide / 2, layout.axis + 4, wide, AXIS - 6)
        box.moveLeft(min(max(box.left(), layout.left), layout.end - wide))
        canvas.pill(box, label, canvas.look.accent, canvas.look.on_accent)
        return box

    def _badge(self, canvas: Canvas, scene: StackScene, layout: Layout) -> None:
        """Which step is looked at, and that it is past where it is."""
        band = next((one for one in layout.bands if not one.part.guest), layout.bands[0])
        apart = scene.live and math.isnan(scene.plain_loss)
        if not band.key and (apart or all(one.form is Form.OPEN for one in layout.bands)):
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
        top = band.top - band.key if band.key else band.top + 2
        if scene.live and not altered:
            canvas.write(QRectF(layout.end - wide - 2, top, wide + 2, 16), text, canvas.look.muted, RIGHT, canvas.small)
        else:
            box = QRectF(layout.end - wide - 12, top - 1, wide + 12, 16)
            canvas.pill(box, text, canvas.look.warn, canvas.look.window)


def _along(stroke: Stroke, band: Band) -> Stroke:
    """The painting along the steps that a band stands on."""
    scene, layout = on_axis(stroke.scene, stroke.layout, band)
    return stroke if scene is stroke.scene else replace(stroke, scene=scene, layout=layout)


def _point_at(canvas: Canvas, band: Band) -> None:
    """Look here first: an accent mark and tint at the band's name."""
    canvas.bar(4, band.top - 1, 88, 18, canvas.look.accent, 0.14)
    canvas.bar(4, band.top - 1, 3, max(band.height, 18), canvas.look.accent)
