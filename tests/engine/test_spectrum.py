"""Eigenvalues and singular values against matrices whose spectra are known."""

import math

import numpy as np
import pytest
import torch

from gatescope.engine.config.run import Cell, Recurrent
from gatescope.engine.models.cells.table import CELLS
from gatescope.engine.models.recurrent.family import matrices
from gatescope.engine.models.recurrent.network import build
from gatescope.engine.models.recurrent.reading import read
from gatescope.engine.probing.spectrum import spectrum
from gatescope.engine.protocol.frame import Trace
from tests.engine.unrolled import Shape

RANDOM = torch.Generator().manual_seed(5)


def test_scaled_orthogonal_matrix_lies_on_a_circle():
    q = torch.linalg.qr(torch.randn(32, 32, generator=RANDOM, dtype=torch.float64)).Q
    found = spectrum(0.8 * q)
    np.testing.assert_allclose(found.eigenvalues.abs(), 0.8, rtol=1e-12)
    assert found.radius == pytest.approx(0.8)
    assert found.stretch == pytest.approx(0.8)


def test_rotation_has_its_angle():
    angle = 0.3
    turn = torch.tensor([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    found = spectrum(2 * turn)
    assert sorted(found.eigenvalues.angle().tolist()) == pytest.approx([-angle, angle], abs=1e-7)
    assert found.eigenvalues.dtype == torch.complex128


def test_a_shear_stretches_beyond_its_radius():
    """[[1, 5], [0, 1]]: eigenvalues 1 and 1; σ² are the roots of s² − 27 s + 1."""
    found = spectrum(torch.tensor([[1.0, 5.0], [0.0, 1.0]]))
    assert found.radius == pytest.approx(1, abs=1e-7)
    assert found.stretch == pytest.approx(math.sqrt((27 + math.sqrt(27**2 - 4)) / 2))


def test_largest_comes_first():
    found = spectrum(torch.diag(torch.tensor([0.5, -3.0, 1.0])))
    assert found.eigenvalues.real.tolist() == pytest.approx([-3, 1, 0.5])


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_weights_that_are_not_finite_have_no_spectrum(value):
    found = spectrum(torch.full((3, 3), value))
    assert math.isnan(found.radius)
    assert math.isnan(found.stretch)
    assert found.eigenvalues.shape == (3,)
    assert found.eigenvalues.isnan().all()


@pytest.mark.parametrize("cell", list(Cell))
def test_gates_stand_in_torchs_order(cell):
    """A recurrent block with huge positive weights, and a state that is positive: only that gate saturates."""
    assert len(CELLS[cell].packed) == CELLS[cell].gates
    net, shape = Recurrent(cell=cell, hidden=4), Shape(1, 1)
    for gate in CELLS[cell].packed:
        with torch.random.fork_rng(devices=[]):
            weights = dict(build(net, shape).state_dict())
        weights = {name: torch.zeros_like(value) for name, value in weights.items()}
        weights["layers.0.bias_ih_l0"][:] = 0.4  # makes h_0 positive
        matrices(Recurrent(cell=cell), weights, 0)[gate][0][:] = 1000
        traces = read(net, shape, weights, torch.zeros(2, 1)).layers[0]
        assert (traces[Trace.HIDDEN][0] > 0).all()
        computed = {trace: values[1] for trace, values in traces.items() if trace in CELLS[cell].packed}
        assert [trace for trace, values in computed.items() if (values > 0.999).all()] == [gate]
