"""A kind of network that is none of the cells, in the window: chosen, named, drawn, and what it is said not to do."""

import msgspec
import numpy as np
import pytest

from gatescope.engine.config.kinds import KINDS
from gatescope.engine.config.nets import Ability
from gatescope.engine.config.run import Cell, DataConfig, Kind, Recurrent, Reservoir, RunConfig
from gatescope.engine.config.setting import grouped
from gatescope.engine.config.traces import GATES, Trace
from gatescope.engine.errors import Fault
from gatescope.engine.protocol.analysis import Intervention
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import LayerTrace, Part, Probe
from gatescope.gui.kit.canvas import Canvas
from gatescope.gui.kit.view import trace_name
from gatescope.gui.panels.form.model import ModelPanel
from gatescope.gui.scenes.asking import STACK, wanted
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Store
from gatescope.gui.views.registry import VIEWS
from gatescope.gui.views.stack import scene as stack
from gatescope.gui.views.stack.free import FreeChoice
from gatescope.gui.views.stack.gradient import GradientChoice
from gatescope.gui.views.stack.scene import resolve_stack
from gatescope.gui.views.unrolled.view import UnrolledView
from gatescope.gui.views.what_if.scene import resolve_what_if
from gatescope.gui.views.what_if.view import InterventionPanel
from gatescope.gui.words.explained import Topic, words
from gatescope.gui.words.nets import LACKS, OF_PAIRS, lacks, why_not
from gatescope.gui.words.notices import sentence
from gatescope.gui.words.run_differences import differing
from gatescope.gui.words.run_settings import WORDS, full_name
from tests.gui.fake_engine import frame, info

CONFIG = RunConfig(data=DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("a",)), net=Reservoir(hidden=30, leak=0.5))


@pytest.fixture
def panel(qtbot) -> ModelPanel:
    made = ModelPanel()
    qtbot.addWidget(made)
    return made


def test_a_run_of_another_kind_fills_the_form(panel) -> None:
    panel.show_config(CONFIG)
    assert panel.net == CONFIG.net
    assert not panel.kinds["echo-state"].isHidden()
    assert panel.layers.isHidden()
    assert panel.training.isHidden()
    assert not panel.window_length.isHidden()
    train = panel.train
    assert (train.carry, train.omega) == (False, 0.0)


def test_a_cell_is_chosen_again(panel, qtbot) -> None:
    panel.show_config(CONFIG)
    with qtbot.waitSignal(panel.config_edited):
        panel.cell.choose(Cell.GRU)
    assert panel.net == Recurrent(cell=Cell.GRU)
    assert panel.kinds["echo-state"].isHidden()
    assert not panel.layers.isHidden()


def test_its_numbers_are_chosen(panel, qtbot) -> None:
    panel.show_config(msgspec.structs.replace(CONFIG, net=Recurrent()))
    panel.cell.choose("echo-state")
    fields = panel.kinds["echo-state"]
    with qtbot.waitSignal(panel.config_edited):
        fields.fields.number("radius").setValue(1.2)
    assert panel.net == Reservoir(radius=1.2)


def test_a_field_has_the_bounds_of_its_own_kind(panel) -> None:
    """Both kinds have units, and not as many."""
    units = panel.kinds["echo-state"].fields.whole("hidden")
    assert (units.maximum(), units.value()) == (2048, 200)
    assert (panel.hidden.maximum(), panel.hidden.value()) == (1024, 32)


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind is not Recurrent])
def test_every_number_has_a_field_and_every_lack_has_words(kind) -> None:
    net = kind()
    settings = grouped(kind)
    assert {setting.name for setting in settings} == set(kind.__struct_fields__)
    assert all(setting.bounds for setting in settings if setting.kind in (int, float))
    assert all(f"net.{setting.name}" in WORDS for setting in settings)
    assert set(LACKS) == set(Ability)
    assert all((why_not(net, ability) == "") is net.can(ability) for ability in Ability)
    own = OF_PAIRS if net.writes else {}
    assert all(why_not(net, ability) == lacks(ability) for ability in net.lacks - own.keys())


