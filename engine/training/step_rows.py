"""What every step measures: a row of numbers, kept where it costs the step nothing until somebody asks.

On the CPU a loss is a Python number at once. On CUDA it stays in a ring on the device and crosses over in one copy,
and the host is held to about 20 ms of work ahead of the device, so that pausing and looking need not wait longer.

In a step ``measured`` comes between the gradient and the update, ``timed`` behind the update; ``drain`` is called
between steps, by the thread that trains.
"""

import math
from collections import deque
from time import perf_counter
from typing import NamedTuple, Protocol

import numpy as np
import torch
from torch import Tensor

from gatescope.engine.errors import Fault, RunError
from gatescope.engine.protocol.frame import Array

RING = 4096  # rows kept on the device before they are fetched unasked
AHEAD = 0.020  # seconds
AHEAD_STEPS_MOST = 1000


class Rows(NamedTuple):
    """Consecutive rows, one per step: ``train_loss`` and ``gradient_norm`` (before clipping) float32, ``seconds``
    (of training, since the run began) float64, all (n,). The last row of a run that broke is the step that broke."""

    train_loss: Array
    gradient_norm: Array
    seconds: Array

    def first(self, count: int) -> "Rows":
        return Rows(*(column[:count] for column in self))


def join(parts: list[Rows]) -> Rows:
    """Rows behind rows."""
    return Rows(*map(np.concatenate, zip(*parts, strict=True)))


class RowBuffer(Protocol):
    """Collects rows. A step calls ``measured`` and then ``timed``."""

    def measured(self, loss: Tensor, norm: Tensor) -> bool:
        """Notes a row; False when it is already known that the weights must not follow this gradient."""

    def timed(self, seconds: float) -> None:
        """Notes when the row was complete, in seconds of training."""

    def drain(self) -> Rows:
        """Hands out the rows noted since the last call."""


def make_rows(device: torch.device) -> RowBuffer:
    return DeviceRows(device) if device.type == "cuda" else HostRows()


def find_fault(rows: Rows, first_step: int) -> tuple[int, RunError] | None:
    """The index of the first row that is no number, and what it means; ``first_step`` is the step of row 0."""
    bad = ~np.isfinite(rows.train_loss) | np.isnan(rows.gradient_norm)
    if not bad.any():
        return None
    k = int(bad.argmax())
    loss, norm = float(rows.train_loss[k]), float(rows.gradient_norm[k])
    fault = Fault.GRADIENT_NOT_FINITE if math.isfinite(loss) else Fault.LOSS_NOT_FINITE
    value = norm if math.isfinite(loss) else loss
    return k, RunError(fault, run=0, step=first_step + k, value=str(value))


class HostRows:
    """Rows of a run on the CPU."""

    def __init__(self) -> None:
        self._loss: list[float] = []
        self._norm: list[float] = []
        self._seconds: list[float] = []

    def measured(self, loss: Tensor, norm: Tensor) -> bool:
        self._loss.append(value := loss.item())
        self._norm.append(length := norm.item())
        return math.isfinite(value) and not math.isnan(length)

    def timed(self, seconds: float) -> None:
        self._seconds.append(seconds)

    def drain(self) -> Rows:
        rows = Rows(np.array(self._loss, np.float32), np.array(self._norm, np.float32), np.array(self._seconds))
        self._loss, self._norm, self._seconds = [], [], []
        return rows


class Leash:
    """Keeps the host about ``AHEAD`` seconds of device work ahead, by counting steps of the length last measured."""

    def __init__(self) -> None:
        self._pending: deque[torch.cuda.Event] = deque()
        self._last: torch.cuda.Event | None = None
        self._step_seconds = AHEAD

    def step(self, done: torch.cuda.Event) -> None:
        """``done`` was recorded behind a step. Returns when few enough steps are on their way."""
        self._pending.append(done)
        # Beyond the leash the oldest is waited for; within it those that are done are only taken note of.
        while self._pending and (len(self._pending) > self.allowed or self._pending[0].query()):  # type: ignore[no-untyped-call]
            oldest = self._pending.popleft()
            oldest.synchronize()
            if self._last is not None:
                elapsed = self._last.elapsed_time(oldest) / 1000
                self._step_seconds += 0.1 * (elapsed - self._step_seconds)
            self._last = oldest

    @property
    def allowed(self) -> int:
        """How many steps may be on their way."""
        return max(1, min(AHEAD_STEPS_MOST, int(AHEAD / max(self._step_seconds, 1e-9))))


class DeviceRows:
    """Rows of a run on CUDA."""

    def __init__(self, device: torch.device) -> None:
        self._ring = torch.zeros(RING, 2, device=device)
        self._device = device
        self._fetched: list[Tensor] = []
        self._filled = 0
        self._seconds: list[float] = []
        self._leash = Leash()

    def measured(self, loss: Tensor, norm: Tensor) -> bool:
        if self._filled == RING:
            self._fetch()
        row = self._ring[self._filled]
        row[0].copy_(loss.detach())  # queued on the device behind what computes it
        row[1].copy_(norm)
        self._filled += 1
        return True

    def timed(self, seconds: float) -> None:
        done = torch.cuda.Event(enable_timing=True)  # type: ignore[no-untyped-call]
        done.record(torch.cuda.current_stream(self._device))
        began = perf_counter()
        self._leash.step(done)  # its waiting is time that the device trains: it counts
        self._seconds.append(seconds + perf_counter() - began)

    def drain(self) -> Rows:
        self._fetch()
        table = torch.cat(self._fetched).numpy() if self._fetched else np.zeros((0, 2), np.float32)
        rows = Rows(table[:, 0].copy(), table[:, 1].copy(), np.array(self._seconds))
        self._fetched, self._seconds = [], []
        return rows

    def _fetch(self) -> None:
        if self._filled:  # one copy, and one wait, for all of them
            self._fetched.append(self._ring[: self._filled].to("cpu", copy=True))
        self._filled = 0
