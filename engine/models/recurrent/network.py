"""The network that is trained: recurrent layers, one fused module per level and direction, and a linear head.

Parameter names are torch's own: ``layers.0.weight_ih_l0``, ``head.weight``, ``embedding.weight``,
``categories.0.weight``.
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn.functional import dropout

from gatescope.engine.config.run import Recurrent
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.categories import category_width
from gatescope.engine.models.cells.table import CELLS
from gatescope.engine.models.cells.turning import Turn
from gatescope.engine.models.family import State
from gatescope.engine.models.recurrent.features import features, first_width
from gatescope.engine.models.recurrent.initial import initialise
from gatescope.engine.models.recurrent.topology import topology


class Network(nn.Module):
    """(T, B, F+K) floats or (T, B) symbol ids → (T, B, O): the forecast, or the logits of symbols or classes. The last
    K columns of floats are codes of categories, each of which has an embedding of its own."""

    one_hot: Tensor | None

    def __init__(self, net: Recurrent, shape: IOShape) -> None:
        super().__init__()
        text = shape.symbols > 0
        width = first_width(net, shape)
        self.topology, self.dropout = topology(net, shape.once), net.dropout
        self.embedding = nn.Embedding(shape.symbols, width) if text and net.embedding else None
        # A row of this is a symbol's one-hot vector: looked up, for F.one_hot makes int64 and a copy at every step.
        self.register_buffer("one_hot", torch.eye(width) if text and not net.embedding else None, persistent=False)
        self.categories = nn.ModuleList(nn.Embedding(levels, category_width(levels)) for levels in shape.categories)
        make, widths = CELLS[net.cell].make, self.topology.each(width, net.hidden)
        self.layers = nn.ModuleList(make(width, net.hidden) for width in widths)
        self.head = nn.Linear(net.width, shape.outputs)

    def features(self, x: Tensor) -> Tensor:
        """What the first layer sees: (T, B, F)."""
        table = self.one_hot if self.embedding is None else self.embedding.weight
        return features(x, table, list(self.categories.parameters()) if self.categories else ())

    def forward(self, x: Tensor, kept: list[Tensor] | None = None, lengths: Tensor | None = None) -> Tensor:
        """``kept`` is given what each strand returns, (T, B, H), in the order in which it has read. ``lengths`` (B,):
        how many steps of each sequence are its own; None: all."""

        def run(strand: int, x: Tensor) -> Tensor:
            x, _ = self.layers[strand](x)  # (T, B, H)
            if kept is not None:
                kept.append(x)
            return x

        x = self.features(x)  # (T, B, F)
        # made once for all layers: it depends on the lengths of the batch alone
        turn = Turn(x, lengths) if self.topology.directions > 1 else _never
        return self.head(self.topology.up(x, run, turn, self._between))  # type: ignore[no-any-return]

    def carry(self, x: Tensor, states: list[State], cut: int) -> tuple[Tensor, list[State]]:
        """As ``forward``, from ``states``, one of each layer (none: zero); and the states after the first ``cut``
        steps, which are numbers: no gradient leaves through them."""
        after: list[State] = []

        def run(strand: int, x: Tensor) -> Tensor:
            x, state = _carried(self.layers[strand], x, states[strand] if states else (), cut)
            after.append(tuple(part.detach() for part in state))
            return x

        seen = self.topology.up(self.features(x), run, _never, self._between)
        return self.head(seen), after

    def _between(self, x: Tensor) -> Tensor:
        return dropout(x, self.dropout, self.training) if self.dropout else x


def _never(_x: Tensor) -> Tensor:
    raise AssertionError("all is read forwards")


def _carried(layer: Callable[..., tuple[Tensor, object]], x: Tensor, state: State, cut: int) -> tuple[Tensor, State]:
    """One layer along ``x`` (T, B, F) from a state, and its state after ``cut`` steps."""
    if cut in (0, len(x)):
        x, last = _run(layer, x, state)
        return x, last if cut else state
    # in two pieces, as a fused layer returns its state at the end alone; the gradient flows through both
    first, middle = _run(layer, x[:cut], state)
    return torch.cat((first, _run(layer, x[cut:], middle)[0])), middle


def _run(layer: Callable[..., tuple[Tensor, object]], x: Tensor, state: State) -> tuple[Tensor, State]:
    """One layer along ``x`` (T, B, F) from a state (h,) or (h, c), () for zero."""
    out, last = layer(x, state if len(state) > 1 else state[0] if state else None)
    return out, last if isinstance(last, tuple) else (last,)


def build(net: Recurrent, shape: IOShape) -> Network:
    """A freshly initialised network on the CPU. Draws from torch's global generator."""
    network = Network(net, shape)
    for layer in network.layers:
        initialise(layer, net)
    return network
