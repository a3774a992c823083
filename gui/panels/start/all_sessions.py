"""Every session that was kept, to be opened, renamed or deleted."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gatescope.engine.protocol.messages import KeptSession
from gatescope.gui.kit.fields import FLAT, label
from gatescope.gui.kit.scrolled import Scrolled
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look.language import spoken
from gatescope.gui.panels.start import session_words as words
from gatescope.gui.panels.start.session_rows import SessionRows

SIZE = (560, 640)  # px
AT_ONCE = 40  # rows that are made; more are when they are asked for


class AllSessions(QDialog):
    """``sessions`` are the rows. A sentence at the foot says how many there are and what may be removed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._known: tuple[KeptSession, ...] = ()
        self._gone: frozenset[str] = frozenset()
        self._most, self._bound = AT_ONCE, ""
        self.search, self.sessions = QLineEdit(), SessionRows()
        self._more, self._nothing, self._foot = QPushButton(), label("", "muted"), label("", "small")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._show)
        self.search.returnPressed.connect(lambda: self.sessions.open_first())
        self._more.setStyleSheet(FLAT)
        self._more.setAutoDefault(False)  # Enter in the field is about what was found
        self._more.clicked.connect(self._show_more)
        self._foot.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.search)
        area = Scrolled(self._nothing, self.sessions, self._more)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the rows have it
        column.addWidget(area, 1)
        column.addWidget(self._foot)
        self.sessions.opened.connect(lambda _path: self.close())
        self.resize(min(SIZE[0], parent.width()), min(SIZE[1], parent.height()))
        spoken(self, self._say)

    def _say(self) -> None:
        self.setWindowTitle(self.tr("Sessions"))
        self.search.setPlaceholderText(self.tr("Search by name, data or run"))
        self.search.setAccessibleName(self.search.placeholderText())
        self._show()

    def show_sessions(self, sessions: Sequence[KeptSession], gone: Collection[str], bound: str) -> None:
        """``bound``: how many of them are kept that nobody saved."""
        self._known, self._gone, self._bound = tuple(sessions), frozenset(gone), bound
        self._show()

    def _show_more(self) -> None:
        self._most += AT_ONCE
        self._show()

    def _show(self) -> None:
        typed = self.search.text().strip().casefold()
        found = [one for one in self._known if typed in _searched(one)]
        self.sessions.show_sessions(found[: self._most], self._gone)
        left = len(found) - self._most
        self._more.setText(self.tr("Show more ({n} left)").format(n=numbers.count(left)))
        self._more.setVisible(left > 0)
        self._nothing.setText(self.tr("No session is called that.") if typed else self.tr("Nothing was kept yet."))
        self._nothing.setVisible(not found)
        size = numbers.size(sum(one.size for one in self._known))
        one, several = self.tr("1 session, {size}."), self.tr("{n} sessions, {size}.")
        count = (one if len(self._known) == 1 else several).format(n=numbers.count(len(self._known)), size=size)
        self._foot.setText(f"{count} {self._bound}".strip())

    # Qt's own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the field down to what was found."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.sessions.focus_row(0)
        else:
            super().keyPressEvent(event)


def _searched(session: KeptSession) -> str:
    """All that a session is found by."""
    return "\n".join((words.title(session), session.data, session.path, *session.called)).casefold()
