"""What a run takes: in the form before it is made, in the status line, and drawn against T."""

import math
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from gatescope.engine.config.run import RunConfig
from gatescope.engine.errors import Fault
from gatescope.engine.protocol.messages import Cost, CostTold
from gatescope.gui.controllers.cost_estimates import CostEstimates
from gatescope.gui.kit.small_plot import AXIS, NAMES
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.look import theme
from gatescope.gui.panels.form.cost_lines import OPEN, SHUT, CostLines
from gatescope.gui.panels.status import StatusLine
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Store
from gatescope.gui.views.cost.scene import COST, CostScene, RunCost, wants
from gatescope.gui.views.cost.view import PLOT, CostView, unit_of
from gatescope.gui.words.entries import Topic
from tests.gui.fake_engine import info
from tests.gui.stages import Stage

COSTS = Cost(
    parameters=4513, steps=24, activation_bytes=612_000, needed_bytes=3_200_000, available_bytes=12_000_000_000
)


@pytest.fixture
def lines(qtbot: QtBot) -> CostLines:
    made = CostLines()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def view(qtbot: QtBot) -> CostView:
    made = CostView()
    qtbot.addWidget(made)
    made.resize(200, made.height())
    return made


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    made = Stage("open", qtbot, tmp_path)
    yield made
    made.close()


def run(steps: int, seconds: float = math.nan, colour: int = 2) -> RunCost:
    return RunCost("LSTM", colour, steps, 1000 * steps, seconds)


def texts(lines: CostLines) -> tuple[str, str, str]:
    return lines._more.text(), lines._memory.text(), lines._parameters.text()


def test_the_form_tells_t_what_it_holds_and_what_is_free(lines: CostLines) -> None:
    assert texts(lines) == (f"memory {SHUT}", "–", "–")
    lines.show_cost(COSTS, COSTS.parameters)
    assert texts(lines) == (f"memory at T = 24 {SHUT}", "612 KB", "4,513")
    assert "3.2 MB in all; 12 GB are free" in lines._memory.toolTip()
    lines._more.click()
    assert lines._more.text().endswith(OPEN)


def test_what_is_refused_says_why_and_only_then(lines: CostLines) -> None:
    lines.show_cost(COSTS, 1, "too large")
    assert (lines._refused.isHidden(), lines._refused.text()) == (False, "too large")
    lines.show_cost(COSTS, 1)
    assert lines._refused.isHidden()


def test_small_times_are_told_in_three_digits() -> None:
    assert [numbers.duration(s) for s in (64e-6, 1.634e-3, 0.5, 12.94)] == ["64 µs", "1.63 ms", "500 ms", "12.9 s"]


@pytest.mark.parametrize(("size", "unit"), [(0, "bytes"), (999, "bytes"), (1000, "KB"), (2.5e9, "GB"), (1e18, "TB")])
def test_a_size_is_told_in_a_unit_that_fits(size: float, unit: str) -> None:
    assert unit_of(size)[0] == unit


def test_the_axis_holds_the_form_and_every_run() -> None:
    assert CostScene().until == 0
    assert CostScene(steps=24).until == 28
    assert CostScene(steps=1).until > 1
    assert CostScene(steps=24, runs=(run(200),)).until == 230


def test_a_run_is_drawn_where_its_t_and_its_bytes_are(view: CostView) -> None:
    look = theme.current()
    view.draw(CostScene(steps=100, held=100_000, free=10**9, runs=(run(50), run(100))))
    picture, box = view.grab().toImage(), (NAMES, 14, 200 - NAMES - 2, PLOT - 14 - AXIS)
    for steps in (50, 100):
        share = steps / view.scene.until
        x, y = box[0] + share * (box[2] - 1), box[1] + (1 - share) * (box[3] - 1)  # on the line through 0
        assert picture.pixelColor(QPoint(round(x), round(y))).name() == look.runs[2], steps


def test_time_is_drawn_once_a_run_was_trained(view: CostView) -> None:
    view.draw(CostScene(steps=24, held=1, runs=(run(24),)))
    assert view.height() == PLOT
    view.draw(CostScene(steps=24, held=1, runs=(run(24), run(50, 0.002))))
    assert view.height() > PLOT
    assert "T = 50, 50 KB, 2 ms" in view.accessibleDescription()
    view.grab()


def test_the_status_line_tells_t_memory_and_time(qtbot: QtBot) -> None:
    status = StatusLine()
    qtbot.addWidget(status)
    status.show_memory(200, 13_500_000, 0.0059)
    assert status.texts["memory"] == "T 200 · 13.5 MB · 5.9 ms per step"
    status.show_memory(200, 13_500_000)
    assert status.texts["memory"] == "T 200 · 13.5 MB"
    status.show_memory(0, 0)
    assert "memory" not in status.texts


def test_the_window_asks_what_the_form_would_take_and_again_when_it_changes(stage: Stage) -> None:
    model = stage.window.model
    window, batch = model.window_length.value(), model.batch.value()
    stage.wait(lambda: model.costs._memory.text() == numbers.size(4000 * window * batch))
    model.window_length.setValue(2 * window)
    stage.wait(lambda: model.costs._memory.text() == numbers.size(8000 * window * batch))
    assert f"T = {2 * window}" in model.costs._more.text()


