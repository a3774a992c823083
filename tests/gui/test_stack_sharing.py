"""Who of the rows gets how much room: the mode, the focus, what is hidden; at every size and for every kind of task."""

import itertools
import time
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from gatescope.engine.protocol.frame import Trace
from gatescope.gui.look import theme
from gatescope.gui.views.stack import bands, number_rows, readout
from gatescope.gui.views.stack.free import FreeScene
from gatescope.gui.views.stack.layout import AXIS, GUTTER, RIGHT, TOP, Form
from gatescope.gui.views.stack.sharing.about import lines_of
from gatescope.gui.views.stack.sharing.choice import OPEN, Mode, RowsChoice
from gatescope.gui.views.stack.sharing.folding import FOLD, places
from gatescope.gui.views.stack.sharing.heights import FEW, OUTCOME_LEAST, STRIP
from gatescope.gui.views.stack.shown_numbers import stack_arrays
from gatescope.gui.views.stack.view import StackView
from gatescope.gui.words.trace_names import grouped, meaning
from tests.gui import scenes, task_scenes
from tests.gui.test_views_gradient import gradient, maps

SIZES = [(420, 296), (743, 485), (1016, 644), (1256, 760), (1700, 1130), (3100, 1640)]
"""The stack's place in windows of 960 × 540 up to 3840 × 2160."""

WRITTEN = FreeScene(text="and so it goes on " * 9, seed="Before", temperature=0.7, step=3)
KINDS = {
    "series": scenes.numeric,
    "rnn": lambda: scenes.numeric("rnn"),
    "many units": lambda: scenes.numeric("gru", 100, 512),
    "pooled": scenes.pooled,
    "text": scenes.text,
    "text that goes on": lambda: scenes.text("lstm", 32, free=WRITTEN),
    "tags": task_scenes.tagged,
    "one class": task_scenes.sorted_out,
    "symbols to a class": task_scenes.opinion,
    "ahead": task_scenes.ahead,
    "with its gradient": lambda: scenes.numeric(gradient=gradient(59)),
    "with gradient maps": lambda: scenes.numeric(gradient=gradient(59, maps=maps(59))),
}


@pytest.fixture
def stack(qtbot, qapp):
    theme.apply(qapp, "light")
    view = StackView()
    qtbot.addWidget(view)
    view.resize(*SIZES[1])
    view.show()
    qtbot.waitExposed(view)
    return view


def choices(scene):
    yield RowsChoice()
    yield OPEN
    yield from (RowsChoice(mode, row.name) for mode in Mode for row in bands.rows(scene))


def band(stack, name):
    return next(one for one in stack.layout_of_bands().bands if one.name == name)


def at_name(stack, name):
    return QPoint(30, band(stack, name).top + 6)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", SIZES)
def test_no_two_rows_overlap_and_none_leaves_the_stack(stack, kind, size):
    stack.resize(*size)
    scene = KINDS[kind]()
    for choice in choices(scene):
        stack.draw(replace(scene, choice=choice))
        layout = stack.layout_of_bands()
        edges = [(one.top - one.key, one.bottom) for one in layout.bands]
        assert edges[0][0] >= TOP
        assert all(below[0] >= above[1] + 2 for above, below in itertools.pairwise(edges)), choice
        assert all(one.height > 0 for one in layout.bands)
        assert layout.axis + AXIS <= size[1], choice


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_is_there_or_named_on_the_line_of_folded_ones(stack, kind):
    scene = KINDS[kind]()
    for size in SIZES:
        stack.resize(*size)
        for choice in choices(scene):
            stack.draw(replace(scene, choice=choice))
            layout = stack.layout_of_bands()
            found = [row.name for one in layout.bands for row in (one.rows or (one,))]
            assert sorted(found) == sorted(row.name for row in bands.rows(scene))
            assert len(set(found)) == len(found)
            large = [one.name for one in layout.bands if one.form is Form.LARGE]
            assert large == ([choice.focus] if choice.focus else [])


@pytest.mark.parametrize("kind", KINDS)
def test_every_arrangement_is_painted_and_read(stack, kind):
    scene = KINDS[kind]()
    for size, choice in itertools.product((SIZES[0], SIZES[2]), choices(scene)):
        stack.resize(*size)
        stack.draw(replace(scene, choice=choice))
        assert not stack.grab().isNull()
        layout = stack.layout_of_bands()
        for one in layout.bands:
            told = readout.read(stack.scene, layout, layout.x(5.5), one.top + one.height / 2)
            assert told is not None or one.part.read is None


def test_simple_gives_the_room_to_the_hidden_state_and_the_forecast(stack):
    for size in SIZES[1:]:
        stack.resize(*size)
        stack.draw(scenes.numeric(choice=RowsChoice()))
        layout = stack.layout_of_bands()
        space = size[1] - TOP - AXIS
        hidden, forecast = band(stack, "hidden"), band(stack, "forecast")
        assert forecast.height >= OUTCOME_LEAST * space - 1
        assert hidden.height >= 128
        assert hidden.height <= 0.4 * space + 1
        others = [one for one in layout.bands if one not in (hidden, forecast, band(stack, "input"))]
        assert all(one.height < STRIP + 12 for one in others)
        assert (FOLD in [one.part for one in others]) == (size[1] < FEW)
        # they add up: nothing of the height is left over
        assert layout.axis == size[1] - AXIS


