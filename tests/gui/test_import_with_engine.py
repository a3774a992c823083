"""The import screen with the real engine: files as people have them, from the drop to the first steps."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gatescope import resources
from gatescope.engine.config.run import Kind, Split, Task
from gatescope.engine.protocol.messages import Role, RunState
from gatescope.gui.importing.screen import ImportScreen
from gatescope.gui.importing.talk import State
from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.window.overrides import make_safe
from gatescope.gui.window.window import MainWindow
from tests.gui.lent_engine import LentBridge, LentEngine
from tests.gui.windows import built

SAMPLES = Path(resources.__file__).parent / "samples"
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class User:
    """Somebody who drops files on the window."""

    def __init__(self, window: MainWindow, qtbot: QtBot, folder: Path) -> None:
        self.window, self.conductor, self.qtbot, self.folder = window, window.conductor, qtbot, folder

    def wait(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=20_000)

    def show(self, name: str, content: str | bytes = "") -> ImportScreen:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self.show_path(path)

    def show_path(self, path: Path) -> ImportScreen:
        self.window.files.show(str(path))
        screen = self.window.files.screen
        assert screen is not None
        self.settle(screen)
        return screen

    def settle(self, screen: ImportScreen) -> None:
        self.wait(lambda: screen.talk.state is not State.ASKING)

    def open(self, screen: ImportScreen) -> None:
        with self.qtbot.waitSignal(self.conductor.data_changed, timeout=30_000):
            screen.ok.click()

    def play(self) -> None:
        self.window.actions_by_name["play"].trigger()
        self.trained()

    def trained(self) -> None:
        def done() -> bool:
            run = self.conductor.selected
            return bool(self.window.bars.texts.keys() & {"run", "open"}) or (run is not None and run.step >= 5)

        self.wait(done)
        assert not self.window.bars.texts.keys() & {"run", "open"}, self.window.bars.texts


@contextmanager
def at_a_window(bridge: EngineBridge, qtbot: QtBot, qapp: QApplication, folder: Path) -> Iterator[User]:
    make_safe()
    theme.apply(qapp, theme.LIGHT)
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    settings.device = "cpu"  # also where there is a card
    window = built(Conductor(bridge), settings)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    with qtbot.waitSignal(bridge.ready, timeout=30_000):
        bridge.start()
    yield User(window, qtbot, folder)
    if window.files.screen is not None:
        window.files.screen.close()
    bridge.stop()
    bridge.deleteLater()


@pytest.fixture
def own_user(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[User]:
    """With an engine that was started for this test."""
    monkeypatch.setenv("GATESCOPE_DATA", str(tmp_path / "sessions"))
    with at_a_window(EngineBridge(), qtbot, qapp, tmp_path) as somebody:
        yield somebody


@pytest.fixture
def user(lent_engine: LentEngine, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[User]:
    """With an engine that others had before."""
    with at_a_window(LentBridge(lent_engine), qtbot, qapp, tmp_path) as somebody:
        yield somebody


def korean() -> bytes:
    rows = [f"2021-01-{1 + i // 24:02} {i % 24:02}:00,서울,{(i * 7 % 24) / 2:.1f},{50 + i % 9}" for i in range(240)]
    return "\r\n".join(["관측일시,지점명,기온,습도", *rows]).encode("cp949")


def machines() -> str:
    rows = ["machine,vibration,current,state"]
    for machine in range(24):
        state = ("ok", "worn")[machine % 2]
        rows += [f"M{machine:02},{(1 + machine % 2) * (i * 7 % 5)},{i % 3},{state}" for i in range(10 + machine % 7)]
    return "\n".join(rows)


def test_korean_public_data_is_read_and_trained(user: User) -> None:
    screen = user.show("기상.csv", korean())
    answer = screen.talk.answer
    assert answer is not None
    assert answer.info.read.encoding == "cp949"
    assert [column.name for column in answer.info.columns] == ["관측일시", "지점명", "기온", "습도"]
    assert screen.table.page_model.role_of(0) is Role.TIME
    assert "hourly" in screen._times._whole
    user.open(screen)
    user.play()


def test_a_label_for_each_sequence_trains(user: User) -> None:
    screen = user.show("machines.csv", machines())
    config = screen.talk.config
    assert config is not None
    assert (config.task, config.sequence, config.targets) == (Task.MANY_TO_ONE, "machine", ("state",))
    assert {each.name for each in screen.insight.classes._classes} == {"ok", "worn"}
    assert screen.insight.sequences.topLevelItemCount() == 24
    screen.task.share.setValue(40)
    user.settle(screen)
    user.open(screen)
    data = user.window.forms.config
    assert data is not None
    assert (data.data.task, data.data.validation_share) == (Task.MANY_TO_ONE, 0.4)
    user.play()


def test_a_tag_for_every_step_trains(user: User) -> None:
    rows = ["value,event", *(f"{i % 7},{'yes' if i % 7 == 3 else 'no'}" for i in range(300))]
    screen = user.show("events.csv", "\n".join(rows))
    screen.use("event", Role.TARGET)
    user.settle(screen)
    config = screen.talk.config
    assert config is not None
    assert (config.task, config.classes) == (Task.TAG, True)
    user.open(screen)
    user.play()


def test_a_file_without_a_header_and_with_bad_rows_is_told(user: User) -> None:
    rows = [f"{i % 10},{i % 4}.5,{i % 3}" for i in range(200)]
    rows[20], rows[30], rows[40] = "1,2", "1,2,3,4", "1,oops,2"
    screen = user.show("plain.csv", "\n".join(rows))
    answer = screen.talk.answer
    assert answer is not None
    assert answer.info.read.header is False
    assert screen._counts._whole == "198 records read, 2 skipped (lines 21, 31), 1 bad cell (column 2: line 41)"
    model = screen.table.page_model
    assert [row for row in range(60) if model.is_skipped(row)] == [20, 30]
    assert len(model.page.bad) == 1
    user.open(screen)
    assert user.window.bars.texts["records"] == screen._counts._whole
    user.play()


def test_the_defaults_play_at_once(user: User) -> None:
    screen = user.show_path(SAMPLES / "airline-passengers.csv")
    QTest.mouseClick(screen.defaults, Qt.MouseButton.LeftButton)
    user.trained()
    assert user.conductor.selected is not None
    assert user.conductor.selected.state is RunState.TRAINING


def test_a_control_in_no_order_is_opened_as_one(user: User) -> None:
    screen = user.show_path(SAMPLES / "airline-passengers.csv")
    screen.task.order.click()
    user.settle(screen)
    user.open(screen)
    user.play()
    assert user.conductor.selected is not None
    assert user.conductor.selected.info.config.data.shuffled


def test_a_shuffled_split_is_refused_and_training_goes_on(user: User) -> None:
    user.window.open_path(str(SAMPLES / "airline-passengers.csv"))
    user.wait(lambda: user.conductor.store.dataset is not None)
    user.play()
    screen = user.show("own.csv", "a\n" + "\n".join(str(i % 9) for i in range(99)))
    screen.task.chosen.emit("split", Split.SHUFFLED)
    user.settle(screen)
    assert "neighbours" in screen._news.text()
    run = user.conductor.selected
    assert run is not None
    step = run.step
    user.wait(lambda: run.step > step + 10)
    screen.close()
    assert user.conductor.training


def test_every_setting_is_answered_and_text_and_table_are_a_click_apart(user: User) -> None:
    screen = user.show("small.csv", "a,b\n" + "\n".join(f"{i},{i % 3}" for i in range(60)))
    chosen = {"delimiter": ";", "header": False, "missing": ("3",), "skip": 2}
    for name, value in chosen.items():
        screen.reading.changed.emit(name, value)
        user.settle(screen)
        assert screen.talk.answer is not None
        assert getattr(screen.talk.answer.info.read, name) == value
    screen.reading.find_out.emit()
    user.settle(screen)
    table, text = screen.reading._kinds.buttons()
    text.click()
    user.settle(screen)
    assert screen.talk.answer.info.kind is Kind.TEXT
    assert screen.text.toPlainText().startswith("a,b\n")
    table.click()
    user.settle(screen)
    assert screen.talk.answer.info.kind is Kind.TABLE


def test_another_engine_answers_when_one_was_killed(own_user: User) -> None:
    screen = own_user.show("small.csv", "a,b\n" + "\n".join(f"{i},{i % 3}" for i in range(60)))
    with own_user.qtbot.waitSignal(own_user.conductor.engine_lost, timeout=10_000):
        os.kill(own_user.conductor.bridge.pid, 9)
    screen.reading.changed.emit("delimiter", ";")  # starts another one
    own_user.settle(screen)
    own_user.open(screen)
