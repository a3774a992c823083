"""The gradient through time of a Transformer, by autograd: there is no state that leads from step to step, every step
is reached through the attention of each block. In float64 throughout, see ``engine.probing.gradient_flow``."""

from collections.abc import Mapping
from itertools import pairwise

import torch
from torch import Tensor

from gatescope.engine.config.run import Transformer
from gatescope.engine.models.categories import category_tables
from gatescope.engine.models.family import GradientFlow, LayerGradient, Reading
from gatescope.engine.models.transformer import block, stream


def reverse(net: Transformer, weights: Mapping[str, Tensor], reading: Reading, source: Tensor) -> GradientFlow:
    """See ``engine.models.family``. Steps after the source's last row are seen by none before them, and left out."""
    steps, own = len(source), {name: weight.detach().double() for name, weight in weights.items()}
    with torch.enable_grad():
        x = reading.inputs[:steps].detach().double().requires_grad_()
        h = stream.entered(own, x)
        h = h + stream.places(net, own, steps, h)
        streams = [h]
        for layer in range(net.layers):
            h = block.block(block.block_weights(own, layer), h, net.heads, block.fused)
            streams.append(h)  # each stands in the graph, so that its gradient is over every path that leaves it
        found = torch.autograd.grad(stream.said(own, h), [x, *streams], source)
    inputs, *behind = (_padded(one, len(reading.inputs)) for one in found)
    layers = tuple(LayerGradient(after, None, before) for before, after in pairwise(behind))
    return GradientFlow(layers, inputs, tuple(table.shape[1] for table in category_tables(weights)))


def _padded(values: Tensor, steps: int) -> Tensor:
    return torch.cat((values, values.new_zeros(steps - len(values), values.shape[1])))
