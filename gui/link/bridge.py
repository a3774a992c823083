"""The other process, as Qt signals.

``EngineBridge`` starts the engine, writes what the window asks and emits what the engine answers. It never waits,
except in ``stop``, until the engine is gone.

In order: a process is started; what is sent is held back until its ``Ready`` has said that it speaks our protocol, else
it is ended without a word; then each message that arrives is noted here where something is outstanding (frames by slot,
metrics by run, stages, costs) and emitted. When the process ends, for whatever reason, ``engine_stopped`` says how, and
what was outstanding is forgotten with the next start. All of it in the window's thread: there is no lock.
"""

import sys
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from gatescope.engine.errors import EngineError, Fault
from gatescope.engine.protocol import messages
from gatescope.engine.protocol.frame import Frame, FrameRequest
from gatescope.engine.protocol.messages import FromEngine, FromWindow, Slot
from gatescope.engine.protocol.wire import Splitter, pack, unpack_from_engine
from gatescope.gui.link.hearers import hearers, hears
from gatescope.gui.state.store import intent

STDERR_LINES = 200
LEAVE_MS = 2000  # the engine leaves within 1 s of the end of its stdin, also in the middle of a long step
KILL_MS = 30_000  # what is killed goes, though a large one on a busy machine takes seconds to give its memory back
ANSWERED = (  # by something at once; of the other messages some are answered when there is news, some never
    *(messages.OpenFile, messages.OpenSession, messages.SaveAs, messages.Export, messages.NewRun, messages.Fork),
    *(messages.Play, messages.Pause, messages.PreviewRequest, messages.StagesRequest, messages.CostRequest),
)
STAGES = messages.StagesRequest(run=0).slot


@dataclass(frozen=True)
class EngineExit:
    """How an engine ended. ``code`` is its exit status, or the signal's number when it ``crashed`` on Unix."""

    started: bool
    crashed: bool
    code: int
    lines: tuple[str, ...]  # the last of its stderr


def engine_command() -> tuple[str, ...]:
    """The command line of an engine: this program again, with the word ``engine``."""
    if getattr(sys, "frozen", False):
        return (sys.executable, "engine")
    # -P: what lies in the working directory stands in for no library of ours
    return (sys.executable, "-P", str(Path(__file__).resolve().parents[2] / "main.py"), "engine")


