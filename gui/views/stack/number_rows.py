"""The numeric bands of the stack: the input columns on top, the forecast against the truth at the bottom."""

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPen

from gatescope.engine.protocol.frame import Array, Forecast
from gatescope.gui.kit.canvas import LEFT, Canvas, limits
from gatescope.gui.kit.live_numbers import tick
from gatescope.gui.look.readable_numbers import three
from gatescope.gui.views.stack import free_rows
from gatescope.gui.views.stack.layout import (
    AT_NAME,
    GUTTER,
    LINE,
    NAME_LEFT,
    Band,
    Form,
    Grow,
    Layout,
    Part,
    Pointer,
    Readout,
    Stroke,
    write_name,
)
from gatescope.gui.views.stack.scene import StackScene
from gatescope.gui.words.baselines import autoregression, repeated
from gatescope.gui.words.entries import Topic

GRID = 36  # px between two lines at round values, at least
GUTTER_KEY = 80  # px of a row from which its lines are named in the gutter where it has none above
COLUMNS_MOST = 8  # input columns drawn
FORECASTS_MOST = 3  # target columns drawn, one band each


@dataclass(frozen=True)
class Series:
    """One line of a band and its entry in the key."""

    name: str
    values: Array  # (T,)
    pen: QPen


def middles(layout: Layout) -> Array:
    """The x of the middle of every column, (T,)."""
    return layout.left + (np.arange(layout.length) + 0.5) * layout.width / layout.length


def input_series(canvas: Canvas, forecast: Forecast) -> list[Series]:
    """The input columns: what is forecast in ink, the others paler. Drawn in reverse, so that the first is on top."""
    look = canvas.look
    order = sorted(
        range(len(forecast.input_columns)), key=lambda i: forecast.input_columns[i] not in forecast.target_columns
    )
    return [
        Series(
            forecast.titled(forecast.input_columns[i]),
            forecast.inputs[:, i],
            canvas.pen(look.ink if forecast.input_columns[i] in forecast.target_columns or not at else look.faint),
        )
        for at, i in enumerate(order[:COLUMNS_MOST])
    ]


def forecast_series(canvas: Canvas, forecast: Forecast, column: int) -> list[Series]:
    """Truth, network and naive baseline of one target column, and AR(p) where there is one."""
    look, translate = canvas.look, QCoreApplication.translate
    series = [
        Series(truth_name(forecast.shift), forecast.target[:, column], canvas.pen(look.ink)),
        Series(
            translate("Stack", "network"),
            forecast.prediction[:, column],
            canvas.pen(look.accent, Qt.PenStyle.DashLine),
        ),
        Series(
            repeated(forecast.shift),
            forecast.naive[:, column],
            canvas.pen(look.muted, Qt.PenStyle.DotLine),
        ),
    ]
    if forecast.autoregression is not None:
        values = forecast.autoregression[:, column]
        series.append(Series(autoregression(forecast.order), values, canvas.pen(look.muted, Qt.PenStyle.DashDotLine)))
    return series


def truth_name(shift: int) -> str:
    """The truth, and how far ahead of what is read it lies where that is not one step."""
    translate = QCoreApplication.translate
    return translate("Stack", "truth, {n} ahead").format(n=shift) if shift > 1 else translate("Stack", "truth")


def later(forecast: Forecast) -> int:
    """How many columns after what was read the forecast is drawn: at its own time, where there is more than one step
    between them and the axis has room for it. One step ahead it stands below what it follows from."""
    return forecast.shift if 1 < forecast.shift <= len(forecast.inputs) else 0


def paint_input(canvas: Canvas, layout: Layout, band: Band, forecast: Forecast, t: int) -> None:
    """Every column within its own range, since units differ."""
    box, xs = QRectF(layout.left, band.top, layout.width, band.height), middles(layout)
    series = input_series(canvas, forecast)
    if len(series) == 1 and band.form is not Form.OPEN:
        _grid(canvas, layout, band, *limits(series[0].values))
    # last what matters most, so that it lies on top
    for one in reversed(series):
        canvas.curve(box, xs, one.values, *limits(one.values), one.pen)
    paint_key(canvas, layout, band, series, t)


