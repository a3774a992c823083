"""Pictures of every state of the window, for people to look at.

    python -m tests.bench gallery [--out DIR] [--states NAMES] [--themes …] [--languages …] [--sizes …] [--scales …]

Drives the real window and the real engine on a virtual screen and saves each state in light and dark, English and
Korean, at every size; at 200 % in the smallest. Nothing is judged here. The README's pictures are ``training``,
``text`` and ``memory`` with ``--languages en --sizes 1440x810 --scales 2``.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from gatescope import resources
from gatescope.engine.config.run import Cell, Split, Task
from tests.bench.gallery_files import FILES
from tests.bench.screen import virtual_screen

if TYPE_CHECKING:
    from tests.bench.gallery_window import Stage

SMALL, LARGE = "1280x720", "1920x1080"


# ---- the states ----------------------------------------------------------------------------------------------------


def welcome(stage: "Stage") -> None:
    stage.shoot("welcome")


def opened(stage: "Stage") -> None:
    stage.open("airline-passengers.csv")
    stage.shoot("open-without-a-run")


def training(stage: "Stage") -> None:
    stage.sample("airline", 150, pause=False)
    stage.shoot("training-table")


def paused(stage: "Stage") -> None:
    stage.sample("airline", 400)
    stage.shoot("paused")
    stage.window.conductor.travel(40)
    stage.shoot("past")
    stage.window.conductor.go_live()
    for name in ("pin", "later"):
        stage.act(name)
    stage.shoot("pinned")


def tabs(stage: "Stage") -> None:
    stage.sample("airline", 400)
    for name in ("unit", "cell", "unrolled", "saturation", "weights", "sizes", "what-if"):
        stage.window.board.show(name)
        stage.shoot(f"tab-{name}")


def rows(stage: "Stage") -> None:
    stage.sample("adding", 300)
    stage.window.conductor.change(t=30)
    stage.act("tau")
    stage.shoot("gradient-tau")
    stage.act("gradient_map")
    stage.shoot("gradient-map")
    stage.act("gradient_map")
    stage.window.board.show("waterfall")
    stage.shoot("waterfall")


def free(stage: "Stage") -> None:
    stage.sample("airline", 400)
    stage.act("free")
    stage.shoot("free-table")


def free_text(stage: "Stage") -> None:
    stage.sample("lighthouse", 300)
    stage.act("free")
    stage.shoot("free-text")


def text(stage: "Stage") -> None:
    stage.sample("lighthouse", 200, cell="gru", pause=False)
    stage.shoot("training-text")


def pairs(stage: "Stage") -> None:
    """Dates translated letter by letter: what is looked at, the answers, and both halves opened."""
    stage.suggested(Path(resources.__file__).parent / "pairs" / "dates.csv", 400)
    stage.window.board.show("pairs")
    stage.shoot("pairs")
    stage.window.conductor.travel(64)
    stage.shoot("pairs-past")
    stage.window.conductor.go_live()
    stage.window.conductor.change(layer="decoder.layer0", t=4)
    stage.window.board.show("cell")
    stage.shoot("pairs-cell")


def compared(stage: "Stage") -> None:
    stage.sample("airline", 300)
    for cell in ("gru", "rnn"):
        stage.run(cell, 300)
    stage.act("tau")
    stage.act("compare")
    stage.shoot("compared")


def families(stage: "Stage") -> None:
    """Every cell that there is, opened; then all of them side by side."""
    for at, cell in enumerate(Cell):
        if at:
            stage.run(cell, 300)
        else:
            stage.sample("airline", 300, cell=cell)
        stage.window.board.show("cell")
        stage.shoot(f"cell-{cell}")
    stage.shoot("run-table", partial(stage.act, "run_table"))


def costs(stage: "Stage") -> None:
    """What a step holds and takes against T, and the rules that findings follow."""
    stage.sample("airline", 300)
    stage.run("lstm", 300, window=48)
    stage.window.model.costs._more.click()
    stage.wait(500)  # until the engine has told it
    stage.scroll_to(stage.window.model.costs)
    stage.shoot("costs")
    stage.shoot("rules", stage.window.findings.panel.help.click)


def memory(stage: "Stage") -> None:
    """The textbook's picture: how far back the output at a sum looks, of two cells that learnt the same sums."""
    stage.sample("adding", 700)
    stage.run("rnn", 700)
    stage.window.conductor.select(1)
    stage.window.conductor.change(t=79)
    stage.act("all_rows")
    stage.act("tau")
    stage.act("compare")
    stage.window.board.show("waterfall")
    stage.window.board.show("cell")
    stage.wait(6000)  # until the waterfall is filled
    stage.shoot("memory")


def failed(stage: "Stage") -> None:
    stage.sample("adding", 0, cell="rnn-relu", learning_rate=3.0, clip=0.0)
    stage.shoot("failed")


