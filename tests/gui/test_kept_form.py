"""What the user chose in the form is there for the next file, what stood there for another reason is not; and every
sentence that names the network says what the form says."""

import msgspec
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gatescope.engine.config.kinds import KINDS, AnyNet
from gatescope.engine.config.nets import LAYERS_MOST, Reservoir
from gatescope.engine.config.run import (
    Cell,
    ClipBy,
    DataConfig,
    FeedForward,
    Init,
    Kind,
    Optimiser,
    Recurrent,
    RunConfig,
    Schedule,
    Split,
    Task,
    TrainConfig,
    changed,
)
from gatescope.engine.protocol import messages as m
from gatescope.gui.controllers.kept.form import is_sample
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.memory.form import FORM, FormMemory, remembered
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.panels.start.samples import SAMPLES, Sample
from gatescope.gui.window.window import MainWindow
from gatescope.gui.words.nets import described
from tests.gui.fake_engine import dataset, info
from tests.gui.told_bridge import ToldBridge
from tests.gui.windows import built

SUGGESTED = RunConfig(data=DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("a",)), train=TrainConfig(window=24))
ROWS = DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("b",), task=Task.ONE_TO_ONE)
PAIRS = DataConfig(kind=Kind.TABLE, text="a", second="b", task=Task.PAIRS, split=Split.SEQUENCE)
OWN = "/data/own.csv"


@pytest.fixture
def settings(tmp_path):
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def memory(settings) -> FormMemory:
    return FormMemory(settings)


def test_the_form_keeps_what_was_chosen_otherwise_than_suggested(memory):
    chosen = RunConfig(
        data=SUGGESTED.data,
        net=Recurrent(cell=Cell.GRU, hidden=64),
        train=TrainConfig(window=99, optimiser=Optimiser.SGD, batch=SUGGESTED.train.batch),
    )
    memory.keep(SUGGESTED, chosen, SUGGESTED)
    again = memory.remembered(SUGGESTED)
    assert again.net == chosen.net
    assert again.train.optimiser is Optimiser.SGD
    assert again.train.window == 24, "the window belongs to the data"
    other = msgspec.structs.replace(SUGGESTED, net=Recurrent(hidden=8, layers=2))
    assert memory.remembered(other).net == Recurrent(cell=Cell.GRU, hidden=64, layers=2)


METHODS = [
    {"schedule": Schedule.STEP, "decay": 0.3, "decay_every": 700, "warm_up": 20, "steps": 4000},
    {"schedule": Schedule.PLATEAU, "patience": 9, "stop_after": 12, "weight_decay": 0.02},
    {"carry": True, "reach": 60, "clip_by": ClipBy.VALUE},
    {"omega": 0.5, "weight_decay": 0.0},
]


@pytest.mark.parametrize("train", METHODS)
def test_the_training_method_is_kept_too(memory, train):
    net = Recurrent(cell=Cell.RNN_TANH, init=Init.ORTHOGONAL, forget_bias=1.0)
    chosen = msgspec.structs.replace(changed(SUGGESTED, **train), net=net)
    memory.keep(SUGGESTED, chosen, SUGGESTED)
    assert memory.remembered(SUGGESTED) == chosen


def test_a_reach_below_the_window_of_other_data_is_not_kept(memory):
    memory.keep(SUGGESTED, changed(SUGGESTED, carry=True, reach=60), SUGGESTED)
    again = memory.remembered(changed(SUGGESTED, window=90))
    assert (again.train.carry, again.train.reach, again.train.window) == (True, 0, 90)


def test_everything_in_the_form_is_kept_or_belongs_to_the_data():
    ours = {"window", "learning_rate", "clip", "validate_every", "device"}  # the data's, the transport's, the settings'
    assert set(remembered(TrainConfig)) | ours == set(SUGGESTED.train.__struct_fields__)
    assert set(remembered(Recurrent)) | {"embedding", "bidirectional"} == set(SUGGESTED.net.__struct_fields__)


@pytest.mark.parametrize("nonsense", [{"cell": "perceptron"}, {"hidden": 0}, {"hidden": "many"}, {"dropout": 7}])
def test_a_form_that_makes_no_sense_is_the_suggestion(memory, settings, nonsense):
    settings.set_choices(FORM, nonsense)
    assert memory.remembered(SUGGESTED) == SUGGESTED


