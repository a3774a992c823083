"""The network that is trained to write from a row of numbers: a decoder alone, and the linear map that leads to where
it begins.

Parameter names: ``bridge.0.hidden.weight``, ``decoder.layers.0.weight_ih_l0``, ``decoder.head.weight`` …
"""

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from gatescope.engine.config.run import Decoder
from gatescope.engine.data.preparing.prepare import IOShape, Pair
from gatescope.engine.models.encoder_decoder.decoder import Writing, WritingHalf
from gatescope.engine.models.encoder_decoder.reading import traces_of
from gatescope.engine.models.encoder_decoder.writing import Bridge, WritingNetwork, around, written
from gatescope.engine.models.family import Reading


class Unfolded(WritingNetwork):
    """Sources are (1, B, F) numbers. The bridges are one linear map to all that all layers begin with."""

    def __init__(self, net: Decoder, shape: IOShape) -> None:
        super().__init__(net)
        self.bridge = nn.ModuleList(Bridge(net.cell, shape.inputs, net.hidden) for _ in range(net.layers))
        self.decoder = WritingHalf(net, shape.outputs)

    def begin(self, source: Tensor, lengths: Tensor | None) -> Writing:
        numbers = source[0]
        bridges = (bridge for bridge in self.bridge if isinstance(bridge, Bridge))
        return self.decoder.begin([bridge.across((numbers,) * len(bridge)) for bridge in bridges], source, lengths)


def build(net: Decoder, shape: IOShape) -> Unfolded:
    """A freshly initialised network on the CPU. Draws from torch's global generator."""
    return Unfolded(net, shape)


def restored(net: Decoder, shape: IOShape, weights: Mapping[str, Tensor]) -> Unfolded:
    """The network around given weights, see ``around``. Nothing random is drawn, and no module shared."""
    with torch.device("meta"):
        network = Unfolded(net, shape)
    return around(network, weights)


@torch.no_grad()
def read(net: Decoder, shape: IOShape, weights: Mapping[str, Tensor], x: Pair) -> Reading:
    """Every trace along one answer: ``x`` is of numbers (1, F) and of ids (T,). Looking changes nothing."""
    device = weights["decoder.head.weight"].device
    network = restored(net, shape, weights)
    source = torch.as_tensor(x.source, device=device).float()
    given = torch.as_tensor(x.fed, device=device).long()
    output, passed = written(network, network.begin(source[:, None], None), given)
    return Reading(inputs=source, layers=traces_of(passed), output=output)
