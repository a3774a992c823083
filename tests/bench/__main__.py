"""``python -m tests.bench [rows…] [--json OUT]``: measures Gatescope on this machine and prints a table.

``python -m tests.bench gallery [--out DIR]`` takes pictures of every state of the window instead;
``python -m tests.bench first_minute`` holds a stopwatch from the launch to the first hidden state that moves;
``python -m tests.bench monkey [--seconds N] [--seed N]`` presses everything at random;
``python -m tests.bench mutate [--times N] [--seed N]`` opens spoilt files;
``python -m tests.bench sessions [N] [--seed N]`` opens spoilt sessions;
``python -m tests.bench recordings [names]`` trains and records anew the short runs that the help shows pictures of;
``python -m tests.bench reading [N] [--keep DIR]`` reads files in every combination of how files are written.
"""

import argparse
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench import (
    adding,
    answers,
    big,
    captions,
    endurance,
    faults,
    first_minute,
    gallery,
    monkey,
    mutate,
    pairs,
    planted,
    reading,
    sessions,
    speed,
)
from tests.bench.report import Row, machine, say, write_json
from tests.bench.screen import virtual_screen

BUSY = 0.15  # cores


@dataclass(frozen=True)
class Place:
    """Where and how long to measure."""

    display: str
    folder: Path
    options: argparse.Namespace


def on_cuda(place: Place) -> Iterator[Row]:
    import torch  # the parent needs it for this question only

    if torch.cuda.is_available():
        yield from speed.speed_rows(place.display, place.folder, place.options.pairs, place.options.seconds, "cuda")
    else:
        say("no CUDA device: no CUDA rows")


def steps_alone(folder: Path, pairs: int) -> Iterator[Row]:
    from tests.bench import steps  # loads torch: not for --help

    yield from steps.rows(folder, pairs)


def attending(at: Place) -> Iterator[Row]:
    if at.options.text is None:
        say("no text: --text FILE names one, such as tinyshakespeare.txt")
        return
    from tests.bench import transformer  # loads torch: not for --help

    yield from transformer.rows(at.options.text, at.options.pairs, at.options.seeds)


def pair_steps_alone(folder: Path, pairs: int) -> Iterator[Row]:
    from tests.bench import pair_steps  # likewise

    yield from pair_steps.rows(folder, pairs)


MEASURES: dict[str, Callable[[Place], Iterable[Row]]] = {
    "speed": lambda at: speed.speed_rows(at.display, at.folder, at.options.pairs, at.options.seconds),
    "views": lambda at: speed.view_rows(at.display, at.folder, at.options.pairs, at.options.seconds),
    "cuda": on_cuda,
    "probe": lambda at: answers.probe_rows(at.folder, 5 * at.options.times),
    "start": lambda at: endurance.start_rows(at.display, at.folder, at.options.pairs),
    "travel": lambda at: answers.travel_rows(at.folder, 4 * at.options.times),
    "stall": lambda at: endurance.stall_rows(at.display, at.folder, at.options.stall),
    "memory": lambda at: endurance.memory_rows(at.display, at.folder, at.options.minutes),
    "kill": lambda at: faults.kill_rows(at.folder, at.options.times),
    "cycles": lambda at: faults.cycle_rows(at.display, at.folder, at.options.times),
    "big": lambda at: big.rows(at.display, at.folder, at.options.megabytes, at.options.pairs),
    "steps": lambda at: steps_alone(at.folder, at.options.pairs),
    "adding": lambda at: adding.rows(at.folder),
    "transformer": attending,
    "pairs-steps": lambda at: pair_steps_alone(at.folder, at.options.pairs),
    "pairs": lambda at: pairs.rows(at.folder),
    "pairs-dates": lambda at: pairs.date_rows(at.folder),
    "pairs-copy": lambda at: pairs.copy_rows(at.folder),
    "pairs-mass": lambda at: pairs.mass_rows(at.folder),
    "pairs-sums": lambda at: pairs.sum_rows(at.folder),
    "captions": lambda at: captions.rows(at.folder),
    "findings": lambda at: planted.rows(),
    "mutants": lambda at: mutate.rows(at.folder, 200 * at.options.times),
    "sessions": lambda at: sessions.rows(at.folder, 40 * at.options.times),
}


def parse(words: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    add = parser.add_argument
    add("names", nargs="*", metavar="ROWS", help=f"which, of {', '.join(MEASURES)} (default: all)")
    add("--json", type=Path, metavar="OUT", help="write every figure there")
    add("--pairs", type=int, default=5, help="alternations of each ratio (default: 5)")
    add("--seconds", type=float, default=4.0, help="length of each side of a pair (default: 4)")
    add("--minutes", type=float, default=10.0, help="of the memory row (default: 10)")
    add(
        "--times",
        type=int,
        default=50,
        help="kills and open/close cycles of each kind, 1 in 200 of the spoilt files, in 40 of sessions (default: 50)",
    )
    add("--stall", type=float, default=30.0, help="seconds that the window stands still (default: 30)")
    add("--text", type=Path, metavar="FILE", help="that a Transformer is trained on beside cells")
    add("--seeds", type=int, default=3, help="of that (default: 3)")
    add("--megabytes", type=int, default=500, help="of the big table, 0.4 of them of the text (default: 500)")
    options = parser.parse_args(words)
    if unknown := set(options.names) - set(MEASURES):
        parser.error(f"no such rows: {', '.join(sorted(unknown))}")
    return options


def measured(name: str, display: str, options: argparse.Namespace) -> Iterator[Row]:
    """The rows of one measure; one that breaks is a row too, and does not keep the others from being measured."""
    say(f"-- {name}")
    with tempfile.TemporaryDirectory(prefix="gatescope-bench-") as folder:
        try:
            yield from MEASURES[name](Place(display, Path(folder), options))
        except Exception as error:
            traceback.print_exc()
            yield Row(f"{name} broke", float("nan"), "", "", False, {"error": f"{type(error).__name__}: {error}"})


def _recordings(words: list[str]) -> int:
    from tests.bench import recordings  # loads torch: not for --help

    return recordings.main(words)


OTHERS: dict[str, Callable[[list[str]], int]] = {
    "gallery": gallery.main,  # pictures, not figures
    "first_minute": first_minute.main,
    "monkey": monkey.main,
    "mutate": mutate.main,
    "sessions": sessions.main,
    "reading": reading.main,
    "recordings": _recordings,
}
"""What is no table of figures, by its name."""


def main() -> int:
    if (other := OTHERS.get(sys.argv[1] if sys.argv[1:] else "")) is not None:
        return other(sys.argv[2:])
    options = parse()
    rows: list[Row] = []
    facts = machine()
    print(", ".join(f"{name} {value}" for name, value in facts.items() if value), flush=True)
    with virtual_screen() as display:
        for name in options.names or MEASURES:
            for row in measured(name, display, options):
                rows.append(row)
                print(row.line(), flush=True)
                if options.json:
                    write_json(options.json, rows, facts)
    busy = max((row.details.get("cores_taken_by_others", {"median": 0.0})["median"] for row in rows), default=0.0)
    if busy > BUSY:
        print(f"Other programs took up to {busy:.2f} cores meanwhile: measure the speed rows again on a quiet machine.")
    return 0 if all(row.holds is not False for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