# ---- only what the user changed --------------------------------------------------------------------------------------


def test_what_stood_in_the_form_for_another_reason_is_not_kept(memory: FormMemory) -> None:
    shown = msgspec.structs.replace(changed(SUGGESTED, steps=600, batch=16), net=Recurrent(cell=Cell.GRU, hidden=16))
    memory.keep(shown, changed(shown, batch=8), SUGGESTED)
    assert memory.remembered(SUGGESTED) == changed(SUGGESTED, batch=8)


def test_what_is_put_back_as_the_data_suggests_is_left_to_the_data(memory: FormMemory) -> None:
    memory.keep(SUGGESTED, changed(SUGGESTED, batch=8), SUGGESTED)
    memory.keep(changed(SUGGESTED, batch=8), SUGGESTED, SUGGESTED)
    assert memory.remembered(changed(SUGGESTED, batch=64)).train.batch == 64


def test_what_is_taken_back_is_as_it_was_kept_before(memory: FormMemory) -> None:
    first, second = changed(SUGGESTED, batch=8), changed(SUGGESTED, batch=4, seed=7)
    memory.keep(SUGGESTED, first, SUGGESTED)
    memory.begin()
    memory.keep(first, second, SUGGESTED)
    memory.take_back(second, first)
    assert memory.remembered(SUGGESTED) == first


def test_another_kind_of_network_leaves_what_is_kept_of_cells(memory: FormMemory) -> None:
    small, large = (msgspec.structs.replace(SUGGESTED, net=Reservoir(hidden=hidden)) for hidden in (50, 300))
    memory.keep(SUGGESTED, small, SUGGESTED)
    memory.keep(small, changed(large, seed=3), SUGGESTED)
    assert memory.remembered(SUGGESTED) == changed(SUGGESTED, seed=3)


def test_what_was_chosen_of_cells_is_nothing_for_a_network_of_rows(memory: FormMemory) -> None:
    chosen = msgspec.structs.replace(changed(SUGGESTED, batch=8), net=Recurrent(cell=Cell.GRU, hidden=64))
    memory.keep(SUGGESTED, chosen, SUGGESTED)
    rows = RunConfig(data=ROWS, net=FeedForward(hidden=24))
    assert memory.remembered(rows) == changed(rows, batch=8)


# ---- in the window ---------------------------------------------------------------------------------------------------


class Stage:
    """The window with an engine that opens whatever is asked for. ``suggested`` is what data suggest."""

    def __init__(self, settings: Settings) -> None:
        self.bridge = ToldBridge()
        self.conductor = Conductor(self.bridge)
        self.window: MainWindow = built(self.conductor, settings)
        self.bridge.start()
        self.bridge.answer()

    @property
    def form(self) -> RunConfig:
        config = self.window.forms.config
        assert config is not None
        return config

    @property
    def sentence(self) -> str:
        return self.window.welcome._waiting._text.text()

    @property
    def kept(self) -> str:
        waiting = self.window.welcome._waiting
        return "" if waiting._kept.isHidden() else waiting._kept_text.text()

    def open(self, path: str, suggested: RunConfig = SUGGESTED) -> None:
        kind = suggested.data.kind
        self.bridge.hear(m.DataOpened(info=msgspec.structs.replace(dataset(path), suggested=suggested, kind=kind)))

    def try_sample(self, sample: Sample) -> None:
        """As one click on it does: it is opened, and trains with its own settings."""
        self.open(str(sample.path), msgspec.structs.replace(SUGGESTED, data=sample.config.data))
        self.bridge.hear(m.RunChanged(info=info(1, config=sample.config, state=m.RunState.TRAINING)))
        assert self.form == sample.config


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, settings: Settings) -> Stage:
    theme.apply(qapp, "light")
    made = Stage(settings)
    qtbot.addWidget(made.window)
    return made


def test_only_the_samples_are_samples() -> None:
    assert all(is_sample(str(sample.path)) for sample in SAMPLES)
    assert not is_sample(OWN)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
