"""The real window in a process of its own on a virtual screen, and the bare loop beside it: both obey lines of JSON."""

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import psutil

from gatescope.engine.config.run import RunConfig, to_json
from tests.bench.engine_client import ROOT

SECONDS = 60.0


class Obedient:
    """A process that answers each line on its stdin with one on its stdout. A context manager."""

    def __init__(self, words: list[str], environment: Mapping[str, str] | None = None) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            env={**os.environ, **(environment or {})},
        )
        self._answers: queue.Queue[str] = queue.Queue()
        self._thread = threading.Thread(target=self._read, name="answers", daemon=True)
        self._thread.start()

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.end()

    @property
    def stderr(self) -> str:
        self._errors.seek(0)
        return self._errors.read().decode("utf-8", "replace")

    def order(self, line: str, seconds: float = SECONDS) -> dict[str, Any]:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.answer(seconds)

    def answer(self, seconds: float = SECONDS) -> dict[str, Any]:
        try:
            line = self._answers.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError(f"no answer from {self.process.args}:\n{self.stderr[-3000:]}") from None
        if not line:
            raise EOFError(f"{self.process.args} has ended:\n{self.stderr[-3000:]}")
        return json.loads(line)  # type: ignore[no-any-return]

    def end(self) -> None:
        """Ends it and the processes it started, if they still run."""
        try:
            family = psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            family = []
        self.process.kill()
        self.process.wait()
        psutil.wait_procs(family, timeout=3)
        self._thread.join()
        for stream in (self.process.stdin, self.process.stdout, self._errors):
            assert stream is not None
            stream.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._answers.put(line)
        self._answers.put("")


class LiveWindow(Obedient):
    """Gatescope's window, from ``main.py`` with ``words``, on ``display`` ('' means offscreen)."""

    def __init__(
        self, words: list[str], display: str, data: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        screen = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"} if display else {"QT_QPA_PLATFORM": "offscreen"}
        places = {"GATESCOPE_DATA": str(data), "XDG_CONFIG_HOME": str(data)}
        super().__init__(["-m", "tests.bench.live_driver", *words], {**screen, **places, **(environment or {})})

    def do(self, what: str, patience: float = SECONDS, **facts: Any) -> dict[str, Any]:
        return self.order(json.dumps({"do": what, **facts}), patience)

    def first(self, what: str) -> float:
        """Seconds from the command to the first time it was ``visible``, had ``data``, showed a ``frame``."""
        return float(self.do("first", thing=what)["at"]) - self.began

    def pids(self) -> dict[str, int]:
        return self.do("pids")

    def close(self, seconds: float = 10.0) -> tuple[float, int]:
        """Closes the window as a user does. Seconds until both processes were gone, and the exit status."""
        engine = psutil.Process(self.pids()["engine"])
        self.do("close")
        began = time.monotonic()
        status = self.process.wait(seconds)
        psutil.wait_procs([engine], timeout=seconds)
        if engine.is_running():
            raise TimeoutError(f"the engine outlived its window by {seconds} s")
        return time.monotonic() - began, status


class BareLoop(Obedient):
    """The bare torch loop on the same file with the same configuration and number of threads."""

    def __init__(self, file: Path, config: RunConfig, threads: int) -> None:
        super().__init__(["-m", "tests.bench.bare", str(file), to_json(config), str(threads)])
        self.answer()

    def steps_per_second(self, seconds: float) -> float:
        done = self.order(str(seconds))
        return float(done["steps"] / done["seconds"])
