"""The views of the analyses by their pixels, their numbers and real events."""

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from gatescope.gui.kit import small_plot
from gatescope.gui.look import theme
from gatescope.gui.views.cell.view import CellView
from gatescope.gui.views.loss.view import LossView
from gatescope.gui.views.saturation import view as saturation
from gatescope.gui.views.saturation.view import SaturationView
from gatescope.gui.views.sizes import view as sizes
from gatescope.gui.views.sizes.view import Quantity, SizesView
from gatescope.gui.views.stack.view import StackView
from gatescope.gui.views.unrolled.view import UnrolledView
from gatescope.gui.views.weights import view as spectrum
from gatescope.gui.views.weights.scene import WeightPicture
from gatescope.gui.views.weights.view import WeightsView
from tests.gui import analysis_scenes as made
from tests.gui import scenes

CELLS = ["lstm", "gru", "rnn", "rnn-relu"]
VIEWS = {
    "saturation": (SaturationView, made.saturation),
    "weights": (WeightsView, made.weights),
    "sizes": (SizesView, made.sizes),
    "cell": (CellView, made.cell),
    "unrolled": (UnrolledView, made.unrolled),
}


@pytest.fixture
def show(qtbot, qapp):
    theme.apply(qapp, "light")

    def shown(view, scene=None, width=232, height=440):
        qtbot.addWidget(view)
        view.resize(width, height)
        view.show()
        view.draw(scene)
        return view

    return shown


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("look", ["light", "dark"])
def test_it_is_drawn_in_both_themes_and_says_what_will_appear(show, qapp, name, look):
    theme.apply(qapp, look)
    kind, scene = VIEWS[name]
    view = show(kind())
    empty = view.grab().toImage()
    assert empty.pixelColor(3, 430).name() == theme.current().panel
    view.draw(scene())
    image = view.grab().toImage()
    assert image != empty
    assert image.pixelColor(2, 430).name() == theme.current().panel


@pytest.mark.parametrize("name", VIEWS)
def test_a_hidden_view_does_not_draw(qtbot, name):
    kind, scene = VIEWS[name]
    view, seen = kind(), []
    qtbot.addWidget(view)
    view.present = seen.append
    view.draw(scene())
    newest = scene()
    view.draw(newest)
    assert seen == []
    view.show()
    assert seen == [newest]


# ---- saturation -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [200, 232, 500, 900])
@pytest.mark.parametrize("height", [330, 440, 900])
@pytest.mark.parametrize("gates", [0, 2, 3])
@pytest.mark.parametrize("layers", [1, 4])
def test_squares_and_strips_do_not_touch(width, height, gates, layers):
    places = saturation.arrange(width, height, gates, layers)
    assert len(places.squares) == gates
    for square in places.squares:
        assert square.width() == square.height()
        assert 0 <= square.left() < square.right() <= width
    boxes = [square.adjusted(0, 0, 0, 25) for square in places.squares] + list(places.strips)
    for i, one in enumerate(boxes):
        assert not any(one.intersects(other) for other in boxes[i + 1 :])


def test_a_point_stands_at_its_shares_and_a_click_on_it_chooses_its_unit(show, qtbot):
    scene = made.saturation(layers=2)
    view = show(SaturationView(), scene)
    square, gate = view.places().squares[0], scene.gates[0]
    xs, ys = saturation.positions(square, gate)
    lonely = max(range(len(xs)), key=lambda i: np.sort(np.hypot(xs - xs[i], ys - ys[i]))[1])
    assert (xs[lonely] - square.left() - 4) / (square.width() - 8) == pytest.approx(gate.shut[lonely])
    assert (square.bottom() - 4 - ys[lonely]) / (square.height() - 8) == pytest.approx(gate.open[lonely])
    at = QPointF(xs[lonely], ys[lonely]).toPoint()
    with qtbot.waitSignal(view.unit_chosen) as chosen:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert chosen.args == [scene.layers[gate.layers[lonely]], gate.units[lonely]]
    assert view.unit_at(QPointF(1, 1)) is None


