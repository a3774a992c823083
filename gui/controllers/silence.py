"""An engine that says nothing: the window says so quietly, and takes it back when it answers."""

import time

from PySide6.QtCore import QObject

from gatescope.gui.kit.bar import Bars
from gatescope.gui.link.conductor import Conductor

SILENT = 12.0  # seconds; the longest step of the largest network that is permitted takes about as long
KIND = "silent"


class Silence(QObject):
    """``look`` is called about once a second."""

    def __init__(self, conductor: Conductor, bars: Bars, parent: QObject) -> None:
        super().__init__(parent)
        self._conductor, self._bars = conductor, bars
        self._heard, self._since, self._patience = -1, time.monotonic(), SILENT

    def look(self) -> None:
        now, heard = time.monotonic(), self._conductor.bridge.heard
        if heard != self._heard or not self._conductor.awaiting:
            self._heard, self._since, self._patience = heard, now, SILENT
            self._bars.clear(KIND)
        elif now - self._since >= self._patience:
            self._say()

    @property
    def _words(self) -> str:
        seconds = int(time.monotonic() - self._since)
        return self.tr("The engine has not answered for {n} s.").format(n=seconds)

    def _say(self) -> None:
        if KIND in self._bars.texts:
            self._bars.reword(KIND, self._words)
            return
        buttons = ((self._wait_title, self._wait), (self._restart_title, self._conductor.restart_engine))
        self._bars.say(KIND, lambda: self._words, "warn", buttons, keeps=())

    def _wait_title(self) -> str:
        return self.tr("Wait")

    def _restart_title(self) -> str:
        return self.tr("Restart the engine")

    def _wait(self) -> None:
        """Says nothing for as long again."""
        self._patience = 2 * (time.monotonic() - self._since)
