"""A run is repeated by the real engine, which is killed on the way; what came of it is saved, opened, and counted again
when one of the runs is gone."""

import math
import os
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gatescope.engine.protocol.messages import RunState
from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.look import readable_numbers as numbers
from gatescope.gui.panels.runs.lines import RunRow, SeedsRow
from gatescope.gui.state.seeds import Repeats, repeated
from tests.gui.test_with_engine import User, at_a_window

STEPS = 150


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[User]:
    monkeypatch.setenv("GATESCOPE_DATA", str(tmp_path / "sessions"))
    with at_a_window(EngineBridge(), qtbot, qapp, tmp_path) as somebody:
        yield somebody


@pytest.fixture
def wave(tmp_path: Path) -> Path:
    path = tmp_path / "wave.csv"
    path.write_text("a\n" + "".join(f"{math.sin(t / 4) + 0.3 * math.sin(t / 9):.5f}\n" for t in range(240)))
    return path


def family(user: User) -> Repeats:
    (found,) = repeated(user.conductor.store.runs.values())
    return found


def lines(user: User) -> tuple[SeedsRow, list[float]]:
    """What the list says of them together, and the skill of each."""
    user.window.forms.show_numbers()
    rows = user.window.runs._rows
    (over,) = (row for row in rows if isinstance(row, SeedsRow))
    counted = {each.info.run for each in family(user).counted}
    return over, [row.skill for row in rows if isinstance(row, RunRow) and row.run in counted]


def agrees(user: User) -> str:
    over, skills = lines(user)
    mean, deviation = statistics.mean(skills), statistics.stdev(skills)
    assert over.skill == pytest.approx(mean)
    assert over.text.endswith(f": {numbers.give_or_take(mean, deviation, 2)}")
    return over.text


def done(user: User) -> bool:
    """None is to come, and what the last step of each was validated with has been told."""
    if user.window.forms.repeating.going_on or len(repeated(user.conductor.store.runs.values())) != 1:
        return False
    counted = family(user).counted
    return len(counted) == 3 and all(each.validation_steps.values[-1:].tolist() == [STEPS] for each in counted)


def test_seeds_are_trained_through_a_crash_and_kept(user: User, wave: Path, tmp_path: Path) -> None:
    user.open(wave)
    user.window.model.steps.setValue(STEPS)
    user.play()
    user.wait(lambda: user.run.state is RunState.FINISHED)
    user.window.actions_by_name["repeat_3"].act()
    user.wait(lambda: user.run.info.config.train.seed == 1 and 30 < user.run.step < STEPS)
    with user.qtbot.waitSignal(user.conductor.engine_lost, timeout=10_000):
        os.kill(user.conductor.bridge.pid, 9)
    user.conductor.go_on()
    user.wait(lambda: done(user))
    assert [each.info.config.train.seed for each in family(user).members] == [0, 1, 2]
    assert {each.step for each in family(user).counted} == {STEPS}
    told = agrees(user)
    with user.qtbot.waitSignal(user.conductor.saved, timeout=30_000):
        user.conductor.save_as(str(tmp_path / "kept.gatescope"))
    user.open(tmp_path / "kept.gatescope")
    user.wait(lambda: done(user))
    assert agrees(user) == told
    user.window.forms.marking.delete(family(user).runs[-1])
    user.window.forms.marking.settle()
    assert len(family(user).members) == 2
    assert agrees(user) != told
