"""What was worked on last, in the File menu: sessions first, then data files."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gatescope.gui.controllers.kept.sessions import Sessions
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import one_line, plain_tip, plain_title
from gatescope.gui.memory import files
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.panels.start import session_words as words

SESSIONS_MOST = 8


class RecentMenu:
    """Puts itself into ``menu``, in front of ``every``, which shows all sessions; ``open_file`` opens a file."""

    def __init__(
        self,
        menu: QMenu,
        every: QAction,
        sessions: Sessions,
        settings: Settings,
        open_file: Callable[[str], None],
    ) -> None:
        self._every, self._sessions, self._settings, self._open_file = every, sessions, settings, open_file
        self.menu = QMenu(menu)
        self.menu.setToolTipsVisible(True)
        menu.insertMenu(every, self.menu)
        menu.aboutToShow.connect(sessions.ask)
        self.menu.aboutToShow.connect(self.fill)
        spoken(self.menu, self._say)

    def _say(self) -> None:
        self.menu.setTitle(QCoreApplication.translate("RecentMenu", "Recent"))

    def fill(self) -> None:
        """Anew each time it is opened."""
        self.menu.clear()
        for one in self._sessions.listed[:SESSIONS_MOST]:
            text = f"{words.title(one)}\t{words.details(one)}"
            self._add(text, words.tip(one), partial(self._sessions.open, one.path))
        self.menu.addSeparator()
        for path in files.data_files(self._settings.recent):
            self._add(one_line(Path(path).name), path, partial(self._open_file, path))
        self.menu.addSeparator()
        self.menu.addAction(self._every)

    def _add(self, text: str, tip: str, act: Callable[[], None]) -> None:
        action = self.menu.addAction(plain_title(text))
        action.setToolTip(plain_tip(tip))
        action.triggered.connect(lambda _checked=False: act())
