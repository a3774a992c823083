"""A run is repeated with other seeds, one after another, whatever comes between."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gatescope.engine.config.run import RunConfig, changed
from gatescope.engine.errors import Fault
from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.messages import About, RunState
from gatescope.gui.look import theme
from gatescope.gui.state.seeds import by_seed, repeated
from tests.gui import fake_engine as fake
from tests.gui.stages import Stage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
replace = msgspec.structs.replace
DONE, PAUSED, FAILED = RunState.FINISHED, RunState.PAUSED, RunState.FAILED
CONFIG = changed(fake.CONFIG, steps=400)


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    theme.apply(qapp, theme.LIGHT)
    made = Stage("paused", qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def sent(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    told: list[object] = []
    kinds = (m.NewRun, m.Play, m.SetSteps, m.Fork)
    monkeypatch.setattr(
        stage.bridge, "send", lambda message: bool(isinstance(message, kinds) and told.append(message)) or True
    )
    return told


def comes(stage: Stage, run: int, state: RunState, step: int, config: RunConfig = CONFIG, **more: object) -> None:
    """The engine tells of a run."""
    record = stage.conductor.store.runs.get(run)
    if record is not None:
        record.status = None
        record.train.__init__()  # type: ignore[misc]  # what it had measured is another story
    stage.conductor._take_run(m.RunChanged(info=fake.info(run, config=config, state=state, step=step, **more)))


def seeds(sent: list[object]) -> list[int]:
    """Of the runs that were asked for, all of them as many steps as the first."""
    made = [message for message in sent if isinstance(message, m.NewRun)]
    assert all(message.steps == 0 and message.config.train.steps == 400 for message in made)
    return [message.config.train.seed for message in made]


def with_seed(seed: int) -> RunConfig:
    return changed(CONFIG, seed=seed)


def begin(stage: Stage, total: int = 3) -> None:
    stage.window.actions_by_name[f"repeat_{total}"].act()


def test_each_seed_begins_when_the_one_before_is_done(stage: Stage, sent: list[object]) -> None:
    comes(stage, 1, DONE, 400)
    begin(stage)
    assert seeds(sent) == [1]
    comes(stage, 2, RunState.TRAINING, 0, with_seed(1))
    comes(stage, 2, RunState.TRAINING, 200, with_seed(1))
    assert seeds(sent) == [1]
    comes(stage, 2, DONE, 400, with_seed(1))
    assert seeds(sent) == [1, 2]
    comes(stage, 3, FAILED, 40, with_seed(2))
    assert seeds(sent) == [1, 2]
    assert not stage.window.forms.repeating.going_on
    (found,) = repeated(stage.conductor.store.runs.values())
    assert (found.runs, [each.info.run for each in found.counted], found.failed) == ((1, 2, 3), [1, 2], 1)


def test_those_that_there_are_count_and_one_that_rests_goes_on_first(stage: Stage, sent: list[object]) -> None:
    comes(stage, 1, PAUSED, 120)
    comes(stage, 2, DONE, 400, with_seed(7))
    stage.conductor.select(1)
    begin(stage)
    assert sent == [m.Play(run=1)]
    comes(stage, 1, DONE, 400)
    assert seeds(sent) == [1]


def test_a_run_without_an_end_is_planned_to_what_it_has_done(stage: Stage, sent: list[object]) -> None:
    comes(stage, 1, PAUSED, 400, fake.CONFIG)
    begin(stage)
    assert sent[0] == m.SetSteps(run=1, steps=400)
    assert seeds(sent) == [1]


def test_one_that_trains_without_an_end_is_not_repeated_and_it_is_said_why(stage: Stage, sent: list[object]) -> None:
    comes(stage, 1, RunState.TRAINING, 400, fake.CONFIG)
    action = stage.window.actions_by_name["repeat_3"]
    assert not action.isEnabled()
    assert "pause it first" in action.tip
    begin(stage)
    assert sent == []


def test_a_pause_is_waited_for_and_a_deleted_run_is_not_made_again(stage: Stage, sent: list[object]) -> None:
    comes(stage, 1, DONE, 400)
    begin(stage)
    comes(stage, 2, PAUSED, 100, with_seed(1))
    assert seeds(sent) == [1]
    stage.conductor.delete(2)
    assert seeds(sent) == [1, 2]
    comes(stage, 3, DONE, 400, with_seed(2))
    stage.conductor.take_back(2)
    assert seeds(sent) == [1, 2]


def test_after_a_crash_the_fork_that_goes_on_is_waited_for(stage: Stage, sent: list[object]) -> None:
    comes(stage, 1, DONE, 400)
    begin(stage)
    comes(stage, 2, RunState.TRAINING, 100, with_seed(1))
    infos = (
        fake.info(1, config=CONFIG, state=DONE, step=400),
        fake.info(2, config=with_seed(1), state=RunState.CLOSED, step=130),
    )
    stage.conductor._going_on = True
    data = fake.dataset("/data/air.csv")
    stage.conductor._take_session(m.SessionOpened(info=m.SessionInfo(path="s.gatescope", data=data, runs=infos)))
    assert any(isinstance(message, m.Fork | m.NewRun) for message in sent[1:])  # it goes on by itself
    comes(stage, 3, RunState.TRAINING, 130, with_seed(1), parent=2, fork_step=128)
    assert seeds(sent)[0] == 1
    assert 2 not in seeds(sent)
    comes(stage, 3, DONE, 400, with_seed(1), parent=2, fork_step=128)
    assert seeds(sent)[-1] == 2
    runs = [each for each in stage.conductor.store.runs.values() if each.info.config.train.seed == 1]
    assert [each.info.run for each in by_seed(runs)] == [3]


def test_another_file_and_a_run_that_cannot_be_made_end_it(stage: Stage, sent: list[object]) -> None:
    comes(stage, 1, DONE, 400)
    begin(stage)
    assert stage.window.forms.repeating.going_on
    stage.conductor.failed.emit(m.Failed(about=About.RUN, fault=Fault.SESSION_IN_USE, facts={"path": "s"}))
    assert not stage.window.forms.repeating.going_on
    begin(stage, 5)
    comes(stage, 2, RunState.TRAINING, 0, with_seed(1))
    stage.conductor._take_data(m.DataOpened(info=fake.dataset("/data/other.csv")))
    assert not stage.window.forms.repeating.going_on


def test_it_can_be_stopped_and_the_run_that_trains_goes_on(stage: Stage, sent: list[object]) -> None:
    stop = stage.window.actions_by_name["stop_repeating"]
    comes(stage, 1, DONE, 400)
    assert not stop.isEnabled()
    begin(stage, 5)
    comes(stage, 2, RunState.TRAINING, 10, with_seed(1))
    assert stop.isEnabled()
    stop.act()
    assert not stop.isEnabled()
    comes(stage, 2, DONE, 400, with_seed(1))
    assert seeds(sent) == [1]
    assert not any(isinstance(message, m.Play) for message in sent)


def test_an_altered_run_cannot_be_repeated(stage: Stage, sent: list[object]) -> None:
    comes(stage, 1, DONE, 400)
    stage.conductor.store.runs[1].live = ((50, "clip", 0.25),)
    stage.conductor.runs_changed.emit()
    assert "cannot be repeated" in stage.window.actions_by_name["repeat_5"].tip
    begin(stage, 5)
    assert sent == []


def test_the_menu_of_a_run_offers_it(stage: Stage, sent: list[object]) -> None:
    comes(stage, 1, DONE, 400)
    menu = QMenu()
    stage.window.runs.menu_wanted.emit(1, menu)
    (within,) = [each for each in menu.findChildren(QMenu) if each.title() == "Repeat with other seeds"]
    assert [action.text() for action in within.actions()] == ["3 seeds in all", "5 seeds in all"]
    within.actions()[1].trigger()
    assert seeds(sent) == [1]
    menu.deleteLater()
