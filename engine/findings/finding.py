"""What stands out about a run: ``find`` asks every rule and keeps what is not merely a consequence of something else.

The rules stand in ``engine.findings.curves`` and ``engine.findings.probe``, the sentences in
``gui/controllers/finding_words.py``. Free of torch.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from gatescope.engine.findings import curves, probe
from gatescope.engine.findings.evidence import Action as Action
from gatescope.engine.findings.evidence import ActionKind as ActionKind
from gatescope.engine.findings.evidence import Evidence as Evidence
from gatescope.engine.findings.evidence import Finding as Finding
from gatescope.engine.findings.evidence import Rule as Rule
from gatescope.engine.findings.evidence import Shown as Shown
from gatescope.engine.findings.evidence import applied as applied

RULES: tuple[Callable[[Evidence], Finding | None], ...] = (
    curves.not_finite,
    curves.rate_too_high,
    curves.exploding,
    probe.exploding_back,
    probe.dead,
    probe.saturated,
    probe.vanishing,
    curves.clipped,
    curves.overfitting,
    curves.naive,
    probe.beyond_window,
)

# What follows from something else that was found is not told beside it: one would mend the wrong end.
EXPLAINED: Mapping[Rule, frozenset[Rule]] = MappingProxyType(
    {
        Rule.EXPLODING: frozenset({Rule.RATE_TOO_HIGH}),
        Rule.DEAD: frozenset({Rule.RATE_TOO_HIGH}),
        Rule.SATURATED: frozenset({Rule.RATE_TOO_HIGH}),
        Rule.VANISHING: frozenset({Rule.RATE_TOO_HIGH, Rule.DEAD, Rule.SATURATED}),
        Rule.CLIPPED: frozenset({Rule.RATE_TOO_HIGH}),
        Rule.OVERFITTING: frozenset({Rule.RATE_TOO_HIGH, Rule.EXPLODING}),
        Rule.NAIVE: frozenset(Rule) - {Rule.NAIVE, Rule.BEYOND_WINDOW},
    }
)


def find(evidence: Evidence) -> tuple[Finding, ...]:
    """Everything that stands out, the most urgent first; at most one finding of a rule. Nothing when all is well."""
    found: dict[Rule, Finding] = {}
    for rule in RULES:
        one = rule(evidence)
        if one is not None:
            found.setdefault(one.rule, one)
    if Rule.NOT_FINITE in found:  # whatever else there is, led there or followed from it
        return (found[Rule.NOT_FINITE],)
    return tuple(one for one in found.values() if not found.keys() & EXPLAINED.get(one.rule, frozenset()))
