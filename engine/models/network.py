"""The network that is trained: recurrent layers, one fused module per level and direction, and a linear head.

Parameter names are torch's own: ``layers.0.weight_ih_l0``, ``head.weight``, ``embedding.weight``,
``categories.0.weight``.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn.functional import dropout, embedding

from gatescope.engine.config.run import ONE_HOT_MOST, NetConfig, Optimiser, RunConfig, TrainConfig, direction_fault
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.directions import Turn, before_head, side_by_side
from gatescope.engine.models.initial import initialise
from gatescope.engine.models.recurrent.families import CELLS

BYTES = 4  # of a float32
SLOTS = {Optimiser.SGD: 0, Optimiser.RMSPROP: 1, Optimiser.ADAM: 2, Optimiser.ADAMW: 2}  # values kept per parameter

State = tuple[Tensor, ...]  # of one layer: (h,) or (h, c); () is zero


class Network(nn.Module):
    """(T, B, F+K) floats or (T, B) symbol ids → (T, B, O): the forecast, or the logits of symbols or classes. The last
    K columns of floats are codes of categories, each of which has an embedding of its own."""

    one_hot: Tensor | None

    def __init__(self, net: NetConfig, shape: IOShape) -> None:
        super().__init__()
        text = shape.symbols > 0
        width = first_width(net, shape)
        self.dropout, self.bidirectional, self.once = net.dropout, net.bidirectional, shape.once
        self.embedding = nn.Embedding(shape.symbols, width) if text and net.embedding else None
        # A row of this is a symbol's one-hot vector: looked up, for F.one_hot makes int64 and a copy at every step.
        self.register_buffer("one_hot", torch.eye(width) if text and not net.embedding else None, persistent=False)
        self.categories = nn.ModuleList(nn.Embedding(levels, category_width(levels)) for levels in shape.categories)
        make, widths = CELLS[net.cell].make, layer_widths(net, width)
        self.layers = nn.ModuleList(make(width, net.hidden) for width in widths for _ in range(net.directions))
        self.head = nn.Linear(net.width, shape.outputs)

    def features(self, x: Tensor) -> Tensor:
        """What the first layer sees: (T, B, F)."""
        if self.embedding is not None:
            return self.embedding(x)  # type: ignore[no-any-return]
        if self.one_hot is not None:
            return embedding(x, self.one_hot)
        return embed_categories(x, list(self.categories.parameters())) if self.categories else x

    def forward(self, x: Tensor, kept: list[Tensor] | None = None, lengths: Tensor | None = None) -> Tensor:
        """``kept`` is given what each strand returns, (T, B, H), in the order in which it has read. ``lengths`` (B,):
        how many steps of each sequence are its own; None: all."""
        x = self.features(x)  # (T, B, F)
        if self.bidirectional:
            return self.head(self._both_ways(x, kept, lengths))  # type: ignore[no-any-return]
        for k, layer in enumerate(self.layers):
            if k and self.dropout:
                x = dropout(x, self.dropout, self.training)
            x, _ = layer(x)  # (T, B, H)
            if kept is not None:
                kept.append(x)
        return self.head(x)  # type: ignore[no-any-return]

    def _both_ways(self, x: Tensor, kept: list[Tensor] | None, lengths: Tensor | None) -> Tensor:
        """(T, B, F) → what the head sees, (T, B, 2H)."""
        turn, hidden = Turn(x, lengths), [x]
        for k in range(0, len(self.layers), 2):
            x = side_by_side(hidden)
            if k and self.dropout:
                x = dropout(x, self.dropout, self.training)
            (there, _), (back, _) = self.layers[k](x), self.layers[k + 1](turn(x))
            if kept is not None:
                kept += there, back
            hidden = [there, turn(back)]
        return before_head(hidden, self.once)

    def carry(self, x: Tensor, states: list[State], cut: int) -> tuple[Tensor, list[State]]:
        """As ``forward``, from ``states``, one of each layer (none: zero); and the states after the first ``cut``
        steps, which are numbers: no gradient leaves through them."""
        x, after = self.features(x), []
        for k, layer in enumerate(self.layers):
            if k and self.dropout:
                x = dropout(x, self.dropout, self.training)
            state = states[k] if states else ()
            if cut in (0, len(x)):
                x, last = _run(layer, x, state)
                state = last if cut else state
            else:
                first, state = _run(layer, x[:cut], state)
                x = torch.cat((first, _run(layer, x[cut:], state)[0]))
            after.append(tuple(part.detach() for part in state))
        return self.head(x), after


def _run(layer: nn.Module, x: Tensor, state: State) -> tuple[Tensor, State]:
    """One layer along ``x`` (T, B, F) from a state (h,) or (h, c), () for zero."""
    out, last = layer(x, state if len(state) > 1 else state[0] if state else None)
    return out, last if isinstance(last, tuple) else (last,)


def check_direction(config: RunConfig) -> None:
    """Raises ``ConfigError`` for a network that is to read from the end too: BIDIRECTIONAL_AHEAD where the end is what
    is to be predicted, BIDIRECTIONAL_CARRY where its states are to be carried from window to window."""
    if config.net.bidirectional and (fault := direction_fault(config.data.task, config.train.carry)):
        raise ConfigError(fault)


def build(net: NetConfig, shape: IOShape) -> Network:
    """A freshly initialised network on the CPU. Draws from torch's global generator."""
    network = Network(net, shape)
    for layer in network.layers:
        initialise(layer, net)
    return network


