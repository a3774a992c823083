"""The timeline to work with: what is told under the pointer, its marks, its axis, and the ways on from the past."""

from dataclasses import replace
from itertools import pairwise

import msgspec
import numpy as np
import pyqtgraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from gatescope.engine.protocol.messages import RunState
from gatescope.gui.look import theme
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Store
from gatescope.gui.views.loss.axes import APART as LOSSES_APART
from gatescope.gui.views.loss.axes import LossAxis
from gatescope.gui.views.loss.hover import card_of
from gatescope.gui.views.loss.mark_words import label, tip
from gatescope.gui.views.loss.ranges import step_range
from gatescope.gui.views.loss.reading import Forecasted, Measured, reading
from gatescope.gui.views.loss.scene import Clock, LossChoice, resolve_loss
from gatescope.gui.views.loss.timeline import APART, MarkKind, TimelineMark, grouped, marks_of
from gatescope.gui.views.loss.view import LossView
from gatescope.gui.views.loss.zooming import ALL, about, chosen, is_part, moved
from tests.gui import fake_engine as fake
from tests.gui import scenes

LR = TimelineMark(MarkKind.LIVE, 250, setting="learning_rate", before=0.003, after=0.001)
CLIP = TimelineMark(MarkKind.LIVE, 900, setting="clip", before=1.0, after=0.0)
BEST = TimelineMark(MarkKind.BEST, 600, after=0.0123)
BRANCH = TimelineMark(MarkKind.BRANCH, 150, name="lr 0.01", colour=2)
FULL = (0.0, 1000.0)


@pytest.fixture
def host(qtbot, qapp):
    theme.apply(qapp, "light")
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1066, 190)
    return made


@pytest.fixture
def view(qtbot, host):
    made = LossView(host)
    made.resize(host.size())
    made.take_ways_on(QPushButton("on"), QPushButton("back"))
    host.show()
    qtbot.waitExposed(host)
    return made


@pytest.fixture
def store():
    made = Store()
    made.take_data(fake.dataset("/data/air.csv"))
    made.take_run(fake.info(1))
    return made


def measured(steps=1200):
    curve = scenes.curve(0, steps)
    errors = [np.array([[float(step)], [step / 2]]) for step in curve.validation_steps]
    seconds = np.arange(1, steps + 1) * 0.01
    logs = np.log10(curve.smooth)
    target = (Forecasted("rides", "rides"),)
    return Measured(curve.raw, logs, seconds, curve.validation_steps, curve.validation, True, 0.45, errors, target)


def scene(steps=1200, **changes):
    return replace(scenes.loss(steps), **{"measured": measured(steps), **changes})


def at(view, step, height=0.5) -> QPoint:
    area = view.plot.area()
    return QPointF(view.plot.x_of(step), area.top() + height * area.height()).toPoint()


def point_at(view, at):
    """Without a button, whichever one another test left pressed."""
    port, none = view.plot.viewport(), Qt.MouseButton.NoButton
    place, key = QPointF(port.mapToGlobal(at)), Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(port, QMouseEvent(QEvent.Type.MouseMove, QPointF(at), place, none, none, key))


