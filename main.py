"""Gatescope's composition root: reads the command line and starts the window, the engine, or a command without both.

Nothing heavy is imported here: the window's process never loads torch, and the engine's never loads Qt.
"""

import argparse
import os
import sys
from collections.abc import Callable
from importlib.util import find_spec

# Before numpy is loaded: beside a training thread a second BLAS thread spins at the barrier, and a product of 15 ms
# takes 700.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

VERSION = "0.1.0"
NOT_INSTALLED = "Gatescope is not installed for this Python; in this folder run: python -m pip install ."


def main(argv: list[str] | None = None) -> int:
    """The ``gatescope`` command. Returns the exit status; 2 means that the command line or the machine was at fault."""
    if find_spec("gatescope") is None:
        print(NOT_INSTALLED, file=sys.stderr)
        return 2
    words = sys.argv[1:] if argv is None else argv
    command = COMMANDS.get(words[0]) if words else None
    return command(words[1:]) if command else window(words)


def window(words: list[str]) -> int:
    options = _window_parser().parse_args(words)
    if (options.start or options.screenshot) and not options.file:
        _window_parser().error("--start and --screenshot need a FILE")
    from gatescope.gui.window.platform_check import problem  # here and below: each process loads only what is its own

    sentence = problem()
    if sentence:
        print(sentence, file=sys.stderr)
        return 2
    from gatescope.gui.app import run

    return run(
        file=options.file,
        start=options.start,
        screenshot=options.screenshot,
        after=options.after,
        size=options.size,
    )


def engine(words: list[str]) -> int:
    argparse.ArgumentParser(
        prog="gatescope engine", description="The training process; started by the window and spoken to through pipes."
    ).parse_args(words)
    from gatescope.engine.machine.heap import keep_pages

    keep_pages()  # before the libraries start threads of their own
    from gatescope.engine.server.serve import main as serve  # the engine's process alone loads torch

    return serve()


def train(words: list[str]) -> int:
    from gatescope.engine.cli.commands import train as run  # loads torch

    return run(words)


def inspect(words: list[str]) -> int:
    from gatescope.engine.cli.commands import inspect as run  # loads pyarrow

    return run(words)


def export(words: list[str]) -> int:
    from gatescope.engine.cli.commands import export as run  # loads torch

    return run(words)


def unpack_orc(words: list[str]) -> int:
    from gatescope.engine.data.files.orc_unpacking import main as run  # started by whatever reads such a file

    return run(words)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "engine": engine,
    "train": train,
    "inspect": inspect,
    "export": export,
    "unpack-orc": unpack_orc,
}

EPILOG = """\
commands:
  train FILE …               trains without a window, prints one JSON object (gatescope train --help)
  inspect FILE …             prints what the file is taken for, as JSON (gatescope inspect --help)
  export SESSION WHAT OUT …  writes a part of a session to a file (gatescope export --help)

A file that is named like a command is opened as ./train, ./inspect or ./export.
"""


def _window_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gatescope",
        description="Watch every gate of a recurrent network move while it learns on your own sequence.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("file", nargs="?", default="", metavar="FILE", help="a CSV file, a text file, or a session to open")
    add("--start", action="store_true", help="start training at once")
    add("--screenshot", default="", metavar="OUT.png", help="save the window as a picture and leave")
    add("--after", type=_count, default=0, metavar="STEPS", help="take the picture when so many steps are done")
    add("--size", type=_size, metavar="WxH", help="size of the window in pixels, such as 1280x720")
    add("--version", action="version", version=f"gatescope {VERSION}")
    return parser


def _count(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of steps")
    return int(text)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit() and int(width) and int(height)):
        raise argparse.ArgumentTypeError(f"{text!r} is no size such as 1280x720")
    return int(width), int(height)


if __name__ == "__main__":
    sys.exit(main())
