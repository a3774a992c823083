"""As what a series is learnt: chosen in the panel, with the reason in words."""

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from gatescope.engine.config.run import DataConfig, Kind, Task, Transform
from gatescope.gui.panels.form.transform import TransformFields
from tests.gui import fake_engine as fake

DATA = DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("a",))
SEASONAL = msgspec.structs.replace(DATA, transform=Transform.LOG_SEASONAL_DIFFERENCE, season=12)
SUGGESTED = msgspec.structs.replace(fake.CONFIG, data=SEASONAL)
TRENDING = msgspec.structs.replace(fake.dataset("/a.csv"), suggested=SUGGESTED, suggestion_reason="trend")


@pytest.fixture
def fields(qtbot: QtBot) -> TransformFields:
    made = TransformFields()
    qtbot.addWidget(made)
    return made


def test_a_suggestion_is_shown_with_its_reason(fields: TransformFields, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(fields.edited):
        fields.show_config(TRENDING, SEASONAL)
    assert fields.applied(DATA) == SEASONAL
    assert "learnt as seasonal differences of logs" in fields.reason
    assert "undone" in fields.reason


def test_another_choice_says_what_was_suggested(fields: TransformFields, qtbot: QtBot) -> None:
    fields.show_config(TRENDING, SEASONAL)
    with qtbot.waitSignal(fields.edited):
        fields.transform.choose(Transform.NONE)
    assert fields.reason.startswith("Suggested: seasonal differences of logs.")
    assert fields.applied(SEASONAL).transform is Transform.NONE


def test_a_series_that_needs_nothing_is_told_nothing(fields: TransformFields) -> None:
    fields.show_config(fake.dataset("/a.csv"), DATA)
    assert fields.reason == ""
    fields.transform.choose(Transform.DIFFERENCE)
    assert fields.reason == "Learnt as differences, undone for every number you read."


def test_every_transform_can_be_chosen(fields: TransformFields) -> None:
    fields.show_config(TRENDING, SEASONAL)
    for transform in Transform:
        fields.transform.choose(transform)
        assert fields.applied(DATA).transform is transform


@pytest.mark.parametrize(
    "config",
    [
        DataConfig(kind=Kind.TEXT),
        msgspec.structs.replace(DATA, task=Task.TAG),
        msgspec.structs.replace(DATA, task=Task.MANY_TO_ONE),
        msgspec.structs.replace(DATA, classes=True),
        DataConfig(kind=Kind.TABLE, text="a"),
    ],
)
def test_only_the_next_values_of_a_series_have_a_transform(fields: TransformFields, config: DataConfig) -> None:
    fields.show_config(TRENDING, SEASONAL)
    assert not fields.isHidden()
    fields.show_config(TRENDING, config)
    assert fields.isHidden()
