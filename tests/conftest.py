"""What every test stands on: no screen, no home, no strays.

Any warning, any log record from WARNING on and any Qt message that a test does not expect fails it. So does a thread,
a running QTimer, a top-level widget or a child process that outlives the test that made it; each is named.
"""

import contextlib
import logging
import os
import re
import sys
import threading
import weakref
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt
os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"  # before anything imports torch
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each process that a test starts would compile every module anew

import hypothesis
import psutil
import pytest

GRACE = 3.0  # seconds that a thread or a process gets to end by itself

hypothesis.settings.register_profile(
    "gatescope",
    deadline=None,
    max_examples=40,
    derandomize="CI" in os.environ,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("gatescope")


# ---- order ----------------------------------------------------------------------------------------------------------

LONGEST = (
    "tests/test_faults.py",
    "tests/engine/test_serve_sessions.py",
    "tests/gui/test_with_engine.py",
    "tests/engine/test_combined.py",
    "tests/engine/test_samples_learning.py",
)
"""The files that take longest begin first: at the end of a run no process waits for another that has just begun one."""


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False  # pytest-xdist's own order is by the number of tests in a file


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    place = {name: at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.nodeid.partition("::")[0], len(LONGEST)))


@pytest.fixture(scope="session", autouse=True)
def _no_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Sessions, settings and whatever Qt keeps go to a directory of this test session, in child processes too."""
    folder = tmp_path_factory.mktemp("gatescope-data")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("GATESCOPE_DATA", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            patch.setenv(variable, str(folder))
        yield folder


# ---- log records ----------------------------------------------------------------------------------------------------


class _Catcher(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self.expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def stray(self) -> list[str]:
        lines = [f"{r.name} {r.levelname}: {r.getMessage()}" for r in self.records]
        return [line for line in lines if not any(re.search(pattern, line) for pattern in self.expected)]


@pytest.fixture(autouse=True)
def _log_catcher() -> Iterator[_Catcher]:
    catcher = _Catcher()
    logging.getLogger().addHandler(catcher)
    yield catcher
    logging.getLogger().removeHandler(catcher)
    if stray := catcher.stray():
        pytest.fail("unexpected log records:\n  " + "\n  ".join(stray), pytrace=False)


@pytest.fixture
def expect_log(_log_catcher: _Catcher) -> Any:
    """``expect_log(pattern)``: a record from WARNING on that matches is no failure in this test."""
    return _log_catcher.expected.append


# ---- strays ---------------------------------------------------------------------------------------------------------


class _TimerStarts:
    """Remembers which line started each QTimer, so that one that still runs can be named."""

    def __init__(self) -> None:
        self._started: dict[int, tuple[weakref.ref[Any], str]] = {}

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        from PySide6.QtCore import QTimer  # only where a test uses Qt

        start = QTimer.start

        def watched(timer: Any, *arguments: Any) -> None:
            caller = sys._getframe(1)
            self._started[id(timer)] = (weakref.ref(timer), f"{caller.f_code.co_filename}:{caller.f_lineno}")
            start(timer, *arguments)

        patch.setattr(QTimer, "start", watched)

    def running(self) -> dict[int, str]:
        from shiboken6 import isValid

        alive = {key: (timer(), line) for key, (timer, line) in self._started.items()}
        active = {
            key: line
            for key, (timer, line) in alive.items()
            if timer is not None and isValid(timer) and timer.isActive()
        }
        self._started = {key: self._started[key] for key in active}  # the others have to be started again
        return {key: f"QTimer started at {line}" for key, line in active.items()}


@pytest.fixture(scope="session")
def _timer_starts() -> Iterator[_TimerStarts]:
    starts = _TimerStarts()
    if "PySide6.QtCore" in sys.modules:  # pytest-qt imports it when it is installed
        with pytest.MonkeyPatch.context() as patch:
            starts.watch(patch)
            yield starts
    else:
        yield starts


def _threads() -> dict[int, str]:
    return {id(t): f"thread {t.name} ({t})" for t in threading.enumerate() if not isinstance(t, threading._DummyThread)}


def _below(pid: int) -> Iterator[int]:
    """The processes that ``pid`` started, and theirs. Asking psutil walks all processes of the machine, which takes
    longer than most tests: only where the system does not say."""
    tasks = Path(f"/proc/{pid}/task")
    if not (tasks / str(pid) / "children").exists():
        with contextlib.suppress(psutil.NoSuchProcess):
            yield from (child.pid for child in psutil.Process(pid).children(recursive=True))
        return
    with contextlib.suppress(OSError):  # it ended while it was asked
        for child in [int(word) for task in tasks.iterdir() for word in (task / "children").read_text().split()]:
            yield child
            yield from _below(child)


def _children() -> dict[int, str]:
    found = {}
    for pid in _below(os.getpid()):
        with contextlib.suppress(psutil.Error):  # as above
            found[pid] = f"process {pid} ({' '.join(psutil.Process(pid).cmdline())[:200]})"
    return found


def _widgets() -> dict[int, str]:
    if "PySide6.QtWidgets" not in sys.modules:
        return {}
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication
    from shiboken6 import getCppPointer  # a widget's Python object may be another at every look

    if QApplication.instance() is None:
        return {}
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what pytest-qt closed goes now
    return {
        getCppPointer(w)[0]: f"{type(w).__name__} {w.objectName()!r} {w.windowTitle()!r}"
        for w in QApplication.topLevelWidgets()
    }


def _snapshot(starts: _TimerStarts) -> dict[tuple[str, int], str]:
    kinds = {"widget": _widgets(), "timer": starts.running(), "thread": _threads(), "process": _children()}
    return {(kind, key): name for kind, found in kinds.items() for key, name in found.items()}


def _settle(new: dict[tuple[str, int], str]) -> None:
    """Gives threads and processes that are about to end the time to do so, and ends processes that do not."""
    for thread in threading.enumerate():
        if ("thread", id(thread)) in new:
            thread.join(GRACE)
    pids = [key for kind, key in new if kind == "process" and psutil.pid_exists(key)]
    psutil.wait_procs([psutil.Process(pid) for pid in pids], timeout=GRACE)


def _kill(pid: int) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(pid).kill()


@pytest.fixture(autouse=True)
def _no_strays(_timer_starts: _TimerStarts, request: pytest.FixtureRequest) -> Iterator[None]:
    """Set up first and torn down last, so that everything a test's own fixtures made has gone by then."""
    before = _snapshot(_timer_starts)
    yield
    after = partial(_snapshot, _timer_starts)
    new = {key: name for key, name in after().items() if key not in before}
    if new:
        _settle(new)
        new = {key: name for key, name in after().items() if key in new}
    for kind, key in new:
        if kind == "process":
            _kill(key)  # it must not disturb the tests that follow
    if new:
        pytest.fail("left behind: " + "; ".join(new.values()), pytrace=False)
