"""The text bands of the stack: the tokens read, and the five most probable next ones, or classes, above the truth."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QStaticText

from gatescope.engine.protocol.frame import Array, Symbols
from gatescope.gui.kit.canvas import CENTRE, LEFT, Canvas
from gatescope.gui.kit.heatmap import HeatMap
from gatescope.gui.kit.live_numbers import share
from gatescope.gui.look.scales import SHARES, Scale
from gatescope.gui.views.stack.layout import LINE, Band, Layout, Pointer, Readout, Stroke
from gatescope.gui.views.stack.scene import StackScene

NARROWEST = 7.0  # px a column needs for its character to be written in it
MOST_FIT = 0.9  # of the tokens, for all of them to stand in their columns
LONGEST = 16  # characters of a token that are written
BETWEEN = 7.0  # px between two tokens that stand beside each other at their own widths
SPILL = 4.0  # px by which a character may reach into the columns beside its own
UNKNOWN = "□"
_SHOWN = {" ": "␣", "\n": "↵", "\r": "↵", "\t": "⇥", "\u2581": "␣", "\xa0": "␣", "\u3000": "␣"}
_SIGNS = {"<unk>": UNKNOWN, "<end>": "↵"}


def shown(name: str) -> str:
    """A symbol as it stands in one column: white space made visible, ``<unk>`` as an empty box, the end of an
    answer as a line's, no longer than is needed to know it."""
    if len(name) == 1:
        return _SHOWN.get(name, name)
    if name in _SIGNS:
        return _SIGNS[name]
    short = name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
    return "".join(_SHOWN.get(character, character) for character in short)


def written_out(label: str) -> str:
    """What stands at a step, in a sentence: a symbol made visible; a time, or whatever rows are called, as it is."""
    return label if len(label) > 1 and label == label.strip() and label != "<unk>" else shown(label)


