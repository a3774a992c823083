"""A run that has made all its steps goes on when more are planned, as if it had been planned so from the beginning."""

import math

import numpy as np
import pytest

from gatescope.engine.config.run import RunConfig, Schedule, changed
from gatescope.engine.data.tables.dataset import open_dataset
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.protocol.messages import RunState
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.runs.run import Run
from tests.engine.talking import config


@pytest.fixture
def laboratory(sine, tmp_path):
    made = Laboratory()
    made.adopt(open_dataset(str(sine)), str(tmp_path / "a.gatescope"))
    yield made
    made.close()


def play(laboratory: Laboratory, run: Run) -> Run:
    training = laboratory.begin(run)
    while run.left():
        training.turn(math.inf, lambda: False, 60)
    run.rest()
    laboratory.put_to_rest(training)
    return run


def weights(laboratory: Laboratory, run: Run) -> dict[str, np.ndarray]:
    return {name: tensor.numpy() for name, tensor in laboratory.weights(run, None)[1].items()}


@pytest.mark.parametrize("opened_again", [False, True])
def test_more_steps_are_the_same_as_all_of_them_at_once(laboratory: Laboratory, opened_again: bool) -> None:
    run = play(laboratory, laboratory.new_run(config(steps=7)))
    assert run.state is RunState.FINISHED
    if opened_again:
        path = laboratory.path
        laboratory.close()
        laboratory.open_session(path)
        run = laboratory.run(run.number)
    laboratory.set_steps(run, 20)
    assert (run.state, run.left(), run.info().config.train.steps) == (RunState.PAUSED, 13, 20)
    play(laboratory, run)
    whole = play(laboratory, laboratory.new_run(config(steps=20)))
    assert (run.step, run.state) == (20, RunState.FINISHED)
    assert laboratory.session.run(run.number).config.train.steps == 20
    here, there = weights(laboratory, run), weights(laboratory, whole)
    assert all(np.array_equal(here[name], there[name]) for name in there)


def test_one_that_stopped_early_goes_on_by_hand(laboratory: Laboratory) -> None:
    asked = changed(config(rate=0.0), stop_after=2, validate_every=2)
    run = play(laboratory, laboratory.new_run(asked))
    assert (run.step, run.state) == (4, RunState.FINISHED)
    laboratory.set_steps(run, 9)
    assert run.config.train.stop_after == 0
    assert play(laboratory, run).step == 9


def test_a_schedule_that_ends_with_the_run_ends_later(laboratory: Laboratory) -> None:
    asked: RunConfig = changed(config(steps=6), schedule=Schedule.COSINE)
    run = play(laboratory, laboratory.new_run(asked))
    laboratory.set_steps(run, 12)
    rate = laboratory.wake(run).trainer.rate
    assert rate.at(12) < rate.at(7) < rate.at(1)
    with pytest.raises(ConfigError):
        laboratory.set_steps(run, 5)


@pytest.mark.parametrize("steps", [1, 6, -3, 2**41])
def test_what_is_done_cannot_be_planned_away(laboratory: Laboratory, steps: int) -> None:
    run = play(laboratory, laboratory.new_run(config(steps=7)))
    with pytest.raises(ConfigError) as refused:
        laboratory.set_steps(run, steps)
    assert refused.value.fault is Fault.CONFIG_VALUE
    assert (run.config.train.steps, run.state) == (7, RunState.FINISHED)
