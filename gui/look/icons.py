"""Icons: SVG files drawn in ``currentColor``, coloured by the theme. An icon never stands without a word or a tip.

An icon holds its colours: take new ones after ``theme.changed``.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gatescope import resources
from gatescope.gui.look import theme
from gatescope.gui.look.painting import painting

_SIZES = (16, 24, 32, 48, 64)


def icon(name: str, colour: str | None = None) -> QIcon:
    """The icon in the theme's ink (or ``colour``), paler when disabled. Raises FileNotFoundError if there is none."""
    look = theme.current()
    made = QIcon()
    svg = resources.icon_svg(name)
    for size in _SIZES:
        made.addPixmap(_pixmap(svg, colour or look.ink, size))
        made.addPixmap(_pixmap(svg, look.faint, size), QIcon.Mode.Disabled)
    return made


def app_icon() -> QIcon:
    """The program's own, which keeps its colours."""
    made = QIcon()
    svg = resources.icon_svg("gatescope")
    for size in (16, 32, 48, 64, 128, 256):
        made.addPixmap(_pixmap(svg, "#000000", size))
    return made


def _pixmap(svg: str, colour: str, size: int) -> QPixmap:
    return QPixmap.fromImage(_image(svg, QColor(colour).name(), size))


@lru_cache(1024)  # drawing those of a window takes longer than all its widgets; an image outlives the program's windows
def _image(svg: str, colour: str, size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    with painting(image) as painter:
        QSvgRenderer(QByteArray(svg.replace("currentColor", colour).encode())).render(painter)
    return image
