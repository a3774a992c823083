"""Fixtures for the tests of the engine process: a small table, and clients that are ready."""

import math
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gatescope.engine.protocol.messages import CancelOpen, DataOpened, OpenFile, SetBudget, SetSpeed
from gatescope.engine.server.asker import OBSERVATION
from tests.bench.engine_client import EngineClient, EngineFailed
from tests.engine.warm_engines import Another, WarmEngines

SAMPLE = Path(__file__).parents[2] / "resources" / "samples" / "noisy-sine.csv"


@pytest.fixture
def sine(tmp_path: Path) -> Path:
    path = tmp_path / "sine.csv"
    rows = "\n".join(f"{2 + math.sin(t / 5):.6f}" for t in range(300))
    path.write_text(f"value\n{rows}\n")
    return path


@pytest.fixture(scope="session")
def another() -> Iterator[Another]:
    """``another(data)``: a client of an engine of its own, without waiting for torch's import where that can be."""
    if sys.platform != "linux":
        yield EngineClient
        return
    engines = WarmEngines()
    yield engines.client
    engines.close()


@pytest.fixture
def own_client(another: Another, tmp_path: Path) -> Iterator[EngineClient]:
    """Of an engine that was started for this test: nothing is open, and ``home`` has its sessions alone."""
    with another(tmp_path / "home") as client:
        client.ready()
        yield client


def cleared(client: EngineClient) -> bool:
    """A sample is open, nothing trains, nothing limits it, nothing is waited for. False where it cannot be brought
    there: then the test before has broken it."""
    try:
        for message in (CancelOpen(), SetSpeed(steps_per_second=0), SetBudget(observation=OBSERVATION)):
            client.send(message)
        client.send(OpenFile(path=str(SAMPLE)))
        while not opened(client):
            pass
    except (OSError, ValueError, EOFError, TimeoutError):  # ValueError: the test has closed it
        return False
    client.forget()
    return True


def opened(client: EngineClient) -> bool:
    """Waits for the sample. False for a failure of the test before, which is heard first."""
    try:
        client.receive(DataOpened, where=lambda m: m.info.path == str(SAMPLE))
    except EngineFailed:
        return False
    return True


@pytest.fixture(scope="session")
def _shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineClient]:
    """Started once: that takes longer than most of the tests that need one."""
    shared = EngineClient(tmp_path_factory.mktemp("engine"))
    shared.ready()
    yield shared
    shared.close(kill=True)


@pytest.fixture
def client(_shared: EngineClient, another: Another, tmp_path: Path) -> Iterator[EngineClient]:
    """Of an engine that other tests had before. A sample is open in it; its sessions lie elsewhere."""
    if cleared(_shared):
        yield _shared
        return
    if _shared.process.poll() is None:
        _shared.kill()  # the next need not wait for it
    with another(tmp_path / "home") as client:
        client.ready()
        yield client
