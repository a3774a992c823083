"""The command palette: every command by a few letters of its name, with its shortcut beside it.

Made from the window's actions: what is off in the menu is off here. Letters match in
order, wherever they stand; of a Hangul syllable its first consonant is enough (ㅅㅈ finds 설정).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from gatescope.gui.commands.actions import Actions, CommandAction
from gatescope.gui.kit.canvas import LEFT, RIGHT, Canvas
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_label, plain_tip

WIDTH, ROW, ROWS_MOST, PAD, TOP = 600, 34, 10, 12, 56
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"  # by their place in a syllable, Unicode 15, section 3.12
SYLLABLES, PER_INITIAL = 0xAC00, 588
ENTRY = Qt.ItemDataRole.UserRole
CONTIGUOUS, WORD_START, TEXT_START = 5, 5, 4


@dataclass(frozen=True)
class PaletteEntry:
    """One row: the command's name, text, tip and shortcut, the letters of ``text`` that match, whether it is on."""

    name: str
    text: str
    tip: str
    keys: str
    matched: tuple[int, ...]
    enabled: bool


def match(query: str, text: str) -> tuple[float, tuple[int, ...]] | None:
    """How well ``query`` fits (more is better) and which letters of ``text`` it takes; None when it does not.

    The best of all ways: letters that follow each other and begin words count more, letters passed over cost.
    """
    letters = [letter for letter in query.casefold() if not letter.isspace()]
    best: list[tuple[float, tuple[int, ...]] | None] = [(0.0, ())]
    for letter in letters:
        best = _extended(best, letter, text)
        if not any(best):
            return None
    found = [way for way in best if way is not None]
    score, places = max(found, key=lambda way: way[0])
    return score - 0.02 * len(text), places


Ways = list[tuple[float, tuple[int, ...]] | None]


def _extended(ways: Ways, letter: str, text: str) -> Ways:
    """From the best ways to match up to here, the best with one letter more, by the place that it takes."""
    longer: Ways = [None] * len(text)
    for at, sign in enumerate(text):
        if not _same(letter, sign):
            continue
        for way in ways:
            if way is None or (way[1] and way[1][-1] >= at):
                continue
            score = way[0] + _worth(way[1], at, text)
            held = longer[at]
            if held is None or score > held[0]:
                longer[at] = (score, (*way[1], at))
    return longer


def _worth(before: tuple[int, ...], at: int, text: str) -> float:
    worth = 1.0 + TEXT_START * (at == 0) + WORD_START * (at == 0 or not text[at - 1].isalnum())
    if before:
        gap = at - before[-1] - 1
        worth += CONTIGUOUS if gap == 0 else -0.1 * gap
    return worth


