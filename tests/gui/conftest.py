"""Fixtures for the tests of the window: an engine that is started once, and a look that no test leaves to the next."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from gatescope.gui.look import language, scales, theme
from tests.gui.lent_engine import LentEngine


@pytest.fixture(scope="session")
def lent_engine(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LentEngine]:
    engine = LentEngine(tmp_path_factory.mktemp("engine"))
    yield engine
    engine.end()


@pytest.fixture(autouse=True)
def _as_it_looks_by_itself() -> Iterator[None]:
    """Theme, maps, size of letters and language belong to the application, which outlives a test."""
    yield
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    language.apply(app, language.ENGLISH)
    theme.choose_maps(app, scales.SIGNED_MAPS[0], scales.SHARE_MAPS[0])
    if theme.letters() != 1.0:
        theme.enlarge(app, 1.0)
        theme.size(app, 1.0)
    if theme.choice(app) != theme.LIGHT:
        theme.apply(app, theme.LIGHT)
