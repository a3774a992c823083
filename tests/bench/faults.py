"""What survives: ``kill -9`` of each process at random moments, and windows that are opened and closed all day."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from gatescope.engine.config.run import Cell
from tests.bench import samples
from tests.bench.engine_client import ROOT, EngineClient
from tests.bench.live import LiveWindow
from tests.bench.report import Row, at_least, at_most, say

SIZE = samples.SIZES[0]


@dataclass(frozen=True)
class Aftermath:
    """Rows that were acknowledged before the kill, rows that a fresh engine finds, and whether it offers the session
    by itself."""

    acknowledged: int
    kept: int
    offered: bool

    @property
    def lost(self) -> int:
        return max(0, self.acknowledged - self.kept)

    @property
    def given_back(self) -> bool:
        """One that was killed before its first step was written has nothing to go on from, and is not offered."""
        return self.offered or not self.kept


def look_after(folder: Path, acknowledged: int, session: Path | None = None) -> Aftermath:
    """What a fresh engine finds in ``folder``, in the one session that was left there or in ``session``."""
    with EngineClient(folder) as engine:
        offered = [Path(left.path) for left in engine.ready().recoverable]
        (found,) = [session] if session else list((folder / "sessions").glob("*.gatescope"))
        run = engine.open_session(found).info.runs[-1]
        kept = len(engine.metrics(run.run).train_loss)
        assert kept >= run.step
        return Aftermath(acknowledged, kept, found in offered)


def kill_engine(folder: Path, moment: float) -> Aftermath:
    """Kills an engine ``moment`` seconds after its training began."""
    engine = EngineClient(folder)
    try:
        engine.ready()
        engine.open_file(samples.write_series(folder))
        run = engine.new_run(samples.config(Cell.LSTM, SIZE)).run
        engine.play(run)
        committed, since = 0, 0
        deadline = time.monotonic() + moment
        while time.monotonic() < deadline:
            rows = engine.metrics(run, since)
            since += len(rows.train_loss)
            committed = rows.status.committed
        engine.kill()
    finally:
        engine.close(kill=True)
    return look_after(folder, committed)


def kill_window(folder: Path, moment: float, display: str = "") -> Aftermath:
    """Kills a window while it trains; its engine commits and leaves by itself."""
    with LiveWindow([str(samples.write_series(folder)), "--start"], display, folder) as window:
        window.first("frame")
        time.sleep(moment)
        heard = window.do("progress")
        engine = psutil.Process(window.pids()["engine"])
        window.process.send_signal(signal.SIGKILL)
        window.process.wait()
        engine.wait(3)
    return look_after(folder, int(heard["committed"]))


def kill_headless(folder: Path, moment: float) -> Aftermath:
    """Kills ``main.py train`` at work; what its progress said was saved must be there."""
    session = folder / "killed.gatescope"
    file = samples.write_series(folder)
    words = ["main.py", "train", str(file), "--steps", "1000000", "--batch", "8", "--device", "cpu"]
    words += ["--session", str(session)]
    with (folder / "progress.txt").open("wb") as told:
        environment = {**os.environ, "GATESCOPE_DATA": str(folder)}
        process = subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, env=environment, stderr=told, stdout=subprocess.DEVNULL
        )
    try:
        while not (saved := _saved(folder)):
            assert process.poll() is None, (folder / "progress.txt").read_text("utf-8")
            time.sleep(0.05)
        time.sleep(moment)
        saved = _saved(folder)
    finally:
        process.kill()
        process.wait()
    return look_after(folder, saved, session)


def _saved(folder: Path) -> int:
    """The number of rows that the progress bar last said were saved."""
    text = (folder / "progress.txt").read_text("utf-8", "replace")
    numbers = re.findall(r"([\d,]+) saved", text)
    return int(numbers[-1].replace(",", "")) if numbers else 0


Kill = Callable[[Path, float], Aftermath]
VICTIMS: dict[str, Kill] = {"engine": kill_engine, "window": kill_window, "headless training": kill_headless}


def kill_rows(folder: Path, times: int) -> Iterator[Row]:
    chance = random.Random(0)
    for name, kill in VICTIMS.items():
        ends = []
        for number in range(times):
            place = folder / f"{name} {number}"
            place.mkdir()
            ends.append(kill(place, chance.uniform(0, 2)))
            shutil.rmtree(place)
        lost = sum(end.lost for end in ends)
        beyond = [end.kept - end.acknowledged for end in ends]
        say(f"{name} killed {times} times: {lost} acknowledged rows lost")
        yield at_most(f"acknowledged rows lost, {name} killed {times}×", lost, "rows", 0, kept_beyond=beyond)
        if kill is not kill_headless:  # that one writes a file which its user has named
            offered, kept = sum(end.given_back for end in ends), [end.kept for end in ends]
            yield at_least(f"sessions offered back, {name} killed {times}×", offered, "", times, kept=kept)


def warnings_in(text: str) -> list[str]:
    """The lines of a window's stderr, without what only the offscreen platform says."""
    return [line for line in text.splitlines() if line.strip() and "propagateSizeHints" not in line]


def cycle_rows(display: str, folder: Path, times: int) -> Iterator[Row]:
    """Opens the window, trains, closes it in the middle, again and again."""
    file = samples.write_series(folder)
    closing, words = [], []
    for _ in range(times):
        with LiveWindow([str(file), "--start"], display, folder) as window:
            window.first("frame")
            seconds, status = window.close()
            closing.append(seconds)
            words += [f"{status}: {window.stderr}"] if warnings_in(window.stderr) or status else []
    left = [p.pid for p in psutil.Process().children(recursive=True) if "main.py" in " ".join(p.cmdline())]
    yield at_most(f"closing while it trains, the slowest of {times}", max(closing), "s", 3, all=closing)
    yield at_most(f"processes left by {times} windows", len(left), "", 0)
    yield at_most(f"windows of {times} that said a warning", len(words), "", 0, words=words)
