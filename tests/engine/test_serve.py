"""The engine process, spoken to through its pipes as the window speaks to it."""

import time

import numpy as np
import psutil
import pytest

from gatescope.engine.config.run import Cell, Kind, RunConfig, TrainConfig
from gatescope.engine.machine.device import threads
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import FrameRequest, Part, Probe, Trace, Want
from gatescope.engine.protocol.messages import (
    DeleteRun,
    Discard,
    Failed,
    Fork,
    MarkRun,
    NewRun,
    OpenFile,
    Play,
    RunChanged,
    RunDeleted,
    RunMarks,
    RunState,
    SaveAs,
    Saved,
    SetSpeed,
)
from gatescope.engine.server.asker import Observation
from tests.bench.engine_client import EngineClient, EngineFailed
from tests.engine.talking import config

WANTS = tuple(Want(layer="layer0", trace=trace) for trace in (Trace.HIDDEN, Trace.CELL, Trace.FORGET_GATE))


def test_a_file_is_opened_trained_watched_and_paused(client, sine):
    info = client.open_file(sine).info
    assert (info.rows, info.kind, info.suggested.data.targets) == (300, Kind.TABLE, ("value",))
    run = client.new_run(config())
    first = client.frame(run.run, run.validation_probe, wants=WANTS)
    assert first.step == 0
    assert [trace.values.shape for trace in first.traces] == [(20, 8)] * 3
    assert first.forecast.target.shape == (20, 1)
    client.train(run.run, 25)
    client.play(run.run)
    later = client.frame(run.run, run.validation_probe, wants=WANTS, have_step=25)
    assert later.step > 25
    assert not np.array_equal(later.traces[0].values, first.traces[0].values)
    paused = client.pause(run.run)
    metrics = client.metrics(run.run)
    assert len(metrics.train_loss) == paused.step == metrics.status.committed
    assert metrics.train_loss[-1] < metrics.train_loss[0]
    assert list(metrics.validation_steps[:3]) == [0, 10, 20]
    assert np.all(np.diff(metrics.seconds) > 0)
    again = client.frame(run.run, run.validation_probe, wants=WANTS, at=0)
    assert again.step == 0
    for before, after in zip(first.traces, again.traces, strict=True):
        assert np.array_equal(before.values, after.values)
    assert client.frame(run.run, run.validation_probe, wants=WANTS).step == paused.step


def test_a_paused_run_is_silent(client, sine):
    client.open_file(sine)
    run = client.new_run(config(steps=5))
    done = client.train(run.run, 0)
    assert (done.state, done.step) == (RunState.FINISHED, 5)
    seen = client.frame(run.run, run.validation_probe, slot="a")
    held = FrameRequest(slot=Slot("a"), number=99, run=run.run, probe=run.validation_probe, have_step=seen.step)
    client.send(held)
    assert len(client.metrics(run.run).train_loss) == 5
    client.frame(run.run, run.validation_probe, slot="b")  # answered after the one that is held, had it been answered
    assert all(getattr(message, "number", 0) != 99 for message in client._kept)


def test_one_step_is_one_step_and_the_speed_limit_holds(client, sine):
    client.open_file(sine)
    run = client.new_run(config())
    assert client.train(run.run, 1).step == 1
    assert client.train(run.run, 3).step == 4
    client.send(SetSpeed(steps_per_second=50))
    began = time.perf_counter()
    assert client.train(run.run, 20).step == 24
    assert 0.3 < time.perf_counter() - began < 2


def test_a_second_run_pauses_the_first_and_both_stay(client, sine):
    client.open_file(sine)
    one, two = client.new_run(config()), client.new_run(config(cell=Cell.GRU))
    client.play(one.run)
    client.play(two.run)
    client.wait_for(one.run, RunState.PAUSED)
    client.wait_for(two.run, RunState.TRAINING)
    client.train(two.run, 2)
    client.play(one.run)
    client.wait_for(one.run, RunState.TRAINING)
    client.pause(one.run)


def test_looking_at_runs_of_other_sizes_in_turn(client, sine):
    client.open_file(sine)
    runs = [client.new_run(config(hidden=hidden, cell=cell)) for hidden, cell in [(9, Cell.LSTM), (4, Cell.GRU)]]
    for run in runs * 2:
        seen = client.frame(run.run, run.validation_probe).step
        client.play(run.run)
        for _ in range(3):
            frame = client.frame(run.run, run.validation_probe, have_step=seen, wants=WANTS[:1])
            assert frame.traces[0].size == run.config.net.hidden
            assert frame.step > seen
            seen = frame.step
        client.pause(run.run)


def test_what_cannot_be_done_is_a_fact_and_the_engine_goes_on(own_client, sine, tmp_path):
    for message, about, fault in [
        (OpenFile(path=str(tmp_path / "none.csv")), "open", "file-missing"),
        (OpenFile(path=str(tmp_path)), "open", "file-is-directory"),
        (NewRun(config=config()), "run", "data-not-open"),
        (Play(run=7), "run", "run-unknown"),
        (SaveAs(path=str(tmp_path / "x.gatescope")), "save", "session-empty"),
        (Discard(path=str(sine)), "session", "session-foreign"),
    ]:
        own_client.send(message)
        with pytest.raises(EngineFailed) as caught:
            own_client.receive(Saved)
        assert (caught.value.failure.about, caught.value.failure.fault) == (about, fault)
    own_client.open_file(sine)
    own_client.send(NewRun(config=RunConfig(data=config().data, train=TrainConfig(window=250, device="cpu"))))
    failed = own_client.receive(Failed)
    assert (failed.fault, failed.facts["longest"]) == ("window-too-long", 209)
    own_client.train(own_client.new_run(config()).run, 2)


