"""What stands in the box beside the mouse: the exact values under it."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPen

from gatescope.engine.protocol.frame import Forecast
from gatescope.gui.kit.canvas import LEFT, RIGHT, Canvas
from gatescope.gui.kit.live_numbers import share, signed
from gatescope.gui.kit.view import trace_name
from gatescope.gui.look.numbers import three
from gatescope.gui.state.ordering import place_of, unit_on
from gatescope.gui.views.stack import number_rows, row_readouts
from gatescope.gui.views.stack.layout import Band, Layout, Part
from gatescope.gui.views.stack.scene import MapRow, StackScene
from gatescope.gui.views.stack.text_rows import UNKNOWN, shown
from gatescope.gui.words.baselines import repeated


@dataclass(frozen=True)
class Readout:
    """A heading and lines of name and value."""

    title: str
    lines: tuple[tuple[str, str], ...]


def unit_at(band: Band, row: MapRow, y: float) -> int:
    """The unit whose line of the map is at height y."""
    return unit_on(row.order, min(max(int((y - band.top) * row.size / band.height), 0), row.size - 1))


def value_at(row: MapRow, t: int, unit: int) -> tuple[float, bool]:
    """The value drawn at (t, unit), and whether it is exact and not a pooled mean."""
    times, units = row.values.shape
    line = place_of(row.order, unit) if row.pooled else unit
    return float(row.values[t * times // row.steps, line * units // row.size]), not row.pooled


def read(scene: StackScene, layout: Layout, x: float, y: float) -> Readout | None:
    """What is under (x, y); None outside the bands."""
    band = layout.band_at(y)
    if band is None or not layout.left <= x < layout.end or band.part is Part.SPOKEN:
        return None
    free = scene.free is not None and x >= layout.right
    if band.part is Part.FORECAST and not free and scene.forecast is not None and number_rows.later(scene.forecast):
        return _later(scene, scene.forecast, layout, band, x)
    if x >= layout.right:
        told = row_readouts.ahead(scene, layout, x)
        return Readout(*told) if told else None
    t = layout.t_at(x)
    title = QCoreApplication.translate("Stack", "step {t} of the sequence").format(t=t + 1)
    if scene.labels and not scene.shape.reads_symbols and scene.labels[t]:
        title = scene.labels[t]
    if band.part is Part.MAP:
        return _of_map(scene.rows[band.index], band, t, y, title)
    if band.part in (Part.GRADIENT, Part.FLOW_MAP, Part.STEP_LOSS, Part.SALIENCY):
        return Readout(title, row_readouts.of_gradient(scene.gradient, band, t)) if scene.gradient else None
    if band.part in (Part.INPUT, Part.FORECAST):
        return Readout(title, tuple(_of_forecast(scene, band, t)))
    return Readout(title, tuple(_of_symbols(scene, t)))


def _later(scene: StackScene, forecast: Forecast, layout: Layout, band: Band, x: float) -> Readout | None:
    """A forecast that is drawn at its own time: which it is, and when it was made."""
    shift, translate = number_rows.later(forecast), QCoreApplication.translate
    at = int((x - layout.left) / layout.column)
    if at < shift or at - shift >= scene.length:
        return None
    made = scene.labels[at - shift] or str(at - shift + 1)
    title = scene.labels[at] if at < scene.length else ""
    title = title or translate("Stack", "step {t} of the sequence").format(t=at + 1)
    said = (translate("Stack", "said {n} steps before").format(n=shift), made)
    return Readout(title, (*_of_forecast(scene, band, at - shift), said))


def _of_map(row: MapRow, band: Band, t: int, y: float, title: str) -> Readout:
    unit = unit_at(band, row, y)
    value, exact = value_at(row, t, unit)
    name = QCoreApplication.translate("Stack", "{trace}, unit {unit}").format(trace=trace_name(row.trace), unit=unit)
    return Readout(title, ((name, ("" if exact else "≈ ") + signed(value)),))


def _of_forecast(scene: StackScene, band: Band, t: int) -> list[tuple[str, str]]:
    forecast, translate = scene.forecast, QCoreApplication.translate
    if forecast is None:
        return []
    if band.part is Part.INPUT:
        return [(name, three(float(forecast.inputs[t, i]))) for i, name in enumerate(forecast.input_columns)][:12]
    column = band.index
    return [
        (_truth(forecast.shift), three(float(forecast.target[t, column]))),
        (translate("Stack", "network"), three(float(forecast.prediction[t, column]))),
        (repeated(forecast.shift), three(float(forecast.naive[t, column]))),
    ]


def _truth(shift: int) -> str:
    if shift == 1:
        return QCoreApplication.translate("Stack", "truth, one ahead")
    return number_rows.truth_name(shift)


def _of_symbols(scene: StackScene, t: int) -> list[tuple[str, str]]:
    symbols, translate = scene.symbols, QCoreApplication.translate
    lines = []
    if scene.shape.reads_symbols:
        lines.append((translate("Stack", "read"), f"‘{shown(scene.labels[t])}’"))
    if symbols is None:
        return lines

    def name(i: int) -> str:
        said = shown(symbols.names.get(i, UNKNOWN))
        return said if scene.shape.classes else f"‘{said}’"

    pairs = zip(symbols.top[t], symbols.probability[t], strict=True)
    lines += [(name(int(i)), share(float(p))) for i, p in pairs]
    if symbols.truth[t] >= 0:
        truth = name(int(symbols.truth[t]))
        lines.append(
            (translate("Stack", "truth {symbol}").format(symbol=truth), share(float(symbols.truth_probability[t])))
        )
    return lines


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
