"""The panel of findings: what it says, what it asks for, and what its clicks do."""

from collections.abc import Iterator
from dataclasses import replace

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gatescope.engine.config.run import Cell, Recurrent
from gatescope.engine.config.traces import Trace
from gatescope.engine.errors import Fault
from gatescope.engine.findings.evidence import GRADIENT, LOSS, SATURATION, SIZES
from gatescope.engine.findings.rules import RULES, Action, ActionKind, Finding
from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.analysis import Analysis, Source, UnitUse
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import FrameRequest
from gatescope.gui.controllers import shelves
from gatescope.gui.controllers.board import Board
from gatescope.gui.controllers.findings import PACE, Findings
from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.panels.findings import FindingRow, FindingsPanel
from gatescope.gui.panels.form.model import ModelPanel
from gatescope.gui.scenes.asking import GRADIENT as GRADIENT_ROW
from gatescope.gui.scenes.findings import FINDINGS
from gatescope.gui.scenes.pace import Pace
from gatescope.gui.views.cost.scene import COST
from gatescope.gui.views.registry import VIEWS
from gatescope.gui.views.spec import Place
from gatescope.gui.views.stack.gradient import GradientChoice
from gatescope.gui.words.findings import sentences as findings_words
from tests.gui import fake_engine as fake
from tests.gui.asked import wanted


class Sent(EngineBridge):
    """A bridge that notes what is sent."""

    def __init__(self) -> None:
        super().__init__(("nobody",))
        self.messages: list[object] = []

    def send(self, message) -> bool:
        self.messages.append(message)
        return True


SHELVES = ((Place.MIDDLE, shelves.middle), (Place.SIDE, shelves.side), (Place.BELOW, shelves.below))


@pytest.fixture
def findings(qtbot: QtBot, qapp: QApplication) -> Iterator[Findings]:
    theme.apply(qapp, "light")
    conductor = Conductor(Sent())
    conductor.store.take_data(fake.dataset("/data/air.csv"))
    conductor.store.take_run(fake.info(1))
    conductor.change(run=1)
    board = Board(conductor)
    made_shelves = [board.shelf(*one) for one in SHELVES]
    window = QWidget()
    model = ModelPanel()
    made = Findings(conductor, board, model, lambda: None)
    for widget in (
        window,
        *(shelf.tabs for shelf in made_shelves),
        model,
        made.panel,
        made.count,
        board.views[COST],
    ):
        qtbot.addWidget(widget)
    made.panel.resize(216, 400)
    made.panel.show()
    made.look()
    yield made
    made._later.stop()
    conductor.bridge.deleteLater()


def train(findings: Findings, losses: np.ndarray) -> None:
    """As if the engine had told these rows."""
    request = m.MetricsRequest(run=1, since=0, since_validation=0)
    told = msgspec.structs.replace(fake.metrics(request, len(losses)), train_loss=losses.astype(np.float32))
    told = msgspec.structs.replace(told, validation_steps=np.zeros(0, np.int64), validation_loss=np.zeros(0))
    findings._conductor._take_metrics(told)


def answer(findings: Findings, analysis: Analysis) -> FrameRequest:
    """Answers the panel's question."""
    conductor = findings._conductor
    (request,) = [
        r for r in wanted(conductor.state, conductor.store, findings._board.visible, {}) if r.slot.name == FINDINGS
    ]
    told = msgspec.structs.replace(fake.frame(request, 90), analysis=analysis)
    conductor._take_frame(told, request)
    return request


def words(panel: FindingsPanel) -> list[str]:
    return [item._text.text() for item in panel._items if not item.isHidden()]


def test_a_run_with_nothing_to_say_says_so(findings: Findings) -> None:
    assert findings.found == ()
    assert findings.panel._quiet.text() == "Nothing stands out."
    assert findings.panel._heading.text() == "FINDINGS"
    findings._conductor.change(run=0)
    assert findings.panel.isHidden()  # until there is a run


def test_nothing_is_said_to_stand_out_before_a_run_of_an_opened_session_was_looked_at(findings: Findings) -> None:
    conductor = findings._conductor
    conductor.store.take_run(msgspec.structs.replace(fake.info(1), step=120, state=m.RunState.PAUSED))
    findings.look()
    assert findings.panel._quiet.text() == "Looking at the run…"
    train(findings, np.ones(120))
    assert findings.panel._quiet.text() == "Looking at the run…"  # what it measured is known, not what it does
    answer(findings, Analysis())
    assert findings.panel._quiet.text() == "Nothing stands out."  # at once, not after the usual second


