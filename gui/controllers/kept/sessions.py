"""The sessions on the disk: listed on the welcome page, in the menu and in a window of their own; opened, renamed,
deleted; and told of before those that nobody saved become too many."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QInputDialog, QWidget

from gatescope.engine.protocol.kept import NAME_MOST
from gatescope.engine.protocol.messages import KeptSession
from gatescope.gui.kit.bar import Bars
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look.language import spoken
from gatescope.gui.memory import files
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.panels.start import session_words as words
from gatescope.gui.panels.start.all_sessions import AllSessions
from gatescope.gui.panels.start.page import Start
from gatescope.gui.panels.start.session_rows import SessionRows
from gatescope.gui.state.kept_sessions import too_many

TAKEN_BACK_FOR = 10_000  # ms that a session can be taken back after it was deleted
MEGABYTE = 1_000_000  # as sizes of files are written
BAR = "sessions"
BOUNDS = ("sessions_most", "sessions_mb")  # the settings that say how many are kept


@dataclass(frozen=True)
class SessionParts:
    """Where they are shown and spoken of, who opens one, and who shows the settings."""

    window: QWidget
    start: Start
    bars: Bars
    open: Callable[[str], None]
    show_settings: Callable[[], None]


class Sessions(QObject):
    """Nothing is deleted before a while has gone by in which it can be taken back, and none of those that are too many
    before that was told; both is done at the latest when the window is closed."""

    def __init__(self, conductor: Conductor, settings: Settings, parts: SessionParts) -> None:
        super().__init__(parts.window)
        self._conductor, self._shelf, self._settings = conductor, conductor.shelf, settings
        self._start, self._bars, self._parts = parts.start, parts.bars, parts
        self._gone: dict[str, QTimer] = {}
        self._going: tuple[KeptSession, ...] = ()
        self.dialog: AllSessions | None = None
        self._wire()
        spoken(self._start, self._show)

    def _wire(self) -> None:
        conductor, start = self._conductor, self._start
        self._shelf.changed.connect(self._show)
        conductor.engine_ready.connect(lambda *_: self.ask())
        conductor.recovered.connect(lambda _: self._show())
        conductor.saved.connect(self._remember)
        conductor.data_changed.connect(lambda: self._remember(conductor.store.saved_as))
        start.shown.connect(self.ask)
        start.recent.all_wanted.connect(self.show_all)
        self._wire_rows(start.recent.sessions)

    def _wire_rows(self, rows: SessionRows) -> None:
        rows.opened.connect(self.open)
        rows.renamed.connect(self._shelf.name)
        rows.deleted.connect(self.delete)
        rows.taken_back.connect(self.take_back)

    # ---- what is listed --------------------------------------------------------------------------------------------

    @property
    def listed(self) -> tuple[KeptSession, ...]:
        """All that are known, the newest first, without those that are deleted."""
        return tuple(one for one in self._shelf.sessions if one.path not in self._gone)

    def ask(self) -> None:
        """Has them listed anew, also those that the user saved elsewhere; earlier versions kept these among the
        files."""
        settings = self._settings
        self._shelf.ask((*files.sessions(settings.sessions), *files.sessions(settings.recent)))

    def _remember(self, path: str) -> None:
        if path:
            self._settings.sessions = files.with_session(self._settings.sessions, path)
            self.ask()

    def _show(self) -> None:
        every, gone = self._shelf.sessions, self._gone
        offered = {left.path for left in self._start.recoverable}
        self._start.recent.show_sessions([one for one in every if one.path not in offered], gone)
        if self.dialog is not None:
            self.dialog.show_sessions(every, gone, self._bound())
        self.weigh()

    def show_all(self) -> None:
        if self.dialog is None:
            self.dialog = AllSessions(self._parts.window)
            self._wire_rows(self.dialog.sessions)
            self.dialog.finished.connect(self._forget)
        self.ask()
        self._show()
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _forget(self) -> None:
        self.dialog = None

    # ---- what is done with one -------------------------------------------------------------------------------------

    def open(self, path: str) -> None:
        self._parts.open(path)

    def name_open(self) -> None:
        """Asks what the open session is to be called in the lists."""
        path = self._conductor.store.session_path
        called = {one.path: words.title(one) for one in self.listed}
        asking = QInputDialog(self._parts.window)
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.setWindowTitle(self.tr("Name this session"))
        asking.setLabelText(self.tr("What it is called in the lists; its file stays where it is"))
        asking.setTextValue(called.get(path, ""))
        asking.textValueSelected.connect(lambda name: self._shelf.name(path, name.strip()[:NAME_MOST]))
        asking.open()

    def delete(self, path: str) -> None:
        """Without a question: it can be taken back for a while."""
        timer = self._gone[path] = QTimer(self, interval=TAKEN_BACK_FOR, singleShot=True)
        timer.timeout.connect(partial(self._settle, path))
        timer.start()
        self._show()

    def take_back(self, path: str) -> None:
        timer = self._gone.pop(path, None)
        if timer is not None:
            timer.stop()
            timer.deleteLater()
        self._show()

    def _settle(self, path: str) -> None:
        """It cannot be taken back any more; unless it was opened meanwhile."""
        self.take_back(path)
        if path != self._conductor.store.session_path:
            self._shelf.discard(path)

    # ---- how many are kept -----------------------------------------------------------------------------------------

    def weigh(self) -> None:
        """Says which are to go, as soon as all are known."""
        if not self._shelf.complete:
            return
        going = too_many(self.listed, self._settings.sessions_most, self._settings.sessions_mb * MEGABYTE)
        if going != self._going:
            self._going = going
            self._tell()

    def take_setting(self, name: str) -> None:
        if name in BOUNDS:
            self._show()

    def _tell(self) -> None:
        if not self._going:
            self._bars.clear(BAR)
            return
        keep = (lambda: self.tr("Keep them"), self.keep_all)
        change = (lambda: self.tr("Settings…"), self._parts.show_settings)
        self._bars.say(BAR, self._sentence, "warn", (keep, change))

    def _sentence(self) -> str:
        unsaved = tuple(one for one in self.listed if one.unsaved)
        return words.too_many(self._going, unsaved, self._settings.sessions_most, self._size())

    def _size(self) -> str:
        return numbers.size(self._settings.sessions_mb * MEGABYTE)

    def _bound(self) -> str:
        most, size = self._settings.sessions_most, self._settings.sessions_mb
        if most and size:
            said = self.tr("Of those without a name that you saved nowhere, {n} are kept, {size} together.")
        elif most:
            said = self.tr("Of those without a name that you saved nowhere, {n} are kept.")
        else:
            said = self.tr("Of those without a name that you saved nowhere, {size} are kept.") if size else ""
        return said.format(n=numbers.count(most), size=self._size())

    def keep_all(self) -> None:
        """Those that would go stay for good."""
        for one in self._going:
            self._shelf.keep(one.path)

    def finish(self) -> None:
        """The window is closed: what was deleted goes, and what is too many, for that was said."""
        for path in tuple(self._gone):
            self._settle(path)
        going, self._going = self._going, ()
        for one in going:
            self._shelf.discard(one.path)
