"""Validation pairs with the answers that the network writes by itself: wrong letters are red and underlined, and below
them stands what they should be. A click makes a pair the probe."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from gatescope.engine.protocol.analysis import PairAnswer
from gatescope.engine.protocol.frame import Probe
from gatescope.gui.kit.canvas import LEFT, RIGHT, Canvas
from gatescope.gui.kit.view import View, paint_empty
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.painting import painting
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.look.readable_numbers import count
from gatescope.gui.views.pairs.scene import PairsScene, as_probe
from gatescope.gui.views.stack.text_rows import shown

MARGIN, HEAD, NAMES = 12, 28, 22
LINE, AIR = 16, 8  # px of a line of letters, and around those of a pair
SOURCE, SOURCE_MOST = 0.48, 260  # of the width, and px, for what is read
VERDICT = 44  # px at the right
MISSING = "·"  # where a letter should stand and none does
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}


class PairsView(View[PairsScene]):
    """Shows a ``PairsScene``. ``pair_chosen`` carries the probe that was clicked, ``order_chosen`` whether those that
    are wrong come first."""

    pair_chosen = Signal(Probe)
    order_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._orders: tuple[tuple[QRectF, bool], ...] = ()
        self.setMinimumWidth(200)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        spoken(self, lambda: self.setAccessibleName(self.tr("Answers to validation pairs")))
        spoken(
            self,
            lambda: self.setAccessibleDescription(
                self.tr("What the network writes by itself, and what it should. Arrow keys choose the probe.")
            ),
        )

    def least_height(self) -> int:
        return round(_top(self.scene, len(self.scene.pairs))) + MARGIN if self.scene is not None else 0

    def pair_at(self, at: QPointF) -> int:
        """Which of the pairs is there, −1 where none is."""
        pairs = self.scene.pairs if self.scene is not None else ()
        return next((n for n in range(len(pairs)) if _top(self.scene, n) <= at.y() < _top(self.scene, n + 1)), -1)

    def choose(self, at: int) -> None:
        """Makes the nearest pair that there is the probe."""
        if self.scene is not None and self.scene.pairs:
            self.pair_chosen.emit(as_probe(self.scene.pairs[min(max(at, 0), len(self.scene.pairs) - 1)]))

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(232, 480)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        scene = self.scene
        if scene is None:
            self._orders = ()
            title = self.tr("Answers to pairs that it does not learn from appear here.")
            paint_empty(self, painter, title, self.tr("Press Play, or open a session."), panel=True)
            return
        painter.fillRect(self.rect(), theme.current().panel)
        canvas = self.scaled(painter)
        self._head(canvas, scene)
        for at, pair in enumerate(scene.pairs):
            self._pair(canvas, pair, QRectF(0, _top(scene, at), self.inside[0], _tall(pair)), here=at == scene.at)

    def _head(self, canvas: Canvas, scene: PairsScene) -> None:
        """The two orders, the chosen one in ink, how many are right, and what stands in the columns."""
        look, x, found = canvas.look, float(MARGIN), []
        for text, first in ((self.tr("Wrong first"), True), (self.tr("In order"), False)):
            box = QRectF(x, 4, canvas.width(text, canvas.small) + 4, HEAD - 8)
            canvas.write(box, text, look.ink if first is scene.wrong_first else look.accent, LEFT, canvas.small)
            found.append((box, first))
            x = box.right() + 12
        self._orders = tuple(found)
        right = self.tr("{right} of {all} right").format(right=count(scene.right), all=count(len(scene.pairs)))
        wide = self.inside[0] - MARGIN
        canvas.write(QRectF(x, 4, wide - x, HEAD - 8), right, look.muted, RIGHT, canvas.small)
        canvas.write(QRectF(MARGIN, HEAD, 200, NAMES), self.tr("Source"), look.muted, LEFT, canvas.small)
        canvas.write(QRectF(self._answers, HEAD, 200, NAMES), self.tr("Answer"), look.muted, LEFT, canvas.small)
        canvas.bar(MARGIN, HEAD + NAMES - 1, wide - MARGIN, 1, look.border)

    @property
    def _answers(self) -> float:
        """Where the answers begin."""
        return MARGIN + min(SOURCE * (self.inside[0] - 2 * MARGIN), SOURCE_MOST)

    def _pair(self, canvas: Canvas, pair: PairAnswer, box: QRectF, *, here: bool) -> None:
        look, top = canvas.look, box.top() + AIR / 2
        if here:
            canvas.bar(4, box.top(), box.width() - 8, box.height(), look.selection)
        font, left = canvas.small, self._answers
        source = QFontMetricsF(font).elidedText(_spoken(pair.source), Qt.TextElideMode.ElideRight, left - MARGIN - 8)
        canvas.write(QRectF(MARGIN, top, left - MARGIN - 4, LINE), source, look.ink, LEFT, font)
        room = box.width() - MARGIN - VERDICT - left
        _letters(canvas, pair, QRectF(left, top, room, LINE))
        verdict = self.tr("{n} wrong").format(n=len(pair.wrong)) if pair.wrong else "✓"
        beside = QRectF(box.width() - MARGIN - VERDICT - 8, top, VERDICT + 8, LINE)
        canvas.write(beside, verdict, look.bad if pair.wrong else look.good, RIGHT, font)
        if pair.wrong:
            truth = QFontMetricsF(font).elidedText(_joined(pair.truth), Qt.TextElideMode.ElideRight, room + VERDICT)
            canvas.write(QRectF(left, top + LINE, room + VERDICT, LINE), truth, look.muted, LEFT, font)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.within(event.position())
        order = next((first for box, first in self._orders if box.contains(at)), None)
        if order is not None:
            self.order_chosen.emit(order)
        elif (pair := self.pair_at(at)) >= 0:
            self.choose(pair)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.within(event.position())
        over = self.pair_at(at) >= 0 or any(box.contains(at) for box, _ in self._orders)
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or self.scene is None:
            super().keyPressEvent(event)
        else:
            self.choose(self.scene.at + step)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            at = self.pair_at(self.within(QPointF(event.pos())))
            if self.scene is None or at < 0:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), plain_tip(self._told(self.scene.pairs[at])), self)
            return True
        return super().event(event)

    def _told(self, pair: PairAnswer) -> str:
        """All of it, for what is cut."""
        lines = (
            pair.source,
            self.tr("answer: {text}").format(text=_joined(pair.said)),
            self.tr("truth: {text}").format(text=_joined(pair.truth)),
        )
        return "\n".join(lines)


def _tall(pair: PairAnswer) -> int:
    """What is wrong has what is right below it."""
    return LINE * (2 if pair.wrong else 1) + AIR


def _top(scene: PairsScene | None, at: int) -> float:
    """Where the pair with this number begins."""
    return HEAD + NAMES + sum(map(_tall, scene.pairs[:at])) if scene is not None else 0


def _spoken(text: str) -> str:
    return " ".join(text.split())


def _joined(tokens: tuple[str, ...]) -> str:
    """As a text where tokens are letters, else with blanks between them."""
    return ("" if all(len(token) < 2 for token in tokens) else " ").join(tokens)


def _letters(canvas: Canvas, pair: PairAnswer, box: QRectF) -> None:
    """What was said, as far as there is room, the wrong letters told by colour and line."""
    plain = canvas.small
    marked = QFont(plain)
    marked.setUnderline(True)
    apart = 0.0 if all(len(token) < 2 for token in (*pair.said, *pair.truth)) else canvas.width(" ", plain)
    wrong, x = set(pair.wrong), box.left()
    for at in range(max(len(pair.said), len(pair.truth))):
        name = shown(pair.said[at]) if at < len(pair.said) else MISSING
        wide = canvas.width(name, plain)
        if x + wide > box.right():
            canvas.write(QRectF(x, box.top(), 12, box.height()), "…", canvas.look.muted, LEFT, plain)
            return
        ink = canvas.look.bad if at in wrong else canvas.look.ink
        canvas.write(QRectF(x, box.top(), wide + 2, box.height()), name, ink, LEFT, marked if at in wrong else plain)
        x += wide + apart
