"""The asker: the one thread that answers questions while the trainer trains.

It reads files, and it computes frames: those of the present from a copy of the weights, those of the past from
keyframes. It holds a request for the present until there is a new step and the observation budget allows another look.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from engine.device import apply_threads
from engine.errors import EngineError, Fault
from engine.frame import Frame, FrameRequest
from engine.messages import Failed, Metrics, MetricsRequest
from engine.outbox import Outbox
from engine.training import TrainingLoop

FORGET_SECONDS = 2.0  # the share shown is that of about the last two seconds


@dataclass
class Observation:
    """What looking costs. ``share`` is the part of the training time that looking took lately; a look that cost ``c``
    seconds is followed by the next at ``c / budget`` after it began, so that the pause stretches, not the training."""

    budget: float = 0.10
    clock: Callable[[], float] = time.perf_counter
    next_look: float = 0.0
    _spent: float = 0.0
    _since: float = field(default=0.0)

    def spent(self, began: float, cost: float) -> None:
        self.next_look = began + cost / self.budget
        self._fade()
        self._spent += cost

    @property
    def share(self) -> float:
        self._fade()
        return min(1.0, self._spent / FORGET_SECONDS)

    def _fade(self) -> None:
        now = self.clock()
        self._spent *= 0.5 ** ((now - self._since) / (FORGET_SECONDS * 0.6931))
        self._since = now


class Asker:
    """Answers ``FrameRequest`` and ``MetricsRequest`` and runs long readings, one thing at a time."""

    def __init__(self, loop: TrainingLoop, outbox: Outbox, broken: Callable[[BaseException], None]) -> None:
        self.observation = Observation()
        self._loop = loop
        self._outbox = outbox
        self._broken = broken
        self._changed = threading.Condition()
        self._frames: dict[str, FrameRequest] = {}
        self._metrics: dict[int, MetricsRequest] = {}
        self._jobs: list[Callable[[], None]] = []
        self._leaving = False
        self._thread = threading.Thread(target=self._work, name="asker", daemon=True)
        loop.on_news = self.wake

    def start(self) -> None:
        self._thread.start()

    def leave(self, seconds: float) -> None:
        with self._changed:
            self._leaving = True
            self._changed.notify()
        self._thread.join(seconds)

    def ask(self, request: FrameRequest | MetricsRequest) -> None:
        """Takes a request; the pending one of the same slot (or run) is forgotten."""
        with self._changed:
            if isinstance(request, FrameRequest):
                self._frames[request.slot] = request
            else:
                self._metrics[request.run] = request
            self._changed.notify()

    def do(self, job: Callable[[], None]) -> None:
        """Runs ``job`` in the asker's thread, after what it is doing now."""
        with self._changed:
            self._jobs.append(job)
            self._changed.notify()

    def wake(self) -> None:
        """The trainer has news: a copy of the weights, new rows, another state."""
        with self._changed:
            self._changed.notify()

    def _work(self) -> None:
        apply_threads()  # OpenMP counts per calling thread: at its default two would spin beside the trainer's one
        try:
            while True:
                with self._changed:
                    job, patience = self._next()
                    while job is None and not self._leaving:
                        self._changed.wait(patience)
                        job, patience = self._next()
                    if self._leaving or job is None:
                        return
                job()
        except BaseException as error:
            self._broken(error)

    def _next(self) -> tuple[Callable[[], None] | None, float | None]:
        """The next thing to do; else how long there is nothing to do unless somebody calls (None: no end)."""
        if self._jobs:
            return self._jobs.pop(0), None
        for request in self._metrics.values():
            answer = self._loop.metrics(request, self.observation.share)
            if answer is not None:
                del self._metrics[request.run]
                return lambda answer=answer: self._send_metrics(answer), None
        patience = None
        for frame in self._frames.values():
            wait = self._seconds_until(frame)
            if wait is not None and wait <= 0:
                del self._frames[frame.slot]
                return lambda frame=frame: self._answer(frame), None
            if wait is not None:
                patience = wait if patience is None else min(patience, wait)
        return None, patience

    def _seconds_until(self, request: FrameRequest) -> float | None:
        """How long to hold ``request``: 0 when it can be answered now, None when only the trainer's news can tell."""
        if request.at is not None:
            return 0.0
        step = self._loop.step_of(request.run)
        if not self._loop.is_training(request.run):
            return 0.0 if step != request.have_step else None
        copy = self._loop.copy
        at_hand = copy is not None and copy.run == request.run
        if at_hand and request.have_step < 0:
            return 0.0  # a new question about weights that are here
        wait = self.observation.next_look - self.observation.clock()
        if wait > 0:
            return wait
        if at_hand and copy is not None and copy.step > request.have_step and (copy.step == step or copy.young):
            return 0.0
        self._loop.want_copy()
        return None

    def _send_metrics(self, answer: Metrics) -> None:
        self._outbox.put(answer, f"metrics {answer.run}")

    def _answer(self, request: FrameRequest) -> None:
        began, cpu = time.perf_counter(), time.thread_time()
        try:
            frame: Frame = self._loop.frame(request)
        except EngineError as error:
            facts = {**error.facts, "slot": request.slot}
            self._outbox.put(Failed(about="frame", fault=error.fault, facts=facts), f"failed {request.slot}")
            return
        except MemoryError:
            facts = {"run": request.run, "step": request.at or 0, "device": "cpu", "slot": request.slot}
            self._outbox.put(Failed(about="frame", fault=Fault.OUT_OF_MEMORY, facts=facts), f"failed {request.slot}")
            return
        self._outbox.put(frame, f"frame {request.slot}")
        if self._loop.is_training(request.run):
            self.observation.spent(began, time.thread_time() - cpu)
