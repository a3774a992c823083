"""Feed-forward networks as the rest of the engine sees them."""

from collections.abc import Mapping
from math import prod

import torch
from torch import Tensor

from gatescope.engine.config.run import Activation, FeedForward, TrainConfig
from gatescope.engine.config.traces import Trace
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.family import Counts, Family, Figures, Reading
from gatescope.engine.models.memory import BYTES, kept_values
from gatescope.engine.models.perceptron.network import build, input_width, shapes, through


def counts(net: FeedForward, shape: IOShape, train: TrainConfig, steps: int) -> Counts:
    """Of every row what went in, the units of each layer, the output and its target."""
    parameters = sum(map(prod, shapes(net, shape).values()))
    held = BYTES * steps * train.batch * (input_width(shape) + net.layers * net.hidden + 2 * shape.outputs)
    return Counts(parameters, held, BYTES * kept_values(parameters, train.optimiser) + held)


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
