"""From the name of a recurrent cell to its equations."""

from collections.abc import Mapping
from importlib import import_module

import torch
from torch import Tensor

from gatescope.engine.config.cells import Cell
from gatescope.engine.config.run import Decoder, EncoderDecoder, Recurrent
from gatescope.engine.config.traces import Trace
from gatescope.engine.models.cells.cell_family import CellFamily, Weights
from gatescope.engine.models.family import Matrices, Traces

OfCells = Recurrent | EncoderDecoder | Decoder
"""The networks that are made of cells."""


def _family(cell: Cell) -> CellFamily:
    module, name = cell.family.split(":")
    found = getattr(import_module(f"gatescope.engine.models.cells.{module}"), name)
    assert isinstance(found, CellFamily)
    return found


CELLS: dict[Cell, CellFamily] = {cell: _family(cell) for cell in Cell}


@torch.no_grad()
def traces(cell: Cell, weights: Weights, x: Tensor, h: Tensor) -> Traces:
    """Every trace of one layer, each (T, H), from its inputs ``x`` (T, F) and the hidden states ``h`` (T, H) that the
    layer returned for them. ``hidden`` is ``h`` itself."""
    return CELLS[cell].traces(weights, x, h)


def squashed(net: OfCells) -> Trace | None:
    """See ``engine.models.family.Figures``."""
    return CELLS[net.cell].squashed


def rectified(net: OfCells) -> bool:
    """See ``engine.models.family.Figures``."""
    return CELLS[net.cell].rectified


def matrices_of(cell: Cell, weights: Mapping[str, Tensor], module: str) -> Matrices:
    """W_hh and W_ih of a layer by gate, each a view: row u is what the last state, or the input, gives to unit u.
    ``module`` is what torch calls the layer: ``layers.0``."""
    packed = CELLS[cell].packed
    both = (weights[f"{module}.{name}"].chunk(len(packed)) for name in ("weight_hh_l0", "weight_ih_l0"))
    return dict(zip(packed, zip(*both, strict=True), strict=True))
