"""The kinds of network, each a member of one tagged union: what it is made of, and all that can be said of it without
torch.

A new kind is a struct here, an entry in ``engine.config.kinds``, one in ``engine.models.family.FAMILIES`` and a room
beside ``engine.models.recurrent``. The window asks a network what ``Net`` says and never which kind it is.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, ClassVar, NamedTuple

from gatescope.engine.config.cells import Cell
from gatescope.engine.config.setting import Config, Field, Group, setting_of
from gatescope.engine.config.tasks import Task
from gatescope.engine.config.traces import ANYWHERE, Levels, Trace, in_drawing_order

LAYERS_MOST = 4
HIDDEN_MOST = 1024


class Ability(StrEnum):
    """What may be asked of a network beyond its states and its output; all but the last are fields of ``Family``."""

    REVERSE = "reverse"  # the gradient through time
    TOUCH = "touch"  # what if a part of it were altered
    WALK = "walk"  # going on alone, fed by its own output
    CARRY = "carry"  # the state carried from window to window
    OMEGA = "omega"  # the regulariser of the gradient's norm
    FIGURES = "figures"  # gates and units that can stand at their limits
    MATRICES = "matrices"  # weights that lead from the state before: a cell, its unrolling, its spectrum
    SYMBOLS = "symbols"  # symbols or classes as its output


class Axis(StrEnum):
    """What a side of a picture is."""

    TIME = "time"
    UNIT = "unit"  # of the layer: the same one in every picture of it
    INNER = "inner"  # a unit that stands in one picture alone
    LOOKED = "looked"  # a step that is looked at: as many as there are
    READ = "read"  # a step of what is read, where another sequence is written
    WRITTEN = "written"  # a step of that one
    LAYER = "layer"  # a layer


class StripSpec(NamedTuple):
    """One picture that a frame can show: trace of a part, what its columns and lines are, and how many lines; 0: as
    many as there are steps."""

    part: str
    trace: Trace
    columns: Axis
    lines: Axis
    size: int


class Init(StrEnum):
    """What the recurrent weights W_hh are before the first step, gate by gate; biases as torch draws them."""

    TORCH = "torch"  # uniform within ±1/√H, W_ih too
    XAVIER = "xavier"  # Glorot & Bengio 2010, uniform; W_ih too
    ORTHOGONAL = "orthogonal"  # Saxe et al. 2014; W_ih by Xavier
    IDENTITY = "identity"  # Le, Jaitly & Hinton 2015 (IRNN), biases 0; W_ih by Xavier


class Positions(StrEnum):
    """How a network that looks at all steps at once is told in which order they stand."""

    LEARNT = "learnt"  # a vector of each place, learnt as any other
    SINUSOIDAL = "sinusoidal"  # Vaswani et al. 2017, section 3.5


class Activation(StrEnum):
    """What a unit of a feed-forward network makes of its sum."""

    TANH = "tanh"
    RELU = "relu"  # Nair & Hinton 2010


class Half(StrEnum):
    """Which of the two networks a module belongs to, where one reads and the other writes."""

    ENCODER = "encoder"
    DECODER = "decoder"


class Strand(NamedTuple):
    """One recurrent module of a network: its layer, whether it reads from the end, and of which ``half`` it is, where
    there are two."""

    layer: int
    backwards: bool = False
    half: Half | None = None


LOWEST = "layer0"  # the address of the first recurrent module, where none other is known
_ADDRESS = re.compile(r"(?:(encoder|decoder)\.)?layer(\d+)(?:\.(forwards|backwards))?(?:\.head(\d+))?")


def is_address(text: str) -> bool:
    """Whether a recurrent module may be called so."""
    return _ADDRESS.fullmatch(text) is not None


def head_of(address: str) -> int | None:
    """Which head a picture is of that is called so, from 0; None where it is of a whole layer."""
    found = _ADDRESS.fullmatch(address)
    return None if found is None or found[4] is None else int(found[4])


def strand_at(address: str) -> Strand:
    """The recurrent module that is called so in files and messages: ``layer1``, ``layer1.backwards``,
    ``encoder.layer0``. Raises ``ValueError`` for what is no address."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ValueError(f"no address of a recurrent module: {address}")
    return Strand(int(found[2]), found[3] == "backwards", Half(found[1]) if found[1] else None)


