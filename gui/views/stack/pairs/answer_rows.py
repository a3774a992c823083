"""The answer of a network that writes: the most probable symbol at each step, and below it what should stand there."""

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QFont

from gatescope.gui.kit.canvas import CENTRE
from gatescope.gui.views.stack.layout import (
    AT_NAME,
    GUTTER,
    LINE,
    NAME_LEFT,
    Band,
    Part,
    Stroke,
    write_name,
    write_note,
)
from gatescope.gui.views.stack.text_rows import NARROWEST, UNKNOWN, read_symbols, shown
from gatescope.gui.words.entries import Topic

TILE = 20  # px of what was said
APART = 2  # px between two tiles


def _paint(stroke: Stroke, band: Band) -> None:
    canvas, symbols, translate = stroke.canvas, stroke.scene.symbols, QCoreApplication.translate
    write_name(canvas, band, translate("Stack", "answer"))
    if symbols is None:
        return
    low = band.height >= TILE + LINE
    if low:
        write_note(canvas, QRectF(NAME_LEFT, band.top + TILE, GUTTER - 14, LINE), translate("Stack", "truth"))
    if stroke.layout.column < NARROWEST:
        return
    truth = symbols.truth
    for t, said in enumerate(symbols.top[:, 0].tolist()):
        wrong = truth[t] >= 0 and said != truth[t]
        _tile(stroke, band, t, shown(symbols.names.get(int(said), UNKNOWN)), wrong=bool(wrong))
        if low and truth[t] >= 0:
            name = shown(symbols.names.get(int(truth[t]), UNKNOWN))
            box = QRectF(stroke.layout.x(t), band.top + TILE, stroke.layout.column, LINE)
            canvas.write(box, name, canvas.look.muted, CENTRE, canvas.small)


def _tile(stroke: Stroke, band: Band, t: int, name: str, *, wrong: bool) -> None:
    """A wrong symbol is red and underlined: not told by its colour alone."""
    canvas, layout = stroke.canvas, stroke.layout
    box = QRectF(layout.x(t) + APART / 2, band.top, layout.column - APART, min(TILE, band.height) - APART)
    canvas.painter.fillRect(box, canvas.colour(canvas.look.bad, 0.14) if wrong else canvas.colour(canvas.look.panel))
    font = QFont(canvas.bold if wrong else canvas.font)
    font.setUnderline(wrong)
    canvas.write(box, name, canvas.look.bad if wrong else canvas.look.ink, CENTRE, font)


ANSWER = Part(
    "answer",
    TILE + LINE,
    lambda scene: int(scene.shape.writes and scene.symbols is not None),
    _paint,
    lambda _scene, _band: Topic.ANSWERS,
    read_symbols,
    mark=AT_NAME,
    tokens=True,
    title=lambda _scene, _index: QCoreApplication.translate("Stack", "answer"),
    plain=True,
)
