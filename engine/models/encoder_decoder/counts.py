"""What a network that writes holds and takes, told without making it: its weights by name and shape, and its memory."""

from math import prod

from gatescope.engine.config.encoder_decoder import AttentionKind
from gatescope.engine.config.run import EncoderDecoder, TrainConfig
from gatescope.engine.config.traces import Trace
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.cells.cell_family import NAMES
from gatescope.engine.models.cells.table import CELLS
from gatescope.engine.models.encoder_decoder.decoder import OfWriting
from gatescope.engine.models.encoder_decoder.network import check
from gatescope.engine.models.family import Counts, Shapes
from gatescope.engine.models.memory import BYTES, kept_values


def shapes(net: OfWriting, shape: IOShape) -> Shapes:
    """Raises ``ConfigError`` (CONFIG_VALUE) for an attention that does not go with the sizes."""
    units = net.written_units
    found = _reading(net, shape) if isinstance(net, EncoderDecoder) else _bridges(net, shape.inputs)
    found["decoder.embedding.weight"] = (shape.outputs + 1, net.embedding)
    for layer in range(net.layers):
        first = net.embedding + (net.read_width if net.attention.seen_by_cell else 0)
        found |= _layer(net, f"decoder.layers.{layer}", units if layer else first, units)
    return (
        found | _looking(net) | {"decoder.head.weight": (shape.outputs, units), "decoder.head.bias": (shape.outputs,)}
    )


def _reading(net: EncoderDecoder, shape: IOShape) -> Shapes:
    check(net)
    found: Shapes = {"encoder.embedding.weight": (shape.symbols, net.embedding)}
    for strand in range(net.read_strands):
        width = net.embedding if net.strand(strand).layer == 0 else net.read_width
        found |= _layer(net, f"encoder.layers.{strand}", width, net.hidden)
    return found | _bridges(net, net.read_width) if net.bridged else found


def _bridges(net: OfWriting, width: int) -> Shapes:
    """What leads from ``width`` numbers to where the layers of the decoder begin."""
    found: Shapes = {}
    for layer in range(net.layers):
        for state in ("hidden", "cell")[: 2 if Trace.CELL in net.cell.traces else 1]:
            name = f"bridge.{layer}.{state}"
            found |= {f"{name}.weight": (net.written_units, width), f"{name}.bias": (net.written_units,)}
    return found


def _layer(net: OfWriting, name: str, width: int, hidden: int) -> Shapes:
    cell = CELLS[net.cell]
    rows = cell.gates * hidden
    each = (rows, width), (rows, hidden), (rows,), (rows,), (cell.peepholes * hidden,)
    return {f"{name}.{part}": one for part, one in zip(NAMES, each, strict=True) if prod(one)}


def _looking(net: OfWriting) -> Shapes:
    read, units = net.read_width, net.written_units
    if net.attention is AttentionKind.NONE:
        return {}
    found: Shapes = {}
    if net.attention is AttentionKind.ADDITIVE:
        found |= {"decoder.attention.query.weight": (units, units), "decoder.attention.score.weight": (1, units)}
    if net.attention is not AttentionKind.DOT:
        found["decoder.attention.keys.weight"] = (units, read)
    seen = units + read + (net.embedding if net.attention.seen_by_cell else 0)
    return found | {"decoder.readout.weight": (units, seen)}


def counts(net: OfWriting, shape: IOShape, train: TrainConfig, steps: int) -> Counts:
    """See ``engine.models.family``; ``steps`` are those of the longest answer."""
    parameters = sum(map(prod, shapes(net, shape).values()))
    held = round(BYTES * train.batch * (_read(net, shape) + _written(net, shape, steps)))
    kept = kept_values(parameters, train.optimiser)
    return Counts(parameters, held, BYTES * (kept + steps * train.batch * shape.outputs) + held)


def _read(net: OfWriting, shape: IOShape) -> float:
    """Values that backpropagation holds of what one source is read with."""
    if not isinstance(net, EncoderDecoder):
        return shape.inputs + 2.0 * net.layers * net.hidden
    each = net.embedding + net.read_strands * CELLS[net.cell].kept * net.hidden + net.read_width
    return shape.read * float(each)


def _written(net: OfWriting, shape: IOShape, steps: int) -> float:
    """Of what one answer is written with: beside the layers, at every step a look at every step of the source."""
    cell, units = CELLS[net.cell], net.written_units
    each = net.embedding + net.layers * cell.kept * units + shape.outputs + 4
    if net.attention is not AttentionKind.NONE:
        each += net.read_width + 2 * units
        each += shape.read * (2 * units + 2 if net.attention is AttentionKind.ADDITIVE else 2)
    return steps * float(each)
