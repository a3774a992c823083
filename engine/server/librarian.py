"""The sessions on the disk: lists them, names them, removes them, while others train.

It works in the opener's thread, in portions, so that a file which is to be opened waits for a moment at most. What is
to be changed waits in a queue of its own: also what was asked for just before the end is done.
"""

import queue
import threading
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

from gatescope.engine.errors import EngineError, Fault, SessionError
from gatescope.engine.protocol.messages import (
    About,
    Discard,
    Failed,
    KeepSession,
    ListSessions,
    NameSession,
    SessionsListed,
)
from gatescope.engine.server.outbox import Outbox
from gatescope.engine.server.takers import takes
from gatescope.engine.session.access import real
from gatescope.engine.session.autosave import discard
from gatescope.engine.session.recovery import BRIEF_SECONDS
from gatescope.engine.session.shelf import Shelf, keep_session, name_session

PORTION_SECONDS = 0.1
SLOW_SECONDS = 1.0  # for one that took too long the first time, after all the others
ALL_SECONDS = 20.0  # of looking; what is left then is told as left


class Librarian:
    """``do`` runs a job in the opener's thread, after what it is doing now; ``name_open`` names a session that somebody
    has open, should it be the one on the table."""

    def __init__(
        self,
        folder: Path,
        do: Callable[[Callable[[], None]], None],
        outbox: Outbox,
        name_open: Callable[[NameSession, SessionError], None],
    ) -> None:
        self._shelf, self._do, self._outbox, self._name_open = Shelf(folder), do, outbox, name_open
        self._also: tuple[str, ...] = ()
        self._numbers, self._newest = count(1), 0  # of a list; an older one is not gone on with
        self._changes: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._changing = threading.Lock()  # held from taking a change until it is done

    @takes
    def look_through(self, message: ListSessions) -> None:
        self._also = message.also
        self.look_again()

    @takes
    def keep(self, message: KeepSession) -> None:
        self._ask(lambda: self._write(keep_session, message.path))

    @takes
    def discard(self, message: Discard) -> None:
        self._ask(lambda: _discard(message.path))

    @takes
    def name(self, message: NameSession) -> None:
        self._ask(lambda: self._name(message))

    def finish(self) -> None:
        """Does what is still to be done, and waits for what is being done. In whichever thread ends the others."""
        while self._changed():
            pass

    # ---- in the opener's thread --------------------------------------------------------------------------------

    def _ask(self, change: Callable[[], None]) -> None:
        self._changes.put(change)
        self._do(self._change)
        self.look_again()

    def _change(self) -> None:
        self._changed()

    def _changed(self) -> bool:
        """Does the next one. False where there is none: the end has come before."""
        with self._changing:
            try:
                self._changes.get_nowait()()
            except queue.Empty:
                return False
            except EngineError as error:
                self._outbox.put(Failed(about=About.SESSION, fault=error.fault, facts=error.facts))
            return True

    def _name(self, message: NameSession) -> None:
        try:
            self._write(partial(name_session, name=message.name), message.path)
        except SessionError as error:
            if error.fault is not Fault.SESSION_IN_USE:
                raise
            self._name_open(message, error)

    def _write(self, write: Callable[[Path], None], path: str) -> None:
        place = real(path)
        write(place)
        self._shelf.forget(place)

    def look_again(self) -> None:
        """Lists them anew, as they were asked for last."""
        self._newest = number = next(self._numbers)
        self._do(lambda: self._begin(number))

    def _begin(self, number: int) -> None:
        if number == self._newest:
            waiting = [(path, BRIEF_SECONDS) for path in self._shelf.paths(self._also)]
            self._go_on(number, waiting, time.monotonic() + ALL_SECONDS, first=True)

    def _go_on(self, number: int, waiting: list[tuple[Path, float]], end: float, first: bool = False) -> None:
        if number != self._newest:
            return
        found, until = [], time.monotonic() + PORTION_SECONDS
        while waiting and time.monotonic() < until:
            path, seconds = waiting.pop(0)
            try:
                session = self._shelf.look(path, seconds)
            except TimeoutError:
                waiting += [(path, SLOW_SECONDS)] if seconds < SLOW_SECONDS else []
            else:
                found += [session] if session is not None else []
        last = not waiting or time.monotonic() > end
        self._outbox.put(SessionsListed(sessions=tuple(found), first=first, last=last, left=len(waiting)))
        if not last:
            self._do(lambda: self._go_on(number, waiting, end))


def _discard(path: str) -> None:
    try:
        discard(path)
    except SessionError as error:
        if error.fault is not Fault.FILE_MISSING:  # then there is nothing left to do
            raise
