import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from gatescope.gui.look import theme
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


def test_a_click_moves_the_cursor(stack, qtbot):
    stack.draw(scenes.numeric(t=-1, unit=-1))
    layout = stack.layout_of_bands()
    band = layout.bands[3]
    place = QPoint(int(layout.x(30.5)), int(band.top + (9 + 0.5) * band.height / 32))
    with qtbot.waitSignal(stack.cursor_moved) as moved:
        qtbot.mouseClick(stack, Qt.MouseButton.LeftButton, pos=place)
    assert moved.args == [30, 9]
    assert (stack.scene.t, stack.scene.unit) == (30, 9)


def test_a_click_on_a_curve_keeps_the_unit(stack, qtbot):
    stack.draw(scenes.numeric(t=3, unit=17))
    layout = stack.layout_of_bands()
    with qtbot.waitSignal(stack.cursor_moved) as moved:
        qtbot.mouseClick(stack, Qt.MouseButton.LeftButton, pos=QPoint(int(layout.x(50.5)), layout.bands[-1].top + 5))
    assert moved.args == [50, 17]


def test_dragging_moves_the_cursor_and_stays_within(stack, qtbot):
    stack.draw(scenes.numeric(t=3, unit=17))
    layout = stack.layout_of_bands()
    y = layout.bands[2].top + 3
    seen = []
    stack.cursor_moved.connect(lambda t, unit: seen.append((t, unit)))
    QTest.mousePress(stack, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(layout.left + 2, y))
    for x in (layout.left + 100, layout.right + 5000):
        QTest.mouseMove(stack, QPoint(x, y))
    QTest.mouseRelease(stack, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(layout.right, y))
    assert next(t for t, _ in seen) == 0
    assert [t for t, _ in seen][-1] == 58
    assert len(seen) == 3


@pytest.mark.parametrize(
    ("key", "moved"),
    [
        (Qt.Key.Key_Left, (40, 17)),
        (Qt.Key.Key_Right, (42, 17)),
        (Qt.Key.Key_Up, (41, 16)),
        (Qt.Key.Key_Down, (41, 18)),
        (Qt.Key.Key_Home, (0, 17)),
        (Qt.Key.Key_End, (58, 17)),
    ],
)
def test_keys_move_the_cursor(stack, qtbot, key, moved):
    stack.draw(scenes.numeric())
    with qtbot.waitSignal(stack.cursor_moved) as signal:
        qtbot.keyClick(stack, key)
    assert tuple(signal.args) == moved


def test_keys_stop_at_the_ends(stack, qtbot):
    stack.draw(scenes.numeric(t=0, unit=0))
    with qtbot.assertNotEmitted(stack.cursor_moved):
        qtbot.keyClick(stack, Qt.Key.Key_Left)
        qtbot.keyClick(stack, Qt.Key.Key_Up)
