"""The fields of initialisation and training method: what they say is what the run gets."""

import itertools

import msgspec
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gatescope.engine.config.cells import Cell
from gatescope.engine.config.rates import drawn
from gatescope.engine.config.run import (
    ClipBy,
    DataConfig,
    Init,
    Kind,
    Optimiser,
    Recurrent,
    RunConfig,
    Schedule,
    Task,
    TrainConfig,
    Transform,
)
from gatescope.engine.config.traces import Trace
from gatescope.gui.kit.fields import Maybe
from gatescope.gui.look import language, theme
from gatescope.gui.panels.form.model import ModelPanel
from gatescope.gui.panels.form.training import simple
from gatescope.gui.panels.form.transform import TransformFields
from gatescope.gui.views.schedule import LEAST, ScheduleView, ahead
from gatescope.gui.window.left_panel import WIDTH
from tests.gui import fake_engine as fake

SERIES = DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("a",))
MANY = msgspec.structs.replace(SERIES, sequence="s", task=Task.MANY_TO_ONE)


@pytest.fixture
def model(qtbot: QtBot) -> ModelPanel:
    panel = ModelPanel()
    qtbot.addWidget(panel)
    panel.show_config(RunConfig(data=SERIES))
    return panel


@pytest.fixture
def drawing(model: ModelPanel, qtbot: QtBot) -> ScheduleView:
    made = ScheduleView()
    model.training.schedule_changed.connect(made.draw)
    model.training.place(made)
    return made


def run(data: DataConfig = SERIES, net: Recurrent | None = None, **train: object) -> RunConfig:
    return RunConfig(data=data, net=net or Recurrent(), train=TrainConfig(**train))  # type: ignore[arg-type]


def there(model: ModelPanel) -> set[str]:
    """The fields that can be seen once the settings are opened."""
    return {name for name, field in model.training._fields.items() if not field.isHidden()}


tenths = st.integers(0, 50).map(lambda n: n / 10)
nets = st.builds(
    Recurrent,
    cell=st.sampled_from(Cell),
    hidden=st.integers(1, 1024),
    layers=st.integers(1, 4),
    dropout=st.integers(0, 9).map(lambda n: n / 10),
    init=st.sampled_from(Init),
    forget_bias=st.integers(-50, 50).map(lambda n: n / 10),
)


@st.composite
def configs(draw: st.DrawFn) -> RunConfig:
    """Runs that can be made: Ω for simple networks that do not carry, carrying along one sequence only."""
    data, net = draw(st.sampled_from([SERIES, MANY])), draw(nets)
    carry = data is SERIES and draw(st.booleans())
    window = draw(st.integers(1, 500))
    train = TrainConfig(
        optimiser=draw(st.sampled_from(Optimiser)),
        learning_rate=draw(tenths),
        batch=draw(st.integers(1, 512)),
        window=window,
        clip=draw(tenths),
        seed=draw(st.integers(0, 999)),
        steps=draw(st.integers(0, 10_000)),
        validate_every=draw(st.integers(1, 99)),
        clip_by=draw(st.sampled_from(ClipBy)),
        carry=carry,
        reach=draw(st.just(0) | st.integers(window if carry else 0, 1000)),
        weight_decay=draw(st.none() | tenths),
        omega=draw(tenths) if simple(net.cell) and not carry else 0.0,
        schedule=draw(st.sampled_from(Schedule)),
        warm_up=draw(st.integers(0, 999)),
        decay=draw(st.integers(1, 10).map(lambda n: n / 10)),
        decay_every=draw(st.integers(1, 999)),
        patience=draw(st.integers(1, 99)),
        stop_after=draw(st.integers(0, 99)),
    )
    return RunConfig(data=data, net=net, train=train)


