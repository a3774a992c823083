"""The kind of network that reads a whole sequence and writes another one: two halves, and what stands between them."""

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, ClassVar

from gatescope.engine.config.cells import Cell
from gatescope.engine.config.nets import (
    HIDDEN_MOST,
    LAYERS_MOST,
    Ability,
    Axis,
    Half,
    Net,
    Strand,
    StripSpec,
    strand_at,
)
from gatescope.engine.config.setting import Field, Group
from gatescope.engine.config.tasks import Task
from gatescope.engine.config.traces import Levels, Trace

HANDED = "handed"  # the address of what each layer of the decoder begins with
LOOKED = "attention"  # the address of where the steps of one look at those of the other


class AttentionKind(StrEnum):
    """How the decoder looks back at what was read, at each step that it writes."""

    NONE = "none"  # not at all: the last state is all that it knows (Cho et al. 2014; Sutskever, Vinyals & Le 2014)
    ADDITIVE = (
        "additive"  # from its state before the step, which then sees what was found (Bahdanau, Cho & Bengio 2015)
    )
    DOT = "dot"  # from its state after the step (Luong, Pham & Manning 2015)
    GENERAL = "general"  # the same through a matrix

    @property
    def seen_by_cell(self) -> bool:
        """Whether the decoder's cell is given what was found, so that one step waits for the one before."""
        return self is AttentionKind.ADDITIVE


class Forcing(StrEnum):
    """How the share of steps at which the decoder is told the truth changes in training (Bengio et al. 2015)."""

    FIXED = "fixed"
    LINEAR = "linear"  # to 0 in k steps
    EXPONENTIAL = "exponential"  # e^(−i/k)
    SIGMOID = "inverse-sigmoid"  # k / (k + e^(i/k))

    def share(self, step: int, most: float, k: int) -> float:
        """That at a ``step`` (the first is 1), ``most`` at the beginning."""
        done = step - 1
        match self:
            case Forcing.LINEAR:
                return most * max(0.0, 1 - done / k)
            case Forcing.EXPONENTIAL:
                return most * math.exp(-done / k)
            case Forcing.SIGMOID:
                # beyond e^700 there is no float
                return most * k / (k + math.exp(min(done / k, 700.0)))
        return most