def wheel(view, at, notches, modifier):
    point = QPointF(at)
    turned, none = QPoint(0, 120 * notches), Qt.MouseButton.NoButton
    port = view.plot.viewport()
    event = QWheelEvent(
        point, QPointF(port.mapToGlobal(at)), QPoint(), turned, none, modifier, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(port, event)
    return event.isAccepted()


# ---- what is told under the pointer ----------------------------------------------------------------------------


def test_the_reading_of_a_step_is_what_was_recorded_there():
    known = measured()
    found = reading(known, 210)
    assert (found.step, found.raw, found.seconds) == (210, known.raw[209], 2.1)
    assert found.smooth == pytest.approx(10 ** known.smooth[209])
    assert (found.validated, found.validation) == (200, known.validation[3])
    assert found.skill == pytest.approx(1 - found.validation / 0.45)
    assert found.errors == ((Forecasted("rides", "rides"), 200.0, 100.0),)


@given(st.integers(-10, 2000))
def test_a_reading_never_tells_of_another_step(step):
    known = measured(300)
    found = reading(known, step)
    assert found.step == min(max(step, 0), 300)
    assert np.isnan(found.raw) == (found.step == 0)
    assert abs(found.validated - found.step) == np.abs(known.validated - found.step).min()


def test_the_card_leaves_out_what_is_not_known_and_says_of_which_step_the_validation_is(qapp):
    bare = replace(measured(), validated=np.empty(0), validation=np.empty(0))
    names = [name for name, _ in card_of(reading(bare, 3)).lines]
    assert names == ["training loss", "smoothed"]
    full = card_of(reading(measured(), 210))
    assert full.title == "Step 210 · 2.10 s"
    assert dict(full.lines)["validation loss, step 200"] == card_of(reading(measured(), 200)).lines[2][1]
    assert dict(full.lines)["RMSE"] == "200 rides"
    assert dict(full.lines)["MAE"] == "100 rides"


def test_the_card_follows_the_mouse_and_goes_with_it(view):
    view.draw(scene(planned=2000))
    point_at(view, at(view, 300))
    assert view._hover.isVisible()
    assert view._hover.readout.title.startswith("Step 30")
    point_at(view, at(view, 1600))  # not trained yet
    assert not view._hover.isVisible()


# ---- the axis --------------------------------------------------------------------------------------------------


@given(st.integers(1, 10**7), st.integers(0, 10**7))
def test_the_axis_ends_with_the_last_planned_step(planned, newest):
    low, high = step_range(newest, planned=planned)
    assert low == 0
    assert high == planned if newest <= planned else newest <= high <= max(1.25 * newest, 60)


@pytest.mark.parametrize("newest", [300, 260, 0])
def test_no_number_of_the_axis_lies_below_a_pill(newest, view):
    view.draw(scene(newest, planned=300, playhead=newest, live=True))
    plot, axis = view.plot, view.plot._below
    (low, high), area = plot.shown(), plot.area()
    steps = axis.tickValues(low, high, area.width())[0][1]
    pill = plot._tag.mapRectToParent(plot._tag.boundingRect())
    names = dict(zip(steps, axis.tickStrings(steps, 1, 1), strict=True))
    wide = QFontMetricsF(theme.font(theme.SMALL)).horizontalAdvance
    for step, name in names.items():
        half = wide(f"{step:,.0f}") / 2
        under = pill.left() < plot.x_of(step) + half and plot.x_of(step) - half < pill.right()
        assert not (under and name), (step, name)
    assert sum(map(bool, names.values())) >= len(names) - 2
    view.draw(scene(150, planned=300, playhead=150, live=True))
    assert axis.tickStrings([300.0], 1, 1) == ["300"], "what was covered has its name again"


@given(st.floats(-6, 6), st.floats(0.2, 12), st.floats(15, 600))
def test_no_two_losses_on_the_axis_touch(low, decades, tall):
    axis = LossAxis("left")
    axis.log = True
    places = [value * tall / decades for value in axis.tickValues(low, low + decades, tall)[0][1]]
    assert all(above - below >= 0.999 * LOSSES_APART for below, above in pairwise(places))
    assert places or decades < 1


def test_everything_written_in_the_plot_is_as_large_as_letters_are(view, qapp):
    known = scene(300, planned=1000)
    for letters in (1.0, 1.5):
        theme.enlarge(qapp, letters)
        view.draw(known)
        items = view.plot.scene().items()
        texts = [item.textItem.font() for item in items if isinstance(item, pyqtgraph.TextItem) and item.isVisible()]
        axes = [item.style["tickFont"] for item in items if isinstance(item, pyqtgraph.AxisItem) and item.isVisible()]
        assert len(texts) >= 1
        assert len(axes) == 3
        assert {font.pixelSize() for font in (*texts, *axes)} == {round(theme.SMALL * letters)}
        pill = view.plot._tag.mapRectToParent(view.plot._tag.boundingRect())
        assert pill.height() == round(17 * letters)
        view.plot.getPlotItem().layout.activate()
        assert view.plot.area().bottom() < pill.top() < pill.bottom() <= view.plot.height()


@given(st.integers(100, 10**9))
def test_without_a_plan_at_most_a_fifth_more_is_shown(newest):
    assert 1.02 * newest <= step_range(newest)[1] <= 1.25 * newest


def test_the_part_that_is_not_trained_has_the_tint_of_the_panel(view):
    view.draw(scene(300, planned=1000))
    picture, inside = view.plot.grab().toImage(), at(view, 990, 0.9)
    assert picture.pixelColor(inside).name() == theme.current().panel
    assert view.plot._untrained.words.toPlainText() == "planned to step 1,000"
    view.draw(scene(300, planned=300))
    assert not view.plot._untrained.words.isVisible()


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (RunState.TRAINING, "Live · 1,200"),
        (RunState.PAUSED, "Paused · 1,200"),
        (RunState.FINISHED, "Finished · 1,200"),
        (RunState.FAILED, "Failed · 1,200"),
    ],
)
def test_the_pill_says_how_the_run_stands_and_stays_there_in_the_past(view, state, text):
    view.draw(scene(planned=2000, state=state))
    assert view.plot._tag.text == text
    assert not view.plot._present.isVisible()
    view.draw(scene(planned=2000, state=state, playhead=300, live=False))
    assert (view.plot._tag.text, view.plot._present.text) == ("Step 300", text)
    assert view.plot._present.isVisible()


