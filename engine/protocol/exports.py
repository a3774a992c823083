"""What can be taken out of a session: one list for the command line, the window's dialog and the engine that writes."""

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from gatescope.engine.protocol.frame import Probe


class StepNamed(StrEnum):
    """A step that is meant by what it is."""

    BEST = "best"  # the lowest validation loss


class ExportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """``step``: the last keyframe at or before it, None: the last there is, or one by its name. ``probe``: a number
    from the run's list or a probe of one's own, None: the one looked at first."""

    step: int | StepNamed | None = None
    probe: Probe | int | None = None


@dataclass(frozen=True)
class ExportSpec:
    """``name`` is also that of the module of ``engine.exports`` that writes it. ``suffixes``, without a point, are of
    the files it makes, the usual first; ``options`` are the fields of ``ExportOptions`` that it heeds."""

    name: str
    suffixes: tuple[str, ...]
    options: tuple[str, ...] = ()


EXPORTS = (
    ExportSpec("weights", ("safetensors",), ("step",)),
    ExportSpec("frame", ("npz",), ("step", "probe")),
    ExportSpec("metrics", ("csv",)),
    ExportSpec("probes", ("csv",)),
)


def export_named(name: str) -> ExportSpec | None:
    return next((spec for spec in EXPORTS if spec.name == name), None)
