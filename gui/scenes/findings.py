"""What the findings want to know of the present, and the evidence that follows from what is known. Pure, free of Qt."""

from collections.abc import Iterator

from gatescope.engine.config.nets import Ability
from gatescope.engine.findings.rules import Evidence
from gatescope.engine.protocol.analysis import AnalysisWant, FlowWant, Source
from gatescope.engine.protocol.frame import FrameRequest
from gatescope.engine.protocol.messages import RunState
from gatescope.gui.scenes.asking import Look, probe_of, steps_of
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import Store

FINDINGS = "findings"
GOING_ON = (RunState.READY, RunState.TRAINING, RunState.PAUSED)


def wants(look: Look) -> Iterator[FrameRequest]:
    """The present, whatever is looked at; a run that broke has none."""
    if look.record.state is not RunState.FAILED and look.record.step:
        flow = FlowWant(source=Source.OUTPUT, column=look.column) if look.net.can(Ability.REVERSE) else None
        yield look.at(None).analysis(FINDINGS, AnalysisWant(saturation=look.net.can(Ability.FIGURES), flow=flow))


def is_awaited(state: ViewState, store: Store) -> bool:
    """Whether the selected run has made steps of which is not yet known what they measured, or what a look at its
    present tells: then nobody can say that nothing stands out."""
    record, probe = store.runs.get(state.run), probe_of(state, store)
    if record is None or probe is None or not record.step:
        return False
    answer = store.answer(FINDINGS)
    seen = answer is not None and (answer.frame.run, answer.frame.probe) == (state.run, probe)
    return not record.rows or not (seen or record.state is RunState.FAILED)


def evidence_of(state: ViewState, store: Store) -> Evidence | None:
    """What is known of the selected run and of its present; None without a run. Metrics cost nothing, and gates, units
    and gradient are those of the newest look at the probe."""
    record, probe = store.runs.get(state.run), probe_of(state, store)
    if record is None or probe is None:
        return None
    answer = store.answer(FINDINGS)
    seen = answer is not None and (answer.frame.run, answer.frame.probe) == (state.run, probe)
    analysis = answer.frame.analysis if answer is not None and seen else None
    return Evidence(
        record.info,
        train_loss=record.train.column.values,
        gradient_norm=record.gradient.values,
        validation_steps=record.validation_steps.values,
        validation_loss=record.validation_loss.values,
        live=record.live,
        ready=record.state in GOING_ON,
        probe_steps=steps_of(probe),
        flow=analysis.flow if analysis else None,
        gates=analysis.gates if analysis else (),
        units=analysis.units if analysis else (),
    )
