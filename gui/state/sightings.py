"""What stood out about a run, and at which step for the first time. Free of Qt."""

import math
from dataclasses import dataclass
from enum import StrEnum

from gatescope.engine.findings.rules import Finding


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