class Glyphs:
    """Characters laid out once: laying out a few hundred a frame anew would cost more than the maps."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[QStaticText, float, float]] = {}

    def _laid_out(self, text: str, font: QFont) -> tuple[QStaticText, float, float]:
        found = self._kept.get(text)
        if found is None:
            static = QStaticText(text)
            static.setTextFormat(Qt.TextFormat.PlainText)
            # laid out here, once; drawing it is then a copy of glyphs
            static.prepare(font=font)
            found = self._kept[text] = (static, static.size().width(), static.size().height())
        return found

    def width(self, text: str, font: QFont) -> float:
        return self._laid_out(text, font)[1]

    def put(self, canvas: Canvas, middle: float, line: float, text: str, font: QFont, widest: float) -> None:
        """Writes the character centred on (middle, line); not at all when it is much wider than its column."""
        static, wide, tall = self._laid_out(text, font)
        if wide <= widest + SPILL:
            canvas.painter.drawStaticText(QPointF(middle - wide / 2, line - tall / 2), static)


class TextRows:
    """Paints both bands; keeps its pictures and characters from frame to frame."""

    def __init__(self) -> None:
        self._heat = HeatMap()
        self._glyphs = Glyphs()
        self._names: tuple[tuple[str, ...], list[str], float] = ((), [], 0.0)
        self._outcome: tuple[Symbols | None, dict[int, str], float] = (None, {}, 0.0)

    def forget(self) -> None:
        """The font has changed."""
        self._glyphs = Glyphs()
        self._names = ((), [], 0.0)
        self._outcome = (None, {}, 0.0)

    def _read(self, canvas: Canvas, labels: tuple[str, ...]) -> tuple[list[str], float]:
        """The tokens as they are shown, and the width that most of them fit in."""
        # by identity first: while only the cursor moves they are the same object
        if self._names[0] is not labels and self._names[0] != labels:
            names = [shown(label) for label in labels]
            widths = [self._glyphs.width(name, canvas.small) for name in names]
            self._names = (labels, names, float(np.quantile(widths, MOST_FIT)) if widths else 0.0)
        return self._names[1], self._names[2]

    def in_columns(self, canvas: Canvas, layout: Layout, labels: tuple[str, ...]) -> bool:
        """Whether each token has room in its own column."""
        # most of the tokens, not all: one long word must not push all others out of their columns
        return layout.column >= max(NARROWEST, self._read(canvas, labels)[1] - 2)

    def words(self, canvas: Canvas, labels: tuple[str, ...]) -> bool:
        """Whether the tokens are longer than characters, so that one of them says something by itself."""
        return self._read(canvas, labels)[1] > 2 * canvas.width("0", canvas.small)

    def unknown(self, canvas: Canvas, layout: Layout, band: Band, unknown: Array) -> None:
        """Marks the columns of tokens that the training part has not seen."""
        for at in np.flatnonzero(unknown).tolist():
            box = QRectF(layout.x(at), band.top, max(layout.column, 1), band.height)
            canvas.painter.fillRect(box, canvas.colour(canvas.look.warn, 0.35))

    def tokens(
        self,
        canvas: Canvas,
        layout: Layout,
        top: float,
        height: float,
        labels: tuple[str, ...],
        t: int,
        ink: str,
    ) -> None:
        """What the network reads, a token a column; where columns are too narrow, the text around the cursor."""
        names, _ = self._read(canvas, labels)
        if not self.in_columns(canvas, layout, labels):
            _around(canvas, layout, top, height, names, max(t, 0))
            return
        canvas.painter.setFont(canvas.small)
        canvas.painter.setPen(QColor(ink))
        for at, name in enumerate(names):
            self._glyphs.put(canvas, layout.x(at + 0.5), top + height / 2, name, canvas.small, layout.column)

    def probable(self, canvas: Canvas, layout: Layout, band: Band, symbols: Symbols, t: int) -> None:
        """A strip of as many lines as there are symbols, the truth below them: probabilities as colours, the symbols
        they belong to written on them; where they do not fit, those at the cursor beside it."""
        listed = _listed(band, symbols)
        shares = _above(symbols.probability[:, :listed], symbols.truth_probability).astype(np.float32)
        lines = shares.shape[1]
        table = canvas.look.table(Scale.SHARE)
        # one picture for all lines, cut in two: the truth stands a little apart from what was guessed
        picture = self._heat.image(shares, SHARES, table, lines, layout.width)
        truth = band.bottom - LINE
        _strip(canvas, picture, 0, lines - 1, QRectF(layout.left, band.top, layout.width, truth - band.top - 2))
        _strip(canvas, picture, lines - 1, 1, QRectF(layout.left, truth, layout.width, LINE))
        # no truth is no probability of 0: the ground of the window stands there
        for at in np.flatnonzero(symbols.truth < 0).tolist():
            blank = QRectF(layout.x(at), truth, layout.column, LINE)
            canvas.painter.fillRect(blank, QColor(canvas.look.window))
        names, widest = self._said(canvas, symbols)
        if layout.column >= max(NARROWEST, widest - 2):
            self._write(canvas, layout, band, symbols, names, shares)
        elif 0 <= t < len(symbols.top):
            _beside(canvas, layout, band, symbols, names, t)

    def _said(self, canvas: Canvas, symbols: Symbols) -> tuple[dict[int, str], float]:
        """The names that come out as they are shown, and the width that most of them fit in."""
        if self._outcome[0] is not symbols:
            names = {id: shown(name) for id, name in symbols.names.items()}
            widths = [self._glyphs.width(names.get(int(i), UNKNOWN), canvas.small) for i in np.unique(symbols.top)]
            self._outcome = (symbols, names, float(np.quantile(widths, MOST_FIT)) if widths else 0.0)
        return self._outcome[1], self._outcome[2]

    def _write(
        self, canvas: Canvas, layout: Layout, band: Band, symbols: Symbols, names: dict[int, str], shares: Array
    ) -> None:
        """Light characters on dark cells and dark ones on light cells, faint where improbable, each pen set once."""
        ids = _above(symbols.top[:, : _listed(band, symbols)], symbols.truth)
        canvas.painter.setFont(canvas.small)
        with np.errstate(invalid="ignore"):
            strong, some = shares > 0.6, shares > 0.05
        for pen, chosen in (("#b9a9c9", ~some), ("#ffffff", some & ~strong), ("#10131a", strong)):
            canvas.painter.setPen(QColor(pen))
            for t, k in zip(*np.nonzero(chosen & (ids >= 0)), strict=True):
                name = names.get(int(ids[t, k]), UNKNOWN)
                self._glyphs.put(
                    canvas, layout.x(t + 0.5), _middle(band, k, ids.shape[1]), name, canvas.small, layout.column
                )


def _middle(band: Band, k: int, lines: int) -> float:
    """The height of the k-th of the lines."""
    line = (band.height - LINE - 2) / max(lines - 1, 1)
    return band.top + (k + 0.5) * line if k < lines - 1 else band.bottom - LINE / 2


def _beside(canvas: Canvas, layout: Layout, band: Band, symbols: Symbols, names: dict[int, str], t: int) -> None:
    """The symbols at the cursor, on a ground of their own at the side where there is room."""
    ids = _above(symbols.top[:, : _listed(band, symbols)], symbols.truth)[t]
    lines = [(k, names.get(int(i), UNKNOWN)) for k, i in enumerate(ids) if i >= 0]
    wide = max(canvas.width(name, canvas.small) for _, name in lines) + 10
    left = layout.x(t + 1) + 3
    left = left if left + wide <= layout.right else layout.x(t) - 3 - wide
    for k, name in lines:
        box = QRectF(max(left, layout.left), _middle(band, k, len(ids)) - LINE / 2 + 1, wide, LINE - 1)
        canvas.painter.fillRect(box, canvas.colour(canvas.look.raised, 0.88))
        canvas.write(box.adjusted(5, 0, -3, 0), name, canvas.look.ink, LEFT, canvas.small)


def _listed(band: Band, symbols: Symbols) -> int:
    """How many of the symbols the band has lines for, above that of the truth."""
    return int(min(symbols.top.shape[1], max(band.height // LINE - 1, 1)))


def _above(top: Array, truth: Array) -> Array:
    """(T, n + 1): the n most probable, as many as a vocabulary has up to five, the truth last."""
    return np.concatenate([top, truth[:, None]], axis=1)


def _strip(canvas: Canvas, picture: QImage, first: int, lines: int, box: QRectF) -> None:
    # a copy: Qt's SVG painter draws the whole image whatever part of it is asked for
    canvas.painter.drawImage(box, picture.copy(0, first, picture.width(), lines))


def _around(canvas: Canvas, layout: Layout, top: float, height: float, names: list[str], t: int) -> None:
    """A piece of the text, each token as wide as it is, the one at ``t`` below the cursor where there is room."""
    reach = layout.width // 8  # tokens: the narrowest take that much with the space between them
    first = max(t - reach, 0)
    near = names[first : t + reach]
    between = BETWEEN if any(len(name) > 1 for name in near) else 2.0
    widths = [
        canvas.width(name, canvas.bold if at == t else canvas.font) + between for at, name in enumerate(near, first)
    ]
    ends = np.cumsum(widths)
    start = layout.x(t + 0.5) - (ends[t - first] - widths[t - first] / 2)
    start = min(max(start, layout.right - float(ends[-1])), layout.left)  # no gap at either end, where there is enough
    for at, name in enumerate(near, first):
        wide = widths[at - first]
        cell = QRectF(start + ends[at - first] - wide, top, wide, height)
        if layout.left - 0.5 <= cell.left() and cell.right() <= layout.right + 0.5:
            here = at == t
            ink, font = (canvas.look.accent, canvas.bold) if here else (canvas.look.muted, None)
            canvas.write(cell, name, ink, CENTRE, font)


def of_symbols(scene: StackScene, t: int) -> list[tuple[str, str]]:
    symbols, translate = scene.symbols, QCoreApplication.translate
    lines: list[tuple[str, str]] = []
    if scene.shape.reads_symbols and not scene.shape.writes:
        lines.append((translate("Stack", "read"), f"‘{shown(scene.labels[t])}’"))
    if symbols is None:
        return lines

    def name(i: int) -> str:
        said = shown(symbols.names.get(i, UNKNOWN))
        return said if scene.shape.classes else f"‘{said}’"

    pairs = zip(symbols.top[t], symbols.probability[t], strict=True)
    lines += [(name(int(i)), share(float(p))) for i, p in pairs]
    if symbols.truth[t] >= 0:
        truth = name(int(symbols.truth[t]))
        lines.append(
            (translate("Stack", "truth {symbol}").format(symbol=truth), share(float(symbols.truth_probability[t])))
        )
    return lines


def read_symbols(at: Pointer) -> Readout:
    return Readout(at.title, tuple(of_symbols(at.scene, at.t)))


def in_columns(stroke: Stroke) -> bool:
    """Whether each token stands in its own column, on the axis as well."""
    scene, text = stroke.scene, stroke.kept.of(TextRows)
    return scene.shape.reads_symbols and text.in_columns(stroke.canvas, stroke.layout, scene.labels)
