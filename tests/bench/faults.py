"""What survives: ``kill -9`` of each process at random moments, and windows that are opened and closed all day."""

import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

from engine.config import Cell
from engine.messages import Metrics, MetricsRequest
from tests.bench import samples
from tests.bench.engine_client import ROOT, EngineClient
from tests.bench.live import LiveWindow
from tests.bench.report import Row, at_most, say

SIZE = samples.SIZES[0]


def rows_kept(folder: Path, session: Path | None = None) -> int:
    """How many rows of the session that was left in ``folder`` a fresh engine finds; it must offer that session."""
    with EngineClient(folder) as engine:
        ready = engine.ready()
        if session is None:
            assert len(ready.recoverable) == 1, f"offered: {ready.recoverable}"
            session = Path(ready.recoverable[0].path)
        info = engine.open_session(session).info
        run = info.runs[-1]
        engine.send(MetricsRequest(run=run.run, since=0, since_validation=0))
        kept = len(engine.receive(Metrics).train_loss)
        assert kept >= run.step
        return kept


def kill_engine(folder: Path, moment: float) -> tuple[int, int]:
    """Kills an engine ``moment`` seconds after its training began: (rows acknowledged, rows kept)."""
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
    return committed, rows_kept(folder)


def kill_window(folder: Path, moment: float, display: str = "") -> tuple[int, int]:
    """Kills a window while it trains; its engine commits and leaves by itself."""
    with LiveWindow([str(samples.write_series(folder)), "--start"], display, folder) as window:
        window.first("frame")
        time.sleep(moment)
        heard = window.do("progress")
        engine = psutil.Process(window.pids()["engine"])
        window.process.send_signal(signal.SIGKILL)
        window.process.wait()
        engine.wait(3)
    return int(heard["committed"]), rows_kept(folder)


def kill_headless(folder: Path, moment: float) -> tuple[int, int]:
    """Kills ``main.py train`` at work; what its progress said was saved must be there."""
    session = folder / "killed.gatescope"
    file = samples.write_series(folder)
    words = ["main.py", "train", str(file), "--steps", "1000000", "--batch", "8", "--session", str(session)]
    with (folder / "progress.txt").open("wb") as told:
        process = subprocess.Popen([sys.executable, *words], cwd=ROOT, stderr=told, stdout=subprocess.DEVNULL)
    try:
        while not (saved := _saved(folder)):
            assert process.poll() is None, (folder / "progress.txt").read_text("utf-8")
            time.sleep(0.05)
        time.sleep(moment)
        saved = _saved(folder)
    finally:
        process.kill()
        process.wait()
    return saved, rows_kept(folder, session)


def _saved(folder: Path) -> int:
    """The number of rows that the progress bar last said were saved."""
    text = (folder / "progress.txt").read_text("utf-8", "replace")
    numbers = re.findall(r"([\d,]+) saved", text)
    return int(numbers[-1].replace(",", "")) if numbers else 0


Kill = Callable[[Path, float], tuple[int, int]]
VICTIMS: dict[str, Kill] = {"engine": kill_engine, "window": kill_window, "headless training": kill_headless}


def kill_rows(folder: Path, times: int) -> Iterator[Row]:
    chance = random.Random(0)
    for name, kill in VICTIMS.items():
        lost, beyond = 0, []
        for number in range(times):
            place = folder / f"{name} {number}"
            place.mkdir()
            acknowledged, kept = kill(place, chance.uniform(0, 2))
            lost += max(0, acknowledged - kept)
            beyond.append(kept - acknowledged)
            shutil.rmtree(place)
        say(f"{name} killed {times} times: {lost} acknowledged rows lost")
        yield at_most(f"acknowledged rows lost, {name} killed {times}×", lost, "rows", 0, kept_beyond=beyond)


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
