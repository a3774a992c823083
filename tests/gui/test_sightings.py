"""What stands out is marked on the timeline at the step where it was found, live and after a session was opened
alike."""

import dataclasses
import math
import time

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gatescope.engine.config.traces import Trace
from gatescope.engine.findings.evidence import GRADIENT, LOSS, SATURATION
from gatescope.engine.findings.rules import Evidence, Finding, find
from gatescope.engine.protocol import messages as m
from gatescope.gui.look import theme
from gatescope.gui.panels.findings import FindingsPanel, edge
from gatescope.gui.state.beginnings import EARLY, LOOKS, look_back, see, see_on_probe
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.sightings import Severity, Sighting, kept
from gatescope.gui.state.store import RunRecord, Store
from gatescope.gui.views.loss.mark_words import label, tip
from gatescope.gui.views.loss.pills import colour_of, severity_colour
from gatescope.gui.views.loss.scene import resolve_loss
from gatescope.gui.views.loss.timeline import APART, MarkKind, TimelineMark, grouped, marks_of
from gatescope.gui.views.loss.view import LossView
from tests.gui import fake_engine as fake

TRAINING, FINISHED, FAILED = m.RunState.TRAINING, m.RunState.FINISHED, m.RunState.FAILED
OVERFIT = Finding("overfitting", 0.338, 0.1, LOSS, step=50)
STUCK = Finding("saturated", 0.8, 0.9, SATURATION, layer="layer0", units=26, size=32)


def rows(
    steps: int, since: int, state: m.RunState, losses: np.ndarray, validation: np.ndarray, every: int
) -> m.Metrics:
    """What the engine tells of rows ``since … steps`` of such a run."""
    told = np.arange(0, steps + 1, every)
    own, before = told[told >= 0], np.arange(0, since + 1, every) if since else np.zeros(0, int)
    new = own[len(before) :]
    return m.Metrics(
        run=1,
        since=since,
        train_loss=losses[since:steps].astype(np.float32),
        gradient_norm=np.full(steps - since, 0.5, np.float32),
        seconds=np.arange(since, steps) * 0.01,
        since_validation=len(before),
        validation_steps=new,
        validation_loss=validation[new // every],
        keyframes=(0,),
        status=m.Status(state=state, step=steps, committed=steps, steps_per_second=0.0, observation=0.0),
    )


def overfitted(steps: int = 400, every: int = 10) -> tuple[np.ndarray, np.ndarray]:
    """Training falls all along; validation is best at step 100, below every baseline from step 60 on."""
    losses = np.exp(-np.arange(steps) / 120.0)
    at = np.arange(0, steps + 1, every)
    validation = np.where(at <= 100, 1.0 - 0.0095 * at, 0.05 * np.exp((at - 100) / 300.0))
    return losses, validation


def opened(steps: int = 400, state: m.RunState = FINISHED, every: int = 10) -> RunRecord:
    made = RunRecord(fake.info(1), 0, 0.9)
    made.take(rows(steps, 0, state, *overfitted(steps, every), every))
    while look_back(made):
        pass
    return made


def seen(record: RunRecord) -> dict[str, tuple[int, Severity]]:
    return {each.rule: (each.step, each.severity) for each in record.sightings}


# ---- at which step ---------------------------------------------------------------------------------------------------


def test_praise_stands_where_every_baseline_is_beaten_first_and_what_is_wrong_where_the_rule_finds_it() -> None:
    record = opened()
    losses, validation = overfitted()
    beaten = next(step for step in range(EARLY, 401, 10) if validation[step // 10] < 0.5)
    told = seen(record)
    assert told[""] == (math.ceil(beaten / EARLY) * EARLY, Severity.GOOD) == (100, Severity.GOOD)
    by_hand = next(step for step in range(EARLY, 401, EARLY) if found_at(step, losses, validation))
    assert told["overfitting"] == (by_hand, Severity.FOUND)
    assert by_hand > 100


def found_at(step: int, losses: np.ndarray, validation: np.ndarray) -> bool:
    at = np.arange(0, step + 1, 10)
    evidence = Evidence(
        fake.info(1),
        train_loss=losses[:step],
        gradient_norm=np.full(step, 0.5),
        validation_steps=at,
        validation_loss=validation[: len(at)],
    )
    return "overfitting" in {each.rule for each in find(evidence)}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 400), max_size=9))
def test_a_run_that_was_watched_has_the_marks_of_one_that_was_opened_again(pauses: list[int]) -> None:
    record, losses = RunRecord(fake.info(1), 0, 0.9), overfitted()
    for steps in (*sorted(set(pauses)), 400):
        if steps > record.rows:
            record.take(rows(steps, record.rows, TRAINING if steps < 400 else FINISHED, *losses, 10))
        while look_back(record):
            pass
    assert record.sightings == opened().sightings


