"""The previewer: the thread that reads the beginnings of files, while others train, read or answer.

It sleeps until something is asked, reads, and answers unless something else was asked meanwhile; a reading looks now
and then whether it is still the newest. ``_changed`` protects what is asked, and the answer on its way into the outbox.
"""

import errno
import os
import sys
import threading
import traceback
from collections.abc import Callable

from gatescope.engine.data.preview import preview
from gatescope.engine.errors import EngineError, Fact, Fault
from gatescope.engine.machine.device import apply_threads
from gatescope.engine.protocol.messages import About, Failed, Previewed, PreviewRequest
from gatescope.engine.server.outbox import Outbox
from gatescope.engine.server.takers import takes


class Previewer:
    """Answers ``PreviewRequest``, the newest only: what is asked later cancels what is being made."""

    def __init__(self, outbox: Outbox, broken: Callable[[BaseException], None]) -> None:
        self._outbox, self._broken = outbox, broken
        self._changed = threading.Condition()  # protects the two below; the thread sleeps on it
        self._asked: PreviewRequest | None = None
        self._newest: PreviewRequest | None = None
        self._thread = threading.Thread(target=self._work, name="previewer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    @takes
    def ask(self, request: PreviewRequest) -> None:
        with self._changed:
            self._asked = self._newest = request
            self._changed.notify()

    def _work(self) -> None:
        apply_threads()  # OpenMP counts per calling thread
        try:
            while True:
                with self._changed:
                    self._changed.wait_for(lambda: self._asked is not None)
                    request, self._asked = self._asked, None
                if request is not None:
                    self._answer(request)
        except BaseException as error:
            self._broken(error)

    def _answer(self, request: PreviewRequest) -> None:
        answer = self._made(request)
        with self._changed:
            # with the lock held, so that an answer never comes after that to a later question
            if request is self._newest:
                self._outbox.put(answer, request.slot)

    def _made(self, request: PreviewRequest) -> Previewed | Failed:
        facts: dict[str, Fact]
        try:
            return preview(request, lambda: request is not self._newest)
        except EngineError as error:
            fault, facts = error.fault, error.facts
        except MemoryError:
            fault, facts = Fault.FILE_UNREADABLE, {"path": request.path, "reason": os.strerror(errno.ENOMEM)}
        except Exception as error:  # a file that nobody expected does not end what is trained meanwhile
            traceback.print_exception(error, file=sys.stderr)
            fault, facts = Fault.INTERNAL, {"reason": f"{type(error).__name__}: {error}"}
        return Failed(about=About.PREVIEW, fault=fault, facts=facts, slot=request.slot, number=request.number)
