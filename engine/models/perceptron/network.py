"""The feed-forward network: h = φ(W h′ + b) of each layer, h′ being the row itself below the first, ŷ = V h + d.

Each row goes through by itself: what stands beside it in a batch or a probe changes nothing of it.
"""

from collections.abc import Callable, Mapping

import torch
from torch import Tensor, nn
from torch.nn.functional import linear

from gatescope.engine.config.run import Activation, FeedForward
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.categories import category_tables, category_width, embed_categories
from gatescope.engine.models.family import Shapes

ACTIVATIONS: Mapping[Activation, Callable[[Tensor], Tensor]] = {
    Activation.TANH: torch.tanh,
    Activation.RELU: torch.relu,
}


class Perceptron(nn.Module):
    """(T, B, F+K) floats → (T, B, O): the numbers that are predicted, or the logits of classes."""

    def __init__(self, net: FeedForward, shape: IOShape) -> None:
        super().__init__()
        self.activation = ACTIVATIONS[net.activation]
        self.categories = nn.ModuleList(nn.Embedding(levels, category_width(levels)) for levels in shape.categories)
        widths = [input_width(shape), *(net.hidden,) * net.layers]
        self.layers = nn.ModuleList(map(nn.Linear, widths[:-1], widths[1:]))
        self.head = nn.Linear(net.hidden, shape.outputs)

    def forward(self, x: Tensor, kept: list[Tensor] | None = None, _lengths: Tensor | None = None) -> Tensor:
        h = embed_categories(x, list(self.categories.parameters())) if self.categories else x
        for layer in self.layers:
            h = self.activation(layer(h))
            if kept is not None:
                kept.append(h)
        return self.head(h)  # type: ignore[no-any-return]


def through(net: FeedForward, weights: Mapping[str, Tensor], x: Tensor) -> tuple[Tensor, list[Tensor], Tensor]:
    """What the first layer sees of rows (T, F+K), the units (T, H) of every layer, and the output (T, O)."""
    tables = category_tables(weights)
    seen = embed_categories(x, tables) if tables else x
    found, h = [], seen
    for layer in range(net.layers):
        h = ACTIVATIONS[net.activation](linear(h, weights[f"layers.{layer}.weight"], weights[f"layers.{layer}.bias"]))
        found.append(h)
    return seen, found, linear(h, weights["head.weight"], weights["head.bias"])


def input_width(shape: IOShape) -> int:
    """F, what the first layer sees of a row."""
    return shape.inputs + sum(map(category_width, shape.categories))


def shapes(net: FeedForward, shape: IOShape) -> Shapes:
    """Its weights by name, as torch calls them."""
    width, found = input_width(shape), Shapes()
    for column, levels in enumerate(shape.categories):
        found[f"categories.{column}.weight"] = (levels, category_width(levels))
    for layer in range(net.layers):
        found |= {f"layers.{layer}.weight": (net.hidden, width), f"layers.{layer}.bias": (net.hidden,)}
        width = net.hidden
    return found | {"head.weight": (shape.outputs, net.hidden), "head.bias": (shape.outputs,)}


def build(net: FeedForward, shape: IOShape) -> Perceptron:
    """A freshly initialised network on the CPU, as torch draws its layers, from the global generator."""
    return Perceptron(net, shape)