def test_a_rate_costs_nothing_and_is_not_asked_about(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    costs = stage.window.forms.costs
    stage.wait(lambda: costs.told.cost is not None)
    sent: list[object] = []
    monkeypatch.setattr(stage.bridge, "send", lambda message: sent.append(message) or True)
    stage.window.model.learning_rate.setValue(0.5)
    costs._follow()
    assert not sent
    stage.window.model.batch.setValue(3)
    costs._follow()
    assert len(sent) == 1


def test_an_answer_about_what_is_no_longer_asked_is_not_shown(stage: Stage) -> None:
    costs = stage.window.forms.costs
    stage.wait(lambda: costs.told.cost is not None)
    before = stage.window.model.costs._memory.text()
    stage.bridge._dispatch(CostTold(number=10**6, cost=COSTS))
    assert stage.window.model.costs._memory.text() == before


def test_what_would_be_refused_is_said_in_the_form(stage: Stage) -> None:
    costs = stage.window.forms.costs
    stage.wait(lambda: costs.told.cost is not None)
    facts = {"needed_bytes": 9_000_000_000_000, "available_bytes": 1_000_000_000}
    told = CostTold(number=stage.bridge._cost_asked, cost=COSTS, fault=Fault.NETWORK_TOO_LARGE, facts=facts)
    stage.bridge._dispatch(told)
    said = stage.window.model.costs._refused.text()
    assert "9 TB" in said
    assert "1 GB" in said


def test_the_parameters_of_a_run_are_not_those_of_another_network(stage: Stage) -> None:
    stage._paused()
    costs, record, model = stage.window.forms.costs, stage.conductor.selected, stage.window.model
    assert record is not None
    shown = record.info.config
    _know_nothing(costs, shown)
    assert model.costs._parameters.text() == numbers.count(record.info.parameters)
    net = msgspec.structs.replace(shown.net, hidden=shown.net.hidden + 1)
    data = msgspec.structs.replace(shown.data, shuffled=not shown.data.shuffled)
    for other in (msgspec.structs.replace(shown, net=net), msgspec.structs.replace(shown, data=data)):
        _know_nothing(costs, other)
        assert model.costs._parameters.text() == "–"


def _know_nothing(costs: CostEstimates, form: RunConfig) -> None:
    costs._config, costs._conductor.store.cost = lambda: form, None
    costs._follow()


def test_what_was_told_of_other_data_is_forgotten(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    costs = stage.window.forms.costs
    stage.wait(lambda: costs.told.cost is not None)
    monkeypatch.setattr(stage.bridge, "send", lambda message: True)
    stage.window.model.batch.setValue(3)
    costs._follow()
    assert costs.told.cost is not None  # soon told anew: no flicker
    config = costs._checked()
    assert config is not None
    data = msgspec.structs.replace(config.data, shuffled=True)
    costs._config = lambda: msgspec.structs.replace(config, data=data)
    costs._follow()
    assert costs.told.cost is None
    assert stage.window.model.costs._memory.text() == "–"


def test_the_drawing_has_every_run(stage: Stage) -> None:
    stage.window.model.costs._more.click()
    stage._paused()
    view = stage.window.forms.costs.view
    stage.wait(lambda: view.scene.steps > 0)
    assert [each.name for each in view.scene.runs] == ["LSTM 32"]
    assert view.scene.steps == stage.window.model.window_length.value()
    stage.window.grab()


def test_the_drawing_is_a_view_that_is_brought_explained_and_carried_away(stage: Stage, tmp_path: Path) -> None:
    stage._paused()
    window, view = stage.window, stage.window.forms.costs.view
    assert not view.isVisible()
    window.guide.leave_home()
    window.board.show(COST)
    stage.wait(lambda: view.isVisible() and view.scene.steps > 0 and bool(view.scene.runs))
    assert COST in window.board.seen
    view.setFocus()
    window.actions_by_name["help"].trigger()
    assert window.aids.dialog("help").explanation.topic is Topic.COST
    window.aids.show_export(COST)
    dialog = window.aids.dialog("export")
    dialog.format.choose("csv")
    assert dialog.save(str(tmp_path / "cost.csv"))
    head, *rows = (tmp_path / "cost.csv").read_text("utf-8-sig").splitlines()
    assert head.replace(chr(34), "").split(",") == ["run", "T", "activation_bytes", "seconds_per_step"]
    assert len(rows) == len(view.scene.runs)


def test_what_is_not_known_is_asked_again_once_another_run_was_made() -> None:
    store, state = Store(), ViewState(form=info(1).config)
    (request,) = wants(state, store)
    store.ask_cost(request.config)
    assert not list(wants(state, store)), "an answer is under way"
    store.take_cost(CostTold(number=1))
    assert not list(wants(state, store)), "nothing has changed"
    store.take_run(info(1))
    assert list(wants(state, store)) == [request]
    store.ask_cost(request.config)
    store.take_cost(CostTold(number=2, cost=COSTS))
    store.take_run(info(2))
    assert not list(wants(state, store)), "it is known"
    assert not list(wants(ViewState(), store)), "the forms describe no run"
