"""What a Transformer holds and takes, told without making it: its weights by name and shape, parameters and memory."""

from math import prod

from gatescope.engine.config.run import Positions, TrainConfig, Transformer
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.models.categories import category_width
from gatescope.engine.models.family import Counts, Shape, Shapes
from gatescope.engine.models.memory import BYTES, kept_values


def check(net: Transformer) -> None:
    """Raises ``ConfigError`` (HEADS_UNEVEN) when the heads cannot share the width."""
    if net.width % net.heads:
        raise ConfigError(Fault.HEADS_UNEVEN, width=net.width, heads=net.heads)


def counts(net: Transformer, shape: IOShape, train: TrainConfig, steps: int) -> Counts:
    """See ``engine.models.family``."""
    parameters = sum(map(prod, shapes(net, shape).values()))
    held = activation_bytes(net, shape, train.batch, steps)
    kept = kept_values(parameters, train.optimiser)
    needed = BYTES * (kept + steps * train.batch * shape.outputs) + held
    return Counts(parameters, held, needed, square_bytes(net, train.batch, steps))


def activation_bytes(net: Transformer, shape: IOShape, batch: int, steps: int) -> int:
    """What backpropagation holds of ``batch`` sequences of ``steps`` steps from forward to backward: of every step what
    went in, both normalised streams and both sums of a block, its queries, keys and values, what its heads found, its
    units before and behind GELU, and the output with its target."""
    width, inner = net.width, net.inner
    each = 2 * width + 2 * width + 3 * width + width + 2 * inner + net.heads
    each += 2 * width // 4 if net.dropout else 0
    ends = first_width(shape, net) + 2 * width + shape.outputs + (4 if shape.symbols else shape.outputs)
    return BYTES * steps * batch * (net.layers * each + ends) + square_bytes(net, batch, steps)


def square_bytes(net: Transformer, batch: int, steps: int) -> int:
    """What is held of the maps: with dropout each, its mask and their product; without it none."""
    return 3 * BYTES * net.layers * net.heads * batch * steps**2 if net.dropout else 0


def first_width(shape: IOShape, net: Transformer) -> int:
    """How many numbers the network sees of one step."""
    return net.width if shape.symbols else shape.inputs + sum(map(category_width, shape.categories))


def shapes(net: Transformer, shape: IOShape) -> Shapes:
    """Its weights by name. Raises ``ConfigError`` (HEADS_UNEVEN)."""
    check(net)
    width, found = net.width, dict[str, Shape]()
    if shape.symbols:
        found["embedding.weight"] = (shape.symbols, width)
    for column, levels in enumerate(shape.categories):
        found[f"categories.{column}.weight"] = (levels, category_width(levels))
    if not shape.symbols:
        found |= {"input.weight": (width, first_width(shape, net)), "input.bias": (width,)}
    if net.positions is Positions.LEARNT:
        found["positions.weight"] = (shape.steps, width)
    for layer in range(net.layers):
        found |= {f"layers.{layer}.{name}": one for name, one in _of_block(width, net.inner).items()}
    norm: Shapes = {"norm.weight": (width,), "norm.bias": (width,)}
    return found | norm | {"head.weight": (shape.outputs, width), "head.bias": (shape.outputs,)}


def _of_block(width: int, inner: int) -> Shapes:
    return {
        "self_attn.in_proj_weight": (3 * width, width),
        "self_attn.in_proj_bias": (3 * width,),
        "self_attn.out_proj.weight": (width, width),
        "self_attn.out_proj.bias": (width,),
        "linear1.weight": (inner, width),
        "linear1.bias": (inner,),
        "linear2.weight": (width, inner),
        "linear2.bias": (width,),
        "norm1.weight": (width,),
        "norm1.bias": (width,),
        "norm2.weight": (width,),
        "norm2.bias": (width,),
    }
