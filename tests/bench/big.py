"""Big input: a table of half a gigabyte, a text of 200 MB. Time beside pyarrow's own reader, memory, a window that goes
on answering, and a Cancel that is heard."""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench import big_files
from tests.bench.engine_client import ROOT
from tests.bench.live import LiveWindow
from tests.bench.report import Row, at_most, percentile, say, spread

RATIO_MOST = 1.5
PREVIEW_MOST = 1.0  # s
CANCEL_MOST = 0.2  # s
BEAT_MOST = 50.0  # ms
TEXT_SHARE = 0.4
TEXT_MOST = 5.0  # s for 200 MB
MEMORY_TIMES, MEMORY_BASE = 3, 300_000_000
PATIENCE = 300.0


def rows(display: str, folder: Path, megabytes: int, pairs: int) -> Iterator[Row]:
    table = folder / "big.csv"
    records = big_files.write_table(table, megabytes)
    say(f"{table.stat().st_size / 1e6:.0f} MB, {records:,} records")
    yield from preview_rows(table, pairs)
    yield from reading_rows(table, megabytes, pairs)
    yield from cancel_rows(table)
    yield from window_rows(display, folder, table)
    table.unlink()
    yield from text_rows(folder, megabytes)


def alone(what: str, path: Path) -> dict[str, Any]:
    """What a fresh process says of a file."""
    words = [sys.executable, "-m", "tests.bench.big_worker", what, str(path)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)
    if done.returncode:
        raise RuntimeError(f"{what} {path}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def preview_rows(table: Path, times: int) -> Iterator[Row]:
    seconds = [alone("preview", table)["seconds"] for _ in range(times)]
    yield at_most("first preview of a big table", statistics.median(seconds), "s", PREVIEW_MOST, **spread(seconds))


def reading_rows(table: Path, megabytes: int, pairs: int) -> Iterator[Row]:
    """The two readers take turns, so that a machine that slows down slows both."""
    alone("arrow", table)  # the file is in the system's memory from here on
    ratios, own, theirs = [], [], []
    told: dict[str, Any] = {}
    for _ in range(pairs):
        arrow, told = alone("arrow", table), alone("read", table)
        own.append(told["seconds"])
        theirs.append(arrow["seconds"])
        ratios.append(told["seconds"] / arrow["seconds"])
        say(f"pyarrow {theirs[-1]:.2f} s, Gatescope {own[-1]:.2f} s")
        assert told["rows"] == arrow["rows"]
    facts = {"seconds": spread(own), "pyarrow": spread(theirs)}
    name = f"reading {megabytes} MB ÷ pyarrow's open_csv"
    yield at_most(name, statistics.median(ratios), "", RATIO_MOST, **facts, ratios=spread(ratios))
    bound = (MEMORY_TIMES * told["kept"] + MEMORY_BASE) / 1e6
    yield at_most("memory while reading it, the peak", told["peak"] / 1e6, "MB", round(bound), kept=told["kept"])


def cancel_rows(table: Path) -> Iterator[Row]:
    waits = alone("cancel", table)["waits"]
    yield at_most("Cancel heard by the reader, the slowest", max(waits), "s", CANCEL_MOST, all=waits)


def window_rows(display: str, folder: Path, table: Path) -> Iterator[Row]:
    """The heartbeat of the real window while its engine reads, and how soon a Cancel is answered there."""
    with LiveWindow([], display, folder) as window:
        window.first("ready")
        window.do("wait", seconds=2)  # until it has settled
        shown = window.do("show", PATIENCE, path=str(table))
        yield at_most("from a big table dropped to its preview", shown["seconds"], "s", PREVIEW_MOST)
        gaps = shown["gaps_ms"]
        name = "heartbeat while its preview is made, p99"
        yield at_most(name, percentile(gaps, 0.99), "ms", BEAT_MOST, longest=max(gaps), all=sorted(gaps)[-6:])
        told = window.do("open", PATIENCE, path=str(table))
        gaps = told["gaps_ms"]
        yield at_most(
            "heartbeat while a big table is read, p99", percentile(gaps, 0.99), "ms", BEAT_MOST, longest=max(gaps)
        )
        say(f"the window opened it in {told['seconds']:.1f} s; the longest stop was {max(gaps):.0f} ms")
        waits = [window.do("cancel", PATIENCE, path=str(table), after=after)["seconds"] for after in (0.1, 0.5, 1, 2)]
        yield at_most("Cancel answered in the window, the slowest", max(waits), "s", CANCEL_MOST, all=waits)
        window.close()


def text_rows(folder: Path, megabytes: int) -> Iterator[Row]:
    path = folder / "big.txt"
    size = round(TEXT_SHARE * megabytes)
    big_files.write_text(path, size)
    told = alone("text", path)
    path.unlink()
    bound = TEXT_MOST * max(size, 20) / 200
    yield at_most(f"{size} MB of text by code point", told["seconds"], "s", bound, **told)
