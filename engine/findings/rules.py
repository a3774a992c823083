"""What stands out about a run: ``find`` asks every rule and keeps what is not merely a consequence of something else.

A rule is one file beside this one and one entry here. Free of torch.
"""

from collections.abc import Container

import numpy as np

from gatescope.engine.findings import (
    beyond_window,
    clipped,
    dead,
    exploding,
    naive,
    not_finite,
    overfitting,
    rate_too_high,
    saturated,
    unscaled,
    vanishing,
)
from gatescope.engine.findings.evidence import Action as Action
from gatescope.engine.findings.evidence import ActionKind as ActionKind
from gatescope.engine.findings.evidence import Evidence as Evidence
from gatescope.engine.findings.evidence import Finding as Finding
from gatescope.engine.findings.evidence import Rule as Rule
from gatescope.engine.findings.evidence import applied as applied

RULES: tuple[Rule, ...] = (
    not_finite.RULE,
    unscaled.RULE,
    rate_too_high.RULE,
    exploding.RULE,
    dead.RULE,
    saturated.RULE,
    vanishing.RULE,
    clipped.RULE,
    overfitting.RULE,
    naive.RULE,
    beyond_window.RULE,
)
"""What can be found, the most urgent first."""


def find(evidence: Evidence) -> tuple[Finding, ...]:
    """Everything that stands out, the most urgent first; at most one finding of a rule. Nothing when all is well."""
    found: dict[str, Finding] = {}
    for rule in RULES:
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):  # a run that diverges
            one = rule.find(evidence) if rule.holds_for(evidence.config.net) else None
        if one is not None and rule.alone:
            return (one,)
        if one is not None:
            found[rule.name] = one
    return tuple(found[rule.name] for rule in RULES if rule.name in found and not _follows(rule, found))


def _follows(rule: Rule, found: Container[str]) -> bool:
    """Whether it is explained by something else that was found."""
    above = {other.name for other in RULES[: RULES.index(rule)]}
    return any(name in found for name in (above if rule.explained_by is None else rule.explained_by))
