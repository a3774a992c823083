"""Reading a network along one probe sequence: every trace of every layer, from a copy of the weights.

Looking changes nothing: no random number is drawn, no gradient kept and no module shared, so a reading may be taken
in any thread while the same network trains in another.
"""

from collections.abc import Mapping, MutableMapping

import torch
from torch import Tensor, nn
from torch.nn.functional import linear
from torch.utils.weak import WeakTensorKeyDictionary

from gatescope.engine.config.run import Recurrent
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.categories import category_tables
from gatescope.engine.models.cells.cell_family import NAMES, Weights, layer_weights
from gatescope.engine.models.cells.table import CELLS, traces
from gatescope.engine.models.family import Reading, Traces
from gatescope.engine.models.recurrent.directions import turned
from gatescope.engine.models.recurrent.features import features
from gatescope.engine.models.recurrent.topology import topology


@torch.no_grad()
def read(net: Recurrent, shape: IOShape, weights: Mapping[str, Tensor], x: Tensor) -> Reading:
    """Runs the network once from zero state, without dropout, on ``x``: (T, F+K) floats, or (T,) symbol ids.

    ``weights`` are a network's by name and must not change meanwhile: a copy, or a keyframe's.
    """
    head = weights["head.weight"]
    table = weights["embedding.weight"] if shape.symbols and net.embedding else None
    # to the weights, not the weights to x: they may be many megabytes
    x = features(x.to(head.device), table, category_tables(weights), shape.symbols).to(head.dtype)
    layers: list[Traces] = []

    def run(strand: int, own: Tensor) -> Tensor:
        w, backwards = layer_weights(weights, strand), net.strand(strand).backwards
        h, _ = _layer(net, w)(own)
        layers.append({trace: turned(values, backwards) for trace, values in traces(net.cell, w, own, h).items()})
        return h  # type: ignore[no-any-return]

    seen = topology(net, shape.once).up(x, run, turned)
    return Reading(x, tuple(layers), linear(seen, head, weights["head.bias"]), shape.once)


# Layers around weights that are looked at again and again: a copy of a network that trains is written over in place.
# Making one takes a quarter of a small network's frame.
_MADE: MutableMapping[Tensor, tuple[tuple[object, ...], nn.Module]] = WeakTensorKeyDictionary()


def _layer(net: Recurrent, weights: Weights) -> nn.Module:
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


def _make_layer(net: Recurrent, weights: Weights) -> nn.Module:
    """Made on the meta device, where nothing is drawn."""
    layer = CELLS[net.cell].make(weights.w_ih.shape[1], net.hidden, device="meta")
    own = (weight.detach() for weight in weights if weight is not None)  # flattening moves a tensor: not the caller's
    layer.load_state_dict(dict(zip(NAMES, own, strict=False)), assign=True)
    layer.flatten_parameters()  # type: ignore[operator]  # on CUDA into one buffer, as cuDNN wants them; nothing to do on the CPU
    return layer.eval()
