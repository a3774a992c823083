"""What the engine process keeps: sessions saved, reopened, left, killed, and on a full disk."""

import os
import time
from pathlib import Path

import numpy as np
import psutil
import pytest

from gatescope.engine.config.run import Recurrent, RunConfig, TrainConfig
from gatescope.engine.protocol.frame import Trace, Want
from gatescope.engine.protocol.messages import (
    Failed,
    Fork,
    MetricsRequest,
    Noticed,
    Pause,
    Quit,
    RunChanged,
    RunState,
    SaveAs,
    Saved,
    SetLive,
)
from gatescope.engine.protocol.told import Notice
from tests.engine.talking import config, heard_of

WANTS = tuple(Want(layer="layer0", trace=trace) for trace in (Trace.HIDDEN, Trace.CELL, Trace.FORGET_GATE))


def test_save_reopen_and_go_on_equals_never_having_stopped(client, another, sine, tmp_path):
    client.open_file(sine)
    whole, halved = client.new_run(config(layers=2, dropout=0.3)), client.new_run(config(layers=2, dropout=0.3))
    client.train(whole.run, 60)
    client.train(halved.run, 23)
    client.send(SaveAs(path=str(tmp_path / "저장 1.gatescope")))
    path = client.receive(Saved).path
    client.train(halved.run, 5)
    with another(tmp_path / "elsewhere") as other:
        other.ready()
        session = other.open_session(path).info
        assert session.read_only
    client.open_file(sine)  # lets go of the session
    info = client.open_session(path).info
    assert not info.read_only
    assert {run.run: run.step for run in info.runs} == {whole.run: 60, halved.run: 28}
    client.train(halved.run, 32)
    assert np.array_equal(client.metrics(whole.run).train_loss, client.metrics(halved.run).train_loss)


def test_a_live_change_counts_from_the_next_step_and_stays_after_reopening(client, sine, tmp_path):
    client.open_file(sine)
    run = client.new_run(config())
    client.train(run.run, 5)
    client.send(SetLive(run=run.run, name="learning_rate", value=0.0))
    client.train(run.run, 5)
    probe = run.validation_probe
    still = [client.frame(run.run, probe, at=at, wants=WANTS).traces[0].values for at in (5, 10)]
    client.send(SaveAs(path=str(tmp_path / "a.gatescope")))
    path = client.receive(Saved).path
    client.open_file(sine)
    client.open_session(path)
    client.train(run.run, 5)
    assert np.array_equal(still[0], client.frame(run.run, probe, wants=WANTS).traces[0].values)
    assert np.array_equal(still[0], still[1])


@pytest.mark.parametrize("chosen", [True, False])
def test_the_engine_leaves_at_once_and_offers_back_only_what_nobody_chose_to_end(another, sine, tmp_path, chosen):
    with another(tmp_path / "home") as client:
        client.ready()
        client.open_file(sine)
        run = client.new_run(config())
        client.play(run.run)
        told = heard_of(client, run.run)
        began = time.perf_counter()
        if chosen:
            client.send(Quit())
        assert client.close() == 0
        assert time.perf_counter() - began < 2
    with another(tmp_path / "home") as client:
        left = client.ready().recoverable
        assert len(left) == (0 if chosen else 1)
        (path,) = (tmp_path / "home" / "sessions").glob("*.gatescope")
        (info,) = client.open_session(path).info.runs
        assert info.state is RunState.PAUSED
        assert info.step == info.keyframes[-1] >= told


def test_the_engine_leaves_in_the_middle_of_a_long_step(another, sine, tmp_path):
    long = RunConfig(
        data=config().data,
        net=Recurrent(hidden=512, layers=2),
        train=TrainConfig(window=150, batch=64, steps=9, device="cpu"),
    )
    with another(tmp_path / "home") as client:
        client.ready()
        client.open_file(sine)
        run = client.new_run(long)
        client.play(run.run)
        heard_of(client, run.run)  # a step is done and the next is under way
        began = time.perf_counter()
        assert client.close() == 0
        assert time.perf_counter() - began < 2.5
    with another(tmp_path / "home") as client:
        assert len(client.ready().recoverable) == 1
        (path,) = (tmp_path / "home" / "sessions").glob("*.gatescope")
        (info,) = client.open_session(path).info.runs
        assert info.step >= 1
        assert info.state is (RunState.PAUSED if info.step == info.keyframes[-1] else RunState.CLOSED)


