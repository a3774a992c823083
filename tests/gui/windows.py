"""A window for a test, built as the program builds it."""

from PySide6.QtWidgets import QApplication

from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.window.window import MainWindow


def built(conductor: Conductor, settings: Settings) -> MainWindow:
    """Not yet shown. The style sheet comes last: with it from the beginning, building takes four times as long."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    with theme.undressed(app):
        return MainWindow(conductor, settings)
