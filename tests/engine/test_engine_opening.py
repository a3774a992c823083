"""What lies on the table while another file or session is opened, cannot be opened, or is opened a second time."""

import sqlite3
import threading

import psutil
import pytest

from gatescope.engine.protocol.messages import (
    CancelOpen,
    DataOpened,
    Failed,
    Metrics,
    MetricsRequest,
    OpenFile,
    OpenSession,
    Pause,
    Progress,
    RunState,
    SaveAs,
    Saved,
    SessionOpened,
)
from gatescope.engine.server.outbox import Outbox
from tests.engine.talking import config, heard_of


def saved_by(client, sine, tmp_path):
    """A session of one run of five steps, open in ``client``."""
    client.open_file(sine)
    client.train(client.new_run(config()).run, 5)
    client.send(SaveAs(path=str(tmp_path / "s.gatescope")))
    return client.receive(Saved).path


@pytest.fixture
def saved(client, sine, tmp_path):
    return saved_by(client, sine, tmp_path)


@pytest.fixture
def large(tmp_path):
    path = tmp_path / "large.txt"
    path.write_text("the quick brown fox jumps over the lazy dog\n" * 700_000)
    return path


def test_the_open_session_opened_again_stays_and_trains_on(client, saved):
    client.play(1)
    heard_of(client, 1)
    info = client.open_session(saved).info
    assert not info.read_only
    (run,) = info.runs
    assert run.state is RunState.TRAINING
    assert len(client.metrics(1).train_loss) > 5
    assert client.pause(1).step > 5


def test_a_session_asked_for_twice_can_be_written(client, saved, sine):
    client.open_file(sine)
    for _ in range(2):
        client.send(OpenSession(path=saved))
    assert [client.receive(SessionOpened).info.read_only for _ in range(2)] == [False, False]
    client.send(OpenFile(path=str(sine)))  # and in place of another that is still being read
    client.send(OpenSession(path=saved))
    assert not client.receive(SessionOpened).info.read_only
    assert client.train(1, 2).step == 7


@pytest.mark.parametrize(
    "harm",
    ["UPDATE metrics SET train_loss = x'00'", "UPDATE runs SET config = replace(config, ':20,', ':9999,')"],
    ids=["metrics", "config"],
)
def test_a_session_with_a_damaged_run_leaves_the_open_one_training(client, saved, sine, harm):
    client.open_file(sine)
    with sqlite3.connect(saved) as db:
        assert db.execute(harm).rowcount
    db.close()
    run = client.new_run(config()).run
    client.play(run)
    client.send(OpenSession(path=saved))
    assert client.receive(Failed).about == "session"
    assert client.pause(run).step > 0
    assert client.metrics(run).status.committed > 0


def test_metrics_are_told_while_a_large_file_is_read(client, sine, large):
    client.open_file(sine)
    run = client.new_run(config()).run
    client.play(run)
    rows = heard_of(client, run)
    client.forget()
    client.send(OpenFile(path=str(large)))
    client.receive(Progress)
    for _ in range(3):
        rows += len(client.metrics(run, rows, 1 << 40).train_loss)
    assert not [message for message in client._kept if isinstance(message, DataOpened)]
    client.receive(DataOpened)


def test_cancel_stops_what_is_read_and_not_what_is_asked_for_after_it(client, sine, large):
    client.send(OpenFile(path=str(large)))
    client.receive(Progress)
    client.send(CancelOpen())
    client.send(OpenFile(path=str(sine)))
    assert client.receive(Failed).fault == "read-cancelled"
    assert client.receive(DataOpened).info.path == str(sine)


def test_a_full_disk_lets_nothing_take_the_place_of_what_cannot_be_kept(own_client, sine, tmp_path):
    saved = saved_by(own_client, sine, tmp_path)
    limit = (tmp_path / "s.gatescope-wal").stat().st_size + 40_000
    psutil.Process(own_client.pid).rlimit(psutil.RLIMIT_FSIZE, (limit, psutil.RLIM_INFINITY))
    own_client.play(1)
    assert own_client.receive(Failed).fault == "session-unwritable"
    own_client.send(Pause(run=1))  # it trained on, in memory
    assert own_client.receive(Failed).fault == "session-unwritable"
    stopped = own_client.wait_for(1, RunState.PAUSED)
    own_client.send(OpenFile(path=str(sine)))
    while (failed := own_client.receive(Failed)).about != "open":  # it is tried and told with every command
        assert failed.fault == "session-unwritable"
    assert failed.fault == "session-unwritable"
    psutil.Process(own_client.pid).rlimit(psutil.RLIMIT_FSIZE, (psutil.RLIM_INFINITY, psutil.RLIM_INFINITY))
    own_client.forget()
    own_client.open_file(sine)
    assert own_client.open_session(saved).info.runs[0].step == stopped.step


def test_what_is_asked_about_the_session_before_is_not_answered_with_this_one(client, saved, sine):
    client.send(MetricsRequest(run=1, since=5, since_validation=1 << 40))
    client.receive(Metrics)
    client.send(MetricsRequest(run=1, since=5, since_validation=1 << 40))  # held: nothing is new
    client.open_file(sine)
    client.train(client.new_run(config()).run, 9)
    client.frame(1, client.new_run(config()).validation_probe)
    assert not [message for message in client._kept if isinstance(message, Metrics)]


class Stalled:
    """A window that stands still until ``go``."""

    def __init__(self):
        self.go, self.written = threading.Event(), []

    def write(self, data):
        self.go.wait()
        self.written.append(data)

    def flush(self):
        pass


def test_no_message_overtakes_the_one_that_begins_a_session(monkeypatch):
    monkeypatch.setattr("gatescope.engine.protocol.wire.pack", lambda message: message)
    window = Stalled()
    outbox = Outbox(window, lambda: None, lambda error: None)
    outbox.put("run 1 of the session before", "run 1")
    outbox.put("saved")
    outbox.begin("another session")
    outbox.put("run 1", "run 1")
    window.go.set()
    outbox.start()
    outbox.close(5)
    assert window.written == ["saved", "another session", "run 1"]
