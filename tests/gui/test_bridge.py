"""The bridge against an engine that knows nothing: back-pressure, deaths, ends."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

from gatescope.engine.errors import Fault
from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.frame import FrameRequest, Part, Probe, Trace, Want
from gatescope.gui.link import bridge as bridge_module
from gatescope.gui.link.bridge import STDERR_LINES, EngineBridge, engine_command
from gatescope.gui.words import notices

FAKE = str(Path(__file__).with_name("fake_engine.py"))
PROBE = Probe(part=Part.VALIDATION, start=99, length=24)
WANTS = (Want(layer="layer0", trace=Trace.HIDDEN),)


@pytest.fixture
def make(qtbot: QtBot) -> Iterator:
    made = []

    def start(*how: str) -> EngineBridge:
        bridge = EngineBridge((sys.executable, FAKE, *how))
        made.append(bridge)
        bridge.start()
        return bridge

    yield start
    for bridge in made:
        bridge.stop()
        bridge.deleteLater()


@pytest.fixture(autouse=True)
def _path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))


def a(kind: type) -> Callable[[object], bool]:
    return lambda message: isinstance(message, kind)


def request(number_of_run: int = 1, **more) -> FrameRequest:
    return FrameRequest(
        **{"slot": m.Slot("stack"), "number": 0, "run": number_of_run, "probe": PROBE, "wants": WANTS, **more}
    )


def with_run(make, qtbot: QtBot) -> EngineBridge:
    bridge = make()
    bridge.send(m.OpenFile(path="/data/air.csv"))
    with qtbot.waitSignal(bridge.arrived, check_params_cb=a(m.DataOpened)):
        pass
    with qtbot.waitSignal(bridge.arrived, check_params_cb=a(m.RunChanged)):
        bridge.send(m.NewRun(config=pytest.importorskip("tests.gui.fake_engine").CONFIG))
    return bridge


def count_sent(bridge: EngineBridge, monkeypatch: pytest.MonkeyPatch) -> list:
    sent, send = [], bridge.send

    def counted(message) -> bool:
        sent.append(message)
        return send(message)

    monkeypatch.setattr(bridge, "send", counted)
    return sent


def test_what_is_sent_before_the_engine_is_up_reaches_it(make, qtbot: QtBot) -> None:
    bridge = make()
    with qtbot.waitSignals([bridge.ready, bridge.arrived], check_params_cbs=[None, a(m.DataOpened)]):
        bridge.send(m.OpenFile(path="/data/air.csv"))


def test_a_failure_arrives_with_its_facts(make, qtbot: QtBot) -> None:
    bridge = make()
    with qtbot.waitSignal(bridge.failed) as caught:
        bridge.send(m.OpenFile(path="/data/missing.csv"))
    assert caught.args[0].facts == {"path": "/data/missing.csv"}


def test_one_frame_is_under_way_and_the_latest_of_the_others_follows(make, qtbot: QtBot, monkeypatch) -> None:
    bridge = with_run(make, qtbot)
    sent = count_sent(bridge, monkeypatch)
    frames = []
    bridge.frame_arrived.connect(lambda frame: frames.append(frame))
    for at in (1, 2, 3, 4):
        bridge.ask_frame(request(at=at))
    assert [message.at for message in sent] == [1]
    qtbot.waitUntil(lambda: len(frames) == 2)
    assert [frame.at for frame in frames] == [1, 4]
    assert [message.at for message in sent] == [1, 4]
    assert sent[0].number < sent[1].number


def test_a_waiting_request_gives_way_at_once(make, qtbot: QtBot, monkeypatch) -> None:
    bridge = with_run(make, qtbot)
    bridge.ask_frame(request(have_step=0))  # the run stands still: no answer comes to this one
    sent = count_sent(bridge, monkeypatch)
    bridge.ask_frame(request(have_step=0))
    assert not sent
    with qtbot.waitSignal(bridge.frame_arrived) as caught:
        bridge.ask_frame(request(at=2))
    assert caught.args[0].at == 2
    assert caught.args[1].at == 2


def test_metrics_are_asked_once_until_they_are_answered(make, qtbot: QtBot, monkeypatch) -> None:
    bridge = with_run(make, qtbot)
    sent = count_sent(bridge, monkeypatch)
    bridge.send(m.Play(run=1))
    for _ in range(3):
        bridge.ask_metrics(m.MetricsRequest(run=1, since=0, since_validation=0))
    with qtbot.waitSignal(bridge.arrived, check_params_cb=a(m.Metrics)) as caught:
        pass
    assert len(caught.args[0].train_loss) == 100
    assert sum(isinstance(message, m.MetricsRequest) for message in sent) == 1


def test_a_refused_frame_is_not_asked_again_until_something_changes(make, qtbot: QtBot, monkeypatch) -> None:
    bridge = with_run(make, qtbot)
    with qtbot.waitSignal(bridge.failed):
        bridge.ask_frame(request(7))
    sent = count_sent(bridge, monkeypatch)
    bridge.ask_frame(request(7))
    assert not sent
    bridge.retry_refused()
    bridge.ask_frame(request(7))
    assert len(sent) == 1


def test_a_refusal_that_nobody_waits_for_any_more_is_not_told(make, qtbot: QtBot) -> None:
    """Another file is open by the time the engine says that it knows nothing of the old one's run."""
    bridge = with_run(make, qtbot)
    told = []
    bridge.failed.connect(told.append)
    bridge.ask_frame(request(7))
    bridge._fresh_session()
    with qtbot.waitSignal(bridge.arrived, check_params_cb=a(m.DataOpened)):
        bridge.send(m.OpenFile(path="/data/air.csv"))  # answered after the frame
    assert told == []


