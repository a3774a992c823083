"""The network that is trained: an embedding, blocks of fused attention and a feed-forward part, and a linear head.

Parameter names are torch's own: ``layers.0.self_attn.in_proj_weight``, ``layers.0.linear1.weight``, ``norm.weight``,
``head.weight``, ``embedding.weight``, ``categories.0.weight``; ``positions.weight`` where places are learnt, and
``input.weight`` where numbers go in.
"""

from math import sqrt

import torch
from torch import Tensor, nn
from torch.nn.functional import dropout

from gatescope.engine.config.run import Positions, Transformer
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.categories import category_width
from gatescope.engine.models.transformer import block, stream
from gatescope.engine.models.transformer.counts import check

SPREAD = 0.02  # of weights at first (Radford et al. 2019)


class CausalTransformer(nn.Module):
    """(T, B, F+K) floats or (T, B) symbol ids → (T, B, O): the forecast, or the logits of symbols or classes. Each
    step sees itself and those before it: what is padded behind a sequence changes nothing of it."""

    places: Tensor | None

    def __init__(self, net: Transformer, shape: IOShape) -> None:
        check(net)
        super().__init__()
        self.heads, self.dropout = net.heads, net.dropout
        text, learnt = shape.symbols > 0, net.positions is Positions.LEARNT
        self.embedding = nn.Embedding(shape.symbols, net.width) if text else None
        self.categories = nn.ModuleList(nn.Embedding(levels, category_width(levels)) for levels in shape.categories)
        width = shape.inputs + sum(map(category_width, shape.categories))
        self.input = None if text else nn.Linear(width, net.width)
        self.positions = nn.Embedding(shape.steps, net.width) if learnt else None
        fixed = None if learnt else stream.sinusoids(shape.steps, net.width)
        self.register_buffer("places", fixed, persistent=False)
        self.layers = nn.ModuleList(TransformerBlock(net.width, net.inner) for _ in range(net.layers))
        self.norm = nn.LayerNorm(net.width)
        self.head = nn.Linear(net.width, shape.outputs)

    def forward(self, x: Tensor, _kept: list[Tensor] | None = None, _lengths: Tensor | None = None) -> Tensor:
        h = self._entered(x.transpose(0, 1))  # (B, T, C)
        h = self._drop(h + self._places(h.shape[1]))
        for layer in self.layers:
            assert isinstance(layer, TransformerBlock)
            h = block.block(layer.weights(), h, self.heads, self._attend, self._drop)
        output: Tensor = self.head(self.norm(h))
        return output.transpose(0, 1)

    def _entered(self, x: Tensor) -> Tensor:
        table = None if self.embedding is None else self.embedding.weight
        x = stream.features(x, table, list(self.categories.parameters()) if self.categories else ())
        return x if self.input is None else self.input(x)

    def _places(self, steps: int) -> Tensor:
        known = self.places if self.positions is None else self.positions.weight
        assert known is not None
        return known[:steps]

    def _attend(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        return block.fused(q, k, v, self.dropout if self.training else 0.0)

    def _drop(self, x: Tensor) -> Tensor:
        return dropout(x, self.dropout, self.training) if self.dropout else x


class Attention(nn.Module):
    """The parameters of ``nn.MultiheadAttention``."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.in_proj_weight = nn.Parameter(torch.empty(3 * width, width))
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * width))
        self.out_proj = nn.Linear(width, width)


class TransformerBlock(nn.Module):
    """The parameters of ``nn.TransformerEncoderLayer``."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.self_attn = Attention(width)
        self.linear1, self.linear2 = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)

    def weights(self) -> block.BlockWeights:
        own = self.self_attn
        return block.BlockWeights(
            *(own.in_proj_weight, own.in_proj_bias, own.out_proj.weight, own.out_proj.bias),
            *(self.linear1.weight, self.linear1.bias, self.linear2.weight, self.linear2.bias),
            *(self.norm1.weight, self.norm1.bias, self.norm2.weight, self.norm2.bias),
        )


def build(net: Transformer, shape: IOShape) -> CausalTransformer:
    """A freshly initialised network on the CPU. Draws from torch's global generator. Raises ``ConfigError``."""
    network = CausalTransformer(net, shape)
    _initialise(network, net)
    return network


@torch.no_grad()
def _initialise(network: CausalTransformer, net: Transformer) -> None:
    """As GPT-2: normal, biases 0; what adds to the stream is drawn the smaller the more there is of it."""
    # sines are of size 1: beside smaller vectors nothing but the place of a step would be seen
    entering = SPREAD if net.positions is Positions.LEARNT else 1.0
    for name, weight in network.named_parameters():
        if name.startswith(("norm.", "categories.")) or ".norm" in name:
            continue
        if name.endswith("bias"):
            weight.zero_()
        elif name in ("embedding.weight", "input.weight"):
            weight.normal_(0.0, entering)
        elif name.endswith(("out_proj.weight", "linear2.weight")):
            weight.normal_(0.0, SPREAD / sqrt(2 * net.layers))
        else:
            weight.normal_(0.0, SPREAD)
