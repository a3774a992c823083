"""Fixtures for the tests of the engine process: a small table, and a client that is ready."""

import math
from pathlib import Path

import pytest

from tests.bench.engine_client import EngineClient


@pytest.fixture
def sine(tmp_path: Path) -> Path:
    path = tmp_path / "sine.csv"
    rows = "\n".join(f"{2 + math.sin(t / 5):.6f}" for t in range(300))
    path.write_text(f"value\n{rows}\n")
    return path


@pytest.fixture
def client(tmp_path: Path):
    with EngineClient(tmp_path / "home") as client:
        client.ready()
        yield client
