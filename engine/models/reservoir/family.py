"""Echo state networks as the rest of the engine sees them."""

from collections.abc import Mapping

import torch
from torch import Tensor
from torch.nn.functional import linear

from gatescope.engine.config.run import Reservoir, TrainConfig
from gatescope.engine.config.traces import Trace
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.family import Counts, Family, Figures, Matrices, Reading
from gatescope.engine.models.reservoir.network import build, features, input_width, shapes, states
from gatescope.engine.models.reservoir.ridge import VALUES_MOST, solve
from gatescope.engine.models.reservoir.walker import ReservoirWalker

BYTES, WIDE = 4, 8  # of a float32 and a float64


def counts(net: Reservoir, shape: IOShape, train: TrainConfig, steps: int) -> Counts:
    """The states of a piece of the data, and the sums over them with what solving takes; the weights and a keyframe."""
    width = input_width(shape)
    seen = net.hidden + width + 1
    piece = max(VALUES_MOST, seen * train.batch)
    fixed = net.hidden * (net.hidden + width + 1)
    learnt = seen * shape.outputs
    held = (BYTES + WIDE) * min(piece, seen * train.batch * max(steps, 1))
    drawing = 4 * WIDE * net.hidden**2  # complex eigenvalues of U
    solving = WIDE * (3 * seen**2 + 2 * seen * shape.outputs) + (BYTES + WIDE) * piece
    return Counts(learnt, held, 2 * BYTES * (fixed + learnt) + max(drawing, solving))


@torch.no_grad()
def read(net: Reservoir, shape: IOShape, weights: Mapping[str, Tensor], x: Tensor) -> Reading:
    """See ``engine.models.family``."""
    head = weights["head.weight"]
    x = features(shape, x.to(head.device)).to(head.dtype)
    h = states(weights["weight_ih"], weights["weight_hh"], weights["bias"], net.leak, x)
    output = linear(torch.cat((h, x), -1), head, weights["head.bias"])
    return Reading(x, ({Trace.HIDDEN: h},), output, shape.once)


def _squashed(_net: Reservoir) -> Trace | None:
    return Trace.HIDDEN


def _rectified(_net: Reservoir) -> bool:
    return False


def _matrices(_net: Reservoir, weights: Mapping[str, Tensor], _part: int) -> Matrices:
    return {Trace.HIDDEN: (weights["weight_hh"], weights["weight_ih"])}


RESERVOIR = Family[Reservoir](
    build=build,
    shapes=shapes,
    counts=counts,
    read=read,
    figures=Figures(_squashed, _rectified),
    matrices=_matrices,
    solve=solve,
    walk=ReservoirWalker,
)
