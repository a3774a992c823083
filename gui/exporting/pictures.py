"""Pictures out: a widget as PNG at twice its pixels, as SVG or PDF, or on the clipboard; and files written whole.

SVG and PDF are drawn by the same ``render()`` as the screen: text stays text, lines stay lines, heat maps are images
inside. Everything is made in memory first and replaces the file in one step, so that a full disk leaves the old one.
"""

import errno
import math
import os
import re
from collections.abc import Callable
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMarginsF,
    QPoint,
    QRect,
    QRectF,
    QSaveFile,
    QSizeF,
    Qt,
)
from PySide6.QtGui import QGuiApplication, QImage, QPageSize, QPainter, QPdfWriter, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QWidget

from gatescope.gui.kit.view import View
from gatescope.gui.look.painting import painting
from gatescope.gui.look.plain_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_PART = "no part of the picture"  # a widget with this property is left out
SCALE = 2  # of a PNG: pixels per logical pixel
DPI = 96  # one logical pixel is 1/96 inch on paper
CONTROLS = (QAbstractButton, QComboBox, QAbstractSpinBox, QAbstractSlider, QLineEdit)
FLAGS = QWidget.RenderFlag.DrawChildren | QWidget.RenderFlag.DrawWindowBackground
# For whoever opens an SVG without our font. Qt's own reader knows no lists of fonts, and passes over @supports.
STYLE = """<style>@supports (color: red) {
text, g { font-family: Inter, "Segoe UI", "Helvetica Neue", "Noto Sans", sans-serif }
}</style>"""
_IMAGE = re.compile(r'width="([\d.]+)" height="([\d.]+)"([^>]*?)base64,([^"]*)"')
_NO_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # Qt writes them where a name has them


class Format(StrEnum):
    """What a picture can be, by its suffix."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"


class ExportError(Exception):
    """A file could not be written: ``path`` and the operating system's ``reason``."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path, self.reason = path, reason


def picture(widget: QWidget, format: Format, title: str = "") -> bytes:
    """The widget as it is on screen now, as a file of that format."""
    made: dict[Format, Callable[[QWidget, str], bytes]] = {Format.PNG: _png, Format.SVG: _svg, Format.PDF: _pdf}
    return made[format](widget, one_line(title))


def image(widget: QWidget, scale: int = SCALE) -> QImage:
    """The widget drawn anew at ``scale`` times its size: not the screen's pixels stretched."""
    size = widget.size()
    made = QImage(size * scale, QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(scale)
    made.setDotsPerMeterX(round(DPI * scale / 0.0254))
    made.setDotsPerMeterY(round(DPI * scale / 0.0254))
    made.fill(widget.palette().window().color())
    with _thicker_pens(widget, scale), painting(made) as painter:
        _draw(widget, painter)
    return made


def copy(widget: QWidget) -> None:
    """Puts the picture on the clipboard."""
    QGuiApplication.clipboard().setImage(image(widget))


def write(path: str, data: bytes) -> None:
    """Replaces the file by ``data``, whole or not at all. Raises ``ExportError``."""
    if os.path.isdir(path):
        raise ExportError(path, os.strerror(errno.EISDIR))
    file = QSaveFile(path)
    done = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(QByteArray(data)) == len(data) and file.commit()
    if not done:
        raise ExportError(path, file.errorString())


# ---- the formats ---------------------------------------------------------------------------------------------------


@contextmanager
def _thicker_pens(widget: QWidget, scale: int) -> "Iterator[None]":
    """Plots whose pens count device pixels take pens of the picture's width while it is drawn."""
    views = [view for view in (widget, *widget.findChildren(View)) if isinstance(view, View) and view.isVisible()]
    plots = [(view, plot) for view in views for plot in view.findChildren(QWidget) if hasattr(plot, "pen_scale")]
    try:
        for view, plot in plots:
            plot.pen_scale = float(scale)
            view.present(view.scene)
        yield
    finally:
        for view, plot in plots:
            plot.pen_scale = 0.0
            view.present(view.scene)


@contextmanager
def _without(children: list[QWidget]) -> "Iterator[None]":
    """These are not drawn. What has the keyboard keeps it."""
    focused = next((child.window().focusWidget() for child in children), None)
    for child in children:
        child.hide()
    try:
        yield
    finally:
        for child in children:
            child.show()
        if focused is not None:
            focused.setFocus()


def _aids(widget: QWidget) -> list[QWidget]:
    """What is there to be clicked and is no part of the picture."""
    return [child for child in widget.findChildren(QWidget) if child.property(NO_PART) and not child.isHidden()]


def controls(widget: QWidget) -> list[QWidget]:
    """What one sets a view with: in its picture nobody can press it."""
    found: list[QWidget] = [child for kind in CONTROLS for child in widget.findChildren(kind)]
    inside = {id(child) for one in found for child in one.findChildren(QWidget)}
    return [one for one in found if id(one) not in inside and one.isVisibleTo(widget)]


def said_by(control: QWidget) -> str:
    """What a control tells about the picture, '' where that is nothing, or is seen in it."""
    if isinstance(control, QComboBox):
        return control.currentText()
    return control.text() if isinstance(control, QLineEdit | QAbstractSpinBox) else ""


def _draw(widget: QWidget, painter: QPainter) -> None:
    """A view without its controls, their choices in words in their places; anything else as it is."""
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)  # a heat map as JPEG is no heat map
    left_out = controls(widget) if isinstance(widget, View) else []
    with _without([*_aids(widget), *left_out]):
        widget.render(painter, QPoint(), QRegion(), FLAGS)
    for control in left_out:
        place = QRect(control.mapTo(widget, QPoint()), control.size())
        painter.setFont(control.font())
        painter.setPen(control.palette().windowText().color())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, int(flags), said_by(control))


