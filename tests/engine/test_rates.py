"""Schedules against their formulas, torch's own schedulers and runs that stop and go on."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from gatescope.engine.config.rates import Rate, drawn
from gatescope.engine.config.run import ClipBy, Optimiser, Recurrent, Schedule, TrainConfig, changed
from gatescope.engine.errors import ConfigError
from gatescope.engine.training.trainer import Trainer
from tests.engine import prepared

SERIES = prepared.table()
CONFIG = prepared.config(SERIES, Recurrent(hidden=6))


def test_a_constant_rate_is_what_it_was_told() -> None:
    rate = Rate(TrainConfig(learning_rate=0.01))
    assert not rate.varies
    assert rate.at(1) == rate.at(10_000) == 0.01


def test_a_warm_up_leads_up_in_a_straight_line() -> None:
    rate = Rate(TrainConfig(learning_rate=1.0, warm_up=3))
    assert [rate.at(step) for step in range(1, 7)] == pytest.approx([0.25, 0.5, 0.75, 1, 1, 1])


@given(st.integers(2, 300))
def test_a_cosine_is_torch_s(steps: int) -> None:
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.5)
    theirs = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    rate = Rate(TrainConfig(learning_rate=0.5, schedule=Schedule.COSINE, steps=steps))
    for step in range(1, steps + 1):
        assert rate.at(step) == pytest.approx(optimiser.param_groups[0]["lr"], rel=1e-6, abs=1e-9)
        optimiser.step()
        theirs.step()


def test_a_cosine_without_an_end_is_refused() -> None:
    with pytest.raises(ConfigError) as refused:
        Rate(TrainConfig(schedule=Schedule.COSINE))
    assert refused.value.facts["name"] == "steps"


def test_steps_go_down_by_the_same_factor() -> None:
    rate = Rate(TrainConfig(learning_rate=1.0, schedule=Schedule.STEP, decay=0.1, decay_every=10))
    assert [rate.at(step) for step in (1, 10, 11, 20, 21)] == pytest.approx([1, 1, 0.1, 0.1, 0.01])


def test_a_plateau_lowers_it_after_as_many_validations_as_its_patience() -> None:
    rate = Rate(TrainConfig(learning_rate=1.0, schedule=Schedule.PLATEAU, decay=0.5, patience=2))
    told = []
    for step, loss in enumerate([3, 2, 2, 2, 1, math.nan, 1, 0.5], 1):
        rate.heard(loss, step)
        told.append(rate.at(step + 1))
    assert told == [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25]


def test_a_second_validation_of_a_step_says_nothing_new() -> None:
    rate = Rate(TrainConfig(stop_after=2))
    for _ in range(5):
        rate.heard(1.0, 10)
    assert not rate.enough
    rate.heard(1.0, 20)
    rate.heard(2.0, 30)
    assert rate.enough


def test_what_it_has_heard_survives() -> None:
    train = TrainConfig(learning_rate=1.0, schedule=Schedule.PLATEAU, patience=2, stop_after=4)
    whole, first, second = Rate(train), Rate(train), Rate(train)
    losses = [2.0, 1.0, 1.5, 1.4, 1.3, 1.2]
    for step, loss in enumerate(losses, 1):
        whole.heard(loss, step)
        if step <= 3:
            first.heard(loss, step)
    second.restore(first.state())
    for step, loss in enumerate(losses[3:], 4):
        second.heard(loss, step)
    assert (second.at(9), second.enough) == (whole.at(9), whole.enough) == (0.25, True)


def test_a_schedule_is_drawn_as_it_will_run() -> None:
    train = TrainConfig(learning_rate=0.2, schedule=Schedule.COSINE, steps=50, warm_up=5)
    steps, rates = drawn(train, 50)
    assert (steps[0], steps[-1], len(steps)) == (1, 50, 50)
    assert rates.tolist() == [Rate(train).at(int(step)) for step in steps]


@pytest.mark.parametrize("schedule", list(Schedule))
def test_a_run_with_a_schedule_goes_on_bit_for_bit(schedule: Schedule) -> None:
    config = changed(CONFIG, schedule=schedule, steps=40, warm_up=4, decay_every=5, patience=1)
    whole, half = (Trainer(config, SERIES, torch.device("cpu")) for _ in range(2))
    _train(whole, 20)
    _train(half, 9)
    rest = Trainer(config, SERIES, torch.device("cpu"))
    rest.restore(*half.state())
    _train(rest, 11)
    for name, weight in whole.weights.items():
        assert torch.equal(weight, rest.weights[name])


def _train(trainer: Trainer, steps: int) -> None:
    with trainer:
        for _ in range(steps):
            trainer.step()
            if trainer.steps_done % 3 == 0:
                trainer.validate()


def test_clipping_by_value_bounds_every_value_and_tells_the_norm_before() -> None:
    config = changed(CONFIG, clip=1e-3, clip_by=ClipBy.VALUE)
    clipped, free = (Trainer(one, SERIES, torch.device("cpu")) for one in (config, changed(CONFIG, clip=0.0)))
    _train(clipped, 1)
    _train(free, 1)
    assert max(float(weight.grad.abs().max()) for weight in clipped.weights.values()) == pytest.approx(1e-3)
    assert clipped.drain().gradient_norm == pytest.approx(free.drain().gradient_norm)


@pytest.mark.parametrize("optimiser", list(Optimiser))
def test_weight_decay_is_the_optimiser_s_own_unless_chosen(optimiser: Optimiser) -> None:
    def of(decay: float | None) -> float:
        config = changed(CONFIG, optimiser=optimiser, weight_decay=decay)
        return float(Trainer(config, SERIES, torch.device("cpu")).optimiser.param_groups[0]["weight_decay"])

    assert of(None) == (0.01 if optimiser is Optimiser.ADAMW else 0.0)
    assert of(0.3) == 0.3
