"""A finished run goes on at a click, and its number of steps acts on it while it can."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.messages import RunState
from gatescope.gui.controllers.forms import two_digits
from gatescope.gui.look import theme
from tests.gui.stages import Stage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    theme.apply(qapp, theme.LIGHT)
    made = Stage("paused", qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def sent(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    found: list[object] = []
    monkeypatch.setattr(stage.conductor.bridge, "send", lambda message: found.append(message) or True)
    return found


def at(stage: Stage, state: RunState, step: int, steps: int) -> None:
    record = stage.conductor.selected
    assert record is not None
    train = msgspec.structs.replace(record.info.config.train, steps=steps)
    config = msgspec.structs.replace(record.info.config, train=train)
    record.info, record.status = msgspec.structs.replace(record.info, state=state, step=step, config=config), None
    stage.conductor.runs_changed.emit()


def told(sent: list[object]) -> list[object]:
    return [message for message in sent if isinstance(message, m.SetSteps | m.Play)]


@pytest.mark.parametrize(("step", "more"), [(400, 200), (1234, 620), (50_000, 25_000)])
def test_play_trains_half_as_many_more(stage: Stage, sent: list[object], step: int, more: int) -> None:
    at(stage, RunState.FINISHED, step, step)
    play = stage.window.actions_by_name["play"]
    assert play.text() == f"Train {more:,} more"
    play.act()
    assert told(sent) == [m.SetSteps(run=1, steps=step + more), m.Play(run=1)]


def test_the_number_of_steps_acts_on_the_run_while_it_has_not_made_more(stage: Stage, sent: list[object]) -> None:
    at(stage, RunState.PAUSED, 400, 1000)
    assert stage.window.model.steps.value() == 1000
    assert told(sent) == []  # what is shown was not chosen
    stage.window.model.steps.setValue(1500)
    assert told(sent) == [m.SetSteps(run=1, steps=1500)]
    at(stage, RunState.PAUSED, 400, 1500)
    assert not stage.window.new_run.button.isEnabled()
    stage.window.model.steps.setValue(300)
    assert len(told(sent)) == 1
    assert stage.window.new_run.button.isEnabled()  # that is another run's


@pytest.mark.parametrize(("number", "said"), [(1, 1), (7, 7), (44, 44), (617, 620), (25_117, 25_000)])
def test_numbers_are_round(number: int, said: int) -> None:
    assert two_digits(number) == said
