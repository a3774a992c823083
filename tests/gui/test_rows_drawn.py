"""How the rows of the stack are drawn: as lines or in colours, in which order, with which legend."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from gatescope.engine.protocol.frame import Trace
from gatescope.gui.look import theme
from gatescope.gui.state.intent import RangeChoice
from gatescope.gui.views.stack import bands
from gatescope.gui.views.stack.layout import GUTTER, Form, beside
from gatescope.gui.views.stack.map_rows import drawn_as_lines, heights_of, unit_under
from gatescope.gui.views.stack.sharing.about import Link
from gatescope.gui.views.stack.sharing.choice import OPEN, Drawn, Mode, RowsChoice
from gatescope.gui.views.stack.sharing.held import FAR, HeldName
from gatescope.gui.views.stack.view import StackView
from gatescope.gui.views.unit.view import slots
from tests.gui import scenes

SIZES = [(420, 296), (743, 485), (1016, 644), (1700, 1130), (3100, 1640)]
HIDDEN = RowsChoice(Mode.ALL, "hidden")


@pytest.fixture
def stack(qtbot, qapp):
    theme.apply(qapp, "light")
    view = StackView()
    qtbot.addWidget(view)
    view.resize(1016, 644)
    view.show()
    qtbot.waitExposed(view)
    yield view
    theme.enlarge(qapp, 1.0)


def band(stack, name):
    return next(one for one in stack.layout_of_bands().bands if one.name == name)


def shown(stack, scene):
    stack.draw(scene)
    return stack.grab().toImage()


# ---- lines ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("units", "lines"), [(1, True), (8, True), (9, False), (32, False)])
def test_few_units_are_lines_where_they_have_room(stack, units, lines):
    stack.draw(scenes.numeric("lstm", 40, units, choice=HIDDEN, t=3, unit=0))
    assert drawn_as_lines(stack.scene, band(stack, "hidden")) is lines
    assert not drawn_as_lines(stack.scene, band(stack, "cell"))  # a strip has no room for lines


@pytest.mark.parametrize("how", Drawn)
def test_any_map_is_drawn_as_the_user_wants_it(stack, how):
    for units in (4, 32):
        scene = scenes.numeric("lstm", 40, units, choice=HIDDEN.drawing_as("hidden", how), t=3, unit=0)
        stack.draw(scene)
        assert drawn_as_lines(scene, band(stack, "hidden")) is (how is Drawn.LINES)


def test_what_is_pooled_has_no_single_lines(stack):
    scene = scenes.pooled()
    stack.draw(replace(scene, choice=HIDDEN.drawing_as("hidden", Drawn.LINES)))
    assert not drawn_as_lines(stack.scene, band(stack, "hidden"))


def test_a_line_runs_through_its_values_and_the_cursor_takes_the_nearest(stack, qtbot):
    values = np.stack([np.full(20, -0.75), np.full(20, 0.5)], axis=1).astype(np.float32)
    rows = tuple(replace(row, values=values, steps=20, size=2) for row in scenes.map_rows("rnn", 20, 2))
    scene = scenes.numeric("rnn", 20, 2, rows=rows, choice=HIDDEN, t=-1, unit=-1, validation_from=20)
    image, large = shown(stack, scene), band(stack, "hidden")
    ys = heights_of(rows[0], large)[7]
    assert ys[0] > ys[1]  # the larger value stands higher
    x, window = int(stack.layout_of_bands().x(7.5)), theme.current().window
    for y in ys:
        assert any(image.pixelColor(x, round(y) + off).name() != window for off in (-1, 0, 1))
    assert [unit_under(scene, large, 7, y) for y in (*ys, ys[0] - 20, ys[1] + 20)] == [0, 1, 0, 1]
    at = QPoint(x, round(ys[1]) + 4)
    with qtbot.waitSignal(stack.cursor_moved) as moved:
        qtbot.mouseClick(stack, Qt.MouseButton.LeftButton, pos=at)
    assert moved.args == [7, 1]


def test_lines_of_no_numbers_are_drawn(stack):
    rows = tuple(replace(row, values=np.full_like(row.values, np.nan)) for row in scenes.map_rows("rnn", 20, 5))
    scene = scenes.numeric("rnn", 20, 5, rows=rows, choice=HIDDEN, t=3, unit=2)
    assert not shown(stack, scene).isNull()
    assert 0 <= unit_under(scene, band(stack, "hidden"), 3, 100.0) < 5


@pytest.mark.parametrize("size", SIZES[1:])
def test_words_in_the_gutter_turn_the_drawing(stack, qtbot, size):
    stack.resize(*size)
    for units, link, how in ((32, Link.LINES, Drawn.LINES), (8, Link.COLOURS, Drawn.COLOURS)):
        shown(stack, scenes.numeric("lstm", 40, units, choice=RowsChoice(Mode.ALL, "cell"), t=3, unit=0))
        found = {of: box for box, of in stack._painter.links.links}
        assert set(found) == {link, Link.OWN_RANGE}  # the cell has no limits of its own
        large = band(stack, "cell")
        assert all(large.top < box.top() and box.bottom() <= large.bottom for box in found.values())
        assert all(box.right() <= GUTTER for box in found.values())
        with qtbot.assertNotEmitted(stack.focus_chosen), qtbot.waitSignal(stack.drawing_chosen) as chosen:
            qtbot.mouseClick(stack, Qt.MouseButton.LeftButton, pos=found[link].center().toPoint())
        assert chosen.args == ["cell", how]
        with qtbot.waitSignal(stack.own_range_clicked):
            qtbot.mouseClick(stack, Qt.MouseButton.LeftButton, pos=found[Link.OWN_RANGE].center().toPoint())
    shown(stack, scenes.numeric(choice=OPEN))
    assert stack._painter.links.links == ()


# ---- the order ------------------------------------------------------------------------------------------------------


def test_rows_stand_in_the_users_order_and_new_ones_where_they_stand_by_themselves():
    scene = scenes.numeric()
    names = [row.name for row in bands.rows(scene)]
    task = scene.shape.task
    choice = OPEN.moved(task, names, "forecast", 0)
    assert [row.name for row in bands.shown(replace(scene, choice=choice))] == ["forecast", *names[:-1]]
    # a row that was not there when the order was made
    choice = OPEN.arranged(task, ["cell", "hidden"])
    moved = [row.name for row in bands.shown(replace(scene, choice=choice))]
    assert moved == [{"hidden": "cell", "cell": "hidden"}.get(name, name) for name in names]
    assert choice.reset(task) == OPEN
    assert choice.reset("another") == choice


@pytest.mark.parametrize("to", range(8))
def test_a_row_lands_before_the_one_that_it_was_dropped_on(to):
    names = list("abcdefgh")
    choice = OPEN.moved("next", names, "d", to)
    expected = [name for name in names[:to] if name != "d"] + ["d"] + [name for name in names[to:] if name != "d"]
    assert sorted(names, key=lambda name: choice.place("next", name)) == expected
    assert choice.place("tag", "d") == -1


def test_a_little_shake_is_no_drag(stack, qtbot):
    stack.draw(scenes.numeric(choice=OPEN))
    at = QPoint(30, band(stack, "cell").top + 6)
    QTest.mousePress(stack, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseMove(stack, at + QPoint(2, FAR - 1))
    with qtbot.assertNotEmitted(stack.row_moved), qtbot.waitSignal(stack.focus_chosen):
        QTest.mouseRelease(stack, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at + QPoint(2, FAR - 1))
    held = HeldName("cell", 100.0).dragged(100.0 + FAR + 1)
    assert held.moving
    assert held.dragged(100.0).moving  # also where it comes back


# ---- what is large --------------------------------------------------------------------------------------------------


def test_the_way_back_is_the_way_that_was_gone():
    choice = RowsChoice(Mode.CELL)
    assert choice.large == "cell"
    steps = [choice]
    for change in (
        lambda one: one.enlarged("hidden"),
        lambda one: one.hosting("weights"),
        lambda one: one.enlarged("cell"),
        lambda one: one.hosting("loss"),
    ):
        steps.append(change(steps[-1]))
    for one in steps:
        assert bool(one.focus) + bool(one.large) == 1  # never two, and here never none
    for before, after in itertools.pairwise(steps):
        assert after.back() == before
    assert steps[0].back() == steps[0]


def test_rows_and_pages_in_turn_do_not_grow_the_way_back():
    choice = OPEN
    for _ in range(50):
        choice = choice.enlarged("hidden").hosting("weights").enlarged("cell").hosting("runs")
    assert len(choice.before.split()) <= 4
    for _ in range(10):
        choice = choice.back()
    assert choice == OPEN


# ---- the legend -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("make", [scenes.numeric, scenes.text, scenes.pooled, lambda: scenes.numeric("gru", 40, 6)])
def test_the_legend_has_a_column_of_its_own_at_every_size(stack, size, make):
    stack.resize(*size)
    scene = make()
    for choice in (RowsChoice(), OPEN, HIDDEN, RowsChoice(Mode.ALL, "cell")):
        shown(stack, replace(scene, choice=choice))
        layout, places = stack.layout_of_bands(), [rect for rect, _ in stack._painter.legend.places]
        assert layout.beside == beside(size[0])
        for at, rect in enumerate(places):
            assert rect.left() >= layout.end
            assert rect.right() <= size[0] + 1
            assert rect.bottom() <= layout.axis + 2
            assert not any(rect.intersects(other) for other in places[at + 1 :])


def test_each_kind_of_quantity_has_one_bar_beside_its_largest_map(stack):
    shown(stack, scenes.numeric(choice=OPEN))
    tops = {bar.traces: rect.top() + 2 for rect, bar in stack._painter.legend.places}
    assert sorted(tops.values()) == sorted(band(stack, name).top for name in ("hidden", "cell", "forget_gate"))
    shown(stack, scenes.numeric(choice=RowsChoice(Mode.ALL, "output_gate")))
    ((rect, bar),) = stack._painter.legend.places
    assert rect.top() + 2 == band(stack, "output_gate").top
    assert Trace.OUTPUT_GATE in bar.traces


def test_what_the_ends_are_stands_below_the_bar_and_is_its_button(stack, qtbot):
    scene = scenes.numeric(choice=RowsChoice(Mode.ALL, "cell"))
    shown(stack, replace(scene, rows=tuple(replace(row, ranges=RangeChoice()) for row in scene.rows)))
    ((rect, bar),) = stack._painter.legend.places
    assert bar.found
    assert rect.bottom() > band(stack, "cell").bottom
    with qtbot.waitSignal(stack.range_clicked):
        qtbot.mouseClick(stack, Qt.MouseButton.LeftButton, pos=QPoint(rect.left() + 12, rect.bottom() - 18))


# ---- larger letters -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("letters", [1.0, 1.5, 2.0])
def test_the_mouse_means_what_it_is_over_however_large_the_letters_are(stack, qtbot, qapp, letters):
    theme.enlarge(qapp, letters)
    stack.draw(scenes.numeric(choice=OPEN))
    layout, one = stack.layout_of_bands(), band(stack, "hidden")
    assert layout.end + layout.beside == round(stack.width() / letters)
    assert layout.axis + 24 <= round(stack.height() / letters)
    unit = stack.scene.rows[0].order[9] if stack.scene.rows[0].order else 9
    at = QPoint(round(layout.x(12.5) * letters), round((one.top + 9.5 * one.height / 32) * letters))
    with qtbot.waitSignal(stack.cursor_moved) as moved:
        qtbot.mouseClick(stack, Qt.MouseButton.LeftButton, pos=at)
    assert moved.args == [12, unit]
    with qtbot.waitSignal(stack.focus_chosen) as chosen:
        qtbot.mouseClick(
            stack, Qt.MouseButton.LeftButton, pos=QPoint(round(30 * letters), round((one.top + 6) * letters))
        )
    assert chosen.args == ["hidden"]
    assert stack.room() == (round(one.height * letters), round(layout.width * letters))


# ---- above the strips -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [560, 743, 1700])
def test_a_unit_in_the_middle_stands_on_the_columns_of_the_stack(stack, width):
    stack.resize(width, 485)
    stack.draw(scenes.numeric(choice=OPEN))
    layout = stack.layout_of_bands()
    for slot in slots(width, 264, 6, 90):
        assert (slot.curve.left(), slot.curve.right()) == (layout.left, layout.right)
        assert slot.name.right() <= slot.value.left()


def test_a_page_in_the_middle_makes_strips_of_all_rows(stack):
    page = StackView()
    scene = scenes.numeric(choice=RowsChoice())
    for size in SIZES:
        stack.resize(*size)
        stack.host(page)
        stack.draw(scene)
        forms = {one.form for one in stack.layout_of_bands().bands if not one.part.guest}
        assert forms <= {Form.STRIP, Form.LOW, Form.FOLDED}
        stack.host(None)
    page.setParent(None)
    page.deleteLater()
