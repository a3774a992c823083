"""Gatescope's own window with instruments attached: runs ``main.py`` unchanged and obeys lines of JSON on stdin.

``python -m tests.bench.live_driver [main.py's arguments]``. Each line ``{"do": …}`` is answered by one line of JSON on
stdout. Times are ``time.monotonic()``, which all processes of a machine share.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, Qt, QTimer

from gatescope import main
from gatescope.engine.config.run import from_json
from gatescope.engine.protocol import messages
from gatescope.engine.protocol.messages import RunState
from gatescope.gui.link.bridge import EngineBridge, EngineExit

if TYPE_CHECKING:
    from gatescope.gui.link.conductor import Conductor
    from gatescope.gui.window.window import MainWindow

BEAT_MS = 5
FILE_NAMED = bool(sys.argv[1:]) and not sys.argv[1].startswith("-")


class Instruments(QObject):
    """Listens to a window: its heartbeat, the frames it draws, the metric rows that arrive, when it was first seen."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.window = window
        self.conductor: Conductor = window.conductor
        self.beats: list[float] = []
        self.frames: list[tuple[float, int]] = []
        self.steps: list[tuple[float, int]] = []
        self.newest = (0.0, 0, 0)  # time, step, rows on disk, of the last answer about metrics
        self.lost: list[str] = []
        self.reads: list[tuple[float, str]] = []  # when a file was open or refused
        self.first: dict[str, float] = {}
        self._listen()

    def _listen(self) -> None:
        bridge = self.conductor.bridge
        self.window.drawn.connect(self._drawn)
        bridge.arrived.connect(self._arrived)
        bridge.engine_stopped.connect(self._engine_stopped)
        bridge.ready.connect(lambda _: self._once("ready"))
        bridge.failed.connect(lambda _: self._read_or_not("failed"))
        self.window.installEventFilter(self)
        self._heart = QTimer(self)
        self._heart.setTimerType(Qt.TimerType.PreciseTimer)
        self._heart.timeout.connect(lambda: self.beats.append(time.monotonic()))
        self._heart.start(BEAT_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and "visible" not in self.first:
            QTimer.singleShot(0, lambda: self._once("visible"))  # when it has been painted
        return False

    def _once(self, what: str) -> None:
        self.first.setdefault(what, time.monotonic())

    def _read_or_not(self, how: str) -> None:
        self.reads.append((time.monotonic(), how))
        self._once(how)

    def _drawn(self, step: int) -> None:
        """The stack was given the picture of a step; it is painted when the event loop turns next."""
        self.frames.append((time.monotonic(), step))
        if step > 0:
            QTimer.singleShot(0, lambda: self._once("frame"))

    def _arrived(self, message: object) -> None:
        match message:
            case messages.Metrics():
                self._metrics(message)
            case messages.DataOpened():
                self._read_or_not("data")
            case messages.Previewed():
                self._once("preview")

    def _metrics(self, metrics: messages.Metrics) -> None:
        status = metrics.status
        self.newest = (time.monotonic(), status.step, status.committed)
        self.steps.append(self.newest[:2])

    def _engine_stopped(self, how: EngineExit) -> None:
        self.lost.append("\n".join(how.lines[-5:]))

    def forget(self) -> None:
        for column in (self.beats, self.frames, self.steps):
            column.clear()

    def figures(self) -> dict[str, Any]:
        """What was heard since ``forget``."""
        steps, frames = self.steps, self.frames
        ends = (steps[0], steps[-1]) if steps else ((0.0, 0), (0.0, 0))
        fresh = {step for _, step in frames[1:]}
        seconds = self.beats[-1] - self.beats[0] if len(self.beats) > 1 else 0.0
        return {
            "steps": ends[1][1] - ends[0][1],
            "seconds": ends[1][0] - ends[0][0],
            "frames_per_second": len(fresh) / seconds if seconds else 0.0,
            "gaps_ms": [round(1000 * (b - a), 2) for a, b in pairwise(self.beats)],
        }


class Obedience(QObject):
    """Reads what to do from stdin and answers when it is done."""

    def __init__(self, instruments: Instruments) -> None:
        super().__init__(instruments)
        self.instruments = instruments
        self.conductor = instruments.conductor
        self._notifier = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        self._buffer = b""

    def _read(self) -> None:
        piece = os.read(0, 1 << 16)
        if not piece:
            self._notifier.setEnabled(False)
            return
        *lines, self._buffer = (self._buffer + piece).split(b"\n")
        for line in lines:
            order = json.loads(line)
            getattr(self, f"do_{order.pop('do')}")(**order)

    def say(self, **answer: Any) -> None:
        REAL_STDOUT.write(json.dumps(answer) + "\n")
        REAL_STDOUT.flush()

    def when(self, holds: Callable[[], bool], then: Callable[[], None]) -> None:
        if holds():
            then()
        else:
            QTimer.singleShot(5, lambda: self.when(holds, then))

    # ---- orders -----------------------------------------------------------------------------------------------------

    def do_pids(self) -> None:
        self.say(window=os.getpid(), engine=self.conductor.bridge.pid)

    def do_first(self, thing: str) -> None:
        """The time when it was first visible, had data, showed a live frame."""
        first = self.instruments.first
        self.when(lambda: thing in first, lambda: self.say(at=first[thing]))

    def do_run(self, config: str) -> None:
        """Makes a run and selects it, without training it."""
        known = set(self.conductor.store.runs)

        def made() -> bool:
            return bool(set(self.conductor.store.runs) - known)

        self.conductor.new_run(from_json(config))
        self.when(made, lambda: self.say(run=max(self.conductor.store.runs)))

    def do_play(self, warm: float, seconds: float) -> None:
        """Trains the selected run, listens for ``seconds`` after ``warm`` seconds, pauses."""
        self.conductor.play(None)
        QTimer.singleShot(int(1000 * warm), self.instruments.forget)
        QTimer.singleShot(int(1000 * (warm + seconds)), self._rest)

    def _rest(self) -> None:
        figures = self.instruments.figures()
        self.conductor.pause()
        self.when(self._resting, lambda: self.say(**figures))

    def _resting(self) -> bool:
        record = self.conductor.selected
        return record is not None and record.state is not RunState.TRAINING

    def do_look(self, tab: str, waterfall: bool) -> None:
        """Turns to a tab of the analyses, and from the loss to the waterfall or back."""
        window = self.instruments.window
        window.board.show(tab)
        window.board.show("waterfall" if waterfall else "loss")
        self.say()

    def do_train(self) -> None:
        """Trains until the window closes."""
        self.conductor.play(None)
        self.say()

    def do_wait(self, seconds: float) -> None:
        QTimer.singleShot(int(1000 * seconds), self.say)

    def do_progress(self) -> None:
        """The newest step heard of and the rows known to be on disk, and what was heard since the last ``progress``."""
        heard = self.instruments
        _, step, committed = heard.newest
        training = self.conductor.training
        self.say(**heard.figures(), step=step, committed=committed, lost=heard.lost, training=training)
        heard.forget()

    def do_stall(self, seconds: float) -> None:
        """The event loop stands still; tells the time and step heard of last before it, and fresh ones from after."""
        steps, before = self.instruments.steps, self.instruments.newest
        time.sleep(seconds)
        steps.clear()
        # the first answers were on their way while nobody listened
        self.when(lambda: len(steps) > 2, lambda: self.say(before=before, after=steps[-1]))

    def do_show(self, path: str) -> None:
        """Looks at a data file as when it is dropped on the window, and tells when its preview came, and the heartbeat
        until it had been drawn."""
        heard = self.instruments
        heard.forget()
        began = time.monotonic()
        heard.first.pop("preview", None)
        heard.window.files.show(path)

        def shown() -> None:
            seconds = heard.first["preview"] - began
            QTimer.singleShot(500, lambda: self.say(seconds=seconds, gaps_ms=heard.figures()["gaps_ms"]))

        self.when(lambda: "preview" in heard.first, shown)

    def do_open(self, path: str) -> None:
        """Opens a data file and tells how long that took and the heartbeat all through."""
        self.instruments.forget()
        began, before = time.monotonic(), len(self.instruments.reads)
        self.conductor.open(path)
        self.when(lambda: len(self.instruments.reads) > before, lambda: self._opened(began))

    def _opened(self, began: float) -> None:
        ended, how = self.instruments.reads[-1]
        self.say(how=how, seconds=ended - began, gaps_ms=self.instruments.figures()["gaps_ms"])

    def do_cancel(self, path: str, after: float) -> None:
        """Opens a data file, cancels that ``after`` seconds and tells how long the answer took."""
        before = len(self.instruments.reads)
        self.conductor.open(path)

        def cancel() -> None:
            asked = time.monotonic()
            self.conductor.cancel_open()
            self.when(lambda: len(self.instruments.reads) > before, lambda: self._opened(asked))

        QTimer.singleShot(int(1000 * after), cancel)

    def do_close(self) -> None:
        self.say()
        self.instruments.window.close()


def attach() -> None:
    """Has the main window carry instruments. The window's modules are loaded when the program itself loads them, right
    after it has started the engine, so that start-up is measured as it is."""
    start = EngineBridge.start

    def started(bridge: EngineBridge) -> None:
        EngineBridge.start = start  # type: ignore[method-assign]
        start(bridge)
        from gatescope.gui.window.window import MainWindow

        make = MainWindow.__init__

        def made(window: MainWindow, *arguments: Any, **named: Any) -> None:
            if FILE_NAMED:
                arguments[1].ask_import = False  # it is opened at once, as with --start
            make(window, *arguments, **named)
            Obedience(Instruments(window))

        MainWindow.__init__ = made  # type: ignore[method-assign]

    EngineBridge.start = started  # type: ignore[method-assign]


if __name__ == "__main__":
    REAL_STDOUT = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what the window prints, if anything, is no answer
    attach()
    sys.exit(main.main(sys.argv[1:]))
