"""The page of the first minute: samples to press, a place to drop a file, what was open, what a crash left."""

import time
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gatescope.engine.protocol.messages import Recoverable
from gatescope.gui.kit.fields import label
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import one_line, plain_label, plain_title
from gatescope.gui.panels.start.gallery import Gallery
from gatescope.gui.panels.start.recent import Recent
from gatescope.gui.panels.transport import CommandButton

WIDEST = 1360
TALLEST = 680  # px of the samples: taller pictures say no more
LEFT_MOST = 3  # sessions offered at once


class Start(QScrollArea):
    """Signals say what the user chose; nothing is opened here."""

    sample_chosen = Signal(str)  # its id
    file_chosen = Signal(str)  # a path
    recover_chosen = Signal(str)
    discard_chosen = Signal(str)
    back_chosen = Signal()
    shown = Signal()  # it can be seen, and what it shows may be old

    def __init__(self, open_action: QAction) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.gallery = Gallery()
        self.gallery.chosen.connect(self.sample_chosen)
        self._back = QPushButton()
        self._back.clicked.connect(lambda: self.back_chosen.emit())
        self._back.hide()
        self._left = QVBoxLayout()
        self._left.setSpacing(8)
        self._left_shown: tuple[Recoverable, ...] = ()
        self.recent = Recent()
        self.recent.file_chosen.connect(self.file_chosen)
        self._way_back = ""
        self.setWidget(self._page(open_action))
        spoken(self, self._say_again)

    def _page(self, open_action: QAction) -> QWidget:
        inside = QWidget()
        inside.setMaximumWidth(WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        column.addLayout(self._head())
        column.addLayout(self._left)
        self.gallery.setMaximumHeight(TALLEST)
        column.addWidget(self.gallery, 1000)  # what room there is, before the end gets any
        bottom = QHBoxLayout()
        bottom.setSpacing(16)
        bottom.addWidget(self._drop_area(open_action), 2)
        bottom.addWidget(self.recent, 3)
        column.addLayout(bottom)
        column.addStretch(1)
        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(inside, 1000)
        across.addStretch(1)
        return page

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(lambda: self.tr("Watch a network learn"), "title"))
        how = label(
            lambda: self.tr("Choose a sample: it opens, trains and says what to look at. Nothing has to be set up."),
            "muted",
        )
        how.setWordWrap(True)
        words.addWidget(how)
        row.addLayout(words, 1)
        row.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _drop_area(self, open_action: QAction) -> QWidget:
        area = QFrame()
        area.setObjectName("drop")
        area.setProperty("panel", "true")
        row = QHBoxLayout(area)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(label(lambda: self.tr("Your own data: drop a table or a text here"), "title"))
        text = plain_label()
        spoken(text, lambda: text.setText(self.tr("A CSV file with a column of numbers, or any text in any language.")))
        text.setProperty("role", "muted")
        text.setWordWrap(True)
        words.addWidget(text)
        words.addStretch(1)
        row.addLayout(words, 1)
        row.addWidget(CommandButton(open_action, "primary"))
        return area

    def _say_again(self) -> None:
        """In another language, what was said last."""
        left, self._left_shown = self._left_shown, ()
        self.show_recoverable(left)
        self.show_way_back(self._way_back)

    # ---- what is shown -----------------------------------------------------------------------------------------

    def show_recent(self, paths: Sequence[str]) -> None:
        """The data files opened last."""
        self.recent.show_files(paths)

    def show_recoverable(self, left: Sequence[Recoverable]) -> None:
        """The sessions that earlier engines did not close, the newest first."""
        shown = tuple(sorted(left, key=lambda each: -each.modified))[:LEFT_MOST]
        if shown == self._left_shown:
            return
        self._left_shown = shown
        _clear(self._left)
        for each in shown:
            self._left.addWidget(self._left_row(each))

    @property
    def recoverable(self) -> tuple[Recoverable, ...]:
        """What is offered now."""
        return self._left_shown

    def _left_row(self, left: Recoverable) -> QWidget:
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(left.modified))
        text = self.tr("A session was not closed: {name}, step {steps}, {when}. Its recording is complete.").format(
            name=left.name, steps=numbers.count(left.steps), when=when
        )
        row = QFrame()
        row.setProperty("panel", "true")
        across = QHBoxLayout(row)
        across.setContentsMargins(16, 6, 8, 6)
        across.setSpacing(8)
        words = label(text)
        words.setWordWrap(True)
        across.addWidget(words, 1)
        recover = QPushButton(self.tr("Recover"))
        recover.setToolTip(self.tr("Opens it; its last run can be trained on from its last keyframe"))
        recover.clicked.connect(lambda: self.recover_chosen.emit(left.path))
        discard = QPushButton(self.tr("Discard"))
        discard.setProperty("kind", "quiet")
        discard.setToolTip(self.tr("Deletes this recording for good"))
        discard.clicked.connect(lambda: self._discard(left))
        across.addWidget(recover)
        across.addWidget(discard)
        return row

    def _discard(self, left: Recoverable) -> None:
        self.show_recoverable([each for each in self._left_shown if each != left])
        self.discard_chosen.emit(left.path)

    def show_way_back(self, name: str) -> None:
        """Offers to return to what is open; '' when nothing is."""
        self._way_back = name
        self._back.setText(plain_title(self.tr("Back to {name}").format(name=one_line(name))))
        self._back.setToolTip(self.tr("Returns to the pictures (Esc). Training went on meanwhile."))
        self._back.setVisible(bool(name))

    # Qt's own names from here on

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.gallery.cards[0].setFocus(Qt.FocusReason.TabFocusReason)
        self.shown.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._back.isHidden():
            self.back_chosen.emit()
        else:
            super().keyPressEvent(event)


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
