"""What a network would see of a file: the target with the split drawn on it, the classes, the tokens."""

import math

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gatescope.engine.protocol.frame import Array
from gatescope.engine.protocol.messages import ClassCount
from gatescope.gui.kit.canvas import CENTRE, LEFT, RIGHT, Canvas, limits, share
from gatescope.gui.kit.live_numbers import tick
from gatescope.gui.kit.small_plot import ticks
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.painting import painting
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.look.readable_numbers import count

MARGIN_LEFT, MARGIN, BELOW, ABOVE = 48, 8, 18, 18
BAR = 20  # px a class takes
LINES_MOST = 60  # borders that a line is drawn at; more would be all one sees
Stretches = tuple[tuple[float, float], ...]


class Picture(QWidget):
    """Painted by hand in the theme's colours; says in words what it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(80)
        theme.changed().connect(self.update)
        spoken(self, self._say)

    def _say(self) -> None:
        raise NotImplementedError

    def _paint(self, canvas: Canvas, box: QRectF) -> None:
        raise NotImplementedError

    # Qt's own name from here on

    def paintEvent(self, _event: QPaintEvent) -> None:
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
            self._paint(Canvas(painter, theme.current()), QRectF(self.rect()))


class TargetPlot(Picture):
    """The target over the rows; what is validated on stands on another ground, after the line of the split: at the end
    of a series, or of each of several sequences."""

    def __init__(self) -> None:
        self._series: Array | None = None
        self._validated: Stretches = ()
        self._name, self._ends = "", ("", "")
        super().__init__()

    def show_series(self, series: Array | None, validated: Stretches, name: str, ends: tuple[str, str]) -> None:
        """``validated``: where the stretches of the validation part begin and end, as shares, rising."""
        self._series, self._validated, self._name, self._ends = series, validated, name, ends
        self.update()

    def _say(self) -> None:
        self.setAccessibleName(self.tr("The target, with the split drawn on it"))
        self.update()

    def _paint(self, canvas: Canvas, box: QRectF) -> None:
        look = canvas.look
        if self._series is None or not len(self._series):
            text = self.tr("A plot of the target appears here when a column of numbers is predicted.")
            canvas.write(box.adjusted(8, 0, -8, 0), text, look.muted, CENTRE | Qt.TextFlag.TextWordWrap)
            return
        inner = box.adjusted(MARGIN_LEFT, ABOVE, -MARGIN, -BELOW)
        low, high = limits(self._series)
        parts = [(inner.left() + a * inner.width(), (b - a) * inner.width()) for a, b in self._validated]
        for left, wide in parts:
            canvas.bar(left, inner.top(), wide, inner.height(), look.accent, 0.10)
        for at in ticks((low, high), False, inner.height()):
            y = int(inner.bottom() - 1 - share(at, low, high) * (inner.height() - 1))
            canvas.bar(inner.left(), y, inner.width(), 1, look.border)
            beside = QRectF(0, y - 8, MARGIN_LEFT - 6, 16)
            canvas.write(beside, tick(at), look.muted, RIGHT, canvas.small)
        self._paint_series(canvas, inner, low, high)
        for left, _ in parts if len(parts) <= LINES_MOST else ():
            canvas.bar(int(left), inner.top() - 4, 1, inner.height() + 4, look.accent)
        self._paint_words(canvas, inner, parts[0][0] if parts else inner.right())

    def _paint_series(self, canvas: Canvas, inner: QRectF, low: float, high: float) -> None:
        assert self._series is not None
        values = np.asarray(self._series, np.float64)
        xs = inner.left() + (np.arange(len(values)) + 0.5) * inner.width() / len(values)
        canvas.curve(inner, xs, values, low, high, canvas.pen(canvas.look.ink))

    def _paint_words(self, canvas: Canvas, inner: QRectF, cut: float) -> None:
        look = canvas.look
        above = QRectF(inner.left(), inner.top() - ABOVE, inner.width(), ABOVE - 2)
        if len(self._validated) > 1:
            canvas.write(above, self._name, look.muted, LEFT, canvas.small)
            key = above.adjusted(above.width() - canvas.width(self.tr("validation"), canvas.small), 0, 0, 0)
            canvas.write(key, self.tr("validation"), look.accent, RIGHT, canvas.small)
            canvas.bar(key.left() - 16, key.top() + 3, 10, 10, look.accent, 0.3)
        elif cut < inner.right():
            left, right = QRectF(above), QRectF(above)
            left.setRight(cut - 6)
            right.setLeft(cut + 6)
            canvas.write(left, self.tr("{name} · training").format(name=self._name), look.muted, RIGHT, canvas.small)
            if canvas.width(self.tr("validation"), canvas.small) <= right.width():
                canvas.write(right, self.tr("validation"), look.accent, LEFT, canvas.small)
        else:
            canvas.write(above, self._name, look.muted, LEFT, canvas.small)
        below = QRectF(inner.left(), inner.bottom() + 2, inner.width(), BELOW - 2)
        canvas.write(below, self._ends[0], look.muted, LEFT, canvas.small)
        canvas.write(below, self._ends[1], look.muted, RIGHT, canvas.small)


class ClassBars(Picture):
    """How many targets each class has, training dark and validation light, the largest first."""

    def __init__(self) -> None:
        self._classes: tuple[ClassCount, ...] = ()
        super().__init__()

    def show_classes(self, classes: tuple[ClassCount, ...]) -> None:
        self._classes = tuple(sorted(classes, key=lambda each: -(each.training + each.validation)))
        self.setToolTip(plain_tip("\n".join(self._row(each) for each in self._classes[:50])))
        self.update()

    def _row(self, each: ClassCount) -> str:
        said = self.tr("{name}: {training} training, {validation} validation")
        return said.format(name=each.name, training=count(each.training), validation=count(each.validation))

    def _say(self) -> None:
        self.setAccessibleName(self.tr("Class balance"))
        self.update()

    def _paint(self, canvas: Canvas, box: QRectF) -> None:
        look, classes = canvas.look, self._classes
        if not classes:
            text = self.tr("How often each class comes appears here when classes are predicted.")
            canvas.write(box.adjusted(8, 0, -8, 0), text, look.muted, CENTRE | Qt.TextFlag.TextWordWrap)
            return
        room = max(1, int((box.height() - BAR) // BAR))
        shown = classes if len(classes) <= room else classes[: max(1, room - 1)]
        most = max(each.training + each.validation for each in classes) or 1
        names = min(160.0, 12 + max(canvas.width(each.name[:40]) for each in shown))
        for at, each in enumerate(shown):
            self._paint_row(canvas, QRectF(8, 4 + at * BAR, box.width() - 16, BAR), each, names, most)
        if len(shown) < len(classes):
            rest = QRectF(8, 4 + len(shown) * BAR, box.width() - 16, BAR)
            said = self.tr("and {n} more").format(n=count(len(classes) - len(shown)))
            canvas.write(rest, said, look.muted, LEFT, canvas.small)
        self._paint_key(canvas, QRectF(8, box.bottom() - BAR, box.width() - 16, BAR - 2))

    def _paint_row(self, canvas: Canvas, row: QRectF, each: ClassCount, names: float, most: int) -> None:
        look = canvas.look
        name = canvas.painter.fontMetrics().elidedText(each.name, Qt.TextElideMode.ElideRight, int(names - 10))
        canvas.write(QRectF(row.left(), row.top(), names - 8, row.height()), name, look.ink, LEFT)
        said = f"{count(each.training)} + {count(each.validation)}"
        room = row.width() - names - canvas.width(said, canvas.small) - 12
        first, second = room * each.training / most, room * each.validation / most
        left = row.left() + names
        canvas.bar(left, row.top() + 4, first, row.height() - 8, look.accent)
        canvas.bar(left + first, row.top() + 4, second, row.height() - 8, look.accent, 0.35)
        end = QRectF(left + first + second + 6, row.top(), row.right() - left, row.height())
        canvas.write(end, said, look.muted, LEFT, canvas.small)

    def _paint_key(self, canvas: Canvas, row: QRectF) -> None:
        look = canvas.look
        x = row.left()
        for alpha, name in ((1.0, self.tr("training")), (0.35, self.tr("validation"))):
            canvas.bar(x, row.top() + 5, 10, 8, look.accent, alpha)
            wide = canvas.width(name, canvas.small)
            canvas.write(QRectF(x + 16, row.top(), wide + 4, 18), name, look.muted, LEFT, canvas.small)
            x += wide + 36


class TokenBars(Picture):
    """The most frequent tokens, in as many columns as there is room for."""

    def __init__(self) -> None:
        self._frequent: tuple[tuple[str, int], ...] = ()
        super().__init__()

    def show_tokens(self, frequent: tuple[tuple[str, int], ...]) -> None:
        self._frequent = frequent
        self.update()

    def _say(self) -> None:
        self.setAccessibleName(self.tr("The most frequent tokens"))
        self.update()

    def _paint(self, canvas: Canvas, box: QRectF) -> None:
        if not self._frequent:
            return
        rows = max(1, int(box.height() // BAR))
        wide = 184.0
        columns = max(1, int((box.width() - 8) // wide))
        shown = self._frequent[: rows * columns]
        most = math.log1p(max(n for _, n in shown))
        for at, (token, n) in enumerate(shown):
            left, top = 8 + at // rows * wide, at % rows * BAR
            cell = QRectF(left, top + 1, 62, BAR - 2)
            canvas.painter.setFont(canvas.font)
            name = canvas.painter.fontMetrics().elidedText(visible(token), Qt.TextElideMode.ElideRight, 60)
            canvas.write(cell, name, canvas.look.ink, LEFT)
            long = 50 * math.log1p(n) / most if most else 0
            canvas.bar(left + 64, top + 6, long, BAR - 12, canvas.look.accent, 0.6)
            canvas.write(QRectF(left + 118, top, 60, BAR), count(n), canvas.look.muted, LEFT, canvas.small)


def visible(token: str) -> str:
    """A token as it can be seen: blanks and line ends by their signs."""
    return token.replace(" ", "␣").replace("\n", "↵").replace("\t", "⇥")
