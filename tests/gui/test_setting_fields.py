"""What follows in the window from the declaration of a setting: its words, its field and the bounds of that."""

from enum import StrEnum

import msgspec
import pytest
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from gatescope.engine.config.run import DataConfig, Kind, Recurrent, RunConfig, TrainConfig, changed
from gatescope.engine.config.setting import Group
from gatescope.gui.kit.fields import Choice, Maybe, Number, Whole
from gatescope.gui.kit.setting_fields import SETTINGS, WHOLE_MOST, SettingFields, paths_of
from gatescope.gui.panels.form.model import ModelPanel
from gatescope.gui.words.run_settings import WORDS
from gatescope.gui.words.setting_values import CHOICES, value_name

RUN = RunConfig(data=DataConfig(kind=Kind.TEXT))
OFFERS = {"device": lambda: [("A", "auto"), ("CPU", "cpu")]}
ELSEWHERE = (None,)  # chosen nowhere
CHOSEN = [path for path, setting in SETTINGS.items() if setting.group not in ELSEWHERE]
NUMBERS = [path for path in CHOSEN if SETTINGS[path].kind in (int, float)]


@pytest.fixture
def edits() -> list[None]:
    return []


@pytest.fixture
def form(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def fields(form: QWidget, edits: list[None]) -> SettingFields:
    made = SettingFields(CHOSEN, lambda: edits.append(None), OFFERS)
    made.say()
    for widget in (*made.fields.values(), *made.titles.values()):
        widget.setParent(form)
    return made


def test_every_setting_has_words_and_no_words_are_left_over() -> None:
    assert set(WORDS) == set(SETTINGS)
    assert len({words.full for words in WORDS.values()}) == len(WORDS)


@pytest.mark.parametrize("path", CHOSEN)
def test_a_setting_that_is_chosen_has_a_name_and_a_tip(path: str) -> None:
    assert WORDS[path].name
    assert len(WORDS[path].tip) > 60


@pytest.mark.parametrize("path", [path for path in CHOSEN if isinstance(SETTINGS[path].default, StrEnum)])
def test_every_value_of_a_list_has_a_name(path: str) -> None:
    kind = SETTINGS[path].kind
    assert set(CHOICES[kind]) == set(kind)
    assert len({value_name(value) for value in kind}) == len(kind)


KINDS = (Group.RESERVOIR, Group.KIND, Group.PAIRS, Group.TOLD)  # of networks without cells


def test_the_form_has_a_field_for_every_setting_that_waits_for_the_next_run(qtbot: QtBot) -> None:
    panel = ModelPanel()
    qtbot.addWidget(panel)
    own = {*panel._fields, *panel.training._fields, "bidirectional"}
    own |= {name for fields in panel.kinds.values() for name in fields.fields.fields}
    assert own == {path.rpartition(".")[2] for path in CHOSEN} | {"validation_share"}


def test_what_is_live_is_no_part_of_a_group_of_the_form() -> None:
    assert {"train.learning_rate", "train.clip"} & set(paths_of(*Group)) == set()
    assert {"train.schedule", "train.clip_by"} <= set(paths_of(*Group))


@pytest.mark.parametrize("path", NUMBERS)
def test_a_field_has_the_bounds_and_the_default_of_its_setting(fields: SettingFields, path: str) -> None:
    setting, field = SETTINGS[path], fields.fields[path.rpartition(".")[2]]
    low, high = setting.bounds
    assert isinstance(field, QSpinBox | QDoubleSpinBox)
    assert isinstance(field, Whole if setting.kind is int else Maybe if setting.optional else Number)
    assert field.maximum() == min(high, WHOLE_MOST) if setting.kind is int else field.maximum() == high
    assert field.minimum() == (-1.0 if isinstance(field, Maybe) else low)
    assert (field.maybe if isinstance(field, Maybe) else field.value()) == setting.default


def test_fields_give_back_what_they_are_shown(qtbot: QtBot) -> None:
    fields = SettingFields([path for path in CHOSEN if SETTINGS[path].group not in KINDS], list, OFFERS)
    for widget in (*fields.fields.values(), *fields.titles.values()):
        qtbot.addWidget(widget)
    net = msgspec.structs.replace(RUN.net, hidden=7, dropout=0.25, bidirectional=True)
    config = changed(msgspec.structs.replace(RUN, net=net), carry=True, weight_decay=0.125, patience=9, device="cpu")
    fields.show(config)
    assert Recurrent(**fields.values("net")) == config.net
    assert TrainConfig(**fields.values("train")) == config.train
    assert fields.values("data") == {}


def test_an_edit_is_told_once_and_a_field_says_what_it_is(fields: SettingFields, edits: list[None]) -> None:
    fields.whole("patience").setValue(12)
    assert len(edits) == 1
    for name, field in fields.fields.items():
        assert field.accessibleName() == fields.titles[name].text() != ""
        assert field.toolTip() == fields.titles[name].toolTip() != ""


def test_yes_and_no_are_called_what_they_do(fields: SettingFields) -> None:
    carry, both = fields.choice("carry"), fields.choice("bidirectional")
    assert [carry.itemText(at) for at in range(2)] == ["windows at random", "state carried along"]
    assert [both.itemText(at) for at in range(2)] == ["no", "yes"]
    assert isinstance(both, Choice)
