"""The numeric bands of the stack: the input columns on top, the forecast against the truth at the bottom."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPen

from engine.frame import Array, Forecast
from gui.numbers import three
from gui.scene_free import FreeScene
from gui.views import free_rows
from gui.views.canvas import LEFT, Canvas, limits
from gui.views.layout import Band, Layout

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
            forecast.input_columns[i],
            forecast.inputs[:, i],
            canvas.pen(look.ink if forecast.input_columns[i] in forecast.target_columns or not at else look.faint),
        )
        for at, i in enumerate(order[:COLUMNS_MOST])
    ]


def forecast_series(canvas: Canvas, forecast: Forecast, column: int) -> list[Series]:
    """Truth, network and naive baseline of one target column."""
    look, translate = canvas.look, QCoreApplication.translate
    return [
        Series(translate("Stack", "truth"), forecast.target[:, column], canvas.pen(look.ink)),
        Series(
            translate("Stack", "network"),
            forecast.prediction[:, column],
            canvas.pen(look.accent, Qt.PenStyle.DashLine),
        ),
        Series(
            translate("Stack", "repeat last value"),
            forecast.naive[:, column],
            canvas.pen(look.muted, Qt.PenStyle.DotLine),
        ),
    ]


def paint_input(canvas: Canvas, layout: Layout, band: Band, forecast: Forecast, t: int) -> None:
    """Every column within its own range, since units differ."""
    box, xs = QRectF(layout.left, band.top, layout.width, band.height), middles(layout)
    series = input_series(canvas, forecast)
    for one in reversed(series):
        canvas.curve(box, xs, one.values, *limits(one.values), one.pen)
    paint_key(canvas, layout, band, series, t)


def paint_forecast(
    canvas: Canvas, layout: Layout, band: Band, forecast: Forecast, t: int, free: FreeScene | None = None
) -> None:
    """The range is the truth's and the baseline's, so that it stands still while the network learns; a forecast
    outside it leaves the band. What the network goes on with stands in the columns after the probe."""
    box, xs = QRectF(layout.left, band.top, layout.width, band.height), middles(layout)
    series = forecast_series(canvas, forecast, band.index)
    truth, network, naive = series
    known = np.isfinite(truth.values).any()
    ahead = free.truth[:, band.index] if free is not None and free.truth is not None else np.empty(0)
    low, high = limits(truth.values, naive.values, ahead, pad=0.15) if known else limits(network.values, naive.values)
    for one in reversed(series):
        canvas.curve(box, xs, one.values, low, high, one.pen)
    if free is not None and free.values is not None and layout.ahead:
        box = QRectF(layout.x(layout.length - 0.5), band.top, layout.end - layout.x(layout.length - 0.5), band.height)
        xs = free_rows.middles(layout, len(free.values))
        canvas.curve(box, xs, ahead, low, high, truth.pen)
        canvas.curve(box, xs, free.values[:, band.index], low, high, network.pen)
    name = forecast.target_columns[band.index] if len(forecast.target_columns) > 1 else ""
    paint_key(canvas, layout, band, series, t, name)


def paint_key(canvas: Canvas, layout: Layout, band: Band, series: list[Series], t: int, title: str = "") -> None:
    """Which line is what, and its value at the cursor; entries that do not fit are left out."""
    if not band.key:
        return
    x, y = float(layout.left), band.top - band.key
    if title:
        x = _entry(canvas, x, y, band.key, title)
    for one in series:
        text = one.name + (f" {three(float(one.values[t]))}" if 0 <= t < len(one.values) else "")
        if x + 24 + canvas.width(text, canvas.small) > layout.end - BADGE:
            return
        if len(series) > 1:
            canvas.rule(x, y + band.key / 2 - 0.5, x + 16, y + band.key / 2 - 0.5, one.pen)
            x += 22
        x = _entry(canvas, x, y, band.key, text)


BADGE = 200  # px at the right end of the first key line, for the step


def _entry(canvas: Canvas, x: float, y: float, height: float, text: str) -> float:
    wide = canvas.width(text, canvas.small)
    canvas.write(QRectF(x, y, wide + 2, height), text, canvas.look.muted, LEFT, canvas.small)
    return x + wide + 16
