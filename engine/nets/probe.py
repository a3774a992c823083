"""Reading a network along one probe sequence: every trace of every layer, from a copy of the weights.

Looking changes nothing: no random number is drawn, no gradient kept and no module shared, so a reading may be taken
in any thread while the same network trains in another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count, takewhile

import torch
from torch import Tensor, nn
from torch.nn.functional import embedding, linear, one_hot

from engine.config import NetConfig
from engine.data.windows import IOShape
from engine.nets.cells import CELLS, traces
from engine.nets.family import NAMES, Traces, Weights, layer_weights
from engine.nets.network import embed_categories


@dataclass(frozen=True)
class Reading:
    """``inputs`` (T, F) is exactly what the first layer sees; ``layers`` holds each layer's traces (T, H), from the
    lowest; ``output`` (T, O) is the scaled forecast or the logits. On the device of the weights."""

    inputs: Tensor
    layers: tuple[Traces, ...]
    output: Tensor


@torch.no_grad()
def read(net: NetConfig, shape: IOShape, weights: Mapping[str, Tensor], x: Tensor) -> Reading:
    """Runs the network once from zero state, without dropout, on ``x``: (T, F+K) floats, or (T,) symbol ids.

    ``weights`` are a network's by name and must not change meanwhile: a copy, or a keyframe's.
    """
    head = weights["head.weight"]
    x = inputs = _features(net, shape, weights, x.to(head.device)).to(head.dtype)
    layers = []
    for k in range(net.layers):
        w = layer_weights(weights, k)
        h, _ = _layer(net, w)(x)
        layers.append(traces(net.cell, w, x, h))
        x = h
    return Reading(inputs, tuple(layers), linear(x, head, weights["head.bias"]))


def _features(net: NetConfig, shape: IOShape, weights: Mapping[str, Tensor], x: Tensor) -> Tensor:
    if shape.symbols:
        return embedding(x, weights["embedding.weight"]) if net.embedding else one_hot(x.long(), shape.symbols)
    tables = category_tables(weights)
    return embed_categories(x, tables) if tables else x


def category_tables(weights: Mapping[str, Tensor]) -> list[Tensor]:
    """The vectors of each embedded column, (levels, width), in the order of the columns."""
    names = (f"categories.{k}.weight" for k in count())
    return [weights[name] for name in takewhile(weights.__contains__, names)]


def _layer(net: NetConfig, weights: Weights) -> nn.Module:
    """The layer that training uses, around the given weights. Made on the meta device, where nothing is drawn."""
    layer = CELLS[net.cell].make(weights.w_ih.shape[1], net.hidden, device="meta")
    own = (weight.detach() for weight in weights if weight is not None)  # flattening moves a tensor: not the caller's
    layer.load_state_dict(dict(zip(NAMES, own, strict=False)), assign=True)
    layer.flatten_parameters()  # type: ignore[operator]  # on CUDA into one buffer, as cuDNN wants them; nothing to do on the CPU
    return layer.eval()