def test_what_was_seen_on_the_probe_is_kept_with_the_run_and_there_when_it_is_opened_again() -> None:
    record = opened()
    found = see_on_probe(record, dataclasses.replace(STUCK, gate=Trace.FORGET_GATE), Severity.NOTICED)
    assert found is not None
    assert see_on_probe(record, STUCK, Severity.NOTICED) is None, "once is enough"
    seen_there = kept(found)
    assert seen_there is not None
    again = RunRecord(fake.info(1, seen=(seen_there,)), 0, 0.9)
    assert again.sightings == (found,)
    assert tip(marks_of(again, {})[:1]) == tip([TimelineMark(MarkKind.SEEN, found.step, sighting=found)])


def test_what_another_program_has_seen_is_passed_over() -> None:
    good = kept(Sighting(3, Severity.FOUND, STUCK))
    assert good is not None
    for name, value in (("rule", "too-blue"), ("severity", "dire"), ("gate", "garden"), ("layer", "the top")):
        other = msgspec.structs.replace(good, **{name: value})
        assert RunRecord(fake.info(1, seen=(other,)), 0, 0.9).sightings == ()
    assert kept(Sighting(3, Severity.GOOD, skill=0.5)) is None
    assert kept(Sighting(3, Severity.FOUND, dataclasses.replace(STUCK, number=math.inf))) is None


def test_a_beginning_is_looked_at_when_its_validation_is_there() -> None:
    record = opened(100, TRAINING)
    assert record.looked_back == EARLY
    record.take(rows(101, 100, TRAINING, *overfitted(), 10))
    look_back(record)
    assert record.looked_back == 100


def test_that_a_run_broke_later_says_nothing_of_what_was_before() -> None:
    record = opened()
    broken = RunRecord(fake.info(1, state=FAILED, fault="loss-not-finite", facts={"step": 400, "value": "nan"}), 0, 0.9)
    broken.take(rows(400, 0, FAILED, *overfitted(), 10))
    look_back(broken)
    assert broken.sightings == record.sightings


def test_a_fork_has_no_marks_of_the_run_that_it_goes_on_from() -> None:
    fork = RunRecord(fake.info(2, parent=1, fork_step=200), 0, 0.9)
    fork.take(msgspec.structs.replace(rows(400, 0, FINISHED, *overfitted(), 10), run=2))
    look_back(fork)
    assert all(each.step > 200 for each in fork.sightings)


def test_a_long_run_is_looked_at_bit_by_bit_and_soon() -> None:
    record, steps = RunRecord(fake.info(1), 0, 0.9), 200_000
    record.take(rows(steps, 0, FINISHED, *overfitted(steps, 500), 500))
    began, looks = time.process_time(), 1
    while look_back(record):
        looks += 1
    assert looks > 2
    assert record.looked_back > 0.9 * steps
    assert time.process_time() - began < 0.1 * looks + 0.5
    assert LOOKS * looks < 400


def test_what_the_probe_tells_is_kept_when_it_is_seen_and_once() -> None:
    record = opened()
    see_on_probe(record, STUCK, Severity.NOTICED)
    see_on_probe(record, fewer(STUCK), Severity.NOTICED)
    see_on_probe(record, Finding("exploding", 2000.0, 1000.0, GRADIENT), Severity.FOUND)
    before = len(record.sightings)
    see_on_probe(record, OVERFIT, Severity.FOUND)  # metrics tell that
    see_on_probe(record, Finding("beyond-window", 90, 48, LOSS), Severity.FOUND)  # that is no matter of a step
    assert len(record.sightings) == before
    told = seen(record)
    assert told["saturated"] == (400, Severity.NOTICED)
    assert told["exploding"] == (400, Severity.FOUND)
    see_on_probe(record, STUCK, Severity.FOUND)  # it became worse
    assert [each.severity for each in record.sightings if each.rule == "saturated"] == ["noticed", "found"]


def fewer(finding: Finding) -> Finding:
    return Finding(finding.rule, 0.7, finding.threshold, finding.shown, layer="layer0", units=20, size=32)


# ---- on the timeline -------------------------------------------------------------------------------------------------


def marks(*sightings: Sighting) -> list[TimelineMark]:
    return [TimelineMark(MarkKind.SEEN, each.step, sighting=each) for each in sightings]


