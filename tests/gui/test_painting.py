"""An error while something is painted is an error, not the end of the process."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from gatescope.gui.look.painting import painting

GUI = Path(__file__).parents[2] / "gui"


def test_a_painter_ends_with_its_block() -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    with painting(image) as painter:
        assert painter.isActive()
    assert not painter.isActive()
    with pytest.raises(ZeroDivisionError), painting(image) as painter:
        1 / 0  # noqa: B018 - the error is the point
    assert not painter.isActive()
    assert not image.paintingActive()


class Breaking(QWidget):
    """Keeps its painter, as a traceback that is kept does."""

    kept: QPainter

    def paintEvent(self, _event: QPaintEvent) -> None:
        with painting(self) as painter:
            self.kept = painter
            raise ValueError("in the middle of a stroke")


def test_an_error_while_painting_is_shown_and_the_next_painting_works(qtbot: QtBot) -> None:
    broken, sound = Breaking(), QWidget()
    for widget in (broken, sound):
        qtbot.addWidget(widget)
        widget.resize(20, 20)
    with capture_exceptions() as errors:
        broken.show()
        qtbot.waitUntil(lambda: len(errors) == 1)
        broken.update()
        qtbot.waitUntil(lambda: len(errors) == 2)
        broken.hide()
    assert all("in the middle of a stroke" in str(error) for _, error, _ in errors)
    assert not broken.kept.isActive()
    assert not sound.grab().isNull()


def test_nothing_paints_with_a_painter_that_may_outlive_it() -> None:
    bare = [path.name for path in GUI.rglob("*.py") if re.search(r"\bQPainter\(", path.read_text("utf-8"))]
    assert bare == ["painting.py"]
