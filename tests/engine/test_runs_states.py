"""The states of runs against a small model, in any order of what a user can do: nobody trains without a step, and from
every state there is a way on."""

import math
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from gatescope.engine.config.run import RunConfig, changed
from gatescope.engine.data.tables.dataset import open_dataset
from gatescope.engine.errors import Fault, RunError
from gatescope.engine.protocol.messages import About, Failed, Fork, NewRun, Pause, Play, RunState, SetSteps, Slot
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.runs.run import ENDED
from gatescope.engine.server.loop import TrainingLoop
from tests.engine.talking import config

PICK = st.integers(0, 9)
PACES = 400  # more than any playing here takes: a run that still trains after them would never end


@dataclass(frozen=True)
class Expected:
    """What a run must be. It may do ``planned`` steps, fewer where it has waited for long enough by step ``early``; it
    breaks at step ``breaks`` if there is such a one."""

    step: int = 0
    planned: float = math.inf
    early: float = math.inf
    breaks: float = math.inf
    state: RunState = RunState.READY

    @property
    def total(self) -> float:
        return min(self.planned, self.early)

    def planned_anew(self, steps: int) -> "Expected":
        """One that stopped early goes on; what was done stays done."""
        if steps < self.step:
            return self
        early = math.inf if self.early <= self.step < self.planned else self.early
        made = replace(self, planned=steps, early=early)
        if self.state in ENDED:
            return made
        rests = RunState.PAUSED if self.state is RunState.FINISHED else self.state
        return replace(made, state=RunState.FINISHED if made.step >= made.total else rests)

    def played(self, steps: float) -> "Expected":
        if self.state in ENDED:
            return self
        step = min(self.step + steps, self.total, self.breaks)
        state = RunState.FINISHED if step >= self.total else RunState.PAUSED
        return replace(self, step=step, state=RunState.FAILED if step >= self.breaks else state)


class Told:
    """What would go to the window."""

    def __init__(self) -> None:
        self.failures: list[Failed] = []

    def put(self, message: object, slot: Slot | None = None) -> None:
        if isinstance(message, Failed):
            self.failures.append(message)