def test_what_the_metrics_tell_is_found_without_asking(findings: Findings) -> None:
    train(findings, np.array([1.0] * 60 + [3.0] * 60))
    findings.look()
    assert [one.rule for one in findings.found] == ["rate-too-high"]
    assert findings.panel._heading.text() == "FINDINGS · 1"
    assert words(findings.panel) == [
        "The learning rate is too high: the training loss stands at 3.00 times what it was at step 1."
    ]


def test_news_are_looked_at_once_a_second(findings: Findings) -> None:
    train(findings, np.ones(100))  # the run begins to train, which is looked at at once
    assert not findings._later.isActive()
    record = findings._conductor.selected
    record.train.column.extend(np.full(60, 3.0, np.float32))
    findings._conductor.metrics_grew.emit(1)
    assert findings._later.isActive()
    assert findings.found == ()
    findings._later.timeout.emit()
    assert findings.found


def test_the_probe_is_asked_about_only_while_the_panel_is_seen(findings: Findings) -> None:
    train(findings, np.ones(100))
    request = answer(findings, Analysis(units=(UnitUse(layer="layer0", dead=np.arange(32) > 0),)))
    assert request.at is None
    assert request.analysis.saturation
    assert (request.analysis.flow.source, request.analysis.flow.tau) == (Source.OUTPUT, -1)
    findings.look()
    assert [one.rule for one in findings.found] == ["dead"]
    findings.panel.hide()
    assert findings._board.visible == frozenset()


def test_nothing_is_asked_before_the_first_step_and_after_a_run_broke(findings: Findings) -> None:
    conductor = findings._conductor

    def asked() -> list[FrameRequest]:
        return [
            r for r in wanted(conductor.state, conductor.store, frozenset({FINDINGS}), {}) if r.slot.name == FINDINGS
        ]

    assert asked() == []
    conductor.store.take_run(fake.info(1, step=9))
    assert len(asked()) == 1
    conductor.store.take_run(fake.info(1, step=9, state=m.RunState.FAILED))
    assert asked() == []


def test_the_past_and_another_probe_ask_for_what_they_need(findings: Findings) -> None:
    conductor = findings._conductor
    train(findings, np.ones(100))
    conductor.change(at=4)
    assert answer(findings, Analysis()).at is None
    conductor.change(probe=msgspec.structs.replace(fake.info(1).validation_probe, length=100))
    assert findings._looked_at[1] == conductor.state.probe
    assert [one.rule for one in findings.found] == ["beyond-window"]


def test_two_seconds_lie_between_two_questions() -> None:
    now = [0.0]
    pace = Pace(PACE, lambda: now[0])
    request = FrameRequest(slot=Slot(FINDINGS), number=0, run=1, probe=fake.info(1).validation_probe)
    assert pace.allows(request, training=True)
    now[0] = 1.9
    assert not pace.allows(request, training=True)
    now[0] = 2.1
    assert pace.allows(request, training=True)


def test_a_click_sets_the_learning_rate_while_it_trains(findings: Findings) -> None:
    train(findings, np.array([1.0] * 60 + [3.0] * 60))
    findings.look()
    item = findings.panel._items[0]
    assert item.action.text() == "Set the learning rate to 0.0003"
    QTest.mouseClick(item.action, Qt.MouseButton.LeftButton)
    assert m.SetLive(run=1, name="learning_rate", value=0.0003) in findings._conductor.bridge.messages
    assert findings._model.learning_rate.value() == 0.0003


def test_a_click_makes_a_run_with_one_thing_changed(findings: Findings) -> None:
    train(findings, np.ones(100))
    answer(findings, Analysis(units=(UnitUse(layer="layer0", dead=np.ones(32, bool)),)))
    findings.look()
    item = findings.panel._items[0]
    assert item.action.text() == "New run with RNN tanh"
    item.action.click()
    (made,) = [one for one in findings._conductor.bridge.messages if isinstance(one, m.NewRun)]
    config = findings._conductor.selected.info.config
    assert made.config == msgspec.structs.replace(config, net=Recurrent(cell=Cell.RNN_TANH))


