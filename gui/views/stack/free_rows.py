"""What the network goes on with: the columns after the probe, and the text that it writes."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QFont, QTextLayout, QTextOption

from gatescope.engine.protocol.frame import Array
from gatescope.gui.kit.canvas import CENTRE, LEFT, Canvas
from gatescope.gui.look import theme
from gatescope.gui.views.stack.free import FreeScene
from gatescope.gui.views.stack.layout import LINE, Band, Layout, Part, Stroke, write_name
from gatescope.gui.views.stack.map_rows import MAP
from gatescope.gui.views.stack.text_rows import shown
from gatescope.gui.words.entries import Topic


def paint_ground(canvas: Canvas, layout: Layout) -> None:
    """The columns after the probe lie on another ground, from the first band to the axis."""
    if not layout.ahead:
        return
    top = layout.bands[0].top - layout.bands[0].key
    canvas.bar(layout.right, top, layout.end - layout.right, layout.axis - top + 2, canvas.look.hover)


def paint_words(canvas: Canvas, layout: Layout, free: FreeScene | None, shift: int) -> None:
    """Says what these columns are, on the uppermost map, which is blank there."""
    band = next((band for band in layout.bands if band.part is MAP), None)
    if not layout.ahead or band is None:
        return
    text = QCoreApplication.translate("Free", "free running")
    if free is None:
        text = QCoreApplication.translate("Free", "{n} steps ahead").format(n=shift)
    elif free.values is None:
        text = QCoreApplication.translate("Free", "waiting …")
    box = QRectF(layout.right, band.top, layout.end - layout.right, 16)
    if canvas.width(text, canvas.small) + 6 < box.width():
        canvas.write(box, text, canvas.look.muted, CENTRE, canvas.small)


def middles(layout: Layout, count: int) -> Array:
    """The x of the middle of the probe's last column and of those after it, (count,)."""
    return np.asarray(layout.left + (layout.length - 0.5 + np.arange(count)) * layout.column)


class SpokenRow:
    """The generated text, wrapped into the lines there are; laid out anew only when it is another."""

    def __init__(self) -> None:
        self._kept: tuple[object, ...] = ()
        self._lines: tuple[tuple[str, str], ...] = ()

    def forget(self) -> None:
        self._kept = ()

    def paint(self, canvas: Canvas, layout: Layout, band: Band, free: FreeScene) -> None:
        translate = QCoreApplication.translate
        write_name(canvas, band, translate("Free", "free running"))
        if band.key:
            words = translate("Free", "what the network writes after the sequence, temperature {t}")
            if free.ngram:
                words = translate("Free", "what a {n}-gram writes after the sequence, from counts alone")
            text = words.format(t=f"{free.temperature:.1f}", n=free.ngram)
            box = QRectF(layout.left, band.top - band.key, layout.end - layout.left, band.key)
            canvas.write(box, text, canvas.look.muted, LEFT, canvas.small)
        canvas.painter.fillRect(
            QRectF(layout.left, band.top, layout.end - layout.left, band.height), canvas.colour(canvas.look.hover)
        )
        if not free.text:
            box = QRectF(layout.left + 6, band.top, layout.width - 12, LINE + 1)
            canvas.write(box, translate("Free", "waiting …"), canvas.look.muted)
            return
        for at, (given, said) in enumerate(self._wrapped(layout, band, free, canvas.font)):
            y = band.top + at * (LINE + 1)
            box = QRectF(layout.left + 6, y, layout.width - 12, LINE + 1)
            canvas.write(box, given, canvas.look.muted)
            box.setLeft(box.left() + canvas.width(given))
            canvas.write(box, said, canvas.look.ink)

    def _wrapped(self, layout: Layout, band: Band, free: FreeScene, font: QFont) -> tuple[tuple[str, str], ...]:
        """(given, said) of every line that fits: the given part comes first and is shown paler."""
        room, most = layout.end - layout.left - 12, max(band.height // (LINE + 1), 1)
        key = (free.seed, free.text, room, most)
        if key != self._kept:
            seed = "".join(visible(character) for character in free.seed[-24:])
            whole = seed + "".join(visible(character) for character in free.text)
            self._kept, self._lines = key, tuple(_split(line, len(seed)) for line in wrap(whole, room, most, font))
        return self._lines


def visible(character: str) -> str:
    """White space stays white, except what would break the line."""
    return character if character == " " else shown(character)


def wrap(text: str, width: float, most: int, font: QFont | None = None) -> list[tuple[int, str]]:
    """(where it begins, line) of the first ``most`` lines, broken at words where that is possible."""
    layout = QTextLayout(text, font or theme.font())
    option = QTextOption()
    # at words, else anywhere: a network that has learnt little may write no blank for lines
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[tuple[int, str]] = []
    layout.beginLayout()
    while len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        lines.append((line.textStart(), text[line.textStart() : line.textStart() + line.textLength()]))
    layout.endLayout()
    return lines


def _split(line: tuple[int, str], given: int) -> tuple[str, str]:
    start, text = line
    cut = min(max(given - start, 0), len(text))
    return text[:cut], text[cut:]


def _paint(stroke: Stroke, band: Band) -> None:
    if stroke.scene.free is not None:
        stroke.kept.of(SpokenRow).paint(stroke.canvas, stroke.layout, band, stroke.scene.free)


SPOKEN = Part(
    "spoken",
    3 * (LINE + 1),
    lambda scene: int(scene.free is not None and scene.shape.text),
    _paint,
    lambda _scene, _band: Topic.FREE,
    keyed=True,
    crossed=False,
    title=lambda _scene, _index: QCoreApplication.translate("Free", "free running"),
    loose=True,
)
