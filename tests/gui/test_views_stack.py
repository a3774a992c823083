import itertools
import time
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLabel

from gatescope.engine.protocol.frame import Trace
from gatescope.gui.kit.canvas import Canvas
from gatescope.gui.look import theme
from gatescope.gui.look.scales import Scale
from gatescope.gui.views.stack import bands, number_rows, readout
from gatescope.gui.views.stack.layout import GUTTER, TOP
from gatescope.gui.views.stack.scene import MapRow
from gatescope.gui.views.stack.view import StackView
from tests.gui import scenes

SIZE = (834, 502)  # the stack's place in a window of 1280 × 720


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


def picture(view) -> QImage:
    return view.grab().toImage()


def plain_scene(values, scale=Scale.SHARE, **changes):
    """One map and nothing over it: no cursor, no boundary."""
    steps, units = values.shape
    low = 0.0 if scale is Scale.SHARE else -1.0
    row = MapRow(Trace.HIDDEN, values.astype(np.float32), steps, units, scale, low, 1.0, bounded=True)
    return scenes.numeric("rnn", steps, units, rows=(row, row), t=-1, unit=-1, validation_from=steps)


@pytest.mark.parametrize("make", [scenes.numeric, scenes.text, lambda: scenes.text("lstm", 32), scenes.pooled])
def test_all_bands_fit_a_small_window(stack, make):
    stack.draw(make())
    layout = stack.layout_of_bands()
    edges = [(band.top - band.key, band.bottom) for band in layout.bands]
    assert edges[0][0] >= TOP
    assert all(below[0] >= above[1] for above, below in itertools.pairwise(edges))
    assert layout.axis + 20 <= stack.height()
    maps = [band.height for band in layout.bands if band.part is bands.MAP]
    assert len(set(maps)) == 1
    assert maps[0] >= 24
    assert layout.left == GUTTER


@pytest.mark.parametrize(("steps", "units"), [(59, 32), (7, 3), (100, 128), (733, 40)])
def test_all_maps_change_colour_at_the_same_pixels(stack, steps, units):
    """Columns alternate between the ends of the table; where they change is the same in both maps and as laid out."""
    values = np.tile((np.arange(steps) % 2)[:, None], (1, units))
    stack.draw(plain_scene(values))
    image, layout = picture(stack), stack.layout_of_bands()
    assert stack.devicePixelRatioF() == 1
    lines = []
    for band in layout.bands:
        if band.part is bands.MAP:
            y = band.top + band.height // 2
            row = np.array([image.pixelColor(x, y).lightness() for x in range(layout.left, layout.right)])
            lines.append(np.flatnonzero(np.diff(row) != 0) + 1 + layout.left)
    assert lines[0].tolist() == lines[1].tolist()
    if steps < 365:
        wanted = [layout.x(t) for t in range(1, steps)]
        assert lines[0] == pytest.approx(wanted, abs=1.0)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("scale", list(Scale))
def test_a_pixel_has_the_colour_of_its_value(stack, qapp, name, scale):
    theme.apply(qapp, name)
    values = np.linspace(0.004 if scale is Scale.SHARE else -0.996, 0.996, 6 * 4).reshape(6, 4)
    stack.draw(plain_scene(values, scale))
    image, layout, table = picture(stack), stack.layout_of_bands(), theme.current().table(scale)
    band = next(b for b in layout.bands if b.part is bands.MAP)
    for t in range(6):
        for unit in range(4):
            share = values[t, unit] if scale is Scale.SHARE else (values[t, unit] + 1) / 2
            x, y = int(layout.x(t + 0.5)), int(band.top + (unit + 0.5) * band.height / 4)
            seen = image.pixelColor(x, y)
            assert [seen.red(), seen.green(), seen.blue()] == table[int(share * 256)][:3].tolist()


def test_a_map_follows_its_frame(stack):
    dark, bright = np.zeros((5, 5)), np.ones((5, 5))
    stack.draw(plain_scene(dark))
    before = picture(stack)
    stack.draw(plain_scene(bright))
    layout = stack.layout_of_bands()
    band = layout.bands[1]
    at = (layout.left + 50, band.top + 5)
    assert before.pixelColor(*at).lightness() < picture(stack).pixelColor(*at).lightness()


