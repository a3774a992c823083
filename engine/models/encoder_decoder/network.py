"""The network that is trained on pairs: an encoder, a bridge where the halves are of different sizes, a decoder.

Parameter names: ``encoder.layers.0.weight_ih_l0``, ``bridge.0.hidden.weight``, ``decoder.attention.keys.weight``,
``decoder.head.weight`` …
"""

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from gatescope.engine.config.encoder_decoder import AttentionKind
from gatescope.engine.config.run import EncoderDecoder
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.encoder_decoder.decoder import Writing, WritingHalf
from gatescope.engine.models.encoder_decoder.encoder import ReadingHalf
from gatescope.engine.models.encoder_decoder.writing import Bridge, WritingNetwork, around
from gatescope.engine.models.family import State


class Halves(WritingNetwork):
    """Sources are (S, B) ids."""

    def __init__(self, net: EncoderDecoder, shape: IOShape) -> None:
        super().__init__(net)
        self.encoder = ReadingHalf(net, shape.symbols)
        crossed = range(net.layers if net.bridged else 0)
        self.bridge = nn.ModuleList(Bridge(net.cell, net.read_width, net.written_units) for _ in crossed)
        self.decoder = WritingHalf(net, shape.outputs)

    def begin(self, source: Tensor, lengths: Tensor | None) -> Writing:
        """What was read of ``source`` (S, B) is handed over: where the answers begin."""
        read = self.encoder(source, lengths)
        return self.decoder.begin(self.handed(read.last), read.states, lengths)

    def handed(self, last: list[State]) -> list[State]:
        """What each layer of the decoder begins with, from what each of the encoder ends with."""
        if not self.bridge:
            return last
        bridges = (bridge for bridge in self.bridge if isinstance(bridge, Bridge))
        return [bridge.across(state) for bridge, state in zip(bridges, last, strict=True)]


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
    """The network around given weights, see ``around``. Nothing random is drawn, and no module shared."""
    with torch.device("meta"):
        network = Halves(net, shape)
    return around(network, weights)