def test_after_kill_9_the_session_is_offered_and_goes_on_from_a_keyframe(another, sine, tmp_path):
    with another(tmp_path / "home") as client:
        client.ready()
        client.open_file(sine)
        run = client.new_run(config())
        client.play(run.run)
        told, since = 0, 0
        while told < 30:
            client.send(MetricsRequest(run=run.run, since=since, since_validation=0))
            told = client.metrics(run.run, since).status.committed
        client.kill()
    with another(tmp_path / "home") as client:
        (left,) = client.ready().recoverable
        assert left.steps >= told
        (info,) = client.open_session(left.path).info.runs
        assert info.step >= told
        assert info.state in (RunState.CLOSED, RunState.PAUSED)
        client.send(Fork(run=info.run, step=info.step))
        fork = client.receive(RunChanged, where=lambda m: m.info.parent == info.run).info
        assert fork.step == fork.fork_step == info.keyframes[-1]
        assert client.train(fork.run, 3).step == fork.step + 3


def test_a_full_disk_stops_no_training_and_loses_nothing(own_client, sine, tmp_path):
    """The session's folder becomes a file system without space: a limit on the size of files stands in for it."""
    own_client.open_file(sine)
    run = own_client.new_run(config(hidden=64))
    own_client.train(run.run, 10)
    limit = (
        max(path.stat().st_size for path in (tmp_path / "home" / "sessions").iterdir()) + 100_000
    )  # a row fits, a keyframe does not
    psutil.Process(own_client.pid).rlimit(psutil.RLIMIT_FSIZE, (limit, psutil.RLIM_INFINITY))
    own_client.play(run.run)
    failed = own_client.receive(Failed)
    assert (failed.about, failed.fault) == ("session", "session-unwritable")
    assert failed.facts["run"] == run.run
    since = failed.facts["step"]
    while len((told := own_client.metrics(run.run)).train_loss) < since + 50:  # what is not in the file is seen too
        assert told.status.state is RunState.TRAINING
    psutil.Process(own_client.pid).rlimit(psutil.RLIMIT_FSIZE, (psutil.RLIM_INFINITY, psutil.RLIM_INFINITY))
    assert own_client.receive(Noticed).notice is Notice.KEPT_AGAIN
    own_client.forget()
    own_client.send(Pause(run=run.run))
    stopped = own_client.wait_for(run.run, RunState.PAUSED)
    done = own_client.train(run.run, 5)
    assert done.step == stopped.step + 5
    metrics = own_client.metrics(run.run)
    assert len(metrics.train_loss) == metrics.status.committed == done.step


def test_a_file_that_is_deleted_while_it_trains_costs_nothing(own_client, another, sine, tmp_path):
    own_client.open_file(sine)
    run = own_client.new_run(config())
    own_client.send(SaveAs(path=str(tmp_path / "mine.gatescope")))
    saved = own_client.receive(Saved).path
    own_client.play(run.run)
    told = heard_of(own_client, run.run)
    os.unlink(saved)
    noticed = own_client.receive(Noticed)
    assert (noticed.notice, noticed.facts["path"]) == (Notice.SESSION_GONE, saved)
    assert Path(str(noticed.facts["to"])).parent == tmp_path / "home" / "sessions"
    own_client.send(SaveAs(path=str(tmp_path / "again.gatescope")))
    again = own_client.receive(Saved).path
    assert list((tmp_path / "home" / "sessions").iterdir()) == []
    os.unlink(again)
    own_client.send(Quit())
    assert own_client.close() == 0
    with another(tmp_path / "home") as other:
        (left,) = other.ready().recoverable
        assert left.steps >= told
        (info,) = other.open_session(left.path).info.runs
        assert info.step == left.steps
