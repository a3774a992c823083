"""What a recurrent network holds and takes, told without making it: its weights by name and shape, the states between
its windows, parameters and memory."""

from math import prod

from gatescope.engine.config.run import Recurrent, TrainConfig
from gatescope.engine.config.traces import Trace
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.categories import category_width
from gatescope.engine.models.cells.cell_family import NAMES
from gatescope.engine.models.cells.table import CELLS
from gatescope.engine.models.family import Counts, Shape, Shapes
from gatescope.engine.models.memory import BYTES, kept_values
from gatescope.engine.models.recurrent.features import first_width
from gatescope.engine.models.recurrent.topology import topology


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
    kept = kept_values(count_parameters(net, shape), train.optimiser)
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


def shapes(net: Recurrent, shape: IOShape) -> Shapes:
    """Raises ``ConfigError`` when one-hot vectors would be too wide."""
    first = first_width(net, shape)
    found: dict[str, Shape] = {}
    if shape.symbols and net.embedding:
        found["embedding.weight"] = (shape.symbols, first)
    for column, levels in enumerate(shape.categories):
        found[f"categories.{column}.weight"] = (levels, category_width(levels))
    for strand, width in enumerate(topology(net).each(first, net.hidden)):
        each = zip(NAMES, _of_strand(net, width), strict=True)
        found |= {f"layers.{strand}.{name}": one for name, one in each if prod(one)}
    return found | {"head.weight": (shape.outputs, net.width), "head.bias": (shape.outputs,)}


def _of_strand(net: Recurrent, width: int) -> tuple[Shape, ...]:
    cell, hidden = CELLS[net.cell], net.hidden
    rows = cell.gates * hidden
    return (rows, width), (rows, hidden), (rows,), (rows,), (cell.peepholes * hidden,)


def states(net: Recurrent, batch: int) -> tuple[tuple[Shape, ...], ...]:
    """Of each layer, (h,) or (h, c): torch's own layers have the number of their one layer before the batch."""
    each = (batch, net.hidden) if CELLS[net.cell].looped else (1, batch, net.hidden)
    return ((each,) * (2 if Trace.CELL in net.cell.traces else 1),) * net.layers
