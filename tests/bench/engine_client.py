"""A window made of nothing but messages: starts a real engine process and talks to it through its pipes.

Every wait has a deadline; what comes meanwhile is kept and can be waited for later.
"""

import contextlib
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol, TypeVar

from gatescope.engine.config.run import RunConfig
from gatescope.engine.errors import EngineError
from gatescope.engine.protocol import wire
from gatescope.engine.protocol.frame import Frame, FrameRequest, Probe
from gatescope.engine.protocol.messages import (
    DataOpened,
    Failed,
    FromEngine,
    FromWindow,
    Metrics,
    MetricsRequest,
    NewRun,
    OpenFile,
    OpenSession,
    Pause,
    Play,
    Ready,
    RunChanged,
    RunInfo,
    RunState,
    SessionOpened,
    Slot,
)

ROOT = Path(__file__).parent.parent.parent
SECONDS = 30.0  # what an answer may take unless told otherwise: torch's import, on a busy machine

Message = TypeVar("Message")


class EngineFailed(AssertionError):
    """The engine said ``Failed`` while something else was waited for."""

    def __init__(self, failure: Failed) -> None:
        super().__init__(f"{failure.about}: {failure.fault} {failure.facts}")
        self.failure = failure


class Process(Protocol):
    """As much of a ``subprocess.Popen`` as a client needs."""

    pid: int
    stdin: IO[bytes] | None
    stdout: IO[bytes] | None

    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def send_signal(self, sig: int) -> None: ...
    def kill(self) -> None: ...


def started(environment: dict[str, str], errors: IO[bytes]) -> Process:
    """An engine as the program starts it."""
    words, pipe = [sys.executable, str(ROOT / "main.py"), "engine"], subprocess.PIPE
    return subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=errors, env=environment)


class EngineClient:
    """One engine process, of ``start``. ``data`` becomes its ``GATESCOPE_DATA``; use it as a context manager."""

    def __init__(
        self,
        data: Path | None = None,
        environment: Mapping[str, str] | None = None,
        start: Callable[[dict[str, str], IO[bytes]], Process] = started,
    ) -> None:
        chosen = {"GATESCOPE_DATA": str(data)} if data else {}
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        self.process = start({**os.environ, **chosen, **(environment or {})}, self._errors)
        self._arrived: queue.Queue[FromEngine | None] = queue.Queue()
        self._kept: list[FromEngine] = []
        self._ended = False
        self._numbers = 0
        self._thread = threading.Thread(target=self._read, name="engine client", daemon=True)
        self._thread.start()

    def __enter__(self) -> "EngineClient":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close(kill=error is not None)

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def stderr(self) -> str:
        self._errors.seek(0)
        return self._errors.read().decode("utf-8", "replace")

    # ---- plain talk -------------------------------------------------------------------------------------------------

    def send(self, message: FromWindow) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(wire.pack(message))
        self.process.stdin.flush()

    def receive(
        self,
        kind: type[Message],
        seconds: float = SECONDS,
        where: Callable[[Message], bool] = lambda _: True,
    ) -> Message:
        """The first message of ``kind`` that ``where`` holds for, also one that came while another was waited for.

        Raises ``EngineFailed`` when the engine refuses something, ``TimeoutError`` and ``EOFError``.
        """
        for at, message in enumerate(self._kept):
            if isinstance(message, kind) and where(message):
                del self._kept[at]
                return message
        deadline = time.monotonic() + seconds
        while True:
            fresh = self._next(kind, deadline - time.monotonic())
            if isinstance(fresh, kind) and where(fresh):
                return fresh
            if isinstance(fresh, Failed):
                raise EngineFailed(fresh)
            self._kept.append(fresh)

    def forget(self) -> None:
        """Drops what was heard and not waited for."""
        self._kept.clear()

    def close(self, seconds: float = 5.0, kill: bool = False) -> int:
        """Ends the engine by the end of its stdin (or kills it) and returns its exit status."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        if kill:
            self.process.kill()
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        try:
            return self.process.wait(seconds)
        finally:
            self.process.kill()
            self.process.wait()
            self._thread.join()
            self.process.stdout.close()
            self._errors.close()

    def kill(self) -> None:
        """``kill -9``; ``close`` is still owed."""
        self.process.kill()
        self.process.wait()

    # ---- what tests and the benchmark do with it --------------------------------------------------------------------

    def ready(self, seconds: float = SECONDS) -> Ready:
        return self.receive(Ready, seconds)

    def open_file(self, path: Path | str, seconds: float = SECONDS) -> DataOpened:
        self.send(OpenFile(path=str(path)))
        return self.receive(DataOpened, seconds)

    def open_session(self, path: Path | str, seconds: float = SECONDS) -> SessionOpened:
        self.send(OpenSession(path=str(path)))
        return self.receive(SessionOpened, seconds)

    def new_run(self, config: RunConfig, seconds: float = SECONDS) -> RunInfo:
        self.send(NewRun(config=config))
        return self.receive(RunChanged, seconds, lambda m: m.info.state is RunState.READY).info

    def play(self, run: int, steps: int = 0) -> None:
        self.send(Play(run=run, steps=steps))

    def pause(self, run: int, seconds: float = SECONDS) -> RunInfo:
        self.send(Pause(run=run))
        return self.wait_for(run, RunState.PAUSED, seconds)

    def train(self, run: int, steps: int, seconds: float = SECONDS) -> RunInfo:
        """Trains ``steps`` more steps and waits for their end."""
        self.play(run, steps)
        resting = (RunState.PAUSED, RunState.FINISHED)
        return self.receive(RunChanged, seconds, lambda m: m.info.run == run and m.info.state in resting).info

    def wait_for(self, run: int, state: RunState, seconds: float = SECONDS) -> RunInfo:
        return self.receive(RunChanged, seconds, lambda m: m.info.run == run and m.info.state is state).info

    def metrics(self, run: int, since: int = 0, since_validation: int = 0, seconds: float = SECONDS) -> Metrics:
        """The rows from ``since`` on; waits until there are some."""
        self.send(MetricsRequest(run=run, since=since, since_validation=since_validation))
        return self.receive(Metrics, seconds, lambda m: m.run == run and m.since == since)

    def frame(self, run: int, probe: Probe, seconds: float = SECONDS, **request: Any) -> Frame:
        """A frame of ``run`` along ``probe``; ``request`` are further fields of ``FrameRequest``."""
        self._numbers += 1
        number = self._numbers
        slot = Slot(request.pop("slot", "stack"))
        self.send(FrameRequest(slot=slot, number=number, run=run, probe=probe, **request))
        return self.receive(Frame, seconds, lambda m: m.number == number)

    # ---- the pipe ---------------------------------------------------------------------------------------------------

    def _next(self, kind: type[Any], seconds: float) -> FromEngine:
        try:
            message = None if self._ended else self._arrived.get(timeout=max(0.0, seconds))
        except queue.Empty:
            raise TimeoutError(f"no {kind.__name__}; heard {[type(m).__name__ for m in self._kept]}") from None
        if message is None:
            self._ended = True
            raise EOFError(f"the engine has ended; its last words:\n{self.stderr[-2000:]}")
        return message

    def _read(self) -> None:
        """In a thread of its own: what is not read would stop the engine's writer."""
        assert self.process.stdout is not None
        try:
            while (body := wire.read(self.process.stdout)) is not None:
                self._arrived.put(wire.unpack_from_engine(body))
        except (EngineError, OSError, ValueError) as error:
            print(f"engine client: {error}", file=sys.stderr)
        self._arrived.put(None)