def paint_forecast(canvas: Canvas, layout: Layout, band: Band, scene: StackScene) -> None:
    """The range is the truth's and the baseline's, so that it stands still while the network learns; a forecast
    outside it leaves the band. What the network goes on with stands in the columns after the probe."""
    forecast, free, t = scene.forecast, scene.free, scene.t
    assert forecast is not None
    shift = later(forecast)
    box = QRectF(layout.left, band.top, layout.end - layout.left if shift else layout.width, band.height)
    xs = middles(layout) + shift * layout.column
    series = forecast_series(canvas, forecast, band.index)
    truth, network, naive = series[:3]
    known = np.isfinite(truth.values).any()
    # the range must hold what comes after the probe too, or the truth would leave the band there
    ahead = free.truth[:, band.index] if free is not None and free.truth is not None else np.empty(0)
    low, high = limits(truth.values, naive.values, ahead, pad=0.15) if known else limits(network.values, naive.values)
    if band.form is not Form.OPEN or not band.key:
        _grid(canvas, layout, band, low, high)
    for one in reversed(series):
        canvas.curve(box, xs, one.values, low, high, one.pen)
    _lone(canvas, box, xs, truth, low, high)
    if shift and 0 <= t < layout.length:  # where the forecast that is made at the cursor belongs
        canvas.bar(layout.x(t + 0.5 + shift), band.top, 1, band.height, canvas.look.accent, 0.35)
    if free is not None and free.values is not None and layout.ahead:
        box = QRectF(layout.x(layout.length - 0.5), band.top, layout.end - layout.x(layout.length - 0.5), band.height)
        xs = free_rows.middles(layout, len(free.values)) + (layout.column if shift else 0)
        canvas.curve(box, xs, ahead, low, high, truth.pen)
        canvas.curve(box, xs, free.values[:, band.index], low, high, network.pen)
    column = forecast.target_columns[band.index]
    alone = len(forecast.target_columns) == 1 and band.key
    name = forecast.units.get(column, "") if alone else forecast.titled(column)
    # where there is one line alone, what the network says is what is looked for
    brief = band.form is Form.LOW
    paint_key(canvas, layout, band, [network, truth, *series[2:]] if brief else series, t, name)


