"""Gradient through time of a recurrent network: a source is carried down through every layer and back through time, by
the cells' own equations. In float64 throughout, see ``engine.probing.gradient_flow``.
"""

from collections.abc import Callable, Mapping

import torch
from torch import Tensor

from gatescope.engine.config.run import Recurrent
from gatescope.engine.models.categories import category_tables
from gatescope.engine.models.cells.cell_family import Weights, layer_weights
from gatescope.engine.models.cells.table import CELLS
from gatescope.engine.models.family import GradientFlow, LayerGradient, Reading, Traces
from gatescope.engine.models.recurrent.directions import turned
from gatescope.engine.models.recurrent.topology import topology


@torch.inference_mode()
def reverse(net: Recurrent, weights: Mapping[str, Tensor], reading: Reading, source: Tensor) -> GradientFlow:
    """``weights`` are those that ``reading`` was made with; ``source`` is (n, O), the rows after it being zero."""
    total = len(reading.output)
    above = source.double() @ weights["head.weight"].double()  # (n, D·H)
    # read from the end, steps after the source have a part in it: all T rows are gone through
    if net.bidirectional:
        above = _fill(above, total)
    found: dict[int, LayerGradient] = {}

    def run(strand: int, above: Tensor) -> Tensor:
        """Back through one strand, in the order in which it has read; kept in the data's order."""
        backwards = net.strand(strand).backwards
        traces = {
            trace: turned(values, backwards) for trace, values in _doubles(reading.layers[strand], len(above)).items()
        }
        gradient = CELLS[net.cell].reverse(_double(layer_weights(weights, strand)), traces, above)
        found[strand] = _each(gradient, lambda value: _fill(turned(value, backwards), total))
        return gradient.inputs

    below = topology(net, reading.once).down(above, run, turned)
    return GradientFlow(tuple(found[strand] for strand in range(net.strands)), _fill(below, total), _widths(weights))


def _widths(weights: Mapping[str, Tensor]) -> tuple[int, ...]:
    return tuple(table.shape[1] for table in category_tables(weights))


def _each(gradient: LayerGradient, made: Callable[[Tensor], Tensor]) -> LayerGradient:
    cell = None if gradient.cell is None else made(gradient.cell)
    return LayerGradient(made(gradient.hidden), cell, made(gradient.inputs))


def _double(weights: Weights) -> Weights:
    return Weights(*(value.double() for value in weights if value is not None))


def _doubles(traces: Traces, steps: int) -> Traces:
    return {trace: values[:steps].double() for trace, values in traces.items()}


def _fill(gradient: Tensor, steps: int) -> Tensor:
    """With rows of zeros at the end, up to ``steps``."""
    if len(gradient) == steps:
        return gradient
    return torch.cat((gradient, gradient.new_zeros(steps - len(gradient), gradient.shape[1])))
