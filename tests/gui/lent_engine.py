"""One real engine for window after window: to start one takes longer than most of the tests that need it."""

from pathlib import Path

from PySide6.QtCore import QProcess, QProcessEnvironment
from shiboken6 import isValid

from gatescope import resources
from gatescope.engine.config.process import OBSERVATION
from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.wire import Splitter, pack, unpack_from_engine
from gatescope.gui.link.bridge import EngineBridge, engine_command

SAMPLE = str(Path(resources.__file__).parent / "samples" / "noisy-sine.csv")
MILLISECONDS = 30_000


class LentEngine:
    """The process, and what it said when it was ready. A test that breaks it has broken it for those that follow."""

    def __init__(self, home: Path) -> None:
        self.process, self.splitter = QProcess(), Splitter()
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("GATESCOPE_DATA", str(home))
        self.process.setProcessEnvironment(environment)
        command, *words = engine_command()
        self.process.start(command, words)
        assert self.process.waitForStarted(MILLISECONDS)
        (self.ready,) = (one for one in self._heard() if isinstance(one, m.Ready))

    @property
    def runs(self) -> bool:
        return isValid(self.process) and self.process.state() is QProcess.ProcessState.Running

    def clear(self) -> None:
        """A sample is open, nothing trains, nothing limits it, nothing is still to be heard."""
        for message in (m.CancelOpen(), m.SetSpeed(steps_per_second=0), m.SetBudget(observation=OBSERVATION)):
            self.process.write(pack(message))
        self.process.write(pack(m.OpenFile(path=SAMPLE)))
        while self.runs and not any(isinstance(one, m.DataOpened) and one.info.path == SAMPLE for one in self._heard()):
            pass

    def end(self) -> None:
        if self.runs:
            self.process.kill()
            self.process.waitForFinished(MILLISECONDS)

    def _heard(self) -> list[m.FromEngine]:
        """What it says next, one message or more. One that says nothing is ended."""
        heard: list[m.FromEngine] = []
        while not heard and self.runs:
            if not self.process.bytesAvailable() and not self.process.waitForReadyRead(MILLISECONDS):
                self.end()
            heard += map(unpack_from_engine, self.splitter.feed(bytes(self.process.readAllStandardOutput().data())))
        return heard


class LentBridge(EngineBridge):
    """Begins with an engine that other windows had, and gives it back. After one that has died it starts its own."""

    def __init__(self, engine: LentEngine) -> None:
        super().__init__()
        self._engine = engine

    def start(self) -> None:
        if self.running or not self._engine.runs:
            super().start()
            return
        self._process, self._splitter = self._engine.process, self._engine.splitter
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._read_stderr)
        self._process.finished.connect(self._finished)
        self._dispatch(self._engine.ready)

    def stop(self) -> None:
        if self._process is not self._engine.process:
            super().stop()
            return
        self._process.readyReadStandardOutput.disconnect(self._read)
        self._process.readyReadStandardError.disconnect(self._read_stderr)
        self._process.finished.disconnect(self._finished)
        self._process = None
        self._engine.clear()