class EngineBridge(QObject):
    """One engine process at a time; after it has died ``start`` makes another."""

    ready = Signal(messages.Ready)  # of an engine that can be spoken to
    arrived = Signal(FromEngine)  # but for these three
    frame_arrived = Signal(Frame, FrameRequest)  # with the request it answers
    failed = Signal(messages.Failed)
    engine_stopped = Signal(EngineExit)

    def __init__(
        self,
        command: tuple[str, ...] | None = None,
        parent: QObject | None = None,
        environment: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        """``environment`` says, whenever an engine is started, what it finds in its environment beside our own."""
        super().__init__(parent)
        self._command = command or engine_command()
        self._environment = environment
        self._process: QProcess | None = None
        self._lines: deque[str] = deque(maxlen=STDERR_LINES)
        self._numbers = count(1)
        self._notes = hearers(self)
        self._stages_asked = False
        self._cost_asked = 0
        self.heard = 0  # how often it has said something
        self.awaited = False  # whether something was asked since that it answers at once
        self._held: list[bytes] | None = None  # what is sent before the engine is known; None: it is
        self._forget()

    @property
    def running(self) -> bool:
        return self._process is not None

    @property
    def pid(self) -> int:
        """The engine's process id, 0 when there is none."""
        return self._process.processId() if self._process else 0

    @property
    def lines(self) -> tuple[str, ...]:
        """The last lines of the engine's stderr."""
        return tuple(self._lines)

    def start(self) -> None:
        """Starts an engine unless one runs. What is sent at once reaches it when it is up."""
        if self._process is not None:
            return
        self._forget()
        self._lines.clear()
        self._held = []
        self.awaited = True  # it is to say that it is there
        process = self._process = QProcess(self)
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._read_stderr)
        process.errorOccurred.connect(self._error)
        process.finished.connect(self._finished)
        environment = QProcessEnvironment.systemEnvironment()
        for name, value in self._environment().items():
            environment.insert(name, value)
        process.setProcessEnvironment(environment)
        process.start(self._command[0], list(self._command[1:]))

    def stop(self) -> None:
        """Ends the engine: asks, closes its stdin, waits, and kills it when it will not go within 2 s. It is gone then:
        a process is not to be forgotten before."""
        process, self._process = self._process, None
        if process is None:
            return
        process.write(pack(messages.Quit()))
        # the end of stdin ends an engine that is deaf to ``Quit`` too
        process.closeWriteChannel()
        if not process.waitForFinished(LEAVE_MS):
            process.kill()
            process.waitForFinished(KILL_MS)
        process.deleteLater()

    def kill(self) -> None:
        """Ends an engine that does not listen; ``engine_stopped`` follows."""
        if self._process is not None:
            self._process.kill()

    def send(self, message: FromWindow) -> bool:
        """False when there is no engine to send to."""
        if self._process is None:
            return False
        at_once = isinstance(message, FrameRequest) and message.have_step < 0
        self.awaited = self.awaited or at_once or isinstance(message, ANSWERED)
        if self._held is None:
            self._process.write(pack(message))
        else:
            # packed now: what is sent is what it was when it was sent
            self._held.append(pack(message))
        return True

    def ask_metrics(self, request: messages.MetricsRequest) -> None:
        """Asks unless an answer for that run is still to come."""
        if request.run not in self._metrics_asked and self.send(request):
            self._metrics_asked.add(request.run)

    def ask_stages(self, request: messages.StagesRequest) -> bool:
        """Asks how a run's text becomes numbers, unless an answer is still to come; False when nothing was asked."""
        if self._stages_asked:
            return False
        self._stages_asked = self.send(request)
        return self._stages_asked

    def ask_cost(self, request: messages.CostRequest) -> bool:
        """Asks what a run would take; the bridge numbers it, and only the answer to the newest is heard. False when
        there is nobody to ask."""
        self._cost_asked = next(self._numbers)
        return self.send(msgspec.structs.replace(request, number=self._cost_asked))

    def ask_frame(self, request: FrameRequest) -> None:
        """Asks for a frame; the bridge numbers it. One per slot is under way, the latest of the others waits.

        A request that waits for a next step (``have_step`` is set) gives way at once to one that wants something else;
        one that was refused is not repeated until something changes.
        """
        slot, what = request.slot, intent(request)
        asked = self._frames_asked.get(slot)
        if self._refused.get(slot) == what:
            return
        self._refused.pop(slot, None)
        if asked is not None and intent(asked) == what:
            self._pending.pop(slot, None)
        elif asked is not None and asked.have_step < 0:
            # one under way per slot: frames are large, and only the latest wish counts
            self._pending[slot] = request
        else:
            self._send_frame(request)

    def retry_refused(self) -> None:
        """Something changed: requests that were refused may be met now."""
        self._refused.clear()

    def _send_frame(self, request: FrameRequest) -> None:
        request = msgspec.structs.replace(request, number=next(self._numbers))
        if self.send(request):
            self._frames_asked[request.slot] = request

    def _forget(self) -> None:
        self._splitter = Splitter()
        self._metrics_asked: set[int] = set()
        self._stages_asked = False
        self._cost_asked = 0
        self._frames_asked: dict[Slot, FrameRequest] = {}
        self._pending: dict[Slot, FrameRequest] = {}
        self._refused: dict[Slot, tuple[object, ...]] = {}

    def _read(self) -> None:
        process = self._process
        if process is None:
            return
        self.heard, self.awaited = self.heard + 1, False
        try:
            for body in self._splitter.feed(bytes(process.readAllStandardOutput().data())):
                self._dispatch(unpack_from_engine(body))
        except EngineError as error:
            self._broken(process, error)

    def _broken(self, process: QProcess, error: EngineError) -> None:
        """What does not decode, or speaks otherwise than we do, ends that engine, not the window."""
        self.failed.emit(messages.Failed(about=messages.About.ENGINE, fault=error.fault, facts=error.facts))
        # what it still says cannot be cut into messages any more
        process.readyReadStandardOutput.disconnect(self._read)
        process.kill()

    def _dispatch(self, message: FromEngine) -> None:
        """Notes what is no longer outstanding, and hands on what is not told by a signal of its own."""
        note = self._notes.get(type(message))
        if note is None:
            self.arrived.emit(message)
        else:
            note(message)

    @hears
    def _take_ready(self, ready: messages.Ready) -> None:
        if ready.protocol != messages.PROTOCOL:
            raise EngineError(Fault.PROTOCOL_OTHER, number=ready.protocol, known=messages.PROTOCOL)
        held, self._held = self._held or [], None
        for body in held:
            if self._process is not None:
                self._process.write(body)
        self.ready.emit(ready)

    @hears
    def _take_metrics(self, metrics: messages.Metrics) -> None:
        self._metrics_asked.discard(metrics.run)
        self.arrived.emit(metrics)

    @hears
    def _take_run(self, changed: messages.RunChanged) -> None:
        self.retry_refused()
        self.arrived.emit(changed)

    @hears
    def _take_stages(self, told: messages.StagesTold) -> None:
        self._stages_asked = False
        self.arrived.emit(told)

    @hears
    def _take_cost(self, told: messages.CostTold) -> None:
        if told.number == self._cost_asked:
            self.arrived.emit(told)

    @hears
    def _take_fresh(self, opened: messages.DataOpened | messages.SessionOpened) -> None:
        self._fresh_session()
        self.arrived.emit(opened)

    @hears
    def _take_failure(self, failure: messages.Failed) -> None:
        if self._refuse(failure):
            self.failed.emit(failure)

    def _fresh_session(self) -> None:
        """Run numbers begin anew: what was asked about the old ones will not be answered."""
        splitter = self._splitter
        self._forget()
        self._splitter = splitter

    @hears
    def _frame(self, frame: Frame) -> None:
        asked = self._frames_asked.get(frame.slot)
        if asked is None or frame.number != asked.number:
            return  # an answer to what is no longer asked
        del self._frames_asked[frame.slot]
        self.frame_arrived.emit(frame, asked)
        pending = self._pending.pop(frame.slot, None)
        if pending is not None:
            self._send_frame(pending)

    def _refuse(self, failure: messages.Failed) -> bool:
        """False where nobody asks any more: it was another session's."""
        slot = failure.slot
        if failure.about != messages.About.FRAME or slot is None:
            return True
        if slot == STAGES:
            asked_for, self._stages_asked = self._stages_asked, False
            return asked_for
        asked = self._frames_asked.pop(slot, None)
        if asked is not None:
            self._refused[slot] = intent(asked)
        if slot in self._pending:
            self._send_frame(self._pending.pop(slot))
        return asked is not None

    def _read_stderr(self) -> None:
        if self._process is not None:
            text = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
            self._lines.extend(line for line in text.splitlines() if line.strip())

    def _error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            self._lines.append(self._process.errorString())
            self._gone(EngineExit(False, False, -1, self.lines))

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if self._process is not None:
            self._read()  # what it said last, before it is forgotten
            self._read_stderr()
            self._gone(EngineExit(True, status is QProcess.ExitStatus.CrashExit, code, self.lines))

    def _gone(self, facts: EngineExit) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        self.engine_stopped.emit(facts)
