"""A network that writes: whatever it reads, a decoder begins where that leads, and is given step by step the symbol
before."""

from collections.abc import Mapping
from typing import TypeVar

import torch
from torch import Tensor, nn

from gatescope.engine.config.cells import Cell
from gatescope.engine.config.traces import Trace
from gatescope.engine.data.preparing.prepare import IOShape, Pair
from gatescope.engine.models.encoder_decoder.answers import Scribe
from gatescope.engine.models.encoder_decoder.decoder import OfWriting, Writing, WritingHalf
from gatescope.engine.models.family import State

W = TypeVar("W", bound="WritingNetwork")


class WritingNetwork(nn.Module):
    """A ``Pair`` of tensors → the logits (T, B, O) of what is written. ``share`` is that of the steps at which the
    decoder is told the truth while it trains; judged it is always told."""

    def __init__(self, net: OfWriting) -> None:
        super().__init__()
        self.net, self.share = net, net.teacher_forcing
        self.decoder: WritingHalf

    def begin(self, source: Tensor, lengths: Tensor | None) -> Writing:
        """Where the answers to ``source`` begin. ``lengths`` (B,) are on the host, None: all are as long."""
        raise NotImplementedError

    def forward(self, x: Pair, _kept: list[Tensor] | None = None, _lengths: Tensor | None = None) -> Tensor:
        writing = self.begin(x.source, x.lengths)
        if self.training and self.share < 1:
            return self._partly_told(writing, x.fed)
        if self.net.attention.seen_by_cell:
            return self._walked(writing, x.fed)
        return self.decoder.told(writing, x.fed)

    def step(self, writing: Writing, symbols: Tensor) -> tuple[Writing, Tensor]:
        """One step after the ``symbols`` (B,): where it leads, and the logits (B, O) of the next ones."""
        x = self.decoder.embedding(symbols)
        writing, state, found = self.decoder.step(writing, x)
        return writing, self.decoder.said(state, found, x)

    def _walked(self, writing: Writing, given: Tensor) -> Tensor:
        """What is given is known, what is found is not: step by step, and the head at the end of all."""
        each = self.decoder.embedding(given)
        states, founds = [], []
        for x in each.unbind(0):
            writing, state, found = self.decoder.step(writing, x)
            states.append(state)
            founds.append(found)
        known = None if founds[0] is None else torch.stack([found for found in founds if found is not None])
        return self.decoder.said(torch.stack(states), known, each)

    def _partly_told(self, writing: Writing, given: Tensor) -> Tensor:
        """At each step each answer is told the truth with the probability ``share``, else what it wrote itself."""
        told = torch.rand(given.shape, device=given.device) < self.share
        symbols = given[0]
        said: list[Tensor] = []
        for at in range(len(given)):
            if at:
                symbols = torch.where(told[at], given[at], said[-1].detach().argmax(-1))
            writing, logits = self.step(writing, symbols)
            said.append(logits)
        return torch.stack(said)


class Bridge(nn.ModuleDict):
    """Where one layer of a decoder of so many units begins, from ``width`` numbers: ``hidden`` and, where there is one,
    ``cell``."""

    def __init__(self, cell: Cell, width: int, units: int) -> None:
        names = [Trace.HIDDEN, Trace.CELL][: 2 if Trace.CELL in cell.traces else 1]
        super().__init__({str(name): nn.Linear(width, units) for name in names})

    def across(self, state: State) -> State:
        """h = tanh(W h + b), within what a hidden state is; c = W c + b."""
        hidden, *cell = (layer(part) for layer, part in zip(self.values(), state, strict=True))
        return hidden.tanh(), *cell


def around(network: W, weights: Mapping[str, Tensor]) -> W:
    """A network that was made without memory, with given weights, which must not change meanwhile; for looking, without
    dropout."""
    network.load_state_dict(dict(weights), assign=True)
    return network.requires_grad_(False).eval()


def set_share(network: WritingNetwork, net: OfWriting, step: int) -> None:
    """How much of the truth is told at a step of training, the first being 1."""
    network.share = net.forcing.share(step, net.teacher_forcing, net.forcing_steps)


def scribe(network: nn.Module, shape: IOShape) -> Scribe:
    """What writes the answers of a network."""
    assert isinstance(network, WritingNetwork)
    return Scribe(network, shape.outputs, shape.written)


def written(network: WritingNetwork, writing: Writing, given: Tensor) -> tuple[Tensor, list[Writing]]:
    """The logits (T, O) after each of ``given`` (T,), and where the decoder stood at each."""
    output, passed = [], []
    for symbol in given:
        writing, logits = network.step(writing, symbol[None])
        output.append(logits[0])
        passed.append(writing)
    return torch.stack(output), passed
