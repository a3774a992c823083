"""The whole window against an engine that knows nothing: what the user does, and what becomes of it."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QTreeWidget
from pytestqt.qtbot import QtBot

from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.analysis import Alteration, Intervention
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import Trace
from gatescope.gui import app
from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.scenes.asking import UNIT
from gatescope.gui.state.intent import RangeKind
from gatescope.gui.views.loss.scene import LossChoice
from gatescope.gui.window.window import MainWindow
from tests.gui.windows import built

FAKE = str(Path(__file__).with_name("fake_engine.py"))


@pytest.fixture(autouse=True)
def _path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))


@pytest.fixture
def make(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator:
    theme.apply(qapp, "light")
    made = []

    def start(*how: str) -> MainWindow:
        bridge = EngineBridge((sys.executable, FAKE, *how))
        settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
        window = built(Conductor(bridge), settings)
        qtbot.addWidget(window)
        made.append(bridge)
        window.resize(1280, 720)
        window.show()
        with qtbot.waitSignal(bridge.ready):
            bridge.start()
        return window

    yield start
    for bridge in made:
        bridge.stop()
        bridge.deleteLater()


def opened(make, qtbot: QtBot, *how: str) -> MainWindow:
    window = make(*how)
    with qtbot.waitSignal(window.conductor.data_changed):
        window.open_path("/data/air.csv")
    return window


def played(make, qtbot: QtBot, *how: str) -> MainWindow:
    window = opened(make, qtbot, *how)
    window.actions_by_name["play"].trigger()
    qtbot.waitUntil(lambda: window.conductor.selected is not None and window.conductor.selected.rows >= 100)
    qtbot.waitUntil(lambda: window.stack.scene is not None)
    return window


def sent_by(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list:
    sent, send = [], window.conductor.bridge.send
    monkeypatch.setattr(window.conductor.bridge, "send", lambda message: sent.append(message) or send(message))
    return sent


def drop(window: MainWindow, path: str) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path)])
    event = QDropEvent(
        QPointF(QPoint(400, 300)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)


def test_drop_and_play_are_all_it_takes(make, qtbot: QtBot) -> None:
    window = make()
    window.settings.ask_import = False
    assert window.welcome.isVisible()
    with qtbot.waitSignal(window.conductor.data_changed):
        drop(window, "/data/air.csv")
    with qtbot.waitSignal(window.drawn):
        qtbot.keyClick(window, Qt.Key.Key_Space)
    assert window.stack.isVisible()
    assert not window.welcome.isVisible()
    qtbot.waitUntil(lambda: window.loss.scene is not None and window.loss.scene.newest == 100)
    qtbot.waitUntil(lambda: window.actions_by_name["play"].text() == "Pause")
    assert "LSTM 32" in window.title._whole
    assert window.windowTitle() == "Gatescope — air"
    conductor = window.conductor
    conductor.store.session_path = "/kept/a.gatescope"
    kept = m.KeptSession(path="/kept/a.gatescope", data="air.csv", modified=0.0, size=1, name="My air", unsaved=True)
    conductor.shelf.take(m.SessionsListed(sessions=(kept,), first=True, last=True))
    assert window.windowTitle() == "Gatescope — My air · air"
    assert window.title._whole.startswith("My air · air · LSTM 32")


def test_drop_and_the_defaults_are_all_it_takes(make, qtbot: QtBot) -> None:
    window = make()
    drop(window, "/data/air.csv")
    screen = window.files.screen
    assert screen is not None
    assert screen.isVisible()
    with qtbot.waitSignal(window.drawn):
        qtbot.mouseClick(screen.defaults, Qt.MouseButton.LeftButton)
    assert window.files.screen is None
    assert window.stack.isVisible()


def test_a_run_that_stands_still_is_silent(make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = played(make, qtbot)
    qtbot.waitUntil(lambda: window.conductor.store.frames[Slot("stack")].frame.step == 100)
    for _ in range(2):  # the requests for what comes next are under way
        window.tick()
    sent = sent_by(window, monkeypatch)
    for _ in range(50):
        window.tick()
    assert sent == []


def test_a_hidden_window_asks_for_no_frame(make, qtbot: QtBot) -> None:
    window = played(make, qtbot)
    window.board.show(UNIT)
    window.actions_by_name["all_rows"].trigger()
    assert window.visible_views == {"stack", "unit", "loss", "gradient", "findings", "cost"}
    window.hide()
    assert window.visible_views == frozenset()


def test_play_is_pause_and_one_step_is_one_step(make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = played(make, qtbot)
    sent = sent_by(window, monkeypatch)
    qtbot.waitUntil(lambda: window.conductor.training)
    window.actions_by_name["play"].trigger()
    assert m.Pause(run=1) in sent
    qtbot.waitUntil(lambda: not window.conductor.training)
    assert window.actions_by_name["play"].text() == "Play"
    window.actions_by_name["step"].trigger()
    assert m.Play(run=1, steps=1) in sent


def test_learning_rate_acts_at_once_and_the_rest_waits(make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = played(make, qtbot)
    sent = sent_by(window, monkeypatch)
    window.model.learning_rate.setValue(0.01)
    assert m.SetLive(run=1, name="learning_rate", value=0.01) in sent
    assert not window.new_run.button.isEnabled()
    window.model.hidden.setValue(48)
    assert window.new_run.button.text() == "New run: LSTM 48"
    with qtbot.waitSignal(window.conductor.runs_changed):
        window.new_run.button.click()
    qtbot.waitUntil(lambda: window.conductor.state.run == 2)
    record = window.conductor.selected
    assert record is not None
    assert record.info.config.net.hidden == 48
    assert not window.new_run.button.isEnabled()


def test_reset_is_a_new_run_and_the_old_one_stays(make, qtbot: QtBot) -> None:
    window = played(make, qtbot)
    window.actions_by_name["reset"].trigger()
    qtbot.waitUntil(lambda: list(window.conductor.store.runs) == [1, 2])
    assert window.conductor.state.run == 2
    first, second = window.conductor.store.runs.values()
    assert first.info.config == second.info.config
    window.conductor.select(1)
    assert window.conductor.state.run == 1


def test_what_is_altered_stays_with_networks_of_as_many_directions(make, qtbot: QtBot) -> None:
    window = played(make, qtbot)
    window.actions_by_name["reset"].trigger()
    conductor = window.conductor
    qtbot.waitUntil(lambda: conductor.state.run == 2)
    altered = (Intervention(layer="layer0", trace=Trace.HIDDEN, kind=Alteration.ZERO),)
    conductor.change(interventions=altered)
    conductor.select(1)
    assert conductor.state.interventions == altered
    info = conductor.store.runs[2].info
    net = msgspec.structs.replace(info.config.net, bidirectional=True)
    conductor.store.take_run(msgspec.structs.replace(info, config=msgspec.structs.replace(info.config, net=net)))
    conductor.select(2)
    assert conductor.state.interventions == ()


def test_time_travel_goes_to_the_keyframe_and_back(make, qtbot: QtBot) -> None:
    window = played(make, qtbot)
    window.loss.step_chosen.emit(3)  # keyframes 0, 1, 2, 4
    assert window.conductor.state.at == 2
    assert window.stack.scene is not None  # the old picture, until the new one is there
    qtbot.waitUntil(lambda: window.stack.scene.step == 2 and not window.stack.scene.live)
    for key, at in ((Qt.Key.Key_Home, 0), (Qt.Key.Key_End, None)):
        qtbot.keyClick(window, key)
        assert window.conductor.state.at == at
    for by, at in ((-1, 4), (-1, 2), (1, 4), (1, None)):
        window.conductor.travel_by(by)
        assert window.conductor.state.at == at


def test_going_on_from_the_past_is_a_fork(make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = played(make, qtbot)
    assert not window.actions_by_name["fork"].isEnabled()
    window.conductor.travel(2)
    sent = sent_by(window, monkeypatch)
    window.actions_by_name["fork"].trigger()
    qtbot.waitUntil(lambda: window.conductor.state.run == 2)
    assert [message for message in sent if isinstance(message, m.Fork | m.Play)] == [m.Fork(run=1, step=2, steps=0)]
    qtbot.waitUntil(lambda: window.conductor.training)


def test_the_cursor_is_put_where_there_is_something_to_see(make, qtbot: QtBot) -> None:
    window = played(make, qtbot)
    assert (window.conductor.state.t, window.conductor.state.unit) == (18, 16)
    window.board.show(UNIT)
    window.stack.cursor_moved.emit(3, 4)
    qtbot.waitUntil(lambda: window.unit.scene is not None and window.unit.scene.unit == 4)


def test_a_pause_during_a_long_step_is_seen_to_wait(make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = played(make, qtbot)
    play, send = window.actions_by_name["play"], window.conductor.bridge.send
    kept: list[object] = []
    monkeypatch.setattr(  # the engine is within a step
        window.conductor.bridge, "send", lambda told: kept.append(told) if isinstance(told, m.Pause) else send(told)
    )
    play.trigger()
    qtbot.waitUntil(lambda: play.text() == "Pausing after this step")
    send(kept[0])
    qtbot.waitUntil(lambda: play.text() == "Play")


def test_a_grown_bound_is_announced_and_full_range_is_a_click_away(make, qtbot: QtBot) -> None:
    window = played(make, qtbot)
    assert window.conductor.store.bounds[1][Trace.CELL] == 100
    assert "±100" in window.status._news.text()
    fit, *_ = window.ranges.menu().actions()
    fit.trigger()
    assert window.conductor.state.ranges.kind is RangeKind.FIT
    assert window.actions_by_name["full_range"].isChecked()


def test_a_file_that_is_not_there_is_told_and_nothing_is_lost(make, qtbot: QtBot) -> None:
    window = played(make, qtbot)
    with qtbot.waitSignal(window.conductor.failed):
        window.open_path("/data/missing.csv")
    assert "missing.csv" in window.bars.texts["open"]
    assert list(window.conductor.store.runs) == [1]
    assert window.reading.isHidden()


def test_an_engine_that_dies_takes_no_window_with_it(make, qtbot: QtBot) -> None:
    window = opened(make, qtbot, "noisy", "die", "3", "left=/tmp/left.gatescope")
    with qtbot.waitSignal(window.conductor.engine_lost):
        window.actions_by_name["play"].trigger()
    assert "3" in window.bars.texts["lost"]
    assert not window.actions_by_name["play"].isEnabled()
    buttons = {button.text(): button for button in window.bars.findChildren(QPushButton)}
    buttons["Show details"].click()
    (dialog,) = window.findChildren(QDialog)
    dialog.close()
    assert "lost" in window.bars.texts  # reading the details decides nothing
    window.conductor.bridge._command = (sys.executable, FAKE, "left=/tmp/left.gatescope")
    buttons["Go on from the last keyframe"].click()
    qtbot.waitUntil(lambda: window.conductor.state.run == 2)  # the closed run was forked
    record = window.conductor.selected
    assert record is not None
    assert (record.info.parent, record.info.fork_step) == (1, 8)
    qtbot.waitUntil(lambda: window.conductor.training)
    assert "lost" not in window.bars.texts


def test_what_a_crash_left_is_offered(make, qtbot: QtBot) -> None:
    window = make("left=/tmp/left.gatescope")
    start = window.welcome.start
    qtbot.waitUntil(lambda: [left.name for left in start.recoverable] == ["left"])
    buttons = {button.text(): button for button in start.findChildren(QPushButton)}
    assert {"Recover", "Discard"} <= set(buttons)
    with qtbot.waitSignal(window.conductor.data_changed):
        buttons["Recover"].click()
    assert window.conductor.store.session_path == "/tmp/left.gatescope"
    assert start.recoverable == ()
    assert window.bars.texts == {}


def test_closing_ends_both_within_three_seconds(make, qtbot: QtBot) -> None:
    window = make("hang")
    began = time.monotonic()
    window.close()
    assert time.monotonic() - began < 3
    assert not window.conductor.bridge.running


def test_saving_is_told(make, qtbot: QtBot) -> None:
    window = played(make, qtbot)
    with qtbot.waitSignal(window.conductor.saved):
        window.conductor.save_as("/tmp/x.gatescope")
    assert "/tmp/x.gatescope" in window.status._news.text()
    window.actions_by_name["save"].trigger()  # it has a file: nothing to ask
    assert "as you work" in window.status._news.text()


def test_smoothing_is_the_users(make, qtbot: QtBot) -> None:
    window = played(make, qtbot)
    window.loss.smoothing_changed.emit(0.0)
    window.loss.log_changed.emit(False)
    record = window.conductor.selected
    assert record is not None
    assert record.smooth.values.tolist() == record.train.column.values.tolist()
    assert not window.conductor.state.choice(LossChoice).log


def test_another_theme_keeps_everything(make, qtbot: QtBot, qapp: QApplication) -> None:
    window = played(make, qtbot)
    tree = window.runs.findChild(QTreeWidget)
    theme.apply(qapp, "dark")
    qtbot.waitUntil(lambda: tree.topLevelItem(0).foreground(3).color().name() == theme.current().muted)
    assert window.grab().toImage().pixelColor(4, 400).name() == theme.current().panel
    theme.apply(qapp, "light")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """``app.run`` as the command line calls it, with settings of its own."""
    monkeypatch.setattr(
        "gatescope.gui.memory.remembered.Settings.__init__", lambda self: setattr(self, "store", QSettings()) or None
    )
    monkeypatch.setattr("signal.signal", lambda *_: None)
    return tmp_path


def test_a_picture_is_taken_when_the_steps_are_done(alone: Path, qapp: QApplication) -> None:
    out = alone / "out.png"
    command = (sys.executable, FAKE)
    assert (
        app.run(file="/data/air.csv", start=True, screenshot=str(out), after=100, size=(1280, 720), command=command)
        == 0
    )
    assert out.stat().st_size > 10_000


def test_a_picture_that_cannot_be_taken_is_told_on_stderr(alone: Path, qapp: QApplication, capsys) -> None:
    command = (sys.executable, FAKE)
    assert app.run(file="/data/missing.csv", start=True, screenshot=str(alone / "x.png"), command=command) == 1
    assert "missing.csv" in capsys.readouterr().err


def test_a_picture_is_taken_when_a_run_ends_before_the_steps_asked_for(alone: Path, qapp: QApplication) -> None:
    """The run has 100 steps: there will be no step 100,000."""
    out = alone / "out.png"
    asked = {"screenshot": str(out), "after": 100_000, "size": (1280, 720), "command": (sys.executable, FAKE, "finish")}
    assert app.run(file="/data/air.csv", start=True, **asked) == 0
    assert out.stat().st_size > 10_000
