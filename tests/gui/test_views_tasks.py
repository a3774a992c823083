"""The stack of every task: what goes in on top, what comes out below, and the truth marked where there is one."""

from dataclasses import replace

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from gatescope.engine.protocol.frame import Symbols
from gatescope.gui.kit.canvas import Canvas
from gatescope.gui.kit.ticks import crowded, fits
from gatescope.gui.look import theme
from gatescope.gui.look.painting import painting
from gatescope.gui.views.stack import bands, class_rows, readout
from gatescope.gui.views.stack.bands import parts
from gatescope.gui.views.stack.layout import GUTTER
from gatescope.gui.views.stack.number_rows import forecast_series
from gatescope.gui.views.stack.view import StackView
from tests.gui import scenes, task_scenes


@pytest.fixture
def stack(qtbot, qapp):
    theme.apply(qapp, "light")
    view = StackView()
    qtbot.addWidget(view)
    view.resize(834, 502)
    view.show()
    qtbot.waitExposed(view)
    return view


def band_of(stack, part):
    return next(band for band in stack.layout_of_bands().bands if band.part is part)


def told(stack, part, t):
    layout, band = stack.layout_of_bands(), band_of(stack, part)
    said = readout.read(stack.scene, layout, layout.x(t + 0.5), band.top + band.height / 2)
    return said.title, dict(said.lines)


@pytest.mark.parametrize(
    ("scene", "ends"),
    [
        (task_scenes.tagged(), (bands.INPUT, bands.CLASSES)),
        (task_scenes.sorted_out(), (bands.INPUT, bands.CLASSES)),
        (task_scenes.tagged(60, task_scenes.KINDS), (bands.INPUT, bands.NEXT)),  # more classes in turn than have rows
        (task_scenes.opinion(), (bands.CHARACTERS, bands.CLASSES)),
        (task_scenes.score(), (bands.CHARACTERS, bands.FORECAST)),
        (task_scenes.ahead(), (bands.INPUT, bands.FORECAST)),
        (scenes.text(), (bands.CHARACTERS, bands.NEXT)),
        (scenes.numeric(), (bands.INPUT, bands.FORECAST)),
    ],
)
@pytest.mark.parametrize("name", ["light", "dark"])
def test_what_goes_in_is_on_top_and_what_comes_out_below_the_maps(stack, qapp, scene, ends, name):
    theme.apply(qapp, name)
    stack.draw(scene)
    shown = parts(scene)
    assert (shown[0], shown[-1]) == ends
    assert set(shown[1:-1]) == {bands.MAP}
    assert not stack.grab().toImage().isNull()
    assert told(stack, shown[-1], 4)[1]


# ---- classes -------------------------------------------------------------------------------------------------------


def test_each_class_keeps_its_probability(stack):
    symbols = task_scenes.tagged().symbols
    ids = class_rows.classes(symbols)
    shares = class_rows.by_class(symbols, ids)
    assert ids.tolist() == [0, 1, 2]
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-5)
    for t in (0, 7, 39):
        for k in range(3):
            assert shares[t, symbols.top[t, k]] == symbols.probability[t, k]


def test_the_truth_has_a_row_even_where_the_network_does_not_think_of_it():
    scene = task_scenes.sorted_out()
    never = Symbols(
        inputs=scene.symbols.inputs,
        truth=np.where(scene.symbols.truth >= 0, 6, -1),
        top=np.tile([0, 1, 2, 3, 4], (30, 1)),
        probability=scene.symbols.probability,
        truth_probability=scene.symbols.truth_probability,
        unknown=scene.symbols.unknown,
        names=scene.symbols.names,
    )
    assert class_rows.few(never)
    ids = class_rows.classes(never)
    assert 6 in ids
    assert len(ids) == 5
    assert class_rows.by_class(never, ids)[:, list(ids).index(6)].max() == 0


def test_the_truth_is_marked_in_its_own_row(stack):
    scene = replace(task_scenes.tagged(), t=-1, unit=-1)
    stack.draw(scene)
    image, layout, band = stack.grab().toImage(), stack.layout_of_bands(), band_of(stack, bands.CLASSES)
    tall, accent = band.height / 3, theme.current().accent
    for t in (2, 15, 33):
        marked = [
            image.pixelColor(int(layout.x(t + 0.5)), round(band.top + (row + 1) * tall) - 2).name() == accent
            for row in range(3)
        ]
        assert marked == [row == scene.symbols.truth[t] for row in range(3)], t


def test_the_truth_of_a_whole_sequence_stands_at_its_end_alone(stack):
    scene = replace(task_scenes.sorted_out(), t=-1, unit=-1)
    stack.draw(scene)
    image, layout, band = stack.grab().toImage(), stack.layout_of_bands(), band_of(stack, bands.CLASSES)
    accent = theme.current().accent
    found = {
        x
        for x in range(layout.left, layout.right + 6)
        for y in range(band.top, band.bottom)
        if image.pixelColor(x, y).name() == accent
    }
    assert found
    assert min(found) >= int(layout.x(scene.length - 1))


def test_the_box_beside_the_mouse_names_classes_without_quotes(stack):
    scene = task_scenes.tagged()
    stack.draw(scene)
    _, lines = told(stack, bands.CLASSES, 12)
    truth = scene.symbols.names[int(scene.symbols.truth[12])]
    assert f"truth {truth}" in lines
    assert {*task_scenes.ACTIVITIES} <= {*lines}
    assert "read" not in lines


# ---- numbers -------------------------------------------------------------------------------------------------------