def test_a_mark_says_all_of_it(qapp) -> None:
    wrong, some, good = marks(
        Sighting(200, Severity.FOUND, OVERFIT),
        Sighting(250, Severity.NOTICED, STUCK),
        Sighting(100, Severity.GOOD, skill=0.561),
    )
    assert (label([wrong]), label([some]), label([good])) == ("Over-fitting", "noticed", "beats the baselines")
    assert tip([wrong]).startswith("Step 200: Over-fitting: the validation loss stands 33.8 % above its best")
    assert tip([some]) == "Step 250: Noticed: 26 of 32 units of layer 1 stand at ±1 nearly always."
    assert tip([good]) == "Step 100: Better than every baseline: skill 0.56."
    assert label([wrong, some]) == "2 findings"
    assert len(tip([wrong, some, good]).splitlines()) == 3


def test_too_close_they_are_one_mark_in_the_colour_of_what_is_wrong(qapp) -> None:
    good, wrong = marks(Sighting(100, Severity.GOOD, skill=0.5), Sighting(140, Severity.FOUND, OVERFIT))
    (group,) = grouped([good, wrong], lambda step: float(step))
    assert group.chief is wrong
    assert len(grouped([good, wrong], lambda step: step * APART / 40.0)) == 2
    look = theme.current()
    assert [colour_of(each, look) for each in (wrong, good)] == [look.warn, look.good]
    assert severity_colour(Severity.NOTICED, look) == look.muted


def test_the_scene_has_them_beside_the_best_step() -> None:
    store = Store()
    store.runs[1] = opened()
    scene = resolve_loss(ViewState(run=1), store)
    assert scene is not None
    told = {(mark.step, mark.sighting.rule if mark.sighting else "best") for mark in scene.marks}
    assert told == {(100, "best"), *((each.step, each.rule) for each in store.runs[1].sightings)}
    assert [mark.step for mark in scene.marks] == sorted(mark.step for mark in scene.marks)
    assert len(marks_of(store.runs[1], store.runs)) == len(scene.marks)


def test_a_click_on_it_goes_there_and_the_pointer_is_told(qtbot: QtBot, qapp) -> None:
    theme.apply(qapp, theme.LIGHT)
    view, gone = LossView(), []
    qtbot.addWidget(view)
    view.resize(1000, 260)
    view.show()
    store = Store()
    store.runs[1] = opened()
    view.draw(resolve_loss(ViewState(run=1), store))
    view.step_chosen.connect(gone.append)
    wrong = next(each for each in store.runs[1].sightings if each.severity is Severity.FOUND)
    place = QPointF(view.plot.x_of(wrong.step), view.plot.area().top() - 8)
    group = view.plot.mark_at(place)
    assert group is not None
    assert "Over-fitting" in view.plot.strip.toolTip()
    QTest.mouseClick(view.plot.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert gone == [wrong.step]


def test_a_mark_is_seen_in_its_colour(qtbot: QtBot, qapp) -> None:
    theme.apply(qapp, theme.LIGHT)
    view = LossView()
    qtbot.addWidget(view)
    view.resize(1000, 260)
    view.show()
    store = Store()
    store.runs[1] = RunRecord(fake.info(1), 0, 0.9)
    store.runs[1].take(rows(400, 0, FINISHED, *overfitted(), 10))
    for step, severity in ((200, Severity.FOUND), (300, Severity.NOTICED), (390, Severity.GOOD)):
        see(store.runs[1], Sighting(step, severity, STUCK if severity is not Severity.GOOD else None, 0.5))
    view.draw(resolve_loss(ViewState(run=1), store))
    picture, look = view.plot.grab().toImage(), theme.current()
    for step, colour in ((200, look.warn), (300, look.muted), (390, look.good)):
        x, y = round(view.plot.x_of(step)), round(view.plot.area().top()) - 10
        near = {picture.pixelColor(x + dx, y + dy).name() for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
        assert colour in near, (step, near)


@pytest.mark.parametrize("dark", [False, True])
def test_what_was_noticed_has_a_grey_edge_and_nothing_has_none(qtbot: QtBot, qapp, dark: bool) -> None:
    theme.apply(qapp, theme.DARK if dark else theme.LIGHT)
    panel = FindingsPanel()
    qtbot.addWidget(panel)
    panel.show_findings((), noticed="Noticed: something")
    assert edge(Severity.NOTICED) in panel._quiet.styleSheet()
    assert edge(Severity.NOTICED) not in (edge(Severity.FOUND), edge(Severity.GOOD))
    panel.show_findings(())
    assert panel._quiet.styleSheet() == ""
    theme.apply(qapp, theme.LIGHT)
