"""A card: fields that belong together under a head that folds them to a few lines of what they say."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gatescope.gui.kit.fields import FLAT, Elided
from gatescope.gui.look.language import spoken

OPEN, SHUT = "▾", "▸"
PAD = 10  # px
LINES = 2  # of a card that is folded, at most


class FoldingCard(QFrame):
    """``opened`` says that the user opened it, ``undo_clicked`` that what was changed in it is to be as before."""

    opened = Signal()
    undo_clicked = Signal()

    def __init__(self, title: Callable[[], str], body: QWidget) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._title, self.body, self._changes = title, body, 0
        self.head, self._undo = QPushButton(), QPushButton()
        self._summary = tuple(Elided(role="small") for _ in range(LINES))
        self.head.setCheckable(True)
        self.head.setStyleSheet(FLAT + "QPushButton { font-weight: 600; }")
        self.head.clicked.connect(self._turn)
        self._undo.setStyleSheet(FLAT + "QPushButton { color: palette(link); }")
        self._undo.clicked.connect(lambda: self.undo_clicked.emit())
        self._build()
        self.fold(True)
        spoken(self, self._say)

    def _build(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(4)
        across.addWidget(self.head, 1)
        across.addWidget(self._undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD, 4, PAD, 8)
        column.setSpacing(2)
        column.addLayout(across)
        for told in self._summary:
            column.addWidget(told)
        column.addWidget(self.body)

    @property
    def folded(self) -> bool:
        return self.body.isHidden()

    @property
    def summary(self) -> tuple[str, ...]:
        """What a card that is folded says."""
        return tuple(told.whole for told in self._summary if told.whole)

    def fold(self, folded: bool) -> None:
        """Shows what is in it, or a few lines about that."""
        self.body.setVisible(not folded)
        for told in self._summary:
            told.setVisible(folded and bool(told.whole))
        self._say()

    def show_summary(self, *lines: str) -> None:
        for told, text in zip(self._summary, (*lines, *[""] * (LINES - len(lines))), strict=True):
            told.show_text(text)
            told.setVisible(self.folded and bool(text))

    def show_changes(self, changes: int) -> None:
        """How many of its fields are other than those of the run that is looked at."""
        self._changes = changes
        self._say()

    def _turn(self) -> None:
        self.fold(not self.folded)
        if not self.folded:
            self.opened.emit()

    def _say(self) -> None:
        self.head.setChecked(not self.folded)
        self.head.setText(f"{SHUT if self.folded else OPEN}  {self._title()}")
        self._undo.setText(self.tr("undo {n}").format(n=self._changes))
        self._undo.setToolTip(self.tr("Puts back what the run that you look at has"))
        self._undo.setVisible(self._changes > 0)