def test_every_trace_has_a_name_and_its_own_words() -> None:
    assert len({trace_name(trace) for trace in Trace}) == len(Trace)
    for trace in Trace:
        assert words(Topic(trace.value)).title
    assert all(trace.spec.levels == (0.0, 1.0) for trace in GATES)


def test_its_state_is_explained_by_its_own_equation() -> None:
    assert "tanh" in words(Topic.HIDDEN, "echo-state").equation
    assert words(Topic.HIDDEN, "echo-state").equation != words(Topic.HIDDEN, Cell.RNN_TANH).equation


def test_the_run_table_tells_kinds_apart() -> None:
    rows = {row.path: row.values for row in differing((CONFIG, msgspec.structs.replace(CONFIG, net=Recurrent())))}
    assert rows["net.kind"] == ("echo-state", "recurrent")
    assert rows["net.leak"] == (0.5, None)
    assert rows["net.cell"] == (None, Cell.LSTM)
    assert full_name("net.leak") == "Network · leak"


# ---- asked and drawn -------------------------------------------------------------------------------------------

PROBE = Probe(part=Part.VALIDATION, start=10, length=20)
SEEN = ("stack", "unrolled", "waterfall", "what-if")


@pytest.fixture
def store() -> Store:
    made = Store()
    run = msgspec.structs.replace(info(1), config=CONFIG, validation_probe=PROBE, keyframes=(0, 1))
    made.take_run(run)
    return made


def state() -> ViewState:
    shown = ViewState(run=1, probe=PROBE, t=3, unit=2)
    altered = (Intervention(layer="layer0", trace=Trace.HIDDEN),)
    free, gradient = shown.choice(FreeChoice).with_(shown=True), shown.choice(GradientChoice).with_(shown=True)
    return shown.with_(interventions=altered).choose(free).choose(gradient)


def test_nothing_is_asked_of_it_that_the_engine_would_refuse(store) -> None:
    requests = wanted(state(), store, [spec.wants for spec in VIEWS if spec.name in SEEN])
    assert [request.slot for request in requests] == [Slot(STACK), Slot("free")]
    assert (requests[0].analysis, requests[0].interventions, requests[0].free) == (None, (), None)
    assert requests[1].free is not None
    assert (requests[1].analysis, requests[1].interventions) == (None, ())
    assert [want.trace for want in requests[0].wants] == [Trace.HIDDEN]


def test_its_states_are_drawn_by_the_same_stack(store) -> None:
    request = wanted(state(), store, [stack.wants])[0]
    values = np.linspace(-1, 1, 600, dtype=np.float32).reshape(20, 30)
    trace = LayerTrace(layer="layer0", trace=Trace.HIDDEN, values=values, steps=20, size=30)
    made = frame(request, 1)
    store.take_frame(msgspec.structs.replace(made, traces=(trace,)), request)
    scene = resolve_stack(state(), store)
    assert scene is not None
    assert [(row.trace, row.low, row.high, row.bounded) for row in scene.rows] == [(Trace.HIDDEN, -1.0, 1.0, True)]
    assert scene.cell == "echo-state"


def test_the_panel_says_why_nothing_can_be_altered(store, qtbot) -> None:
    panel = InterventionPanel()
    qtbot.addWidget(panel)
    panel.draw(resolve_what_if(state(), store))
    assert panel.draft() is None
    assert not panel._apply.isEnabled()
    assert panel._loss.text() == lacks(Ability.TOUCH)


def test_an_empty_view_says_why_it_stays_empty(store, qtbot, monkeypatch) -> None:
    said = []
    monkeypatch.setattr(Canvas, "write", lambda _self, _box, text, *_: said.append(text))
    view = UnrolledView()
    qtbot.addWidget(view)
    view.lacking = lacks(Ability.REVERSE)
    view.draw(None)
    view.grab()
    assert lacks(Ability.REVERSE) in said


def test_what_it_cannot_do_is_a_sentence() -> None:
    said = sentence(Fault.NET_LACKS, {"net": "feed-forward", "ability": "walk"})
    assert said.endswith(lacks(Ability.WALK))
    assert sentence(Fault.NET_LACKS, {"net": "echo-state", "ability": "something newer"})