# ---- zooming ---------------------------------------------------------------------------------------------------


@given(st.floats(0, 990), st.floats(6, 900), st.floats(0, 1), st.floats(0.3, 4))
def test_what_is_pointed_at_stays_where_it_is(low, wide, share, factor):
    now = (low, min(low + wide, 1000.0))
    if now[1] - now[0] < 6:
        return
    place = now[0] + share * (now[1] - now[0])
    part = about(now, FULL, place, factor)
    if part == ALL:
        return
    assert FULL[0] - 1e-6 <= part[0] < part[1] <= FULL[1] + 1e-6
    inside = part[0] > 1e-6 and part[1] < FULL[1] - 1e-6
    assert not inside or (place - part[0]) / (part[1] - part[0]) == pytest.approx(share, abs=1e-6)


def test_parts_are_kept_within_what_there_is():
    assert chosen(700, 300, FULL) == (300, 700)
    assert chosen(-50, 2000, FULL) == FULL
    assert chosen(300, 302, FULL) == ALL
    assert moved((100, 300), FULL, -500) == (0, 200)
    assert moved((100, 300), FULL, 5000) == (800, 1000)
    assert not is_part(ALL, FULL)
    assert not is_part((float("nan"), 3.0), FULL)


def test_a_stretch_marked_with_shift_is_looked_at_and_a_double_click_shows_all(view, qtbot):
    view.draw(scene())
    port, left, shift = view.plot.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(view.zoomed) as zoomed, qtbot.assertNotEmitted(view.step_chosen):
        QTest.mousePress(port, left, shift, at(view, 300))
        QTest.mouseMove(port, at(view, 600))
        QTest.mouseRelease(port, left, shift, at(view, 600))
    assert zoomed.args[0] == pytest.approx((300, 600), abs=3)
    view.draw(scene(zoom=(300.0, 600.0)))
    assert view.plot.getViewBox().viewRange()[0] == [300.0, 600.0]
    view.draw(scene(1210, zoom=(300.0, 600.0)))  # it trains on
    assert view.plot.getViewBox().viewRange()[0] == [300.0, 600.0]
    with qtbot.waitSignal(view.zoomed) as zoomed:
        QTest.mouseDClick(port, left, Qt.KeyboardModifier.NoModifier, at(view, 450))
    assert zoomed.args[0] == ALL


