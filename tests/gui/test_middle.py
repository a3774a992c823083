"""Who has the middle of the window: a page of another place, a row, all rows before an audience. The whole window, an
engine of straw."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from gatescope.gui.look import language, theme
from gatescope.gui.memory.layout import remembered_look, save_look
from gatescope.gui.state.ordering import OrderBy
from gatescope.gui.views.cell.view import CellView
from gatescope.gui.views.loss.view import LossView
from gatescope.gui.views.stack.layout import Form
from gatescope.gui.views.stack.map_rows import drawn_as_lines
from gatescope.gui.views.stack.sharing.choice import Drawn, Mode, RowsChoice
from gatescope.gui.window.window import MainWindow
from tests.gui.windows import at_a_fake_engine

SIZES = [(960, 540), (1280, 720), (1920, 1080)]
PAGES = ("cell", "weights", "runs", "unit", "what-if")


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with at_a_fake_engine(qtbot, qapp, tmp_path) as made:
        with qtbot.waitSignal(made.conductor.data_changed):
            made.open_path("/data/air.csv")
        made.forms.play_or_pause()
        qtbot.waitUntil(lambda: made.stack.scene is not None)
        made.forms.play_or_pause()
        qtbot.waitUntil(lambda: not made.conductor.training)
        yield made
        theme.enlarge(qapp, 1.0)


def rows(window: MainWindow) -> RowsChoice:
    return window.conductor.state.choice(RowsChoice)


def drawn(window: MainWindow) -> dict[str, Form]:
    """The form of every row, by name, as they stand."""
    window.draw_all()
    layout = window.stack.layout_of_bands()
    assert layout is not None
    return {row.name: band.form for band in layout.bands for row in (band.rows or (band,))}


def page(window: MainWindow) -> QWidget | None:
    """What stands in the middle instead of the rows."""
    return window.stack._furniture.guest.page


# ---- pages ----------------------------------------------------------------------------------------------------------


def test_a_page_that_goes_to_the_middle_and_back_leaves_the_keyboard_to_no_field(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.right.open()
    window.runs.wanted.emit()
    window.runs._tree.setFocus()
    for _ in range(2):
        window.actions_by_name["large_runs"].trigger()
        QApplication.processEvents()
        assert QApplication.focusWidget() in (window.runs._tree, window)
    window.actions_by_name["large_weights"].trigger()
    assert not isinstance(QApplication.focusWidget(), QAbstractSpinBox | QLineEdit)


def test_the_third_mode_opens_the_cell_above_the_rows(window: MainWindow, qtbot: QtBot) -> None:
    side, cell = window.board.shelf_of("cell"), window.board.view(CellView)
    assert side is not None
    place = side[1].tabs
    qtbot.keyClick(window, Qt.Key.Key_3)
    assert rows(window).mode is Mode.CELL
    assert window.head.modes[Mode.CELL].isChecked()
    assert cell.isVisible()
    assert window.stack.isAncestorOf(cell)
    assert cell.width() >= 560
    assert not place.strip.buttons["cell"].isEnabled()
    assert set(drawn(window).values()) <= {Form.OPEN, Form.LOW, Form.STRIP, Form.FOLDED}
    qtbot.keyClick(window, Qt.Key.Key_1)
    assert not window.stack.isAncestorOf(cell)
    assert place.strip.buttons["cell"].isEnabled()
    window.board.show("cell")
    assert place.isAncestorOf(cell)
    assert cell.isVisible()


def test_a_click_on_a_strip_moves_the_cursor_of_the_cell(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1920, 1080)
    window.actions_by_name["cell_mode"].trigger()
    assert drawn(window)["hidden"] is Form.STRIP
    layout = window.stack.layout_of_bands()
    band = next(one for one in layout.bands if one.name == "hidden")
    qtbot.mouseClick(window.stack, Qt.MouseButton.LeftButton, pos=QPoint(int(layout.x(7.5)), band.top + 4))
    window.draw_all()
    cell = window.board.view(CellView)
    assert cell.scene is not None
    assert (cell.scene.t, cell.scene.unit) == (7, window.conductor.state.unit)
    # a click into the page itself moves nothing of the rows
    QTest.mouseClick(cell, Qt.MouseButton.LeftButton, pos=QPoint(30, 100))
    assert window.conductor.state.t == 7


def test_every_step_of_the_cell_is_told_with_its_numbers_and_a_click_lights_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1920, 1080)
    window.actions_by_name["cell_mode"].trigger()
    window.draw_all()
    cell = window.board.view(CellView)
    cell.grab()
    places = {step: box for box, step in cell._told}
    assert list(places) == [0, 1, 2, 3, 4, 5]
    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton, pos=places[3].center().toPoint())
    assert cell.step == 3
    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton, pos=places[3].center().toPoint())
    assert cell.step == 0


@pytest.mark.parametrize("name", PAGES)
def test_escape_returns_to_exactly_what_was_before(window: MainWindow, qtbot: QtBot, name: str) -> None:
    shelf = window.board.shelf_of(name)
    assert shelf is not None
    tabs = shelf[1].tabs
    for mode in Mode:
        for focus in ("", "cell"):
            window.conductor.choose(RowsChoice(mode, focus))
            before, front, choice = drawn(window), tabs.strip.current, rows(window)
            window.middle.turn(name)
            assert page(window) is tabs.pages[name]
            assert Form.LARGE not in drawn(window).values()  # never two
            assert window.head.back.isVisible()
            qtbot.keyClick(window, Qt.Key.Key_Escape)
            assert rows(window) == choice
            assert drawn(window) == before
            assert tabs.strip.current == front
            assert (page(window) is not None) is (mode is Mode.CELL and not focus)


def test_one_page_instead_of_another_and_a_row_instead_of_a_page(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_name["all_rows"].trigger()
    for key, name in ((Qt.Key.Key_W, "weights"), (Qt.Key.Key_R, "runs")):
        qtbot.keyClick(window, key)
        assert rows(window).large == name
    window.stack.focus_chosen.emit("hidden")
    assert (rows(window).focus, rows(window).large, page(window)) == ("hidden", "", None)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert rows(window).large == "runs"
    qtbot.keyClick(window, Qt.Key.Key_R)
    assert rows(window) == RowsChoice(Mode.ALL)


def test_the_loss_grows_and_the_stack_stays(window: MainWindow, qtbot: QtBot) -> None:
    loss, before = window.board.view(LossView), window.heights.sizes()
    tall = loss.height()
    qtbot.keyClick(window, Qt.Key.Key_L)
    assert loss.height() > 1.5 * tall
    assert window.stack.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.heights.sizes() == before


def test_a_corner_of_every_place_gives_it_the_middle(window: MainWindow) -> None:
    window.board.show("weights")
    shelf = window.board.shelf_of("weights")
    assert shelf is not None
    assert shelf[1].tabs.strip.large.isVisible()
    shelf[1].tabs.strip.large.click()
    assert rows(window).guest == "weights"
    window.head.back.click()
    assert rows(window).guest == ""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_lies_within_its_room_at_every_size(window: MainWindow, size: tuple[int, int], name: str) -> None:
    window.resize(*size)
    window.middle.turn(name)
    window.draw_all()
    layout, guest = window.stack.layout_of_bands(), page(window)
    assert layout is not None
    assert guest is not None
    assert guest.isVisible()
    assert guest.parentWidget().geometry().top() >= window.head.geometry().bottom()
    above = guest.parentWidget().geometry()
    below = [QRect(0, band.top - band.key, 1, band.height) for band in layout.bands if not band.part.guest]
    assert all(above.bottom() < box.top() for box in below)
    assert above.height() >= 120
    assert layout.axis + 24 <= window.stack.height()


def test_a_change_of_the_middle_takes_no_tenth_of_a_second(window: MainWindow, record_property) -> None:
    window.resize(1920, 1080)
    took: dict[str, list[float]] = {}
    for _ in range(5):
        for name in ("cell", "weights", "loss", "runs", "loss"):
            window.draw_all()
            start = time.process_time()  # other programs may want the processor too
            window.middle.turn(name)
            QApplication.sendPostedEvents()
            window.stack.repaint()
            took.setdefault(name, []).append(1000 * (time.process_time() - start))
    for name, times in took.items():
        record_property(f"ms_{name}", round(sorted(times)[len(times) // 2], 1))
        assert sorted(times)[len(times) // 2] < 100, name


# ---- rows -----------------------------------------------------------------------------------------------------------


def test_a_name_that_is_dragged_moves_its_row(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_name["all_rows"].trigger()
    before, cursor = list(drawn(window)), window.conductor.state.t
    layout, stack = window.stack.layout_of_bands(), window.stack
    bands = {band.name: band for band in layout.bands}
    start, end = QPoint(30, bands["cell"].top + 5), QPoint(30, bands["hidden"].top + 2)
    QTest.mousePress(stack, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(stack, (start + end) / 2)
    assert not stack.grab().isNull()
    QTest.mouseMove(stack, end)
    QTest.mouseRelease(stack, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    after = list(drawn(window))
    assert after.index("cell") == before.index("hidden")
    assert sorted(after) == sorted(before)
    assert (rows(window).focus, window.conductor.state.t) == ("", cursor)
    window.actions_by_name["reset_rows"].trigger()
    assert list(drawn(window)) == before
    assert not window.actions_by_name["reset_rows"].isEnabled()


def test_keys_and_the_menu_of_a_row_do_the_same(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_name["all_rows"].trigger()
    before = list(drawn(window))
    assert not window.actions_by_name["row_up"].isEnabled()
    window.stack.focus_chosen.emit("cell")
    qtbot.keyClick(window, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    swapped = list(drawn(window))
    assert swapped.index("cell") == before.index("cell") - 1
    qtbot.keyClick(window, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert list(drawn(window)) == before
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    drawn(window)
    menu = menu_of(window, "cell")
    said = [action.text() for action in menu.actions() if not action.isSeparator()]
    ways = ["Large, in the middle", "Show as lines", "Move up", "Move down", "Leave this row out"]
    assert said == [*ways, "All rows as they were"]
    next(action for action in menu.actions() if action.text() == "Leave this row out").trigger()
    assert "cell" not in drawn(window)


def test_the_large_row_is_drawn_as_lines_by_command(window: MainWindow) -> None:
    action = window.actions_by_name["lines"]
    assert not action.isEnabled()
    window.stack.focus_chosen.emit("cell")
    assert (action.isEnabled(), action.isChecked()) == (True, False)
    action.trigger()
    window.draw_all()
    layout = window.stack.layout_of_bands()
    assert drawn_as_lines(window.stack.scene, next(band for band in layout.bands if band.name == "cell"))
    assert action.isChecked()


def menu_of(window: MainWindow, row: str) -> QMenu:
    layout, menu = window.stack.layout_of_bands(), QMenu(window)
    band = next(band for band in layout.bands if band.name == row)
    window.arranging.fill("stack", menu, window.stack.mapToGlobal(QPoint(30, band.top + 5)))
    return menu


def test_what_was_arranged_comes_back_at_the_next_start(window: MainWindow) -> None:
    task = window.arranging.task
    drawn(window)
    window.arranging.move("cell", 0)
    window.arranging.hide("cell")
    window.conductor.choose(rows(window).drawing_as("hidden", Drawn.LINES).enlarged("hidden").presenting(True))
    save_look(window.settings, window.conductor.state)
    (kept,) = [one for one in remembered_look(window.settings)["choices"] if isinstance(one, RowsChoice)]
    assert (kept.place(task, "cell"), kept.hides(task, "cell")) == (0, True)
    assert kept.drawing("hidden") is Drawn.LINES
    assert (kept.focus, kept.guest, kept.presented) == ("", "", False)


def test_the_order_of_the_units_is_chosen_in_the_head_where_it_has_room(window: MainWindow) -> None:
    window.resize(1920, 1080)
    window.draw_all()
    assert window.head.order.isVisible()
    window.head.order.choose(OrderBy.INDEX)
    assert window.unit_bar.order.value == OrderBy.INDEX
    window.unit_bar.order.choose(OrderBy.ACTIVITY)
    assert window.head.order.value == OrderBy.ACTIVITY
    window.resize(960, 540)
    window.draw_all()
    assert not window.head.order.isVisible()
    assert window.head.geometry().right() < window.stack.layout_of_bands().end + 8


# ---- before an audience ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("spoken_in", [language.ENGLISH, language.KOREAN])
@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK])
def test_one_key_fills_the_screen_and_brings_everything_back(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, spoken_in: str, look: str
) -> None:
    theme.apply(qapp, look)
    language.apply(qapp, spoken_in)
    try:
        sizes, before = window.heights.sizes(), drawn(window)
        for way_out in (Qt.Key.Key_F11, Qt.Key.Key_Escape):
            qtbot.keyClick(window, Qt.Key.Key_F11)
            assert window.isFullScreen()
            assert qapp.font().pixelSize() == 18
            assert not any(one.isVisible() for one in (window.side, window.right, window.statusBar()))
            assert window.timeline.isVisible()
            assert not window.grab().isNull()
            qtbot.keyClick(window, way_out)
            assert not window.isFullScreen()
            assert qapp.font().pixelSize() == 12
            assert window.side.isVisible()
            assert window.right.isVisible()
            assert window.statusBar().isVisible()
            window.resize(1280, 720)
            qtbot.waitUntil(lambda: window.heights.sizes() == sizes)
            assert drawn(window) == before
    finally:
        language.apply(qapp, language.ENGLISH)


def test_a_window_that_closes_before_an_audience_keeps_what_was_before(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    sizes = window.heights.sizes()
    qtbot.keyClick(window, Qt.Key.Key_F11)
    window.close()
    assert qapp.font().pixelSize() == 12
    assert not window.isFullScreen()
    assert window.heights.sizes() == sizes


def test_numbers_uncover_the_rows(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F11)
    seen = drawn(window)
    assert [name for name, form in seen.items() if form is not Form.FOLDED] == ["hidden"]
    numbers = {row.name: row.number for row in window.stack._rows(window.stack.scene)}
    assert list(numbers.values()) == list(range(1, len(numbers) + 1))
    qtbot.keyClick(window, str(numbers["cell"]))
    assert drawn(window)["cell"] is Form.OPEN
    assert rows(window).mode is Mode.SIMPLE  # the numbers choose no mode meanwhile
    qtbot.keyClick(window, str(numbers["cell"]))
    assert drawn(window) == seen
    layout = window.stack.layout_of_bands()
    fold = next(band for band in layout.bands if band.rows)
    assert [row.said(window.stack.scene)[0] for row in fold.rows] == [str(row.number) for row in fold.rows]
    qtbot.keyClick(window, Qt.Key.Key_F11)
    qtbot.keyClick(window, Qt.Key.Key_2)
    assert rows(window).mode is Mode.ALL


def test_a_run_that_grows_shows_no_side_meanwhile(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F11)
    window.conductor.runs_changed.emit()
    assert not window.side.isVisible()
    assert not window.right.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert window.right.isVisible()


# ---- keys -----------------------------------------------------------------------------------------------------------


def test_keys_that_nobody_else_wants_are_the_stacks(window: MainWindow, qtbot: QtBot) -> None:
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Return)
    assert rows(window).focus == "hidden"
    drawn(window)
    qtbot.keyClick(window, Qt.Key.Key_Down)
    assert rows(window).focus == "cell"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert rows(window).focus == ""


def test_a_large_row_is_left_out_by_a_key(window: MainWindow, qtbot: QtBot) -> None:
    window.stack.setFocus()
    window.stack.focus_chosen.emit("cell")
    drawn(window)
    qtbot.keyClick(window.stack, Qt.Key.Key_Backspace)
    assert "cell" not in drawn(window)
    assert rows(window).focus == ""


def test_a_button_that_has_the_keyboard_keeps_its_keys(window: MainWindow, qtbot: QtBot) -> None:
    window.transport.play.setFocus()
    qtbot.keyClick(window.transport.play, Qt.Key.Key_Return)
    assert rows(window).focus == ""


def test_a_maximised_window_is_maximised_again(window: MainWindow, qtbot: QtBot) -> None:
    window.showMaximized()
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert window.isMaximized()


def test_escape_leaves_the_past_last(window: MainWindow, qtbot: QtBot) -> None:
    window.conductor.travel(0)
    window.conductor.choose(rows(window).enlarged("hidden"))
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert (rows(window).focus, window.conductor.state.live) == ("", False)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.conductor.state.live
