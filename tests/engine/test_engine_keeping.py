"""What the engine keeps when things end at an unlucky moment, or cannot be done at all."""

import signal
import sqlite3
import threading

import pytest

from gatescope.engine.data.tables.dataset import open_dataset
from gatescope.engine.errors import Fault, RunError, SessionError
from gatescope.engine.protocol.messages import Failed, Play, RunState, SaveAs, Saved, SessionOpened
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.server.loop import TrainingLoop
from gatescope.engine.session.session import Session
from tests.engine.talking import config


@pytest.fixture
def laboratory(sine, tmp_path):
    made = Laboratory()
    made.adopt(open_dataset(str(sine)), str(tmp_path / "s.gatescope"))
    yield made
    made.close()


def test_a_run_that_broke_is_not_played_and_pauses_no_other(client, sine):
    client.open_file(sine)
    broken, other = client.new_run(config(rate=1e6, cell="rnn-relu", layers=2)), client.new_run(config())
    client.play(broken.run)
    client.receive(Failed)
    client.wait_for(broken.run, RunState.FAILED)
    client.play(other.run)
    client.wait_for(other.run, RunState.TRAINING)
    client.forget()
    client.send(Play(run=broken.run))
    assert client.receive(Failed).fault == "run-ended"
    rows = len(client.metrics(other.run).train_loss)
    assert client.metrics(other.run, rows, 1 << 40).status.state is RunState.TRAINING


def test_a_run_that_was_killed_before_its_first_keyframe_begins_as_it_was_made(client, sine, tmp_path):
    client.open_file(sine)
    whole = client.new_run(config()).run
    cut = client.new_run(config()).run
    client.train(whole, 3)
    client.send(SaveAs(path=str(tmp_path / "s.gatescope")))
    path = client.receive(Saved).path
    client.open_file(sine)
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM keyframes WHERE run = ?", (cut,))
        db.execute("DELETE FROM validation WHERE run = ?", (cut,))
    db.close()
    client.open_session(path)
    assert client.train(cut, 3).step == 3
    assert list(client.metrics(cut).train_loss) == list(client.metrics(whole).train_loss)


def test_what_another_trains_meanwhile_goes_on_in_a_copy_of_ones_own(client, another, sine, tmp_path):
    client.open_file(sine)
    run = client.new_run(config()).run
    client.train(run, 5)
    client.send(SaveAs(path=str(tmp_path / "s.gatescope")))
    path = client.receive(Saved).path
    with another(tmp_path / "elsewhere") as other:
        other.ready()
        assert other.open_session(path).info.read_only
        client.train(run, 4)
        other.send(Play(run=run))
        assert other.receive(Failed).fault == "session-in-use"
        other.send(SaveAs(path=str(tmp_path / "copy.gatescope")))
        info = other.receive(SessionOpened).info
        other.receive(Saved)
        assert (info.read_only, info.runs[0].step) == (False, 9)
        assert other.train(run, 2).step == other.metrics(run).status.committed == 11


def test_a_full_disk_can_be_left_with_save_as(laboratory, tmp_path, monkeypatch):
    run = laboratory.new_run(config(steps=4))
    training = laboratory.begin(run)
    training.turn(4, lambda: False, 60)
    commit, full = Session.commit, laboratory.session.path

    def commit_where_there_is_room(session, number, batch):
        if session.path == full:
            raise SessionError(Fault.SESSION_UNWRITABLE, path=str(full), reason="disk-full")
        commit(session, number, batch)

    monkeypatch.setattr(Session, "commit", commit_where_there_is_room)
    laboratory.save_as(str(tmp_path / "elsewhere.gatescope"))
    assert laboratory.session.run(run.number).steps == 4


def test_memory_that_is_missing_for_a_network_is_a_fact_and_no_run_is_left_half_made(laboratory, monkeypatch):
    def no_room(*_):
        raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 4 bytes")

    monkeypatch.setattr("gatescope.engine.models.recurrent.network.Network.to", no_room)
    with pytest.raises(RunError) as caught:
        laboratory.new_run(config())
    assert caught.value.fault is Fault.OUT_OF_MEMORY
    assert not laboratory.runs


def test_the_end_that_was_chosen_first_is_the_one_that_counts():
    """The window says Quit and is gone: the reader hears the one and the writer the other."""
    ends, busy, go = [], threading.Event(), threading.Event()

    class Table:
        def commit(self):
            pass

        def close(self, *, chosen: bool):
            ends.append(chosen)

    loop = TrainingLoop(Table(), None, lambda error: None)
    loop.start()
    loop.do("engine", lambda: (busy.set(), go.wait()))
    assert busy.wait(10)
    quits = threading.Thread(target=lambda: loop.leave(10, chosen=True))
    quits.start()
    while not loop._leaving:
        pass
    gone = threading.Thread(target=lambda: loop.leave(10, chosen=False))
    gone.start()
    gone.join(0.2)
    go.set()
    quits.join()
    gone.join()
    assert ends == [True]


def test_ctrl_c_in_the_terminal_of_the_window_does_not_cut_the_engine_off(own_client, sine):
    own_client.open_file(sine)
    run = own_client.new_run(config()).run
    own_client.process.send_signal(signal.SIGINT)
    assert own_client.train(run, 3).step == 3
