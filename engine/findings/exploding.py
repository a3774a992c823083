"""The gradient explodes."""

import numpy as np

from gatescope.engine.config.nets import Ability
from gatescope.engine.findings.evidence import GRADIENT, SIZES, Evidence, Finding, Rule, change
from gatescope.engine.findings.learning import ENOUGH, RECENT, one_digit
from gatescope.engine.findings.memory import both_ends, owed

SPIKE = 100.0  # Pascanu, Mikolov & Bengio 2013 clip at half to ten times the mean norm: this is far beyond
GREW = 1e3


def find(evidence: Evidence) -> Finding | None:
    """By what was measured at each step; else by what happens on the probe."""
    return of_steps(evidence) or on_the_way_back(evidence)


def of_steps(evidence: Evidence) -> Finding | None:
    """Without clipping, a gradient of the last steps was ``SPIKE`` times as long as they usually are."""
    norms = evidence.gradient_norm[-1000:]
    if len(norms) < ENOUGH or evidence.in_force("clip"):
        return None
    usual, recent = float(np.median(norms)), norms[-RECENT:]
    if not usual > 0 or not recent.max() > SPIKE * usual:
        return None
    step = len(evidence.gradient_norm) - len(recent) + int(recent.argmax()) + 1
    action = change(evidence, "clip", one_digit(usual))
    return Finding(RULE.name, float(recent.max()) / usual, SPIKE, RULE.shown, action, step=step)


def on_the_way_back(evidence: Evidence) -> Finding | None:
    """Without clipping, the gradient of the last output has grown ``GREW`` times on its way back through the probe: by
    more than 1.07 a step over a hundred steps, where a network that neither forgets nor explodes keeps it at 1
    (Pascanu et al. 2013). Where no state is handed from step to step there is no such way."""
    if evidence.in_force("clip") or not evidence.config.net.can(Ability.MATRICES):
        return None
    for backwards in (False, True)[: 1 + both_ends(evidence)]:
        strength = owed(evidence, backwards)
        handed_over = strength[0 if backwards else -1] if len(strength) else 0.0
        if not handed_over > 0:
            continue
        at = int(strength.argmax())
        growth = float(strength[at] / handed_over)
        if growth > GREW:
            return Finding(RULE.name, growth, GREW, GRADIENT, change(evidence, "clip", 1.0), t=at)
    return None


RULE = Rule("exploding", find, SIZES, frozenset({"unscaled", "rate-too-high"}))