@how(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(configs())
def test_the_form_gives_back_whatever_run_it_is_shown(model: ModelPanel, config: RunConfig) -> None:
    model.show_config(config)
    assert model.net == config.net
    model.show_live(config.train.learning_rate, config.train.clip)
    assert model.train == config.train


@pytest.mark.parametrize("cell", Cell)
def test_every_cell_can_be_chosen_and_has_the_fields_it_can_use(model: ModelPanel, cell: Cell) -> None:
    assert model.cell.findText(cell.label) >= 0
    model.show_config(run(net=Recurrent(cell=cell)))
    assert model.net.cell is cell
    assert ("forget_bias" in there(model)) is (Trace.CELL in cell.traces)
    assert ("omega" in there(model)) is cell.value.startswith("rnn")


def test_each_schedule_has_its_own_fields(model: ModelPanel) -> None:
    expected = {
        Schedule.CONSTANT: set(),
        Schedule.COSINE: set(),
        Schedule.STEP: {"decay", "decay_every"},
        Schedule.PLATEAU: {"decay", "patience"},
    }
    for schedule, fields in expected.items():
        model.training.schedule.choose(schedule)
        assert there(model) & {"decay", "decay_every", "patience"} == fields


def test_a_schedule_is_drawn_before_it_runs_and_nothing_where_nothing_changes(
    model: ModelPanel, drawing: ScheduleView
) -> None:
    assert drawing.isHidden()
    model.training.warm_up.setValue(100)
    assert not drawing.isHidden()
    model.training.warm_up.setValue(0)
    model.training.schedule.choose(Schedule.COSINE)
    assert drawing.isHidden()
    assert "number of steps" in model.training._rate_note.text()
    model.steps.setValue(600)
    assert not drawing.isHidden()
    assert model.training._rate_note.text() == ""
    model.show_live(0.5, 1.0)
    assert drawing.train is not None
    at, rates = drawn(drawing.train, ahead(drawing.train))
    assert (at[-1], rates[0]) == (600, 0.5)
    model.show_config(run(schedule=Schedule.STEP, learning_rate=0.25))
    assert drawing.train is not None
    assert drawing.train.learning_rate == 0.25


def test_as_much_is_drawn_as_one_must_see() -> None:
    assert ahead(TrainConfig(steps=70, schedule=Schedule.STEP)) == 70
    assert ahead(TrainConfig(schedule=Schedule.STEP, decay_every=300)) == 1500
    assert ahead(TrainConfig(schedule=Schedule.PLATEAU)) == LEAST
    assert ahead(TrainConfig(warm_up=2000)) == 8000


@pytest.mark.parametrize("schedule", Schedule)
def test_the_drawing_is_painted(qtbot: QtBot, schedule: Schedule) -> None:
    view = ScheduleView()
    qtbot.addWidget(view)
    view.resize(200, 84)
    view.draw(TrainConfig(steps=400, schedule=schedule, warm_up=40, decay_every=100))
    view.show()
    drawn_one = view.grab().toImage()
    view.draw(TrainConfig(steps=400))
    assert view.grab().toImage() != drawn_one


def test_a_gradient_that_is_carried_looks_back_one_window_at_least(model: ModelPanel, qtbot: QtBot) -> None:
    model.window_length.setValue(40)
    assert "reach" not in there(model)
    with qtbot.waitSignal(model.config_edited):
        model.training.carry.choose(True)
    assert "reach" in there(model)
    model.training.reach.setValue(10)
    assert model.train.reach == 40
    model.training.reach.setValue(100)
    assert (model.train.carry, model.train.reach) == (True, 100)


def test_what_no_longer_applies_is_no_part_of_the_run(model: ModelPanel) -> None:
    model.show_config(run(net=Recurrent(cell=Cell.RNN_TANH), omega=2.0))
    assert model.train.omega == 2.0
    model.cell.choose(Cell.LSTM)
    assert "omega" not in there(model)
    assert model.train.omega == 0.0
    model.cell.choose(Cell.RNN_TANH)
    model.training.carry.choose(True)
    assert (model.train.omega, model.train.carry) == (0.0, True)


def test_several_sequences_are_never_carried_along(model: ModelPanel) -> None:
    model.training.carry.choose(True)
    model.show_config(run(MANY))
    assert not {"carry", "reach"} & there(model)
    model.training.carry.choose(True)
    assert not model.train.carry


def test_an_empty_weight_decay_is_the_optimisers_own(qtbot: QtBot) -> None:
    field = Maybe(1e3)
    qtbot.addWidget(field)
    field.show()
    assert (field.maybe, field.text()) == (None, "")
    qtbot.keyClicks(field.lineEdit(), "0.01\r")
    assert field.maybe == 0.01
    field.lineEdit().clear()
    qtbot.keyClicks(field.lineEdit(), "\r")
    assert field.maybe is None
    qtbot.keyClicks(field.lineEdit(), "-1\r")
    assert field.maybe in (None, 1.0)
    field.show_maybe(1e-5)
    assert (field.maybe, field.text()) == (1e-5, "1e-05")


def test_the_note_says_which_matrices_can_be_orthogonal(model: ModelPanel) -> None:
    model.training.init.choose(Init.ORTHOGONAL)
    assert "square" in model.training._init_note.text()


@pytest.mark.parametrize(("init", "radius"), list(zip(Init, ("about 0.6", "about 1.1", "1", "1"), strict=True)))
def test_the_note_says_the_spectral_radius_before_the_first_step(model: ModelPanel, init: Init, radius: str) -> None:
    model.training.init.choose(init)
    assert f"before the first step: {radius}. " in model.training._init_note.text()
    assert not model.training._init_note.isHidden()


@pytest.mark.parametrize("spoken_in", language.NAMES)
def test_the_opened_form_fits_the_panel(qapp: QApplication, qtbot: QtBot, spoken_in: str) -> None:
    theme.apply(qapp, "light")
    language.apply(qapp, spoken_in)
    try:
        panel = ModelPanel()
        qtbot.addWidget(panel)
        panel.more.setChecked(True)
        panel.further.setChecked(True)
        panel.method.fold(False)
        for cell, schedule in itertools.product((Cell.LSTM, Cell.RNN_TANH), Schedule):
            config = run(net=Recurrent(cell=cell, init=Init.IDENTITY), schedule=schedule, carry=cell is Cell.LSTM)
            panel.show_config(config)
            assert panel.minimumSizeHint().width() <= WIDTH - 18  # the panel's margin and its scroll bar
    finally:
        language.apply(qapp, language.ENGLISH)


def test_every_field_says_what_it_does(model: ModelPanel) -> None:
    for panel in (model, model.training):
        widgets: list[QWidget] = [*panel._fields.values(), *panel._names.values()]
        assert all(len(widget.toolTip()) > 60 for widget in widgets)
        assert all(field.accessibleName() for field in panel._fields.values())


def test_the_order_of_the_autoregression_is_chosen_with_the_data(qtbot: QtBot) -> None:
    fields = TransformFields()
    qtbot.addWidget(fields)
    data = msgspec.structs.replace(SERIES, order=29, transform=Transform.LOG)
    with qtbot.assertNotEmitted(fields.edited):
        fields.show_config(fake.dataset("/a.csv"), data)
    assert fields.applied(SERIES) == data
    with qtbot.waitSignal(fields.edited):
        fields.order.setValue(0)
    assert fields.applied(data).order == 0
