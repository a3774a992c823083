import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from gatescope.gui.look import theme
from gatescope.gui.look.scales import Scale
from gatescope.gui.views.stack import bands, readout
from gatescope.gui.views.stack.layout import LINE, SYMBOLS
from gatescope.gui.views.stack.text_rows import NARROWEST, UNKNOWN, shown, written_out
from gatescope.gui.views.stack.view import StackView
from tests.gui import scenes


@pytest.fixture
def stack(qtbot, qapp):
    theme.apply(qapp, "light")
    view = StackView()
    qtbot.addWidget(view)
    view.resize(834, 502)
    view.show()
    qtbot.waitExposed(view)
    return view


def colours_in(image, box):
    return {image.pixelColor(x, y).name() for x in range(box[0], box[2]) for y in range(box[1], box[3])}


def test_white_space_and_the_unknown_are_made_visible():
    assert [shown(name) for name in (" ", "\n", "\t", "<unk>", "e", "말")] == ["␣", "↵", "⇥", UNKNOWN, "e", "말"]


def test_every_column_has_its_character(stack):
    """Each column of the input band has ink of its own, also Hangul and white space."""
    scene = scenes.text(t=-1, unit=-1, validation_from=10**6)
    stack.draw(scene)
    image, layout = stack.grab().toImage(), stack.layout_of_bands()
    assert layout.column >= NARROWEST
    band = layout.bands[0]
    for t in range(scene.length):
        box = (int(layout.x(t)), band.top, int(layout.x(t + 1)), band.bottom)
        assert len(colours_in(image, box)) > 1, scene.labels[t]


def test_unknown_symbols_are_tinted(stack):
    scene = scenes.text(t=-1, unit=-1)
    stack.draw(scene)
    image, layout = stack.grab().toImage(), stack.layout_of_bands()
    assert scene.symbols.unknown.sum() == 2
    tinted = {
        t
        for t in range(scene.length)
        if image.pixelColor(int(layout.x(t)) + 1, layout.bands[0].top + 1).name() != "#ffffff"
    }
    assert set(np.flatnonzero(scene.symbols.unknown)) <= tinted
    assert len(tinted) < 6


def test_a_probability_has_its_colour(stack):
    scene = scenes.text(t=-1, unit=-1, validation_from=10**6)
    stack.draw(scene)
    image, layout, table = stack.grab().toImage(), stack.layout_of_bands(), theme.current().table(Scale.SHARE)
    band = layout.bands[-1]
    assert band.part is bands.NEXT
    for t in (0, 9, 33):
        corner = image.pixelColor(int(layout.x(t)) + 1, band.top)  # no character reaches the cell's corner
        wanted = table[min(int(scene.symbols.probability[t, 0] * 256), 255)]
        assert [corner.red(), corner.green(), corner.blue()] == wanted[:3].tolist()


def test_no_truth_no_colour(stack):
    scene = scenes.text(t=-1, unit=-1)
    stack.draw(scene)
    image, layout = stack.grab().toImage(), stack.layout_of_bands()
    assert scene.symbols.truth[-1] == -1
    band = layout.bands[-1]
    assert colours_in(
        image, (int(layout.x(scene.length - 1)) + 1, band.bottom - LINE + 1, layout.right, band.bottom)
    ) == {"#ffffff"}


def test_the_readout_tells_the_five_most_probable(stack):
    scene = scenes.text()
    stack.draw(scene)
    layout = stack.layout_of_bands()
    told = readout.read(scene, layout, layout.x(4.5), layout.bands[-1].top + 5)
    assert len(told.lines) == 1 + 5 + 1
    assert told.lines[0][1] == f"‘{shown(scene.symbols.names[int(scene.symbols.inputs[4])])}’"
    assert told.lines[1][1] == f"{scene.symbols.probability[4, 0]:.3f}"


@pytest.mark.parametrize("source", ["x", "ab", scenes.TEXT * 6, "말" * 200, "\n" * 40])
@pytest.mark.parametrize("name", ["light", "dark"])
def test_texts_of_any_length_are_drawn(stack, qapp, qtbot, source, name):
    theme.apply(qapp, name)
    stack.draw(scenes.text("gru", 8, source))
    stack.grab()
    qtbot.mouseClick(stack, Qt.MouseButton.LeftButton, pos=QPoint(400, stack.layout_of_bands().bands[1].top + 3))
    assert not stack.grab().toImage().isNull()


def test_characters_that_do_not_fit_move_with_the_cursor(stack):
    scene = scenes.text("gru", 8, scenes.TEXT * 6, t=30)
    stack.draw(scene)
    layout = stack.layout_of_bands()
    assert layout.column < NARROWEST
    before = stack.grab().toImage()
    stack.move_cursor(200, 0)
    after = stack.grab().toImage()
    band = layout.bands[0]
    box = (layout.left, band.top, layout.right, band.bottom)
    assert any(
        before.pixelColor(x, y) != after.pixelColor(x, y)
        for x in range(box[0], box[2], 3)
        for y in range(box[1], box[3])
    )


def test_the_strip_has_six_lines(stack):
    stack.draw(scenes.text())
    assert stack.layout_of_bands().bands[-1].height == SYMBOLS * LINE


@pytest.mark.parametrize(
    ("label", "said"),
    [(" ", "␣"), ("\n", "↵"), ("<unk>", UNKNOWN), (" the", "␣the"), ("2014-11-29 23:30:00", "2014-11-29 23:30:00")],
)
def test_a_step_is_called_in_full_where_there_is_room(label, said):
    assert written_out(label) == said
