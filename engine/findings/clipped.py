"""Nearly every gradient is clipped."""

import numpy as np

from gatescope.engine.findings.evidence import SIZES, Evidence, Finding, Rule, change
from gatescope.engine.findings.learning import ENOUGH, RECENT, one_digit

CLIPPED = 0.95  # of the steps


def find(evidence: Evidence) -> Finding | None:
    """Clipping is there for the rare step that is too long (Pascanu et al. 2013). One that shortens nearly every step
    only sets their length, as the learning rate should."""
    clip = evidence.in_force("clip")
    norms = evidence.gradient_norm[evidence.since("clip") :][-RECENT:]
    if not clip or len(norms) < ENOUGH:
        return None
    share = float((norms > clip).mean())
    if share < CLIPPED:
        return None
    usual = one_digit(2 * float(np.quantile(norms, 0.9)))
    return Finding(RULE.name, share, CLIPPED, RULE.shown, change(evidence, "clip", usual), step=len(norms))


RULE = Rule("clipped", find, SIZES, frozenset({"unscaled", "rate-too-high"}))
