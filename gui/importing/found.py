"""What was found out about a file: each thing with its reason and the way back, or forth again."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gatescope.engine.protocol.found import Found, Undo
from gatescope.gui.importing.draft import FoundAnswer
from gatescope.gui.kit.fields import label, line
from gatescope.gui.look import theme
from gatescope.gui.look.icons import icon
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_label
from gatescope.gui.words import found as words

SIGN = 14
LINK = (
    "QPushButton { border: none; background: transparent; padding: 0; min-height: 16px; color: %s; }"
    "QPushButton:hover, QPushButton:focus { text-decoration: underline; }"
)


class FoundPanel(QWidget):
    """``answered`` carries a ``Found`` and the setting that undoes it, ``taken_back`` what was said before."""

    answered = Signal(object, object)
    taken_back = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[Found, ...] = ()
        self._answers: tuple[FoundAnswer, ...] = ()
        self._count = label("", "muted")
        self.rows: list[FoundRow] = []
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(label(lambda: self.tr("WHAT WAS FOUND"), "heading"))
        head.addWidget(self._count)
        head.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addLayout(head)
        spoken(self, self._show)
        theme.changed().connect(self._show)

    def show_found(self, found: Sequence[Found], answers: Sequence[FoundAnswer]) -> None:
        """``answers`` stand in the places of what they answered; what is shown already stays as it is."""
        now = tuple(found), tuple(answers)
        if now != (self._found, self._answers):
            self._found, self._answers = now
            self._show()

    def _show(self) -> None:
        at = next((at for at, row in enumerate(self.rows) if row.link.hasFocus()), -1)
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [self._answer_row(each) for each in self._answers] + [self._found_row(each) for each in self._found]
        for row in self.rows:
            self._column.addWidget(row)
        self._count.setText(str(len(self.rows)))
        self.setVisible(bool(self.rows))
        if 0 <= at < len(self.rows):
            self.rows[at].link.setFocus()

    def _found_row(self, found: Found) -> "FoundRow":
        said = words.told(found)
        row = FoundRow(said.title, said.reason, said.undo if found.undo is not None else "", amber=found.decide)
        if found.undo is not None:
            row.link.clicked.connect(partial(self._answer, found, found.undo))
        for setting in found.further:
            row.add_link(words.chosen(found, setting)).clicked.connect(partial(self._answer, found, setting))
        return row

    def _answer_row(self, answer: FoundAnswer) -> "FoundRow":
        """A guess that was undone is struck through; what was chosen in its place, or made of it, is undone in turn."""
        found, chosen = answer.found, words.chosen(answer.found, answer.setting)
        struck = answer.undone and (chosen == words.undone() or found.accept is not None)
        reason = self.tr("undone by you") if chosen == words.undone() else self.tr("you chose: {what}")
        link = self.tr("redo") if struck else words.undone()
        row = FoundRow(words.told_answered(found).title, reason.format(what=chosen), link, struck=struck)
        row.link.clicked.connect(partial(self._take_back, answer))
        return row

    def _answer(self, found: Found, setting: Undo) -> None:
        self.answered.emit(found, setting)

    def _take_back(self, answer: FoundAnswer) -> None:
        self.taken_back.emit(answer)


class FoundRow(QWidget):
    """One thing that was found: a sign, a title, what it rests on, and a link."""

    def __init__(self, title: str, reason: str, link: str, *, amber: bool = False, struck: bool = False) -> None:
        super().__init__()
        look = theme.current()
        self.title, self.reason = label(title), label(reason, "muted")
        self.title.setFont(_bold(struck))
        self.title.setProperty("role", "muted" if struck else "")
        self.reason.setFont(theme.font(theme.SMALL))
        for words_of in (self.title, self.reason):
            words_of.setWordWrap(True)
            words_of.setMinimumWidth(40)
        self.reason.setVisible(bool(reason))
        self.amber = amber
        sign = plain_label()
        sign.setFixedWidth(SIGN + 4)
        sign.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        shown = icon("warning", look.warn) if amber else icon("check", look.faint if struck else look.good)
        sign.setPixmap(shown.pixmap(QSize(SIGN, SIGN)))
        self.link, self.further = self._made_link(link), list[QPushButton]()
        self._below = QHBoxLayout()
        self._build(sign)

    def add_link(self, text: str) -> QPushButton:
        """A further one, below the first."""
        made = self._made_link(text)
        self._below.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self.further.append(made)
        return made

    def _made_link(self, text: str) -> QPushButton:
        made = QPushButton(text)
        made.setStyleSheet(LINK % theme.current().accent)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setAutoDefault(False)
        made.setVisible(bool(text))
        made.setAccessibleName(f"{self.title.text()}: {text}")
        return made

    def _build(self, sign: QLabel) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(line())
        across = QHBoxLayout()
        across.setSpacing(4)
        across.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        text = QVBoxLayout()
        text.setSpacing(2)
        first = QHBoxLayout()
        first.addWidget(self.title, 1)
        first.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        text.addLayout(first)
        self._below.addWidget(self.reason, 1)
        text.addLayout(self._below)
        across.addLayout(text, 1)
        column.addLayout(across)


def _bold(struck: bool) -> QFont:
    made = theme.font(bold=True)
    made.setStrikeOut(struck)
    return made
