"""The names of the rows that have no room, beside each other on as few lines as can be read: each is a button."""

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from gatescope.gui.kit.canvas import CENTRE, LEFT
from gatescope.gui.views.stack.layout import GUTTER, NAME_LEFT, Band, Layout, Part, StackRow, Stroke
from gatescope.gui.views.stack.scene import StackScene
from gatescope.gui.words.entries import Topic

APART, BELOW = 8, 2  # px between two names
NAMES, LEAST = 20, 48  # px of a line of them, and of each, or they begin in the gutter


def places(layout: Layout, band: Band) -> list[tuple[QRectF, StackRow]]:
    """Where the name of each row stands, as evenly on the lines as they go."""
    lines = max(band.height // NAMES, 1)
    first = layout.left if _spoken(layout, band) else NAME_LEFT
    each = -(-len(band.rows) // lines)
    wide = (layout.right - first + APART) / max(each, 1)
    tall = band.height / lines
    boxes = (
        QRectF(first + at % each * wide, band.top + at // each * tall, wide - APART, tall - BELOW * (lines > 1))
        for at in range(len(band.rows))
    )
    return list(zip(boxes, band.rows, strict=True))


def _spoken(layout: Layout, band: Band) -> bool:
    """Whether the gutter has words that say what these are; where names need every pixel they begin there."""
    return band.height < 2 * NAMES and layout.width >= LEAST * len(band.rows)


def row_at(layout: Layout, band: Band, x: float, y: float) -> StackRow | None:
    """The folded row whose name is there."""
    return next((row for box, row in places(layout, band) if box.contains(x, y)), None)


def _paint(stroke: Stroke, band: Band) -> None:
    canvas, metrics = stroke.canvas, QFontMetricsF(stroke.canvas.small)
    said = QCoreApplication.translate("Stack", "{n} rows folded").format(n=len(band.rows))
    if _spoken(stroke.layout, band):
        box = QRectF(NAME_LEFT, band.top, GUTTER - NAME_LEFT - 4, NAMES)
        canvas.write(box, said, canvas.look.muted, LEFT, canvas.small)
    for box, row in places(stroke.layout, band):
        canvas.painter.setPen(Qt.PenStyle.NoPen)
        canvas.painter.setBrush(canvas.colour(canvas.look.hover))
        canvas.painter.drawRoundedRect(box, 4, 4)
        name = metrics.elidedText(row.said(stroke.scene), Qt.TextElideMode.ElideRight, box.width() - 6)
        canvas.write(box, name, canvas.look.muted, CENTRE, canvas.small)


def _topic(scene: StackScene, band: Band) -> Topic:
    first = band.rows[0]
    return first.part.topic(scene, Band(first.part, first.index, band.top, band.height))


FOLD = Part("fold", NAMES, lambda _scene: 0, _paint, _topic, crossed=False)
