"""The network that is trained: recurrent layers, one fused module per level, and a linear head.

Parameter names are torch's own: ``layers.0.weight_ih_l0``, ``head.weight``, ``embedding.weight``.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import dropout

from engine.config import ONE_HOT_MOST, NetConfig, Optimiser, TrainConfig
from engine.data.windows import IOShape
from engine.errors import ConfigError, Fault
from engine.nets.cells import CELLS

BYTES = 4  # of a float32
SLOTS = {Optimiser.SGD: 0, Optimiser.RMSPROP: 1, Optimiser.ADAM: 2, Optimiser.ADAMW: 2}  # values kept per parameter


class Network(nn.Module):
    """(T, B, F) floats or (T, B) symbol ids → (T, B, O): the forecast, or the logits of the next symbol."""

    one_hot: Tensor | None

    def __init__(self, net: NetConfig, shape: IOShape) -> None:
        super().__init__()
        text = shape.symbols > 0
        width = first_width(net, shape)
        self.dropout = net.dropout
        self.embedding = nn.Embedding(shape.symbols, width) if text and net.embedding else None
        # A row of this is a symbol's one-hot vector: looked up, for F.one_hot makes int64 and a copy at every step.
        self.register_buffer("one_hot", torch.eye(width) if text and not net.embedding else None, persistent=False)
        make = CELLS[net.cell].make
        self.layers = nn.ModuleList(make(net.hidden if k else width, net.hidden) for k in range(net.layers))
        self.head = nn.Linear(net.hidden, shape.outputs)

    def features(self, x: Tensor) -> Tensor:
        """What the first layer sees: (T, B, F)."""
        if self.embedding is not None:
            return self.embedding(x)  # type: ignore[no-any-return]
        return x if self.one_hot is None else nn.functional.embedding(x, self.one_hot)

    def forward(self, x: Tensor) -> Tensor:
        x = self.features(x)  # (T, B, F)
        for k, layer in enumerate(self.layers):
            if k and self.dropout:
                x = dropout(x, self.dropout, self.training)
            x, _ = layer(x)  # (T, B, H)
        return self.head(x)  # type: ignore[no-any-return]


def build(net: NetConfig, shape: IOShape) -> Network:
    """A freshly initialised network on the CPU. Draws from torch's global generator."""
    return Network(net, shape)


def first_width(net: NetConfig, shape: IOShape) -> int:
    """F, what the first layer sees of one time step. Raises ``ConfigError`` when one-hot vectors would be too wide."""
    if shape.symbols and net.embedding:
        return net.embedding
    if shape.symbols > ONE_HOT_MOST:
        raise ConfigError(Fault.ONE_HOT_TOO_WIDE, symbols=shape.symbols, limit=ONE_HOT_MOST)
    return shape.symbols or shape.inputs


def count_parameters(net: NetConfig, shape: IOShape) -> int:
    """How many numbers are learnt, without making them."""
    rows = CELLS[net.cell].gates * net.hidden
    widths = [first_width(net, shape)] + [net.hidden] * (net.layers - 1)
    layers = sum(rows * (width + net.hidden + 2) for width in widths)
    layers += net.layers * CELLS[net.cell].peepholes * net.hidden
    symbols = shape.symbols * net.embedding
    return layers + symbols + (net.hidden + 1) * shape.outputs


def estimate_bytes(net: NetConfig, shape: IOShape, train: TrainConfig) -> int:
    """What training takes at its peak, roughly and rather too little than too much.

    Weights, gradient and the optimiser's state, once more for a keyframe; per layer and time step of the batch what
    backward needs again; logits, their softmax and its gradient.
    """
    kept = count_parameters(net, shape) * (2 + SLOTS[train.optimiser]) * 2
    per_step = first_width(net, shape) + 3 * shape.outputs + net.layers * net.hidden * (CELLS[net.cell].gates + 2)
    return BYTES * (kept + train.window * train.batch * per_step)


def check_fits(net: NetConfig, shape: IOShape, train: TrainConfig, available: int) -> None:
    """Raises ``ConfigError`` (``ONE_HOT_TOO_WIDE``, ``NETWORK_TOO_LARGE``) before any memory is taken."""
    needed = estimate_bytes(net, shape, train)
    if needed > available:
        raise ConfigError(Fault.NETWORK_TOO_LARGE, needed_bytes=needed, available_bytes=available)
