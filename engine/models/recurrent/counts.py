"""What a recurrent network takes, told without making it."""

from math import prod

from gatescope.engine.config.run import Optimiser, Recurrent, TrainConfig
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.family import Counts
from gatescope.engine.models.recurrent.cells import CELLS
from gatescope.engine.models.recurrent.features import first_width
from gatescope.engine.models.recurrent.shapes import shapes
from gatescope.engine.models.recurrent.topology import topology

BYTES = 4  # of a float32
SLOTS = {Optimiser.SGD: 0, Optimiser.RMSPROP: 1, Optimiser.ADAM: 2, Optimiser.ADAMW: 2}  # values kept per parameter


def counts(net: Recurrent, shape: IOShape, train: TrainConfig, steps: int) -> Counts:
    """See ``engine.models.family``."""
    held = activation_bytes(net, shape, train.batch, steps)
    return Counts(count_parameters(net, shape), held, estimate_bytes(net, shape, train, steps))


def count_parameters(net: Recurrent, shape: IOShape) -> int:
    """How many numbers are learnt."""
    return sum(map(prod, shapes(net, shape).values()))


def estimate_bytes(net: Recurrent, shape: IOShape, train: TrainConfig, longest: int = 0) -> int:
    """What training takes at its peak, roughly and rather too little than too much. ``longest`` is the longest span, by
    default a window.

    Weights, gradient and the optimiser's state, once more for a keyframe; what backward needs again; the gradient of
    the logits.
    """
    kept = count_parameters(net, shape) * (2 + SLOTS[train.optimiser]) * 2
    steps = longest or train.window
    return BYTES * (kept + steps * train.batch * shape.outputs) + activation_bytes(net, shape, train.batch, steps)


def activation_bytes(net: Recurrent, shape: IOShape, batch: int, steps: int) -> int:
    """What backpropagation through ``steps`` steps of ``batch`` sequences holds from forward to backward: it grows with
    both. Of every step what went in, what each strand keeps of its units (with dropout between layers their output
    again, and a mask of bytes), what it sees turned round where it reads backwards, the output, and its target: of a
    text the log-probabilities, and ids of 8 bytes twice."""
    cell, first = CELLS[net.cell], first_width(net, shape)
    held: float = first + shape.outputs + (4 if shape.symbols else shape.outputs)
    for strand, width in enumerate(topology(net).each(first, net.hidden)):
        held += cell.kept * net.hidden + cell.kept_wide * max(0, width - net.hidden)
        held += width if net.strand(strand).backwards else 0
    if net.dropout:
        held += 1.25 * (net.layers - 1) * net.width
    return round(BYTES * steps * batch * held)
