"""From the name of a recurrent cell to its equations."""

from importlib import import_module

import torch
from torch import Tensor

from gatescope.engine.config.cells import Cell
from gatescope.engine.models.cells.cell_family import CellFamily, Weights
from gatescope.engine.models.family import Traces


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
