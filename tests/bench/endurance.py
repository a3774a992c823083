"""What time does: how soon there is something to see, memory that must stay flat, a window that stands still."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil

from gatescope.engine.config.run import Cell, to_json
from tests.bench import samples
from tests.bench.live import LiveWindow
from tests.bench.report import Bystanders, Row, at_least, at_most, say, spread

BYTES_PER_STEP = 64


def start_rows(display: str, folder: Path, times: int) -> Iterator[Row]:
    """From the command to the window and to the first frame of a network that learns."""
    file = samples.write_series(folder)
    visible, frames = [], []
    for _ in range(times):
        with LiveWindow([str(file), "--start"], display, folder) as window:
            visible.append(window.first("visible"))
            frames.append(window.first("frame"))
            window.close()
    yield at_most("window visible", statistics.median(visible), "s", 1, **spread(visible))
    yield at_most("first live frame", statistics.median(frames), "s", 5, **spread(frames))


def stall_rows(display: str, folder: Path, seconds: float) -> Iterator[Row]:
    """Training speed while the window's event loop stands still ÷ the mean of right before and right after."""
    with LiveWindow([str(samples.write_series(folder)), "--start"], display, folder) as window:
        window.first("frame")
        time.sleep(2)
        before = _speed(window, seconds / 3)
        bystanders = Bystanders()
        stalled = window.do("stall", 2 * seconds + 30, seconds=seconds)
        others = bystanders.share()
        (began, first, _), (ended, last) = stalled["before"], stalled["after"]
        speed, after = (last - first) / (ended - began), _speed(window, seconds / 3)
        facts = {"before": before, "stalled": speed, "after": after, "cores_taken_by_others": spread([others])}
        say(f"steps/s before, during and after: {before:.0f}, {speed:.0f}, {after:.0f}; others took {others:.2f} cores")
        ratio = speed / statistics.mean((before, after))
        yield at_least(f"training while the window stands still {seconds:g} s", ratio, "", 0.95, **facts)


def _speed(window: LiveWindow, seconds: float) -> float:
    window.do("progress")
    time.sleep(seconds)
    heard = window.do("progress")
    return float(heard["steps"] / heard["seconds"])


def memory_rows(display: str, folder: Path, minutes: float) -> Iterator[Row]:
    """The growth of both processes per step, as the slope of a straight line, after a warm-up of a tenth."""
    with LiveWindow([str(samples.write_series(folder))], display, folder) as window:
        window.first("data")
        window.do("run", config=to_json(samples.config(Cell.LSTM, samples.SIZES[0])))
        window.do("train")
        processes = {name: psutil.Process(pid) for name, pid in window.pids().items()}
        steps: list[float] = []
        memory: dict[str, list[float]] = {name: [] for name in processes}
        began = time.monotonic()
        while time.monotonic() - began < 60 * minutes:
            time.sleep(max(0.5, 0.6 * minutes))
            steps.append(window.do("progress")["step"])
            for name, process in processes.items():
                memory[name].append(process.memory_info().rss)
        warm = len(steps) // 10 + 1
        for name, bytes_ in memory.items():
            slope = float(np.polyfit(steps[warm:], bytes_[warm:], 1)[0])
            say(f"memory of the {name}: {slope:.1f} bytes per step over {steps[-1]:.0f} steps")
            facts = {"minutes": minutes, "steps": steps, "bytes": bytes_}
            yield at_most(f"memory per step, {name}, {minutes:g} min", slope, "bytes", BYTES_PER_STEP, **facts)
