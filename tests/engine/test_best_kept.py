"""The weights of the best validation are kept, whatever else is thinned away, and can be taken out."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file

from gatescope.engine.cli import commands as cli
from gatescope.engine.data.tables.dataset import open_dataset
from gatescope.engine.runs.keyframes import thinned
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.runs.recording import Recorder
from gatescope.engine.session.history import History
from gatescope.engine.session.session import Session
from gatescope.engine.training.trainer import Trainer
from tests.engine.session_samples import CONFIG, INFO, RAW
from tests.engine.talking import config
from tests.engine.test_recording import Clock, FakeTrainer, train

KEYFRAME = 600  # bytes of one of this trainer, roughly


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = Session.create(tmp_path / "a.gatescope", INFO, RAW)
    made.add_run(CONFIG)
    yield made
    made.close()


def recorded(session: Session, floats: int = 4, budget: int = 1 << 20) -> tuple[Recorder, FakeTrainer]:
    clock = Clock()
    trainer = FakeTrainer(clock, floats=floats)
    return Recorder(session, 1, trainer.state, budget=budget, clock=clock), trainer


def test_the_best_step_has_a_keyframe_off_the_grid_and_the_one_before_has_none(session: Session) -> None:
    recorder, trainer = recorded(session)
    train(recorder, trainer, 70, step_seconds=0.01)
    for steps in (1, 30):  # 71 and 101
        train(recorder, trainer, steps, step_seconds=0.01)
        recorder.found_best(trainer.step)
        recorder.commit()
        assert trainer.step in recorder.keyframe_steps
        assert session.keyframe(1, trainer.step).step == trainer.step
    assert 71 not in session.keyframe_steps(1)
    assert list(recorder.keyframe_steps) == sorted(recorder.keyframe_steps) == list(session.keyframe_steps(1))


def test_the_best_that_waits_is_written_within_a_second_of_training(session: Session) -> None:
    recorder, trainer = recorded(session)
    train(recorder, trainer, 71, step_seconds=0.01)
    recorder.found_best(71)
    train(recorder, trainer, 60, step_seconds=0.01)
    assert 71 in session.keyframe_steps(1)


@pytest.mark.parametrize("floats", [4, 2000])  # the second fills the budget: only the first and the last stay else
def test_the_best_outlives_thinning(session: Session, floats: int) -> None:
    recorder, trainer = recorded(session, floats, 50_000 if floats > 4 else 10 * KEYFRAME)
    train(recorder, trainer, 37)
    recorder.found_best(37)
    recorder.commit()
    train(recorder, trainer, 3000)
    recorder.keyframe(trainer.step)
    kept = session.keyframe_steps(1)
    assert len(kept) < 40
    assert {0, 37, 3037} <= set(kept)
    assert recorder.keyframes_full == (floats > 4)


@given(st.dictionaries(st.integers(0, 1 << 16), st.integers(1, 200), min_size=3, max_size=60), st.data())
def test_what_is_to_be_kept_is_never_thinned(found: dict[int, int], data: st.DataObject) -> None:
    sizes = dict(sorted(found.items()))
    best = data.draw(st.sampled_from(list(sizes)))
    left = [step for step in sizes if step not in thinned(sizes, 1000, (best,))]
    assert {min(sizes), best, max(sizes)} <= set(left)
    assert sum(sizes[step] for step in left) <= 1000


@given(st.lists(st.one_of(st.sampled_from([1.0, 2.0, np.nan, np.inf]), st.floats(0, 3)), max_size=20))
def test_the_best_is_the_first_of_the_lowest(losses: list[float]) -> None:
    history, known = History(), [loss for loss in losses if np.isfinite(loss)]
    for step, loss in enumerate(losses):
        history.append_validation(step, loss)
    assert history.best() == ((losses.index(min(known)), min(known)) if known else None)


@pytest.fixture
def laboratory(tmp_path: Path, sine: Path) -> Iterator[Laboratory]:
    made = Laboratory()
    made.adopt(open_dataset(str(sine)), str(tmp_path / "s.gatescope"))
    yield made
    made.close()


def test_the_exported_weights_of_the_best_step_give_its_recorded_loss(laboratory: Laboratory, tmp_path: Path) -> None:
    """With a learning rate that spoils what was learnt, and keyframes that were thinned."""
    laboratory.set_keyframe_budget(300_000)
    run = laboratory.new_run(config(steps=400))
    training = laboratory.begin(run)
    training.turn(37, lambda: False, seconds=60)
    training.validate()
    laboratory.set_live(run, "learning_rate", 0.3)
    training.turn(400, lambda: False, seconds=60)
    training.rest()
    laboratory.put_to_rest(training)
    step, loss = run.history.best() or (0, 0.0)
    assert 0 < step < 400
    assert step in run.keyframes
    assert len(run.keyframes) < 60
    path = laboratory.path
    laboratory.close()
    out = tmp_path / "best.safetensors"
    assert cli.export([path, "weights", str(out), "--step", "best"]) == 0
    laboratory.open_session(path)
    run = laboratory.run(run.number)
    trainer = Trainer(run.config, run.prepared, torch.device("cpu"))
    weights = load_file(out)
    with torch.no_grad():
        for name, tensor in trainer.weights.items():
            tensor.copy_(torch.from_numpy(weights[name]))
    assert trainer.validate() == pytest.approx(loss, rel=1e-6)
    child = laboratory.fork(run.number, 400)  # what is best of it begins there
    assert child.best_step == child.best_kept == child.fork_step > step
