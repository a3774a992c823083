"""The text bands of the stack: the characters read, and the five most probable next ones above the truth."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QStaticText

from engine.frame import Array, Symbols
from gui.scene import Scale
from gui.views.canvas import CENTRE, Canvas
from gui.views.heatmap import HeatMap
from gui.views.layout import LINE, SYMBOLS, Band, Layout

NARROWEST = 7.0  # px a column needs for its character to be written in it
UNKNOWN = "□"
_SHOWN = {" ": "␣", "\n": "↵", "\r": "↵", "\t": "⇥", "<unk>": UNKNOWN}


def shown(name: str) -> str:
    """A symbol as it stands in one column: white space made visible, ``<unk>`` as an empty box."""
    return _SHOWN.get(name, name)


class Glyphs:
    """Characters laid out once: laying out a few hundred a frame anew would cost more than the maps."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[QStaticText, float, float]] = {}

    def put(self, canvas: Canvas, middle: float, line: float, text: str, font: QFont, widest: float) -> None:
        """Writes the character centred on (middle, line); not at all when it is wider than its column."""
        found = self._kept.get(text)
        if found is None:
            static = QStaticText(text)
            static.setTextFormat(Qt.TextFormat.PlainText)
            static.prepare(font=font)
            found = self._kept[text] = (static, static.size().width(), static.size().height())
        static, wide, tall = found
        if wide <= widest + 2:
            canvas.painter.drawStaticText(QPointF(middle - wide / 2, line - tall / 2), static)


class TextRows:
    """Paints both bands; keeps its pictures and characters from frame to frame."""

    def __init__(self) -> None:
        self._heat = HeatMap()
        self._glyphs = Glyphs()

    def forget(self) -> None:
        """The font has changed."""
        self._glyphs = Glyphs()

    def characters(
        self, canvas: Canvas, layout: Layout, top: float, height: float, symbols: Symbols, t: int, ink: str
    ) -> None:
        """What the network reads, one character a column; where columns are too narrow, the text around the cursor."""
        names = [shown(symbols.names.get(int(i), UNKNOWN)) for i in symbols.inputs]
        canvas.painter.setFont(canvas.small)
        for at in np.flatnonzero(symbols.unknown).tolist():
            box = QRectF(layout.x(at), top, max(layout.column, 1), height)
            canvas.painter.fillRect(box, canvas.colour(canvas.look.warn, 0.35))
        if layout.column < NARROWEST:
            _around(canvas, layout, top, height, names, max(t, 0))
            return
        canvas.painter.setFont(canvas.small)
        canvas.painter.setPen(QColor(ink))
        for at, name in enumerate(names):
            self._glyphs.put(canvas, layout.x(at + 0.5), top + height / 2, name, canvas.small, layout.column)

    def probable(self, canvas: Canvas, layout: Layout, band: Band, symbols: Symbols) -> None:
        """A (6, T) strip: probabilities as colours, the symbols they belong to written on them."""
        shares = _six(symbols.probability, symbols.truth_probability, 0.0).astype(np.float32)
        table = canvas.look.table(Scale.SHARE)
        picture = self._heat.image(shares, 0.0, 1.0, table, SYMBOLS, layout.width)
        truth = band.top + (SYMBOLS - 1) * LINE
        _strip(canvas, picture, 0, SYMBOLS - 1, QRectF(layout.left, band.top, layout.width, truth - band.top - 2))
        _strip(canvas, picture, SYMBOLS - 1, 1, QRectF(layout.left, truth, layout.width, LINE))
        for at in np.flatnonzero(symbols.truth < 0).tolist():
            blank = QRectF(layout.x(at), truth, layout.column, LINE)
            canvas.painter.fillRect(blank, QColor(canvas.look.window))
        if layout.column >= NARROWEST:
            self._names(canvas, layout, band, symbols, shares)

    def _names(self, canvas: Canvas, layout: Layout, band: Band, symbols: Symbols, shares: Array) -> None:
        """Light characters on dark cells and dark ones on light cells, faint where improbable, each pen set once."""
        line = (LINE * (SYMBOLS - 1) - 2) / (SYMBOLS - 1)
        ids = _six(symbols.top, symbols.truth, -1)
        canvas.painter.setFont(canvas.small)
        with np.errstate(invalid="ignore"):
            strong, some = shares > 0.6, shares > 0.05
        for pen, chosen in (("#b9a9c9", ~some), ("#ffffff", some & ~strong), ("#10131a", strong)):
            canvas.painter.setPen(QColor(pen))
            for t, k in zip(*np.nonzero(chosen & (ids >= 0)), strict=True):
                middle = band.top + (k + 0.5) * line if k < SYMBOLS - 1 else band.bottom - LINE / 2
                name = shown(symbols.names.get(int(ids[t, k]), UNKNOWN))
                self._glyphs.put(canvas, layout.x(t + 0.5), middle, name, canvas.small, layout.column)


def _six(top: Array, truth: Array, nothing: float) -> Array:
    """(T, 6): the most probable, ``nothing`` where a vocabulary has fewer than five symbols, the truth last."""
    missing = np.full((len(top), SYMBOLS - 1 - top.shape[1]), nothing, top.dtype)
    return np.concatenate([top, missing, truth[:, None]], axis=1)


def _strip(canvas: Canvas, picture: QImage, first: int, lines: int, box: QRectF) -> None:
    # a copy: Qt's SVG painter draws the whole image whatever part of it is asked for
    canvas.painter.drawImage(box, picture.copy(0, first, picture.width(), lines))


def _around(canvas: Canvas, layout: Layout, top: float, height: float, names: list[str], t: int) -> None:
    """A piece of the text at its natural width, its character at ``t`` below the cursor where there is room."""
    wide = canvas.width("0", canvas.font) + 2
    fit = int(layout.width / wide)
    first = min(max(t - int((layout.x(t + 0.5) - layout.left) / wide), 0), max(len(names) - fit, 0))
    start = min(max(layout.x(t + 0.5) - (t - first + 0.5) * wide, layout.left), layout.right - fit * wide)
    for at in range(first, min(first + fit, len(names))):
        cell = QRectF(start + (at - first) * wide, top, wide, height)
        here = at == t
        canvas.write(
            cell, names[at], canvas.look.accent if here else canvas.look.muted, CENTRE, canvas.bold if here else None
        )
