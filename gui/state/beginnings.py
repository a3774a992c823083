"""Finds at which steps something stood out about a run for the first time. Free of Qt.

What follows from a run's metrics is found by looking at its beginnings, always of the same lengths: a run that was
watched and one that was opened again have the same marks at the same steps. What follows from a look at the probe is
kept when it is seen."""

import math
from collections.abc import Iterator

import msgspec

from gatescope.engine.findings.evidence import GRADIENT
from gatescope.engine.findings.rules import Evidence, Finding, find
from gatescope.engine.protocol.baselines import skill
from gatescope.engine.protocol.runs import RunState
from gatescope.gui.state.baselines import Verdict, levels, verdict
from gatescope.gui.state.sightings import Severity, Sighting
from gatescope.gui.state.store import RunRecord

EARLY = 50  # steps before which nothing is said: every beginning looks like something
EVEN, FURTHER = 1000, 1.05  # up to that step every ``EARLY`` steps are looked at, then so many times as many
LOOKS = 40  # beginnings that are looked at in one go
OF_THE_PROBE = frozenset({"dead", "saturated", "vanishing"})  # rules that metrics alone say nothing of


def see(record: RunRecord, sighting: Sighting) -> Sighting | None:
    """Keeps what stood out, unless the same did before; then None."""
    known = {(each.rule, each.severity) for each in record.sightings}
    if (sighting.rule, sighting.severity) in known:
        return None
    record.sightings = (*record.sightings, sighting)
    return sighting


def see_on_probe(record: RunRecord, finding: Finding, severity: Severity) -> Sighting | None:
    """The same of what a look at the probe tells, at the present step. What metrics tell is found by itself, and that
    the probe is long is no matter of a step."""
    if finding.rule in OF_THE_PROBE or finding.shown == GRADIENT:
        return see(record, Sighting(record.step, severity, finding))
    return None


def look_back(record: RunRecord) -> bool:
    """Looks at further beginnings of the run. True where there are more than it looked at."""
    known = record.rows if record.state is not RunState.TRAINING else record.rows - 1  # a validation comes after
    since = max(record.looked_back, record.info.fork_step)
    lengths = [step for step in _lengths(known) if step > since]
    for step in lengths[:LOOKS]:
        evidence = _beginning(record, step)
        for finding in find(evidence):
            see(record, Sighting(step, Severity.FOUND, finding))
        if (praise := _praise(record, evidence)) is not None:
            see(record, praise)
        record.looked_back = step
    return len(lengths) > LOOKS


def _lengths(known: int) -> Iterator[int]:
    """Of the beginnings that are looked at, the same of every run, up to the steps that are known."""
    step = EARLY
    while step <= known:
        yield step
        step = step + EARLY if step < EVEN else math.ceil(step * FURTHER / EARLY) * EARLY


def _beginning(record: RunRecord, step: int) -> Evidence:
    """What was measured by then; whether it broke later is not known yet."""
    steps, losses = record.validation_steps.values, record.validation_loss.values
    there = steps <= step
    return Evidence(
        msgspec.structs.replace(record.info, state=RunState.PAUSED, fault="", facts={}),
        train_loss=record.train.column.values[:step],
        gradient_norm=record.gradient.values[:step],
        validation_steps=steps[there],
        validation_loss=losses[there],
        live=tuple(change for change in record.live if change[0] <= step),
    )


def _praise(record: RunRecord, evidence: Evidence) -> Sighting | None:
    """That it beats all it is compared with, at the newest validation of a beginning."""
    if not len(evidence.validation_steps) or evidence.validation_steps[-1] < EARLY:
        return None
    loss = float(evidence.validation_loss[-1])
    if verdict(loss, levels(record.info)) is not Verdict.LEARNT:
        return None
    step = int(evidence.validation_steps[-1])
    return Sighting(step, Severity.GOOD, skill=skill(loss, record.info.naive_loss))
