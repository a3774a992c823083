"""The samples as pictures: one click, or arrows and Enter, and it trains."""

from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QPixmapCache
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.painting import painting
from gatescope.gui.panels.start.samples import SAMPLES, Sample
from gatescope.gui.panels.start.sketch_paint import paint_sketch
from gatescope.gui.panels.start.sketches import sketch

COLUMNS = 4
PICTURE_LEAST, PAD, TITLE = 84, 12, 20
SPACE = 16
TEXT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
KEYS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Home: (-99, -99),
    Qt.Key.Key_End: (99, 99),
}
PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Card(QAbstractButton):
    """One sample: its picture, its name and what one will see. Painted here, so that it is one thing to press."""

    def __init__(self, sample: Sample) -> None:
        super().__init__()
        self.sample = sample
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.retranslate()
        theme.changed().connect(self.update)

    def retranslate(self) -> None:
        self.setText(self.sample.title)
        self.setAccessibleName(self.sample.title)
        self.setAccessibleDescription(self.sample.promise)
        self.setToolTip(self.tr("Opens this sample and trains it at once with settings that work"))
        self.updateGeometry()

    def _text_height(self, width: int) -> int:
        """That of the longest promise, so that the titles of a row stand on one line."""
        return _tallest(width - 2 * PAD, tuple(each.promise for each in SAMPLES), theme.letters())

    # Qt's own names from here on

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return PICTURE_LEAST + PAD + TITLE + 4 + self._text_height(width) + PAD

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, PICTURE_LEAST + TITLE + 3 * PAD)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        look = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self.hasFocus() or self.underMouse()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(look.accent if marked else look.border), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(look.hover if self.isDown() else look.raised))
        painter.drawRoundedRect(box, 8, 8)
        words = self._text_height(self.width())
        top = self.height() - PAD - words
        inner = self.width() - 2 * PAD
        painter.drawPixmap(QPointF(PAD, PAD), self._picture(QSize(inner, top - TITLE - 2 * PAD)))
        painter.setFont(theme.font(bold=True))
        painter.setPen(QColor(look.ink))
        painter.drawText(QRect(PAD, top - TITLE - 2, inner, TITLE), int(TEXT), self.sample.title)
        painter.setFont(theme.font())
        painter.setPen(QColor(look.muted))
        painter.drawText(QRect(PAD, top, inner, words + 4), int(TEXT), self.sample.promise)

    def _picture(self, size: QSize) -> QPixmap:
        """Drawn once for a size and a look: the longest of the series takes 10 ms, at every move of the pointer."""
        scale, look = self.devicePixelRatioF(), theme.current()
        key = f"{self.sample.path} {size.width()} × {size.height()} × {scale} {look.name} {theme.letters()}"
        made = QPixmap()
        if size.isEmpty() or QPixmapCache.find(key, made):
            return made
        made = QPixmap(size * scale)
        made.setDevicePixelRatio(scale)
        made.fill(Qt.GlobalColor.transparent)
        box = QRectF(0, 0, size.width(), size.height())
        with painting(made) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.panel))
            painter.drawRoundedRect(box, 4, 4)
            paint_sketch(painter, box, sketch(self.sample.path))
        QPixmapCache.insert(key, made)
        return made

    def event(self, event: QEvent) -> bool:
        """The keys that move about and press are the card's, whatever shortcuts the window has for them."""
        mine = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if mine and not event.modifiers() and (event.key() in KEYS or event.key() in PRESS):  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in PRESS[:2]:
            self.click()
        elif Qt.Key(event.key()) in KEYS:
            event.ignore()  # the gallery moves on
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


@lru_cache(maxsize=64)
def _tallest(width: int, texts: tuple[str, ...], _letters: float) -> int:
    """The height of the longest text, in letters of this moment. Each layout asks each card again and again."""
    inner, metrics = QRect(0, 0, width, 10_000), QFontMetrics(theme.font())
    return max(metrics.boundingRect(inner, int(TEXT), text).height() for text in texts)


class Gallery(QWidget):
    """All samples on a grid."""

    chosen = Signal(str)  # the sample's id

    def __init__(self) -> None:
        super().__init__()
        spoken(self, lambda: self.setAccessibleName(self.tr("Samples")))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE)
        self.cards = tuple(Card(sample) for sample in SAMPLES)
        for at, card in enumerate(self.cards):
            grid.addWidget(card, at // COLUMNS, at % COLUMNS)
            card.clicked.connect(lambda _checked=False, id=card.sample.id: self.chosen.emit(id))
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = next((i for i, card in enumerate(self.cards) if card.hasFocus()), -1)
        if at < 0 or Qt.Key(event.key()) not in KEYS:
            super().keyPressEvent(event)
            return
        self.cards[moved(at, *KEYS[Qt.Key(event.key())])].setFocus(Qt.FocusReason.TabFocusReason)


def moved(at: int, down: int, right: int, count: int = len(SAMPLES), columns: int = COLUMNS) -> int:
    """The card that many rows down and columns to the right of card ``at``; at the edges one stays."""
    row = min(max(at // columns + down, 0), (count - 1) // columns)
    column = min(max(at % columns + right, 0), columns - 1)
    return min(row * columns + column, count - 1)