class Runs(RuleBasedStateMachine):
    """The trainer's loop without its thread: each rule asks for something and lets the loop go on until it rests."""

    folder = Path()  # where the data is, set by the test
    sessions = count()
    breaks = 0  # at which step a run does whose rate is too high, once it is known

    @initialize()
    def open(self) -> None:
        self.told = Told()
        self.laboratory = Laboratory()
        self.loop = TrainingLoop(self.laboratory, self.told, self._broken)
        self.loop._between_steps.acquire()  # as its thread would
        self.dataset = open_dataset(str(self.folder / "sine.csv"))
        self._adopt()

    def _adopt(self) -> None:
        self.expected: dict[int, Expected] = {}
        self.laboratory.adopt(self.dataset, self._session_path())

    def _session_path(self) -> str:
        return str(self.folder / f"{next(self.sessions)}.gatescope")

    def _picked(self, pick: int) -> int:
        return sorted(self.expected)[pick % len(self.expected)]

    def _broken(self, error: BaseException) -> None:
        raise error

    def teardown(self) -> None:
        self.loop.forget()
        self.laboratory.close()

    def _do(self, command) -> None:
        self.loop.do(About.RUN, command)
        self.loop.advance()

    def _until_it_rests(self) -> None:
        for _ in range(PACES):
            if not len(self.loop._scheduler) and not self.loop._commands:
                return
            before = self._where_runs_are()
            self.loop.advance()
            assert before != self._where_runs_are(), "a turn without a step, and it still trains"
        raise AssertionError("it never comes to rest")

    def _where_runs_are(self) -> list[tuple[int, RunState]]:
        return [(run.step, run.state) for run in self.laboratory.runs.values()]

    # ---- what a user does ------------------------------------------------------------------------------------------

    @rule(steps=st.sampled_from([1, 5, 12]), then=st.sampled_from([None, 0, 3]))
    def new(self, steps: int, then: int | None) -> None:
        self._new(config(steps=steps), Expected(planned=steps), then)

    @rule(patience=st.integers(1, 3), then=st.sampled_from([None, 0, 3]))
    def new_that_stops_early(self, patience: int, then: int | None) -> None:
        """At a rate of 0 no validation is better than the one before the first step."""
        asked = changed(config(rate=0.0), stop_after=patience, validate_every=2)
        self._new(asked, Expected(early=2 * patience), then)

    @rule()
    def new_that_breaks(self) -> None:
        """The weights are beyond all numbers after a step; the second step finds it out."""
        asked = config(rate=1e6, cell="rnn-relu", layers=2)
        self._new(asked, Expected(breaks=self._broken_at(asked)), None)

    def _new(self, asked: RunConfig, expected: Expected, then: int | None) -> None:
        self._do(lambda: self.loop.new_run(NewRun(config=asked, steps=then)))
        number = max(self.laboratory.runs)
        self.expected[number] = expected if then is None else expected.played(then or math.inf)
        self._until_it_rests()

    def _broken_at(self, asked: RunConfig) -> int:
        """Alone, in a laboratory of its own."""
        if not Runs.breaks:
            other = Laboratory()
            other.adopt(self.dataset, self._session_path())
            training = other.begin(other.new_run(asked))
            with pytest.raises(RunError):
                training.turn(math.inf, lambda: False, 60)
            Runs.breaks = training.run.step
            other.close()
        return Runs.breaks

    @precondition(lambda self: self.expected)
    @rule(pick=PICK, steps=st.sampled_from([1, 2, 10]))
    def play_some(self, pick: int, steps: int) -> None:
        run = self._picked(pick)
        before, failures = self.expected[run], len(self.told.failures)
        self._do(lambda: self.loop.play(Play(run=run, steps=steps)))
        self._until_it_rests()
        self.expected[run] = before.played(steps)
        if before.state in ENDED:
            assert self.told.failures[failures].fault is Fault.RUN_ENDED

    @precondition(lambda self: self.expected)
    @rule(pick=PICK)
    def play_to_the_end(self, pick: int) -> None:
        run = self._picked(pick)
        self._do(lambda: self.loop.play(Play(run=run)))
        self._until_it_rests()
        self.expected[run] = self.expected[run].played(math.inf)

    @precondition(lambda self: self.expected)
    @rule(pick=PICK, pick_other=PICK)
    def play_and_pause(self, pick: int, pick_other: int) -> None:
        """Of two that are played at once the first is paused by the second, which is paused by the user."""
        run, other = self._picked(pick), self._picked(pick_other)
        for number in (run, other):
            self.loop.do(About.RUN, lambda number=number: self.loop.play(Play(run=number)))
        self.loop.do(About.RUN, lambda: self.loop.pause(Pause(run=other)))
        for _ in range(PACES):
            self.loop.advance()
            if not self.loop._commands and not len(self.loop._scheduler):
                break
        else:
            raise AssertionError("it never comes to rest")
        for number in {run, other}:
            self._is_on_the_way(number)

    def _is_on_the_way(self, number: int) -> None:
        """However far it got before it was paused: at least a step, and as it must be there."""
        before, step = self.expected[number], self.laboratory.runs[number].step
        there = before.played(max(1, step - before.step))
        assert step == there.step
        self.expected[number] = there

    @precondition(lambda self: self.expected)
    @rule(pick=PICK, pick_other=PICK)
    def play_beside(self, pick: int, pick_other: int) -> None:
        one, other = self._picked(pick), self._picked(pick_other)
        if one == other:
            return
        self.loop.do(About.RUN, lambda: self.loop.play(Play(run=one, steps=4)))
        self._do(lambda: self.loop.play(Play(run=other, steps=4, beside=True)))
        self._until_it_rests()
        for number in (one, other):
            self.expected[number] = self.expected[number].played(4)

    @precondition(lambda self: self.expected)
    @rule(pick=PICK, steps=st.sampled_from([2, 6, 20]))
    def plan(self, pick: int, steps: int) -> None:
        run = self._picked(pick)
        before, failures = self.expected[run], len(self.told.failures)
        self._do(lambda: self.loop.set_steps(SetSteps(run=run, steps=steps)))
        self.expected[run] = before.planned_anew(steps)
        refused = [failed.fault for failed in self.told.failures[failures:]]
        assert refused == ([Fault.CONFIG_VALUE] if steps < before.step else [])

    @precondition(lambda self: self.expected)
    @rule(pick=PICK, share=st.floats(0, 1), then=st.sampled_from([None, 0, 2]))
    def fork(self, pick: int, share: float, then: int | None) -> None:
        run = self._picked(pick)
        steps = self.laboratory.runs[run].keyframes
        step = steps[round(share * (len(steps) - 1))]
        self._do(lambda: self.loop.fork(Fork(run=run, step=step, steps=then)))
        self._until_it_rests()
        number = max(self.laboratory.runs)
        parent = self.expected[run]
        state = RunState.FINISHED if step >= parent.total else RunState.PAUSED if step else RunState.READY
        child = replace(parent, step=step, state=state)
        self.expected[number] = child if then is None else child.played(then or math.inf)

    @precondition(lambda self: self.expected)
    @rule(pick=PICK, share=st.floats(0, 1))
    def travel(self, pick: int, share: float) -> None:
        """Looking at the past changes nothing."""
        run = self._picked(pick)
        steps = self.laboratory.runs[run].keyframes
        at = steps[round(share * (len(steps) - 1))]
        assert self.laboratory.weights(self.laboratory.runs[run], at)[0] == at

    @rule()
    def open_it_again(self) -> None:
        """Closed and opened: what is known of a run does not hang on the network that was awake."""
        path = self.laboratory.path
        if path:
            self.loop.forget()
            self.laboratory.close()
            self.laboratory.open_session(path)

    @rule()
    def delete(self) -> None:
        """Another file takes the place of all there is."""
        self.loop.forget()
        self._adopt()

    # ---- what must hold after each ---------------------------------------------------------------------------------

    @invariant()
    def it_rests_as_expected_and_there_is_a_way_on(self) -> None:
        for number, expected in self.expected.items():
            run = self.laboratory.runs[number]
            assert (run.step, run.state) == (expected.step, expected.state)
            assert run.state is not RunState.TRAINING
            assert len(run.history) == run.step
            assert bool(run.left()) is (run.state in (RunState.READY, RunState.PAUSED))
            assert run.keyframes, "there is a keyframe to fork from"
            if self.laboratory.session is not None:
                assert self.laboratory.session.run(number).state is run.state


def test_runs_are_where_a_small_model_says_and_always_have_a_way_on(sine: Path) -> None:
    class Here(Runs):
        folder = sine.parent

    quick = settings(
        max_examples=6, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(Here, settings=quick)
