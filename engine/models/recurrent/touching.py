"""A recurrent network with parts of it altered: the cells walk through time one step after the other.

It starts from a plain ``Reading`` and touches nothing: the weights, the reading and training stay as they are, so that
letting go gives back exactly what was there before.

Its gradient through time is autograd's, along the same walk with every node kept, for the cells' own equations run
backwards hold no longer where a trace is held, silenced or shaken. In float64, see ``engine.probing.gradient_flow``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain

import torch
from torch import Tensor
from torch.nn.functional import linear, pad

from gatescope.engine.config.run import Recurrent
from gatescope.engine.config.traces import Trace
from gatescope.engine.models.altering import Changes, touch
from gatescope.engine.models.categories import category_tables
from gatescope.engine.models.cells.cell_family import Touch, layer_weights
from gatescope.engine.models.cells.looped import walk
from gatescope.engine.models.cells.table import CELLS
from gatescope.engine.models.family import GradientFlow, LayerGradient, Reading, Traces
from gatescope.engine.models.recurrent.directions import turned
from gatescope.engine.models.recurrent.topology import topology


@torch.no_grad()
def altered(net: Recurrent, weights: Mapping[str, Tensor], reading: Reading, changes: Sequence[Changes]) -> Reading:
    """``reading`` as it would be under ``changes``, one set for each strand, at least one of them not empty. What they
    do not reach is taken over: the layers below, and in the lowest altered one the strand beside it."""
    lowest = min(net.strand(strand).layer for strand, each in enumerate(changes) if each)
    layers: list[Traces] = []

    def run(strand: int, own: Tensor) -> Tensor:
        layer, backwards, _ = net.strand(strand)
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


# ---- its gradient through time ---------------------------------------------------------------------------------------


@dataclass
class _Nodes:
    """What a strand was given, in the order in which it reads, and its states in the data's order, one tensor a step:
    as they are once they are altered, so that nothing flows back through what is held."""

    inputs: Tensor
    states: dict[Trace, list[Tensor]] = field(default_factory=dict)

    def keeping(self, changes: Changes, t: int) -> Touch:
        """Alters the traces of step ``t``, and keeps those that are states."""

        def touched(trace: Trace, value: Tensor) -> Tensor:
            value = touch(changes, t, trace, value)
            if trace.state:
                self.states.setdefault(trace, []).append(value)
            return value

        return touched


def reverse_altered(
    net: Recurrent, weights: Mapping[str, Tensor], reading: Reading, changes: Sequence[Changes], source: Tensor
) -> GradientFlow:
    """``reading`` is the plain one of ``weights``, ``changes`` are those of each strand; ``source`` is (n, O), by the
    altered output, the rows after it being zero."""
    total = len(reading.output)
    steps = total if net.bidirectional else len(source)
    own = {name: weight.detach().double() for name, weight in weights.items()}
    with torch.enable_grad():
        x = reading.inputs[:steps].detach().double().requires_grad_()
        strands, output = _kept(net, own, reading.once, x, changes)
        nodes = [x, *(node for strand in strands for node in (strand.inputs, *chain(*strand.states.values())))]
        found = torch.autograd.grad(output, nodes, _longer(source.double(), steps), allow_unused=True)
    gradients = iter([torch.zeros_like(n) if g is None else g for n, g in zip(nodes, found, strict=True)])
    below = _longer(next(gradients), total)
    layers = [_gradient(strand, gradients, net.strand(at).backwards, total) for at, strand in enumerate(strands)]
    return GradientFlow(tuple(layers), below, tuple(table.shape[1] for table in category_tables(weights)))


def _gradient(strand: _Nodes, gradients: Iterator[Tensor], backwards: bool, total: int) -> LayerGradient:
    """Takes as many of the gradients as the strand has nodes."""
    by_inputs = turned(next(gradients), backwards)
    states = {trace: torch.stack([next(gradients) for _ in kept]) for trace, kept in strand.states.items()}
    cell = states.get(Trace.CELL)
    cell = None if cell is None else _longer(cell, total)
    return LayerGradient(_longer(states[Trace.HIDDEN], total), cell, _longer(by_inputs, total))


def _kept(
    net: Recurrent, weights: Mapping[str, Tensor], once: bool, x: Tensor, changes: Sequence[Changes]
) -> tuple[list[_Nodes], Tensor]:
    """The nodes of each strand, and the output (T, O)."""
    strands: list[_Nodes] = []
    doubles = [_doubles(each) for each in changes]

    def run(at: int, own: Tensor) -> Tensor:
        backwards, last, nodes = net.strand(at).backwards, len(own) - 1, _Nodes(own.clone())
        strands.append(nodes)

        def touch_at(step: int) -> Touch:
            return nodes.keeping(doubles[at], last - step if backwards else step)

        traces = walk(CELLS[net.cell].step, layer_weights(weights, at), nodes.inputs, touch_at)
        for kept in nodes.states.values() if backwards else ():
            kept.reverse()
        return traces[Trace.HIDDEN]

    seen = topology(net, once).up(x, run, turned)
    return strands, linear(seen, weights["head.weight"], weights["head.bias"])


def _doubles(changes: Changes) -> Changes:
    return {trace: [replace(one, values=one.values.double()) for one in each] for trace, each in changes.items()}


def _longer(rows: Tensor, steps: int) -> Tensor:
    """With rows of zeros at the end, up to ``steps``."""
    return pad(rows, (0, 0, 0, steps - len(rows)))
