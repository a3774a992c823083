"""What was worked on last: sessions first, then the data files."""

from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gatescope.engine.protocol.messages import KeptSession
from gatescope.gui.kit.fields import FLAT, label
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import one_line, plain_tip, plain_title
from gatescope.gui.panels.start.session_rows import SessionRows

SESSIONS_MOST, FILES_MOST = 4, 3
NAME_SHOWN = 28  # characters of a file's name


class Recent(QWidget):
    """Hidden while there is neither a session nor a file. ``sessions`` are the rows, ``all_wanted``: the user wants to
    see every session, ``file_chosen`` carries the path of a data file."""

    all_wanted = Signal()
    file_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sessions, self._files = SessionRows(columns=2), QHBoxLayout()
        self._all = QPushButton()
        self._all.setStyleSheet(FLAT)
        self._all.clicked.connect(lambda: self.all_wanted.emit())
        self._paths: tuple[str, ...] = ()
        self._count = 0
        head = QHBoxLayout()
        head.setContentsMargins(6, 0, 6, 0)
        head.addWidget(label(lambda: self.tr("RECENT"), "heading"))
        head.addStretch(1)
        head.addWidget(self._all)
        self._files.setContentsMargins(6, 0, 6, 0)
        self._files.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.sessions)
        column.addLayout(self._files)
        column.addStretch(1)
        spoken(self, self._say)

    def show_sessions(self, sessions: Sequence[KeptSession], gone: Collection[str]) -> None:
        """The first of these, the newest first; those that are ``gone`` can be taken back."""
        self._count = len(sessions)
        self.sessions.show_sessions(sessions[:SESSIONS_MOST], gone)
        self._say_count()

    def show_files(self, paths: Sequence[str]) -> None:
        shown = tuple(paths)[:FILES_MOST]
        if shown != self._paths:
            self._paths = shown
            self._say()

    def _say(self) -> None:
        while (item := self._files.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for path in self._paths:
            self._files.addWidget(self._file(path))
        self._files.addStretch(1)
        self._say_count()

    def _say_count(self) -> None:
        self._all.setText(self.tr("All sessions ({n})…").format(n=numbers.count(self._count)))
        self._all.setToolTip(self.tr("Every session that was kept: open, rename or delete one"))
        self._all.setVisible(self._count > 0)
        self.sessions.setVisible(self._count > 0)
        self.setVisible(bool(self._count or self._paths))

    def _file(self, path: str) -> QPushButton:
        button = QPushButton(plain_title(one_line(Path(path).name, NAME_SHOWN)))
        button.setStyleSheet(FLAT)
        button.setToolTip(plain_tip(self.tr("Open {path}").format(path=path)))
        button.clicked.connect(lambda: self.file_chosen.emit(path))
        return button
