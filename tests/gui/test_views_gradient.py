"""The rows of the gradient and of free running, by their pixels and geometry."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from gatescope.engine.protocol.analysis import Source
from gatescope.engine.protocol.frame import Trace
from gatescope.gui.kit.canvas import Canvas
from gatescope.gui.look import language, theme
from gatescope.gui.views.stack import bands, free_rows, gradient_rows
from gatescope.gui.views.stack.free import FreeScene
from gatescope.gui.views.stack.gradient import FlowLine, FlowMap, GradientScene
from gatescope.gui.views.stack.layout import GUTTER, RIGHT, Part
from gatescope.gui.views.stack.readout import read
from gatescope.gui.views.stack.view import StackView
from tests.gui import scenes

SIZE = (834, 490)  # the stack's place in a window of 1280 × 720


@pytest.fixture(autouse=True)
def light(qapp):
    theme.apply(qapp, "light")
    yield
    theme.apply(qapp, "light")


@pytest.fixture
def stack(qtbot):
    view = StackView()
    qtbot.addWidget(view)
    view.resize(*SIZE)
    view.show()
    qtbot.waitExposed(view)
    return view


def gradient(steps: int, tau: int = -1, **changes) -> GradientScene:
    back = (tau if tau >= 0 else steps - 1) - np.arange(steps, dtype=float)
    falling = np.where(back >= 0, -back / 8, -np.inf)
    values = {
        "source": Source.LOSS if tau < 0 else Source.OUTPUT,
        "tau": tau,
        "output": "",
        "lines": (FlowLine(Trace.HIDDEN, "layer0", falling), FlowLine(Trace.CELL, "layer0", falling - 1)),
        "low": -4,
        "high": 0,
        "step_losses": np.linspace(0, 1, steps),
        "loss_bound": 1.0,
        "saliency": np.clip(1 + falling / 2, 0, 1)[:, None].astype(np.float32),
        "saliency_names": (),
        "share": 0.01,
    }
    return GradientScene(**{**values, **changes})


def with_gradient(steps: int = 59, tau: int = -1, **changes):
    return scenes.numeric("lstm", steps, t=-1, unit=-1, validation_from=steps, gradient=gradient(steps, tau, **changes))


def picture(view) -> QImage:
    return view.grab().toImage()


def band_of(view, part: Part):
    return next(band for band in view.layout_of_bands().bands if band.part is part)


def maps(steps: int) -> tuple[FlowMap, ...]:
    return tuple(FlowMap(trace, np.ones((steps, 32))) for trace in (Trace.HIDDEN, Trace.CELL))


@pytest.mark.parametrize("more", [{}, {"maps": maps(59)}])
@pytest.mark.parametrize("make", [scenes.numeric, scenes.text])
def test_everything_fits_a_small_window_with_the_gradient(stack, make, more):
    scene = make()
    scene = replace(scene, gradient=gradient(scene.length, 20, **more))
    stack.draw(scene)
    layout = stack.layout_of_bands()
    edges = [(band.top - band.key, band.bottom) for band in layout.bands]
    assert all(below[0] >= above[1] for above, below in itertools.pairwise(edges))
    assert layout.axis + 20 <= stack.height()
    assert min(band.height for band in layout.bands if band.part in (bands.MAP, bands.GRADIENT)) >= 20
    assert stack.gradient_fits


def test_in_a_low_window_the_gradient_gives_way(stack):
    stack.draw(scenes.numeric())
    assert stack.gradient_fits
    stack.resize(834, 300)
    assert not stack.gradient_fits


def test_a_bar_is_as_tall_as_its_logarithm(stack):
    stack.draw(
        with_gradient(8, lines=(FlowLine(Trace.HIDDEN, "layer0", np.array([-4, -3, -2, -1, 0, -np.inf, -9, -2.0])),))
    )
    image, layout, band = picture(stack), stack.layout_of_bands(), band_of(stack, bands.GRADIENT)
    accent = theme.current().accent
    for t, share in enumerate((0, 1 / 4, 2 / 4, 3 / 4, 1, 0, 0, 2 / 4)):
        x = int(layout.x(t + 0.5))
        coloured = [y for y in range(band.top, band.bottom) if image.pixelColor(x, y).name() == accent]
        assert len(coloured) == pytest.approx(share * band.height, abs=1.5)
        assert not coloured or coloured[-1] == band.bottom - 1


def test_what_is_no_number_fills_the_row_in_the_colour_of_failure(stack):
    stack.draw(
        with_gradient(8, lines=(FlowLine(Trace.HIDDEN, "layer0", np.array([-4, -4, np.inf, np.nan, -4, -4, -4, -4])),))
    )
    image, layout, band = picture(stack), stack.layout_of_bands(), band_of(stack, bands.GRADIENT)
    for t in (2, 3):
        assert image.pixelColor(int(layout.x(t + 0.5)), band.top + 2).name() == theme.current().bad


@pytest.mark.parametrize("steps", [5000, 900])
def test_no_peak_of_a_long_sequence_is_lost(stack, steps):
    exponents = np.full(steps, -4.0)
    exponents[steps // 3] = 0
    stack.draw(with_gradient(steps, lines=(FlowLine(Trace.HIDDEN, "layer0", exponents),)))
    image, layout, band = picture(stack), stack.layout_of_bands(), band_of(stack, bands.GRADIENT)
    x = int(layout.x(steps // 3))
    seen = [image.pixelColor(at, band.top + 4).name() for at in (x - 1, x, x + 1)]
    assert theme.current().accent in seen


def test_the_flag_of_tau_stands_on_every_row_and_the_bracket_reaches_back(stack):
    stack.draw(with_gradient(59, 40, first=10))
    image, layout, warn = picture(stack), stack.layout_of_bands(), theme.current().warn
    x = int(layout.x(40.5))
    for band in layout.bands:
        assert image.pixelColor(x + 2, band.top + 3).name() == warn, band.part
    bracket = [x for x in range(layout.left, layout.right) if image.pixelColor(x, layout.axis + 1).name() == warn]
    assert bracket[0] == int(layout.x(10.5))
    assert bracket[-1] == pytest.approx(x, abs=1)
    assert bracket == list(range(bracket[0], bracket[-1] + 1))


def test_the_words_say_how_long_and_whether_it_may_be_longer():
    assert "30" in gradient_rows.memory_words(gradient(59, 40, first=10))
    assert "≥ 40" in gradient_rows.memory_words(gradient(59, 40, first=0, at_least=True))


@pytest.fixture
def written(monkeypatch) -> list:
    """The boxes of all words that are painted."""
    found: list = []
    write = Canvas.write

    def note(canvas, box, *rest) -> None:
        found.append(box)
        write(canvas, box, *rest)

    monkeypatch.setattr(Canvas, "write", note)
    return found


def test_names_on_the_axis_lie_nowhere_on_one_another(stack, written):
    for t, tau in itertools.product((0, 3, 39, 40, 41, 58), (0, 2, 40, 58)):
        stack.draw(replace(with_gradient(59, tau, first=max(tau - 30, 0)), t=t))
        axis = stack.layout_of_bands().axis
        written.clear()
        picture(stack)
        boxes = sorted((box.left(), box.right()) for box in written if box.top() > axis)
        assert len(boxes) >= 3
        assert all(right[0] >= left[1] - 1 for left, right in itertools.pairwise(boxes)), (t, tau)


def test_saliency_fades_where_the_gradient_does(stack):
    stack.draw(with_gradient(59, 58))
    image, layout, band = picture(stack), stack.layout_of_bands(), band_of(stack, bands.SALIENCY)
    light = [image.pixelColor(int(layout.x(t + 0.25)), band.top + 5).lightness() for t in (30, 46, 52, 57)]
    assert light == sorted(light, reverse=True)
    assert light[0] > 250 > light[-1]


def test_the_characters_are_coloured_by_what_they_matter(stack):
    scene = scenes.text(t=-1, unit=-1)
    stack.draw(replace(scene, gradient=gradient(scene.length, 30)))
    image, layout, band = picture(stack), stack.layout_of_bands(), band_of(stack, bands.CHARACTERS)
    grounds = [image.pixelColor(int(layout.x(t)) + 1, band.top + 2).lightness() for t in (5, 25, 29, 50)]
    assert grounds[0] > grounds[1] > grounds[2]
    assert grounds[3] == grounds[0]


def test_a_map_is_blank_after_tau(stack):
    stack.draw(with_gradient(59, 20, maps=maps(59)))
    image, layout, band = picture(stack), stack.layout_of_bands(), band_of(stack, bands.FLOW_MAP)
    y = band.top + band.height // 2
    assert image.pixelColor(int(layout.x(40.5)), y).name() == theme.current().window
    assert image.pixelColor(int(layout.x(10.5)), y).name() != theme.current().window


# ---- asking by mouse and keys --------------------------------------------------------------------------------------


def test_a_click_on_the_axis_looks_back_from_there(stack, qtbot):
    stack.draw(with_gradient())
    layout = stack.layout_of_bands()
    with qtbot.waitSignal(stack.tau_chosen) as chosen:
        qtbot.mouseClick(stack, Qt.MouseButton.LeftButton, pos=QPoint(int(layout.x(12.5)), layout.axis + 10))
    assert chosen.args == [12]


def test_shift_and_click_in_the_row_looks_back_and_a_plain_click_moves_the_cursor(stack, qtbot):
    stack.draw(with_gradient())
    layout, band = stack.layout_of_bands(), band_of(stack, bands.GRADIENT)
    at = QPoint(int(layout.x(7.5)), band.top + 10)
    with qtbot.waitSignal(stack.tau_chosen) as chosen:
        qtbot.mouseClick(stack, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, at)
    assert chosen.args == [7]
    with qtbot.waitSignal(stack.cursor_moved) as moved, qtbot.assertNotEmitted(stack.tau_chosen):
        qtbot.mouseClick(stack, Qt.MouseButton.LeftButton, pos=at)
    assert moved.args[0] == 7


def test_the_words_above_the_row_ask_whose_gradient(stack, qtbot):
    stack.draw(with_gradient())
    picture(stack)
    band = band_of(stack, bands.GRADIENT)
    for at in (QPoint(GUTTER + 20, band.top - 8),):
        with qtbot.waitSignal(stack.source_clicked):
            qtbot.mouseClick(stack, Qt.MouseButton.LeftButton, pos=at)


def test_escape_returns_to_the_whole_loss(stack, qtbot):
    stack.draw(with_gradient(59, 40))
    with qtbot.waitSignal(stack.whole_loss_chosen):
        qtbot.keyClick(stack, Qt.Key.Key_Escape)
    stack.draw(with_gradient(59))
    with qtbot.assertNotEmitted(stack.whole_loss_chosen):
        qtbot.keyClick(stack, Qt.Key.Key_Escape)


def test_the_box_beside_the_mouse_has_the_exact_values(stack):
    scene = with_gradient(59, 58)
    stack.draw(scene)
    layout = stack.layout_of_bands()

    def told(part):
        band = band_of(stack, part)
        return dict(read(scene, layout, layout.x(50.5), band.top + band.height / 2).lines)

    assert set(told(bands.GRADIENT).values()) == {"0.1", "0.01"} or set(told(bands.GRADIENT).values()) == {
        "0.100",
        "0.0100",
    }
    assert list(told(bands.SALIENCY).values()) == ["0.100"]
    assert list(told(bands.STEP_LOSS).values()) == ["0.862"]
    assert {band.part for band in layout.bands} >= {part for part in bands.BANDS if part.gradient} - {bands.FLOW_MAP}


def test_the_name_of_the_losses_leaves_their_bound_alone(stack, qapp):
    """A run that failed: the bound reads 5e76, and the Korean name is the longest."""
    language.apply(qapp, language.KOREAN)
    try:
        scene = with_gradient()
        stack.draw(replace(scene, gradient=replace(scene.gradient, loss_bound=5e76), t=-1, unit=-1))
        image, band = picture(stack), band_of(stack, bands.STEP_LOSS)
        ground, rows = image.pixelColor(2, band.top + 4), range(band.top, band.top + 13)
        blank = [all(image.pixelColor(x, y) == ground for y in rows) for x in range(GUTTER)]
        gaps = [len(list(run)) for empty, run in itertools.groupby(blank[12 : GUTTER - 3]) if empty]
        assert not blank[GUTTER - 5]  # the bound's last digit
        assert max(gaps) >= 4  # wider than any within a word
    finally:
        language.apply(qapp, language.ENGLISH)


# ---- free running --------------------------------------------------------------------------------------------------


def running(steps: int = 30, ahead: int = 15):
    values = np.full((ahead + 1, 1), 400.0)
    labels = tuple(f"later {i}" for i in range(ahead))
    free = FreeScene(ahead, labels, values, np.where(np.arange(ahead + 1)[:, None] < 5, 380.0, np.nan), step=3)
    return scenes.numeric("gru", steps, t=-1, unit=-1, validation_from=steps, free=free)


def test_columns_after_the_probe_are_as_wide_and_blank_but_for_the_forecast(stack):
    scene = running()
    stack.draw(scene)
    image, layout, look = picture(stack), stack.layout_of_bands(), theme.current()
    assert (layout.columns, layout.end) == (45, stack.width() - RIGHT)
    assert layout.x(45) == pytest.approx(layout.end, abs=1)
    band = band_of(stack, bands.MAP)
    assert image.pixelColor(layout.end - 3, band.bottom - 3).name() == look.hover
    assert image.pixelColor(layout.right - 3, band.bottom - 3).name() != look.hover
    row = band_of(stack, bands.FORECAST)
    drawn = {
        image.pixelColor(x, y).name() for x in range(layout.right + 40, layout.end) for y in range(row.top, row.bottom)
    }
    assert len(drawn) > 2
    assert read(scene, layout, layout.x(32.5), row.top + 5).title == "later 2"
    assert read(scene, layout, layout.x(44.5), row.top + 5).lines[0][1] == "400"


def test_the_text_goes_on_after_what_was_given(stack):
    scene = scenes.text(t=-1)
    said = "one two three " * 60
    stack.draw(replace(scene, free=FreeScene(seed="given", text=said, temperature=0.7, step=3)))
    image, band, layout = picture(stack), band_of(stack, bands.SPOKEN), stack.layout_of_bands()
    dark = [
        any(
            image.pixelColor(x, y).lightness() < 120
            for x in range(layout.left, layout.end)
            for y in range(top, top + 14)
        )
        for top in range(band.top, band.bottom - 8, 16)
    ]
    assert dark == [True, True, True]
    lines = free_rows.wrap("given" + said, 300, 3)
    assert "".join(text for _, text in lines) == ("given" + said)[: sum(len(text) for _, text in lines)]
    assert [start for start, _ in lines] == [0, len(lines[0][1]), len(lines[0][1]) + len(lines[1][1])]