def category_width(levels: int) -> int:
    """How long the vector of a category with so many levels is."""
    return max(2, min(50, (levels + 1) // 2))


def embed_categories(x: Tensor, tables: Sequence[Tensor]) -> Tensor:
    """(…, F+K) → (…, F + the widths of the K ``tables``): the numbers as they are, then each category's vector."""
    numbers = x.shape[-1] - len(tables)
    codes = x[..., numbers:].long().unbind(-1)
    return torch.cat((x[..., :numbers], *map(embedding, codes, tables)), -1)


def first_width(net: NetConfig, shape: IOShape) -> int:
    """F, what the first layer sees of one time step. Raises ``ConfigError`` when one-hot vectors would be too wide."""
    if shape.symbols and net.embedding:
        return net.embedding
    if shape.symbols > ONE_HOT_MOST:
        raise ConfigError(Fault.ONE_HOT_TOO_WIDE, symbols=shape.symbols, limit=ONE_HOT_MOST)
    return shape.symbols or shape.inputs + sum(map(category_width, shape.categories))


def layer_widths(net: NetConfig, first: int) -> list[int]:
    """What each layer sees of one step, the lowest being given ``first`` numbers."""
    return [first] + [net.width] * (net.layers - 1)


def count_parameters(net: NetConfig, shape: IOShape) -> int:
    """How many numbers are learnt, without making them."""
    rows = CELLS[net.cell].gates * net.hidden
    widths = layer_widths(net, first_width(net, shape))
    layers = net.directions * sum(rows * (width + net.hidden + 2) for width in widths)
    layers += net.strands * CELLS[net.cell].peepholes * net.hidden
    vectors = shape.symbols * net.embedding + sum(levels * category_width(levels) for levels in shape.categories)
    return layers + vectors + (net.width + 1) * shape.outputs


def estimate_bytes(net: NetConfig, shape: IOShape, train: TrainConfig, longest: int = 0) -> int:
    """What training takes at its peak, roughly and rather too little than too much. ``longest`` is the longest span, by
    default a window.

    Weights, gradient and the optimiser's state, once more for a keyframe; what backward needs again; the gradient of
    the logits.
    """
    kept = count_parameters(net, shape) * (2 + SLOTS[train.optimiser]) * 2
    steps = longest or train.window
    return BYTES * (kept + steps * train.batch * shape.outputs) + activation_bytes(net, shape, train.batch, steps)


def activation_bytes(net: NetConfig, shape: IOShape, batch: int, steps: int) -> int:
    """What backpropagation through ``steps`` steps of ``batch`` sequences holds from forward to backward: it grows with
    both. Of every step what went in, what each strand keeps of its units (with dropout between layers their output
    again, and a mask of bytes), what it sees turned round where it reads backwards, the output, and its target: of a
    text the log-probabilities, and ids of 8 bytes twice."""
    family, first = CELLS[net.cell], first_width(net, shape)
    held: float = first + shape.outputs + (4 if shape.symbols else shape.outputs)
    for width in layer_widths(net, first):
        strand = family.kept * net.hidden + family.kept_wide * max(0, width - net.hidden)
        held += net.directions * strand + (net.directions - 1) * width
    if net.dropout:
        held += 1.25 * (net.layers - 1) * net.width
    return round(BYTES * steps * batch * held)


def steps_held(train: TrainConfig, longest: int) -> int:
    """How many steps backpropagation goes through at once: of a window, or as far as it reaches when the state is
    carried; ``longest`` is the longest training span."""
    return max(train.window, train.reach) if train.carry else longest


def check_fits(net: NetConfig, shape: IOShape, train: TrainConfig, available: int, longest: int = 0) -> None:
    """Raises ``ConfigError`` (``ONE_HOT_TOO_WIDE``, ``NETWORK_TOO_LARGE``) before any memory is taken."""
    needed = estimate_bytes(net, shape, train, longest)
    if needed > available:
        raise ConfigError(Fault.NETWORK_TOO_LARGE, needed_bytes=needed, available_bytes=available)
