from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QPushButton, QSlider, QWidget

from gatescope.engine.protocol.baselines import BaselineKind
from gatescope.gui.look import theme
from gatescope.gui.state.baselines import Level
from gatescope.gui.views.loss.axes import APART, LossAxis, StepAxis
from gatescope.gui.views.loss.baseline_lines import APART as NAMES_APART
from gatescope.gui.views.loss.baseline_lines import BESIDE, apart
from gatescope.gui.views.loss.plot import scaled
from gatescope.gui.views.loss.ranges import joined, loss_range, step_range
from gatescope.gui.views.loss.scene import Clock
from gatescope.gui.views.loss.view import LossView, position_of, weight_at
from gatescope.gui.views.stack.layout import LEFT
from tests.gui import scenes


@pytest.fixture
def host(qtbot, qapp):
    """A plain window around the view: the offscreen platform complains about a window that has a layout."""
    theme.apply(qapp, "light")
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1066, 170)
    return made


@pytest.fixture
def view(qtbot, host):
    made = LossView(host)
    made.resize(host.size())
    host.show()
    qtbot.waitExposed(host)
    return made


def at_step(view, step) -> QPoint:
    """Where this step lies in the plot's viewport."""
    box = view.plot.getViewBox()
    return view.plot.mapFromScene(box.mapViewToScene(QPointF(step, sum(box.viewRange()[1]) / 2)))


def test_the_plot_begins_where_the_stack_does(view):
    view.draw(scenes.loss())
    view.grab()
    corner = view.plot.mapFromScene(view.plot.getViewBox().mapToScene(QPointF(0, 0)))
    assert int(corner.x()) + view.plot.x() == LEFT


def test_pressing_and_dragging_chooses_steps(view):
    view.draw(scenes.loss(1200))
    view.grab()
    chosen, live = [], []
    view.step_chosen.connect(chosen.append)
    view.live_clicked.connect(lambda: live.append(True))
    port, button, none = view.plot.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(port, button, none, at_step(view, 800))
    QTest.mouseMove(port, at_step(view, 400))
    QTest.mouseMove(port, at_step(view, -50))
    QTest.mouseMove(port, at_step(view, 1300))
    QTest.mouseRelease(port, button, none, at_step(view, 1300))
    assert chosen == pytest.approx([800, 400, 0], abs=2)
    assert live == [True]


def test_moving_without_a_button_chooses_nothing(view, qtbot):
    view.draw(scenes.loss(1200))
    with qtbot.assertNotEmitted(view.step_chosen):
        QTest.mouseMove(view.plot.viewport(), at_step(view, 300))


@pytest.mark.parametrize(
    ("key", "playhead", "chosen"),
    [
        (Qt.Key.Key_Left, 64, 32),
        (Qt.Key.Key_Left, 100, 64),
        (Qt.Key.Key_Right, 64, 128),
        (Qt.Key.Key_Home, 500, 0),
    ],
)
def test_keys_move_between_keyframes(view, qtbot, key, playhead, chosen):
    view.draw(scenes.loss(1200, playhead=playhead, live=False))
    with qtbot.waitSignal(view.step_chosen) as signal:
        qtbot.keyClick(view, key)
    assert signal.args == [chosen]


@pytest.mark.parametrize(("key", "playhead"), [(Qt.Key.Key_End, 64), (Qt.Key.Key_Right, 1199)])
def test_keys_return_to_the_present(view, qtbot, key, playhead):
    view.draw(scenes.loss(1200, playhead=playhead, live=False))
    with qtbot.waitSignal(view.live_clicked):
        qtbot.keyClick(view, key)


