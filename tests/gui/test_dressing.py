"""A window is built without its style sheet, and looks as if it had been built with it."""

import sys
from contextlib import nullcontext
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.window.window import MainWindow


def test_a_window_that_is_dressed_when_it_is_built_looks_the_same(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    theme.apply(qapp, "dark")
    sheet, pictures = qapp.styleSheet(), []
    for dress in (nullcontext(), theme.undressed(qapp)):
        settings = Settings(QSettings(str(tmp_path / "none.ini"), QSettings.Format.IniFormat))
        with dress:
            window = MainWindow(Conductor(EngineBridge((sys.executable, "-c", ""))), settings)
        qtbot.addWidget(window)
        window.resize(1280, 720)
        window.show()
        qtbot.waitExposed(window)
        pictures.append(QImage())
        while (picture := window.grab().toImage()) != pictures[-1]:  # until the layouts have settled
            pictures[-1] = picture
            QApplication.processEvents()
        window.close()
    assert qapp.styleSheet() == sheet != ""
    assert pictures[0] == pictures[1]
    theme.apply(qapp, "light")