def test_a_run_whose_loss_is_no_number_stops_and_keeps_its_recording(client, sine):
    client.open_file(sine)
    run = client.new_run(config(rate=1e6, cell=Cell.RNN_RELU, layers=2))
    client.play(run.run)
    failed = client.receive(Failed)
    assert failed.fault in ("loss-not-finite", "gradient-not-finite")
    info = client.wait_for(run.run, RunState.FAILED)
    assert failed.facts["step"] == info.step == len(client.metrics(run.run).train_loss)
    assert client.frame(run.run, run.validation_probe, at=info.step).step in info.keyframes
    client.send(Fork(run=run.run, step=info.keyframes[-1]))
    assert client.receive(RunChanged, where=lambda m: m.info.run != run.run).info.parent == run.run


def test_a_text_gives_the_five_most_probable_symbols_and_marks_the_unknown(client, tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("abcabcabc abcabcabc\n" * 20 + "가나다 abc\n" * 5, encoding="utf-8")
    info = client.open_file(path).info
    assert info.kind is Kind.TEXT
    run = client.new_run(info.suggested)
    probe = run.validation_probe
    symbols = client.frame(run.run, probe).symbols
    assert symbols.top.shape == symbols.probability.shape == (probe.length, 5)
    assert np.all(np.diff(symbols.probability, axis=1) <= 0)
    names = symbols.names
    typed = client.frame(run.run, type(probe)(part="typed", text="ab가"))
    assert list(typed.symbols.unknown) == [False, False, True]
    assert typed.labels == ("a", "b", "가")
    assert typed.symbols.truth[-1] == -1
    assert names.get(0, "<unk>") == "<unk>"  # it is none of the probable ones


def test_looking_changes_nothing_bit_for_bit(client, sine):
    client.open_file(sine)
    watched, alone = (client.new_run(config(layers=2, dropout=0.4)) for _ in range(2))
    client.train(alone.run, 400)
    client.play(watched.run, 400)
    probe, seen = watched.validation_probe, 0
    while seen < 400:
        seen = client.frame(watched.run, probe, wants=WANTS, have_step=seen).step
        client.frame(watched.run, probe, wants=WANTS, at=seen // 2, slot="past")
    assert np.array_equal(client.metrics(watched.run).train_loss, client.metrics(alone.run).train_loss)
    for at in (64, 400):
        one, other = (client.frame(run.run, probe, wants=WANTS, at=at).traces for run in (watched, alone))
        assert all(np.array_equal(a.values, b.values) for a, b in zip(one, other, strict=True))


def test_looking_starts_no_threads_that_spin_beside_the_trainer(sine, tmp_path):
    """OpenMP counts per calling thread: at its default the asker's second one would take the trainer's core."""
    with EngineClient(tmp_path / "home", {"OMP_NUM_THREADS": "2", "MKL_NUM_THREADS": "2"}) as client:
        client.ready()
        client.open_file(sine)
        run = client.new_run(config(hidden=128))
        client.train(run.run, 20)
        process = psutil.Process(client.pid)
        before = process.num_threads()
        for start in range(5):
            client.frame(run.run, Probe(part=Part.TRAINING, start=start, length=200), wants=WANTS)
        assert process.num_threads() <= before + threads() - 1


def test_an_idle_engine_spends_nothing(client, sine):
    client.open_file(sine)
    run = client.new_run(config())
    client.train(run.run, 3)
    process = psutil.Process(client.pid)
    client.frame(run.run, run.validation_probe)
    before = sum(process.cpu_times()[:2])
    process.cpu_percent()
    with pytest.raises(TimeoutError):
        client.receive(Saved, seconds=1.0)
    assert sum(process.cpu_times()[:2]) - before < 0.1


def test_looks_are_spaced_so_that_they_stay_within_the_budget():
    now = [0.0]
    observation = Observation(budget=0.1, clock=lambda: now[0])
    spent = 0.0
    for _ in range(200):
        now[0] = max(now[0], observation.next_look)
        observation.spent(now[0], 0.004)
        spent += 0.004
    assert spent / now[0] == pytest.approx(0.1, rel=0.02)
    assert observation.share == pytest.approx(0.1, abs=0.02)
    now[0] += 60
    assert observation.share < 1e-3


def test_what_is_said_of_a_run_is_told_back_and_one_that_trains_can_be_deleted(client, sine):
    client.open_file(sine)
    run, marks = client.new_run(config()).run, RunMarks(name="slower", hidden=True)
    other = client.new_run(config(rate=0.02)).run
    client.send(MarkRun(run=run, marks=marks))
    assert client.receive(RunChanged).info.marks == marks
    client.play(run)
    client.wait_for(run, RunState.TRAINING)
    metrics = client.metrics(run)
    assert metrics.validation_errors.shape == (len(metrics.validation_steps), 2, 1)
    client.send(DeleteRun(run=run))
    assert client.receive(RunDeleted).run == run
    client.send(Play(run=run))
    with pytest.raises(EngineFailed) as caught:
        client.receive(Saved)
    assert caught.value.failure.fault == "run-unknown"
    assert client.train(other, 3).step == 3
