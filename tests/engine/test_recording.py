"""What a recorder writes comes back bit for bit, in time, within its budgets."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from gatescope.engine.config.run import Optimiser, Recurrent
from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.runs.keyframe_reading import read_keyframe, read_weights
from gatescope.engine.runs.keyframes import GRACE, SHARE
from gatescope.engine.runs.recording import COMMIT_SECONDS, Recorder
from gatescope.engine.session.session import Session
from gatescope.engine.session.tables import RowBatch
from gatescope.engine.training.expected import Expected, Kinds
from gatescope.engine.training.trainer import Trainer
from tests.engine import prepared
from tests.engine.session_samples import CONFIG, INFO, RAW, rows


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class FakeTrainer:
    """A training state that tells its step; taking it costs ``cost`` seconds of ``clock``."""

    def __init__(self, clock: Clock, floats: int = 4, cost: float = 0.0) -> None:
        self.clock, self.floats, self.cost, self.step, self.clip = clock, floats, cost, 0, 1.0

    def state(self) -> tuple[dict[str, Tensor], dict[str, Any]]:
        self.clock.now += self.cost
        weight = torch.full((self.floats,), float(self.step))
        tensors = {
            "layers.0.weight_hh_l0": weight,
            "optimiser.layers.0.weight_hh_l0.step": torch.tensor(float(self.step)),
            "optimiser.layers.0.weight_hh_l0.exp_avg": -weight.reshape(2, -1).t(),  # not contiguous
            "random.global": torch.arange(9, dtype=torch.uint8),
        }
        return tensors, {"step": self.step, "live": {"learning_rate": 0.003, "clip": self.clip}}


class Anything:
    """What is expected of a keyframe of no network."""

    def check_weights(self, found: Kinds) -> None: ...
    def check_rest(self, found: Kinds) -> None: ...
    def check_values(self, values: object, step: int, tensors: dict[str, Tensor]) -> None: ...


ANYTHING = Anything()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = Session.create(tmp_path / "a.gatescope", INFO, RAW)
    session.add_run(CONFIG)
    yield session
    session.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def train(recorder: Recorder, trainer: FakeTrainer, steps: int, step_seconds: float = 0.01) -> None:
    """As ``Run`` does: the rows first, then the keyframe that is due."""
    if trainer.step == 0 and not recorder.keyframe_steps:
        recorder.keyframe(0)
    for _ in range(steps):
        trainer.step += 1
        trainer.clock.now += step_seconds
        loss, norm, _ = rows(trainer.step - 1, 1)
        recorder.add_rows(loss, norm, np.float64([trainer.step * step_seconds]))
        if recorder.keyframe_due(trainer.step):
            recorder.keyframe(trainer.step)
        recorder.commit_if_due()


def test_a_keyframe_gives_back_the_training_state_bit_for_bit(session: Session, clock: Clock) -> None:
    trainer = FakeTrainer(clock)
    recorder = Recorder(session, 1, trainer.state, clock=clock)
    train(recorder, trainer, 8)
    trainer.step = 4
    expected, values = trainer.state()
    with session.reader() as db:
        found = read_keyframe(db, 1, 4, ANYTHING)
        step, weights = read_weights(db, 1, 4, ANYTHING)
        assert read_keyframe(db, 1, 1000, ANYTHING).step == 8
        with pytest.raises(SessionError) as error:
            read_weights(db, 1, -1, ANYTHING)
    assert error.value.fault is Fault.KEYFRAME_UNKNOWN
    assert (found.step, found.state, step, list(weights)) == (4, values, 4, ["layers.0.weight_hh_l0"])
    assert found.tensors.keys() == expected.keys()
    for name, tensor in expected.items():
        assert found.tensors[name].dtype == tensor.dtype
        assert torch.equal(found.tensors[name], tensor)


def test_a_change_made_while_the_run_rested_belongs_to_its_keyframe(session: Session, clock: Clock) -> None:
    trainer = FakeTrainer(clock)
    recorder = Recorder(session, 1, trainer.state, clock=clock)
    train(recorder, trainer, 4)
    for value in (0.25, 0.5):
        recorder.add_live(4, "clip", value)
    recorder.add_live(2, "learning_rate", 9.0)  # of another step: no concern of this keyframe
    recorder.commit()
    with session.reader() as db:
        assert read_keyframe(db, 1, 4, ANYTHING).state["live"] == {"learning_rate": 0.003, "clip": 0.5}
        assert read_keyframe(db, 1, 1, ANYTHING).state["live"] == {"learning_rate": 0.003, "clip": 1.0}


def test_damage_within_a_keyframe_is_named(session: Session, clock: Clock) -> None:
    trainer = FakeTrainer(clock)
    Recorder(session, 1, trainer.state, clock=clock).keyframe(0)
    session._db.execute("UPDATE keyframes SET weights = substr(weights, 1, 70)")
    with session.reader() as db, pytest.raises(SessionError) as error:
        read_weights(db, 1, 0, ANYTHING)
    assert error.value.fault is Fault.SESSION_DAMAGED


def test_rows_are_committed_about_every_half_second(session: Session, clock: Clock) -> None:
    trainer = FakeTrainer(clock, cost=0.2)  # so that no keyframe commits rows
    recorder = Recorder(session, 1, trainer.state, clock=clock)
    train(recorder, trainer, 16)
    recorder.commit()
    lags = []
    for _ in range(200):
        train(recorder, trainer, 1)
        assert session.run(1).steps == recorder.committed
        lags.append(trainer.step - recorder.committed)
    assert max(lags) <= COMMIT_SECONDS / 0.01
    assert max(lags) > 10  # not one by one either
    recorder.commit()
    assert recorder.committed == trainer.step == len(session.history(1))
    found = session.history(1).rows()
    assert np.array_equal(found[0], rows(0, trainer.step)[0])


def test_a_keyframe_never_stands_beyond_the_rows(session: Session, clock: Clock) -> None:
    trainer = FakeTrainer(clock)
    recorder = Recorder(session, 1, trainer.state, clock=clock)
    with pytest.raises(ValueError, match="after 0 rows"):
        recorder.keyframe(1)
    train(recorder, trainer, 64)
    assert recorder.committed == recorder.keyframe_steps[-1] == 64


def test_what_a_full_disk_refused_is_written_later(session: Session, clock: Clock) -> None:
    trainer = FakeTrainer(clock, floats=40_000)
    recorder = Recorder(session, 1, trainer.state, clock=clock)
    train(recorder, trainer, 3)
    (pages,) = session._db.execute("PRAGMA page_count").fetchone()
    session._db.execute(f"PRAGMA max_page_count = {pages}")
    kept = recorder.keyframe_steps
    with pytest.raises(SessionError) as error:
        train(recorder, trainer, 1)
    assert error.value.facts["reason"] == "disk-full"
    assert (recorder.keyframe_steps, recorder.committed, session.run(1).steps) == (kept, 2, 2)
    session._db.execute("PRAGMA max_page_count = 1000000")
    recorder.keyframe(4)
    assert (recorder.keyframe_steps, recorder.committed) == ((*kept, 4), 4)
    assert np.array_equal(session.history(1).rows()[0], rows(0, 4)[0])


def run_on(folder: Path, floats: int, cost: float, budget: int, check: Callable[[Recorder, FakeTrainer], None]) -> None:
    clock = Clock()
    trainer = FakeTrainer(clock, floats, cost)
    session = Session.create(folder / "a.gatescope", INFO, RAW, replace=True)
    try:
        session.add_run(CONFIG)
        recorder = Recorder(session, 1, trainer.state, budget, clock)
        for steps in (1, 3, 60, 300, 637):
            train(recorder, trainer, steps, 0.001)
            check(recorder, trainer)
        assert session.keyframe_steps(1) == recorder.keyframe_steps
    finally:
        session.close()


@settings(max_examples=8)
@given(floats=st.integers(1, 300).map(lambda n: 2 * n), cost=st.floats(0, 0.003), budget=st.integers(12_000, 60_000))
def test_the_recording_keeps_to_its_limits(
    tmp_path_factory: pytest.TempPathFactory, floats: int, cost: float, budget: int
) -> None:
    strides = [1]

    def check(recorder: Recorder, trainer: FakeTrainer) -> None:
        recorder.keyframe(trainer.step)  # as a pause does
        steps = recorder.keyframe_steps
        assert list(steps) == sorted(set(steps))
        assert (steps[0], steps[-1]) == (0, trainer.step)
        assert sum(recorder.session.keyframe_sizes(1).values()) <= budget or recorder.keyframes_full
        strides.append(recorder.stride)
        assert strides == sorted(strides)
        assert recorder.stride & (recorder.stride - 1) == 0

    run_on(tmp_path_factory.mktemp("limits"), floats, cost, budget, check)


def test_taking_keyframes_costs_little(tmp_path: Path) -> None:
    taken = []

    def check(recorder: Recorder, trainer: FakeTrainer) -> None:
        taken.append((len(recorder.keyframe_steps), trainer.step))

    run_on(tmp_path, 4, 0.01, 1 << 20, check)
    count, steps = taken[-1]
    assert count > 3
    assert (count - 1) * 0.01 <= SHARE * steps * 0.001 + GRACE


def test_a_network_that_fills_the_budget_keeps_the_first_and_the_last(session: Session, clock: Clock) -> None:
    trainer = FakeTrainer(clock, floats=2000)
    recorder = Recorder(session, 1, trainer.state, budget=50_000, clock=clock)
    recorder.keyframe(0)
    assert recorder.keyframes_full
    assert session.run(1).keyframes_full
    train(recorder, trainer, 40)
    recorder.keyframe(40)
    assert session.keyframe_steps(1) == recorder.keyframe_steps == (0, 40)
    with session.reader() as db:
        assert read_weights(db, 1, 39, ANYTHING)[0] == 0


def test_a_recording_goes_on_where_it_stood(session: Session, clock: Clock) -> None:
    trainer = FakeTrainer(clock, cost=0.004)
    recorder = Recorder(session, 1, trainer.state, clock=clock)
    train(recorder, trainer, 500)
    recorder.keyframe(500)
    again = Recorder(session, 1, trainer.state, clock=clock)
    assert (again.committed, again.keyframe_steps, again.stride) == (500, recorder.keyframe_steps, recorder.stride)
    assert not again.keyframe_due(501)
    train(again, trainer, 100)
    again.commit()
    assert np.array_equal(session.history(1).rows()[0], rows(0, 600)[0])


def test_a_fork_records_from_its_step_on(session: Session, clock: Clock) -> None:
    trainer = FakeTrainer(clock)
    recorder = Recorder(session, 1, trainer.state, clock=clock)
    train(recorder, trainer, 40)
    recorder.commit()
    child = session.fork(1, 16).run
    trainer.step = 16
    forked = Recorder(session, child, trainer.state, clock=clock)
    train(forked, trainer, 20)
    forked.keyframe(36)
    assert (forked.keyframe_steps[0], forked.keyframe_steps[-1], forked.committed) == (16, 36, 36)
    assert np.array_equal(session.history(child).rows()[0], rows(0, 36)[0])
    assert len(session.history(1)) == 40


def test_the_state_is_json(session: Session, clock: Clock) -> None:
    trainer = FakeTrainer(clock)
    Recorder(session, 1, trainer.state, clock=clock).keyframe(0)
    assert json.loads(session.keyframe(1, 0).state)["step"] == 0
    session.commit(1, RowBatch(drop=[0]))
    assert session.keyframe_steps(1) == ()


@pytest.mark.parametrize("optimiser", list(Optimiser))
def test_any_keyframe_can_be_trained_on_from_bit_for_bit(session: Session, clock: Clock, optimiser: Optimiser) -> None:
    """With dropout, and with a change of the learning rate made while the run rested at a keyframe."""
    data = prepared.table()
    net = Recurrent(hidden=5, layers=2, dropout=0.4)
    config = prepared.config(data, net, batch=3, optimiser=optimiser)
    trainer = Trainer(config, data, torch.device("cpu"))
    recorder = Recorder(session, 1, trainer.state, clock=clock)
    recorder.keyframe(0)
    for step in range(1, 60):
        with trainer:
            trainer.step()
        measured = trainer.drain()
        recorder.add_rows(measured.train_loss, measured.gradient_norm, measured.seconds)
        if step & (step - 1) == 0 or step == 20:
            recorder.keyframe(step)
        if step == 20:
            trainer.set_live("learning_rate", 0.02)
            recorder.add_live(step, "learning_rate", 0.02)
    recorder.commit()
    expected = session.history(1).rows()[0]
    for step in (20, 32):
        again = Trainer(config, data, torch.device("cpu"))
        with session.reader() as db:
            again.restore(*read_keyframe(db, 1, step, Expected(config, data))[1:])
        with again:
            for _ in range(step, 59):
                again.step()
        assert np.array_equal(again.drain().train_loss, expected[step:])
