"""The network that is trained: an encoder, a bridge where the halves are of different sizes, a decoder.

Parameter names: ``encoder.layers.0.weight_ih_l0``, ``bridge.0.hidden.weight``, ``decoder.attention.keys.weight``,
``decoder.head.weight`` …
"""

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from gatescope.engine.config.encoder_decoder import AttentionKind
from gatescope.engine.config.run import EncoderDecoder
from gatescope.engine.config.traces import Trace
from gatescope.engine.data.preparing.prepare import IOShape, Pair
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.encoder_decoder.decoder import Writing, WritingHalf
from gatescope.engine.models.encoder_decoder.encoder import ReadingHalf
from gatescope.engine.models.family import State


class Halves(nn.Module):
    """A ``Pair`` of tensors → the logits (T, B, O) of what is written. ``share`` is that of the steps at which the
    decoder is told the truth while it trains; judged it is always told."""

    def __init__(self, net: EncoderDecoder, shape: IOShape) -> None:
        super().__init__()
        self.net, self.share = net, net.teacher_forcing
        self.encoder = ReadingHalf(net, shape.symbols)
        self.bridge = nn.ModuleList(_bridge(net) for _ in range(net.layers if net.bridged else 0))
        self.decoder = WritingHalf(net, shape.outputs)

    def forward(self, x: Pair, _kept: list[Tensor] | None = None, _lengths: Tensor | None = None) -> Tensor:
        writing = self.begin(x.source, x.lengths)
        if self.training and self.share < 1:
            return self._partly_told(writing, x.fed)
        if self.net.attention.seen_by_cell:
            return self._walked(writing, x.fed)
        return self.decoder.told(writing, x.fed)

    def begin(self, source: Tensor, lengths: Tensor | None) -> Writing:
        """What was read of ``source`` (S, B) is handed over: where the answers begin. ``lengths`` (B,) are on the host,
        None: all are S long."""
        read = self.encoder(source, lengths)
        return self.decoder.begin(self.handed(read.last), read.states, lengths)

    def handed(self, last: list[State]) -> list[State]:
        """What each layer of the decoder begins with, from what each of the encoder ends with."""
        if not self.bridge:
            return last
        return [_crossed(bridge, state) for bridge, state in zip(self.bridge, last, strict=True)]

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


def _bridge(net: EncoderDecoder) -> nn.ModuleDict:
    names = [Trace.HIDDEN, Trace.CELL][: 2 if Trace.CELL in net.cell.traces else 1]
    return nn.ModuleDict({str(name): nn.Linear(net.read_width, net.written_units) for name in names})


def _crossed(bridge: nn.Module, state: State) -> State:
    """h = tanh(W h + b), within what a hidden state is; c = W c + b."""
    assert isinstance(bridge, nn.ModuleDict)
    hidden, *cell = (layer(part) for layer, part in zip(bridge.values(), state, strict=True))
    return hidden.tanh(), *cell


def build(net: EncoderDecoder, shape: IOShape) -> Halves:
    """A freshly initialised network on the CPU. Draws from torch's global generator."""
    check(net)
    return Halves(net, shape)


def check(net: EncoderDecoder) -> None:
    """Raises ``ConfigError`` (CONFIG_VALUE) for an attention that compares vectors of two lengths."""
    if net.attention is AttentionKind.DOT and net.bridged:
        choices = "general or additive, unless both halves are as wide"
        raise ConfigError(Fault.CONFIG_VALUE, name="attention", value=str(net.attention), choices=choices)


def restored(net: EncoderDecoder, shape: IOShape, weights: Mapping[str, Tensor]) -> Halves:
    """The network around given weights, which must not change meanwhile; for looking, without dropout. Nothing random
    is drawn, and no module shared."""
    with torch.device("meta"):
        network = Halves(net, shape)
    network.load_state_dict(dict(weights), assign=True)
    return network.requires_grad_(False).eval()


def set_share(network: Halves, net: EncoderDecoder, step: int) -> None:
    """How much of the truth is told at a step of training, the first being 1."""
    network.share = net.forcing.share(step, net.teacher_forcing, net.forcing_steps)
