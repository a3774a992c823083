"""Paints a text's way into its network, stage below stage: what is written, its tokens, their ids, the padded batch,
and beside each other the one-hot and the dense vector of each token."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF

from gatescope.gui.kit.canvas import CENTRE, LEFT, RIGHT, Canvas, Flags
from gatescope.gui.kit.heatmap import HeatMap
from gatescope.gui.kit.live_numbers import level
from gatescope.gui.look.readable_numbers import count, percent
from gatescope.gui.look.scales import ColourScale, Scale
from gatescope.gui.views.pipeline.scene import UNKNOWN, PipelineScene, Span, shapes
from gatescope.gui.views.stack.free_rows import visible
from gatescope.gui.views.stack.text_rows import shown
from gatescope.gui.words.data import level_name

NAMES = 96  # px: the column of names, as in the stack
MARGIN, GAP, HEAD = 12, 14, 16
LINE = 18  # of a sentence or a row of chips
CELL, CELL_MOST = 10, 18  # height of a sentence in the batch
VECTORS = 6 * 13 + HEAD  # the least height of the vectors
ROW = 13  # of one token's vectors
TOKEN = 74  # px: the column of tokens beside their vectors
APART = 3  # px between chips
NUMBERED = 24.0  # px a cell of the batch needs for its id

Place = tuple[QRectF, Span]  # where a token is drawn, and which: (sentence, place)


@dataclass(frozen=True)
class Heights:
    """What fits: ``sentences`` of the first stages, the height of a row of the batch, ``tokens`` with vectors."""

    sentences: int
    cell: int
    tokens: int


def arranged(height: int, scene: PipelineScene) -> Heights:
    """As many sentences as leave the vectors their room."""
    b = len(scene.stages.tokens)
    lines = 3 if _unchanged(scene, b) else 4
    room = height - 2 * MARGIN - 5 * GAP - HEAD - VECTORS - (LINE if lines == 3 else 0)
    sentences = max(1, min(b, (room - b * CELL) // (lines * LINE)))
    left = room - lines * LINE * sentences
    cell = max(4, min(CELL_MOST, left // max(b, 1)))
    return Heights(sentences, cell, max(1, (VECTORS - HEAD + max(left - b * cell, 0)) // ROW))


def _unchanged(scene: PipelineScene, sentences: int) -> bool:
    return scene.stages.prepared[:sentences] == scene.stages.sentences[:sentences]


class PipelinePainter:
    """``places`` are those of the last painting, from back to front."""

    def __init__(self) -> None:
        self.places: list[Place] = []
        self._heat = HeatMap()

    def paint(self, canvas: Canvas, scene: PipelineScene, width: int, height: int, focus: Span) -> None:
        """``focus`` is the token that is marked in all stages."""
        self.places = []
        self._canvas, self._scene, self._focus, self._right = canvas, scene, focus, width - MARGIN
        self._fit = arranged(height, scene)
        self._shapes = shapes(scene)
        first = min(max(focus[0] - self._fit.sentences + 1, 0), len(scene.stages.tokens) - self._fit.sentences)
        self._seen = range(first, first + self._fit.sentences)
        y = self._written(MARGIN)
        y = self._tokens(y)
        y = self._batch(y)
        self._vectors(y, height)

    def at(self, x: float, y: float) -> Span | None:
        """The token under the mouse."""
        return next((which for box, which in reversed(self.places) if box.contains(x, y)), None)

    # ---- text --------------------------------------------------------------------------------------------------

    def _written(self, y: float) -> float:
        translate, stages = QCoreApplication.translate, self._scene.stages
        self._name(y, translate("Pipeline", "text"), "text")
        for row in self._seen:
            y = self._sentence(y, stages.sentences[row], row)
        y += GAP
        self._name(y, translate("Pipeline", "prepared"), "prepared")
        if _unchanged(self._scene, len(stages.sentences)):
            same = translate("Pipeline", "one form for what looks the same (NFC): here there is nothing to change")
            self._write(QRectF(NAMES, y, self._right - NAMES, LINE), same, self._canvas.look.muted)
            return y + LINE + GAP
        for row in self._seen:
            y = self._sentence(y, stages.prepared[row], row)
        return y + GAP

    def _sentence(self, y: float, text: str, row: int) -> float:
        canvas, scene = self._canvas, self._scene
        spans = scene.spans[row] if text == scene.stages.prepared[row] else ()
        box = QRectF(NAMES, y, self._right - NAMES, LINE)
        said = "".join(map(visible, text))
        if row == self._focus[0] and self._focus[1] < len(spans):
            first, end = spans[self._focus[1]]
            left, right = (NAMES + canvas.width(said[:at]) for at in (first, end))
            if right <= self._right:
                canvas.bar(left - 1, y + 1, max(right - left, 2) + 2, LINE - 2, canvas.look.accent, 0.28)
        ink = canvas.look.ink if row == self._focus[0] else canvas.look.muted
        fitting = QFontMetricsF(canvas.font).elidedText(said, Qt.TextElideMode.ElideRight, box.width())
        canvas.write(box, fitting, ink, LEFT)
        if self._focus[1] >= 0:
            self.places.append((box, (row, self._focus[1] if row == self._focus[0] else 0)))
        return y + LINE

    # ---- tokens and ids ----------------------------------------------------------------------------------------

    def _tokens(self, y: float) -> float:
        """Each id stands below its token."""
        translate = QCoreApplication.translate
        self._name(y, translate("Pipeline", "tokens"), "tokens", level_name(self._scene.level))
        below = y + LINE * len(self._seen) + GAP
        self._name(below, translate("Pipeline", "ids"), "ids")
        for line, row in enumerate(self._seen):
            self._chips(y + line * LINE, below + line * LINE, row)
        return below + LINE * len(self._seen) + GAP

    def _chips(self, y: float, below: float, row: int) -> None:
        canvas, stages = self._canvas, self._scene.stages
        names = [shown(token) for token in stages.tokens[row]]
        ids = [str(id) for id in stages.ids[row, : len(names)]]
        wide = [
            max(canvas.width(name, canvas.small), canvas.width(id, canvas.small)) + 8
            for name, id in zip(names, ids, strict=True)
        ]
        first, x = self._first_chip(row, wide), float(NAMES)
        for at in range(first, len(names)):
            more = f"… {len(names) - at}"
            rest = 0 if at == len(names) - 1 else canvas.width(more, canvas.small) + 4
            if x + wide[at] + rest > self._right:
                self._write(QRectF(x + 2, y, self._right - x, LINE), more, canvas.look.muted)
                break
            for top, text in ((y, names[at]), (below, ids[at])):
                self._chip(QRectF(x, top + 1, wide[at], LINE - 3), text, (row, at), int(stages.ids[row, at]))
            x += wide[at] + APART

    def _first_chip(self, row: int, wide: list[float]) -> int:
        """The first token that is drawn, so that the marked one is seen."""
        if row != self._focus[0]:
            return 0
        ends, room = np.cumsum(np.array(wide) + APART), self._right - NAMES - 40
        at = min(self._focus[1], len(wide) - 1)
        if at < 0 or ends[at] <= room:
            return 0
        return int(np.searchsorted(ends, ends[at] - room / 2)) + 1

    def _chip(self, box: QRectF, text: str, which: Span, id: int) -> None:
        canvas, look = self._canvas, self._canvas.look
        here = which == self._focus
        ground = look.accent if here else look.warn if id == UNKNOWN else look.hover
        canvas.painter.fillRect(box, canvas.colour(ground, 0.4 if id == UNKNOWN and not here else 1.0))
        self._write(box, text, look.on_accent if here else look.ink, CENTRE)
        self.places.append((box, which))

    # ---- the batch ---------------------------------------------------------------------------------------------

    def _batch(self, y: float) -> float:
        """(B, T) cells of one width; what was filled in is hatched."""
        translate, canvas, scene = QCoreApplication.translate, self._canvas, self._scene
        (b, t), tall = scene.batch, self._fit.cell
        self._name(y, translate("Pipeline", "batch"), "batch")
        words = translate("Pipeline", "{b} sentences, {t} tokens in the longest").format(b=b, t=t)
        box = QRectF(NAMES, y, self._right - NAMES, HEAD)
        self._write(box, words, canvas.look.muted)
        x = NAMES + canvas.width(words, canvas.small) + 16
        self._padding(QRectF(x, y + 3, 16, HEAD - 6))
        filled = translate("Pipeline", "padding, {share}: never counts in the loss").format(
            share=percent(scene.padding)
        )
        self._write(QRectF(x + 22, y, self._right - x - 22, HEAD), filled, canvas.look.muted)
        y += HEAD
        wide = (self._right - NAMES) / max(t, 1)
        for row in range(b):
            length = len(scene.stages.tokens[row])
            for at in range(length):
                self._cell(QRectF(NAMES + at * wide, y, wide, tall), (row, at), int(scene.stages.ids[row, at]))
            if length < t:
                self._padding(QRectF(NAMES + length * wide, y, (t - length) * wide, tall - 1))
            y += tall
        return y + GAP

    def _cell(self, box: QRectF, which: Span, id: int) -> None:
        canvas, look = self._canvas, self._canvas.look
        inner = box.adjusted(0, 0, -1 if box.width() >= 3 else 0, -1)
        ground, alpha = (look.warn, 0.5) if id == UNKNOWN else (look.accent, 0.22)
        if which == self._focus:
            ground, alpha = look.accent, 1.0
            inner.setWidth(max(inner.width(), 3))
        canvas.painter.fillRect(inner, canvas.colour(ground, alpha))
        if box.width() >= NUMBERED and box.height() >= 14:
            self._write(inner, str(id), look.on_accent if which == self._focus else look.ink, CENTRE)
        self.places.append((box, which))

    def _padding(self, box: QRectF) -> None:
        """Hatched, as what is not there."""
        canvas = self._canvas
        canvas.painter.fillRect(box, canvas.colour(canvas.look.hover))
        canvas.painter.fillRect(box, QBrush(canvas.colour(canvas.look.muted, 0.6), Qt.BrushStyle.BDiagPattern))

    # ---- vectors -----------------------------------------------------------------------------------------------

    def _vectors(self, y: float, height: int) -> None:
        """The marked sentence's tokens: what is sparse at the left, what is dense at the right."""
        translate, canvas, scene = QCoreApplication.translate, self._canvas, self._scene
        sentence, at = self._focus
        tokens = scene.stages.tokens[sentence]
        rows = max(1, min(self._fit.tokens, int((height - MARGIN - y - HEAD) // ROW), len(tokens)))
        first = min(max(at - rows // 2, 0), len(tokens) - rows)
        self._name(y, translate("Pipeline", "vectors"), "")
        middle = round((NAMES + TOKEN + self._right) / 2)
        sparse = QRectF(NAMES + TOKEN, y + HEAD, middle - 12 - NAMES - TOKEN, rows * ROW)
        dense = QRectF(middle + 12, y + HEAD, self._right - middle - 12, rows * ROW)
        words = translate("Pipeline", "one-hot {shape}: {n} wide, one is 1").format(
            shape=self._shapes["one-hot"], n=count(scene.stages.vocabulary)
        )
        self._write(QRectF(sparse.left(), y, sparse.width(), HEAD), words, canvas.look.muted)
        self._dense(dense, y, sentence, first, rows)
        canvas.painter.fillRect(sparse, canvas.colour(canvas.look.hover))
        for line in range(rows):
            self._one_hot(sparse, y + HEAD + line * ROW, (sentence, first + line))

    def _one_hot(self, sparse: QRectF, y: float, which: Span) -> None:
        """A strip as wide as the vocabulary with one cell lit, after the token's name."""
        canvas, stages, here = self._canvas, self._scene.stages, which == self._focus
        look, id = canvas.look, int(stages.ids[which])
        ink = look.accent if here else look.ink
        name = QRectF(NAMES, y, TOKEN - 8, ROW)
        self._write(name, shown(stages.tokens[which[0]][which[1]]), ink, RIGHT)
        wide = sparse.width() / max(stages.vocabulary, 1)
        x = sparse.left() + id * wide
        canvas.bar(sparse.left(), y + ROW - 1, sparse.width(), 1, look.window)
        canvas.bar(min(x, sparse.right() - 3), y, max(wide, 3), ROW - 1, ink)
        line = QRectF(NAMES, y, self._right - NAMES, ROW)
        self.places.append((line, which))

    def _dense(self, box: QRectF, y: float, sentence: int, first: int, rows: int) -> None:
        translate, canvas, scene = QCoreApplication.translate, self._canvas, self._scene
        values = scene.dense(sentence, first, rows)
        if values is None:
            self._write(
                box.adjusted(0, -HEAD, 0, 0), no_embedding(scene), canvas.look.muted, LEFT | Qt.TextFlag.TextWordWrap
            )
            return
        words = translate("Pipeline", "embedding {shape}: {n} numbers each, learnt").format(
            shape=self._shapes["dense"], n=scene.width
        )
        self._write(QRectF(box.left(), y, box.width(), HEAD), words, canvas.look.muted)
        bound = f"{level(-scene.bound)} … {level(scene.bound)}"
        if canvas.width(words, canvas.small) + canvas.width(bound, canvas.small) + 30 < box.width():
            right = canvas.swatch(box.right(), y + HEAD / 2) - 5
            self._write(QRectF(box.left(), y, right - box.left(), HEAD), bound, canvas.look.muted, RIGHT)
        picture = self._heat.image(
            np.ascontiguousarray(values.T),
            ColourScale(-scene.bound, scene.bound),
            canvas.look.table(Scale.SIGNED),
            rows,
            scene.width,
            beyond=canvas.look.beyond,
        )
        canvas.painter.drawImage(box, picture)
        at = self._focus[1] - first
        for line in range(rows):
            canvas.bar(box.left(), box.top() + (line + 1) * ROW - 1, box.width(), 1, canvas.look.window)
        if 0 <= at < rows:
            canvas.frame(box.left() - 1, box.top() + at * ROW - 1, box.width() + 1, ROW + 1, canvas.look.accent)

    # ---- words -------------------------------------------------------------------------------------------------

    def _name(self, y: float, name: str, stage: str, note: str = "") -> None:
        canvas = self._canvas
        canvas.write(QRectF(12, y, NAMES - 16, LINE), name, canvas.look.ink, LEFT)
        shape = self._shapes.get(stage, "")
        single = stage == "prepared" and _unchanged(self._scene, len(self._scene.stages.sentences))
        if shape and not single and (self._fit.sentences > 1 or stage == "batch"):
            self._write(QRectF(12, y + 15, NAMES - 14, 14), shape, canvas.look.muted)
        if note and self._fit.sentences > 2:
            self._write(QRectF(12, y + 28, NAMES - 14, 14), note, canvas.look.muted)

    def _write(self, box: QRectF, text: str, colour: str, flags: Flags = LEFT) -> None:
        if flags is not CENTRE:  # a chip is as wide as its token
            text = QFontMetricsF(self._canvas.small).elidedText(text, Qt.TextElideMode.ElideRight, box.width() + 1)
        self._canvas.write(box, text, colour, flags, self._canvas.small)


def no_embedding(scene: PipelineScene) -> str:
    """Why there are no dense vectors, and how they come."""
    translate = QCoreApplication.translate
    if not scene.run:
        return translate(
            "Pipeline",
            "Dense vectors appear here with the first run whose form has an embedding, and move as it learns.",
        )
    return translate(
        "Pipeline",
        "This network reads the one-hot vectors themselves. With an embedding (More settings… → Embedding) a new run "
        "learns dense ones, and they appear here.",
    )
