"""The engine process: six threads with one job each.

*reader* (this one): takes messages from stdin; at its end commits and leaves. *trainer*: steps, and what must not
happen beside a step. *asker*: metrics and frames. *opener*: files and sessions, which may take long, exports, and
what runs would cost. *previewer*: the beginnings of files. *writer*: the only one that touches the real stdout. With
nothing to do they block.
"""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from typing import BinaryIO

import torch

from gatescope.engine.errors import EngineError, Fault
from gatescope.engine.machine.device import apply_threads, available, choose
from gatescope.engine.protocol import wire
from gatescope.engine.protocol.frame import FrameRequest
from gatescope.engine.protocol.messages import (
    PROTOCOL,
    CancelOpen,
    CostRequest,
    Discard,
    Export,
    Failed,
    Fork,
    FromWindow,
    MetricsRequest,
    NewRun,
    OpenFile,
    OpenSession,
    Pause,
    Play,
    PreviewRequest,
    Quit,
    Ready,
    SaveAs,
    Saved,
    SetBudget,
    SetLive,
    SetSpeed,
    StagesRequest,
)
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.server.asker import Asker
from gatescope.engine.server.estimator import Costs
from gatescope.engine.server.exporter import Exporter
from gatescope.engine.server.loop import TrainingLoop
from gatescope.engine.server.opener import Opener
from gatescope.engine.server.outbox import Outbox
from gatescope.engine.server.previewer import Previewer
from gatescope.engine.session.autosave import discard, prune, recoverable, sessions_folder
from gatescope.engine.training.trainer import warm_up

LEAVE_SECONDS = 0.7


class Engine:
    """Wires the threads together and hands each message to the one whose job it is."""

    def __init__(self, stdin: BinaryIO, stdout: BinaryIO) -> None:
        self._stdin = stdin
        self._outbox = Outbox(stdout, self._window_gone, self._broken)
        self._laboratory = Laboratory()
        self._loop = TrainingLoop(self._laboratory, self._outbox, self._broken)
        self._asker = Asker(self._loop, self._outbox, self._broken)
        self._opener = Opener(self._laboratory, self._loop, self._asker, self._outbox, self._broken)
        self._previewer = Previewer(self._outbox, self._broken)
        self._exporter = Exporter(self._laboratory, self._opener.do, self._outbox)
        self._costs = Costs(self._laboratory.like, self._opener.do, self._outbox)

    def run(self) -> int:
        """Serves until stdin ends. Returns the exit status."""
        self._outbox.start()
        self._loop.start()
        self._asker.start()
        self._opener.start()
        self._previewer.start()
        self._outbox.put(self._ready())
        self._loop.do("engine", warm_up)
        self._opener.do(_prune)
        while (body := wire.read(self._stdin)) is not None:
            message = wire.unpack_from_window(body)
            if isinstance(message, Quit):
                return self._leave(chosen=True)
            self._take(message)
        return self._leave(chosen=False)

    def _ready(self) -> Ready:
        _, device = choose("auto")
        return Ready(
            protocol=PROTOCOL,
            torch=str(torch.__version__),
            device=device,
            devices=available(),
            threads=torch.get_num_threads(),
            recoverable=tuple(recoverable(sessions_folder())),
        )

    def _take(self, message: FromWindow) -> None:
        match message:
            case FrameRequest() | StagesRequest() | MetricsRequest():
                self._asker.ask(message)
            case OpenFile() | OpenSession():
                self._opener.open(message)
            case PreviewRequest():
                self._previewer.ask(message)
            case CostRequest():
                self._costs.ask(message)
            case Export():
                self._exporter.ask(message)
            case CancelOpen():
                self._opener.cancel()
            case SetBudget():
                self._set_budget(message)
            case _:
                self._loop.do(*self._command(message))

    def _command(self, message: FromWindow) -> tuple[str, Callable[[], None]]:
        """What a message asks of the trainer's thread, and what to call it when it fails."""
        loop = self._loop
        match message:
            case NewRun(config=config, name=name, steps=steps):
                return "run", lambda: loop.new_run(config, name, steps)
            case Fork(run=run, step=step, steps=steps):
                return "run", lambda: loop.fork(run, step, steps)
            case Play(run=run, steps=steps, beside=beside):
                return "run", lambda: loop.play(run, steps, beside)
            case Pause(run=run):
                return "run", lambda: loop.pause(run)
            case SetLive(run=run, name=name, value=value):
                return "run", lambda: loop.set_live(run, name, value)
            case SetSpeed(steps_per_second=limit):
                return "run", lambda: loop.limit_speed(limit)
            case SaveAs(path=path):
                return "save", lambda: self._save_as(path)
            case Discard(path=path):
                return "session", lambda: discard(path)
        raise EngineError(Fault.PROTOCOL, reason=f"nobody takes {type(message).__name__}")

    def _set_budget(self, message: SetBudget) -> None:
        if message.observation > 0:
            self._asker.allow(message.observation)
        if message.keyframe_bytes > 0:
            self._loop.do("run", lambda: self._laboratory.set_keyframe_budget(message.keyframe_bytes))

    def _save_as(self, path: str) -> None:
        self._loop.settle()
        session = self._laboratory.session
        read_only = session is not None and session.read_only
        saved = self._laboratory.save_as(path)
        if read_only:  # its runs may be further than they were told, and can be trained now
            self._opener.tell_session()
        self._outbox.put(Saved(path=saved))

    def _leave(self, chosen: bool) -> int:
        self._loop.leave(LEAVE_SECONDS, chosen=chosen)
        self._outbox.close(0.1)
        return 0

    def _window_gone(self) -> None:
        """The pipe to the window is broken: commit and leave, whatever the reader waits for."""
        self._loop.leave(LEAVE_SECONDS, chosen=False)
        _exit(0)

    def _broken(self, error: BaseException) -> None:
        """A thread died of something nobody expected: say so, keep the recording, end. The window offers to go on."""
        traceback.print_exception(error, file=sys.stderr)
        if not self._loop.is_me():
            self._loop.leave(LEAVE_SECONDS, chosen=False)
        reason = f"{type(error).__name__}: {error}"
        self._outbox.put(Failed(about="engine", fault=Fault.INTERNAL, facts={"reason": reason}))
        self._outbox.close(0.3)
        _exit(1)


def _prune() -> None:
    prune(sessions_folder())


def _exit(status: int) -> None:
    """Ends the process now: a torch step under way cannot be interrupted, and nothing waits to be written."""
    sys.stderr.flush()
    os._exit(status)


def take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The real stdin and stdout as binary streams of our own. File descriptor 1 points at stderr afterwards, so that no
    library's ``print`` can break the stream of messages, and nothing else reads stdin."""
    if sys.platform == "win32":
        import msvcrt  # there is no such module elsewhere

        for descriptor in (0, 1):
            msvcrt.setmode(descriptor, os.O_BINARY)
    stdin = os.fdopen(os.dup(0), "rb")
    stdout = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    return stdin, stdout


def main() -> int:
    """``main.py engine``: serves the window at the other end of stdin and stdout."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is the window's: the engine ends with its stdin
    stdin, stdout = take_pipes()
    apply_threads()
    engine = Engine(stdin, stdout)
    try:
        status = engine.run()
    except EngineError as error:
        engine._broken(error)
        status = 1
    _exit(status)
    return status
