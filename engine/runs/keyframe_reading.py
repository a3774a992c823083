"""Keyframes as they are read back: to go on from, to look at, to export, to fork.

What a file says of its tensors (its header) is held against what the run's configuration says they must be before any
tensor is made, and their values before anybody is given them. This is the only way from a session to a network.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, NamedTuple, Protocol

import msgspec
from msgspec import Meta
from safetensors import SafetensorError
from safetensors.torch import load
from torch import Tensor

from gatescope.engine.errors import Fault, SessionError
from gatescope.engine.session.tables import StoredKeyframe, get_keyframe
from gatescope.engine.training.expected import Kinds, check_numbers

HEADER_LENGTH = 8  # bytes, before the header itself
HEADER_MOST = 1 << 20  # a network of eight layers has one of a hundredth of it


class Keyframe(NamedTuple):
    """A training state as ``Trainer.state`` gave it."""

    step: int
    tensors: dict[str, Tensor]
    state: dict[str, Any]


class Checks(Protocol):
    """What a keyframe must be: ``Expected`` of its run. Each raises ``ValueError``."""

    def check_weights(self, found: Kinds) -> None: ...
    def check_rest(self, found: Kinds) -> None: ...
    def check_values(self, values: object, step: int, tensors: dict[str, Tensor]) -> None: ...


class _Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a header says of one tensor."""

    dtype: str
    shape: tuple[Annotated[int, Meta(ge=0, le=1 << 40)], ...]
    data_offsets: tuple[int, int]


def read_keyframe(connection: sqlite3.Connection, run: int, at_step: int, expected: Checks) -> Keyframe:
    """The training state of the last keyframe at or before ``at_step``, with the live changes made at its step.
    ``connection`` is a session's ``reader()``. Raises ``KEYFRAME_UNKNOWN``, ``SESSION_DAMAGED``."""
    found = _found(connection, run, at_step)
    changes = connection.execute(
        "SELECT name, value FROM live WHERE run = ? AND step = ? ORDER BY id", (run, found.step)
    )
    with _naming(run, found.step):
        expected.check_weights(kinds_of(found.weights))
        expected.check_rest(kinds_of(found.rest))
        tensors: dict[str, Tensor] = load(found.weights) | load(found.rest)
        state: dict[str, Any] = json.loads(found.state)
        if "live" in state:  # it may have been changed while the run rested, after the keyframe
            state["live"] = state["live"] | dict(changes.fetchall())
        expected.check_values(state, found.step, tensors)
    return Keyframe(found.step, tensors, state)


def read_weights(
    connection: sqlite3.Connection, run: int, at_step: int, expected: Checks
) -> tuple[int, dict[str, Tensor]]:
    """The step of the last keyframe at or before ``at_step``, and the network's weights there, by torch.nn's own
    names. Reads nothing of the optimiser. Raises like ``read_keyframe``."""
    found = _found(connection, run, at_step, weights_only=True)
    with _naming(run, found.step):
        expected.check_weights(kinds_of(found.weights))
        weights: dict[str, Tensor] = load(found.weights)
        check_numbers(weights, weights)
    return found.step, weights


def kinds_of(file: bytes) -> Kinds:
    """What the header of a safetensors file says of its tensors. Raises ``ValueError``."""
    length = int.from_bytes(file[:HEADER_LENGTH], "little")
    if not 2 <= length <= min(HEADER_MOST, len(file) - HEADER_LENGTH):
        raise ValueError("its tensors have no header")
    header = msgspec.json.decode(file[HEADER_LENGTH : HEADER_LENGTH + length], type=dict[str, msgspec.Raw])
    header.pop("__metadata__", None)
    told = {name: msgspec.json.decode(each, type=_Told) for name, each in header.items()}
    return {name: (each.dtype, each.shape) for name, each in told.items()}


def _found(connection: sqlite3.Connection, run: int, at_step: int, weights_only: bool = False) -> StoredKeyframe:
    found = get_keyframe(connection, run, at_step, weights_only=weights_only)
    if found is None:
        raise SessionError(Fault.KEYFRAME_UNKNOWN, run=run, step=at_step)
    return found


@contextmanager
def _naming(run: int, step: int) -> Iterator[None]:
    """What a damaged keyframe makes of reading it says which one it is."""
    try:
        yield
    except (SafetensorError, ValueError, TypeError, RecursionError) as error:
        reason = f"keyframe {step} of run {run}: {str(error) or 'nested too deep'}"
        raise SessionError(Fault.SESSION_DAMAGED, reason=reason) from error