def test_only_the_wheel_with_control_zooms(view, qtbot):
    view.draw(scene())
    place = at(view, 600)
    with qtbot.assertNotEmitted(view.zoomed):
        assert not wheel(view, place, 1, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(view.zoomed) as zoomed:
        assert wheel(view, place, 2, Qt.KeyboardModifier.ControlModifier)
    low, high = zoomed.args[0]
    assert 0 < low < 600 < high < view.plot.full[1]


def test_losses_are_spread_over_the_height_of_what_is_looked_at(view):
    view.draw(scene())
    whole = view.plot.getViewBox().viewRange()[1]
    view.draw(scene(zoom=(1000.0, 1200.0)))
    part = view.plot.getViewBox().viewRange()[1]
    assert part[1] < whole[1]
    view.draw(scene())
    assert view.plot.getViewBox().viewRange()[1] == whole


# ---- marks -----------------------------------------------------------------------------------------------------


def test_changes_too_close_stand_together_and_the_best_step_by_itself():
    second = replace(LR, step=260)
    third = replace(CLIP, step=270)
    groups = grouped((LR, second, third, replace(BEST, step=300), CLIP), lambda step: float(step))
    assert [len(group.marks) for group in groups] == [3, 1, 1]
    assert label(groups[0].marks) == "3 changes"
    assert len(tip(groups[0].marks).splitlines()) == 3


@given(st.lists(st.integers(0, 1000), max_size=12))
def test_no_mark_is_lost_and_changes_are_apart(steps):
    groups = grouped([replace(LR, step=step) for step in steps], lambda step: float(step))
    assert sorted(mark.step for group in groups for mark in group.marks) == sorted(steps)
    assert all(after.x - before.x >= APART for before, after in pairwise(groups))


def test_each_mark_says_what_it_is(qapp):
    said = {"lr 0.003 → 0.001": LR, "clip 1 → off": CLIP, "best so far": BEST, "branch: lr 0.01": BRANCH}
    assert {label((mark,)) for mark in said.values()} == set(said)
    assert tip((LR,)) == "lr 0.003 → 0.001 at step 250"
    assert "0.0123" in tip((BEST,))


def test_a_click_on_a_mark_goes_to_its_step(view, qtbot):
    view.draw(scene(marks=(BRANCH, LR, BEST), planned=1200))
    above = QPoint(round(view.plot.x_of(600)), 8)
    with qtbot.waitSignal(view.step_chosen) as chosen:
        QTest.mouseClick(view.plot.viewport(), Qt.MouseButton.LeftButton, pos=above)
    assert chosen.args == [600]
    point_at(view, above)
    assert "lowest validation loss" in view.plot.strip.toolTip()


def test_marks_lie_over_seconds_too(view):
    view.draw(scene(marks=(BEST,), clock=Clock(np.arange(1, 1201) * 0.01)))
    (group,) = view.plot.strip.groups
    assert group.x == pytest.approx(view.plot.x_of(6.0) - view.plot.area().left(), abs=1)


# ---- the past --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("playhead", [1, 300, 1100, 1199])
def test_the_ways_on_stand_beside_the_playhead_and_within_the_plot(view, playhead):
    view.draw(scene())
    assert not view._ways_on.isVisible()
    view.draw(scene(playhead=playhead, live=False))
    card = view._ways_on
    assert card.isVisible()
    area, x = view.plot.area(), view.plot.x_of(playhead)
    assert area.left() <= card.x() <= card.geometry().right() <= area.right() + 1
    assert not card.x() <= x <= card.geometry().right()
    view.draw(scene(playhead=playhead, live=False, zoom=(400.0, 800.0)))
    assert not card.isVisible()


def test_the_marks_of_a_run_are_what_the_engine_recorded(store):
    record = store.runs[1]
    record.live = ((1, "clip", 1.0), (2, "learning_rate", 0.5), (2, "learning_rate", 0.05), (3, "learning_rate", 0.05))
    first = record.info.config.train.learning_rate
    fork = msgspec.structs.replace(record.info, run=9, name="branched", parent=1, fork_step=2)
    store.take_run(fork)
    marks = marks_of(record, store.runs)
    changes = [(mark.step, mark.before, mark.after) for mark in marks if mark.kind is MarkKind.LIVE]
    assert changes == [(2, first, 0.05)]  # what changed nothing is no change
    (branch,) = (mark for mark in marks if mark.kind is MarkKind.BRANCH)
    assert (branch.step, branch.name, branch.colour) == (2, store.runs[9].name, store.runs[9].colour)
    (origin,) = (mark for mark in marks_of(store.runs[9], store.runs) if mark.kind is MarkKind.ORIGIN)
    assert (origin.step, origin.name) == (2, record.name)


def test_the_best_step_is_the_lowest_validation_of_the_runs_own(store):
    record = store.runs[1]
    record.validation_steps.extend(np.array([100, 200, 300]))
    record.validation_loss.extend(np.array([-3.0, np.nan, -2.0]))
    assert record.best == (100, -3.0)
    assert [mark.step for mark in marks_of(record, store.runs) if mark.kind is MarkKind.BEST] == [100]
    record.info = msgspec.structs.replace(record.info, fork_step=150)
    assert record.best == (300, -2.0)


def test_the_part_that_is_looked_at_is_no_setting_and_ends_with_other_data():
    part = LossChoice(log=False, since=3.0, until=9.0)
    assert part.kept() == part.afresh() == LossChoice(log=False)


def test_the_scene_has_the_errors_that_were_measured_and_a_hidden_branch_has_no_mark(store):
    record = store.runs[1]
    record.validation_errors.extend([np.ones((2, 1)), np.full((2, 1), 2.0)])
    found = resolve_loss(ViewState(run=1), store).measured
    assert found.errors is record.validation_errors
    assert [target.name for target in found.targets] == list(record.info.config.data.targets)
    fork = msgspec.structs.replace(record.info, run=9, parent=1, fork_step=2)
    store.take_run(fork)
    assert [mark.kind for mark in marks_of(record, store.runs)] == [MarkKind.BRANCH]
    store.take_run(msgspec.structs.replace(fork, marks=msgspec.structs.replace(fork.marks, hidden=True)))
    assert marks_of(record, store.runs) == ()