def is_one_way(address: str) -> bool:
    """Whether the module that is called so reads one way of two. Raises ``ValueError`` for what is no address."""
    strand_at(address)
    return address.endswith(("forwards", "backwards"))


class Net(Config, frozen=True, tag_field="kind"):
    """What every kind of network answers. As it stands: one layer that reads forwards, able to do everything."""

    lacks: ClassVar[frozenset[Ability]] = frozenset()
    steps_most: ClassVar[int] = 0  # after which there is nothing left to learn; 0: there is no such step
    orderless: ClassVar[bool] = False  # it is for rows by themselves, and for nothing else
    writes: ClassVar[bool] = False  # it reads a whole sequence and writes another one, and does nothing else
    bounded: ClassVar[bool] = False  # it sees no more steps at once than a window has
    sized_by: ClassVar[str] = "hidden"  # the field that says how many units a layer has
    only: ClassVar[Task | None] = None  # the one task that it is for, and whose networks are all of such kinds

    def can(self, ability: Ability) -> bool:
        return ability not in self.lacks

    @property
    def name(self) -> str:
        """The layer's name in files, by which it is explained."""
        raise NotImplementedError

    @property
    def label(self) -> str:
        """What people call it: a proper name, the same in every language."""
        raise NotImplementedError

    @property
    def equations(self) -> Mapping[Trace, str]:
        """What a layer computes, as ``Cell.equations``."""
        raise NotImplementedError

    @property
    def units(self) -> int:
        """How many lines the pictures of a layer have."""
        raise NotImplementedError

    def fitting(self, units: int) -> int:
        """The number of units nearest to this that a network of its kind may have."""
        low, high = setting_of(type(self), self.sized_by).bounds
        return int(min(max(units, low), high))

    @property
    def layers(self) -> int:
        return 1

    @property
    def bidirectional(self) -> bool:
        return False

    @property
    def traces(self) -> tuple[Trace, ...]:
        return in_drawing_order(self.equations)

    @property
    def state(self) -> Trace:
        """What a layer hands on: the gradient through time is by it, and units are put in order by it."""
        return Trace.HIDDEN

    @property
    def strips(self) -> tuple[StripSpec, ...]:
        """What a frame can show, from the lowest layer, in drawing order."""
        return tuple(strip for part in self.parts for strip in self.strips_of(part))

    def strips_of(self, part: str) -> tuple[StripSpec, ...]:
        """What a frame can show of one of ``parts``."""
        return tuple(StripSpec(part, trace, self.columns(part), self.lines(trace), self.units) for trace in self.traces)

    def strips_beside(self, part: str) -> tuple[StripSpec, ...]:
        """What stands in one picture with a part: what a frame can show of it, and of what belongs to it."""
        return self.strips_of(part)

    def columns(self, _part: str) -> Axis:
        """What the columns of the pictures of a part are."""
        return Axis.TIME

    def lines(self, _trace: Trace) -> Axis:
        """What the lines of a picture are."""
        return Axis.UNIT

    def levels(self, trace: Trace) -> Levels:
        """Between what limits the values of a trace lie in this kind of network."""
        return trace.spec.levels

    @property
    def directions(self) -> int:
        return 2 if self.bidirectional else 1

    @property
    def strands(self) -> int:
        """How many recurrent modules there are: forwards and backwards of the lowest layer, then of the next."""
        return self.layers * self.directions

    def strand(self, number: int) -> Strand:
        """What the recurrent module ``number`` is."""
        layer, backwards = divmod(number, self.directions)
        return Strand(layer, bool(backwards))

    @property
    def parts(self) -> tuple[str, ...]:
        """The addresses of the recurrent modules, from the lowest: what a picture is of, in messages and files."""
        return tuple(map(self.strand_name, range(self.strands)))

    def nearest(self, address: str) -> str:
        """The address of the module that comes nearest to one that another network may have. Raises ``ValueError``."""
        layer, backwards, _ = strand_at(address)
        return self.strand_name(min(layer, self.layers - 1) * self.directions + (backwards and self.bidirectional))

    def strands_of(self, layer: int) -> range:
        """The numbers of a layer's recurrent modules."""
        return range(layer * self.directions, (layer + 1) * self.directions)

    def strand_name(self, number: int) -> str:
        """The address of a recurrent module: ``layer0``, or ``layer0.forwards`` and ``layer0.backwards``."""
        layer, backwards, _ = self.strand(number)
        way = ("forwards", "backwards")[backwards]
        return f"layer{layer}.{way}" if self.bidirectional else f"layer{layer}"