def test_a_click_shows_the_place(findings: Findings) -> None:
    conductor, tabs = findings._conductor, findings._board._shelves[Place.SIDE].tabs
    train(findings, np.ones(100))
    conductor.store.take_run(fake.info(1, keyframes=(0, 1, 2, 4, 64)))
    place = Finding("dead", 1.0, 0.75, SATURATION, layer="layer0", unit=7)
    findings._show(place)
    assert (tabs.front, conductor.state.unit) == ("saturation", 7)
    findings._show(replace(place, shown=SIZES))
    assert tabs.front == "sizes"
    findings._show(Finding("overfitting", 1.0, 0.1, LOSS, step=70))
    assert conductor.state.at == 64
    findings._show(Finding("beyond-window", 1.0, 0.1, GRADIENT, t=0, until=35))
    gradient = conductor.state.choice(GradientChoice)
    assert (conductor.state.at, conductor.state.t, gradient.source, gradient.shown) == (None, 35, Source.OUTPUT, True)


ACTIONS = (
    Action(ActionKind.LIVE, "clip", 1.0),
    Action(ActionKind.LIVE, "learning_rate", 3e-5),
    Action(ActionKind.NEW_RUN, "clip", 1.0),
    Action(ActionKind.NEW_RUN, "learning_rate", 0.1),
    Action(ActionKind.NEW_RUN, "cell", Cell.LSTM),
    Action(ActionKind.NEW_RUN, "forget_bias", 1.0),
    Action(ActionKind.NEW_RUN, "init", "orthogonal"),
    Action(ActionKind.NEW_RUN, "stop_after", 5),
    Action(ActionKind.NEW_RUN, "hidden", 64),
    Action(ActionKind.NEW_RUN, "transform", "difference"),
    Action(ActionKind.NEW_RUN, "reach", 60),
    Action(ActionKind.NEW_RUN, "window", 60),
)


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
@pytest.mark.parametrize("gate", [None, Trace.INPUT_GATE])
@pytest.mark.parametrize("t", [-1, 3])
def test_every_finding_has_a_sentence_with_its_numbers(rule: str, gate: Trace | None, t: int) -> None:
    finding = Finding(rule, 0.123, 0.1, LOSS, gate=gate, t=t, step=17, part="weight", tensor="head.bias")
    text = findings_words.sentence(finding)
    assert "{" not in text
    assert any(place in text for place in ("0.123", "12.3 %", "17", "0 of 0"))
    assert findings_words.link(finding) == "Show the loss"


@pytest.mark.parametrize("part", ["loss", "weight", "gradient"])
@pytest.mark.parametrize("tensor", ["", "head.bias"])
def test_a_broken_run_names_what_was_first(part: str, tensor: str) -> None:
    text = findings_words.sentence(Finding("not-finite", float("nan"), 1.0, LOSS, step=1204, part=part, tensor=tensor))
    assert "step 1,204" in text
    assert (tensor in text) or part == "loss"


def test_a_vanishing_gradient_says_what_would_help() -> None:
    finding = Finding("vanishing", 3e-7, 1e-5, GRADIENT, ACTIONS[4], t=0)
    assert findings_words.sentence(finding) == (
        "The gradient vanishes: what reaches step 1 of the probe is 3.00e−7 of the largest. An LSTM keeps it longer."
    )
    assert findings_words.action(ACTIONS[4]) == "New run with LSTM"


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: f"{action.kind}-{action.name}")
def test_every_action_has_its_words(action: Action) -> None:
    text = findings_words.action(action)
    assert "{" not in text
    assert len(text) < 40


def test_a_panel_keeps_its_widgets_while_the_numbers_change(qtbot: QtBot) -> None:
    panel = FindingsPanel()
    qtbot.addWidget(panel)
    panel.show_findings((FindingRow("one 1", "Show", "Do"), FindingRow("two", "Show")))
    items = list(panel._items)
    assert [not item.action.isHidden() for item in items] == [True, False]
    panel.show_findings((FindingRow("one 2", "Show", "Do"),))
    assert panel._items == items
    assert words(panel) == ["one 2"]
    panel.show_findings(())
    assert words(panel) == []
    assert not panel._quiet.isHidden()


