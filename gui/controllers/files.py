"""What the user opens and saves: at once, or after a look at the import screen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gatescope.engine.config.run import DataConfig, ReadConfig
from gatescope.engine.protocol.messages import About, Failed, Replace
from gatescope.engine.protocol.runs import SESSION_SUFFIX
from gatescope.gui.importing.screen import ImportScreen
from gatescope.gui.kit import file_dialogs as dialogs
from gatescope.gui.link.conductor import AS_FOUND, Conductor, is_session
from gatescope.gui.memory import files as remembered
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.panels.status import StatusLine


class Files(QObject):
    """Opens and saves for the window. ``play`` trains what was opened with the defaults."""

    def __init__(
        self, conductor: Conductor, settings: Settings, status: StatusLine, play: Callable[[], None], window: QWidget
    ) -> None:
        super().__init__(window)
        self._conductor, self._settings, self._status = conductor, settings, status
        self._play, self._window = play, window
        self._to_play = ""  # the file that is trained once it is open
        self.screen: ImportScreen | None = None
        conductor.data_changed.connect(self._opened)
        conductor.failed.connect(self._fail)
        conductor.opening.connect(self._opening)

    # ---- opening -----------------------------------------------------------------------------------------------

    def open(self, path: str, read: ReadConfig = AS_FOUND, data: DataConfig | None = None) -> None:
        """At once."""
        self._settings.folder = str(Path(path).parent)
        self._conductor.open(path, read, data)

    def choose(self) -> None:
        path = dialogs.choose_file(self._window, self._settings.folder)
        if path:
            self.show(path)

    def show(self, path: str) -> None:
        """A file that the user dropped or chose: on the import screen first, unless they want none."""
        if is_session(path) or not self._settings.ask_import:
            self.open(path)
        else:
            self.show_screen(path)

    def open_recent(self, path: str) -> None:
        """As it was opened the last time."""
        known = remembered.reading(self._settings.imports, path)
        if known is not None:
            self.open(path, known.read, known.data)
        else:
            self.show(path)

    def show_settings(self) -> None:
        """The import screen for the file that is open."""
        data = self._conductor.store.dataset
        if data is not None:
            self.show_screen(data.path)

    def show_screen(self, path: str) -> None:
        if self.screen is not None:
            self.screen.close()
        known = remembered.reading(self._settings.imports, path)
        read, data = (known.read, known.data) if known else (AS_FOUND, None)
        self._settings.folder = str(Path(path).parent)
        screen = self.screen = ImportScreen(self._conductor, path, read, data, self._window)
        screen.opened.connect(self._open_as_chosen)
        screen.defaults_chosen.connect(self._open_and_play)
        screen.hopeless.connect(self._conductor.failed)
        screen.dropped.connect(self.show)
        screen.finished.connect(lambda: self._forget(screen))
        screen.show()

    def _forget(self, screen: ImportScreen) -> None:
        if self.screen is screen:
            self.screen = None

    def _open_as_chosen(self, path: str, read: ReadConfig, data: DataConfig | None) -> None:
        self._settings.imports = remembered.with_reading(self._settings.imports, path, read, data)
        self.open(path, read, data)

    def _open_and_play(self, path: str) -> None:
        self._open_as_chosen(path, AS_FOUND, None)
        self._to_play = path

    def _opening(self, _path: str) -> None:
        self._to_play = ""

    def _opened(self) -> None:
        data, wanted, self._to_play = self._conductor.store.dataset, self._to_play, ""
        if wanted and data is not None and data.path == wanted and self._conductor.selected is None:
            self._play()

    def _fail(self, failure: Failed) -> None:
        if failure.about is About.OPEN:
            self._to_play = ""

    # ---- saving ------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """A session that has a file is saved as one works: there is nothing left to do."""
        if self._conductor.store.saved_as:
            path = self._conductor.store.saved_as
            self._status.announce(self.tr("Saved as you work: {path}").format(path=path))
        else:
            self.save_as()

    def save_as(self) -> None:
        data = self._conductor.store.dataset
        if data is None:
            return
        chosen = dialogs.choose_session(self._window, str(Path(self._settings.folder) / Path(data.name).stem))
        if chosen:
            self._settings.folder = str(Path(chosen).parent)
            path = chosen if chosen.endswith(SESSION_SUFFIX) else chosen + SESSION_SUFFIX
            asked = path == chosen  # of what has that name with the suffix nobody has spoken yet
            self._conductor.save_as(path, Replace.SESSION if asked else Replace.NOTHING)
