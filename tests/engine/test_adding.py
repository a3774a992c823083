"""The adding problem as the benchmark poses it; its figures take minutes and are the benchmark's."""

import numpy as np
import pytest
import torch

from gatescope.engine.config.run import Cell
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.tables.dataset import open_dataset
from tests.bench import adding

torch.set_num_threads(1)


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return adding.write_sequences(tmp_path_factory.mktemp("adding") / "a.csv", seed=4, count=400)


def numbers_of(table):
    return np.loadtxt(table, delimiter=",", skiprows=1, usecols=(1, 2, 3))


def test_the_sum_of_the_two_marked_values_is_asked_for_at_the_end(table):
    value, marker, total = np.moveaxis(numbers_of(table).reshape(400, adding.LENGTH, 3), 2, 0)
    halves = marker.reshape(400, 2, -1).sum(2)
    assert (halves == 1).all()
    assert np.allclose((value * marker).sum(1)[:, None], total, atol=2e-6)
    assert np.mean((total[:, 0] - 1) ** 2) == pytest.approx(1 / 6, abs=0.03)


def test_a_network_sees_values_and_markers_as_they_are(table):
    config = adding.config(Cell.GRU, seed=0)
    prepared = prepare(open_dataset(str(table)), config.data, adding.LENGTH)
    rows = numbers_of(table)
    assert np.allclose(prepared.features, rows[:, :2])
    at_the_end = prepared.targets.reshape(400, adding.LENGTH)
    assert np.allclose(at_the_end[:, -1], rows[adding.LENGTH - 1 :: adding.LENGTH, 2])
    assert np.isnan(at_the_end[:, :-1]).all()


def test_learning_lowers_the_error_on_other_sequences(table):
    few, more = (adding.learnt(table, table, adding.config(Cell.RNN_TANH, 0, steps)) for steps in (1, 12))
    assert more < 0.8 * few
