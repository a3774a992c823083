"""The engine process: six threads with one job each.

*reader* (this one): takes messages from stdin and hands each to its taker (``engine.server.takers``); at its end it
commits and leaves. *trainer*: steps, and what must not happen beside a step. *asker*: metrics and frames. *opener*:
files and sessions, which may take long, lists of sessions, exports, and what runs would cost. *previewer*: the
beginnings of files. *writer*: the only one that touches the real stdout. With nothing to do they block.

In order: ``Ready`` is said first, after a moment for what earlier engines left; torch is warmed up and old sessions are
looked through while a person chooses a file; then what comes is taken until ``Quit`` or the end of stdin. A thread that
dies of something nobody expected ends the process, after the recording is whole: the window offers to go on from there.
"""

import os
import signal
import sys
import traceback
from contextlib import suppress
from typing import BinaryIO

import torch

from gatescope.engine.errors import EngineError, Fault, SessionError
from gatescope.engine.machine.device import apply_threads, available, choose
from gatescope.engine.protocol import wire
from gatescope.engine.protocol.messages import (
    PROTOCOL,
    About,
    Failed,
    NameSession,
    Noticed,
    Quit,
    Ready,
    SaveAs,
    Saved,
    SetBudget,
)
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.server.asker import Asker
from gatescope.engine.server.estimator import Costs
from gatescope.engine.server.exporter import Exporter
from gatescope.engine.server.librarian import Librarian
from gatescope.engine.server.loop import TrainingLoop
from gatescope.engine.server.opener import Opener
from gatescope.engine.server.outbox import Outbox
from gatescope.engine.server.previewer import Previewer
from gatescope.engine.server.takers import takers, takes, takes_between_steps
from gatescope.engine.server.tidier import Tidier
from gatescope.engine.session.autosave import sessions_folder
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
        self._tidier = Tidier(sessions_folder(), self._opener.do, self._outbox)
        self._costs = Costs(self._laboratory.like, self._opener.do, self._outbox)
        self._librarian = Librarian(sessions_folder(), self._opener.do, self._outbox, self._name_open)
        desks = (self._exporter, self._costs, self._librarian)
        rooms = (self, self._loop, self._asker, self._opener, self._previewer, *desks)
        self._takers = takers(self._loop.do, *rooms)
        self._laboratory.tell = lambda notice, facts: self._outbox.put(Noticed(notice=notice, facts=facts))
        self._quitting = False

    def run(self) -> int:
        """Serves until stdin ends. Returns the exit status."""
        self._outbox.start()
        self._loop.start()
        self._asker.start()
        self._opener.start()
        self._previewer.start()
        self._outbox.put(self._ready())
        self._loop.do(About.ENGINE, warm_up)
        self._tidier.go_on()
        while not self._quitting and (body := wire.read(self._stdin)) is not None:
            message = wire.unpack_from_window(body)
            self._takers[type(message)](message)
        return self._leave(chosen=self._quitting)

    def _ready(self) -> Ready:
        _, device = choose("auto")
        return Ready(
            protocol=PROTOCOL,
            torch=str(torch.__version__),
            device=device,
            devices=available(),
            threads=torch.get_num_threads(),
            recoverable=self._tidier.look(),
        )

    @takes
    def quit(self, _: Quit) -> None:
        self._quitting = True

    @takes
    def set_budget(self, message: SetBudget) -> None:
        if message.observation > 0:
            self._asker.allow(message.observation)
        if message.keyframe_bytes > 0:
            self._loop.do(About.RUN, lambda: self._laboratory.set_keyframe_budget(message.keyframe_bytes))

    @takes_between_steps(About.SAVE)
    def save_as(self, message: SaveAs) -> None:
        with suppress(SessionError):  # a full disk: there may be room where it goes
            self._loop.settle()
        session = self._laboratory.session
        read_only = session is not None and session.read_only
        saved = self._laboratory.save_as(message.path, message.replace, lambda: self._loop.leaving)
        if read_only:  # its runs may be further than they were told, and can be trained now
            self._opener.tell_session()
        self._outbox.put(Saved(path=saved))

    def _name_open(self, message: NameSession, refused: SessionError) -> None:
        self._loop.do(About.SESSION, lambda: self._name_on_table(message, refused))

    def _name_on_table(self, message: NameSession, refused: SessionError) -> None:
        session = self._laboratory.session
        if session is None or not self._laboratory.has_open(message.path):
            raise refused
        session.set_title(message.name)
        self._librarian.look_again()

    def _leave(self, chosen: bool) -> int:
        self._librarian.finish()
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
        # the trainer cannot wait for itself; its session is whole up to the last commit
        if not self._loop.is_me():
            self._loop.leave(LEAVE_SECONDS, chosen=False)
        reason = f"{type(error).__name__}: {error}"
        self._outbox.put(Failed(about=About.ENGINE, fault=Fault.INTERNAL, facts={"reason": reason}))
        self._outbox.close(0.3)
        _exit(1)


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
