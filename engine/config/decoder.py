"""The kind of network that writes a sequence without having read one: a decoder, which begins where a row of numbers
leads."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from gatescope.engine.config.cells import Cell
from gatescope.engine.config.encoder_decoder import AttentionKind, Forcing
from gatescope.engine.config.nets import HIDDEN_MOST, LAYERS_MOST, Ability, Axis, Half, Net, Strand, strand_at
from gatescope.engine.config.setting import Field, Group
from gatescope.engine.config.tasks import Task
from gatescope.engine.config.traces import Levels, Trace


class Decoder(Net, frozen=True, tag="decoder"):
    """Layers of ``cell`` write the answer, symbol by symbol, each given the one before. Where each of them begins is a
    linear map of the numbers, learnt as any other. ``teacher_forcing``, ``forcing`` and ``forcing_steps`` as in
    ``EncoderDecoder``."""

    lacks: ClassVar[frozenset[Ability]] = frozenset(
        {Ability.REVERSE, Ability.TOUCH, Ability.WALK, Ability.CARRY, Ability.OMEGA}
    )
    only: ClassVar[Task | None] = Task.ONE_TO_MANY
    attention: ClassVar[AttentionKind] = AttentionKind.NONE  # there are no steps to look back at
    read_width: ClassVar[int] = 0

    cell: Annotated[Cell, Field(group=Group.SIZE)] = Cell.GRU
    hidden: Annotated[int, Field(1, HIDDEN_MOST, Group.SIZE)] = 64
    layers: Annotated[int, Field(1, LAYERS_MOST, Group.SIZE)] = 1
    embedding: Annotated[int, Field(1, 1024, Group.DETAIL)] = 32
    dropout: Annotated[float, Field(0.0, 0.95, Group.DETAIL)] = 0.0
    teacher_forcing: Annotated[float, Field(0.0, 1.0, Group.TOLD)] = 1.0
    forcing: Annotated[Forcing, Field(group=Group.TOLD)] = Forcing.FIXED
    forcing_steps: Annotated[int, Field(1, 2**31, Group.TOLD)] = 1000

    @property
    def name(self) -> str:
        return str(self.cell)

    @property
    def label(self) -> str:
        return f"→ {self.cell.label}"

    @property
    def equations(self) -> Mapping[Trace, str]:
        return self.cell.equations

    @property
    def units(self) -> int:
        return self.hidden

    @property
    def written_units(self) -> int:
        """H of the layers that write."""
        return self.hidden

    def levels(self, trace: Trace) -> Levels:
        return self.cell.levels.get(trace, trace.spec.levels)

    def strand(self, number: int) -> Strand:
        return Strand(number, half=Half.DECODER)

    def strand_name(self, number: int) -> str:
        return f"{Half.DECODER}.layer{number}"

    def nearest(self, address: str) -> str:
        return self.strand_name(min(strand_at(address).layer, self.layers - 1))

    def columns(self, _part: str) -> Axis:
        return Axis.WRITTEN
