"""What a family of cells is: everything that a network asks of a recurrent cell, in one value.

A family is one file beside this one and one line in ``engine.config.cells``. ``x`` is (T, F), ``h`` is (T,
H), both with time first; every layer starts from h = c = 0.

A fused layer returns every h_t and thereby every h_{t−1}, so all gates of all t are one product per weight matrix;
only a cell state has to walk through time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from torch import Tensor, nn
from torch.nn.functional import pad

from gatescope.engine.config.traces import Trace
from gatescope.engine.models.family import LayerGradient, Traces


class Weights(NamedTuple):
    """One layer's parameters, packed as torch packs them: G gates of H rows each."""

    w_ih: Tensor  # (G*H, F)
    w_hh: Tensor  # (G*H, H)
    b_ih: Tensor  # (G*H,)
    b_hh: Tensor  # (G*H,)
    peephole: Tensor | None = None  # (3*H,): what the cell state gives to i, f, o, where it does


Touch = Callable[[Trace, Tensor], Tensor]


@dataclass(frozen=True)
class CellFamily:
    """``make(inputs, hidden, device=…)`` builds one layer; the layer called on (T, B, F) returns (T, B, H) and its last
    state.

    ``traces(weights, x, h)``: the cell's equations, from what the layer returned to every trace (T, H), in the order
    of ``Cell.traces``.

    ``reverse(weights, traces, above)``: the gradient through time. ``above`` (T, H) is what comes into h_t from over
    the layer: the head, or the inputs of the next layer. All of one dtype and device.

    ``step(weights, W x + b (G*H,), traces at t − 1, touch)``: one step with every trace open to be touched; traces at
    t, each (H,) and as touched; a batch of them, (B, H), just as well.

    ``packed``: what each block of H rows of W_ih and W_hh computes, in torch's order. ``squashed``: the trace that a
    tanh gives, which can be stuck at ±1. ``rectified``: its units can be dead. ``peepholes``: how many of its gates
    see the cell state. ``slope``: ∂h/∂a from h, of a network that has nothing but h = φ(a). ``kept``: how many values
    of each unit and step autograd keeps until it has gone back, as torch computes on the CPU; ``kept_wide``: how many
    more of each number by which the input is wider than the layer. ``looped``: its layers are no fused modules of
    torch's, but made from its ``step``.
    """

    make: Callable[..., nn.Module]
    traces: Callable[[Weights, Tensor, Tensor], Traces]
    reverse: Callable[[Weights, Traces, Tensor], LayerGradient]
    step: Callable[[Weights, Tensor, Traces, Touch], Traces]
    packed: tuple[Trace, ...]
    kept: float
    squashed: Trace | None = None
    rectified: bool = False
    peepholes: int = 0
    slope: Callable[[Tensor], Tensor] | None = None
    kept_wide: float = 0.0
    looped: bool = False

    @property
    def gates(self) -> int:
        """Blocks of H rows in its weights."""
        return len(self.packed)


NAMES = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", "weight_ch_l0")


def layer_weights(weights: Mapping[str, Tensor], layer: int) -> Weights:
    """Layer ``layer``'s parameters out of a network's, which are named ``layers.0.weight_ih_l0`` and so on."""
    names = (f"layers.{layer}.{name}" for name in NAMES)
    return Weights(*(weights[name] for name in names if name in weights))


def before(h: Tensor) -> Tensor:
    """h_{t−1} for every t, 0 before the first: (T, H) → (T, H)."""
    return pad(h[:-1], (0, 0, 1, 0))


def scan(f: Tensor, added: Tensor) -> Tensor:
    """c_t = f_t c_{t−1} + added_t from c = 0; all (T, H). ``added`` is overwritten with c and returned."""
    # unbound once: an index at every step would make a view each time
    keep, c = f.unbind(0), added.unbind(0)
    for t in range(1, len(c)):
        c[t].addcmul_(keep[t], c[t - 1])
    return added
