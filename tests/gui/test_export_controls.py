"""A picture of a view has none of its controls, and says in words what they are set to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gatescope.gui.exporting import pictures
from gatescope.gui.kit.view import View
from gatescope.gui.look import theme
from tests.gui.stages import Stage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    theme.apply(qapp, theme.LIGHT)
    made = Stage("paused", qtbot, tmp_path)
    yield made
    made.close()


def drawn_in(monkeypatch: pytest.MonkeyPatch) -> list[QWidget]:
    """The controls that are seen at the moment a picture is drawn."""
    seen: list[QWidget] = []
    render = QWidget.render

    def watched(widget: QWidget, *more: object) -> None:
        seen.extend(pictures.controls(widget))
        render(widget, *more)

    monkeypatch.setattr(View, "render", watched, raising=False)
    return seen


def test_no_view_is_exported_with_its_controls(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    board, seen, had = stage.window.board, drawn_in(monkeypatch), 0
    for name, view in board.views.items():
        board.show(name)
        QApplication.processEvents()
        if view.isVisible():
            before = pictures.controls(view)
            had += len(before)
            picture = pictures.image(view)
            assert not picture.isNull()
            assert pictures.controls(view) == before  # they are there again
    assert had > 10
    assert seen == []


def test_what_a_control_is_set_to_stands_in_its_place(stage: Stage) -> None:
    view = stage.window.stack
    choice = next(one for one in pictures.controls(view) if isinstance(one, QComboBox))
    place = QRect(choice.mapTo(view, QPoint()), choice.size())
    picture = pictures.image(view)
    cell = picture.copy(QRect(place.topLeft() * pictures.SCALE, place.size() * pictures.SCALE))
    assert choice.currentText()
    assert 20 < _ink(cell) < 0.2 * cell.width() * cell.height()
    edges = picture.pixelColor((place.topLeft() + QPoint(place.width() // 2, 0)) * pictures.SCALE)
    assert edges.name() == theme.current().window  # no frame of a field


def _ink(cell: QImage) -> int:
    ground = theme.current().window
    return sum(cell.pixelColor(x, y).name() != ground for x in range(cell.width()) for y in range(cell.height()))


def test_the_keyboard_stays_where_it_was(stage: Stage) -> None:
    field = next(one for one in pictures.controls(stage.window.stack) if isinstance(one, QComboBox | QLineEdit))
    field.setFocus()
    pictures.image(stage.window.stack)
    assert stage.window.focusWidget() is field


def test_the_whole_window_is_shown_as_it_is(stage: Stage) -> None:
    """Who wants the window wants its buttons too."""
    window = stage.window
    place = QRect(window.transport.play.mapTo(window, QPoint()), window.transport.play.size())
    picture = pictures.image(window)
    assert picture.pixelColor((place.topLeft() + QPoint(12, 5)) * pictures.SCALE).name() == theme.current().accent