def test_the_cursor_crosses_all_bands(stack):
    scene = scenes.numeric(t=20, unit=-1, validation_from=59)
    stack.draw(scene)
    image, layout = picture(stack), stack.layout_of_bands()
    x = int(layout.x(20.5))
    for band in layout.bands:
        assert image.pixelColor(x, band.top + band.height // 2).name() == theme.current().accent


def test_the_readout_has_the_value_under_the_mouse(stack):
    scene = scenes.numeric()
    stack.draw(scene)
    layout = stack.layout_of_bands()
    band = layout.bands[1]
    told = readout.read(scene, layout, layout.x(12.5), band.top + (5 + 0.5) * band.height / 32)
    assert told.title == "1957-01"
    value = f"{scene.rows[0].values[12, 5]:+.3f}".replace("-", "−")
    assert told.lines == (("hidden, unit 5", value),)
    assert readout.read(scene, layout, 10, band.top) is None


def test_a_pooled_value_says_so_and_an_exact_one_replaces_it(stack, qtbot):
    scene = scenes.pooled()
    stack.draw(scene)
    layout = stack.layout_of_bands()
    told = readout.read(scene, layout, layout.x(500.5), layout.bands[1].top + 4)
    assert told.lines[0][1].startswith("≈ ")
    before = picture(stack)
    stack.draw(replace(scene, values_at_cursor={row.trace: 0.5 for row in scene.rows}))
    assert picture(stack) != before


def test_a_hidden_view_does_not_paint_and_catches_up(qtbot):
    view = StackView()
    qtbot.addWidget(view)
    view.resize(*SIZE)
    painted = []
    view._painter.paint = lambda canvas, scene, *rest: painted.append(scene.step)
    for step in range(5):
        view.draw(scenes.numeric(step=step))
    assert painted == []
    view.show()
    qtbot.waitUntil(lambda: painted[-1:] == [4])
    assert set(painted) == {4}
    view.hide()
    view.draw(scenes.numeric(step=9))
    assert set(painted) == {4}


def test_a_burst_of_scenes_is_painted_once(stack, qtbot):
    painted = []
    original = stack._painter.paint
    stack._painter.paint = lambda canvas, scene, *rest: (painted.append(scene.step), original(canvas, scene, *rest))
    for step in range(20):
        stack.draw(scenes.numeric(step=step))
    qtbot.waitUntil(lambda: bool(painted))
    assert painted == [19]


def test_a_new_scene_does_not_paint_the_controls_again(stack, qtbot):
    painted = []

    class Control(QLabel):
        def paintEvent(self, event):
            super().paintEvent(event)
            painted.append(stack.scene.step)

    stack.draw(scenes.numeric(step=0))
    stack.set_controls(Control("Probe"))
    qtbot.waitUntil(lambda: painted == [0])
    seen = []
    original = stack._painter.paint
    stack._painter.paint = lambda canvas, scene, *rest: (seen.append(scene.step), original(canvas, scene, *rest))
    stack.draw(scenes.numeric(step=1))
    qtbot.waitUntil(lambda: seen == [1])
    assert painted == [0]


def test_an_empty_view_says_what_appears(stack):
    stack.draw(None)
    assert stack.layout_of_bands() is None
    empty = picture(stack)
    assert len({empty.pixelColor(x, y).name() for x in range(200, 600) for y in range(240, 270)}) > 2
    stack.draw(scenes.numeric())
    assert picture(stack) != empty


def test_the_theme_recolours(stack, qapp):
    stack.draw(scenes.numeric())
    for name in ("dark", "light"):
        theme.apply(qapp, name)
        assert picture(stack).pixelColor(5, SIZE[1] - 3).name() == theme.PALETTES[name].window


def test_other_colour_maps_recolour(stack, qapp):
    stack.draw(scenes.numeric())
    before = picture(stack)
    theme.choose_maps(qapp, "purple-green", "grey")
    assert picture(stack) != before
    theme.choose_maps(qapp, "blue-orange", "viridis")
    assert picture(stack) == before


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
@pytest.mark.parametrize(("steps", "units"), [(1, 1), (1, 1024), (1000, 1), (2, 2)])
def test_extreme_shapes_are_drawn(stack, qtbot, cell, steps, units):
    stack.draw(scenes.numeric(cell, steps, units))
    assert not picture(stack).isNull()
    qtbot.mouseClick(stack, Qt.MouseButton.LeftButton, pos=QPoint(SIZE[0] // 2, SIZE[1] // 2))
    assert 0 <= stack.scene.t < steps
    assert 0 <= stack.scene.unit < units
    stack.resize(320, 240)
    assert not picture(stack).isNull()


def test_a_network_of_not_a_number_is_drawn(stack):
    values = np.full((20, 8), np.nan)
    scene = plain_scene(values)
    stack.draw(replace(scene, t=3, unit=2))
    assert not picture(stack).isNull()


def test_names_fit_their_margin(stack):
    painter = QPainter(image := QImage(10, 10, QImage.Format.Format_RGB32))
    canvas = Canvas(painter, theme.current())
    for name in ("output gate", "update gate", "forget gate", "next symbol", "candidate"):
        assert 12 + canvas.width(name) <= GUTTER - 2
    assert 12 + canvas.width("≈ −0.000", canvas.small) <= GUTTER - 2
    painter.end()
    assert not image.isNull()


def test_the_key_stays_clear_of_the_step(stack):
    """Entries of the key end before the place of the step badge begins, however many columns there are."""
    scene = scenes.numeric(forecast=scenes.forecast(59, 7))
    stack.draw(scene)
    written = []
    original = Canvas.write

    def watch(self, rect, text, *rest, **more):
        written.append((rect.left(), rect.left() + self.width(text, self.small), rect.top(), text))
        original(self, rect, text, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Canvas, "write", watch)
        picture(stack)
    layout = stack.layout_of_bands()
    first = [w for w in written if w[2] == layout.bands[0].top - layout.bands[0].key]
    assert [w[3].split()[0] for w in first][:2] == ["column", "column"]
    spans = sorted((w[0], w[1]) for w in first if not w[3].startswith("step"))
    assert all(b[0] >= a[1] for a, b in itertools.pairwise(spans))
    assert spans[-1][1] <= layout.right - number_rows.BADGE
    badge = next(w for w in first if w[3].startswith("step"))
    assert badge[0] >= layout.right - number_rows.BADGE


def test_a_click_on_a_found_bar_asks_for_another_range(stack, qtbot):
    stack.draw(scenes.numeric())
    picture(stack)
    places = {bar.found: rect for rect, bar in stack._painter.legend.places}
    with qtbot.waitSignal(stack.range_clicked):
        qtbot.mouseClick(stack, Qt.MouseButton.LeftButton, pos=places[True].center())
    with qtbot.assertNotEmitted(stack.range_clicked):
        qtbot.mouseClick(stack, Qt.MouseButton.LeftButton, pos=places[False].center())


def test_controls_stand_left_of_the_colour_bars(stack):
    controls = QLabel("Probe " * 200)
    stack.set_controls(controls)
    stack.draw(scenes.numeric())
    picture(stack)
    stack.resize(SIZE[0] + 1, SIZE[1])
    picture(stack)
    left = min(rect.left() for rect, _ in stack._painter.legend.places)
    assert controls.geometry().right() < left
    assert controls.geometry().bottom() <= TOP


def test_the_past_is_marked(stack):
    stack.draw(scenes.numeric())
    live = picture(stack)
    stack.draw(scenes.numeric(live=False))
    layout = stack.layout_of_bands()
    corner = (layout.right - 3, layout.bands[0].top - 8)
    assert picture(stack).pixelColor(*corner).name() == theme.current().warn
    assert live.pixelColor(*corner).name() != theme.current().warn


def test_the_validation_part_begins_at_a_line(stack):
    stack.draw(scenes.numeric(t=-1, unit=-1, validation_from=59))
    without, layout = picture(stack), stack.layout_of_bands()
    stack.draw(scenes.numeric(t=-1, unit=-1, validation_from=30))
    marked = picture(stack)
    changed = {x for x in range(layout.left, layout.right) if marked.pixelColor(x, 130) != without.pixelColor(x, 130)}
    assert changed == {round(layout.x(30))}


def test_map_pixels_are_device_pixels(stack):
    stack.draw(scenes.numeric())
    layout = stack.layout_of_bands()
    assert stack.room() == (layout.bands[1].height, layout.width)


def test_drawing_time_is_recorded(stack, record_property):
    frames = [scenes.numeric("lstm", 100, 128, step=i) for i in range(4)]
    times = []
    for i in range(20):
        start = time.perf_counter()
        stack.draw(frames[i % 4])
        stack.repaint()
        times.append((time.perf_counter() - start) * 1000)
    record_property("ms_per_frame", round(sorted(times)[len(times) // 2], 2))
    assert sorted(times)[len(times) // 2] < 200