def test_a_forecast_further_ahead_is_drawn_at_its_own_time(stack):
    scene = replace(task_scenes.ahead(30, 5), t=-1, unit=-1)
    stack.draw(scene)
    image, layout, band = stack.grab().toImage(), stack.layout_of_bands(), band_of(stack, bands.FORECAST)
    assert layout.columns == 35
    drawn = [
        x
        for x in range(GUTTER, layout.end)
        if any(image.pixelColor(x, y).lightness() < 200 for y in range(band.top, band.bottom))
    ]
    assert drawn[0] == pytest.approx(layout.x(5.5), abs=2)
    assert drawn[-1] == pytest.approx(layout.x(34.5), abs=2)


def test_what_is_pointed_at_says_when_it_was_foretold(stack):
    scene = task_scenes.ahead(30, 5)
    stack.draw(scene)
    title, lines = told(stack, bands.FORECAST, 12)
    assert title == scene.labels[12]
    assert lines["said 5 steps before"] == scene.labels[7]
    assert lines["truth, 5 ahead"] == f"{scene.forecast.target[7, 0]:.0f}"
    layout, band = stack.layout_of_bands(), band_of(stack, bands.FORECAST)
    assert readout.read(scene, layout, layout.x(2.5), band.top + 5) is None  # nothing is foretold for the first steps
    beyond = readout.read(scene, layout, layout.x(32.5), band.top + 5)
    assert beyond.title == "step 33 of the sequence"


def test_a_horizon_beyond_the_sequence_stands_below_what_it_follows_from(stack):
    scene = task_scenes.ahead(20, 40)
    stack.draw(scene)
    assert stack.layout_of_bands().columns == 20
    assert "truth, 40 ahead" in told(stack, bands.FORECAST, 3)[1]


def test_a_single_truth_is_seen(stack):
    """Of a whole sequence: a dot at its end, where a line of one point would leave nothing."""
    scene = replace(task_scenes.score(), t=-1, unit=-1)
    stack.draw(scene)
    image, layout, band = stack.grab().toImage(), stack.layout_of_bands(), band_of(stack, bands.FORECAST)
    x = int(layout.x(scene.length - 0.5))
    ink = theme.current().ink
    assert sum(image.pixelColor(x, y).name() == ink for y in range(band.top, band.bottom)) >= 4


# ---- tokens --------------------------------------------------------------------------------------------------------


def test_tokens_that_do_not_fit_their_columns_stand_around_the_cursor(stack):
    labels = task_scenes.words(40)
    scene = replace(task_scenes.opinion(labels), t=20)
    stack.draw(scene)
    image, layout, band = stack.grab().toImage(), stack.layout_of_bands(), band_of(stack, bands.CHARACTERS)
    accent = theme.current().accent
    here = [
        x
        for x in range(layout.left, layout.right)
        if any(image.pixelColor(x, y).name() == accent for y in range(band.top + 4, band.bottom - 5))
    ]
    assert here  # the token at the cursor, in the accent's colour
    assert abs(np.mean(here) - layout.x(20.5)) < 60
    before = image.copy(layout.left, band.top, 100, band.height)
    stack.draw(replace(scene, t=2))
    assert stack.grab().toImage().copy(layout.left, band.top, 100, band.height) != before


def test_the_mark_of_an_unknown_token_stays_in_its_column(stack):
    scene = replace(task_scenes.opinion(task_scenes.words(40)), t=-1, unit=-1)
    stack.draw(scene)
    image, layout, band = stack.grab().toImage(), stack.layout_of_bands(), band_of(stack, bands.CHARACTERS)
    ground = theme.current().window
    marked = [t for t in range(40) if image.pixelColor(int(layout.x(t + 0.5)), band.bottom - 2).name() != ground]
    assert marked == [3]


@given(
    names=st.lists(st.text("ab k.", min_size=1, max_size=12), min_size=1, max_size=80),
    column=st.floats(1.0, 60.0),
)
def test_no_two_names_of_words_touch(names, column):
    def width(text: str) -> float:
        return 6.0 * len(text)

    chosen = crowded(names, column, lambda text: width(text) + 8)  # half the room that numbers leave
    spans = [(t, name) for t, name in chosen]
    assert [t for t, _ in spans] == sorted({t for t, _ in spans})
    assert fits(chosen, column, len(names), lambda text: width(text) - 8)
    words = [name for name in names if any(character.isalnum() for character in name)]
    if words:
        assert all(any(character.isalnum() for character in name) for _, name in chosen)


def test_a_forecast_is_drawn_beside_that_of_autoregression(stack):
    plain = scenes.numeric()
    values = plain.forecast.target - 40.0
    values[-1] = plain.forecast.target[0]
    beside = replace(plain, forecast=msgspec.structs.replace(plain.forecast, autoregression=values, order=21))
    with painting(QImage(stack.size(), QImage.Format.Format_RGB32)) as painter:
        series = forecast_series(Canvas(painter, theme.current()), beside.forecast, 0)
    assert [one.name for one in series][-1] == "AR(21)"
    assert np.array_equal(series[-1].values, values[:, 0])
    stack.draw(plain)
    before = stack.grab().toImage()
    stack.draw(beside)
    band, after = band_of(stack, bands.FORECAST), stack.grab().toImage()
    unlike = [y for y in range(band.top, band.bottom) if row_of(before, y) != row_of(after, y)]
    assert unlike


def row_of(image, y):
    return [image.pixel(x, y) for x in range(GUTTER, image.width())]
