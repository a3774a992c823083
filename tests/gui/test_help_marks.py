"""A question mark stands beside each name, and asks about what it stands beside."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from gui import help_marks, theme
from gui.views.layout import LEFT
from gui.views.loss import LossView
from gui.views.stack import StackView
from gui.views.unit import UnitView
from gui.words import Topic, of_trace
from tests.gui import scenes


@pytest.fixture
def stack(qtbot, qapp):
    theme.apply(qapp, "light")
    view = StackView()
    qtbot.addWidget(view)
    view.resize(834, 502)
    return view


def shown(marks):
    return [mark.topic for mark in marks._shown], [b for b in marks.buttons if b.isVisible()]


def test_every_row_of_the_stack_has_one(stack, qtbot):
    marks = help_marks.for_stack(stack)
    scene = scenes.numeric()
    stack.draw(scene)
    stack.show()
    expected = [Topic.INPUT, *(of_trace(row.trace) for row in scene.rows), Topic.FORECAST]
    qtbot.waitUntil(lambda: shown(marks)[0] == expected)
    bands = stack.layout_of_bands().bands
    for button, band in zip(shown(marks)[1], bands, strict=True):
        assert band.top <= button.y()
        assert button.geometry().bottom() <= band.bottom
        assert button.geometry().right() < LEFT


def test_they_follow_another_network(stack, qtbot):
    marks = help_marks.for_stack(stack)
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
    marks = help_marks.for_stack(stack)
    stack.draw(scenes.numeric())
    stack.show()
    qtbot.waitUntil(lambda: bool(shown(marks)[0]))
    at = shown(marks)[0].index(Topic.FORGET_GATE)
    with qtbot.waitSignal(marks.asked) as asked:
        qtbot.mouseClick(marks.buttons[at], Qt.MouseButton.LeftButton)
    assert asked.args == [Topic.FORGET_GATE]


def test_the_menu_knows_what_is_under_the_mouse(stack, qtbot):
    marks = help_marks.for_stack(stack)
    scene = scenes.numeric()
    stack.draw(scene)
    stack.show()
    band = stack.layout_of_bands().bands[4]
    point = QPoint(300, band.top + 5)
    with qtbot.waitSignal(marks.menu_asked) as asked:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, stack.mapToGlobal(point))
        QApplication.sendEvent(stack, event)
    assert asked.args == [of_trace(scene.rows[band.index].trace), stack.mapToGlobal(point)]


@pytest.mark.parametrize(
    ("view_type", "scene", "topic", "make"),
    [
        (UnitView, scenes.unit(scenes.numeric()), Topic.UNIT, help_marks.for_unit),
        (LossView, scenes.loss(), Topic.LOSS, help_marks.for_loss),
    ],
)
def test_the_other_views(qtbot, qapp, view_type, scene, topic, make):
    theme.apply(qapp, "light")
    view = view_type()
    qtbot.addWidget(view)
    view.resize(800, 400)
    marks = make(view)
    view.draw(scene)
    view.show()
    qtbot.waitUntil(lambda: shown(marks)[0] == [topic])
    assert view.rect().contains(marks.buttons[0].geometry())
    assert marks.topic() is topic


def test_nothing_is_done_while_nothing_moves(stack, qtbot):
    marks = help_marks.for_stack(stack)
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