def rounds(low: float, high: float, most: int) -> list[float]:
    """The multiples of 1, 2 or 5 times a power of ten between two values, at most so many."""
    if not (most > 0 and math.isfinite(high - low) and high > low):
        return []
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    step = next(one * power for one in (1, 2, 5, 10, 20) if (high - low) / (one * power) <= most)
    return [at * step for at in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _grid(canvas: Canvas, layout: Layout, band: Band, low: float, high: float) -> None:
    """Lines at round values, each named at its right end, in the column of the legend."""
    for value in rounds(low, high, band.height // GRID):
        y = round(band.bottom - 0.5 - (value - low) / (high - low) * (band.height - 1))
        canvas.bar(layout.left, y, layout.end - layout.left, 1, canvas.look.border)
        box = QRectF(layout.end + 6, y - LINE / 2, layout.beside - 6, LINE)
        canvas.write(box, tick(value), canvas.look.muted, LEFT, canvas.small)


def _lone(canvas: Canvas, box: QRectF, xs: Array, truth: Series, low: float, high: float) -> None:
    """A truth at a single step, as that of a whole sequence is: a dot, and a faint level that all steps strive for."""
    known = np.flatnonzero(np.isfinite(truth.values))
    if len(known) != 1 or len(truth.values) == 1:
        return
    value = truth.values[known]
    canvas.curve(box, xs, np.full(len(xs), value[0]), low, high, canvas.pen(canvas.look.faint))
    y = box.bottom() - 0.5 - float((value[0] - low) / ((high - low) or 1.0)) * (box.height() - 1)
    canvas.bar(xs[known[0]] - 3, y - 3, 6, 6, canvas.look.ink)


def paint_key(canvas: Canvas, layout: Layout, band: Band, series: list[Series], t: int, title: str = "") -> None:
    """Which line is what, and its value at the cursor; entries that do not fit are left out."""
    if not band.key:
        if band.form is not Form.OPEN or band.height >= GUTTER_KEY:
            _paint_gutter(canvas, band, series, t, title)
        return
    x, y = float(layout.left), band.top - band.key
    if title:
        x = _entry(canvas, x, y, band.key, title)
    for one in series:
        text = one.name + _value(one, t)
        # half an entry would say something else: what does not fit is left out, from here on
        if x + 24 + canvas.width(text, canvas.small) > layout.end - BADGE:
            return
        if len(series) > 1:
            canvas.rule(x, y + band.key / 2 - 0.5, x + 16, y + band.key / 2 - 0.5, one.pen)
            x += 22
        x = _entry(canvas, x, y, band.key, text)


def _paint_gutter(canvas: Canvas, band: Band, series: list[Series], t: int, title: str) -> None:
    """The same below the name, a line each, as far as the row reaches."""
    y = float(band.top + LINE + 2)
    lines = int(band.bottom + 1 - y) // LINE
    if not lines:  # the value alone, at the end of the name's line
        _line_beside(canvas, float(band.top), "", _value(series[0], t).strip(), None)
    if title and lines > len(series) > 1:
        _line_beside(canvas, y, title, "", None)
        y += LINE
    for one in series[:lines]:
        _line_beside(canvas, y, one.name, _value(one, t).strip(), one.pen if len(series) > 1 else None)
        y += LINE


def _line_beside(canvas: Canvas, y: float, name: str, value: str, pen: QPen | None) -> None:
    right = GUTTER - 10
    x = float(NAME_LEFT)
    if pen is not None:
        canvas.rule(x, y + LINE / 2 - 0.5, x + 12, y + LINE / 2 - 0.5, pen)
        x += 16
    wide = canvas.width(value, canvas.small)
    room = right - x - (wide + 6 if value else 0)
    short = QFontMetricsF(canvas.small).elidedText(name, Qt.TextElideMode.ElideRight, room)
    canvas.write(QRectF(x, y, room + 2, LINE), short, canvas.look.muted, LEFT, canvas.small)
    canvas.write(QRectF(right - wide - 2, y, wide + 2, LINE), value, canvas.look.ink, LEFT, canvas.small)


def _value(one: Series, t: int) -> str:
    """The value at the cursor; of a truth at a single step that one."""
    known = np.flatnonzero(np.isfinite(one.values))
    at = int(known[0]) if len(known) == 1 else t
    return f" {three(float(one.values[at]))}" if 0 <= at < len(one.values) else ""


BADGE = 200  # px at the right end of the first key line, for the step


def _entry(canvas: Canvas, x: float, y: float, height: float, text: str) -> float:
    wide = canvas.width(text, canvas.small)
    canvas.write(QRectF(x, y, wide + 2, height), text, canvas.look.muted, LEFT, canvas.small)
    return x + wide + 16


# ---- the bands -------------------------------------------------------------------------------------------------


def _input_name() -> str:
    return QCoreApplication.translate("Stack", "input")


def _forecast_name(scene: StackScene) -> str:
    translate = QCoreApplication.translate
    return translate("Stack", "forecast") if scene.shape.shift else translate("Stack", "estimate")


def _paint_input(stroke: Stroke, band: Band) -> None:
    if stroke.scene.forecast is not None:
        write_name(stroke.canvas, band, _input_name())
        paint_input(stroke.canvas, stroke.layout, band, stroke.scene.forecast, stroke.scene.t)


def _paint_forecast(stroke: Stroke, band: Band) -> None:
    write_name(stroke.canvas, band, _forecast_name(stroke.scene))
    paint_forecast(stroke.canvas, stroke.layout, band, stroke.scene)


def _read_input(at: Pointer) -> Readout | None:
    forecast = at.scene.forecast
    if forecast is None:
        return None
    names = map(forecast.titled, forecast.input_columns)
    lines = [(name, three(float(forecast.inputs[at.t, i]))) for i, name in enumerate(names)]
    return Readout(at.title, tuple(lines[:12]))


def _read_forecast(at: Pointer) -> Readout | None:
    """What is said at this step; one that is drawn at its own time also says when it was made."""
    forecast, translate = at.scene.forecast, QCoreApplication.translate
    if forecast is None:
        return None
    if not later(forecast):
        return Readout(at.title, _told(forecast, at.band.index, at.t))
    shift, here = later(forecast), int((at.x - at.layout.left) / at.layout.column)
    if here < shift or here - shift >= at.scene.length:
        return None
    made = at.scene.labels[here - shift] or str(here - shift + 1)
    title = at.scene.labels[here] if here < at.scene.length else ""
    title = title or translate("Stack", "step {t} of the sequence").format(t=here + 1)
    said = (translate("Stack", "said {n} steps before").format(n=shift), made)
    return Readout(title, (*_told(forecast, at.band.index, here - shift), said))


def _told(forecast: Forecast, column: int, t: int) -> tuple[tuple[str, str], ...]:
    translate = QCoreApplication.translate
    truth = translate("Stack", "truth, one ahead") if forecast.shift == 1 else truth_name(forecast.shift)
    return (
        (truth, three(float(forecast.target[t, column]))),
        (translate("Stack", "network"), three(float(forecast.prediction[t, column]))),
        (repeated(forecast.shift), three(float(forecast.naive[t, column]))),
    )


def _beyond(scene: StackScene) -> bool:
    """Whether the forecast itself lies on the columns after the probe."""
    return scene.free is None and scene.forecast is not None and later(scene.forecast) > 0


def _forecasts(scene: StackScene) -> int:
    if scene.symbols is not None or scene.forecast is None:
        return 0
    return min(len(scene.forecast.target_columns), FORECASTS_MOST)


def reads_numbers(scene: StackScene) -> bool:
    """Whether there are input columns to be drawn."""
    return not scene.shape.reads_symbols and scene.forecast is not None and bool(scene.forecast.input_columns)


INPUT = Part(
    "input",
    Grow.CURVE,
    lambda scene: int(reads_numbers(scene)),
    _paint_input,
    lambda _scene, _band: Topic.INPUT,
    _read_input,
    mark=AT_NAME,
    keyed=True,
    title=lambda _scene, _index: _input_name(),
    first=True,
    axis=True,
)
FORECAST = Part(
    "forecast",
    Grow.CURVE,
    _forecasts,
    _paint_forecast,
    lambda _scene, _band: Topic.FORECAST,
    _read_forecast,
    mark=AT_NAME,
    keyed=True,
    beyond=_beyond,
    title=lambda scene, _index: _forecast_name(scene),
    loose=True,
    axis=True,
)