class Recurrent(Net, frozen=True, tag="recurrent"):
    """Recurrent layers and a linear head. ``embedding`` is the width of the symbol vectors; 0 means one-hot (text
    only). ``forget_bias`` is added to the bias of the forget gate where there is one (Jozefowicz et al. 2015).
    ``bidirectional`` reads a sequence from its end too, where the task does not ask for what comes next (Schuster &
    Paliwal 1997): every layer is then two *strands*, and hands both their states side by side to what stands above it.
    Its parameters are numbered by strand (``layers.3.weight_hh_l0``), in the order of ``parts``: of a network of one
    direction, by layer."""

    cell: Annotated[Cell, Field(group=Group.SIZE)] = Cell.LSTM
    hidden: Annotated[int, Field(1, HIDDEN_MOST, Group.SIZE)] = 32
    layers: Annotated[int, Field(1, LAYERS_MOST, Group.SIZE)] = 1
    embedding: Annotated[int, Field(0, 1024, Group.DETAIL)] = 0
    dropout: Annotated[float, Field(0.0, 0.95, Group.DETAIL)] = 0.0
    init: Annotated[Init, Field(group=Group.INITIAL)] = Init.TORCH
    forget_bias: Annotated[float, Field(-100.0, 100.0, Group.INITIAL)] = 0.0
    bidirectional: Annotated[bool, Field(group=Group.DIRECTION)] = False

    @property
    def name(self) -> str:
        return str(self.cell)

    @property
    def label(self) -> str:
        return self.cell.label

    @property
    def equations(self) -> Mapping[Trace, str]:
        return self.cell.equations

    @property
    def units(self) -> int:
        return self.hidden

    @property
    def width(self) -> int:
        """How many numbers a layer hands on at each step."""
        return self.hidden * self.directions

    def levels(self, trace: Trace) -> Levels:
        return self.cell.levels.get(trace, trace.spec.levels)


