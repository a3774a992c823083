"""How far a run remembers: what its output owes to the steps of the probe, and over how many the gradient flows."""

import numpy as np

from gatescope.engine.config.nets import strand_at
from gatescope.engine.config.traces import Array
from gatescope.engine.findings.evidence import Evidence


def both_ends(evidence: Evidence) -> bool:
    """Whether the answer comes from the states at both ends of a sequence."""
    return evidence.config.net.bidirectional and evidence.config.data.task.spec.label


def owed(evidence: Evidence, backwards: bool | None = None) -> Array:
    """(τ+1,): what the output at τ owes to each step, through whichever layer and state owes it most; through those
    alone that read ``backwards`` or do not, where that is said."""
    flow = evidence.flow
    if flow is None:
        return np.zeros(0)
    meant = [one for one in flow.layers if backwards is None or strand_at(one.layer).backwards is backwards]
    states = [layer.hidden for layer in meant]
    states += [layer.cell for layer in meant if layer.cell is not None]
    strength = np.max(np.stack(states), axis=0)[: flow.tau + 1]
    return strength if np.isfinite(strength).all() else np.zeros(0)


def gradient_reach(evidence: Evidence) -> int:
    """Over how many steps the gradient flows in training; 0: over all of them."""
    config = evidence.config
    if config.data.task.spec.label or config.data.text:
        return 0
    return max(config.train.window, config.train.reach) if config.train.carry else config.train.window
