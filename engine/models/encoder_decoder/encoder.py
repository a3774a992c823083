"""The half that reads: recurrent layers along the source, from the front, from the end, or from both.

Sequences of a batch end where they end: nothing that is said of one depends on how long the others are.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import dropout
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from gatescope.engine.config.run import EncoderDecoder
from gatescope.engine.config.traces import Trace
from gatescope.engine.models.cells.table import CELLS
from gatescope.engine.models.cells.turning import Turn
from gatescope.engine.models.family import State


class Read(NamedTuple):
    """What the encoder says: ``states`` (S, B, C) of each step of the source in the data's order, and what each layer
    ends with, its directions side by side: (h,) or (h, c), each (B, C)."""

    states: Tensor
    last: list[State]


class ReadingHalf(nn.Module):
    """Parameters are named by strand, as those of a recurrent network: ``layers.0.weight_ih_l0``."""

    def __init__(self, net: EncoderDecoder, symbols: int) -> None:
        super().__init__()
        self.net = net
        self.embedding = nn.Embedding(symbols, net.embedding)
        widths = [net.embedding] + [net.read_width] * (net.layers - 1)
        make = CELLS[net.cell].make
        self.layers = nn.ModuleList(make(width, net.hidden) for width in widths for _ in range(net.directions))

    def forward(self, source: Tensor, lengths: Tensor | None) -> Read:
        """``source`` (S, B) ids; ``lengths`` (B,) on the host, how many of each are its own, None: all."""
        turn = Turn(source, None if lengths is None else lengths.to(source.device, non_blocking=True))
        x, last = self.embedding(source), []
        for layer in range(self.net.layers):
            if layer:
                x = dropout(x, self.net.dropout, self.training) if self.net.dropout else x
            hidden, ends = zip(*(self._strand(at, x, lengths, turn) for at in self.net.strands_of(layer)), strict=True)
            x = side_by_side(hidden)
            last.append(tuple(side_by_side(parts) for parts in zip(*ends, strict=True)))
        return Read(x, last)

    def _strand(self, at: int, x: Tensor, lengths: Tensor | None, turn: Turn) -> tuple[Tensor, State]:
        """One strand along ``x`` (S, B, F), and its state at the last step that it reads."""
        if not self.from_end(at):
            return along(self.net, self.layers[at], x, lengths)
        hidden, last = along(self.net, self.layers[at], turn(x), lengths)
        return turn(hidden), last

    def from_end(self, at: int) -> bool:
        """Whether a strand begins at the end of the source."""
        return self.net.strand(at).backwards is not self.net.reverse_source


def side_by_side(parts: Sequence[Tensor]) -> Tensor:
    """What the directions of a layer say together."""
    return parts[0] if len(parts) == 1 else torch.cat(tuple(parts), -1)


def along(net: EncoderDecoder, layer: Any, x: Tensor, lengths: Tensor | None) -> tuple[Tensor, State]:
    """One layer along ``x`` (S, B, F): its states (S, B, H), and its last one, at the end of each sequence's own."""
    if lengths is None:
        hidden, state = layer(x)
        return hidden, _parts(state, x.shape[1])
    if Trace.CELL not in net.cell.traces:  # what comes after the end changes nothing before it
        hidden, _ = layer(x)
        return hidden, (_at_end(hidden, lengths),)
    if CELLS[net.cell].looped:
        return _stopping(layer, x, lengths)
    packed, state = layer(pack_padded_sequence(x, lengths, enforce_sorted=False))
    hidden, _ = pad_packed_sequence(packed, total_length=len(x))
    return hidden, _parts(state, x.shape[1])


def _parts(state: Tensor | State, batch: int) -> State:
    """(h,) or (h, c), each (B, H): torch's own layers have the number of their one layer before the batch."""
    parts = state if isinstance(state, tuple) else (state,)
    return tuple(part.view(batch, -1) for part in parts)


def _at_end(hidden: Tensor, lengths: Tensor) -> Tensor:
    places = lengths.to(hidden.device, non_blocking=True) - 1
    return hidden[places, torch.arange(hidden.shape[1], device=hidden.device)]


def _stopping(layer: Any, x: Tensor, lengths: Tensor) -> tuple[Tensor, State]:
    """A layer made from its step, whose cell state is nowhere to be found but at the last step: in pieces, between the
    ends of sequences."""
    ends = torch.unique(lengths).tolist()
    device_lengths = lengths.to(x.device)
    state: Any = None
    hidden, last = [], None
    for first, end in zip([0, *ends], ends, strict=False):
        piece, state = layer(x[first:end], state)
        hidden.append(piece)
        over = (device_lengths >= end)[:, None]
        last = state if last is None else tuple(torch.where(over, *both) for both in zip(state, last, strict=True))
    rest = x.new_zeros(len(x) - ends[-1], x.shape[1], layer.hidden_size)
    return torch.cat((*hidden, rest)), last or ()
