"""A list of sessions, of one column or more."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from gatescope.engine.protocol.messages import KeptSession
from gatescope.gui.panels.start.session_row import SessionRow

SPACE = 2  # px


class SessionRows(QWidget):
    """Signals say what the user chose, by the path of the session; nothing is done here."""

    opened = Signal(str)
    renamed = Signal(str, str)
    deleted = Signal(str)
    taken_back = Signal(str)

    def __init__(self, columns: int = 1) -> None:
        super().__init__()
        self._columns = columns
        self.rows: list[SessionRow] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def show_sessions(self, sessions: Sequence[KeptSession], gone: Collection[str] = ()) -> None:
        """Rows are kept where the sessions are the same ones: what is typed in one, and the focus, stay."""
        known = {row.session.path: row for row in self.rows}
        rows = [known.pop(one.path) if one.path in known else self._made(one) for one in sessions]
        for row in known.values():
            row.hide()
            row.deleteLater()
        if rows != self.rows:
            for at, row in enumerate(rows):
                self._grid.addWidget(row, at // self._columns, at % self._columns)
        self.rows = rows
        for row, session in zip(rows, sessions, strict=True):
            row.show_session(session, session.path in gone)

    def open_first(self) -> None:
        if self.rows:
            self.rows[0].click()

    def focus_row(self, at: int) -> None:
        """The row is one that can be seen then."""
        if not 0 <= at < len(self.rows):
            return
        self.rows[at].setFocus(Qt.FocusReason.TabFocusReason)
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self.rows[at], 0, SPACE)

    def _made(self, session: KeptSession) -> SessionRow:
        row, path = SessionRow(session), session.path
        row.clicked.connect(lambda: self._open(row))
        row.renamed.connect(lambda name: self.renamed.emit(path, name))
        row.deleted.connect(lambda: self.deleted.emit(path))
        row.taken_back.connect(lambda: self.taken_back.emit(path))
        return row

    def _open(self, row: SessionRow) -> None:
        if not row.gone:
            self.opened.emit(row.session.path)

    # Qt's own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move among the rows."""
        at = next((at for at, row in enumerate(self.rows) if row.hasFocus()), -1)
        ways = {Qt.Key.Key_Up: -self._columns, Qt.Key.Key_Down: self._columns}
        if self._columns > 1:
            ways |= {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        to = at + ways.get(Qt.Key(event.key()), 0) if at >= 0 else -1
        if to != at and 0 <= to < len(self.rows):
            self.focus_row(to)
        else:
            super().keyPressEvent(event)