class Transformer(Net, frozen=True, tag="transformer"):
    """A causal Transformer (Vaswani et al. 2017) whose blocks are normalised before they compute (Xiong et al. 2020):
    every step looks at itself and at those before it, as many as a window has, and at none that is later.

    ``width`` is that of the residual stream, of which each of the ``heads`` looks with its share; ``factor`` times as
    many units stand in the feed-forward part of a block. ``dropout`` is that of what goes in, of the attention, and of
    what each half of a block adds. What a run sees at once is its context."""

    lacks: ClassVar[frozenset[Ability]] = frozenset(
        {Ability.TOUCH, Ability.CARRY, Ability.OMEGA, Ability.FIGURES, Ability.MATRICES}
    )

    bounded: ClassVar[bool] = True
    sized_by: ClassVar[str] = "width"

    width: Annotated[int, Field(1, HIDDEN_MOST, Group.KIND)] = 64
    heads: Annotated[int, Field(1, 16, Group.KIND)] = 4
    layers: Annotated[int, Field(1, LAYERS_MOST, Group.SIZE)] = 2
    factor: Annotated[int, Field(1, 8, Group.KIND)] = 4
    dropout: Annotated[float, Field(0.0, 0.95, Group.DETAIL)] = 0.0
    positions: Annotated[Positions, Field(group=Group.KIND)] = Positions.LEARNT

    @property
    def name(self) -> str:
        return "transformer"

    @property
    def label(self) -> str:
        return "Transformer"

    @property
    def equations(self) -> Mapping[Trace, str]:
        return _ATTENDING

    @property
    def units(self) -> int:
        return self.width

    def fitting(self, units: int) -> int:
        """Shared evenly by the heads."""
        each = max(1, round(units / self.heads))
        return self.heads * min(each, HIDDEN_MOST // self.heads)

    @property
    def inner(self) -> int:
        """How many units the feed-forward part of a block has."""
        return self.factor * self.width

    @property
    def state(self) -> Trace:
        return Trace.RESIDUAL

    def strips_of(self, part: str) -> tuple[StripSpec, ...]:
        heads = (f"{part}.head{head}" for head in range(self.heads))
        return (
            StripSpec(part, Trace.RESIDUAL, Axis.TIME, Axis.UNIT, self.width),
            *(StripSpec(head, Trace.ATTENTION, Axis.TIME, Axis.LOOKED, 0) for head in heads),
            StripSpec(part, Trace.FEED_FORWARD, Axis.TIME, Axis.INNER, self.inner),
        )

    def lines(self, trace: Trace) -> Axis:
        return {Trace.ATTENTION: Axis.LOOKED, Trace.FEED_FORWARD: Axis.INNER}.get(trace, Axis.UNIT)


class FeedForward(Net, frozen=True, tag="feed-forward"):
    """Hidden layers and a linear head, for rows that have no order: each by itself, without memory."""

    lacks: ClassVar[frozenset[Ability]] = frozenset(Ability) - {Ability.FIGURES, Ability.SYMBOLS}
    orderless: ClassVar[bool] = True

    hidden: Annotated[int, Field(1, HIDDEN_MOST, Group.SIZE)] = 32
    layers: Annotated[int, Field(1, 3, Group.SIZE)] = 2
    activation: Annotated[Activation, Field(group=Group.KIND)] = Activation.TANH

    @property
    def name(self) -> str:
        return "feed-forward"

    @property
    def label(self) -> str:
        return "Feed-forward"

    @property
    def equations(self) -> Mapping[Trace, str]:
        return _FORWARD

    @property
    def units(self) -> int:
        return self.hidden

    def levels(self, trace: Trace) -> Levels:
        return ANYWHERE if self.activation is Activation.RELU else trace.spec.levels


class Reservoir(Net, frozen=True, tag="echo-state"):
    """An echo state network (Jaeger 2001; Lukoševičius 2012): one layer of leaky tanh units whose weights stay as they
    are drawn, read out by a linear map that ridge regression finds in one step.

    U has about ``density`` of its weights and the spectral radius ``radius``; W and b are uniform within
    ±``input_scale``; ``leak`` is how much of the state is new at every step; ``ridge`` is what a readout weight's
    square costs beside the mean squared error."""

    lacks: ClassVar[frozenset[Ability]] = frozenset(Ability) - {Ability.FIGURES, Ability.MATRICES, Ability.WALK}
    steps_most: ClassVar[int] = 1

    hidden: Annotated[int, Field(1, 2048, Group.SIZE)] = 200
    radius: Annotated[float, Field(0.0, 10.0, Group.RESERVOIR)] = 0.9
    leak: Annotated[float, Field(0.001, 1.0, Group.RESERVOIR)] = 1.0
    input_scale: Annotated[float, Field(0.0, 100.0, Group.RESERVOIR)] = 0.5
    density: Annotated[float, Field(0.0001, 1.0, Group.RESERVOIR)] = 0.1
    ridge: Annotated[float, Field(0.0, 1e6, Group.RESERVOIR)] = 1e-6

    @property
    def name(self) -> str:
        return "echo-state"

    @property
    def label(self) -> str:
        return "Echo state"

    @property
    def equations(self) -> Mapping[Trace, str]:
        return _LEAKY

    @property
    def units(self) -> int:
        return self.hidden


_LEAKY: Mapping[Trace, str] = MappingProxyType({Trace.HIDDEN: "h_t = (1 − a) h_{t−1} + a tanh(W x_t + U h_{t−1} + b)"})

_ATTENDING: Mapping[Trace, str] = MappingProxyType(
    {
        Trace.RESIDUAL: "h_t = u_t + W_2 a_t + b_2,  u_t = h′_t + W_O z_t + b_O,  z_t = Σ_{s≤t} α_{t,s} v_s",
        Trace.ATTENTION: "α_{t,s} = exp(q_t · k_s / √d) / Σ_{r≤t} exp(q_t · k_r / √d)",
        Trace.FEED_FORWARD: "a_t = GELU(W_1 LN(u_t) + b_1)",
    }
)

_FORWARD: Mapping[Trace, str] = MappingProxyType({Trace.HIDDEN: "h_t = φ(W h′_t + b)"})
