"""The answer of a network that writes: the most probable symbol at each step, and below it what should stand there."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QFont

from gatescope.gui.kit.canvas import CENTRE, LEFT
from gatescope.gui.kit.live_numbers import share
from gatescope.gui.views.stack.layout import (
    AT_NAME,
    GUTTER,
    LINE,
    NAME_LEFT,
    Band,
    Form,
    Part,
    Stroke,
    write_name,
    write_note,
)
from gatescope.gui.views.stack.pairs.beam import total, twigs
from gatescope.gui.views.stack.text_rows import NARROWEST, UNKNOWN, read_symbols, shown
from gatescope.gui.words.entries import Topic

TILE = 20  # px of what was said
APART = 2  # px between two tiles
BRANCH, TALLEST, TALL = 18, 56, 34  # px of a line of the tree: at least, at most, and with probabilities
HALF = 8  # px of a letter of the tree, which lines leave free
SURE = 0.5


def _paint(stroke: Stroke, band: Band) -> None:
    canvas, symbols, translate = stroke.canvas, stroke.scene.symbols, QCoreApplication.translate
    write_name(canvas, band, translate("Stack", "answer"))
    if symbols is None:
        return
    low = band.height >= TILE + LINE
    if low:
        write_note(canvas, QRectF(NAME_LEFT, band.top + TILE, GUTTER - 14, LINE), translate("Stack", "truth"))
    if band.form is Form.LARGE:
        _tree(stroke, band, band.top + TILE + LINE + 8)
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


def _tree(stroke: Stroke, band: Band, top: float) -> None:
    """The best answers, a line each: what they share stands once, on the line of the best that has it."""
    canvas, layout, scene = stroke.canvas, stroke.layout, stroke.scene
    beam = scene.source.beam if scene.source is not None else ()
    if not beam or band.bottom - top < 2 * BRANCH:
        return
    said = QCoreApplication.translate("Stack", "the {n} best answers")
    write_note(canvas, QRectF(NAME_LEFT, top, GUTTER - 14, LINE), said.format(n=len(beam)))
    tall = min((band.bottom - top) / len(beam), TALLEST)
    column = min(layout.column, layout.width / max(len(each.symbols) for each in beam))
    for twig in twigs(beam):
        middle, y = layout.left + (twig.t + 0.5) * column, top + (twig.line + 0.5) * tall
        if twig.t:
            before = QPointF(middle - column + HALF, top + (twig.after + 0.5) * tall)
            canvas.painter.setPen(canvas.pen(canvas.look.faint))
            canvas.painter.drawLine(before, QPointF(middle - HALF, y))
        ink = canvas.look.ink if twig.probability >= SURE else canvas.look.muted
        box = QRectF(middle - column / 2, y - LINE / 2, column, LINE)
        canvas.write(box, shown(twig.symbol), ink, CENTRE)
        if tall >= TALL and column >= TALL:
            canvas.write(box.translated(0, LINE - 2), share(twig.probability), canvas.look.muted, CENTRE, canvas.small)
    for line, answer in enumerate(beam):
        box = QRectF(layout.end + HALF, top + (line + 0.5) * tall - LINE / 2, layout.beside - HALF, LINE)
        canvas.write(box, share(total(answer)), canvas.look.accent, LEFT, canvas.small)


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
