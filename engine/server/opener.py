"""The opener: the thread that reads files and sessions, so that training is watched on while a large one is read.

What was read is adopted by the trainer's thread, between two steps. Until then, and when it cannot be read, what is on
the table stays there.

In order: the reader counts what is asked and queues it (the queue is all that two threads share); this thread reads
one after another; the trainer's puts what trains to rest, commits, clears the table, and tells what lies there now.
What was cancelled meanwhile is not adopted.
"""

import errno
import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable

from gatescope.engine.config.kinds import HEADLESS
from gatescope.engine.data.tables.dataset import Dataset, open_dataset
from gatescope.engine.errors import EngineError, Fault, SessionError
from gatescope.engine.machine.device import apply_threads
from gatescope.engine.protocol.messages import (
    About,
    CancelOpen,
    DataOpened,
    Failed,
    OpenFile,
    OpenSession,
    Progress,
    SessionOpened,
    Slot,
)
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.runs.loading import Opened, load_session
from gatescope.engine.server.asker import Asker
from gatescope.engine.server.loop import TrainingLoop
from gatescope.engine.server.outbox import Outbox
from gatescope.engine.server.takers import takes
from gatescope.engine.session.owner import is_owned


class Opener:
    """Reads one file at a time, in the order asked for."""

    def __init__(
        self,
        laboratory: Laboratory,
        loop: TrainingLoop,
        asker: Asker,
        outbox: Outbox,
        broken: Callable[[BaseException], None],
    ) -> None:
        self._laboratory, self._loop, self._asker, self._outbox = laboratory, loop, asker, outbox
        self._broken = broken
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._asked = self._cancelled = 0  # written by the reader alone; a job compares its own number with them
        self._thread = threading.Thread(target=self._work, name="opener", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def do(self, job: Callable[[], None]) -> None:
        """Runs ``job`` in the opener's thread, after what it is doing now."""
        self._jobs.put(job)

    @takes
    def open(self, message: OpenFile | OpenSession) -> None:
        self._asked += 1
        number = self._asked
        self.do(lambda: self._open(message, lambda: number <= self._cancelled))

    @takes
    def cancel(self, _: CancelOpen) -> None:
        """Cancels whatever was asked for so far and is not adopted yet."""
        self._cancelled = self._asked

    def _work(self) -> None:
        apply_threads()  # OpenMP counts per calling thread
        try:
            while True:
                self._jobs.get()()
        except BaseException as error:
            self._broken(error)

    def _open(self, message: OpenFile | OpenSession, cancelled: Callable[[], bool]) -> None:
        """Reads, then has the trainer's thread adopt what was read."""
        about, path = About.OPEN if isinstance(message, OpenFile) else About.SESSION, message.path
        try:
            if isinstance(message, OpenFile):
                dataset = open_dataset(path, message.read, message.data, self._progress(path), cancelled)
                self._loop.do(about, lambda: self._adopt_data(dataset, cancelled))
            else:
                opened = _shown(load_session(path))
                self._loop.do(about, lambda: self._adopt_session(opened, cancelled))
        except EngineError as error:
            self._outbox.put(Failed(about=about, fault=error.fault, facts=error.facts))
        except MemoryError:
            facts = {"path": path, "reason": os.strerror(errno.ENOMEM)}
            self._outbox.put(Failed(about=about, fault=Fault.FILE_UNREADABLE, facts=dict(facts)))
        except Exception as error:  # a file that nobody expected does not end what is trained meanwhile
            traceback.print_exception(error, file=sys.stderr)
            reason = f"{type(error).__name__}: {error}"
            self._outbox.put(Failed(about=about, fault=Fault.INTERNAL, facts={"reason": reason}))

    def _progress(self, path: str) -> Callable[[int, int], None]:
        return lambda done, total: self._outbox.put(Progress(path=path, done=done, total=total), Slot("progress"))

    # ---- in the trainer's thread -----------------------------------------------------------------------------------

    def _adopt_data(self, dataset: Dataset, cancelled: Callable[[], bool]) -> None:
        _go_on_unless(cancelled, dataset.info.path)
        self._clear_table()
        with self._asker.void():
            self._laboratory.adopt(dataset)
            self._loop.forget_told()
            # what waits of the data before is dropped by this: no frame of theirs may come after it
            self._outbox.begin(DataOpened(info=dataset.info))

    def _adopt_session(self, opened: Opened, cancelled: Callable[[], bool]) -> None:
        path = str(opened.session.path)
        try:
            _go_on_unless(cancelled, path)
            if opened.session.read_only and self._laboratory.has_open(path):  # it is ours, and that is why
                opened.close()
                self.tell_session()
                return
            self._clear_table()
            if opened.session.read_only and not is_owned(opened.session.path):  # it was ours until now
                opened.close()
                opened = load_session(path)
            self._put_on_table(opened)
        except BaseException:
            opened.close()
            raise

    def _clear_table(self) -> None:
        """Raises ``SessionError`` when what was measured cannot be kept; everything stays as it is then."""
        self._loop.rest()
        self._laboratory.commit()
        self._loop.forget()
        with self._loop.telling(About.SESSION):
            self._laboratory.close()

    def _put_on_table(self, opened: Opened) -> None:
        with self._asker.void():
            self._laboratory.adopt_session(opened)
            self.tell_session()
            self._laboratory.tell_cut()

    def tell_session(self) -> None:
        """Tells the window what lies on the table, from the beginning."""
        info = self._laboratory.session_info()
        assert info is not None
        with self._asker.void():
            self._loop.forget_told()
            self._outbox.begin(SessionOpened(info=info))


def _shown(opened: Opened) -> Opened:
    """Raises ``SessionError`` (SESSION_HEADLESS) for a session with runs that the window cannot draw."""
    configs = [run.config for run in opened.runs.values()]
    if not all(each.data.task.spec.trainable and type(each.net) not in HEADLESS.values() for each in configs):
        opened.close()
        raise SessionError(Fault.SESSION_HEADLESS, path=str(opened.session.path))
    return opened


def _go_on_unless(cancelled: Callable[[], bool], path: str) -> None:
    if cancelled():
        raise SessionError(Fault.READ_CANCELLED, path=path)