def test_a_death_is_told_with_its_status_and_its_last_words(make, qtbot: QtBot) -> None:
    bridge = make("noisy", "die", "3")
    with qtbot.waitSignal(bridge.ready):
        pass
    with qtbot.waitSignal(bridge.engine_stopped) as caught:
        bridge.send(m.Play(run=1))
    facts = caught.args[0]
    assert (facts.started, facts.crashed, facts.code) == (True, False, 3)
    assert len(facts.lines) == STDERR_LINES
    assert facts.lines[-1] == "line 299"
    assert not bridge.running
    assert not bridge.send(m.Pause(run=1))


@pytest.mark.skipif(sys.platform == "win32", reason="signals are Unix's")
def test_a_kill_is_told_as_its_signal_and_another_engine_can_be_started(make, qtbot: QtBot) -> None:
    bridge = make("crash")
    with qtbot.waitSignal(bridge.engine_stopped) as caught:
        bridge.send(m.Play(run=1))
    assert (caught.args[0].crashed, caught.args[0].code) == (True, 9)
    with qtbot.waitSignal(bridge.ready):
        bridge.start()
    assert bridge.running


def test_an_engine_that_cannot_start_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    bridge = EngineBridge((str(tmp_path / "nothing"),))
    with qtbot.waitSignal(bridge.engine_stopped) as caught:
        bridge.start()
    assert not caught.args[0].started
    assert caught.args[0].lines
    bridge.deleteLater()


def test_what_is_no_message_ends_that_engine(make, qtbot: QtBot) -> None:
    bridge = make("garbage")
    with qtbot.waitSignals([bridge.failed, bridge.engine_stopped]):
        pass
    assert not bridge.running


def test_stop_ends_an_engine_that_listens_at_once(make, qtbot: QtBot) -> None:
    bridge = make()
    with qtbot.waitSignal(bridge.ready):
        pass
    began = time.monotonic()
    bridge.stop()
    assert time.monotonic() - began < 2
    assert not bridge.running


def test_stop_kills_an_engine_that_does_not_listen(make, qtbot: QtBot) -> None:
    bridge = make("hang")
    with qtbot.waitSignal(bridge.ready):
        pass
    stopped = []
    bridge.engine_stopped.connect(stopped.append)
    began = time.monotonic()
    bridge.stop()
    assert time.monotonic() - began < 3
    assert not stopped  # it was asked to: nothing to report


def test_an_engine_that_takes_long_to_die_is_gone_when_stop_returns(
    make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a large one does on a busy machine. Forgotten while it runs, a QProcess complains and waits all the same."""
    killed: list[QProcess] = []

    class Slow(QProcess):
        def kill(self) -> None:
            killed.append(self)
            threading.Timer(1.0, super().kill).start()

    monkeypatch.setattr(bridge_module, "QProcess", Slow)
    bridge = make("hang")
    with qtbot.waitSignal(bridge.ready):
        pass
    bridge.stop()
    assert [process.state() for process in killed] == [QProcess.ProcessState.NotRunning]


def test_the_engine_is_this_program_again() -> None:
    program, safe, script, word = engine_command()
    assert program == sys.executable
    assert safe == "-P"  # nothing in the working directory stands in for a library
    assert Path(script).is_file()
    assert word == "engine"


def test_an_engine_of_another_version_is_told_and_not_spoken_to(make, qtbot: QtBot, tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    heard.touch()
    bridge = make("protocol", "999", f"listen={heard}")
    ready, failures = [], []
    bridge.ready.connect(ready.append)
    bridge.failed.connect(failures.append)
    with qtbot.waitSignal(bridge.engine_stopped):
        assert bridge.send(m.OpenFile(path="/data/air.csv"))
    (failure,) = failures
    assert (failure.about, failure.fault) == (m.About.ENGINE, Fault.PROTOCOL_OTHER)
    assert failure.facts == {"number": 999, "known": m.PROTOCOL}
    said = notices.sentence(failure.fault, failure.facts)
    assert "999" in said
    assert (ready, heard.read_bytes(), bridge.running) == ([], b"", False)
