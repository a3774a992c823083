"""``python -m tests.bench reading [N] [--seed N] [--keep DIR]``: reads files written in every combination of ways.

Each is made from a known truth, and read by the function that the window and the command line use. Prints a table: how
many files of each kind were read right, how often a doubt was told instead, how often a file was refused for what it
is, and how often it was read otherwise in silence; and before it every file that was not read right.
"""

import argparse
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.bench.report import say
from tests.engine.combined.files import made
from tests.engine.combined.judging import Outcome
from tests.engine.combined.tally import Tally, Trial, trial

_AT_ONCE, _PROCESSES = 100, 2


def _trials(seeds: range) -> list[Trial]:
    return [trial(seed) for seed in seeds]


def campaign(first: int, count: int) -> Iterator[list[Trial]]:
    """What came of ``count`` files, some at a time."""
    parts = [range(at, min(at + _AT_ONCE, first + count)) for at in range(first, first + count, _AT_ONCE)]
    with ProcessPoolExecutor(_PROCESSES, get_context("spawn")) as pool:
        yield from pool.map(_trials, parts)


def kept(seed: int, folder: Path) -> None:
    """Writes the file of a seed into a folder."""
    file = made(seed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{seed}-{file.name}").write_bytes(file.raw)


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench reading", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=20_000, metavar="N", help="files (default: 20,000)")
    parser.add_argument("--seed", type=int, default=0, help="number of the first one (default: 0)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write those that were not read right there")
    options = parser.parse_args(words)
    tally = Tally()
    for trials in campaign(options.seed, options.count):
        tally.add(trials)
        if not tally.all.total() % 2000:
            say(f"{tally.all.total():,} files: {dict(tally.all)}")
    for each in tally.others:
        print(each.line[:400])
        if options.keep:
            kept(each.seed, options.keep)
    print(*tally.table(), sep="\n")
    for axis, value in tally.short():
        print(f"fewer than 98 % of {axis}: {value}")
    return 1 if tally.all[Outcome.SILENT] or tally.short() else 0
