"""Icons: SVG files drawn in ``currentColor``, coloured by the theme. An icon never stands without a word or a tip.

An icon holds its colours: take new ones after ``theme.changed``.
"""

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
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
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    with painting(pixmap) as painter:
        QSvgRenderer(QByteArray(svg.replace("currentColor", QColor(colour).name()).encode())).render(painter)
    return pixmap
