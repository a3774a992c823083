"""Which of many sequences is watched: by name, with its label and part, found by typing."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QSizePolicy, QVBoxLayout

from gatescope.engine.protocol.messages import Sequence
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_tip, plain_title

SIZE = QSize(280, 300)
STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_Home: -(10**9),
    Qt.Key.Key_End: 10**9,
}
"""How many sequences on the keys go."""


class SequenceField(QPushButton):
    """Names the one that is watched. The arrow keys, Home and End go through them; a click or a letter opens the list,
    where typing searches names and labels."""

    chosen = Signal(int)  # its place among those shown

    def __init__(self) -> None:
        super().__init__()
        self._sequences: tuple[Sequence, ...] = ()
        self._at, self._listed = 0, True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setStyleSheet("QPushButton { text-align: left; padding: 2px 8px; }")
        spoken(self, self._say)
        self.clicked.connect(lambda: self._open(""))
        self.popup = SequenceList(self)
        self.popup.chosen.connect(self._take)

    def show_sequences(self, sequences: tuple[Sequence, ...], at: int, *, listed: bool = True) -> None:
        """``listed``: it is one of these, and not another one that comes after that."""
        self._sequences, self._at, self._listed = sequences, at, listed
        self._say()

    def describe(self, sequence: Sequence) -> str:
        """Name, label and part."""
        part = self.tr("validation") if sequence.validation else self.tr("training")
        return " · ".join(filter(None, (sequence.name, sequence.label, part)))

    def _say(self) -> None:
        text = self.describe(self._sequences[self._at]) if self._at < len(self._sequences) else ""
        text = text if self._listed else self.tr("one that is not listed")
        room = max(self.width() - 28, 40)
        self.setText(plain_title(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room) + " ▾"))
        self.setAccessibleName(self.tr("Sequence: {name}").format(name=text))
        tip = self.tr("{n} of {total}. Arrow keys go to the next one; type to search")
        self.setToolTip(plain_tip(f"{text}\n" + tip.format(n=self._at + 1, total=len(self._sequences))))

    def _open(self, typed: str) -> None:
        self.popup.show_all([self.describe(each) for each in self._sequences], self._at, typed)
        self.popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self.popup.show()
        self.popup.search.setFocus()

    def _take(self, at: int) -> None:
        at = min(max(at, 0), len(self._sequences) - 1)
        if at >= 0 and at != self._at:
            self._at = at
            self._say()
            self.chosen.emit(at)

    # Qt's own names from here on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._take(self._at + step)
        elif event.text().strip() and event.text().isprintable():
            self._open(event.text())
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
            if plain and (event.key() in STEPS or (event.text().strip() and event.text().isprintable())):
                event.accept()  # they are this field's while it has the focus, not the window's shortcuts
                return True
        return super().event(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._say()

    def sizeHint(self) -> QSize:
        return QSize(160, super().sizeHint().height())


class SequenceList(QFrame):
    """All of them below a line to search in; closes when one is chosen."""

    chosen = Signal(int)

    def __init__(self, parent: QPushButton) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.resize(SIZE)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(4)
        self.search = QLineEdit()
        spoken(self.search, lambda: self.search.setPlaceholderText(self.tr("Search names and labels")))
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.search)
        column.addWidget(self.list)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._choose)
        self.list.itemClicked.connect(lambda _: self._choose())
        self.search.installEventFilter(self)

    def show_all(self, names: list[str], at: int, typed: str) -> None:
        self.list.clear()
        for number, name in enumerate(names):
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, number)
            self.list.addItem(item)
        self.list.setCurrentRow(at)
        self.search.setText(typed)
        self._filter(typed)

    @property
    def shown(self) -> list[str]:
        """What is left of the list."""
        return [item.text() for item in self._items() if not item.isHidden()]

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _filter(self, typed: str) -> None:
        words = typed.casefold().split()
        for item in self._items():
            item.setHidden(not all(word in item.text().casefold() for word in words))
        current = self.list.currentItem()
        if current is None or current.isHidden():
            left = [row for row, item in enumerate(self._items()) if not item.isHidden()]
            self.list.setCurrentRow(left[0] if left else -1)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None and not item.isHidden():
            self.hide()
            self.chosen.emit(int(item.data(Qt.ItemDataRole.UserRole)))

    # Qt's own names from here on

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that move go to the list while one types."""
        moves = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in moves:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)
