"""The window with the real engine: what a person does in a first hour, faults included."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gatescope import resources
from gatescope.engine.config.run import Cell
from gatescope.engine.protocol.frame import Part, Probe
from gatescope.engine.protocol.messages import RunState
from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.state.store import RunRecord
from gatescope.gui.window.overrides import make_safe
from gatescope.gui.window.window import MainWindow
from tests.gui.lent_engine import LentBridge, LentEngine
from tests.gui.windows import built

SAMPLES = Path(resources.__file__).parent / "samples"


class User:
    """Somebody at a window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.conductor, self.qtbot = window, window.conductor, qtbot

    def wait(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=30_000)

    @property
    def run(self) -> RunRecord:
        assert self.conductor.selected is not None
        return self.conductor.selected

    def open(self, path: str | Path) -> None:
        with self.qtbot.waitSignal(self.conductor.data_changed, timeout=30_000):
            self.window.open_path(str(path))

    def play(self, steps: int = 20) -> None:
        """Trains until so many more steps are done."""
        key, before = Qt.Key.Key_Space, self.run.step if self.conductor.selected else 0
        QTest.keyClick(self.window, key)
        self.wait(lambda: self.conductor.selected is not None and self.run.step >= before + steps)

    def press(self, text: str) -> None:
        (button,) = (b for b in self.window.bars.findChildren(QPushButton) if b.text() == text)
        button.click()


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
    yield User(window, qtbot)
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


def test_a_bad_file_is_told_while_it_trains_on(user: User, tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_text("a,b\nx,y\n")
    user.open(SAMPLES / "airline-passengers.csv")
    user.play()
    user.window.open_path(str(tmp_path / "words.csv"))
    user.wait(lambda: "open" in user.window.bars.texts)
    step = user.run.step
    user.wait(lambda: user.run.step > step + 20)
    user.window.model.learning_rate.setValue(0.01)
    QTest.keyClick(user.window, Qt.Key.Key_Space)
    user.wait(lambda: not user.conductor.training)
    assert user.window.model.learning_rate.value() == 0.01  # a pause takes nothing back


def test_an_engine_that_was_killed_is_gone_on_with(own_user: User) -> None:
    own_user.open(SAMPLES / "airline-passengers.csv")
    own_user.play(60)
    with own_user.qtbot.waitSignal(own_user.conductor.engine_lost, timeout=10_000):
        os.kill(own_user.conductor.bridge.pid, 9)
    assert all(button.text() != "Close" for button in own_user.window.bars.findChildren(QPushButton))
    own_user.press("Go on from the last keyframe")
    own_user.wait(lambda: own_user.conductor.training)
    step = own_user.run.step
    own_user.wait(lambda: own_user.run.step > step + 20)


def test_a_run_that_diverges_keeps_its_recording_and_is_forked(user: User) -> None:
    user.open(SAMPLES / "airline-passengers.csv")
    config = user.window.forms.config
    assert config is not None
    net = msgspec.structs.replace(config.net, cell=Cell.RNN_RELU, layers=3)
    train = msgspec.structs.replace(config.train, learning_rate=1e6, clip=0.0)
    user.conductor.new_run(msgspec.structs.replace(config, net=net, train=train), steps=0)
    user.wait(lambda: user.conductor.selected is not None and user.run.state is RunState.FAILED)
    assert "run" in user.window.bars.texts
    failed = user.run
    user.wait(lambda: len(failed.train.column.values) > 0)
    user.conductor.travel(0)
    assert user.window.actions_by_name["fork"].isEnabled()
    user.window.actions_by_name["fork"].trigger()
    user.wait(lambda: user.run is not failed)


def test_words_that_the_network_never_saw(user: User) -> None:
    user.open(SAMPLES / "postman-ko.txt")
    user.play()
    for text in ("우체부 아저씨", "☃ xyz 😀"):
        user.conductor.change(probe=Probe(part=Part.TYPED, text=text))
        user.wait(lambda text=text: user.window.stack.scene is not None and user.window.stack.scene.length == len(text))
    assert not user.window.bars.texts


@pytest.mark.parametrize(("hidden", "layers"), [(1, 1), (1024, 4)])
def test_the_smallest_network_and_the_largest(own_user: User, hidden: int, layers: int) -> None:
    own_user.open(SAMPLES / "airline-passengers.csv")
    own_user.window.model.hidden.setValue(hidden)
    own_user.window.model.layers.setValue(layers)
    own_user.window.model.batch.setValue(1)  # a step of the largest takes its time
    own_user.window.model.window_length.setValue(8)
    own_user.play(1)
    own_user.wait(lambda: own_user.window.stack.scene is not None or bool(own_user.window.bars.texts))
    own_user.window.close()
    assert not own_user.conductor.bridge.running