@pytest.mark.parametrize("cell", ["rnn", "rnn-relu"])
def test_a_bar_of_the_strip_is_its_unit(show, cell):
    view = show(SaturationView(), made.saturation(cell, units=10))
    strip = view.places().strips[0]
    for unit in range(10):
        x = strip.left() + (unit + 0.5) * strip.width() / 10
        assert view.unit_at(QPointF(x, strip.center().y())) == ("layer0", unit)


def test_the_chosen_unit_is_ringed(show):
    scene = made.saturation()
    view = show(SaturationView(), scene)
    before = view.grab().toImage()
    view.draw(replace(scene, unit=3))
    assert view.grab().toImage() != before


# ---- weights --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("radius", [0.0, 0.9, 1.2, 1.3, 2.0, 7.0, 9.0, 40.0, 1000.0, math.nan, math.inf])
def test_the_axes_reach_beyond_circle_and_eigenvalues(radius):
    far = spectrum.reach(radius)
    assert far >= 1.25
    if math.isfinite(radius):
        assert radius < far <= max(3 * radius, 1.25)


@pytest.mark.parametrize(("width", "height"), [(200, 420), (232, 440), (700, 440), (232, 1200)])
@pytest.mark.parametrize("gates", [1, 3, 4])
def test_a_circle_is_a_circle_and_leaves_room_below(width, height, gates):
    places, below = spectrum.squares(width, height, gates)
    assert all(place.width() == place.height() for place in places)
    assert max(place.bottom() for place in places) <= below
    assert below + 60 <= height


@pytest.mark.parametrize("height", [300, 420, 900])
@pytest.mark.parametrize("gates", [1, 2, 3, 4])
def test_radius_and_stretch_have_room_however_small_the_circle(height, gates):
    places, _ = spectrum.squares(232, height, gates)
    wide = spectrum.labelled(places, 232)
    assert wide >= max(90, places[0].width())
    assert all(place.left() + wide <= 232 for place in places)


def test_an_eigenvalue_stands_where_it_is(show):
    """One eigenvalue at i: straight above the middle, on the circle."""
    scene = made.weights("rnn")
    alone = replace(scene.gates[0], real=np.zeros(1), imaginary=np.ones(1), radius=1.0)
    view = show(WeightsView(), replace(scene, gates=(alone,)))
    (square,), _ = spectrum.squares(view.width(), view.height(), 1)
    top = square.center().y() - square.width() / 2 / spectrum.reach(1.0)
    image = view.grab().toImage()
    found = image.pixelColor(int(square.center().x()), round(top))
    assert found.blue() > found.red() + 60
    assert image.pixelColor(int(square.center().x()) + 12, round(top) + 25).name() == theme.current().window


def test_the_axes_do_not_shrink_under_the_eye(show):
    wide = replace(made.weights(), gates=tuple(replace(g, radius=3.5) for g in made.weights().gates))
    view = show(WeightsView(), wide)
    view.grab()
    assert view._reach_of(made.weights()) == spectrum.reach(3.5)
    assert view._reach_of(made.weights("gru")) < spectrum.reach(3.5)  # another network is another picture


def test_a_button_asks_for_the_matrices_and_they_are_drawn(show, qtbot):
    view = show(WeightsView(), made.weights())
    before = view.grab().toImage()
    with qtbot.waitSignal(view.picture_chosen) as chosen:
        view._buttons[WeightPicture.RECURRENT].click()
    assert chosen.args == [WeightPicture.RECURRENT]
    view.draw(made.weights(picture=WeightPicture.RECURRENT))
    assert view.grab().toImage() != before


