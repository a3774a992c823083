"""What the window says of itself: failures, and what was saved. Bars and a line, never a dialog."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gatescope.engine.errors import Fault
from gatescope.engine.protocol.frame import Trace
from gatescope.engine.protocol.messages import About, Failed, Notice, Noticed, Progress, Replace
from gatescope.engine.protocol.told import Unwritable
from gatescope.gui.importing import sentences as import_sentences
from gatescope.gui.kit import file_dialogs as dialogs
from gatescope.gui.kit.bar import Bars, Button, Reading
from gatescope.gui.link.bridge import EngineExit
from gatescope.gui.link.conductor import MOVED, Conductor
from gatescope.gui.look import fonts, language
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look.language import spoken
from gatescope.gui.panels.status import StatusLine
from gatescope.gui.words import notices
from gatescope.gui.words import told as told_words
from gatescope.gui.words.trace_names import trace_name

OF_ONE_SESSION = (*MOVED, Notice.SESSION_CUT, Notice.DEVICE_MOVED)
"""What is said of the one that is open."""


class Reports(QObject):
    """Turns what the conductor reports into sentences, and offers what can be done."""

    import_asked = Signal()

    def __init__(self, conductor: Conductor, bars: Bars, reading: Reading, status: StatusLine, window: QWidget) -> None:
        super().__init__(window)
        self._conductor = conductor
        self._bars, self._reading, self._status, self._window = bars, reading, status, window
        self._said_hangul = False
        conductor.opening.connect(self._begin)
        conductor.progressed.connect(self._progress)
        conductor.data_changed.connect(self._opened)
        conductor.saved.connect(self._saved)
        conductor.noticed.connect(self._notice)
        conductor.failed.connect(self.fail)
        conductor.engine_lost.connect(self._lost)
        conductor.bounds_grew.connect(self._announce_bounds)
        conductor.data_changed.connect(self._check_hangul)
        conductor.frame_taken.connect(lambda _slot: self._check_hangul())
        spoken(window, self._check_hangul)

    def fail(self, failure: Failed) -> None:
        """Shows what went wrong. What the user did themselves (a cancelled reading) is no news."""
        self._reading.end()
        if failure.fault == Fault.READ_CANCELLED:
            self._status.announce(notices.sentence(failure.fault, failure.facts))
            return
        role = "warn" if failure.about is About.FRAME else "bad"
        buttons = (self._replacing(failure),) if _could_replace(failure) else ()
        self._bars.say(failure.about, lambda: notices.sentence(failure.fault, failure.facts), role, buttons)

    def _replacing(self, failure: Failed) -> Button:
        path = str(failure.facts["path"])
        return (lambda: self.tr("Replace it"), lambda: self._conductor.save_as(path, Replace.ANYTHING))

    def _notice(self, told: Noticed) -> None:
        """Something that the engine did without being asked, or that the user should know."""
        if told.notice is Notice.KEPT_AGAIN:
            self._bars.clear("session")
            self._status.announce(told_words.notice(told.notice, told.facts))
        else:
            self._bars.say(told.notice, lambda: told_words.notice(told.notice, told.facts), "warn")

    def _begin(self, path: str) -> None:
        for kind in ("open", "session", "run", "frame"):
            self._bars.clear(kind)
        self._reading.begin(Path(path).name)

    def _progress(self, progress: Progress) -> None:
        self._reading.show_progress(progress)

    def _opened(self) -> None:
        self._reading.end()
        for kind in ("open", "session", "run", "frame", "engine", "lost", *OF_ONE_SESSION):
            self._bars.clear(kind)
        if self._conductor.store.read_only:
            self._bars.say("session", self._read_only, "warn")
        self._tell_records()

    def _tell_records(self) -> None:
        """What of the file was not read, if anything: a file that was read whole is no news."""
        self._bars.clear("records")
        data = self._conductor.store.dataset
        if data is not None and not import_sentences.is_clean(data):
            button = (lambda: self.tr("Import settings…"), lambda: self.import_asked.emit())
            self._bars.say("records", lambda: import_sentences.records(data), "warn", (button,))

    def _read_only(self) -> str:
        return told_words.read_only(self._conductor.store.because)

    def _saved(self, path: str) -> None:
        for kind in ("save", *MOVED):
            self._bars.clear(kind)
        self._status.announce(self.tr("Saved: {path}").format(path=path))

    def _check_hangul(self) -> None:
        """Says what to install when something is to be shown that no font here has."""
        if not fonts.hangul() and not self._said_hangul and self._needs_hangul():
            self._said_hangul = True
            self._bars.say("fonts", fonts.MISSING, "warn")

    def _needs_hangul(self) -> bool:
        store = self._conductor.store
        texts = [column.name for column in store.dataset.columns] + [store.dataset.name] if store.dataset else []
        for answer in store.frames.values():
            if answer.frame.symbols is not None:
                texts += answer.frame.symbols.names.values()
        return language.current() == language.KOREAN or any(map(fonts.has_hangul, texts))

    # ---- an engine that died -----------------------------------------------------------------------------------

    def _lost(self, facts: EngineExit, step: int) -> None:
        self._reading.end()
        again = self._last_keyframe if self._conductor.store.runs else self._start_again
        show = (self._details, lambda: self._show_details(facts.lines))
        buttons = ((again, self._conductor.go_on), show)
        self._bars.say("lost", lambda: self._what_happened(facts, step), "bad", buttons, keeps=(self._details,))

    def _last_keyframe(self) -> str:
        return self.tr("Go on from the last keyframe")

    def _start_again(self) -> str:
        return self.tr("Start it again")

    def _details(self) -> str:
        return self.tr("Show details")

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

    def _announce_bounds(self, run: int, traces: tuple[Trace, ...]) -> None:
        bounds = self._conductor.store.bounds[run]
        parts = [f"{trace_name(trace)} ±{numbers.plain(bounds[trace])}" for trace in traces]
        self._status.announce(self.tr("Colours now reach: {bounds}").format(bounds=", ".join(parts)))


def _could_replace(failure: Failed) -> bool:
    """Whether it was not saved because of what is there already, and the user may agree to lose that."""
    return failure.about is About.SAVE and failure.facts.get("reason") in (Unwritable.EXISTS, Unwritable.FOREIGN)
