"""The recurrent weights as a linear map: where their eigenvalues lie, and how much they can stretch a state.

Eigenvalues inside the unit circle let a gradient vanish and outside let it explode, as far as the cell is linear.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.linalg import eigvals, matrix_norm

from gatescope.engine.config.run import Cell
from gatescope.engine.models.recurrent.families import CELLS
from gatescope.engine.protocol.frame import Trace


@dataclass(frozen=True)
class Spectrum:
    """Of one gate's recurrent matrix: ``eigenvalues`` (H,) complex128, largest modulus first; ``radius`` is that
    modulus and ``stretch`` the largest singular value, never smaller. All NaN when the weights are not finite."""

    eigenvalues: Tensor
    radius: float
    stretch: float


def recurrent(cell: Cell, weights: Mapping[str, Tensor], layer: int) -> dict[Trace, Tensor]:
    """W_hh of a layer by gate, each a view (H, H): row u is what the last state gives to unit u."""
    blocks = weights[f"layers.{layer}.weight_hh_l0"].chunk(len(CELLS[cell].packed))
    return dict(zip(CELLS[cell].packed, blocks, strict=True))


@torch.no_grad()
def spectrum(matrix: Tensor) -> Spectrum:
    """In float64 on the CPU, wherever ``matrix`` (H, H) is. 5 ms for H = 128, 1 s for H = 1024."""
    matrix = matrix.to("cpu", torch.float64)
    if not matrix.isfinite().all():
        nothing = torch.full((len(matrix),), torch.nan, dtype=torch.complex128)
        return Spectrum(nothing, torch.nan, torch.nan)
    values = eigvals(matrix)
    values = values[values.abs().argsort(descending=True)]
    return Spectrum(values, float(values[0].abs()), float(matrix_norm(matrix, 2)))
