"""What the command line asks of the window: train at once, take a picture, leave."""

import sys

from PySide6.QtCore import QObject, QTimer

from gatescope.engine.protocol.messages import Failed, RunState
from gatescope.gui.link.bridge import EngineExit
from gatescope.gui.window.window import MainWindow
from gatescope.gui.words import notices

SETTLE_MS = 100  # for the layouts to follow the last texts


class CommandLineTask(QObject):
    """Waits for what was asked for. ``status`` is the exit status: 1 when the picture could not be taken."""

    def __init__(self, window: MainWindow, *, start: bool, screenshot: str, after: int) -> None:
        super().__init__(window)
        self.status = 0
        self._window = window
        self._start, self._trains, self._screenshot, self._after = start, start, screenshot, after
        conductor = window.conductor
        conductor.data_changed.connect(self._opened)
        self._seen = -1  # the newest step that was drawn
        if screenshot:
            self.status = 1  # until it is taken
            window.drawn.connect(self._drawn)
            conductor.runs_changed.connect(self._look)
            conductor.metrics_grew.connect(lambda _: self._look())
            conductor.failed.connect(self._fail)
            conductor.engine_lost.connect(self._lose)

    def _opened(self) -> None:
        if self._start:
            self._start = False
            self._window.forms.play_or_pause()
        elif self._screenshot and self._window.conductor.selected is None:
            QTimer.singleShot(0, self, self._take)  # a file without a run: there will be no frame to wait for

    def _drawn(self, step: int) -> None:
        self._seen = step
        self._look()

    def _look(self) -> None:
        """Takes the picture once so many steps are done and drawn, or as many as there will ever be."""
        record = self._window.conductor.selected
        if record is None or self._seen < 0:
            return
        over = record.state is RunState.FINISHED or not self._trains
        if min(self._seen, record.rows) >= (min(self._after, record.step) if over else self._after):
            QTimer.singleShot(0, self, self._take)

    def _take(self) -> None:
        if not self._screenshot:
            return
        self._window.draw_all()
        QTimer.singleShot(SETTLE_MS, self, self._save)

    def _save(self) -> None:
        path, self._screenshot = self._screenshot, ""
        if not path:
            return
        if self._window.grab().save(path):
            self.status = 0
        else:
            self._say(self.tr("The picture cannot be written to {path}.").format(path=path))
        self._leave()

    def _fail(self, failure: Failed) -> None:
        self._say(notices.sentence(failure.fault, failure.facts))
        self._leave()

    def _lose(self, facts: EngineExit) -> None:
        self._say("\n".join((*facts.lines, self.tr("The training process ended before the picture could be taken."))))
        self._leave()

    def _say(self, text: str) -> None:
        sys.stderr.write(text + "\n")

    def _leave(self) -> None:
        self._window.close()
