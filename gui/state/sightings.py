"""What stood out about a run, and at which step for the first time. Free of Qt."""

import math
from dataclasses import dataclass
from enum import StrEnum

from gatescope.engine.config.nets import is_address
from gatescope.engine.findings.rules import RULES, Finding
from gatescope.engine.protocol.frame import Trace
from gatescope.engine.protocol.runs import Seen


class Severity(StrEnum):
    """How much what stands out matters."""

    FOUND = "found"  # something is wrong
    NOTICED = "noticed"  # it may become so
    GOOD = "good"  # praise


@dataclass(frozen=True)
class Sighting:
    """What stood out at a ``step``: the ``finding``, or, of praise, the ``skill``."""

    step: int
    severity: Severity
    finding: Finding | None = None
    skill: float = math.nan

    @property
    def rule(self) -> str:
        return self.finding.rule if self.finding is not None else ""


NAMES = frozenset(rule.name for rule in RULES)


def kept(sighting: Sighting) -> Seen | None:
    """As it is kept with its run; None where there is no finding, or one without a number."""
    found = sighting.finding
    if found is None or not (math.isfinite(found.number) and math.isfinite(found.threshold)):
        return None
    return Seen(
        step=sighting.step,
        severity=sighting.severity,
        rule=found.rule,
        number=found.number,
        threshold=found.threshold,
        shown=found.shown,
        layer=found.layer,
        gate=found.gate or "",
        t=found.t,
        until=found.until,
        unit=found.unit,
        units=found.units,
        size=found.size,
    )


def told(seen: Seen) -> Sighting | None:
    """The same again; None for what this program does not know (a file may be of another, or written by hand)."""
    known = seen.rule in NAMES and seen.severity in list(Severity) and seen.gate in ("", *Trace)
    if not known or (seen.layer and not is_address(seen.layer)):
        return None
    finding = Finding(
        rule=seen.rule,
        number=seen.number,
        threshold=seen.threshold,
        shown=seen.shown,
        layer=seen.layer,
        gate=Trace(seen.gate) if seen.gate else None,
        t=seen.t,
        until=seen.until,
        unit=seen.unit,
        units=seen.units,
        size=seen.size,
    )
    return Sighting(seen.step, Severity(seen.severity), finding)
