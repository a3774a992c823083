"""Somebody who opens files at a window whose engine knows nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from gatescope.engine.protocol import messages as m
from gatescope.gui.importing.screen import ImportScreen
from gatescope.gui.importing.talk import State
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.window.window import MainWindow
from tests.gui.told_bridge import PromptBridge
from tests.gui.windows import built

DATA = "/data/air.csv"


class User:
    """Somebody at the window who opens files."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.sent: list[object] = []
        bridge, send = window.conductor.bridge, window.conductor.bridge.send
        bridge.send = lambda message: self.sent.append(message) or send(message)  # type: ignore[method-assign]

    @property
    def screen(self) -> ImportScreen:
        assert self.window.files.screen is not None
        return self.window.files.screen

    def show(self, path: str = DATA) -> ImportScreen:
        self.window.files.show(path)
        self.settle()
        return self.screen

    def settle(self) -> None:
        """Until what was asked last is answered."""
        self.qtbot.waitUntil(lambda: self.screen.talk.state is not State.ASKING)

    def choose(self, field: QComboBox, value: object) -> None:
        """As with the mouse: the list says that an entry was taken."""
        at = next(i for i in range(field.count()) if field.itemData(i) == value)
        field.setCurrentIndex(at)
        field.activated.emit(at)
        if self.window.files.screen is not None:
            self.settle()

    @property
    def asked(self) -> list[m.PreviewRequest]:
        return [each for each in self.sent if isinstance(each, m.PreviewRequest)]

    @property
    def opened(self) -> list[m.OpenFile]:
        return [each for each in self.sent if isinstance(each, m.OpenFile)]


@contextmanager
def user_at_window(qtbot: QtBot, folder: Path) -> Iterator[User]:
    """A window of 1280×720 with settings of its own in ``folder``."""
    bridge = PromptBridge()
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    window = built(Conductor(bridge), settings)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    with qtbot.waitSignal(bridge.ready):
        bridge.start()
    yield User(window, qtbot)
    if window.files.screen is not None:
        window.files.screen.close()
    bridge.stop()
    bridge.deleteLater()