def test_nothing_of_a_sample_stands_in_the_form_of_an_own_file(stage: Stage, sample: Sample) -> None:
    stage.try_sample(sample)
    stage.window.model.learning_rate.setFocus()
    stage.window.model.hidden.setValue(sample.config.net.units + 1)
    stage.window.model.training.schedule.choose(Schedule.STEP)
    stage.window.model.cell.choose(Reservoir().name)
    stage.window.model.kinds[Reservoir().name].fields.whole("hidden").setValue(77)
    stage.open(OWN)
    assert stage.form == SUGGESTED
    assert stage.kept == ""
    stage.window.model.cell.choose(Reservoir().name)
    assert stage.form.net == Reservoir()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
def test_after_a_sample_the_own_choice_stands_again_and_says_so(stage: Stage, sample: Sample) -> None:
    stage.open(OWN)
    stage.window.model.cell.choose(Cell.MGU)
    stage.window.model.hidden.setValue(48)
    chosen = stage.form
    stage.try_sample(sample)
    stage.window.model.batch.setValue(3)
    stage.open("/data/other.csv")
    assert stage.form == chosen
    assert stage.kept == "Kept from last time: MGU 48"


def test_the_settings_of_a_run_are_no_choice_for_other_files(stage: Stage) -> None:
    stage.open(OWN)
    theirs = msgspec.structs.replace(changed(SUGGESTED, batch=4, seed=9), net=Recurrent(cell=Cell.GRU, hidden=12))
    stage.bridge.hear(m.RunChanged(info=info(1, config=theirs)))
    stage.window.model.layers.setValue(2)
    stage.window.model.hidden.setValue(99)
    stage.window.forms._undo_network()
    stage.window.model.steps.setValue(500)
    stage.open("/data/other.csv")
    assert stage.form == changed(SUGGESTED, steps=500)


def test_reset_brings_back_what_the_data_suggests_for_good(stage: Stage) -> None:
    stage.open(OWN)
    stage.window.model.hidden.setValue(48)
    stage.window.model.batch.setValue(7)
    assert stage.kept == "", "it was chosen now, not the last time"
    stage.open(OWN)
    assert stage.kept == "Kept from last time: LSTM 48 · batch 7"
    stage.window.model.batch.setValue(9)
    assert stage.kept == "Kept from last time: LSTM 48"
    stage.window.welcome._waiting._reset.click()
    assert (stage.form, stage.kept) == (SUGGESTED, "")
    stage.open("/data/other.csv")
    assert (stage.form, stage.kept) == (SUGGESTED, "")


def test_the_settings_own_device_is_not_said_to_be_kept(stage: Stage, settings: Settings) -> None:
    settings.device = "cpu"
    stage.open(OWN)
    assert (stage.form.train.device, stage.kept) == ("cpu", "")


NETS: list[AnyNet] = [
    *(Recurrent(cell=cell, hidden=16) for cell in Cell),
    *(Recurrent(hidden=hidden) for hidden in (1, 1024)),
    *(Recurrent(hidden=20, layers=layers) for layers in range(2, LAYERS_MOST + 1)),
    *(kind() for kind in KINDS.values()),
    Reservoir(hidden=321),
]


@pytest.mark.parametrize("net", NETS, ids=described)
def test_the_sentence_names_the_network_of_the_form(stage: Stage, net: AnyNet) -> None:
    """Whoever put it there: the data, what is remembered, a run's settings, or the user field by field."""
    data = ROWS if net.orderless else PAIRS if net.writes else SUGGESTED.data
    suggested = msgspec.structs.replace(SUGGESTED, data=data)
    asked = msgspec.structs.replace(suggested, net=net)
    stage.open(OWN, asked)
    assert stage.form.net == net
    assert f"a new {described(net)} learns" in stage.sentence
    if not net.orderless and not net.writes:
        stage.window.model.cell.choose(Cell.RNN_TANH)
        assert f"a new {described(stage.form.net)} learns" in stage.sentence
        assert "every gate" not in stage.sentence
    stage.window.model.show_config(asked)
    assert f"a new {described(net)} learns" in stage.sentence
    assert ("every gate" in stage.sentence) == any(trace.gate for trace in net.traces)


def test_a_network_is_described_by_its_kind_and_all_of_its_size() -> None:
    assert described(Recurrent(cell=Cell.GRU, hidden=1024)) == "GRU with 1,024 units"
    assert described(Recurrent(hidden=1)) == "LSTM with 1 unit"
    assert described(Recurrent(hidden=8, layers=3, bidirectional=True)) == "two-way LSTM with 3 layers of 8 units"
