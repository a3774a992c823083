"""Runs that take turns: each as if it were alone, and none that plays on with nothing left to do."""

import numpy as np
import pytest

from gatescope.engine.config.run import changed
from gatescope.engine.data.tables.dataset import open_dataset
from gatescope.engine.protocol.messages import Fork, NewRun, Play, RunChanged, RunState
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.runs.scheduler import Scheduler
from tests.engine.talking import config, heard_of

RESTING = (RunState.PAUSED, RunState.FINISHED)


@pytest.fixture
def laboratory(sine, tmp_path):
    made = Laboratory()
    made.adopt(open_dataset(str(sine)), str(tmp_path / "s.gatescope"))
    yield made
    made.close()


def stops_early(**net):
    """Validated at every step, with a rate at which nothing is learnt: the second validation is no better."""
    return changed(config(rate=0.0, **net), stop_after=1, validate_every=1)


def test_each_of_three_runs_with_dropout_is_trained_as_if_it_were_alone(laboratory):
    net = {"layers": 2, "dropout": 0.4}
    alone = [laboratory.new_run(config(cell=cell, **net)) for cell in ("lstm", "gru", "rnn-relu")]
    for run in alone:
        laboratory.begin(run).turn(60, lambda: False, 1e9)
    scheduler = Scheduler()
    beside = [laboratory.new_run(run.config) for run in alone]
    for run in beside:
        scheduler.play(laboratory.begin(run), 60)
    turns = 0
    while any(run.left(60) for run in beside):
        playing = scheduler.next()
        playing.training.turn(playing.until, lambda: True)  # somebody calls after every step
        turns += 1
    assert turns == 180
    for one, other in zip(alone, beside, strict=True):
        assert np.array_equal(one.history.rows()[0], other.history.rows()[0])
        assert np.array_equal(one.history.validation()[1], other.history.validation()[1])


def test_whoever_has_waited_longest_is_next_and_a_limit_holds_for_each(laboratory):
    now = [10.0]
    scheduler = Scheduler(lambda: now[0])
    runs = [laboratory.new_run(config()) for _ in range(3)]
    for run in runs[:2]:
        scheduler.play(laboratory.begin(run))
    assert [scheduler.next().run.number for _ in range(4)] == [1, 2, 1, 2]
    assert not scheduler.owes_a_turn
    scheduler.play(laboratory.begin(runs[2]))
    assert scheduler.owes_a_turn
    turns = [scheduler.next() for _ in range(4)]
    assert [playing.run.number for playing in turns] == [3, 1, 2, 3]
    scheduler.limit(10.0)
    assert (scheduler.wait(), scheduler.turn_seconds(turns[-1])) == (0.0, 0.0)
    assert [scheduler.next().run.number for _ in range(3)] == [1, 2, 3]
    assert scheduler.wait() == pytest.approx(0.1)
    now[0] += 0.1
    assert scheduler.wait() == 0.0
    scheduler.drop(2)
    assert (2 in scheduler, 3 in scheduler, len(scheduler)) == (False, True, 2)


def test_a_limit_may_hold_for_a_part_of_the_steps_only(laboratory):
    now = [10.0]
    scheduler = Scheduler(lambda: now[0])
    run = laboratory.new_run(config(steps=9))
    scheduler.play(laboratory.begin(run))
    scheduler.limit(2.0, first=3, last=6)
    slowly = []
    while run.left(9):
        now[0] += scheduler.wait()
        playing = scheduler.next()
        held = scheduler.turn_seconds(playing) == 0.0
        playing.training.turn(run.step + 1, lambda: True)
        slowly += [run.step] if held else []
    assert slowly == [4, 5, 6]
    assert now[0] == pytest.approx(10.0 + 2 / 2)  # from the first of them to the last


def test_a_run_that_is_held_and_one_that_is_not_both_have_their_turns(laboratory):
    now = [10.0]
    scheduler = Scheduler(lambda: now[0])
    held, free = (laboratory.new_run(config(steps=steps)) for steps in (20, 10_000))
    for run in (held, free):
        scheduler.play(laboratory.begin(run))
    for until in (5, 30):
        scheduler.next().training.turn(until, lambda: False, 1e9)
    scheduler.limit(10.0, first=5, last=20)
    steps = []
    for _ in range(40):
        assert scheduler.wait() == 0.0  # one of them is always due
        playing = scheduler.next()
        playing.training.turn(playing.run.step + 1, lambda: True)
        steps.append(playing.run.number)
        now[0] += 0.02
    assert 5 <= steps.count(held.number) <= 8  # in 0.8 s; it waits for the end of the other's turn


