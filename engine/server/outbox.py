"""The engine's only way out: a bounded outbox and the one thread that writes it to the pipe.

Any thread puts a message in; the writer takes the oldest, packs it and writes it, which may block for as long as the
window does not read. ``_ready`` protects what waits and is what the writer sleeps on; it is never held while writing.
When the pipe is broken the writer says that the window is gone and ends.
"""

import threading
import time
from collections.abc import Callable
from typing import BinaryIO

from gatescope.engine.protocol import wire
from gatescope.engine.protocol.base import FromEngine, Slot


class Outbox:
    """Messages on their way to the window. The newest message per ``slot`` wins, so that a window which stands still
    costs the engine nothing: slots are few, and what has no newest (a failure, a saved file) is rare."""

    def __init__(
        self, stream: BinaryIO, window_gone: Callable[[], None], broken: Callable[[BaseException], None]
    ) -> None:
        self._stream = stream
        self._window_gone = window_gone
        self._broken = broken
        self._waiting: dict[Slot | int, FromEngine] = {}  # by slot, or by ticket where there is none
        self._ticket = 0
        self.seconds = 0.0  # of computing, spent on writing
        self._closed = False
        self._ready = threading.Condition()  # protects what waits; never held while the pipe is written to
        self._thread = threading.Thread(target=self._write, name="writer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def put(self, message: FromEngine, slot: Slot | None = None) -> None:
        """Queues a message; one of the same ``slot`` that has not left yet is replaced in its place."""
        with self._ready:
            self._ticket += slot is None
            self._waiting[self._ticket if slot is None else slot] = message
            self._ready.notify()

    def begin(self, message: FromEngine) -> None:
        """Queues a message that begins something new: what waits in slots is of what was before and is dropped, so that
        no later message takes a place in front of this one."""
        with self._ready:
            self._waiting = {key: waiting for key, waiting in self._waiting.items() if isinstance(key, int)}
        self.put(message)

    def close(self, seconds: float) -> None:
        """Writes what waits and ends the thread, or gives up after ``seconds``."""
        with self._ready:
            self._closed = True
            self._ready.notify()
        # the writer itself may find the window gone, and nobody can wait for himself
        if threading.current_thread() is not self._thread:
            self._thread.join(seconds)

    def _write(self) -> None:
        while True:
            with self._ready:
                while not self._waiting and not self._closed:
                    self._ready.wait()
                if not self._waiting:
                    return
                # dictionaries keep their order: the oldest; a slot that was written over keeps its old place
                message = self._waiting.pop(next(iter(self._waiting)))
            # without the lock: the pipe holds 64 KB, and a window that stands still blocks this thread as long
            try:
                self._stream.write(wire.pack(message))
                self._stream.flush()
                # of this thread alone: told to the asker, to whom packing is part of the cost of looking
                self.seconds = time.thread_time()
            except OSError:
                self._window_gone()
                return
            except BaseException as error:
                self._broken(error)
                return
