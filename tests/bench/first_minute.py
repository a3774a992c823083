"""A stopwatch for the new user: launch, the welcome page, one click on the first sample, the first hidden state that
moves. From the launch to there it may take ``MOST`` seconds on a quiet machine; the status is 1 where it took longer.

    python -m tests.bench first_minute [--size 1280x720] [--picture OUT.png] [--own FILE]

With ``--own`` it is a file of the user's: the program shows it first, and one click starts it with what was found.

The program runs as a person starts it, on a virtual screen; the mouse is ``xdotool``'s and the eye is ImageMagick's
``import``: nothing inside the program is asked. Prints one JSON object with seconds: those of the clock, those of the
processor that the program with its engine has used until then, and how many programs wanted a core besides.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import numpy as np

from gatescope.engine.protocol.frame import Array
from tests.bench.engine_client import ROOT
from tests.bench.screen import virtual_screen

PATIENCE = 60.0
MOST = 6.0
LOOKS = 0.03  # seconds between two looks
CARD = (0.21, 0.28)  # of the screen: within the picture of the first sample
DEFAULTS = (0.79, 0.966)  # the middle of "Start with the defaults"
OPEN = (0.86, 0.952, 0.12, 0.025)  # within the button beside it
MAPS = (0.30, 0.25, 0.40, 0.25)  # left, top, width, height of the screen: heat maps and gates
VIVID = 40  # between a pixel's strongest and weakest channel; of the maps most pixels are, of a page of words few


class Eye:
    """Looks at a part of the virtual screen."""

    def __init__(self, environment: dict[str, str], size: tuple[int, int]) -> None:
        self._environment, self._size = environment, size

    def look(self, left: float, top: float, width: float, height: float) -> Array:
        """(pixels, 3) uint8 of that part of the screen, in shares of its size."""
        wide, tall = self._size
        part = f"{int(width * wide)}x{int(height * tall)}+{int(left * wide)}+{int(top * tall)}"
        command = ["import", "-silent", "-window", "root", "-crop", part, "-depth", "8", "rgb:-"]
        raw = subprocess.run(command, env=self._environment, capture_output=True, check=True).stdout
        return np.frombuffer(raw, np.uint8).reshape(-1, 3)

    def wait(self, seen: "Seen", *part: float) -> float:
        """Looks until ``seen`` is satisfied; when that was. Raises ``TimeoutError``."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            picture = self.look(*part)
            at = time.monotonic()
            if seen(picture):
                return at
            time.sleep(LOOKS)
        raise TimeoutError(type(seen).__name__)

    def keep(self, path: str) -> None:
        subprocess.run(["import", "-silent", "-window", "root", path], env=self._environment, check=True)


class Seen:
    """Says whether a picture shows what is waited for."""

    def __call__(self, picture: Array) -> bool:
        raise NotImplementedError


class Drawn(Seen):
    """Anything at all: more than a plain surface."""

    def __call__(self, picture: Array) -> bool:
        return len(np.unique(picture[::7], axis=0)) > 4


class Ready(Seen):
    """A button that can be pressed: it takes the accent once the records are there."""

    def __call__(self, picture: Array) -> bool:
        return float((np.ptp(picture, axis=1) > VIVID).mean()) > 0.5


class Moving(Seen):
    """Heat maps that have changed since they were first seen."""

    def __init__(self) -> None:
        self.first = 0.0
        self._before: Array | None = None

    def __call__(self, picture: Array) -> bool:
        vivid = np.ptp(picture, axis=1) > VIVID
        if vivid.mean() < 0.3:
            return False
        before, self._before = self._before, picture
        self.first = self.first or time.monotonic()
        return before is not None and float((before != picture).any(axis=1).mean()) > 0.02


def measure(size: tuple[int, int], picture: str = "", own: str = "") -> dict[str, float]:
    """Seconds from the launch to the page (or the records of the user's ``own`` file), and from the click to the first
    maps and to the first that move."""
    place, part = (DEFAULTS, OPEN) if own else (CARD, (CARD[0] - 0.05, CARD[1] - 0.05, 0.1, 0.1))
    with virtual_screen(*size) as display, tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "GATESCOPE_DATA": home}
        environment |= {"XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
        eye = Eye(environment, size)
        began = time.monotonic()
        command = [sys.executable, "main.py", *([own] if own else []), "--size", f"{size[0]}x{size[1]}"]
        program = subprocess.Popen(command, cwd=ROOT, env=environment)
        try:
            shown = eye.wait(Ready() if own else Drawn(), *part)
            x, y = (str(round(share * length)) for share, length in zip(place, size, strict=True))
            subprocess.run(["xdotool", "mousemove", x, y, "click", "1"], env=environment, check=True)
            clicked, moving = time.monotonic(), Moving()
            moved = eye.wait(moving, *MAPS)
            used = processor_seconds(program.pid)
            if picture:
                eye.keep(picture)
        finally:
            program.terminate()
            program.wait(10)
    return {
        "launch_to_welcome": round(shown - began, 2),
        "click_to_first_maps": round(moving.first - clicked, 2),
        "click_to_moving_state": round(moved - clicked, 2),
        "launch_to_moving_state": round(moved - began, 2),
        "processor": round(used, 2),
        "load": round(os.getloadavg()[0], 2),
    }


def processor_seconds(pid: int) -> float:
    """What a process and those that it started have used."""
    used = 0.0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # one that has ended meanwhile
            fields = path.read_text().rpartition(")")[2].split()
            if pid in (int(path.parent.name), int(fields[1])):
                used += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--picture", default="")
    parser.add_argument("--own", default="", metavar="FILE")
    options = parser.parse_args(words)
    width, height = (int(part) for part in options.size.split("x"))
    found = measure((width, height), options.picture, options.own and os.path.abspath(options.own))
    print(json.dumps(found, indent=2))
    return int(found["launch_to_moving_state"] > MOST)


if __name__ == "__main__":
    sys.exit(main())
