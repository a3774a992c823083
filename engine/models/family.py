"""What a kind of network is to the rest of the engine: one value with everything that is asked of it.

A kind is a struct in ``engine.config.nets``, a room beside ``recurrent`` and a line in ``FAMILIES``. What it has not is
None here, stands in the struct's ``lacks``, and is refused by ``checks.able`` with that word.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from torch import Tensor, nn

from gatescope.engine.config.decoder import Decoder
from gatescope.engine.config.encoder_decoder import EncoderDecoder
from gatescope.engine.config.nets import FeedForward, Net, Recurrent, Reservoir, Transformer
from gatescope.engine.config.run import TrainConfig
from gatescope.engine.config.traces import Trace
from gatescope.engine.data.preparing.prepare import IOShape
from gatescope.engine.models.altering import Changes

FAMILIES: dict[type[Net], str] = {
    Recurrent: "recurrent:RECURRENT",
    Transformer: "transformer:TRANSFORMER",
    FeedForward: "perceptron:FEED_FORWARD",
    Reservoir: "reservoir:RESERVOIR",
    EncoderDecoder: "encoder_decoder:ENCODER_DECODER",
    Decoder: "encoder_decoder:DECODER",
}
"""Where each family stands: its room, and its name in the room's ``family`` file."""

Traces = dict[Trace, Tensor]
Matrices = dict[Trace, tuple[Tensor, Tensor]]
Named = Mapping[str, Tensor]
State = tuple[Tensor, ...]  # of one layer: (h,) or (h, c); () is zero
Shape = tuple[int, ...]
Shapes = dict[str, Shape]  # of weights, by name
Carrying = Callable[[Any, Tensor, list[State], int], tuple[Tensor, list[State]]]
Solving = Callable[[Any, Any, "Data"], tuple[Tensor, Tensor]]
PRODUCTS_MOST = 2_000_000_000  # multiplications of one free run: about half a second
BEAM_MOST = 10  # beginnings of answers that are kept at once
C = TypeVar("C", bound=Net)


class Counts(NamedTuple):
    """What a network takes, told without making it. ``parameters`` are the numbers that are learnt;
    ``activation_bytes`` is what a step holds while it looks for what to change, and grows with its length;
    ``needed_bytes`` is all of it at its peak, rather too little than too much. ``square_bytes`` are those of the
    activations that grow with the square of the length."""

    parameters: int
    activation_bytes: int
    needed_bytes: int
    square_bytes: int = 0


@dataclass(frozen=True)
class Reading:
    """``inputs`` (T, F) is exactly what the first layer sees; ``layers`` holds each strand's traces (T, H), from the
    lowest, all in the data's order: the state that one that reads backwards had before step t stands in row t + 1.
    ``output`` (T, O) is the scaled forecast or the logits; ``once`` as in ``IOShape``. ``maps`` are pictures of other
    parts, by their address, such as what a head looks at (T, T): what is not asked for need not be computed. On the
    device of the weights.

    Of a pair the traces of what reads are (S, H), and T are the steps that are written: ``written`` (T,) by the network
    itself, where nothing was given; where each of them looked is a map (T, S)."""

    inputs: Tensor
    layers: tuple[Traces, ...]
    output: Tensor
    once: bool = False
    maps: Mapping[str, Traces] = field(default_factory=dict)
    written: Tensor | None = None

    def pictures(self, parts: Sequence[str], part: str) -> Traces:
        """Those of the part that is called so: one of the layers, which are called ``parts``, or another. None of what
        there is not."""
        return self.layers[parts.index(part)] if part in parts else self.maps.get(part, {})


class LayerGradient(NamedTuple):
    """The gradient by one layer's nodes: ``hidden`` (T, H) by what it hands on, ``cell`` (T, H) where there is one,
    ``inputs`` (T, F)."""

    hidden: Tensor
    cell: Tensor | None
    inputs: Tensor


@dataclass(frozen=True)
class GradientFlow:
    """The gradient of a source by every node: ``layers``, those of each strand from the lowest, ``inputs`` (T, F) by
    what the first layer sees (the saliency), ``widths`` the lengths of the vectors at its end that are single columns
    of the data. float64, on the device of the reading; zero after the source's last row unless a strand reads
    backwards, which has seen what comes later.

    By a node means in total: over every path that leaves it, at its own step and all that are read after it, up and on.
    """

    layers: tuple[LayerGradient, ...]
    inputs: Tensor
    widths: tuple[int, ...] = ()


class Walking(Protocol):
    """A network that goes on from where a reading ended, one step at a time, at most ``steps`` of them."""

    steps: int

    def step(self, x: Tensor) -> Tensor:
        """``x`` (F+K,), scaled values and codes of categories → the next output (O,)."""

    def step_symbol(self, symbol: int) -> Tensor:
        """The id of a symbol → the logits (V,) of the next."""


@dataclass(frozen=True)
class Hypothesis:
    """An answer, or its beginning: its ``symbols``, and of each the logarithm of its probability after those before."""

    symbols: tuple[int, ...] = ()
    scores: tuple[float, ...] = ()

    @property
    def total(self) -> float:
        """The logarithm of the probability of all of it."""
        return math.fsum(self.scores)

    def then(self, symbol: int, score: float) -> "Hypothesis":
        return Hypothesis((*self.symbols, symbol), (*self.scores, score))

    def rank(self) -> tuple[float, tuple[int, ...]]:
        """The most probable comes first."""
        return -self.total, self.symbols


