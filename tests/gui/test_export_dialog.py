"""The dialog writes what is chosen, copies it, and says what went wrong."""

import io

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from gatescope.gui.exporting.arrays import csv, npz
from gatescope.gui.exporting.dialog import ExportDialog, Target
from gatescope.gui.look import theme
from gatescope.gui.scenes.shown_numbers import over_time
from gatescope.gui.views.stack.shown_numbers import stack_arrays
from gatescope.gui.views.stack.view import StackView
from gatescope.gui.views.unit.view import UnitView
from tests.gui import scenes

SCENE = scenes.numeric()


@pytest.fixture
def window(qtbot, qapp):
    theme.apply(qapp, "light")
    made = QWidget()
    made.resize(1280, 720)
    qtbot.addWidget(made)
    made.show()
    return made


def numbers(suffix):
    arrays = stack_arrays(SCENE)
    return npz(arrays) if suffix == "npz" else csv(over_time(arrays, SCENE.labels))


@pytest.fixture
def dialog(window, tmp_path, qtbot):
    stack, unit = StackView(window), UnitView(window)
    stack.resize(800, 500)
    stack.draw(SCENE)
    stack.show()
    targets = (
        Target("window", lambda: "Whole window", window),
        Target("stack", lambda: "States and gates", stack, numbers),
        Target("unit", lambda: "One unit", unit),
    )
    made = ExportDialog(targets, str(tmp_path), "airline", window, "stack")
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize(
    ("suffix", "magic"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF"), ("csv", b"\xef\xbb\xbf")]
)
def test_each_format_is_written(dialog, tmp_path, qtbot, suffix, magic):
    dialog.format.choose(suffix)
    path = str(tmp_path / f"out.{suffix}")
    with qtbot.waitSignal(dialog.destroyed):
        assert dialog.save(path)
    assert (tmp_path / f"out.{suffix}").read_bytes().startswith(magic)


def test_numbers_are_those_of_the_view(dialog, tmp_path):
    dialog.format.choose("npz")
    dialog.save(str(tmp_path / "out.npz"))
    kept = np.load(io.BytesIO((tmp_path / "out.npz").read_bytes()))
    assert (kept["layer0.hidden"] == SCENE.rows[0].values).all()


def test_a_view_without_numbers_offers_none(dialog):
    assert dialog.format.count() == 5
    dialog.target.choose("window")
    assert [dialog.format.itemData(i) for i in range(dialog.format.count())] == ["png", "svg", "pdf"]


def test_the_path_is_suggested_and_a_missing_suffix_added(dialog, tmp_path, monkeypatch, qtbot):
    asked = []

    def ask(_parent, _title, suggestion, patterns):
        asked.append((suggestion, patterns))
        return str(tmp_path / "mine"), patterns

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    dialog.format.choose("svg")
    with qtbot.waitSignal(dialog.saved) as told:
        qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert asked == [(str(tmp_path / "airline-stack.svg"), "SVG (*.svg)")]
    assert told.args == [str(tmp_path / "mine.svg")]


def test_what_cannot_be_written_is_told_and_the_dialog_stays(dialog, tmp_path, qtbot):
    with qtbot.waitSignal(dialog.failed) as told:
        assert not dialog.save(str(tmp_path / "nowhere" / "a.png"))
    assert told.args[0].endswith("a.png")
    assert told.args[1]
    assert dialog.isVisible()


def test_the_picture_is_copied(dialog, qtbot):
    with qtbot.waitSignal(dialog.copied):
        dialog.copy_button.click()
    assert QGuiApplication.clipboard().image().width() == 1600


def test_every_format_has_a_name_and_says_what_it_is_for(dialog):
    for i in range(dialog.format.count()):
        dialog.format.setCurrentIndex(i)
        assert dialog.format.currentText()
        assert dialog.note.text()
        assert dialog.preview.pixmap().width() > 100
