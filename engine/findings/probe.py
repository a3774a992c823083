"""Rules about what the network does on the probe: gradient through time, gates and units. Each says where its numbers
come from."""

import numpy as np

from gatescope.engine.config.run import Cell, Init, Task
from gatescope.engine.config.traces import Array, Trace
from gatescope.engine.findings.curves import lately, one_digit, skilled, stalled
from gatescope.engine.findings.evidence import Action, ActionKind, Evidence, Finding, Rule, Shown, change

VANISHED = 1e-5


def vanishing(evidence: Evidence) -> Finding | None:
    """What the output at the last step of the probe owes to the first step that training can see is ``VANISHED`` of
    what it owes to the step that matters most, and the network has learnt next to nothing and stopped.

    A gradient is a sum over the steps. It is known to about 1 part in √(batch × sequences): 1e-5 is below the noise of
    any batch there can be, so that the sum does not tell such a step from none (Bengio, Simard & Frasconi 1994). A
    network that has learnt its task needs no more memory than it has, whatever its gradient does.

    One answer of a network that reads both ways is near the first step and near the last: the step that it owes least
    lies between, and is meant instead of the first.
    """
    strength = _strength(evidence)
    if not len(strength) or not stalled(evidence) or skilled(evidence, lately(evidence)):
        return None
    reach = _reach(evidence)
    begin = max(0, len(strength) - reach) if reach else 0
    first = int(strength.argmin()) if _both_ends(evidence) else begin
    largest = float(strength[begin:].max())
    ratio = float(strength[first]) / largest if largest > 0 and np.isfinite(largest) else 1.0
    if not ratio < VANISHED:
        return None
    return Finding(Rule.VANISHING, ratio, VANISHED, Shown.GRADIENT, _longer_memory(evidence), t=first)


def _longer_memory(evidence: Evidence) -> Action | None:
    net = evidence.config.net
    if Trace.FORGET_GATE not in net.cell.traces and Trace.UPDATE_GATE not in net.cell.traces:
        return Action(ActionKind.NEW_RUN, "cell", Cell.LSTM)
    if Trace.CELL in net.cell.traces and net.forget_bias < 1:  # Jozefowicz, Zaremba & Sutskever 2015
        return Action(ActionKind.NEW_RUN, "forget_bias", 1.0)
    return Action(ActionKind.NEW_RUN, "init", Init.ORTHOGONAL) if net.init is not Init.ORTHOGONAL else None


GREW = 1e3


def exploding_back(evidence: Evidence) -> Finding | None:
    """Without clipping, the gradient of the last output has grown ``GREW`` times on its way back through the probe: by
    more than 1.07 a step over a hundred steps, where a network that neither forgets nor explodes keeps it at 1
    (Pascanu et al. 2013)."""
    if evidence.in_force("clip"):
        return None
    for backwards in (False, True)[: 1 + _both_ends(evidence)]:
        strength = _strength(evidence, backwards)
        handed_over = strength[0 if backwards else -1] if len(strength) else 0.0
        if not handed_over > 0:
            continue
        at = int(strength.argmax())
        growth = float(strength[at] / handed_over)
        if growth > GREW:
            return Finding(Rule.EXPLODING, growth, GREW, Shown.GRADIENT, change(evidence, "clip", 1.0), t=at)
    return None


ALWAYS = 0.95  # of the time
MOST = 0.9  # of the units


