"""The half that writes: recurrent layers that are given, step by step, the symbol before, and what is found by looking
back.

Where no step waits for another one (no symbol that it wrote is given back, and its cell does not see what was found)
all steps of a layer are one fused pass. Else it walks.
"""

from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn
from torch.nn.functional import dropout, linear

from gatescope.engine.config.encoder_decoder import AttentionKind
from gatescope.engine.config.run import Decoder, EncoderDecoder
from gatescope.engine.config.traces import Trace
from gatescope.engine.models.cells.cell_family import Weights
from gatescope.engine.models.cells.looped import untouched
from gatescope.engine.models.cells.table import CELLS
from gatescope.engine.models.encoder_decoder.attention import Looking, Remembered
from gatescope.engine.models.family import State, Traces

OfWriting = EncoderDecoder | Decoder


@dataclass(frozen=True)
class Writing:
    """In the middle of B answers: each layer's ``traces`` at the last step, (B, H), what may be looked at, and where
    was ``looked`` at that step, (B, S); None: nowhere."""

    traces: tuple[Traces, ...]
    memory: Remembered | None = None
    looked: Tensor | None = None

    @property
    def count(self) -> int:
        """B."""
        return len(self.traces[0][Trace.HIDDEN])

    def rows(self, kept: Tensor) -> "Writing":
        """Of the answers ``kept`` (B',) alone, each as often as it is there."""
        layers = tuple({trace: values[kept] for trace, values in layer.items()} for layer in self.traces)
        looked = None if self.looked is None else self.looked[kept]
        return Writing(layers, None if self.memory is None else self.memory.rows(kept), looked)


class WritingHalf(nn.Module):
    """``readout`` makes of the state, what was found, and (of what is additive) the symbol given, what the head sees;
    there is none where nothing is looked at."""

    def __init__(self, net: OfWriting, outputs: int) -> None:
        super().__init__()
        self.net, units = net, net.written_units
        looks = net.attention is not AttentionKind.NONE
        first = net.embedding + (net.read_width if net.attention.seen_by_cell else 0)
        make = CELLS[net.cell].make
        self.embedding = nn.Embedding(outputs + 1, net.embedding)  # of every symbol, and of the beginning
        self.layers = nn.ModuleList(make(width, units) for width in [first] + [units] * (net.layers - 1))
        self.attention = Looking(net) if looks and isinstance(net, EncoderDecoder) else None
        seen = units + net.read_width + (net.embedding if net.attention.seen_by_cell else 0)
        self.readout = nn.Linear(seen, units, bias=False) if looks else None
        self.head = nn.Linear(units, outputs)

    def begin(self, last: list[State], states: Tensor, lengths: Tensor | None) -> Writing:
        """Before the first step: where each layer begins, and what may be looked at."""
        traces = tuple(dict(zip((Trace.HIDDEN, Trace.CELL), state, strict=False)) for state in last)
        memory = None if self.attention is None else self.attention.memory(states, lengths)
        return Writing(traces, memory)

    def told(self, writing: Writing, given: Tensor) -> Tensor:
        """All steps of ``given`` (T, B) in one pass: logits (T, B, O). Not of what is seen by the cell."""
        x = self.embedding(given)
        for at, (layer, begun) in enumerate(zip(self.layers, writing.traces, strict=True)):
            x, _ = layer(self._dropped(x) if at else x, self._state(begun))
        if self.attention is None or writing.memory is None:
            return self.said(x, None, None)
        found, _ = self.attention(writing.memory, x.transpose(0, 1))
        return self.said(x, found.transpose(0, 1), None)

    def step(self, writing: Writing, x: Tensor) -> tuple[Writing, Tensor, Tensor | None]:
        """One step that is given ``x`` (B, E): where it leads, the state (B, H), and what was found (B, C)."""
        found = looked = None
        above = len(writing.traces) - 1
        if self.attention is not None and self.net.attention.seen_by_cell and writing.memory is not None:
            found, looked = self._look(writing.memory, writing.traces[above][Trace.HIDDEN])
            x = torch.cat((x, found), -1)
        layers: list[Traces] = []
        for at, layer in enumerate(self.layers):
            w = Weights(*layer.parameters())
            from_x = linear(self._dropped(x) if at else x, w.w_ih, w.b_ih)
            layers.append(CELLS[self.net.cell].step(w, from_x, writing.traces[at], untouched))
            x = layers[at][Trace.HIDDEN]
        if self.attention is not None and found is None and writing.memory is not None:
            found, looked = self._look(writing.memory, x)
        return replace(writing, traces=tuple(layers), looked=looked), x, found

    def said(self, state: Tensor, found: Tensor | None, x: Tensor | None) -> Tensor:
        """The logits (…, O) from the state (…, H), what was found (…, C) and the symbol's vector (…, E)."""
        if self.readout is None or found is None:
            return self.head(self._dropped(state))  # type: ignore[no-any-return]
        if self.net.attention.seen_by_cell and x is not None:
            return self.head(self.readout(self._dropped(torch.cat((x, state, found), -1))))  # type: ignore[no-any-return]
        return self.head(self.readout(self._dropped(torch.cat((state, found), -1))).tanh())  # type: ignore[no-any-return]

    def _look(self, memory: Remembered, state: Tensor) -> tuple[Tensor, Tensor]:
        assert self.attention is not None
        found, weights = self.attention(memory, state[:, None])
        return found[:, 0], weights[:, 0]

    def _state(self, begun: Traces) -> Tensor | State:
        """As a layer wants it: torch's own have the number of their one layer before the batch."""
        fused = not CELLS[self.net.cell].looped
        parts = tuple(part[None] if fused else part for part in begun.values())
        return parts if len(parts) > 1 else parts[0]

    def _dropped(self, x: Tensor) -> Tensor:
        return dropout(x, self.net.dropout, self.training) if self.net.dropout else x
