"""A session in a list: its picture, its name and what there is of it. A click opens it, its button and its keys rename
and delete it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMenu, QPushButton, QSizePolicy, QToolButton

from gatescope.engine.protocol.kept import NAME_MOST
from gatescope.engine.protocol.messages import KeptSession
from gatescope.gui.kit.canvas import LEFT, Canvas
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.painting import painting
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.panels.start import session_words as words
from gatescope.gui.panels.start.thumbnail import paint_thumbnail

HEIGHT, WIDTH = 44, 240  # px
PICTURE = QRectF(6, 6, 56, 32)
TEXT = 72  # px: where the words begin
MORE = 28  # px: the button at the right
ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
OPEN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class NameField(QLineEdit):
    """``typed`` when Enter is pressed or the focus goes, ``left`` in any case."""

    typed = Signal(str)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape are the field's: what it lies on would open the session."""
        if event.key() in OPEN_KEYS[:2]:
            self._end(taken=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._end(taken=False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._end(taken=event.reason() is not Qt.FocusReason.PopupFocusReason)

    def _end(self, taken: bool) -> None:
        if not self.isHidden():
            self.hide()
            if taken and self.isModified():
                self.typed.emit(self.text().strip())
            self.left.emit()


class SessionRow(QAbstractButton):
    """``clicked`` opens it. ``renamed`` carries another name, '' for none; ``deleted`` and ``taken_back`` say what is
    to become of it."""

    renamed = Signal(str)
    deleted = Signal()
    taken_back = Signal()

    def __init__(self, session: KeptSession) -> None:
        super().__init__()
        self.session, self.gone = session, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.more, self.undo, self.field = QToolButton(self), QPushButton(self), NameField(self)
        self.more.setText("⋯")
        self.more.setProperty("kind", "quiet")
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys of the row do the same
        self.more.clicked.connect(lambda: self.show_menu(self.more.mapToGlobal(QPoint(0, self.more.height()))))
        self.undo.setAutoDefault(False)
        self.undo.clicked.connect(lambda: self.taken_back.emit())
        self.field.setMaxLength(NAME_MOST)
        self.field.hide()
        self.field.typed.connect(self.renamed)
        self.field.left.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        theme.changed().connect(self.update)
        spoken(self, self._say)

    def show_session(self, session: KeptSession, gone: bool) -> None:
        """``gone``: it was deleted and can be taken back."""
        self.session, self.gone = session, gone
        self._say()

    def _say(self) -> None:
        title = words.title(self.session)
        self.more.setToolTip(plain_tip(self.tr("Open, rename or delete {name}").format(name=title)))
        self.more.setAccessibleName(self.more.toolTip())
        self.undo.setText(self.tr("Take it back"))
        self.field.setAccessibleName(self.tr("Name of the session"))
        self.more.setVisible(not self.gone)
        self.undo.setVisible(self.gone)
        self.setText(self.tr("{name} is deleted").format(name=title) if self.gone else title)
        self.setAccessibleName(self.text())
        self.setAccessibleDescription("" if self.gone else words.details(self.session))
        self.setToolTip("" if self.gone else plain_tip(words.tip(self.session)))
        self._place()
        self.update()

    # ---- what can be done ------------------------------------------------------------------------------------------

    def show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        entries: tuple[tuple[str, Callable[[], None]], ...] = (
            (self.tr("Open"), self.click),
            (self.tr("Rename") + "\tF2", self.rename),
            (self.tr("Delete") + "\t" + self.tr("Del"), self.delete),
        )
        for text, act in entries:
            menu.addAction(text).triggered.connect(act)
        if self.session.open:
            menu.actions()[-1].setEnabled(False)
            menu.actions()[-1].setToolTip(self.tr("It is open: open something else first"))
            menu.setToolTipsVisible(True)
        menu.popup(at)

    def rename(self) -> None:
        """Lets the user type another name where the name stands."""
        if not self.gone:
            self.field.setText(words.title(self.session))
            self.field.selectAll()
            self.field.show()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def delete(self) -> None:
        if not self.gone and not self.session.open:
            self.deleted.emit()

    # ---- how it looks ----------------------------------------------------------------------------------------------

    def _paint(self, painter: QPainter) -> None:
        canvas, look = Canvas(painter, theme.current()), theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or (self.underMouse() and not self.gone):
            painter.setPen(QPen(QColor(look.accent if self.hasFocus() else look.hover), 1))
            painter.setBrush(QColor(look.hover))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        room = self._room()
        if self.gone:
            room = self.undo.x() - 16
            canvas.write(QRect(8, 0, room, HEIGHT), _cut(self.text(), canvas.font, room), look.muted)
            return
        paint_thumbnail(painter, PICTURE, self.session)
        if not self.field.isHidden():
            return  # another name is typed where they stand
        canvas.write(QRect(TEXT, 4, room, 19), _cut(self.text(), canvas.bold, room), look.ink, LEFT, canvas.bold)
        details = _cut(words.details(self.session), canvas.small, room)
        canvas.write(QRect(TEXT, 22, room, 17), details, look.muted, LEFT, canvas.small)

    def _room(self) -> int:
        return self.width() - TEXT - MORE - 8

    def _place(self) -> None:
        self.more.setGeometry(self.width() - MORE - 4, (HEIGHT - 26) // 2, MORE, 26)
        wide = self.undo.sizeHint().width()
        self.undo.setGeometry(self.width() - wide - 6, (HEIGHT - 28) // 2, wide, 28)
        self.field.setGeometry(TEXT - 6, (HEIGHT - 28) // 2, self._room() + 6, 28)

    # Qt's own names from here on

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._paint(painter)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.gone:
            self.show_menu(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Its keys are its own, whatever shortcuts the window has for them."""
        mine = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if mine and not event.modifiers() and event.key() in (*self._keys(), *ARROWS):  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def _keys(self) -> dict[Qt.Key, Callable[[], None]]:
        opening = self.taken_back.emit if self.gone else self.click
        return dict.fromkeys(OPEN_KEYS, opening) | {Qt.Key.Key_F2: self.rename, Qt.Key.Key_Delete: self.delete}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in ARROWS:
            event.ignore()  # the list moves on
        elif key in self._keys():
            self._keys()[key]()
        else:
            super().keyPressEvent(event)


def _cut(text: str, font: QFont, room: int) -> str:
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
