"""Reading a network along one probe sequence: every trace of every layer, from a copy of the weights.

Looking changes nothing: no random number is drawn, no gradient kept and no module shared, so a reading may be taken
in any thread while the same network trains in another.
"""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from itertools import count, takewhile

import torch
from torch import Tensor, nn
from torch.nn.functional import embedding, linear, one_hot
from torch.utils.weak import WeakTensorKeyDictionary

from gatescope.engine.config.run import NetConfig
from gatescope.engine.config.traces import Trace
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.directions import before_head, side_by_side, turned
from gatescope.engine.models.network import embed_categories
from gatescope.engine.models.recurrent.families import CELLS, traces
from gatescope.engine.models.recurrent.family import NAMES, Traces, Weights, layer_weights


@dataclass(frozen=True)
class Reading:
    """``inputs`` (T, F) is exactly what the first layer sees; ``layers`` holds each strand's traces (T, H), from the
    lowest, all in the data's order: the state that one that reads backwards had before step t stands in row t + 1.
    ``output`` (T, O) is the scaled forecast or the logits; ``once`` as in ``IOShape``. On the device of the weights."""

    inputs: Tensor
    layers: tuple[Traces, ...]
    output: Tensor
    once: bool = False


@torch.no_grad()
def read(net: NetConfig, shape: IOShape, weights: Mapping[str, Tensor], x: Tensor) -> Reading:
    """Runs the network once from zero state, without dropout, on ``x``: (T, F+K) floats, or (T,) symbol ids.

    ``weights`` are a network's by name and must not change meanwhile: a copy, or a keyframe's.
    """
    head = weights["head.weight"]
    x = inputs = _features(net, shape, weights, x.to(head.device)).to(head.dtype)
    layers: list[Traces] = []
    hidden = [x]
    for layer in range(net.layers):
        x = side_by_side(hidden)
        layers += (_along(net, weights, strand, x) for strand in net.strands_of(layer))
        hidden = topmost(net, layers)
    output = linear(before_head(hidden, shape.once), head, weights["head.bias"])
    return Reading(inputs, tuple(layers), output, shape.once)


def topmost(net: NetConfig, layers: Sequence[Traces]) -> list[Tensor]:
    """The states (T, H) of the strands of the highest of ``layers``."""
    return [traces[Trace.HIDDEN] for traces in layers[-net.directions :]]


def _along(net: NetConfig, weights: Mapping[str, Tensor], strand: int, x: Tensor) -> Traces:
    """The traces of one strand along ``x`` (T, F), as it reads it."""
    w, backwards = layer_weights(weights, strand), net.strand(strand).backwards
    own = turned(x, backwards)
    h, _ = _layer(net, w)(own)
    return {trace: turned(values, backwards) for trace, values in traces(net.cell, w, own, h).items()}


def _features(net: NetConfig, shape: IOShape, weights: Mapping[str, Tensor], x: Tensor) -> Tensor:
    if shape.symbols:
        return embedding(x, weights["embedding.weight"]) if net.embedding else one_hot(x.long(), shape.symbols)
    tables = category_tables(weights)
    return embed_categories(x, tables) if tables else x


def category_tables(weights: Mapping[str, Tensor]) -> list[Tensor]:
    """The vectors of each embedded column, (levels, width), in the order of the columns."""
    names = (f"categories.{k}.weight" for k in count())
    return [weights[name] for name in takewhile(weights.__contains__, names)]


# Layers around weights that are looked at again and again: a copy of a network that trains is written over in place.
# Making one takes a quarter of a small network's frame.
_MADE: MutableMapping[Tensor, tuple[tuple[object, ...], nn.Module]] = WeakTensorKeyDictionary()


def _layer(net: NetConfig, weights: Weights) -> nn.Module:
    """The layer that training uses, around the given weights; the same one for the same weights on the CPU. Elsewhere
    it has a copy of them, which is as they were when it was made."""
    same = (net.cell, *(weight.data_ptr() for weight in weights if weight is not None))
    made = _MADE.get(weights.w_ih)
    if made is not None and made[0] == same:
        return made[1]
    layer = _make_layer(net, weights)
    if weights.w_ih.device.type == "cpu":
        _MADE[weights.w_ih] = same, layer
    return layer


def _make_layer(net: NetConfig, weights: Weights) -> nn.Module:
    """Made on the meta device, where nothing is drawn."""
    layer = CELLS[net.cell].make(weights.w_ih.shape[1], net.hidden, device="meta")
    own = (weight.detach() for weight in weights if weight is not None)  # flattening moves a tensor: not the caller's
    layer.load_state_dict(dict(zip(NAMES, own, strict=False)), assign=True)
    layer.flatten_parameters()  # type: ignore[operator]  # on CUDA into one buffer, as cuDNN wants them; nothing to do on the CPU
    return layer.eval()
