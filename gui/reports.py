"""What the window says of itself: failures, and what was saved. Bars and a line, never a dialog."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engine.errors import Fault
from engine.frame import Trace
from engine.messages import Failed, Progress
from gui import dialogs, notices, numbers
from gui.bridge import EngineExit
from gui.conductor import Conductor
from gui.panels.bar import Bars, Reading
from gui.panels.status import StatusLine
from gui.views.view import trace_name


class Reports(QObject):
    """Turns what the conductor reports into sentences, and offers what can be done."""

    def __init__(self, conductor: Conductor, bars: Bars, reading: Reading, status: StatusLine, window: QWidget) -> None:
        super().__init__(window)
        self._conductor = conductor
        self._bars, self._reading, self._status, self._window = bars, reading, status, window
        conductor.opening.connect(self._begin)
        conductor.progressed.connect(self._progress)
        conductor.data_changed.connect(self._opened)
        conductor.saved.connect(self._saved)
        conductor.failed.connect(self.fail)
        conductor.engine_lost.connect(self._lost)
        conductor.bounds_grew.connect(self._announce_bounds)

    def fail(self, failure: Failed) -> None:
        """Shows what went wrong. What the user did themselves (a cancelled reading) is no news."""
        self._reading.end()
        if failure.fault == Fault.READ_CANCELLED:
            self._status.announce(notices.sentence(failure.fault, failure.facts))
            return
        role = "warn" if failure.about == "frame" else "bad"
        self._bars.say(failure.about, notices.sentence(failure.fault, failure.facts), role)

    def _begin(self, path: str) -> None:
        for kind in ("open", "session", "run", "frame"):
            self._bars.clear(kind)
        self._reading.begin(Path(path).name)

    def _progress(self, progress: Progress) -> None:
        self._reading.show_progress(progress)

    def _opened(self) -> None:
        self._reading.end()
        for kind in ("open", "session", "run", "frame", "engine", "lost"):
            self._bars.clear(kind)
        if self._conductor.store.read_only:
            text = self.tr("This session is open elsewhere, so it can be looked at but not trained. Save a copy of it.")
            self._bars.say("session", text, "warn")

    def _saved(self, path: str) -> None:
        self._bars.clear("save")
        self._status.announce(self.tr("Saved: {path}").format(path=path))

    # ---- an engine that died -----------------------------------------------------------------------------------

    def _lost(self, facts: EngineExit, step: int) -> None:
        self._reading.end()
        if self._conductor.store.runs:
            go_on = (self.tr("Go on from the last keyframe"), self._conductor.go_on)
        else:
            go_on = (self.tr("Start it again"), self._conductor.go_on)
        details = self.tr("Show details")
        show = (details, lambda: self._show_details(facts.lines))
        self._bars.say("lost", self._what_happened(facts, step), "bad", (go_on, show), keeps=(details,))

    def _show_details(self, lines: tuple[str, ...]) -> None:
        dialogs.show_details(self._window, lines)

    def _what_happened(self, facts: EngineExit, step: int) -> str:
        if not facts.started:
            return self.tr("The training process could not be started. See the details, then start it again.")
        if facts.crashed:
            how = self.tr("The training process was ended by signal {code}").format(code=facts.code)
        else:
            how = self.tr("The training process ended by itself (exit status {code})").format(code=facts.code)
        if not self._conductor.store.runs:
            return self.tr("{how}. Nothing was lost.").format(how=how)
        return self.tr("{how} at step {step}. What it recorded is saved.").format(how=how, step=numbers.count(step))

    def _announce_bounds(self, traces: tuple[Trace, ...]) -> None:
        bounds = self._conductor.store.bounds
        parts = [f"{trace_name(trace)} ±{numbers.plain(bounds[trace])}" for trace in traces]
        self._status.announce(self.tr("Colours now reach: {bounds}").format(bounds=", ".join(parts)))