class EncoderDecoder(Net, frozen=True, tag="encoder-decoder"):
    """An encoder reads the source, a decoder of as many layers writes the answer, symbol by symbol, each given the one
    before. Both are layers of ``cell``; the encoder reads from both ends if ``bidirectional``. What each of its layers
    ends with is where the decoder's layer begins, through a learnt bridge where they are not of the same size.

    ``decoder_hidden`` are the decoder's units, 0: as many as the encoder's. ``teacher_forcing`` is the share of steps
    at which the decoder is told in training what should have been written instead of what it wrote, at first or always;
    ``forcing`` and ``forcing_steps`` (k) say how it falls. ``reverse_source`` reads the source from its end alone."""

    lacks: ClassVar[frozenset[Ability]] = frozenset(
        {Ability.REVERSE, Ability.TOUCH, Ability.WALK, Ability.CARRY, Ability.OMEGA}
    )

    only: ClassVar[Task | None] = Task.PAIRS
    writes: ClassVar[bool] = True

    cell: Annotated[Cell, Field(group=Group.SIZE)] = Cell.GRU
    hidden: Annotated[int, Field(1, HIDDEN_MOST, Group.SIZE)] = 64
    layers: Annotated[int, Field(1, LAYERS_MOST, Group.SIZE)] = 1
    embedding: Annotated[int, Field(1, 1024, Group.DETAIL)] = 32
    dropout: Annotated[float, Field(0.0, 0.95, Group.DETAIL)] = 0.0
    bidirectional: Annotated[bool, Field(group=Group.DIRECTION)] = False
    attention: Annotated[AttentionKind, Field(group=Group.PAIRS)] = AttentionKind.ADDITIVE
    decoder_hidden: Annotated[int, Field(0, HIDDEN_MOST, Group.TOLD)] = 0
    teacher_forcing: Annotated[float, Field(0.0, 1.0, Group.TOLD)] = 1.0
    forcing: Annotated[Forcing, Field(group=Group.TOLD)] = Forcing.FIXED
    forcing_steps: Annotated[int, Field(1, 2**31, Group.TOLD)] = 1000
    reverse_source: Annotated[bool, Field(group=Group.TOLD)] = False

    @property
    def name(self) -> str:
        return str(self.cell)

    @property
    def label(self) -> str:
        return f"{self.cell.label}→{self.cell.label}"

    @property
    def equations(self) -> Mapping[Trace, str]:
        return self.cell.equations

    @property
    def units(self) -> int:
        return self.hidden

    @property
    def written_units(self) -> int:
        """H of the decoder."""
        return self.decoder_hidden or self.hidden

    @property
    def read_width(self) -> int:
        """How many numbers the encoder says of each step."""
        return self.hidden * self.directions

    @property
    def bridged(self) -> bool:
        """Whether the two halves are of different sizes."""
        return self.read_width != self.written_units

    def levels(self, trace: Trace) -> Levels:
        return self.cell.levels.get(trace, trace.spec.levels)

    # ---- addresses: those of the encoder, then those of the decoder -------------------------------------------------

    @property
    def read_strands(self) -> int:
        """How many recurrent modules the encoder has."""
        return self.layers * self.directions

    @property
    def strands(self) -> int:
        return self.read_strands + self.layers

    def strand(self, number: int) -> Strand:
        if number < self.read_strands:
            return super().strand(number)._replace(half=Half.ENCODER)
        return Strand(number - self.read_strands, half=Half.DECODER)

    def strand_name(self, number: int) -> str:
        if number < self.read_strands:
            return f"{Half.ENCODER}.{super().strand_name(number)}"
        return f"{Half.DECODER}.layer{number - self.read_strands}"

    def nearest(self, address: str) -> str:
        layer, backwards, half = strand_at(address)
        layer = min(layer, self.layers - 1)
        if half is Half.DECODER:
            return self.strand_name(self.read_strands + layer)
        return self.strand_name(layer * self.directions + (backwards and self.bidirectional))

    @property
    def strips(self) -> tuple[StripSpec, ...]:
        """The source's own, below them those of the answer, each along its own steps, and where these look at those."""
        return tuple(strip for part in self.parts for strip in self.strips_of(part)) + self._between

    @property
    def _between(self) -> tuple[StripSpec, ...]:
        """What the steps of the answer look at; where they look at nothing what is handed over, for that is all."""
        if self.attention is AttentionKind.NONE:
            return (StripSpec(HANDED, Trace.HIDDEN, self.columns(HANDED), Axis.INNER, self.written_units),)
        return (StripSpec(LOOKED, Trace.ATTENTION, self.columns(LOOKED), self.lines(Trace.ATTENTION), 0),)

    def strips_beside(self, part: str) -> tuple[StripSpec, ...]:
        """A layer of both halves, and what stands between them."""
        layer, backwards, _ = strand_at(part)
        reads = self.strand_name(layer * self.directions + (backwards and self.bidirectional))
        writes = self.strand_name(self.read_strands + layer)
        return self.strips_of(reads) + self._between + self.strips_of(writes)

    def lines(self, trace: Trace) -> Axis:
        return Axis.LOOKED if trace is Trace.ATTENTION else super().lines(trace)

    def strips_of(self, part: str) -> tuple[StripSpec, ...]:
        steps = self.columns(part)
        units = self.hidden if steps is Axis.READ else self.written_units
        return tuple(StripSpec(part, trace, steps, self.lines(trace), units) for trace in self.traces)

    def columns(self, part: str) -> Axis:
        if part in (HANDED, LOOKED):
            return Axis.LAYER if part == HANDED else Axis.WRITTEN
        return Axis.READ if strand_at(part).half is Half.ENCODER else Axis.WRITTEN
