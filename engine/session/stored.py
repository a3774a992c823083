"""What a row of each table must be to be believed: the type and the bounds of every column.

SQLite keeps whatever it is given, in any column: a run may be named 5 there and a loss be a text. What is read goes
through ``believed``, and what is packed through ``unpacked``, which stops where its declared size ends.
"""

import re
import zlib
from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from gatescope.engine.errors import Fault
from gatescope.engine.protocol.messages import RunState, Seen

NUMBER_MOST = 1 << 53
NAME_MOST = 1 << 16
Count = Annotated[int, Meta(ge=0, le=NUMBER_MOST)]
RunNumber = Annotated[int, Meta(ge=1, le=1 << 31)]
Parent = Annotated[int, Meta(ge=0, le=1 << 31)]
Word = Annotated[str, Meta(max_length=200)]
Name = Annotated[str, Meta(max_length=NAME_MOST)]
Facts = dict[Word, Name | Annotated[int, Meta(ge=-NUMBER_MOST, le=NUMBER_MOST)] | float]
Names = Annotated[tuple[Word, ...], Meta(max_length=10_000)]
SEEN_MOST = 64  # things that stand out about a run
SeenKept = Annotated[tuple[Seen, ...], Meta(max_length=SEEN_MOST)]
Row = TypeVar("Row", bound="Stored")
Value = TypeVar("Value")
_PLACE = re.compile(r" - at `\$(?:\[\.\.\.\]|\[(\d+)\])\[(\d+)\]`")


class Stored(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The columns of a row, in the order in which they are asked for."""


class MetaStored(Stored, frozen=True):
    value: Name


class DataStored(Stored, frozen=True):
    info: str
    inside: bytes | None


class RunStored(Stored, frozen=True):
    run: RunNumber
    name: Name
    config: str
    state: RunState
    device: Word
    parent: Parent
    fork_step: Count
    naive_loss: float | None
    parameters: Count
    keyframes_full: Annotated[int, Meta(ge=0, le=1)]
    fault: Word
    facts: str

    def __post_init__(self) -> None:
        if self.parent >= self.run:
            raise ValueError(f"run {self.run} goes on from run {self.parent}")
        if self.fault and self.fault not in tuple(Fault):
            raise ValueError(f"run {self.run} failed of {self.fault[:80]}")


class RowsStored(Stored, frozen=True):
    """A chunk of metrics."""

    first: Count
    count: Annotated[int, Meta(ge=1, le=NUMBER_MOST)]
    train_loss: bytes
    gradient_norm: bytes
    seconds: bytes


class EndStored(Stored, frozen=True):
    """The end of the last chunk of metrics: the row after it, and its seconds."""

    end: Count
    seconds: bytes


class ValidationStored(Stored, frozen=True):
    step: Count
    loss: float | None


class AccuracyStored(Stored, frozen=True):
    step: Count
    share: Annotated[float, Meta(ge=0.0, le=1.0)]


class ErrorsStored(Stored, frozen=True):
    step: Count
    sizes: bytes


class MarksStored(Stored, frozen=True):
    run: RunNumber
    name: Name
    note: Name
    hidden: Annotated[int, Meta(ge=0, le=1)]
    colour: Annotated[int, Meta(ge=-1, le=1 << 16)]


class LiveStored(Stored, frozen=True):
    step: Count
    name: Word
    value: Annotated[float, Meta(ge=0.0, le=1e9)]


class SizesStored(Stored, frozen=True):
    step: Count
    norms: bytes


class NamesStored(Stored, frozen=True):
    names: str


class PicturesStored(Stored, frozen=True):
    name: Name
    side: Annotated[int, Meta(ge=8, le=32)]
    cells: bytes
    pixels: bytes


class ModelStored(Stored, frozen=True):
    run: RunNumber
    model: bytes


class KeyframeSize(Stored, frozen=True):
    step: Count
    size: Count


class KeyframeStored(Stored, frozen=True):
    step: Count
    size: Count
    state: str
    weights: bytes
    rest: bytes


def believed(kind: type[Row], rows: Sequence[tuple[Any, ...]], table: str) -> list[Row]:
    """``rows`` of a table, checked. Raises ``ValueError``, which says where."""
    try:
        return msgspec.convert(rows, list[kind], builtin_types=(bytes,))  # type: ignore[valid-type]
    except msgspec.ValidationError as error:
        raise ValueError(f"{table}: {_PLACE.sub(lambda at: _told(kind, at), str(error))}") from error


def decoded(text: str, kind: type[Value], where: str) -> Value:
    """JSON as a value of ``kind``. Raises ``ValueError``, which says where."""
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.MsgspecError as error:
        raise ValueError(f"{where}: {error}") from error
    except RecursionError as error:
        raise ValueError(f"{where} is nested too deep") from error


def _told(kind: type[Stored], at: re.Match[str]) -> str:
    row = f" in its row {int(at[1]) + 1}" if at[1] else ""
    return f" for {kind.__struct_fields__[int(at[2])]}{row}"


def unpacked(packed: bytes, most: int) -> bytes:
    """What was packed, at most ``most`` bytes. Raises ``ValueError`` when it is more, or is not whole, ``zlib.error``
    when it is damaged; at no time more is unpacked."""
    unpacking = zlib.decompressobj()
    found = unpacking.decompress(packed, most + 1)
    if len(found) > most:
        raise ValueError(f"it unpacks to more than {most} bytes")
    if not unpacking.eof:
        raise ValueError("what was packed breaks off")
    return found
