"""What a network's weights are before its first step.

Orthogonal and identity matrices keep the length of a state, and of a gradient, as long as the cell is linear: their
spectral radius is 1. A matrix that is not square, such as W_ih, cannot be orthogonal: Xavier's numbers stand there.
"""

import torch
from torch import Tensor, nn

from gatescope.engine.config.run import Init, Recurrent
from gatescope.engine.models.cells.table import CELLS
from gatescope.engine.protocol.frame import Trace


@torch.no_grad()
def initialise(layer: nn.Module, net: Recurrent) -> None:
    """Draws the weights of one recurrent layer anew, gate by gate, from torch's global generator. ``Init.TORCH`` leaves
    them as the layer was made, and draws nothing."""
    family, weights = CELLS[net.cell], dict(layer.named_parameters())
    if net.init is not Init.TORCH:
        for name, weight in weights.items():
            if name.startswith("weight_ih") or (name.startswith("weight_hh") and net.init is Init.XAVIER):
                for block in weight.chunk(family.gates):
                    nn.init.xavier_uniform_(block)
            elif name.startswith("weight_hh"):
                for block in weight.chunk(family.gates):
                    _square(block, net.init)
            elif name.startswith("bias") and net.init is Init.IDENTITY:  # as in the paper
                weight.zero_()
    if net.forget_bias and Trace.CELL in net.cell.traces:
        gate = family.packed.index(Trace.FORGET_GATE)
        for name, weight in weights.items():
            if name.startswith("bias_hh"):
                weight.chunk(family.gates)[gate].add_(net.forget_bias)


def _square(block: Tensor, init: Init) -> None:
    if init is Init.ORTHOGONAL:
        nn.init.orthogonal_(block)
    else:
        nn.init.eye_(block)