def test_controls_say_what_was_changed_and_only_by_hand(view, qtbot):
    slider, log = view.findChild(QSlider), view.findChild(QCheckBox)
    with qtbot.assertNotEmitted(view.smoothing_changed), qtbot.assertNotEmitted(view.log_changed):
        view.draw(scenes.loss())
        view.draw(replace(scenes.loss(log=False), smoothing=0.99))
    assert slider.value() == position_of(0.99)
    assert not log.isChecked()
    with qtbot.waitSignal(view.smoothing_changed) as smoothing:
        slider.setValue(0)
    assert smoothing.args == [0.0]
    with qtbot.waitSignal(view.log_changed) as changed:
        qtbot.mouseClick(log, Qt.MouseButton.LeftButton, pos=QPoint(8, log.height() // 2))
    assert changed.args == [True]


def test_the_live_button_is_there_in_the_past(view, qtbot):
    button = view.findChild(QPushButton)
    view.draw(scenes.loss())
    assert not button.isEnabled()
    view.draw(scenes.loss(live=False, playhead=300))
    with qtbot.waitSignal(view.live_clicked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@given(st.integers(0, 100))
def test_the_slider_finds_its_position_again(position):
    assert position_of(weight_at(position)) == position
    assert 0 <= weight_at(position) <= 0.999


def test_the_axes_stand_still_while_the_run_grows(view):
    seen = []
    for steps in range(1000, 1150, 10):
        view.draw(scenes.loss(steps))
        seen.append(view.plot.getViewBox().viewRange())
    assert all(steps == seen[0][0] for steps, _ in seen)
    assert all(after[1][0] <= before[1][0] and after[1][1] >= before[1][1] for before, after in pairwise(seen))
    assert len({tuple(losses) for _, losses in seen}) <= 2  # the loss fell below a mark at most once
    view.draw(scenes.loss(3000))
    assert view.plot.getViewBox().viewRange()[0][1] > 3000
    view.draw(scenes.loss(1000))
    assert view.plot.getViewBox().viewRange()[0][1] > 3000


@given(st.integers(0, 10**9))
def test_the_steps_fit_with_little_left_over(newest):
    low, high = step_range(newest)
    assert low == 0
    assert max(newest, 50) <= high <= max(newest, 50) * 1.45


def test_the_range_ignores_what_cannot_be_drawn():
    curve = scenes.curve(0, 500)
    wild = replace(curve, raw=np.where(np.arange(500) == 7, 1e12, curve.raw), naive=float("nan"))
    broken = replace(wild, smooth=np.append(wild.smooth[:-1], np.inf))
    low, high = loss_range([broken], log=True)
    assert -4 <= low < high <= 1
    assert loss_range([broken], log=False)[1] < 3
    assert loss_range([], log=True)[0] < loss_range([], log=True)[1]
    flat = replace(
        curve, **{n: np.zeros(0) for n in ("raw", "smooth", "steps", "validation", "validation_steps")}, naive=1.0
    )
    assert loss_range([flat], log=True) == pytest.approx((-np.log10(2), np.log10(2)))
    assert joined((0, 1), (-1, 0.5)) == (-1, 1)


def test_nothing_below_zero_has_a_logarithm():
    assert scaled(np.array([1, 0, -1, np.nan, np.inf, 100]), log=True) == pytest.approx(
        np.array([0, np.nan, np.nan, np.nan, np.nan, 2]), nan_ok=True
    )


@pytest.mark.parametrize(("low", "high"), [(-3, 1), (-20, 20), (-0.5, 0), (0.1, 0.4)])
@pytest.mark.parametrize("size", [60, 110, 400])
def test_log_names_are_numbers_and_apart(qapp, low, high, size):
    axis = LossAxis("left")
    axis.log = True
    (_, values), *_ = axis.tickValues(low, high, size)
    names = axis.tickStrings(values, 1.0, 1.0)
    assert len(set(names)) == len(names)
    assert not any("⁰" in name or "10^" in name for name in names)
    if high - low >= 2:
        gaps = np.diff(values) / (high - low) * size
        assert (gaps >= APART - 1e-9).all()
        assert len(names) >= 2


@pytest.mark.parametrize(("high", "size"), [(50, 300), (1500, 962), (2e6, 962), (9e8, 500)])
def test_step_names_are_whole_and_apart(qapp, high, size):
    axis = StepAxis("bottom")
    (_, values), *_ = axis.tickValues(0, high, size)
    names = axis.tickStrings(values, 1.0, 1.0)
    assert 2 <= len(names) <= size / 40
    assert names[-1].replace(",", "").isdigit()
    assert np.diff(values).min() / high * size > 7 * len(names[-1]) + 10


@pytest.mark.parametrize("name", ["light", "dark"])
def test_runs_have_their_colours_and_a_failed_one_is_marked(view, qapp, name):
    theme.apply(qapp, name)
    view.draw(scenes.loss(1200, 3))
    items = view.plot._runs
    assert set(items) == {0, 1, 2}
    assert [items[i].smooth.opts["pen"].color().name() for i in range(3)] == [theme.run_colour(i) for i in range(3)]
    assert len(items[2].failed.data) == 1
    assert len(items[0].failed.data) == 0
    assert view.grab().toImage().pixelColor(20, 160).name() == theme.current().window
    view.draw(scenes.loss(1200, 1))
    assert set(items) == {0}
    theme.apply(qapp, "light")


def test_it_changes_with_the_theme(view, qapp):
    view.draw(scenes.loss(1200, 2))
    for name in ("dark", "light"):
        theme.apply(qapp, name)
        image = view.grab().toImage()
        assert image.pixelColor(20, 160).name() == theme.PALETTES[name].window
        assert view.plot._runs[1].smooth.opts["pen"].color().name() == theme.PALETTES[name].run_colour(1)


def test_the_keyboard_focus_is_seen(view, host, qtbot):
    view.draw(scenes.loss(1200))
    host.activateWindow()
    qtbot.waitActive(host)
    view.clearFocus()
    before = view.grab().toImage()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.grab().toImage() != before
    view.clearFocus()
    assert view.grab().toImage() == before


def test_runs_are_kept_items(view):
    view.draw(scenes.loss(1000))
    item = view.plot._runs[0].raw
    view.draw(scenes.loss(1100))
    assert view.plot._runs[0].raw is item
    assert len(item.getOriginalDataset()[0]) == 1100


def test_the_tag_stays_inside_the_plot(view):
    plot = view.plot
    for playhead in (1, 300, 700, 900, 1199):
        view.draw(scenes.loss(1200, playhead=playhead, live=False))
        view.grab()
        tag = plot._tag.mapRectToDevice(plot._tag.boundingRect())
        box = plot.getViewBox().mapRectToDevice(plot.getViewBox().boundingRect())
        assert tag.left() >= LEFT - 1
        assert tag.right() <= box.right() + 1, playhead


def test_baselines_are_named_in_the_margin(view):
    scene = scenes.loss(1200)
    close = (Level(BaselineKind.LAST_SEASON, 0.449, 12),)
    view.draw(replace(scene, curves=(replace(scene.curves[0], naive=0.45, others=close),)))
    view.grab()
    axis, box = view.plot._names, view.plot.getViewBox()
    ((first, upper), (second, lower)) = axis._tickLevels[0]
    assert (upper, lower) == ("repeat last value", "same as last season")
    low, high = box.viewRange()[1]
    assert (first - second) / (high - low) * box.height() >= NAMES_APART - 0.01
    widest = QFontMetricsF(theme.font(theme.SMALL)).horizontalAdvance(lower)
    assert axis.width() >= widest + BESIDE
    view.draw(replace(scene, curves=(replace(scene.curves[0], naive=float("nan"), others=()),)))
    assert axis._tickLevels == [[]]


@given(st.lists(st.floats(0, 100), max_size=4).map(sorted))
def test_names_are_moved_apart_and_stay_inside(places):
    moved = apart(places, 14, 100)
    assert all(after - before >= 14 - 1e-9 for before, after in pairwise(moved))
    assert not moved or (moved[0] >= 0 and moved[-1] <= 100)
    clear = all(after - before >= 14 for before, after in pairwise(places))
    assert not clear or moved == pytest.approx(places, abs=1e-9)  # a difference may round up to what is enough


def test_an_empty_view_says_what_appears(view):
    view.draw(None)
    empty = view.grab().toImage()
    view.draw(scenes.loss())
    assert view.grab().toImage() != empty
    view.draw(replace(scenes.loss(), curves=()))
    assert view.grab().toImage() == empty


@pytest.mark.parametrize("steps", [0, 1, 2])
@pytest.mark.parametrize("log", [True, False])
def test_a_run_that_has_just_begun(view, steps, log):
    empty = np.zeros(0)
    curve = replace(scenes.curve(0, max(steps, 1)), validation_steps=empty, validation=empty)
    if not steps:
        curve = replace(curve, steps=empty, raw=empty, smooth=empty, naive=float("nan"))
    view.draw(replace(scenes.loss(100, log=log), curves=(curve,), playhead=steps, newest=steps, keyframes=(0,)))
    assert not view.grab().toImage().isNull()


def test_a_hidden_view_keeps_the_newest(host):
    view = LossView(host)
    drawn = []
    view.plot.draw = lambda scene, look: drawn.append(scene.newest)
    view.draw(scenes.loss(800))
    view.draw(scenes.loss(900))
    assert drawn == []
    host.show()
    assert drawn == [900]


def test_losses_lie_over_seconds_and_the_playhead_still_chooses_steps(view, qtbot):
    scene = scenes.loss(1200)
    seconds = np.cumsum(np.where(np.arange(1200) < 600, 0.01, 0.03))  # the second half took three times as long
    clock = Clock(seconds)
    curve = replace(scene.curves[0], steps=seconds, validation_steps=clock.at(scene.curves[0].validation_steps))
    view.draw(scene)
    view.draw(replace(scene, curves=(curve,), clock=clock))
    view.grab()
    assert 24 < view.plot.getViewBox().viewRange()[0][1] < 36
    assert view.plot._playhead.value() == pytest.approx(24)
    assert view.plot._below.tickStrings([10.0], 1, 10) == ["10 s"]
    with qtbot.waitSignal(view.step_chosen) as chosen:
        QTest.mouseClick(view.plot.viewport(), Qt.MouseButton.LeftButton, pos=at_step(view, 15))  # 6 s and 9 s
    assert chosen.args[0] == pytest.approx(900, abs=4)
    with qtbot.waitSignal(view.live_clicked):
        QTest.mouseClick(view.plot.viewport(), Qt.MouseButton.LeftButton, pos=at_step(view, 24.5))
    view.draw(scene)
    assert view.plot.getViewBox().viewRange()[0][1] > 1200


def test_the_switch_to_time_is_told_and_only_by_hand(view, qtbot):
    scene = scenes.loss()
    with qtbot.assertNotEmitted(view.time_changed):
        view.draw(replace(scene, clock=Clock(np.arange(1200.0))))
    with qtbot.waitSignal(view.time_changed) as changed:
        view._time.click()
    assert changed.args == [False]


@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=50).map(sorted), st.integers(0, 60))
def test_a_step_is_found_again_at_its_second(seconds, step):
    clock = Clock(np.array(seconds))
    (at,) = clock.at(np.array([step]))
    known = min(step, len(seconds))
    assert at == (seconds[known - 1] if known else 0.0)
    assert clock.step(at) >= known  # the last of those that were done in the same moment
