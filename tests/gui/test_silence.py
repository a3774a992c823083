"""An engine that says nothing: told after a while, taken back when it answers, ended when the user wants that."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gatescope.gui.controllers import silence
from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.window.window import MainWindow
from tests.gui.told_bridge import ToldBridge

FAKE = str(Path(__file__).with_name("fake_engine.py"))


def window_with(bridge: EngineBridge, folder: Path, qtbot: QtBot) -> MainWindow:
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    window = MainWindow(Conductor(bridge), settings)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands until it is told to go on."""
    now = [1000.0]
    monkeypatch.setattr(silence, "time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


def press(window: MainWindow, text: str) -> None:
    (button,) = (each for each in window.bars.findChildren(QPushButton) if each.text() == text)
    button.click()


def after(window: MainWindow, clock: list[float], seconds: float) -> str:
    """What is said of its silence then."""
    clock[0] += seconds
    window.silence.look()
    return window.bars.texts.get(silence.KIND, "")


def test_it_is_told_and_taken_back(qtbot: QtBot, tmp_path: Path, clock: list[float]) -> None:
    bridge = ToldBridge()
    window = window_with(bridge, tmp_path, qtbot)
    bridge.start()
    bridge.answer()
    assert after(window, clock, 100) == ""  # nobody has asked it anything
    window.open_path("/data/air.csv")
    bridge.awaited = True
    assert after(window, clock, silence.SILENT - 1) == ""
    assert after(window, clock, 2) == "The engine has not answered for 13 s."
    (button,) = (each for each in window.bars.findChildren(QPushButton) if each.text() == "Wait")
    assert after(window, clock, 5) == "The engine has not answered for 18 s."
    assert button.isVisible()  # the same one still
    bridge.answer()
    bridge.heard, bridge.awaited = bridge.heard + 1, False
    assert after(window, clock, 1) == ""
    bridge.deleteLater()


def test_who_waits_is_left_alone_for_as_long_again(qtbot: QtBot, tmp_path: Path, clock: list[float]) -> None:
    bridge = ToldBridge()
    window = window_with(bridge, tmp_path, qtbot)
    bridge.start()
    bridge.awaited = True
    window.silence.look()
    assert after(window, clock, 20)
    press(window, "Wait")
    assert after(window, clock, 19) == ""
    assert after(window, clock, 2) == "The engine has not answered for 41 s."
    bridge.deleteLater()


def test_a_training_that_makes_no_step_is_told(qtbot: QtBot, tmp_path: Path, clock: list[float]) -> None:
    bridge = ToldBridge()
    window = window_with(bridge, tmp_path, qtbot)
    bridge.start()
    window.open_path("/data/air.csv")
    bridge.answer()
    window.actions_by_name["play"].trigger()
    bridge.answer()
    assert window.conductor.training
    bridge.awaited = False
    window.silence.look()
    assert after(window, clock, 20) == "The engine has not answered for 20 s."
    bridge.deleteLater()


def test_an_engine_that_hangs_is_restarted(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    bridge = EngineBridge((sys.executable, FAKE, "hang"))
    window = window_with(bridge, tmp_path, qtbot)
    with qtbot.waitSignal(bridge.ready):
        bridge.start()
    window.silence.look()
    assert not bridge.awaited
    window.open_path("/data/air.csv")
    assert bridge.awaited
    window.silence.look()
    assert after(window, clock, 15) == "The engine has not answered for 15 s."
    first = bridge.pid
    with qtbot.waitSignal(bridge.ready):
        press(window, "Restart the engine")
    assert bridge.running
    assert bridge.pid != first
    assert "lost" not in window.bars.texts
    assert after(window, clock, 1) == ""
    bridge.kill()
    with qtbot.waitSignal(bridge.engine_stopped):
        pass
    bridge.deleteLater()
