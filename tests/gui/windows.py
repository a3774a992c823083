"""A window for a test, built as the program builds it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.window.window import MainWindow
from tests.gui.told_bridge import PromptBridge


def built(conductor: Conductor, settings: Settings) -> MainWindow:
    """Not yet shown. The style sheet comes last: with it from the beginning, building takes four times as long."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    with theme.undressed(app):
        return MainWindow(conductor, settings)


@contextmanager
def at_a_fake_engine(qtbot: QtBot, qapp: QApplication, folder: Path) -> Iterator[MainWindow]:
    """Shown at 1280 × 720, in the light theme, with an engine that is ready and knows nothing."""
    theme.apply(qapp, "light")
    bridge = PromptBridge()
    made = built(Conductor(bridge), Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)))
    qtbot.addWidget(made)
    made.resize(1280, 720)
    with qtbot.waitExposed(made):
        made.show()
    with qtbot.waitSignal(bridge.ready):
        bridge.start()
    yield made
    bridge.stop()
    bridge.deleteLater()
