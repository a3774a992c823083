"""The weights of a recurrent network by name and shape, and the states between its windows, told without making it."""

from math import prod

from gatescope.engine.config.run import Recurrent
from gatescope.engine.config.traces import Trace
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.family import Shape, Shapes
from gatescope.engine.models.recurrent.cell_family import NAMES
from gatescope.engine.models.recurrent.cells import CELLS
from gatescope.engine.models.recurrent.features import category_width, first_width
from gatescope.engine.models.recurrent.topology import topology


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