def test_a_limit_changes_no_number_of_a_run(laboratory):
    net = {"layers": 2, "dropout": 0.4}
    alone, held = (laboratory.new_run(config(steps=12, **net)) for _ in range(2))
    laboratory.begin(alone).turn(12, lambda: False, 1e9)
    scheduler = Scheduler()
    scheduler.limit(1e6, first=2, last=10)
    scheduler.play(laboratory.begin(held))
    while held.left():
        playing = scheduler.next()
        playing.training.turn(playing.until, lambda: False, scheduler.turn_seconds(playing))
    assert np.array_equal(alone.history.rows()[0], held.history.rows()[0])
    assert np.array_equal(alone.history.rows()[1], held.history.rows()[1])
    assert np.array_equal(alone.history.validation()[1], held.history.validation()[1])


def test_runs_that_train_beside_each_other_are_all_looked_at_and_paused_by_themselves(client, sine):
    client.open_file(sine)
    one, two = (client.new_run(config(hidden=hidden)) for hidden in (8, 5))
    client.play(one.run)
    client.send(Play(run=two.run, beside=True))
    for run, hidden in ((one, 8), (two, 5)) * 2:
        seen = client.frame(run.run, run.validation_probe, slot=f"of {run.run}").step
        later = client.frame(run.run, run.validation_probe, slot=f"of {run.run}", have_step=seen)
        assert later.step > seen
        assert hidden == run.config.net.hidden
    client.pause(one.run)
    client.forget()
    rows = heard_of(client, two.run)
    assert client.metrics(two.run, rows, 1 << 40).status.state is RunState.TRAINING
    client.pause(two.run)


def test_two_new_runs_that_are_played_one_after_another_are_both_trained(client, sine):
    client.open_file(sine)
    client.send(NewRun(config=config(), name="one", steps=0))
    client.send(NewRun(config=config(steps=30), name="two", steps=0))
    one = client.receive(RunChanged, where=lambda m: m.info.name == "one" and m.info.state in RESTING).info
    two = client.receive(RunChanged, where=lambda m: m.info.name == "two" and m.info.state in RESTING).info
    assert (one.state, one.step > 0) == (RunState.PAUSED, True)
    assert (two.state, two.step) == (RunState.FINISHED, 30)


def test_a_fork_that_is_to_train_trains_at_once(client, sine):
    client.open_file(sine)
    run = client.new_run(config())
    client.train(run.run, 8)
    client.send(Fork(run=run.run, step=4, steps=3))
    child = client.receive(RunChanged, where=lambda m: m.info.parent == run.run and m.info.step == 7).info
    assert child.state is RunState.PAUSED


@pytest.mark.parametrize("steps", [0, 1, 10])
def test_a_run_that_stops_early_is_finished_however_it_is_played(client, sine, steps):
    client.open_file(sine)
    run = client.new_run(stops_early()).run
    done = client.train(run, 0)
    assert (done.state, done.step) == (RunState.FINISHED, 1)
    for again in (steps, steps):
        assert client.train(run, again).state is RunState.FINISHED
    client.send(Fork(run=run, step=1, steps=steps))  # as far as it may: it comes to rest too
    assert client.receive(RunChanged, where=lambda m: m.info.parent == run and m.info.state is RunState.FINISHED)


def test_ten_steps_of_which_five_are_left_are_five_and_the_end(client, sine):
    client.open_file(sine)
    run = client.new_run(config(steps=15)).run
    assert client.train(run, 10).state is RunState.PAUSED
    done = client.train(run, 10)
    assert (done.state, done.step) == (RunState.FINISHED, 15)
    assert client.train(run, 1).state is RunState.FINISHED


def test_a_run_that_stopped_early_has_nothing_left_when_it_is_opened_again(laboratory, tmp_path):
    run = laboratory.new_run(stops_early())
    training = laboratory.begin(run)
    training.turn(9, lambda: False, 60)
    training.rest()
    laboratory.put_to_rest(training)
    assert (run.state, run.step, run.left()) == (RunState.FINISHED, 1, 0)
    path = laboratory.path
    laboratory.close()
    laboratory.open_session(path)
    again = laboratory.runs[run.number]
    assert (again.state, again.left()) == (RunState.FINISHED, 0)
    fork = laboratory.fork(run.number, 1)
    assert (fork.state, fork.left()) == (RunState.FINISHED, 0)
    assert laboratory.fork(run.number, 0).left() > 0