def test_the_focus_takes_what_the_others_leave(stack):
    stack.resize(1016, 644)
    scene = scenes.numeric(gradient=gradient(59))
    stack.draw(replace(scene, choice=OPEN))
    before = band(stack, "forget_gate").height
    stack.draw(replace(scene, choice=RowsChoice(Mode.ALL, "forget_gate")))
    layout, large = stack.layout_of_bands(), band(stack, "forget_gate")
    assert large.height > 3 * before
    assert large.height >= 8 * 32
    assert [band(stack, name).height for name in ("input", "hidden", "cell", "forecast", "gradient")] == [
        28,
        18,
        18,
        40,
        40,
    ]
    assert layout.axis == stack.height() - AXIS
    # the same time axis for all
    assert {(layout.left, layout.width)} == {(GUTTER, stack.width() - GUTTER - RIGHT)}


def test_a_click_on_a_name_asks_for_the_focus_and_never_moves_the_cursor(stack, qtbot):
    stack.draw(scenes.numeric(choice=OPEN))
    with qtbot.assertNotEmitted(stack.cursor_moved), qtbot.waitSignal(stack.focus_chosen) as chosen:
        qtbot.mouseClick(stack, Qt.MouseButton.LeftButton, pos=at_name(stack, "cell"))
    assert chosen.args == ["cell"]
    stack.draw(scenes.numeric(choice=RowsChoice(Mode.ALL, "cell")))
    with qtbot.waitSignal(stack.focus_chosen) as chosen:
        qtbot.mouseClick(stack, Qt.MouseButton.LeftButton, pos=at_name(stack, "cell"))
    assert chosen.args == [""]
    layout, large = stack.layout_of_bands(), band(stack, "cell")
    place = QPoint(int(layout.x(12.5)), int(large.top + 5.5 * large.height / 32))
    with qtbot.assertNotEmitted(stack.focus_chosen), qtbot.waitSignal(stack.cursor_moved) as moved:
        qtbot.mouseClick(stack, Qt.MouseButton.LeftButton, pos=place)
    assert moved.args == [12, 5]


