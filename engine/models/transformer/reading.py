"""Reading a Transformer along one probe sequence: the stream behind each block, the units inside it, and what each
head looks at. Pure: nothing is drawn at random, no gradient kept, no module made."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import linear

from gatescope.engine.config.run import Transformer
from gatescope.engine.config.traces import Trace
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.family import Reading, Traces
from gatescope.engine.models.transformer import block, stream


class Looks(NamedTuple):
    """Queries and keys (heads, T, d) of a block."""

    q: Tensor
    k: Tensor

    def map(self, head: int) -> Tensor:
        """α (T, T): row t is what step t looks at, and sums to 1."""
        scores = self.q[head] @ self.k[head].t() / self.q.shape[-1] ** 0.5
        later = torch.ones_like(scores, dtype=torch.bool).triu(1)
        alpha: Tensor = scores.masked_fill(later, -torch.inf).softmax(-1)
        return alpha


class Maps(Mapping[str, Traces]):
    """What each head looks at, by its address; computed when it is asked for, as it grows with the square of T."""

    def __init__(self, looks: Mapping[str, Looks], heads: int) -> None:
        self._looks = {f"{part}.head{head}": (one, head) for part, one in looks.items() for head in range(heads)}

    def __getitem__(self, address: str) -> Traces:
        look, head = self._looks[address]
        return {Trace.ATTENTION: look.map(head)}

    def __iter__(self) -> Iterator[str]:
        return iter(self._looks)

    def __len__(self) -> int:
        return len(self._looks)


@torch.no_grad()
def read(net: Transformer, shape: IOShape, weights: Mapping[str, Tensor], x: Tensor) -> Reading:
    """See ``engine.models.family``. Raises ``ConfigError`` (BEYOND_CONTEXT) for a sequence that is longer than what the
    network sees at once."""
    if len(x) > shape.steps > 0:
        raise ConfigError(Fault.BEYOND_CONTEXT, steps=len(x), context=shape.steps)
    # to the weights, not the weights to x: they may be many megabytes
    x = stream.seen(weights, x.to(weights["head.weight"].device))
    h = stream.entered(weights, x)
    h = h + stream.places(net, weights, len(h), h)
    layers, looks = [], {}
    for layer, part in enumerate(net.parts):
        w = block.block_weights(weights, layer)
        q, k, v = block.queries_keys_values(w, h, net.heads)
        looks[part] = Looks(q, k)
        u = h + linear(block.fused(q, k, v).transpose(-3, -2).flatten(-2), w.out_weight, w.out_bias)
        inside = block.units(w, u)
        h = u + linear(inside, w.weight2, w.bias2)
        layers.append({Trace.RESIDUAL: h, Trace.FEED_FORWARD: inside})
    return Reading(x, tuple(layers), stream.said(weights, h), shape.once, Maps(looks, net.heads))