def saturated(evidence: Evidence) -> Finding | None:
    """``MOST`` units of a gate stand shut (below 0.1) or open (above 0.9) ``ALWAYS``, or as many tanh units beyond
    ±0.99: there the derivative of σ is below 0.09 and that of tanh below 0.02, and nearly nothing is learnt through
    them (the limits of Karpathy, Johnson & Fei-Fei 2015)."""
    found: list[tuple[int, Trace | None, Array]] = [
        (use.layer, use.gate, np.maximum(use.shut, use.open) >= ALWAYS) for use in evidence.gates
    ]
    found += [(unit.layer, None, unit.stuck >= ALWAYS) for unit in evidence.units if unit.stuck is not None]
    if not found:
        return None
    layer, gate, stands = max(found, key=lambda one: float(one[2].mean()))
    if stands.mean() < MOST:
        return None
    net = evidence.config.net
    if gate is Trace.FORGET_GATE and abs(net.forget_bias) > 1:
        action = Action(ActionKind.NEW_RUN, "forget_bias", 1.0)
    else:
        action = Action(ActionKind.NEW_RUN, "learning_rate", one_digit(evidence.in_force("learning_rate") / 10))
    return _of_units(Rule.SATURATED, stands, MOST, action, layer, gate)


DEAD = 0.75  # of a layer's units; half of them being 0 along one probe is common in networks that learn well


def dead(evidence: Evidence) -> Finding | None:
    """``DEAD`` of a layer's ReLU units are 0 at every step of the probe: nothing flows back through them, so that they
    stay so (Maas, Hannun & Ng 2013)."""
    layers = [(unit.layer, unit.dead) for unit in evidence.units if unit.dead is not None]
    if not layers:
        return None
    layer, units = max(layers, key=lambda one: float(one[1].mean()))
    if units.mean() <= DEAD:
        return None
    return _of_units(Rule.DEAD, units, DEAD, Action(ActionKind.NEW_RUN, "cell", Cell.RNN_TANH), layer, None)


def beyond_window(evidence: Evidence) -> Finding | None:
    """The probe is longer than what the gradient sees in training: what a step owes to those further back was never
    learnt, only hoped for. Sequences that are learnt whole have no such limit, and the run's own probe is one
    window."""
    steps, reach, train = evidence.probe_steps, _reach(evidence), evidence.config.train
    own = 0 if train.carry else evidence.info.validation_probe.length
    if not reach or steps <= max(reach, own):
        return None
    first, last = evidence.info.training_rows
    action = None
    if train.carry:
        action = Action(ActionKind.NEW_RUN, "reach", steps)
    elif steps + evidence.info.shift <= (last - first) // 2:
        action = Action(ActionKind.NEW_RUN, "window", steps)
    until = steps - reach - 1
    return Finding(Rule.BEYOND_WINDOW, steps, reach, Shown.GRADIENT, action, t=0, until=until)


def _both_ends(evidence: Evidence) -> bool:
    """Whether the answer comes from the states at both ends of a sequence."""
    return evidence.config.net.bidirectional and evidence.config.data.task is Task.MANY_TO_ONE


def _strength(evidence: Evidence, backwards: bool | None = None) -> Array:
    """(τ+1,): what the output at τ owes to each step, through whichever layer and state owes it most; through those
    alone that read ``backwards`` or do not, where that is said."""
    flow, net = evidence.flow, evidence.config.net
    if flow is None:
        return np.zeros(0)
    meant = [one for one in flow.layers if backwards is None or net.strand(one.layer).backwards is backwards]
    states = [layer.hidden for layer in meant]
    states += [layer.cell for layer in meant if layer.cell is not None]
    strength = np.max(np.stack(states), axis=0)[: flow.tau + 1]
    return strength if np.isfinite(strength).all() else np.zeros(0)


def _reach(evidence: Evidence) -> int:
    """Over how many steps the gradient flows in training; 0: over all of them."""
    config = evidence.config
    if config.data.task is Task.MANY_TO_ONE or config.data.text:
        return 0
    return max(config.train.window, config.train.reach) if config.train.carry else config.train.window


def _of_units(rule: Rule, meant: Array, threshold: float, action: Action, layer: int, gate: Trace | None) -> Finding:
    return Finding(
        rule,
        float(meant.mean()),
        threshold,
        Shown.SATURATION,
        action,
        layer=layer,
        gate=gate,
        unit=int(meant.argmax()),
        units=int(meant.sum()),
        size=len(meant),
    )
