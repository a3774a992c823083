import math

import numpy as np
import pytest
import torch

from gatescope.engine.errors import Fault
from gatescope.engine.training import step_rows as rows


def values(*numbers: float) -> rows.Rows:
    loss = np.array(numbers, np.float32)
    return rows.Rows(loss, np.ones_like(loss), np.arange(len(loss), dtype=np.float64))


def test_the_first_row_that_is_no_number_is_found_and_its_step_named():
    assert rows.find_fault(values(1, 2, 3), 10) is None
    assert rows.find_fault(values(), 10) is None
    index, fault = rows.find_fault(values(1, math.inf, math.nan), 10)
    assert (index, fault.fault, fault.facts["step"], fault.facts["value"]) == (1, Fault.LOSS_NOT_FINITE, 11, "inf")
    table = values(1, 2, 3)
    table.gradient_norm[:] = 1, math.inf, math.nan  # an infinite norm alone may be no more than a large one
    index, fault = rows.find_fault(table, 10)
    assert (index, fault.fault, fault.facts["step"]) == (2, Fault.GRADIENT_NOT_FINITE, 12)


def test_rows_on_the_device_outlive_their_ring(monkeypatch):
    monkeypatch.setattr(rows, "RING", 4)
    kept = rows.DeviceRows(torch.device("cpu"))  # a ring works anywhere; only its events need CUDA
    for k in range(11):
        assert kept.measured(torch.tensor(float(k)), torch.tensor(-float(k)))
    drained = kept.drain()
    assert drained.train_loss.tolist() == list(range(11))
    assert drained.gradient_norm.tolist() == [-k for k in range(11)]
    kept.measured(torch.tensor(99.0), torch.tensor(0.0))
    assert kept.drain().train_loss.tolist() == [99]
    assert drained.train_loss.tolist() == list(range(11))
    assert len(kept.drain().train_loss) == 0


class Clock:
    """A device that takes ``step`` seconds for each step, and a host that waits for it."""

    def __init__(self, step: float) -> None:
        self.now, self.step, self.free_at = 0.0, step, 0.0

    def launch(self, host: float) -> "Event":
        self.now += host
        self.free_at = max(self.free_at, self.now) + self.step
        return Event(self, self.free_at)


class Event:
    def __init__(self, clock: Clock, at: float) -> None:
        self.clock, self.at = clock, at

    def query(self) -> bool:
        return self.clock.now >= self.at

    def synchronize(self) -> None:
        self.clock.now = max(self.clock.now, self.at)

    def elapsed_time(self, later: "Event") -> float:
        return 1000 * (later.at - self.at)


@pytest.mark.parametrize("step", [0.0005, 0.002, 0.007, 0.5])
def test_the_host_runs_about_20_ms_ahead_and_keeps_the_device_busy(step):
    clock, leash = Clock(step), rows.Leash()
    steps, settled = 400, 200
    for k in range(steps):
        leash.step(clock.launch(host=0.0001))
        if k == settled:
            began, free = clock.now, clock.free_at
        if k >= settled:
            assert clock.free_at - clock.now <= max(0.021, 1.01 * step)
    assert clock.now - began <= (steps - settled) * step * 1.02
    assert clock.free_at - free == pytest.approx((steps - settled - 1) * step, rel=0.01)  # never idle


def test_a_host_slower_than_the_device_is_never_held_up():
    clock, leash = Clock(0.001), rows.Leash()
    for _ in range(200):
        leash.step(clock.launch(host=0.003))
    assert clock.now == pytest.approx(200 * 0.003, rel=0.02)
