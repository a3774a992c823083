"""What a keyframe of a run must be, as its configuration and its data say: the one place that knows.

A session is a document that people send each other. Nothing in a keyframe is believed before it was held against this:
names, dtypes and shapes before a tensor is made of it, the values before a network or an optimiser is given them. torch
itself looks at neither: its fused optimisers write as far as a weight is long, however short what they write into.

``Kinds`` are what a file says of its tensors: the dtype, as safetensors writes it, and the shape of each name.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated

import msgspec
import torch
from msgspec import Meta
from torch import Tensor

from gatescope.engine.config.run import LIVE, RunConfig, changed
from gatescope.engine.data.preparing.prepare import Prepared
from gatescope.engine.errors import ConfigError
from gatescope.engine.models.family import Shape, family_of
from gatescope.engine.training.checkpoint import CARRIED, OPTIMISER, RANDOM, random_of
from gatescope.engine.training.optimisers import COUNT, KEPT
from gatescope.engine.training.truncated import cut

Kind = tuple[str, Shape]
Kinds = Mapping[str, Kind]
FLOATS, BYTES = "F32", "U8"
RANDOM_MOST = 1 << 16  # bytes that the state of a generator may have

Count = Annotated[int, Meta(ge=0, le=1 << 53)]
Seconds = Annotated[float, Meta(ge=0.0, le=1e12)]


class Carried(msgspec.Struct, frozen=True):
    at: Count
    since: Count


class Heard(msgspec.Struct, frozen=True):
    """Where a learning rate's schedule stands: see ``engine.config.rates``."""

    counts: tuple[tuple[float | None, Count], tuple[float | None, Count]]
    factor: Annotated[float, Meta(ge=0.0, le=1.0)]
    heard_at: Annotated[int, Meta(ge=-1, le=1 << 53)]


class Values(msgspec.Struct, frozen=True):
    """What stands beside the tensors, as ``Trainer.state`` gives it; earlier versions wrote no ``rate``."""

    step: Count
    seconds: Seconds
    device: Annotated[str, Meta(max_length=32)]
    live: dict[str, float]
    rate: Heard | None = None
    carried: Carried | None = None


class Expected:
    """What the keyframes of one run must be. Every check raises ``ValueError``, which says what is not so."""

    def __init__(self, config: RunConfig, prepared: Prepared) -> None:
        """Raises ``ConfigError`` for what cannot be built."""
        self._config, self._prepared = config, prepared
        self._shapes = family_of(config.net).shapes(config.net, prepared.shape)

    def check_weights(self, found: Kinds) -> None:
        """All weights of the network, and nothing else."""
        _match(found, {name: (FLOATS, shape) for name, shape in self._shapes.items()})

    def check_rest(self, found: Kinds) -> None:
        """Of each weight all that the optimiser keeps, or nothing; the states of the generators; and the states that
        wait in the data, where states are carried: all or none."""
        wanted: dict[str, Kind] = {}
        for name, shape in self._shapes.items():
            of_weight = {f"{OPTIMISER}{name}.{kept}": (FLOATS, shape) for kept in KEPT[self._config.train.optimiser]}
            of_weight |= {f"{OPTIMISER}{name}.{COUNT}": (FLOATS, ())} if of_weight else {}
            if found.keys() & of_weight:
                wanted |= of_weight
        waiting = self._waiting()
        if found.keys() & waiting:
            wanted |= waiting
        for name, (dtype, shape) in found.items():
            if name.startswith(RANDOM) and (dtype != BYTES or len(shape) != 1 or shape[0] > RANDOM_MOST):
                raise ValueError(f"{name} is {_told(dtype, shape)}, not the state of a generator")
        random = {name: found[name] for name in found if name.startswith(RANDOM)}
        _match(found, wanted | random)

    def check_values(self, values: object, step: int, tensors: Mapping[str, Tensor]) -> None:
        """What stands beside the tensors of the keyframe at ``step``, and what only the tensors' numbers tell."""
        read = msgspec.convert(values, Values)
        if read.step != step:
            raise ValueError(f"it says that it is of step {read.step}")
        self._check_live(read.live)
        self._check_carried(read.carried, tensors)
        self._check_random(read.device, random_of(tensors))
        check_numbers(tensors, self._shapes)

    def _waiting(self) -> dict[str, Kind]:
        family, train = family_of(self._config.net), self._config.train
        if not train.carry or family.states is None:
            return {}
        _, count, _ = cut(self._prepared, train)
        each = family.states(self._config.net, count)
        return {
            f"{CARRIED}{layer}.{part}": (FLOATS, shape)
            for layer, state in enumerate(each)
            for part, shape in enumerate(state)
        }

    def _check_live(self, live: Mapping[str, float]) -> None:
        if live.keys() - set(LIVE):
            raise ValueError(f"live values {', '.join(live)[:80]}")
        try:
            changed(self._config, **live)
        except ConfigError as error:
            raise ValueError(f"live value {error.facts}") from error

    def _check_carried(self, carried: Carried | None, tensors: Mapping[str, Tensor]) -> None:
        if not self._config.train.carry:
            return
        if carried is None:
            raise ValueError("it does not say where it stands in the data")
        waits = any(name.startswith(CARRIED) for name in tensors)
        _, _, length = cut(self._prepared, self._config.train)
        if not carried.since <= carried.at < length or (carried.since > 0 and not waits):
            raise ValueError(f"it stands at {carried.at} from {carried.since} of {length} steps of the data")

    def _check_random(self, device: str, states: Mapping[str, Tensor]) -> None:
        wanted = {"global", "batches"} if device == "cpu" else {"global", "device", "batches"}
        if missing := wanted - states.keys():
            raise ValueError(f"the state of a generator is missing: {', '.join(sorted(missing))}")
        host = ("global", "batches") if device == "cpu" else ("global",)
        for name in host:
            try:
                torch.Generator("cpu").set_state(states[name].clone())
            except RuntimeError as error:
                raise ValueError(f"{RANDOM}{name} is not the state of a generator") from error


def check_numbers(tensors: Mapping[str, Tensor], weights: Iterable[str]) -> None:
    """Of ``weights`` every number is finite, as is every count; what an optimiser keeps beside them may overflow, but
    is a number."""
    finite = set(weights)
    for name, tensor in tensors.items():
        if not tensor.is_floating_point():
            continue
        if name.startswith(OPTIMISER) and name.endswith(f".{COUNT}"):
            sound = bool((tensor >= 0).all() and tensor.isfinite().all())
        elif name in finite or name.startswith(CARRIED):
            sound = bool(tensor.isfinite().all())
        else:
            sound = not bool(tensor.isnan().any())
        if not sound:
            raise ValueError(f"{name} has values that are no numbers")


def _match(found: Kinds, wanted: Kinds) -> None:
    if missing := sorted(wanted.keys() - found.keys()):
        raise ValueError(f"{missing[0]} is missing")
    if beyond := sorted(found.keys() - wanted.keys()):
        raise ValueError(f"{beyond[0][:80]} does not belong there")
    for name, (dtype, shape) in wanted.items():
        if found[name] != (dtype, shape):
            raise ValueError(f"{name} is {_told(*found[name])}, not {_told(dtype, shape)}")


def _told(dtype: str, shape: Shape) -> str:
    return f"{dtype[:8]} {'×'.join(map(str, shape[:8])) or 'alone'}"