class Writer(Protocol):
    """What a network writes by itself. Sources are (S, B) ids, padded to the longest of ``lengths`` (B,), on the host;
    None: all are S long; or numbers (1, B, F). Answers end with the symbol ``end``."""

    @property
    def end(self) -> int: ...

    def greedy(self, source: Tensor, lengths: Tensor | None = None) -> Tensor:
        """(T, B), the most probable symbol at every step; after the end nothing but ends."""

    def drawn(self, source: Tensor, temperature: float, seed: int) -> Hypothesis:
        """One answer to one source, drawn at a temperature."""

    def beam(self, source: Tensor, width: int) -> tuple[Hypothesis, ...]:
        """The most probable answers to one source that a beam so wide finds, the best first."""

    def check_width(self, width: int) -> None:
        """Raises ``ConfigError`` (CONFIG_VALUE) for a beam that no person may ask for."""


class Data(Protocol):
    """The training part as a closed form takes it: to go through it is to see each of its targets once.

    A piece is inputs (T, B, F+K) or ids (T, B) and targets (T, B, D), NaN where none counts, of sequences side by side,
    each from its beginning and padded at its end."""

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]: ...


@dataclass(frozen=True)
class Figures(Generic[C]):
    """What is asked of units that can stand at their limits. ``squashed``: the trace that a tanh gives, which can be
    stuck at ±1. ``rectified``: its units can be dead."""

    squashed: Callable[[C], Trace | None]
    rectified: Callable[[C], bool]


@dataclass(frozen=True)
class Family(Generic[C]):
    """``build(net, shape)``: freshly initialised, on the CPU, from torch's global generator; called on inputs
    (T, B, F+K), ids (T, B) or a ``Pair``, a list that is given what each strand returns (or None), and the
    lengths of the sequences (or None), it returns (T, B, O). Its parameters are what a session keeps;
    ``shapes(net, shape)`` tells their names and shapes without making any of them, and raises ``ConfigError`` for what
    cannot be built.

    ``counts(net, shape, train, steps)``: ``steps`` is how many it sees at once. Raises ``ConfigError`` for what cannot
    be built. ``read(net, shape, weights, x)``: every trace along one sequence, (T, F+K) or ids (T,), or a ``Pair`` of
    what is read, ids (S,) or numbers (1, F), and ids (T,), and the output; pure, and no module shared.

    ``solve(network, net, data)``: learns all that there is to learn in one step, and returns the loss that is left and
    the length of its gradient; None: learnt from gradients, batch by batch.

    ``reverse(net, weights, reading, source)``: the gradient of a source, see ``probing.gradient_flow``, through time.
    ``touch(net, weights, reading, changes)``: the reading as it would be under ``changes``; ``reverse_touched(net,
    weights, reading, changes, source)``: the gradient of a source of that, from the plain reading. ``walk(net, shape,
    weights, reading, steps, interventions)``: on from where it ended. ``carry(network, x, states, cut)``: the network's
    output from given states, and the states after the first ``cut`` steps, which are numbers; ``states(net, batch)``:
    the shapes of those, layer by layer. ``omega(net)``: what is added to a step's loss, from the network, that loss and
    what each strand returned; raises ``ConfigError``. ``matrices(net, weights, part)``: what the state before (H, H)
    and the input (H, F) give to each trace, views of the weights.

    ``restore(net, shape, weights)``: the network around weights, for looking. ``write(network, shape)``: what writes
    answers by itself, of one that writes; ``weigh(network, x, tau)``: how the symbol that it would write at that step
    of a ``Pair`` depends on each that is read (S,) and given (T,). ``before_step(network, net, step)``: what changes in
    it from step to step of training, the first being 1.
    """

    build: Callable[[C, IOShape], nn.Module]
    shapes: Callable[[C, IOShape], Shapes]
    counts: Callable[[C, IOShape, TrainConfig, int], Counts]
    read: Callable[[C, IOShape, Named, Any], Reading]
    figures: Figures[C] | None = None
    matrices: Callable[[C, Named, int], Matrices] | None = None
    solve: Solving | None = None
    reverse: Callable[[C, Named, Reading, Tensor], GradientFlow] | None = None
    touch: Callable[[C, Named, Reading, Sequence[Changes]], Reading] | None = None
    reverse_touched: Callable[[C, Named, Reading, Sequence[Changes], Tensor], GradientFlow] | None = None
    walk: Callable[..., Walking] | None = None
    carry: Carrying | None = None
    states: Callable[[C, int], tuple[tuple[Shape, ...], ...]] | None = None
    omega: Callable[[C], Callable[[Any, Tensor, Sequence[Tensor]], Tensor]] | None = None
    restore: Callable[[C, IOShape, Named], nn.Module] | None = None
    write: Callable[[Any, IOShape], Writer] | None = None
    weigh: Callable[[nn.Module, Any, int], tuple[Tensor, Tensor]] | None = None
    before_step: Callable[[Any, C, int], None] | None = None


@cache
def _family(kind: type[Net]) -> Family[Any]:
    room, name = FAMILIES[kind].split(":")
    found = getattr(import_module(f"gatescope.engine.models.{room}.family"), name)
    assert isinstance(found, Family)
    return found


def family_of(net: Net) -> Family[Any]:
    """The family of a network's kind; imported when it is asked for first."""
    return _family(type(net))


def build(net: Net, shape: IOShape) -> nn.Module:
    """A freshly initialised network on the CPU. Draws from torch's global generator."""
    return family_of(net).build(net, shape)