def _png(widget: QWidget, title: str) -> bytes:
    made = image(widget)
    made.setText("Title", title)
    made.setText("Software", "Gatescope")
    return _buffered(lambda buffer: made.save(buffer, "PNG"))  # type: ignore[call-overload]


def _svg(widget: QWidget, title: str) -> bytes:
    def draw(buffer: QBuffer) -> None:
        device = QSvgGenerator()
        device.setOutputDevice(buffer)
        device.setSize(widget.size())
        device.setViewBox(QRect(QPoint(), widget.size()))
        device.setResolution(DPI)
        device.setTitle(title)
        device.setDescription("Gatescope")
        with painting(device) as painter:
            painter.fillRect(QRect(QPoint(), widget.size()), widget.palette().window())
            _draw(widget, painter)

    return (
        _IMAGE.sub(_enlarged, _NO_XML.sub("\ufffd", _buffered(draw).decode("utf-8", "replace")))
        .replace("</defs>", f"</defs>\n{STYLE}", 1)
        .encode("utf-8")
    )


def _enlarged(found: re.Match[str]) -> str:
    """The same image with whole blocks of pixels for each of its own: most viewers smooth what they enlarge."""
    wide, tall, between, data = float(found[1]), float(found[2]), found[3], found[4]
    small = QImage.fromData(QByteArray.fromBase64(data.encode("ascii")))
    times = [
        max(1, math.ceil(SCALE * box / max(size, 1))) for box, size in ((wide, small.width()), (tall, small.height()))
    ]
    large = small.scaled(small.width() * times[0], small.height() * times[1])
    encoded = QByteArray(_buffered(lambda buffer: large.save(buffer, "PNG"))).toBase64()  # type: ignore[call-overload]
    return f'width="{found[1]}" height="{found[2]}"{between}base64,{bytes(encoded.data()).decode("ascii")}"'


def _pdf(widget: QWidget, title: str) -> bytes:
    def draw(buffer: QBuffer) -> None:
        device = QPdfWriter(buffer)
        size = QSizeF(widget.width() * 72 / DPI, widget.height() * 72 / DPI)
        device.setPageSize(QPageSize(size, QPageSize.Unit.Point, title, QPageSize.SizeMatchPolicy.ExactMatch))
        device.setPageMargins(QMarginsF())
        device.setResolution(DPI)
        device.setTitle(title)
        device.setCreator("Gatescope")
        with painting(device) as painter:
            painter.fillRect(QRectF(QPoint(), QSizeF(widget.size())), widget.palette().window())
            _draw(widget, painter)

    return _buffered(draw)


def _buffered(draw: Callable[[QBuffer], object]) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    draw(buffer)
    buffer.close()
    return bytes(buffer.data().data())
