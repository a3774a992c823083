"""The talk about a file that is not open yet: what is asked of the engine, and which answer still counts.

Every change asks anew, numbered; an answer to what is no longer asked is dropped. No widget in here.
"""

from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from gatescope.engine.config.run import DataConfig, ReadConfig
from gatescope.engine.errors import ConfigError, Fact, Fault
from gatescope.engine.protocol.found import Found
from gatescope.engine.protocol.messages import About, Failed, Previewed
from gatescope.gui.importing.draft import Draft
from gatescope.gui.link.bridge import EngineExit
from gatescope.gui.link.conductor import Conductor


class State(StrEnum):
    ASKING = "asking"
    READY = "ready"
    REFUSED = "refused"


class ImportTalk(QObject):
    """``answered`` when there is something new to show, ``refused`` when the file cannot be read so."""

    answered = Signal()
    refused = Signal(Failed)

    def __init__(self, conductor: Conductor, path: str, read: ReadConfig, data: DataConfig | None) -> None:
        """``read`` and ``data`` are what was chosen for this file before."""
        super().__init__()
        self._conductor = conductor
        self.path = path
        self.draft = Draft(read=read)
        self.answer: Previewed | None = None
        self.state = State.ASKING
        self.ended = False
        self._remembered = data
        self.as_before = data is not None or read != ReadConfig()  # what was chosen for this file before stands
        self._guesses: tuple[Found, ...] = ()  # what was told of the data while nothing was chosen of it
        self._base: DataConfig | None = data
        self._asked, self._asked_read, self._guessing = -1, read, False
        self._problem: tuple[str, dict[str, Fact]] = ("", {})
        conductor.previewed.connect(self._take)
        conductor.preview_failed.connect(self._fail)
        conductor.engine_lost.connect(self._lose)

    @property
    def base(self) -> DataConfig | None:
        """What everything that was not chosen follows."""
        return self._base

    @property
    def config(self) -> DataConfig | None:
        """What would be learnt; None before an answer, and where the roles do not make a task."""
        if self._base is None or self.answer is None:
            return None
        try:
            return self.draft.config(self._base, self.answer.info.columns)
        except ConfigError:
            return None

    @property
    def data(self) -> DataConfig | None:
        """What is to be said with ``OpenFile``: None leaves it to the engine."""
        return self.config if self.draft.touches_data or self._remembered is not None else None

    @property
    def chose(self) -> bool:
        """Whether anything was chosen, now or before."""
        return self.draft != Draft() or self._remembered is not None

    @property
    def found(self) -> tuple[Found, ...]:
        """What was found out, also what the engine guessed of the data before anything else was chosen of it, as long
        as it holds."""
        told, base, config = self.answer.info.found if self.answer is not None else (), self._base, self.config
        if base is None or config is None:
            return told
        return (*told, *(each for each in self._guesses if each not in told and _holds(each, base, config)))

    @property
    def problem(self) -> tuple[str, dict[str, Fact]]:
        """The fault that keeps this from being trained on, and its facts; '' where there is none."""
        if self._problem[0]:
            return self._problem
        return (self.answer.fault, self.answer.facts) if self.answer is not None else ("", {})

    # ---- choosing ----------------------------------------------------------------------------------------------

    def ask(self) -> None:
        """Asks for what is chosen now. Where the roles make no task it says so at once, and asks nothing."""
        afresh = self.answer is None or self.draft.read != self._asked_read
        data = self._remembered
        if not afresh or self._remembered is not None:
            try:
                data = self._wanted()
            except ConfigError as error:
                self._problem = error.fault, error.facts
                self.answered.emit()
                return
        self._send(data)

    def _wanted(self) -> DataConfig | None:
        if self._base is None or self.answer is None or not self.draft.touches_data:
            return self._remembered
        return self.draft.config(self._base, self.answer.info.columns)

    def _send(self, data: DataConfig | None) -> None:
        self._problem = ("", {})
        self._guessing = data is None
        self._asked_read, self.state = self.draft.read, State.ASKING
        self._asked = self._conductor.preview(self.path, self.draft.read, data)

    def change(self, draft: Draft) -> None:
        if draft != self.draft:
            self.draft = draft
            self.ask()

    def find_out(self) -> None:
        """Everything back to what the engine finds."""
        if self.chose:
            self.as_before = False
            self.draft, self._remembered, self._base, self._guesses = Draft(), None, None, ()
            self._send(None)

    def end(self) -> None:
        """No answer counts any more."""
        if self.ended:
            return
        self.ended = True
        self._conductor.previewed.disconnect(self._take)
        self._conductor.preview_failed.disconnect(self._fail)
        self._conductor.engine_lost.disconnect(self._lose)

    # ---- what the engine says ----------------------------------------------------------------------------------

    def _take(self, message: Previewed) -> None:
        if message.number != self._asked:
            return
        self.answer, self.state = message, State.READY
        if self._guessing:
            self._base = message.info.suggested.data
            self._guesses = tuple(each for each in message.info.found if _guessed(each))
            if self.draft.touches_data:  # the guess is new: what was chosen is laid over it
                self.ask()
        if self._base is not None and self._base.kind is not message.info.kind:
            self._remembered, self._base = None, message.info.suggested.data
        self.answered.emit()

    def _fail(self, failure: Failed) -> None:
        if failure.number not in (0, self._asked):
            return
        self.state = State.REFUSED
        self._problem = failure.fault, failure.facts
        self.refused.emit(failure)

    def _lose(self, facts: EngineExit, _step: int) -> None:
        """An engine that ended while it was asked gives no answer; another is started by the next change."""
        if self.state is State.ASKING:
            reason = facts.lines[-1] if facts.lines else str(facts.code)
            self._fail(Failed(about=About.PREVIEW, fault=Fault.INTERNAL, facts={"reason": reason}))


def _guessed(found: Found) -> str:
    """The field of ``DataConfig`` that a guess is about; '' for one about the reading."""
    path = found.undo.path if found.undo is not None else ""
    return path.removeprefix("data.") if path.startswith("data.") else ""


def _holds(found: Found, base: DataConfig, config: DataConfig) -> bool:
    """Whether what was guessed is still so."""
    name = _guessed(found)
    return bool(getattr(config, name) == getattr(base, name))


HOPELESS = (Fault.FILE_MISSING, Fault.FILE_IS_DIRECTORY, Fault.FILE_FORBIDDEN, Fault.FILE_UNREADABLE, Fault.FILE_EMPTY)
"""What no way of reading mends."""
