"""Exported pictures are the pictures on screen, and files are written whole or not at all."""

import os

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from gatescope.gui.exporting import pictures as exporting
from gatescope.gui.exporting.pictures import ExportError, Format, picture, write
from gatescope.gui.look import theme
from gatescope.gui.views.loss.view import LossView
from gatescope.gui.views.stack.view import StackView
from tests.gui import scenes


@pytest.fixture
def stack(qtbot, qapp):
    theme.apply(qapp, "light")
    view = StackView()
    qtbot.addWidget(view)
    view.resize(830, 500)
    view.draw(scenes.numeric(t=-1, unit=-1))
    view.show()
    qtbot.waitExposed(view)
    return view


def pixels(image):
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return lines[:, : image.width() * 3].reshape(image.height(), image.width(), 3).astype(int)


def drawn(svg, size):
    renderer = QSvgRenderer(QByteArray(svg))
    assert renderer.isValid()
    image = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def test_a_png_has_twice_the_pixels_drawn_anew(stack):
    image = QImage.fromData(picture(stack, Format.PNG, "a title"))
    assert image.size() == QSize(1660, 1000)
    assert image.text("Title") == "a title"
    large, screen = pixels(image), pixels(stack.grab().toImage())
    assert (
        np.abs(large.reshape(500, 2, 830, 2, 3).mean((1, 3)) - screen).mean() < 8
    )  # rows of 1.4 pixels fall otherwise
    assert (large[::2] != large[1::2]).any(), "stretched, not drawn anew"


@pytest.mark.parametrize("look", ["light", "dark"])
def test_an_svg_looks_like_the_screen(stack, qapp, look):
    theme.apply(qapp, look)
    svg = picture(stack, Format.SVG)
    difference = np.abs(pixels(drawn(svg, stack.size())) - pixels(stack.grab().toImage()))
    assert difference.mean() < 4
    assert np.percentile(difference, 95) < 40
    assert svg.count(b"<text") > 10, "text must stay text"
    theme.apply(qapp, "light")


def test_the_text_rows_in_an_svg_have_the_colours_of_the_screen(qtbot, qapp, stack):
    """Qt's SVG painter ignores which part of an image is asked for."""
    stack.draw(scenes.text(t=-1, unit=-1))
    layout = stack.layout_of_bands()
    svg, screen = pixels(drawn(picture(stack, Format.SVG), stack.size())), pixels(stack.grab().toImage())
    band = layout.bands[-1]
    rows = slice(band.top + 1, band.bottom - 16)
    assert np.abs(svg[rows, layout.left : layout.right] - screen[rows, layout.left : layout.right]).mean() < 15


def test_heat_maps_in_an_svg_are_not_smoothed(stack):
    """A column of the map is one colour from its left edge to its right one."""
    image = pixels(drawn(picture(stack, Format.SVG), stack.size() * 4))
    layout = stack.layout_of_bands()
    band = next(b for b in layout.bands if b.part.name == "map")
    left, right = (round(4 * layout.x(t)) for t in (20.1, 20.9))
    line = image[4 * band.top + 30, left:right]
    assert np.abs(np.diff(line, axis=0)).max() <= 2


def test_a_pdf_is_one_page_of_the_views_size(stack):
    pdf = picture(stack, Format.PDF, "a title")
    assert pdf.startswith(b"%PDF-")
    assert b"/MediaBox [0 0 622.5" in pdf or b"/MediaBox [0 0 623" in pdf or b"/MediaBox [0 0 622" in pdf
    assert pdf.count(b"/Type /Page\n") == 1
    assert b"/DCTDecode" not in pdf, "a heat map must not be a JPEG"


def test_pens_are_as_wide_on_a_large_picture_as_on_screen(qtbot, qapp):
    theme.apply(qapp, "light")
    view = LossView()
    qtbot.addWidget(view)
    view.resize(800, 300)
    view.draw(scenes.loss())
    view.show()
    qtbot.waitExposed(view)
    accent = np.array([int(theme.current().accent[i : i + 2], 16) for i in (1, 3, 5)])

    def width(image):
        """Of the playhead, the only thing in the accent's full colour over the whole height, in pixels."""
        close = np.abs(pixels(image) - accent).sum(2) < 60
        return int((close[image.height() // 2 :].mean(0) > 0.6).sum())

    assert width(view.grab().toImage()) == 2
    assert width(QImage.fromData(picture(view, Format.PNG))) == 4
    assert view.plot.pen_scale == 0


def test_the_clipboard_gets_the_picture(stack):
    exporting.copy(stack)
    image = QGuiApplication.clipboard().image()
    assert image.size() == QSize(1660, 1000)
    assert (pixels(image) == pixels(exporting.image(stack))).all()


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "numbers.csv"
    path.write_text("old")
    write(str(path), b"new")
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["numbers.csv"]


def test_what_cannot_be_written_says_why_and_leaves_what_was_there(tmp_path):
    with pytest.raises(ExportError) as missing:
        write(str(tmp_path / "nowhere" / "a.png"), b"x")
    assert missing.value.reason
    with pytest.raises(ExportError, match="irectory"):
        write(str(tmp_path), b"x")
    assert os.listdir(tmp_path) == []