def test_a_folded_name_is_a_button_too(stack, qtbot):
    stack.draw(scenes.numeric(choice=RowsChoice()))
    layout = stack.layout_of_bands()
    fold = next(one for one in layout.bands if one.part is FOLD)
    for box, row in places(layout, fold):
        assert layout.left <= box.left() < box.right() <= layout.right + 0.5
        with qtbot.waitSignal(stack.focus_chosen) as chosen:
            qtbot.mouseClick(stack, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
        assert chosen.args == [row.name]


@pytest.mark.parametrize(
    ("key", "name"),
    [(Qt.Key.Key_Escape, ""), (Qt.Key.Key_Up, "hidden"), (Qt.Key.Key_Down, "forget_gate")],
)
def test_keys_move_the_focus_and_give_it_back(stack, qtbot, key, name):
    stack.draw(scenes.numeric(choice=RowsChoice(Mode.ALL, "cell"), pinned=(3,)))
    with qtbot.assertNotEmitted(stack.unpin_pressed), qtbot.waitSignal(stack.focus_chosen) as chosen:
        qtbot.keyClick(stack, key)
    assert chosen.args == [name]


def test_the_focus_stays_within_the_rows(stack, qtbot):
    for name, key in (("input", Qt.Key.Key_Up), ("forecast", Qt.Key.Key_Down)):
        stack.draw(scenes.numeric(choice=RowsChoice(Mode.ALL, name)))
        with qtbot.waitSignal(stack.focus_chosen) as chosen:
            qtbot.keyClick(stack, key)
        assert chosen.args == [name]


def test_enter_gives_the_middle_to_the_states(stack, qtbot):
    stack.draw(scenes.numeric(choice=RowsChoice()))
    with qtbot.waitSignal(stack.focus_chosen) as chosen:
        qtbot.keyClick(stack, Qt.Key.Key_Return)
    assert chosen.args == ["hidden"]


def test_a_strip_shows_means_of_neighbours_on_lines_of_two_pixels(stack):
    values = np.zeros((10, 32), np.float32)
    values[:, ::2] = 1.0  # one of two neighbours is open, the other shut
    plain = scenes.map_rows("lstm", 10, 32)
    rows = tuple(replace(row, values=values) if row.trace is Trace.FORGET_GATE else row for row in plain)
    stack.resize(1016, 644)
    choice = RowsChoice(Mode.ALL, "hidden")
    stack.draw(scenes.numeric("lstm", 10, 32, rows=rows, choice=choice, t=-1, unit=-1, validation_from=10))
    strip = band(stack, "forget_gate")
    assert strip.height // lines_of(strip, 32) >= 2
    image = stack.grab().toImage()
    seen = image.pixelColor(GUTTER + 40, strip.top + strip.height // 2)
    # 32 units on 9 lines: groups of three or four, so that none is all open or all shut
    shares = theme.current().table(rows[2].scale)[:, :3].astype(int)
    nearest = int(np.abs(shares - [seen.red(), seen.green(), seen.blue()]).sum(1).argmin())
    assert 0.3 < nearest / 255 < 0.7


def test_what_is_read_from_a_group_is_exact_and_says_that_the_colour_is_a_mean(stack):
    stack.resize(1016, 644)
    scene = scenes.numeric(choice=RowsChoice(Mode.ALL, "hidden"))
    stack.draw(scene)
    for name, more in (("hidden", 0), ("forget_gate", 1)):
        one, layout = band(stack, name), stack.layout_of_bands()
        told = readout.read(scene, layout, layout.x(12.5), one.top + 0.5 * one.height / 32)
        assert len(told.lines) == 1 + more
        value = scene.rows[one.index].values[12, 0]
        assert told.lines[0][1] == f"{value:+.3f}".replace("-", "−")
    assert told.lines[1][0] == "the colour is a mean of up to 4 units"


def test_more_units_than_have_two_pixels_are_grouped_and_that_is_said(stack):
    stack.draw(scenes.numeric("gru", 100, 512, choice=RowsChoice()))
    hidden = band(stack, "hidden")
    assert lines_of(hidden, 512) == hidden.height // 2
    assert grouped(512, lines_of(hidden, 512), alike=True) == f"512 units in {hidden.height // 2} groups of alike ones"
    assert grouped(32, 32, alike=False) == "32 units"


def test_a_hidden_row_is_left_out_for_its_task_alone(stack):
    scene = scenes.numeric(choice=OPEN)
    choice = OPEN.turned(scene.shape.task, "cell")
    stack.draw(replace(scene, choice=choice))
    names = [one.name for one in stack.layout_of_bands().bands]
    assert "cell" not in names
    assert [one.index for one in stack.layout_of_bands().bands if one.part is bands.MAP] == [0, 2, 3, 4, 5]
    assert choice.turned(scene.shape.task, "cell") == OPEN
    assert "layer0.cell" in stack_arrays(stack.scene)  # numbers are of everything there is


def test_hiding_the_row_in_focus_gives_its_room_back():
    choice = RowsChoice(Mode.ALL, "cell").turned("next", "cell")
    assert choice.focus == ""
    assert choice.hides("next", "cell")
    assert not choice.hides("tag", "cell")


def test_hiding_everything_hides_nothing(stack):
    scene, choice = scenes.numeric(), OPEN
    for row in bands.rows(scene):
        choice = choice.turned(scene.shape.task, row.name)
    stack.draw(replace(scene, choice=choice))
    assert len(stack.layout_of_bands().bands) == len(bands.rows(scene))


def test_a_focus_that_is_not_there_is_none(stack):
    stack.draw(scenes.text(choice=RowsChoice(Mode.ALL, "forecast")))
    assert all(one.form is Form.OPEN for one in stack.layout_of_bands().bands)


def test_what_comes_back_is_the_mode_and_what_is_hidden_but_no_focus():
    choice = RowsChoice(Mode.ALL, "cell", "next/input")
    assert choice.kept() == RowsChoice(Mode.ALL, "", "next/input")


def test_each_trace_has_a_meaning_of_its_own():
    assert len({meaning(trace) for trace in Trace}) == len(Trace)


@pytest.mark.parametrize(("low", "high"), [(0.0, 25_000.0), (-3.7, 4.1), (98.2, 98.9), (1e-9, 3e-9), (-5e12, 0.0)])
@pytest.mark.parametrize("most", [1, 3, 8])
def test_the_lines_of_an_axis_are_few_and_round(low, high, most):
    found = number_rows.rounds(low, high, most)
    assert len(found) <= most + 1
    assert len(found) >= most // 3
    little = 1e-9 * (high - low)
    assert all(low - little <= value <= high + little for value in found)
    for one, two in itertools.pairwise(found):
        digits = f"{two - one:.0e}"
        assert digits[0] in "125"


def test_an_axis_of_nothing_has_no_lines():
    for low, high in ((1.0, 1.0), (float("nan"), 2.0), (0.0, float("inf"))):
        assert number_rows.rounds(low, high, 4) == []
    assert number_rows.rounds(0.0, 1.0, 0) == []


def test_another_focus_is_drawn_within_a_tenth_of_a_second(stack, record_property):
    stack.resize(1016, 644)
    scene = scenes.numeric("lstm", 100, 128)
    times = []
    for name in ("hidden", "forget_gate", "forecast", "", "input", "cell") * 3:
        start = time.perf_counter()
        stack.draw(replace(scene, choice=RowsChoice(Mode.ALL, name)))
        stack.repaint()
        times.append((time.perf_counter() - start) * 1000)
    record_property("ms_per_focus", round(sorted(times)[len(times) // 2], 2))
    assert sorted(times)[len(times) // 2] < 100
