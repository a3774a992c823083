"""Feed-forward networks as the rest of the engine sees them."""

from collections.abc import Mapping
from math import prod

import torch
from torch import Tensor

from gatescope.engine.config.run import Activation, FeedForward, Optimiser, TrainConfig
from gatescope.engine.config.traces import Trace
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.family import Counts, Family, Figures, Reading
from gatescope.engine.models.perceptron.network import build, input_width, shapes, through

BYTES = 4  # of a float32
SLOTS = {Optimiser.SGD: 0, Optimiser.RMSPROP: 1, Optimiser.ADAM: 2, Optimiser.ADAMW: 2}  # values kept per parameter


def counts(net: FeedForward, shape: IOShape, train: TrainConfig, steps: int) -> Counts:
    """Of every row what went in, the units of each layer, the output and its target."""
    parameters = sum(map(prod, shapes(net, shape).values()))
    held = BYTES * steps * train.batch * (input_width(shape) + net.layers * net.hidden + 2 * shape.outputs)
    return Counts(parameters, held, BYTES * parameters * (2 + SLOTS[train.optimiser]) * 2 + held)


@torch.no_grad()
def read(net: FeedForward, shape: IOShape, weights: Mapping[str, Tensor], x: Tensor) -> Reading:
    """See ``engine.models.family``."""
    seen, units, output = through(net, weights, x.to(weights["head.weight"].device))
    return Reading(seen, tuple({Trace.HIDDEN: h} for h in units), output, shape.once)


def _squashed(net: FeedForward) -> Trace | None:
    return Trace.HIDDEN if net.activation is Activation.TANH else None


def _rectified(net: FeedForward) -> bool:
    return net.activation is Activation.RELU


FEED_FORWARD = Family[FeedForward](
    build=build,
    shapes=shapes,
    counts=counts,
    read=read,
    figures=Figures(_squashed, _rectified),
)