def test_a_row_of_the_matrix_is_the_unit_that_takes(show):
    scene = made.weights("rnn", units=8, picture=WeightPicture.RECURRENT)
    matrix = np.zeros((8, 8), np.float32)
    matrix[1, 6] = -0.5  # to unit 1 from unit 6
    gate = replace(scene.gates[0], matrix=matrix)
    view = show(WeightsView(), replace(scene, gates=(gate,), bound=0.5))
    (square,), _ = spectrum.squares(view.width(), view.height(), 1)
    image, one = view.grab().toImage(), square.width() / 8
    found = image.pixelColor(int(square.left() + 6.5 * one), int(square.top() + 1.5 * one))
    assert found.blue() > found.red() + 60
    assert image.pixelColor(int(square.left() + 1.5 * one), int(square.top() + 6.5 * one)).lightnessF() > 0.95


# ---- sizes ----------------------------------------------------------------------------------------------------------


def test_the_range_fits_the_recent_values_and_the_whole_run_on_demand():
    values = np.linspace(2.5, -3.5, 100)[:, None]
    low, high = sizes.shown_range(values, all_time=False)
    assert (low, high) == (-4.0, -2.0)  # of the last quarter: −3.5 … −2.05
    assert sizes.shown_range(values, all_time=True) == (-4.0, 3.0)


def test_the_range_of_nothing_is_a_range():
    low, high = sizes.shown_range(np.full((4, 2), np.nan), all_time=True)
    assert low < high


def test_strong_are_the_layers_own_parameters_and_the_heads():
    scene = made.sizes(3)
    names = [scene.names[i] for i in sizes.of_layer(scene.names, 1)]
    assert all(name.startswith(("layers.1.", "head.")) for name in names)
    assert len(names) == 6
    assert sizes.shown_name("1.weight_hh", scene.parts) == "2 · weight_hh"


@pytest.mark.parametrize("quantity", Quantity)
def test_each_size_is_another_picture(show, quantity):
    view = show(SizesView(), made.sizes())
    before = view.grab().toImage()
    view._which.setCurrentIndex(list(Quantity).index(quantity))
    assert view.quantity is quantity
    assert (view.grab().toImage() == before) is (quantity is Quantity.RATIO)


def test_a_click_on_a_name_lets_its_curve_stand_out(show):
    view = show(SizesView(), made.sizes())
    before = view.grab().toImage()
    row, name = view._rows[2]
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=row.center().toPoint())
    assert view.chosen == name
    assert view.grab().toImage() != before
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=row.center().toPoint())
    assert view.chosen == ""


def test_all_time_is_a_click_away(show):
    scene = made.sizes()
    scene = replace(scene, update=scene.update * np.linspace(3000, 1, len(scene.steps))[:, None])
    view = show(SizesView(), scene)
    before = view.grab().toImage()
    view._all.click()
    assert view.grab().toImage() != before


@pytest.mark.parametrize(("low", "high", "log"), [(-5, -1, True), (-40, 3, True), (0, 1.25, False), (0, 8, False)])
def test_ticks_are_round_and_within(low, high, log):
    found = small_plot.ticks((low, high), log, 120)
    assert 2 <= len(found) <= 8
    assert all(low - 1e-9 <= at <= high + 1e-9 for at in found)
    if log:
        assert all(at == int(at) for at in found)


# ---- the stack under interventions ----------------------------------------------------------------------------------


def test_the_stack_says_that_its_network_is_altered(show):
    view = show(StackView(), scenes.numeric(loss=0.73), width=900, height=520)
    plain = view.grab().toImage()
    view.draw(scenes.numeric(loss=0.73, plain_loss=0.41))
    altered = view.grab().toImage()
    assert altered != plain
    warn = theme.current().warn
    assert any(altered.pixelColor(x, 47).name() == warn for x in range(600, 900))


# ---- clipping on the loss curve -------------------------------------------------------------------------------------


def test_clipped_steps_are_marked_at_the_foot_of_the_loss(show):
    view = show(LossView(), scenes.loss(), width=900, height=160)
    xs, _ = view.plot._clips.getData()
    assert xs is None or not len(xs)
    view.draw(replace(scenes.loss(), clipped=np.array([3, 400])))
    xs, ys = view.plot._clips.getData()
    assert xs.tolist() == [3, 3, 400, 400]
    low, high = view.plot._losses
    assert low <= ys.min() < ys.max() < low + 0.2 * (high - low)
