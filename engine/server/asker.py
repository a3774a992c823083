"""The asker: the one thread that answers questions while the trainer trains.

It tells metrics, and it computes frames: those of the present from a copy of the weights, those of the past from
keyframes. It holds a request for the present until there is a new step and the observation budget allows another look.

In turn: metrics for whoever can be told something new, then one frame that can be made now; else it sleeps until the
budget allows one, or until the reader brings a question or the trainer news. ``_changed`` protects the questions and
the epoch; it is not held while a frame is computed, and an answer of an epoch that is over is dropped.
"""

import math
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from gatescope.engine.config.process import OBSERVATION
from gatescope.engine.errors import EngineError, Fault
from gatescope.engine.machine.device import apply_threads, out_of_memory
from gatescope.engine.protocol.frame import Frame, FrameRequest
from gatescope.engine.protocol.messages import About, Failed, MetricsRequest, Slot, StagesRequest, StagesTold
from gatescope.engine.server.loop import TrainingLoop
from gatescope.engine.server.outbox import Outbox
from gatescope.engine.server.takers import takes

BUDGET_LEAST = 1e-3  # a share of the training time
FORGET_SECONDS = 2.0  # the share shown is that of about the last two seconds


@dataclass
class Observation:
    """What looking costs. ``share`` is the part of the training time that looking took lately; a look that cost ``c``
    seconds is followed by the next at ``c / budget`` after it began, so that the pause stretches, not the training."""

    budget: float = OBSERVATION
    clock: Callable[[], float] = time.perf_counter
    next_look: float = 0.0
    _spent: float = 0.0
    _since: float = field(default=0.0)

    def allow(self, budget: float) -> None:
        """Another budget, from the next look on, however long the one before had put that off."""
        self.budget, self.next_look = min(1.0, max(BUDGET_LEAST, budget)), 0.0

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
        self._spent *= math.exp((self._since - now) / FORGET_SECONDS)
        self._since = now


class Asker:
    """Answers ``FrameRequest``, ``StagesRequest`` and ``MetricsRequest``, one at a time."""

    def __init__(self, loop: TrainingLoop, outbox: Outbox, broken: Callable[[BaseException], None]) -> None:
        self.observation = Observation()
        self._loop = loop
        self._outbox = outbox
        self._broken = broken
        self._changed = threading.Condition()  # protects the three below; the thread sleeps on it
        self._frames: dict[Slot, FrameRequest | StagesRequest] = {}
        self._metrics: dict[int, MetricsRequest] = {}
        self._epoch = 0  # one more whenever what is asked about is another session
        self._counted = 0.0  # seconds of computing that are in the observation's account
        self._thread = threading.Thread(target=self._work, name="asker", daemon=True)
        loop.on_news = self.wake

    def start(self) -> None:
        self._thread.start()

    @takes
    def ask(self, request: FrameRequest | StagesRequest | MetricsRequest) -> None:
        """Takes a request; the pending one of the same slot (or run) is forgotten."""
        with self._changed:
            if not isinstance(request, MetricsRequest):
                self._frames[request.slot] = request
            else:
                self._metrics[request.run] = request
            self._changed.notify()

    @contextmanager
    def void(self) -> Iterator[None]:
        """While another session takes the place of the one that was asked about: nothing is answered, and nothing that
        was asked before ever is."""
        with self._changed:
            self._epoch += 1
            self._frames.clear()
            self._metrics.clear()
            yield

    def allow(self, budget: float) -> None:
        """Looking may cost this share of the training time."""
        with self._changed:
            self.observation.allow(budget)
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
                    answered = self._tell_metrics()
                    request, patience = self._next_frame()
                    # noted under the lock: what is opened while the frame is computed raises it, and its answer is void
                    epoch = self._epoch
                    if request is None and not answered:
                        self._changed.wait(patience)
                if request is not None:
                    self._answer(request, epoch)
        except BaseException as error:
            self._broken(error)

    def _tell_metrics(self) -> bool:
        """Answers whoever asked for metrics of which there are new ones. False when there was nobody."""
        waiting = len(self._metrics)
        for request in tuple(self._metrics.values()):
            answer = self._loop.metrics(request, self.observation.share)
            if answer is not None:
                del self._metrics[request.run]
                self._outbox.put(answer, Slot("metrics", request.run))
        return len(self._metrics) < waiting

    def _next_frame(self) -> tuple[FrameRequest | StagesRequest | None, float | None]:
        """The frame to make now; else how long there is none to make unless somebody calls (None: no end)."""
        patience = None
        for request in self._frames.values():
            wait = self._seconds_until(request)
            if wait is not None and wait <= 0:
                del self._frames[request.slot]
                return request, None
            if wait is not None:
                patience = wait if patience is None else min(patience, wait)
        return None, patience

    def _seconds_until(self, request: FrameRequest | StagesRequest) -> float | None:
        """How long to hold ``request``: 0 when it can be answered now, None when only the trainer's news can tell."""
        if isinstance(request, StagesRequest) or request.at is not None:
            return 0.0
        if not self._loop.is_training(request.run):
            return 0.0 if self._loop.step_at_rest(request.run) != request.have_step else None
        step = self._loop.step_of(request.run)
        copy = self._loop.copies.of(request.run)
        if copy is not None and request.have_step < 0:
            return 0.0  # a new question about weights that are here
        wait = self.observation.next_look - self.observation.clock()
        if wait > 0:
            return wait
        # the trainer may be a step ahead by now; a copy that is young enough is shown rather than a second one made
        if copy is not None and copy.step > request.have_step and (copy.step == step or copy.young):
            return 0.0
        self._loop.copies.want(request.run)
        return None

    def _answer(self, request: FrameRequest | StagesRequest, epoch: int) -> None:
        # without the lock: a frame takes milliseconds to seconds, and who asks meanwhile must not wait
        began = time.perf_counter()
        answer, slot = self._made(request), request.slot
        with self._changed:
            if epoch == self._epoch:
                self._outbox.put(answer, slot._replace(name=f"{type(answer).__name__} of {slot.name}"))
        cost = self._cost()
        # only beside training does looking cost anybody anything
        if not isinstance(answer, Failed) and self._loop.is_training(request.run):
            self.observation.spent(began, cost)

    def _cost(self) -> float:
        """Seconds of computing since the last call, of this thread and of the one that writes what it answers: metrics
        and the packing of frames are looking too."""
        now = time.thread_time() + self._outbox.seconds
        cost, self._counted = now - self._counted, now
        return cost

    def _made(self, request: FrameRequest | StagesRequest) -> Frame | StagesTold | Failed:
        try:
            if isinstance(request, StagesRequest):
                return self._loop.stages(request.run)
            return self._loop.frame(request)
        except EngineError as error:
            fault, facts = error.fault, dict(error.facts)
        except Exception as error:  # whatever a look ends in, it does not end what is trained
            if out_of_memory(error):
                step = self._loop.step_of(request.run) if isinstance(request, StagesRequest) else request.at or 0
                fault, facts = Fault.OUT_OF_MEMORY, {"run": request.run, "step": step, "device": "cpu"}
            else:
                traceback.print_exception(error, file=sys.stderr)
                fault, facts = Fault.INTERNAL, {"reason": f"{type(error).__name__}: {error}"}
        return Failed(about=About.FRAME, fault=fault, facts=facts, slot=request.slot, number=request.number)
