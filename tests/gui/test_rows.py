"""The commands of the rows below the maps, their menus, and what they ask for: the whole window, an engine of straw."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gatescope.engine.protocol.analysis import Source
from gatescope.gui.controllers.stack_rows import ROWS
from gatescope.gui.look import language
from gatescope.gui.views.stack.free import FreeChoice
from gatescope.gui.views.stack.gradient import GradientChoice
from gatescope.gui.views.stack.layout import Form
from gatescope.gui.views.stack.sharing.choice import Mode, RowsChoice
from gatescope.gui.window.window import MainWindow
from tests.gui.windows import at_a_fake_engine


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with at_a_fake_engine(qtbot, qapp, tmp_path) as made:
        with qtbot.waitSignal(made.conductor.data_changed):
            made.open_path("/data/air.csv")
        made.forms.play_or_pause()
        qtbot.waitUntil(lambda: made.stack.scene is not None)
        yield made


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_every_command_does_what_it_says(window: MainWindow) -> None:
    conductor, actions = window.conductor, window.actions_by_name
    conductor.change(t=7)
    actions["tau"].trigger()
    gradient = conductor.state.choice(GradientChoice)
    assert (gradient.source, gradient.tau) == (Source.OUTPUT, 7)
    actions["whole_loss"].trigger()
    gradient = conductor.state.choice(GradientChoice)
    assert (gradient.source, gradient.tau) == (Source.LOSS, -1)
    for name, of in (("gradient_map", "maps"), ("compare", "compare"), ("gradient", "shown")):
        before = getattr(conductor.state.choice(GradientChoice), of)
        actions[name].trigger()
        assert getattr(conductor.state.choice(GradientChoice), of) is not before
    actions["free"].trigger()
    assert conductor.state.choice(FreeChoice).shown
    assert [actions[name].isChecked() for name in (*ROWS, "free")] == [False, False, False, True]


def test_what_is_hidden_or_does_not_fit_asks_for_nothing(window: MainWindow, qtbot: QtBot) -> None:
    assert "gradient" not in window.visible_views
    window.actions_by_name["all_rows"].trigger()
    assert "gradient" in window.visible_views
    window.actions_by_name["gradient"].trigger()
    assert "gradient" not in window.visible_views
    window.actions_by_name["gradient"].trigger()
    window.stack.resize(window.stack.width(), 250)
    assert not window.stack.gradient_fits
    assert "gradient" not in window.visible_views
    assert "waterfall" not in window.visible_views
    window.board.show("waterfall")
    assert {"waterfall"} == window.visible_views & {"waterfall", "loss"}


def test_the_menu_offers_each_output_and_the_loss(window: MainWindow) -> None:
    window.conductor.change(t=4)
    menu = window.rows.menu()
    assert texts(menu)[:3] == [window.actions_by_name[name].text() for name in ROWS]
    sources = menu.findChildren(QMenu)[0]
    assert len(sources.actions()) == 3  # the whole loss, the loss at the cursor, the one output there
    sources.actions()[2].trigger()
    gradient = window.conductor.state.choice(GradientChoice)
    assert gradient.source is Source.OUTPUT
    assert (gradient.tau, gradient.column) == (4, 0)
    opened = window.rows.menu()
    again = opened.findChildren(QMenu)[0]
    assert [action.isChecked() for action in again.actions()] == [False, False, True]


def test_a_horizon_longer_than_the_sequence_shown_has_no_free_run_and_says_why(window: MainWindow) -> None:
    record = window.conductor.selected
    assert record is not None
    steps = record.info.validation_probe.length
    for shift, able in ((steps, True), (steps + 1, False)):
        record.info = msgspec.structs.replace(record.info, shift=shift)
        window.conductor.runs_changed.emit()
        assert window.actions_by_name["free"].isEnabled() is able
        said = [text for text in texts(window.rows.menu()) if text.startswith("No free running")]
        assert said == (
            [] if able else [f"No free running: it looks {shift} steps ahead, and the sequence shown has only {steps}"]
        )


def test_a_click_on_the_axis_is_a_question_to_the_engine(window: MainWindow, qtbot: QtBot) -> None:
    layout = window.stack.layout_of_bands()
    at = QPoint(int(layout.x(5.5)), layout.axis + 8)
    # the engine of straw knows no gradients: the axis is an axis only where one is shown
    qtbot.mouseClick(window.stack, Qt.MouseButton.LeftButton, pos=at)
    assert window.conductor.state.t == 5
    window.stack.tau_chosen.emit(5)
    assert window.conductor.state.choice(GradientChoice).tau == 5


def test_the_corner_and_the_free_bar_stand_inside_the_stack(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_name["free"].trigger()
    qtbot.waitUntil(lambda: window.stack.scene is not None and window.stack.scene.free is not None)
    window.draw_all()
    layout = window.stack.layout_of_bands()
    assert layout.ahead == window.conductor.state.choice(FreeChoice).steps
    bar, corner = window.rows.free, window.rows.button
    assert bar.isVisible()
    assert corner.isVisible()
    assert bar.geometry().left() >= layout.right
    assert bar.geometry().right() <= layout.end
    assert corner.geometry().right() < layout.left
    window.rows.free.steps.setValue(7)
    assert window.conductor.state.choice(FreeChoice).steps == 7


def test_a_text_is_written_by_the_network_or_by_an_n_gram(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.rows.free
    bar.show_choice(FreeChoice(ngram=3), text=True)
    assert (bar.writer.value, bar.temperature.isEnabled()) == (3, False)
    bar.writer.choose(5)
    assert window.conductor.state.choice(FreeChoice).ngram == 5
    bar.writer.choose(0)
    assert window.conductor.state.choice(FreeChoice).ngram == 0
    bar.show_choice(FreeChoice(), text=False)
    assert bar.writer.isHidden()


def test_the_button_is_as_wide_as_its_name_in_every_language(window: MainWindow, qapp: QApplication) -> None:
    button = window.rows.button
    try:
        for spoken_in in (language.KOREAN, language.ENGLISH):
            language.apply(qapp, spoken_in)
            qapp.processEvents()
            assert button.width() >= button.sizeHint().width()
    finally:
        language.apply(qapp, language.ENGLISH)


def test_a_click_on_a_name_makes_the_row_large_and_escape_gives_the_room_back(window: MainWindow, qtbot: QtBot) -> None:
    conductor, stack = window.conductor, window.stack
    assert conductor.state.choice(RowsChoice).mode is Mode.SIMPLE
    for mode in (Mode.ALL, Mode.SIMPLE):
        window.head.modes[mode].click()
        window.draw_all()
        before, cursor = stack.layout_of_bands(), conductor.state.t
        band = next(band for band in before.bands if band.name == "hidden")
        qtbot.mouseClick(stack, Qt.MouseButton.LeftButton, pos=QPoint(30, band.top + 6))
        assert (conductor.state.choice(RowsChoice), conductor.state.t) == (RowsChoice(mode, "hidden"), cursor)
        window.draw_all()
        assert [band.name for band in stack.layout_of_bands().bands if band.form is Form.LARGE] == ["hidden"]
        assert window.head.back.isVisible()
        qtbot.keyClick(stack, Qt.Key.Key_Escape)
        window.draw_all()
        after = stack.layout_of_bands()
        assert [(band.name, band.form) for band in after.bands] == [(band.name, band.form) for band in before.bands]
        assert not window.head.back.isVisible()


def test_a_row_is_left_out_by_its_tick_and_another_mode_ends_the_focus(window: MainWindow) -> None:
    conductor, actions = window.conductor, window.actions_by_name
    actions["all_rows"].trigger()
    window.draw_all()
    shown = window.rows.menu().findChildren(QMenu)[-1]
    assert all(action.isChecked() for action in shown.actions())
    action = next(action for action in shown.actions() if action.text() == "cell")
    action.trigger()
    window.draw_all()
    layout = window.stack.layout_of_bands()
    assert layout is not None
    assert "cell" not in [band.name for band in layout.bands]
    assert not next(
        one for one in window.rows.menu().findChildren(QMenu)[-1].actions() if one.text() == "cell"
    ).isChecked()
    conductor.choose(conductor.state.choice(RowsChoice).with_(focus="hidden"))
    actions["simple_rows"].trigger()
    choice = conductor.state.choice(RowsChoice)
    assert (choice.mode, choice.focus) == (Mode.SIMPLE, "")
    assert [actions[name].isChecked() for name in ("simple_rows", "all_rows")] == [True, False]
