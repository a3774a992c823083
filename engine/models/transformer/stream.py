"""Both ends of the stream: what goes in as vectors of its width, each step with its place, and what is read off it."""

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor
from torch.nn.functional import embedding, linear

from gatescope.engine.config.run import Positions, Transformer
from gatescope.engine.models.categories import category_tables, embed_categories
from gatescope.engine.models.transformer.block import normed

WAVES = 10_000.0  # the longest of them, in steps over 2π


def features(x: Tensor, table: Tensor | None, categories: Sequence[Tensor]) -> Tensor:
    """(…, F+K) floats, or (…) ids of a row of ``table`` (V, C) → (…, F)."""
    if table is not None:
        return embedding(x, table)
    return embed_categories(x, categories) if categories else x


def seen(weights: Mapping[str, Tensor], x: Tensor) -> Tensor:
    """The same, by the names of ``weights``."""
    return features(x, weights.get("embedding.weight"), category_tables(weights))


def entered(weights: Mapping[str, Tensor], x: Tensor) -> Tensor:
    """What was seen (…, F) at the width of the stream (…, C); vectors of symbols have it already."""
    if "input.weight" not in weights:
        return x
    return linear(x, weights["input.weight"], weights["input.bias"])


def places(net: Transformer, weights: Mapping[str, Tensor], count: int, like: Tensor) -> Tensor:
    """What is added to the first ``count`` steps: (count, C), of the dtype and on the device of ``like``."""
    if net.positions is Positions.LEARNT:
        return weights["positions.weight"][:count]
    return sinusoids(count, net.width).to(like)


def sinusoids(steps: int, width: int) -> Tensor:
    """P (T, C): P_{t,2i} = sin(t / 10000^{2i/C}), P_{t,2i+1} the cosine of the same."""
    rates = WAVES ** (-torch.arange(0, width, 2, dtype=torch.float64) / width)
    angles = torch.arange(steps, dtype=torch.float64)[:, None] * rates
    return torch.stack((angles.sin(), angles.cos()), -1).flatten(1)[:, :width].float()


def said(weights: Mapping[str, Tensor], h: Tensor) -> Tensor:
    """The output (…, O) from the stream (…, C) behind the last block."""
    top = normed(h, weights["norm.weight"], weights["norm.bias"])
    return linear(top, weights["head.weight"], weights["head.bias"])