def lost(stage: "Stage") -> None:
    stage.sample("airline", 300, pause=False)
    os.kill(stage.window.conductor.bridge.pid, signal.SIGKILL)
    stage.until(lambda: "lost" in stage.window.bars.texts)
    stage.shoot("engine-lost")
    stage.window.conductor.go_on()
    stage.until(lambda: stage.window.conductor.training)
    stage.shoot("gone-on")


def offered(stage: "Stage") -> None:
    stage.sample("airline", 200)
    os.kill(stage.window.conductor.bridge.pid, signal.SIGKILL)
    stage.until(lambda: "lost" in stage.window.bars.texts)
    stage.again()
    stage.until(lambda: bool(stage.window.welcome.start.recoverable))
    stage.shoot("offered")
    stage.window.welcome.start.recover_chosen.emit(stage.window.welcome.start.recoverable[0].path)
    stage.until(lambda: stage.window.conductor.selected is not None)
    stage.shoot("recovered")


def dialogs(stage: "Stage") -> None:
    stage.sample("airline", 200)
    for name in ("palette", "settings", "shortcuts", "explain", "export"):
        stage.shoot(name, partial(stage.act, name))


def importing(stage: "Stage") -> None:
    """Files as people have them, before they are opened."""
    with tempfile.TemporaryDirectory() as folder:
        for name, write in FILES.items():
            stage.shoot(f"import-{name}", partial(stage.show, write(Path(folder))))


def refused(stage: "Stage") -> None:
    """What the import screen says when something stands in the way."""
    with tempfile.TemporaryDirectory() as folder:
        path = FILES["korean"](Path(folder))
        stage.shoot("import-encoding", partial(stage.show, path, encoding="utf-8"))
        stage.shoot("import-shuffled", partial(stage.show, path, split=Split.SHUFFLED))
        two = FILES["pairs"](Path(folder))
        stage.shoot("import-untrainable", partial(stage.show, two, task=Task.ONE_TO_MANY))


STATES: dict[str, Callable[["Stage"], None]] = {
    "welcome": welcome,
    "opened": opened,
    "training": training,
    "paused": paused,
    "tabs": tabs,
    "rows": rows,
    "free": free,
    "free-text": free_text,
    "text": text,
    "pairs": pairs,
    "compared": compared,
    "families": families,
    "costs": costs,
    "memory": memory,
    "failed": failed,
    "lost": lost,
    "offered": offered,
    "dialogs": dialogs,
    "import": importing,
    "import-refused": refused,
}


# ---- the command ---------------------------------------------------------------------------------------------------


def parse(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench gallery", description=__doc__)
    add = parser.add_argument
    add("--out", type=Path, default=Path("gallery"), metavar="DIR", help="(default: gallery)")
    add("--states", nargs="*", default=list(STATES), choices=STATES, metavar="NAME", help=f"of {', '.join(STATES)}")
    add("--themes", nargs="*", default=["light", "dark"])
    add("--languages", nargs="*", default=["en", "ko"])
    add("--sizes", nargs="*", help=f"of the window (default: {SMALL} and {LARGE}, at 200 %% {SMALL})")
    add("--scales", nargs="*", default=["1", "2"], help="1 and 2")
    add("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(words)


def main(words: list[str]) -> int:
    options = parse(words)
    if options.inside:
        return _inside(options)
    worst = 0
    for scale in options.scales:
        with _home(scale) as environment:
            command = [sys.executable, "-m", "tests.bench", "gallery", *words, "--inside", "--scales", scale]
            worst = max(worst, subprocess.run(command, env=environment, check=False).returncode)
    return worst


@contextmanager
def _home(scale: str) -> Iterator[dict[str, str]]:
    """A screen, settings and a data folder that are nobody's."""
    with tempfile.TemporaryDirectory(prefix="gatescope-gallery-") as home, virtual_screen(3840, 2160) as display:
        own = {"DISPLAY": display, "GATESCOPE_DATA": f"{home}/data", "XDG_CONFIG_HOME": f"{home}/config"}
        yield {**os.environ, **own, "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": scale}


def _inside(options: argparse.Namespace) -> int:
    from tests.bench.gallery_window import Look, Stage  # loads Qt, once the screen is there

    scale = options.scales[0]
    sizes = options.sizes or ([SMALL, LARGE] if scale == "1" else [SMALL])
    looks = [Look(*each, scale) for each in product(sizes, options.themes, options.languages)]
    options.out.mkdir(parents=True, exist_ok=True)
    broken = 0
    for name in options.states:
        stage = Stage(options.out, looks)
        try:
            STATES[name](stage)
        except TimeoutError as error:
            print(f"{name}: {error}", file=sys.stderr, flush=True)
            broken = 1
        finally:
            stage.close()
    return broken
