"""The class band of the stack: a few classes, each with a row of its own, their probabilities over time, and the truth
marked in the row of the class that it is."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPolygonF

from gatescope.engine.protocol.frame import Array, Symbols
from gatescope.gui.kit.canvas import LEFT as LEFT_MIDDLE
from gatescope.gui.kit.canvas import Canvas
from gatescope.gui.kit.heatmap import HeatMap
from gatescope.gui.kit.live_numbers import share
from gatescope.gui.look.scales import SHARES, Scale
from gatescope.gui.views.stack.layout import AT_NAME, GUTTER, LINE, NAME_LEFT, SYMBOLS, Band, Layout, Part, Stroke
from gatescope.gui.views.stack.scene import StackScene
from gatescope.gui.views.stack.text_rows import read_symbols
from gatescope.gui.words.entries import Topic

THICK = 3  # px of the mark that is the truth


def few(symbols: Symbols) -> bool:
    """Whether each class that is true at some step can have a row of its own; without a truth each that is ever the
    most probable one."""
    return symbols.top.shape[1] > 0 and len(_needed(symbols)) < SYMBOLS


def _needed(symbols: Symbols) -> Array:
    known = symbols.truth >= 0
    return np.unique(symbols.truth[known] if known.any() else symbols.top[:, 0])


def classes(symbols: Symbols) -> Array:
    """The ids of the classes that have a row, (n,): those needed, then the most probable others. All there are where
    these are no more than five."""
    needed = _needed(symbols)
    ids, at = np.unique(symbols.top, return_inverse=True)
    total = np.bincount(at.ravel(), symbols.probability.ravel(), len(ids))
    # of what is ever probable the most, over the whole probe: rows do not change places as the cursor moves
    others = [id for id in ids[np.argsort(-total, kind="stable")] if id not in needed]
    return np.sort(np.concatenate([needed, np.array(others[: SYMBOLS - 1 - len(needed)], needed.dtype)]))


def by_class(symbols: Symbols, ids: Array) -> Array:
    """(T, n) probabilities of the classes ``ids``; 0 where one is not among the five most probable."""
    shares = [np.where(symbols.top == id, symbols.probability, 0).sum(axis=1) for id in ids]
    return np.stack(shares, axis=1).astype(np.float32)


class ClassRows:
    """Keeps its picture from frame to frame."""

    def __init__(self) -> None:
        self._heat = HeatMap()
        self._symbols: Symbols | None = None
        self._ids, self._shares = np.empty(0, np.int64), np.empty((0, 0), np.float32)

    def paint(self, canvas: Canvas, layout: Layout, band: Band, symbols: Symbols, t: int) -> None:
        """``few(symbols)`` holds."""
        # the frame's own object: while only the cursor moves nothing is summed anew
        if self._symbols is not symbols:
            self._symbols, self._ids = symbols, classes(symbols)
            self._shares = by_class(symbols, self._ids)
        ids, shares = self._ids.tolist(), self._shares
        picture = self._heat.image(shares, SHARES, canvas.look.table(Scale.SHARE), len(ids), layout.width)
        canvas.painter.drawImage(QRectF(layout.left, band.top, layout.width, band.height), picture)
        tall = band.height / len(ids)
        for row, id in enumerate(ids):
            if row:
                canvas.bar(layout.left, round(band.top + row * tall), layout.width, 1, canvas.look.window)
            _class_name(
                canvas, QRectF(NAME_LEFT, band.top + row * tall, GUTTER - 20, tall), symbols.names.get(id, str(id))
            )
            _truth(canvas, layout, symbols.truth == id, round(band.top + (row + 1) * tall))
        self._key(canvas, layout, band, symbols, t)

    def _key(self, canvas: Canvas, layout: Layout, band: Band, symbols: Symbols, t: int) -> None:
        """What the mark is, and the numbers at the cursor."""
        if not band.key:
            return
        translate = QCoreApplication.translate
        x, y = float(layout.left), band.top - band.key
        known = symbols.truth[symbols.truth >= 0]
        words = translate("Stack", "truth")
        if len(known) == 1:  # of the sequence as a whole
            words += f" {symbols.names.get(int(known[0]), '')}"
        canvas.bar(x, y + band.key / 2 - 1, 16, THICK, canvas.look.accent)
        canvas.write(QRectF(x + 22, y, layout.width, band.key), words, canvas.look.muted, LEFT_MIDDLE, canvas.small)
        if not 0 <= t < len(self._shares):
            return
        x += 22 + canvas.width(words, canvas.small) + 16
        pairs = zip(self._ids.tolist(), self._shares[t].tolist(), strict=True)
        for text in [f"{symbols.names.get(id, id)} {share(value)}" for id, value in pairs]:
            wide = canvas.width(text, canvas.small)
            if x + wide > layout.end:
                return
            canvas.write(QRectF(x, y, wide + 2, band.key), text, canvas.look.muted, LEFT_MIDDLE, canvas.small)
            x += wide + 16


def _class_name(canvas: Canvas, box: QRectF, name: str) -> None:
    text = QFontMetricsF(canvas.small).elidedText(name, Qt.TextElideMode.ElideMiddle, box.width())
    canvas.write(box, text, canvas.look.muted, LEFT_MIDDLE, canvas.small)


def _truth(canvas: Canvas, layout: Layout, here: Array, bottom: int) -> None:
    """A line below the cells of the steps whose truth this class is; a pointer where that is a single narrow one."""
    # where a run of steps of this truth begins and ends: one line for each, not one for each step
    edges = np.flatnonzero(np.diff(np.concatenate([[0], here.astype(np.int8), [0]])))
    for first, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        left, right = layout.x(first), layout.x(end)
        canvas.bar(left, bottom - THICK - 1, max(right - left, 1), 1, canvas.look.window, 0.8)
        canvas.bar(left, bottom - THICK, max(right - left, 1), THICK, canvas.look.accent)
    if len(edges) == 2 and edges[1] - edges[0] == 1:
        x, y = layout.x(int(edges[1])), bottom - THICK / 2
        canvas.painter.setPen(Qt.PenStyle.NoPen)
        canvas.painter.setBrush(canvas.colour(canvas.look.accent))
        canvas.painter.drawPolygon(QPolygonF([QPointF(x, y), QPointF(x + 7, y - 4), QPointF(x + 7, y + 4)]))


def _paint(stroke: Stroke, band: Band) -> None:
    canvas, symbols = stroke.canvas, stroke.scene.symbols
    if symbols is None:
        return
    if band.key:
        title = QCoreApplication.translate("Stack", "class")
        canvas.write(QRectF(NAME_LEFT, band.top - band.key, GUTTER - 14, 16), title, canvas.look.ink)
    stroke.kept.of(ClassRows).paint(canvas, stroke.layout, band, symbols, stroke.scene.t)


def outcome(scene: StackScene, _band: Band) -> Topic:
    """What the network says: a class, or the next symbol."""
    return Topic.CLASSES if scene.shape.classes else Topic.NEXT_SYMBOL


CLASSES = Part(
    "classes",
    (SYMBOLS - 1) * (LINE - 1),
    lambda scene: int(scene.symbols is not None and scene.shape.classes and few(scene.symbols)),
    _paint,
    outcome,
    read_symbols,
    mark=AT_NAME,
    keyed=True,
    title=lambda _scene, _index: QCoreApplication.translate("Stack", "class"),
    loose=True,
    shares=True,
)