def _same(letter: str, sign: str) -> bool:
    if letter == sign.casefold():
        return True
    index = ord(sign) - SYLLABLES
    return letter in INITIALS and 0 <= index < len(INITIALS) * PER_INITIAL and INITIALS[index // PER_INITIAL] == letter


def entries(query: str, actions: Actions) -> tuple[PaletteEntry, ...]:
    """The commands that match, the best first; in the table's order without a query. What is off comes last.

    A command is also found by its English name, whatever the language, and by the beginnings of other words for it."""
    found: list[tuple[bool, float, PaletteEntry]] = []
    for name, action in actions.items():
        if name == "palette":
            continue
        text = action.text().replace("&", "")
        fit = match(query, text)
        if fit is None:
            other = match(query, str(action.command.text))
            fit = (other[0] - 5, ()) if other else _by_another_word(query, action)
        if fit is not None:
            entry = PaletteEntry(name, text, action.tip, action.keys, fit[1], action.isEnabled())
            found.append((entry.enabled, fit[0], entry))
    found.sort(key=lambda row: (not row[0], -row[1] if query.strip() else 0))
    return tuple(entry for _, _, entry in found)


def _by_another_word(query: str, action: CommandAction) -> tuple[float, tuple[int, ...]] | None:
    """Letters scattered over a list of words mean nothing: one of them has to begin so."""
    typed = query.casefold().strip()
    words = [word.strip() for word in action.also.casefold().split(",")]
    found = any(part.startswith(typed) for word in words for part in (word, *word.split()))
    return (0.0, ()) if typed and found else None


class CommandPalette(QFrame):
    """Lies over ``window``, at the top of it: type to filter, Up and Down choose, Enter runs, Esc closes.

    No window of its own: those grab the keyboard, which not every platform allows, or lose it."""

    def __init__(self, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._actions = actions
        self._window = window
        self._before: QWidget | None = None
        self.setObjectName("palette")
        spoken(self, lambda: self.setAccessibleName(self.tr("Commands")))
        self.field = QLineEdit()
        spoken(self.field, lambda: self.field.setPlaceholderText(self.tr("What do you want to do?")))
        spoken(self.field, lambda: self.field.setAccessibleName(self.tr("Search the commands")))
        self.list = QListWidget()
        spoken(self.list, lambda: self.list.setAccessibleName(self.tr("Commands that match")))
        self.list.setItemDelegate(_EntryPainter(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self._nothing = plain_label()
        spoken(self._nothing, lambda: self._nothing.setText(self.tr("No command is called that. Esc closes.")))
        self._nothing.setProperty("role", "muted")
        self._nothing.setContentsMargins(PAD, 4, PAD, 8)
        self._build()
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._run)
        self.list.itemEntered.connect(self._hover)
        self._filter("")

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for widget in (self.field, self.list, self._nothing):
            column.addWidget(widget)
        self.setFixedWidth(min(WIDTH, self._window.width() - 32))
        look = theme.current()
        self.setStyleSheet(
            f"QFrame#palette {{ background: {look.raised}; border: 1px solid {look.faint}; border-radius: 10px; }}"
            "QListView { border: none; background: transparent; }"
        )

    def open(self) -> None:
        """Shows it in the middle of the window's top, with the cursor in the field."""
        self.move((self._window.width() - self.width()) // 2, TOP)
        self.show()
        self.raise_()
        self._before = self._window.focusWidget()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close(self) -> bool:
        """Gone, and the focus is where it was."""
        self.field.removeEventFilter(self)
        self.hide()
        if self._before is not None and isValid(self._before):  # what had it may have gone meanwhile
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()
        return True

    @property
    def shown(self) -> tuple[PaletteEntry, ...]:
        return tuple(self.list.item(row).data(ENTRY) for row in range(self.list.count()))

    def _filter(self, query: str) -> None:
        self._fill(entries(query, self._actions))

    def _fill(self, found: Sequence[PaletteEntry]) -> None:
        self.list.clear()
        for entry in found:
            item = QListWidgetItem()
            item.setData(ENTRY, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.text} {entry.keys}".strip())
            item.setToolTip(plain_tip(entry.tip))
            if not entry.enabled:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled & ~Qt.ItemFlag.ItemIsSelectable)
            self.list.addItem(item)
        self._nothing.setVisible(not found)
        self.list.setVisible(bool(found))
        self.list.setFixedHeight(ROW * min(len(found), ROWS_MOST) + 2)
        self._choose(0, 1)
        self.adjustSize()

    def _hover(self, item: QListWidgetItem) -> None:
        if item.data(ENTRY).enabled:
            self.list.setCurrentItem(item)

    def _choose(self, row: int, way: int) -> None:
        """The next command in that direction that can be run, round the ends."""
        count = self.list.count()
        for k in range(count):
            at = (row + k * way) % count
            if self.list.item(at).data(ENTRY).enabled:
                self.list.setCurrentRow(at)
                return
        self.list.setCurrentRow(-1)

    def _run(self, item: QListWidgetItem | None = None) -> None:
        item = item or self.list.currentItem()
        if item is None or not item.data(ENTRY).enabled:
            return
        action = self._actions[item.data(ENTRY).name]
        self.close()
        action.trigger()

    # Qt's own names from here on

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.FocusOut and self._window.isActiveWindow():
            self.close()
        if watched is not self.field or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        row, count = self.list.currentRow(), self.list.count()
        match event.key():
            case Qt.Key.Key_Down:
                self._choose(row + 1, 1)
            case Qt.Key.Key_Up:
                self._choose(row - 1, -1)
            case Qt.Key.Key_PageDown:
                self._choose(min(row + ROWS_MOST - 1, count - 1), -1)
            case Qt.Key.Key_PageUp:
                self._choose(max(row - ROWS_MOST + 1, 0), 1)
            case Qt.Key.Key_Escape:
                self.close()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._run()
            case _:
                return super().eventFilter(watched, event)
        return True


class _EntryPainter(QStyledItemDelegate):
    """Draws the text with its matched letters in the accent's colour, the tip behind it, the shortcut at the right."""

    # Qt's own

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: PaletteEntry = index.data(ENTRY)
        canvas = Canvas(painter, theme.current())
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(canvas.colour(canvas.look.selection))
            painter.drawRoundedRect(QRectF(box), 6, 6)
        x = self._text(canvas, entry, box)
        right = box.right() - PAD
        keys = canvas.width(entry.keys)
        canvas.write(QRectF(right - keys - 1, box.top(), keys + 2, ROW), entry.keys, canvas.look.muted, RIGHT)
        room = right - keys - PAD - x - PAD
        if entry.tip and room > 60:
            tip = _cut(canvas, entry.tip, room)
            canvas.write(QRectF(x + PAD, box.top(), room, ROW), tip, canvas.look.muted, LEFT, canvas.small)
        painter.restore()

    def _text(self, canvas: Canvas, entry: PaletteEntry, box: QRect) -> float:
        """Letter by letter; returns where the text ends."""
        ink = canvas.look.ink if entry.enabled else canvas.look.faint
        x = float(box.left() + PAD)
        for start, end, matched in _runs(entry.text, entry.matched):
            part, font = entry.text[start:end], canvas.bold if matched else canvas.font
            wide = canvas.width(part, font)
            colour = canvas.look.accent if matched and entry.enabled else ink
            canvas.write(QRectF(x, box.top(), wide + 2, ROW), part, colour, LEFT, font)
            x += wide
        return x


def _runs(text: str, matched: tuple[int, ...]) -> list[tuple[int, int, bool]]:
    """Stretches (from, to, matched) that cover the text."""
    runs: list[tuple[int, int, bool]] = []
    for at in range(len(text)):
        if runs and runs[-1][2] == (at in matched):
            runs[-1] = (runs[-1][0], at + 1, runs[-1][2])
        else:
            runs.append((at, at + 1, at in matched))
    return runs


def _cut(canvas: Canvas, text: str, room: float) -> str:
    if canvas.width(text, canvas.small) <= room:
        return text
    while text and canvas.width(text + "…", canvas.small) > room:
        text = text[:-1]
    return text.rstrip() + "…"
