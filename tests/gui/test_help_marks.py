"""A question mark stands beside each name, and asks about what it stands beside."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from gatescope.gui.help.marks import HelpMarks
from gatescope.gui.look import theme
from gatescope.gui.views.loss.view import LossView
from gatescope.gui.views.stack.layout import GUTTER
from gatescope.gui.views.stack.view import StackView
from gatescope.gui.views.unit.view import UnitView
from gatescope.gui.views.waterfall.view import WaterfallView
from gatescope.gui.words.explained import Topic, of_trace
from tests.gui import scenes

NO_BUTTON, NO_KEYS = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def stack(qtbot, qapp):
    theme.apply(qapp, "light")
    view = StackView()
    qtbot.addWidget(view)
    view.resize(834, 502)
    return view


def shown(marks):
    return [mark.topic for mark in marks._shown], marks.buttons[: len(marks._shown)]


def point_at(view, y):
    position = QPointF(300, y)
    event = QMouseEvent(QEvent.Type.MouseMove, position, view.mapToGlobal(position), NO_BUTTON, NO_BUTTON, NO_KEYS)
    QApplication.sendEvent(view, event)


def test_every_row_of_the_stack_has_one(stack, qtbot):
    marks = HelpMarks(stack, Topic.HIDDEN)
    scene = scenes.numeric()
    stack.draw(scene)
    stack.show()
    expected = [Topic.INPUT, *(of_trace(row.trace) for row in scene.rows), Topic.FORECAST]
    qtbot.waitUntil(lambda: shown(marks)[0] == expected)
    bands = stack.layout_of_bands().bands
    for button, band in zip(shown(marks)[1], bands, strict=True):
        assert band.top <= button.y()
        assert button.geometry().bottom() <= band.bottom
        assert button.geometry().right() < GUTTER


def test_only_the_row_under_the_mouse_shows_its_mark(stack, qtbot):
    marks = HelpMarks(stack, Topic.HIDDEN)
    stack.draw(scenes.numeric())
    stack.show()
    qtbot.waitUntil(lambda: bool(shown(marks)[0]))
    assert not any(button.isVisible() for button in marks.buttons)
    for at, band in enumerate(stack.layout_of_bands().bands):
        point_at(stack, band.top + 1)
        assert [button.isVisible() for button in marks.buttons] == [other == at for other in range(len(marks.buttons))]
    QApplication.sendEvent(stack, QEvent(QEvent.Type.Leave))
    assert not any(button.isVisible() for button in marks.buttons)


def test_they_follow_another_network(stack, qtbot):
    marks = HelpMarks(stack, Topic.HIDDEN)
    stack.draw(scenes.numeric())
    stack.show()
    qtbot.waitUntil(lambda: Topic.CELL in shown(marks)[0])
    stack.draw(scenes.text("gru"))
    qtbot.waitUntil(lambda: Topic.RESET_GATE in shown(marks)[0])
    topics, buttons = shown(marks)
    assert Topic.CELL not in topics
    assert topics[-1] is Topic.NEXT_SYMBOL
    assert len(buttons) == len(topics)
    stack.draw(None)
    qtbot.waitUntil(lambda: shown(marks) == ([], []))


def test_a_click_asks(stack, qtbot):
    marks = HelpMarks(stack, Topic.HIDDEN)
    stack.draw(scenes.numeric())
    stack.show()
    qtbot.waitUntil(lambda: bool(shown(marks)[0]))
    at = shown(marks)[0].index(Topic.FORGET_GATE)
    point_at(stack, marks.buttons[at].y())
    with qtbot.waitSignal(marks.asked) as asked:
        qtbot.mouseClick(marks.buttons[at], Qt.MouseButton.LeftButton)
    assert asked.args == [Topic.FORGET_GATE]


def test_the_menu_knows_what_is_under_the_mouse(stack, qtbot):
    marks = HelpMarks(stack, Topic.HIDDEN)
    scene = scenes.numeric()
    stack.draw(scene)
    stack.show()
    band = stack.layout_of_bands().bands[4]
    point = QPoint(300, band.top + 5)
    with qtbot.waitSignal(marks.menu_asked) as asked:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, stack.mapToGlobal(point))
        QApplication.sendEvent(stack, event)
    assert asked.args == [of_trace(scene.rows[band.index].trace), stack.mapToGlobal(point)]


def test_the_loss_has_one_and_the_unit_leaves_it_to_its_tab(qtbot, qapp):
    theme.apply(qapp, "light")
    made = (
        (LossView, scenes.loss(), Topic.LOSS),
        (UnitView, scenes.unit(scenes.numeric()), Topic.UNIT),
    )
    for view_type, scene, topic in made:
        view = view_type()
        qtbot.addWidget(view)
        view.resize(800, 400)
        marks = HelpMarks(view, topic)
        view.draw(scene)
        view.show()
        if view_type is LossView:
            qtbot.waitUntil(lambda marks=marks: shown(marks)[0] == [Topic.LOSS])
            assert view.rect().contains(marks.buttons[0].geometry())
            assert marks.buttons[0].isVisible()
        else:
            assert marks.topic() is Topic.UNIT


def test_nothing_is_done_while_nothing_moves(stack, qtbot):
    marks = HelpMarks(stack, Topic.HIDDEN)
    stack.draw(scenes.numeric())
    stack.show()
    qtbot.waitUntil(lambda: bool(shown(marks)[0]))
    moved = []
    marks._place = lambda: moved.append(1)
    for _ in range(3):
        stack.draw(scenes.numeric(step=2))
        stack.repaint()
    qtbot.wait(1)
    assert not moved


def test_the_waterfall_has_one_beside_its_tabs(qtbot, qapp):
    theme.apply(qapp, "light")
    view = WaterfallView()
    qtbot.addWidget(view)
    view.resize(800, 160)
    view.leave_room(170)
    marks = HelpMarks(view, Topic.WATERFALL)
    view.show()
    qtbot.waitUntil(lambda: shown(marks)[0] == [Topic.WATERFALL])
    assert marks.buttons[0].isVisible()
    assert marks.buttons[0].x() > 170
    assert marks.topic() is Topic.WATERFALL
