"""The situations that a window can be in, and how to come back to each."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel
from pytestqt.qtbot import QtBot

from gatescope.engine.protocol.messages import RunState
from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.memory.remembered import Settings
from tests.gui.told_bridge import PromptBridge
from tests.gui.windows import built

FAKE = str(Path(__file__).with_name("fake_engine.py"))
DATA = "/data/air.csv"
STATES = ("welcome", "open", "training", "paused", "past", "failed", "lost")


class Stage:
    """A window with an engine that knows nothing, in one of ``STATES``."""

    def __init__(self, state: str, qtbot: QtBot, folder: Path) -> None:
        how = ("diverge",) if state == "failed" else ()
        self.state, self.qtbot = state, qtbot
        self.bridge = EngineBridge((sys.executable, FAKE)) if state == "lost" else PromptBridge(how=how)
        settings = Settings(QSettings(str(folder / f"{state}.ini"), QSettings.Format.IniFormat))
        self.window = built(Conductor(self.bridge), settings)
        self.conductor = self.window.conductor
        qtbot.addWidget(self.window)
        self.window.resize(1280, 720)
        self.window.show()
        with qtbot.waitSignal(self.bridge.ready):
            self.bridge.start()
        self.come_back()

    def close(self) -> None:
        self.dismiss()
        self.bridge.stop()
        self.bridge.deleteLater()

    # ---- back to where we were --------------------------------------------------------------------------------------

    def come_back(self) -> None:
        """Closes what stands above the window and does what leads to the state."""
        self.dismiss()
        getattr(self, f"_{self.state}")()
        self.window.guide.leave_home()
        self.window.status.announce("")
        self.window.activateWindow()  # a dialog that closes leaves none active, where no window manager is
        self.window.setFocus()

    def dismiss(self) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for dialog in self.window.findChildren(QDialog):
            dialog.close()
        self.window.presenting.leave()
        if self.state != "lost":
            for kind in tuple(self.window.bars.texts):
                self.window.bars.clear(kind)

    def _welcome(self) -> None:
        assert self.conductor.store.dataset is None

    def _open(self) -> None:
        if self.conductor.store.dataset is None or self.conductor.store.runs:
            with self.qtbot.waitSignal(self.conductor.data_changed):
                self.window.open_path(DATA)
            self.wait(lambda: not self.conductor.store.runs)

    def _training(self) -> None:
        self._some_run()
        self.conductor.go_live()
        if not self.conductor.training:
            self.conductor.play(None)
            self.wait(lambda: self.conductor.training)

    def _paused(self) -> None:
        self._some_run()
        self.conductor.go_live()
        if self.conductor.training:
            self.conductor.pause()
            self.wait(lambda: not self.conductor.training)

    def _past(self) -> None:
        self._paused()
        self.wait(lambda: self.conductor.selected is not None and len(self.conductor.selected.keyframes) > 2)
        self.conductor.travel(2)
        assert self.conductor.state.at == 2

    def _failed(self) -> None:
        self._some_run()
        self.conductor.select(1)
        self.conductor.go_live()

    def _lost(self) -> None:
        self._some_run()
        if self.bridge.running:
            with self.qtbot.waitSignal(self.conductor.engine_lost):
                os.kill(self.bridge.pid, 9)
            self.qtbot.waitUntil(lambda: "lost" in self.window.bars.texts)

    def _some_run(self) -> None:
        """A run that has been trained."""
        record = self.conductor.selected
        if record is not None and (record.step or not self.bridge.running):
            return
        if record is None:
            self._open()
        self.window.actions_by_name["play"].trigger()
        self.wait(lambda: self.conductor.selected is not None and self.conductor.selected.step > 0)
        self.wait(lambda: self.conductor.selected.state is not RunState.READY)
        self.wait(lambda: self.window.stack.scene is not None)

    # ---- what can be seen -------------------------------------------------------------------------------------------

    def wait(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=5000)

    def seen(self) -> tuple[object, ...]:
        """Whatever a person may notice when something has happened."""
        window = self.window
        runs = tuple((run.info.run, run.state, run.step, run.hidden) for run in self.conductor.store.runs.values())
        dialogs = tuple(type(dialog).__name__ for dialog in window.findChildren(QDialog) if dialog.isVisible())
        labels = tuple(label.text() for label in window.findChildren(QLabel) if label.isVisible())
        chosen = tuple(box.currentIndex() for box in window.findChildren(QComboBox) if box.isVisible())
        popup = type(QApplication.activePopupWidget()).__name__
        page = (window.pages.currentIndex(), window.welcome.currentIndex(), window.isVisible())
        focus, news = id(QApplication.focusWidget()), window.status._news.text()
        return (self.conductor.state, runs, dialogs, labels, chosen, popup, page, focus, news, theme.letters())
