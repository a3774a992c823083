"""The sizes of gradient, weights and update, against norms worked out beside the trainer; measuring changes nothing."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from gatescope.engine.config.run import Cell, Optimiser, Recurrent
from gatescope.engine.models.recurrent.network import Network
from gatescope.engine.session.history import History
from gatescope.engine.session.session import Session
from gatescope.engine.session.tables import RowBatch
from gatescope.engine.training.sizes import GRADIENT, SPACING, UPDATE, WEIGHT, SizeMeter, due, sampling
from gatescope.engine.training.trainer import Trainer
from tests.engine.prepared import config, table, text
from tests.engine.session_samples import create, rows

CPU = torch.device("cpu")
SMALL = Recurrent(hidden=8)


@given(st.integers(1, 5000), st.integers(1, 100_000))
def test_samples_nest_and_come_neither_too_often_nor_too_rarely(validate_every, step):
    every = sampling(validate_every)
    assert every % validate_every == 0
    assert SPACING <= every < SPACING + validate_every
    assert due(step, every) == (step % every == 0 or bin(step).count("1") == 1)


@pytest.mark.parametrize("cell", list(Cell))
@pytest.mark.parametrize("make", [table, text])
def test_the_norms_are_those_of_the_step_done_by_hand(cell, make):
    """The same steps with plain autograd and plain SGD: no meter, no foreach, float64 norms."""
    prepared = make()
    settings = config(
        prepared, Recurrent(cell=cell, hidden=8), optimiser=Optimiser.SGD, learning_rate=0.3, clip=0.05, seed=3
    )
    trainer, twin = Trainer(settings, prepared, CPU), Trainer(settings, prepared, CPU)
    expected = {}
    for step in range(1, 6):
        with twin:
            expected[step] = by_hand(twin)
        with trainer:
            trainer.step()
    norms_of_rows = trainer.drain().gradient_norm
    sizes = trainer.drain_sizes()
    assert sizes.steps.tolist() == [1, 2, 4]
    assert sizes.norms.dtype == np.float32
    for step, norms in zip(sizes.steps, sizes.norms, strict=True):
        np.testing.assert_allclose(norms, expected[int(step)], rtol=2e-4, atol=1e-7)
        assert np.sqrt((norms[GRADIENT] ** 2).sum()) == pytest.approx(norms_of_rows[step - 1], rel=1e-5)  # unclipped
    assert len(trainer.drain_sizes().steps) == 0


def by_hand(twin):
    x, y, _ = twin.batches.draw(twin.random.batches)
    output = twin.network(x)
    if y.is_floating_point():
        loss = ((output - y) ** 2).mean()
    else:
        loss = -output.log_softmax(-1).gather(-1, y[..., None]).mean()
    weights = list(twin.weights.values())
    gradients = torch.autograd.grad(loss, weights)
    total = torch.cat([g.flatten() for g in gradients]).norm()
    factor = min(1.0, 0.05 / (float(total) + 1e-6))
    norms = np.array(
        [
            [float(g.double().norm()) for g in gradients],
            [float(w.detach().double().norm()) for w in weights],
            [float((0.3 * factor * g).double().norm()) for g in gradients],
        ]
    )
    with torch.no_grad():
        for weight, gradient in zip(weights, gradients, strict=True):
            weight -= 0.3 * factor * gradient
    return norms


def test_an_update_is_measured_as_it_was_whatever_the_optimiser():
    prepared = table()
    trainer = Trainer(config(prepared, SMALL, optimiser=Optimiser.ADAM, learning_rate=0.01), prepared, CPU)
    before = trainer.snapshot()
    with trainer:
        trainer.step()
    after = trainer.snapshot()
    norms = trainer.drain_sizes().norms[0]
    for p, name in enumerate(trainer.weights):
        assert norms[WEIGHT, p] == pytest.approx(float(before[name].double().norm()), rel=1e-5)
        assert norms[UPDATE, p] == pytest.approx(float((after[name] - before[name]).double().norm()), rel=1e-4)


def test_a_step_that_broke_the_run_leaves_no_sample():
    prepared = table()
    trainer = Trainer(config(prepared, SMALL), prepared, CPU)
    with torch.no_grad():
        trainer.weights["head.bias"].fill_(float("nan"))
    with trainer:
        trainer.step()
    assert len(trainer.drain().seconds) == 1
    assert len(trainer.drain_sizes().steps) == 0


def test_measuring_changes_no_weight():
    prepared = table()
    settings = config(prepared, Recurrent(hidden=8, layers=2, dropout=0.5))
    measured, plain = Trainer(settings, prepared, CPU), Trainer(settings, prepared, CPU)
    plain._sizes.before = lambda step: None
    for trainer in (measured, plain):
        with trainer:
            for _ in range(40):
                trainer.step()
    assert measured.drain_sizes().steps.tolist() == [1, 2, 4, 8, 16, 32]
    for name, weight in measured.weights.items():
        assert torch.equal(weight, plain.weights[name])


# ---- kept -----------------------------------------------------------------------------------------------------------

NAMES = ("layers.0.weight_ih_l0", "head.bias")


def samples(*steps):
    return [(NAMES, step, np.arange(6, dtype=np.float32).reshape(3, 2) + step) for step in steps]


def test_a_history_hands_out_what_is_new():
    history = History()
    assert [len(column) for column in history.sizes()] == [0, 0]
    for names, step, norms in samples(1, 2, 4):
        history.append_sizes(names, np.array([step]), norms[None])
    steps, norms = history.sizes(1)
    assert steps.tolist() == [2, 4]
    assert norms.shape == (2, 3, 2)
    assert history.size_names == NAMES


def test_a_session_keeps_samples_and_a_fork_takes_those_before_it(tmp_path):
    path = tmp_path / "a.gatescope"
    session, run = create(path, 6, (0, 4))
    assert len(session.history(run).sizes()[0]) == 0  # a session in which nothing was measured has no table for it
    session.commit(run, RowBatch(first=6, rows=rows(6, 2), sizes=samples(1, 2, 4, 8)))
    child = session.fork(run, 4).run
    session.close()
    session = Session.open(path)
    for number, expected in ((run, [1, 2, 4, 8]), (child, [1, 2, 4])):
        history = session.history(number)
        steps, norms = history.sizes()
        assert steps.tolist() == expected
        assert history.size_names == NAMES
        np.testing.assert_array_equal(norms[-1], samples(expected[-1])[0][2])
    session.close()


def test_a_fork_of_a_run_without_samples(tmp_path):
    session, run = create(tmp_path / "c.gatescope", 6, (0, 4))
    assert len(session.history(session.fork(run, 4).run).sizes()[0]) == 0
    session.close()


def test_a_network_names_its_parameters_as_the_meter_does():
    prepared = table()
    assert SizeMeter(dict(Network(SMALL, prepared.shape).named_parameters()), 1).names[0] == "layers.0.weight_ih_l0"
