"""Live against bare: how much of the bare training speed is left while a real window shows everything."""

import statistics
from collections.abc import Iterator
from pathlib import Path

from gatescope.engine.config.run import Cell, RunConfig, to_json
from tests.bench import samples
from tests.bench.live import BareLoop, LiveWindow
from tests.bench.report import Bystanders, Row, at_least, at_most, percentile, say, spread

WARM = 0.7  # seconds until the window shows the run at its own pace
LEAST, LEAST_ANALYSED = 0.85, 0.80
TABS = ("cell", "saturation", "weights", "sizes", "what-if")


def speed_rows(display: str, folder: Path, pairs: int, seconds: float, device: str = "cpu") -> Iterator[Row]:
    """One row per cell and size (the ratio), then the slowest picture and heartbeat of all of them."""
    file = samples.write_series(folder)
    frames: dict[str, float] = {}
    beats: dict[str, float] = {}
    with LiveWindow([str(file), "--size", "1600x900"], display, folder) as window:
        window.first("data")
        for cell in samples.CELLS:
            for size in samples.SIZES:
                name = f"{cell} {size}" + ("" if device == "cpu" else f" {device}")
                row, frames[name], beats[name] = _compare(
                    window, file, samples.config(cell, size, device), name, pairs, seconds
                )
                yield row
    on = "" if device == "cpu" else f" {device}"
    yield at_least(f"new frames/s, the fewest{on}", min(frames.values()), "1/s", 30, by_case=frames)
    yield at_most(f"window heartbeat p99, the worst{on}", max(beats.values()), "ms", 33, by_case=beats)


def view_rows(display: str, folder: Path, pairs: int, seconds: float) -> Iterator[Row]:
    """The ratio with each tab of the analyses open, and the waterfall instead of the loss."""
    file = samples.write_series(folder)
    with LiveWindow([str(file), "--size", "1600x900"], display, folder) as window:
        window.first("data")
        for tab in TABS:
            window.do("look", tab=tab, waterfall=True)
            for size in samples.SIZES:
                name = f"lstm {size}, {tab} and waterfall"
                config = samples.config(Cell.LSTM, size)
                yield _compare(window, file, config, name, pairs, seconds, LEAST_ANALYSED)[0]


def _compare(
    window: LiveWindow,
    file: Path,
    config: RunConfig,
    name: str,
    pairs: int,
    seconds: float,
    least: float = LEAST,
) -> tuple[Row, float, float]:
    window.do("run", config=to_json(config))
    ratios, live_speeds, bare_speeds, frames, gaps, others = [], [], [], [], [], []
    with BareLoop(file, config, _threads()) as bare:
        window.do("play", warm=WARM, seconds=0.5)  # the first pair is measured like the others
        bystanders = Bystanders()
        for _ in range(pairs):
            bare_speeds.append(bare.steps_per_second(seconds))
            heard = window.do("play", warm=WARM, seconds=seconds)
            if not heard["seconds"]:
                raise RuntimeError(f"{name}: fewer than two answers about metrics within {seconds} s")
            live_speeds.append(heard["steps"] / heard["seconds"])
            ratios.append(live_speeds[-1] / bare_speeds[-1])
            frames.append(heard["frames_per_second"])
            gaps += heard["gaps_ms"]
            others.append(bystanders.share())
    median = statistics.median
    say(f"{name}: {median(ratios):.3f} of {median(bare_speeds):.0f} steps/s; others took {median(others):.2f} cores")
    row = at_least(
        f"live / bare, {name}",
        statistics.median(ratios),
        "",
        least,
        ratio=spread(ratios),
        live=spread(live_speeds),
        bare=spread(bare_speeds),
        cores_taken_by_others=spread(others),
    )
    return row, statistics.median(frames), percentile(gaps, 0.99)


def _threads() -> int:
    from gatescope.engine.machine.device import threads  # loads torch: not for --help

    return threads()
