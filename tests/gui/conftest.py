"""Fixtures for the tests of the window: an engine that is started once."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.lent_engine import LentEngine


@pytest.fixture(scope="session")
def lent_engine(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LentEngine]:
    engine = LentEngine(tmp_path_factory.mktemp("engine"))
    yield engine
    engine.end()
