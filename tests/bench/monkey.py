"""``python -m tests.bench monkey [--seconds N] [--seed N]``: presses everything at random in the real window with the
real engine, kills the engine now and then, and says what broke.

Ends with status 1 at the first exception, warning of Qt's, or state in which there is nothing left to do.
"""

import argparse
import faulthandler
import os
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from gatescope import resources
from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.window.overrides import make_safe
from gatescope.gui.window.window import MainWindow
from tests.bench.report import say
from tests.bench.screen import virtual_screen
from tests.gui.monkey import Complaints, Monkey, answer_dialogs, heard, ways_on

EVERY_MS = 25
STALL = 20.0  # seconds: an event loop that stands still so long shows where it stands, and the program ends
DEADLY = 0.004


def bad_files(folder: Path) -> list[str]:
    """What a person may drop by mistake."""
    made = {
        "empty.csv": b"",
        "binary.csv": bytes(range(256)) * 40,
        "words.csv": b"a,b\nx,y\n",
        "hole.csv": b"a\n" + b"1\n" * 50 + b"nan\n" + b"2\n" * 50,
        "constant.csv": b"a\n" + b"1\n" * 80,
        "cut.gatescope": b"SQLite format 3\0" + bytes(100),
        "one.txt": b"aaaaaaaaaaaaaaaaaaaaaaaaaa",
        "many.txt": "".join(chr(0x4E00 + i) for i in range(3000)).encode(),
    }
    for name, raw in made.items():
        (folder / name).write_bytes(raw)
    return [str(folder / name) for name in (*made, "missing.csv")] + [str(folder)]


class Game:
    """Acts every few milliseconds, also while a menu waits, until the time is over or something is wrong."""

    def __init__(self, monkey: Monkey, complaints: Complaints, seconds: float) -> None:
        self._monkey, self._complaints = monkey, complaints
        self._end = time.monotonic() + seconds
        self.acts, self.depth = 0, 0
        self.wrong = ""

    def turn(self) -> None:
        self.wrong = self.wrong or "\n".join(self._complaints.said) or self._stuck()
        if self.wrong or time.monotonic() > self._end:
            self._leave()
            return
        faulthandler.dump_traceback_later(STALL, exit=True)
        QTimer.singleShot(EVERY_MS, self.turn)
        self.acts += 1
        self._monkey.act()

    def _stuck(self) -> str:
        window = self._monkey.window
        return "" if ways_on(window) else f"no way on; bars: {window.bars.texts}"

    def _leave(self) -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
            QTimer.singleShot(0, self._leave)
        else:
            self._monkey.window.close()


def play(seconds: float, seed: int, folder: Path) -> int:
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    make_safe()
    theme.apply(app, theme.LIGHT)
    good = [str(path) for path in sorted((Path(resources.__file__).parent / "samples").glob("*.*"))]
    files = tuple(good * 3 + bad_files(folder) + [str(folder / "saved.gatescope")])
    bridge = EngineBridge()
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    window = MainWindow(Conductor(bridge), settings)
    window.closed.connect(app.quit)
    with heard() as complaints, pytest.MonkeyPatch.context() as patch:
        monkey = Monkey(window, seed, files, DEADLY)
        answer_dialogs(patch, lambda: files[0], folder)
        game = Game(monkey, complaints, seconds)
        window.resize(1280, 720)
        window.show()
        bridge.start()
        QTimer.singleShot(500, game.turn)
        app.exec()
        faulthandler.cancel_dump_traceback_later()
    if game.wrong:
        say("last acts: " + "; ".join(monkey.done))
        say(game.wrong)
    memory = psutil.Process().memory_info().rss / 2**20
    say(f"seed {seed}: {game.acts} acts, {memory:.0f} MB, {'broke' if game.wrong else 'nothing broke'}")
    return 1 if game.wrong else 0


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench monkey", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(words)
    faulthandler.enable()
    with virtual_screen() as display, tempfile.TemporaryDirectory(prefix="gatescope-monkey-") as name:
        os.environ |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        for variable in ("GATESCOPE_DATA", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            os.environ[variable] = name
        return play(options.seconds, options.seed, Path(name))
