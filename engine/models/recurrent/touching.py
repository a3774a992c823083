"""A recurrent network with parts of it altered: the cells walk through time one step after the other.

It starts from a plain ``Reading`` and touches nothing: the weights, the reading and training stay as they are, so that
letting go gives back exactly what was there before.
"""

from collections.abc import Mapping, Sequence
from functools import partial

import torch
from torch import Tensor
from torch.nn.functional import linear

from gatescope.engine.config.run import Recurrent
from gatescope.engine.config.traces import Trace
from gatescope.engine.models.altering import Changes, touch
from gatescope.engine.models.family import Reading, Traces
from gatescope.engine.models.recurrent.cell_family import Touch, layer_weights
from gatescope.engine.models.recurrent.cells import CELLS
from gatescope.engine.models.recurrent.directions import turned
from gatescope.engine.models.recurrent.looped import walk
from gatescope.engine.models.recurrent.topology import topology


@torch.no_grad()
def altered(net: Recurrent, weights: Mapping[str, Tensor], reading: Reading, changes: Sequence[Changes]) -> Reading:
    """``reading`` as it would be under ``changes``, one set for each strand, at least one of them not empty. What they
    do not reach is taken over: the layers below, and in the lowest altered one the strand beside it."""
    lowest = min(net.strand(strand).layer for strand, each in enumerate(changes) if each)
    layers: list[Traces] = []

    def run(strand: int, own: Tensor) -> Tensor:
        layer, backwards = net.strand(strand)
        # below and beside nothing is another: taken over, not computed again
        if layer < lowest or (layer == lowest and not changes[strand]):
            layers.append(reading.layers[strand])
        else:
            found = _walked(net, weights, strand, own, changes[strand])
            layers.append({trace: turned(values, backwards) for trace, values in found.items()})
        return turned(layers[-1][Trace.HIDDEN], backwards)

    seen = topology(net, reading.once).up(reading.inputs, run, turned)
    output = linear(seen, weights["head.weight"], weights["head.bias"])
    return Reading(reading.inputs, tuple(layers), output, reading.once)


def _walked(net: Recurrent, weights: Mapping[str, Tensor], strand: int, own: Tensor, changes: Changes) -> Traces:
    """One strand along ``own`` (T, F), as it reads it, altered at the steps of the data that are meant."""
    backwards, last = net.strand(strand).backwards, len(own) - 1

    def touch_at(step: int) -> Touch:
        # alterations are meant by the steps of the data, and one that reads from the end comes to the last first
        return partial(touch, changes, last - step if backwards else step)

    return walk(CELLS[net.cell].step, layer_weights(weights, strand), own, touch_at)
