"""Looking never ends the engine, never waits for ever, and is silent when there is nothing new."""

import pytest

from gatescope.engine.machine.device import out_of_memory
from gatescope.engine.protocol.base import Slot
from gatescope.engine.protocol.frame import FrameRequest, Part, Probe, Trace, Want
from gatescope.engine.protocol.messages import Failed, RunState, SaveAs, Saved, SetBudget, SetSpeed
from gatescope.engine.server.asker import BUDGET_LEAST, Asker, Observation
from tests.engine.talking import config


def test_a_trace_that_the_cell_has_not_is_left_out(client, sine):
    client.open_file(sine)
    run = client.new_run(config(cell="gru"))
    wants = tuple(
        Want(layer=at, trace=trace) for at in ("", "layer0", "layer1") for trace in (Trace.CELL, Trace.HIDDEN)
    )
    (trace,) = client.frame(run.run, run.validation_probe, wants=wants).traces
    assert (trace.layer, trace.trace) == ("layer0", Trace.HIDDEN)


def test_a_run_that_broke_is_silent_once_it_was_seen(client, sine, tmp_path):
    client.open_file(sine)
    run = client.new_run(config(rate=1e6, cell="rnn-relu", layers=2))
    client.play(run.run)
    client.receive(Failed)
    client.wait_for(run.run, RunState.FAILED)
    client.send(SaveAs(path=str(tmp_path / "s.gatescope")))
    path = client.receive(Saved).path
    client.open_file(sine)
    (info,) = client.open_session(path).info.runs
    seen = client.frame(run.run, run.validation_probe)
    assert seen.step == info.keyframes[-1] < info.step
    held = FrameRequest(slot=Slot("stack"), number=99, run=run.run, probe=run.validation_probe, have_step=seen.step)
    client.send(held)
    client.frame(run.run, run.validation_probe, slot="b")  # answered after the one that is held, had it been answered
    assert all(getattr(message, "number", 0) != 99 for message in client._kept)


def test_a_run_there_is_not_is_told_whatever_step_one_has(client, sine):
    client.open_file(sine)
    probe = Probe(part=Part.TRAINING, start=0, length=5)
    client.send(FrameRequest(slot=Slot("a"), number=1, run=7, probe=probe, have_step=0))
    assert client.receive(Failed).fault == "run-unknown"


def test_the_smallest_budget_and_the_slowest_speed_end_with_the_next_choice(client, sine):
    client.open_file(sine)
    run = client.new_run(config())
    client.send(SetBudget(observation=1e-300))
    client.play(run.run)
    seen = client.frame(run.run, run.validation_probe, have_step=0).step
    client.send(SetBudget(observation=1.0))
    assert client.frame(run.run, run.validation_probe, have_step=seen).step > seen
    client.send(SetSpeed(steps_per_second=1e-320))
    client.play(run.run)
    client.send(SetSpeed(steps_per_second=0))
    before = client.frame(run.run, run.validation_probe).step
    assert client.frame(run.run, run.validation_probe, have_step=before).step > before


def test_another_budget_counts_at_once():
    observation = Observation(clock=lambda: 0.0)
    observation.allow(0.0)
    assert observation.budget == BUDGET_LEAST
    observation.spent(0.0, 1.0)
    observation.allow(2.0)
    assert (observation.budget, observation.next_look) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (RuntimeError("[enforce fail] . DefaultCPUAllocator: can't allocate memory: you tried"), "out-of-memory"),
        (MemoryError(), "out-of-memory"),
        (KeyError("layers.0.weight_ih_l0"), "internal"),
    ],
)
def test_a_look_that_fails_is_a_fact(error, fault, capsys):
    class Loop:
        def frame(self, request):
            raise error

    answer = Asker(Loop(), None, None)._made(
        FrameRequest(slot=Slot("s"), number=1, run=1, probe=Probe(part=Part.TRAINING))
    )
    assert (answer.fault, answer.slot, answer.number) == (fault, Slot("s"), 1)
    assert ("Traceback" in capsys.readouterr().err) is not out_of_memory(error)