def test_nothing_is_said_of_a_beginning_unless_it_broke(findings: Findings) -> None:
    train(findings, np.array([1.0] * 20 + [3.0] * 29))
    answer(findings, Analysis())
    findings.look()
    assert findings.found == ()
    assert "50" in findings.panel._quiet.text()
    train(findings, np.array([1.0] * 60 + [3.0] * 60))
    findings.look()
    assert [one.rule for one in findings.found] == ["rate-too-high"]
    assert "50" not in findings.panel._quiet.text()


def test_what_beats_every_baseline_is_praised_with_its_error(findings: Findings) -> None:
    record = findings._conductor.store.runs[1]
    train(findings, np.linspace(1.0, 0.2, 120))
    better = msgspec.structs.replace(record.info, validation_loss=0.125, rmse=(17.34,), mae=(12.0,))
    findings._conductor._take_run(m.RunChanged(info=better))
    answer(findings, Analysis())
    findings.look()
    praise = findings.panel._praise
    assert praise._text.text() == "Better than every baseline: skill 0.75. Typical error (RMSE) of a: 17.3."
    assert not praise.isHidden()
    assert theme.current().good in praise.styleSheet()
    assert praise.link.isHidden()
    findings._conductor._take_run(m.RunChanged(info=msgspec.structs.replace(better, validation_loss=0.6)))
    findings.look()
    assert praise.isHidden()


def test_three_findings_are_told_and_the_others_counted(qtbot: QtBot) -> None:
    panel = FindingsPanel()
    qtbot.addWidget(panel)
    panel.show_findings(tuple(FindingRow(f"finding {at}", "Show") for at in range(5)))
    assert words(panel) == ["finding 0", "finding 1", "finding 2"]
    assert panel._more.text() == "2 more"
    panel._more.click()
    assert words(panel) == [f"finding {at}" for at in range(5)]
    assert panel._more.isHidden()
    panel.show_findings((FindingRow("one", "Show"),))
    assert words(panel) == ["one"]


def test_what_the_saturation_counts_is_not_passed_over(findings: Findings) -> None:
    """Not "Nothing stands out" beside "stuck at ±1: 26 of 32 units"."""
    train(findings, np.linspace(1, 0.2, 200))
    stuck = np.where(np.arange(32) < 26, 0.97, 0.1)
    answer(findings, Analysis(units=(UnitUse(layer="layer0", stuck=stuck),)))
    findings.look()
    assert findings.panel._quiet.text() == (
        "Nothing stands out yet. Noticed: 26 of 32 units of layer 1 stand at ±1 nearly always."
    )
    answer(findings, Analysis(units=(UnitUse(layer="layer0", stuck=np.zeros(32)),)))
    findings.look()
    assert findings.panel._quiet.text() == "Nothing stands out."


def test_a_run_that_broke_says_so_at_once(findings: Findings) -> None:
    facts = {"run": 1, "step": 12, "value": "nan", "part": "loss", "tensor": ""}
    conductor = findings._conductor
    conductor._take_run(
        m.RunChanged(info=fake.info(1, state=m.RunState.FAILED, step=12, fault=str(Fault.LOSS_NOT_FINITE), facts=facts))
    )
    assert words(findings.panel) == ["The loss is no number at step 12. All weights still were."]


def test_the_count_is_there_only_when_something_was_found(findings: Findings) -> None:
    assert findings.count.isHidden()
    train(findings, np.array([1.0] * 60 + [3.0] * 60))
    findings.look()
    assert not findings.count.isHidden()
    assert findings.count.text() == "● 1 finding"
    findings.count.show_count(2)
    assert findings.count.text() == "● 2 findings"


def test_a_click_on_the_count_scrolls_to_the_panel(findings: Findings, qtbot: QtBot) -> None:
    area, inside = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    column = QVBoxLayout(inside)
    column.addSpacing(900)
    column.addWidget(findings.panel)
    area.setWidget(inside)
    area.resize(240, 300)
    area.show()
    assert findings.panel.visibleRegion().isEmpty()
    findings.count.click()
    assert not findings.panel.visibleRegion().isEmpty()
    findings.panel.setParent(None)  # as it was


def test_every_rule_is_shown_in_a_view_that_the_window_has() -> None:
    assert {LOSS, SATURATION, SIZES} <= {spec.name for spec in VIEWS}
    assert GRADIENT == GRADIENT_ROW  # a row of the stack
    assert {rule.shown for rule in RULES} <= {LOSS, GRADIENT, SATURATION, SIZES}
