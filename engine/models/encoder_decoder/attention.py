"""How a decoder looks back at what was read: a weight for every step of the source, and the mean that they make.

    additive  e = v · tanh(W s⁻ + U h)   Bahdanau, Cho & Bengio 2015
    dot       e = s · h                  Luong, Pham & Manning 2015
    general   e = s · (U h)

s⁻ and s are the decoder's state before and after its step, h the encoder's at a step of the source; the weights are
softmax(e) over the steps of that source, and what is found is the sum of the h with these weights.
"""

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn

from gatescope.engine.config.encoder_decoder import AttentionKind
from gatescope.engine.config.run import EncoderDecoder


class Remembered(NamedTuple):
    """What can be looked at: ``states`` (B, S, C), what they are looked up by, ``keys`` (B, S, A), and where there is
    nothing, as the source ended before, ``blank`` (B, 1, S); None: nowhere."""

    states: Tensor
    keys: Tensor
    blank: Tensor | None

    def rows(self, kept: Tensor) -> "Remembered":
        """Those of the sources ``kept`` (B',)."""
        return Remembered(self.states[kept], self.keys[kept], None if self.blank is None else self.blank[kept])


class Looking(nn.Module):
    """Parameters: ``query``, ``keys`` and ``score`` of what is additive, ``keys`` of what is general."""

    def __init__(self, net: EncoderDecoder) -> None:
        super().__init__()
        read, written = net.read_width, net.written_units
        self.kind = net.attention
        if self.kind is AttentionKind.ADDITIVE:
            self.query = nn.Linear(written, written, bias=False)
            self.score = nn.Linear(written, 1, bias=False)
        if self.kind in (AttentionKind.ADDITIVE, AttentionKind.GENERAL):
            self.keys = nn.Linear(read, written, bias=False)

    def memory(self, states: Tensor, lengths: Tensor | None) -> Remembered:
        """From what the encoder says of each step, (S, B, C); ``lengths`` (B,) of the sources, None: all are S long."""
        states = states.transpose(0, 1)
        keys = states if self.kind is AttentionKind.DOT else self.keys(states)
        if lengths is None:
            return Remembered(states, keys, None)
        places = torch.arange(states.shape[1], device=states.device)
        return Remembered(states, keys, (places >= lengths.to(states.device, non_blocking=True)[:, None])[:, None])

    def forward(self, memory: Remembered, state: Tensor) -> tuple[Tensor, Tensor]:
        """``state`` (B, T, H) of the decoder → what is found (B, T, C), and the weights (B, T, S)."""
        if self.kind is AttentionKind.ADDITIVE:
            both = self.query(state)[:, :, None] + memory.keys[:, None]  # (B, T, S, A)
            energy = self.score(both.tanh()).squeeze(-1)
        else:
            energy = state @ memory.keys.transpose(1, 2)
        if memory.blank is not None:
            energy = energy.masked_fill(memory.blank, -math.inf)
        weights = energy.softmax(-1)
        return weights @ memory.states, weights
